//! A DECLARE model: constraints in the order of their lines.

use crate::{
    condition::{Condition, Window},
    template::Template,
};

/// A model that was read without errors.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Its constraints, in the order of their lines.
    pub constraints: Vec<Constraint>,
    /// The activities that it declares; constraints may name others.
    pub activities: Vec<String>,
}

/// One constraint.
#[derive(Debug, Clone)]
pub struct Constraint {
    /// The model's line as written, without the blanks around it.
    pub text: String,
    /// Its line, from 1.
    pub line: usize,
    /// What it demands.
    pub template: Template,
    /// The number after `Existence`, `Absence` and `Exactly`; 1 where there is none.
    pub count: u64,
    /// The first activity, blanks included where the line has them.
    pub first: String,
    /// The second one. A line whose comma has no blank after it gives none, as in Declare4Py.
    pub second: Option<String>,
    /// Whether Declare4Py stops at this line, so that its natural meaning was taken.
    pub natural: bool,
    pub(crate) activation: Option<Condition>,
    pub(crate) correlation: Option<Condition>,
    pub(crate) window: Option<Window>,
    /// The conditions as written: activation, correlation, time.
    pub(crate) written: [String; 3],
}

impl Constraint {
    /// The conditions as written: activation, correlation, time; empty where there is none.
    #[must_use]
    pub fn conditions(&self) -> &[String; 3] {
        &self.written
    }
}
