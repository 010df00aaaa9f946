//! Which attributes occur in a log at all.

use guiju_log::{Log, Sym};

/// The attributes of a log's events.
#[derive(Debug)]
pub(crate) struct Columns {
    /// By the number of the name.
    seen: Vec<bool>,
    /// Names in which something is nested: `a` if there is an `a.b`.
    dotted: Vec<Sym>,
}

impl Columns {
    pub(crate) fn of(log: &Log) -> Columns {
        let mut seen = vec![false; log.strings.len()];
        let mut dotted = Vec::new();
        for ix in log.events() {
            for (name, _) in log.event(ix).attrs() {
                if !std::mem::replace(&mut seen[name.index()], true)
                    && log.strings.resolve(name).contains('.')
                {
                    dotted.push(name);
                }
            }
        }
        Columns { seen, dotted }
    }

    pub(crate) fn has(&self, name: Sym) -> bool {
        self.seen.get(name.index()).copied().unwrap_or(false)
    }

    pub(crate) fn is_nested(&self, log: &Log, name: &str) -> bool {
        let inside =
            |of: &Sym| log.strings.resolve(*of).strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        self.dotted.iter().any(inside)
    }
}
