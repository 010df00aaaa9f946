//! Checks: the formal content of clauses. One head, one body, bounds; or one of the other forms; or a composition.

use super::clause::EvidenceNeed;
use super::figure_range::FigureRange;
use super::pattern::{InstantExpr, Pattern};
use super::phrase::{Quorum, Turns};
use crate::source::Span;
use guiju_condition::Condition;
use guiju_phrase::{As, Exempt};
use guiju_time::{Range, Span as Duration, Unit, Window};

/// A check with the frame that it is judged in.
#[derive(Debug, Clone)]
pub struct Part {
    /// Stretch, members, exceptions, evidence.
    pub frame: Frame,
    /// What is checked.
    pub check: Check,
    /// Where it is written.
    pub span: Span,
}

/// What surrounds a check and is settled by the judge for all forms alike.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// Judged inside each such stretch.
    pub during: Option<During>,
    /// Judged for each such member.
    pub each: Option<Each>,
    /// What excuses.
    pub unless: Option<Unless>,
    /// Evidence that counts; empty: what the vocabulary says.
    pub evidence: EvidenceNeed,
    /// What is unknown though nothing was seen: `absence: unknown`, or kept only if that clause is.
    pub absence: Option<String>,
    /// Calendar or `elapsed`, in place of the encounter's own clock.
    pub clock: Option<String>,
}

/// `during`: a situation, or from one event until another.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant)] // a frame holds one; the judge never moves them about
pub enum During {
    /// While the situation holds.
    Situation(String, Span),
    /// From A until B; without B to the closing.
    Between {
        /// Begins it.
        from: Pattern,
        /// Ends it.
        until: Option<Pattern>,
    },
}

/// `each`: objects of a type or role, a form's rows, or a list in the event.
#[derive(Debug, Clone)]
pub struct Each {
    /// Object type, role, `form.table`, or list attribute of the event.
    pub over: String,
    /// Condition on the member.
    pub condition: Option<Condition>,
    /// Qualifier that ties events to the member.
    pub via: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// `unless`.
#[derive(Debug, Clone)]
pub struct Unless {
    /// Any of these excuses.
    pub any: Vec<Exception>,
    /// The new bound, read at the exception's event.
    pub moves_to: Option<Condition>,
    /// How often the bound may move.
    pub moves: u32,
    /// Values that must agree with the activation.
    pub same: Vec<Condition>,
    /// Condition over activation `a` and exception `event`.
    pub with: Option<Condition>,
}

/// One way to be excused.
#[derive(Debug, Clone)]
pub struct Exception {
    /// The event (or `all` of several).
    pub pattern: Pattern,
    /// It may still come before the next such event.
    pub before: Option<Pattern>,
}

/// The forms of check.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant)] // a clause holds one; the judge never moves them about
pub enum Check {
    /// Head and body: response, precedence, existence, absence, speech, record, consent, decision.
    Rule(Rule),
    /// `together`, `either`, `not_with`.
    Relation(RelationKind, Vec<Pattern>),
    /// `apart: A, at_least: D`, among those that are equal in the keys of `same`.
    Apart(Pattern, Bound, Vec<Condition>),
    /// `at A hold`, `inspect: A, hold`, `during: S, hold`.
    Hold(Hold),
    /// Counts, sums, averages, trends, ratios, levels.
    Count(Count),
    /// `choose: A, among: …, rank: table`.
    Choose(Choose),
    /// `agree: [L, R]`.
    Agree(Agree),
    /// `rate: dimension, min: n`.
    Rate(Rate),
    /// `cited: indicator`.
    Cited(String),
    /// `trained: course`.
    Trained(String),
    /// `exam: topic, pass, valid`.
    Exam {
        /// Topic.
        topic: String,
        /// Least score.
        pass: Option<f64>,
        /// How long it stays in force.
        valid: Option<Duration>,
    },
    /// `permit: A`: may be done, never broken.
    Permit(Pattern),
    /// The verdict of another clause.
    Clause(String, Span),
    /// Every part.
    AllOf(Vec<Part>),
    /// Any part.
    AnyOf(Vec<Part>),
    /// Kept and broken swapped.
    Not(Box<Part>),
    /// Judged only where the first is kept.
    If(Box<Part>, Box<Part>),
}

/// A head and a body with bounds.
#[derive(Debug, Clone)]
pub struct Rule {
    /// What activates.
    pub head: Head,
    /// What is owed or forbidden.
    pub body: Body,
    /// Not later than this after (before, around) the activation.
    pub within: Option<Bound>,
    /// Not sooner than this.
    pub at_least: Option<Bound>,
    /// `… before C` of a response or an existence.
    pub before: Option<Limit>,
    /// Values that activation and target share.
    pub same: Vec<Condition>,
    /// Condition over activation `a` and target `t`.
    pub with: Option<Condition>,
    /// Each target serves one activation.
    pub one_to_one: bool,
    /// `alternate` or `chain`.
    pub variant: Option<Variant>,
    /// Succession: a target without an activation is broken too.
    pub both: bool,
    /// Activities that `chain`, `first`, `last` run over; empty: all of the subject but utterances.
    pub among: Vec<String>,
    /// Where the head's value is written.
    pub span: Span,
}

/// What activates a rule.
#[derive(Debug, Clone)]
pub enum Head {
    /// Each such event; the target comes after it.
    When(Pattern),
    /// Each such event; the target came before it.
    Before(Pattern),
    /// Each such event; the target lies near it.
    Around(Pattern),
    /// The subject itself (or the stretch of `during`).
    Must,
    /// The first event of the subject.
    First,
    /// The last event of the subject.
    Last,
}

/// What is owed or forbidden.
#[derive(Debug, Clone)]
pub enum Body {
    /// These events are owed.
    Owed(Pattern),
    /// These events are forbidden.
    Forbidden(Pattern),
    /// Words are owed.
    Say(Say),
    /// Words are forbidden.
    NeverSay(Say),
    /// A filled form is owed.
    Record(Record),
    /// The other side's yes is owed.
    Consent(Consent),
    /// The right answer by a decision table.
    Decide {
        /// The table.
        table: String,
        /// Judged only where this row is in question.
        row: Option<String>,
        /// Where the table is named.
        span: Span,
    },
}

/// A variant of response or precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// No further activation before the target.
    Alternate,
    /// The very next (or previous) event.
    Chain,
}

/// A bound on time: fixed, a figure, or computed.
#[derive(Debug, Clone)]
pub enum Bound {
    /// As written.
    Fixed(Duration, Span),
    /// A figure of the pack.
    Param(String, Span),
    /// A condition that gives a duration.
    Computed(Condition, Span),
}

/// `before C` as a limit: an instant, or an activity to come.
#[derive(Debug, Clone)]
pub enum Limit {
    /// A point in time.
    At(InstantExpr),
    /// The next such event.
    Event(Pattern),
}

/// Words owed or forbidden, and where they count.
#[derive(Debug, Clone)]
pub struct Say {
    /// The phrases.
    pub phrases: Vec<String>,
    /// How many of them are owed.
    pub quorum: Quorum,
    /// Who speaks.
    pub by: String,
    /// To whom.
    pub to: Option<SayTo>,
    /// Which turns, counted from the anchor.
    pub turns: Option<Turns>,
    /// Whole turn, whole clause, turn start or end.
    pub as_: Option<As>,
    /// Longer harmless phrases.
    pub harmless: Vec<String>,
    /// What excuses here, in place of the phrase's own; empty (`exempt: none`): nothing does.
    pub exempt: Option<Vec<Exempt>>,
    /// Where it is written.
    pub span: Span,
}

/// To whom something is said: a role.
pub type SayTo = String;

/// A filled form.
#[derive(Debug, Clone)]
pub struct Record {
    /// The form.
    pub form: String,
    /// Fields asked for; empty: all required ones.
    pub fields: Vec<String>,
    /// Signatures asked for.
    pub signed: Vec<String>,
    /// Condition on the form's event.
    pub condition: Option<Condition>,
    /// Where it is written.
    pub span: Span,
}

/// Consent before an act.
#[derive(Debug, Clone)]
pub struct Consent {
    /// The event by which the other side agrees.
    pub given: Pattern,
    /// What our side must have said first; none: any question.
    pub ask: Option<Say>,
    /// Silence passes.
    pub unopposed: bool,
    /// One yes serves the whole subject.
    pub lasts_subject: bool,
    /// Where it is written.
    pub span: Span,
}

/// `together`, `either`, `not_with`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelationKind {
    /// Co-existence.
    Together,
    /// Choice.
    Either,
    /// Not co-existence.
    NotWith,
}

/// A condition on each event, check or stretch.
#[derive(Debug, Clone)]
pub struct Hold {
    /// On what.
    pub on: HoldOn,
    /// What must hold.
    pub requirement: Requirement,
    /// `take: latest` means the latest for each value of these.
    pub same: Vec<Condition>,
    /// Where it is written.
    pub span: Span,
}

/// What a `hold` is about.
#[derive(Debug, Clone)]
pub enum HoldOn {
    /// Each event.
    At(Pattern),
    /// Each check (or the latest).
    Inspect(Pattern, Take),
    /// Each stretch of `during`.
    Stretch,
}

/// Which checks count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// Each one.
    Each,
    /// The latest one of the best trusted evidence.
    Latest,
}

/// What must hold.
#[derive(Debug, Clone)]
pub enum Requirement {
    /// A condition in CEL.
    Condition(Condition),
    /// Entry by entry; the name, what is asked, and where.
    Entries(Vec<(String, EntryTest, Span)>),
}

/// What an entry must be.
#[derive(Debug, Clone)]
pub enum EntryTest {
    /// In a range, in the attribute's unit where it has one.
    Range(Range),
    /// In a range with figures of the pack in it; the unit that the attribute is declared in.
    Figures(FigureRange, Option<Unit>),
    /// One of these values.
    OneOf(Vec<serde_json::Value>),
}

/// An aggregate with limits.
#[derive(Debug, Clone)]
pub struct Count {
    /// What is made of the events.
    pub of: Aggregate,
    /// Condition that gives the value (`sum`, `avg`, `trend`), or none.
    pub value: Option<Condition>,
    /// Counted once for each value of these.
    pub distinct: Vec<Condition>,
    /// Least.
    pub min: Option<Condition>,
    /// Most.
    pub max: Option<Condition>,
    /// Windows cut by the calendar.
    pub window: Option<Window>,
    /// Rolling window.
    pub last: Option<Duration>,
    /// Windows with such an event are not judged.
    pub skip: Option<Pattern>,
    /// Lowers `min` by the working days with such an event.
    pub pro_rata: Option<Pattern>,
    /// Which days a daily quota runs over.
    pub days: Days,
    /// `trend` upward (else downward).
    pub upward: bool,
    /// Where it is written.
    pub span: Span,
}

/// What a count is made of.
#[derive(Debug, Clone)]
pub enum Aggregate {
    /// Number of events (or of distinct values).
    Number(Pattern),
    /// Sum of values.
    Sum(Pattern),
    /// Mean of values.
    Mean(Pattern),
    /// Successive windows' values rise (or fall).
    Trend(Pattern),
    /// Share of the first among the second.
    Ratio(Pattern, Pattern),
    /// Stretches open at each instant.
    Level {
        /// Begins one; a record with `from` and `until` is a stretch by itself.
        from: Pattern,
        /// Ends it.
        until: Option<Pattern>,
    },
}

/// Days that a daily quota runs over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// Working days of the subject's calendar.
    Working,
    /// Every day.
    All,
}

/// A priority among open encounters.
#[derive(Debug, Clone)]
pub struct Choose {
    /// The choice.
    pub pattern: Pattern,
    /// Encounter type of the candidates.
    pub among: String,
    /// Condition on a candidate.
    pub condition: Option<Condition>,
    /// The rank table.
    pub rank: String,
    /// Where it is written.
    pub span: Span,
}

/// Records that agree.
#[derive(Debug, Clone)]
pub struct Agree {
    /// The records: activities or `form.table`.
    pub records: Vec<String>,
    /// Keys that match them.
    pub same: Vec<Condition>,
    /// What must be equal (names), or hold over `l` and `r`.
    pub that: Vec<Condition>,
    /// A table that says which of the right's values goes with the left's.
    pub mapping: Option<String>,
    /// A right without a left is broken too.
    pub both: bool,
    /// Each right serves one left.
    pub one_to_one: bool,
    /// Due time of the others.
    pub within: Option<Bound>,
    /// Due before this.
    pub before: Option<Limit>,
    /// Where it is written.
    pub span: Span,
}

/// A rating.
#[derive(Debug, Clone)]
pub struct Rate {
    /// The dimension rated.
    pub dimension: String,
    /// Least level.
    pub min: Condition,
    /// Only where this held (activation).
    pub condition: Option<Condition>,
    /// Where it is written.
    pub span: Span,
}
