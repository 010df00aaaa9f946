//! Directions turned round: before and after, owed and forbidden, at most and at least, all and any.

use super::variant::{Variant, Variants};
use guiju_standard::Span;
use guiju_standard::model::{
    Agree, Body, Check, Count, Days, Head, Hold, HoldOn, Part, Pattern, Quorum, RelationKind, Rule, Say,
    Take, Variant as Sequence,
};

/// A pattern whose parts are joined otherwise.
pub(super) fn pattern(of: &Pattern, at: Span) -> Variants<Pattern> {
    let several = |list: &[Pattern]| list.len() > 1;
    match of {
        Pattern::All(list) if several(list) => {
            vec![Variant::instead("all", "any", at, Pattern::Any(list.clone()))]
        }
        Pattern::InOrder(list) if several(list) => {
            vec![Variant::instead("in_order", "all", at, Pattern::All(list.clone()))]
        }
        Pattern::FirstOf(list) if several(list) => {
            vec![Variant::instead("first_of", "any", at, Pattern::Any(list.clone()))]
        }
        Pattern::AtLeast(least, list) => numbers(*least, list.len(), "n", at)
            .into_iter()
            .map(|variant| variant.map(|least| Pattern::AtLeast(least, list.clone())))
            .collect(),
        _ => Vec::new(),
    }
}

/// So many of a list, one more and one less.
pub(super) fn numbers(least: usize, of: usize, name: &str, at: Span) -> Variants<usize> {
    [least + 1, least.saturating_sub(1)]
        .into_iter()
        .filter(|now| (1..=of).contains(now) && *now != least)
        .map(|now| Variant::instead(&format!("{name} {least}"), &format!("{name} {now}"), at, now))
        .collect()
}

/// A rule with its head, its body or its bounds turned round.
pub(super) fn rule(rule: &Rule) -> Variants<Rule> {
    let mut found = Vec::new();
    let mut head = |from: &str, now: &str, head: Head| {
        found.push(Variant::instead(from, now, rule.span, Rule { head, ..rule.clone() }));
    };
    match &rule.head {
        // A decision asks the same question, whatever the word before its event.
        _ if matches!(rule.body, Body::Decide { .. }) => {}
        Head::When(p) => head("when", "before", Head::Before(p.clone())),
        Head::Before(p) => head("before", "when", Head::When(p.clone())),
        Head::Around(p) => {
            head("around", "when", Head::When(p.clone()));
            head("around", "before", Head::Before(p.clone()));
        }
        Head::First => head("first", "last", Head::Last),
        Head::Last => head("last", "first", Head::First),
        Head::Must => {}
    }
    let mut body = |from: &str, now: &str, at: Span, body: Body| {
        found.push(Variant::instead(from, now, at, Rule { body, ..rule.clone() }));
    };
    let fixed = matches!(rule.head, Head::First | Head::Last);
    match &rule.body {
        Body::Owed(p) if !fixed => {
            body("then", "never", super::patterns::place(p), Body::Forbidden(p.clone()));
        }
        Body::Forbidden(p) if !fixed => {
            body("never", "then", super::patterns::place(p), Body::Owed(p.clone()));
        }
        Body::Say(say) => body("say", "never_say", say.span, Body::NeverSay(say.clone())),
        Body::NeverSay(say) => body("never_say", "say", say.span, Body::Say(say.clone())),
        _ => {}
    }
    if rule.within.is_some() || rule.at_least.is_some() {
        let (from, now) = if rule.within.is_some() { ("within", "at_least") } else { ("at_least", "within") };
        let turned = Rule { within: rule.at_least.clone(), at_least: rule.within.clone(), ..rule.clone() };
        found.push(Variant::instead(from, now, rule.span, turned));
    }
    match rule.variant {
        Some(Sequence::Chain) => {
            let alternate = Rule { variant: Some(Sequence::Alternate), ..rule.clone() };
            found.push(Variant::instead("chain", "alternate", rule.span, alternate));
        }
        Some(Sequence::Alternate) => {
            found.push(Variant::dropped("alternate", rule.span, Rule { variant: None, ..rule.clone() }));
        }
        None => {}
    }
    if rule.both {
        found.push(Variant::dropped("both", rule.span, Rule { both: false, ..rule.clone() }));
    }
    if rule.one_to_one {
        found.push(Variant::dropped("one_to: one", rule.span, Rule { one_to_one: false, ..rule.clone() }));
    }
    if !rule.among.is_empty() {
        found.push(Variant::dropped("among", rule.span, Rule { among: Vec::new(), ..rule.clone() }));
    }
    found
}

/// Words of which all are owed: any is enough; so many: one more, one less.
pub(super) fn say(say: &Say) -> Variants<Say> {
    let of = say.phrases.len();
    match say.quorum {
        Quorum::All if of > 1 => {
            vec![Variant::instead("all", "any", say.span, Say { quorum: Quorum::AtLeast(1), ..say.clone() })]
        }
        Quorum::All => Vec::new(),
        Quorum::AtLeast(least) => numbers(least, of, "n", say.span)
            .into_iter()
            .map(|variant| variant.map(|least| Say { quorum: Quorum::AtLeast(least), ..say.clone() }))
            .collect(),
    }
}

/// A relation become another.
pub(super) fn relation(kind: RelationKind, at: Span) -> Variants<RelationKind> {
    let (from, now, to) = match kind {
        RelationKind::Together => ("together", "either", RelationKind::Either),
        RelationKind::Either => ("either", "not_with", RelationKind::NotWith),
        RelationKind::NotWith => ("not_with", "together", RelationKind::Together),
    };
    vec![Variant::instead(from, now, at, to)]
}

/// A composition become its opposite.
pub(super) fn composition(check: &Check, at: Span) -> Variants<Check> {
    let several = |parts: &[Part]| parts.len() > 1;
    match check {
        Check::AllOf(parts) if several(parts) => {
            vec![Variant::instead("all_of", "any_of", at, Check::AnyOf(parts.clone()))]
        }
        Check::AnyOf(parts) if several(parts) => {
            vec![Variant::instead("any_of", "all_of", at, Check::AllOf(parts.clone()))]
        }
        Check::If(condition, then) => {
            let not = Part { check: Check::Not(condition.clone()), ..condition.as_ref().clone() };
            vec![Variant::instead("if", "if not", at, Check::If(Box::new(not), then.clone()))]
        }
        _ => Vec::new(),
    }
}

/// A figure with its limits, its direction or its days turned round.
pub(super) fn count(count: &Count) -> Variants<Count> {
    let mut found = Vec::new();
    if count.min.is_some() || count.max.is_some() {
        let (from, now) = if count.min.is_some() { ("min", "max") } else { ("max", "min") };
        let turned = Count { min: count.max.clone(), max: count.min.clone(), ..count.clone() };
        found.push(Variant::instead(from, now, count.span, turned));
    }
    if matches!(count.of, guiju_standard::model::Aggregate::Trend(_)) {
        let (from, now) = if count.upward { ("up", "down") } else { ("down", "up") };
        let turned = Count { upward: !count.upward, ..count.clone() };
        found.push(Variant::instead(from, now, count.span, turned));
    }
    if count.days == Days::All {
        found.push(Variant::dropped("days: all", count.span, Count { days: Days::Working, ..count.clone() }));
    }
    found
}

/// Each check instead of the latest.
pub(super) fn hold(hold: &Hold) -> Variants<Hold> {
    let HoldOn::Inspect(pattern, Take::Latest) = &hold.on else { return Vec::new() };
    let on = HoldOn::Inspect(pattern.clone(), Take::Each);
    let mut found = vec![Variant::dropped("take: latest", hold.span, Hold { on, ..hold.clone() })];
    if !hold.same.is_empty() {
        found.push(Variant::dropped("same", hold.span, Hold { same: Vec::new(), ..hold.clone() }));
    }
    found
}

/// Records held against each other one way only.
pub(super) fn agree(agree: &Agree) -> Variants<Agree> {
    let mut found = Vec::new();
    if agree.both {
        found.push(Variant::dropped("both", agree.span, Agree { both: false, ..agree.clone() }));
    }
    if agree.one_to_one {
        found.push(Variant::dropped("one_to: one", agree.span, Agree { one_to_one: false, ..agree.clone() }));
    }
    found
}
