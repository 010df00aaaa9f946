//! The outline of a text: which heading stands below which, numbered as the text does.

use super::heading::{Heading, Style, heading, is_chinese, mark};
use crate::text::Text;

/// A heading (or the text as a whole) with what stands below it.
#[derive(Debug)]
pub(super) struct Section {
    /// Its number among its siblings.
    pub(super) number: u32,
    /// Its mark as written, empty where there is none.
    pub(super) label: String,
    /// What follows the mark on its line.
    pub(super) title: String,
    /// Text below it, before the first heading that stands below it; lines of a list stay lines.
    pub(super) body: String,
    pub(super) sections: Vec<Section>,
    style: Option<Style>,
    numbered: bool,
}

impl Section {
    fn new(style: Option<Style>, number: Option<u32>, label: String, title: String) -> Section {
        Section {
            number: number.unwrap_or(0),
            numbered: number.is_some(),
            label,
            title,
            body: String::new(),
            sections: Vec::new(),
            style,
        }
    }
}

/// Reads the outline of a text, with warnings about numbers met twice.
pub(super) fn outline(text: &str) -> (Section, Vec<Text>) {
    let mut root = Section::new(None, None, String::new(), String::new());
    let lines = lines(text);
    let headings: Vec<Option<Heading>> = lines.iter().map(|line| heading(line)).collect();
    // Where numbers like 1.1 stand, `1.` is the one above them.
    let decimals = headings.iter().flatten().any(|h| h.style == Style::Decimal && h.numbers.len() > 1);
    // The way from the root to the section at hand, as positions among siblings.
    let mut path: Vec<usize> = Vec::new();
    for (line, found) in lines.iter().zip(headings) {
        match found {
            Some(mut found) => {
                if decimals && found.style == Style::Dot {
                    found.style = Style::Decimal;
                }
                place(&mut root, &mut path, found);
            }
            None => add_line(at(&mut root, &path), line),
        }
    }
    let mut warnings = Vec::new();
    number(&mut root, "", &mut warnings);
    (root, warnings)
}

fn at<'s>(root: &'s mut Section, path: &[usize]) -> &'s mut Section {
    path.iter().fold(root, |section, index| &mut section.sections[*index])
}

fn styles(root: &Section, path: &[usize]) -> Vec<Style> {
    let mut section = root;
    let mut styles = Vec::new();
    for index in path {
        section = &section.sections[*index];
        styles.extend(section.style);
    }
    styles
}

/// Puts a heading below the nearest one that is wider.
fn place(root: &mut Section, path: &mut Vec<usize>, found: Heading) {
    let open = styles(root, path);
    let keep = match found.style {
        // Decimal numbers say themselves how deep they are.
        Style::Decimal => open.iter().position(|style| *style == Style::Decimal),
        Style::Markdown(level) => {
            open.iter().position(|style| !matches!(style, Style::Markdown(l) if *l < level))
        }
        Style::Ordinal(rank) => {
            open.iter().position(|style| matches!(style, Style::Ordinal(r) if *r >= rank))
        }
        style => open.iter().position(|known| *known == style),
    };
    path.truncate(keep.unwrap_or(open.len()));
    let (last, above) = match found.numbers.split_last() {
        Some((last, above)) => (Some(*last), above),
        None => (None, [].as_slice()),
    };
    for number in above {
        let parent = at(root, path);
        let known = parent
            .sections
            .iter()
            .rposition(|section| section.style == Some(Style::Decimal) && section.number == *number);
        path.push(known.unwrap_or(parent.sections.len()));
        if known.is_none() {
            parent.sections.push(Section::new(
                Some(Style::Decimal),
                Some(*number),
                String::new(),
                String::new(),
            ));
        }
    }
    let parent = at(root, path);
    path.push(parent.sections.len());
    parent.sections.push(Section::new(Some(found.style), last, found.label, found.title));
}

/// Numbers as the text does; where siblings share a number (or have none), by their order.
fn number(section: &mut Section, place: &str, warnings: &mut Vec<Text>) {
    let mut seen = Vec::new();
    let twice = section.sections.iter().find(|inner| {
        let known = seen.contains(&inner.number) && inner.numbered;
        seen.push(inner.number);
        known
    });
    if let Some(twice) = twice {
        let label = if twice.label.is_empty() { twice.number.to_string() } else { twice.label.clone() };
        let (zh, en) = if place.is_empty() {
            ("文中".to_owned(), "the text".to_owned())
        } else {
            (format!("“{place}”下"), format!("`{place}`"))
        };
        warnings.push(Text::both(
            format!("{zh}编号 `{label}` 出现了两次，这一级改按先后编号"),
            format!("the number `{label}` is there twice in {en}; this level is numbered by its order"),
        ));
    }
    let by_order = twice.is_some() || section.sections.iter().any(|inner| !inner.numbered);
    for (index, inner) in section.sections.iter_mut().enumerate() {
        if by_order {
            inner.number = index as u32 + 1;
        }
        let place = format!("{place}{}", inner.label);
        number(inner, &place, warnings);
    }
}

/// Lines, cut also where a heading follows a sentence on the same line.
fn lines(text: &str) -> Vec<String> {
    let text = text.trim_start_matches('\u{feff}');
    text.lines().flat_map(|line| cut(line.trim())).collect()
}

fn cut(line: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, _) in line.char_indices().skip(1) {
        let before = &line[start..at];
        let Some(last) = before.trim_end().chars().next_back() else { continue };
        let Some((style, _, length)) = mark(&line[at..]) else { continue };
        let said = before.trim_end().trim_end_matches(['”', '’', '）', ')']);
        let ended = "。；;！？!?".contains(last)
            || (said.len() < before.trim_end().len() && said.ends_with(['。', '！', '？', '!', '?']));
        // A heading without a sentence of its own may be followed by one that stands below it.
        let bare = before.ends_with(char::is_whitespace)
            && heading(before).is_some_and(|h| !h.title.contains(['。', '；', ';']));
        // So may a short title that has no mark of its own.
        let titled = before.ends_with(char::is_whitespace)
            && matches!(style, Style::Chinese | Style::Ordinal(_))
            && before.chars().count() <= 25
            && !before.contains(['，', ',', '、', '。', '；', ';', '：', ':', '“']);
        let bare = bare || titled;
        let words = line[at + length..].trim_start().starts_with(is_chinese);
        let inline = !matches!(style, Style::Decimal) && words;
        if inline && (ended || bare) {
            pieces.push(before.trim().to_owned());
            start = at;
        }
    }
    pieces.push(line[start..].trim().to_owned());
    pieces
}

/// Adds a line to a body: wrapped lines join, lines of a list stay apart.
fn add_line(section: &mut Section, line: &str) {
    let bullet = line.strip_prefix(['•', '●', '·', '■', '◆']).or_else(|| line.strip_prefix("- "));
    if line.is_empty() {
        return;
    }
    let body = &mut section.body;
    let text = bullet.unwrap_or(line).trim();
    if !body.is_empty() {
        if bullet.is_some() {
            body.push('\n');
        } else if body.ends_with(|c: char| c.is_ascii()) && text.starts_with(|c: char| c.is_ascii()) {
            body.push(' ');
        }
    }
    body.push_str(text);
}
