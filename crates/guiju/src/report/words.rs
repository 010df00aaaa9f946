//! Numbers and dates in the reader's language, the same in every report.

use crate::audit::{Tally, Wilson};
use guiju_judge::{Judgement, Plan};
use guiju_time::{Instant, Lang, Zone, clock, say_date};

/// A whole number, its thousands apart.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut said = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}

/// A share in percent; never rounded up to all or down to nothing.
pub fn percent(share: f64) -> String {
    let tenths = (share * 1_000.0).round() as i64;
    let tenths = if share < 1.0 { tenths.min(999) } else { tenths };
    let tenths = if share > 0.0 { tenths.max(1) } else { tenths };
    if tenths == 1_000 { "100%".to_owned() } else { format!("{}.{}%", tenths / 10, tenths % 10) }
}

/// The 95 % interval of a share.
pub fn interval(wilson: Wilson) -> String {
    format!("{}–{}", percent(wilson.low), percent(wilson.high))
}

/// From the first opening to the last, in days.
pub fn period(tally: &Tally, zone: &Zone, lang: Lang) -> Option<String> {
    let (first, last) = tally.period?;
    let (first, last) = (zone.date(first), zone.date(last));
    let begin = say_date(first, None, lang);
    if first == last {
        return Some(begin);
    }
    let end = say_date(last, Some(first), lang);
    Some(match lang {
        Lang::Zh => format!("{begin}至 {end}"),
        Lang::En => format!("{begin} to {end}"),
    })
}

/// An instant with its date, to the second.
pub fn moment(at: Instant, zone: &Zone, lang: Lang) -> String {
    clock(Instant(at.0 - at.0.rem_euclid(1_000_000)), zone, None, lang)
}

/// What a type of subject is called.
pub fn kind(plan: &Plan, kind: &str, lang: Lang) -> String {
    let encounter = plan.standard.vocabulary.encounters.get(kind);
    let title = encounter.map(|encounter| encounter.title.get(lang)).filter(|title| !title.is_empty());
    title.unwrap_or(kind).to_owned()
}

/// A subject by its type's title and its id.
pub fn subject(plan: &Plan, judgement: &Judgement, lang: Lang) -> String {
    format!("{} {}", kind(plan, &judgement.kind, lang), judgement.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_all_or_nothing_only_if_it_is() {
        let table = [(1.0, "100%"), (0.99999, "99.9%"), (0.00001, "0.1%"), (0.0, "0.0%"), (0.5, "50.0%")];
        for (share, said) in table {
            assert_eq!(percent(share), said);
        }
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(number), ["0", "999", "1,000", "1,234,567"]);
    }
}
