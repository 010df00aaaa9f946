//! Which rows nobody can judge: by what is missing, from the norm's column of evidence, not from any clause.

use super::Call;
use super::case::{Line, Topic};
use crate::truth::Hidden;

/// Evidence that is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    /// The call was not recorded.
    Transcript,
    /// The telephone system did not say who hung up.
    Side,
}

/// Rows on words that hold in, or ask for, a situation which a recording alone would show.
const WORDS: [&str; 47] = [
    "S6.01.say.inbound",
    "S6.01.say.coordinate",
    "S6.01.say.callback",
    "S6.01.never",
    "S6.02.say",
    "S6.02.never",
    "S6.03.say",
    "S6.03.consent",
    "S6.03.never",
    "S6.04.say",
    "S6.04.never",
    "S6.05.chat",
    "S6.05.say",
    "S6.05.never",
    "S6.06.say",
    "S6.06.never",
    "S6.07.reason",
    "S6.07.consent",
    "S6.07.thanks",
    "S6.07.refused",
    "S6.08.say",
    "S6.08.never",
    "S6.09.say",
    "S6.09.never",
    "S6.10.listen",
    "S6.10.never",
    "S6.11.say",
    "S6.11.never",
    "S6.11.ignore",
    "S6.12.say",
    "S6.12.never",
    "S6.14.never",
    "S6.15.never",
    "S6.16.never",
    "S6.16.hangup",
    "S6.17.say",
    "S6.17.never",
    "S6.18.say",
    "S6.18.never",
    "S6.19.never",
    "S6.20.say",
    "S6.20.never",
    "S6.20.reply",
    "S6.21.say",
    "S6.21.never",
    "S6.22.never",
    "S6.22.never_holiday",
];

/// Rows on words whose situation only a mark, or the words themselves, would show.
const MARKED: [&str; 8] = [
    "S6.13.say",
    "S6.13.never",
    "S6.14.say",
    "S6.15.say",
    "S6.16.say",
    "S6.19.say",
    "S6.22.say",
    "S6.21.evade",
];

/// All that cannot be judged of a call; `None` if everything can.
pub(crate) fn of_call(call: &Call) -> Option<Hidden> {
    let hidden = |rows: Vec<&str>, open: Vec<&str>, what: &str| {
        let text = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect();
        Some(Hidden { subject: call.id.clone(), rows: text(rows), open: text(open), what: what.to_owned() })
    };
    let staff = call.case.topics.contains(&Topic::Staff);
    match call.missing {
        Some(Missing::Transcript) => {
            let opening = match call.case.line {
                Line::Inbound => "S6.01.say.inbound",
                Line::Coordinate => "S6.01.say.coordinate",
                Line::FollowUp => "S6.01.say.callback",
            };
            let mut rows = vec![opening];
            if !call.case.topics.contains(&Topic::LineDead) {
                rows.push("S6.22.say");
            }
            let open = WORDS.iter().chain(&MARKED).filter(|row| !rows.contains(*row)).copied().collect();
            hidden(rows, open, "the call was not recorded")
        }
        // Who hung up decides whether anything was owed before.
        Some(Missing::Side) => hidden(
            Vec::new(),
            vec![
                "S6.16.say",
                "S6.16.hangup",
                "S6.21.never",
                "S6.21.evade",
                "S6.22.never",
                "S6.22.never_holiday",
            ],
            "nobody knows who hung up",
        ),
        // The text names no words that shirk: where the customer hung up first, nothing shows that nobody did.
        None if staff => {
            hidden(Vec::new(), vec!["S6.21.never"], "no words of the text name what it is to shirk")
        }
        None => None,
    }
}
