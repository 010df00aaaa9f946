//! What a clause says: `applies`, the frame around a check, compositions, and the forms that are not rules.

use super::history::{Here, History, Moment};
use super::patterns::atoms;
use super::rules::Judging;
use super::verdict::{Tri, Verdict, all_of, any_of, not, only_if};
use guiju_condition::{Condition, Value};
use guiju_standard::model::{
    Aggregate, Atom, Check, Clause, Count, Days, During, EntryTest, Frame, Head, Hold, HoldOn, Part, Pattern,
    RelationKind, Requirement, Rule, Take,
};
use guiju_time::{Instant, Micros};

/// One activation.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    pub trigger: Option<Moment>,
    pub verdict: Verdict,
}

impl Act {
    pub fn of(verdict: Verdict) -> Act {
        Act { trigger: None, verdict }
    }
}

/// What a check found: activations, and whether one may have gone unseen.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub acts: Vec<Act>,
    pub unseen: bool,
    /// Nobody knows whether the clause applies.
    pub applies_unknown: bool,
}

impl Found {
    pub fn verdict(&self) -> Verdict {
        match all_of(&self.verdicts()) {
            Verdict::NotApplicable if self.unseen || self.applies_unknown => Verdict::Unknown,
            verdict => verdict,
        }
    }

    pub fn verdicts(&self) -> Vec<Verdict> {
        self.acts.iter().map(|act| act.verdict).collect()
    }
}

impl History<'_> {
    /// What a clause says of the subject.
    pub fn clause(&self, clause: &Clause) -> Found {
        let opening = Moment { at: self.opened.unwrap_or(self.now), event: None };
        let here = Here { at: Some(opening), ..Here::default() };
        match clause.applies.as_ref().map_or(Tri::True, |applies| self.holds(applies, &here)) {
            Tri::False => Found::default(),
            Tri::Unknown => Found { applies_unknown: true, ..Found::default() },
            Tri::True => self.part(clause, &clause.part),
        }
    }

    fn part(&self, clause: &Clause, part: &Part) -> Found {
        let parts =
            |parts: &[Part]| -> Vec<Found> { parts.iter().map(|part| self.part(clause, part)).collect() };
        match &part.check {
            Check::AllOf(list) => composed(list, parts(list), &all_of),
            Check::AnyOf(list) => composed(list, parts(list), &any_of),
            Check::Not(inner) => {
                let mut found = self.part(clause, inner);
                found.acts.iter_mut().for_each(|act| act.verdict = not(act.verdict));
                found
            }
            Check::If(condition, then) => {
                let list = [(**condition).clone(), (**then).clone()];
                composed(&list, parts(&list), &|verdicts| match verdicts {
                    [condition, then] => only_if(*condition, *then),
                    _ => Verdict::NotApplicable,
                })
            }
            Check::Clause(id, _) => {
                let other = self.standard.clause(id).expect("the clause is there");
                Found { acts: vec![Act::of(self.clause(other).verdict())], unseen: false, ..Found::default() }
            }
            check => self.framed(clause, &part.frame, check),
        }
    }

    /// A check in each of its scopes.
    fn framed(&self, clause: &Clause, frame: &Frame, check: &Check) -> Found {
        let mut found = Found::default();
        let scopes = self.scopes(frame);
        if let (true, Some(During::Between { from, .. })) = (scopes.is_empty(), &frame.during) {
            found.unseen = !self.any_could_be_seen(from, frame);
        }
        for scope in &scopes {
            let judging = Judging { history: self, clause, frame, scope };
            let inner = match check {
                Check::Rule(rule) => judging.rule(rule),
                Check::Relation(kind, patterns) => judging.relation(*kind, patterns),
                Check::Apart(pattern, bound, same) => judging.apart(pattern, bound, same),
                Check::Hold(hold) => judging.hold(hold),
                Check::Count(count) => judging.count(count),
                Check::Permit(pattern) => judging.permit(pattern),
                other => unimplemented!("the reference judge has no {other:?}"),
            };
            found.acts.extend(inner.acts);
            found.unseen |= inner.unseen;
        }
        found
    }

    /// Whether the subject has any of the kinds that could show any of a pattern's events.
    pub fn any_could_be_seen(&self, pattern: &Pattern, frame: &Frame) -> bool {
        let (from, to) = (self.opened.unwrap_or(self.now), self.closed.unwrap_or(self.now));
        atoms(pattern).iter().any(|atom| self.could_see(atom, frame, from, to))
    }

    pub fn could_see(&self, atom: &Atom, frame: &Frame, from: i64, to: i64) -> bool {
        match atom {
            Atom::Activity { name, .. } => {
                let encounter = self.encounter();
                let names = match name.as_str() {
                    "opened" => encounter.opens.clone(),
                    "closed" => encounter.closes.clone(),
                    _ => vec![name.clone()],
                };
                names.iter().any(|name| self.could_be_seen(name, &frame.evidence.kinds, from, to.max(from)))
            }
            _ => true,
        }
    }
}

/// Operands that share their activations are composed activation by activation, others as a whole.
fn composed(parts: &[Part], found: Vec<Found>, compose: &dyn Fn(&[Verdict]) -> Verdict) -> Found {
    let head = |part: &Part| match &part.check {
        Check::Rule(Rule { head: Head::When(_) | Head::Before(_) | Head::Around(_), span, .. }) => {
            Some(*span)
        }
        _ => None,
    };
    let first = parts.first().and_then(head);
    if first.is_some() && parts.iter().all(|part| head(part) == first) {
        let mut triggers: Vec<Moment> =
            found.iter().flat_map(|f| &f.acts).filter_map(|act| act.trigger).collect();
        triggers.sort_by_key(|moment| (moment.at, moment.event));
        triggers.dedup();
        let of = |trigger: Moment| -> Vec<Verdict> {
            let own = |f: &Found| {
                all_of(
                    &f.acts
                        .iter()
                        .filter(|a| a.trigger == Some(trigger))
                        .map(|a| a.verdict)
                        .collect::<Vec<_>>(),
                )
            };
            found.iter().map(own).collect()
        };
        let acts = triggers.iter().map(|t| Act { trigger: Some(*t), verdict: compose(&of(*t)) }).collect();
        return Found { acts, unseen: found.iter().any(|f| f.unseen), ..Found::default() };
    }
    let verdicts: Vec<Verdict> = found.iter().map(Found::verdict).collect();
    Found { acts: vec![Act::of(compose(&verdicts))], unseen: false, ..Found::default() }
}

/// The forms that are not rules.
impl Judging<'_, '_> {
    fn relation(&self, kind: RelationKind, patterns: &[Pattern]) -> Found {
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
                return Found { acts: Vec::new(), unseen: !seen, ..Found::default() };
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
        Found { acts: vec![Act::of(verdict)], unseen: false, ..Found::default() }
    }

    fn apart(&self, pattern: &Pattern, bound: &guiju_standard::model::Bound, _: &[Condition]) -> Found {
        let hits: Vec<(Moment, Tri)> = self.happenings(pattern);
        let mut acts = Vec::new();
        for (nth, (moment, tri)) in hits.iter().enumerate().skip(1) {
            let Ok(span) = self.history.duration(bound, &self.here(*moment)) else {
                acts.push(Act { trigger: Some(*moment), verdict: Verdict::Unknown });
                continue;
            };
            let earlier = &hits[..nth];
            let near = |least: Tri| {
                let mut found = earlier.iter().filter(|(_, tri)| *tri >= least).map(|(m, _)| *m);
                found.any(|m| self.late_enough(m, &span) > moment.at)
            };
            let verdict = match tri {
                Tri::True if near(Tri::True) => Verdict::Broken,
                Tri::True if !near(Tri::Unknown) => Verdict::Kept,
                _ => Verdict::Unknown,
            };
            acts.push(Act { trigger: Some(*moment), verdict });
        }
        let seen = !hits.is_empty() || self.history.any_could_be_seen(pattern, self.frame);
        Found { acts, unseen: !seen, ..Found::default() }
    }

    fn late_enough(&self, from: Moment, span: &guiju_time::Span) -> i64 {
        let calendar = self.history.calendar(None);
        guiju_time::earliest_at_least(Instant(from.at), span, calendar, &self.history.zone)
            .map_or(i64::MAX, |at| at.0)
    }

    fn hold(&self, hold: &Hold) -> Found {
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
            acts.push(Act { trigger: Some(moment), verdict });
        }
        let Some(take) = inspected else {
            let seen = !acts.is_empty() || self.history.any_could_be_seen(pattern, self.frame);
            return Found { acts, unseen: !seen, ..Found::default() };
        };
        // A check that shows it decides over one that did not look.
        if acts.iter().any(|act| act.verdict != Verdict::Unknown) {
            acts.retain(|act| act.verdict != Verdict::Unknown);
        }
        if take == Take::Latest {
            acts.drain(..acts.len().saturating_sub(1));
        }
        if acts.is_empty() {
            acts.push(Act::of(if self.ended() { Verdict::Unknown } else { Verdict::Pending }));
        }
        Found { acts, unseen: false, ..Found::default() }
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
                    (Some(_), EntryTest::Range(_)) => Tri::Unknown,
                }
            })),
        }
    }

    /// `hold: { length: … }`: judged at the end, broken as soon as it is too long.
    fn stretch_holds(&self, hold: &Hold) -> Found {
        let Some(stretch) = self.scope.stretch else { return Found::default() };
        let Requirement::Entries(entries) = &hold.requirement else { return Found::default() };
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
        Found { acts: vec![Act { trigger: Some(stretch.from), verdict }], unseen: false, ..Found::default() }
    }

    fn permit(&self, pattern: &Pattern) -> Found {
        let done = self.happenings(pattern).iter().any(|(_, tri)| *tri == Tri::True);
        Found {
            acts: done.then(|| Act::of(Verdict::Kept)).into_iter().collect(),
            unseen: false,
            ..Found::default()
        }
    }

    /// `count` with `min` and `max`, for the stretch or each window of it.
    fn count(&self, count: &Count) -> Found {
        let Aggregate::Number(pattern) = &count.of else { unimplemented!("only numbers are counted here") };
        let hits = self.counted(pattern);
        let Some(window) = &count.window else {
            return Found {
                acts: vec![Act::of(self.number(count, pattern, &hits, self.ended(), None))],
                unseen: false,
            };
        };
        let history = self.history;
        let Some(opened) = history.opened else { return Found::default() };
        let life_ends = history.closed.unwrap_or(history.now);
        let mut acts = Vec::new();
        for stretch in window.between(Instant(opened), Instant(life_ends.saturating_add(1)), &history.zone) {
            let date = history.zone.date(stretch.start);
            let works = history.calendar(history.encounter().clock.as_deref()).is_workday(date);
            if *window == guiju_time::Window::Day && count.days == Days::Working && works == Ok(false) {
                continue;
            }
            let inside = |at: i64| stretch.contains(Instant(at)) && (opened..=life_ends).contains(&at);
            let skipped = count.skip.as_ref().is_some_and(|skip| {
                self.happenings(skip).iter().any(|(m, tri)| *tri == Tri::True && inside(m.at))
            });
            if skipped {
                continue;
            }
            let own: Vec<(Moment, Tri)> = hits.iter().copied().filter(|(m, _)| inside(m.at)).collect();
            let over = self.ended() || history.now >= stretch.end.0;
            let cut = (stretch.start.0.max(opened), (stretch.end.0 - 1).min(life_ends));
            acts.push(Act::of(self.number(count, pattern, &own, over, Some(cut))));
        }
        Found { acts, unseen: false, ..Found::default() }
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
            Some(min) if possible >= min => Verdict::Unknown,
            Some(_) if !over => Verdict::Pending,
            Some(_) => silent(Verdict::Broken),
        });
        let max = count.max.as_ref().map_or(Verdict::NotApplicable, |max| match bound(max) {
            None => Verdict::Unknown,
            Some(max) if certain > max => Verdict::Broken,
            Some(max) if possible > max => Verdict::Unknown,
            Some(_) if !over => Verdict::Pending,
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
