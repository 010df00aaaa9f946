//! The shapes of a pack's files (the language, key by key).

use super::{Field, Scalar, Shape, key, must};

/// The header line of `articles.tsv`.
pub const ARTICLES_HEADER: &str = "id\twhere\ttext\tkind";

// Scalars and little lists.
static ANY: Shape = Shape::scalar(Scalar::Any);
static TEXT: Shape = Shape::scalar(Scalar::Text);
static BOOL: Shape = Shape::scalar(Scalar::Bool);
static COUNT: Shape = Shape::scalar(Scalar::Count);
static NUMBER: Shape = Shape::scalar(Scalar::Number);
static NAME: Shape = Shape::scalar(Scalar::Name);
static SPAN: Shape = Shape::scalar(Scalar::Span);
static BOUND: Shape = Shape::scalar(Scalar::Bound);
static CEL: Shape = Shape::scalar(Scalar::Cel);
static TEXTS: Shape = Shape::scalar(Scalar::Text).or_list(&TEXT);
static NAMES: Shape = Shape::scalar(Scalar::Name).or_list(&NAME);
static CELS: Shape = Shape::scalar(Scalar::Cel).or_list(&CEL);
static LANG_TEXT: Shape = Shape::scalar(Scalar::Text).or_record(&[key("zh", &TEXT), key("en", &TEXT)]);
static ANY_TREE: Shape = Shape::scalar(Scalar::Any).or_list(&ANY_TREE).or_keyed(&ANY_TREE);

// Patterns.
static PATTERN: Shape = Shape::scalar(Scalar::Pattern).or_list(&PATTERN).or_record(&PATTERN_KEYS);
static PATTERN_KEYS: [Field; 8] = [
    key("all", &PATTERN),
    key("in_order", &PATTERN),
    key("first_of", &PATTERN),
    key("any", &PATTERN),
    key("n", &COUNT),
    key("of", &PATTERN),
    // An exception's event, and the event before which it must have come.
    key("event", &PATTERN),
    key("before", &PATTERN),
];
static UNLESS: Shape = Shape::scalar(Scalar::Pattern).or_list(&PATTERN).or_record(&[
    key("all", &PATTERN),
    key("any", &PATTERN),
    key("in_order", &PATTERN),
    key("n", &COUNT),
    key("of", &PATTERN),
    key("event", &PATTERN),
    key("before", &PATTERN),
    key("moves_to", &CEL),
    key("moves", &COUNT),
    key("same", &CELS),
    key("with", &CEL),
]);
static STRETCH: Shape = Shape::scalar(Scalar::Pattern).or_list(&PATTERN).or_record(&[
    must("from", &PATTERN),
    key("until", &PATTERN),
    key("turns", &COUNT),
]);
static EVIDENCE: Shape = Shape::scalar(Scalar::Name).or_list(&NAME).or_record(&[must("only", &NAMES)]);

// Speech.
static SAID: Shape = Shape::scalar(Scalar::Text).or_list(&TEXT).or_record(&[
    key("all", &TEXTS),
    key("any", &TEXTS),
    key("n", &COUNT),
    key("of", &TEXTS),
]);
static AS: Shape = Shape::scalar(Scalar::Word(&["whole_turn", "whole_clause", "turn_start", "turn_end"]));
static EXEMPT: Shape = Shape::scalar(Scalar::Word(EXEMPTIONS)).or_list(&EXEMPTION);
static EXEMPTION: Shape = Shape::scalar(Scalar::Word(EXEMPTIONS));
const EXEMPTIONS: &[&str] = &["quoted", "negated", "none"];

/// Severities, from the least.
pub const SEVERITIES: &[&str] = &["note", "minor", "major", "critical"];
static SEVERITY: Shape = Shape::scalar(Scalar::Word(SEVERITIES));

static HOLD: Shape = Shape::scalar(Scalar::Cel).or_keyed(&REQUIREMENT);
static REQUIREMENT: Shape = Shape::scalar(Scalar::Any).or_list(&ANY);
static WINDOW: Shape =
    Shape::scalar(Scalar::Word(&["hour", "day", "week", "month", "quarter", "half_year", "year", "shift"]));
static CHECKS: Shape = Shape::list(&CHECK);
static CHECK: Shape = Shape::record(&CHECK_KEYS);
static COVERS: Shape = Shape::scalar(Scalar::Name).or_list(&NAME).or_keyed(&NAME);

/// Keys of a check: heads, bodies, bounds, scope. A clause has these beside its own.
macro_rules! check_keys {
    ($($before:expr),* $(,)? ; $($behind:expr),* $(,)?) => { &[
        $($before,)*
        key("when", &PATTERN), key("before", &PATTERN), key("around", &PATTERN), key("must", &PATTERN),
        key("never", &PATTERN), key("first", &PATTERN), key("last", &PATTERN),
        key("then", &PATTERN), key("require", &PATTERN),
        key("together", &PATTERN), key("either", &PATTERN), key("not_with", &PATTERN),
        key("apart", &PATTERN), key("at", &PATTERN), key("inspect", &PATTERN), key("hold", &HOLD),
        key("take", &TAKE),
        key("count", &PATTERN), key("sum", &PATTERN), key("avg", &PATTERN), key("trend", &PATTERN),
        key("ratio", &PATTERN), key("of", &PATTERN), key("level", &STRETCH),
        key("value", &CEL), key("distinct", &CELS), key("min", &CEL), key("max", &CEL), key("direction", &DIRECTION),
        key("window", &WINDOW), key("skip", &PATTERN), key("pro_rata", &PATTERN), key("days", &DAYS),
        key("choose", &PATTERN), key("rank", &NAME),
        key("consent", &PATTERN), key("ask", &SAID), key("answer", &ANSWER), key("lasts", &LASTS),
        key("agree", &NAMES), key("that", &HOLD_CELS), key("mapping", &NAME), key("both", &BOOL),
        key("one_to", &ONE_TO),
        key("record", &NAME), key("fields", &NAMES), key("signed", &NAMES), key("where", &CEL),
        key("say", &SAID), key("never_say", &SAID), key("by", &NAME), key("to", &NAME), key("turns", &ANY),
        key("as", &AS), key("harmless", &TEXTS), key("exempt", &EXEMPT),
        key("decide", &NAME), key("row", &NAME),
        key("trained", &NAME), key("exam", &NAME), key("pass", &NUMBER), key("valid", &SPAN),
        key("rate", &NAME), key("cited", &NAME), key("permit", &PATTERN), key("clause", &NAME),
        key("if", &CHECK), key("all_of", &CHECKS), key("any_of", &CHECKS), key("not", &CHECK),
        key("during", &STRETCH), key("each", &EACH), key("via", &NAME), key("among", &ANY_TREE),
        key("within", &BOUND), key("at_least", &BOUND), key("variant", &VARIANT),
        key("same", &CELS), key("with", &CEL), key("unless", &UNLESS), key("evidence", &EVIDENCE),
        key("absence", &ABSENCE), key("clock", &NAME),
        $($behind,)*
    ] };
}
/// The keys of a check.
pub static CHECK_KEYS: [Field; 83] = *check_keys![;];
static TAKE: Shape = Shape::scalar(Scalar::Word(&["each", "latest"]));
static DIRECTION: Shape = Shape::scalar(Scalar::Word(&["up", "down"]));
static DAYS: Shape = Shape::scalar(Scalar::Word(&["all"]));
static ANSWER: Shape = Shape::scalar(Scalar::Word(&["explicit", "unopposed"]));
static LASTS: Shape = Shape::scalar(Scalar::Word(&["subject"]));
static ONE_TO: Shape = Shape::scalar(Scalar::Word(&["one"]));
static VARIANT: Shape = Shape::scalar(Scalar::Word(&["alternate", "chain"]));
static HOLD_CELS: Shape = Shape::scalar(Scalar::Cel).or_list(&CEL).or_keyed(&REQUIREMENT);
static EACH: Shape = Shape::scalar(Scalar::Pattern);
static ABSENCE: Shape = Shape::scalar(Scalar::Name);

/// A file of clauses: a list of clauses and of `defaults`.
pub static CLAUSES: Shape = Shape::list(&CLAUSE);
static CLAUSE: Shape = Shape::record(check_keys![
    key("defaults", &CLAUSE),
    key("id", &NAME),
    key("title", &LANG_TEXT),
    key("source", &TEXT),
    key("covers", &COVERS),
    key("per", &NAME),
    key("section", &NAME),
    key("severity", &SEVERITY),
    key("points", &NUMBER),
    key("bonus", &NUMBER),
    key("malus", &NUMBER),
    key("scored_from", &TEXT),
    key("report_only", &BOOL),
    key("dimension", &NAME),
    key("applies", &CEL),
    key("as_of", &AS_OF),
    key("confirm", &CONFIRM);
    key("guide", &LANG_TEXT),
    key("script", &LANG_TEXT),
    key("note", &LANG_TEXT),
    key("interpretation", &LANG_TEXT),
]);
static AS_OF: Shape = Shape::scalar(Scalar::Word(&["opening", "activation"]));
static CONFIRM: Shape = Shape::scalar(Scalar::Word(&["person"]));

// Vocabulary.
static ATTR: Shape = Shape::scalar(Scalar::Text).or_list(&ANY).or_record(&[
    key("type", &ATTR_TYPE),
    key("title", &LANG_TEXT),
    key("default", &CEL),
    key("values", &VALUES),
]);
static VALUES: Shape = Shape::list(&ANY).or_keyed(&LANG_TEXT);
static LIST_OF_ANY: Shape = Shape::list(&ANY);
static ATTR_TYPE: Shape = Shape::scalar(Scalar::Text).or_list(&ANY);
static ATTRS: Shape = Shape::keyed(&ATTR);
static ROLE: Shape = Shape::scalar(Scalar::Name).or_record(&[
    key("type", &NAME),
    key("min", &COUNT),
    key("title", &LANG_TEXT),
]);
static ROLES: Shape = Shape::keyed(&ROLE);
static PAUSE: Shape = Shape::record(&[must("from", &PATTERN), must("until", &PATTERN), key("needs", &NAMES)]);
static PAUSES: Shape = Shape::list(&PAUSE);
static ENCOUNTER: Shape = Shape::record(&[
    key("title", &LANG_TEXT),
    key("opens", &NAMES),
    key("closes", &NAMES),
    key("attrs", &ATTRS),
    key("required", &NAMES),
    key("roles", &ROLES),
    key("clock", &NAME),
    key("pauses", &PAUSES),
    key("flow", &NAMES),
    key("over", &NAME),
    key("window", &WINDOW),
    key("via", &NAME),
]);
static ENCOUNTERS: Shape = Shape::keyed(&ENCOUNTER);
static OBJECTS: Shape = Shape::keyed(&ATTRS_OR_NOTHING);
static ATTRS_OR_NOTHING: Shape = Shape::keyed(&ATTR);
static ACTIVITY: Shape = Shape::record(&[
    key("title", &LANG_TEXT),
    key("attrs", &ATTRS),
    key("seen_by", &NAMES),
    key("same_within", &SPAN),
    key("known_as", &TEXT),
    key("sets", &CEL_MAP),
]);
static CEL_MAP: Shape = Shape::keyed(&CEL);
static ACTIVITIES: Shape = Shape::keyed(&ACTIVITY);
static INSTANTS: Shape = Shape::keyed(&TEXT);

// Figures and calendars.
static PARAM: Shape = Shape::scalar(Scalar::Any).or_list(&ANY).or_record(&[
    key("by", &TEXT),
    key("value", &PARAM_VALUE),
    key("ours", &BOOL),
    key("source", &TEXT),
    key("since", &PARAM_SINCE),
    key("title", &LANG_TEXT),
    key("note", &LANG_TEXT),
]);
static PARAM_VALUE: Shape = Shape::scalar(Scalar::Any).or_list(&ANY).or_keyed(&PARAM_SCALAR);
static PARAM_SCALAR: Shape = Shape::scalar(Scalar::Any).or_list(&ANY);
static PARAM_SINCE: Shape = Shape::keyed(&PARAM_VALUE);
static PARAM_MAP: Shape = Shape::keyed(&PARAM);
static CALENDAR: Shape = Shape::record(&[
    key("week", &TEXT_LISTS),
    key("free", &TEXTS),
    key("work", &TEXT_MAP),
    key("shifts", &TEXT_LISTS),
    key("holidays", &NAME),
]);
static TEXT_LISTS: Shape = Shape::keyed(&TEXTS);
static TEXT_MAP: Shape = Shape::keyed(&TEXT);
static CALENDAR_MAP: Shape = Shape::keyed(&CALENDAR);

// Speech.
static PHRASE: Shape = Shape::scalar(Scalar::Text).or_list(&TEXT).or_record(&[
    key("title", &LANG_TEXT),
    key("any", &TEXTS),
    key("all", &TEXTS),
    key("n", &COUNT),
    key("of", &TEXTS),
    key("in_order", &TEXTS),
    key("silence", &TEXT),
    key("interrupts", &TEXT),
    key("by", &NAME),
    key("to", &NAME),
    key("turns", &ANY),
    key("as", &AS),
    key("harmless", &TEXTS),
    key("exempt", &EXEMPT),
    key("claims", &CLAIMS),
    key("script", &LANG_TEXT),
    key("note", &LANG_TEXT),
]);
static CLAIMS: Shape = Shape::scalar(Scalar::Cel).or_keyed(&CEL);
static PHRASE_MAP: Shape = Shape::keyed(&PHRASE);
static SITUATION: Shape = Shape::scalar(Scalar::Pattern).or_list(&PATTERN).or_record(&[
    key("title", &LANG_TEXT),
    key("from", &PATTERN),
    key("until", &PATTERN),
    key("turns", &COUNT),
    key("aside", &BOOL),
    key("note", &LANG_TEXT),
]);
static SITUATION_MAP: Shape = Shape::keyed(&SITUATION);

// Tables.
static INPUT: Shape =
    Shape::list(&ANY).or_record(&[key("is", &CEL), key("in", &LIST_OF_ANY), key("title", &LANG_TEXT)]);
static INPUTS: Shape = Shape::keyed(&INPUT);
static ROW_WHEN: Shape = Shape::scalar(Scalar::Cel).or_keyed(&ROW_VALUE);
static ROW_VALUE: Shape = Shape::scalar(Scalar::Any).or_list(&ANY);
static ROW: Shape = Shape::record(&[
    must("id", &NAME),
    key("title", &LANG_TEXT),
    key("when", &ROW_WHEN),
    key("require", &PATTERN),
    key("say", &SAID),
    key("never", &TEXTS),
    key("then", &PATTERN),
    key("within", &BOUND),
    key("refuse", &BOOL),
    key("note", &LANG_TEXT),
    key("guide", &LANG_TEXT),
]);
static ROWS: Shape = Shape::list(&ROW);
static TABLE: Shape = Shape::record(&[
    key("title", &LANG_TEXT),
    key("source", &TEXT),
    key("inputs", &INPUTS),
    key("hit", &HIT),
    key("ties", &NAME),
    key("never", &TEXTS),
    must("rows", &ROWS),
    key("note", &LANG_TEXT),
]);
static HIT: Shape = Shape::scalar(Scalar::Word(&["either", "unique", "first", "collect", "rank"]));
static TABLE_MAP: Shape = Shape::keyed(&TABLE);

// Forms.
static FIELD: Shape = Shape::scalar(Scalar::Text).or_list(&ANY).or_record(&[
    key("type", &ATTR_TYPE),
    key("title", &LANG_TEXT),
    key("same_as", &NAME),
    key("within", &SPAN),
    key("shown_if", &CEL),
    key("required_if", &CEL),
    key("computed", &CEL),
    key("unique", &BOOL),
    key("values", &VALUES),
    key("rows", &FIELDS),
    key("fail", &ANY_TREE),
]);
static FIELDS: Shape = Shape::keyed(&FIELD);
static FORM: Shape = Shape::record(&[
    key("title", &LANG_TEXT),
    must("fields", &FIELDS),
    key("optional", &NAMES),
    key("signed", &NAMES),
    key("not_by", &NAME),
    key("seen_by", &NAMES),
    key("note", &LANG_TEXT),
]);
static FORM_MAP: Shape = Shape::keyed(&FORM);

static SECTION: Shape = Shape::record(&[key("title", &LANG_TEXT), key("weight", &NUMBER)]);
static SECTION_MAP: Shape = Shape::keyed(&SECTION);
static SCORING: Shape = Shape::record(&[
    key("points", &NUMBERS),
    key("critical_zeroes", &ZEROES),
    key("min_coverage", &ANY),
    key("cap", &NUMBER),
    key("adjust", &NAMES),
    key("rating", &NAME),
    key("grades", &GRADES),
]);
static GRADES: Shape = Shape::list(&GRADE);
static GRADE: Shape = Shape::record(&[
    must("id", &NAME),
    key("title", &LANG_TEXT),
    must("from", &NUMBER),
    key("none_broken", &SEVERITY),
    key("months", &COUNT),
    key("kept", &NAMES),
    key("encounters", &COUNT),
]);
static NUMBERS: Shape = Shape::keyed(&NUMBER);
static ZEROES: Shape = Shape::scalar(Scalar::Word(&["section", "encounter"]));
static SLOTS: Shape = Shape::keyed(&TEXTS);
static SEVERITY_MAP: Shape = Shape::keyed(&SEVERITY);

/// Keys that any file beside clauses and cases may hold.
macro_rules! part_keys {
    ($($more:expr),* $(,)?) => { &[
        $($more,)*
        key("encounters", &ENCOUNTERS), key("objects", &OBJECTS), key("activities", &ACTIVITIES),
        key("instants", &INSTANTS), key("params", &PARAM_MAP), key("calendars", &CALENDAR_MAP),
        key("phrases", &PHRASE_MAP), key("situations", &SITUATION_MAP), key("tables", &TABLE_MAP),
        key("forms", &FORM_MAP), key("dimensions", &ANY_TREE),
    ] };
}

/// `standard.yaml`.
pub static STANDARD: Shape = Shape::record(part_keys![
    must("id", &NAME),
    key("version", &TEXT),
    key("title", &LANG_TEXT),
    key("description", &LANG_TEXT),
    key("languages", &NAMES),
    key("zone", &TEXT),
    key("calendar", &NAME),
    key("site", &NAME),
    key("prefix", &TEXT),
    key("includes", &NAMES),
    key("extends", &TEXT),
    key("slots", &SLOTS),
    key("sections", &SECTION_MAP),
    key("scoring", &SCORING),
    key("excluded", &TEXT_MAP),
    key("severity", &SEVERITY_MAP),
    key("off", &TEXT_MAP),
]);
/// `vocabulary.yaml`, `params.yaml`, `calendars.yaml`, `phrases.yaml`, `decisions.yaml`, `forms.yaml`.
pub static PART: Shape = Shape::record(part_keys![]);

/// The same where a page gives it an id.
static STANDARD_OF_PAGE: Shape = Shape::scalar(Scalar::Any).or_keyed(&ANY_TREE);
/// A little standard in one mapping: a pack's files by name.
pub static BLOCK: Shape = Shape::record(&[
    key("standard", &STANDARD_OF_PAGE),
    key("vocabulary", &PART),
    key("instants", &INSTANTS),
    key("params", &PARAM_MAP),
    key("calendars", &CALENDAR_MAP),
    key("phrases", &PHRASE_MAP),
    key("situations", &SITUATION_MAP),
    key("tables", &TABLE_MAP),
    key("forms", &FORM_MAP),
    key("dimensions", &ANY_TREE),
    key("articles", &TEXT),
    key("clauses", &CLAUSES),
    key("cases", &CASES),
    key("packs", &BLOCK_MAP),
]);
static BLOCK_MAP: Shape = Shape::keyed(&ANY_TREE);

/// A file of cases.
pub static CASES: Shape = Shape::list(&CASE);
static CASE: Shape = Shape::record(&[
    key("defaults", &CASE),
    key("name", &TEXT),
    key("subject", &TEXT),
    key("encounter", &ANY_TREE),
    key("objects", &ANY_TREE),
    key("events", &ANY_TREE),
    key("now", &TEXT),
    key("expect", &EXPECTATIONS),
    key("others", &OTHERS),
    key("note", &LANG_TEXT),
]);
static EXPECTATIONS: Shape = Shape::keyed(&EXPECTATION);
static EXPECTATION: Shape = Shape::scalar(Scalar::Word(VERDICTS)).or_record(&[
    must("verdict", &VERDICT),
    key("due", &ANY),
    key("activations", &VERDICT_LIST),
    key("missing", &TEXTS),
    key("exception", &ANY),
    key("target", &ANY),
    key("note", &TEXT),
]);
static VERDICT: Shape = Shape::scalar(Scalar::Word(VERDICTS));
static VERDICT_LIST: Shape = Shape::list(&VERDICT);
/// The five verdicts as data spells them.
pub const VERDICTS: &[&str] = &["kept", "broken", "pending", "unknown", "not_applicable"];
static OTHERS: Shape = Shape::scalar(Scalar::Word(&["ignore", "strict"]));
