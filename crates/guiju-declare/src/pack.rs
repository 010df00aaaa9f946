//! A pack that demands what a model demands, as far as our own forms mean the same.

use std::{collections::BTreeMap, fmt::Write};

use crate::{
    condition::Window,
    model::{Constraint, Model},
    template::{Joined, Part, Template},
};

/// A pack made from a model.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Its files: path and text.
    pub files: Vec<(String, String)>,
    /// Constraints that it does not carry: their numbers in the model, from 0, and why.
    pub left_out: Vec<(usize, LeftOut)>,
    /// Which constraint each clause carries, and the clause's id; a succession is two clauses.
    pub clauses: Vec<(usize, String)>,
}

/// Why a constraint has no clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// Where an attribute is missing our clauses say unknown; DECLARE has an answer.
    DataCondition,
    /// No form of ours judges this per activation.
    NoForm,
    /// An event would answer itself, which it does not in ours.
    SameActivity,
    /// It asks what stands beside an event, at the beginning or at the end; a pack sees the activities only that it declares.
    Neighbours,
    /// A time condition of this kind or in this place has no form.
    TimeCondition,
    /// Declare4Py reads one activity only.
    OneActivity,
}

impl LeftOut {
    /// The reason in Chinese.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            LeftOut::DataCondition => "数据条件：属性缺失时，规范判“无法判定”，DECLARE 另有答案",
            LeftOut::NoForm => "没有逐次触发的对应形式",
            LeftOut::SameActivity => "两个活动相同：规范里一个事件不应验它自己",
            LeftOut::Neighbours => "问的是紧邻或首尾的事件：规范只看得见它声明的活动",
            LeftOut::TimeCondition => "这样的时间条件没有对应形式",
            LeftOut::OneActivity => "按 Declare4Py 只有一个活动",
        }
    }

    /// The reason in English.
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            LeftOut::DataCondition => {
                "a data condition: where the attribute is missing a clause is unknown, and DECLARE has an answer"
            }
            LeftOut::NoForm => "no form of clause judges this per activation",
            LeftOut::SameActivity => "both activities are one: in a clause an event does not answer itself",
            LeftOut::Neighbours => {
                "it asks for neighbours, the first or the last event, and a pack sees declared activities only"
            }
            LeftOut::TimeCondition => "no form of clause for such a time condition",
            LeftOut::OneActivity => "for Declare4Py this is one activity only",
        }
    }
}

/// The pack with the id `id` of a model; `name` says in comments where it comes from.
#[must_use]
pub fn pack(model: &Model, id: &str, name: &str) -> Pack {
    let mut vocabulary = Vocabulary::default();
    for activity in &model.activities {
        vocabulary.id(activity);
    }
    let mut pack = Pack { files: Vec::new(), left_out: Vec::new(), clauses: Vec::new() };
    let mut clauses = format!("# Made from {} by `guiju declare --to-pack`.\n", one_line(name));
    clauses.push_str("- defaults: { per: case, severity: minor, evidence: [import] }\n");
    let mut articles = String::from("id\twhere\ttext\tkind\n");
    for (number, constraint) in model.constraints.iter().enumerate() {
        match bodies(constraint, &mut vocabulary) {
            Err(why) => {
                let _ =
                    write!(clauses, "\n# left out, {}:\n#   {}\n", why.english(), one_line(&constraint.text));
                pack.left_out.push((number, why));
            }
            Ok(bodies) => {
                for body in &bodies {
                    let clause = format!("D.{}", pack.clauses.len() + 1);
                    let text = one_line(&constraint.text);
                    let _ = write!(
                        clauses,
                        "\n- id: {clause}\n  title: {{ en: {} }}\n  source: line {}\n{body}  guide: {{ en: {} }}\n",
                        quoted(&text),
                        constraint.line,
                        quoted(&text),
                    );
                    let _ = writeln!(
                        articles,
                        "{clause}\tline {}\t{}\tstep",
                        constraint.line,
                        text.replace('\t', " ")
                    );
                    pack.clauses.push((number, clause));
                }
            }
        }
    }
    let standard = format!(
        "# Made from {} by `guiju declare --to-pack`. Counts are the model's where events stand in the log by time.\n\
         id: {id}\nversion: 0.1.0\ntitle: {{ en: {} }}\nlanguages: [en]\nzone: UTC\nprefix: D.\n",
        one_line(name),
        quoted(id)
    );
    pack.files = vec![
        ("articles.tsv".to_owned(), articles),
        ("clauses/model.yaml".to_owned(), clauses),
        ("standard.yaml".to_owned(), standard),
        ("vocabulary.yaml".to_owned(), vocabulary.yaml()),
    ];
    pack
}

/// Names that mean something in any pack.
const TAKEN: [&str; 6] = ["opened", "closed", "utterance", "correction", "voided", "event"];

/// The activities of a pack, by the names that the log gives them.
#[derive(Debug, Default)]
struct Vocabulary {
    ids: BTreeMap<String, String>,
}

impl Vocabulary {
    fn id(&mut self, name: &str) -> String {
        if let Some(id) = self.ids.get(name) {
            return id.clone();
        }
        let plain: String = name
            .to_lowercase()
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join("_");
        let is_free =
            plain.starts_with(|c: char| c.is_ascii_alphabetic()) && !TAKEN.contains(&plain.as_str());
        let plain = if is_free { plain } else { format!("act_{plain}") };
        let mut id = plain.trim_end_matches('_').to_owned();
        let mut n = 1;
        while self.ids.values().any(|taken| *taken == id) {
            n += 1;
            id = format!("{}_{n}", plain.trim_end_matches('_'));
        }
        self.ids.insert(name.to_owned(), id.clone());
        id
    }

    fn yaml(&self) -> String {
        let mut yaml = String::from(
            "# What happens in a case. `known_as` is what the log calls it; a case opens with its first event.\nencounters:\n  case:\n    title: { en: Case }\n",
        );
        let ids: Vec<&str> = self.ids.values().map(String::as_str).collect();
        let _ = writeln!(yaml, "    opens: [{}]\n    clock: elapsed\nactivities:", ids.join(", "));
        for (name, id) in &self.ids {
            let name = quoted(name);
            let _ = writeln!(yaml, "  {id}: {{ title: {{ en: {name} }}, known_as: {name} }}");
        }
        yaml
    }
}

/// The bodies of the clauses that carry a constraint: lines of YAML.
fn bodies(constraint: &Constraint, vocabulary: &mut Vocabulary) -> Result<Vec<String>, LeftOut> {
    if constraint.activation.is_some() || constraint.correlation.is_some() {
        return Err(LeftOut::DataCondition);
    }
    let a = vocabulary.id(&constraint.first);
    let b = match (&constraint.second, constraint.template.is_binary()) {
        (Some(second), _) => vocabulary.id(second),
        (None, true) => return Err(LeftOut::OneActivity),
        (None, false) => String::new(),
    };
    let timed = constraint.window.is_some();
    let count = constraint.count;
    let Template::Relation { part, and, not } = constraint.template else {
        if timed {
            return Err(LeftOut::TimeCondition);
        }
        return Ok(vec![match constraint.template {
            Template::Existence => format!("  count: {a}\n  min: {count}\n"),
            Template::Absence if count > 0 => format!("  count: {a}\n  max: {}\n", count - 1),
            Template::Exactly => format!("  count: {a}\n  min: {count}\n  max: {count}\n"),
            Template::Init | Template::End => return Err(LeftOut::Neighbours),
            Template::Choice if a != b => format!("  either: [{a}, {b}]\n"),
            _ => return Err(LeftOut::NoForm),
        }]);
    };
    if a == b {
        return Err(LeftOut::SameActivity);
    }
    if matches!(part, Part::ChainResponse | Part::ChainPrecedence) {
        return Err(LeftOut::Neighbours);
    }
    let is_plain = matches!(part, Part::Response | Part::Precedence);
    let bounds = match constraint.window {
        None => String::new(),
        Some(window) if is_plain => bounds(window, not).ok_or(LeftOut::TimeCondition)?,
        Some(_) => return Err(LeftOut::TimeCondition),
    };
    let mut bodies = vec![body(part, &a, &b, not, &bounds)?];
    match and {
        None => {}
        Some(Joined::Precedence) => bodies.push(body(part.precedence(), &a, &b, not, &bounds)?),
        Some(Joined::Swapped) => return Err(LeftOut::NoForm),
    }
    Ok(bodies)
}

fn body(part: Part, a: &str, b: &str, not: bool, bounds: &str) -> Result<String, LeftOut> {
    let variant = match part {
        Part::AlternateResponse | Part::AlternatePrecedence => "  variant: alternate\n",
        _ => "",
    };
    match (part, not) {
        (Part::Response | Part::AlternateResponse, false) => {
            Ok(format!("  when: {a}\n  then: {b}\n{bounds}{variant}"))
        }
        (Part::Response, true) => Ok(format!("  when: {a}\n  never: {b}\n{bounds}")),
        (Part::Precedence | Part::AlternatePrecedence, false) => {
            Ok(format!("  before: {b}\n  require: {a}\n{bounds}{variant}"))
        }
        _ => Err(LeftOut::NoForm),
    }
}

/// `within` and `at_least`; `None` where they can't say it.
fn bounds(window: Window, not: bool) -> Option<String> {
    let Window { least_us, most_us } = window;
    if most_us <= 0 || (not && least_us > 0) {
        return None;
    }
    let at_least = if least_us > 0 { format!("  at_least: {}\n", span(least_us)?) } else { String::new() };
    Some(format!("{at_least}  within: {}\n", span(most_us)?))
}

/// A duration in the language of packs; `None` where it has parts of a second.
fn span(us: i128) -> Option<String> {
    let seconds = (us % 1_000_000 == 0).then_some(us / 1_000_000)?;
    Some(match seconds {
        s if s % 3_600 == 0 => format!("{}h", s / 3_600),
        s if s % 60 == 0 => format!("{}min", s / 60),
        s => format!("{s}s"),
    })
}

fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", one_line(text).replace('\\', "\\\\").replace('"', "\\\""))
}
