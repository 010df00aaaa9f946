//! Finding what patterns mean: activations as a list, targets as the first match in a region.

use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::region::Region;
use crate::scene::Scene;
use guiju_condition::{Condition, Missing, Truth, Value};
use guiju_standard::model::{Atom, Pattern};

/// What a search for a target found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Search {
    /// The match that completes it.
    pub(crate) hit: Option<Hit>,
    /// A match that is only possible, because an attribute is absent.
    pub(crate) possible: Option<Hit>,
    /// Names of what was not found.
    pub(crate) missing: Vec<String>,
    /// What its absence rests on.
    pub(crate) absence: Absence,
    /// Parts that were found though the whole is not complete.
    pub(crate) found: Vec<Hit>,
}

/// What an absence rests on: who must have been able to see.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Absence {
    /// Nothing is absent.
    #[default]
    Nothing,
    /// One thing, by name.
    One(String),
    /// So many of these would have been needed.
    Of(usize, Vec<Absence>),
}

impl Absence {
    /// Of all that a pattern means.
    pub(crate) fn of(pattern: &Pattern) -> Absence {
        let each = |list: &[Pattern]| list.iter().map(Absence::of).collect::<Vec<_>>();
        match pattern {
            Pattern::One(Atom::Says { .. }, _) => Absence::One("utterance".to_owned()),
            Pattern::One(atom, _) => Absence::One(name_of(atom)),
            Pattern::Any(list) | Pattern::FirstOf(list) => Absence::Of(1, each(list)),
            Pattern::All(list) | Pattern::InOrder(list) => Absence::Of(list.len(), each(list)),
            Pattern::AtLeast(least, list) => Absence::Of(*least, each(list)),
        }
    }
}

impl Search {
    fn not_found(names: Vec<String>) -> Search {
        Search { missing: names, ..Search::default() }
    }
}

/// A condition over activation and target (`same`, `with`), beside the pattern's own.
pub(crate) struct Pairing<'x> {
    pub(crate) a: Option<&'x Hit>,
    pub(crate) a_due: Option<i64>,
    pub(crate) same: &'x [Condition],
    pub(crate) with: Option<&'x Condition>,
    /// Events that are taken already (`one_to: one`).
    pub(crate) taken: &'x [usize],
}

impl Pairing<'_> {
    pub(crate) const NONE: Pairing<'static> =
        Pairing { a: None, a_due: None, same: &[], with: None, taken: &[] };
}

impl<'h> Judging<'h> {
    /// All hits of a pattern as activations, in order: a list gives those of each; `all`, `n of`, `in_order` the one that
    /// completes it; `first_of` the earliest.
    pub(crate) fn activations(&self, pattern: &Pattern, cx: &Cx<'_, 'h>) -> Vec<Hit> {
        let mut hits = match pattern {
            Pattern::One(atom, _) => self.atom_hits(atom, cx),
            Pattern::Any(list) => list.iter().flat_map(|p| self.activations(p, cx)).collect(),
            Pattern::FirstOf(list) => {
                let mut hits: Vec<Hit> = list.iter().flat_map(|p| self.activations(p, cx)).collect();
                hits.sort_by_key(|hit| hit.order);
                // What comes first for certain; what is only possible before it stays in doubt.
                let certain = hits.iter().position(Hit::is_certain).map_or(hits.len(), |at| at + 1);
                hits.truncate(certain.min(1).max(usize::from(!hits.is_empty())));
                hits
            }
            Pattern::All(_) | Pattern::InOrder(_) | Pattern::AtLeast(..) => {
                let region = Region::all().within(cx.stretch);
                let search = self.find(pattern, &region, &Pairing::NONE, cx);
                search.hit.or(search.possible).into_iter().collect()
            }
        };
        hits.retain(|hit| cx.stretch.is_none_or(|stretch| stretch.holds(hit.order)));
        hits.sort_by_key(|hit| hit.order);
        hits.dedup_by(|b, a| a.event.is_some() && a.event == b.event && a.what == b.what);
        hits
    }

    /// What activates: all hits, or under `each: items` the event whose item is at hand.
    pub(crate) fn triggers(&self, pattern: &Pattern, cx: &Cx<'_, 'h>) -> Vec<Hit> {
        let mut hits = self.activations(pattern, cx);
        hits.retain(|hit| cx.only.is_none() || hit.event == cx.only);
        hits
    }

    /// The first match of a pattern in a region.
    pub(crate) fn find(
        &self,
        pattern: &Pattern,
        region: &Region,
        pair: &Pairing<'_>,
        cx: &Cx<'_, 'h>,
    ) -> Search {
        match pattern {
            Pattern::One(atom, _) => self.find_atom(atom, region, pair, cx),
            Pattern::Any(list) | Pattern::FirstOf(list) => {
                let searches: Vec<Search> = list.iter().map(|p| self.find(p, region, pair, cx)).collect();
                let earliest = |pick: fn(&Search) -> Option<&Hit>| {
                    searches.iter().filter_map(pick).min_by_key(|hit| hit.order).cloned()
                };
                Search {
                    hit: earliest(|s| s.hit.as_ref()),
                    possible: earliest(|s| s.possible.as_ref()),
                    missing: searches.iter().flat_map(|s| s.missing.clone()).collect(),
                    absence: Absence::Of(1, searches.iter().map(|s| s.absence.clone()).collect()),
                    found: Vec::new(),
                }
            }
            Pattern::All(list) => self.find_several(list, list.len(), region, pair, cx),
            Pattern::AtLeast(least, list) => self.find_several(list, *least, region, pair, cx),
            Pattern::InOrder(list) => self.find_in_order(list, region, pair, cx),
        }
    }

    fn find_several(
        &self,
        list: &[Pattern],
        least: usize,
        region: &Region,
        pair: &Pairing<'_>,
        cx: &Cx<'_, 'h>,
    ) -> Search {
        let searches: Vec<Search> = list.iter().map(|p| self.find(p, region, pair, cx)).collect();
        let mut hits: Vec<Hit> = searches.iter().filter_map(|s| s.hit.clone()).collect();
        hits.sort_by_key(|hit| hit.order);
        let missing: Vec<String> =
            searches.iter().filter(|s| s.hit.is_none()).flat_map(|s| s.missing.clone()).collect();
        if hits.len() >= least && least > 0 {
            hits.truncate(least);
            return Search { hit: Some(complete(self, hits)), ..Search::default() };
        }
        let possible: Vec<Hit> =
            searches.iter().filter_map(|s| s.hit.clone().or(s.possible.clone())).collect();
        let maybe = if possible.len() >= least && least > 0 { Some(complete(self, possible)) } else { None };
        let absent: Vec<Absence> =
            searches.into_iter().filter(|s| s.hit.is_none()).map(|s| s.absence).collect();
        let absence = Absence::Of(least.saturating_sub(hits.len()), absent);
        Search { hit: None, possible: maybe, missing, absence, found: hits }
    }

    fn find_in_order(
        &self,
        list: &[Pattern],
        region: &Region,
        pair: &Pairing<'_>,
        cx: &Cx<'_, 'h>,
    ) -> Search {
        let mut region = region.clone();
        let mut hits: Vec<Hit> = Vec::new();
        let mut doubtful = false;
        for pattern in list {
            let search = self.find(pattern, &region, pair, cx);
            match (search.hit, search.possible) {
                (Some(hit), _) => {
                    region = region.from(hit.order.next());
                    hits.push(hit);
                }
                (None, Some(hit)) => {
                    doubtful = true;
                    region = region.from(hit.order.next());
                    hits.push(hit);
                }
                (None, None) => {
                    // Of several steps that are missing, one that somebody could have seen is enough to tell.
                    let rest: Vec<Search> = list[hits.len() + 1..]
                        .iter()
                        .map(|pattern| self.find(pattern, &region, pair, cx))
                        .filter(|later| later.hit.is_none() && later.possible.is_none())
                        .collect();
                    let mut absent = vec![search.absence];
                    absent.extend(rest.into_iter().map(|later| later.absence));
                    let absence = Absence::Of(absent.len(), absent);
                    return Search { missing: search.missing, absence, found: hits, ..Search::default() };
                }
            }
        }
        let missing: Vec<String> =
            hits.iter().filter(|h| !h.is_certain()).map(|h| h.what.to_string()).collect();
        let whole = Some(complete(self, hits));
        if doubtful {
            Search { possible: whole, missing, ..Search::default() }
        } else {
            Search { hit: whole, ..Search::default() }
        }
    }

    fn find_atom(&self, atom: &Atom, region: &Region, pair: &Pairing<'_>, cx: &Cx<'_, 'h>) -> Search {
        let mut possible = None;
        for mut hit in self.atom_hits(atom, cx) {
            if !region.holds(&hit) || hit.event.is_some_and(|at| pair.taken.contains(&at)) {
                continue;
            }
            match self.pairs(&hit, pair, cx) {
                Truth::False => continue,
                Truth::Unknown(missing) => {
                    hit.missing = Some(match hit.missing.take() {
                        Some(before) => before.and(missing),
                        None => missing,
                    });
                }
                Truth::True => {}
            }
            if hit.is_certain() {
                return Search { hit: Some(hit), ..Search::default() };
            }
            possible = possible.or(Some(hit));
        }
        let name = match atom {
            Atom::Says { .. } => "utterance".to_owned(),
            _ => name_of(atom),
        };
        Search { possible, absence: Absence::One(name), ..Search::not_found(vec![name_of(atom)]) }
    }

    /// Whether a candidate goes with the activation.
    pub(crate) fn pairs(&self, hit: &Hit, pair: &Pairing<'_>, cx: &Cx<'_, 'h>) -> Truth {
        let Some(a) = pair.a else { return Truth::True };
        let mut unknown: Option<Missing> = None;
        let of_activation = Scene { member: cx.member, ..Scene::at_hit(self, a) };
        let of_target = Scene { member: cx.member, ..Scene::at_hit(self, hit) };
        for key in pair.same {
            let left = guiju_condition::eval(key, &of_activation);
            let right = guiju_condition::eval(key, &of_target);
            match (left, right) {
                (Ok(left), Ok(right)) if left == right => {}
                (Ok(_), Ok(_)) => return Truth::False,
                (Err(missing), _) | (_, Err(missing)) => {
                    unknown = Some(match unknown {
                        Some(before) => before.and(missing),
                        None => missing,
                    });
                }
            }
        }
        if let Some(with) = pair.with {
            let scene = Scene { a: Some(a), a_due: pair.a_due, t: Some(hit), ..of_target };
            match guiju_condition::truth(with, &scene) {
                Truth::True => {}
                Truth::False => return Truth::False,
                Truth::Unknown(missing) => {
                    unknown = Some(match unknown {
                        Some(before) => before.and(missing),
                        None => missing,
                    });
                }
            }
        }
        unknown.map_or(Truth::True, Truth::Unknown)
    }

    /// All events that an atom means, in order; those whose condition can't be evaluated are possible.
    pub(crate) fn atom_hits(&self, atom: &Atom, cx: &Cx<'_, 'h>) -> Vec<Hit> {
        let mut hits = match atom {
            Atom::Activity { name, by, .. } => {
                let mut hits = self.activity_hits(name, cx);
                if let Some(role) = by {
                    hits.retain_mut(|hit| self.is_by(hit, role));
                }
                hits
            }
            Atom::Says { who, phrase, .. } => self.says_hits(who, phrase, cx),
            Atom::Situation { name, .. } => self.situation_hits(name),
            Atom::Instant { name, .. } => self.instant_hits(name),
            Atom::Param { name, .. } => self.param_hits(name, cx),
        };
        if let Some(condition) = atom.condition() {
            hits.retain_mut(|hit| {
                let scene = Scene {
                    member: cx.member,
                    said: (!hit.said.is_empty()).then_some(&hit.said),
                    ..Scene::at_hit(self, hit)
                };
                match guiju_condition::truth(condition, &scene) {
                    Truth::True => true,
                    Truth::False => false,
                    Truth::Unknown(missing) => {
                        hit.missing = Some(missing);
                        true
                    }
                }
            });
        }
        hits
    }

    /// Whether any event that a pattern names is there, whatever the pattern's conditions say of it.
    pub(crate) fn happened(&self, pattern: &Pattern, cx: &Cx<'_, 'h>) -> bool {
        let mut any = false;
        pattern.atoms(&mut |atom, _| {
            if let Atom::Activity { name, by, .. } = atom {
                any |= self.activity_hits(name, cx).iter_mut().any(|hit| {
                    cx.stretch.is_none_or(|stretch| stretch.holds(hit.order))
                        && by.as_ref().is_none_or(|role| self.is_by(hit, role))
                });
            }
        });
        any
    }

    fn activity_hits(&self, name: &str, cx: &Cx<'_, 'h>) -> Vec<Hit> {
        let history = self.history;
        if matches!(name, "opened" | "closed") {
            return self.life_hits(name);
        }
        let mut hits: Vec<Hit> = history
            .of_activity(name)
            .filter(|at| cx.sees(self, *at))
            .map(|at| Hit::of_event(history, at))
            .collect();
        if self.plan.consents.contains(name) {
            hits.extend(self.answer_hits(name));
            hits.sort_by_key(|hit| hit.order);
        }
        hits
    }

    /// Hits of a name in a condition: an activity, a situation or an instant.
    pub(crate) fn named_hits(&self, name: &str) -> Vec<Hit> {
        if self.plan.standard.situations.contains_key(name) {
            return self.situation_hits(name);
        }
        if self.plan.standard.vocabulary.instants.contains_key(name) {
            return self.instant_hits(name);
        }
        let mut hits: Vec<Hit> =
            self.history.of_activity(name).map(|at| Hit::of_event(self.history, at)).collect();
        if self.plan.consents.contains(name) {
            hits.extend(self.answer_hits(name));
            hits.sort_by_key(|hit| hit.order);
        }
        hits
    }

    /// `opened` and `closed` name the opening and the closing of any encounter, whatever activity they are.
    fn life_hits(&self, name: &str) -> Vec<Hit> {
        let history = self.history;
        let encounter = self.plan.encounter(&history.subject.kind);
        let (time, activities): (Option<i64>, &[String]) = match name {
            "opened" => (history.opened_at, encounter.map_or(&[], |e| &e.opens)),
            _ => (history.closed_at, encounter.map_or(&[], |e| &e.closes)),
        };
        let Some(time) = time else { return Vec::new() };
        let at = (0..history.events.len()).find(|at| {
            history.events[*at].time == time
                && (history.activity(*at) == name || activities.iter().any(|a| a == history.activity(*at)))
        });
        vec![match at {
            Some(at) => Hit::of_event(history, at),
            None => Hit::of_instant(name, time),
        }]
    }

    fn param_hits(&self, name: &str, cx: &Cx<'_, 'h>) -> Vec<Hit> {
        let scene = Scene::at_point(self, crate::history::Order::end_of(self.history.opening()));
        let names: Vec<String> = match crate::params::value(name, &scene) {
            Ok(Value::Text(text)) => vec![text.to_string()],
            Ok(Value::List(items)) => items
                .iter()
                .filter_map(|item| if let Value::Text(text) = item { Some(text.to_string()) } else { None })
                .collect(),
            _ => Vec::new(),
        };
        names.iter().flat_map(|name| self.activity_hits(name, cx)).collect()
    }

    /// Whether an event was done by a role: its `by`, or the qualifier of a person related to it. In doubt: possible.
    fn is_by(&self, hit: &mut Hit, role: &str) -> bool {
        let Some(at) = hit.event else { return false };
        let history = self.history;
        for attr in ["by", "speaker", "side", "actor"] {
            if let Some(Value::Text(by)) = history.event_attr(at, attr) {
                return self.is_of_role(&by, role);
            }
        }
        let roles = history.roles_of(at);
        if roles.contains(&role) {
            return true;
        }
        if !roles.is_empty() {
            return false;
        }
        if let Some(Value::Text(by)) = Scene::at_hit(self, hit).default(at, "by") {
            return self.is_of_role(&by, role);
        }
        hit.missing = Some(Missing::attribute("by"));
        true
    }

    /// Whether somebody who is named by a role, a side or `staff` has the role.
    fn is_of_role(&self, by: &str, role: &str) -> bool {
        let side = |name: &str| self.history.side(name);
        by == role
            || match role {
                "staff" => side(by) == crate::history::SideOf::Ours,
                "customer" => side(by) == crate::history::SideOf::Other,
                _ => by == "staff" && side(role) == crate::history::SideOf::Ours,
            }
    }
}

/// Several hits as one: it stands where the last one needed does.
fn complete(judging: &Judging<'_>, mut hits: Vec<Hit>) -> Hit {
    hits.sort_by_key(|hit| hit.order);
    let missing = hits.iter().filter_map(|hit| hit.missing.clone()).reduce(Missing::and);
    let moments: Vec<_> = hits.iter().map(|hit| hit.moment(judging.history)).collect();
    let words = hits.iter().flat_map(|hit| hit.words.clone()).collect();
    let earlier: Vec<_> = moments[..moments.len().saturating_sub(1)].to_vec();
    // Callers pass at least one.
    let mut last = hits.swap_remove(hits.len() - 1);
    last.with = earlier;
    last.words = words;
    last.missing = missing;
    last
}

/// The name of what an atom means, for explanations and evidence.
pub(crate) fn name_of(atom: &Atom) -> String {
    match atom {
        Atom::Activity { name, .. } | Atom::Situation { name, .. } | Atom::Instant { name, .. } => {
            name.clone()
        }
        Atom::Says { phrase, .. } => phrase.clone(),
        Atom::Param { name, .. } => format!("param.{name}"),
    }
}

/// The names of all that a pattern means.
pub(crate) fn names_of(pattern: &Pattern) -> Vec<String> {
    let mut names = Vec::new();
    pattern.atoms(&mut |atom, _| {
        let name = name_of(atom);
        if !names.contains(&name) {
            names.push(name);
        }
    });
    names
}
