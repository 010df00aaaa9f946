//! Which clauses a history touches. A clause that nothing in the history can activate is not judged at all: what it says then
//! depends on the evidence alone, and is worked out once for all subjects of a log that have the same evidence.
//!
//! Each clause is compiled to its *sparks*: what must be there before anything can become of it. Where the check's form does
//! not say so for certain (duties of the subject itself, counts, populations, conditions on the subject), it is always judged.

use crate::outcome::ClauseJudgement;
use guiju_condition::ExprKind;
use guiju_log::{Log, Sym};
use guiju_standard::Standard;
use guiju_standard::model::{
    Atom, Body, Check, Clause, Covers, During, Head, Hold, HoldOn, InstantBase, ParamValue, Part, Pattern,
    Rule,
};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

/// Something whose presence may make a clause say something of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Spark {
    /// An event of this activity.
    Activity(String),
    /// An utterance.
    Words,
    /// The log knows this name at all: of an attribute that any event or subject may have.
    Name(&'static str),
    /// The same, of a name that the pack gives.
    Given(String),
}

/// A set of clauses, by their positions among those of their type of subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Clauses {
    words: Vec<u64>,
}

impl Clauses {
    fn insert(&mut self, at: usize) {
        if self.words.len() <= at / 64 {
            self.words.resize(at / 64 + 1, 0);
        }
        self.words[at / 64] |= 1 << (at % 64);
    }

    /// Adds the clauses of another set.
    pub(crate) fn join(&mut self, other: &Clauses) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (own, more) in self.words.iter_mut().zip(&other.words) {
            *own |= more;
        }
    }

    /// Whether a clause is among them.
    pub(crate) fn holds(&self, at: usize) -> bool {
        self.words.get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
    }
}

/// The clauses of one type of subject, by what touches them.
#[derive(Debug, Default)]
struct Sift {
    always: Clauses,
    /// By position in the plan's list of activities.
    activity: BTreeMap<u32, Clauses>,
    words: Clauses,
    named: Vec<(String, Clauses)>,
}

/// All clauses of a standard, by what touches them.
#[derive(Debug, Default)]
pub(crate) struct Sieve {
    kinds: BTreeMap<String, Sift>,
    /// Kinds of evidence that the pack names; a bit each in a [`Seen`].
    evidence: BTreeMap<String, u32>,
}

/// What a log lights in all its histories, by type of subject.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lit {
    kinds: BTreeMap<String, Clauses>,
}

/// The evidence of a subject, where all of it is of kinds that the pack names and covers all the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Seen(pub(crate) u64);

/// What clauses say of subjects that don't touch them, by type of subject and evidence.
#[derive(Default)]
pub(crate) struct Blanks {
    said: RefCell<BTreeMap<(String, Seen), Blank>>,
}

/// What the clauses of one type of subject say untouched, by position; worked out when first asked for.
pub(crate) type Blank = Rc<RefCell<Vec<Option<Arc<ClauseJudgement>>>>>;

impl Blanks {
    /// For subjects of a type with this evidence.
    pub(crate) fn of(&self, kind: &str, seen: Seen, clauses: usize) -> Blank {
        let mut said = self.said.borrow_mut();
        said.entry((kind.to_owned(), seen))
            .or_insert_with(|| Rc::new(RefCell::new(vec![None; clauses])))
            .clone()
    }
}

impl Sieve {
    /// Compiles a standard's clauses to what touches them; also the activities that touch any, by name.
    pub(crate) fn compile(
        standard: &Standard,
        by_subject: &BTreeMap<String, Vec<usize>>,
        consents: &BTreeSet<String>,
        activities: &mut BTreeSet<String>,
    ) -> Vec<(String, usize, Option<BTreeSet<Spark>>)> {
        let mut found = Vec::new();
        for (kind, clauses) in by_subject {
            for (at, clause) in clauses.iter().enumerate() {
                let mut sparks = Sparks { standard, consents, found: BTreeSet::new(), visited: Vec::new() };
                let complete =
                    coverage_is_fixed(standard) && sparks.clause(&standard.clauses[*clause]).is_some();
                let sparks = complete.then_some(sparks.found);
                for spark in sparks.iter().flatten() {
                    if let Spark::Activity(name) = spark {
                        activities.insert(name.clone());
                    }
                }
                found.push((kind.clone(), at, sparks));
            }
        }
        found
    }

    /// Puts compiled clauses in order, once the plan has numbered its activities.
    pub(crate) fn of(
        standard: &Standard,
        compiled: Vec<(String, usize, Option<BTreeSet<Spark>>)>,
        number: impl Fn(&str) -> Option<u32>,
    ) -> Sieve {
        let mut sieve = Sieve { kinds: BTreeMap::new(), evidence: kinds_of_evidence(standard) };
        for (kind, at, sparks) in compiled {
            let sift = sieve.kinds.entry(kind).or_default();
            let Some(sparks) = sparks else {
                sift.always.insert(at);
                continue;
            };
            for spark in sparks {
                match spark {
                    Spark::Activity(name) => match number(&name) {
                        Some(number) => sift.activity.entry(number).or_default().insert(at),
                        None => sift.always.insert(at),
                    },
                    Spark::Words => sift.words.insert(at),
                    Spark::Name(name) => sift.named(name).insert(at),
                    Spark::Given(name) => sift.named(&name).insert(at),
                }
            }
        }
        sieve
    }

    /// What a log lights in all its histories: what is always judged, and what the names that it knows touch.
    pub(crate) fn lit_by_log(&self, log: &Log) -> Lit {
        let lit = |sift: &Sift| {
            let mut lit = sift.always.clone();
            for (name, clauses) in &sift.named {
                if log.strings.get(name).is_some() {
                    lit.join(clauses);
                }
            }
            lit
        };
        Lit { kinds: self.kinds.iter().map(|(kind, sift)| (kind.clone(), lit(sift))).collect() }
    }

    /// The clauses that a history touches.
    pub(crate) fn touched(
        &self,
        kind: &str,
        lit: &Lit,
        activities: impl Iterator<Item = u32>,
        words: bool,
    ) -> Clauses {
        let mut touched = lit.kinds.get(kind).cloned().unwrap_or_default();
        let Some(sift) = self.kinds.get(kind) else { return touched };
        if words {
            touched.join(&sift.words);
        }
        for activity in activities {
            if let Some(clauses) = sift.activity.get(&activity) {
                touched.join(clauses);
            }
        }
        touched
    }

    /// Evidence as a set of the pack's own kinds; `None` where it has others, or where it covers a part of the time only.
    pub(crate) fn seen<'k>(&self, kinds: impl Iterator<Item = (&'k str, bool)>) -> Option<Seen> {
        let mut seen = 0;
        for (kind, whole) in kinds {
            seen |= 1u64.checked_shl(*self.evidence.get(kind)?)?;
            if !whole {
                return None;
            }
        }
        Some(Seen(seen))
    }
}

impl Sift {
    fn named(&mut self, name: &str) -> &mut Clauses {
        let at = match self.named.iter().position(|(known, _)| known == name) {
            Some(at) => at,
            None => {
                self.named.push((name.to_owned(), Clauses::default()));
                self.named.len() - 1
            }
        };
        &mut self.named[at].1
    }
}

/// Whether the share that evidence must cover is the same for every subject.
fn coverage_is_fixed(standard: &Standard) -> bool {
    match standard.params.get("coverage_needed") {
        None => true,
        Some(param) => matches!(param.values.as_slice(), [(None, ParamValue::Number(..), _)]),
    }
}

fn kinds_of_evidence(standard: &Standard) -> BTreeMap<String, u32> {
    let mut kinds: BTreeSet<&str> = BTreeSet::from(["import", "transcript"]);
    for activity in standard.vocabulary.activities.values() {
        kinds.extend(activity.seen_by.iter().map(String::as_str));
    }
    for clause in &standard.clauses {
        frames(&clause.part, &mut |kind| {
            kinds.insert(kind);
        });
    }
    kinds.into_iter().enumerate().map(|(at, kind)| (kind.to_owned(), at as u32)).collect()
}

fn frames<'s>(part: &'s Part, visit: &mut dyn FnMut(&'s str)) {
    part.frame.evidence.kinds.iter().for_each(|kind| visit(kind));
    match &part.check {
        Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().for_each(|part| frames(part, visit)),
        Check::Not(part) => frames(part, visit),
        Check::If(a, b) => {
            frames(a, visit);
            frames(b, visit);
        }
        _ => {}
    }
}

/// The sparks of one clause. `None` anywhere: it is always judged.
struct Sparks<'s> {
    standard: &'s Standard,
    consents: &'s BTreeSet<String>,
    found: BTreeSet<Spark>,
    /// Situations, instants and clauses that were looked into.
    visited: Vec<(&'static str, String)>,
}

impl<'s> Sparks<'s> {
    fn clause(&mut self, clause: &'s Clause) -> Option<()> {
        // Which of several rows it covers, and whether it applies, depend on the subject.
        if clause.applies.is_some() || matches!(clause.covers, Covers::ByValue(_)) {
            return None;
        }
        self.part(&clause.part)
    }

    fn part(&mut self, part: &'s Part) -> Option<()> {
        match &part.check {
            Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().try_for_each(|part| self.part(part)),
            Check::Not(part) => self.part(part),
            Check::If(condition, then) => {
                self.part(condition)?;
                self.part(then)
            }
            _ => self.form(part),
        }
    }

    fn form(&mut self, part: &'s Part) -> Option<()> {
        if part.frame.each.is_some() {
            return None;
        }
        match &part.frame.during {
            // Outside of its stretches a form is not looked at.
            Some(During::Situation(name, _)) => return self.situation(name),
            Some(During::Between { from, .. }) => return self.pattern(from),
            None => {}
        }
        match &part.check {
            Check::Rule(rule) => self.rule(rule),
            Check::Hold(hold) => self.hold(hold, part),
            Check::Apart(pattern, ..) | Check::Permit(pattern) => self.pattern(pattern),
            Check::Rate(rate) if rate.condition.is_none() => {
                let ExprKind::Literal(_) = rate.min.expr().kind else { return None };
                self.found.insert(Spark::Name("dimension"));
                self.found.insert(Spark::Given(rate.dimension.clone()));
                Some(())
            }
            _ => None,
        }
    }

    fn rule(&mut self, rule: &'s Rule) -> Option<()> {
        match &rule.head {
            Head::When(pattern) | Head::Before(pattern) | Head::Around(pattern) => self.pattern(pattern)?,
            // Owed by the subject itself.
            Head::Must | Head::First | Head::Last => return None,
        }
        match &rule.body {
            // Succession: what is owed activates too.
            Body::Owed(target) if rule.both => self.pattern(target),
            _ => Some(()),
        }
    }

    fn hold(&mut self, hold: &'s Hold, part: &'s Part) -> Option<()> {
        match &hold.on {
            HoldOn::At(pattern) => self.pattern(pattern),
            HoldOn::Inspect(pattern, _) => {
                // What nobody inspected may still be excused.
                let excuses = part.frame.unless.iter().flat_map(|unless| &unless.any);
                self.pattern(pattern)?;
                excuses.map(|exception| &exception.pattern).try_for_each(|pattern| self.pattern(pattern))
            }
            HoldOn::Stretch => None,
        }
    }

    fn pattern(&mut self, pattern: &'s Pattern) -> Option<()> {
        let mut known = Some(());
        pattern.atoms(&mut |atom, _| {
            if known.is_some() {
                known = self.atom(atom);
            }
        });
        known
    }

    fn atom(&mut self, atom: &'s Atom) -> Option<()> {
        match atom {
            Atom::Activity { name, .. } => self.activity(name),
            Atom::Says { .. } => {
                self.found.insert(Spark::Words);
                Some(())
            }
            Atom::Situation { name, .. } => self.situation(name),
            Atom::Instant { name, .. } => self.instant(name),
            Atom::Param { name, .. } => {
                let param = self.standard.params.get(name)?;
                param.values.iter().try_for_each(|(_, value, _)| self.figure(value))
            }
        }
    }

    fn activity(&mut self, name: &str) -> Option<()> {
        // These two need no event of their own.
        if matches!(name, "opened" | "closed") {
            return None;
        }
        self.found.insert(Spark::Activity(name.to_owned()));
        if self.consents.contains(name) {
            self.found.insert(Spark::Words);
        }
        Some(())
    }

    /// The activities that a figure may name.
    fn figure(&mut self, value: &'s ParamValue) -> Option<()> {
        match value {
            ParamValue::Text(name) => self.activity(name),
            ParamValue::List(items) => items.iter().try_for_each(|item| self.figure(item)),
            ParamValue::By(values) => values.values().try_for_each(|value| self.figure(value)),
            ParamValue::Duration(_) | ParamValue::Number(..) | ParamValue::Bool(_) => Some(()),
        }
    }

    fn situation(&mut self, name: &'s str) -> Option<()> {
        let situation = self.standard.situations.get(name)?;
        if !self.enter("situation", name) {
            return Some(());
        }
        for tag in ["tags", "situation"] {
            let set = |activity: &guiju_standard::model::Activity| activity.sets.contains_key(tag);
            if self.standard.vocabulary.activities.values().any(set) {
                return None;
            }
            self.found.insert(Spark::Name(tag));
        }
        self.found.insert(Spark::Activity(name.to_owned()));
        self.pattern(&situation.from)
    }

    /// What makes a named instant pass.
    fn instant(&mut self, name: &'s str) -> Option<()> {
        let (expr, _) = self.standard.vocabulary.instants.get(name)?;
        if !self.enter("instant", name) {
            return Some(());
        }
        match &expr.base {
            InstantBase::Named(name) => self.instant(name),
            InstantBase::Activity(name) if self.standard.situations.contains_key(name) => {
                self.situation(name)
            }
            InstantBase::Activity(name) if self.standard.vocabulary.instants.contains_key(name) => {
                self.instant(name)
            }
            InstantBase::Activity(name) => self.activity(name),
            InstantBase::Value(_) => None,
            InstantBase::DueOf { clause, .. } => {
                let clause = self.standard.clause(clause)?;
                if self.enter("clause", &clause.id) { self.clause(clause) } else { Some(()) }
            }
        }
    }

    /// Whether it is looked into for the first time.
    fn enter(&mut self, what: &'static str, name: &str) -> bool {
        let new = !self.visited.iter().any(|(kind, known)| *kind == what && known == name);
        if new {
            self.visited.push((what, name.to_owned()));
        }
        new
    }
}

/// Positions in the plan's activities that an event's activity means.
pub(crate) fn meant<'d>(bound: &'d crate::desk::Bound<'_>, activity: Sym) -> &'d [u32] {
    bound.known(activity).map_or(&[], |known| &known.meant)
}
