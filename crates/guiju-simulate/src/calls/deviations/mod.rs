//! What agents do wrong on the telephone: the list of norm 6.

mod after;
mod before;

use super::case::Need;

/// A moment at which the agent has something to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// Nothing that the norm asks for.
    Free,
    /// As `Free`, where foreign words may slip in.
    Foreign,
    Opening,
    CannotHear,
    Consult,
    AfterHold,
    Waiting,
    Silent,
    Transfer,
    TransferThanks,
    AsksAgent,
    Away,
    Complaint,
    Accent,
    Batch,
    Unreasonable,
    LineDead,
    Result,
    NotFound,
    Leader,
    Suggestion,
    Staff,
    Closing,
    Holiday,
}

/// Something done, or left undone, other than words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    OpensLate,
    HoldsUnasked,
    SilentWait,
    TransfersUnanswered,
    TransfersRefused,
    InterruptsTwice,
    ExplainsFirst,
    IgnoresComplaint,
    NoFeeling,
    HangsUpSilent,
    TwoOfFive,
    PassesOver,
    SuggestionUnrecorded,
    SuggestionKept,
    StaffUnrecorded,
    CutsOff,
    IgnoresWish,
}

/// The part of a call in which an act lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    Opening,
    Middle,
    Closing,
    /// Changes how the call ends, too.
    Whole,
}

/// How this list is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Calls {}

impl crate::acts::Norm for Calls {
    type Deed = Deed;
    type Spot = Spot;
    type Need = Need;
    type Phase = Phase;
    const ALONE: Phase = Phase::Whole;
}

pub(crate) type Act = crate::acts::Act<Calls>;
pub(crate) type Kind = crate::acts::Kind<Calls>;
pub(crate) type Deck = crate::acts::Deck<Calls>;
pub(crate) type Doings = crate::acts::Doings<Calls>;

const fn act(
    id: &'static str,
    phase: Phase,
    kind: Kind,
    needs: &'static [Need],
    rows: &'static [&'static str],
    what: &'static str,
) -> Act {
    Act { id, phase, needs, kind, rows, open: &[], what }
}

const fn open(act: Act, open: &'static [&'static str]) -> Act {
    Act { open, ..act }
}

/// The whole list, in the order of the norm.
pub(crate) fn all() -> impl Iterator<Item = &'static Act> {
    [before::ACTS, after::ACTS].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_covers_most_of_the_norm() {
        let (acts, rows) = crate::acts::check(all());
        assert!(acts >= 70 && rows.len() >= 55, "only {acts} acts on {} rows", rows.len());
    }
}
