//! How parts of a model become trees.

use super::super::tree::Tree;
use crate::text::Text;
use guiju_condition::Condition;
use guiju_time::Lang;
use std::collections::BTreeMap;

/// A part of a model that says something, or nothing.
pub(super) trait Says {
    /// What it says; `None`: nothing.
    fn says(&self) -> Option<Tree>;
}

/// A mapping in the making.
#[derive(Default)]
pub(super) struct Record(Vec<(String, Tree)>);

impl Record {
    pub(super) fn with(mut self, key: &str, part: &(impl Says + ?Sized)) -> Record {
        self.0.extend(part.says().map(|tree| (key.to_owned(), tree)));
        self
    }

    /// With all entries of another mapping.
    pub(super) fn and(mut self, part: Option<Tree>) -> Record {
        if let Some(Tree::Map(entries)) = part {
            self.0.extend(entries);
        }
        self
    }

    pub(super) fn done(self) -> Tree {
        Tree::Map(self.0)
    }
}

/// A list whose order matters.
pub(super) struct InOrder<'l, T>(pub(super) &'l [T]);

/// A word.
pub(super) fn word(text: impl Into<String>) -> Tree {
    Tree::Text(text.into())
}

impl Says for str {
    fn says(&self) -> Option<Tree> {
        (!self.is_empty()).then(|| word(self))
    }
}

impl Says for String {
    fn says(&self) -> Option<Tree> {
        self.as_str().says()
    }
}

impl Says for Tree {
    fn says(&self) -> Option<Tree> {
        (*self != Tree::NOTHING).then(|| self.clone())
    }
}

/// A flag that is not set says nothing.
impl Says for bool {
    fn says(&self) -> Option<Tree> {
        self.then(|| word("true"))
    }
}

impl Says for f64 {
    fn says(&self) -> Option<Tree> {
        Some(word(self.to_string()))
    }
}

impl Says for u32 {
    fn says(&self) -> Option<Tree> {
        Some(word(self.to_string()))
    }
}

impl Says for Condition {
    fn says(&self) -> Option<Tree> {
        Some(word(self.to_string()))
    }
}

impl Says for guiju_time::Span {
    fn says(&self) -> Option<Tree> {
        Some(word(self.to_string()))
    }
}

impl Says for guiju_time::Micros {
    fn says(&self) -> Option<Tree> {
        guiju_time::Span::Elapsed(*self).says()
    }
}

impl Says for serde_json::Value {
    fn says(&self) -> Option<Tree> {
        Some(word(self.as_str().map_or_else(|| self.to_string(), str::to_owned)))
    }
}

impl<T: Says> Says for Option<T> {
    fn says(&self) -> Option<Tree> {
        self.as_ref().and_then(Says::says)
    }
}

impl<T: Says> Says for Box<T> {
    fn says(&self) -> Option<Tree> {
        (**self).says()
    }
}

impl<T: Says> Says for Vec<T> {
    fn says(&self) -> Option<Tree> {
        (!self.is_empty()).then(|| Tree::Set(self.iter().filter_map(Says::says).collect()))
    }
}

impl<T: Says> Says for InOrder<'_, T> {
    fn says(&self) -> Option<Tree> {
        (!self.0.is_empty()).then(|| Tree::List(self.0.iter().filter_map(Says::says).collect()))
    }
}

impl<T: Says> Says for BTreeMap<String, T> {
    fn says(&self) -> Option<Tree> {
        let entry = |(key, value): (&String, &T)| (key.clone(), value.says().unwrap_or_else(|| word("")));
        (!self.is_empty()).then(|| Tree::Map(self.iter().map(entry).collect()))
    }
}

impl Says for Text {
    fn says(&self) -> Option<Tree> {
        let in_lang = |lang| self.in_lang(lang).map(str::to_owned);
        Record::default().with("zh", &in_lang(Lang::Zh)).with("en", &in_lang(Lang::En)).done().says()
    }
}
