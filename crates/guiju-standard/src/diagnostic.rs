//! What is wrong with a pack, where, and what to write instead.

use crate::source::{Place, Sources, Span};
use crate::text::Text;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use guiju_time::Lang;

/// How much a finding weighs: errors stop a pack from being used, warnings advise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The pack can't be used.
    Error,
    /// The pack can be used; somebody should look.
    Warning,
}

/// One finding about a pack: data first, text last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code such as `unknown-activity`; `guiju explain CODE` tells more.
    pub code: &'static str,
    /// Error or warning.
    pub weight: Weight,
    /// Where.
    pub span: Span,
    /// What is wrong, one sentence.
    pub message: Text,
    /// A few words under the caret.
    pub label: Text,
    /// What to write instead.
    pub help: Option<Text>,
}

impl Diagnostic {
    /// An error.
    pub fn error(code: &'static str, span: Span, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            weight: Weight::Error,
            span,
            message: Text::both(zh, en),
            label: Text::default(),
            help: None,
        }
    }

    /// A warning.
    pub fn warning(
        code: &'static str,
        span: Span,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic { weight: Weight::Warning, ..Diagnostic::error(code, span, zh, en) }
    }

    /// With a few words under the caret.
    pub fn label(mut self, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
        self.label = Text::both(zh, en);
        self
    }

    /// With help: what to write instead.
    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
        self.help = Some(Text::both(zh, en));
        self
    }

    /// Where it is.
    pub fn place(&self, sources: &Sources) -> Place {
        sources.place(self.span)
    }

    /// The finding as a person reads it: code, place, the line with a caret, help.
    pub fn render(&self, sources: &Sources, lang: Lang, colour: bool) -> String {
        let file = sources.file(self.span.file);
        let level = match self.weight {
            Weight::Error => Level::ERROR,
            Weight::Warning => Level::WARNING,
        };
        let end = file.text.ceil_char_boundary((self.span.end as usize).min(file.text.len()));
        let start = file.text.floor_char_boundary((self.span.start as usize).min(end));
        // A span over several lines is marked on its first one: the caret points, it does not wrap.
        let end = file.text[start..end].find('\n').map_or(end, |at| start + at);
        let label = self.label.get(lang);
        let mut annotation = AnnotationKind::Primary.span(start..end.max(start));
        if !label.is_empty() {
            annotation = annotation.label(label);
        }
        let mut group = level
            .primary_title(self.message.get(lang))
            .id(self.code)
            .element(Snippet::source(file.text.as_str()).path(file.path.as_str()).annotation(annotation));
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.get(lang)));
        }
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group]).to_string()
    }
}

/// The nearest of `names` to what was written, if near enough to be meant.
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = 1 + written.chars().count() / 3;
    names
        .into_iter()
        .map(|name| (distance(written, name), name))
        .filter(|(d, _)| *d <= limit)
        .min()
        .map(|(_, name)| name)
}

/// Edit distance (Levenshtein) in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let next = (diagonal + usize::from(ca != *cb)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}
