//! What a judgement says: verdicts, activations, breaches. Each state carries what only it can have.

use guiju_time::Instant;
use std::sync::Arc;

/// What a check says of a subject, or of one activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Done as it should be.
    Kept,
    /// Not done as it should be.
    Broken,
    /// Still owed.
    Pending,
    /// Nobody could tell.
    Unknown,
    /// Nothing activated it.
    NotApplicable,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Verdict; 5] =
        [Verdict::Kept, Verdict::Broken, Verdict::Pending, Verdict::Unknown, Verdict::NotApplicable];

    /// As data spells it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Kept => "kept",
            Verdict::Broken => "broken",
            Verdict::Pending => "pending",
            Verdict::Unknown => "unknown",
            Verdict::NotApplicable => "not_applicable",
        }
    }

    /// From its name.
    pub fn from_name(name: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.name() == name)
    }

    /// Rolled up over activations (design §3): any broken, else pending, else unknown, else kept.
    pub fn roll_up(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
        let mut rolled = Verdict::NotApplicable;
        for verdict in verdicts {
            if rank(verdict) > rank(rolled) {
                rolled = verdict;
            }
        }
        rolled
    }
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotApplicable => 0,
        Verdict::Kept => 1,
        Verdict::Unknown => 2,
        Verdict::Pending => 3,
        Verdict::Broken => 4,
    }
}

/// A moment in a subject's history, by its event: what an explanation and a drawing need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The event's id; derived ones are `name@time`, a situation bears its turn's.
    pub id: Arc<str>,
    /// What happened: an activity, a situation, an instant.
    pub what: Arc<str>,
    /// When.
    pub at: Instant,
    /// Who reported it.
    pub source: Option<Arc<str>>,
}

/// Words in an utterance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The utterance's event id.
    pub event: String,
    /// First character, from 0.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// The words as spoken.
    pub text: String,
    /// The phrase or element that they are.
    pub phrase: String,
    /// Why a taboo does not count here.
    pub exemption: Option<&'static str>,
}

/// What shows an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The events, in order.
    pub events: Vec<Moment>,
    /// The words.
    pub words: Vec<Words>,
    /// Remarks that don't decide: an unverifiable claim, a late entry, a contradicted tap.
    pub notes: Vec<Note>,
}

/// A remark on the evidence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// Entered long after it happened.
    Backdated {
        /// The event.
        event: String,
    },
    /// A claim that nothing could check.
    Unverified {
        /// The phrase.
        phrase: String,
    },
    /// Corrected by a later event.
    Corrected {
        /// The correction.
        by: String,
    },
    /// Another source reported the same with another time.
    AlsoReported {
        /// Its event.
        event: String,
        /// Its time.
        at: Instant,
    },
}

/// Why an activation is broken. Explanations are made from this alone.
#[derive(Debug, Clone, PartialEq)]
pub enum Breach {
    /// Owed by a time; late or never.
    NotInTime {
        /// What was owed.
        owed: Vec<String>,
        /// By when; none: until the closing.
        due: Option<Instant>,
        /// When it came after all.
        late: Option<Moment>,
    },
    /// Too early.
    TooSoon {
        /// What came.
        came: Moment,
        /// Not before this.
        earliest: Instant,
    },
    /// Owed before (or until) another event.
    NotBefore {
        /// What was owed.
        owed: Vec<String>,
        /// The event before which it was owed; none: the closing.
        limit: Option<Moment>,
        /// At the earliest and the latest, where bounds say so.
        from: Option<Instant>,
        /// At the latest.
        until: Option<Instant>,
    },
    /// Owed near an event.
    NotNear {
        /// What was owed.
        owed: Vec<String>,
        /// First instant that counts.
        from: Instant,
        /// Last instant that counts.
        until: Instant,
    },
    /// Something forbidden was done.
    Done {
        /// What was done.
        what: Moment,
    },
    /// A condition did not hold.
    NotHeld {
        /// Name, what was asked, what was found.
        entries: Vec<Entry>,
    },
    /// Words that were owed were not said.
    NotSaid {
        /// The elements missing.
        missing: Vec<String>,
        /// The elements said.
        said: Vec<String>,
        /// By when.
        due: Option<Instant>,
        /// Before which event.
        before: Option<Moment>,
    },
    /// Forbidden words were said.
    Taboo {
        /// The phrase.
        phrase: String,
        /// The words.
        text: String,
        /// When.
        at: Instant,
    },
    /// What was said is contradicted by what happened.
    Untrue {
        /// The phrase.
        phrase: String,
        /// When it was said.
        at: Instant,
    },
    /// A form is missing, not filled or not signed.
    NotRecorded {
        /// The form.
        form: String,
        /// Fields left empty or out of range.
        fields: Vec<String>,
        /// Signatures missing or by someone else.
        unsigned: Vec<String>,
        /// Whether the form is there at all.
        present: bool,
        /// By when.
        due: Option<Instant>,
    },
    /// No yes of the other side before the act.
    NoConsent {
        /// Our side asked.
        asked: bool,
        /// Elements of the question that were not said.
        unsaid: Vec<String>,
        /// The other side refused (or set a condition).
        refused: Option<Moment>,
    },
    /// A count, sum or share outside its limits.
    OutOfLimits {
        /// What was counted.
        of: String,
        /// The value.
        value: f64,
        /// At least.
        min: Option<f64>,
        /// At most.
        max: Option<f64>,
        /// The window, where there are several.
        window: Option<String>,
    },
    /// Two events too near to each other.
    TooClose {
        /// The first.
        first: Moment,
        /// The asked distance in microseconds.
        apart_us: i64,
        /// The distance in microseconds.
        was_us: i64,
    },
    /// Records that don't agree.
    Disagree {
        /// The key.
        key: String,
        /// What differs: name, left, right.
        differs: Vec<Entry>,
        /// The record that is missing.
        missing: Option<String>,
    },
    /// Another one was first in rank.
    WrongChoice {
        /// The encounter chosen.
        chosen: String,
        /// The encounter that was due.
        better: String,
        /// Ranks: of the chosen, of the better (row ids).
        ranks: (String, String),
    },
    /// Not as the decision table has it.
    WrongAnswer {
        /// The row in question.
        row: String,
        /// What was wrong.
        why: Box<Breach>,
    },
    /// Nothing was answered.
    NoAnswer {
        /// The row in question.
        row: String,
    },
    /// A rating below the least.
    RatedLow {
        /// The dimension.
        dimension: String,
        /// The level given.
        level: f64,
        /// The least.
        min: f64,
    },
    /// Of two things, not both (together), none (either), or both (not_with).
    Relation {
        /// What was there.
        there: Vec<String>,
        /// What was not.
        missing: Vec<String>,
        /// Whether being there is the fault.
        forbidden: bool,
    },
    /// A training or an exam is missing, failed or out of force.
    NotQualified {
        /// The course or topic.
        what: String,
        /// The best score.
        score: Option<f64>,
        /// When it lapsed.
        lapsed: Option<Instant>,
    },
    /// Parts of a composition.
    Parts(Vec<Breach>),
    /// The other clause is broken.
    Clause(String),
    /// The parts of `not` were kept.
    Reversed,
}

impl Breach {
    /// What was owed and is not there, by name: activities, elements, fields, signatures, records.
    pub fn missing(&self) -> Vec<String> {
        match self {
            Breach::NotInTime { owed, .. }
            | Breach::NotBefore { owed, .. }
            | Breach::NotNear { owed, .. } => owed.clone(),
            Breach::NotSaid { missing, .. } => missing.clone(),
            Breach::Relation { missing, forbidden: false, .. } => missing.clone(),
            Breach::NotRecorded { form, fields, unsigned, present, .. } => match present {
                true => fields.iter().chain(unsigned).cloned().collect(),
                false => vec![form.clone()],
            },
            Breach::Disagree { missing, .. } => missing.iter().cloned().collect(),
            Breach::WrongAnswer { why, .. } => why.missing(),
            Breach::NoConsent { unsaid, .. } => unsaid.clone(),
            Breach::Parts(parts) => parts.iter().flat_map(Breach::missing).collect(),
            _ => Vec::new(),
        }
    }
}

/// What a condition asked and found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name, or the condition.
    pub name: String,
    /// What was asked.
    pub asked: String,
    /// What was found.
    pub found: String,
}

/// Why something is unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    /// Evidence kinds, attributes or figures that were not there, sorted.
    pub names: Vec<String>,
    /// What kind of gap it is.
    pub why: Gap,
}

/// The kinds of gap.
#[derive(Debug, Clone, PartialEq)]
pub enum Gap {
    /// No evidence of a kind that could show it.
    Evidence {
        /// What nobody could have seen.
        of: Vec<String>,
    },
    /// Evidence covers only a share of the time.
    Coverage {
        /// The share, 0..=1.
        share: f64,
    },
    /// An attribute is absent.
    Attribute,
    /// A figure has no value here.
    Param,
    /// The calendar has no data.
    Calendar,
    /// No check in the period, or the item was not observed.
    Inspection,
    /// A person is to look first.
    NeedsReview,
    /// Who spoke is not known.
    Speaker,
    /// The window began before the log.
    Window,
    /// A silence that may not count as kept.
    Absence,
}

/// What became of one activation.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Kept; final since.
    Kept {
        /// What shows it.
        by: Evidence,
        /// When it became final.
        final_at: Instant,
        /// The exception that excused it.
        exception: Option<Moment>,
    },
    /// Broken; final since.
    Broken {
        /// Why.
        breach: Breach,
        /// What shows it.
        by: Evidence,
        /// When it became final.
        final_at: Instant,
    },
    /// Still owed.
    Pending {
        /// What is owed.
        owed: Vec<String>,
    },
    /// Nobody could tell.
    Unknown(Missing),
    /// Drops out of a composition.
    NotApplicable,
}

impl Outcome {
    /// Its verdict.
    pub fn verdict(&self) -> Verdict {
        match self {
            Outcome::Kept { .. } => Verdict::Kept,
            Outcome::Broken { .. } => Verdict::Broken,
            Outcome::Pending { .. } => Verdict::Pending,
            Outcome::Unknown(_) => Verdict::Unknown,
            Outcome::NotApplicable => Verdict::NotApplicable,
        }
    }
}

/// One activation and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Activation {
    /// The event that activated; none for duties of the subject itself.
    pub trigger: Option<Moment>,
    /// The member of `each`, or the window, that it is about.
    pub about: Option<String>,
    /// The event that discharged (or offended).
    pub target: Option<Moment>,
    /// The bound that holds, after `moves_to`.
    pub due: Option<Instant>,
    /// The bound as first set.
    pub first_due: Option<Instant>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What a clause says of a subject.
#[derive(Debug, Clone, PartialEq)]
pub struct ClauseJudgement {
    /// Index of the clause in the standard.
    pub clause: usize,
    /// Rolled up.
    pub verdict: Verdict,
    /// Activations, in order of their triggers.
    pub activations: Vec<Activation>,
    /// Why it does not apply or cannot be told, where no activation says it.
    pub missing: Option<Missing>,
    /// `applies` did not hold.
    pub does_not_apply: bool,
    /// The rows of the text that it answers for here (one per value where a figure has several).
    pub covers: Arc<[String]>,
}

/// What a standard says of a subject, as things stood at `now`.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// Type of the subject.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// When it opened.
    pub opened_at: Option<Instant>,
    /// When it closed.
    pub closed_at: Option<Instant>,
    /// One for each clause whose `per` is the subject's type, in the standard's order.
    pub clauses: Vec<Arc<ClauseJudgement>>,
}

impl Judgement {
    /// Evidence coverage: how many of the applicable clauses could be judged, and how many apply.
    pub fn coverage(&self) -> (usize, usize) {
        let applicable = self.clauses.iter().filter(|c| c.verdict != Verdict::NotApplicable);
        let (mut judged, mut all) = (0, 0);
        for clause in applicable {
            all += 1;
            judged += usize::from(clause.verdict != Verdict::Unknown);
        }
        (judged, all)
    }
}
