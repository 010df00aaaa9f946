//! How fast words are judged: characters matched a second, calls judged a second, advice a turn, and whether time stays linear.

use std::{fmt::Write, path::Path, time::Instant};

use guiju_assist::{
    Session,
    wire::{Happening, Opening, Turn},
};
use guiju_judge::{Desk, Plan};
use guiju_log::{EventRow, Log, LogBuilder, ObjectRow, RowValue};
use guiju_phrase::{PhraseBook, PhraseDef, Slots};
use serde_json::Value;

use super::set::{self, FIELDS, Field, Half};
use crate::{Failure, pack::Shelf};

/// After everything.
const NOW: i64 = i64::MAX - 1;
/// A call of five minutes has about so many milliseconds of talk.
const CALL_MS: i64 = 300_000;
/// Each figure is the best of so many rounds: what else runs on the machine only slows down.
const ROUNDS: usize = 3;
/// A round lasts at least so long.
const LONG_ENOUGH_S: f64 = 0.2;

/// The part of the section.
pub fn section(root: &Path) -> Result<String, Failure> {
    let mut page = String::from(
        "\n### How fast\n\nTime on one core, as the processor counts it; the best of three rounds.\n\n",
    );
    let shelf = Shelf::of(root);
    let plans: Vec<Plan> = FIELDS.iter().map(|field| shelf.plan(field.pack)).collect::<Result<_, _>>()?;
    let texts = texts(root)?;
    let tell = |page: &String| eprintln!("{}", page.lines().next_back().unwrap_or_default());
    calls(&mut page, root, &plans[0])?;
    tell(&page);
    for (field, plan) in FIELDS.into_iter().zip(&plans) {
        advice(&mut page, root, field, plan)?;
        tell(&page);
    }
    matching(&mut page, &plans, &texts)?;
    tell(&page);
    linear(&mut page, &plans[0])?;
    tell(&page);
    Ok(page)
}

/// The words of the tuning half and of the clean turns, utterance by utterance.
fn texts(root: &Path) -> Result<Vec<String>, Failure> {
    let mut texts = Vec::new();
    for field in FIELDS {
        for path in [set::dialogues(root, field, Half::Tuning), set::clean(root, field)] {
            for line in lines(&path)? {
                let turns = line["turns"].as_array().into_iter().flatten();
                texts.extend(turns.filter_map(|turn| turn["text"].as_str().map(str::to_owned)));
            }
        }
    }
    Ok(texts)
}

fn lines(path: &Path) -> Result<Vec<Value>, Failure> {
    let text = std::fs::read_to_string(path)?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// Seconds that this thread has been on a processor, so that others at work on the machine do not count; where nobody tells, the clock's.
fn busy() -> f64 {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let ns = told.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    ns.map_or_else(|| START.elapsed().as_secs_f64(), |ns| ns / 1e9)
}

/// The best time of several rounds, in seconds, and the last answer.
fn best<T>(mut work: impl FnMut() -> T) -> (f64, T) {
    let mut answer = work();
    let mut least = f64::INFINITY;
    for _ in 0..ROUNDS {
        // The processor's time is told in steps of some milliseconds: short work is repeated.
        let (start, mut times, mut took) = (busy(), 0, 0.0);
        while took < LONG_ENOUGH_S {
            answer = std::hint::black_box(work());
            times += 1;
            took = busy() - start;
        }
        least = least.min(took / f64::from(times));
    }
    (least, answer)
}

/// All phrases of all packs in all texts.
fn matching(page: &mut String, plans: &[Plan], texts: &[String]) -> Result<(), Failure> {
    let bytes: usize = texts.iter().map(String::len).sum();
    let mb = bytes as f64 / 1e6;
    let (normalising, _) = best(|| {
        texts
            .iter()
            .map(|text| usize::from(guiju_phrase::Turn::new([text.as_str()]).is_empty()))
            .sum::<usize>()
    });
    let slots = Slots::new();
    let (all, found) = best(|| {
        let mut found = 0_usize;
        for text in texts {
            for plan in plans {
                // A turn remembers what one book asks of it.
                let turn = guiju_phrase::Turn::new([text.as_str()]);
                let book = plan.phrases();
                found += book.find_each(&turn, &slots).len();
            }
        }
        found
    });
    let tried: usize = texts
        .iter()
        .flat_map(|text| plans.iter().map(move |plan| (text, plan)))
        .map(|(text, plan)| plan.phrases().tried(&guiju_phrase::Turn::new([text.as_str()])))
        .sum();
    let tried = tried as f64 / (texts.len() * plans.len()) as f64;
    let (plain, count, heard) = plain_scan(plans, texts)?;
    writeln!(
        page,
        "- Matching: {} utterances, {mb:.2} MB of UTF-8: normalised at {:.1} MB/s; with all phrases of both packs, {found} found, at {:.2} MB/s ({tried:.0} patterns of each pack tried in each utterance). \
         A plain daachorse scan of the raw text for the {count} longest plain words of the same patterns, {heard} found: {:.0} MB/s, {:.0} times as fast.",
        texts.len(),
        mb / normalising,
        mb / all,
        mb / plain,
        all / plain,
    )?;
    Ok(())
}

/// The floor: one automaton over the plainest words of all patterns, on raw text, without gaps, slots, fillers, scope or exemptions.
fn plain_scan(plans: &[Plan], texts: &[String]) -> Result<(f64, usize, usize), Failure> {
    let mut words = std::collections::BTreeSet::new();
    for book in plans.iter().map(Plan::phrases) {
        for variant in book.ids().flat_map(|id| book.variants(id)) {
            let parts = variant.split(|sign: char| !sign.is_alphanumeric());
            words.extend(
                parts.max_by_key(|part| part.len()).filter(|part| !part.is_empty()).map(str::to_owned),
            );
        }
    }
    let automaton = daachorse::CharwiseDoubleArrayAhoCorasick::<u32>::new(&words)
        .map_err(|error| format!("daachorse takes the words: {error}"))?;
    let (seconds, found) =
        best(|| texts.iter().map(|text| automaton.find_overlapping_iter(text).count()).sum::<usize>());
    Ok((seconds, words.len(), found))
}

/// Calls of five minutes, made of dialogues one behind the other.
fn long_calls(root: &Path) -> Result<Vec<Log>, Failure> {
    let dialogues = lines(&set::dialogues(root, FIELDS[0], Half::Tuning))?;
    let mut calls = Vec::new();
    let mut from = 0;
    while from < dialogues.len() && calls.len() < 40 {
        let id = format!("call-{}", calls.len());
        let mut builder = LogBuilder::new();
        let started = 1_772_413_200_000_000_i64;
        let kinds = vec!["transcript", "telephony"];
        builder.add_object(
            ObjectRow::new(&id, "call").attr("organisation", "远航汽车").attr("evidence", kinds),
        )?;
        let event = |name: &str, activity: &str, ms: i64| {
            EventRow::new(format!("{id}-{name}"), activity, started + ms * 1000).related(&id, "encounter")
        };
        builder.add_event(event("a", "call_connected", 0).source("telephony"))?;
        let (mut ms, mut number) = (0, 0);
        while ms < CALL_MS && from < dialogues.len() {
            for turn in dialogues[from]["turns"].as_array().into_iter().flatten() {
                let (Some(speaker), Some(text)) = (turn["speaker"].as_str(), turn["text"].as_str()) else {
                    continue;
                };
                let length = turn["end_ms"].as_i64().unwrap_or(0) - turn["at_ms"].as_i64().unwrap_or(0);
                number += 1;
                let row = event(&number.to_string(), "utterance", ms).seq(number).source("transcript");
                let end = RowValue::Time(started + (ms + length) * 1000);
                builder.add_event(row.attr("speaker", speaker).attr("text", text).attr("end", end))?;
                ms += length + 700;
            }
            from += 1;
        }
        builder.add_event(event("z", "call_ended", ms).source("telephony"))?;
        builder.add_event(event("zz", "call_closed", ms + 1000).source("telephony"))?;
        if ms >= CALL_MS {
            calls.push(builder.finish());
        }
    }
    Ok(calls)
}

fn judged(plan: &Plan, logs: &[Log]) -> usize {
    let mut clauses = 0;
    for log in logs {
        let desk = Desk::new(plan, log);
        for subject in desk.subjects(NOW) {
            clauses += guiju_judge::judge(plan, &desk.history(subject, NOW, false)).clauses.len();
        }
    }
    clauses
}

fn calls(page: &mut String, root: &Path, plan: &Plan) -> Result<(), Failure> {
    let logs = long_calls(root)?;
    let (alone, clauses) = best(|| judged(plan, &logs));
    let utterances: usize = logs.iter().map(|log| log.events().len() - 3).sum();
    writeln!(
        page,
        "- Calls of five minutes ({:.0} utterances each) by {} clauses of call-centre, histories gathered and judged: {:.0} a second.",
        utterances as f64 / logs.len() as f64,
        clauses / logs.len().max(1),
        logs.len() as f64 / alone,
    )?;
    Ok(())
}

/// Advice after every turn of the tuning half.
fn advice(page: &mut String, root: &Path, field: Field, plan: &Plan) -> Result<(), Failure> {
    let mut took: Vec<f64> = Vec::new();
    for line in lines(&set::dialogues(root, field, Half::Tuning))? {
        let opening: Opening = serde_json::from_value(serde_json::json!({
            "id": line["id"], "encounter": line["encounter"], "started": line["started"], "attributes": line["attributes"],
        }))?;
        let mut session = Session::open(plan, &opening)?;
        for event in line["events"].as_array().into_iter().flatten() {
            let event: Happening = serde_json::from_value(event.clone())?;
            if event.r#type != "call_ended" && event.r#type != "call_closed" {
                session.happen(&event)?;
            }
        }
        for turn in line["turns"].as_array().into_iter().flatten() {
            let turn: Turn = serde_json::from_value(turn.clone())?;
            let start = Instant::now();
            let id = session.hear(&turn)?;
            std::hint::black_box(session.after_turn(&id, &turn)?);
            took.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    took.sort_by(f64::total_cmp);
    let at = |share: f64| {
        took.get(((took.len() as f64 * share) as usize).min(took.len() - 1)).copied().unwrap_or(0.0)
    };
    writeln!(
        page,
        "- Advice after each of {} turns ({}): {:.2} ms at the median, {:.2} ms at the 99th percentile, {:.2} ms at most.",
        took.len(),
        field.pack,
        at(0.5),
        at(0.99),
        at(1.0),
    )?;
    Ok(())
}

/// A long turn, twice as long, and so on: the time for each character must not grow.
fn linear(page: &mut String, plan: &Plan) -> Result<(), Failure> {
    let unit = "我不知道您说的那个那个是什么，嗯，请您稍等，三百五十块。";
    let mut said = Vec::new();
    for mib in [1, 10] {
        let text = unit.repeat((mib << 20) / unit.len());
        let start = busy();
        let turn = guiju_phrase::Turn::new([text.as_str()]);
        let slots = Slots::new();
        let book = plan.phrases();
        let found: usize = book.find_each(&turn, &slots).iter().map(|(_, found)| found.len()).sum();
        said.push(format!("{mib} MiB in {:.1} s ({found} found)", busy() - start));
    }
    let hostile =
        PhraseBook::compile(&[PhraseDef::any("p", ["(我|你)?(我|你)?(我|你)?…{0,12}(我|你)…{0,12}他"])])
            .map_err(|_| "the pattern compiles")?;
    for kib in [64, 640] {
        let text = "我你我".repeat((kib << 10) / 9) + "他";
        let start = busy();
        let turn = guiju_phrase::Turn::new([text.as_str()]);
        let found = hostile.find("p", &turn, &Slots::new()).len();
        said.push(format!("a hostile pattern in {kib} KiB in {:.2} s ({found} found)", busy() - start));
    }
    writeln!(page, "- A single turn with all phrases of call-centre: {}.", said.join("; "))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of so many utterances one is looked at.
    const EVERY: usize = 60;

    #[test]
    fn with_the_sieve_the_same_is_found_as_without_it() -> Result<(), Failure> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let shelf = Shelf::of(&root);
        let slots: Slots = [("organisation", "远航汽车"), ("hotline", "4008215599")].into_iter().collect();
        let texts = texts(&root)?;
        for field in FIELDS {
            let plan = shelf.plan(field.pack)?;
            let (book, slow) = (plan.phrases(), plan.phrases().without_sieve());
            for (at, text) in texts.iter().enumerate().filter(|(at, _)| at % EVERY == 0) {
                let twice: Vec<String> =
                    text.chars().flat_map(|sign| [sign, sign]).map(String::from).collect();
                let hummed = text.chars().map(|sign| format!("{sign}嗯")).collect::<String>();
                let text = match at / EVERY % 3 {
                    0 => text.clone(),
                    1 => twice.concat(),
                    _ => hummed,
                };
                let turn = guiju_phrase::Turn::new([text.as_str()]);
                for id in book.ids() {
                    assert_eq!(book.find(id, &turn, &slots), slow.find(id, &turn, &slots), "{id} in {text}");
                }
            }
        }
        Ok(())
    }
}
