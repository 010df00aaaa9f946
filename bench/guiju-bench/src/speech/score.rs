//! Precision, recall and F1 of a row: how well its breaches are found.

use std::collections::{BTreeMap, BTreeSet};

use guiju_judge::Verdict;

use super::set::{Labels, Verdicts, is_taboo};

/// Fewer labels than this say little.
const ENOUGH: usize = 3;

/// Counts of a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Labelled broken, judged broken.
    pub hit: usize,
    /// Judged broken, though labelled otherwise.
    pub false_alarm: usize,
    /// Labelled broken, judged otherwise; `unknown` is otherwise.
    pub missed: usize,
    /// Labelled kept or not applicable: what a listener might take for a breach.
    pub harmless: usize,
    /// Labelled as anything but broken, and judged neither so nor broken.
    pub otherwise: usize,
}

impl Counts {
    /// Labels that say broken.
    pub fn positives(self) -> usize {
        self.hit + self.missed
    }

    /// Of what was judged broken, the share that is. `None`: nothing was.
    pub fn precision(self) -> Option<f64> {
        share(self.hit, self.hit + self.false_alarm)
    }

    /// Of what is broken, the share that was found. `None`: nothing is.
    pub fn recall(self) -> Option<f64> {
        share(self.hit, self.positives())
    }

    /// The harmonic mean of both. `None`: nothing is broken and nothing was judged so.
    pub fn f1(self) -> Option<f64> {
        share(2 * self.hit, 2 * self.hit + self.false_alarm + self.missed)
    }

    /// Too few labels of one kind for the figures to say much.
    pub fn is_thin(self) -> bool {
        self.positives() < ENOUGH || self.harmless < ENOUGH
    }

    /// Labels whose verdict was another, alarms where nothing is labelled included.
    pub fn wrong(self) -> usize {
        self.false_alarm + self.missed + self.otherwise
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// How a part of the set was judged, row by row.
#[derive(Debug, Default)]
pub struct Score {
    /// By row.
    pub rows: BTreeMap<String, Counts>,
    /// What was judged otherwise than labelled: dialogue, row, label, verdict. `None`: not labelled; not covered by a clause.
    pub differing: Vec<(String, String, Option<Verdict>, Option<Verdict>)>,
}

impl Score {
    /// Holds verdicts against labels. A taboo that is not listed for a dialogue must not be broken there.
    pub fn of(labels: &Labels, verdicts: &Verdicts) -> Score {
        let mut score = Score::default();
        let labelled: BTreeSet<&str> = labels.keys().map(|(_, row)| row.as_str()).collect();
        for (key, label) in labels {
            let Some(label) = *label else { continue };
            let verdict = verdicts.get(key).copied();
            let counts = score.rows.entry(key.1.clone()).or_default();
            counts.harmless += usize::from(matches!(label, Verdict::Kept | Verdict::NotApplicable));
            if label == Verdict::Broken {
                *(if verdict == Some(label) { &mut counts.hit } else { &mut counts.missed }) += 1;
            } else if verdict == Some(Verdict::Broken) {
                counts.false_alarm += 1;
            } else if !same(&key.1, label, verdict) {
                counts.otherwise += 1;
            }
            if !same(&key.1, label, verdict) {
                score.differing.push((key.0.clone(), key.1.clone(), Some(label), verdict));
            }
        }
        for (key, verdict) in verdicts {
            if *verdict == Verdict::Broken
                && is_taboo(&key.1)
                && labelled.contains(key.1.as_str())
                && !labels.contains_key(key)
            {
                score.rows.entry(key.1.clone()).or_default().false_alarm += 1;
                score.differing.push((key.0.clone(), key.1.clone(), None, Some(*verdict)));
            }
        }
        score
    }

    /// The mean F1 of the rows that have one, and how many these are.
    pub fn macro_f1(&self) -> (f64, usize) {
        let all: Vec<f64> = self.rows.values().filter_map(|counts| counts.f1()).collect();
        (share(1, all.len()).unwrap_or(0.0) * all.iter().sum::<f64>(), all.len())
    }

    /// All rows taken together.
    pub fn total(&self) -> Counts {
        self.rows.values().fold(Counts::default(), |sum, one| Counts {
            hit: sum.hit + one.hit,
            false_alarm: sum.false_alarm + one.false_alarm,
            missed: sum.missed + one.missed,
            harmless: sum.harmless + one.harmless,
            otherwise: sum.otherwise + one.otherwise,
        })
    }

    /// Both scores as one; their rows are different ones.
    pub fn and(mut self, other: Score) -> Score {
        self.rows.extend(other.rows);
        self.differing.extend(other.differing);
        self
    }
}

/// Whether a verdict is the labelled one. Where nothing forbidden was said, a taboo is kept or has nothing to say.
fn same(row: &str, label: Verdict, verdict: Option<Verdict>) -> bool {
    let unbroken = |verdict| matches!(verdict, Verdict::Kept | Verdict::NotApplicable);
    verdict.is_some_and(|verdict| {
        verdict == label || (row.ends_with(".never") && unbroken(label) && unbroken(verdict))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(dialogue: &str, row: &str) -> (String, String) {
        (dialogue.to_owned(), row.to_owned())
    }

    #[test]
    fn unknown_is_a_miss_an_unlisted_taboo_an_alarm_and_either_is_not_measured() {
        let labels = Labels::from([
            (key("a", "1.say"), Some(Verdict::Broken)),
            (key("b", "1.say"), Some(Verdict::Broken)),
            (key("c", "1.say"), Some(Verdict::Kept)),
            (key("a", "1.never"), Some(Verdict::Kept)),
            (key("b", "1.never"), None),
        ]);
        let verdicts = Verdicts::from([
            (key("a", "1.say"), Verdict::Broken),
            (key("b", "1.say"), Verdict::Unknown),
            (key("c", "1.say"), Verdict::NotApplicable),
            (key("a", "1.never"), Verdict::NotApplicable),
            (key("b", "1.never"), Verdict::Broken),
            (key("c", "1.never"), Verdict::Broken),
        ]);
        let score = Score::of(&labels, &verdicts);
        let say = Counts { hit: 1, missed: 1, harmless: 1, otherwise: 1, false_alarm: 0 };
        assert_eq!(score.rows["1.say"], say);
        assert_eq!((say.precision(), say.recall(), say.f1()), (Some(1.0), Some(0.5), Some(2.0 / 3.0)));
        let never = Counts { false_alarm: 1, harmless: 1, ..Counts::default() };
        assert_eq!(score.rows["1.never"], never);
        assert_eq!((never.precision(), never.recall(), never.f1()), (Some(0.0), None, Some(0.0)));
        assert!(never.is_thin());
        assert_eq!(score.macro_f1(), (1.0 / 3.0, 2));
    }
}
