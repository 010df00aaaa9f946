//! Which rows nobody can judge: by what is missing, from the norm's column of evidence, not from any clause.

use crate::repairs::case::{Outcome, With};
use crate::repairs::deviations::Deed;
use crate::repairs::story::{Missing, Order};
use crate::truth::Hidden;

/// Attitudes: judged from ratings and complaints, which this log does not hold.
const TRAITS: [&str; 4] = ["S5.1.3.1b", "S5.1.3.2f1", "S5.1.3.3b1", "S5.1.3.3b2"];

/// Rows of a repair that only an inspector's look at the crew, or at its work, shows. A site in danger is left to
/// others and a cancelled order to nobody, so that an inspector may come in vain.
const INSPECTED: [(&str, [&str; 2]); 2] =
    [("crew_seen", ["S5.1.1.3e2", "S5.1.1.4b2"]), ("work_seen", ["S5.1.3.1c", "S5.1.3.3a"])];

/// Rows on words that hold in, or ask for, a situation which a transcript alone would show.
const SITUATIONS: [&str; 56] = [
    "S5.1.3.3b3",
    "S5.1.3.3e1",
    "S5.1.3.3e2",
    "S5.2.01.say",
    "S5.2.01.never",
    "S5.2.03.say", // on site too
    "S5.2.03.never",
    "S5.2.04.say",
    "S5.2.04.never",
    "S5.2.05.say",
    "S5.2.05.never",
    "S5.2.06.say",
    "S5.2.06.never",
    "S5.2.07.say",
    "S5.2.07.never",
    "S5.2.08.say",
    "S5.2.08.never",
    "S5.2.09.say",
    "S5.2.09.never",
    "S5.2.10.say",
    "S5.2.10.never",
    "S5.2.11.say",
    "S5.2.11.never",
    "S5.2.12.say",
    "S5.2.12.never",
    "S5.3.1.say.known",
    "S5.3.1.report",
    "S5.3.1.say.unknown",
    "S5.3.1.never",
    "S5.3.2.say.survey",
    "S5.3.2.say.isolating",
    "S5.3.2.say.support",
    "S5.3.2.never",
    "S5.3.3.say.counting",
    "S5.3.3.say.known",
    "S5.3.3.never",
    "S5.3.4.1.say.resident",
    "S5.3.4.1.say.special",
    "S5.3.4.1.never",
    "S5.3.4.2.say.resident",
    "S5.3.4.2.say.special",
    "S5.3.4.2.never",
    "S5.3.5.1.say.enroute",
    "S5.3.5.1.say.arrived",
    "S5.3.5.1.never",
    "S5.3.5.2.say.equipment",
    "S5.3.5.2.say.line",
    "S5.3.5.2.never",
    "S5.3.5.4.say",
    "S5.3.5.4.never",
    "S5.3.5.5.say",
    "S5.3.5.5.report",
    "S5.3.5.5.never",
    "S5.3.6.say",
    "S5.1.2.8a", // the tap of the consent is there, the asking is not
    "S5.1.2.8b",
];

/// Rows on words that are owed at steps of a repair; the steps themselves show in other evidence.
const STEPS: [&str; 19] = [
    "S5.1.1.4d2",
    "S5.1.2.2b",
    "S5.1.2.3b",
    "S5.1.2.4b",
    "S5.1.2.5b",
    "S5.1.2.6",
    "S5.1.2.7a",
    "S5.1.3.1a",
    "S5.1.3.2c3",
    "S5.1.3.2e2",
    "S5.1.3.2g",
    "S5.1.3.3c",
    "S5.1.3.3d",
    "S5.1.3.4a1",
    "S5.1.3.4a2",
    "S5.1.3.4d2",
    "S5.1.4.1b",
    "S5.1.4.2b",
    "S5.1.5.1a",
];

/// All that cannot be judged of a repair; `happened` tells which events its log has.
pub(crate) fn of_repair(order: &Order, happened: impl Fn(&str) -> bool) -> Hidden {
    let case = &order.case;
    let mut rows: Vec<&str> = Vec::new();
    let mut open: Vec<&str> = TRAITS.to_vec();
    let mut what: Vec<&str> = Vec::new();
    for (look, seen) in INSPECTED.iter().filter(|(look, _)| !happened(look)) {
        rows.extend(seen);
        what.push(if *look == "crew_seen" {
            "nobody inspected the crew"
        } else {
            "nobody inspected the work"
        });
    }
    if !case.has(With::Inspected) && !case.has(With::Surveyed) {
        rows.push("S5.1.2.1c");
    }
    if order.cancelled || !case.has(With::Compound) {
        // No compound, no check of how it was entered: no occasion, or nobody saw.
        open.extend(["S5.1.2.1a", "S5.1.2.1b"]);
    }
    if order.cancelled {
        open.extend(STEPS);
        open.extend(SITUATIONS);
        what.push("called off before anybody set out");
    }
    let silent = matches!(order.missing, Some(Missing::Transcript | Missing::RecorderFailed))
        || order.doings.does(Deed::RecorderNever);
    if silent {
        what.push("nothing that was said is on record");
        rows.extend(owed_words(order, &happened));
        open.extend(STEPS.iter().filter(|row| !rows.contains(*row)).copied().collect::<Vec<_>>());
        open.extend(SITUATIONS);
    }
    if order.missing == Some(Missing::Location) {
        what.push("the vehicle sent no position");
        if case.has(With::Compound) && !order.cancelled {
            rows.push("S5.1.2.1a");
        }
    }
    if order.missing == Some(Missing::Area) {
        what.push("the order names no area");
        rows.extend(["S5.1.1.5a1", "S5.1.1.5a2", "S5.1.1.5a3"]);
        // All that hangs on the bound.
        open.extend([
            "S5.1.2.3a",
            "S5.1.2.3c",
            "S5.1.2.6",
            "S5.1.3.2b1",
            "S5.1.3.2c2",
            "S5.3.5.1.say.arrived",
            "S5.3.5.1.fix",
        ]);
    }
    let text = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect();
    Hidden { subject: order.id.clone(), rows: text(rows), open: text(open), what: what.join("; ") }
}

/// Rows on words whose occasion is plain from other evidence, and which no tap could show instead.
fn owed_words<'r>(order: &Order, happened: &impl Fn(&str) -> bool) -> Vec<&'r str> {
    let mut rows = Vec::new();
    let occasions = [
        ("address_confirmed", "S5.1.1.4d2"),
        ("eta_notified", "S5.1.2.3b"),
        ("recorder_started", "S5.1.2.4b"),
        ("customer_called", "S5.1.2.5b"),
        ("customer_met", "S5.1.2.7a"),
        ("item_borrowed", "S5.1.3.3c"),
        ("customer_assists", "S5.1.3.3d"),
        ("item_returned", "S5.1.3.4d2"),
        ("satisfaction_signed", "S5.1.4.1b"),
        ("customer_called_back", "S5.1.4.2b"),
        ("referred", "S5.1.3.2g"),
    ];
    rows.extend(occasions.iter().filter(|(event, _)| happened(event)).map(|(_, row)| *row));
    if !order.case.has(With::Absent) {
        rows.push("S5.1.5.1a");
        if order.case.late() {
            rows.push("S5.1.2.6");
        }
        if order.case.is(Outcome::CustomerOwned) {
            rows.push("S5.1.3.2e2");
        }
    }
    rows
}

/// All that cannot be judged of a shift whose telephone log is lost.
pub(crate) fn of_shift(id: &str) -> Hidden {
    Hidden {
        subject: id.to_owned(),
        rows: ["S5.1.1.2b2", "S5.1.1.2b3", "S5.1.1.2c2"].map(str::to_owned).to_vec(),
        open: vec!["S5.1.1.2c1".to_owned()], // an inspection may show a private call too
        what: "the telephone log is lost".to_owned(),
    }
}

/// All that cannot be judged of a call that was not recorded.
pub(crate) fn of_call(id: &str) -> Hidden {
    Hidden {
        subject: id.to_owned(),
        rows: Vec::new(),
        open: ["S5.2.02.say", "S5.2.02.never", "S5.2.03.say", "S5.2.03.never"].map(str::to_owned).to_vec(),
        what: "the call was not recorded".to_owned(),
    }
}
