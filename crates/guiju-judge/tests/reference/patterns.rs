//! Which events a pattern means, and where.

use super::history::{Here, History, Moment};
use super::verdict::Tri;
use guiju_standard::model::{Atom, During, Each, Frame, ParamValue, Pattern};

/// A stretch of `during`: from an event up to, but not including, another; without one to the closing, that included.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    pub from: Moment,
    pub until: Option<Moment>,
}

/// Where a check is judged.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    pub stretch: Option<Stretch>,
    /// Member of `each` and the qualifier by which events are its own.
    pub member: Option<(String, Option<String>)>,
    /// `evidence: { only: … }`: other sources do not count.
    pub only: Vec<String>,
}

impl Scope {
    pub fn here(&self, activation: Option<Moment>) -> Here<'_> {
        Here { activation, member: self.member.as_ref().map(|(id, _)| id.as_str()), ..Here::default() }
    }
}

impl<'s> History<'s> {
    /// The places at which a frame has its check judged: each stretch, each member.
    pub fn scopes(&self, frame: &Frame) -> Vec<Scope> {
        let mut scopes = vec![Scope::default()];
        if frame.evidence.only {
            scopes[0].only.clone_from(&frame.evidence.kinds);
        }
        if let Some(Each { over, via, .. }) = &frame.each {
            let members = self.members(over);
            scopes = members
                .into_iter()
                .map(|id| Scope { member: Some((id, via.clone())), ..scopes[0].clone() })
                .collect();
        }
        let Some(During::Between { from, until }) = &frame.during else { return scopes };
        scopes
            .into_iter()
            .flat_map(|scope| {
                let stretches = self.stretches(from, until.as_ref(), &scope);
                stretches.into_iter().map(move |stretch| Scope { stretch: Some(stretch), ..scope.clone() })
            })
            .collect()
    }

    /// Objects related to the subject or to one of its events, by role or by type.
    fn members(&self, over: &str) -> Vec<String> {
        let own = self.objects.iter().filter(|object| object.id == self.id);
        let mut found: Vec<String> = own
            .flat_map(|object| &object.relationships)
            .chain(self.events.iter().flat_map(|event| &event.related))
            .filter(|(id, qualifier)| {
                qualifier == over || self.objects.iter().any(|object| object.id == *id && object.kind == over)
            })
            .map(|(id, _)| id.clone())
            .collect();
        found.sort();
        found.dedup();
        found
    }

    /// From each A to the next B; an A inside a stretch begins no other.
    fn stretches(&self, from: &Pattern, until: Option<&Pattern>, scope: &Scope) -> Vec<Stretch> {
        let certain = |pattern: &Pattern| -> Vec<Moment> {
            let found = self.happenings(pattern, scope, None).into_iter();
            found.filter(|(_, tri)| *tri == Tri::True).map(|(moment, _)| moment).collect()
        };
        let ends = until.map(certain).unwrap_or_default();
        let mut stretches: Vec<Stretch> = Vec::new();
        for from in certain(from) {
            if stretches.iter().any(|known| self.inside(from, known) == Tri::True) {
                continue;
            }
            let until = ends.iter().copied().find(|end| self.before(from, *end));
            // What begins after the closing has no end to run to.
            if until.is_some() || self.closed.is_none_or(|closed| from.at <= closed) {
                stretches.push(Stretch { from, until });
            }
        }
        stretches
    }

    /// Whether a moment lies in a stretch; unknown: only in one of the orders of one instant.
    pub fn inside(&self, moment: Moment, stretch: &Stretch) -> Tri {
        let too_late = match stretch.until {
            Some(until) => moment == until || self.before(until, moment),
            None => self.closed.is_some_and(|closed| moment.at > closed),
        };
        if self.before(moment, stretch.from) || too_late {
            return Tri::False;
        }
        let surely_after = moment == stretch.from || self.before(stretch.from, moment);
        let surely_before = stretch.until.is_none_or(|until| self.before(moment, until));
        if surely_after && surely_before { Tri::True } else { Tri::Unknown }
    }

    /// What happened of an atom, whatever the stretch: the moments, and whether they certainly are it.
    pub fn matches_atom(&self, atom: &Atom, scope: &Scope, activation: Option<Moment>) -> Vec<(Moment, Tri)> {
        let (names, by): (Vec<&str>, _) = match atom {
            Atom::Activity { name, by, .. } => (vec![name.as_str()], by.as_deref()),
            Atom::Param { name, .. } => match self.figure(name, &Here::default()) {
                Ok(ParamValue::Text(name)) => (vec![name.as_str()], None),
                _ => (Vec::new(), None),
            },
            _ => (Vec::new(), None),
        };
        let encounter = self.encounter();
        let named = |activity: &String| {
            names.iter().any(|name| match *name {
                "opened" => encounter.opens.contains(activity),
                "closed" => encounter.closes.contains(activity),
                name => name == activity,
            })
        };
        let mut found = Vec::new();
        for (index, event) in self.events.iter().enumerate().filter(|(_, event)| named(&event.activity)) {
            let is_member = scope.member.as_ref().is_none_or(|(id, via)| {
                event
                    .related
                    .iter()
                    .any(|(object, q)| object == id && via.as_ref().is_none_or(|via| via == q))
            });
            let taken = scope.only.is_empty() || event.source.as_ref().is_none_or(|s| scope.only.contains(s));
            let is_by = by.is_none_or(|role| {
                event.attrs.get("by") == Some(&guiju_condition::Value::text(role))
                    || event.related.iter().any(|(_, qualifier)| qualifier == role)
            });
            if is_member && taken && is_by {
                let at = self.moment(index);
                let here = Here { at: Some(at), ..scope.here(activation) };
                let tri = atom.condition().map_or(Tri::True, |condition| self.holds(condition, &here));
                if tri != Tri::False {
                    found.push((at, tri));
                }
            }
        }
        found
    }

    /// As [`Self::happenings`] in the whole subject.
    pub fn matching(&self, pattern: &Pattern, here: &Here<'_>) -> Vec<(Moment, Tri)> {
        self.happenings(pattern, &Scope::default(), here.activation)
    }

    /// The moments at which a pattern happens: each of a list; `all` with the event that completes it; `first_of` once.
    pub fn happenings(
        &self,
        pattern: &Pattern,
        scope: &Scope,
        activation: Option<Moment>,
    ) -> Vec<(Moment, Tri)> {
        let each = |list: &[Pattern]| -> Vec<Vec<(Moment, Tri)>> {
            list.iter().map(|pattern| self.happenings(pattern, scope, activation)).collect()
        };
        let inside = |moment: &Moment| {
            scope.stretch.is_none_or(|stretch| self.inside(*moment, &stretch) != Tri::False)
        };
        let mut found: Vec<(Moment, Tri)> = match pattern {
            Pattern::One(atom, _) => self.matches_atom(atom, scope, activation),
            Pattern::Any(list) => each(list).concat(),
            Pattern::FirstOf(list) => {
                let all = each(list).concat();
                let first = all
                    .iter()
                    .filter(|(m, tri)| *tri == Tri::True && inside(m))
                    .min_by_key(|(m, _)| (m.at, m.event));
                first.into_iter().copied().collect()
            }
            Pattern::All(list) => {
                let firsts: Option<Vec<(Moment, Tri)>> = each(list)
                    .into_iter()
                    .map(|hits| {
                        hits.into_iter()
                            .filter(|(_, tri)| *tri == Tri::True)
                            .min_by_key(|(m, _)| (m.at, m.event))
                    })
                    .collect();
                firsts
                    .into_iter()
                    .flat_map(|firsts| firsts.into_iter().max_by_key(|(m, _)| (m.at, m.event)))
                    .collect()
            }
            Pattern::InOrder(_) | Pattern::AtLeast(..) => Vec::new(),
        };
        found.sort_by_key(|(m, tri)| (m.at, m.event, std::cmp::Reverse(*tri)));
        found.dedup_by_key(|(moment, _)| *moment);
        found
    }

    /// Whether what a pattern asks is there: among its candidates those count for which `fits` says so. Where nothing is
    /// there, `absent` says whether that means anything.
    pub fn there(
        &self,
        pattern: &Pattern,
        scope: &Scope,
        activation: Option<Moment>,
        fits: &dyn Fn(Moment) -> Tri,
        absent: &dyn Fn(&Atom) -> Tri,
    ) -> Tri {
        let inner = |pattern: &Pattern| self.there(pattern, scope, activation, fits, absent);
        match pattern {
            Pattern::One(atom, _) => {
                let hits = self.matches_atom(atom, scope, activation);
                match Tri::any(hits.into_iter().map(|(moment, tri)| tri.and(fits(moment)))) {
                    Tri::False => absent(atom),
                    found => found,
                }
            }
            Pattern::Any(list) | Pattern::FirstOf(list) => Tri::any(list.iter().map(inner)),
            Pattern::All(list) => Tri::all(list.iter().map(inner)),
            Pattern::AtLeast(n, list) => {
                let parts: Vec<Tri> = list.iter().map(inner).collect();
                let count = |least: Tri| parts.iter().filter(|tri| **tri >= least).count();
                if count(Tri::True) >= *n {
                    Tri::True
                } else {
                    Tri::from(count(Tri::Unknown) >= *n).and(Tri::Unknown)
                }
            }
            Pattern::InOrder(list) => match self.in_order(list, scope, activation, fits, None) {
                // A step that is there, though in the wrong place, was seen.
                Tri::False => {
                    let seen =
                        |part: &Pattern| match self.there(part, scope, activation, fits, &|_| Tri::False) {
                            Tri::False => inner(part),
                            _ => Tri::True,
                        };
                    if Tri::all(list.iter().map(seen)) == Tri::Unknown { Tri::Unknown } else { Tri::False }
                }
                found => found,
            },
        }
    }

    fn in_order(
        &self,
        list: &[Pattern],
        scope: &Scope,
        activation: Option<Moment>,
        fits: &dyn Fn(Moment) -> Tri,
        behind: Option<Moment>,
    ) -> Tri {
        let Some((first, rest)) = list.split_first() else { return Tri::True };
        let hits = self.happenings(first, scope, activation).into_iter();
        Tri::any(
            hits.filter(|(m, _)| behind.is_none_or(|b| b != *m && !self.before(*m, b)))
                .map(|(m, tri)| tri.and(fits(m)).and(self.in_order(rest, scope, activation, fits, Some(m)))),
        )
    }
}

/// All atoms of a pattern.
pub fn atoms(pattern: &Pattern) -> Vec<&Atom> {
    let mut found = Vec::new();
    pattern.atoms(&mut |atom, _| found.push(atom));
    found
}
