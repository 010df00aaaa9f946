//! The typed tree of a condition.

use crate::env::{ActivityRef, Period, PlaceRef, Which};
use crate::types::Type;
use crate::value::Value;
use std::ops::Range;
use std::sync::Arc;

/// A stretch of a condition's text, in bytes.
pub type Span = Range<usize>;

/// A typed expression.
///
/// Equality ignores spans: two expressions are equal when they mean the same text, however it was spaced.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it does.
    pub kind: ExprKind,
    /// The type of its value.
    pub ty: Type,
    /// Where it stands in the text that it was compiled from.
    pub span: Span,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        self.kind == other.kind
    }
}

/// What an expression does. `&&` and `||` are n-ary: nested ones of a kind are one.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A constant; `duration("2m")` and `timestamp("…")` of literals too.
    Literal(Value),
    /// The value at a place.
    Place(Arc<PlaceRef>),
    /// The variable of an enclosing list macro, counted from the outermost.
    Local {
        /// Which one; 0 is the outermost.
        depth: usize,
        /// Its name in the text.
        name: Arc<str>,
    },
    /// `x.field`, dotted names included.
    Field {
        /// The record.
        of: Box<Expr>,
        /// The field's name.
        name: Arc<str>,
        /// What [`crate::Missing`] calls it (`rows.quantity`).
        label: Arc<str>,
    },
    /// `list[i]`.
    Index {
        /// The list.
        of: Box<Expr>,
        /// The position, from 0.
        at: Box<Expr>,
    },
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `has(x)`, of a place, a field or an attribute of an event: never missing.
    Has(Box<Expr>),
    /// `!x`.
    Not(Box<Expr>),
    /// `-x`.
    Negate(Box<Expr>),
    /// `a && b && …`.
    And(Vec<Expr>),
    /// `a || b || …`.
    Or(Vec<Expr>),
    /// `condition ? then : otherwise`.
    Choose {
        /// Decides.
        condition: Box<Expr>,
        /// Its value if the condition is true.
        then: Box<Expr>,
        /// Its value if the condition is false.
        otherwise: Box<Expr>,
    },
    /// `a == b`, `a < b` …
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// `a + b` …
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    /// `x in list`, `"field" in record`.
    In(Box<Expr>, Box<Expr>),
    /// `text.contains(part)` …
    TextTest(TextTest, Box<Expr>, Box<Expr>),
    /// `text.matches("pattern")`.
    Matches(Box<Expr>, Pattern),
    /// `size(x)`: characters of a text, elements of a list, fields of a record.
    Size(Box<Expr>),
    /// `list.all(x, …)` …
    Macro {
        /// Which one.
        which: Macro,
        /// The list that it runs over.
        over: Box<Expr>,
        /// Its variable's name.
        variable: Arc<str>,
        /// What is evaluated for each element, with the element as the innermost [`ExprKind::Local`].
        body: Box<Expr>,
    },
    /// `duration(text)` of a text that is not a literal.
    ToDuration(Box<Expr>),
    /// `timestamp(text)` of a text that is not a literal.
    ToTime(Box<Expr>),
    /// `day(time)` …
    Period(Period, Box<Expr>),
    /// `done(activity)`.
    Done(Arc<ActivityRef>),
    /// `count(activity)`.
    Count(Arc<ActivityRef>),
    /// `count_last(activity, within)`.
    CountLast(Arc<ActivityRef>, Box<Expr>),
    /// `first(activity).attr`, `last(activity).attr`.
    EventAttr {
        /// The first or the last.
        which: Which,
        /// The activity.
        activity: Arc<ActivityRef>,
        /// The attribute, `time` included.
        attr: Arc<str>,
    },
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

impl Comparison {
    /// The operator as written.
    pub fn symbol(self) -> &'static str {
        match self {
            Comparison::Eq => "==",
            Comparison::Ne => "!=",
            Comparison::Lt => "<",
            Comparison::Le => "<=",
            Comparison::Gt => ">",
            Comparison::Ge => ">=",
        }
    }

    /// The operator with its operands exchanged: `a < b` is `b > a`.
    pub fn mirrored(self) -> Comparison {
        match self {
            Comparison::Lt => Comparison::Gt,
            Comparison::Le => Comparison::Ge,
            Comparison::Gt => Comparison::Lt,
            Comparison::Ge => Comparison::Le,
            same => same,
        }
    }

    /// The neighbour that a slip would write: `<` and `<=`, `>` and `>=`, `==` and `!=` change places.
    pub fn flipped(self) -> Comparison {
        match self {
            Comparison::Eq => Comparison::Ne,
            Comparison::Ne => Comparison::Eq,
            Comparison::Lt => Comparison::Le,
            Comparison::Le => Comparison::Lt,
            Comparison::Gt => Comparison::Ge,
            Comparison::Ge => Comparison::Gt,
        }
    }
}

/// An arithmetic operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arithmetic {
    /// `+`; joins texts and lists too.
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`; of two integers the whole part, as in CEL.
    Divide,
    /// `%`, of integers.
    Remainder,
}

impl Arithmetic {
    /// The operator as written.
    pub fn symbol(self) -> &'static str {
        match self {
            Arithmetic::Add => "+",
            Arithmetic::Subtract => "-",
            Arithmetic::Multiply => "*",
            Arithmetic::Divide => "/",
            Arithmetic::Remainder => "%",
        }
    }
}

/// A question about one text and another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextTest {
    /// `contains`
    Contains,
    /// `startsWith`
    StartsWith,
    /// `endsWith`
    EndsWith,
}

impl TextTest {
    /// The function's name.
    pub fn name(self) -> &'static str {
        match self {
            TextTest::Contains => "contains",
            TextTest::StartsWith => "startsWith",
            TextTest::EndsWith => "endsWith",
        }
    }
}

/// A list macro.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Macro {
    /// True for every element.
    All,
    /// True for some element.
    Exists,
    /// True for exactly one element.
    ExistsOne,
    /// The elements for which it is true.
    Filter,
    /// Its value for each element.
    Map,
}

impl Macro {
    /// The macro's name.
    pub fn name(self) -> &'static str {
        match self {
            Macro::All => "all",
            Macro::Exists => "exists",
            Macro::ExistsOne => "exists_one",
            Macro::Filter => "filter",
            Macro::Map => "map",
        }
    }

    /// The macro of this name.
    pub fn by_name(name: &str) -> Option<Macro> {
        Some(match name {
            "all" => Macro::All,
            "exists" => Macro::Exists,
            "exists_one" | "existsOne" => Macro::ExistsOne,
            "filter" => Macro::Filter,
            "map" => Macro::Map,
            _ => return None,
        })
    }
}

/// A regular expression with its source; equal when the sources are.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: Arc<str>,
    regex: regex_lite::Regex,
}

impl Pattern {
    /// Compiles a pattern (the syntax of the `regex` crate without Unicode classes).
    ///
    /// # Errors
    /// The text is not a pattern.
    pub fn new(source: &str) -> Result<Pattern, regex_lite::Error> {
        Ok(Pattern { source: source.into(), regex: regex_lite::Regex::new(source)? })
    }

    /// The pattern as written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it matches somewhere in the text.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.source == other.source
    }
}
