//! YAML 1.2 as a tree that knows where each part was written.

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use granit_parser::{Event, Parser, ScalarStyle};

/// How deep a file may nest; packs need about ten.
const MAX_DEPTH: usize = 64;

/// A YAML node with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands (a mapping or list: its first line's beginning to its end).
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// The three kinds of YAML node.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A scalar; `plain` where it is written without quotes.
    Scalar {
        /// The text after YAML's escapes.
        text: String,
        /// Written without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order written; keys are scalars and differ.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether nothing was written (empty, `~` or `null`).
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null"))
    }

    /// The items of a list; a single node counts as a list of one, nothing as none.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::List(items) => items,
            _ if self.is_null() => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The entries of a mapping; empty for anything else.
    pub fn entries(&self) -> &[(Node, Node)] {
        match &self.kind {
            Kind::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(k, _)| k.text() == Some(key)).map(|(_, v)| v)
    }

    /// Whether this is a mapping.
    pub fn is_map(&self) -> bool {
        matches!(self.kind, Kind::Map(_))
    }

    /// The node as JSON, plain scalars by YAML's core schema (`1`, `1.5`, `true`, `null`).
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.kind {
            Kind::Scalar { text, plain: false } => Value::String(text.clone()),
            Kind::Scalar { text, .. } => match text.as_str() {
                "" | "~" | "null" => Value::Null,
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                _ => match (text.parse::<i64>(), text.parse::<f64>()) {
                    (Ok(int), _) => Value::from(int),
                    (_, Ok(float)) if float.is_finite() && is_decimal(text) => Value::from(float),
                    _ => Value::String(text.clone()),
                },
            },
            Kind::List(items) => Value::Array(items.iter().map(Node::to_json).collect()),
            Kind::Map(entries) => Value::Object(
                entries.iter().map(|(k, v)| (k.text().unwrap_or("").to_owned(), v.to_json())).collect(),
            ),
        }
    }
}

/// Whether a text is a decimal number as YAML's core schema knows it (`nan` and `infinity` are words).
fn is_decimal(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
        && text.contains(|c: char| c.is_ascii_digit())
}

/// Reads one YAML document.
///
/// # Errors
/// A diagnostic with code `yaml` for what is not YAML, for aliases, tags, several documents, keys met twice, and nesting
/// deeper than [`MAX_DEPTH`].
pub fn parse(file: FileId, text: &str) -> Result<Node, Box<Diagnostic>> {
    parse_at(file, 0, text)
}

/// Reads one YAML document that stands in a file from byte `offset` on.
///
/// # Errors
/// As [`parse`].
pub fn parse_at(file: FileId, offset: usize, text: &str) -> Result<Node, Box<Diagnostic>> {
    let mut builder = Builder { file, offset, text, stack: Vec::new(), root: None };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                builder.take(event, range.start, range.end)?;
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
                let why = error.info();
                return Err(builder.not_yaml(at, in_chinese(&why), &why));
            }
        }
    }
    Ok(builder.root.unwrap_or(Node {
        span: Span { file, start: offset as u32, end: offset as u32 },
        kind: Kind::Scalar { text: String::new(), plain: true },
    }))
}

/// What the parser says, as far as people can do something about it.
fn in_chinese(why: &str) -> &'static str {
    let said = |words: &[&str]| words.iter().any(|word| why.contains(word));
    if said(&["tab"]) {
        "缩进不能用制表符"
    } else if said(&["flow", "bracket", "',' or"]) {
        "括号里少了逗号，或括号没有收尾"
    } else if said(&["mapping values", "illegal placement of ':'", "simple key"]) {
        "这里多了一个冒号，或缩进不对"
    } else if said(&["quoted", "end of stream", "eof"]) {
        "引号没有收尾，或文件在此中断"
    } else if said(&["recursion", "limit"]) {
        "嵌套过深或过大"
    } else if said(&["indentation", "block mapping", "block sequence", "expected key", "block end"]) {
        "缩进不齐，或少了 `键:`"
    } else if said(&["alias", "anchor"]) {
        "规范包里不用锚点和别名"
    } else {
        "从这里起读不下去"
    }
}

enum Open {
    List(usize, Vec<Node>),
    Map(usize, Vec<(Node, Node)>, Option<Node>),
}

struct Builder<'a> {
    file: FileId,
    offset: usize,
    text: &'a str,
    stack: Vec<Open>,
    root: Option<Node>,
}

impl Builder<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        let (start, end) = (self.offset + start, self.offset + end.max(start));
        Span { file: self.file, start: start as u32, end: end as u32 }
    }

    fn not_yaml(&self, at: usize, zh: &str, en: &str) -> Box<Diagnostic> {
        let problem = Diagnostic::error(
            "yaml",
            self.span(at, at + 1),
            format!("这里不是合法的 YAML：{zh}"),
            format!("this is not YAML: {en}"),
        );
        Box::new(problem.help(
            "检查缩进与引号；含 `: `、` #` 的文字，或花括号、方括号里含逗号的文字，要加引号。",
            "check indentation and quotes; quote a text that holds `: ` or ` #`, or a comma inside braces or brackets",
        ))
    }

    fn take(&mut self, event: Event<'_>, start: usize, end: usize) -> Result<(), Box<Diagnostic>> {
        match event {
            Event::Scalar(text, style, _, tag) => {
                self.no_tag(tag.is_some(), start)?;
                self.no_tab_before(start)?;
                let plain = style == ScalarStyle::Plain;
                self.put(Node {
                    span: self.span(start, end),
                    kind: Kind::Scalar { text: text.into_owned(), plain },
                })?;
            }
            Event::SequenceStart(_, _, tag) => {
                self.no_tag(tag.is_some(), start)?;
                self.open(Open::List(start, Vec::new()), start)?;
            }
            Event::MappingStart(_, _, tag) => {
                self.no_tag(tag.is_some(), start)?;
                self.open(Open::Map(start, Vec::new(), None), start)?;
            }
            Event::SequenceEnd => {
                if let Some(Open::List(from, items)) = self.stack.pop() {
                    self.put(Node { span: self.trimmed(from, end), kind: Kind::List(items) })?;
                }
            }
            Event::MappingEnd => {
                if let Some(Open::Map(from, entries, _)) = self.stack.pop() {
                    self.put(Node { span: self.trimmed(from, end), kind: Kind::Map(entries) })?;
                }
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return Err(self.not_yaml(
                    start,
                    "规范包里不用别名（`*名字`），请把值再写一遍，或用 `defaults`",
                    "aliases (`*name`) are not used in packs; write the value again or use `defaults`",
                ));
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                return Err(self.not_yaml(start, "一个文件只能有一份文档", "a file holds one document"));
            }
            _ => {}
        }
        Ok(())
    }

    fn no_tag(&self, tagged: bool, start: usize) -> Result<(), Box<Diagnostic>> {
        match tagged {
            true => Err(self.not_yaml(
                start,
                "标签（`!…`）在这里没有意义，文字请加引号",
                "a tag (`!…`) has no meaning here; quote the text",
            )),
            false => Ok(()),
        }
    }

    /// Indentation is spaces: how wide a tab is, every editor says differently.
    fn no_tab_before(&self, start: usize) -> Result<(), Box<Diagnostic>> {
        let before = self.text.get(..start).unwrap_or("");
        let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        match line.find('\t') {
            Some(tab) if line.trim().is_empty() => Err(self.not_yaml(
                start - line.len() + tab,
                "缩进里有制表符，请写空格",
                "a tab in the indentation; write spaces",
            )),
            _ => Ok(()),
        }
    }

    /// A block's end lies where the next one begins: cut the blank behind it.
    fn trimmed(&self, from: usize, end: usize) -> Span {
        let upto = self.text.get(from..end).map_or(end, |t| from + t.trim_end().len());
        self.span(from, upto)
    }

    fn open(&mut self, open: Open, at: usize) -> Result<(), Box<Diagnostic>> {
        if self.stack.len() >= MAX_DEPTH {
            return Err(self.not_yaml(at, "嵌套过深", "nested too deep"));
        }
        self.stack.push(open);
        Ok(())
    }

    fn put(&mut self, node: Node) -> Result<(), Box<Diagnostic>> {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, entries, key)) => match key.take() {
                Some(k) => entries.push((k, node)),
                None => {
                    let Some(text) = node.text() else {
                        let at = node.span.start as usize - self.offset;
                        return Err(self.not_yaml(at, "键只能是一个词", "a key is a word"));
                    };
                    if entries.iter().any(|(k, _)| k.text() == Some(text)) {
                        let problem = Diagnostic::error(
                            "duplicate-key",
                            node.span,
                            format!("键 `{text}` 写了两次"),
                            format!("the key `{text}` is written twice"),
                        );
                        return Err(Box::new(problem.help(
                            "留一个；若想给两个值，用列表。",
                            "keep one; to give two values, write a list",
                        )));
                    }
                    *key = Some(node);
                }
            },
        }
        Ok(())
    }
}
