//! Evaluation in three values.

use crate::condition::Condition;
use crate::env::Env;
use crate::missing::Missing;
use crate::value::Value;

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
pub fn eval(_condition: &Condition, _env: &dyn Env) -> Result<Value, Missing> {
    Err(Missing::default()) // being written
}

/// Whether a condition holds.
pub fn truth(condition: &Condition, env: &dyn Env) -> Truth {
    match eval(condition, env) {
        Ok(Value::Bool(true)) => Truth::True,
        Ok(Value::Bool(false)) => Truth::False,
        Ok(_) => Truth::Unknown(crate::missing::Fault::WrongKind.into()),
        Err(missing) => Truth::Unknown(missing),
    }
}
