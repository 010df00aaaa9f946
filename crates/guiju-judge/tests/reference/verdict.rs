//! Three truth values, five verdicts.

/// Whether something is so: certainly, certainly not, or nobody can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tri {
    False,
    Unknown,
    True,
}

impl Tri {
    pub fn and(self, other: Tri) -> Tri {
        self.min(other)
    }

    pub fn any(all: impl IntoIterator<Item = Tri>) -> Tri {
        all.into_iter().max().unwrap_or(Tri::False)
    }

    pub fn all(all: impl IntoIterator<Item = Tri>) -> Tri {
        all.into_iter().min().unwrap_or(Tri::True)
    }
}

impl From<bool> for Tri {
    fn from(so: bool) -> Tri {
        if so { Tri::True } else { Tri::False }
    }
}

pub use guiju_judge::Verdict;
use guiju_judge::Verdict::{Broken, Kept, NotApplicable, Pending, Unknown};

/// The first in the list that is among the verdicts; n/a drops out.
fn worst(order: [Verdict; 4], verdicts: &[Verdict]) -> Verdict {
    order.into_iter().find(|verdict| verdicts.contains(verdict)).unwrap_or(NotApplicable)
}

/// Of the activations of a clause, and of operands of which all are owed.
pub fn all_of(verdicts: &[Verdict]) -> Verdict {
    worst([Broken, Pending, Unknown, Kept], verdicts)
}

pub fn any_of(verdicts: &[Verdict]) -> Verdict {
    worst([Kept, Pending, Unknown, Broken], verdicts)
}

pub fn not(verdict: Verdict) -> Verdict {
    match verdict {
        Kept => Broken,
        Broken => Kept,
        other => other,
    }
}
