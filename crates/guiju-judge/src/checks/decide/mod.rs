//! `decide: table [row]`: the right answer, by a decision table.

use super::owed;
use crate::history::{Order, SideOf};
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::outcome::{Breach, Evidence, Gap, Missing, Outcome, Verdict};
use crate::patterns::{Absence, Pairing};
use crate::region::{Region, Side};
use crate::scene::Scene;
use crate::settle::{Absent, Deadline, Raw, Settled, attribute_gap, evidence, join};
use crate::table::{Standing, candidates, standings};
use guiju_standard::model::{Head, Hit as HitPolicy, Pattern, Quorum, Row, Rule, Say, Table};
use guiju_time::Instant;

/// Turns that an answer may take.
const TURNS: usize = 6;

pub(super) fn raws<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    rule: &'h Rule,
    table: &'h str,
    row: Option<&'h str>,
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    let Some(table) = judging.plan.standard.tables.get(table) else { return Vec::new() };
    let asked: Vec<Hit> = match &rule.head {
        Head::When(p) | Head::Before(p) | Head::Around(p) => judging.activations(p, cx),
        _ => super::existence::start(judging, cx).into_iter().collect(),
    };
    asked
        .iter()
        .enumerate()
        .filter_map(|(number, hit)| {
            let next = asked.get(number + 1).map(|next| next.order);
            // A question is answered before the talk turns to another one.
            let next = [next, judging.question_end(hit)].into_iter().flatten().min();
            let settled = settle(judging, rule, table, row, hit, next, cx)?;
            Some(Raw::fixed(Some(hit.clone()), settled))
        })
        .collect()
}

fn settle<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    table: &'h Table,
    only: Option<&str>,
    asked: &Hit,
    next: Option<Order>,
    cx: &Cx<'_, 'h>,
) -> Option<Settled> {
    if !asked.is_certain() {
        return Some(Settled::doubtful(&asked.missing.clone().unwrap_or_default()));
    }
    let scene = Scene { a: Some(asked), member: cx.member, ..Scene::at_hit(judging, asked) };
    let all = standings(table, &scene);
    let rows = candidates(table, &all);
    match only {
        // A row's own clause asks nothing where that row is not in question.
        Some(only) if !rows.iter().any(|row| table.rows[*row].id == only) => return None,
        None if rows.is_empty() => {
            let missing = Missing { names: vec![table.id.clone()], why: Gap::Attribute };
            return Some(Settled { outcome: Outcome::Unknown(missing), target: None, absent: None });
        }
        _ => {}
    }
    let certain = rows.iter().all(|row| all[*row] == Standing::Matches);
    // Where all inputs are known a row's clause judges that row alone; else all that may match.
    let rows: Vec<usize> = match only {
        Some(only) if certain => rows.into_iter().filter(|row| table.rows[*row].id == only).collect(),
        _ => rows,
    };
    let answer = Answer::of(judging, asked, next, cx);
    let judged: Vec<(usize, Settled)> = rows
        .iter()
        .map(|row| (*row, judge_row(judging, rule, table, &table.rows[*row], asked, &answer, cx)))
        .collect();
    let gaps: Vec<Missing> = rows
        .iter()
        .filter_map(|row| match &all[*row] {
            Standing::MayMatch(missing) => Some(attribute_gap(missing)),
            _ => None,
        })
        .collect();
    Some(combine(table, judged, gaps))
}

/// Right in every candidate: kept; wrong in every one: broken; else unknown, naming the input. Where rows overlap and all
/// are certain, right by one is right (`either`), or each must be (`collect`).
fn combine(table: &Table, judged: Vec<(usize, Settled)>, gaps: Vec<Missing>) -> Settled {
    let verdicts: Vec<Verdict> = judged.iter().map(|(_, settled)| settled.outcome.verdict()).collect();
    let pick = |verdict: Verdict| {
        judged.iter().find(|(_, s)| s.outcome.verdict() == verdict).map(|(_, s)| s.clone())
    };
    if gaps.is_empty() {
        let order: [Verdict; 4] = match table.hit {
            HitPolicy::Collect => [Verdict::Broken, Verdict::Pending, Verdict::Unknown, Verdict::Kept],
            _ => [Verdict::Kept, Verdict::Pending, Verdict::Unknown, Verdict::Broken],
        };
        if let Some(settled) = order.into_iter().find_map(pick) {
            return settled;
        }
    }
    let all_of = |verdict: Verdict| verdicts.iter().all(|v| *v == verdict);
    for verdict in [Verdict::Kept, Verdict::Broken] {
        if all_of(verdict)
            && let Some(settled) = pick(verdict)
        {
            return settled;
        }
    }
    if let Some(pending) = pick(Verdict::Pending) {
        return pending;
    }
    if gaps.is_empty()
        && let Some(unknown) = pick(Verdict::Unknown)
    {
        return unknown;
    }
    Settled { outcome: Outcome::Unknown(join(gaps)), target: None, absent: None }
}

/// Where the answer lies: our side's turns from the asking event to the next one or the next topic, at most six.
struct Answer {
    region: Region,
    from: i64,
    until: i64,
    spoken: bool,
    over: bool,
}

impl Answer {
    fn of<'h>(judging: &Judging<'h>, asked: &Hit, next: Option<Order>, cx: &Cx<'_, 'h>) -> Answer {
        let history = judging.history;
        let mut region = Region::beside(asked, Side::After);
        // The turn that asks (by the other side) does not answer; the event itself may be the answer's turn's.
        if asked.event.is_some_and(|at| history.activity(at) != "utterance") {
            region = region.from(asked.order);
        }
        if let Some(stretch) = cx.stretch {
            region = region.within(Some(stretch));
        }
        if let Some(next) = next {
            region = region.before(next);
        }
        let ours: Vec<usize> = history
            .turns
            .iter()
            .filter(|turn| turn.side == SideOf::Ours && !turn.internal)
            .filter_map(|turn| turn.events.last().copied())
            .filter(|at| region.holds_place(history.order(*at), Some(*at), history.events[*at].source))
            .collect();
        let full = ours.len() >= TURNS;
        if let Some(last) = ours.get(TURNS - 1) {
            region = region.before(history.order(*last).next());
        }
        let until = region.until.time.min(history.closed_at.unwrap_or(history.now));
        let over = full || history.is_closed() || next.is_some();
        Answer { region, from: asked.order.time, until, spoken: !ours.is_empty(), over }
    }
}

fn judge_row<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    table: &'h Table,
    row: &'h Row,
    asked: &Hit,
    answer: &Answer,
    cx: &Cx<'_, 'h>,
) -> Settled {
    let mut parts: Vec<Settled> = Vec::new();
    let final_at = Instant(asked.order.time);
    let wrong = |why: Breach| Breach::WrongAnswer { row: row.id.clone(), why: Box::new(why) };
    if row.refuse {
        let breach = wrong(Breach::Done { what: asked.moment(judging.history) });
        return Settled {
            outcome: Outcome::Broken { breach, by: evidence(judging, &[asked]), final_at },
            target: Some(asked.clone()),
            absent: None,
        };
    }
    let forbidden: Vec<String> = table.never.iter().chain(&row.never).cloned().collect();
    if !forbidden.is_empty() {
        let say = plain(forbidden, row.span);
        let spoken = judging.find_spoken(&say, &answer.region, cx);
        if let Some(offence) = spoken.iter().find(|spoken| spoken.exemption.is_none()) {
            if offence.unmarked {
                let missing = Missing { names: vec!["speaker".to_owned()], why: Gap::Speaker };
                parts.push(Settled { outcome: Outcome::Unknown(missing), target: None, absent: None });
            } else {
                let text = offence.hit.words.iter().map(|w| w.text.as_str()).collect();
                let at = Instant(offence.hit.order.time);
                let breach = wrong(Breach::Taboo { phrase: offence.phrase.clone(), text, at });
                return Settled {
                    outcome: Outcome::Broken {
                        breach,
                        by: evidence(judging, &[asked, &offence.hit]),
                        final_at: at,
                    },
                    target: Some(offence.hit.clone()),
                    absent: None,
                };
            }
        }
    }
    if let Some(say) = &row.say {
        parts.push(said(judging, row, say, asked, answer, cx));
    }
    if let Some(pattern) = &row.require {
        let region = Region::beside(asked, Side::Before);
        parts.push(required(judging, pattern, &region, asked, row, final_at, cx));
    }
    if let Some(pattern) = &row.then {
        parts.push(followed(judging, rule, pattern, row, asked, cx));
    }
    let worst = [Verdict::Broken, Verdict::Pending, Verdict::Unknown]
        .into_iter()
        .find_map(|verdict| parts.iter().find(|part| part.outcome.verdict() == verdict));
    if let Some(settled) = worst {
        return settled.clone();
    }
    let mut by = evidence(judging, &[asked]);
    for part in &parts {
        if let Outcome::Kept { by: more, .. } = &part.outcome {
            by.events
                .extend(more.events.iter().filter(|m| m.id != by.events[0].id).cloned().collect::<Vec<_>>());
            by.words.extend(more.words.iter().cloned());
            by.notes.extend(more.notes.iter().cloned());
        }
    }
    let target = parts.iter().find_map(|part| part.target.clone());
    let final_at = target.as_ref().map_or(final_at, |hit| Instant(hit.order.time));
    Settled { outcome: Outcome::Kept { by, final_at, exception: None }, target, absent: None }
}

fn plain(phrases: Vec<String>, span: guiju_standard::Span) -> Say {
    Say {
        phrases,
        quorum: Quorum::All,
        by: "staff".to_owned(),
        to: None,
        turns: None,
        as_: None,
        harmless: Vec::new(),
        exempt: None,
        span,
    }
}

/// The words that a row owes.
fn said<'h>(
    judging: &Judging<'h>,
    row: &'h Row,
    say: &'h Say,
    asked: &Hit,
    answer: &Answer,
    cx: &Cx<'_, 'h>,
) -> Settled {
    let found = judging.find_say(say, &answer.region, cx);
    let wrong = |why: Breach| Breach::WrongAnswer { row: row.id.clone(), why: Box::new(why) };
    if let (Some(breach), Some(hit)) = (found.untrue, &found.search.hit) {
        return Settled {
            outcome: Outcome::Broken {
                breach: wrong(breach),
                by: evidence(judging, &[asked, hit]),
                final_at: Instant(hit.order.time),
            },
            target: Some(hit.clone()),
            absent: None,
        };
    }
    if let Some(hit) = found.search.hit {
        let mut by = evidence(judging, &[&hit]);
        by.notes.extend(found.notes);
        let final_at = Instant(hit.order.time);
        return Settled {
            outcome: Outcome::Kept { by, final_at, exception: None },
            target: Some(hit),
            absent: None,
        };
    }
    if found.unmarked {
        let missing = Missing { names: vec!["speaker".to_owned()], why: Gap::Speaker };
        return Settled { outcome: Outcome::Unknown(missing), target: None, absent: None };
    }
    let absent = Absent { of: Absence::One("utterance".to_owned()), from: answer.from, until: answer.until };
    if let Err(missing) = judging.proven(&absent, cx) {
        return Settled { outcome: Outcome::Unknown(missing), target: None, absent: None };
    }
    if !answer.over {
        return Settled {
            outcome: Outcome::Pending { owed: say.phrases.clone() },
            target: None,
            absent: None,
        };
    }
    let mut by: Evidence = evidence(judging, &[asked]);
    let breach = if answer.spoken {
        let said = found.said.iter().map(|words| words.phrase.clone()).collect();
        by.words.extend(found.said);
        wrong(Breach::NotSaid { missing: found.search.missing, said, due: None, before: None })
    } else {
        Breach::NoAnswer { row: row.id.clone() }
    };
    Settled {
        outcome: Outcome::Broken { breach, by, final_at: Instant(answer.until) },
        target: None,
        absent: None,
    }
}

/// What a row requires to have come before.
fn required<'h>(
    judging: &Judging<'h>,
    pattern: &'h Pattern,
    region: &Region,
    asked: &Hit,
    row: &Row,
    final_at: Instant,
    cx: &Cx<'_, 'h>,
) -> Settled {
    let outside = Cx { stretch: None, ..*cx };
    let search = judging.find(pattern, region, &Pairing::NONE, &outside);
    if let Some(hit) = search.hit {
        return Settled::kept(judging, hit);
    }
    if let Some(possible) = search.possible {
        return Settled::doubtful(&possible.missing.unwrap_or_default());
    }
    let absent = Absent { of: search.absence, from: i64::MIN, until: asked.order.time };
    if let Err(missing) = judging.proven(&absent, cx) {
        return Settled { outcome: Outcome::Unknown(missing), target: None, absent: None };
    }
    let why = Breach::NotBefore {
        owed: search.missing,
        limit: Some(asked.moment(judging.history)),
        from: None,
        until: None,
    };
    let breach = Breach::WrongAnswer { row: row.id.clone(), why: Box::new(why) };
    Settled {
        outcome: Outcome::Broken { breach, by: evidence(judging, &[asked]), final_at },
        target: None,
        absent: None,
    }
}

/// What must follow.
fn followed<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    pattern: &'h Pattern,
    row: &'h Row,
    asked: &Hit,
    cx: &Cx<'_, 'h>,
) -> Settled {
    let history = judging.history;
    let bound = row.within.as_ref().or(rule.within.as_ref());
    let due = match bound.map(|bound| owed::clocked(judging, bound, Some(asked), cx)) {
        None => Deadline::default(),
        Some(Err(missing)) => {
            return Settled { outcome: Outcome::Unknown(missing), target: None, absent: None };
        }
        Some(Ok(span)) => {
            let calendar = owed::calendar(judging, cx);
            match guiju_time::due(
                Instant(asked.order.time),
                &span,
                calendar,
                &judging.plan.zone,
                judging.pauses(),
            ) {
                Ok(due) => due.last().map_or(Deadline::default(), |last| Deadline::at(last.0)),
                Err(problem) => {
                    let missing = owed::no_data(&problem);
                    return Settled { outcome: Outcome::Unknown(missing), target: None, absent: None };
                }
            }
        }
    };
    let mut region = Region::beside(asked, Side::After);
    if let Some(last) = due.last {
        region = region.upto(last);
    }
    let outside = Cx { stretch: None, ..*cx };
    let search = judging.find(pattern, &region, &Pairing::NONE, &outside);
    if let Some(hit) = search.hit {
        return Settled::kept(judging, hit);
    }
    if let Some(possible) = search.possible {
        return Settled::doubtful(&possible.missing.unwrap_or_default());
    }
    let over = match due.last {
        Some(last) => (last < history.now).then_some(last),
        None => history.closed_at,
    };
    let Some(over) = over else {
        return Settled { outcome: Outcome::Pending { owed: search.missing }, target: None, absent: None };
    };
    let absent = Absent { of: search.absence, from: asked.order.time, until: over };
    if let Err(missing) = judging.proven(&absent, cx) {
        return Settled { outcome: Outcome::Unknown(missing), target: None, absent: None };
    }
    let why = Breach::NotInTime { owed: search.missing, due: due.by.map(Instant), late: None };
    let breach = Breach::WrongAnswer { row: row.id.clone(), why: Box::new(why) };
    Settled {
        outcome: Outcome::Broken { breach, by: evidence(judging, &[asked]), final_at: Instant(over) },
        target: None,
        absent: None,
    }
}
