//! Promises: what somebody says they will do, and until when.

use crate::wire::Promise;
use guiju_phrase::{Context, PhraseBook, PhraseDef, Said, Slots, Turn, is_question};
use guiju_time::{Instant, Zone};
use std::sync::LazyLock;

/// What is promised.
const ACTS: &str = "(回电|回个?电话|打(电话)?(给|过去)|给您打|给你打|回复|答复|回话|联系|通知|告知|处理|解决|办好|办理|修好|修复|恢复|到达|到场|赶到|赶过去|过去|上门|到您|送到|送达|寄出|反馈|完成|搞定|弄好|给您|给你)";
/// Words of time, and what they promise.
const WITHIN: &[&str] =
    &["{within:minutes}(之内|以内|内|之后|以后|后)…{0,8}", "(过|再过){within:minutes}…{0,8}"];
const BY: &[&str] = &["{by:time}(之前|以前|前)…{0,8}"];
const OPEN: &[&str] = &[
    "(我|我们|我这边|这边)(会|一定|稍后|马上|立刻|尽快|待会儿?|回头|晚点|随后|明天|今天)…{0,6}",
    "(稍后|尽快|马上|回头|随后|明天)(就|会)?(给|跟|和|为|向|帮)?(您|你)",
];
/// Whom it is done for stands in a promise without a time.
const FOR_YOU: &str = "(给您|给你|跟您|向您|为您|帮您|联系您|通知您|回复您|答复您|回电|打给您)";

static BOOK: LazyLock<PhraseBook> = LazyLock::new(|| {
    let with =
        |ends: &str, leads: &[&str]| leads.iter().map(|lead| format!("{lead}{ends}")).collect::<Vec<_>>();
    let harmless = ["(您|你)…{0,4}(回电|联系|打|通知)(我|我们)".to_owned()];
    let mut defs = vec![
        PhraseDef::any("within", with(ACTS, WITHIN)),
        PhraseDef::any("by", with(ACTS, BY)),
        PhraseDef::any("open", with(FOR_YOU, OPEN)),
    ];
    defs.iter_mut().for_each(|def| def.harmless.extend(harmless.iter().cloned()));
    PhraseBook::compile(&defs).unwrap_or_default()
});

/// Signs that end a clause.
const MARKS: &str = "，。！；？,.!;?";

/// The promises in an utterance.
pub(crate) fn promises(text: &str, by: &str, event: &str, said_at: i64, zone: &Zone) -> Vec<Promise> {
    let turn = Turn::new([text]);
    let slots = Slots::new();
    let mut found: Vec<(usize, usize, Promise)> = Vec::new();
    for kind in ["within", "by", "open"] {
        for hit in BOOK.taboo(kind, &turn, &Context::default(), &slots) {
            let (Some(first), Some(last)) = (hit.found.spans.first(), hit.found.spans.last()) else {
                continue;
            };
            let overlaps = found.iter().any(|(from, to, _)| first.from < *to && *from < last.to);
            if hit.exempt.is_some() || overlaps || asks(text, last.to) {
                continue;
            }
            let until = until(&hit.found.said, said_at, zone);
            // To the end of its clause: what is promised often stands behind the verb.
            let words = text.chars().skip(first.from);
            let text: String = words
                .enumerate()
                .take_while(|(at, sign)| first.from + at < last.to || !MARKS.contains(*sign))
                .map(|(_, sign)| sign)
                .collect();
            let promise = Promise {
                by: by.to_owned(),
                text,
                until: until.map(|at| at.rfc3339(zone)),
                event: event.to_owned(),
            };
            found.push((first.from, last.to, promise));
        }
    }
    found.sort_by_key(|(from, ..)| *from);
    found.into_iter().map(|(.., promise)| promise).collect()
}

/// Whether the clause that a promise ends in asks for it: 半小时内能到吗. What follows a comma (可以吗) asks leave, and promises all the same.
fn asks(text: &str, to: usize) -> bool {
    let end = text.chars().skip(to).position(|sign| MARKS.contains(sign));
    let clause: String = match end {
        Some(end) => text.chars().take(to + end).collect(),
        None => text.chars().collect(),
    };
    let start = clause.rfind(['，', '。', '！', '；', ',', '!', ';']).map_or(0, |at| at + 1);
    let clause = clause.get(start..).unwrap_or(&clause);
    is_question(&Turn::new([clause.trim_start_matches(['，', '。', '！', '；'])]))
}

fn until(said: &std::collections::BTreeMap<String, Said>, at: i64, zone: &Zone) -> Option<Instant> {
    match (said.get("within"), said.get("by")) {
        (Some(Said::Int(minutes)), _) => Some(Instant(at.checked_add(minutes.checked_mul(60_000_000)?)?)),
        (_, Some(Said::Time { hour, minute })) => {
            let midnight = zone.start_of_day(zone.date(Instant(at))).0;
            let named = midnight + (i64::from(*hour) * 60 + i64::from(*minute)) * 60_000_000;
            // 三点 in the afternoon is fifteen o'clock; what has passed today is meant tomorrow.
            let half_day = 12 * 3_600_000_000;
            let times = [named, named + half_day, named + 2 * half_day];
            let later = times.into_iter().enumerate().filter(|(n, _)| *n != 1 || *hour < 12);
            later.map(|(_, time)| time).find(|time| *time > at).map(Instant)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NINE: i64 = 1_772_413_200_000_000; // 2026-03-02T09:00:00+08:00

    fn told(text: &str) -> Vec<(String, Option<String>)> {
        let zone = Zone::get("Asia/Shanghai").expect("the zone is known");
        let found = promises(text, "agent", "c#1", NINE, &zone);
        found.into_iter().map(|promise| (promise.text, promise.until)).collect()
    }

    #[test]
    fn a_promise_has_its_words_and_its_time() {
        let table = [
            ("我们三十分钟内赶到您家。", Some("2026-03-02T09:30:00+08:00")),
            ("好的，半小时之内给您回电话，可以吗？", Some("2026-03-02T09:30:00+08:00")),
            ("我下午三点前给您答复。", Some("2026-03-02T15:00:00+08:00")),
            ("我三点前给您答复", Some("2026-03-02T15:00:00+08:00")),
            ("两小时以后我给您回复。", Some("2026-03-02T11:00:00+08:00")),
            ("我稍后给您回电。", None),
            ("我们会尽快联系您。", None),
        ];
        for (text, until) in table {
            let found = told(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].1.as_deref(), until, "{text}");
        }
    }

    #[test]
    fn questions_denials_and_words_about_the_past_promise_nothing() {
        for text in [
            "你们半小时内能到吗？",
            "我不是说半小时内给您回电话。",
            "他说三十分钟内赶到。",
            "等了三十分钟。",
            "您三点前回电我们就行。",
            "请问您贵姓？",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }
}
