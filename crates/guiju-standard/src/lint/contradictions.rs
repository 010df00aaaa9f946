//! `contradiction`: what one clause owes, another one forbids, in the same scope.

use crate::diagnostic::Diagnostic;
use crate::model::{Atom, Body, Bound, Check, Clause, During, Head, Part, Pattern, Rule, Standard};
use crate::source::Span;

/// An act that a clause owes or forbids, and where.
struct Demand<'a> {
    clause: &'a Clause,
    owed: bool,
    /// Activities or phrases, sorted.
    acts: Vec<&'a str>,
    /// Scope in words: subject, stretch, activation, condition.
    scope: String,
    within: Option<&'a Bound>,
    span: Span,
}

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    let mut demands = Vec::new();
    for clause in &standard.clauses {
        for part in conjuncts(&clause.part) {
            demands.extend(demand(standard, clause, part));
        }
    }
    for (at, later) in demands.iter().enumerate() {
        for earlier in &demands[..at] {
            if earlier.owed == later.owed || earlier.scope != later.scope {
                continue;
            }
            let (owed, forbidden) = if earlier.owed { (earlier, later) } else { (later, earlier) };
            // One act out of several is owed: forbidding one leaves the others.
            let impossible = owed.acts.iter().all(|act| forbidden.acts.contains(act));
            if !impossible || !covers(forbidden.within, owed.within) {
                continue;
            }
            let place = standard.sources.place(earlier.span);
            let (zh, en) = if later.owed { ("要求", "demands") } else { ("禁止", "forbids") };
            found.push(
                Diagnostic::error(
                    "contradiction",
                    later.span,
                    format!(
                        "条款 `{}` {zh} `{}`，`{}` 在同样的情形下正相反（{place}）",
                        later.clause.id,
                        owed.acts.join("、"),
                        earlier.clause.id
                    ),
                    format!(
                        "the clause `{}` {en} `{}`; in the same situation `{}` says the opposite ({place})",
                        later.clause.id,
                        owed.acts.join(", "),
                        earlier.clause.id
                    ),
                )
                .help(
                    "给其中一条加上 `where`、`applies` 或 `during`，分清各管哪种情形；或加 `unless`。",
                    "narrow one of them by `where`, `applies` or `during`, or excuse it by `unless`",
                ),
            );
        }
    }
}

/// Parts that must all be kept.
fn conjuncts(part: &Part) -> Vec<&Part> {
    match &part.check {
        Check::AllOf(list) => list.iter().flat_map(conjuncts).collect(),
        Check::AnyOf(_) | Check::Not(_) | Check::If(..) => Vec::new(),
        _ => vec![part],
    }
}

fn demand<'a>(standard: &'a Standard, clause: &'a Clause, part: &'a Part) -> Option<Demand<'a>> {
    if part.frame.unless.is_some() {
        return None;
    }
    let (head, owed, acts, within, span) = match &part.check {
        Check::Rule(rule) => {
            let (owed, acts) = acts(rule)?;
            (head(standard, rule)?, owed, acts, rule.within.as_ref(), rule.span)
        }
        _ => return None,
    };
    let during = match &part.frame.during {
        None => String::new(),
        Some(During::Situation(name, _)) => name.clone(),
        Some(During::Between { from, until }) => format!("{from:?}/{until:?}"),
    };
    let applies = clause.applies.as_ref().map_or("", |condition| condition.text());
    let each = part.frame.each.as_ref().map_or(String::new(), |each| each.over.clone());
    let scope = format!("{}|{during}|{applies}|{each}|{head}", clause.per);
    let mut acts = acts;
    acts.sort_unstable();
    Some(Demand { clause, owed, acts, scope, within, span })
}

/// Owed or forbidden, and which acts; none where conditions tell events of one activity apart.
fn acts(rule: &Rule) -> Option<(bool, Vec<&str>)> {
    if rule.with.is_some() || !rule.same.is_empty() || rule.before.is_some() || rule.at_least.is_some() {
        return None;
    }
    let whole = |say: &crate::model::Say| say.turns.is_none() && say.to.is_none() && say.as_.is_none();
    match &rule.body {
        Body::Owed(p) => plain(p).map(|acts| (true, acts)),
        Body::Forbidden(p) => plain(p).map(|acts| (false, acts)),
        Body::Say(say) if whole(say) => Some((true, say.phrases.iter().map(String::as_str).collect())),
        Body::NeverSay(say) if whole(say) => Some((false, say.phrases.iter().map(String::as_str).collect())),
        _ => None,
    }
}

/// The activities of a pattern without conditions that any one of them meets.
fn plain(pattern: &Pattern) -> Option<Vec<&str>> {
    match pattern {
        Pattern::One(Atom::Activity { name, by: None, condition: None }, _) => Some(vec![name.as_str()]),
        Pattern::Any(list) => {
            let lists: Option<Vec<Vec<&str>>> = list.iter().map(plain).collect();
            lists.map(|lists| lists.into_iter().flatten().collect())
        }
        _ => None,
    }
}

/// The activation in words; `must` and `never` alone have none.
fn head(standard: &Standard, rule: &Rule) -> Option<String> {
    let text = |kind: &str, p: &Pattern| {
        let mut words = String::from(kind);
        p.atoms(&mut |atom, span| {
            let condition = atom.condition().map_or("", |condition| condition.text());
            words.push_str(&format!("|{}|{condition}", standard.sources.slice(span)));
        });
        words
    };
    Some(match &rule.head {
        Head::When(p) => text("when", p),
        Head::Before(p) => text("before", p),
        Head::Around(p) => text("around", p),
        Head::Must => "must".to_owned(),
        Head::First | Head::Last => return None,
    })
}

/// Whether all the time that a duty allows is forbidden time.
fn covers(forbidden: Option<&Bound>, owed: Option<&Bound>) -> bool {
    match (forbidden, owed) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(Bound::Fixed(forbidden, _)), Some(Bound::Fixed(owed, _))) => {
            match (forbidden.as_elapsed(), owed.as_elapsed()) {
                (Some(forbidden), Some(owed)) => forbidden >= owed,
                _ => forbidden == owed,
            }
        }
        (Some(Bound::Param(a, _)), Some(Bound::Param(b, _))) => a == b,
        _ => false,
    }
}
