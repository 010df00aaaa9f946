//! What people do wrong on repairs, in depots and on their phones.

mod answers;
mod depot;
mod field;
mod site;
mod speech;

use super::case::Need;

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

/// How this list is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Repairs {}

impl crate::acts::Norm for Repairs {
    type Deed = Deed;
    type Spot = Spot;
    type Need = Need;
    type Phase = Phase;
    const ALONE: Phase = Phase::Whole;
}

pub(crate) type Act = crate::acts::Act<Repairs>;
pub(crate) type Kind = crate::acts::Kind<Repairs>;
pub(crate) type Deck = crate::acts::Deck<Repairs>;
pub(crate) type Doings = crate::acts::Doings<Repairs>;

/// The whole list, in the order of the norm.
pub(crate) fn all() -> impl Iterator<Item = &'static Act> {
    [depot::ACTS, field::ACTS, site::ACTS, speech::ACTS, answers::ACTS].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_covers_most_of_the_norm() {
        let (acts, rows) = crate::acts::check(all());
        assert!(acts >= 100 && rows.len() >= 135, "only {acts} acts on {} rows", rows.len());
    }
}
