//! Unknown: what could not be seen, and what would have shown it.

use super::Teller;
use super::names::Kind;
use super::sentence::{Join, quoted};
use crate::outcome::{Gap, Missing};
use guiju_time::Lang;

impl Teller<'_> {
    /// Why something is unknown.
    pub(super) fn gap(&self, missing: &Missing) -> String {
        // What can't be worked out may be named by its condition, which nobody reads.
        let named = |name: &&str| !name.is_empty() && !name.contains([' ', '(', '=']);
        let names: Vec<&str> = missing.names.iter().map(String::as_str).filter(named).collect();
        let opening = self.opening();
        let attrs = || {
            let texts: Vec<String> = names.iter().map(|name| quoted(&self.attr(name))).collect();
            self.listed(&texts, Join::And)
        };
        let text = match &missing.why {
            Gap::Evidence { of } => self.unseen(&names, of),
            Gap::Coverage { share } => self.half_seen(&names, *share),
            Gap::Attribute if names.is_empty() => {
                self.pick("有一项没有记录，无法判断", "something is not recorded, so this cannot be judged").to_owned()
            }
            Gap::Attribute if self.table(&names).is_some() => {
                let title = self.table(&names).unwrap_or_default();
                match self.lang {
                    Lang::Zh => format!("{title}里没有适合这种情况的一行，无法判断"),
                    Lang::En => format!("{title} has no row for this case, so it cannot be judged"),
                }
            }
            Gap::Attribute => match self.lang {
                Lang::Zh => format!("没有记录{}，无法判断；补上即可判断", attrs()),
                Lang::En if names.len() > 1 => {
                    format!("{} are not recorded, so this cannot be judged; entering them settles it", attrs())
                }
                Lang::En => format!("{} is not recorded, so this cannot be judged; entering it settles it", attrs()),
            },
            Gap::Param => {
                let texts: Vec<String> = names.iter().map(|name| quoted(&self.param_title(name))).collect();
                let list = self.listed(&texts, Join::And);
                match (self.lang, names.is_empty()) {
                    (Lang::Zh, true) => "规定的数值在这里没有设定，无法判断".to_owned(),
                    (Lang::En, true) => "a figure has no value set here, so this cannot be judged".to_owned(),
                    (Lang::Zh, false) => format!("{list}在这里没有设定数值，无法判断；设定后即可判断"),
                    (Lang::En, false) => {
                        format!("{list} has no value set here, so this cannot be judged; setting it settles it")
                    }
                }
            }
            Gap::Calendar => self
                .pick(
                    "工作日历没有这段时间的数据，算不出期限；补上日历即可判断",
                    "the working calendar has no data for this time, so the limit cannot be worked out; completing it settles it",
                )
                .to_owned(),
            Gap::Inspection => self
                .pick(
                    "这段时间没有检查，或这一项没有查到，无法判断；检查一次即可判断",
                    "it was not inspected in this time, or this item was not looked at; one inspection would show it",
                )
                .to_owned(),
            Gap::NeedsReview => self.to_be_reviewed(&names),
            Gap::Speaker => self
                .pick(
                    "不知道话是谁说的，无法判断；录音文字标明说话人即可判断",
                    "it is not known who spoke; a transcript that marks the speakers would show it",
                )
                .to_owned(),
            Gap::Window => self
                .pick(
                    "这段统计期开始时还没有记录，前一部分看不到，无法判断",
                    "this period began before the records do; its first part cannot be seen",
                )
                .to_owned(),
            Gap::Absence => self.silent(&names),
        };
        format!("{opening}{text}")
    }

    /// What makes a person look.
    fn to_be_reviewed(&self, names: &[&str]) -> String {
        let reasons: Vec<&str> = names
            .iter()
            .filter_map(|name| {
                Some(match *name {
                    "signature.like" => {
                        self.pick("签名的笔迹像我方人员的", "the signature resembles that of our own staff")
                    }
                    "signature.device_of" => self
                        .pick("签名是在我方人员的设备上签的", "it was signed on a device of our own staff"),
                    "signature.place" => self.pick(
                        "签名的地点不是服务的地点",
                        "it was signed at another place than that of the service",
                    ),
                    "confirmation_denied" => {
                        self.pick("对方后来说没有签过", "the other side said later that they did not sign")
                    }
                    _ => return None,
                })
            })
            .collect();
        let review = self.pick("需要有人看过再下结论", "a person has to look at this before it is settled");
        match (reasons.is_empty(), self.lang) {
            (true, _) => review.to_owned(),
            (false, Lang::Zh) => format!("{}，{review}", reasons.join("，")),
            (false, Lang::En) => format!("{}; {review}", reasons.join(", and ")),
        }
    }

    /// The decision table by title, where the gap is that none of its rows fits.
    fn table(&self, names: &[&str]) -> Option<String> {
        let [only] = names else { return None };
        let table = self.plan.standard.tables.get(*only)?;
        Some(quoted(self.title(&table.title).unwrap_or(only)))
    }

    fn kinds(&self, names: &[&str]) -> String {
        let texts: Vec<String> = names.iter().map(|name| self.evidence(name)).collect();
        self.listed(&texts, Join::Or)
    }

    /// `是否说过“自报身份”`, `whether “who we are” was said`.
    fn whether(&self, of: &[String]) -> String {
        let own: Vec<String> = of.iter().filter(|name| !name.is_empty()).cloned().collect();
        if own.is_empty() {
            return self.pick("是否做到", "whether it was done").to_owned();
        }
        if own.iter().all(|name| name == "utterance") {
            return self.pick("说过什么", "what was said").to_owned();
        }
        let what = self.owed_list(&own);
        match (self.lang, what.kind) {
            (Lang::Zh, Kind::Words) => format!("是否说过{}", what.list),
            (Lang::Zh, Kind::Form) => format!("是否填过{}", what.list),
            (Lang::Zh, Kind::Done | Kind::State | Kind::Point) => format!("有没有{}", what.list),
            (Lang::En, Kind::Words) => format!("whether {} was said", what.list),
            (Lang::En, Kind::Form) => format!("whether {} was filled in", what.list),
            (Lang::En, Kind::Done | Kind::State | Kind::Point) => format!("whether {} took place", what.list),
        }
    }

    fn unseen(&self, names: &[&str], of: &[String]) -> String {
        let whether = self.whether(of);
        if names.is_empty() {
            return match self.lang {
                Lang::Zh => format!("没有可用的证据，无法判断{whether}"),
                Lang::En => format!("there is no evidence that could show {whether}"),
            };
        }
        let kinds = self.kinds(names);
        match (self.lang, names.len()) {
            (Lang::Zh, 1) => format!("没有{kinds}，无法判断{whether}"),
            (Lang::Zh, _) => format!("没有{kinds}，无法判断{whether}；有其中一种即可判断"),
            (Lang::En, 1) => format!("there is no {kinds}, so nobody can tell {whether}"),
            (Lang::En, _) => {
                format!("there is no {kinds}, so nobody can tell {whether}; one of them would show it")
            }
        }
    }

    fn half_seen(&self, names: &[&str], share: f64) -> String {
        // Rounded down: what was not enough must not look as if it were.
        let percent = (share.clamp(0.0, 1.0) * 1000.0).floor() / 10.0;
        let percent = if percent.is_finite() { format!("{percent}%") } else { "0%".to_owned() };
        let kinds =
            if names.is_empty() { self.pick("证据", "the evidence").to_owned() } else { self.kinds(names) };
        match self.lang {
            Lang::Zh => format!("{kinds}只覆盖了这段时间的 {percent}，其余看不到，无法判断"),
            Lang::En => format!("{kinds} covers only {percent} of this time; the rest cannot be seen"),
        }
    }

    fn silent(&self, names: &[&str]) -> String {
        let other = names.iter().find_map(|name| self.plan.standard.clause(name));
        match (self.lang, other) {
            (Lang::Zh, Some(clause)) => {
                format!("没有看到不等于没有发生；{}守住了，这一条才算守住", self.clause_title(clause))
            }
            (Lang::En, Some(clause)) => {
                format!(
                    "not seen is not the same as not done; this counts as kept only where {} is kept",
                    self.clause_title(clause)
                )
            }
            (Lang::Zh, None) => "没有看到不等于没有发生，仅凭这一点不下结论".to_owned(),
            (Lang::En, None) => "not seen is not the same as not done, so this is left open".to_owned(),
        }
    }
}
