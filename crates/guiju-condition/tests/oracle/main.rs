//! Our evaluator against `cel`'s own interpreter: random well-typed expressions over random worlds with random holes.
//!
//! Where `cel` has a value, ours is the same; where it has an error (an absent name, an overflow …), ours is missing,
//! and names only what is absent. Not generated, because we differ on purpose: arithmetic of integers with doubles
//! (`cel` refuses it), division of doubles by zero (`cel` answers infinity), `has` of a bare name.

mod choices;
#[path = "../fixture/mod.rs"]
mod fixture;
mod worlds;

use cel::{Program, Value as CelValue};
use choices::Choices;
use fixture::{Vocabulary, World, vocabulary};
use guiju_condition::{Expr, ExprKind, Truth, compile, never_true, truth};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write;
use worlds::{context, world};

/// The operators that must come up.
const OPERATORS: &str = "And Or Not Choose Has In List Index Negate Field Local Place Literal Size Matches Done Count \
    CountLast EventAttr Period == != < <= > >= + - * / % contains startsWith endsWith all exists exists_one filter map";

fn operator(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Compare(comparison, ..) => comparison.symbol().to_owned(),
        ExprKind::Arithmetic(operator, ..) => operator.symbol().to_owned(),
        ExprKind::TextTest(test, ..) => test.name().to_owned(),
        ExprKind::Macro { which, .. } => which.name().to_owned(),
        other => {
            let debug = format!("{other:?}");
            debug.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
        }
    }
}

fn agrees(
    text: &str,
    names: &Vocabulary,
    world: &World,
    seen: &mut BTreeMap<String, usize>,
) -> Result<(), String> {
    let condition = compile(text, names).map_err(|problems| format!("does not compile: {problems:?}"))?;
    condition.expr().walk(&mut |expr| *seen.entry(operator(expr)).or_default() += 1);
    let again =
        compile(&condition.to_string(), names).map_err(|problems| format!("{condition}: {problems:?}"))?;
    if again != condition && again.expr() != condition.expr() {
        return Err(format!("printed as {condition}, which is another condition"));
    }
    if never_true(&condition) && truth(&condition, world) == Truth::True {
        return Err("is true, and was said never to be".to_owned());
    }
    let theirs = Program::compile(text).map_err(|e| e.to_string())?.execute(&context(world));
    let ours = truth(&condition, world);
    let (label, agree) = match (&theirs, &ours) {
        (Ok(CelValue::Bool(true)), Truth::True) => ("is true", true),
        (Ok(CelValue::Bool(false)), Truth::False) => ("is false", true),
        (Err(_), Truth::Unknown(missing)) => {
            let absent = missing.attributes.iter().all(|name| !world.values.contains_key(name));
            ("is missing", absent && (missing.fault.is_some() || !missing.attributes.is_empty()))
        }
        _ => ("differs", false),
    };
    *seen.entry(label.to_owned()).or_default() += 1;
    if agree { Ok(()) } else { Err(format!("cel: {theirs:?}, ours: {ours:?}")) }
}

#[test]
fn conditions_mean_what_cel_says_they_mean() {
    let names = vocabulary();
    let seen = RefCell::new(BTreeMap::new());
    let numbers = (-3..6_i64, -3..6_i64, -3..6_i64);
    let input = (
        proptest::collection::vec(any::<u8>(), 0..160),
        (any::<u32>(), any::<u32>(), numbers, (0..5_usize, 0..5_usize), 0..4_usize),
    );
    let mut runner = TestRunner::new(Config { cases: 1_500, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&input, |(bytes, (present, also, numbers, texts, rows))| {
        let mut choices = Choices::new(&bytes);
        let text = choices.truth(4);
        // three values in four are there
        let world = world(present | also, numbers, texts, rows);
        agrees(&text, &names, &world, &mut seen.borrow_mut()).map_err(|difference| {
            TestCaseError::fail(format!("{text}\n{difference}\n{:?} {:?}", world.values, world.events))
        })
    });
    let seen = seen.into_inner();
    let mut table = String::new();
    for (operator, times) in &seen {
        let _ = writeln!(table, "{operator:>12} {times}");
    }
    println!("{table}");
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    for operator in OPERATORS.split_whitespace().chain(["is true", "is false", "is missing"]) {
        let operator = operator.trim();
        assert!(seen.contains_key(operator), "`{operator}` never came up\n{table}");
    }
}
