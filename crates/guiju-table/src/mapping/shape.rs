//! The shape of a mapping file, key by key.

use guiju_standard::shape::{Field, Scalar, Shape, key, must};

static TEXT: Shape = Shape::scalar(Scalar::Text);
static TEXTS: Shape = Shape::scalar(Scalar::Text).or_list(&TEXT);
static ANY: Shape = Shape::scalar(Scalar::Any);
static COUNT: Shape = Shape::scalar(Scalar::Count);
static COUNTS: Shape = Shape::scalar(Scalar::Count).or_list(&COUNT);
static BOOL: Shape = Shape::scalar(Scalar::Bool);
static ORDER: Shape = Shape::scalar(Scalar::Word(&["ymd", "mdy", "dmy"]));
static DECIMAL: Shape = Shape::scalar(Scalar::Word(&["point", "comma"]));
/// What a cell is taken for.
pub const KINDS: &[&str] = &["text", "number", "bool", "time", "duration", "list", "json"];
static IS: Shape = Shape::scalar(Scalar::Word(KINDS));

static CELL: Shape = Shape::scalar(Scalar::Text).or_record(&CELL_KEYS);
static CELL_KEYS: [Field; 13] = [
    key("column", &TEXT),
    key("value", &ANY),
    key("is", &IS),
    key("unit", &TEXT),
    key("values", &TEXT),
    key("split", &TEXT),
    key("date", &CELL),
    key("clock", &CELL),
    key("near", &CELL),
    key("plus", &CELL),
    key("format", &TEXT),
    key("zone", &TEXT),
    key("dates", &ORDER),
];
static CELLS: Shape = Shape::keyed(&CELL);
static WHERE: Shape = Shape::keyed(&TEXTS);
static OBJECT: Shape = Shape::record(&[
    must("type", &CELL),
    must("id", &CELL),
    key("attrs", &CELLS),
    key("since", &CELL),
    key("evidence", &TEXTS),
    key("related", &CELLS),
    key("where", &WHERE),
]);
static EVENT: Shape = Shape::record(&[
    must("type", &CELL),
    must("time", &CELL),
    key("id", &CELL),
    key("encounter", &CELL),
    key("seq", &CELL),
    key("source", &CELL),
    key("attrs", &CELLS),
    key("related", &CELLS),
    key("where", &WHERE),
]);
static OBJECTS: Shape = Shape::list(&OBJECT);
static EVENTS: Shape = Shape::list(&EVENT);
static ON: Shape = Shape::keyed(&TEXT);
static JOIN: Shape = Shape::keyed(&ON);
static TABLE: Shape = Shape::record(&[
    key("file", &TEXT),
    key("encoding", &TEXT),
    key("delimiter", &TEXT),
    key("sheet", &TEXT),
    key("header", &COUNTS),
    key("skip", &TEXTS),
    key("fill", &TEXTS),
    key("escaped", &BOOL),
    key("join", &JOIN),
    key("objects", &OBJECTS),
    key("events", &EVENTS),
]);
static TABLES: Shape = Shape::keyed(&TABLE);
static TABLE_OF_VALUES: Shape = Shape::keyed(&ANY);
static VALUES: Shape = Shape::keyed(&TABLE_OF_VALUES);

/// A mapping file.
pub static MAPPING: Shape = Shape::record(&[
    key("zone", &TEXT),
    key("dates", &ORDER),
    key("decimal", &DECIMAL),
    key("empty", &TEXTS),
    key("values", &VALUES),
    must("tables", &TABLES),
]);
