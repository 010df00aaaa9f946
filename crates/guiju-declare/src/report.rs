//! What a check found.

use guiju_log::{EventIx, Sym};

/// What a check found, constraint by constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The counts of the constraint with the same number in the model.
    pub counts: Vec<Counts>,
    /// The case of each trace: the id of its object.
    pub cases: Vec<Sym>,
    /// Events in all traces.
    pub events: u64,
    /// Comparisons that make no sense, such as a text with a number. Declare4Py stops at the first one; here it does not hold.
    pub undecided: u64,
}

/// The counts of one constraint over all traces.
///
/// Templates without activations (existence, absence, exactly, init, end, choices) have 0 in the first four, where Declare4Py has
/// none; so has `pending` always, as traces count as complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Events that put the constraint to the test.
    pub activations: u64,
    /// Activations that were answered as demanded.
    pub fulfilled: u64,
    /// Activations that were not.
    pub violated: u64,
    /// Activations whose answer may still come.
    pub pending: u64,
    /// Traces without a violation, those without an activation included.
    pub traces_satisfied: u64,
    /// Traces with an activation and without a violation.
    pub traces_satisfied_nonvacuous: u64,
}

/// One activation, with its evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activation {
    /// The constraint's number in the model, from 0.
    pub constraint: u32,
    /// The trace's number, from 0; its case is in [`Report::cases`].
    pub trace: u32,
    /// The event that activates.
    pub event: EventIx,
    /// The event that fulfils it, or the forbidden one that violates it.
    pub target: Option<EventIx>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of an activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The demanded target came, or the forbidden one did not.
    Fulfilled,
    /// The other way round.
    Violated,
    /// An event that a template without activations counted.
    Counted,
}
