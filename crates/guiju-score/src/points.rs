//! What one encounter gives.

use guiju_judge::{ClauseJudgement, Outcome, Verdict};
use guiju_standard::Standard;
use guiju_standard::model::Severity;
use guiju_time::{Instant, Zone};

/// How a standard's clauses turn into points.
#[derive(Debug, Clone)]
pub struct Rules {
    clauses: Vec<Rule>,
    /// Names of the sections; the last one, without a name, is of clauses that have none.
    pub(crate) sections: Vec<String>,
    /// What each section weighs.
    pub(crate) weights: Vec<f64>,
    zeroes_section: bool,
}

#[derive(Debug, Clone)]
struct Rule {
    section: usize,
    points: f64,
    bonus: f64,
    malus: f64,
    severity: Severity,
    report_only: bool,
    /// Scored for encounters opened at this instant or later.
    from: Option<Instant>,
}

/// The points of one encounter, or of one person's part in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Points {
    /// By section: earned, possible.
    pub sections: Vec<(f64, f64)>,
    /// Points that could not be judged, or not yet.
    pub unjudged: f64,
    /// By clause: section, points lost.
    pub lost: Vec<(usize, usize, f64)>,
    /// By clause: points won beyond the duty, or lost beside it (negative).
    pub beyond: Vec<(usize, f64)>,
    /// What was broken, and how severe it is; clauses that are shown and not scored left out.
    pub broken: Vec<(usize, Severity)>,
    /// Clauses that were kept.
    pub kept: Vec<usize>,
}

impl Rules {
    /// The rules of a standard; `zone` cuts the days from which clauses are scored.
    pub fn of(standard: &Standard, zone: &Zone) -> Rules {
        let mut sections: Vec<String> = standard.sections.iter().map(|section| section.id.clone()).collect();
        let mut weights: Vec<f64> = standard.sections.iter().map(|section| section.weight).collect();
        sections.push(String::new());
        weights.push(if weights.is_empty() { 1.0 } else { 0.0 });
        let unnamed = sections.len() - 1;
        let clauses = standard.clauses.iter().map(|clause| {
            let named = clause.section.as_ref();
            Rule {
                section: named
                    .and_then(|name| sections.iter().position(|section| section == name))
                    .unwrap_or(unnamed),
                points: clause.points.unwrap_or(standard.scoring.points[clause.severity as usize]).max(0.0),
                bonus: clause.bonus,
                malus: clause.malus,
                severity: clause.severity,
                report_only: clause.report_only,
                from: clause.scored_from.map(|day| zone.start_of_day(day)),
            }
        });
        let clauses: Vec<Rule> = clauses.collect();
        // Clauses without a section, where there are sections: they weigh as one section of the mean weight.
        let outside = clauses.iter().any(|rule| rule.section == unnamed && rule.points > 0.0);
        if unnamed > 0 && outside {
            weights[unnamed] = weights[..unnamed].iter().sum::<f64>() / unnamed as f64;
        }
        Rules { clauses, sections, weights, zeroes_section: standard.scoring.critical_zeroes_section }
    }

    /// The points of an encounter that opened at `opened`, of these judgements of its clauses.
    pub fn points<'j>(
        &self,
        opened: Option<Instant>,
        judged: impl IntoIterator<Item = &'j ClauseJudgement>,
    ) -> Points {
        let mut points = Points { sections: vec![(0.0, 0.0); self.sections.len()], ..Points::default() };
        let mut zeroed: Vec<(usize, usize)> = Vec::new();
        for clause in judged {
            let Some(rule) = self.clauses.get(clause.clause) else { continue };
            let shadow = rule.from.is_some_and(|from| opened.is_none_or(|opened| opened < from));
            if rule.report_only || shadow {
                continue;
            }
            let (earned, possible) = &mut points.sections[rule.section];
            match clause.verdict {
                Verdict::Kept => {
                    points.kept.push(clause.clause);
                    if !is_excused(clause) {
                        *earned += rule.points;
                        *possible += rule.points;
                        if rule.bonus != 0.0 {
                            points.beyond.push((clause.clause, rule.bonus));
                        }
                    }
                }
                Verdict::Broken => {
                    points.broken.push((clause.clause, rule.severity));
                    *possible += rule.points;
                    if rule.points > 0.0 {
                        points.lost.push((clause.clause, rule.section, rule.points));
                    }
                    if rule.malus != 0.0 {
                        points.beyond.push((clause.clause, -rule.malus));
                    }
                    if rule.severity == Severity::Critical {
                        zeroed.push((clause.clause, rule.section));
                    }
                }
                Verdict::Unknown | Verdict::Pending => points.unjudged += rule.points,
                Verdict::NotApplicable => {}
            }
        }
        for (clause, section) in zeroed {
            for at in 0..points.sections.len() {
                if at == section || !self.zeroes_section {
                    let earned = std::mem::take(&mut points.sections[at].0);
                    if earned > 0.0 {
                        points.lost.push((clause, at, earned));
                    }
                }
            }
        }
        points
    }
}

impl Points {
    /// Points that could be judged.
    pub fn judged(&self) -> f64 {
        self.sections.iter().map(|(_, possible)| possible).sum()
    }
}

/// Whether each activation is kept only by an exception.
fn is_excused(judged: &ClauseJudgement) -> bool {
    let mut kept = judged.activations.iter().filter(|a| a.outcome.verdict() == Verdict::Kept).peekable();
    kept.peek().is_some() && kept.all(|a| matches!(a.outcome, Outcome::Kept { exception: Some(_), .. }))
}
