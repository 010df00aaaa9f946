//! Figures: counts outside their limits, low ratings, exams and trainings.

use super::Teller;
use super::clause_parts::pattern_names;
use super::sentence::quoted;
use guiju_standard::model::{Aggregate, Check, Pattern};
use guiju_time::{Instant, Lang};

/// The names of what is counted.
pub(super) fn counted(of: &Aggregate) -> Vec<String> {
    match of {
        Aggregate::Number(pattern)
        | Aggregate::Sum(pattern)
        | Aggregate::Mean(pattern)
        | Aggregate::Trend(pattern)
        | Aggregate::Ratio(pattern, _) => pattern_names(pattern),
        Aggregate::Level { from, .. } => pattern_names(from),
    }
}

/// A number as people write it: four digits behind the point, or as many as tell it from its limits.
fn figure(value: f64, limits: &[f64]) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let short = |value: f64| {
        let text = format!("{value:.4}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        if text == "-0" { "0".to_owned() } else { text.to_owned() }
    };
    let text = short(value);
    let hides = limits.iter().any(|limit| *limit != value && short(*limit) == text);
    if hides { format!("{value}") } else { text }
}

impl Teller<'_> {
    /// A count, sum or share outside its limits.
    pub(super) fn out_of_limits(
        &self,
        of: &str,
        value: f64,
        (min, max): (Option<f64>, Option<f64>),
        window: Option<&str>,
    ) -> String {
        let count = self.count_of(of);
        let percent = count.is_some_and(|count| matches!(count.of, Aggregate::Ratio(..)));
        let scale = |value: f64| if percent { value * 100.0 } else { value };
        let limits: Vec<f64> = min.iter().chain(&max).map(|limit| scale(*limit)).collect();
        let sign = if percent { "%" } else { "" };
        let shown = |value: f64| format!("{}{sign}", figure(scale(value), &limits));
        let times =
            count.is_some_and(|count| matches!(count.of, Aggregate::Number(_)) && count.distinct.is_empty());
        let unit = if times && self.lang == Lang::Zh { " 次" } else { "" };
        let opening = match window {
            Some(window) => self.window_opening(Some(window)),
            None => self.opening(),
        };
        let was = self.counted_as(of, count.map(|count| &count.of), &shown(value), value, times);
        let asked = match (min.filter(|min| value < *min), max.filter(|max| value > *max), min, max) {
            (Some(min), _, _, _) => self.least(&format!("{}{unit}", shown(min))),
            (None, Some(max), _, _) => self.most(&format!("{}{unit}", shown(max))),
            (None, None, Some(min), None) => self.least(&format!("{}{unit}", shown(min))),
            (None, None, None, Some(max)) => self.most(&format!("{}{unit}", shown(max))),
            (None, None, Some(min), Some(max)) => match self.lang {
                Lang::Zh => format!("应在 {} 至 {}{unit}之间", shown(min), shown(max)),
                Lang::En => format!("between {} and {} was asked", shown(min), shown(max)),
            },
            (None, None, None, None) => self.pick("不在规定范围内", "this is out of its limits").to_owned(),
        };
        match self.lang {
            Lang::Zh => format!("{opening}{was}，{asked}"),
            Lang::En => format!("{opening}{was}; {asked}"),
        }
    }

    fn least(&self, limit: &str) -> String {
        match self.lang {
            Lang::Zh => format!("应不少于 {limit}"),
            Lang::En => format!("at least {limit} was asked"),
        }
    }

    fn most(&self, limit: &str) -> String {
        match self.lang {
            Lang::Zh => format!("应不多于 {limit}"),
            Lang::En => format!("at most {limit} was allowed"),
        }
    }

    /// What was counted, with its value.
    fn counted_as(&self, of: &str, kind: Option<&Aggregate>, shown: &str, value: f64, times: bool) -> String {
        let of_pattern = |pattern: &Pattern| self.owed_list(&pattern_names(pattern)).list;
        let what = match kind {
            Some(kind) => self.owed_list(&counted(kind)).list,
            None if of.is_empty() => self.pick("数量", "the number").to_owned(),
            None => self.named(of).text,
        };
        match (self.lang, kind) {
            (Lang::Zh, Some(Aggregate::Number(_))) if times => format!("{what}有 {shown} 次"),
            (Lang::Zh, Some(Aggregate::Number(_)) | None) => format!("{what}为 {shown}"),
            (Lang::Zh, Some(Aggregate::Sum(_))) => format!("{what}合计 {shown}"),
            (Lang::Zh, Some(Aggregate::Mean(_))) => format!("{what}平均 {shown}"),
            (Lang::Zh, Some(Aggregate::Trend(_))) => format!("{what}的变化为 {shown}"),
            (Lang::Zh, Some(Aggregate::Ratio(_, all))) => format!("{what}占{}的 {shown}", of_pattern(all)),
            (Lang::Zh, Some(Aggregate::Level { .. })) => format!("{what}同时有 {shown} 项"),
            (Lang::En, Some(Aggregate::Number(_))) if times => {
                format!("{what} came {shown} time{}", if value == 1.0 { "" } else { "s" })
            }
            (Lang::En, Some(Aggregate::Number(_)) | None) => format!("{what} came to {shown}"),
            (Lang::En, Some(Aggregate::Sum(_))) => format!("{what} added up to {shown}"),
            (Lang::En, Some(Aggregate::Mean(_))) => format!("{what} averaged {shown}"),
            (Lang::En, Some(Aggregate::Trend(_))) => format!("{what} changed by {shown}"),
            (Lang::En, Some(Aggregate::Ratio(_, all))) => {
                format!("{what} made up {shown} of {}", of_pattern(all))
            }
            (Lang::En, Some(Aggregate::Level { .. })) => format!("{what} stood at {shown} at the same time"),
        }
    }

    /// A rating below the least.
    pub(super) fn rated_low(&self, dimension: &str, level: f64, min: f64) -> String {
        let opening = self.opening();
        let what = match (self.attr_title(dimension), self.title(&self.clause.title)) {
            (Some(title), _) => quoted(&title),
            (None, Some(_)) => self.clause_title(self.clause),
            (None, None) => quoted(&self.attr(dimension)),
        };
        let (level, least) = (figure(level, &[min]), figure(min, &[level]));
        match self.lang {
            Lang::Zh => format!("{opening}{what}评为 {level}，应不低于 {least}"),
            Lang::En => format!("{opening}{what} was rated {level}; at least {least} was asked"),
        }
    }

    /// A training or an exam is missing, failed or out of force.
    pub(super) fn not_qualified(&self, what: &str, score: Option<f64>, lapsed: Option<Instant>) -> String {
        // What activates is the record itself.
        let opening = self.window_opening(None);
        let title = match what.is_empty() {
            true => self.clause_title(self.clause),
            false => quoted(&self.course(what)),
        };
        let exam = self.exam();
        let is_exam = exam.is_some() || score.is_some();
        let kind =
            self.pick(if is_exam { "考试" } else { "培训" }, if is_exam { "exam" } else { "training" });
        if let Some(lapsed) = lapsed {
            let at = self.at(lapsed);
            return match self.lang {
                Lang::Zh => format!("{opening}应有在有效期内的{title}{kind}；{at} 已过期"),
                Lang::En => format!("{opening}the {kind} {title} was to be in force; it lapsed {at}"),
            };
        }
        match (self.lang, score) {
            (Lang::Zh, Some(score)) => match exam.flatten() {
                Some(pass) => {
                    let (score, pass) = (figure(score, &[pass]), figure(pass, &[score]));
                    format!("{opening}{title}{kind}应得 {pass} 分；最好成绩 {score} 分")
                }
                None => format!("{opening}应通过{title}{kind}；最好成绩 {} 分", figure(score, &[])),
            },
            (Lang::En, Some(score)) => match exam.flatten() {
                Some(pass) => {
                    let (score, pass) = (figure(score, &[pass]), figure(pass, &[score]));
                    format!("{opening}the {kind} {title} asks a score of {pass}; the best was {score}")
                }
                None => format!(
                    "{opening}the {kind} {title} was to be passed; the best score was {}",
                    figure(score, &[])
                ),
            },
            (Lang::Zh, None) => {
                format!("{opening}应{}{title}{kind}；没有记录", if is_exam { "通过" } else { "参加" })
            }
            (Lang::En, None) => {
                let verb = if is_exam { "passed" } else { "attended" };
                format!("{opening}the {kind} {title} was to be {verb}; there is no record of it")
            }
        }
    }

    /// A course or topic: the name of a clause's check is what people know, where nothing titles it.
    fn course(&self, what: &str) -> String {
        let named = self.named(what).plain;
        let known = matches!(&self.clause.part.check, Check::Trained(name) | Check::Exam { topic: name, .. } if name == what);
        if known && named == what { self.attr(what) } else { named }
    }
}
