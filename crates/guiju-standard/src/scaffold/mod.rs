//! A scaffold of a pack for someone who starts from paper: the text's articles numbered, each uncovered.

mod files;
mod heading;
mod outline;

use crate::text::Text;
use outline::{Section, outline};

/// A new pack.
#[derive(Debug, Clone)]
pub struct Scaffold {
    /// Path inside the pack and text.
    pub files: Vec<(String, String)>,
    /// What the author should look at: numbers met twice, a text without articles.
    pub warnings: Vec<Text>,
}

/// A row of the text to be.
struct Row {
    id: String,
    place: String,
    text: String,
    /// The number of the top heading that it stands below; 0 before the first.
    chapter: u32,
}

/// Makes a pack from a text.
///
/// Articles are numbered as the text does, from the headings down: the pack's prefix, then `1.1.4`; 一 and 第1条 are 1, 0
/// stands before the first heading; sentences are a, b … where there are several. Siblings that share a number are
/// numbered by their order, with a warning.
pub fn scaffold(text: &str, id: &str) -> Scaffold {
    let (root, mut warnings) = outline(text);
    let prefix = prefix(id);
    let mut rows = Vec::new();
    collect(&root, &prefix, &mut Vec::new(), "", &mut rows);
    if rows.is_empty() {
        warnings.push(Text::both("没有读到任何条目", "no article was found in the text"));
    }
    Scaffold { files: files::files(text, id, &prefix, &root, &rows), warnings }
}

/// What stands before an article's number: the id's initials (`power-repair`: `PR.`).
fn prefix(id: &str) -> String {
    let initials: String = id
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter_map(|word| word.chars().next())
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if initials.is_empty() { "A.".to_owned() } else { format!("{initials}.") }
}

fn collect(section: &Section, prefix: &str, numbers: &mut Vec<u32>, place: &str, rows: &mut Vec<Row>) {
    let leaf = section.sections.is_empty() && !numbers.is_empty();
    // A title without a sentence in it is where its articles stand, not one of them.
    let bare = !section.title.contains(['。', '；', ';', '！']) && (!leaf || !section.body.is_empty());
    let heading = bare && !(leaf && is_sentence(&section.title));
    let mut text = if heading { String::new() } else { section.title.clone() };
    if text.ends_with(|c: char| c.is_ascii()) && section.body.starts_with(|c: char| c.is_ascii()) {
        text.push(' ');
    }
    text.push_str(&section.body);
    let sentences = split(&text);
    if !sentences.is_empty() {
        let mut path = numbers.clone();
        if !leaf {
            path.push(0);
        }
        let number = path.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
        let several = sentences.len() > 1;
        for (index, text) in sentences.into_iter().enumerate() {
            let letter = if several { letters(index) } else { String::new() };
            rows.push(Row {
                id: format!("{prefix}{number}{letter}"),
                place: if place.is_empty() { number.clone() } else { place.to_owned() },
                text,
                chapter: path[0],
            });
        }
    }
    for inner in &section.sections {
        numbers.push(inner.number);
        let label = inner.label.trim_end_matches(['、', '.', '．']);
        let label = if label.is_empty() { inner.number.to_string() } else { label.to_owned() };
        let space = if place.is_empty() || label.starts_with(['（', '(']) { "" } else { " " };
        collect(inner, prefix, numbers, &format!("{place}{space}{label}"), rows);
        numbers.pop();
    }
}

/// Whether a title tells somebody to do something, rather than name what follows.
fn is_sentence(title: &str) -> bool {
    title.contains(['，', '、', ','])
        || title.chars().count() > 20
        || ["应", "须", "不得", "必须", "严禁", "要"].iter().any(|word| title.contains(word))
}

/// Sentences, each with its closing marks.
fn split(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut sentence = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\n' {
            sentence.push(if c == '\t' { ' ' } else { c });
        }
        let english = c == '.' && chars.peek().is_none_or(|next| next.is_whitespace());
        let end = "。！？!?".contains(c) || c == '\n' || english;
        let closing = chars.peek().is_some_and(|next| "”’」）)》".contains(*next));
        let closed = "”’」）)》".contains(c) && ends_inside(&sentence) && !closing;
        if (end && !closing) || closed {
            push(&mut sentences, &mut sentence);
        }
    }
    push(&mut sentences, &mut sentence);
    sentences
}

/// Whether what stands before the closing marks ends a sentence.
fn ends_inside(sentence: &str) -> bool {
    sentence.trim_end_matches(['”', '’', '」', '）', ')', '》']).ends_with(['。', '！', '？', '!', '?'])
}

fn push(sentences: &mut Vec<String>, sentence: &mut String) {
    let text = std::mem::take(sentence);
    let text = text.trim();
    if text.chars().any(char::is_alphanumeric) {
        sentences.push(text.to_owned());
    }
}

/// a, b … z, aa, ab …
fn letters(index: usize) -> String {
    let letter = char::from(b'a' + (index % 26) as u8);
    if index < 26 { letter.to_string() } else { format!("{}{letter}", letters(index / 26 - 1)) }
}
