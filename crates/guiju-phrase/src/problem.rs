//! What is wrong with a pattern or a book, for lint and for people.

use std::fmt;
use std::ops::Range;

/// A pattern that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct PatternProblem {
    /// The place in the pattern, in bytes.
    pub span: Range<usize>,
    /// What is wrong.
    pub kind: PatternProblemKind,
}

/// What is wrong with a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternProblemKind {
    /// Nothing to look for, or nothing that must be there: it would match everywhere.
    Empty,
    /// A `(` or `{` without its end.
    Unclosed(char),
    /// A `)` or `}` that nothing opened.
    Unopened(char),
    /// A `?` with nothing before it that could be optional.
    NothingOptional,
    /// A gap's size is not `{from,to}` with from ≤ to ≤ 40.
    GapSize,
    /// A gap at the pattern's beginning or end takes in words that mean nothing.
    GapAtEdge,
    /// A slot's name is not a plain identifier.
    SlotName(String),
    /// No such type of slot.
    SlotType(String),
    /// A full-width `（`, `）`, `｜`, `｛`, `｝` where the half-width sign is meant.
    FullWidth(char),
    /// `re:` without `/…/` around the expression, or one that is wrong.
    Regex(String),
    /// Too large when written out.
    TooLarge,
    /// Groups are nested too deep.
    TooDeep,
}

impl PatternProblem {
    /// The problem in Chinese; `Display` gives it in English.
    pub fn zh(&self) -> String {
        use PatternProblemKind as K;
        match &self.kind {
            K::Empty => "句式里没有必须出现的字，会处处命中".into(),
            K::Unclosed(sign) => format!("`{sign}` 没有收尾"),
            K::Unopened(sign) => format!("多出一个 `{sign}`，前面没有与它配对的括号"),
            K::NothingOptional => "`?` 前面要有一个字或一个括号组".into(),
            K::GapSize => "间隔写作 `…{0,12}`：前数不大于后数，最多 40 字".into(),
            K::GapAtEdge => "`…` 不能放在句式的开头或结尾".into(),
            K::SlotName(name) => format!("槽位名 `{name}` 只能用字母、数字、下划线和点"),
            K::SlotType(name) => {
                format!("没有槽位类型 `{name}`；可用 int、number、minutes、time、text")
            }
            K::FullWidth(sign) => format!("`{sign}` 是全角符号，请改用半角"),
            K::Regex(why) => format!("正则要写成 `re:/…/`，且能够解析：{why}"),
            K::TooLarge => "句式展开后过大，请拆成几条".into(),
            K::TooDeep => "括号嵌套过深".into(),
        }
    }
}

impl fmt::Display for PatternProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        use PatternProblemKind as K;
        match &self.kind {
            K::Empty => out.write_str("the pattern asks for no character, so it would match everywhere"),
            K::Unclosed(sign) => write!(out, "`{sign}` is never closed"),
            K::Unopened(sign) => write!(out, "`{sign}` closes nothing"),
            K::NothingOptional => out.write_str("`?` needs a character or a group before it"),
            K::GapSize => out.write_str("a gap's size is written `…{0,12}`, least first, at most 40"),
            K::GapAtEdge => out.write_str("`…` cannot begin or end a pattern"),
            K::SlotName(name) => write!(out, "slot name `{name}` may hold only letters, digits, `_` and `.`"),
            K::SlotType(name) => {
                write!(out, "there is no slot type `{name}`; use int, number, minutes, time or text")
            }
            K::FullWidth(sign) => write!(out, "`{sign}` is full width; write the half-width sign"),
            K::Regex(why) => write!(out, "a regular expression is written `re:/…/` and must parse: {why}"),
            K::TooLarge => out.write_str("the pattern is too large when written out; split it"),
            K::TooDeep => out.write_str("groups are nested too deep"),
        }
    }
}

/// A phrase that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct BookProblem {
    /// The phrase.
    pub phrase: String,
    /// Which of its items, from 0; `None`: the phrase as a whole, or one of its harmless patterns.
    pub item: Option<usize>,
    /// What is wrong.
    pub kind: BookProblemKind,
}

/// What is wrong with a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BookProblemKind {
    /// The pattern does not parse.
    Pattern(PatternProblem),
    /// A harmless pattern, counted from 0, does not parse.
    Harmless(usize, PatternProblem),
    /// No phrase has this id.
    UnknownPhrase(String),
    /// The phrases refer to each other in a ring.
    Cycle(Vec<String>),
    /// Two phrases have this id.
    Duplicate,
    /// A phrase without items.
    NoItems,
    /// `n, of` asks for none or for more than there are.
    Count {
        /// How many are asked for.
        asked: usize,
        /// How many items there are.
        items: usize,
    },
}

impl BookProblem {
    /// The problem in Chinese; `Display` gives it in English.
    pub fn zh(&self) -> String {
        use BookProblemKind as K;
        let what = match &self.kind {
            K::Pattern(problem) => problem.zh(),
            K::Harmless(index, problem) => format!("第 {} 条 harmless：{}", index + 1, problem.zh()),
            K::UnknownPhrase(id) => format!("没有名为 `{id}` 的短语"),
            K::Cycle(ids) => format!("短语互相引用成环：{}", ids.join(" → ")),
            K::Duplicate => "短语重名".into(),
            K::NoItems => "短语没有内容".into(),
            K::Count { asked, items } => format!("要求说到 {asked} 项，而一共只有 {items} 项"),
        };
        match self.item {
            Some(item) => format!("短语 `{}` 第 {} 项：{what}", self.phrase, item + 1),
            None => format!("短语 `{}`：{what}", self.phrase),
        }
    }
}

impl fmt::Display for BookProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        use BookProblemKind as K;
        write!(out, "phrase `{}`", self.phrase)?;
        if let Some(item) = self.item {
            write!(out, ", item {}", item + 1)?;
        }
        match &self.kind {
            K::Pattern(problem) => write!(out, ": {problem}"),
            K::Harmless(index, problem) => write!(out, ", harmless {}: {problem}", index + 1),
            K::UnknownPhrase(id) => write!(out, ": there is no phrase `{id}`"),
            K::Cycle(ids) => write!(out, ": phrases refer to each other in a ring: {}", ids.join(" → ")),
            K::Duplicate => out.write_str(": the name is taken"),
            K::NoItems => out.write_str(": it has no items"),
            K::Count { asked, items } => write!(out, ": {asked} items are asked for, there are {items}"),
        }
    }
}
