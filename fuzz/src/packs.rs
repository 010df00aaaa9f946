//! Readers of what people write for Guiju: models, packs, conditions, phrases.

use guiju_condition::{
    ActivityRef, Condition, Env, Missing, Names, Period, Place, PlaceRef, Resolved, Type, Value, Which,
};
use guiju_log::{EventRow, Log, LogBuilder, ObjectRow};
use guiju_phrase::{Context, PhraseBook, PhraseDef, Slots, Turn};
use guiju_standard::{Diagnostic, Lang, NoLibrary, PackFiles, Sources, check, fmt};
use std::{borrow::Cow, sync::LazyLock};

fn told(findings: &[Diagnostic], sources: &Sources) {
    for finding in findings {
        for lang in [Lang::Zh, Lang::En] {
            assert!(finding.render(sources, lang, false).contains(finding.code));
        }
    }
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

static LOG: LazyLock<Log> = LazyLock::new(|| {
    let mut builder = LogBuilder::new();
    builder.add_object(ObjectRow::new("c", "case")).expect("new");
    for (n, activity) in ["a", "b", "a", "c", "b"].into_iter().enumerate() {
        let time = 1_700_000_000_000_000 + n as i64 * 1_000_000;
        let row = EventRow::new(format!("e{n}"), activity, time).related("c", "encounter");
        builder.add_event(row.attr("x", n as i64).attr("s", "甲 (1)")).expect("new");
    }
    builder.finish()
});

/// DECLARE models: what is read can be checked, and its counts add up; it can become a pack.
pub fn declare(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let reading = guiju_declare::read("model.decl", text);
    told(&reading.findings, &reading.sources);
    let report = guiju_declare::check(&reading.model, &LOG);
    for (counts, constraint) in report.counts.iter().zip(&reading.model.constraints) {
        assert_eq!(counts.activations, counts.fulfilled + counts.violated, "{}", constraint.text);
        assert!(counts.traces_satisfied_nonvacuous <= counts.traces_satisfied, "{}", constraint.text);
    }
    if !reading.has_errors() {
        assert!(!guiju_declare::pack(&reading.model, "m", "m.decl").files.is_empty());
    }
}

/// A pack, its files one after the other (`%% clauses/a.yaml`, then the file): read and linted or told what is wrong; each file
/// formats into one that reads as the same and is formatted.
pub fn pack(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let file = |part: &str| {
        let (path, text) = part.split_once('\n').unwrap_or((part, ""));
        (path.to_owned(), text.to_owned())
    };
    let files: Vec<_> = text.split("%% ").skip(1).map(file).collect();
    for (path, text) in &files {
        match fmt::format(Some(path), text) {
            Ok(once) => match fmt::format(Some(path), &once) {
                Ok(twice) => assert_eq!(once, twice, "formatting is not settled at once"),
                Err(why) => panic!("{why:?}\n{once}"),
            },
            Err(fmt::Unformatted::NotYaml(_)) => {}
            Err(fmt::Unformatted::Changed) => panic!("the formatter gave up on\n{text}"),
        }
    }
    let reading = check(&PackFiles { folder: "p".into(), files }, &NoLibrary);
    told(&reading.findings, &reading.sources);
}

/// Any name is there; its first letter says of which type it is.
struct World;

fn type_of(name: &str) -> Option<Type> {
    Some(match name.chars().next()? {
        'i' | 'a' => Type::Int,
        'n' => Type::number("cm"),
        'd' => Type::Duration,
        't' => Type::Time,
        's' => Type::Text,
        'o' => Type::one_of(["urban", "rural"]),
        'l' => Type::list(Type::Int),
        'b' => Type::Bool,
        'x' => Type::Any,
        _ => return None,
    })
}

impl Names for World {
    fn resolve(&self, path: &[&str]) -> Option<Resolved> {
        let name = path.first()?;
        Some(Resolved { place: Place::Subject((*name).to_owned()), ty: type_of(name)?, taken: 1 })
    }

    fn activity(&self, name: &str) -> bool {
        name.starts_with('a')
    }

    fn activity_attr(&self, _: &str, attr: &str) -> Option<Type> {
        type_of(attr)
    }

    fn candidates(&self) -> Vec<String> {
        ["apple", "int", "text"].map(str::to_owned).into()
    }
}

fn value_of(name: &str) -> Result<Cow<'static, Value>, Missing> {
    // The last letter says how it is with the value: an edge, or absent.
    let least = name.ends_with('m');
    Ok(Cow::Owned(match (type_of(name), name.ends_with('q')) {
        (_, true) | (None, _) => return Err(Missing::attribute(name)),
        (Some(Type::Int | Type::Any), _) => Value::Int(if least { i64::MIN } else { 7 }),
        (Some(Type::Number { .. }), _) => Value::Float(if least { f64::MAX } else { 1.5 }),
        (Some(Type::Duration), _) => Value::Duration(if least { i64::MIN } else { 60_000_000 }),
        (Some(Type::Time), _) => Value::Time(if least { i64::MAX } else { 1_700_000_000_000_000 }),
        (Some(Type::Bool), _) => Value::Bool(true),
        (Some(Type::List(_)), _) => Value::list([Value::Int(1), Value::Int(i64::MAX)]),
        (Some(_), _) => Value::text("urban"),
    }))
}

impl Env for World {
    fn get(&self, place: &PlaceRef) -> Result<Cow<'_, Value>, Missing> {
        value_of(&place.place.to_string())
    }

    fn done(&self, activity: &ActivityRef) -> Result<bool, Missing> {
        Ok(activity.name.len().is_multiple_of(2))
    }

    fn count(&self, activity: &ActivityRef) -> Result<i64, Missing> {
        Ok(activity.name.len() as i64)
    }

    fn count_last(&self, activity: &ActivityRef, _: i64) -> Result<i64, Missing> {
        self.count(activity)
    }

    fn event_attr(&self, _: Which, _: &ActivityRef, attr: &str) -> Result<Cow<'_, Value>, Missing> {
        value_of(attr)
    }

    fn period(&self, _: Period, time_us: i64) -> Result<Value, Missing> {
        Ok(Value::Int(time_us / 86_400_000_000))
    }
}

/// Conditions: what compiles can be evaluated; printed, it compiles again and says the same; so do its mutants.
pub fn condition(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let condition = match guiju_condition::compile(text, &World) {
        Ok(condition) => condition,
        Err(problems) => {
            assert!(!problems.is_empty());
            for problem in problems {
                for lang in [guiju_condition::Lang::Zh, guiju_condition::Lang::En] {
                    assert!(!problem.message(lang).is_empty());
                    problem.help(lang);
                }
            }
            return;
        }
    };
    let said = |condition: &Condition| guiju_condition::truth(condition, &World);
    guiju_condition::never_true(&condition);
    let printed = condition.to_string();
    match guiju_condition::compile(&printed, &World) {
        Ok(again) => {
            assert_eq!(format!("{:?}", said(&condition)), format!("{:?}", said(&again)), "{printed}")
        }
        Err(problems) => panic!("`{printed}`: {problems:?}"),
    }
    for mutant in condition.mutants().iter().take(50) {
        said(&mutant.condition);
    }
}

/// Phrases: patterns (the lines before an empty one) over turns (those after it). A match lies in what was said.
pub fn phrase(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let (patterns, turns) =
        text.split_once("\n\n").unwrap_or((text, "您好，请问有什么可以帮您？\n我姓王，工号20，30分钟到。"));
    for pattern in patterns.lines() {
        if let Err(problem) = guiju_phrase::parse_pattern(pattern) {
            assert!(!problem.to_string().is_empty());
        }
    }
    let book = match PhraseBook::compile(&[PhraseDef::any("p", patterns.lines())]) {
        Ok(book) => book,
        Err(problems) => {
            assert!(!problems.is_empty());
            return;
        }
    };
    let utterances: Vec<&str> = turns.lines().collect();
    let turn = Turn::new(utterances.iter().copied());
    let mut slots = Slots::new();
    slots.fill("name", "王");
    for found in book.find("p", &turn, &slots) {
        assert!(!found.spans.is_empty());
        for span in found.spans {
            let said = utterances[span.utterance].chars().skip(span.from).take(span.to - span.from);
            assert_eq!(said.collect::<String>(), span.text);
        }
    }
    book.taboo("p", &turn, &Context::default(), &slots);
    book.answer(&turn);
}
