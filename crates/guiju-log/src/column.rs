//! Columns whose rows have different lengths, and groups found by a string's number.

use std::ops::Range;

use crate::strings::Sym;

/// Rows of different lengths in one vector (compressed sparse rows).
#[derive(Debug, Clone)]
pub(crate) struct Ragged<T> {
    ends: Vec<usize>,
    items: Vec<T>,
}

impl<T> Default for Ragged<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), items: Vec::new() }
    }
}

impl<T: Copy> Ragged<T> {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.items.extend(row);
        self.ends.push(self.items.len());
    }

    #[inline]
    pub(crate) fn row(&self, at: usize) -> &[T] {
        &self.items[self.range(at)]
    }

    #[inline]
    fn range(&self, at: usize) -> Range<usize> {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        start..self.ends[at]
    }

    /// Forgets the rows from `len` on.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.ends.truncate(len);
        self.items.truncate(self.ends.last().copied().unwrap_or(0));
    }

    /// The same rows, the one at `order[n]` as the `n`th.
    pub(crate) fn permuted(self, order: &[u32]) -> Self {
        let mut sorted =
            Self { ends: Vec::with_capacity(order.len()), items: Vec::with_capacity(self.items.len()) };
        for &at in order {
            sorted.push(self.row(at as usize).iter().copied());
        }
        sorted
    }
}

/// Which members a string's number leads to; members of a group stay in the order in which they came.
#[derive(Debug, Clone)]
pub(crate) struct Groups<T> {
    keys: Vec<Sym>,
    members: Ragged<T>,
}

impl<T: Copy + PartialEq> Groups<T> {
    /// Groups the pairs that `pairs` yields; it is asked twice, and one key's members must come in ascending order.
    pub(crate) fn new<I: Iterator<Item = (Sym, T)>>(
        strings: usize,
        filler: T,
        pairs: impl Fn() -> I,
    ) -> Self {
        let mut counts = vec![0_usize; strings];
        for (key, _) in pairs() {
            counts[key.index()] += 1;
        }
        let mut keys = Vec::new();
        let mut total = 0;
        let mut starts = Vec::new();
        for (number, count) in counts.iter_mut().enumerate().filter(|(_, count)| **count > 0) {
            keys.push(Sym(number as u32));
            starts.push(total);
            let start = total;
            total += *count;
            *count = start; // from here on: where the key's next member goes
        }
        let mut items = vec![filler; total];
        let mut repeats = false;
        let mut first = vec![true; keys.len()];
        for (key, member) in pairs() {
            let Ok(group) = keys.binary_search(&key) else { continue };
            let next = &mut counts[key.index()];
            if !first[group] && items[*next - 1] == member {
                repeats = true; // two qualifiers lead to the same member
            }
            first[group] = false;
            items[*next] = member;
            *next += 1;
        }
        let mut members =
            Ragged { ends: starts.iter().skip(1).copied().chain([total]).take(keys.len()).collect(), items };
        if repeats {
            let mut single = Ragged::default();
            for at in 0..members.len() {
                let mut row = members.row(at).to_vec();
                row.dedup();
                single.push(row);
            }
            members = single;
        }
        Self { keys, members }
    }

    pub(crate) fn get(&self, key: Sym) -> &[T] {
        self.keys.binary_search(&key).map_or(&[], |group| self.members.row(group))
    }
}
