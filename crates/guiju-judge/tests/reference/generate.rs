//! Small random standards and histories from a fixed vocabulary. Everything follows from a list of numbers, so that
//! what fails shrinks: a shorter list, smaller numbers.

use guiju_log::{EventRow, ObjectRow, RowValue};
use std::fmt::Write as _;

/// Numbers that decide, one by one; zero once they are used up.
pub struct Choices<'c> {
    numbers: &'c [u16],
}

impl<'c> Choices<'c> {
    pub fn new(numbers: &'c [u16]) -> Choices<'c> {
        Choices { numbers }
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        let Some((first, rest)) = self.numbers.split_first() else { return 0 };
        self.numbers = rest;
        usize::from(*first) % n
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    pub fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }
}

const VOCABULARY: &str = r#"
encounters:
  job:
    opens: begun
    closes: [finished, cancelled]
    attrs: { due_at: time, area: [town, country], limit: int }
    roles: { crew: staff }
    pauses:
      - { from: stopped, until: resumed, needs: [reason] }
  desk: { opens: begun, closes: finished, clock: cn, attrs: { due_at: time, area: [town, country], limit: int }, roles: { crew: staff } }
objects: { vehicle: {}, staff: {} }
activities:
  a: { attrs: { item: text, n: int, ok: bool } }
  b: { attrs: { item: text, n: int, ok: bool }, seen_by: [tap] }
  c: { attrs: { item: text, n: int, ok: bool }, seen_by: [photo, tap] }
  d: { attrs: { item: text, n: int, ok: bool }, seen_by: [photo], same_within: 5min }
  begun: {}
  finished: {}
  cancelled: {}
  stopped: { attrs: { reason: text } }
  resumed: {}
  x: { attrs: { item: text, n: int } }
  y: { attrs: { item: text, n: int }, seen_by: [telephony] }
  moved: { attrs: { to: time }, sets: { due_at: event.to } }
  found: { attrs: { where: [town, country] }, sets: { area: event.where } }
"#;

const PARAMS: &str = r#"
params:
  near: { value: 5min, ours: true }
  by_area: { by: area, value: { town: 10min, country: 20min }, ours: true }
  by_date: { value: 10min, since: { 2026-03-12: 20min }, ours: true }
"#;

/// Activities that clauses are about.
const ACTIVITIES: [&str; 4] = ["a", "b", "c", "d"];

/// A standard's files, and the form of each clause by its id.
pub struct Pack {
    pub files: Vec<(String, String)>,
    pub forms: Vec<(String, String)>,
}

impl Pack {
    /// The clause with an id, as written.
    pub fn line(&self, id: &str) -> String {
        let found = self.files[0].1.lines().find(|line| line.contains(&format!("id: {id},")));
        found.unwrap_or_default().to_owned()
    }
}

/// A history: rows in an order, what of the log is seen, and when.
#[derive(Debug, Clone)]
pub struct Story {
    pub kind: &'static str,
    pub events: Vec<EventRow>,
    pub objects: Vec<ObjectRow>,
    pub now: i64,
    pub closed: bool,
}

pub fn pack(g: &mut Choices<'_>, clauses: usize) -> Pack {
    let mut text = String::new();
    let mut forms = Vec::new();
    for number in 0..clauses {
        let (form, body) = check(g, 0);
        let id = format!("c{number}");
        let mut extra = String::new();
        if g.one_in(8) {
            let applies = g.pick(&["area == \"town\"", "limit >= 1", "has(job.due_at)"]);
            if applies.starts_with("has") {
                extra.push_str(", applies: has(due_at)")
            } else {
                let _ = write!(extra, ", applies: '{applies}'");
            }
        }
        if body.contains("param.by_date") && g.one_in(2) {
            extra.push_str(", as_of: activation");
        }
        let per = g.pick(&["job", "job", "desk"]);
        let _ = writeln!(text, "- {{ id: {id}, per: {per}{extra}, {body} }}");
        forms.push((id, form));
    }
    if clauses > 1 && g.one_in(3) {
        let per = if text.contains("c0, per: job") { "job" } else { "desk" };
        let _ = writeln!(text, "- {{ id: last, per: {per}, clause: c0 }}");
        forms.push(("last".to_owned(), "clause".to_owned()));
    }
    let standard = "id: random\nversion: 1.0.0\ntitle: { zh: 随机, en: Random }\nlanguages: [zh, en]\nzone: Asia/Shanghai\ncalendar: cn\n";
    let files = vec![
        ("clauses/all.yaml".to_owned(), text),
        ("params.yaml".to_owned(), PARAMS.to_owned()),
        ("standard.yaml".to_owned(), standard.to_owned()),
        ("vocabulary.yaml".to_owned(), VOCABULARY.to_owned()),
    ];
    Pack { files, forms }
}

fn condition(g: &mut Choices<'_>) -> &'static str {
    g.pick(&[
        "n >= 2",
        "ok",
        "!ok",
        "item == \"p\"",
        "done(d)",
        "!done(a)",
        "area == \"town\"",
        "count(a) >= 2",
        "last(b).n >= 2",
        "ok || n == 1",
        "count_last(a, \"10min\") >= 1",
        "has(event.n)",
    ])
}

fn atom(g: &mut Choices<'_>) -> String {
    let name = g.pick(&ACTIVITIES);
    if g.one_in(3) { format!("'{name} where {}'", condition(g)) } else { name.to_owned() }
}

/// An activity of a few, with or without a condition.
fn one_of(g: &mut Choices<'_>, names: &[&str]) -> String {
    let name = g.pick(names);
    if g.one_in(3) { format!("'{name} where {}'", condition(g)) } else { name.to_owned() }
}

fn head(g: &mut Choices<'_>) -> String {
    match g.below(8) {
        6 => format!("[{}, {}]", one_of(g, &["a", "c"]), one_of(g, &["b", "d"])),
        7 => format!("{{ first_of: [{}, {}] }}", g.pick(&ACTIVITIES), g.pick(&ACTIVITIES)),
        _ => atom(g),
    }
}

fn target(g: &mut Choices<'_>) -> String {
    match g.below(12) {
        8 => format!("[{}, {}]", one_of(g, &["a", "c"]), one_of(g, &["b", "d"])),
        9 => format!("{{ all: [{}, {}] }}", atom(g), atom(g)),
        10 => format!("{{ in_order: [{}, {}] }}", atom(g), atom(g)),
        11 => format!("{{ n: 2, of: [{}, {}, {}] }}", g.pick(&ACTIVITIES), g.pick(&ACTIVITIES), atom(g)),
        _ => atom(g),
    }
}

fn bound(g: &mut Choices<'_>) -> &'static str {
    g.pick(&[
        "10min",
        "5min",
        "20min",
        "1h",
        "1 workday",
        "1 workhours",
        "1 calendar days",
        "param.by_area",
        "param.by_date",
    ])
}

fn elapsed(g: &mut Choices<'_>) -> &'static str {
    g.pick(&["5min", "10min", "20min"])
}

fn correlation(g: &mut Choices<'_>) -> &'static str {
    g.pick(&["", "", "", ", same: item", ", with: a.n <= t.n", ", same: [item, n]"])
}

/// An event that excuses.
fn excuse(g: &mut Choices<'_>) -> &'static str {
    g.pick(&["x", "y", "x where event.n >= 2", "y where event.item == \"p\""])
}

fn unless(g: &mut Choices<'_>, moves: bool) -> String {
    let x = excuse(g);
    match g.below(if moves { 7 } else { 5 }) {
        0 | 1 => format!(", unless: '{x}'"),
        2 => format!(", unless: ['{x}', {}]", g.pick(&["x", "y"])),
        3 => format!(", unless: {{ all: ['{x}', {}] }}", g.pick(&["x", "y"])),
        4 => format!(", unless: {{ event: '{x}', before: {} }}", g.pick(&ACTIVITIES)),
        5 => ", unless: { event: moved, moves_to: event.to }".to_owned(),
        _ => ", unless: { event: moved, moves_to: event.to, moves: 2 }".to_owned(),
    }
}

fn frame(g: &mut Choices<'_>) -> String {
    match g.below(12) {
        7 => ", during: { from: a, until: b }".to_owned(),
        8 => format!(", during: {{ from: {}, until: {} }}", atom(g), g.pick(&ACTIVITIES)),
        9 => format!(", during: {{ from: {} }}", g.pick(&ACTIVITIES)),
        10 => ", each: vehicle".to_owned(),
        11 => format!(
            ", evidence: {}",
            g.pick(&["[tap]", "[photo]", "[telephony]", "{ only: [tap] }", "{ only: [photo] }"])
        ),
        _ => String::new(),
    }
}

/// A check: the name of its form, and its keys.
fn check(g: &mut Choices<'_>, depth: usize) -> (String, String) {
    let form = g.below(if depth == 0 { 21 } else { 17 });
    let (name, mut body) = match form {
        0 | 1 => {
            let mut body = format!("when: {}, then: {}", head(g), target(g));
            let within = g.one_in(2);
            if !within {
                let _ = write!(body, ", within: {}", bound(g));
            }
            if g.one_in(6) {
                let _ = write!(body, ", at_least: {}", elapsed(g));
            }
            match g.below(8) {
                6 => drop(write!(body, ", before: {}", g.pick(&ACTIVITIES))),
                7 => body.push_str(", before: due_at - 5min"),
                _ => {}
            }
            body.push_str(correlation(g));
            if g.one_in(8) && !body.contains("{ all") && !body.contains("in_order") && !body.contains("{ n:")
            {
                body.push_str(", one_to: one");
            }
            if g.one_in(4) {
                body.push_str(&unless(g, !within));
            }
            ("response", body)
        }
        2 => {
            let variant = g.pick(&["alternate", "chain"]);
            let mut body = format!(
                "when: {}, then: {}, variant: {variant}",
                g.pick(&["a", "c", "a where ok"]),
                g.pick(&["b", "d", "d where n >= 2"])
            );
            if g.one_in(3) {
                let _ = write!(body, ", within: {}", elapsed(g));
            }
            (if variant == "chain" { "chain response" } else { "alternate response" }, body)
        }
        3 => ("succession", format!("when: {}, then: {}, both: true", atom(g), atom(g))),
        4 | 5 => {
            let mut body = format!("when: {}, never: {}", head(g), atom(g));
            match g.below(6) {
                3 => drop(write!(body, ", within: {}", bound(g))),
                4 => drop(write!(body, ", before: {}", g.pick(&ACTIVITIES))),
                5 => body.push_str(", variant: chain"),
                _ => {}
            }
            body.push_str(correlation(g));
            if g.one_in(6) {
                let _ = write!(body, ", unless: '{}'", excuse(g));
            }
            ("not after", body)
        }
        6 | 7 => {
            let mut body = format!("before: {}, require: {}", head(g), target(g));
            match g.below(6) {
                2 => drop(write!(body, ", within: {}", bound(g))),
                3 => drop(write!(body, ", at_least: {}", elapsed(g))),
                4 => body.push_str(", variant: alternate"),
                5 => body.push_str(", variant: chain"),
                _ => {}
            }
            body.push_str(correlation(g));
            if g.one_in(8) && !body.contains("{ all") && !body.contains("in_order") && !body.contains("{ n:")
            {
                body.push_str(", one_to: one");
            }
            if g.one_in(4) {
                body.push_str(&unless(g, false));
            }
            ("precedence", body)
        }
        8 => {
            let within = if g.one_in(2) { String::new() } else { format!(", within: {}", bound(g)) };
            ("around", format!("around: {}, require: {}{within}{}", atom(g), atom(g), correlation(g)))
        }
        9 => match g.below(3) {
            0 => ("existence", format!("must: {}", target(g))),
            1 => ("existence", format!("must: {}, before: due_at", atom(g))),
            _ => ("existence", format!("must: {}, before: {}", atom(g), g.pick(&ACTIVITIES))),
        },
        10 => {
            let excuse = if g.one_in(3) { format!(", unless: '{}'", excuse(g)) } else { String::new() };
            ("absence", format!("never: {}{excuse}", head(g)))
        }
        11 => (if g.one_in(2) { "last" } else { "first" }, String::new()),
        12 => {
            let kind = g.pick(&["together", "either", "not_with"]);
            (kind, format!("{kind}: [{}, {}]", atom(g), atom(g)))
        }
        13 => (
            "spacing",
            format!("apart: {}, at_least: {}{}", atom(g), elapsed(g), g.pick(&["", "", ", same: item"])),
        ),
        14 => {
            let (kind, take) = match g.below(3) {
                0 => ("at", ""),
                1 => ("inspect", ""),
                _ => ("inspect", ", take: latest"),
            };
            let hold = g.pick(&["n >= 2", "{ n: 1..2, ok: true }", "ok && n >= 1", "{ item: [p, q] }"]);
            let form = if kind == "at" { "hold at" } else { "inspect" };
            let of = if kind == "at" { g.pick(&ACTIVITIES).to_owned() } else { atom(g) };
            (form, format!("{kind}: {of}, hold: {hold}{take}"))
        }
        15 => {
            let limits = g.pick(&[
                "min: 1",
                "max: 1",
                "min: 2, max: 3",
                "max: 0",
                "min: limit",
                "min: 2",
                "max: limit",
            ]);
            let distinct = g.pick(&["", "", ", distinct: item", ", distinct: n"]);
            let window = g.pick(&[
                "",
                "",
                ", window: day",
                ", window: week",
                ", window: day, days: all",
                ", window: day, skip: d",
            ]);
            ("count", format!("count: {}, {limits}{distinct}{window}", atom(g)))
        }
        16 => ("permit", format!("permit: {}", g.pick(&ACTIVITIES))),
        17 | 18 => {
            let kind = g.pick(&["all_of", "any_of"]);
            if g.one_in(2) {
                let (x, y) = (
                    g.pick(&["then: b", "then: c, within: 10min", "never: d"]),
                    g.pick(&["then: d", "never: c, within: 10min", "then: a"]),
                );
                return (kind.to_owned(), format!("when: {}, {kind}: [{{ {x} }}, {{ {y} }}]", atom(g)));
            }
            let (x, y) = (check(g, 1).1, check(g, 1).1);
            return (kind.to_owned(), format!("{kind}: [{{ {x} }}, {{ {y} }}]"));
        }
        19 => return ("not".to_owned(), format!("not: {{ {} }}", check(g, 1).1)),
        _ => {
            let (x, y) = (check(g, 1).1, check(g, 1).1);
            return ("if".to_owned(), format!("if: {{ {x} }}, all_of: [{{ {y} }}]"));
        }
    };
    if body.is_empty() {
        body = format!("{name}: {}", atom(g));
        return (name.to_owned(), body);
    }
    if form == 14 && g.one_in(4) {
        return (
            "hold over a stretch".to_owned(),
            "during: { from: a, until: b }, hold: { length: 5min..10min }".to_owned(),
        );
    }
    if !matches!(name, "together" | "either" | "not_with" | "spacing" | "permit") || g.one_in(2) {
        body.push_str(&frame(g));
    }
    if matches!(name, "response" | "absence") && g.one_in(12) {
        body.push_str(", absence: unknown");
    }
    (name.to_owned(), body)
}

const MINUTE: i64 = 60_000_000;
/// 11 March 2026, a Wednesday, 09:00 in Shanghai.
const WEDNESDAY: i64 = 1_773_190_800_000_000;

/// Where and how wide the grid of times is; narrow enough for ties and exact bounds.
const GRIDS: [(i64, i64, usize); 4] = [
    (WEDNESDAY, 5 * MINUTE, 10),
    (WEDNESDAY + 175 * MINUTE, 5 * MINUTE, 8),
    (WEDNESDAY + 8 * 60 * MINUTE, 30 * MINUTE, 12),
    (WEDNESDAY, 12 * 60 * MINUTE, 9),
];

pub fn story(g: &mut Choices<'_>) -> Story {
    let kind = g.pick(&["job", "job", "desk"]);
    let (start, step, steps) = GRIDS[g.below(GRIDS.len())];
    let instant = |g: &mut Choices<'_>| {
        let at = start + step * g.below(steps) as i64;
        match g.below(12) {
            10 => at + 1,
            11 => at - 1,
            _ => at,
        }
    };
    let mut subject = ObjectRow::new("s", kind);
    let evidence: Vec<RowValue> = ["tap", "photo", "telephony"]
        .into_iter()
        .filter_map(|kind| match g.below(6) {
            0..=2 => Some(RowValue::Text(kind.to_owned())),
            3 => Some(RowValue::Map(vec![
                ("kind".to_owned(), RowValue::Text(kind.to_owned())),
                ("from".to_owned(), RowValue::Time(start)),
                ("until".to_owned(), RowValue::Time(start + step * (1 + g.below(steps) as i64))),
            ])),
            _ => None,
        })
        .collect();
    subject = subject.attr("evidence", RowValue::List(evidence));
    if g.one_in(3) {
        subject = subject.attr("area", g.pick(&["town", "country"]));
        if g.one_in(3) {
            subject = subject.attr_since("area", instant(g), g.pick(&["town", "country"]));
        }
    }
    if !g.one_in(3) {
        subject = subject.attr("due_at", RowValue::Time(instant(g)));
    }
    if !g.one_in(3) {
        subject = subject.attr("limit", RowValue::Int(g.below(3) as i64));
    }
    if g.one_in(8) {
        subject = subject.attr("closed_at", RowValue::Time(instant(g)));
    }
    let vehicles = g.below(3);
    for vehicle in ["v1", "v2"].into_iter().take(vehicles) {
        subject = subject.related(vehicle, "vehicle");
    }
    let objects = vec![subject, ObjectRow::new("v1", "vehicle"), ObjectRow::new("v2", "vehicle")];
    let mut events: Vec<EventRow> = Vec::new();
    if !g.one_in(8) {
        events.push(EventRow::new("e0", "begun", start).related("s", "encounter").seq(0));
    }
    let count = 1 + g.below(9);
    for number in 1..=count {
        events.push(event(g, number, &instant));
    }
    let many = events.len();
    if g.one_in(8) && many > 1 {
        let wrong = &events[g.below(many)];
        let (of, time) = (wrong.id.clone(), wrong.time);
        let at = instant(g);
        let change = if g.one_in(2) {
            EventRow::new("x1", "voided", at).attr("of", of.as_str()).attr("reason", "wrong")
        } else {
            let change = EventRow::new("x1", "correction", at).attr("of", of.as_str());
            if g.one_in(2) {
                change.attr("time", RowValue::Time(instant(g).min(time)))
            } else {
                change.attr("n", RowValue::Int(2))
            }
        };
        events.push(change.attr("actor", "lead").related("s", "encounter").seq(9));
    }
    let closed = !g.one_in(2);
    let now = if closed { i64::MAX - 1 } else { instant(g) + step * g.below(3) as i64 };
    Story { kind, events, objects, now, closed }
}

fn event(g: &mut Choices<'_>, number: usize, instant: &dyn Fn(&mut Choices<'_>) -> i64) -> EventRow {
    let activity = g.pick(&[
        "a",
        "b",
        "c",
        "d",
        "a",
        "b",
        "c",
        "d",
        "a",
        "b",
        "finished",
        "finished",
        "cancelled",
        "stopped",
        "resumed",
        "moved",
        "found",
        "begun",
        "x",
        "y",
        "x",
    ]);
    let at = instant(g);
    let mut row = EventRow::new(format!("e{number}"), activity, at).related("s", "encounter");
    match activity {
        "a" | "b" | "c" | "d" | "x" | "y" => {
            if !g.one_in(4) {
                row = row.attr("item", g.pick(&["p", "q"]));
            }
            if !g.one_in(4) {
                row = row.attr("n", RowValue::Int(1 + g.below(3) as i64));
            }
            if !g.one_in(4) {
                row = row.attr("ok", g.one_in(2));
            }
            if g.one_in(3) {
                row = row.related(g.pick(&["v1", "v2"]), "vehicle");
            }
        }
        "stopped" if !g.one_in(3) => row = row.attr("reason", "away"),
        "moved" => row = row.attr("to", RowValue::Time(instant(g).max(at))),
        "found" => row = row.attr("where", g.pick(&["town", "country"])),
        _ => {}
    }
    match g.below(5) {
        3 => row = row.source("tap"),
        4 => row = row.source("photo"),
        _ => {}
    }
    row.seq(g.below(3) as i64)
}
