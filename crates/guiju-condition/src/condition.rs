//! A compiled condition.

use crate::env::{ActivityRef, PlaceRef};
use crate::expr::Expr;
use crate::names::Names;
use crate::problem::Problem;
use crate::types::Type;
use std::sync::Arc;

/// A condition, compiled: its text, its typed tree and all that it refers to.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub(crate) text: Arc<str>,
    pub(crate) root: Expr,
    pub(crate) places: Arc<[Arc<PlaceRef>]>,
    pub(crate) activities: Arc<[Arc<ActivityRef>]>,
}

/// Compiles a condition: an expression whose value is true or false.
///
/// # Errors
/// All that is wrong with it, by place in the text; a syntax error comes alone.
pub fn compile(text: &str, names: &dyn Names) -> Result<Condition, Vec<Problem>> {
    crate::check::compile(text, names, true)
}

/// Compiles an expression of any type, such as a key (`day(time)`) or a figure; [`Condition::ty`] tells which.
///
/// # Errors
/// As [`compile`].
pub fn compile_value(text: &str, names: &dyn Names) -> Result<Condition, Vec<Problem>> {
    crate::check::compile(text, names, false)
}

impl Condition {
    /// The text that it was compiled from; spans point into it, also in a mutant.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The typed tree.
    pub fn expr(&self) -> &Expr {
        &self.root
    }

    /// The type of its value.
    pub fn ty(&self) -> &Type {
        &self.root.ty
    }

    /// The places that it refers to, each once, by [`PlaceRef::index`].
    pub fn places(&self) -> &[Arc<PlaceRef>] {
        &self.places
    }

    /// The activities that `done`, `first`, `last`, `count`, `count_last` name, each once, by [`ActivityRef::index`].
    pub fn activities(&self) -> &[Arc<ActivityRef>] {
        &self.activities
    }
}
