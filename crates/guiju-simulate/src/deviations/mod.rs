//! What people do wrong: a list written by hand from the norm's text, an act a line with every row that it breaks.
//!
//! The list knows no clause and no judge. Each act names *all* rows it breaks, so that a judge which finds more, or
//! fewer, is wrong, or the list is; `open` holds rows that the text lets one read either way after this act.

mod answers;
mod depot;
mod field;
mod site;
mod speech;

use std::collections::BTreeSet;

use crate::case::Need;
use crate::prng::Prng;
use crate::words::Element;

/// A moment at which somebody has something to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Spot {
    AddressCall,
    EtaCall,
    LateAsked,
    Gate,
    RecorderOpening,
    SiteCall,
    LateApology,
    Meeting,
    Entry,
    Symptom,
    Addressing,
    Move,
    Borrow,
    Return,
    Assist,
    Outside,
    Question,
    Criticised,
    Unreasonable,
    Thanked,
    Cause,
    Why,
    Scope,
    Inside,
    Paid,
    Upstream,
    LowVoltage,
    Trips,
    Arrears,
    Referred,
    Tip,
    SafetyAdvice,
    AskOpinion,
    Rating,
    CallBack,
    Numbers,
    Cooperation,
    Postponed,
    WrongNumber,
    NotHeard,
}

/// Something done, or left undone, other than words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Deed {
    // The depot.
    VehicleUnmarked,
    VehicleUnready,
    VehicleNotCleaned,
    SeatCoversDirty,
    LoadLoose,
    SurplusLeft,
    PhonesShort,
    HandoverUnsigned,
    HandoverMissing,
    PhoneOff,
    SixthRing,
    NotCalledBack,
    CalledBackLate,
    PrivateCall,
    LongCall,
    ToolExpired,
    ToolNotReplaced,
    LightsLow,
    StockLow,
    CardDiffers,
    CardOutOfDate,
    RosterShort,
    CrewNotReady,
    RecorderMissing,
    // Out on a repair.
    NoHelmet,
    ToolsUnchecked,
    NoCrewCheck,
    AddressNotConfirmed,
    DepartedLate,
    WorksAlone,
    NoGuardian,
    SparesWithoutEmergency,
    LateAsIs,
    Speeding,
    BlocksPassage,
    Horn,
    NoIdAtGate,
    RecorderLate,
    RecorderNever,
    NoSiteCall,
    SiteCallLate,
    IdNotShown,
    EntersUnasked,
    EntersRefused,
    NoShoeCovers,
    BadgeMissing,
    UniformWrong,
    ToolsInDisorder,
    RulesBroken,
    Accident,
    NotSecured,
    SecuredLate,
    CentreNotTold,
    DepartmentNotTold,
    BothToldLate,
    LeavesBeforeRelief,
    NoHandover,
    FactsUnreported,
    NoMeasures,
    SpecialSlow,
    SpecialUnreported,
    PostponedUnexplained,
    WrongPriority,
    RecurringUnreported,
    PaymentTaken,
    ResultUntold,
    VulnerableLeft,
    NoteIncomplete,
    NoteLeaderUntold,
    CauseUnreported,
    DispatchNotContacted,
    SupportNotRequested,
    WrongStage,
    WrongArea,
    NoQuickFix,
    UpstreamNotNotified,
    NotMeasured,
    LowVoltageNotPassedOn,
    TripsUnreported,
    PromiseBroken,
    CutoffUnchecked,
    CutoffNotPassedOn,
    RudeTalk,
    SiteNotCleaned,
    DamageUnsettled,
    ItemNotReturned,
    ItemDirty,
    CentreReportLate,
    CentreReportNever,
    OrderUnsigned,
    SignatureForged,
    NoOrderForm,
    NotCalledAbsent,
    NoServicePhone,
    UploadLate,
}

/// How an act shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Deed(Deed),
    /// These elements stay unsaid.
    Omit(&'static [(Spot, &'static [Element])]),
    /// One of these is said instead of what ought to be.
    Rude(Spot, Element),
}

/// The part of a service in which an act lies; at most one act to a phase, so that acts don't meddle with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    /// Changes what can be seen of everything else.
    Whole,
    Prepare,
    Travel,
    Meet,
    Work,
    Finish,
    Shift,
    Call,
}

/// Stands for the row that limits the time to arrive in the area of the order.
pub(crate) const LIMIT: &str = "S5.1.1.5a*";

/// One line of the list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act {
    pub(crate) id: &'static str,
    pub(crate) phase: Phase,
    pub(crate) needs: &'static [Need],
    pub(crate) kind: Kind,
    /// All rows that the act breaks.
    pub(crate) rows: &'static [&'static str],
    /// Rows that may be read either way.
    pub(crate) open: &'static [&'static str],
    pub(crate) what: &'static str,
}

/// The whole list, in the order of the norm.
pub(crate) fn all() -> impl Iterator<Item = &'static Act> {
    [depot::ACTS, field::ACTS, site::ACTS, speech::ACTS, answers::ACTS].into_iter().flatten()
}

/// Acts of the list in shuffled rounds, so that every act comes up before one comes again.
#[derive(Debug)]
pub(crate) struct Deck {
    acts: Vec<&'static Act>,
    waiting: Vec<&'static Act>,
}

impl Deck {
    pub(crate) fn of(wanted: impl Fn(&Act) -> bool) -> Self {
        Self { acts: all().filter(|act| wanted(act)).collect(), waiting: Vec::new() }
    }

    /// The next act that `takes` accepts; those it refuses keep their turn.
    pub(crate) fn deal(
        &mut self,
        prng: &mut Prng,
        mut takes: impl FnMut(&Act) -> bool,
    ) -> Option<&'static Act> {
        if self.waiting.is_empty() {
            self.waiting = self.acts.clone();
            prng.shuffle(&mut self.waiting);
        }
        let at = self.waiting.iter().rposition(|act| takes(act))?;
        Some(self.waiting.remove(at))
    }
}

/// What the acts of one service change.
#[derive(Debug, Clone, Default)]
pub(crate) struct Doings {
    acts: Vec<&'static Act>,
}

impl Doings {
    pub(crate) fn add(&mut self, act: &'static Act) {
        self.acts.push(act);
    }

    pub(crate) fn acts(&self) -> &[&'static Act] {
        &self.acts
    }

    /// Whether an act of this phase is there, or one that stands alone.
    pub(crate) fn leaves_no_room(&self, act: &Act) -> bool {
        let phases: BTreeSet<Phase> = self.acts.iter().map(|act| act.phase).collect();
        phases.contains(&act.phase)
            || phases.contains(&Phase::Whole)
            || (act.phase == Phase::Whole && !phases.is_empty())
    }

    pub(crate) fn does(&self, deed: Deed) -> bool {
        self.acts.iter().any(|act| act.kind == Kind::Deed(deed))
    }

    /// What is said rudely at `spot`, if anything.
    pub(crate) fn rude(&self, spot: Spot) -> Option<Element> {
        self.acts.iter().find_map(|act| match act.kind {
            Kind::Rude(at, words) if at == spot => Some(words),
            _ => None,
        })
    }

    /// Whether `element` stays unsaid at `spot`.
    pub(crate) fn omits(&self, spot: Spot, element: Element) -> bool {
        self.acts.iter().any(|act| match act.kind {
            Kind::Omit(list) => list.iter().any(|(at, gone)| *at == spot && gone.contains(&element)),
            _ => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_have_names_of_their_own_and_break_something() {
        let mut names = BTreeSet::new();
        for act in all() {
            assert!(names.insert(act.id), "`{}` twice", act.id);
            assert!(!act.rows.is_empty() && !act.what.is_empty(), "`{}`", act.id);
            assert!(act.rows.iter().all(|row| !act.open.contains(row)), "`{}`", act.id);
        }
        assert!(names.len() >= 100, "only {}", names.len());
    }

    #[test]
    fn the_list_covers_most_of_the_norm() {
        let rows: BTreeSet<&str> = all().flat_map(|act| act.rows).copied().collect();
        assert!(rows.len() >= 135, "only {}", rows.len());
    }
}
