//! Standards as people write them: packs of YAML, read into a typed model in which every name is resolved and every
//! part knows its place; what is wrong is told with place and help, all at once.
//!
//! Knows no files, clock or threads: a pack comes as texts ([`PackFiles`]).

mod coverage;
mod diagnostic;
pub mod diff;
pub mod fmt;
pub mod lint;
pub mod model;
pub mod page;
mod read;
mod scaffold;
pub mod shape;
mod source;
mod text;
pub mod yaml;

pub use coverage::{Claim, Coverage, coverage, coverage_where};
pub use diagnostic::{Diagnostic, Weight, nearest};
pub use guiju_time::Lang;
pub use lint::lint;
pub use model::Standard;
pub use read::{Library, NoLibrary, PackFiles, Reading, check, read};
pub use scaffold::{Scaffold, scaffold};
pub use source::{FileId, Place, SourceFile, Sources, Span};
pub use text::Text;

pub use shape::{SEVERITIES, VERDICTS};

/// The JSON Schemas of a pack's files, for editors: name of the schema and the schema.
pub fn json_schemas() -> Vec<(&'static str, serde_json::Value)> {
    vec![
        ("standard", shape::json_schema("Guiju standard.yaml", &shape::STANDARD)),
        (
            "part",
            shape::json_schema(
                "Guiju vocabulary, params, calendars, phrases, decisions, forms",
                &shape::PART,
            ),
        ),
        ("clauses", shape::json_schema("Guiju clauses/*.yaml", &shape::CLAUSES)),
        ("cases", shape::json_schema("Guiju cases/*.yaml", &shape::CASES)),
    ]
}
