//! What is wrong with a condition, as data; the texts are in `problem_text`.

use crate::expr::Span;
use crate::types::Type;

/// A language for people's texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// One thing that is wrong with a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The stretch of the condition's text that it is about; empty at the end of the text.
    pub span: Span,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong with a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum ProblemKind {
    /// The text is not an expression.
    Syntax(SyntaxFault),
    /// Nothing is declared under this name.
    UnknownName {
        /// The name, dotted.
        name: String,
        /// The declared name that is closest to it, if one is close.
        nearest: Option<String>,
    },
    /// A record has no such field.
    UnknownField {
        /// The field.
        name: String,
        /// The declared field that is closest to it, if one is close.
        nearest: Option<String>,
    },
    /// `done`, `first` … name something that is not an activity.
    UnknownActivity {
        /// The name.
        name: String,
        /// The activity that is closest to it, if one is close.
        nearest: Option<String>,
    },
    /// An activity has no such attribute.
    UnknownAttribute {
        /// The activity.
        activity: String,
        /// The attribute.
        attr: String,
    },
    /// There is no such function.
    UnknownFunction {
        /// The name.
        name: String,
        /// The function that is closest to it, if one is close.
        nearest: Option<String>,
    },
    /// A function was given too few or too many arguments.
    Arguments {
        /// How the function is written.
        usage: &'static str,
    },
    /// An activity stands where a value should.
    BareActivity {
        /// The activity.
        name: String,
    },
    /// `first(A)` or `last(A)` without an attribute behind it.
    EventWithoutAttribute {
        /// What was written: `first(A)` or `last(A)`.
        call: String,
    },
    /// The whole condition, or an operand of `&&`, `||`, `!`, `?:`, is not true or false.
    NotBool {
        /// What it is.
        found: Type,
    },
    /// A value of another type is needed here.
    WrongType {
        /// What is needed.
        expected: Expected,
        /// What is there.
        found: Type,
    },
    /// Two sides that cannot be compared.
    Unlike {
        /// The type of the left side.
        left: Type,
        /// The type of the right side.
        right: Type,
    },
    /// Two sides in different units.
    Units {
        /// The unit of the left side.
        left: String,
        /// The unit of the right side.
        right: String,
    },
    /// Values that have no order (`<`): listed values, true and false, lists, records.
    NoOrder {
        /// Their type.
        found: Type,
    },
    /// An operator does not take values of these types.
    NoArithmetic {
        /// The operator as written.
        operator: &'static str,
        /// The type of the left side.
        left: Type,
        /// The type of the right side.
        right: Type,
    },
    /// A text that is not among the declared values.
    NotInEnum {
        /// The text.
        value: String,
        /// The declared values.
        allowed: Vec<String>,
        /// The declared value that is closest to it, if one is close.
        nearest: Option<String>,
    },
    /// A comparison with `null`.
    NullComparison,
    /// `has` of something that is always there.
    NothingToHave,
    /// `matches` needs a pattern written out, and this is not one.
    BadPattern,
    /// A text that is not a duration.
    BadDuration {
        /// The text.
        text: String,
    },
    /// A text that is not an instant with its offset.
    BadTime {
        /// The text.
        text: String,
    },
}

/// What a place in an expression needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text,
    /// A text that is written out, in quotation marks.
    LiteralText,
    /// A whole number.
    Int,
    /// A number.
    Number,
    /// An instant.
    Time,
    /// A length of time.
    Duration,
    /// A list.
    List,
    /// A list, or a record with fields.
    ListOrRecord,
    /// A text, a list or a record.
    Sized,
    /// A record with fields.
    Record,
    /// The name of an activity.
    Activity,
    /// The name of a variable.
    Variable,
}

/// Why a text is not an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxFault {
    /// Nothing is written.
    Empty,
    /// The text ends where something more is needed.
    EndsTooEarly,
    /// This does not belong here.
    Unexpected {
        /// What stands there.
        found: String,
    },
    /// Write something else instead: `and` for `&&`, a full-width sign for its ASCII one.
    Instead {
        /// What stands there.
        found: String,
        /// What to write.
        write: &'static str,
    },
    /// Names are ASCII here; titles need not be.
    NotAscii {
        /// What stands there.
        found: String,
    },
    /// A quotation mark has no partner.
    UnclosedText,
    /// A bracket has no partner.
    Unbalanced {
        /// The bracket.
        bracket: char,
    },
    /// A number is too large or malformed.
    BadNumber,
    /// A duration without its function.
    BareDuration {
        /// The duration.
        text: String,
    },
    /// A text has an escape (`\\x`) that CEL does not know.
    BadText,
    /// The condition is nested too deeply, or too long.
    TooDeep,
    /// CEL reserves this word.
    Reserved {
        /// The word.
        word: String,
    },
    /// CEL has this, conditions do not: maps, messages, bytes, unsigned numbers.
    Unsupported,
}
