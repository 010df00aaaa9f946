//! Conditions: CEL expressions over events, subjects and objects, typed when a pack is compiled and evaluated in
//! three values.
//!
//! The `cel` crate parses; names, types and values are ours, because a pack's author must learn of a misspelt
//! attribute before anyone is judged, and because an absent attribute is an answer here ([`Missing`]), not an error.
//!
//! 1. [`compile`] turns a text into a [`Condition`]; the vocabulary answers through [`Names`] what each name means.
//!    What is wrong comes back as [`Problem`]s, all at once, each with its place in the text.
//! 2. [`truth`] and [`eval`] evaluate a condition; the judge answers through [`Env`] what each [`Place`] holds.
//! 3. [`Condition::places`], [`Condition::activities`] tell what a condition depends on; [`Condition::mutants`] and
//!    [`never_true`] serve the mutation testing and the lint of packs.
//!
//! # Where a condition differs from CEL
//! - Dotted names are whole names of the vocabulary; `x["name"]` is `x.name`; `has(name)` takes bare names too.
//! - Numbers mix in arithmetic. A double divided by zero, and any result that is not finite, is a [`Fault`]: a share of
//!   nothing must not pass as infinitely good.
//! - `duration` knows `d` and `min`, and not `ns`; patterns are written out.
//! - No maps, messages, bytes, unsigned numbers or conversions; no comparing with `null`; listed values have no order.
//!
//! **Invariant:** nothing here knows a clock, a file or a time zone; [`Env::period`] cuts calendar days.

mod check;
mod condition;
mod duration;
mod env;
mod eval;
mod expr;
mod lexer;
mod missing;
mod mutate;
mod names;
mod nearest;
mod never;
mod parse;
mod print;
mod problem;
mod problem_text;
mod types;
mod value;
mod walk;

pub use condition::{Condition, compile, compile_value};
pub use duration::duration_us;
pub use env::{ActivityRef, Env, Period, PlaceRef, Which};
pub use eval::{Truth, eval, eval_part, truth};
pub use expr::{Arithmetic, Comparison, Expr, ExprKind, Macro, Pattern, Span, TextTest};
pub use missing::{Fault, Missing};
pub use mutate::{Change, Mutant};
pub use names::{Names, Place, Resolved};
pub use nearest::nearest;
pub use never::never_true;
pub use problem::{Expected, Lang, Problem, ProblemKind, SyntaxFault};
pub use types::{Fields, Type};
pub use value::Value;
