//! Evaluation in three values.
//!
//! `&&`, `||`, `?:` and the macros `all`, `exists` take what decides them, whatever else is missing; all other operators
//! are missing where an operand is, and name all that is. Comparing an attribute with a literal allocates nothing.

mod arithmetic;
mod lists;

use crate::check::time_us;
use crate::condition::Condition;
use crate::duration::duration_us;
use crate::env::Env;
use crate::expr::{Comparison, Expr, ExprKind, TextTest};
use crate::missing::{Fault, Missing};
use crate::value::Value;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a condition says: the three values of its logic.
#[derive(Clone, Debug, PartialEq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// It cannot be told, and why.
    Unknown(Missing),
}

/// The value of a condition.
///
/// # Errors
/// What was missing to tell.
pub fn eval(condition: &Condition, env: &dyn Env) -> Result<Value, Missing> {
    Machine { env, locals: Vec::new() }.value(&condition.root).map(Cow::into_owned)
}

/// The value of a part of a condition: one of the expressions in its tree.
///
/// # Errors
/// As [`eval`].
pub fn eval_part(part: &Expr, env: &dyn Env) -> Result<Value, Missing> {
    let mut machine = Machine { env, locals: Vec::new() };
    machine.value(part).map(Cow::into_owned)
}

/// Whether a condition holds. One whose value is neither true nor false is unknown, with [`Fault::WrongKind`].
pub fn truth(condition: &Condition, env: &dyn Env) -> Truth {
    truth_of(&condition.root, env)
}

pub(crate) fn truth_of(root: &Expr, env: &dyn Env) -> Truth {
    match (Machine { env, locals: Vec::new() }).boolean(root) {
        Ok(true) => Truth::True,
        Ok(false) => Truth::False,
        Err(missing) => Truth::Unknown(missing),
    }
}

type Answer<'v> = Result<Cow<'v, Value>, Missing>;

/// One evaluation: its environment, and the variables of the macros that it is inside of.
struct Machine<'v> {
    env: &'v dyn Env,
    locals: Vec<Value>,
}

impl<'v> Machine<'v> {
    fn value(&mut self, expr: &'v Expr) -> Answer<'v> {
        Ok(Cow::Owned(match &expr.kind {
            ExprKind::Literal(value) => return Ok(Cow::Borrowed(value)),
            ExprKind::Place(place) => return self.env.get(place),
            ExprKind::EventAttr { which, activity, attr } => {
                return self.env.event_attr(*which, activity, attr);
            }
            ExprKind::Local { depth, .. } => self.locals[*depth].clone(),
            ExprKind::Field { of, name, label } => {
                let record = self.value(of)?;
                let Value::Record(fields) = &*record else { return Err(Fault::WrongKind.into()) };
                field(fields, name).cloned().ok_or_else(|| Missing::attribute(&**label))?
            }
            ExprKind::Index { of, at } => self.element(of, at)?,
            ExprKind::List(items) => self.list(items)?,
            ExprKind::Negate(operand) => arithmetic::negated(&*self.value(operand)?)?,
            ExprKind::Arithmetic(operator, left, right) => {
                let (left, right) = self.both(left, right)?;
                arithmetic::combined(*operator, &left, &right)?
            }
            ExprKind::Choose { condition, then, otherwise } => {
                return if self.boolean(condition)? { self.value(then) } else { self.value(otherwise) };
            }
            ExprKind::Size(of) => size(&*self.value(of)?)?,
            ExprKind::Macro { which, over, body, .. } => self.list_macro(*which, over, body)?,
            ExprKind::ToDuration(text) => self.duration(text)?,
            ExprKind::ToTime(text) => match &*self.value(text)? {
                Value::Text(text) => Value::Time(time_us(text).ok_or(Fault::NotATime)?),
                time @ Value::Time(_) => time.clone(),
                _ => return Err(Fault::WrongKind.into()),
            },
            ExprKind::Period(period, time) => match &*self.value(time)? {
                Value::Time(us) => self.env.period(*period, *us)?,
                _ => return Err(Fault::WrongKind.into()),
            },
            ExprKind::Count(activity) => Value::Int(self.env.count(activity)?),
            ExprKind::CountLast(activity, within) => match &*self.value(within)? {
                Value::Duration(us) => Value::Int(self.env.count_last(activity, *us)?),
                _ => return Err(Fault::WrongKind.into()),
            },
            ExprKind::Has(_)
            | ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Compare(..)
            | ExprKind::In(..)
            | ExprKind::TextTest(..)
            | ExprKind::Matches(..)
            | ExprKind::Done(_) => Value::Bool(self.boolean(expr)?),
        }))
    }

    fn boolean(&mut self, expr: &'v Expr) -> Result<bool, Missing> {
        match &expr.kind {
            ExprKind::And(operands) => self.decided(operands, false),
            ExprKind::Or(operands) => self.decided(operands, true),
            ExprKind::Not(operand) => Ok(!self.boolean(operand)?),
            ExprKind::Compare(comparison, left, right) => {
                let (left, right) = self.both(left, right)?;
                compared(*comparison, &left, &right)
            }
            ExprKind::In(item, list) => self.contained(item, list),
            ExprKind::Has(of) => Ok(self.present(of)),
            ExprKind::Done(activity) => self.env.done(activity),
            ExprKind::TextTest(test, text, part) => {
                let (text, part) = self.both(text, part)?;
                let (Value::Text(text), Value::Text(part)) = (&*text, &*part) else {
                    return Err(Fault::WrongKind.into());
                };
                Ok(match test {
                    TextTest::Contains => text.contains(&**part),
                    TextTest::StartsWith => text.starts_with(&**part),
                    TextTest::EndsWith => text.ends_with(&**part),
                })
            }
            ExprKind::Matches(text, pattern) => match &*self.value(text)? {
                Value::Text(text) => Ok(pattern.is_match(text)),
                _ => Err(Fault::WrongKind.into()),
            },
            ExprKind::Choose { condition, then, otherwise } => {
                if self.boolean(condition)? {
                    self.boolean(then)
                } else {
                    self.boolean(otherwise)
                }
            }
            _ => match &*self.value(expr)? {
                Value::Bool(value) => Ok(*value),
                _ => Err(Fault::WrongKind.into()),
            },
        }
    }

    /// `&&` (decided by false) and `||` (decided by true).
    fn decided(&mut self, operands: &'v [Expr], decisive: bool) -> Result<bool, Missing> {
        let mut missing: Option<Missing> = None;
        for operand in operands {
            match self.boolean(operand) {
                Ok(value) if value == decisive => return Ok(decisive),
                Ok(_) => {}
                Err(more) => missing = Some(united(missing, more)),
            }
        }
        missing.map_or(Ok(!decisive), Err)
    }

    /// Both operands, or all that is missing in them.
    fn both(&mut self, left: &'v Expr, right: &'v Expr) -> Result<(Cow<'v, Value>, Cow<'v, Value>), Missing> {
        match (self.value(left), self.value(right)) {
            (Ok(left), Ok(right)) => Ok((left, right)),
            (Err(left), Err(right)) => Err(left.and(right)),
            (Err(missing), Ok(_)) | (Ok(_), Err(missing)) => Err(missing),
        }
    }

    fn present(&mut self, of: &'v Expr) -> bool {
        match &of.kind {
            ExprKind::Place(place) => self.env.has(place),
            _ => self.value(of).is_ok(),
        }
    }

    fn duration(&mut self, text: &'v Expr) -> Result<Value, Missing> {
        match &*self.value(text)? {
            Value::Text(text) => Ok(Value::Duration(duration_us(text).ok_or(Fault::NotATime)?)),
            duration @ Value::Duration(_) => Ok(duration.clone()),
            _ => Err(Fault::WrongKind.into()),
        }
    }
}

fn united(all: Option<Missing>, more: Missing) -> Missing {
    match all {
        Some(all) => all.and(more),
        None => more,
    }
}

/// Whether a comparison holds of two values; ordering values of unlike kinds is a fault.
pub(crate) fn compared(comparison: Comparison, left: &Value, right: &Value) -> Result<bool, Missing> {
    match comparison {
        Comparison::Eq => return Ok(left == right),
        Comparison::Ne => return Ok(left != right),
        _ => {}
    }
    let order = left.order(right).ok_or(Fault::WrongKind)?;
    Ok(match comparison {
        Comparison::Lt => order == Ordering::Less,
        Comparison::Le => order != Ordering::Greater,
        Comparison::Gt => order == Ordering::Greater,
        _ => order != Ordering::Less,
    })
}

/// A field by its dotted name; nested records and dotted keys are the same.
fn field<'r>(fields: &'r BTreeMap<Arc<str>, Value>, name: &str) -> Option<&'r Value> {
    fields.get(name).or_else(|| {
        name.match_indices('.').find_map(|(dot, _)| match fields.get(&name[..dot])? {
            Value::Record(inner) => field(inner, &name[dot + 1..]),
            _ => None,
        })
    })
}

fn size(value: &Value) -> Result<Value, Missing> {
    let size = match value {
        Value::Text(text) => text.chars().count(),
        Value::List(list) => list.len(),
        Value::Record(fields) => fields.len(),
        _ => return Err(Fault::WrongKind.into()),
    };
    i64::try_from(size).map(Value::Int).map_err(|_| Fault::Overflow.into())
}
