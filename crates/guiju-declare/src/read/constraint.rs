//! One constraint: template, number, activities, conditions.

use guiju_standard::{Diagnostic, nearest};

use super::{
    Line,
    fields::{Field, after_blank_and_bar, between_bars, closing, passes_second_look},
    traps,
};
use crate::{
    condition::{self, Names, Unreadable, Why, Window},
    model::Constraint,
    python::{digit, strip},
    template::{Part, TEMPLATES, Template},
};

/// Reads a constraint; `None` for what is none. Traps become warnings.
pub(super) fn read(
    line: &Line<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Result<Option<Constraint>, Box<Diagnostic>> {
    let Some(open) = line.text.find('[') else { return Ok(None) };
    let heading = &line.text[..open];
    let name = heading.trim_end_matches(|c| digit(c).is_some());
    let Some(template) = Template::from_name(name) else {
        return Err(Box::new(unknown_template(line, name)));
    };
    let count = heading[name.len()..]
        .chars()
        .filter_map(digit)
        .map(u64::from)
        .fold(None, |count, digit| Some(count.unwrap_or(0_u64).saturating_mul(10).saturating_add(digit)));
    let (activities, by_declare4py) = activities(line, open, template)?;
    let (conditions, conditions_by_declare4py) = conditions(line, open, template, by_declare4py)?;
    let mut activities = activities.into_iter();
    let constraint = Constraint {
        text: line.text.to_owned(),
        line: line.number,
        template,
        count: count.filter(|_| template.is_counted()).unwrap_or(1),
        first: activities.next().unwrap_or_default(),
        second: activities.next().filter(|_| template.is_binary()),
        natural: template.is_shortcut() || !by_declare4py || !conditions_by_declare4py,
        activation: conditions.activation,
        correlation: conditions.correlation,
        window: conditions.window,
        written: conditions.fields.map(|field| field.map_or(String::new(), |field| field.text.to_owned())),
    };
    traps::warn(line, &constraint, &conditions.fields, findings);
    Ok(Some(constraint))
}

fn unknown_template(line: &Line<'_>, name: &str) -> Diagnostic {
    let name = strip(name);
    let diagnostic = Diagnostic::error(
        "declare-template",
        line.span(0..name.len().max(1)),
        format!("没有模板“{name}”"),
        format!("there is no template `{name}`"),
    );
    match nearest(name, TEMPLATES.iter().map(|(known, _)| *known)) {
        Some(near) => diagnostic.help(format!("是否想写 {near}？"), format!("did you mean `{near}`?")),
        None => {
            let all: Vec<&str> = TEMPLATES.iter().map(|(known, _)| *known).collect();
            let all = all.join(", ");
            diagnostic.help(format!("模板有：{all}"), format!("the templates are: {all}"))
        }
    }
}

/// The activities, and whether Declare4Py reads them too.
fn activities(
    line: &Line<'_>,
    open: usize,
    template: Template,
) -> Result<(Vec<String>, bool), Box<Diagnostic>> {
    let inside = &line.text[open + 1..];
    let theirs: Vec<&str> = inside.split(']').next().unwrap_or_default().split(", ").collect();
    let second_look = passes_second_look(line.text, template.is_binary());
    let enough =
        theirs.len() >= 2 || !template.is_binary() || (second_look && never_asks_for_the_second(template));
    if enough && !(template.is_binary() && theirs.len() < 2 && !second_look) {
        return Ok((theirs.into_iter().map(str::to_owned).collect(), true));
    }
    let close = closing(line.text, open).unwrap_or(line.text.len());
    let ours: Vec<String> =
        line.text[open + 1..close].split(',').map(|name| strip(name).to_owned()).collect();
    if ours.len() >= 2 {
        return Ok((ours, false));
    }
    Err(Box::new(
        Diagnostic::error(
            "declare-activities",
            line.span(open..(close + 1).min(line.text.len())),
            format!("{} 要有两个活动，这里只有一个", template.name()),
            format!("{} is about two activities; there is one here", template.name()),
        )
        .help(
            format!("写成 {}[甲, 乙] | | |。", template.name()),
            format!("write {}[A, B] | | |", template.name()),
        ),
    ))
}

/// Declare4Py looks at the second activity only after an activation here, and a name without a comma and a blank activates nothing.
fn never_asks_for_the_second(template: Template) -> bool {
    let parts = [Part::Response, Part::RespondedExistence, Part::ChainResponse];
    matches!(template, Template::Relation { part, and: None, .. } if parts.contains(&part))
}

struct Conditions<'t> {
    activation: Option<condition::Condition>,
    correlation: Option<condition::Condition>,
    window: Option<Window>,
    /// Activation, correlation, time.
    fields: [Option<Field<'t>>; 3],
}

/// The conditions, and whether Declare4Py evaluates them too.
fn conditions<'t>(
    line: &Line<'t>,
    open: usize,
    template: Template,
    by_declare4py: bool,
) -> Result<(Conditions<'t>, bool), Box<Diagnostic>> {
    let binary = template.is_binary();
    let theirs = after_blank_and_bar(line.text);
    if by_declare4py && theirs.len() > usize::from(binary) && passes_second_look(line.text, binary) {
        let only_activation = matches!(template, Template::Init | Template::End);
        let relation = template.has_activations();
        let fields = [
            theirs.first().copied(),
            theirs.get(1).copied().filter(|_| relation),
            theirs.last().copied().filter(|_| !only_activation),
        ];
        if let Ok(conditions) = understand(template, fields) {
            let natural =
                |condition: &Option<condition::Condition>| condition.as_ref().is_some_and(|c| c.natural);
            let theirs = !natural(&conditions.activation) && !natural(&conditions.correlation);
            return Ok((conditions, theirs));
        }
    }
    let close = closing(line.text, open).unwrap_or(line.text.len() - 1);
    let all = between_bars(line.text, close + 1);
    let before = all[0];
    if !before.text.is_empty() {
        return Err(Box::new(
            Diagnostic::error(
                "declare-condition",
                line.span(before.at..before.at + before.text.len()),
                "活动之后应是 | 和条件",
                "after the activities comes a | and a condition",
            )
            .help(
                "写成 模板[甲, 乙] |触发条件 |关联条件 |时间条件，空着也行。",
                "write Template[A, B] |activation |correlation |time; each may be empty",
            ),
        ));
    }
    let fields = natural_fields(line, template, &all[1..])?;
    match understand(template, fields) {
        Ok(conditions) => Ok((conditions, false)),
        Err((field, unreadable)) => Err(Box::new(explain(line, field, &unreadable))),
    }
}

fn natural_fields<'t>(
    line: &Line<'t>,
    template: Template,
    all: &[Field<'t>],
) -> Result<[Option<Field<'t>>; 3], Box<Diagnostic>> {
    let time = |field: Field<'_>| Window::looks_like(field.text);
    let relation = template.has_activations();
    Ok(match *all {
        [] => [None; 3],
        [only] if time(only) => [None, None, Some(only)],
        [only] => [Some(only), None, None],
        [activation, last] if time(last) || !relation => [Some(activation), None, Some(last)],
        [activation, correlation] => [Some(activation), Some(correlation), None],
        [activation, correlation, time] => {
            [Some(activation), Some(correlation).filter(|_| relation), Some(time)]
        }
        [.., extra] => {
            return Err(Box::new(
                Diagnostic::error(
                    "declare-condition",
                    line.span(extra.at..extra.at + extra.text.len()),
                    "条件最多三个：触发、关联、时间",
                    "there are at most three conditions: activation, correlation, time",
                )
                .help("去掉多出的 |。", "take out the | that is too many"),
            ));
        }
    })
}

fn understand<'t>(
    template: Template,
    fields: [Option<Field<'t>>; 3],
) -> Result<Conditions<'t>, (Field<'t>, Unreadable)> {
    let [activation, correlation, time] = fields;
    // Templates without activations compare with the trace's first event.
    let counted = !template.has_activations() && !matches!(template, Template::Init | Template::End);
    let names = if counted { Names::Both } else { Names::Activation };
    let read = |field: Option<Field<'t>>, names| match field {
        Some(field) => condition::read(field.text, names).map_err(|unreadable| (field, unreadable)),
        None => Ok(None),
    };
    let window = match time {
        Some(field) => Window::read(field.text).map_err(|unreadable| (field, unreadable))?,
        None => None,
    };
    Ok(Conditions {
        activation: read(activation, names)?,
        correlation: read(correlation, Names::Both)?,
        window,
        fields,
    })
}

fn explain(line: &Line<'_>, field: Field<'_>, unreadable: &Unreadable) -> Diagnostic {
    let at = field.at + unreadable.at.min(field.text.len());
    let rest = &line.text[at.min(line.text.len())..];
    let len = rest.find(|c: char| crate::python::is_space(c) || c == '|').unwrap_or(rest.len()).max(1);
    let (zh, en) = match &unreadable.why {
        Why::Unexpected(what) => (format!("这里不该有“{what}”"), format!("`{what}` has no place here")),
        Why::Ended => ("条件没有写完".to_owned(), "the condition is not complete".to_owned()),
        Why::NotClosed(sign) => (format!("“{sign}”没有配对"), format!("`{sign}` is not closed")),
        Why::UnknownName(name) => (format!("“{name}”指什么？"), format!("`{name}` names nothing")),
        Why::NoTargetHere => {
            ("触发条件里只有 A，没有 T".to_owned(), "an activation condition knows A only, not T".to_owned())
        }
        Why::Number(text) => {
            (format!("“{text}”不是能用的数"), format!("`{text}` is no number that can be used"))
        }
        Why::TooDeep => ("括号套得太深".to_owned(), "brackets are nested too deep".to_owned()),
    };
    let diagnostic = Diagnostic::error("declare-condition", line.span(at..at + len), zh, en);
    match &unreadable.why {
        Why::UnknownName(name) => diagnostic.help(
            format!("文字写成 A.属性 is {name} 或 A.属性 == \"{name}\"；属性写成 A.{name}、T.{name}。"),
            format!("write a text as A.attribute is {name} or A.attribute == \"{name}\", an attribute as A.{name} or T.{name}"),
        ),
        Why::NoTargetHere => diagnostic.help(
            "把它移到第二个条件（关联条件）里。",
            "move it to the second condition, the correlation",
        ),
        _ => diagnostic.help(
            "条件如 A.x > 5、A.x is 甲、A.x in (甲, 乙)、same x，用 and、or、not 和括号相连；时间条件如 0,30,m（单位 s、m、h、d）。",
            "conditions are like A.x > 5, A.x is open, A.x in (open, closed), same x, joined by and, or, not and brackets; time conditions like 0,30,m (units s, m, h, d)",
        ),
    }
}
