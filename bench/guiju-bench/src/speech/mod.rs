//! What was said: how well the packs judge the labelled dialogues of `bench/speech`, and how fast.

mod masks;
mod pace;
mod score;
mod set;

use std::{collections::BTreeMap, fmt::Write, path::Path};

use guiju_judge::{Plan, Verdict};

pub use self::masks::section as masks;
use self::{
    score::{Counts, Score},
    set::{FIELDS, Half},
};
use crate::{Bench, Failure, pack::Shelf};

/// The section's tables.
pub fn section(bench: &Bench) -> Result<String, Failure> {
    let judged = Judged::of(&bench.root, &[Half::Tuning, Half::Measuring])?;
    let mut page = String::from(
        "## What was said\n\n\
         The labelled dialogues of `bench/speech`, read and judged as `guiju audit --closed` does: calls by `call-centre`, visits by \
         `power-repair`. A breach is what is looked for; `unknown` where a breach is labelled counts as missed. *Otherwise*: labelled kept, \
         not applicable or unknown, and judged neither so nor broken. Patterns were written with the tuning half in view; \
         the measuring half is theirs who measure.\n\n\
         | half | dialogues | labels | macro F1 | rows | precision | recall | otherwise |\n|---|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    for (half, score, dialogues) in &judged.halves {
        let total = score.total();
        let (f1, rows) = score.macro_f1();
        writeln!(
            page,
            "| {} | {dialogues} | {} | {f1:.3} | {rows} | {} | {} | {} |",
            half.name(),
            total.positives() + total.harmless,
            figure(total.precision()),
            figure(total.recall()),
            total.otherwise,
        )?;
    }
    writeln!(page, "\n{}", judged.clean_line())?;
    rows_table(&mut page, &judged)?;
    page.push_str(&pace::section(&bench.root)?);
    page.push_str(&masks::section(&bench.root)?);
    Ok(page)
}

/// Row by row, both halves beside each other.
fn rows_table(page: &mut String, judged: &Judged) -> Result<(), Failure> {
    page.push_str(
        "\nPrecision, recall and F1 of each row, with found / false / missed breaches; rows with all breaches found and no other differing \
         are left out. ",
    );
    let mut rows: BTreeMap<&str, [Option<Counts>; 2]> = BTreeMap::new();
    for (at, (_, score, _)) in judged.halves.iter().enumerate() {
        for (row, counts) in &score.rows {
            if let Some(place) = rows.entry(row).or_default().get_mut(at) {
                *place = Some(*counts);
            }
        }
    }
    let right = |counts: &[Option<Counts>; 2]| counts.iter().flatten().all(|counts| counts.wrong() == 0);
    writeln!(
        page,
        "That is {} of {} rows.\n",
        rows.values().filter(|counts| right(counts)).count(),
        rows.len()
    )?;
    page.push_str("| row |");
    for (half, ..) in &judged.halves {
        write!(page, " {}: P | R | F1 | found/false/missed | otherwise |", half.name())?;
    }
    writeln!(page, "\n|---|{}", "--:|--:|--:|--:|--:|".repeat(judged.halves.len()))?;
    for (row, counts) in rows.iter().filter(|(_, counts)| !right(counts)) {
        write!(page, "| {row} |")?;
        for counts in counts.iter().take(judged.halves.len()) {
            match counts {
                Some(c) => write!(
                    page,
                    " {} | {} | {} | {}/{}/{} | {} |",
                    figure(c.precision()),
                    figure(c.recall()),
                    figure(c.f1()),
                    c.hit,
                    c.false_alarm,
                    c.missed,
                    c.otherwise
                )?,
                None => page.push_str(" | | | | |"),
            }
        }
        page.push('\n');
    }
    let thin: Vec<&str> = rows
        .iter()
        .filter(|(_, counts)| counts[1].is_none_or(Counts::is_thin))
        .map(|(row, _)| *row)
        .collect();
    if !thin.is_empty() {
        writeln!(
            page,
            "\nFewer than three breaches or fewer than three harmless look-alikes in the measuring half, so that their figures say little: {}.",
            thin.join(", ")
        )?;
    }
    Ok(())
}

fn figure(share: Option<f64>) -> String {
    share.map_or(String::from("–"), |share| format!("{share:.3}"))
}

/// The set as it was judged.
struct Judged {
    /// Half, score, number of dialogues.
    halves: Vec<(Half, Score, usize)>,
    clean: Clean,
}

/// Harmless turns as they were judged.
#[derive(Default)]
struct Clean {
    turns: usize,
    /// Rows broken though nothing forbidden was said: dialogue, row.
    alarms: Vec<(String, String)>,
}

impl Judged {
    fn of(root: &Path, halves: &[Half]) -> Result<Judged, Failure> {
        let shelf = Shelf::of(root);
        let plans: Vec<Plan> = FIELDS.iter().map(|field| shelf.plan(field.pack)).collect::<Result<_, _>>()?;
        let mut judged = Judged { halves: Vec::new(), clean: Clean::default() };
        for half in halves {
            let (mut score, mut dialogues) = (Score::default(), 0);
            for (field, plan) in FIELDS.into_iter().zip(&plans) {
                let log = set::log(&set::dialogues(root, field, *half))?;
                dialogues += log.objects().len();
                let labels = set::labels(root, field, *half)?;
                score = score.and(Score::of(&labels, &set::verdicts(plan, &log)));
            }
            judged.halves.push((*half, score, dialogues));
        }
        for (field, plan) in FIELDS.into_iter().zip(&plans) {
            let log = set::log(&set::clean(root, field))?;
            judged.clean.turns += set::own_turns(plan, &log);
            for ((dialogue, row), verdict) in set::verdicts(plan, &log) {
                if verdict == Verdict::Broken && set::is_taboo(&row) {
                    judged.clean.alarms.push((dialogue, row));
                }
            }
        }
        Ok(judged)
    }

    fn clean_line(&self) -> String {
        let Clean { turns, alarms } = &self.clean;
        let which: Vec<String> =
            alarms.iter().map(|(dialogue, row)| format!("{row} in {dialogue}")).collect();
        let which = if which.is_empty() { String::new() } else { format!(": {}", which.join(", ")) };
        format!(
            "Taboos heard in {turns} turns of our side that hold their words in harmless use: {}{which}.",
            alarms.len()
        )
    }
}

/// Prints how fast words are judged.
pub fn pace(root: &Path) -> Result<(), Failure> {
    print!("{}", pace::section(root)?);
    Ok(())
}

/// Prints what of the tuning half is judged otherwise than labelled, for those who write patterns.
pub fn differing(root: &Path) -> Result<(), Failure> {
    let judged = Judged::of(root, &[Half::Tuning])?;
    let name = |verdict: &Option<Verdict>| verdict.map_or("-", Verdict::name);
    for (_, score, _) in &judged.halves {
        for (dialogue, row, label, verdict) in &score.differing {
            println!("{row}\t{dialogue}\tlabelled {}\tjudged {}", name(label), name(verdict));
        }
    }
    println!("{}", judged.clean_line());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Below what was reached, so that only a fault or a careless pattern falls under it. Raise them as patterns get better.
    const LEAST_MACRO_F1: f64 = 0.96;
    const MOST_FALSE_TABOOS: usize = 2;

    #[test]
    fn the_tuning_half_and_the_clean_turns_stay_above_their_floor() -> Result<(), Failure> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let judged = Judged::of(&root, &[Half::Tuning])?;
        let (f1, rows) = judged.halves[0].1.macro_f1();
        assert!(rows > 100, "only {rows} rows were measured");
        assert!(f1 >= LEAST_MACRO_F1, "macro F1 of the tuning half is {f1:.3}");
        assert!(judged.clean.turns > 1000, "only {} clean turns", judged.clean.turns);
        assert!(judged.clean.alarms.len() <= MOST_FALSE_TABOOS, "{}", judged.clean_line());
        Ok(())
    }
}
