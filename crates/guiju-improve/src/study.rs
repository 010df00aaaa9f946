//! Counting encounters, and what the counts say.

use crate::{
    Cause, Finding, Thresholds,
    counts::{Counts, Used},
};
use guiju_judge::{Activation, ClauseJudgement, Judgement, Outcome, Verdict};
use guiju_standard::Standard;

/// A sound standard is said to be at odds with ratings in so many logs at most.
const CHANCE: f64 = 0.001;

/// What clauses did, over many encounters.
#[derive(Debug, Clone)]
pub struct Study {
    clauses: Vec<Counts>,
}

impl Study {
    /// Nothing counted yet.
    pub fn of(standard: &Standard) -> Study {
        Study { clauses: vec![Counts::default(); standard.clauses.len()] }
    }

    /// Counts an encounter at a site; `rating` is the customer's, higher is better.
    pub fn add(&mut self, site: Option<&str>, judgement: &Judgement, rating: Option<f64>) {
        for clause in &judgement.clauses {
            if let Some(counts) = self.clauses.get_mut(clause.clause) {
                counts.add(site.unwrap_or(""), clause, rating);
            }
        }
    }

    /// What may be the matter with clauses, in the order of the standard.
    pub fn findings(&self, thresholds: &Thresholds) -> Vec<Finding> {
        let rated = |counts: &&Counts| counts.ratings.iter().all(|side| side.n >= thresholds.encounters);
        let tests = self.clauses.iter().filter(rated).count();
        let mut found = Vec::new();
        for (clause, counts) in self.clauses.iter().enumerate() {
            let causes = [
                counts.never_activated(thresholds),
                counts.broken_everywhere(thresholds),
                counts.never_broken(thresholds),
                counts.room(thresholds),
                counts.against_ratings(thresholds, tests),
            ];
            let costly = counts.costly_exceptions(thresholds);
            found.extend(causes.into_iter().flatten().chain(costly).map(|cause| Finding { clause, cause }));
        }
        found
    }
}

impl Counts {
    fn add(&mut self, site: &str, judged: &ClauseJudgement, rating: Option<f64>) {
        self.encounters += 1;
        self.activated += u64::from(judged.verdict != Verdict::NotApplicable);
        let broken = match judged.verdict {
            Verdict::Kept => false,
            Verdict::Broken => true,
            _ => return,
        };
        let by_site = self.sites.entry(site.to_owned()).or_default();
        if broken {
            self.broken += 1;
            by_site.1 += 1;
        } else {
            self.kept += 1;
            by_site.0 += 1;
        }
        if let Some(rating) = rating {
            self.ratings[usize::from(broken)].add(rating);
        }
        for activation in &judged.activations {
            match &activation.outcome {
                Outcome::Kept { exception: Some(exception), .. } => {
                    self.activations += 1;
                    *self.excused.entry(exception.what.to_string()).or_default() += 1;
                }
                Outcome::Kept { .. } | Outcome::Broken { .. } => {
                    self.activations += 1;
                    self.time(site, activation);
                }
                _ => {}
            }
        }
    }

    /// How much of its time an activation used.
    fn time(&mut self, site: &str, activation: &Activation) {
        let Activation { trigger: Some(trigger), due: Some(due), .. } = activation else { return };
        let bound = due.0.saturating_sub(trigger.at.0);
        if bound <= 0 {
            return;
        }
        let broken = activation.outcome.verdict() == Verdict::Broken;
        let used = match &activation.target {
            Some(target) => target.at.0.saturating_sub(trigger.at.0) as f64 / bound as f64,
            None if broken => f64::INFINITY,
            None => return,
        };
        let known = self.bound.get_or_insert(Some(bound));
        if *known != Some(bound) {
            *known = None;
        }
        // Done before it was asked for: nothing is said of the bound.
        if used >= 0.0 {
            self.used.entry(site.to_owned()).or_default().add(used);
        }
    }

    fn never_activated(&self, thresholds: &Thresholds) -> Option<Cause> {
        let never = self.activated == 0 && self.encounters >= thresholds.encounters;
        never.then_some(Cause::NeverActivated { encounters: self.encounters })
    }

    fn broken_everywhere(&self, thresholds: &Thresholds) -> Option<Cause> {
        let judged = self.kept + self.broken;
        if judged < thresholds.encounters {
            return None;
        }
        let sites: Vec<_> =
            self.sites.values().filter(|(kept, broken)| kept + broken >= thresholds.at_site).collect();
        // More often than not, beyond chance: the lower end of Wilson's interval is above a half.
        let mostly = |kept: u64, broken: u64| {
            let (n, p) = ((kept + broken) as f64, broken as f64 / (kept + broken) as f64);
            let z2 = 1.96 * 1.96;
            let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
            let half = 1.96 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
            centre - half > 0.5
        };
        let everywhere = mostly(self.kept, self.broken) && sites.iter().all(|(kept, broken)| broken > kept);
        everywhere.then_some(Cause::BrokenEverywhere {
            broken: self.broken,
            judged,
            sites: sites.len() as u64,
        })
    }

    fn never_broken(&self, thresholds: &Thresholds) -> Option<Cause> {
        let never = self.broken == 0 && self.kept >= thresholds.kept;
        never.then_some(Cause::NeverBroken { kept: self.kept })
    }

    fn room(&self, thresholds: &Thresholds) -> Option<Cause> {
        const MOST: f64 = 0.95;
        let mut sites: Vec<(&String, &Used)> =
            self.used.iter().filter(|(_, used)| used.all >= thresholds.at_site).collect();
        let sum: u64 = sites.iter().map(|(_, used)| used.all).sum();
        if sites.len() < 3 || sum < thresholds.encounters {
            return None;
        }
        sites.sort_by(|(a, x), (b, y)| x.quantile(MOST).total_cmp(&y.quantile(MOST)).then(a.cmp(b)));
        sites.truncate(sites.len().div_ceil(3));
        let mut best = Used::default();
        sites.iter().for_each(|(_, used)| best.join(used));
        let share = best.quantile(MOST);
        (share <= thresholds.room).then(|| Cause::Room {
            best: sites.iter().map(|(site, _)| (*site).clone()).collect(),
            activations: best.all,
            share,
            bound_s: self.bound.flatten().map(|bound| bound as f64 / 1e6),
        })
    }

    fn against_ratings(&self, thresholds: &Thresholds, tests: usize) -> Option<Cause> {
        let [kept, broken] = &self.ratings;
        if kept.n < thresholds.encounters || broken.n < thresholds.encounters {
            return None;
        }
        let error = (kept.error2() + broken.error2()).sqrt();
        let higher = broken.mean - kept.mean;
        let beyond_chance =
            higher > 0.0 && higher > error * normal_quantile(1.0 - CHANCE / tests.max(1) as f64);
        beyond_chance
            .then_some(Cause::AgainstRatings { kept: (kept.n, kept.mean), broken: (broken.n, broken.mean) })
    }

    fn costly_exceptions(&self, thresholds: &Thresholds) -> Vec<Cause> {
        let costly = |excused: u64| {
            excused >= thresholds.at_site && excused as f64 >= thresholds.excused * self.activations as f64
        };
        if self.activations < thresholds.encounters {
            return Vec::new();
        }
        let excused = self.excused.iter().filter(|(_, excused)| costly(**excused));
        excused
            .map(|(exception, excused)| Cause::CostlyException {
                exception: exception.clone(),
                excused: *excused,
                judged: self.activations,
            })
            .collect()
    }
}

/// The standard normal quantile (Acklam's rational approximation for the upper tail; relative error below 1.2e-9).
fn normal_quantile(p: f64) -> f64 {
    const C: [f64; 6] = [
        -7.784894002430293e-3,
        -3.223964580411365e-1,
        -2.400758277161838,
        -2.549732539343734,
        4.374664141464968,
        2.938163982698783,
    ];
    const D: [f64; 4] = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];
    const A: [f64; 6] = [
        -3.969683028665376e1,
        2.209460984245205e2,
        -2.759285104469687e2,
        1.38357751867269e2,
        -3.066479806614716e1,
        2.506628277459239,
    ];
    const B: [f64; 5] = [
        -5.447609879822406e1,
        1.615858368580409e2,
        -1.556989798598866e2,
        6.680131188771972e1,
        -1.328068155288572e1,
    ];
    let run = |coefficients: &[f64], x: f64| coefficients.iter().fold(0.0, |sum, c| sum * x + c);
    if p > 0.97575 {
        let q = (-2.0 * (1.0 - p).ln()).sqrt();
        return -run(&C, q) / (run(&D, q) * q + 1.0);
    }
    let q = p - 0.5;
    let r = q * q;
    run(&A, r) * q / (run(&B, r) * r + 1.0)
}

#[cfg(test)]
mod tests {
    use super::normal_quantile;

    #[test]
    fn the_quantile_is_that_of_the_tables() {
        for (p, z) in
            [(0.95, 1.644854), (0.975, 1.959964), (0.99, 2.326348), (0.999, 3.090232), (0.9999, 3.719016)]
        {
            assert!((normal_quantile(p) - z).abs() < 1e-5, "{p}: {}", normal_quantile(p));
        }
    }
}
