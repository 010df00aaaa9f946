//! At the depot and on its phones (一（一）1–4, 二2–3).

use super::{Act, Deed, Kind, Phase, Spot};
use crate::repairs::words::{public, rude, travel};

const fn shift(id: &'static str, deed: Deed, rows: &'static [&'static str], what: &'static str) -> Act {
    Act { id, phase: Phase::Shift, needs: &[], kind: Kind::Deed(deed), rows, open: &[], what }
}

const fn call(id: &'static str, kind: Kind, rows: &'static [&'static str], what: &'static str) -> Act {
    Act { id, phase: Phase::Call, needs: &[], kind, rows, open: &[], what }
}

pub(super) const ACTS: &[Act] = &[
    shift(
        "vehicle_unmarked",
        Deed::VehicleUnmarked,
        &["S5.1.1.1a"],
        "a repair vehicle lacks the company's sign",
    ),
    shift("vehicle_unready", Deed::VehicleUnready, &["S5.1.1.1b"], "a vehicle is not fit to drive"),
    shift(
        "vehicle_not_cleaned",
        Deed::VehicleNotCleaned,
        &["S5.1.1.1c1"],
        "one vehicle is not cleaned all shift",
    ),
    shift("seat_covers_dirty", Deed::SeatCoversDirty, &["S5.1.1.1c2"], "the seat covers are stained"),
    shift("load_loose", Deed::LoadLoose, &["S5.1.1.1c3"], "tools and spares lie loose in the vehicle"),
    shift("surplus_left", Deed::SurplusLeft, &["S5.1.1.1c4"], "left-over material stays in the vehicle"),
    shift("phones_short", Deed::PhonesShort, &["S5.1.1.2a1"], "fewer phones than the depot needs"),
    shift(
        "handover_unsigned",
        Deed::HandoverUnsigned,
        &["S5.1.1.2a2"],
        "nobody signs for the phones taken over",
    ),
    shift(
        "handover_missing",
        Deed::HandoverMissing,
        &["S5.1.1.2a2"],
        "the phones change hands without a record",
    ),
    shift("phone_off", Deed::PhoneOff, &["S5.1.1.2b1"], "a phone is found switched off"),
    shift("sixth_ring", Deed::SixthRing, &["S5.1.1.2b2"], "a call is answered only after the fifth ring"),
    shift("not_called_back", Deed::NotCalledBack, &["S5.1.1.2b3"], "a missed call is never returned"),
    shift(
        "called_back_late",
        Deed::CalledBackLate,
        &["S5.1.1.2b3"],
        "a missed call is returned after more than 5 min",
    ),
    shift("private_call", Deed::PrivateCall, &["S5.1.1.2c1"], "a private call on the work phone"),
    shift(
        "long_call",
        Deed::LongCall,
        &["S5.1.1.2c2"],
        "the line is blocked for more than 10 min, no order at issue",
    ),
    shift("tool_expired", Deed::ToolExpired, &["S5.1.1.3a1"], "a tool is past its test date"),
    shift("tool_not_replaced", Deed::ToolNotReplaced, &["S5.1.1.3a2"], "a damaged tool is not replaced"),
    shift("lights_low", Deed::LightsLow, &["S5.1.1.3b"], "the lamps are not charged"),
    shift("stock_low", Deed::StockLow, &["S5.1.1.3c1"], "fewer spares than the least stock"),
    shift(
        "card_differs",
        Deed::CardDiffers,
        &["S5.1.1.3c2"],
        "the stock card says another quantity than the count",
    ),
    shift("card_out_of_date", Deed::CardOutOfDate, &["S5.1.1.3c3"], "the stock card is not kept up to date"),
    shift("recorder_missing", Deed::RecorderMissing, &["S5.1.1.3e1"], "one of the crew has no recorder"),
    shift(
        "roster_short",
        Deed::RosterShort,
        &["S5.1.1.4a"],
        "for some hours fewer people on duty than required",
    ),
    shift("crew_not_ready", Deed::CrewNotReady, &["S5.1.1.4b1"], "the crew is not ready to go"),
    call(
        "wrong_number_rude",
        Kind::Rude(Spot::WrongNumber, rude::WRONG_NUMBER),
        &["S5.2.02.say", "S5.2.02.never"],
        "somebody who misdialled hears 错了",
    ),
    call(
        "wrong_number_nameless",
        Kind::Omit(&[(Spot::WrongNumber, &[public::HERE_IS])]),
        &["S5.2.02.say"],
        "somebody who misdialled is not told whom he reached",
    ),
    call(
        "not_heard_rude",
        Kind::Rude(Spot::NotHeard, rude::NOT_HEARD),
        &["S5.2.03.say", "S5.2.03.never"],
        "a caller hears 听不着",
    ),
    call(
        "not_heard_curt",
        Kind::Omit(&[(Spot::NotHeard, &[travel::APOLOGY, travel::THANKS])]),
        &["S5.2.03.say"],
        "asks to repeat without apology or thanks",
    ),
];
