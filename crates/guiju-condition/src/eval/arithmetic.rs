//! Arithmetic: checked, and without infinities.

use crate::expr::Arithmetic::{self, Add, Divide, Multiply, Remainder, Subtract};
use crate::missing::Fault;
use crate::value::Value;

pub(super) fn negated(value: &Value) -> Result<Value, Fault> {
    match value {
        Value::Int(value) => value.checked_neg().map(Value::Int).ok_or(Fault::Overflow),
        Value::Float(value) => Ok(Value::Float(-value)),
        _ => Err(Fault::WrongKind),
    }
}

pub(super) fn combined(operator: Arithmetic, left: &Value, right: &Value) -> Result<Value, Fault> {
    match (left, operator, right) {
        (Value::Int(a), _, Value::Int(b)) => integers(operator, *a, *b).map(Value::Int),
        (Value::Float(a), _, Value::Float(b)) => floats(operator, *a, *b),
        (Value::Int(a), _, Value::Float(b)) => floats(operator, *a as f64, *b),
        (Value::Float(a), _, Value::Int(b)) => floats(operator, *a, *b as f64),
        (Value::Text(a), Add, Value::Text(b)) => Ok(Value::text([&**a, &**b].concat())),
        (Value::List(a), Add, Value::List(b)) => Ok(Value::list(a.iter().chain(b.iter()).cloned())),
        (Value::Time(a), Subtract, Value::Time(b)) => {
            a.checked_sub(*b).map(Value::Duration).ok_or(Fault::Overflow)
        }
        (Value::Time(a), Subtract, Value::Duration(b)) => {
            a.checked_sub(*b).map(Value::Time).ok_or(Fault::Overflow)
        }
        (Value::Time(a), Add, Value::Duration(b)) | (Value::Duration(a), Add, Value::Time(b)) => {
            a.checked_add(*b).map(Value::Time).ok_or(Fault::Overflow)
        }
        (Value::Duration(a), Add | Subtract, Value::Duration(b)) => {
            integers(operator, *a, *b).map(Value::Duration)
        }
        _ => Err(Fault::WrongKind),
    }
}

fn integers(operator: Arithmetic, a: i64, b: i64) -> Result<i64, Fault> {
    if b == 0 && matches!(operator, Divide | Remainder) {
        return Err(Fault::DivisionByZero);
    }
    match operator {
        Add => a.checked_add(b),
        Subtract => a.checked_sub(b),
        Multiply => a.checked_mul(b),
        Divide => a.checked_div(b),
        Remainder => a.checked_rem(b),
    }
    .ok_or(Fault::Overflow)
}

fn floats(operator: Arithmetic, a: f64, b: f64) -> Result<Value, Fault> {
    let result = match operator {
        Divide if b == 0.0 => return Err(Fault::DivisionByZero),
        Add => a + b,
        Subtract => a - b,
        Multiply => a * b,
        Divide => a / b,
        Remainder => return Err(Fault::WrongKind),
    };
    if result.is_finite() { Ok(Value::Float(result)) } else { Err(Fault::Overflow) }
}
