//! Expressions as text again: for mutants, which have no text of their own.

use crate::condition::Condition;
use crate::duration::duration_text;
use crate::expr::{Arithmetic, Expr, ExprKind};
use crate::value::Value;
use std::fmt;

/// The condition's meaning in canonical spacing; compiles to an equal condition.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&print(&self.root, &self.text))
    }
}

// How tightly an expression binds; an operand that binds less tightly than its place asks stands in brackets.
const CHOICE: u8 = 0;
const OR: u8 = 1;
const AND: u8 = 2;
const RELATION: u8 = 3;
const SUM: u8 = 4;
const PRODUCT: u8 = 5;
const UNARY: u8 = 6;
const MEMBER: u8 = 7;

/// An expression as text; `source` is the text that its spans point into.
pub(crate) fn print(expr: &Expr, source: &str) -> String {
    let at = |operand: &Expr, tightness: u8| {
        let text = print(operand, source);
        if binds(operand) < tightness { format!("({text})") } else { text }
    };
    let joined = |operands: &[Expr], sign: &str, tightness: u8| {
        operands.iter().map(|operand| at(operand, tightness)).collect::<Vec<_>>().join(sign)
    };
    match &expr.kind {
        ExprKind::Literal(value) => literal(value),
        // as it was written: one place may have several names
        ExprKind::Place(_) => source[expr.span.clone()].to_owned(),
        ExprKind::Local { name, .. } => name.to_string(),
        ExprKind::Field { of, name, .. } => selected(&at(of, MEMBER), name),
        ExprKind::EventAttr { which, activity, attr } => {
            selected(&format!("{which}({})", activity.name), attr)
        }
        ExprKind::Index { of, at: index } => format!("{}[{}]", at(of, MEMBER), at(index, CHOICE)),
        ExprKind::List(items) => format!("[{}]", joined(items, ", ", CHOICE)),
        ExprKind::Has(of) => format!("has({})", at(of, CHOICE)),
        ExprKind::Not(operand) => format!("!{}", at(operand, MEMBER)),
        // `-5` would be a literal
        ExprKind::Negate(operand) if matches!(operand.kind, ExprKind::Literal(_)) => {
            format!("-({})", at(operand, CHOICE))
        }
        ExprKind::Negate(operand) => format!("-{}", at(operand, MEMBER)),
        ExprKind::And(operands) => joined(operands, " && ", RELATION),
        ExprKind::Or(operands) => joined(operands, " || ", AND),
        ExprKind::Choose { condition, then, otherwise } => {
            format!("{} ? {} : {}", at(condition, OR), at(then, OR), at(otherwise, CHOICE))
        }
        ExprKind::Compare(comparison, left, right) => {
            format!("{} {} {}", at(left, RELATION), comparison.symbol(), at(right, SUM))
        }
        ExprKind::In(item, list) => format!("{} in {}", at(item, RELATION), at(list, SUM)),
        ExprKind::Arithmetic(operator, left, right) => {
            let own = binds(expr);
            format!("{} {} {}", at(left, own), operator.symbol(), at(right, own + 1))
        }
        ExprKind::TextTest(test, text, part) => {
            format!("{}.{}({})", at(text, MEMBER), test.name(), at(part, CHOICE))
        }
        ExprKind::Matches(text, pattern) => {
            format!("{}.matches({})", at(text, MEMBER), quoted(pattern.source()))
        }
        ExprKind::Size(of) => format!("size({})", at(of, CHOICE)),
        ExprKind::Macro { which, over, variable, body } => {
            format!("{}.{}({variable}, {})", at(over, MEMBER), which.name(), at(body, CHOICE))
        }
        ExprKind::ToDuration(text) => format!("duration({})", at(text, CHOICE)),
        ExprKind::ToTime(text) => format!("timestamp({})", at(text, CHOICE)),
        ExprKind::Period(period, time) => format!("{}({})", period.name(), at(time, CHOICE)),
        ExprKind::Done(activity) => format!("done({})", activity.name),
        ExprKind::Count(activity) => format!("count({})", activity.name),
        ExprKind::CountLast(activity, within) => match &within.kind {
            ExprKind::Literal(Value::Duration(us)) => {
                format!("count_last({}, \"{}\")", activity.name, duration_text(*us))
            }
            _ => format!("count_last({}, {})", activity.name, at(within, CHOICE)),
        },
    }
}

fn binds(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::Choose { .. } => CHOICE,
        ExprKind::Or(_) => OR,
        ExprKind::And(_) => AND,
        ExprKind::Compare(..) | ExprKind::In(..) => RELATION,
        ExprKind::Arithmetic(Arithmetic::Add | Arithmetic::Subtract, ..) => SUM,
        ExprKind::Arithmetic(..) => PRODUCT,
        ExprKind::Not(_) | ExprKind::Negate(_) => UNARY,
        ExprKind::Literal(Value::Int(value)) if *value < 0 => UNARY,
        ExprKind::Literal(Value::Float(value)) if value.is_sign_negative() => UNARY,
        _ => MEMBER,
    }
}

/// `of.name`, or `of["name"]` where the name is not one for CEL.
fn selected(of: &str, name: &str) -> String {
    let plain = name.split('.').all(|part| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !matches!(part, "in" | "true" | "false" | "null")
    });
    if plain { format!("{of}.{name}") } else { format!("{of}[{}]", quoted(name)) }
}

fn literal(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) => format!("{value:?}"),
        Value::Text(text) => quoted(text),
        Value::Time(us) => match jiff::Timestamp::from_microsecond(*us) {
            Ok(time) => format!("timestamp(\"{time}\")"),
            Err(_) => format!("timestamp({us})"),
        },
        Value::Duration(us) => format!("duration(\"{}\")", duration_text(*us)),
        Value::List(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Value::Record(fields) => {
            let fields: Vec<_> =
                fields.iter().map(|(name, value)| format!("{}: {}", quoted(name), literal(value))).collect();
            format!("{{{}}}", fields.join(", "))
        }
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
