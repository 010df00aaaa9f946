//! What would have been right: the clause's own guidance, else composed from its check.

use super::Teller;
use super::clause_parts::pattern_names;
use super::sentence::{Join, bare, finish, quoted, spoken};
use crate::outcome::{Activation, Outcome};
use crate::plan::Plan;
use guiju_standard::model::{
    Body, Bound, Check, Clause, Head, ParamValue, Part, Pattern, RelationKind, Rule,
};
use guiju_time::{Instant, Lang};
use std::cell::Cell;

/// Parts of a composition that are told.
const TOLD: usize = 3;

/// What would have been right, in one or two sentences; none where the clause has no guidance and its check can't be put
/// in words.
pub fn right(plan: &Plan, clause: &Clause, lang: Lang) -> Option<String> {
    let own = |text: &guiju_standard::Text| {
        text.in_lang(lang).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
    };
    if let Some(guide) = own(&clause.guide) {
        return Some(guide);
    }
    if let Some(script) = own(&clause.script) {
        let words = spoken(&script, lang);
        let lead = if lang == Lang::Zh { "可以这样说：" } else { "say for example: " };
        return Some(finish(&[format!("{lead}{words}")], lang));
    }
    let nothing = Activation {
        trigger: None,
        about: None,
        target: None,
        due: None,
        first_due: None,
        outcome: Outcome::NotApplicable,
    };
    let teller = Teller {
        plan,
        clause,
        activation: &nothing,
        trigger: None,
        now: Instant::MIN,
        lang,
        day: Cell::new(None),
    };
    let composed = teller.compose(&clause.part).map(|text| finish(&[text], lang));
    // Guidance in the other language is better than none.
    composed.or_else(|| Some(clause.guide.get(lang).trim().to_owned()).filter(|guide| !guide.is_empty()))
}

impl Teller<'_> {
    fn compose(&self, part: &Part) -> Option<String> {
        match &part.check {
            Check::Rule(rule) => self.compose_rule(rule),
            Check::Relation(kind, patterns) => self.compose_relation(*kind, patterns),
            Check::Apart(pattern, bound, _) => {
                let (what, length) = (self.what(pattern), self.bound(bound)?);
                Some(match self.lang {
                    Lang::Zh => format!("两次{what}之间至少相隔 {length}"),
                    Lang::En => format!("leave at least {length} between two of {what}"),
                })
            }
            Check::AllOf(parts) => self.compose_all(parts, false),
            Check::AnyOf(parts) => self.compose_all(parts, true),
            Check::If(_, then) => self.compose(then),
            Check::Clause(id, _) => {
                let clause = self.plan.standard.clause(id)?;
                self.title(&clause.guide).map(|guide| bare(guide).to_owned())
            }
            Check::Trained(course) => Some(match self.lang {
                Lang::Zh => format!("先参加{}培训", quoted(&self.named(course).plain)),
                Lang::En => format!("attend the training {} first", quoted(&self.named(course).plain)),
            }),
            Check::Exam { topic, .. } => Some(match self.lang {
                Lang::Zh => format!("先通过{}考试", quoted(&self.named(topic).plain)),
                Lang::En => format!("pass the exam {} first", quoted(&self.named(topic).plain)),
            }),
            Check::Hold(_)
            | Check::Count(_)
            | Check::Choose(_)
            | Check::Agree(_)
            | Check::Rate(_)
            | Check::Cited(_)
            | Check::Permit(_)
            | Check::Not(_) => None,
        }
    }

    fn compose_all(&self, parts: &[Part], any: bool) -> Option<String> {
        let told: Vec<String> = parts.iter().take(TOLD).filter_map(|part| self.compose(part)).collect();
        let mark = match (self.lang, any) {
            (Lang::Zh, true) => "，或者",
            (Lang::En, true) => ", or ",
            (Lang::Zh, false) => "；",
            (Lang::En, false) => "; ",
        };
        (!told.is_empty()).then(|| told.join(mark))
    }

    fn compose_relation(&self, kind: RelationKind, patterns: &[Pattern]) -> Option<String> {
        let texts: Vec<String> = patterns.iter().map(|pattern| self.what(pattern)).collect();
        let both = self.listed(&texts, Join::And);
        if patterns.is_empty() {
            return None;
        }
        Some(match (self.lang, kind) {
            (Lang::Zh, RelationKind::Together) => format!("{both}要有就都有"),
            (Lang::En, RelationKind::Together) => format!("do all of {both}, or none"),
            (Lang::Zh, RelationKind::Either) => format!("{both}至少做一项"),
            (Lang::En, RelationKind::Either) => format!("do at least one of {both}"),
            (Lang::Zh, RelationKind::NotWith) => format!("{both}不要同时有"),
            (Lang::En, RelationKind::NotWith) => format!("do not combine {both}"),
        })
    }

    fn compose_rule(&self, rule: &Rule) -> Option<String> {
        let when = match (&rule.head, self.lang) {
            (Head::When(pattern), Lang::Zh) => format!("{}后", self.what(pattern)),
            (Head::When(pattern), Lang::En) => format!("after {}", self.what(pattern)),
            (Head::Before(pattern), Lang::Zh) => format!("{}前", self.what(pattern)),
            (Head::Before(pattern), Lang::En) => format!("before {}", self.what(pattern)),
            (Head::Around(pattern), Lang::Zh) => format!("{}前后", self.what(pattern)),
            (Head::Around(pattern), Lang::En) => format!("around {}", self.what(pattern)),
            (Head::Must, _) => String::new(),
            (Head::First, _) => self.pick("一开始", "first of all").to_owned(),
            (Head::Last, _) => self.pick("最后", "last of all").to_owned(),
        };
        let within = rule.within.as_ref().and_then(|bound| self.bound(bound));
        let least = rule.at_least.as_ref().and_then(|bound| self.bound(bound));
        let act = self.compose_body(&rule.body)?;
        Some(match self.lang {
            Lang::Zh => {
                let mut lead = when;
                if let Some(within) = within {
                    lead.push_str(&format!(" {within}内"));
                }
                if let Some(least) = least {
                    lead.push_str(&format!("至少 {least}"));
                }
                if lead.is_empty() { act } else { format!("{}，{act}", lead.trim()) }
            }
            Lang::En => {
                let mut text = act;
                if let Some(within) = within {
                    text.push_str(&format!(" within {within}"));
                }
                if let Some(least) = least {
                    text.push_str(&format!(", at least {least} apart"));
                }
                if when.is_empty() { text } else { format!("{when}, {text}") }
            }
        })
    }

    fn compose_body(&self, body: &Body) -> Option<String> {
        let zh = self.lang == Lang::Zh;
        Some(match body {
            Body::Owed(pattern) => {
                let what = self.owed_list(&pattern_names(pattern));
                if zh { format!("{}{}", what.verb(), what.list) } else { format!("see to {}", what.list) }
            }
            Body::Forbidden(pattern) => {
                let what = self.what(pattern);
                if zh { format!("不要有{what}") } else { format!("do without {what}") }
            }
            Body::Say(say) => {
                let phrases: Vec<String> = say.phrases.iter().map(|phrase| self.phrase(phrase)).collect();
                let list = self.listed(&phrases, self.join_of(&say.phrases));
                if zh { format!("要说{list}") } else { format!("say {list}") }
            }
            Body::NeverSay(say) => {
                let phrases: Vec<String> = say.phrases.iter().map(|phrase| self.phrase(phrase)).collect();
                let list = self.listed(&phrases, Join::Or);
                if zh { format!("不要说{list}") } else { format!("do not say {list}") }
            }
            Body::Record(record) => {
                let form = self.named(&record.form).text;
                let signers: Vec<String> = record.signed.iter().map(|role| self.role(role)).collect();
                let signers = self.listed(&signers, Join::And);
                match (zh, signers.is_empty()) {
                    (true, true) => format!("填好{form}"),
                    (true, false) => format!("填好{form}，由{signers}签名"),
                    (false, true) => format!("fill in {form}"),
                    (false, false) => format!("fill in {form} and have it signed by {signers}"),
                }
            }
            Body::Consent(_) => {
                self.pick("先问，对方同意了再做", "ask first and go on only after a yes").to_owned()
            }
            Body::Decide { table, .. } => {
                let title =
                    self.plan.standard.tables.get(table).and_then(|table| self.title(&table.title))?;
                let title = quoted(title);
                if zh { format!("按{title}答复") } else { format!("answer as {title} has it") }
            }
        })
    }

    fn what(&self, pattern: &Pattern) -> String {
        self.owed_list(&pattern_names(pattern)).list
    }

    /// A bound in words: its length, or the figure that sets it.
    pub(super) fn bound(&self, bound: &Bound) -> Option<String> {
        match bound {
            Bound::Fixed(span, _) => Some(span.say(self.lang)),
            Bound::Param(name, _) => {
                let param = self.plan.standard.params.get(name)?;
                match param.values.last() {
                    Some((_, ParamValue::Duration(span), _)) => Some(span.say(self.lang)),
                    _ => self.title(&param.title).map(quoted),
                }
            }
            Bound::Computed(..) => None,
        }
    }
}
