//! Rules: a head, a body, bounds. What is owed after, before, around; what must be or never be.

use super::clauses::Act;
use super::history::{Here, History, Moment};
use super::patterns::Scope;
use super::verdict::{Tri, Verdict};
use guiju_condition::{Condition, Value};
use guiju_standard::model::{
    Atom, Body, Clause, Exception, Frame, Head, InstantBase, InstantExpr, Limit, Pattern, Rule, Variant,
};
use guiju_time::{Instant, Span};

/// A check where it is judged.
pub struct Judging<'h, 's> {
    pub history: &'h History<'s>,
    pub clause: &'h Clause,
    pub frame: &'h Frame,
    pub scope: &'h Scope,
}

/// The time allowed for a target, both ends included.
struct Allowed {
    /// First instant late enough.
    from: i64,
    /// Last instant in time, where there is a deadline.
    until: Option<i64>,
    /// The first event that comes too late for the target, that event's own self excepted.
    limit: Option<Moment>,
    /// `before C` names an activity: the closing stands for it.
    closing_stands: bool,
}

impl Judging<'_, '_> {
    pub fn here(&self, at: Moment) -> Here<'_> {
        let figures_at = self.clause.as_of_activation.then_some(at.at);
        Here { at: Some(at), activation: Some(at), figures_at, ..self.scope.here(None) }
    }

    pub fn inside(&self, moment: Moment) -> Tri {
        self.scope.stretch.as_ref().map_or(Tri::True, |stretch| self.history.inside(moment, stretch))
    }

    /// Whether nothing that has no deadline of its own may still come: the stretch is over, or the subject closed.
    pub fn ended(&self) -> bool {
        self.scope.stretch.is_some_and(|s| s.until.is_some()) || self.history.closed.is_some()
    }

    /// Events that activate, inside the scope.
    pub fn happenings(&self, pattern: &Pattern) -> Vec<(Moment, Tri)> {
        let mut found = self.history.happenings(pattern, self.scope, None);
        found.retain(|(moment, _)| self.inside(*moment) != Tri::False);
        found
    }

    /// Events that are counted or forbidden: of one instant they are taken in the order that keeps, that is outside.
    pub fn counted(&self, pattern: &Pattern) -> Vec<(Moment, Tri)> {
        let mut found = self.history.happenings(pattern, self.scope, None);
        found.retain(|(moment, _)| self.inside(*moment) == Tri::True);
        found
    }

    /// The time in which something was to be seen.
    pub fn watched(&self) -> (i64, i64) {
        let history = self.history;
        let end = history.closed.unwrap_or(history.now);
        match &self.scope.stretch {
            Some(stretch) => (stretch.from.at, stretch.until.map_or(end, |until| until.at)),
            None => (history.opened.unwrap_or(history.now), end),
        }
    }

    /// Whether silence on a pattern means that it was not: each alternative could have been seen.
    pub fn absence_counts(&self, pattern: &Pattern) -> bool {
        self.absence_counts_in(pattern, None)
    }

    pub fn absence_counts_in(&self, pattern: &Pattern, stretch: Option<(i64, i64)>) -> bool {
        let stretch = stretch.unwrap_or_else(|| self.watched());
        let absent = |atom: &Atom| self.absent(atom, stretch);
        self.history.there(pattern, self.scope, None, &|_| Tri::False, &absent) == Tri::False
    }

    fn absent(&self, atom: &Atom, (from, to): (i64, i64)) -> Tri {
        let silent = self.frame.absence.as_deref() == Some("unknown");
        if !silent && self.history.could_see(atom, self.frame, (from, to.max(from))) {
            Tri::False
        } else {
            Tri::Unknown
        }
    }

    /// Whether a target goes with an activation: `same`, `with`.
    pub fn correlated(&self, same: &[Condition], with: Option<&Condition>, a: Moment, t: Moment) -> Tri {
        let equal = same.iter().map(|key| {
            let value = |moment| self.history.eval(key, &Here { activation: Some(a), ..self.here(moment) });
            match (value(a), value(t)) {
                (Ok(left), Ok(right)) => (left == right).into(),
                _ => Tri::Unknown,
            }
        });
        let with = with
            .map(|with| self.history.holds_for(with, &Here { activation: Some(a), ..self.here(t) }, Some(t)));
        Tri::all(equal.chain(with))
    }

    fn span(&self, span: Span) -> (Span, Option<&str>) {
        let clock = self.frame.clock.as_deref().or(self.history.encounter().clock.as_deref());
        match clock.filter(|clock| *clock != "elapsed") {
            Some(calendar) => (span.on_working_clock(), Some(calendar)),
            None => (span, None),
        }
    }

    pub fn rule(&self, rule: &Rule) -> Vec<Act> {
        match (&rule.head, &rule.body) {
            (Head::When(when), Body::Owed(then)) => self.response(rule, when, then),
            (Head::When(when), Body::Forbidden(never)) => self.not_after(rule, when, never),
            (Head::Before(before), Body::Owed(require)) => self.precedence(rule, before, require),
            (Head::Around(around), Body::Owed(require)) => self.near(rule, around, require),
            (Head::Must, Body::Owed(must)) => self.must(rule, must),
            (Head::Must, Body::Forbidden(never)) => self.never(never),
            (Head::First | Head::Last, Body::Owed(pattern)) => self.first_or_last(rule, pattern),
            other => unimplemented!("the reference judge has no {other:?}"),
        }
    }

    fn each(&self, pattern: &Pattern, judge: &mut dyn FnMut(Moment) -> Verdict) -> Vec<Act> {
        let hits = self.happenings(pattern);
        if hits.is_empty() && !self.history.any_could_be_seen(pattern, self.frame) {
            return vec![Act::unseen()];
        }
        let mut verdict = |moment, tri| if tri == Tri::True { judge(moment) } else { Verdict::Unknown };
        hits.into_iter().map(|(moment, tri)| Act::at(moment, verdict(moment, tri))).collect()
    }

    /// `None`: a figure, an attribute or the calendar's data is missing.
    fn allowed(&self, rule: &Rule, a: Moment) -> Option<Allowed> {
        let history = self.history;
        let here = self.here(a);
        let mut allowed = Allowed { from: i64::MIN, until: None, limit: None, closing_stands: false };
        if let Some(bound) = &rule.at_least {
            let span = history.duration(bound, &here).ok()?;
            let calendar = history.calendar(None);
            allowed.from =
                guiju_time::earliest_at_least(Instant(a.at), &span, calendar, &history.zone).ok()?.0;
        }
        if let Some(bound) = &rule.within {
            let (span, calendar) = self.span(history.duration(bound, &here).ok()?);
            let calendar = history.calendar(calendar);
            // While the clock stands for good there is no deadline: the closing settles.
            let due =
                guiju_time::due(Instant(a.at), &span, calendar, &history.zone, &history.pauses()).ok()?;
            allowed.until = due.last().map(|last| last.0);
        }
        match &rule.before {
            None => {}
            Some(Limit::At(instant)) => {
                let at = history.instant(instant, &here).ok()?;
                allowed.until = Some(allowed.until.map_or(at, |until| until.min(at)));
            }
            Some(Limit::Event(pattern)) => {
                allowed.closing_stands = true;
                allowed.limit = self.next(pattern, a, matches!(rule.body, Body::Forbidden(_)));
            }
        }
        if rule.variant == Some(Variant::Alternate)
            && let Head::When(when) = &rule.head
        {
            let again = self.next(when, a, false);
            allowed.limit = match (allowed.limit, again) {
                (Some(limit), Some(again)) if self.history.before(limit, again) => Some(limit),
                (limit, again) => again.or(limit),
            };
        }
        Some(allowed)
    }

    /// The next such event after an activation; one of the same instant and another source if that is wanted.
    fn next(&self, pattern: &Pattern, a: Moment, soon: bool) -> Option<Moment> {
        let found = self.history.happenings(pattern, self.scope, Some(a)).into_iter();
        found
            .filter(|(_, tri)| *tri == Tri::True)
            .map(|(m, _)| m)
            .find(|m| if soon { *m != a && !self.history.before(*m, a) } else { self.history.before(a, *m) })
    }

    fn response(&self, rule: &Rule, when: &Pattern, then: &Pattern) -> Vec<Act> {
        let mut used: Vec<Moment> = Vec::new();
        let mut found = self.each(when, &mut |a| self.owed(rule, then, a, &mut used));
        if rule.both {
            found.retain(|act| !act.unseen || self.happenings(then).is_empty());
            // Succession: each target has an activation before it.
            for (target, tri) in self.happenings(then) {
                let before = |m: Moment| {
                    Tri::from(m != target && !self.history.before(target, m) && self.inside(m) != Tri::False)
                };
                let stretch = (self.watched().0, target.at);
                let verdict = match self
                    .history
                    .there(when, self.scope, None, &before, &|atom| self.absent(atom, stretch))
                {
                    _ if tri == Tri::Unknown => Verdict::Unknown,
                    Tri::True => Verdict::Kept,
                    Tri::Unknown => Verdict::Unknown,
                    Tri::False => Verdict::Broken,
                };
                found.push(Act::at(target, verdict));
            }
        }
        found
    }

    fn owed(&self, rule: &Rule, then: &Pattern, a: Moment, used: &mut Vec<Moment>) -> Verdict {
        let history = self.history;
        let Some(allowed) = self.allowed(rule, a) else { return Verdict::Unknown };
        let goes_with = |t: Moment| self.correlated(&rule.same, rule.with.as_ref(), a, t);
        let fits = |allowed: &Allowed, t: Moment| {
            let after = t != a && !history.before(t, a);
            let in_time = t.at >= allowed.from && allowed.until.is_none_or(|until| t.at <= until);
            let in_order = allowed.limit.is_none_or(|limit| limit == t || !history.before(limit, t));
            let next = rule.variant != Some(Variant::Chain) || !self.between(rule, a, t);
            let inside = self.inside(t) != Tri::False;
            Tri::from(after && in_time && in_order && next && inside && !used.contains(&t)).and(goes_with(t))
        };
        let settled = |allowed: &Allowed| {
            let stretch_over = self.scope.stretch.is_some_and(|s| s.until.is_some());
            let passed = allowed.until.is_some_and(|until| history.now > until);
            let closed = history.closed.is_some()
                && (allowed.until.is_none() || allowed.closing_stands || self.scope.stretch.is_some());
            let next_came = rule.variant == Some(Variant::Chain) && self.anything_after(rule, a);
            stretch_over || passed || closed || allowed.limit.is_some() || next_came
        };
        let outcome = |allowed: &Allowed| {
            let to = allowed
                .until
                .unwrap_or(i64::MAX)
                .min(allowed.limit.map_or(i64::MAX, |l| l.at))
                .min(self.watched().1.max(a.at));
            // What was reported too late was seen.
            let silent = |atom: &Atom| {
                let hits = history.matches_atom(atom, self.scope, Some(a)).into_iter();
                let mut late = hits.filter(|(t, tri)| {
                    let certain = tri.and(goes_with(*t)).and(self.inside(*t)) == Tri::True;
                    certain && history.before(a, *t) && self.passed(allowed, *t)
                });
                if late.next().is_some() { Tri::False } else { self.absent(atom, (a.at, to)) }
            };
            self.weighed(then, Some(a), &|t| fits(allowed, t), settled(allowed), &silent)
        };
        let verdict = self.excused(a, &rule.same, &allowed, None, outcome(&allowed), &|until| {
            outcome(&Allowed { until: Some(until), ..allowed }).0
        });
        if rule.one_to_one && verdict == Verdict::Kept {
            let hits = history.happenings(then, self.scope, Some(a));
            used.extend(
                hits.iter().find(|(t, tri)| tri.and(fits(&allowed, *t)) == Tri::True).map(|(t, _)| *t),
            );
        }
        verdict
    }

    /// Kept by what fits, in doubt by what may, else pending until it is settled; then silence decides, if somebody could
    /// have seen (and that it decided is told).
    fn weighed(
        &self,
        pattern: &Pattern,
        a: Option<Moment>,
        fits: &dyn Fn(Moment) -> Tri,
        settled: bool,
        silent: &dyn Fn(&Atom) -> Tri,
    ) -> (Verdict, bool) {
        let there = |absent: &dyn Fn(&Atom) -> Tri| self.history.there(pattern, self.scope, a, fits, absent);
        match there(&|_| Tri::False) {
            Tri::True => (Verdict::Kept, false),
            Tri::Unknown => (Verdict::Unknown, false),
            Tri::False if !settled => (Verdict::Pending, false),
            Tri::False if there(silent) == Tri::False => (Verdict::Broken, true),
            Tri::False => (Verdict::Unknown, true),
        }
    }

    /// Whether a moment lies past the time allowed.
    fn passed(&self, allowed: &Allowed, t: Moment) -> bool {
        allowed.until.is_some_and(|until| t.at > until)
            || allowed.limit.is_some_and(|limit| self.history.before(limit, t))
    }

    /// Whether another activity certainly lies between two.
    fn between(&self, rule: &Rule, a: Moment, b: Moment) -> bool {
        self.activities(rule).into_iter().any(|m| self.history.before(a, m) && self.history.before(m, b))
    }

    fn anything_after(&self, rule: &Rule, a: Moment) -> bool {
        self.activities(rule).into_iter().any(|m| self.history.before(a, m))
    }

    /// What `chain`, `first` and `last` run over: all but words, positions and imported rows, unless named.
    fn activities(&self, rule: &Rule) -> Vec<Moment> {
        let counts = |index: &usize| {
            let event = &self.history.events[*index];
            let aside = matches!(event.activity.as_str(), "utterance" | "position" | "correction" | "voided")
                || event.source.as_deref() == Some("import");
            !aside || rule.among.contains(&event.activity)
        };
        let all = (0..self.history.events.len()).filter(counts).map(|index| self.history.moment(index));
        all.filter(|m| self.inside(*m) != Tri::False).collect()
    }

    /// `unless`: what an exception makes of a verdict (and of one that rests on silence).
    fn excused(
        &self,
        a: Moment,
        same: &[Condition],
        allowed: &Allowed,
        offence: Option<Moment>,
        (verdict, silent): (Verdict, bool),
        moved: &dyn Fn(i64) -> Verdict,
    ) -> Verdict {
        let Some(unless) = self.frame.unless.as_ref().filter(|_| verdict != Verdict::Kept) else {
            return verdict;
        };
        let (mut still, mut possible) = (false, false);
        let mut valid: Vec<Moment> = Vec::new();
        for Exception { pattern, before } in &unless.any {
            let end = before.as_ref().map(|end| self.next(end, a, false));
            still |= matches!(end, Some(None)) && !self.ended();
            let in_time = |x: Moment| match (end, allowed.until, allowed.limit.or(offence)) {
                (Some(end), ..) => end.is_none_or(|end| !self.history.before(end, x)),
                (None, Some(until), _) => x.at <= until,
                (None, None, Some(offence)) => x != offence && !self.history.before(offence, x),
                (None, None, None) => true,
            };
            // Where the exception has no keys of its own, those of the rule hold as far as it has their attributes.
            let another = |x: Moment| {
                let value = |key, m| self.history.eval(key, &self.here(m)).ok();
                let differs =
                    |key| matches!((value(key, a), value(key, x)), (Some(own), Some(its)) if own != its);
                unless.same.is_empty() && same.iter().any(differs)
            };
            let fits = |x: Moment| {
                Tri::from(in_time(x) && !another(x)).and(self.correlated(
                    &unless.same,
                    unless.with.as_ref(),
                    a,
                    x,
                ))
            };
            let certain = |pattern: &Pattern| -> Vec<Moment> {
                let hits = self.history.happenings(pattern, self.scope, Some(a)).into_iter();
                hits.filter(|(x, tri)| tri.and(fits(*x)) == Tri::True).map(|(x, _)| x).collect()
            };
            possible |=
                self.history.there(pattern, self.scope, Some(a), &fits, &|_| Tri::False) == Tri::Unknown;
            match pattern {
                Pattern::All(list) => {
                    let firsts: Option<Vec<Moment>> =
                        list.iter().map(|part| certain(part).first().copied()).collect();
                    valid
                        .extend(firsts.and_then(|firsts| firsts.into_iter().max_by_key(|x| (x.at, x.event))));
                }
                pattern => valid.extend(certain(pattern)),
            }
        }
        valid.sort_by_key(|x| (x.at, x.event));
        let last = valid.iter().take(unless.moves.max(1) as usize).next_back();
        match (&unless.moves_to, last) {
            (Some(to), Some(x)) => match self.history.eval(to, &self.here(*x)) {
                Ok(Value::Time(until)) => moved(until),
                _ => Verdict::Unknown,
            },
            (None, Some(_)) => Verdict::Kept,
            (_, None) if possible && (silent || verdict == Verdict::Broken) => Verdict::Unknown,
            (_, None) if still && (silent || verdict == Verdict::Broken) => Verdict::Pending,
            (_, None) => verdict,
        }
    }

    fn not_after(&self, rule: &Rule, when: &Pattern, never: &Pattern) -> Vec<Act> {
        let history = self.history;
        self.each(when, &mut |a| {
            let Some(allowed) = self.allowed(rule, a) else { return Verdict::Unknown };
            let forbidden = |t: Moment| {
                let after = history.before(a, t);
                let in_time = allowed.until.is_none_or(|until| t.at <= until);
                let in_order = allowed.limit.is_none_or(|limit| history.before(t, limit));
                let next = rule.variant != Some(Variant::Chain) || self.must_be_next(rule, a, t, never);
                let inside = self.inside(t) == Tri::True;
                Tri::from(after && in_time && in_order && next && inside).and(self.correlated(
                    &rule.same,
                    rule.with.as_ref(),
                    a,
                    t,
                ))
            };
            let hits: Vec<(Moment, Tri)> = history
                .happenings(never, self.scope, Some(a))
                .into_iter()
                .map(|(t, tri)| (t, tri.and(forbidden(t))))
                .filter(|(_, tri)| *tri != Tri::False)
                .collect();
            let offence = hits.iter().find(|(_, tri)| *tri == Tri::True).map(|(t, _)| *t);
            let over = self.ended()
                && (allowed.until.is_none() || allowed.closing_stands || self.scope.stretch.is_some())
                || allowed.until.is_some_and(|until| history.now > until)
                || allowed.limit.is_some()
                || rule.variant == Some(Variant::Chain) && self.anything_after(rule, a);
            let to = allowed
                .until
                .unwrap_or(i64::MAX)
                .min(allowed.limit.map_or(i64::MAX, |l| l.at))
                .min(self.watched().1.max(a.at));
            let verdict = match (offence, hits.is_empty()) {
                (Some(_), _) => Verdict::Broken,
                (None, false) => Verdict::Unknown,
                (None, true) if !over => Verdict::Pending,
                (None, true) if self.absence_counts_in(never, Some((a.at, to))) => Verdict::Kept,
                (None, true) => Verdict::Unknown,
            };
            if over && hits.is_empty() {
                return verdict;
            }
            self.excused(
                a,
                &rule.same,
                &Allowed { until: None, limit: None, ..allowed },
                offence,
                (verdict, false),
                &|_| verdict,
            )
        })
    }

    /// Whether, in every order of one instant, the next activity is a forbidden one.
    fn must_be_next(&self, rule: &Rule, a: Moment, t: Moment, never: &Pattern) -> bool {
        let forbidden: Vec<Moment> =
            self.history.happenings(never, self.scope, Some(a)).into_iter().map(|(m, _)| m).collect();
        let may_be_next = |m: &Moment| *m != a && !self.history.before(*m, a) && !self.between(rule, a, *m);
        may_be_next(&t)
            && self.activities(rule).iter().filter(|m| may_be_next(m)).all(|m| forbidden.contains(m))
    }

    fn precedence(&self, rule: &Rule, before: &Pattern, require: &Pattern) -> Vec<Act> {
        let history = self.history;
        let mut used: Vec<Moment> = Vec::new();
        self.each(before, &mut |b| {
            let (mut earliest, mut latest) = (i64::MIN, b.at);
            if let Some(bound) = &rule.within {
                let Ok(span) = history.duration(bound, &self.here(b)) else { return Verdict::Unknown };
                let (span, calendar) = self.span(span);
                let calendar = history.calendar(calendar);
                match guiju_time::earliest_within(
                    Instant(b.at),
                    &span,
                    calendar,
                    &history.zone,
                    &history.pauses(),
                ) {
                    Ok(at) => earliest = at.0,
                    Err(_) => return Verdict::Unknown,
                }
            }
            if let Some(bound) = &rule.at_least {
                let Ok(span) = history.duration(bound, &self.here(b)) else { return Verdict::Unknown };
                match guiju_time::latest_at_least(Instant(b.at), &span, history.calendar(None), &history.zone)
                {
                    Ok(at) => latest = at.0,
                    Err(_) => return Verdict::Unknown,
                }
            }
            let previous = history
                .happenings(before, self.scope, None)
                .into_iter()
                .filter(|(m, tri)| *tri == Tri::True && history.before(*m, b))
                .map(|(m, _)| m)
                .next_back()
                .filter(|_| rule.variant == Some(Variant::Alternate));
            let fits = |t: Moment| {
                let comes_before = t != b && !history.before(b, t);
                let in_time = (earliest..=latest).contains(&t.at);
                let own = previous.is_none_or(|previous| t != previous && !history.before(t, previous));
                let next = rule.variant != Some(Variant::Chain) || !self.between(rule, t, b);
                let inside = self.inside(t) != Tri::False;
                Tri::from(comes_before && in_time && own && next && inside && !used.contains(&t))
                    .and(self.correlated(&rule.same, rule.with.as_ref(), b, t))
            };
            let from = earliest.max(self.watched().0).min(b.at);
            let silent = |atom: &Atom| self.absent(atom, (from, latest));
            let weighed = self.weighed(require, Some(b), &fits, true, &silent);
            if rule.one_to_one && weighed.0 == Verdict::Kept {
                let hits = history.happenings(require, self.scope, Some(b));
                let taken = hits.iter().find(|(t, tri)| tri.and(fits(*t)) == Tri::True).map(|(t, _)| *t);
                used.extend(taken);
            }
            let no_deadline = Allowed { from: i64::MIN, until: None, limit: None, closing_stands: false };
            self.excused(b, &rule.same, &no_deadline, Some(b), weighed, &|_| weighed.0)
        })
    }

    fn near(&self, rule: &Rule, around: &Pattern, require: &Pattern) -> Vec<Act> {
        let history = self.history;
        self.each(around, &mut |a| {
            let span = match (&rule.within, history.figure("near", &self.here(a))) {
                (Some(bound), _) => history.duration(bound, &self.here(a)).ok(),
                (None, Ok(guiju_standard::model::ParamValue::Duration(span))) => Some(*span),
                (None, _) => Some(Span::Elapsed(guiju_time::Micros(60_000_000))),
            };
            let Some(span) = span else { return Verdict::Unknown };
            // The clock and its pauses stop `within` only.
            let (span, calendar) = if rule.within.is_some() { self.span(span) } else { (span, None) };
            let pauses = if rule.within.is_some() { history.pauses() } else { Vec::new() };
            let calendar = history.calendar(calendar);
            let due = guiju_time::due(Instant(a.at), &span, calendar, &history.zone, &pauses);
            let since = guiju_time::earliest_within(Instant(a.at), &span, calendar, &history.zone, &pauses);
            let (Ok(due), Ok(since)) = (due, since) else { return Verdict::Unknown };
            let until = due.last().map_or(i64::MAX, |last| last.0);
            let fits = |t: Moment| {
                let near = t != a && (since.0..=until).contains(&t.at) && self.inside(t) != Tri::False;
                Tri::from(near).and(self.correlated(&rule.same, rule.with.as_ref(), a, t))
            };
            let stretch_over = self.scope.stretch.is_some() && self.ended();
            let passed = due.last().map_or(history.closed.is_some(), |last| history.now > last.0);
            let seen_in = (since.0.max(self.watched().0).min(a.at), until.min(self.watched().1.max(a.at)));
            let silent = |atom: &Atom| self.absent(atom, seen_in);
            let weighed = self.weighed(require, Some(a), &fits, passed || stretch_over, &silent);
            let allowed = Allowed { from: i64::MIN, until: Some(until), limit: None, closing_stands: false };
            self.excused(a, &rule.same, &allowed, None, weighed, &|_| weighed.0)
        })
    }

    /// `must A [before T]`: the bound is the latest value set before it was reached.
    fn must(&self, rule: &Rule, must: &Pattern) -> Vec<Act> {
        let history = self.history;
        let mut allowed = Allowed { from: i64::MIN, until: None, limit: None, closing_stands: false };
        match &rule.before {
            None => {}
            Some(Limit::At(instant)) => match self.appointment(instant) {
                Some(at) => allowed.until = Some(at),
                None => {
                    return vec![Act::of(Verdict::Unknown)];
                }
            },
            Some(Limit::Event(pattern)) => {
                allowed.closing_stands = true;
                let ends = history.happenings(pattern, self.scope, None).into_iter();
                allowed.limit = ends
                    .filter(|(m, tri)| *tri == Tri::True && self.inside(*m) != Tri::False)
                    .filter(|(m, _)| self.scope.stretch.is_none_or(|stretch| stretch.from != *m))
                    .map(|(m, _)| m)
                    .next();
            }
        }
        let fits = |t: Moment| {
            let in_time = allowed.until.is_none_or(|until| t.at <= until);
            let in_order = allowed.limit.is_none_or(|limit| limit == t || !history.before(limit, t));
            Tri::from(in_time && in_order && self.inside(t) != Tri::False)
        };
        let stretch_over = self.scope.stretch.is_some_and(|s| s.until.is_some());
        let settled = stretch_over
            || allowed.until.is_some_and(|until| history.now > until)
            || allowed.limit.is_some()
            || history.closed.is_some() && (allowed.until.is_none() || self.scope.stretch.is_some());
        let to = allowed
            .until
            .unwrap_or(i64::MAX)
            .min(allowed.limit.map_or(i64::MAX, |l| l.at))
            .min(self.watched().1);
        let silent = |atom: &Atom| {
            let mut hits = history.matches_atom(atom, self.scope, None).into_iter();
            let late = hits.any(|(t, tri)| tri.and(self.inside(t)) == Tri::True && self.passed(&allowed, t));
            if late { Tri::False } else { self.absent(atom, (self.watched().0, to)) }
        };
        let weighed = self.weighed(must, None, &fits, settled, &silent);
        let start = Moment { at: self.watched().0, event: None };
        vec![Act::of(self.excused(start, &rule.same, &allowed, None, weighed, &|_| weighed.0))]
    }

    fn appointment(&self, instant: &InstantExpr) -> Option<i64> {
        let history = self.history;
        let as_of = |at: i64| history.instant(instant, &self.here(Moment { at, event: None })).ok();
        let mut bound = as_of(self.watched().0);
        if matches!(instant.base, InstantBase::Value(_)) {
            for event in &history.events {
                if bound.is_none_or(|bound| event.at <= bound) {
                    bound = as_of(event.at).or(bound);
                }
            }
        }
        bound
    }

    /// `never A`: each A is an offence; without one the subject, or the stretch, is the activation.
    fn never(&self, never: &Pattern) -> Vec<Act> {
        let none = Allowed { from: i64::MIN, until: None, limit: None, closing_stands: false };
        let hits = self.counted(never);
        let mut acts = Vec::new();
        for (offence, tri) in &hits {
            let verdict = if *tri == Tri::True { Verdict::Broken } else { Verdict::Unknown };
            acts.push(Act::at(
                *offence,
                self.excused(*offence, &[], &none, Some(*offence), (verdict, false), &|_| verdict),
            ));
        }
        if acts.is_empty() {
            let start = Moment { at: self.watched().0, event: None };
            acts.push(Act::of(match self.ended() {
                false => {
                    self.excused(start, &[], &none, None, (Verdict::Pending, false), &|_| Verdict::Pending)
                }
                true if self.absence_counts(never) => Verdict::Kept,
                true => Verdict::Unknown,
            }));
        }
        acts
    }

    fn first_or_last(&self, rule: &Rule, pattern: &Pattern) -> Vec<Act> {
        let is_first = matches!(rule.head, Head::First);
        let all = self.activities(rule);
        let comes = |a: Moment, b: Moment| {
            if is_first { self.history.before(a, b) } else { self.history.before(b, a) }
        };
        let outermost: Vec<Moment> =
            all.iter().copied().filter(|m| !all.iter().any(|other| comes(*other, *m))).collect();
        let hits = self.history.happenings(pattern, self.scope, None);
        let is_it = Tri::any(hits.into_iter().filter(|(m, _)| outermost.contains(m)).map(|(_, tri)| tri));
        let open = !self.ended() && (!is_first || all.is_empty());
        let verdict = match is_it {
            _ if open => Verdict::Pending,
            Tri::True => Verdict::Kept,
            Tri::Unknown => Verdict::Unknown,
            Tri::False if self.absence_counts(pattern) => Verdict::Broken,
            Tri::False => Verdict::Unknown,
        };
        vec![Act::of(verdict)]
    }
}
