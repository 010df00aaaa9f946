//! A standard made ready for judging: phrases compiled, zone and calendars at hand, clauses by type of subject.

use crate::shown_by::ShownBy;
use crate::sieve::Sieve;
use guiju_phrase::{BookProblem, PhraseBook};
use guiju_phrase::{Combine, Item, PhraseDef};
use guiju_standard::Standard;
use guiju_standard::model::{
    Atom, Body, Check, Clause, Encounter, Head, HoldOn, ParamValue, Part, Pattern, Say,
};
use guiju_time::{Calendar, Zone};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Time between two events so that one is near the other, where the pack does not set `near`.
pub(crate) const NEAR_US: i64 = 60_000_000;
/// Within this, reports of one activity by several sources are one event (`same_within`).
pub(crate) const SAME_WITHIN_US: i64 = 600_000_000;
/// Share of a stretch that evidence must cover before absence in it counts (`coverage_needed`).
pub(crate) const COVERAGE_NEEDED: f64 = 0.9;
/// Entered later than this after it happened, a record is marked (`backdating`).
pub(crate) const BACKDATING_US: i64 = 86_400_000_000;

/// `打扰了，王先生`: an opener and an address word.
const OPENER: &str = "打扰(一下|您了|你了|您|你|了)…{0,4}(先生|女士|小姐|师傅|同志|大爷|大娘|大妈|阿姨|叔叔|老师|经理|主任|老板)";

/// A standard, compiled.
#[derive(Debug)]
pub struct Plan {
    /// The standard.
    pub standard: Arc<Standard>,
    pub(crate) book: PhraseBook,
    pub(crate) zone: Zone,
    /// Clauses by type of subject, in the standard's order.
    pub(crate) by_subject: BTreeMap<String, Vec<usize>>,
    /// Reports by several sources so near to each other are one event, where the activity does not say.
    pub(crate) same_within_us: i64,
    /// Names of activities in imported logs, to the vocabulary's.
    pub(crate) known_as: BTreeMap<String, String>,
    /// Activities that a yes in words may stand for.
    pub(crate) consents: BTreeSet<String>,
    /// Activities that the vocabulary or a clause names.
    pub(crate) activities: Vec<String>,
    /// Where each stands in the list.
    pub(crate) activity_at: FxHashMap<String, u32>,
    /// Which clauses events touch.
    pub(crate) sieve: Sieve,
    /// Kinds of evidence that can show a name.
    pub(crate) shown_by: ShownBy,
}

/// Why a standard can't be compiled; a standard that was read without errors compiles.
#[derive(Debug)]
pub enum Uncompiled {
    /// The time zone is not known.
    Zone(String),
    /// Phrases that can't be used.
    Phrases(Vec<BookProblem>),
}

impl std::fmt::Display for Uncompiled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Uncompiled::Zone(name) => write!(f, "there is no time zone `{name}`"),
            Uncompiled::Phrases(problems) => {
                for problem in problems {
                    writeln!(f, "{problem}")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for Uncompiled {}

/// Compiles a standard.
///
/// # Errors
/// A time zone or phrases that the standard's reader should have refused.
pub fn compile(standard: Arc<Standard>) -> Result<Plan, Uncompiled> {
    compile_only(standard, |_| true)
}

/// Compiles a standard for some of its clauses; the others are judged only where these ask for their verdict or their bound.
///
/// # Errors
/// As [`compile`].
pub fn compile_only(standard: Arc<Standard>, keeps: impl Fn(&Clause) -> bool) -> Result<Plan, Uncompiled> {
    let zone = Zone::get(&standard.zone).map_err(|problem| Uncompiled::Zone(problem.name))?;
    let mut defs: Vec<_> = standard.phrases.values().map(|phrase| phrase.def.clone()).collect();
    // A polite opener with an address word is a greeting wherever one is asked for.
    for def in defs.iter_mut().filter(|def| def.id == "greeting" && def.kind == Combine::Any) {
        def.items.push(Item::Pattern(OPENER.to_owned()));
    }
    let mut consents = BTreeSet::new();
    for clause in &standard.clauses {
        bodies(&clause.part, &mut |body| match body {
            Body::Say(say) | Body::NeverSay(say) => defs.extend(narrowed(say)),
            Body::Consent(consent) => consents.extend(crate::patterns::names_of(&consent.given)),
            _ => {}
        });
    }
    for row in standard.tables.values().flat_map(|table| &table.rows) {
        defs.extend(row.say.iter().flat_map(narrowed));
    }
    let book = PhraseBook::compile(&defs).map_err(Uncompiled::Phrases)?;
    let mut by_subject: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, clause) in standard.clauses.iter().enumerate().filter(|(_, clause)| keeps(clause)) {
        by_subject.entry(clause.per.clone()).or_default().push(index);
    }
    // A log's events are gathered before anything is judged: the figure's first value holds.
    let same_within_us = match standard.params.get("same_within").and_then(|param| param.values.first()) {
        Some((_, ParamValue::Duration(span), _)) => span.as_elapsed().map_or(SAME_WITHIN_US, |us| us.0),
        _ => SAME_WITHIN_US,
    };
    let known_as = standard
        .vocabulary
        .activities
        .iter()
        .filter_map(|(name, activity)| activity.known_as.clone().map(|known| (known, name.clone())))
        .collect();
    let mut activities: BTreeSet<String> = standard.vocabulary.activities.keys().cloned().collect();
    activities.extend(["utterance", "correction", "voided"].map(str::to_owned));
    let sifted = Sieve::compile(&standard, &by_subject, &consents, &mut activities);
    let activities: Vec<String> = activities.into_iter().collect();
    let activity_at: FxHashMap<String, u32> =
        activities.iter().enumerate().map(|(at, name)| (name.clone(), at as u32)).collect();
    let sieve = Sieve::of(&standard, sifted, |name| activity_at.get(name).copied());
    let shown_by = ShownBy::of(&standard);
    Ok(Plan {
        standard,
        book,
        zone,
        by_subject,
        same_within_us,
        known_as,
        consents,
        activities,
        activity_at,
        sieve,
        shown_by,
    })
}

impl Plan {
    /// The standard's phrases, compiled, with those that clauses narrow.
    pub fn phrases(&self) -> &PhraseBook {
        &self.book
    }

    /// The clauses whose `per` is this type of subject, by index.
    pub fn clauses_for(&self, kind: &str) -> &[usize] {
        self.by_subject.get(kind).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn encounter(&self, kind: &str) -> Option<&Encounter> {
        self.standard.vocabulary.encounters.get(kind)
    }

    pub(crate) fn clause_index(&self, id: &str) -> Option<usize> {
        self.standard.clauses.iter().position(|clause| clause.id == id)
    }

    /// The calendar of that name, else the standard's own.
    pub(crate) fn calendar(&self, name: Option<&str>) -> &Calendar {
        let calendars = &self.standard.calendars;
        name.and_then(|name| calendars.get(name))
            .or_else(|| calendars.get(&self.standard.calendar))
            .unwrap_or_else(|| &calendars["cn"])
    }

    /// The name under which logs have an activity.
    pub(crate) fn log_name<'n>(&'n self, activity: &'n str) -> &'n str {
        self.standard
            .vocabulary
            .activities
            .get(activity)
            .and_then(|activity| activity.known_as.as_deref())
            .unwrap_or(activity)
    }

    /// Activities by which events can touch a clause: what its patterns and conditions name.
    pub fn touched_by(&self, clause: &Clause) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        touch(&clause.part.check, &mut |pattern| {
            pattern.atoms(&mut |atom, _| {
                if let Atom::Activity { name, .. } = atom {
                    names.insert(name.clone());
                }
            });
        });
        names
    }
}

/// Calls `visit` with the patterns of a check that activate it.
pub(crate) fn touch<'a>(check: &'a Check, visit: &mut dyn FnMut(&'a Pattern)) {
    match check {
        Check::Rule(rule) => match &rule.head {
            Head::When(p) | Head::Before(p) | Head::Around(p) => visit(p),
            Head::Must | Head::First | Head::Last => {}
        },
        Check::Hold(hold) => match &hold.on {
            HoldOn::At(p) | HoldOn::Inspect(p, _) => visit(p),
            HoldOn::Stretch => {}
        },
        Check::Relation(_, patterns) => patterns.iter().for_each(visit),
        Check::Apart(p, ..) | Check::Permit(p) => visit(p),
        Check::Choose(choose) => visit(&choose.pattern),
        Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().for_each(|part| touch(&part.check, visit)),
        Check::Not(part) => touch(&part.check, visit),
        Check::If(a, b) => {
            touch(&a.check, visit);
            touch(&b.check, visit);
        }
        Check::Count(_)
        | Check::Agree(_)
        | Check::Rate(_)
        | Check::Cited(_)
        | Check::Trained(_)
        | Check::Exam { .. }
        | Check::Clause(..) => {}
    }
}

/// Calls `visit` with every body of a check's rules.
pub(crate) fn bodies<'a>(part: &'a Part, visit: &mut dyn FnMut(&'a Body)) {
    match &part.check {
        Check::Rule(rule) => visit(&rule.body),
        Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().for_each(|part| bodies(part, visit)),
        Check::Not(part) => bodies(part, visit),
        Check::If(a, b) => {
            bodies(a, visit);
            bodies(b, visit);
        }
        _ => {}
    }
}

/// The name in the book of a phrase as a clause narrows it (`as`, `harmless`, `exempt`); the phrase's own where it does not.
pub(crate) fn phrase_in(say: &Say, phrase: &str) -> String {
    if say.as_.is_none() && say.harmless.is_empty() && say.exempt.is_none() {
        return phrase.to_owned();
    }
    format!("{phrase}@{}:{}", say.span.file.0, say.span.start)
}

/// The phrases that a clause narrows, as phrases of their own.
fn narrowed(say: &Say) -> Vec<PhraseDef> {
    say.phrases
        .iter()
        .filter(|phrase| phrase_in(say, phrase) != **phrase)
        .map(|phrase| {
            let mut def =
                PhraseDef::of(phrase_in(say, phrase), Combine::Any, vec![Item::Phrase(phrase.clone())]);
            def.scope.as_ = say.as_;
            def.harmless.clone_from(&say.harmless);
            def.exempt.clone_from(&say.exempt);
            def
        })
        .collect()
}
