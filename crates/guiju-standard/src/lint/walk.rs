//! Walking over a standard: parts, patterns, conditions, words, with the place of each.

use crate::model::{
    Aggregate, Atom, Body, Bound, Check, Clause, During, EntryTest, Form, Head, HoldOn, InstantBase,
    InstantExpr, Limit, Part, Pattern, Requirement, RowWhen, Say, Standard, Table, Unless,
};
use crate::source::{Sources, Span};
use guiju_condition::Condition;

/// What a condition is for: one that never holds is a mistake only where it is asked whether it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// True or false is asked.
    Test,
    /// A value is asked.
    Value,
}

/// Something met on the way.
pub(super) enum Met<'a> {
    /// A pattern of events.
    Pattern(&'a Pattern),
    /// A condition, with the place around it.
    Condition(&'a Condition, Span, Use),
    /// A bound.
    Bound(&'a Bound),
    /// A point in time.
    Instant(&'a InstantExpr),
    /// Words owed or forbidden.
    Say(&'a Say),
    /// A situation by name.
    Situation(&'a str),
    /// A decision table by name.
    Table(&'a str),
    /// A figure by name, as a bound of an entry.
    Figure(&'a str),
}

type Visit<'v, 'a> = &'v mut dyn FnMut(Met<'a>);

/// The parts of a clause, compositions and what they are composed of.
pub(super) fn parts<'a>(part: &'a Part, visit: &mut dyn FnMut(&'a Part)) {
    visit(part);
    match &part.check {
        Check::AllOf(list) | Check::AnyOf(list) => list.iter().for_each(|part| parts(part, visit)),
        Check::Not(inner) => parts(inner, visit),
        Check::If(condition, then) => {
            parts(condition, visit);
            parts(then, visit);
        }
        _ => {}
    }
}

/// All that a clause holds, its compositions included.
pub(super) fn clause<'a>(clause: &'a Clause, visit: Visit<'_, 'a>) {
    if let Some(applies) = &clause.applies {
        visit(Met::Condition(applies, clause.part.span, Use::Test));
    }
    parts(&clause.part, &mut |inner| part(inner, visit));
}

/// All that a standard holds, clauses included.
pub(super) fn standard<'a>(standard: &'a Standard, visit: Visit<'_, 'a>) {
    standard.clauses.iter().for_each(|c| clause(c, visit));
    for situation in standard.situations.values() {
        pattern(&situation.from, visit);
        situation.until.iter().for_each(|until| pattern(until, visit));
    }
    standard.tables.values().for_each(|t| table(t, visit));
    standard.forms.values().for_each(|f| form(f, visit));
    for encounter in standard.vocabulary.encounters.values() {
        for pause in &encounter.pauses {
            pattern(&pause.from, visit);
            pattern(&pause.until, visit);
        }
    }
    for (instant, _) in standard.vocabulary.instants.values() {
        point(instant, visit);
    }
    for activity in standard.vocabulary.activities.values() {
        for value in activity.sets.values() {
            visit(Met::Condition(value, activity.span, Use::Value));
        }
    }
    let vocabulary = &standard.vocabulary;
    let attrs = vocabulary.activities.values().flat_map(|a| a.attrs.values());
    let attrs = attrs.chain(vocabulary.encounters.values().flat_map(|e| e.attrs.values()));
    for attr in attrs.chain(vocabulary.objects.values().flat_map(|o| o.values())) {
        match &attr.default {
            Some(crate::model::DefaultValue::Value(value)) => {
                visit(Met::Condition(value, attr.span, Use::Value))
            }
            Some(crate::model::DefaultValue::Instant(instant)) => point(instant, visit),
            None => {}
        }
    }
    for phrase in standard.phrases.values() {
        for (_, claim) in &phrase.claims {
            visit(Met::Condition(claim, phrase.span, Use::Test));
        }
    }
}

/// All that a part itself holds, without the parts that it is composed of.
pub(super) fn part<'a>(part: &'a Part, visit: Visit<'_, 'a>) {
    frame(part, visit);
    let span = part.span;
    let conditions = |list: &'a [Condition], visit: Visit<'_, 'a>| {
        list.iter().for_each(|c| visit(Met::Condition(c, span, Use::Value)));
    };
    match &part.check {
        Check::Rule(rule) => {
            if let Head::When(p) | Head::Before(p) | Head::Around(p) = &rule.head {
                pattern(p, visit);
            }
            body(&rule.body, span, visit);
            rule.within.iter().chain(&rule.at_least).for_each(|b| bound(b, visit));
            rule.before.iter().for_each(|l| limit(l, visit));
            conditions(&rule.same, visit);
            rule.with.iter().for_each(|c| visit(Met::Condition(c, span, Use::Test)));
        }
        Check::Relation(_, list) => list.iter().for_each(|p| pattern(p, visit)),
        Check::Apart(p, b, _) => {
            pattern(p, visit);
            bound(b, visit);
        }
        Check::Hold(hold) => {
            hold.same.iter().for_each(|c| visit(Met::Condition(c, hold.span, Use::Value)));
            if let HoldOn::At(p) | HoldOn::Inspect(p, _) = &hold.on {
                pattern(p, visit);
            }
            match &hold.requirement {
                Requirement::Condition(c) => visit(Met::Condition(c, hold.span, Use::Test)),
                Requirement::Entries(entries) => {
                    for (_, test, _) in entries {
                        if let EntryTest::Figures(range, _) = test {
                            range.params().into_iter().for_each(|name| visit(Met::Figure(name)));
                        }
                    }
                }
            }
        }
        Check::Count(count) => {
            match &count.of {
                Aggregate::Number(p) | Aggregate::Sum(p) | Aggregate::Mean(p) | Aggregate::Trend(p) => {
                    pattern(p, visit)
                }
                Aggregate::Ratio(p, of) => {
                    pattern(p, visit);
                    pattern(of, visit);
                }
                Aggregate::Level { from, until } => {
                    pattern(from, visit);
                    until.iter().for_each(|p| pattern(p, visit));
                }
            }
            conditions(&count.distinct, visit);
            for c in count.value.iter().chain(&count.min).chain(&count.max) {
                visit(Met::Condition(c, span, Use::Value));
            }
            count.skip.iter().chain(&count.pro_rata).for_each(|p| pattern(p, visit));
        }
        Check::Choose(choose) => {
            pattern(&choose.pattern, visit);
            choose.condition.iter().for_each(|c| visit(Met::Condition(c, span, Use::Test)));
            visit(Met::Table(&choose.rank));
        }
        Check::Agree(agree) => {
            conditions(&agree.same, visit);
            conditions(&agree.that, visit);
            agree.within.iter().for_each(|b| bound(b, visit));
            agree.before.iter().for_each(|l| limit(l, visit));
        }
        Check::Rate(rate) => {
            visit(Met::Condition(&rate.min, span, Use::Value));
            rate.condition.iter().for_each(|c| visit(Met::Condition(c, span, Use::Test)));
        }
        Check::Permit(p) => pattern(p, visit),
        Check::Cited(_) | Check::Trained(_) | Check::Exam { .. } | Check::Clause(..) => {}
        Check::AllOf(_) | Check::AnyOf(_) | Check::Not(_) | Check::If(..) => {}
    }
}

fn frame<'a>(part: &'a Part, visit: Visit<'_, 'a>) {
    match &part.frame.during {
        Some(During::Situation(name, _)) => visit(Met::Situation(name)),
        Some(During::Between { from, until }) => {
            pattern(from, visit);
            until.iter().for_each(|p| pattern(p, visit));
        }
        None => {}
    }
    if let Some(condition) = part.frame.each.as_ref().and_then(|each| each.condition.as_ref()) {
        visit(Met::Condition(condition, part.span, Use::Test));
    }
    if let Some(Unless { any, moves_to, same, with, .. }) = &part.frame.unless {
        for exception in any {
            pattern(&exception.pattern, visit);
            exception.before.iter().for_each(|p| pattern(p, visit));
        }
        moves_to.iter().chain(same).for_each(|c| visit(Met::Condition(c, part.span, Use::Value)));
        with.iter().for_each(|c| visit(Met::Condition(c, part.span, Use::Test)));
    }
}

fn body<'a>(body: &'a Body, span: Span, visit: Visit<'_, 'a>) {
    match body {
        Body::Owed(p) | Body::Forbidden(p) => pattern(p, visit),
        Body::Say(say) | Body::NeverSay(say) => visit(Met::Say(say)),
        Body::Record(record) => {
            record.condition.iter().for_each(|c| visit(Met::Condition(c, span, Use::Test)))
        }
        Body::Consent(consent) => {
            pattern(&consent.given, visit);
            consent.ask.iter().for_each(|say| visit(Met::Say(say)));
        }
        Body::Decide { table, .. } => visit(Met::Table(table)),
    }
}

fn pattern<'a>(p: &'a Pattern, visit: Visit<'_, 'a>) {
    visit(Met::Pattern(p));
    p.atoms(&mut |atom, span| {
        if let Some(condition) = atom.condition() {
            visit(Met::Condition(condition, span, Use::Test));
        }
        if let Atom::Situation { name, .. } = atom {
            visit(Met::Situation(name));
        }
    });
}

fn bound<'a>(b: &'a Bound, visit: Visit<'_, 'a>) {
    visit(Met::Bound(b));
    if let Bound::Computed(condition, span) = b {
        visit(Met::Condition(condition, *span, Use::Value));
    }
}

fn limit<'a>(l: &'a Limit, visit: Visit<'_, 'a>) {
    match l {
        Limit::At(instant) => point(instant, visit),
        Limit::Event(p) => pattern(p, visit),
    }
}

fn point<'a>(instant: &'a InstantExpr, visit: Visit<'_, 'a>) {
    visit(Met::Instant(instant));
    if let InstantBase::Value(condition) = &instant.base {
        visit(Met::Condition(condition, instant.span, Use::Value));
    }
    instant.offset.iter().for_each(|(_, by)| bound(by, visit));
}

fn table<'a>(table: &'a Table, visit: Visit<'_, 'a>) {
    for input in &table.inputs {
        visit(Met::Condition(&input.of.0, input.span, Use::Value));
    }
    for row in &table.rows {
        if let RowWhen::Condition(condition) = &row.when {
            visit(Met::Condition(condition, row.span, Use::Test));
        }
        row.say.iter().for_each(|say| visit(Met::Say(say)));
        row.require.iter().chain(&row.then).for_each(|p| pattern(p, visit));
        row.within.iter().for_each(|b| bound(b, visit));
    }
}

fn form<'a>(form: &'a Form, visit: Visit<'_, 'a>) {
    for field in form.fields.values() {
        for condition in field.required_if.iter().chain(&field.shown_if) {
            visit(Met::Condition(condition, field.attr.span, Use::Test));
        }
    }
}

/// Where a text stands inside (or, for what follows a pattern's head, right behind) a place; the place itself where
/// it is written in another way.
pub(super) fn locate(sources: &Sources, around: Span, text: &str) -> Span {
    if text.is_empty() {
        return around;
    }
    if let Some(at) = sources.slice(around).find(text) {
        return around.inner(at, at + text.len());
    }
    let behind = sources.file(around.file).text.get(around.end as usize..).unwrap_or("");
    let line = behind.split('\n').next().unwrap_or("");
    match line.find(text) {
        Some(at) => {
            let length = (around.end - around.start) as usize;
            around.inner(length + at, length + at + text.len())
        }
        None => around,
    }
}
