//! A plan and a log together: what is worked out once for all subjects of the log.

use crate::history::{History, Subject};
use crate::plan::Plan;
use crate::sieve::{Blanks, Lit};
use guiju_log::{Log, Sym, Value};
use guiju_standard::model::Activity;
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// A plan at work on a log: names are looked up once, not once for each subject.
///
/// Cheap to clone; not shared between threads: each worker has a desk of its own.
#[derive(Clone)]
pub struct Desk<'a> {
    bound: Rc<Bound<'a>>,
}

impl<'a> Desk<'a> {
    /// Lays a log before a plan.
    pub fn new(plan: &'a Plan, log: &'a Log) -> Desk<'a> {
        Desk { bound: Rc::new(Bound::new(plan, log)) }
    }

    /// The subjects of the log that the standard has clauses for, in order of type and id; see [`crate::subjects`].
    pub fn subjects(&self, now: i64) -> Vec<Subject> {
        crate::subjects::all(&self.bound, now)
    }

    /// Gathers the history of a subject; see [`History::of`].
    pub fn history(&self, subject: Subject, now: i64, closed: bool) -> History<'a> {
        History::gathered(&self.bound, subject, now, closed)
    }
}

/// A plan bound to a log.
pub(crate) struct Bound<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) log: &'a Log,
    pub(crate) names: Names,
    /// The number under which the log has each activity of [`Plan::activities`].
    syms: Vec<Option<Sym>>,
    /// Activities of the vocabulary by their number in the log, sorted.
    known: Vec<(Sym, Known<'a>)>,
    /// Objects that a better one replaces (`supersedes`): transcripts.
    pub(crate) replaced: BTreeSet<Sym>,
    /// What all histories of the log light.
    pub(crate) lit: Lit,
    pub(crate) blanks: Blanks,
    /// Numbers of names that were asked for; what the log does not know included.
    asked: RefCell<FxHashMap<Box<str>, Option<Sym>>>,
    sources: RefCell<Vec<(Sym, Arc<str>)>>,
    /// All rows that a clause covers, by its index.
    rows: Vec<OnceCell<Arc<[String]>>>,
}

/// What the plan knows of an activity that the log names.
#[derive(Clone)]
pub(crate) struct Known<'a> {
    /// Its name in the vocabulary.
    pub(crate) name: &'a str,
    /// The same, to be kept by all that cite its events. Each desk has its own: workers don't wait for each other's counts.
    pub(crate) shared: Arc<str>,
    pub(crate) declared: Option<&'a Activity>,
    /// Numbers of the evidence that can show it, the best trusted first.
    seen_by: Vec<Option<Sym>>,
    /// Positions in [`Plan::activities`] of the names that mean it.
    pub(crate) meant: Vec<u32>,
}

impl Known<'_> {
    /// How well a source is trusted for it; the lower the better.
    pub(crate) fn trust(&self, source: Option<Sym>) -> Option<usize> {
        source.and_then(|source| self.seen_by.iter().position(|kind| *kind == Some(source)))
    }
}

/// Names that mean something to the judge itself, as the log numbers them.
pub(crate) struct Names {
    pub(crate) of: Option<Sym>,
    pub(crate) from: Option<Sym>,
    pub(crate) until: Option<Sym>,
    pub(crate) time: Option<Sym>,
    pub(crate) end: Option<Sym>,
    pub(crate) recorded: Option<Sym>,
    pub(crate) received: Option<Sym>,
    pub(crate) device: Option<Sym>,
    pub(crate) correction: Option<Sym>,
    pub(crate) voided: Option<Sym>,
    pub(crate) supersedes: Option<Sym>,
    pub(crate) encounter: Option<Sym>,
    pub(crate) unqualified: Option<Sym>,
    pub(crate) evidence: Option<Sym>,
    pub(crate) opened_at: Option<Sym>,
    pub(crate) closed_at: Option<Sym>,
    pub(crate) tags: Option<Sym>,
    pub(crate) situation: Option<Sym>,
}

impl Names {
    fn of(log: &Log) -> Names {
        let get = |name: &str| log.strings.get(name);
        Names {
            of: get("of"),
            from: get("from"),
            until: get("until"),
            time: get("time"),
            end: get("end"),
            recorded: get("recorded"),
            received: get("received"),
            device: get("device"),
            correction: get("correction"),
            voided: get("voided"),
            supersedes: get("supersedes"),
            encounter: get("encounter"),
            unqualified: get(""),
            evidence: get("evidence"),
            opened_at: get("opened_at"),
            closed_at: get("closed_at"),
            tags: get("tags"),
            situation: get("situation"),
        }
    }
}

impl<'a> Bound<'a> {
    pub(crate) fn new(plan: &'a Plan, log: &'a Log) -> Bound<'a> {
        let names = Names::of(log);
        let syms: Vec<Option<Sym>> = plan
            .activities
            .iter()
            .map(|name| log.strings.get(plan.log_name(name)).or_else(|| log.strings.get(name)))
            .collect();
        let literal = plan.activities.iter().filter_map(|name| log.strings.get(name));
        let mut known: Vec<(Sym, Known<'a>)> = Vec::new();
        for sym in syms.iter().flatten().copied().chain(literal).collect::<BTreeSet<Sym>>() {
            let in_log = log.strings.resolve(sym);
            let name = plan.known_as.get(in_log).map_or(in_log, String::as_str);
            let declared = plan.standard.vocabulary.activities.get(name);
            let seen_by = declared.map_or(&[][..], |declared| &declared.seen_by);
            let means = |(at, other): (usize, &Option<Sym>)| (*other == Some(sym)).then_some(at as u32);
            known.push((
                sym,
                Known {
                    name,
                    shared: name.into(),
                    declared,
                    seen_by: seen_by.iter().map(|kind| log.strings.get(kind)).collect(),
                    meant: syms.iter().enumerate().filter_map(means).collect(),
                },
            ));
        }
        let replaced = replaced(log, names.supersedes);
        let lit = plan.sieve.lit_by_log(log);
        Bound {
            plan,
            log,
            names,
            syms,
            known,
            replaced,
            lit,
            blanks: Blanks::default(),
            asked: RefCell::default(),
            sources: RefCell::default(),
            rows: vec![OnceCell::new(); plan.standard.clauses.len()],
        }
    }

    /// The number under which the log has an activity.
    pub(crate) fn activity_sym(&self, name: &str) -> Option<Sym> {
        match self.plan.activity_at.get(name) {
            Some(at) => self.syms[*at as usize],
            None => self.log.strings.get(name),
        }
    }

    /// The number that the log has for a name of the pack.
    pub(crate) fn sym(&self, name: &str) -> Option<Sym> {
        if let Some(known) = self.asked.borrow().get(name) {
            return *known;
        }
        let sym = self.log.strings.get(name);
        self.asked.borrow_mut().insert(name.into(), sym);
        sym
    }

    /// All rows that a clause covers, to be kept by all its judgements.
    pub(crate) fn rows(&self, clause: usize) -> Arc<[String]> {
        let rows =
            || self.plan.standard.clauses[clause].covers.rows().into_iter().map(str::to_owned).collect();
        self.rows[clause].get_or_init(rows).clone()
    }

    /// The name of a source, to be kept by all that cite it.
    pub(crate) fn shared_source(&self, source: Sym) -> Arc<str> {
        let mut known = self.sources.borrow_mut();
        if let Some((_, name)) = known.iter().find(|(sym, _)| *sym == source) {
            return name.clone();
        }
        let name: Arc<str> = self.log.strings.resolve(source).into();
        // Sources are kinds of evidence, a handful; a log that names each of its own keeps but the first.
        if known.len() < 64 {
            known.push((source, name.clone()));
        }
        name
    }

    /// The name of an activity, as the vocabulary has it.
    pub(crate) fn activity_name(&self, activity: Sym) -> &'a str {
        match self.known(activity) {
            Some(known) => known.name,
            None => {
                let name = self.log.strings.resolve(activity);
                self.plan.known_as.get(name).map_or(name, String::as_str)
            }
        }
    }

    /// What the plan knows of an activity by its number in the log.
    pub(crate) fn known(&self, activity: Sym) -> Option<&Known<'a>> {
        let at = self.known.binary_search_by_key(&activity, |(sym, _)| *sym).ok()?;
        Some(&self.known[at].1)
    }
}

fn replaced(log: &Log, supersedes: Option<Sym>) -> BTreeSet<Sym> {
    let Some(name) = supersedes else { return BTreeSet::new() };
    let mut gone = BTreeSet::new();
    for object in log.objects() {
        let object = log.object_ref(object);
        gone.extend(object.history(name).iter().filter_map(|attr| match attr.value {
            Value::Text(old) => Some(old),
            _ => None,
        }));
        gone.extend(object.relationships().iter().filter(|r| r.qualifier == name).map(|r| r.object));
    }
    gone
}
