//! The drawing of an encounter: what was due, done, said, and is still owed, in lanes over one clock.

use super::{Both, escaped, marks::Marks, quote, scale::Scale};
use crate::report::About;
use guiju_judge::{Activation, Judgement, Verdict};
use guiju_log::{EventIx, EventRef, Log};
use guiju_time::{Instant, Micros, clock, late_by};
use std::{collections::BTreeSet, fmt::Write as _};

const WIDTH: f64 = 1000.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 985.0;
/// Clock bars drawn; what is broken comes first.
const CLOCKS: usize = 8;
/// Bars drawn of what is still owed.
const OWED: usize = 4;
/// Rows of labels under the dots.
const LABEL_ROWS: usize = 4;
/// Events drawn; an encounter of more is drawn by those that verdicts name, then by the earliest.
const EVENTS: usize = 160;

/// The drawing as SVG, without a frame; empty where nothing has a time.
pub fn svg(about: &About<'_>, log: &Log, judgement: &Judgement, events: &[EventIx]) -> String {
    let times = events.iter().map(|ix| log.event(*ix).time());
    let ends = judgement.opened_at.iter().chain(&judgement.closed_at).map(|at| at.0);
    let all: Vec<i64> = times.chain(ends).collect();
    let (Some(from), Some(until)) = (all.iter().min(), all.iter().max()) else { return String::new() };
    let pending = judgement.clauses.iter().flat_map(|clause| &clause.activations);
    let pending = pending.filter(|activation| activation.outcome.verdict() == Verdict::Pending);
    // What is still owed reaches behind the last event, but not so far that all before it shrinks to a point.
    let owed = pending.filter_map(|activation| activation.due).map(|due| due.0).max().unwrap_or(*until);
    let until = owed.clamp(*until, until.saturating_add((until - from).max(Micros::MINUTE.0 * 10) / 3));
    let scale = Scale::new(*from, until, LEFT, RIGHT);
    let mut drawing = Drawing { about, log, scale, svg: String::new(), y: 34.0, told: Vec::new() };
    let marks = Marks::of(judgement);
    drawing.clocks(judgement);
    drawing.done(events, &marks);
    drawing.said(events, &marks);
    drawing.owed(judgement);
    drawing.finish()
}

struct Drawing<'d> {
    about: &'d About<'d>,
    log: &'d Log,
    scale: Scale,
    svg: String,
    /// The next lane's upper end.
    y: f64,
    /// What the drawing says in words.
    told: Vec<Both>,
}

impl Drawing<'_> {
    fn lane(&mut self, name: Both) {
        let y = self.y + 10.0;
        let _ = write!(self.svg, "<text class=ln x=0 y={y}>{}</text>", Svg(&name));
    }

    fn time(&self, at: Instant, beside: Instant) -> Both {
        let whole = Instant(at.0 - at.0.rem_euclid(1_000_000));
        Both::of(|lang| clock(whole, self.about.zone, Some(beside), lang))
    }

    fn title(&self, activity: &str) -> Both {
        let activity_title = self.about.plan.standard.vocabulary.activities.get(activity).map(|a| &a.title);
        Both::of(|lang| match activity_title.map(|title| title.get(lang)) {
            Some(title) if !title.is_empty() => title.to_owned(),
            _ => activity.to_owned(),
        })
    }

    /// Bars from what activated to what was due; behind it, how late it was.
    fn clocks(&mut self, judgement: &Judgement) {
        let mut bars = Vec::new();
        for clause in &judgement.clauses {
            for activation in &clause.activations {
                let verdict = activation.outcome.verdict();
                if matches!(verdict, Verdict::Kept | Verdict::Broken)
                    && let (Some(trigger), Some(due)) = (&activation.trigger, activation.due)
                    && due > trigger.at
                {
                    bars.push((verdict != Verdict::Broken, trigger.at, due, clause.clause, activation));
                }
            }
        }
        bars.sort_by_key(|(kept, from, due, clause, _)| (*kept, *from, *due, *clause));
        bars.dedup_by_key(|(_, from, due, clause, _)| (*from, *due, *clause));
        bars.truncate(CLOCKS);
        bars.sort_by_key(|(kept, from, due, clause, _)| (*from, *due, *clause, *kept));
        if bars.is_empty() {
            return;
        }
        self.lane(Both::new("时限", "Due"));
        let mut rows: Vec<f64> = Vec::new();
        for (_, from, due, clause, activation) in bars {
            self.bar(from, due, clause, activation, &mut rows);
        }
        self.y += rows.len() as f64 * 30.0 + 8.0;
    }

    fn bar(
        &mut self,
        from: Instant,
        due: Instant,
        clause: usize,
        activation: &Activation,
        rows: &mut Vec<f64>,
    ) {
        let broken = activation.outcome.verdict() == Verdict::Broken;
        let came = activation.target.as_ref().map(|target| target.at);
        let (x, x_due) = (self.scale.x(from), self.scale.x(due));
        let x_came = came.filter(|came| *came > due).map(|came| self.scale.x(came));
        let title = self.clause_title(clause);
        let when = self.time(due, from);
        let label = Both::of(|lang| {
            let zh = lang == guiju_time::Lang::Zh;
            let (title, when) = if zh { (&title.zh, &when.zh) } else { (&title.en, &when.en) };
            let tail = match came {
                Some(came) if came > due && zh => format!("，晚 {}", late_by(whole(came - due), lang)),
                Some(came) if came > due => format!(", {} late", late_by(whole(came - due), lang)),
                _ if broken && zh => "，未做".to_owned(),
                _ if broken => ", not done".to_owned(),
                _ => String::new(),
            };
            if zh {
                format!("{}，限 {when}{tail}", short(title, 14))
            } else {
                format!("{}, by {when}{tail}", short(title, 30))
            }
        });
        let long = text_width(&label);
        let end = x_came.unwrap_or(x_due).max(x + 6.0);
        // A label that would leave the drawing ends where its bar does.
        let x_label = if x + long > WIDTH { (end - long).max(LEFT) } else { x };
        let row = row_for(rows, x.min(x_label), end.max(x_label + long));
        let y = self.y + row as f64 * 30.0;
        let class = if broken { "b" } else { "k" };
        let bar = if broken && came.is_none() { "b" } else { "k" };
        let beyond = if self.scale.is_beyond(due) { " stroke-dasharray='4 3'" } else { "" };
        let _ = write!(
            self.svg,
            "<rect class={bar}s x={x} y={y} width={:.1} height=10 rx=5{beyond}><title>{}</title></rect>",
            (x_due - x).max(3.0),
            escaped(&label.flat())
        );
        if let Some(x_came) = x_came {
            let _ = write!(
                self.svg,
                "<rect class=bs x={x_due} y={y} width={:.1} height=10 rx=5 />",
                (x_came - x_due).max(3.0)
            );
        }
        self.label(&label, x_label, y + 22.0, class);
        self.told.push(label);
    }

    fn clause_title(&self, clause: usize) -> Both {
        let clause = self.about.plan.standard.clauses.get(clause);
        Both::of(|lang| clause.map(|clause| clause.title.get(lang)).unwrap_or_default().to_owned())
    }

    fn label(&mut self, label: &Both, x: f64, y: f64, class: &str) {
        let _ = write!(self.svg, "<text class={class} x={x:.1} y={y}>{}</text>", Svg(label));
    }

    /// Dots for activities, labels where there is room.
    fn done(&mut self, events: &[EventIx], marks: &Marks<'_>) {
        let mut dots: Vec<(EventRef<'_>, Option<Verdict>)> = Vec::new();
        for ix in events {
            let event = self.log.event(*ix);
            let verdict = marks.verdict.get(self.log.strings.resolve(event.id())).copied();
            if self.log.strings.resolve(event.activity()) != "utterance" {
                dots.push((event, verdict));
            }
        }
        if dots.is_empty() {
            return;
        }
        let order = |verdict: Option<Verdict>| match verdict {
            Some(Verdict::Broken) => 0,
            Some(_) => 1,
            None => 2,
        };
        dots.sort_by_key(|(event, verdict)| (order(*verdict), event.ix()));
        dots.truncate(EVENTS);
        self.lane(Both::new("做的", "Done"));
        let (y, mut rows) = (self.y + 6.0, vec![Vec::new(); LABEL_ROWS]);
        let mut labelled = BTreeSet::new();
        for (event, verdict) in &dots {
            let at = Instant(event.time());
            let x = self.scale.x(at);
            let title = self.title(self.log.strings.resolve(event.activity()));
            let when = self.time(at, at);
            let class = mark_class(*verdict);
            let radius = if *verdict == Some(Verdict::Broken) { 5.5 } else { 4.5 };
            let _ = write!(
                self.svg,
                "<circle class={class}f cx={x} cy={y} r={radius}><title>{} {}</title></circle>",
                escaped(&when.zh),
                escaped(&title.flat())
            );
            // Two sources may report one activity; one label is enough.
            if !labelled.insert((event.activity(), event.time() / Micros::MINUTE.0 / 15)) {
                continue;
            }
            let title = Both { zh: short(&title.zh, 10), en: short(&title.en, 20) };
            let long = text_width(&title);
            let x_label = (x - 5.0).min(WIDTH - long);
            if let Some(row) = room(&mut rows, x_label, x_label + long) {
                self.label(&title, x_label, y + 19.0 + row as f64 * 14.0, class);
            }
        }
        let used = rows.iter().rposition(|row| !row.is_empty()).map_or(0, |row| row + 1);
        self.y += 22.0 + used as f64 * 14.0 + 6.0;
    }

    /// Bars for utterances: ours above, the other side's below.
    fn said(&mut self, events: &[EventIx], marks: &Marks<'_>) {
        let standard = &self.about.plan.standard;
        let said = |ix: &&EventIx| self.log.strings.resolve(self.log.event(**ix).activity()) == "utterance";
        let turns: Vec<EventRef<'_>> =
            events.iter().filter(said).take(EVENTS).map(|ix| self.log.event(*ix)).collect();
        if turns.is_empty() {
            return;
        }
        self.lane(Both::new("说的", "Said"));
        let mut rows = vec![Vec::new(); 2];
        for event in turns {
            let id = self.log.strings.resolve(event.id());
            let who = quote::text(self.log, event, "speaker").unwrap_or_default();
            let text = quote::text(self.log, event, "text").unwrap_or_default();
            let ours = standard.vocabulary.role_is_ours(who) == Some(true);
            let at = Instant(event.time());
            let end =
                quote::text(self.log, event, "end").and_then(|text| guiju_time::parse_rfc3339(text).ok());
            let x = self.scale.x(at);
            let width = end.map_or(0.0, |end| self.scale.x(end) - x).max(4.0);
            let verdict = marks.verdict.get(id).copied();
            let class = if ours || verdict == Some(Verdict::Broken) { mark_class(verdict) } else { "o" };
            let y = self.y + if ours { 0.0 } else { 9.0 };
            let speaker = quote::speaker(standard, who);
            let when = self.time(at, at);
            let _ = write!(
                self.svg,
                "<rect class={class}f x={x} y={y} width={width:.1} height=7 rx=2><title>{} {}：{}</title></rect>",
                escaped(&when.zh),
                escaped(&speaker.flat()),
                escaped(&short(text, 60))
            );
            if let Some(words) = marks.words.get(id) {
                let label = Both {
                    zh: format!("「{}」", short(words, 12)),
                    en: format!("“{}”", short(words, 12)),
                };
                let long = text_width(&label);
                let x_label = (x - 6.0).min(WIDTH - long);
                if let Some(row) = room(&mut rows, x_label, x_label + long) {
                    self.label(&label, x_label, self.y + 30.0 + row as f64 * 14.0, "b");
                }
            }
        }
        let used = rows.iter().filter(|row| !row.is_empty()).count();
        self.y += 24.0 + used as f64 * 14.0 + 4.0;
    }

    /// Dashed bars for what is still owed.
    fn owed(&mut self, judgement: &Judgement) {
        let mut owed: Vec<(Option<Instant>, usize)> = Vec::new();
        for clause in &judgement.clauses {
            let pending = clause.activations.iter().filter(|a| a.outcome.verdict() == Verdict::Pending);
            owed.extend(pending.map(|activation| (activation.due, clause.clause)));
        }
        owed.sort();
        owed.dedup();
        let first: Vec<_> = owed.into_iter().take(OWED).collect();
        if first.is_empty() {
            return;
        }
        self.lane(Both::new("还欠", "Owed"));
        for (due, clause) in first {
            let title = self.clause_title(clause);
            let when = due.map(|due| self.time(due, self.about.now));
            let label = Both {
                zh: when
                    .as_ref()
                    .map_or(short(&title.zh, 16), |when| format!("{}，限 {}", short(&title.zh, 16), when.zh)),
                en: when
                    .as_ref()
                    .map_or(short(&title.en, 34), |when| format!("{}, by {}", short(&title.en, 34), when.en)),
            };
            let until = due.map_or(RIGHT, |due| self.scale.x(due));
            let from = self.scale.x(self.about.now).min(until - 40.0).max(LEFT);
            let y = self.y;
            let long = text_width(&label);
            let _ = write!(
                self.svg,
                "<rect class=ps x={from:.1} y={y} width={:.1} height=10 rx=5 stroke-dasharray='3 3'/>",
                (until - from).max(4.0)
            );
            self.label(&label, from.min(WIDTH - long).max(LEFT), y + 22.0, "p");
            self.told.push(label);
            self.y += 30.0;
        }
    }

    fn finish(self) -> String {
        if self.svg.is_empty() {
            return String::new();
        }
        let height = self.y + 4.0;
        let mut grid = String::new();
        for (x, label) in self.scale.ticks(self.about.zone) {
            let _ = write!(
                grid,
                "<path class=g d='M{x} 22V{height}'/><text class=t x={x} y=13>{}</text>",
                Svg(&label)
            );
        }
        let told = Both {
            zh: self.told.iter().map(|both| both.zh.as_str()).collect::<Vec<_>>().join("；"),
            en: self.told.iter().map(|both| both.en.as_str()).collect::<Vec<_>>().join("; "),
        };
        let name = Both::new(format!("时间线：{}", told.zh), format!("Timeline: {}", told.en));
        format!(
            "<svg viewBox='0 0 {WIDTH} {height}' role=img aria-label=\"{}\">{grid}{}</svg>",
            escaped(&name.flat()),
            self.svg
        )
    }
}

/// A length without its parts of a second: on a drawing nobody reads them.
fn whole(length: Micros) -> Micros {
    if length.0 < 1_000_000 { length } else { Micros(length.0 - length.0.rem_euclid(1_000_000)) }
}

fn mark_class(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Broken) => "b",
        Some(Verdict::Kept) => "k",
        _ => "n",
    }
}

/// The first row in which a stretch touches nothing before it; rows fill from the left.
fn row_for(rows: &mut Vec<f64>, from: f64, until: f64) -> usize {
    let free = rows.iter().position(|end| *end + 8.0 <= from);
    let row = free.unwrap_or(rows.len());
    match rows.get_mut(row) {
        Some(end) => *end = until,
        None => rows.push(until),
    }
    row
}

/// A row in which a stretch touches no other; takes it.
fn room(rows: &mut [Vec<(f64, f64)>], from: f64, until: f64) -> Option<usize> {
    let row = rows.iter().position(|row| row.iter().all(|(a, b)| until + 6.0 <= *a || *b + 6.0 <= from))?;
    rows[row].push((from, until));
    Some(row)
}

/// The first characters, and a sign that there are more.
fn short(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    text.chars().take(characters - 1).chain(['…']).collect()
}

/// How wide a label may be in either language, in the drawing's units.
fn text_width(label: &Both) -> f64 {
    let width = |text: &str| text.chars().map(|c| if c.is_ascii() { 6.6 } else { 12.2 }).sum::<f64>();
    width(&label.zh).max(width(&label.en))
}

/// A text in both languages inside SVG.
struct Svg<'t>(&'t Both);

impl std::fmt::Display for Svg<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Both { zh, en } = self.0;
        if zh == en {
            return write!(f, "{}", escaped(zh));
        }
        write!(f, "<tspan lang=zh>{}</tspan><tspan lang=en>{}</tspan>", escaped(zh), escaped(en))
    }
}
