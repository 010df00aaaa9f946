//! The way of an encounter as a drawing: steps downwards, and beside them the times that run between two of them.

use crate::Book;
use guiju_standard::model::{Body, Check, Clause, Encounter, Head, Part, Pattern, Rule};
use std::fmt::Write as _;

/// A drawing in SVG, with what it says in words for those who can't see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The picture; colours come from the page (`class` names), text is text.
    pub svg: String,
    /// The same in words.
    pub said: String,
}

impl Drawing {
    /// The picture with its colours in it, for where no page gives them.
    pub fn standalone(&self) -> String {
        const STYLE: &str = "<style>text{font-family:'Noto Sans CJK SC','Noto Sans SC','WenQuanYi Zen Hei',sans-serif;font-size:13px}\
            .st{fill:#f1eee7;stroke:#ddd7ca}.sn{fill:#1f2530;text-anchor:middle}.ar{stroke:#565f6e;fill:none}.ah{fill:#565f6e}\
            .li{stroke:#8a5a00;fill:none;stroke-dasharray:4 3}.lh{fill:#8a5a00}.lt{fill:#8a5a00;font-weight:600;font-size:12px}</style>";
        let svg = self.svg.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1);
        match svg.split_once('>') {
            Some((head, rest)) => format!("{head}>{STYLE}{rest}"),
            None => svg,
        }
    }
}

/// A time that runs from one step to another.
struct Limit {
    from: usize,
    to: usize,
    text: String,
}

const LEFT: usize = 8;
const WIDTH: usize = 200;
const STEP: usize = 46;
const BOX: usize = 30;
const LANE: usize = 112;
/// So many lanes can be read on a phone.
const LANES: usize = 2;

impl Book<'_> {
    /// The way of an encounter; none where it has no flow.
    pub(crate) fn drawing(&self, kind: &str, encounter: &Encounter) -> Option<Drawing> {
        if encounter.flow.is_empty() {
            return None;
        }
        let steps: Vec<String> = encounter.flow.iter().map(|step| self.name(step)).collect();
        let (limits, lanes) = self.limits(kind, &encounter.flow);
        let used = lanes.iter().max().map_or(0, |last| last + 1);
        let (width, height) = (LEFT * 2 + WIDTH + used * LANE, steps.len() * STEP);
        let mut svg = format!("<svg viewBox=\"0 0 {width} {height}\" role=\"img\" class=\"way\">");
        for (at, step) in steps.iter().enumerate() {
            let (y, middle) = (at * STEP + 4, LEFT + WIDTH / 2);
            if at > 0 {
                let _ = write!(svg, "<path class=\"ar\" d=\"M{middle} {}V{}\"/>", y + BOX - STEP, y - 2);
                let _ = write!(svg, "<path class=\"ah\" d=\"M{} {}l4 5 4-5z\"/>", middle - 4, y - 5);
            }
            let _ = write!(
                svg,
                "<rect class=\"st\" x=\"{LEFT}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{BOX}\" rx=\"6\"/><text class=\"sn\" x=\"{middle}\" y=\"{}\">{} {}</text>",
                y + 20,
                at + 1,
                escaped(&shortened(step, if self.lang == guiju_time::Lang::Zh { 13 } else { 26 })),
            );
        }
        for (limit, lane) in limits.iter().zip(&lanes) {
            let x = LEFT + WIDTH + 8 + lane * LANE;
            let (from, to) = (limit.from * STEP + 4 + BOX / 2, limit.to * STEP + 4 + BOX / 2);
            let _ = write!(
                svg,
                "<path class=\"li\" d=\"M{} {from}H{x}V{to}H{}\"/><path class=\"lh\" d=\"M{} {}l-6 4 6 4z\"/><text class=\"lt\" x=\"{}\" y=\"{}\">{}</text>",
                LEFT + WIDTH,
                LEFT + WIDTH,
                LEFT + WIDTH + 6,
                to - 4,
                x + 4,
                from.midpoint(to) + 4,
                escaped(&limit.text),
            );
        }
        svg.push_str("</svg>");
        let mut said = vec![steps.join(" → ")];
        said.extend(limits.iter().map(|limit| {
            format!("{} → {}{}{}", steps[limit.from], steps[limit.to], self.pick("：", ": "), limit.text)
        }));
        Some(Drawing { svg, said: self.joined(&said) })
    }

    /// The times that run between two steps with their lanes: each pair once, the shorter way first, as many as there is room for.
    fn limits(&self, kind: &str, flow: &[String]) -> (Vec<Limit>, Vec<usize>) {
        let mut limits: Vec<Limit> = Vec::new();
        for clause in self.standard.clauses.iter().filter(|clause| clause.per == kind) {
            for rule in rules(clause) {
                let (Head::When(from), Body::Owed(to), Some(within)) = (&rule.head, &rule.body, &rule.within)
                else {
                    continue;
                };
                let place = |pattern: &Pattern| {
                    only(self, pattern).and_then(|name| flow.iter().position(|step| *step == name))
                };
                if let (Some(from), Some(to), Some(text)) =
                    (place(from), place(to), self.bound_in_short(within))
                    && from < to
                    && !limits.iter().any(|limit| (limit.from, limit.to) == (from, to))
                {
                    limits.push(Limit { from, to, text: format!("≤ {text}") });
                }
            }
        }
        limits.sort_by_key(|limit| (limit.to - limit.from, limit.from));
        let mut lanes = lanes(&limits).into_iter();
        let mut taken = Vec::new();
        limits.retain(|_| {
            let lane = lanes.next().filter(|lane| *lane < LANES);
            taken.extend(lane);
            lane.is_some()
        });
        (limits, taken)
    }
}

/// All rules of a clause, those of its parts included.
pub(crate) fn rules(clause: &Clause) -> Vec<&Rule> {
    fn of<'a>(part: &'a Part, found: &mut Vec<&'a Rule>) {
        match &part.check {
            Check::Rule(rule) => found.push(rule),
            Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().for_each(|part| of(part, found)),
            Check::If(_, then) => of(then, found),
            _ => {}
        }
    }
    let mut found = Vec::new();
    of(&clause.part, &mut found);
    found
}

/// The one activity that a pattern means; a figure that names one counts.
fn only(book: &Book<'_>, pattern: &Pattern) -> Option<String> {
    let names = book.activities(pattern);
    names.into_iter().next()
}

/// Which lane beside the steps each time takes, so that none crosses another.
fn lanes(limits: &[Limit]) -> Vec<usize> {
    let mut ends: Vec<Vec<(usize, usize)>> = Vec::new();
    limits
        .iter()
        .map(|limit| {
            let free = |lane: &Vec<(usize, usize)>| {
                lane.iter().all(|(from, to)| *to <= limit.from || limit.to <= *from)
            };
            let lane = ends.iter().position(free).unwrap_or_else(|| {
                ends.push(Vec::new());
                ends.len() - 1
            });
            ends[lane].push((limit.from, limit.to));
            lane
        })
        .collect()
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        text.to_owned()
    } else {
        text.chars().take(most - 1).chain(['…']).collect()
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
