//! Holding a YAML tree against its shape.

use super::{Map, Scalar, Shape};
use crate::diagnostic::{Diagnostic, nearest};
use crate::yaml::{Kind, Node};

/// Finds all that does not fit: unknown keys (with the nearest right one), wrong kinds, missing keys.
pub fn check(node: &Node, shape: &Shape, found: &mut Vec<Diagnostic>) {
    match &node.kind {
        Kind::Scalar { text, plain } => match shape.scalar {
            // `null` and an empty value are nothing, which only a place for anything takes.
            Some(scalar) if node.is_null() && scalar != Scalar::Any => found.push(wrong_kind(node, shape)),
            Some(scalar) => {
                if let Some(problem) = scalar_problem(node, scalar, text, *plain) {
                    found.push(problem);
                }
            }
            None if node.is_null() && (shape.list.is_some() || shape.map.is_some()) => {}
            None => found.push(wrong_kind(node, shape)),
        },
        Kind::List(items) => match shape.list {
            Some(item_shape) => items.iter().for_each(|item| check(item, item_shape, found)),
            None => found.push(wrong_kind(node, shape)),
        },
        Kind::Map(entries) => match &shape.map {
            Some(Map::Keyed(value_shape)) => {
                entries.iter().for_each(|(_, value)| check(value, value_shape, found))
            }
            Some(Map::Record(fields)) => {
                for (key, value) in entries {
                    let name = key.text().unwrap_or("");
                    match fields.iter().find(|field| field.key == name) {
                        Some(field) => check(value, field.shape, found),
                        None => found.push(unknown_key(key, name, fields.iter().map(|f| f.key))),
                    }
                }
                for field in fields.iter().filter(|field| field.required) {
                    if node.get(field.key).is_none() {
                        found.push(
                            Diagnostic::error(
                                "missing-key",
                                node.span,
                                format!("缺 `{}`", field.key),
                                format!("`{}` is missing", field.key),
                            )
                            .help(
                                format!("加一行 `{}: …`。", field.key),
                                format!("add a line `{}: …`", field.key),
                            ),
                        );
                    }
                }
            }
            None => found.push(wrong_kind(node, shape)),
        },
    }
}

/// The part of a tree that fits its shape. Unknown keys go; an item of a list (a clause, a case) with a wrong value in it
/// goes whole, since half of it would be misread; a name of the author's stays known.
pub fn fitting(node: &Node, shape: &Shape) -> Node {
    let kind = match (&node.kind, shape.list, &shape.map) {
        (Kind::List(items), Some(item), _) => {
            Kind::List(items.iter().map(|node| fitting(node, item)).filter(|node| fits(node, item)).collect())
        }
        (Kind::Map(entries), _, Some(Map::Keyed(value))) => {
            Kind::Map(entries.iter().map(|(key, node)| (key.clone(), fitting(node, value))).collect())
        }
        (Kind::Map(entries), _, Some(Map::Record(fields))) => {
            let known = |key: &Node| fields.iter().find(|field| key.text() == Some(field.key));
            Kind::Map(
                entries
                    .iter()
                    .filter_map(|(key, node)| Some((key.clone(), fitting(node, known(key)?.shape))))
                    .collect(),
            )
        }
        _ if fits(node, shape) => return node.clone(),
        _ => Kind::Scalar { text: String::new(), plain: true },
    };
    Node { span: node.span, kind }
}

fn fits(node: &Node, shape: &Shape) -> bool {
    let mut found = Vec::new();
    check(node, shape, &mut found);
    found.is_empty()
}

/// A key that the language does not have.
fn unknown_key<'a>(key: &Node, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "unknown-key",
        key.span,
        format!("没有 `{name}` 这个键"),
        format!("there is no key `{name}`"),
    )
    .label("这里不认得", "not known here");
    match nearest(name, known.clone()) {
        Some(near) => diagnostic.help(
            format!("是想写 `{near}` 吗？花括号里的文字若含逗号，请加引号。"),
            format!("did you mean `{near}`? a text with a comma inside braces must be quoted"),
        ),
        None => {
            let list: Vec<&str> = known.collect();
            diagnostic.help(
                format!("这里可写：{}。花括号里的文字若含逗号，请加引号。", list.join("、")),
                format!("known here: {}; a text with a comma inside braces must be quoted", list.join(", ")),
            )
        }
    }
}

fn wrong_kind(node: &Node, shape: &Shape) -> Diagnostic {
    let mut zh = Vec::new();
    let mut en = Vec::new();
    if let Some(scalar) = shape.scalar {
        zh.push(scalar.name().0);
        en.push(scalar.name().1);
    }
    if shape.list.is_some() {
        zh.push("列表");
        en.push("a list");
    }
    if shape.map.is_some() {
        zh.push("键值（映射）");
        en.push("a mapping");
    }
    let (got_zh, got_en) = match node.kind {
        Kind::Scalar { .. } => ("单个值", "a single value"),
        Kind::List(_) => ("列表", "a list"),
        Kind::Map(_) => ("键值（映射）", "a mapping"),
    };
    Diagnostic::error(
        "wrong-type",
        node.span,
        format!("这里要写{}，写的却是{got_zh}", zh.join("或")),
        format!("expected {}, found {got_en}", en.join(" or ")),
    )
    .help(
        "列表写作 `[a, b]` 或一行一个 `- a`，映射写作 `{ 键: 值 }` 或一行一个 `键: 值`。",
        "a list is `[a, b]` or lines `- a`, a mapping `{ key: value }` or lines `key: value`",
    )
}

impl Scalar {
    /// What it is called, in Chinese and English.
    pub(super) fn name(self) -> (&'static str, &'static str) {
        match self {
            Scalar::Any | Scalar::Text => ("文字", "a text"),
            Scalar::Bool => (" `true` 或 `false`", "`true` or `false`"),
            Scalar::Count => ("非负整数", "a whole number"),
            Scalar::Number => ("数", "a number"),
            Scalar::Name => ("名字（ASCII）", "a name (ASCII)"),
            Scalar::Span => ("时长", "a duration"),
            Scalar::Bound => ("时长或 `param.名字`", "a duration or `param.name`"),
            Scalar::Cel => ("条件", "a condition"),
            Scalar::Pattern => ("事件样式", "a pattern of events"),
            Scalar::Word(_) => ("固定词", "a known word"),
        }
    }
}

/// What makes a text unfit for a sort of scalar; conditions and patterns are read later, where names are known.
fn scalar_problem(node: &Node, scalar: Scalar, text: &str, plain: bool) -> Option<Diagnostic> {
    let fits = match scalar {
        Scalar::Any => true,
        Scalar::Text | Scalar::Bound | Scalar::Cel | Scalar::Pattern => !text.trim().is_empty(),
        Scalar::Bool => plain && matches!(text, "true" | "false"),
        Scalar::Count => plain && text.parse::<u32>().is_ok(),
        Scalar::Number => plain && text.parse::<f64>().is_ok_and(f64::is_finite),
        Scalar::Name => is_name(text),
        Scalar::Span => {
            return match guiju_time::Span::parse(text) {
                Ok(_) => None,
                Err(problem) => Some(bad_span(node, &problem)),
            };
        }
        Scalar::Word(words) => {
            if words.contains(&text) {
                return None;
            }
            let list = words.join("、");
            let help_en = words.join(", ");
            let problem = Diagnostic::error(
                "unknown-word",
                node.span,
                format!("不认得 `{text}`"),
                format!("`{text}` is not known here"),
            );
            return Some(match nearest(text, words.iter().copied()) {
                Some(near) => problem.help(
                    format!("是想写 `{near}` 吗？可写：{list}。"),
                    format!("did you mean `{near}`? known: {help_en}"),
                ),
                None => problem.help(format!("可写：{list}。"), format!("known: {help_en}")),
            });
        }
    };
    if fits {
        return None;
    }
    let (zh, en) = scalar.name();
    let (help_zh, help_en) = match scalar {
        Scalar::Bool => ("写 `true` 或 `false`，不加引号。", "write `true` or `false`, without quotes"),
        Scalar::Count => ("写 `3` 这样的整数，不加引号。", "write a whole number like `3`, without quotes"),
        Scalar::Number => ("写 `3` 或 `0.5`，不加引号。", "write `3` or `0.5`, without quotes"),
        Scalar::Name => (
            "名字以字母开头，后面是字母、数字、`_`、`-`、`.`；给人看的文字写在 `title` 里。",
            "a name begins with a letter and goes on with letters, digits, `_`, `-`, `.`; words for people go into `title`",
        ),
        _ => ("这里不能空着。", "this can't be left empty"),
    };
    Some(
        Diagnostic::error(
            "wrong-type",
            node.span,
            format!("这里要写{zh}，写的却是 `{text}`"),
            format!("expected {en}, found `{text}`"),
        )
        .help(help_zh, help_en),
    )
}

/// A duration that cannot be read.
pub(crate) fn bad_span(node: &Node, problem: &guiju_time::SpanProblem) -> Diagnostic {
    use guiju_time::Lang;
    Diagnostic::error("bad-duration", node.span, problem.what(Lang::Zh), problem.what(Lang::En))
        .help(problem.help(Lang::Zh), problem.help(Lang::En))
}

/// Whether a text is a name: an ASCII letter, then letters, digits, `_`, `-`, `.`.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
