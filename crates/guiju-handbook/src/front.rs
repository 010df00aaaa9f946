//! For those who serve: what to do and say, in the order in which it comes.

use crate::drawing::rules;
use crate::{Block, Book, Line, LineKind, Part, Step};
use guiju_standard::model::{Atom, Body, Check, Clause, During, Head, HoldOn, ParamValue, Pattern};

impl Book<'_> {
    pub(crate) fn front(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let vocabulary = &self.standard.vocabulary;
        for (kind, encounter) in &vocabulary.encounters {
            let clauses: Vec<&Clause> =
                self.standard.clauses.iter().filter(|clause| clause.per == *kind).collect();
            if clauses.is_empty() {
                continue;
            }
            let mut steps: Vec<Step> = encounter
                .flow
                .iter()
                .map(|step| Step { title: self.name(step), limits: Vec::new(), lines: Vec::new() })
                .collect();
            let (mut whenever, mut nevers) = (Vec::new(), Vec::new());
            for clause in clauses {
                let place = self.place_in(clause, &encounter.flow);
                for line in self.lines(clause) {
                    match (place, line.kind) {
                        (Some(at), _) => steps[at].lines.push(line),
                        (None, LineKind::Never) => nevers.push(line),
                        (None, _) => whenever.push(line),
                    }
                }
                if let Some(at) = place {
                    let limits = rules(clause).into_iter().filter_map(|rule| rule.within.as_ref());
                    for limit in limits.filter_map(|bound| self.bound(bound)) {
                        let limit = format!("≤ {limit}");
                        if !steps[at].limits.contains(&limit) {
                            steps[at].limits.push(limit);
                        }
                    }
                }
            }
            steps.retain(|step| !step.lines.is_empty());
            steps.iter_mut().for_each(|step| once(&mut step.lines));
            for (title, lines) in [
                (self.pick("随时做到", "At any time"), &mut whenever),
                (self.pick("始终不说", "Never said"), &mut nevers),
            ] {
                once(lines);
                if !lines.is_empty() {
                    steps.push(Step {
                        title: title.to_owned(),
                        limits: Vec::new(),
                        lines: std::mem::take(lines),
                    });
                }
            }
            if steps.is_empty() {
                continue;
            }
            let mut blocks: Vec<Block> =
                self.drawing(kind, encounter).map(Block::Drawing).into_iter().collect();
            blocks.push(Block::Steps(steps));
            parts.push(Part {
                id: format!("way-{kind}"),
                title: self.name(kind),
                lead: String::new(),
                blocks,
            });
        }
        // The way with most to do comes first.
        parts.sort_by_key(|part| std::cmp::Reverse(weight(part)));
        parts.extend(self.tables());
        parts
    }

    /// The step at which a clause asks something: that of what it owes, else that of what activates it.
    fn place_in(&self, clause: &Clause, flow: &[String]) -> Option<usize> {
        let at = |pattern: &Pattern| -> Option<usize> {
            self.activities(pattern).iter().find_map(|name| flow.iter().position(|step| step == name))
        };
        let of_rules = rules(clause).into_iter().find_map(|rule| {
            let head = match &rule.head {
                Head::When(pattern) | Head::Before(pattern) | Head::Around(pattern) => Some(pattern),
                Head::Must | Head::First | Head::Last => None,
            };
            let owed = match &rule.body {
                Body::Owed(pattern) => Some(pattern),
                _ => None,
            };
            owed.and_then(&at).or_else(|| head.and_then(&at))
        });
        let of_check = || match &clause.part.check {
            Check::Hold(hold) => match &hold.on {
                HoldOn::At(pattern) | HoldOn::Inspect(pattern, _) => at(pattern),
                HoldOn::Stretch => None,
            },
            Check::Apart(pattern, ..) => at(pattern),
            _ => None,
        };
        let of_stretch = || match &clause.part.frame.during {
            Some(During::Between { from, .. }) => at(from),
            _ => None,
        };
        of_rules.or_else(of_check).or_else(of_stretch)
    }

    /// The activities that a pattern means, those that a figure names included.
    pub(crate) fn activities(&self, pattern: &Pattern) -> Vec<String> {
        let mut names = Vec::new();
        pattern.atoms(&mut |atom, _| match atom {
            Atom::Activity { name, .. } | Atom::Situation { name, .. } => names.push(name.clone()),
            Atom::Param { name, .. } => {
                let value = self.standard.params.get(name).and_then(|param| param.values.last());
                let listed = match value {
                    Some((_, ParamValue::List(list), _)) => list.as_slice(),
                    Some((_, one, _)) => std::slice::from_ref(one),
                    None => &[],
                };
                names.extend(listed.iter().filter_map(|value| match value {
                    ParamValue::Text(text) => Some(text.clone()),
                    _ => None,
                }));
            }
            Atom::Says { .. } | Atom::Instant { .. } => {}
        });
        names
    }
}

fn weight(part: &Part) -> usize {
    let lines = part.blocks.iter().map(|block| match block {
        Block::Steps(steps) => steps.iter().map(|step| step.lines.len()).sum(),
        _ => 0,
    });
    lines.sum()
}

/// What is to be done before what is to be said before what is not; what two clauses ask alike is told once.
fn once(lines: &mut Vec<Line>) {
    lines.sort_by_key(|line| (line.kind != LineKind::Do, line.kind == LineKind::Never));
    let mut seen: Vec<(LineKind, String)> = Vec::new();
    lines.retain(|line| {
        let key = (line.kind, line.text.clone());
        let new = !seen.contains(&key);
        if new {
            seen.push(key);
        }
        new
    });
}
