//! What kind of service is to happen: the circumstances, before anybody acts.

use std::collections::BTreeSet;

use crate::prng::Prng;

/// Where the fault is; decides the time allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Area {
    Urban,
    Rural,
    Remote,
}

impl Area {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Urban => "urban",
            Self::Rural => "rural",
            Self::Remote => "remote",
        }
    }

    /// Minutes allowed from dispatch to arrival (一（一）5).
    pub(crate) fn limit_minutes(self) -> i64 {
        match self {
            Self::Urban => 45,
            Self::Rural => 90,
            Self::Remote => 120,
        }
    }

    /// The row that sets this limit.
    pub(crate) fn limit_row(self) -> &'static str {
        match self {
            Self::Urban => "S5.1.1.5a1",
            Self::Rural => "S5.1.1.5a2",
            Self::Remote => "S5.1.1.5a3",
        }
    }
}

/// How the crew gets there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Travel {
    OnTime,
    /// Customer and centre told before the bound, there by the promised time.
    Excused,
    /// Late, nobody told.
    Untold,
    CustomerOnly,
    CentreOnly,
    /// Both told, but after the bound.
    ToldTooLate,
    /// Both told in time, later than promised all the same.
    PromiseMissed,
}

/// What the crew finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The utility's fault, repaired.
    Repair,
    Danger,
    CannotHandle,
    CustomerOwned,
    UpstreamEquipment,
    UpstreamLine,
    LowVoltage,
    Arrears,
}

/// A further circumstance; present or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum With {
    Compound,
    Home,
    Absent,
    /// Nobody waits at the site: the crew phones first.
    Called,
    Major,
    Special,
    Urgent,
    Vulnerable,
    Dedicated,
    /// Own wiring repaired free of charge, or a danger removed by the crew itself.
    Fixed,
    Paid,
    Frequent,
    Recurring,
    Spares,
    Inspected,
    Surveyed,
    Borrow,
    Assist,
    Damage,
    Move,
    Outside,
    Question,
    Criticised,
    Unreasonable,
    Thanked,
    CauseWide,
    CauseUnknown,
    CauseSmall,
    WhySurveying,
    WhyIsolating,
    WhySupport,
    ScopeCounting,
    ScopeKnown,
    LateAsked,
    NoCoversWanted,
}

/// What an act needs to be possible at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Is(Outcome),
    Goes(Travel),
    Has(With),
    Not(With),
}

/// The circumstances of one repair.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) area: Area,
    pub(crate) travel: Travel,
    pub(crate) outcome: Outcome,
    with: BTreeSet<With>,
    fixed_travel: bool,
    fixed_outcome: bool,
    wanted: BTreeSet<With>,
    unwanted: BTreeSet<With>,
}

impl Case {
    /// A case as chance has it.
    pub(crate) fn draw(area: Area, prng: &mut Prng) -> Self {
        use With::*;
        let travel = if prng.chance(0.06) { Travel::Excused } else { Travel::OnTime };
        let outcome = prng.weighted(&[
            (Outcome::Repair, 0.62),
            (Outcome::Danger, 0.05),
            (Outcome::CannotHandle, 0.05),
            (Outcome::CustomerOwned, 0.12),
            (Outcome::UpstreamEquipment, 0.03),
            (Outcome::UpstreamLine, 0.03),
            (Outcome::LowVoltage, 0.05),
            (Outcome::Arrears, 0.05),
        ]);
        let odds = [
            (Compound, 0.6),
            (Home, 0.5),
            (Absent, 0.08),
            (Called, 0.6),
            (Major, 0.015),
            (Urgent, 0.03),
            (Vulnerable, 0.04),
            (Dedicated, 0.12),
            (Fixed, 0.4),
            (Paid, 0.35),
            (Frequent, 0.05),
            (Recurring, 0.04),
            (Inspected, 0.15),
            (Surveyed, 0.2),
            (Borrow, 0.12),
            (Assist, 0.1),
            (Damage, 0.03),
            (Move, 0.08),
            (Outside, 0.08),
            (Question, 0.05),
            (Criticised, 0.05),
            (Unreasonable, 0.02),
            (Thanked, 0.3),
            (CauseWide, 0.04),
            (CauseUnknown, 0.05),
            (CauseSmall, 0.03),
            (WhySurveying, 0.02),
            (WhyIsolating, 0.02),
            (WhySupport, 0.02),
            (ScopeCounting, 0.03),
            (ScopeKnown, 0.03),
            (LateAsked, 0.05),
            (NoCoversWanted, 0.05),
        ];
        let with = odds.iter().filter(|(_, p)| prng.chance(*p)).map(|(what, _)| *what).collect();
        Self {
            area,
            travel,
            outcome,
            with,
            fixed_travel: false,
            fixed_outcome: false,
            wanted: BTreeSet::new(),
            unwanted: BTreeSet::new(),
        }
    }

    pub(crate) fn has(&self, what: With) -> bool {
        self.with.contains(&what)
    }

    pub(crate) fn is(&self, outcome: Outcome) -> bool {
        self.outcome == outcome
    }

    /// Whether the bound on arrival is missed, excused or not.
    pub(crate) fn late(&self) -> bool {
        self.travel != Travel::OnTime
    }

    /// An order that outranks ordinary ones.
    pub(crate) fn outranks(&self) -> bool {
        [With::Major, With::Special, With::Urgent, With::Vulnerable].iter().any(|what| self.has(*what))
    }

    /// Takes rank away, for orders that come while another one waits at the depot; false if an act needs the rank.
    pub(crate) fn make_ordinary(&mut self) -> bool {
        let rank = [With::Major, With::Special, With::Urgent, With::Vulnerable];
        if rank.iter().any(|what| self.wanted.contains(what)) {
            return false;
        }
        self.with.retain(|what| !rank.contains(what));
        self.drop_unless_wanted(&[With::Spares]); // drawn directly in an emergency only
        true
    }

    /// Makes an act possible; false (and nothing changed) if an earlier act needs the contrary.
    pub(crate) fn allow(&mut self, needs: &[Need]) -> bool {
        let mut next = self.clone();
        for need in needs {
            let fits = match *need {
                Need::Is(outcome) => {
                    let fits = !next.fixed_outcome || next.outcome == outcome;
                    next.outcome = outcome;
                    next.fixed_outcome = true;
                    fits
                }
                Need::Goes(travel) => {
                    let fits = !next.fixed_travel || next.travel == travel;
                    next.travel = travel;
                    next.fixed_travel = true;
                    fits
                }
                Need::Has(what) => {
                    next.wanted.insert(what);
                    next.with.insert(what);
                    !next.unwanted.contains(&what)
                }
                Need::Not(what) => {
                    next.unwanted.insert(what);
                    next.with.remove(&what);
                    !next.wanted.contains(&what)
                }
            };
            if !fits {
                return false;
            }
        }
        next.settle();
        let kept = next.wanted.iter().all(|what| next.has(*what))
            && needs.iter().all(|need| match *need {
                Need::Is(outcome) => next.outcome == outcome,
                Need::Goes(travel) => next.travel == travel,
                Need::Has(what) => next.has(what),
                Need::Not(what) => !next.has(what),
            });
        if kept {
            *self = next;
        }
        kept
    }

    /// Takes out what cannot go together; what comes first in each list wins, unless an act wants another.
    pub(crate) fn settle(&mut self) {
        use With::*;
        let exclusive: [&[With]; 5] = [
            &[CauseUnknown, CauseWide, CauseSmall],
            &[CauseUnknown, WhySurveying, WhyIsolating, WhySupport],
            &[ScopeCounting, ScopeKnown],
            &[Vulnerable, Dedicated],
            &[Outside, Question],
        ];
        for group in exclusive {
            let keep = group
                .iter()
                .find(|what| self.wanted.contains(what))
                .or_else(|| group.iter().find(|what| self.with.contains(what)))
                .copied();
            for what in group.iter().filter(|what| Some(**what) != keep) {
                self.with.remove(what);
            }
        }
        let in_person = [
            Home,
            Borrow,
            Assist,
            Damage,
            Move,
            Outside,
            Question,
            Criticised,
            Unreasonable,
            Thanked,
            CauseWide,
            CauseUnknown,
            CauseSmall,
            WhySurveying,
            WhyIsolating,
            WhySupport,
            ScopeCounting,
            ScopeKnown,
            Frequent,
            Vulnerable,
            Dedicated,
            Special,
            Major,
        ];
        if self.fixed_outcome && !self.is(Outcome::Repair)
            || self.fixed_travel && self.late()
            || in_person.iter().any(|what| self.wanted.contains(what))
        {
            self.drop_unless_wanted(&[Absent]);
        }
        if self.fixed_outcome && !self.is(Outcome::Repair) {
            self.drop_unless_wanted(&[Major]);
        }
        if self.has(Special) || self.has(Major) {
            self.drop_unless_wanted(&[Absent, LateAsked]);
            if self.has(Special) {
                self.drop_unless_wanted(&[WhySurveying, WhyIsolating, WhySupport, Major, Compound]);
            }
            if !self.fixed_travel {
                self.travel = Travel::OnTime;
            }
            if !self.fixed_outcome {
                self.outcome = Outcome::Repair;
            }
        }
        if self.wanted.contains(&Absent) {
            // Nobody is met who could ask or answer: such an act is refused.
            self.with.retain(|what| !in_person.contains(what));
        }
        if self.fixed_travel && self.late() {
            // Late for police, fire brigade or a major event breaks more, which only one of these acts names.
            self.with.remove(&Special);
            if self.travel != Travel::Untold {
                self.with.remove(&Major);
            }
        }
        if self.has(Absent) {
            if !self.fixed_outcome {
                self.outcome = Outcome::Repair;
            }
            self.drop_unless_wanted(&in_person);
            self.with.insert(Called);
            if !self.fixed_travel {
                self.travel = Travel::OnTime;
            }
        }
        if self.late() {
            // "We came at once" would be untrue.
            self.drop_unless_wanted(&[CauseUnknown, LateAsked]);
        }
        if !self.is(Outcome::Repair) {
            self.drop_unless_wanted(&[
                CauseWide,
                CauseUnknown,
                CauseSmall,
                WhySurveying,
                WhyIsolating,
                WhySupport,
                ScopeCounting,
                ScopeKnown,
                Frequent,
                Recurring,
                Borrow,
                Assist,
                Damage,
            ]);
        }
        if self.is(Outcome::Danger) {
            // A site in danger is secured and handed over: nothing is moved or talked over meanwhile.
            let beside_work = [Move, Outside, Question, Criticised, Unreasonable];
            if !self.fixed_outcome && beside_work.iter().any(|what| self.wanted.contains(what)) {
                self.outcome = Outcome::Repair;
            } else {
                self.with.retain(|what| !beside_work.contains(what));
            }
        }
        if !self.is(Outcome::CustomerOwned) {
            self.drop_unless_wanted(&[Dedicated, Paid]);
        }
        if self.has(Dedicated) || self.is(Outcome::Danger) {
            self.drop_unless_wanted(&[Home]);
        }
        if !self.has(Home) {
            self.drop_unless_wanted(&[NoCoversWanted]);
        }
        if !self.has(Urgent) {
            self.drop_unless_wanted(&[Spares]); // drawn directly in an emergency only
        } else if !self.unwanted.contains(&Spares) {
            self.with.insert(Spares);
        }
        self.with.retain(|what| !self.unwanted.contains(what));
    }

    fn drop_unless_wanted(&mut self, list: &[With]) {
        let wanted = &self.wanted;
        self.with.retain(|what| !list.contains(what) || wanted.contains(what));
    }
}
