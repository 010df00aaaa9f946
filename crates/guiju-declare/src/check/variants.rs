//! Traces with one sequence of activities: what asks for no attribute and no time is found once for all of them.
//!
//! Real logs repeat themselves: 4,580 tickets of a help desk go 226 ways.

use std::{collections::HashMap, ops::Range};

use super::{Answer, Step};

/// How many places and steps are remembered at most: some 64 MiB. A log without repetition would have all of them remembered in vain.
const ROOM: usize = 1 << 22;

/// The ways that were met. The map is only asked, never walked.
#[derive(Debug, Default)]
pub(super) struct Variants {
    numbers: HashMap<Vec<u32>, usize>,
    variants: Vec<Variant>,
    steps: Vec<Step>,
    answers: Vec<Answer>,
    used: usize,
}

#[derive(Debug)]
struct Variant {
    steps: Range<usize>,
    answers: Range<usize>,
    /// Traces that went this way after the first one.
    again: u64,
}

impl Variants {
    /// The steps of a trace whose activities another one had in the same order.
    pub(super) fn again(&mut self, sequence: &[u32]) -> Option<&[Step]> {
        let variant = &mut self.variants[*self.numbers.get(sequence)?];
        variant.again += 1;
        Some(&self.steps[variant.steps.clone()])
    }

    /// Remembers what was found of the first trace that went this way.
    pub(super) fn remember(&mut self, sequence: &[u32], steps: &[Step], answers: &[Answer]) {
        self.used += sequence.len() + steps.len() + answers.len();
        if self.used > ROOM {
            return;
        }
        let (from_step, from_answer) = (self.steps.len(), self.answers.len());
        self.steps.extend_from_slice(steps);
        self.answers.extend_from_slice(answers);
        self.numbers.insert(sequence.to_vec(), self.variants.len());
        self.variants.push(Variant {
            steps: from_step..self.steps.len(),
            answers: from_answer..self.answers.len(),
            again: 0,
        });
    }

    /// What was answered without being asked again, and how often.
    pub(super) fn repeated(&self) -> impl Iterator<Item = (&Answer, u64)> {
        self.variants.iter().flat_map(|variant| {
            self.answers[variant.answers.clone()].iter().map(|answer| (answer, variant.again))
        })
    }
}
