//! What people do wrong: the shape of the hand-written lists, an act a line with every row that it breaks.
//!
//! A list knows no clause and no judge. Each act names *all* rows it breaks, so that a judge which finds more, or
//! fewer, is wrong, or the list is; `open` holds rows that the text lets one read either way after this act.

use std::collections::BTreeSet;
use std::fmt::Debug;

use crate::prng::Prng;
use crate::words::Element;

/// The names in which a norm's list is written.
pub(crate) trait Norm: Debug + Clone + Copy + PartialEq + 'static {
    /// Something done, or left undone, other than words.
    type Deed: Debug + Clone + Copy + PartialEq + 'static;
    /// A moment at which somebody has something to say.
    type Spot: Debug + Clone + Copy + PartialEq + 'static;
    /// What an act needs to be possible at all.
    type Need: Debug + Clone + Copy + PartialEq + 'static;
    /// The part of an encounter in which an act lies; at most one act to a phase, so that acts don't meddle with each other.
    type Phase: Debug + Clone + Copy + Ord + 'static;
    /// The phase that takes no other beside it.
    const ALONE: Self::Phase;
}

/// How an act shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind<N: Norm> {
    Deed(N::Deed),
    /// These elements stay unsaid.
    Omit(&'static [(N::Spot, &'static [Element])]),
    /// One of these is said instead of what ought to be.
    Rude(N::Spot, Element),
}

/// One line of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act<N: Norm> {
    pub(crate) id: &'static str,
    pub(crate) phase: N::Phase,
    pub(crate) needs: &'static [N::Need],
    pub(crate) kind: Kind<N>,
    /// All rows that the act breaks.
    pub(crate) rows: &'static [&'static str],
    /// Rows that may be read either way.
    pub(crate) open: &'static [&'static str],
    pub(crate) what: &'static str,
}

/// Acts of a list in shuffled rounds, so that every act comes up before one comes again.
#[derive(Debug)]
pub(crate) struct Deck<N: Norm> {
    acts: Vec<&'static Act<N>>,
    waiting: Vec<&'static Act<N>>,
}

impl<N: Norm> Deck<N> {
    pub(crate) fn of(acts: impl Iterator<Item = &'static Act<N>>) -> Self {
        Self { acts: acts.collect(), waiting: Vec::new() }
    }

    /// The next act that `takes` accepts; those it refuses keep their turn.
    pub(crate) fn deal(
        &mut self,
        prng: &mut Prng,
        mut takes: impl FnMut(&Act<N>) -> bool,
    ) -> Option<&'static Act<N>> {
        if self.waiting.is_empty() {
            self.waiting = self.acts.clone();
            prng.shuffle(&mut self.waiting);
        }
        let at = self.waiting.iter().rposition(|act| takes(act))?;
        Some(self.waiting.remove(at))
    }
}

/// What the acts of one encounter change.
#[derive(Debug, Clone)]
pub(crate) struct Doings<N: Norm> {
    acts: Vec<&'static Act<N>>,
}

impl<N: Norm> Default for Doings<N> {
    fn default() -> Self {
        Self { acts: Vec::new() }
    }
}

impl<N: Norm> Doings<N> {
    pub(crate) fn add(&mut self, act: &'static Act<N>) {
        self.acts.push(act);
    }

    pub(crate) fn acts(&self) -> &[&'static Act<N>] {
        &self.acts
    }

    /// Whether an act of this phase is there, or one that stands alone.
    pub(crate) fn leaves_no_room(&self, act: &Act<N>) -> bool {
        let phases: BTreeSet<N::Phase> = self.acts.iter().map(|act| act.phase).collect();
        phases.contains(&act.phase)
            || phases.contains(&N::ALONE)
            || (act.phase == N::ALONE && !phases.is_empty())
    }

    pub(crate) fn does(&self, deed: N::Deed) -> bool {
        self.acts.iter().any(|act| act.kind == Kind::Deed(deed))
    }

    /// The act by which something rude is said at `spot`, and its words.
    pub(crate) fn rude(&self, spot: N::Spot) -> Option<(&'static str, Element)> {
        self.acts.iter().find_map(|act| match act.kind {
            Kind::Rude(at, words) if at == spot => Some((act.id, words)),
            _ => None,
        })
    }

    /// Whether `element` stays unsaid at `spot`.
    pub(crate) fn omits(&self, spot: N::Spot, element: Element) -> bool {
        self.acts.iter().any(|act| match act.kind {
            Kind::Omit(list) => list.iter().any(|(at, gone)| *at == spot && gone.contains(&element)),
            _ => false,
        })
    }
}

/// Holds for any list: names of their own, something broken, nothing both broken and open.
#[cfg(test)]
pub(crate) fn check<N: Norm>(acts: impl Iterator<Item = &'static Act<N>>) -> (usize, BTreeSet<&'static str>) {
    let mut names = BTreeSet::new();
    let mut rows = BTreeSet::new();
    for act in acts {
        assert!(names.insert(act.id), "`{}` twice", act.id);
        assert!(!act.rows.is_empty() && !act.what.is_empty(), "`{}`", act.id);
        assert!(act.rows.iter().all(|row| !act.open.contains(row)), "`{}`", act.id);
        rows.extend(act.rows);
    }
    (names.len(), rows)
}
