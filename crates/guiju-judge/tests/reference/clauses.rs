//! What a clause says: `applies`, the frame around a check, compositions, and the forms that are not rules.

use super::history::{Here, History, Moment};
use super::patterns::atoms;
use super::rules::Judging;
use super::verdict::{Tri, Verdict, all_of, any_of, not};
use guiju_condition::{Condition, Missing, Value};
use guiju_standard::model::{
    Aggregate, Atom, Bound, Check, Clause, Count, Days, During, EntryTest, Frame, Hold, HoldOn, Part,
    Pattern, RelationKind, Requirement, Take,
};
use guiju_time::{Instant, Micros};

/// One activation: what began it (none: the subject itself), the member that it is about, what became of it.
#[derive(Debug, Clone)]
pub struct Act {
    pub trigger: Option<Moment>,
    pub about: Option<String>,
    pub verdict: Verdict,
    /// There may be one that nobody could have seen; it counts only where no other is there.
    pub unseen: bool,
}

impl Act {
    pub fn of(verdict: Verdict) -> Act {
        Act { trigger: None, about: None, verdict, unseen: false }
    }

    pub fn at(trigger: Moment, verdict: Verdict) -> Act {
        Act { trigger: Some(trigger), ..Act::of(verdict) }
    }

    pub fn unseen() -> Act {
        Act { unseen: true, ..Act::of(Verdict::Unknown) }
    }
}

pub fn verdicts(acts: &[Act]) -> Vec<Verdict> {
    acts.iter().map(|act| act.verdict).collect()
}

impl History<'_> {
    /// What a clause says of the subject: its activations, where there is none but nobody could have seen one an unknown one.
    pub fn clause(&self, clause: &Clause) -> Vec<Act> {
        let opening = Moment { at: self.opened.unwrap_or(self.now), event: None };
        let here = Here { at: Some(opening), ..Here::default() };
        match clause.applies.as_ref().map_or(Tri::True, |applies| self.holds(applies, &here)) {
            Tri::False => Vec::new(),
            Tri::Unknown => vec![Act::of(Verdict::Unknown)],
            Tri::True => self.part(clause, &clause.part),
        }
    }

    fn part(&self, clause: &Clause, part: &Part) -> Vec<Act> {
        let parts =
            |parts: &[Part]| -> Vec<Vec<Act>> { parts.iter().map(|part| self.part(clause, part)).collect() };
        match &part.check {
            Check::AllOf(list) => composed(parts(list), &all_of),
            Check::AnyOf(list) => composed(parts(list), &any_of),
            Check::Not(inner) => {
                let acts = self.part(clause, inner).into_iter();
                acts.map(|act| Act { verdict: not(act.verdict), ..act }).collect()
            }
            Check::If(condition, then) => {
                let mut condition = self.part(clause, condition);
                match all_of(&verdicts(&condition)) {
                    Verdict::Kept => self.part(clause, then),
                    Verdict::Broken | Verdict::NotApplicable => Vec::new(),
                    Verdict::Pending | Verdict::Unknown => {
                        condition.retain(|act| matches!(act.verdict, Verdict::Pending | Verdict::Unknown));
                        condition
                    }
                }
            }
            Check::Clause(id, _) => {
                let other = self.standard.clause(id).expect("the clause is there");
                vec![Act::of(all_of(&verdicts(&self.clause(other))))]
            }
            check => self.framed(clause, &part.frame, check),
        }
    }

    /// A check in each of its scopes.
    fn framed(&self, clause: &Clause, frame: &Frame, check: &Check) -> Vec<Act> {
        let scopes = self.scopes(frame);
        if let (true, Some(During::Between { from, .. })) = (scopes.is_empty(), &frame.during)
            && !self.any_could_be_seen(from, frame)
        {
            return vec![Act::unseen()];
        }
        let judged = scopes.iter().flat_map(|scope| {
            let judging = Judging { history: self, clause, frame, scope };
            let acts = match check {
                Check::Rule(rule) => judging.rule(rule),
                Check::Relation(kind, patterns) => judging.relation(*kind, patterns),
                Check::Apart(pattern, bound, same) => judging.apart(pattern, bound, same),
                Check::Hold(hold) => judging.hold(hold),
                Check::Count(count) => judging.count(count),
                Check::Permit(pattern) => judging.permit(pattern),
                other => unimplemented!("the reference judge has no {other:?}"),
            };
            let about = scope.member.as_ref().map(|(id, _)| id.clone());
            acts.into_iter().map(move |act| Act { about: about.clone(), ..act })
        });
        let mut acts: Vec<Act> = judged.collect();
        if acts.iter().all(|act| act.unseen) {
            acts.truncate(1);
        } else {
            acts.retain(|act| !act.unseen);
        }
        acts
    }

    /// Whether somebody could have seen any of a pattern's events. What activates may be seen by all kinds that the vocabulary
    /// knows; a clause narrows those of what is owed.
    pub fn any_could_be_seen(&self, pattern: &Pattern, frame: &Frame) -> bool {
        let stretch = (self.opened.unwrap_or(self.now), self.closed.unwrap_or(self.now));
        atoms(pattern).iter().any(|atom| match atom {
            Atom::Activity { name, .. } => {
                let declared =
                    self.standard.vocabulary.activities.get(name).is_some_and(|a| !a.seen_by.is_empty());
                let asked = if declared { &[][..] } else { &frame.evidence.kinds };
                self.could_be_seen(name, asked, stretch)
            }
            _ => true,
        })
    }

    pub fn could_see(&self, atom: &Atom, frame: &Frame, stretch: (i64, i64)) -> bool {
        match atom {
            Atom::Activity { name, .. } => self.could_be_seen(name, &frame.evidence.kinds, stretch),
            _ => true,
        }
    }
}

/// Operands that share their activations are composed activation by activation, others as a whole; those that do not apply
/// drop out.
fn composed(mut operands: Vec<Vec<Act>>, compose: &dyn Fn(&[Verdict]) -> Verdict) -> Vec<Act> {
    operands.iter_mut().for_each(|acts| acts.retain(|act| act.verdict != Verdict::NotApplicable));
    operands.retain(|acts| !acts.is_empty());
    let Some(first) = operands.first().cloned() else { return Vec::new() };
    let keys = |acts: &[Act]| acts.iter().map(|act| (act.trigger, act.about.clone())).collect::<Vec<_>>();
    if first.iter().all(|act| act.trigger.is_some()) && operands.iter().all(|acts| keys(acts) == keys(&first))
    {
        let of = |nth: usize| operands.iter().map(|acts| acts[nth].verdict).collect::<Vec<_>>();
        return first
            .iter()
            .enumerate()
            .map(|(nth, act)| Act { verdict: compose(&of(nth)), ..act.clone() })
            .collect();
    }
    let rolled: Vec<Verdict> = operands.iter().map(|acts| all_of(&verdicts(acts))).collect();
    vec![Act::of(compose(&rolled))]
}

/// The forms that are not rules.
impl Judging<'_, '_> {
    fn unless_unseen(&self, acts: Vec<Act>, pattern: &Pattern) -> Vec<Act> {
        let seen = !acts.is_empty() || self.history.any_could_be_seen(pattern, self.frame);
        if seen { acts } else { vec![Act::unseen()] }
    }

    fn relation(&self, kind: RelationKind, patterns: &[Pattern]) -> Vec<Act> {
        let status = |pattern: &Pattern| {
            let inside = |moment| self.inside(moment);
            self.history.there(pattern, self.scope, None, &inside, &|_| Tri::False)
        };
        let there: Vec<Tri> = patterns.iter().map(status).collect();
        let certain = there.iter().filter(|tri| **tri == Tri::True).count();
        let possible = there.iter().filter(|tri| **tri != Tri::False).count();
        let missing: Vec<&Pattern> =
            patterns.iter().zip(&there).filter(|(_, tri)| **tri == Tri::False).map(|(p, _)| p).collect();
        let all_seen = missing.iter().all(|pattern| self.absence_counts(pattern));
        let settled = |verdict: Verdict, unseen: bool| match (self.ended(), unseen) {
            (false, _) => Verdict::Pending,
            (true, true) => Verdict::Unknown,
            (true, false) => verdict,
        };
        let verdict = match kind {
            RelationKind::Either if certain > 0 => Verdict::Kept,
            RelationKind::Either if possible > 0 => Verdict::Unknown,
            RelationKind::Either => settled(Verdict::Broken, !all_seen),
            _ if possible == 0 => {
                let seen = patterns.iter().any(|p| self.history.any_could_be_seen(p, self.frame));
                return if seen { Vec::new() } else { vec![Act::unseen()] };
            }
            RelationKind::NotWith if certain > 1 => Verdict::Broken,
            RelationKind::NotWith if possible > 1 || certain == 0 => Verdict::Unknown,
            RelationKind::NotWith => settled(Verdict::Kept, !all_seen),
            RelationKind::Together if certain == patterns.len() => Verdict::Kept,
            RelationKind::Together if certain == 0 || possible == patterns.len() => Verdict::Unknown,
            RelationKind::Together => {
                settled(Verdict::Broken, !missing.iter().any(|p| self.absence_counts(p)))
            }
        };
        vec![Act::of(verdict)]
    }

    fn apart(&self, pattern: &Pattern, bound: &Bound, same: &[Condition]) -> Vec<Act> {
        let hits: Vec<(Moment, Tri)> = self.happenings(pattern);
        let mut acts = Vec::new();
        for (nth, (moment, tri)) in hits.iter().enumerate() {
            let equal = |(m, tri): &(Moment, Tri)| (*m, tri.and(self.correlated(same, None, *m, *moment)));
            let earlier: Vec<(Moment, Tri)> =
                hits[..nth].iter().map(equal).filter(|(_, tri)| *tri != Tri::False).collect();
            let span = self.history.duration(bound, &self.here(*moment));
            let near = |least: Tri| {
                let mut near = earlier.iter().filter(|(_, tri)| *tri >= least).map(|(m, _)| *m);
                span.as_ref().is_ok_and(|span| near.any(|m| self.late_enough(m, span) > moment.at))
            };
            let verdict = match tri {
                _ if earlier.is_empty() => continue,
                _ if span.is_err() => Verdict::Unknown,
                Tri::True if near(Tri::True) => Verdict::Broken,
                Tri::True if !near(Tri::Unknown) && earlier.iter().any(|(_, tri)| *tri == Tri::True) => {
                    Verdict::Kept
                }
                _ => Verdict::Unknown,
            };
            acts.push(Act::at(*moment, verdict));
        }
        self.unless_unseen(acts, pattern)
    }

    fn late_enough(&self, from: Moment, span: &guiju_time::Span) -> i64 {
        let calendar = self.history.calendar(None);
        guiju_time::earliest_at_least(Instant(from.at), span, calendar, &self.history.zone)
            .map_or(i64::MAX, |at| at.0)
    }

    fn hold(&self, hold: &Hold) -> Vec<Act> {
        let (pattern, inspected) = match &hold.on {
            HoldOn::At(pattern) => (pattern, None),
            HoldOn::Inspect(pattern, take) => (pattern, Some(*take)),
            HoldOn::Stretch => return self.stretch_holds(hold),
        };
        let mut acts: Vec<Act> = Vec::new();
        for (moment, tri) in self.happenings(pattern) {
            let verdict = match tri.and(self.requirement(&hold.requirement, moment)) {
                _ if tri == Tri::Unknown => Verdict::Unknown,
                Tri::True => Verdict::Kept,
                Tri::False => Verdict::Broken,
                Tri::Unknown => Verdict::Unknown,
            };
            acts.push(Act::at(moment, verdict));
        }
        let Some(take) = inspected else {
            return self.unless_unseen(acts, pattern);
        };
        if take == Take::Latest {
            // The latest of those that are trusted best.
            let best = acts.iter().map(|act| self.trust(act)).min();
            acts.retain(|act| Some(self.trust(act)) == best);
            acts.drain(..acts.len().saturating_sub(1));
        }
        // A check that shows it decides over one that did not look.
        if acts.iter().any(|act| act.verdict != Verdict::Unknown) {
            acts.retain(|act| act.verdict != Verdict::Unknown);
        }
        // Nobody looked; who looked and found nothing of the kind leaves nothing to judge.
        if acts.is_empty() && self.happenings(&unconditioned(pattern)).is_empty() {
            acts.push(Act::of(Verdict::Unknown));
        }
        acts
    }

    /// The place of a check's evidence among those that the vocabulary lists for it.
    fn trust(&self, act: &Act) -> usize {
        let event = act.trigger.and_then(|moment| moment.event).map(|at| &self.history.events[at]);
        let event = event.expect("a check is an event");
        let seen_by = &self.history.standard.vocabulary.activities[&event.activity].seen_by;
        seen_by.iter().position(|kind| Some(kind) == event.source.as_ref()).unwrap_or(seen_by.len())
    }

    fn requirement(&self, requirement: &Requirement, at: Moment) -> Tri {
        match requirement {
            Requirement::Condition(condition) => self.history.holds(condition, &self.here(at)),
            Requirement::Entries(entries) => Tri::all(entries.iter().map(|(name, test, _)| {
                let event = &self.history.events[at.event.expect("an entry is an event's")];
                match (event.attrs.get(name), test) {
                    (None, _) => Tri::Unknown,
                    (Some(Value::Text(text)), _) if &**text == "not_observed" => Tri::Unknown,
                    (Some(found), EntryTest::OneOf(values)) => {
                        values.iter().any(|value| same_json(found, value)).into()
                    }
                    (Some(Value::Int(n)), EntryTest::Range(range)) => {
                        range.contains(*n as f64, range.unit()).unwrap_or(false).into()
                    }
                    (Some(Value::Int(n)), EntryTest::Figures(range, _)) => {
                        let figure = |name: &str| {
                            let figure = self.history.figure(name, &self.here(at))?;
                            figure.quantity().ok_or_else(|| Missing::attribute(name))
                        };
                        match range.known(&figure) {
                            Ok(known) => {
                                known.range.contains(*n as f64, known.range.unit()).unwrap_or(false).into()
                            }
                            Err(_) => Tri::Unknown,
                        }
                    }
                    (Some(_), EntryTest::Range(_) | EntryTest::Figures(..)) => Tri::Unknown,
                }
            })),
        }
    }

    /// `hold: { length: … }`: judged at the end, broken as soon as it is too long.
    fn stretch_holds(&self, hold: &Hold) -> Vec<Act> {
        let Some(stretch) = self.scope.stretch else { return Vec::new() };
        let Requirement::Entries(entries) = &hold.requirement else { return Vec::new() };
        let end = stretch.until.map(|until| until.at).or(self.history.closed);
        let length = Micros(end.unwrap_or(self.history.now) - stretch.from.at);
        let long_enough = |range: &guiju_time::Range| {
            guiju_time::Range { min: range.min, max: None }.contains_time(length).unwrap_or(false)
        };
        let mut verdict = Verdict::Kept;
        for (_, test, _) in entries {
            let EntryTest::Range(range) = test else { continue };
            let not_too_long = range.max.is_none() || {
                let upto = guiju_time::Range { min: None, max: range.max };
                upto.contains_time(length).unwrap_or(false)
            };
            verdict = match (not_too_long, end.is_some(), range.min.is_none() || long_enough(range)) {
                (false, ..) | (true, true, false) => Verdict::Broken,
                (true, false, _) => Verdict::Pending,
                (true, true, true) => verdict,
            };
        }
        vec![Act::at(stretch.from, verdict)]
    }

    fn permit(&self, pattern: &Pattern) -> Vec<Act> {
        let done = self.happenings(pattern).into_iter().filter(|(_, tri)| *tri == Tri::True);
        done.map(|(moment, _)| Act::at(moment, Verdict::Kept)).collect()
    }

    /// `count` with `min` and `max`, for the stretch or each window of it.
    fn count(&self, count: &Count) -> Vec<Act> {
        let Aggregate::Number(pattern) = &count.of else { unimplemented!("only numbers are counted here") };
        let hits = self.counted(pattern);
        let Some(window) = &count.window else {
            return vec![Act::of(self.number(count, pattern, &hits, self.ended(), None))];
        };
        let history = self.history;
        let (begins, ends) = self.watched();
        let mut acts = Vec::new();
        for stretch in window.between(Instant(begins), Instant(ends.saturating_add(1)), &history.zone) {
            let date = history.zone.date(stretch.start);
            let works = history.calendar(history.encounter().clock.as_deref()).is_workday(date);
            if *window == guiju_time::Window::Day && count.days == Days::Working && works == Ok(false) {
                continue;
            }
            let inside = |at: i64| stretch.contains(Instant(at));
            let skipped = count.skip.as_ref().is_some_and(|skip| {
                self.happenings(skip).iter().any(|(m, tri)| *tri == Tri::True && inside(m.at))
            });
            if skipped {
                continue;
            }
            let own: Vec<(Moment, Tri)> = hits.iter().copied().filter(|(m, _)| inside(m.at)).collect();
            let over = self.ended() || history.now >= stretch.end.0;
            let cut = (stretch.start.0.max(begins), (stretch.end.0 - 1).min(ends));
            acts.push(Act::of(self.number(count, pattern, &own, over, Some(cut))));
        }
        acts
    }

    /// What certainly counts against what may count.
    fn number(
        &self,
        count: &Count,
        pattern: &Pattern,
        hits: &[(Moment, Tri)],
        over: bool,
        cut: Option<(i64, i64)>,
    ) -> Verdict {
        let (certain, possible) = if count.distinct.is_empty() {
            (hits.iter().filter(|(_, tri)| *tri == Tri::True).count(), hits.len())
        } else {
            self.distinct(&count.distinct, hits)
        };
        let (certain, possible) = (certain as f64, possible as f64);
        let from =
            self.scope.stretch.map_or(self.history.opened, |s| Some(s.from.at)).unwrap_or(self.history.now);
        let here = self.here(Moment { at: cut.map_or(from, |cut| cut.0), event: None });
        let bound = |limit: &Condition| match self.history.eval(limit, &here) {
            Ok(Value::Int(n)) => Some(n as f64),
            Ok(Value::Float(n)) => Some(n),
            _ => None,
        };
        let silent =
            |verdict: Verdict| if self.absence_counts_in(pattern, cut) { verdict } else { Verdict::Unknown };
        let min = count.min.as_ref().map_or(Verdict::NotApplicable, |min| match bound(min) {
            None => Verdict::Unknown,
            Some(min) if certain >= min => Verdict::Kept,
            Some(_) if !over => Verdict::Pending,
            Some(min) if possible >= min => Verdict::Unknown,
            Some(_) => silent(Verdict::Broken),
        });
        let max = count.max.as_ref().map_or(Verdict::NotApplicable, |max| match bound(max) {
            None => Verdict::Unknown,
            Some(max) if certain > max => Verdict::Broken,
            Some(_) if !over => Verdict::Pending,
            Some(max) if possible > max => Verdict::Unknown,
            Some(_) => silent(Verdict::Kept),
        });
        all_of(&[min, max])
    }

    fn distinct(&self, keys: &[Condition], hits: &[(Moment, Tri)]) -> (usize, usize) {
        let mut known: Vec<Vec<Value>> = Vec::new();
        let mut others: Vec<Vec<Value>> = Vec::new();
        let mut nameless = 0;
        let mut sorted = hits.to_vec();
        sorted.sort_by_key(|(_, tri)| std::cmp::Reverse(*tri));
        for (moment, tri) in sorted {
            let values: Result<Vec<Value>, _> =
                keys.iter().map(|key| self.history.eval(key, &self.here(moment))).collect();
            match (values, tri) {
                (Err(_), _) => nameless += 1,
                (Ok(values), _) if known.contains(&values) || others.contains(&values) => {}
                (Ok(values), Tri::True) => known.push(values),
                (Ok(values), _) => others.push(values),
            }
        }
        (known.len(), known.len() + others.len() + nameless)
    }
}

fn same_json(found: &Value, value: &serde_json::Value) -> bool {
    match (found, value) {
        (Value::Text(text), serde_json::Value::String(other)) => **text == **other,
        (Value::Bool(flag), serde_json::Value::Bool(other)) => flag == other,
        (Value::Int(n), serde_json::Value::Number(other)) => other.as_i64() == Some(*n),
        _ => false,
    }
}

/// A pattern without its conditions.
fn unconditioned(pattern: &Pattern) -> Pattern {
    match pattern {
        Pattern::One(Atom::Activity { name, by, .. }, span) => {
            let atom = Atom::Activity { name: name.clone(), by: by.clone(), condition: None };
            Pattern::One(atom, *span)
        }
        Pattern::Any(list) => Pattern::Any(list.iter().map(unconditioned).collect()),
        other => other.clone(),
    }
}
