//! Phrases and situations.

use super::super::tree::Tree;
use super::says::{InOrder, Record, Says, word};
use crate::model::{Phrase, Situation};
use guiju_phrase::{Combine, Exempt, Item, PhraseDef, Scope};

/// What a phrase means, and what is only said about it.
pub(super) fn phrase(phrase: &Phrase) -> (Tree, Tree) {
    let Phrase { def, title, by, to, turns, claims, script, span: _ } = phrase;
    let PhraseDef { id: _, kind, items, scope: Scope { as_ }, harmless, exempt } = def;
    let record = match kind {
        Combine::Any => Record::default().with("any", items),
        Combine::All => Record::default().with("all", items),
        Combine::AtLeast(n) => Record::default().with("n", &n.to_string()).with("of", items),
        Combine::InOrder => Record::default().with("in_order", &InOrder(items)),
        Combine::Timed { signal, at_least_us, at_most_us } => {
            let length = |us: i64| guiju_time::Span::Elapsed(guiju_time::Micros(us)).to_string();
            let most = at_most_us.map_or(String::new(), length);
            Record::default().with(signal.name(), &format!("{}..{most}", length(*at_least_us)))
        }
    };
    let claims: Vec<Tree> = claims
        .iter()
        .map(|(element, condition)| Record::default().with("of", element).with("is", condition).done())
        .collect();
    let meaning = record
        .with("by", by)
        .with("to", to)
        .with("turns", turns)
        .with("as", as_)
        .with("harmless", harmless)
        .with("exempt", &exempt.as_ref().map(|exempt| exempt.says().unwrap_or_else(|| word("none"))))
        .with("claims", &claims)
        .done();
    (meaning, Record::default().with("title", title).with("script", script).done())
}

/// Whether a phrase is only a pattern that stands in a clause.
pub(super) fn is_anonymous(phrase: &Phrase) -> bool {
    matches!(phrase.def.items.as_slice(), [Item::Pattern(pattern)] if *pattern == phrase.def.id)
}

pub(super) fn situation(situation: &Situation) -> (Tree, Tree) {
    let Situation { title, from, until, turns, aside, span: _ } = situation;
    let meaning = Record::default()
        .with("from", from)
        .with("until", until)
        .with("turns", turns)
        .with("aside", aside)
        .done();
    (meaning, Record::default().with("title", title).done())
}

impl Says for Item {
    fn says(&self) -> Option<Tree> {
        let (Item::Pattern(text) | Item::Phrase(text)) = self;
        Some(word(text))
    }
}

impl Says for Exempt {
    fn says(&self) -> Option<Tree> {
        Some(word(match self {
            Exempt::Quoted => "quoted",
            Exempt::Negated => "negated",
        }))
    }
}
