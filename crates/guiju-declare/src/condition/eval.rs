//! What a condition says of events, by Python's rules.
//!
//! Declare4Py reads a log through a table with a column for every attribute that occurs in it: an event without a value has one all
//! the same, which is not a number (NaN). So an attribute is *there* if any event of the log has it, and a missing value is equal to
//! nothing, unequal to everything, neither less nor greater, and true. Where Python raises an error (a text less than a number), the
//! comparison does not hold here, and the error is counted.

use std::{cell::Cell, cmp::Ordering};

use guiju_log::{EventIx, Log, Sym, Value};

use super::{Arithmetic, Columns, Comparison, Condition, Expr, Whose};
use crate::python::strip;

const ACTIVITY: &str = "concept:name";
const TIME: &str = "time:timestamp";

/// A condition with the names of its attributes looked up in a log.
#[derive(Debug)]
pub(crate) struct Meaning<'m> {
    node: Node<'m>,
}

/// Which attribute of a log a name means.
#[derive(Debug, Clone, Copy)]
enum Column {
    /// No event has it.
    Absent,
    Activity(Option<Sym>),
    Time,
    Plain(Sym),
    /// Some event has something nested in it.
    Nested(Sym),
}

#[derive(Debug)]
enum Node<'m> {
    Constant(V<'m>),
    Event,
    Attribute(Whose, Column),
    /// `"name" in A`, which is the same for all events.
    Has(bool),
    Tuple(Vec<Node<'m>>),
    And(Vec<Node<'m>>),
    Or(Vec<Node<'m>>),
    Not(Box<Node<'m>>),
    Compare(Box<Node<'m>>, Vec<(Comparison, Node<'m>)>),
    Arithmetic(Arithmetic, Box<Node<'m>>, Box<Node<'m>>),
    Minus(Box<Node<'m>>),
    Abs(Box<Node<'m>>),
    Float64(Box<Node<'m>>),
}

/// A value of Python's.
#[derive(Debug, Clone, Copy, PartialEq)]
enum V<'v> {
    Bool(bool),
    None,
    Int(i64),
    Float(f64),
    Text(&'v str),
    /// An instant, microseconds since 1970 UTC.
    Time(i64),
    /// NaN or NaT: the event has no value.
    Missing,
    /// A list or something nested; equal to nothing that can be written.
    Nested,
    /// `A` or `T` itself.
    Event,
    /// A tuple, which has no use but after `in`.
    Tuple(usize),
    /// What Python raised an error for.
    Error,
}

/// The events that a condition is asked about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'l> {
    pub(crate) log: &'l Log,
    pub(crate) activation: EventIx,
    pub(crate) target: EventIx,
    /// How many comparisons Python would have stopped at.
    pub(crate) errors: &'l Cell<u64>,
}

impl<'m> Meaning<'m> {
    /// Looks up the attributes.
    pub(crate) fn new(condition: &'m Condition, log: &Log, columns: &Columns) -> Meaning<'m> {
        Meaning { node: Builder { log, columns }.node(&condition.expr) }
    }

    pub(crate) fn holds(&self, scene: Scene<'_>) -> bool {
        truth(eval(&self.node, scene))
    }
}

struct Builder<'b> {
    log: &'b Log,
    columns: &'b Columns,
}

impl Builder<'_> {
    fn column(&self, name: &str) -> Column {
        let sym = self.log.strings.get(name);
        match (name, sym) {
            (ACTIVITY, sym) => Column::Activity(sym),
            (TIME, _) => Column::Time,
            // pm4py moves these from the events to the case.
            (name, _) if name.starts_with("case:") => Column::Absent,
            (_, Some(sym)) if self.columns.has(sym) => {
                if self.columns.is_nested(sym) {
                    Column::Nested(sym)
                } else {
                    Column::Plain(sym)
                }
            }
            _ => Column::Absent,
        }
    }

    fn all<'m>(&self, exprs: &'m [Expr]) -> Vec<Node<'m>> {
        exprs.iter().map(|expr| self.node(expr)).collect()
    }

    fn chain<'m>(&self, first: &'m Expr, rest: &'m [(Comparison, Expr)]) -> Vec<(Comparison, Node<'m>)> {
        let before = std::iter::once(first).chain(rest.iter().map(|(_, expr)| expr));
        let link = |(before, (sign, expr)): (&'m Expr, &'m (Comparison, Expr))| match (before, sign, expr) {
            (Expr::Text(name), Comparison::In | Comparison::NotIn, Expr::Event(_)) => {
                (*sign, Node::Has(!matches!(self.column(name), Column::Absent)))
            }
            _ => (*sign, self.node(expr)),
        };
        before.zip(rest).map(link).collect()
    }

    fn boxed<'m>(&self, expr: &'m Expr) -> Box<Node<'m>> {
        Box::new(self.node(expr))
    }

    fn node<'m>(&self, expr: &'m Expr) -> Node<'m> {
        match expr {
            Expr::Bool(value) => Node::Constant(V::Bool(*value)),
            Expr::None => Node::Constant(V::None),
            Expr::Int(value) => Node::Constant(V::Int(*value)),
            Expr::Float(value) => Node::Constant(V::Float(*value)),
            Expr::Text(text) => Node::Constant(V::Text(text)),
            Expr::Event(_) => Node::Event,
            Expr::Attribute(whose, name) => Node::Attribute(*whose, self.column(name)),
            Expr::Tuple(items) => Node::Tuple(self.all(items)),
            Expr::And(operands) => Node::And(self.all(operands)),
            Expr::Or(operands) => Node::Or(self.all(operands)),
            Expr::Not(operand) => Node::Not(self.boxed(operand)),
            Expr::Compare(first, rest) => match (&**first, rest.as_slice()) {
                (Expr::Text(name), [(Comparison::In, Expr::Event(_))]) => {
                    Node::Has(!matches!(self.column(name), Column::Absent))
                }
                _ => Node::Compare(self.boxed(first), self.chain(first, rest)),
            },
            Expr::Arithmetic(sign, left, right) => {
                Node::Arithmetic(*sign, self.boxed(left), self.boxed(right))
            }
            Expr::Minus(operand) => Node::Minus(self.boxed(operand)),
            Expr::Abs(operand) => Node::Abs(self.boxed(operand)),
            Expr::Float64(operand) => Node::Float64(self.boxed(operand)),
        }
    }
}

fn eval<'v>(node: &'v Node<'_>, scene: Scene<'v>) -> V<'v> {
    match node {
        Node::Constant(value) => *value,
        Node::Event => V::Event,
        Node::Attribute(whose, column) => attribute(*whose, *column, scene),
        Node::Has(has) => V::Bool(*has),
        Node::Tuple(items) => V::Tuple(items.len()),
        Node::And(operands) => {
            let mut last = V::Bool(true);
            for operand in operands {
                last = eval(operand, scene);
                if !truth(last) {
                    break;
                }
            }
            last
        }
        Node::Or(operands) => {
            let mut last = V::Bool(false);
            for operand in operands {
                last = eval(operand, scene);
                if truth(last) {
                    break;
                }
            }
            last
        }
        Node::Not(operand) => V::Bool(!truth(eval(operand, scene))),
        Node::Compare(first, rest) => {
            let mut left = eval(first, scene);
            for (sign, node) in rest {
                let right = eval(node, scene);
                let holds = match (sign, node) {
                    (Comparison::In, Node::Has(has)) => Some(*has),
                    (Comparison::NotIn, Node::Has(has)) => Some(!has),
                    (Comparison::In, Node::Tuple(items)) => Some(among(left, items, scene)),
                    (Comparison::NotIn, Node::Tuple(items)) => Some(!among(left, items, scene)),
                    _ => compare(*sign, left, right),
                };
                match holds {
                    Some(true) => left = right,
                    Some(false) => return V::Bool(false),
                    None => return error(scene),
                }
            }
            V::Bool(true)
        }
        Node::Arithmetic(sign, left, right) => {
            or_error(arithmetic(*sign, eval(left, scene), eval(right, scene)), scene)
        }
        Node::Minus(operand) => or_error(minus(eval(operand, scene)), scene),
        Node::Abs(operand) => or_error(magnitude(eval(operand, scene)), scene),
        Node::Float64(operand) => or_error(float(eval(operand, scene)), scene),
    }
}

fn error<'v>(scene: Scene<'_>) -> V<'v> {
    scene.errors.set(scene.errors.get() + 1);
    V::Error
}

fn or_error<'v>(value: Option<V<'v>>, scene: Scene<'_>) -> V<'v> {
    value.unwrap_or_else(|| error(scene))
}

fn attribute<'v>(whose: Whose, column: Column, scene: Scene<'v>) -> V<'v> {
    let event = scene.log.event(match whose {
        Whose::Activation => scene.activation,
        Whose::Target => scene.target,
    });
    let (sym, nested) = match column {
        Column::Absent => return V::Missing,
        Column::Time => return V::Time(event.time()),
        Column::Activity(sym) => {
            let named = sym.and_then(|sym| event.attr(sym));
            return match named {
                None => V::Text(scene.log.strings.resolve(event.activity())),
                Some(value) => of_log(value, scene.log),
            };
        }
        Column::Plain(sym) => (sym, false),
        Column::Nested(sym) => (sym, true),
    };
    let value = event.attr(sym).map_or(V::Missing, |value| of_log(value, scene.log));
    if nested {
        let name = scene.log.strings.resolve(sym);
        let inside = |of: &str| of.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        if event.attrs().any(|(of, _)| inside(scene.log.strings.resolve(of))) {
            return V::Nested;
        }
    }
    value
}

fn of_log(value: Value, log: &Log) -> V<'_> {
    match value {
        Value::Null => V::Missing,
        Value::Bool(value) => V::Bool(value),
        Value::Int(value) => V::Int(value),
        Value::Float(value) => V::Float(value),
        Value::Text(sym) => V::Text(log.strings.resolve(sym)),
        Value::Time(us) => V::Time(us),
        Value::List(_) | Value::Record(_) => V::Nested,
    }
}

fn truth(value: V<'_>) -> bool {
    match value {
        V::Bool(value) => value,
        V::Int(value) => value != 0,
        V::Float(value) => value != 0.0,
        V::Text(text) => !text.is_empty(),
        V::Tuple(items) => items > 0,
        V::Time(_) | V::Missing | V::Nested | V::Event => true,
        V::None | V::Error => false,
    }
}

fn among(value: V<'_>, items: &[Node<'_>], scene: Scene<'_>) -> bool {
    items.iter().any(|item| compare(Comparison::Equal, value, eval(item, scene)) == Some(true))
}

/// `None`: Python raises an error.
fn compare(sign: Comparison, left: V<'_>, right: V<'_>) -> Option<bool> {
    if matches!(left, V::Error) || matches!(right, V::Error) {
        return Some(false); // counted already
    }
    match sign {
        Comparison::Equal => Some(equal(left, right)),
        Comparison::NotEqual => Some(!equal(left, right)),
        Comparison::In | Comparison::NotIn => match (left, right) {
            (V::Text(part), V::Text(whole)) => Some(whole.contains(part) == (sign == Comparison::In)),
            _ => None,
        },
        _ => {
            let missing = |value| matches!(value, V::Missing);
            if missing(left) || missing(right) {
                let number = |value| missing(value) || matches!(value, V::Bool(_) | V::Int(_) | V::Float(_));
                return (number(left) && number(right)).then_some(false);
            }
            let order = match (left, right) {
                (V::Text(left), V::Text(right)) => Some(left.cmp(right)),
                (V::Time(left), V::Time(right)) => Some(left.cmp(&right)),
                _ => return numbers(left, right).map(|order| order.is_some_and(|order| fits(sign, order))),
            };
            order.map(|order| fits(sign, order))
        }
    }
}

fn fits(sign: Comparison, order: Ordering) -> bool {
    match sign {
        Comparison::Less => order.is_lt(),
        Comparison::LessEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterEqual => order.is_ge(),
        _ => false,
    }
}

fn equal(left: V<'_>, right: V<'_>) -> bool {
    match (left, right) {
        (V::Text(left), V::Text(right)) => left == right,
        (V::Time(left), V::Time(right)) => left == right,
        (V::None, V::None) => true,
        _ => numbers(left, right) == Some(Some(Ordering::Equal)),
    }
}

/// The order of two numbers; the outer `None` if one is none, the inner one for NaN.
fn numbers(left: V<'_>, right: V<'_>) -> Option<Option<Ordering>> {
    let whole = |value: V<'_>| match value {
        V::Bool(value) => Some(i64::from(value)),
        V::Int(value) => Some(value),
        _ => None,
    };
    match (whole(left), left, whole(right), right) {
        (Some(left), _, Some(right), _) => Some(Some(left.cmp(&right))),
        (Some(left), _, None, V::Float(right)) => Some(whole_and_float(left, right)),
        (None, V::Float(left), Some(right), _) => Some(whole_and_float(right, left).map(Ordering::reverse)),
        (None, V::Float(left), None, V::Float(right)) => Some(left.partial_cmp(&right)),
        _ => None,
    }
}

/// Exact, as in Python: a whole number is not rounded to a double first.
fn whole_and_float(whole: i64, float: f64) -> Option<Ordering> {
    match (whole as f64).partial_cmp(&float) {
        Some(Ordering::Equal) if float.abs() < 1e18 => Some(whole.cmp(&(float as i64))),
        order => order,
    }
}

fn as_float(value: V<'_>) -> Option<f64> {
    match value {
        V::Bool(value) => Some(f64::from(u8::from(value))),
        V::Int(value) => Some(value as f64),
        V::Float(value) => Some(value),
        V::Missing => Some(f64::NAN),
        _ => None,
    }
}

fn arithmetic<'v>(sign: Arithmetic, left: V<'v>, right: V<'v>) -> Option<V<'v>> {
    if let (V::Int(left), V::Int(right)) = (left, right) {
        let exact = match sign {
            Arithmetic::Add => left.checked_add(right),
            Arithmetic::Subtract => left.checked_sub(right),
            Arithmetic::Multiply => left.checked_mul(right),
            Arithmetic::FloorDivide if right != 0 => left
                .checked_div_euclid(right)
                .map(|quotient| quotient - i64::from(right < 0 && left.wrapping_rem_euclid(right) != 0)),
            Arithmetic::Modulo if right != 0 => {
                let rest = left.wrapping_rem(right);
                Some(if rest != 0 && (rest < 0) != (right < 0) { rest + right } else { rest })
            }
            _ => None,
        };
        if let Some(exact) = exact {
            return Some(V::Int(exact));
        }
    }
    let (left, right) = (as_float(left)?, as_float(right)?);
    let value = match sign {
        Arithmetic::Add => left + right,
        Arithmetic::Subtract => left - right,
        Arithmetic::Multiply => left * right,
        _ if right == 0.0 => return None,
        Arithmetic::Divide => left / right,
        Arithmetic::FloorDivide => (left / right).floor(),
        Arithmetic::Modulo => left - right * (left / right).floor(),
    };
    Some(number(value))
}

fn number<'v>(value: f64) -> V<'v> {
    if value.is_nan() { V::Missing } else { V::Float(value) }
}

fn minus(value: V<'_>) -> Option<V<'_>> {
    match value {
        V::Int(value) => Some(value.checked_neg().map_or(V::Float(-(value as f64)), V::Int)),
        V::Bool(value) => Some(V::Int(-i64::from(value))),
        value => as_float(value).map(|value| number(-value)),
    }
}

fn magnitude(value: V<'_>) -> Option<V<'_>> {
    match value {
        V::Int(value) => Some(value.checked_abs().map_or(V::Float(-(value as f64)), V::Int)),
        value => as_float(value).map(|value| number(value.abs())),
    }
}

fn float(value: V<'_>) -> Option<V<'_>> {
    match value {
        V::Text(text) => strip(text).parse().ok().map(number),
        value => as_float(value).map(number),
    }
}

/// The number that an expression without attributes gives, through `float`.
pub(crate) fn constant(expr: &Expr) -> Option<f64> {
    as_float(float(fixed(expr)?)?)
}

fn fixed(expr: &Expr) -> Option<V<'_>> {
    match expr {
        Expr::Bool(value) => Some(V::Bool(*value)),
        Expr::Int(value) => Some(V::Int(*value)),
        Expr::Float(value) => Some(V::Float(*value)),
        Expr::Text(text) => Some(V::Text(text)),
        Expr::Minus(operand) => minus(fixed(operand)?),
        Expr::Arithmetic(sign, left, right) => arithmetic(*sign, fixed(left)?, fixed(right)?),
        _ => None,
    }
}
