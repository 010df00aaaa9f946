//! What a clause uses of the rest of the standard, and so which clauses a change of it can reach.

use guiju_condition::{Condition, Place};
use guiju_phrase::Item;
use guiju_standard::model::{
    Aggregate, Atom, Body, Bound, Check, Clause, During, EntryTest, Frame, Head, HoldOn, InstantBase,
    InstantExpr, Limit, Part, Pattern, Record, Requirement, RowWhen, Rule, Say, Standard, Table,
};
use std::collections::BTreeSet;

/// Names that a clause uses.
#[derive(Debug, Clone, Default)]
pub(super) struct Uses<'s> {
    pub(super) params: BTreeSet<&'s str>,
    pub(super) instants: BTreeSet<&'s str>,
    pub(super) situations: BTreeSet<&'s str>,
    pub(super) phrases: BTreeSet<&'s str>,
    /// Those of the phrases that it forbids, exemptions and all.
    pub(super) taboos: BTreeSet<&'s str>,
    /// Tables, with the row asked about; none: each.
    pub(super) tables: BTreeSet<(&'s str, Option<&'s str>)>,
    pub(super) records: Vec<&'s Record>,
    /// Clauses whose verdict or bound it takes.
    pub(super) clauses: BTreeSet<&'s str>,
    pub(super) activities: BTreeSet<&'s str>,
    /// Activities that a yes in words stands for because this clause asks for consent.
    pub(super) consents: BTreeSet<&'s str>,
}

impl<'s> Uses<'s> {
    /// What a clause names itself.
    pub(super) fn own(clause: &'s Clause) -> Uses<'s> {
        let mut uses = Uses::default();
        uses.conditions(&clause.applies);
        uses.part(&clause.part);
        uses
    }

    /// With all that what it names uses in turn.
    pub(super) fn with_shared(mut self, standard: &'s Standard) -> Uses<'s> {
        let mut known = 0;
        loop {
            let size = self.size();
            if size == known {
                return self;
            }
            known = size;
            for name in self.situations.clone() {
                if let Some(situation) = standard.situations.get(name) {
                    self.pattern(&situation.from);
                    self.patterns(&situation.until);
                }
            }
            for name in self.phrases.clone() {
                if let Some(phrase) = standard.phrases.get(name) {
                    phrase.claims.iter().for_each(|(_, claim)| self.condition(claim));
                    for item in &phrase.def.items {
                        if let Item::Phrase(name) = item {
                            self.phrases.insert(name);
                        }
                    }
                }
            }
            for (name, row) in self.tables.clone() {
                if let Some(table) = standard.tables.get(name) {
                    self.table(table, row);
                }
            }
            for name in self.instants.clone() {
                if let Some((expr, _)) = standard.vocabulary.instants.get(name) {
                    self.instant(expr);
                }
            }
            // `done(name)` may name a situation or an instant.
            for name in self.activities.clone() {
                if standard.situations.contains_key(name) {
                    self.situations.insert(name);
                }
                if standard.vocabulary.instants.contains_key(name) {
                    self.instants.insert(name);
                }
            }
            let forms: Vec<&Record> = self.records.clone();
            for field in
                forms.iter().filter_map(|r| standard.forms.get(&r.form)).flat_map(|f| f.fields.values())
            {
                self.conditions(&field.required_if);
                self.conditions(&field.shown_if);
            }
        }
    }

    fn size(&self) -> usize {
        self.params.len()
            + self.instants.len()
            + self.situations.len()
            + self.phrases.len()
            + self.tables.len()
            + self.clauses.len()
            + self.activities.len()
    }

    fn condition(&mut self, condition: &'s Condition) {
        for place in condition.places() {
            match &place.place {
                Place::Param(name) => self.params.insert(name),
                Place::Instant(name) => self.instants.insert(name),
                _ => false,
            };
        }
        for activity in condition.activities() {
            match activity.name.strip_prefix("param.") {
                Some(param) => self.params.insert(param),
                None => self.activities.insert(&activity.name),
            };
        }
    }

    fn conditions(&mut self, condition: impl IntoIterator<Item = &'s Condition>) {
        condition.into_iter().for_each(|condition| self.condition(condition));
    }

    fn patterns(&mut self, patterns: impl IntoIterator<Item = &'s Pattern>) {
        patterns.into_iter().for_each(|pattern| self.pattern(pattern));
    }

    fn pattern(&mut self, pattern: &'s Pattern) {
        match pattern {
            Pattern::One(atom, _) => self.atom(atom),
            Pattern::Any(list)
            | Pattern::All(list)
            | Pattern::InOrder(list)
            | Pattern::AtLeast(_, list)
            | Pattern::FirstOf(list) => self.patterns(list),
        }
    }

    fn atom(&mut self, atom: &'s Atom) {
        self.conditions(atom.condition());
        match atom {
            Atom::Activity { name, .. } => self.activities.insert(name),
            Atom::Says { phrase, .. } => self.phrases.insert(phrase),
            Atom::Situation { name, .. } => self.situations.insert(name),
            Atom::Instant { name, .. } => self.instants.insert(name),
            Atom::Param { name, .. } => self.params.insert(name),
        };
    }

    fn bound(&mut self, bound: Option<&'s Bound>) {
        match bound {
            Some(Bound::Param(name, _)) => {
                self.params.insert(name);
            }
            Some(Bound::Computed(condition, _)) => self.condition(condition),
            Some(Bound::Fixed(..)) | None => {}
        }
    }

    fn instant(&mut self, expr: &'s InstantExpr) {
        self.bound(expr.offset.as_ref().map(|(_, by)| by));
        match &expr.base {
            InstantBase::Named(name) => {
                self.instants.insert(name);
            }
            InstantBase::Activity(name) => {
                self.activities.insert(name);
            }
            InstantBase::Value(condition) => self.condition(condition),
            InstantBase::DueOf { clause, .. } => {
                self.clauses.insert(clause);
            }
        }
    }

    fn limit(&mut self, limit: Option<&'s Limit>) {
        match limit {
            Some(Limit::At(instant)) => self.instant(instant),
            Some(Limit::Event(pattern)) => self.pattern(pattern),
            None => {}
        }
    }

    fn say(&mut self, say: &'s Say, forbidden: bool) {
        self.phrases.extend(say.phrases.iter().map(String::as_str));
        if forbidden && say.exempt.is_none() {
            self.taboos.extend(say.phrases.iter().map(String::as_str));
        }
    }

    fn table(&mut self, table: &'s Table, row: Option<&'s str>) {
        table.inputs.iter().for_each(|input| self.condition(&input.of.0));
        self.phrases.extend(table.never.iter().map(String::as_str));
        for of in &table.rows {
            if let RowWhen::Condition(condition) = &of.when {
                self.condition(condition);
            }
            if row.is_some_and(|row| row != of.id) {
                continue;
            }
            if let Some(say) = &of.say {
                self.say(say, false);
            }
            self.phrases.extend(of.never.iter().map(String::as_str));
            self.patterns(&of.require);
            self.patterns(&of.then);
            self.bound(of.within.as_ref());
        }
    }

    fn part(&mut self, part: &'s Part) {
        self.frame(&part.frame);
        match &part.check {
            Check::Rule(rule) => self.rule(rule),
            Check::Relation(_, list) => self.patterns(list),
            Check::Apart(pattern, bound, same) => {
                self.pattern(pattern);
                self.conditions(same);
                self.bound(Some(bound));
            }
            Check::Hold(hold) => {
                hold.same.iter().for_each(|key| self.condition(key));
                match &hold.on {
                    HoldOn::At(p) | HoldOn::Inspect(p, _) => self.pattern(p),
                    HoldOn::Stretch => {}
                }
                match &hold.requirement {
                    Requirement::Condition(condition) => self.condition(condition),
                    Requirement::Entries(entries) => {
                        for (_, test, _) in entries {
                            if let EntryTest::Figures(range, _) = test {
                                self.params.extend(range.params());
                            }
                        }
                    }
                }
            }
            Check::Count(count) => {
                match &count.of {
                    Aggregate::Number(p) | Aggregate::Sum(p) | Aggregate::Mean(p) | Aggregate::Trend(p) => {
                        self.pattern(p);
                    }
                    Aggregate::Ratio(a, b) => self.patterns([a, b]),
                    Aggregate::Level { from, until } => {
                        self.pattern(from);
                        self.patterns(until);
                    }
                }
                self.conditions(
                    count.value.iter().chain(&count.distinct).chain(&count.min).chain(&count.max),
                );
                self.patterns(count.skip.iter().chain(&count.pro_rata));
            }
            Check::Choose(choose) => {
                self.pattern(&choose.pattern);
                self.conditions(&choose.condition);
                self.tables.insert((&choose.rank, None));
            }
            Check::Agree(agree) => {
                self.activities.extend(agree.records.iter().map(String::as_str));
                self.conditions(agree.same.iter().chain(&agree.that));
                self.bound(agree.within.as_ref());
                self.limit(agree.before.as_ref());
            }
            Check::Rate(rate) => self.conditions(std::iter::once(&rate.min).chain(&rate.condition)),
            Check::Permit(pattern) => self.pattern(pattern),
            Check::Clause(id, _) => {
                self.clauses.insert(id);
            }
            Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().for_each(|part| self.part(part)),
            Check::Not(part) => self.part(part),
            Check::If(condition, then) => {
                self.part(condition);
                self.part(then);
            }
            Check::Cited(_) | Check::Trained(_) | Check::Exam { .. } => {}
        }
    }

    fn frame(&mut self, frame: &'s Frame) {
        match &frame.during {
            Some(During::Situation(name, _)) => {
                self.situations.insert(name);
            }
            Some(During::Between { from, until }) => {
                self.pattern(from);
                self.patterns(until);
            }
            None => {}
        }
        if let Some(each) = &frame.each {
            self.conditions(&each.condition);
        }
        if let Some(unless) = &frame.unless {
            for exception in &unless.any {
                self.pattern(&exception.pattern);
                self.patterns(&exception.before);
            }
            self.conditions(unless.moves_to.iter().chain(&unless.same).chain(&unless.with));
        }
        // `absence: unknown`, or a clause.
        self.clauses.extend(frame.absence.as_deref());
    }

    fn rule(&mut self, rule: &'s Rule) {
        match &rule.head {
            Head::When(p) | Head::Before(p) => self.pattern(p),
            Head::Around(p) => {
                self.pattern(p);
                if rule.within.is_none() {
                    self.params.insert("near");
                }
            }
            Head::Must | Head::First | Head::Last => {}
        }
        match &rule.body {
            Body::Owed(p) | Body::Forbidden(p) => self.pattern(p),
            Body::Say(say) => self.say(say, false),
            Body::NeverSay(say) => self.say(say, true),
            Body::Record(record) => {
                self.activities.insert(&record.form);
                self.conditions(&record.condition);
                self.records.push(record);
            }
            Body::Consent(consent) => {
                self.pattern(&consent.given);
                consent.given.atoms(&mut |atom, _| {
                    if let Atom::Activity { name, .. } = atom {
                        self.consents.insert(name);
                    }
                });
                if let Some(ask) = &consent.ask {
                    self.say(ask, false);
                }
            }
            Body::Decide { table, row, .. } => {
                self.tables.insert((table, row.as_deref()));
            }
        }
        self.bound(rule.within.as_ref());
        self.bound(rule.at_least.as_ref());
        self.limit(rule.before.as_ref());
        self.conditions(rule.same.iter().chain(&rule.with));
    }
}

/// For each clause the clauses that a change of it can reach, itself first: those that take its verdict or bound, or look for
/// a yes that it asks for.
pub(super) fn reached(standard: &Standard, uses: &[Uses<'_>]) -> Vec<Vec<usize>> {
    let depends = |on: usize, by: usize| {
        let (from, to) = (&uses[on], &uses[by]);
        to.clauses.contains(standard.clauses[on].id.as_str())
            || from.consents.iter().any(|name| to.activities.contains(name))
    };
    let count = standard.clauses.len();
    (0..count)
        .map(|clause| {
            let mut found = vec![clause];
            let mut next = 0;
            while let Some(on) = found.get(next).copied() {
                found.extend(
                    (0..count).filter(|by| !found.contains(by) && depends(on, *by)).collect::<Vec<_>>(),
                );
                next += 1;
            }
            found
        })
        .collect()
}
