//! Conditions on events: read as Declare4Py reads them, through the Python expression that it makes of them.

mod columns;
mod eval;
mod lex;
mod parse;
mod translate;
mod window;

pub(crate) use columns::Columns;
pub(crate) use eval::{Meaning, Scene};
pub(crate) use window::Window;

/// Whose events a condition may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// The activation only.
    Activation,
    /// The activation and the target (for counted templates and choices: the trace's first event).
    Both,
}

/// A condition, read.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    pub(crate) expr: Expr,
    /// Whether Declare4Py cannot evaluate it, so that its natural meaning was taken.
    pub(crate) natural: bool,
}

/// Whose attribute it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    Activation,
    Target,
}

/// The part of Python's expressions that conditions can use.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expr {
    Bool(bool),
    None,
    Int(i64),
    Float(f64),
    Text(String),
    /// `A` or `T`.
    Event(Whose),
    /// `A["name"]`.
    Attribute(Whose, String),
    Tuple(Vec<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
    /// `a < b <= c`: each neighbours' comparison must hold.
    Compare(Box<Expr>, Vec<(Comparison, Expr)>),
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    Minus(Box<Expr>),
    /// `abs(x)`.
    Abs(Box<Expr>),
    /// `float(x)`.
    Float64(Box<Expr>),
}

impl Expr {
    /// Gives the name of each attribute to `see`; whether an attribute is there is asked where it is used.
    pub(crate) fn attributes<'e>(&'e self, see: &mut impl FnMut(&'e str)) {
        match self {
            Expr::Attribute(_, name) => see(name),
            Expr::And(all) | Expr::Or(all) | Expr::Tuple(all) => {
                all.iter().for_each(|expr| expr.attributes(see))
            }
            Expr::Not(inner) | Expr::Minus(inner) | Expr::Abs(inner) | Expr::Float64(inner) => {
                inner.attributes(see)
            }
            Expr::Arithmetic(_, left, right) => [left, right].iter().for_each(|expr| expr.attributes(see)),
            Expr::Compare(first, rest) => {
                first.attributes(see);
                rest.iter().for_each(|(_, expr)| expr.attributes(see));
            }
            _ => {}
        }
    }

    /// Whether it computes with a text that is written in it, or asks for its order with a number: `5 < A.x` for Python is
    /// `5 < "x" in A …`, and no event can make sense of it.
    fn mixes_texts_and_numbers(&self) -> bool {
        let number = |expr: &Expr| matches!(expr, Expr::Int(_) | Expr::Float(_) | Expr::Minus(_));
        let text = |expr: &Expr| matches!(expr, Expr::Text(_));
        match self {
            Expr::And(all) | Expr::Or(all) | Expr::Tuple(all) => {
                all.iter().any(Expr::mixes_texts_and_numbers)
            }
            Expr::Not(inner) | Expr::Minus(inner) | Expr::Abs(inner) | Expr::Float64(inner) => {
                inner.mixes_texts_and_numbers()
            }
            Expr::Arithmetic(_, left, right) => {
                [left, right].iter().any(|side| text(side) || side.mixes_texts_and_numbers())
            }
            Expr::Compare(first, rest) => {
                let left = std::iter::once(&**first).chain(rest.iter().map(|(_, expr)| expr));
                let mixed = left.zip(rest).any(|(left, (sign, right))| {
                    let same = matches!(
                        sign,
                        Comparison::Equal | Comparison::NotEqual | Comparison::In | Comparison::NotIn
                    );
                    !same && ((number(left) && text(right)) || (text(left) && number(right)))
                });
                mixed
                    || first.mixes_texts_and_numbers()
                    || rest.iter().any(|(_, expr)| expr.mixes_texts_and_numbers())
            }
            _ => false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    NotIn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
}

/// Why a condition can't be read, and where in its text (byte).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub(crate) at: usize,
    pub(crate) why: Why,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Why {
    /// Something that has no place here.
    Unexpected(String),
    /// The condition ends too early.
    Ended,
    /// A bracket or a quotation mark is not closed.
    NotClosed(char),
    /// A word that names nothing.
    UnknownName(String),
    /// A target in an activation condition.
    NoTargetHere,
    /// A number that can't be represented.
    Number(String),
    /// Brackets or signs nested too deep.
    TooDeep,
}

/// Reads a condition; an empty one holds always and gives `None`.
///
/// # Errors
/// Neither Python's reading nor the natural one makes sense.
pub(crate) fn read(text: &str, names: Names) -> Result<Option<Condition>, Unreadable> {
    if crate::python::strip(text).is_empty() {
        return Ok(None);
    }
    let first = read_as(text, names, translate::Reading::Declare4Py);
    match first {
        Ok(expr) if !expr.mixes_texts_and_numbers() => Ok(Some(Condition { expr, natural: false })),
        Ok(theirs) => Ok(Some(match read_as(text, names, translate::Reading::Natural) {
            Ok(expr) => Condition { expr, natural: true },
            Err(_) => Condition { expr: theirs, natural: false },
        })),
        Err(error) => match read_as(text, names, translate::Reading::Natural) {
            Ok(expr) => Ok(Some(Condition { expr, natural: true })),
            Err(natural) if matches!(error.why, Why::NotClosed(_)) => Err(natural),
            Err(_) => Err(error),
        },
    }
}

fn read_as(text: &str, names: Names, reading: translate::Reading) -> Result<Expr, Unreadable> {
    let python = translate::translate(text, reading)?;
    let place = |unreadable: Unreadable| Unreadable { at: python.origin(unreadable.at), ..unreadable };
    let tokens = lex::tokens(&python.text).map_err(place)?;
    parse::parse(&tokens, python.text.len(), names).map_err(place)
}
