//! The types that a condition is checked against.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// What kind of value an expression has, as far as the vocabulary tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Int,
    /// A number, in the declared unit if it has one. Values are converted to that unit when they are read, so a
    /// literal beside it counts in it too; two different units do not compare.
    Number {
        /// The unit as declared (`cm`, `%`), or none.
        unit: Option<Arc<str>>,
    },
    /// Any text.
    Text,
    /// A text out of a list of values.
    Enum(Arc<[Arc<str>]>),
    /// An instant.
    Time,
    /// A length of time.
    Duration,
    /// A list of values of one type.
    List(Arc<Type>),
    /// Values by name, such as a form's row.
    Record(Fields),
    /// Not declared: fits everywhere, and is looked at when it is evaluated.
    Any,
    /// The literal `null`.
    Null,
}

impl Type {
    /// A number without a unit.
    pub const NUMBER: Type = Type::Number { unit: None };

    /// A number in the given unit.
    pub fn number(unit: impl Into<Arc<str>>) -> Type {
        Type::Number { unit: Some(unit.into()) }
    }

    /// A text out of the given values.
    pub fn one_of<T: Into<Arc<str>>>(values: impl IntoIterator<Item = T>) -> Type {
        Type::Enum(values.into_iter().map(Into::into).collect())
    }

    /// A list of `element`s.
    pub fn list(element: Type) -> Type {
        Type::List(Arc::new(element))
    }

    /// Whether values of this type are numbers, [`Type::Any`] not included.
    pub fn is_numeric(&self) -> bool {
        matches!(self, Type::Int | Type::Number { .. })
    }

    /// Whether values of this type are texts, [`Type::Any`] not included.
    pub fn is_text(&self) -> bool {
        matches!(self, Type::Text | Type::Enum(_))
    }
}

/// The declared fields of a [`Type::Record`]; names may be dotted, as attributes are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Option<Arc<BTreeMap<String, Type>>>);

impl Fields {
    /// Fields that nobody declared: every name is allowed and is [`Type::Any`].
    pub fn open() -> Self {
        Fields(None)
    }

    /// Exactly these fields.
    pub fn of<N: Into<String>>(fields: impl IntoIterator<Item = (N, Type)>) -> Self {
        Fields(Some(Arc::new(fields.into_iter().map(|(name, ty)| (name.into(), ty)).collect())))
    }

    /// The type of a field; [`Type::Any`] where the fields are open.
    pub fn get(&self, name: &str) -> Option<Type> {
        match &self.0 {
            None => Some(Type::Any),
            Some(fields) => fields.get(name).cloned(),
        }
    }

    /// The declared names, sorted; none where the fields are open.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|fields| fields.keys().map(String::as_str))
    }
}

/// The type as a pack writes it: `int`, `cm`, `[urban, rural]`; for debugging, people's texts are in [`crate::Problem`].
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Bool => f.write_str("bool"),
            Type::Int => f.write_str("int"),
            Type::Number { unit: None } => f.write_str("number"),
            Type::Number { unit: Some(unit) } => f.write_str(unit),
            Type::Text => f.write_str("text"),
            Type::Enum(values) => write!(f, "[{}]", values.join(", ")),
            Type::Time => f.write_str("time"),
            Type::Duration => f.write_str("duration"),
            Type::List(element) => write!(f, "list of {element}"),
            Type::Record(_) => f.write_str("record"),
            Type::Any => f.write_str("any"),
            Type::Null => f.write_str("null"),
        }
    }
}
