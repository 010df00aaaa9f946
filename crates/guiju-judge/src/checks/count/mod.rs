//! `count`, `sum`, `avg`, `trend`, `ratio`, `level` with `min`, `max`, in windows: aggregates, with what is not known counted
//! both ways.

use super::counted;
use crate::frames::show;
use crate::history::Order;
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::outcome::{Breach, Gap, Missing, Outcome};
use crate::patterns::{Absence, names_of};
use crate::record::number;
use crate::scene::Scene;
use crate::settle::{Absent, Raw, Settled, attribute_gap, evidence};
use guiju_condition::Value;
use guiju_standard::model::{Aggregate, Count, Days, Pattern};
use guiju_time::{Instant, Window};
use std::collections::BTreeSet;

/// A window that is counted in: [start, end).
struct Slot {
    start: i64,
    end: i64,
    label: Option<String>,
    /// It is over by now.
    over: bool,
}

pub(super) fn raws<'x, 'h: 'x>(judging: &'x Judging<'h>, count: &'h Count, cx: &Cx<'x, 'h>) -> Vec<Raw<'x>> {
    if let Aggregate::Trend(pattern) = &count.of {
        return trend(judging, count, pattern, cx);
    }
    if too_many_windows(judging, count, cx) {
        // A shift of decades is a slip of the clock, not work: nobody can tell, and nobody should wait.
        let missing = Missing { names: vec!["window".to_owned()], why: Gap::Window };
        return vec![Raw::fixed(
            None,
            Settled { outcome: Outcome::Unknown(missing), target: None, absent: None },
        )];
    }
    let hits = judging.activations(counted(&count.of), cx);
    let skipped: Vec<Hit> = count.skip.as_ref().map(|p| judging.activations(p, cx)).unwrap_or_default();
    let windows = match count.last.as_ref().and_then(|last| last.as_elapsed()) {
        // A rolling window looks back from each event it counts, both ends included.
        Some(last) => hits
            .iter()
            .map(|hit| Slot {
                start: hit.order.time.saturating_sub(last.0),
                end: hit.order.time + 1,
                label: None,
                over: true,
            })
            .collect(),
        None => slots(judging, count, cx),
    };
    windows
        .into_iter()
        .filter(|slot| !skipped.iter().any(|hit| hit.is_certain() && counts_in(judging, hit, slot)))
        .filter_map(|slot| {
            let settled = match &count.of {
                Aggregate::Level { until, .. } => level(judging, count, &hits, until.as_ref(), &slot, cx),
                _ => settle(judging, count, &hits, &slot, cx),
            }?;
            let raw = Raw::fixed(None, settled);
            Some(match (slot.label, cx.member.and_then(crate::frames::member_name)) {
                (Some(label), Some(member)) => raw.about(format!("{member} {label}")),
                (Some(label), None) => raw.about(label),
                (None, _) => raw,
            })
        })
        .collect()
}

/// Windows that one clause may cut one subject into: two years of hours, half a century of days.
const MOST_WINDOWS: i64 = 20_000;

/// Whether a subject lives for more windows than anybody works.
fn too_many_windows(judging: &Judging<'_>, count: &Count, cx: &Cx<'_, '_>) -> bool {
    let shortest_us: i64 = match &count.window {
        Some(Window::Hour | Window::Shift(_)) => 3_600_000_000,
        Some(_) => 86_400_000_000,
        None => return false,
    };
    let (from, until) = cx.span(judging);
    until.saturating_sub(from) / shortest_us > MOST_WINDOWS
}

/// The windows: calendar-cut inside the subject's life, else the stretch or the subject as one.
fn slots(judging: &Judging<'_>, count: &Count, cx: &Cx<'_, '_>) -> Vec<Slot> {
    let history = judging.history;
    let (from, _) = cx.span(judging);
    let stretch_end = cx.stretch.and_then(|s| s.until).map(|until| until.time);
    let end = stretch_end.or(history.closed_at);
    let until = end.unwrap_or(history.now);
    let Some(window) = &count.window else {
        let over = end.is_some_and(|end| end <= history.now);
        // The stretch has sorted out what shares its last instant; none of that is cut off here.
        let end = stretch_end.map_or(i64::MAX, |end| end.saturating_add(1));
        let start = if cx.stretch.is_none() { i64::MIN } else { from };
        return vec![Slot { start, end, label: None, over }];
    };
    if matches!(window, Window::Shift(shifts) if shifts.is_empty()) {
        let shifts = judging.plan.calendar(None).shifts().to_vec();
        if shifts.is_empty() {
            let over = end.is_some_and(|end| end <= history.now);
            return vec![Slot { start: i64::MIN, end: i64::MAX, label: None, over }];
        }
        return cut(judging, &Window::Shift(shifts), from, until, count);
    }
    cut(judging, window, from, until, count)
}

fn cut(judging: &Judging<'_>, window: &Window, from: i64, until: i64, count: &Count) -> Vec<Slot> {
    let history = judging.history;
    let calendar = judging.plan.calendar(None);
    let leave: Vec<(i64, i64)> = history.of_activity("leave").filter_map(|at| absence(judging, at)).collect();
    window
        .between(Instant(from), Instant(until.saturating_add(1).min(Instant::MAX.0)), &judging.plan.zone)
        .into_iter()
        .filter(|stretch| {
            // A quota per day runs over working days less days of leave, unless it says all.
            !matches!(window, Window::Day)
                || count.days == Days::All
                || (calendar.is_workday(judging.plan.zone.date(stretch.start)).unwrap_or(true)
                    && !leave
                        .iter()
                        .any(|(from, until)| *from <= stretch.start.0 && *until >= stretch.end.0 - 1))
        })
        .map(|stretch| Slot {
            start: stretch.start.0,
            end: stretch.end.0,
            label: Some(stretch.label),
            over: stretch.end.0 <= history.now || history.closed_at.is_some(),
        })
        .collect()
}

/// Whether a hit counts in a window: by its own time, a record with `from` and `until` in each that it overlaps.
fn counts_in(judging: &Judging<'_>, hit: &Hit, slot: &Slot) -> bool {
    let stretch = hit.event.and_then(|at| recorded_stretch(judging, at));
    match stretch {
        Some((from, until)) => from < slot.end && until >= slot.start,
        None => slot.start <= hit.order.time && hit.order.time < slot.end,
    }
}

/// `from` and `until` of a record; plain dates are inclusive.
fn recorded_stretch(judging: &Judging<'_>, at: usize) -> Option<(i64, i64)> {
    let history = judging.history;
    let from = history.time_attr(at, "from").or_else(|| date_of(judging, at, "from", false))?;
    let until =
        history.time_attr(at, "until").or_else(|| date_of(judging, at, "until", true)).unwrap_or(i64::MAX);
    Some((from, until))
}

fn date_of(judging: &Judging<'_>, at: usize, name: &str, end: bool) -> Option<i64> {
    let date = guiju_time::parse_date(judging.history.text_attr(at, name)?).ok()?;
    let zone = &judging.plan.zone;
    Some(if end { zone.end_of_day(date).0 } else { zone.start_of_day(date).0 })
}

fn settle<'h>(
    judging: &Judging<'h>,
    count: &'h Count,
    hits: &[Hit],
    slot: &Slot,
    cx: &Cx<'_, 'h>,
) -> Option<Settled> {
    let history = judging.history;
    let inside: Vec<&Hit> = hits.iter().filter(|hit| counts_in(judging, hit, slot)).collect();
    let (least, most) = match value(judging, count, &inside, slot, cx) {
        Ok(Some(values)) => values,
        // An empty denominator asks nothing.
        Ok(None) => return None,
        Err(missing) => return Some(Settled::doubtful(&missing)),
    };
    let (min, max) = match limits(judging, count, slot, cx) {
        Ok(limits) => limits,
        Err(missing) => {
            return Some(Settled { outcome: Outcome::Unknown(missing), target: None, absent: None });
        }
    };
    let certain: Vec<&Hit> = inside.iter().copied().filter(|hit| hit.is_certain()).collect();
    let by = evidence(judging, &certain);
    let grows = matches!(count.of, Aggregate::Number(_) | Aggregate::Sum(_));
    let last = certain.last().map_or(history.opening(), |hit| hit.order.time);
    let end = if slot.over {
        history.closed_at.unwrap_or(slot.end.saturating_sub(1)).min(slot.end.saturating_sub(1))
    } else {
        last
    };
    let final_at = Instant(if slot.over { end } else { last });
    let breach = |value: f64| Breach::OutOfLimits {
        of: names_of(counted(&count.of)).join(", "),
        value,
        min,
        max,
        window: slot.label.clone(),
    };
    let above = max.is_some_and(|max| least > max);
    let below = min.is_some_and(|min| most < min);
    let absent = Some(Absent {
        of: Absence::of(counted(&count.of)),
        from: slot.start.max(history.opening()),
        until: slot.end.min(history.closed_at.unwrap_or(history.now)),
    });
    let target = inside.last().map(|hit| (*hit).clone());
    // Too many stay too many; too few may still become enough while the window is open.
    if above && (grows || slot.over) {
        let outcome = Outcome::Broken { breach: breach(least), by, final_at };
        return Some(Settled { outcome, target, absent: None });
    }
    let met = min.is_none_or(|min| least >= min);
    let bounded = max.is_none_or(|max| most <= max);
    if met && max.is_none() && grows {
        let final_at = Instant(last);
        return Some(Settled {
            outcome: Outcome::Kept { by, final_at, exception: None },
            target,
            absent: None,
        });
    }
    if !slot.over {
        let outcome = Outcome::Pending { owed: names_of(counted(&count.of)) };
        return Some(Settled { outcome, target: None, absent: None });
    }
    if let Some(window) = &history.subject.window
        && window.cut
        && !met
    {
        let missing = Missing { names: vec!["window".to_owned()], why: Gap::Window };
        return Some(Settled { outcome: Outcome::Unknown(missing), target: None, absent: None });
    }
    if below || above {
        let outcome = Outcome::Broken { breach: breach(if below { most } else { least }), by, final_at };
        return Some(Settled { outcome, target, absent: if below { absent } else { None } });
    }
    if met && bounded {
        let outcome = Outcome::Kept { by, final_at, exception: None };
        // What keeps a `max` is that nobody saw more.
        let absent = if max.is_some() { absent } else { None };
        return Some(Settled { outcome, target, absent });
    }
    let missing = inside.iter().find_map(|hit| hit.missing.clone()).unwrap_or_default();
    Some(Settled::doubtful(&missing))
}

/// The least and the most that the value may be, certain and possible hits considered; `None`: an empty denominator.
fn value<'h>(
    judging: &Judging<'h>,
    count: &'h Count,
    inside: &[&Hit],
    slot: &Slot,
    cx: &Cx<'_, 'h>,
) -> Result<Option<(f64, f64)>, guiju_condition::Missing> {
    let of = |hit: &Hit| -> Result<f64, guiju_condition::Missing> {
        let Some(condition) = &count.value else { return Ok(1.0) };
        let scene = Scene { member: cx.member, ..Scene::at_hit(judging, hit) };
        let value = guiju_condition::eval(condition, &scene)?;
        number(&value).ok_or_else(|| guiju_condition::Missing::attribute(condition.text()))
    };
    let certain: Vec<&&Hit> = inside.iter().filter(|hit| hit.is_certain()).collect();
    Ok(match &count.of {
        Aggregate::Number(_) if count.distinct.is_empty() => {
            Some((certain.len() as f64, inside.len() as f64))
        }
        Aggregate::Number(_) => {
            let mut known: BTreeSet<String> = BTreeSet::new();
            let mut possible: BTreeSet<String> = BTreeSet::new();
            let mut doubtful = 0;
            for hit in inside {
                match distinct_key(judging, count, hit, cx) {
                    Ok(key) if hit.is_certain() => {
                        known.insert(key);
                    }
                    Ok(key) => {
                        possible.insert(key);
                    }
                    Err(_) => doubtful += 1,
                }
            }
            let more = possible.difference(&known).count() + doubtful;
            Some((known.len() as f64, (known.len() + more) as f64))
        }
        Aggregate::Sum(_) => {
            let mut sum = 0.0;
            for hit in &certain {
                sum += of(hit)?;
            }
            let mut most = sum;
            for hit in inside.iter().filter(|hit| !hit.is_certain()) {
                most += of(hit)?.max(0.0);
            }
            Some((sum, most))
        }
        Aggregate::Mean(_) => {
            if let Some(missing) = inside.iter().find_map(|hit| hit.missing.clone()) {
                return Err(missing);
            }
            if certain.is_empty() {
                return Ok(None);
            }
            let mut sum = 0.0;
            for hit in &certain {
                sum += of(hit)?;
            }
            let mean = sum / certain.len() as f64;
            Some((mean, mean))
        }
        Aggregate::Ratio(_, whole) => {
            let all: Vec<Hit> = judging
                .activations(whole, cx)
                .into_iter()
                .filter(|hit| counts_in(judging, hit, slot))
                .collect();
            if let Some(missing) = all.iter().find_map(|hit| hit.missing.clone()) {
                return Err(missing);
            }
            if all.is_empty() {
                return Ok(None);
            }
            Some((certain.len() as f64 / all.len() as f64, inside.len() as f64 / all.len() as f64))
        }
        Aggregate::Trend(_) | Aggregate::Level { .. } => None,
    })
}

fn distinct_key<'h>(
    judging: &Judging<'h>,
    count: &Count,
    hit: &Hit,
    cx: &Cx<'_, 'h>,
) -> Result<String, guiju_condition::Missing> {
    let scene = Scene { member: cx.member, ..Scene::at_hit(judging, hit) };
    let mut key = String::new();
    for condition in &count.distinct {
        key.push_str(&show(&guiju_condition::eval(condition, &scene)?));
        key.push('\u{1}');
    }
    Ok(key)
}

/// `min` and `max` here; `pro_rata` lowers `min` by the working days of leave, rounded down.
fn limits<'h>(
    judging: &Judging<'h>,
    count: &'h Count,
    slot: &Slot,
    cx: &Cx<'_, 'h>,
) -> Result<(Option<f64>, Option<f64>), Missing> {
    let history = judging.history;
    let point = Order::end_of(slot.end.min(history.closed_at.unwrap_or(history.now)));
    let scene = Scene { member: cx.member, ..Scene::at_point(judging, point) };
    let figure = |condition: &Option<guiju_condition::Condition>| -> Result<Option<f64>, Missing> {
        let Some(condition) = condition else { return Ok(None) };
        let value = guiju_condition::eval(condition, &scene).map_err(|missing| attribute_gap(&missing))?;
        number(&value)
            .map(Some)
            .ok_or_else(|| Missing { names: vec![condition.text().to_owned()], why: Gap::Attribute })
    };
    let mut min = figure(&count.min)?;
    if let (Some(least), Some(leave)) = (min, &count.pro_rata) {
        let (worked, all) = working_days(judging, leave, slot, cx)?;
        if all > 0 {
            min = Some((least * f64::from(worked) / f64::from(all)).floor());
        }
    }
    Ok((min, figure(&count.max)?))
}

/// The time that a record of leave covers: from until, else the day of its own time.
fn absence(judging: &Judging<'_>, at: usize) -> Option<(i64, i64)> {
    let zone = &judging.plan.zone;
    recorded_stretch(judging, at).or_else(|| {
        let date = zone.date(Instant(judging.history.events[at].time));
        Some((zone.start_of_day(date).0, zone.end_of_day(date).0))
    })
}

/// Working days of a window, less those wholly covered by leave.
fn working_days<'h>(
    judging: &Judging<'h>,
    leave: &'h Pattern,
    slot: &Slot,
    cx: &Cx<'_, 'h>,
) -> Result<(u32, u32), Missing> {
    let (zone, calendar) = (&judging.plan.zone, judging.plan.calendar(None));
    let leaves = judging.activations(leave, cx);
    let absences: Vec<(i64, i64)> =
        leaves.iter().filter(|hit| hit.is_certain()).filter_map(|hit| absence(judging, hit.event?)).collect();
    let (mut worked, mut all) = (0, 0);
    let history = judging.history;
    let start =
        slot.start.max(history.subject.window.as_ref().map_or(history.opening(), |window| window.start));
    let end = slot.end.min(match &history.subject.window {
        Some(window) => window.end,
        None => history.closed_at.unwrap_or(history.now).saturating_add(1),
    });
    for day in Window::Day.between(Instant(start), Instant(end), zone) {
        let date = zone.date(day.start);
        if !calendar.is_workday(date).map_err(|problem| super::owed::no_data(&problem))? {
            continue;
        }
        all += 1;
        let gone = absences.iter().any(|(from, until)| *from <= day.start.0 && *until >= day.end.0 - 1);
        worked += u32::from(!gone);
    }
    Ok((worked, all))
}

/// How many stretches are open at each instant of a window: never fewer than `min`, never more than `max`.
fn level<'h>(
    judging: &Judging<'h>,
    count: &'h Count,
    hits: &[Hit],
    until: Option<&'h Pattern>,
    slot: &Slot,
    cx: &Cx<'_, 'h>,
) -> Option<Settled> {
    let history = judging.history;
    let (min, max) = match limits(judging, count, slot, cx) {
        Ok(limits) => limits,
        Err(missing) => {
            return Some(Settled { outcome: Outcome::Unknown(missing), target: None, absent: None });
        }
    };
    let ends: Vec<Hit> = until.map(|p| judging.activations(p, cx)).unwrap_or_default();
    let mut taken: Vec<usize> = Vec::new();
    let stretches: Vec<(i64, i64, bool)> = hits
        .iter()
        .filter_map(|hit| {
            let at = hit.event?;
            if let Some((from, until)) = recorded_stretch(judging, at) {
                return Some((from, until, hit.is_certain()));
            }
            let end = ends
                .iter()
                .enumerate()
                .find(|(number, end)| end.order > hit.order && !taken.contains(number));
            let until = end.map_or(i64::MAX, |(_, end)| end.order.time);
            taken.extend(end.map(|(number, _)| number));
            Some((hit.order.time, until, hit.is_certain()))
        })
        .collect();
    let from = slot.start.max(history.opening());
    // The closing instant itself is no longer served: a roster may end with the shift.
    let end = slot.end.min(history.closed_at.unwrap_or(history.now));
    if from >= end {
        return None;
    }
    let mut points: Vec<i64> = vec![from];
    points.extend(stretches.iter().flat_map(|(a, b, _)| [*a, *b]).filter(|at| *at >= from && *at < end));
    points.sort_unstable();
    points.dedup();
    // Half-open stretches: one that ends when the next begins leaves no gap between.
    let open = |at: i64, possible: bool| {
        stretches.iter().filter(|(a, b, certain)| *a <= at && at < *b && (possible || *certain)).count()
            as f64
    };
    let (mut lowest, mut highest) = ((f64::MAX, f64::MAX, from), (f64::MIN, f64::MIN, from));
    for at in points {
        let (least, most) = (open(at, false), open(at, true));
        if most < lowest.1 {
            lowest = (least, most, at);
        }
        if least > highest.0 {
            highest = (least, most, at);
        }
    }
    let by = evidence(judging, &hits.iter().filter(|hit| counts_in(judging, hit, slot)).collect::<Vec<_>>());
    let breach = |value: f64| Breach::OutOfLimits {
        of: names_of(counted(&count.of)).join(", "),
        value,
        min,
        max,
        window: slot.label.clone(),
    };
    let absent = Some(Absent { of: Absence::of(counted(&count.of)), from, until: end });
    if min.is_some_and(|min| lowest.1 < min) {
        let outcome = Outcome::Broken { breach: breach(lowest.1), by, final_at: Instant(lowest.2) };
        return Some(Settled { outcome, target: None, absent });
    }
    if max.is_some_and(|max| highest.0 > max) {
        let outcome = Outcome::Broken { breach: breach(highest.0), by, final_at: Instant(highest.2) };
        return Some(Settled { outcome, target: None, absent: None });
    }
    if !slot.over {
        return Some(Settled { outcome: Outcome::Pending { owed: Vec::new() }, target: None, absent: None });
    }
    let sure = min.is_none_or(|min| lowest.0 >= min) && max.is_none_or(|max| highest.1 <= max);
    if !sure {
        let missing = hits.iter().find_map(|hit| hit.missing.clone()).unwrap_or_default();
        return Some(Settled::doubtful(&missing));
    }
    let outcome = Outcome::Kept { by, final_at: Instant(end - 1), exception: None };
    Some(Settled { outcome, target: None, absent: max.is_some().then_some(absent).flatten() })
}

/// Successive windows' values rise (or fall), by the slope over them; three windows are needed.
fn trend<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    count: &'h Count,
    pattern: &'h Pattern,
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    let hits = judging.activations(pattern, cx);
    let as_mean = Count { of: Aggregate::Mean(pattern.clone()), ..count.clone() };
    let mut values: Vec<f64> = Vec::new();
    let all = slots(judging, count, cx);
    for slot in all.iter().filter(|slot| slot.over) {
        let inside: Vec<&Hit> = hits.iter().filter(|hit| counts_in(judging, hit, slot)).collect();
        let number = match count.value {
            Some(_) => mean_of(judging, &as_mean, &inside, cx),
            None => Some(inside.len() as f64),
        };
        values.extend(number);
    }
    let history = judging.history;
    let outcome = if values.len() < 3 {
        Outcome::Unknown(Missing { names: vec!["windows".to_owned()], why: Gap::Window })
    } else {
        let n = values.len() as f64;
        let mean_x = (n - 1.0) / 2.0;
        let mean_y = values.iter().sum::<f64>() / n;
        let slope = values.iter().enumerate().map(|(x, y)| (x as f64 - mean_x) * (y - mean_y)).sum::<f64>();
        let point = Order::end_of(history.closed_at.unwrap_or(history.now));
        let figure = |condition: &Option<guiju_condition::Condition>| {
            let scene = Scene { member: cx.member, ..Scene::at_point(judging, point) };
            guiju_condition::eval(condition.as_ref()?, &scene).ok().and_then(|value| number(&value))
        };
        let right = match (figure(&count.min), figure(&count.max)) {
            (None, None) if count.upward => slope > 0.0,
            (None, None) => slope < 0.0,
            (min, max) => min.is_none_or(|min| slope >= min) && max.is_none_or(|max| slope <= max),
        };
        let by = evidence(judging, &hits.iter().collect::<Vec<_>>());
        let final_at = Instant(history.closed_at.unwrap_or(history.now));
        if right {
            Outcome::Kept { by, final_at, exception: None }
        } else {
            let of = names_of(pattern).join(", ");
            let (min, max) = if count.upward { (Some(0.0), None) } else { (None, Some(0.0)) };
            Outcome::Broken {
                breach: Breach::OutOfLimits { of, value: slope, min, max, window: None },
                by,
                final_at,
            }
        }
    };
    vec![Raw::fixed(None, Settled { outcome, target: None, absent: None })]
}

fn mean_of<'h>(judging: &Judging<'h>, count: &Count, inside: &[&Hit], cx: &Cx<'_, 'h>) -> Option<f64> {
    let condition = count.value.as_ref()?;
    let values: Vec<f64> = inside
        .iter()
        .filter_map(|hit| {
            let scene = Scene { member: cx.member, ..Scene::at_hit(judging, hit) };
            let value: Value = guiju_condition::eval(condition, &scene).ok()?;
            number(&value)
        })
        .collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}
