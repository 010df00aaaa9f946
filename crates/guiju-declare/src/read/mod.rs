//! Reading `.decl`: which lines are constraints, and what they say.

mod constraint;
mod fields;
mod traps;

use guiju_standard::{Diagnostic, FileId, Sources, Span, Weight};

use crate::{
    model::Model,
    python::{is_space, is_word, strip},
};

/// A model with what is wrong or doubtful in it.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The constraints that could be read; all of them if there is no error.
    pub model: Model,
    /// What was found, in order of place. Errors stop a model from being used.
    pub findings: Vec<Diagnostic>,
    /// The text, to show findings in.
    pub sources: Sources,
}

impl Reading {
    /// Whether the model can't be used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.weight == Weight::Error)
    }
}

/// Reads a model; `name` stands in diagnostics.
///
/// Lines are cut and taken as Declare4Py 2.2.0 does it (`docs/book/declare.md` names its habits). Where it stops with an error, the
/// line gets its natural meaning if it has one, else a diagnostic.
#[must_use]
pub fn read(name: &str, text: &str) -> Reading {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    let mut model = Model::default();
    let mut findings = Vec::new();
    for (number, line) in lines(text).enumerate() {
        let line = Line::new(file, number + 1, text, line);
        match kind(line.text) {
            Kind::Nothing => {}
            Kind::Activity(name) => model.activities.push(name.to_owned()),
            Kind::Constraint => {
                match constraint::read(&line, &mut findings) {
                    Ok(read) => model.constraints.extend(read),
                    Err(finding) => findings.push(*finding),
                }
            }
            Kind::Unknown => findings.push(
                Diagnostic::warning(
                    "declare-line",
                    line.span(0..line.text.len()),
                    "这一行看不懂，略过",
                    "this line is not understood and left out",
                )
                .help(
                    "行有四种：activity 名称、bind 活动: 属性、属性: 值、模板[活动, 活动] |条件 |条件 |时间；# 起头为注释。",
                    "there are: activity NAME, bind ACTIVITY: ATTRIBUTES, ATTRIBUTE: VALUES, Template[A, B] |condition |condition |time, and # for comments",
                ),
            ),
        }
    }
    Reading { model, findings, sources }
}

/// A line without the blanks around it, and where it is.
struct Line<'t> {
    file: FileId,
    number: usize,
    start: usize,
    text: &'t str,
}

impl<'t> Line<'t> {
    fn new(file: FileId, number: usize, whole: &'t str, (from, to): (usize, usize)) -> Line<'t> {
        let full = &whole[from..to];
        // A byte order mark is no letter of the first name.
        let full = full.strip_prefix('\u{feff}').filter(|_| from == 0).unwrap_or(full);
        let text = strip(full);
        let start = to - full.trim_start_matches(is_space).len();
        Line { file, number, start, text }
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        let at = |offset: usize| u32::try_from(self.start + offset).unwrap_or(u32::MAX);
        Span { file: self.file, start: at(range.start), end: at(range.end) }
    }
}

/// The lines of a text file, as Python reads them: `\n`, `\r\n` and `\r` end one.
fn lines(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        if from > text.len() {
            return None;
        }
        let start = from;
        let rest = &text[start..];
        let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let ending = if rest[len..].starts_with("\r\n") { 2 } else { 1 };
        from = start + len + ending;
        Some((start, start + len))
    })
}

enum Kind<'t> {
    /// Empty, a comment, or a declaration that no count depends on.
    Nothing,
    Activity(&'t str),
    Constraint,
    Unknown,
}

fn kind(line: &str) -> Kind<'_> {
    if line.chars().count() <= 1 || line.starts_with('#') {
        return Kind::Nothing;
    }
    if let Some(name) = line.strip_prefix("activity ") {
        return Kind::Activity(strip(name));
    }
    // `^\w+ [\w ]+$`: another type of event
    if let Some((first, rest)) = line.split_once(' ') {
        let words = |text: &str| !text.is_empty() && text.chars().all(|c| is_word(c) || c == ' ');
        if !first.is_empty() && first.chars().all(is_word) && words(rest) && first != "bind" {
            return Kind::Nothing;
        }
    }
    if line.starts_with("bind ") {
        return Kind::Nothing;
    }
    let bracket = line.find('[').filter(|at| line[*at..].contains(']'));
    match (bracket, line.find(':')) {
        (Some(bracket), colon) if colon.is_none_or(|colon| bracket < colon) => Kind::Constraint,
        (_, Some(_)) => Kind::Nothing,
        _ => Kind::Unknown,
    }
}
