//! Which attributes that a model names occur in a log.

use guiju_log::{Log, Sym};

/// What a log's events have of the attributes that a model names.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// Those that some event has.
    there: Vec<Sym>,
    /// Those in which some event has something nested: `a` if there is an `a.b`.
    nested: Vec<Sym>,
}

impl Columns {
    /// Looks for attributes until all those in `of` are found.
    pub(crate) fn of<'n>(log: &Log, of: impl IntoIterator<Item = &'n str>) -> Columns {
        let mut wanted: Vec<Sym> = of.into_iter().filter_map(|name| log.strings.get(name)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        // What is nested in `a` is an attribute with a name of its own. Such names are rare, and strings are few beside values.
        let mut inside: Vec<(Sym, Sym)> = Vec::new();
        let names: Vec<(Sym, &str)> = wanted.iter().map(|name| (*name, log.strings.resolve(*name))).collect();
        let strings = if names.is_empty() { 0 } else { log.strings.len() as u32 };
        for number in 0..strings {
            let text = log.strings.resolve(Sym(number));
            let outer = names
                .iter()
                .find(|(_, name)| text.as_bytes().get(name.len()) == Some(&b'.') && text.starts_with(name));
            inside.extend(outer.map(|(outer, _)| (Sym(number), *outer)));
        }
        let mut sought: Vec<Sym> =
            wanted.iter().copied().chain(inside.iter().map(|(inner, _)| *inner)).collect();
        let mut columns = Columns::default();
        for ix in log.events() {
            if sought.is_empty() {
                break;
            }
            for (name, _) in log.event(ix).attrs() {
                if sought.contains(&name) {
                    sought.retain(|sought| *sought != name);
                    columns.there.push(name);
                    columns
                        .nested
                        .extend(inside.iter().find(|(inner, _)| *inner == name).map(|(_, outer)| *outer));
                }
            }
        }
        columns
    }

    pub(crate) fn has(&self, name: Sym) -> bool {
        self.there.contains(&name)
    }

    pub(crate) fn is_nested(&self, name: Sym) -> bool {
        self.nested.contains(&name)
    }
}
