//! Answers to journalists and residents (三), and what has to be done before they are true.

use super::{Act, Deed, Kind, Phase, Spot};
use crate::repairs::case::Need::{Goes, Has, Is, Not};
use crate::repairs::case::{Need, Outcome, Travel, With};
use crate::repairs::words::{public, rude, travel, work};

use Phase::Work;

const fn act(
    id: &'static str,
    kind: Kind,
    needs: &'static [Need],
    rows: &'static [&'static str],
    what: &'static str,
) -> Act {
    Act { id, phase: Work, needs, kind, rows, open: &[], what }
}

const fn open(act: Act, open: &'static [&'static str]) -> Act {
    Act { open, ..act }
}

// A bare 不知道 may also be taken as a question answered without naming who knows (b3), hence `open`.
const WIDE: &[Need] = &[Is(Outcome::Repair), Has(With::CauseWide)];
const UNKNOWN: &[Need] = &[Is(Outcome::Repair), Goes(Travel::OnTime), Has(With::CauseUnknown)];
const SURVEYING: &[Need] = &[Is(Outcome::Repair), Has(With::WhySurveying)];
const ISOLATING: &[Need] = &[Is(Outcome::Repair), Has(With::WhyIsolating)];
const SUPPORT: &[Need] = &[Is(Outcome::Repair), Has(With::WhySupport)];
const COUNTING: &[Need] = &[Is(Outcome::Repair), Has(With::ScopeCounting)];
const AREA: &[Need] = &[Is(Outcome::Repair), Has(With::ScopeKnown)];
const RESIDENT: &[Need] = &[Is(Outcome::CustomerOwned), Not(With::Dedicated), Not(With::Paid)];
const SPECIAL: &[Need] = &[Is(Outcome::CustomerOwned), Has(With::Dedicated), Not(With::Paid)];
const RESIDENT_PAID: &[Need] = &[Is(Outcome::CustomerOwned), Not(With::Dedicated), Has(With::Paid)];
const SPECIAL_PAID: &[Need] = &[Is(Outcome::CustomerOwned), Has(With::Dedicated), Has(With::Paid)];
const EQUIPMENT: &[Need] = &[Is(Outcome::UpstreamEquipment), Not(With::Absent)];
const LINE: &[Need] = &[Is(Outcome::UpstreamLine), Not(With::Absent)];
const LOW: &[Need] = &[Is(Outcome::LowVoltage), Not(With::Absent)];
const TRIPS: &[Need] = &[Is(Outcome::Repair), Has(With::Frequent), Not(With::Major)];
const ARREARS: &[Need] = &[Is(Outcome::Arrears), Not(With::Absent)];

pub(super) const ACTS: &[Act] = &[
    open(
        act(
            "cause_wide_rude",
            Kind::Rude(Spot::Cause, rude::CAUSE),
            WIDE,
            &["S5.3.1.never", "S5.3.1.say.known"],
            "asked for the cause, says 不知道 or sends to the boss",
        ),
        &["S5.1.3.3b3"],
    ),
    act(
        "cause_wide_no_office",
        Kind::Omit(&[(Spot::Cause, &[public::DEPARTMENT_ANSWERS])]),
        WIDE,
        &["S5.3.1.say.known"],
        "does not say which office will answer",
    ),
    act(
        "cause_wide_unreported",
        Kind::Deed(Deed::CauseUnreported),
        WIDE,
        &["S5.3.1.report"],
        "does not report the journalist's question",
    ),
    open(
        act(
            "cause_unknown_rude",
            Kind::Rude(Spot::Cause, rude::CAUSE),
            UNKNOWN,
            &["S5.3.1.never", "S5.3.1.say.unknown"],
            "asked for a cause not yet found, says 不知道",
        ),
        &["S5.1.3.3b3"],
    ),
    act(
        "cause_unknown_curt",
        Kind::Omit(&[(Spot::Cause, &[public::CAME_AT_ONCE, public::CAUSE_PENDING, public::RESULT_SOON])]),
        UNKNOWN,
        &["S5.3.1.say.unknown"],
        "says no more than that the search goes on",
    ),
    act(
        "why_surveying_rude",
        Kind::Rude(Spot::Why, rude::WHY),
        SURVEYING,
        &["S5.3.2.never", "S5.3.2.say.survey"],
        "surveying, blames preparation or equipment",
    ),
    act(
        "why_surveying_curt",
        Kind::Omit(&[(Spot::Why, &[public::BEST_PLAN, public::RESTORE_SOON])]),
        SURVEYING,
        &["S5.3.2.say.survey"],
        "says only that the site is being surveyed",
    ),
    act(
        "why_isolating_rude",
        Kind::Rude(Spot::Why, rude::WHY),
        ISOLATING,
        &["S5.3.2.never", "S5.3.2.say.isolating"],
        "isolating, blames preparation or equipment",
    ),
    act(
        "why_isolating_untrue",
        Kind::Deed(Deed::DispatchNotContacted),
        ISOLATING,
        &["S5.3.2.say.isolating"],
        "claims to be in touch with dispatch, and is not",
    ),
    act(
        "why_isolating_wrong_stage",
        Kind::Deed(Deed::WrongStage),
        ISOLATING,
        &["S5.3.2.say.isolating"],
        "gives the answer of the survey though the point is found",
    ),
    act(
        "why_support_rude",
        Kind::Rude(Spot::Why, rude::WHY),
        SUPPORT,
        &["S5.3.2.never", "S5.3.2.say.support"],
        "waiting for support, blames preparation or equipment",
    ),
    act(
        "why_support_untrue",
        Kind::Deed(Deed::SupportNotRequested),
        SUPPORT,
        &["S5.3.2.say.support"],
        "claims to have called support, and has not",
    ),
    open(
        act(
            "scope_counting_rude",
            Kind::Rude(Spot::Scope, rude::SCOPE),
            COUNTING,
            &["S5.3.3.never", "S5.3.3.say.counting"],
            "asked for area and time, says 不清楚 or 说不准",
        ),
        &["S5.1.3.3b3"],
    ),
    act(
        "scope_counting_curt",
        Kind::Omit(&[(Spot::Scope, &[public::COUNTING, public::DEPENDS])]),
        COUNTING,
        &["S5.3.3.say.counting"],
        "says only that power will be back soon",
    ),
    open(
        act(
            "scope_known_rude",
            Kind::Rude(Spot::Scope, rude::SCOPE),
            AREA,
            &["S5.3.3.never", "S5.3.3.say.known"],
            "the area is known, yet says 不清楚 or 说不准",
        ),
        &["S5.1.3.3b3"],
    ),
    act(
        "scope_known_unnamed",
        Kind::Omit(&[(Spot::Scope, &[public::AREA_NAMED])]),
        AREA,
        &["S5.3.3.say.known"],
        "does not name the area though it is known",
    ),
    act(
        "scope_known_wrong_area",
        Kind::Deed(Deed::WrongArea),
        AREA,
        &["S5.3.3.say.known"],
        "names another area than the one without power",
    ),
    act(
        "inside_resident_rude",
        Kind::Rude(Spot::Inside, rude::INSIDE),
        RESIDENT,
        &["S5.3.4.1.never", "S5.3.4.1.say.resident", "S5.1.3.2e2"],
        "tells a resident to see to his own fault",
    ),
    act(
        "inside_resident_no_advice",
        Kind::Omit(&[(Spot::Inside, &[work::ADVICE])]),
        RESIDENT,
        &["S5.3.4.1.say.resident", "S5.1.3.2e2"],
        "explains whose the wiring is, but not who can help",
    ),
    act(
        "inside_resident_no_owner",
        Kind::Omit(&[(Spot::Inside, &[work::OWNERSHIP])]),
        RESIDENT,
        &["S5.3.4.1.say.resident", "S5.1.3.2e2"],
        "names helpers without saying whose the wiring is",
    ),
    act(
        "inside_special_rude",
        Kind::Rude(Spot::Inside, rude::INSIDE),
        SPECIAL,
        &["S5.3.4.1.never", "S5.3.4.1.say.special", "S5.1.3.2e2"],
        "tells the owner of a transformer to see to his own fault",
    ),
    open(
        act(
            "inside_special_no_risk",
            Kind::Omit(&[(Spot::Inside, &[work::BLIND_POWER])]),
            SPECIAL,
            &["S5.3.4.1.say.special"],
            "does not warn of switching on blindly",
        ),
        &["S5.1.3.2e2"],
    ),
    act(
        "paid_resident_curt",
        Kind::Omit(&[(Spot::Paid, &[work::FREE_OF_CHARGE, work::NO_PAID_SERVICE])]),
        RESIDENT_PAID,
        &["S5.3.4.2.say.resident"],
        "offered money, does not say that work is free and none is sold",
    ),
    open(
        act(
            "paid_resident_rude",
            Kind::Rude(Spot::Paid, rude::PAID),
            RESIDENT_PAID,
            &["S5.3.4.2.never", "S5.3.4.2.say.resident"],
            "says 给我们钱也没用",
        ),
        &["S5.3.4.1.never", "S5.3.4.1.say.resident"],
    ),
    act(
        "paid_special_curt",
        Kind::Omit(&[(Spot::Paid, &[travel::APOLOGY, work::OFFER_CONTACT])]),
        SPECIAL_PAID,
        &["S5.3.4.2.say.special"],
        "refuses the money without apology or offer",
    ),
    open(
        act(
            "paid_special_rude",
            Kind::Rude(Spot::Paid, rude::PAID),
            SPECIAL_PAID,
            &["S5.3.4.2.never", "S5.3.4.2.say.special"],
            "says 给我们钱也没用 to a firm",
        ),
        &["S5.3.4.1.never", "S5.3.4.1.say.special"],
    ),
    act(
        "late_asked_rude",
        Kind::Rude(Spot::LateAsked, rude::LATE),
        &[Has(With::LateAsked), Goes(Travel::OnTime)],
        &["S5.3.5.1.never", "S5.3.5.1.say.enroute"],
        "asked where they are, says 又不是只有你一家",
    ),
    act(
        "late_asked_curt",
        Kind::Omit(&[(Spot::LateAsked, &[travel::REASON, travel::EXPECTED_TIME])]),
        &[Has(With::LateAsked), Goes(Travel::OnTime)],
        &["S5.3.5.1.say.enroute"],
        "asked where they are, gives neither reason nor minutes",
    ),
    act(
        "late_no_quick_fix",
        Kind::Deed(Deed::NoQuickFix),
        &[
            Is(Outcome::CustomerOwned),
            Goes(Travel::Excused),
            Not(With::Fixed),
            Not(With::Vulnerable),
            Not(With::Absent),
        ],
        &["S5.3.5.1.fix"],
        "came late and leaves the customer's own fault that needed no material",
    ),
    open(
        act(
            "upstream_equipment_rude",
            Kind::Rude(Spot::Upstream, rude::UPSTREAM),
            EQUIPMENT,
            &["S5.3.5.2.never", "S5.3.5.2.say.equipment"],
            "equipment upstream: says 不关我们的事",
        ),
        &["S5.1.3.3b3"],
    ),
    act(
        "upstream_equipment_curt",
        Kind::Omit(&[(Spot::Upstream, &[public::CREW_COMING])]),
        EQUIPMENT,
        &["S5.3.5.2.say.equipment"],
        "does not say that another crew is coming",
    ),
    act(
        "upstream_equipment_untrue",
        Kind::Deed(Deed::UpstreamNotNotified),
        EQUIPMENT,
        &["S5.3.5.2.say.equipment"],
        "says that another crew is coming, and has called none",
    ),
    open(
        act(
            "upstream_line_rude",
            Kind::Rude(Spot::Upstream, rude::UPSTREAM),
            LINE,
            &["S5.3.5.2.never", "S5.3.5.2.say.line"],
            "line upstream: says 我们也没办法",
        ),
        &["S5.1.3.3b3"],
    ),
    act(
        "upstream_line_curt",
        Kind::Omit(&[(Spot::Upstream, &[public::OTHERS_REPAIRING, public::PLEASE_FORGIVE])]),
        LINE,
        &["S5.3.5.2.say.line"],
        "names the line, but not that others repair it",
    ),
    open(
        act(
            "low_voltage_rude",
            Kind::Rude(Spot::LowVoltage, rude::LOW_VOLTAGE),
            LOW,
            &["S5.3.5.4.never", "S5.3.5.4.say"],
            "says 只负责测量",
        ),
        &["S5.1.3.3b3"],
    ),
    act(
        "low_voltage_curt",
        Kind::Omit(&[(Spot::LowVoltage, &[public::EMPATHY, public::VERY_SORRY])]),
        LOW,
        &["S5.3.5.4.say"],
        "answers low voltage without sympathy or apology",
    ),
    open(
        act(
            "low_voltage_not_measured",
            Kind::Deed(Deed::NotMeasured),
            LOW,
            &["S5.3.5.4.measure"],
            "answers on low voltage without having measured",
        ),
        &["S5.3.5.4.say"],
    ),
    open(
        act(
            "low_voltage_not_passed_on",
            Kind::Deed(Deed::LowVoltageNotPassedOn),
            LOW,
            &["S5.3.5.4.measure"],
            "measures low voltage and tells no department",
        ),
        &["S5.3.5.4.say"],
    ),
    open(
        act(
            "trips_rude",
            Kind::Rude(Spot::Trips, rude::TRIPS),
            TRIPS,
            &["S5.3.5.5.never", "S5.3.5.5.say"],
            "on frequent trips says 只管抢修",
        ),
        &["S5.1.3.3b3"],
    ),
    act(
        "trips_no_promise",
        Kind::Omit(&[(Spot::Trips, &[public::EMPATHY, public::PROMISE_RETURN])]),
        TRIPS,
        &["S5.3.5.5.say"],
        "does not promise to come at each trip",
    ),
    act(
        "trips_unreported",
        Kind::Deed(Deed::TripsUnreported),
        TRIPS,
        &["S5.3.5.5.report", "S5.3.5.5.say"],
        "says that the trips are reported, and they are not",
    ),
    act(
        "promise_broken",
        Kind::Deed(Deed::PromiseBroken),
        TRIPS,
        &["S5.3.5.5.promise"],
        "the customer's supply trips again and nobody is sent at once as promised",
    ),
    act(
        "arrears_curt",
        Kind::Omit(&[(Spot::Arrears, &[public::NOT_A_FAULT, public::WILL_CHECK])]),
        ARREARS,
        &["S5.3.6.say"],
        "does not explain that the supply was cut for arrears",
    ),
    act(
        "cutoff_unchecked",
        Kind::Deed(Deed::CutoffUnchecked),
        ARREARS,
        &["S5.3.6.check"],
        "does not check whether the cut-off was right",
    ),
    act(
        "cutoff_not_passed_on",
        Kind::Deed(Deed::CutoffNotPassedOn),
        ARREARS,
        &["S5.3.6.check"],
        "calls no specialist to a supply cut for arrears",
    ),
    act(
        "wrong_priority",
        Kind::Deed(Deed::WrongPriority),
        &[
            Not(With::Special),
            Not(With::Major),
            Not(With::Urgent),
            Not(With::Vulnerable),
            Is(Outcome::Repair),
        ],
        &["S5.1.3.2c1"],
        "begins a low-voltage job while a high-voltage one waits",
    ),
];
