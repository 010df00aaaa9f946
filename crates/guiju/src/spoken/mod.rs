//! Dialogues told turn by turn, and what their words teach those who write phrases.

mod suggest;

pub use suggest::{Labels, Proposal, proposals};

use crate::sentences;
use guiju_judge::{
    ClauseJudgement, History, Judgement, Plan, Verdict, Words,
    hearing::{Heard, HeardAs, HeardTurn, hear},
};
use guiju_standard::model::{Body, Check, Part};
use guiju_time::{Instant, Lang, Zone, clock};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fmt::Write as _};

/// A dialogue, heard and judged.
pub struct Dialogue {
    /// Its turns.
    pub turns: Vec<HeardTurn>,
    /// What the standard says of it.
    pub judgement: Judgement,
    /// What fills its slots.
    pub slots: Vec<(String, String)>,
}

impl Dialogue {
    /// Hears and judges a history.
    pub fn of(plan: &Plan, history: &History<'_>) -> Dialogue {
        let slots = history.slot_texts().into_iter();
        Dialogue {
            turns: hear(history),
            judgement: guiju_judge::judge(plan, history),
            slots: slots.map(|(name, text)| (name.to_owned(), text.to_owned())).collect(),
        }
    }
}

/// Whether a clause is about words.
fn is_of_words(part: &Part) -> bool {
    match &part.check {
        Check::Rule(rule) => {
            matches!(rule.body, Body::Say(_) | Body::NeverSay(_) | Body::Consent(_) | Body::Decide { .. })
        }
        Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().any(is_of_words),
        Check::Not(part) => is_of_words(part),
        Check::If(a, b) => is_of_words(a) || is_of_words(b),
        _ => false,
    }
}

/// Clauses about words that were not kept, or could not be told.
fn unkept<'d>(plan: &'d Plan, judgement: &'d Judgement) -> impl Iterator<Item = &'d ClauseJudgement> {
    judgement.clauses.iter().map(|judged| &**judged).filter(|judged| {
        matches!(judged.verdict, Verdict::Broken | Verdict::Unknown)
            && plan.standard.clauses.get(judged.clause).is_some_and(|clause| is_of_words(&clause.part))
    })
}

/// Phrases that clauses of the subject's type owe.
fn owed(plan: &Plan, kind: &str) -> BTreeSet<String> {
    fn gather(part: &Part, into: &mut BTreeSet<String>) {
        match &part.check {
            Check::Rule(rule) => match &rule.body {
                Body::Say(say) => into.extend(say.phrases.iter().cloned()),
                Body::Consent(consent) => {
                    into.extend(consent.ask.iter().flat_map(|say| say.phrases.iter().cloned()));
                }
                _ => {}
            },
            Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().for_each(|part| gather(part, into)),
            Check::Not(part) => gather(part, into),
            Check::If(a, b) => {
                gather(a, into);
                gather(b, into);
            }
            _ => {}
        }
    }
    let mut phrases = BTreeSet::new();
    for index in plan.clauses_for(kind) {
        gather(&plan.standard.clauses[*index].part, &mut phrases);
    }
    phrases
}

fn said(words: &[Words]) -> String {
    words.iter().map(|words| words.text.as_str()).collect::<Vec<_>>().join("…")
}

fn exemption(name: &str, lang: Lang) -> &str {
    match (lang, name) {
        (Lang::Zh, "other_side") => "对方说的",
        (Lang::Zh, "harmless") => "在无害的长语里",
        (Lang::Zh, "quoted") => "引用",
        (Lang::Zh, "negated") => "否定",
        (Lang::En, "other_side") => "the other side's words",
        (Lang::En, "harmless") => "part of a longer harmless phrase",
        (_, other) => other,
    }
}

/// A dialogue for people.
pub fn text(plan: &Plan, zone: &Zone, dialogue: &Dialogue, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let judgement = &dialogue.judgement;
    let mut page = format!("{} {}\n", judgement.kind, judgement.id);
    let owed = owed(plan, &judgement.kind);
    let day = judgement.opened_at;
    for (number, turn) in dialogue.turns.iter().enumerate() {
        let words: Vec<&str> = turn.utterances.iter().map(|(_, text)| text.as_str()).collect();
        let second = Instant(turn.from.0 - turn.from.0.rem_euclid(1_000_000));
        let at = clock(second, zone, day, lang);
        let _ = writeln!(page, "{:>3} {at} {}: {}", number + 1, turn.speaker, words.join(" / "));
        for situation in &turn.begins {
            let _ = writeln!(page, "      ▷ {} {situation}", if zh { "情形" } else { "situation" });
        }
        let heard = turn.found.iter();
        let whole: Vec<&Heard> = heard.clone().filter(|heard| heard.as_ == HeardAs::Said).collect();
        let mut told: Vec<String> = Vec::new();
        for one in &whole {
            let words = said(&one.words);
            if told.contains(&words) {
                continue;
            }
            let same: Vec<&str> = whole
                .iter()
                .filter(|other| said(&other.words) == words)
                .map(|other| other.phrase.as_str())
                .collect();
            let _ = writeln!(page, "      ● {}  {}", quoted(&words, lang), same.join(", "));
            told.push(words);
        }
        for one in heard {
            match &one.as_ {
                HeardAs::Said => {}
                HeardAs::Begun { missing } if owed.contains(&one.phrase) && !missing.is_empty() => {
                    let lacks = if zh { "缺" } else { "lacks" };
                    let words = quoted(&said(&one.words), lang);
                    let _ = writeln!(page, "      ◔ {words}  {}, {lacks} {}", one.phrase, missing.join(", "));
                }
                HeardAs::Begun { .. } => {}
                HeardAs::Forbidden { clause, exemption: why } => {
                    let id = plan.standard.clauses.get(*clause).map_or("", |clause| &clause.id);
                    let words = quoted(&said(&one.words), lang);
                    let _ = match why {
                        Some(why) => {
                            let lead = if zh { "不算：" } else { "does not count: " };
                            let why = exemption(why, lang);
                            writeln!(page, "      – {words}  {} ({id}), {lead}{why}", one.phrase)
                        }
                        None => writeln!(page, "      ✕ {words}  {} ({id})", one.phrase),
                    };
                }
            }
        }
    }
    for judged in unkept(plan, judgement) {
        let Some(clause) = plan.standard.clauses.get(judged.clause) else { continue };
        let shape = sentences::shape(judged.verdict);
        let because = judged
            .activations
            .iter()
            .filter(|activation| activation.outcome.verdict() == judged.verdict)
            .map(|activation| sentences::because(plan, clause, activation, Instant(i64::MAX - 1), lang))
            .next()
            .unwrap_or_else(|| sentences::why_unknown(plan, judged, Instant(i64::MAX - 1), lang));
        let _ = writeln!(page, "  {shape} {}  {because}", clause.id);
    }
    page.push('\n');
    page
}

fn quoted(words: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("「{words}」"),
        Lang::En => format!("“{words}”"),
    }
}

fn spans(words: &[Words]) -> Vec<Value> {
    words
        .iter()
        .map(|w| json!({ "event": w.event, "from": w.from, "to": w.to, "text": w.text, "element": w.phrase }))
        .collect()
}

/// A dialogue for programs: a line for each turn, then one for each clause about words that was not kept.
pub fn lines(plan: &Plan, zone: &Zone, dialogue: &Dialogue) -> Vec<Value> {
    let judgement = &dialogue.judgement;
    let id = &judgement.id;
    let mut lines = Vec::new();
    for (number, turn) in dialogue.turns.iter().enumerate() {
        let (mut said, mut begun, mut forbidden) = (Vec::new(), Vec::new(), Vec::new());
        for heard in &turn.found {
            let spans = spans(&heard.words);
            match &heard.as_ {
                HeardAs::Said => said.push(json!({ "phrase": heard.phrase, "spans": spans })),
                HeardAs::Begun { missing } => {
                    begun.push(json!({ "phrase": heard.phrase, "spans": spans, "missing": missing }));
                }
                HeardAs::Forbidden { clause, exemption } => forbidden.push(json!({
                    "phrase": heard.phrase,
                    "clause": plan.standard.clauses.get(*clause).map(|clause| &clause.id),
                    "spans": spans,
                    "counts": exemption.is_none(),
                    "exemption": exemption,
                })),
            }
        }
        let texts: Vec<&str> = turn.utterances.iter().map(|(_, text)| text.as_str()).collect();
        lines.push(json!({
            "dialogue": id,
            "turn": number + 1,
            "events": turn.utterances.iter().map(|(event, _)| event).collect::<Vec<_>>(),
            "speaker": turn.speaker,
            "at": turn.from.rfc3339(zone),
            "text": texts.join(" "),
            "situations": turn.begins,
            "said": said,
            "begun": begun,
            "forbidden": forbidden,
        }));
    }
    for judged in unkept(plan, judgement) {
        let Some(clause) = plan.standard.clauses.get(judged.clause) else { continue };
        let now = Instant(i64::MAX - 1);
        for activation in judged.activations.iter().filter(|a| a.outcome.verdict() == judged.verdict) {
            let because = |lang| sentences::because(plan, clause, activation, now, lang);
            lines.push(json!({
                "dialogue": id,
                "clause": clause.id,
                "verdict": judged.verdict.name(),
                "because": { "zh": because(Lang::Zh), "en": because(Lang::En) },
            }));
        }
    }
    lines
}
