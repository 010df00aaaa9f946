//! A log as traces: each case's events in the order of its file.

use guiju_log::{EventIx, Log, Sym, Value};

/// No trace, no activity.
pub(crate) const NONE: u32 = u32::MAX;

/// The traces of a log, one after another.
#[derive(Debug)]
pub(crate) struct Traces {
    /// The case of each trace.
    pub(crate) cases: Vec<Sym>,
    /// Where each trace ends in `events`.
    ends: Vec<u32>,
    /// All events, trace by trace.
    pub(crate) events: Vec<EventIx>,
}

impl Traces {
    /// Cases are the objects that events name as their `encounter`, as cases of XES do. Cases of one name are one trace, as in
    /// Declare4Py. Within a trace events go by their sequence number (their place in the file) where they have one.
    pub(crate) fn of(log: &Log) -> Traces {
        let mut traces = Traces { cases: Vec::new(), ends: Vec::new(), events: Vec::new() };
        let Some(encounter) = log.strings.get("encounter") else { return traces };
        let named = same_named(log);
        let mut number = vec![NONE; log.strings.len()];
        let mut lengths: Vec<u32> = Vec::new();
        let case_of = |ix: EventIx| {
            log.event(ix).relationships().iter().filter(move |to| to.qualifier == encounter).map(|to| {
                named.binary_search_by_key(&to.object, |(of, _)| *of).map_or(to.object, |at| named[at].1)
            })
        };
        let mut of_trace: Vec<(u32, EventIx)> = Vec::with_capacity(log.events().len());
        for ix in log.events() {
            for case in case_of(ix) {
                let trace = &mut number[case.index()];
                if *trace == NONE {
                    *trace = lengths.len() as u32;
                    lengths.push(0);
                    traces.cases.push(case);
                }
                lengths[*trace as usize] += 1;
                of_trace.push((*trace, ix));
            }
        }
        let mut end = 0;
        let mut next: Vec<u32> = Vec::with_capacity(lengths.len());
        for length in lengths {
            next.push(end);
            end += length;
            traces.ends.push(end);
        }
        traces.events = vec![EventIx(0); end as usize];
        for (trace, ix) in of_trace {
            let next = &mut next[trace as usize];
            traces.events[*next as usize] = ix;
            *next += 1;
        }
        let mut from = 0;
        let seq = |ix: &EventIx| log.event(*ix).seq().unwrap_or(i64::MAX);
        for end in &traces.ends {
            let trace = &mut traces.events[from..*end as usize];
            if !trace.is_sorted_by_key(seq) {
                trace.sort_by_key(seq);
            }
            from = *end as usize;
        }
        traces
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The events of a trace; there is at least one.
    #[inline]
    pub(crate) fn events_of(&self, trace: usize) -> &[EventIx] {
        let from = if trace == 0 { 0 } else { self.ends[trace - 1] };
        &self.events[from as usize..self.ends[trace] as usize]
    }
}

/// Objects whose name is another object's id: the second and further traces of one name in a XES file. In order of the object.
fn same_named(log: &Log) -> Vec<(Sym, Sym)> {
    let Some(name) = log.strings.get("concept:name") else { return Vec::new() };
    let mut named = Vec::new();
    for ix in log.objects() {
        let object = log.object_ref(ix);
        let value = object.history(name).first().map(|attr| attr.value);
        if let Some(Value::Text(called)) = value
            && called != object.id()
        {
            named.push((object.id(), called));
        }
    }
    named.sort_unstable();
    named
}
