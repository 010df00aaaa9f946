//! What a clause itself says that a sentence needs: on which side of its trigger it stands, whether one of several is
//! enough, what is counted, which table decides.

use super::Teller;
use super::sentence::Join;
use guiju_standard::model::{
    Agree, Atom, Body, Check, Choose, Count, Head, HoldOn, Part, Pattern, Quorum, RelationKind, Row, Rule,
    Say,
};

/// On which side of what activates the duty stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Behind it.
    After,
    /// Before it.
    Before,
    /// Around it.
    Around,
    /// At it.
    At,
}

/// Calls `visit` with a part and all parts in it, the outer first.
pub(super) fn walk<'a>(part: &'a Part, visit: &mut dyn FnMut(&'a Part)) {
    visit(part);
    match &part.check {
        Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().for_each(|part| walk(part, visit)),
        Check::Not(part) => walk(part, visit),
        Check::If(a, b) => {
            walk(a, visit);
            walk(b, visit);
        }
        _ => {}
    }
}

/// The name of what an atom means.
pub(super) fn atom_name(atom: &Atom) -> String {
    match atom {
        Atom::Activity { name, .. } | Atom::Situation { name, .. } | Atom::Instant { name, .. } => {
            name.clone()
        }
        Atom::Says { phrase, .. } => phrase.clone(),
        Atom::Param { name, .. } => format!("param.{name}"),
    }
}

/// The names of all that a pattern means, in the order written.
pub(super) fn pattern_names(pattern: &Pattern) -> Vec<String> {
    let mut names = Vec::new();
    pattern.atoms(&mut |atom, _| {
        let name = atom_name(atom);
        if !names.contains(&name) {
            names.push(name);
        }
    });
    names
}

/// What activates a check and the side on which the duty stands.
fn activation(check: &Check) -> Option<(Side, &Pattern)> {
    match check {
        Check::Rule(rule) => match &rule.head {
            Head::When(pattern) => Some((Side::After, pattern)),
            Head::Before(pattern) => Some((Side::Before, pattern)),
            Head::Around(pattern) => Some((Side::Around, pattern)),
            Head::Must | Head::First | Head::Last => None,
        },
        Check::Hold(hold) => match &hold.on {
            HoldOn::At(pattern) | HoldOn::Inspect(pattern, _) => Some((Side::At, pattern)),
            HoldOn::Stretch => None,
        },
        Check::Permit(pattern) => Some((Side::At, pattern)),
        Check::Choose(choose) => Some((Side::At, &choose.pattern)),
        Check::Relation(..)
        | Check::Apart(..)
        | Check::Count(_)
        | Check::Agree(_)
        | Check::Rate(_)
        | Check::Cited(_)
        | Check::Trained(_)
        | Check::Exam { .. }
        | Check::Clause(..)
        | Check::AllOf(_)
        | Check::AnyOf(_)
        | Check::Not(_)
        | Check::If(..) => None,
    }
}

/// The patterns of what a check owes or forbids.
fn targets(check: &Check) -> Vec<&Pattern> {
    match check {
        Check::Rule(rule) => match &rule.body {
            Body::Owed(pattern) | Body::Forbidden(pattern) => vec![pattern],
            Body::Consent(consent) => vec![&consent.given],
            Body::Say(_) | Body::NeverSay(_) | Body::Record(_) | Body::Decide { .. } => Vec::new(),
        },
        Check::Relation(_, patterns) => patterns.iter().collect(),
        _ => Vec::new(),
    }
}

/// Whether one of these names is enough by a pattern, as far as it says.
fn one_is_enough(pattern: &Pattern, names: &[String]) -> Option<bool> {
    let (list, any) = match pattern {
        Pattern::One(..) => return None,
        Pattern::Any(list) | Pattern::FirstOf(list) => (list, true),
        Pattern::AtLeast(least, list) => (list, *least < list.len()),
        Pattern::All(list) | Pattern::InOrder(list) => (list, false),
    };
    // The innermost list that holds all of them decides.
    let inner = list.iter().find_map(|inner| one_is_enough(inner, names));
    let own = pattern_names(pattern);
    inner.or_else(|| names.iter().all(|name| own.contains(name)).then_some(any))
}

impl<'a> Teller<'a> {
    fn find<T>(&self, pick: impl Fn(&'a Part) -> Option<T>) -> Option<T> {
        let mut found = None;
        walk(&self.clause.part, &mut |part| {
            if found.is_none() {
                found = pick(part);
            }
        });
        found
    }

    /// The side of a trigger on which the duty stands.
    pub(super) fn side(&self, trigger: &str) -> Side {
        let named = self.find(|part| {
            activation(&part.check)
                .filter(|(_, pattern)| pattern_names(pattern).iter().any(|name| name == trigger))
                .map(|(side, _)| side)
        });
        // A figure may name the activity; a stretch begins with its situation.
        let rated = || self.find(|part| matches!(part.check, Check::Rate(_)).then_some(Side::At));
        named
            .or_else(|| self.find(|part| activation(&part.check).map(|(side, _)| side)))
            .or_else(rated)
            .unwrap_or(Side::After)
    }

    /// How owed names belong together.
    pub(super) fn join_of(&self, names: &[String]) -> Join {
        let by_pattern = self
            .find(|part| targets(&part.check).into_iter().find_map(|pattern| one_is_enough(pattern, names)));
        let by_words = || {
            let say = self.say_of(names)?;
            Some(matches!(say.quorum, Quorum::AtLeast(least) if least < say.phrases.len()))
        };
        match by_pattern.or_else(by_words) {
            Some(true) => Join::Or,
            _ => Join::And,
        }
    }

    /// The rule whose owed events these are; the clause's first rule where none owes exactly these.
    pub(super) fn rule_of(&self, names: &[String]) -> Option<&'a Rule> {
        let rule = |part: &'a Part| if let Check::Rule(rule) = &part.check { Some(rule) } else { None };
        let owes = |rule: &&'a Rule| match &rule.body {
            Body::Owed(pattern) => {
                let own = pattern_names(pattern);
                names.iter().all(|name| own.contains(name))
            }
            _ => false,
        };
        self.find(|part| rule(part).filter(owes)).or_else(|| self.find(rule))
    }

    /// The first words that the clause owes.
    pub(super) fn say(&self) -> Option<&'a Say> {
        self.find(|part| match &part.check {
            Check::Rule(rule) => match &rule.body {
                Body::Say(say) => Some(say),
                _ => None,
            },
            _ => None,
        })
    }

    /// The words owed by the clause in which all of these are.
    pub(super) fn say_of(&self, names: &[String]) -> Option<&'a Say> {
        self.find(|part| match &part.check {
            Check::Rule(rule) => match &rule.body {
                Body::Say(say) if names.iter().all(|name| say.phrases.contains(name)) => Some(say),
                _ => None,
            },
            _ => None,
        })
    }

    /// Whether the clause asks or forbids something only under a condition.
    pub(super) fn is_narrowed(&self, name: &str) -> bool {
        self.find(|part| {
            let mut narrowed = None;
            for pattern in targets(&part.check) {
                pattern.atoms(&mut |atom, _| {
                    let by = matches!(atom, Atom::Activity { by: Some(_), .. });
                    if atom_name(atom) == name && (by || atom.condition().is_some()) {
                        narrowed = Some(());
                    }
                });
            }
            narrowed
        })
        .is_some()
    }

    /// Whether the clause only forbids.
    pub(super) fn forbids(&self) -> bool {
        self.find(|part| match &part.check {
            Check::Rule(rule) => Some(matches!(rule.body, Body::Forbidden(_) | Body::NeverSay(_))),
            Check::Relation(kind, _) => Some(*kind == RelationKind::NotWith),
            Check::AllOf(_) | Check::AnyOf(_) | Check::Not(_) | Check::If(..) => None,
            _ => Some(false),
        })
        .unwrap_or(false)
    }

    /// Whether the clause is about what checks found.
    pub(super) fn inspects(&self) -> bool {
        let inspects = |part: &Part| match &part.check {
            Check::Hold(hold) => matches!(hold.on, HoldOn::Inspect(..)).then_some(true),
            _ => None,
        };
        self.find(inspects).unwrap_or(false)
    }

    /// Whether keeping any part of the clause would have been enough.
    pub(super) fn any_part_is_enough(&self) -> bool {
        matches!(self.clause.part.check, Check::AnyOf(_))
    }

    /// What the clause counts: the count that names this, else the only one.
    pub(super) fn count_of(&self, of: &str) -> Option<&'a Count> {
        let mut all: Vec<&'a Count> = Vec::new();
        walk(&self.clause.part, &mut |part| {
            if let Check::Count(count) = &part.check {
                all.push(count);
            }
        });
        let named = all.iter().find(|count| super::figures::counted(&count.of).join(", ") == of);
        named.or(all.first().filter(|_| all.len() == 1)).copied()
    }

    /// The clause's records that must agree.
    pub(super) fn agree(&self) -> Option<&'a Agree> {
        self.find(|part| if let Check::Agree(agree) = &part.check { Some(agree) } else { None })
    }

    /// The clause's choice by rank.
    pub(super) fn choose(&self) -> Option<&'a Choose> {
        self.find(|part| if let Check::Choose(choose) = &part.check { Some(choose) } else { None })
    }

    /// The least score that the clause's exam asks; `Some(None)`: an exam without one.
    pub(super) fn exam(&self) -> Option<Option<f64>> {
        self.find(|part| if let Check::Exam { pass, .. } = &part.check { Some(*pass) } else { None })
    }

    /// A row of the table that the clause decides or ranks by; without one, of any table.
    pub(super) fn row(&self, id: &str) -> Option<&'a Row> {
        let table = self.find(|part| match &part.check {
            Check::Rule(rule) => match &rule.body {
                Body::Decide { table, .. } => Some(table.as_str()),
                _ => None,
            },
            Check::Choose(choose) => Some(choose.rank.as_str()),
            _ => None,
        });
        let tables = &self.plan.standard.tables;
        let rows = table.and_then(|table| tables.get(table)).map(|table| &table.rows);
        match rows {
            Some(rows) => rows.iter().find(|row| row.id == id),
            None => tables.values().flat_map(|table| &table.rows).find(|row| row.id == id),
        }
    }
}
