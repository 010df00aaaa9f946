//! Walks a clause's check: every kind of change at every place that it has one.

use super::variant::{Variant, Variants, in_list, lift, one_less, without, wrap};
use super::{bounds, conditions, directions, exceptions, patterns, records, speech};
use guiju_condition::Condition;
use guiju_standard::Span;
use guiju_standard::model::{
    Aggregate, Agree, Body, Bound, Check, Choose, Clause, Count, During, Each, EntryTest, Frame, Head, Hold,
    HoldOn, Limit, Part, Requirement, Rule,
};
use guiju_time::Span as Length;

/// A clause with one change of its own.
pub(super) fn clause(clause: &Clause) -> Variants<Clause> {
    let applies = conditions::optional(clause.applies.as_ref(), "applies", clause.span);
    let mut found = wrap(applies, |applies| Clause { applies, ..clause.clone() });
    if clause.as_of_activation {
        let opening = Clause { as_of_activation: false, ..clause.clone() };
        found.push(Variant::dropped("as_of: activation", clause.span, opening));
    }
    found.extend(wrap(part(&clause.part), |part| Clause { part, ..clause.clone() }));
    found
}

fn part(part: &Part) -> Variants<Part> {
    let checked = |check: Check| Part { check, ..part.clone() };
    let mut found = wrap(directions::composition(&part.check, part.span), checked);
    match &part.check {
        Check::AllOf(parts) => {
            found.extend(wrap(parts_of(parts, "all_of"), |parts| checked(Check::AllOf(parts))))
        }
        Check::AnyOf(parts) => {
            found.extend(wrap(parts_of(parts, "any_of"), |parts| checked(Check::AnyOf(parts))))
        }
        Check::Not(inner) => {
            found.extend(wrap(self::part(inner), |inner| checked(Check::Not(Box::new(inner)))));
            found.push(Variant::dropped("not", part.span, inner.as_ref().clone()));
        }
        Check::If(condition, then) => {
            let both = [condition.as_ref().clone(), then.as_ref().clone()];
            found.extend(wrap(together(&both), |mut both| {
                let (then, condition) = (both.pop(), both.pop());
                match (condition, then) {
                    (Some(condition), Some(then)) => checked(Check::If(Box::new(condition), Box::new(then))),
                    _ => part.clone(),
                }
            }));
            found.push(Variant::dropped("if", part.span, then.as_ref().clone()));
        }
        form => {
            found.extend(wrap(frame(&part.frame, part.span), |frame| Part { frame, ..part.clone() }));
            found.extend(wrap(self::form(form, part.span), checked));
        }
    }
    found
}

/// The parts of a composition: each changed, each left out.
fn parts_of(parts: &[Part], name: &str) -> Variants<Vec<Part>> {
    let mut found = together(parts);
    if parts.len() > 1 {
        for (index, part) in parts.iter().enumerate() {
            let name = format!("{name} {}", index + 1);
            found.push(Variant::dropped(&name, part.span, without(parts, index)));
        }
    }
    found
}

/// Changes of each part; what stands once beside a composition and holds for several of its parts changes in all of them.
fn together(parts: &[Part]) -> Variants<Vec<Part>> {
    let mut found: Variants<Vec<Part>> = Vec::new();
    for (index, own) in parts.iter().enumerate() {
        for variant in part(own) {
            match found.iter_mut().find(|known| known.name == variant.name && known.at == variant.at) {
                Some(known) => known.to[index] = variant.to,
                None => found.push(variant.map(|changed| {
                    let mut all = parts.to_vec();
                    all[index] = changed;
                    all
                })),
            }
        }
    }
    found
}

fn frame(frame: &Frame, at: Span) -> Variants<Frame> {
    let mut found =
        wrap(exceptions::unless(frame.unless.as_ref()), |unless| Frame { unless, ..frame.clone() });
    if let Some(during) = &frame.during {
        let changed =
            lift(self::during(during), "during", |during| Frame { during: Some(during), ..frame.clone() });
        found.extend(changed);
        let place = match during {
            During::Situation(_, at) => *at,
            During::Between { from, .. } => patterns::place(from),
        };
        found.push(Variant::dropped("during", place, Frame { during: None, ..frame.clone() }));
    }
    if let Some(each) = &frame.each {
        found.extend(lift(self::each(each), "each", |each| Frame { each: Some(each), ..frame.clone() }));
        found.push(Variant::dropped("each", each.span, Frame { each: None, ..frame.clone() }));
    }
    if let Some(absence) = &frame.absence {
        let seen = Frame { absence: None, ..frame.clone() };
        found.push(Variant::dropped(&format!("absence {absence}"), at, seen));
    }
    if let Some(clock) = &frame.clock {
        found.push(Variant::dropped(&format!("clock {clock}"), at, Frame { clock: None, ..frame.clone() }));
    }
    found
}

fn during(during: &During) -> Variants<During> {
    let During::Between { from, until } = during else { return Vec::new() };
    let mut found =
        lift(patterns::certain(from), "from", |from| During::Between { from, until: until.clone() });
    found.extend(wrap(patterns::certain_end(until.as_ref()), |until| During::Between {
        from: from.clone(),
        until,
    }));
    found
}

fn each(each: &Each) -> Variants<Each> {
    let mut found = wrap(conditions::optional(each.condition.as_ref(), "where", each.span), |condition| {
        Each { condition, ..each.clone() }
    });
    if let Some(via) = &each.via {
        found.push(Variant::dropped(&format!("via {via}"), each.span, Each { via: None, ..each.clone() }));
    }
    found
}

fn form(check: &Check, at: Span) -> Variants<Check> {
    match check {
        Check::Rule(rule) => wrap(self::rule(rule), Check::Rule),
        Check::Relation(kind, list) => {
            let mut found = wrap(directions::relation(*kind, at), |kind| Check::Relation(kind, list.clone()));
            found.extend(wrap(in_list(list, patterns::pattern), |list| Check::Relation(*kind, list)));
            if list.len() > 2 {
                found.extend(wrap(one_less(list, patterns::title, at), |list| Check::Relation(*kind, list)));
            }
            found
        }
        Check::Apart(pattern, bound, same) => {
            let apart = |pattern, bound, same| Check::Apart(pattern, bound, same);
            let mut found =
                wrap(patterns::pattern(pattern), |pattern| apart(pattern, bound.clone(), same.clone()));
            found.extend(lift(bounds::bound(bound), "at_least", |bound| {
                apart(pattern.clone(), bound, same.clone())
            }));
            for (index, key) in same.iter().enumerate() {
                let fewer = apart(pattern.clone(), bound.clone(), without(same, index));
                found.push(Variant::dropped(&format!("same {}", key.text()), at, fewer));
            }
            found
        }
        Check::Hold(hold) => wrap(self::hold(hold), Check::Hold),
        Check::Count(count) => wrap(self::count(count), Check::Count),
        Check::Choose(choose) => wrap(self::choose(choose), Check::Choose),
        Check::Agree(agree) => wrap(self::agree(agree), Check::Agree),
        Check::Rate(rate) => wrap(records::rate(rate), Check::Rate),
        Check::Permit(pattern) => wrap(patterns::pattern(pattern), Check::Permit),
        Check::Exam { topic, pass, valid } => exam(topic, *pass, *valid, at),
        Check::Cited(_)
        | Check::Trained(_)
        | Check::Clause(..)
        | Check::AllOf(_)
        | Check::AnyOf(_)
        | Check::Not(_)
        | Check::If(..) => Vec::new(),
    }
}

fn rule(rule: &Rule) -> Variants<Rule> {
    let mut found = directions::rule(rule);
    let with_head = |make: fn(guiju_standard::model::Pattern) -> Head| {
        move |pattern| Rule { head: make(pattern), ..rule.clone() }
    };
    match &rule.head {
        Head::When(p) => found.extend(lift(patterns::pattern(p), "when", with_head(Head::When))),
        Head::Before(p) => found.extend(lift(patterns::pattern(p), "before", with_head(Head::Before))),
        Head::Around(p) => found.extend(lift(patterns::pattern(p), "around", with_head(Head::Around))),
        Head::Must | Head::First | Head::Last => {}
    }
    found.extend(wrap(body(&rule.body), |body| Rule { body, ..rule.clone() }));
    for (name, bound) in [("within", &rule.within), ("at_least", &rule.at_least)] {
        let Some(bound) = bound else { continue };
        let put = |bound: Bound| match name {
            "within" => Rule { within: Some(bound), ..rule.clone() },
            _ => Rule { at_least: Some(bound), ..rule.clone() },
        };
        found.extend(lift(bounds::bound(bound), name, put));
    }
    // What is owed the other side's answer in time may be answered at any time.
    if let (Body::Consent(_), Some(_)) = (&rule.body, &rule.within) {
        found.push(Variant::dropped("within", rule.span, Rule { within: None, ..rule.clone() }));
    }
    found.extend(wrap(limit(rule.before.as_ref(), rule.span), |before| Rule { before, ..rule.clone() }));
    for (index, key) in rule.same.iter().enumerate() {
        let same = without(&rule.same, index);
        found.push(Variant::dropped(
            &format!("same {}", key.text()),
            rule.span,
            Rule { same, ..rule.clone() },
        ));
    }
    found.extend(wrap(conditions::optional(rule.with.as_ref(), "with", rule.span), |with| Rule {
        with,
        ..rule.clone()
    }));
    found
}

fn limit(limit: Option<&Limit>, at: Span) -> Variants<Option<Limit>> {
    match limit {
        None => Vec::new(),
        Some(Limit::At(instant)) => {
            let mut found = lift(bounds::instant(instant), "before", |instant| Some(Limit::At(instant)));
            let at = if instant.span == Span::default() { at } else { instant.span };
            found.push(Variant::dropped("before", at, None));
            found
        }
        Some(Limit::Event(pattern)) => {
            wrap(patterns::optional(Some(pattern), "before"), |pattern| pattern.map(Limit::Event))
        }
    }
}

fn body(body: &Body) -> Variants<Body> {
    match body {
        Body::Owed(pattern) => lift(patterns::pattern(pattern), "then", Body::Owed),
        Body::Forbidden(pattern) => lift(patterns::pattern(pattern), "never", Body::Forbidden),
        Body::Say(say) => lift(speech::say(say), "say", Body::Say),
        Body::NeverSay(say) => lift(speech::never_say(say), "never_say", Body::NeverSay),
        Body::Record(record) => lift(records::record(record), "record", Body::Record),
        Body::Consent(consent) => lift(records::consent(consent), "consent", Body::Consent),
        Body::Decide { table, row: Some(row), span } => {
            let any = Body::Decide { table: table.clone(), row: None, span: *span };
            vec![Variant::dropped(&format!("row {row}"), *span, any)]
        }
        Body::Decide { row: None, .. } => Vec::new(),
    }
}

fn hold(hold: &Hold) -> Variants<Hold> {
    let mut found = directions::hold(hold);
    let on = |on: HoldOn| Hold { on, ..hold.clone() };
    match &hold.on {
        HoldOn::At(pattern) => found.extend(lift(patterns::pattern(pattern), "at", |p| on(HoldOn::At(p)))),
        HoldOn::Inspect(pattern, take) => {
            found.extend(lift(patterns::pattern(pattern), "inspect", |p| on(HoldOn::Inspect(p, *take))));
        }
        HoldOn::Stretch => {}
    }
    found.extend(lift(requirement(&hold.requirement, hold.span), "hold", |requirement| Hold {
        requirement,
        ..hold.clone()
    }));
    found
}

fn requirement(requirement: &Requirement, at: Span) -> Variants<Requirement> {
    let entries = match requirement {
        Requirement::Condition(condition) => {
            return wrap(conditions::condition(condition, at), Requirement::Condition);
        }
        Requirement::Entries(entries) => entries,
    };
    let of_entry = |entry: &(String, EntryTest, Span)| {
        let (name, test, at) = entry;
        let tests = match test {
            EntryTest::Range(range) => wrap(bounds::range(range, *at), EntryTest::Range),
            // Each figure has mutants of its own.
            EntryTest::Figures(..) => Vec::new(),
            EntryTest::OneOf(values) => wrap(one_less(values, ToString::to_string, *at), EntryTest::OneOf),
        };
        lift(tests, name, |test| (name.clone(), test, *at))
    };
    let mut found = wrap(in_list(entries, of_entry), Requirement::Entries);
    if entries.len() > 1 {
        for (index, (name, _, at)) in entries.iter().enumerate() {
            found.push(Variant::dropped(name, *at, Requirement::Entries(without(entries, index))));
        }
    }
    found
}

fn count(count: &Count) -> Variants<Count> {
    let at = count.span;
    let mut found = directions::count(count);
    found.extend(wrap(aggregate(&count.of), |of| Count { of, ..count.clone() }));
    let figure =
        |figure: &Option<Condition>| figure.as_ref().map_or_else(Vec::new, |f| bounds::figure(f, at));
    found.extend(lift(figure(&count.min), "min", |min| Count { min: Some(min), ..count.clone() }));
    found.extend(lift(figure(&count.max), "max", |max| Count { max: Some(max), ..count.clone() }));
    for (index, key) in count.distinct.iter().enumerate() {
        let distinct = without(&count.distinct, index);
        found.push(Variant::dropped(
            &format!("distinct {}", key.text()),
            at,
            Count { distinct, ..count.clone() },
        ));
    }
    if let Some(last) = count.last {
        found.extend(lift(bounds::length(last, at), "last", |last| Count {
            last: Some(last),
            ..count.clone()
        }));
    }
    found.extend(wrap(patterns::optional(count.skip.as_ref(), "skip"), |skip| Count {
        skip,
        ..count.clone()
    }));
    found.extend(wrap(patterns::optional(count.pro_rata.as_ref(), "pro_rata"), |pro_rata| Count {
        pro_rata,
        ..count.clone()
    }));
    found
}

fn aggregate(of: &Aggregate) -> Variants<Aggregate> {
    match of {
        Aggregate::Number(p) => wrap(patterns::pattern(p), Aggregate::Number),
        Aggregate::Sum(p) => wrap(patterns::pattern(p), Aggregate::Sum),
        Aggregate::Mean(p) => wrap(patterns::pattern(p), Aggregate::Mean),
        Aggregate::Trend(p) => wrap(patterns::pattern(p), Aggregate::Trend),
        Aggregate::Ratio(part, whole) => {
            let mut found =
                lift(patterns::pattern(part), "ratio", |part| Aggregate::Ratio(part, whole.clone()));
            found.extend(lift(patterns::pattern(whole), "of", |whole| Aggregate::Ratio(part.clone(), whole)));
            found
        }
        Aggregate::Level { from, until } => {
            let level = |from, until| Aggregate::Level { from, until };
            let mut found = lift(patterns::pattern(from), "from", |from| level(from, until.clone()));
            let ends = patterns::optional(until.as_ref(), "until");
            found.extend(wrap(ends, |until| level(from.clone(), until)));
            found
        }
    }
}

fn choose(choose: &Choose) -> Variants<Choose> {
    let mut found =
        lift(patterns::pattern(&choose.pattern), "choose", |pattern| Choose { pattern, ..choose.clone() });
    let where_ = conditions::optional(choose.condition.as_ref(), "among where", choose.span);
    found.extend(wrap(where_, |condition| Choose { condition, ..choose.clone() }));
    found
}

fn agree(agree: &Agree) -> Variants<Agree> {
    let mut found = directions::agree(agree);
    found.extend(records::agree(agree));
    if let Some(within) = &agree.within {
        found.extend(lift(bounds::bound(within), "within", |within| Agree {
            within: Some(within),
            ..agree.clone()
        }));
    }
    let limits = limit(agree.before.as_ref(), agree.span);
    found.extend(wrap(limits, |before| Agree { before, ..agree.clone() }));
    found
}

fn exam(topic: &str, pass: Option<f64>, valid: Option<Length>, at: Span) -> Variants<Check> {
    let exam = |pass, valid| Check::Exam { topic: topic.to_owned(), pass, valid };
    let mut found = Vec::new();
    if let Some(score) = pass {
        for (sign, now) in [("+1", score + 1.0), ("-1", score - 1.0)] {
            let (zh, en) = (format!("pass {score} 改成 {now}"), format!("pass {score} → {now}"));
            found.push(Variant::new(format!("pass{sign}"), zh, en, at, exam(Some(now), valid)));
        }
    }
    if let Some(valid) = valid {
        found.extend(lift(bounds::length(valid, at), "valid", |valid| exam(pass, Some(valid))));
    }
    found
}
