//! Operators and their types.

use super::{Checker, expr};
use crate::expr::{Arithmetic, Comparison, Expr, ExprKind, Span};
use crate::nearest::nearest;
use crate::problem::{Expected, ProblemKind};
use crate::types::{Fields, Type};
use crate::value::Value;
use cel::IdedExpr;
use cel::common::ast::operators as cel_op;
use std::sync::Arc;

impl Checker<'_> {
    /// An operator by `cel`'s name; `None` if it is not one.
    pub(super) fn operator(
        &mut self,
        node: &IdedExpr,
        name: &str,
        args: &[IdedExpr],
    ) -> Option<Option<Expr>> {
        let comparison = match name {
            cel_op::EQUALS => Some(Comparison::Eq),
            cel_op::NOT_EQUALS => Some(Comparison::Ne),
            cel_op::LESS => Some(Comparison::Lt),
            cel_op::LESS_EQUALS => Some(Comparison::Le),
            cel_op::GREATER => Some(Comparison::Gt),
            cel_op::GREATER_EQUALS => Some(Comparison::Ge),
            _ => None,
        };
        let arithmetic = match name {
            cel_op::ADD => Some(Arithmetic::Add),
            cel_op::SUBSTRACT => Some(Arithmetic::Subtract),
            cel_op::MULTIPLY => Some(Arithmetic::Multiply),
            cel_op::DIVIDE => Some(Arithmetic::Divide),
            cel_op::MODULO => Some(Arithmetic::Remainder),
            _ => None,
        };
        Some(match (name, args) {
            (_, [left, right]) if comparison.is_some() || arithmetic.is_some() || name == cel_op::IN => {
                let (left, right) = (self.check(left), self.check(right));
                let (Some(left), Some(right)) = (left, right) else { return Some(None) };
                let span = self.around(&left, &right);
                match (comparison, arithmetic) {
                    (Some(comparison), _) => self.compare(comparison, left, right, span),
                    (_, Some(arithmetic)) => self.arithmetic(arithmetic, left, right, span),
                    _ => self.membership(left, right, span),
                }
            }
            (cel_op::LOGICAL_AND | cel_op::LOGICAL_OR, [left, right]) => {
                let (left, right) = (self.boolean(left), self.boolean(right));
                let (Some(left), Some(right)) = (left, right) else { return Some(None) };
                let span = self.around(&left, &right);
                let and = name == cel_op::LOGICAL_AND;
                let mut operands = Vec::new();
                for side in [left, right] {
                    match side.kind {
                        ExprKind::And(parts) if and => operands.extend(parts),
                        ExprKind::Or(parts) if !and => operands.extend(parts),
                        _ => operands.push(side),
                    }
                }
                let kind = if and { ExprKind::And(operands) } else { ExprKind::Or(operands) };
                Some(expr(kind, Type::Bool, span))
            }
            (cel_op::LOGICAL_NOT, [operand]) => self.boolean(operand).map(|operand| {
                let span = self.prefixed(node, &operand);
                expr(ExprKind::Not(Box::new(operand)), Type::Bool, span)
            }),
            (cel_op::NEGATE, [operand]) => {
                let Some(operand) = self.check(operand) else { return Some(None) };
                if !(operand.ty.is_numeric() || operand.ty == Type::Any) {
                    let kind = ProblemKind::WrongType { expected: Expected::Number, found: operand.ty };
                    return Some(self.report(operand.span, kind));
                }
                let (ty, span) = (operand.ty.clone(), self.prefixed(node, &operand));
                Some(expr(ExprKind::Negate(Box::new(operand)), ty, span))
            }
            (cel_op::CONDITIONAL, [condition, then, otherwise]) => {
                let condition = self.boolean(condition);
                let (then, otherwise) = (self.check(then), self.check(otherwise));
                let (Some(condition), Some(then), Some(otherwise)) = (condition, then, otherwise) else {
                    return Some(None);
                };
                let Some(ty) = unify(&then.ty, &otherwise.ty) else {
                    let span = self.around(&then, &otherwise);
                    return Some(self.report(span, unlike(then.ty, otherwise.ty)));
                };
                let span = self.around(&condition, &otherwise);
                let kind = ExprKind::Choose {
                    condition: Box::new(condition),
                    then: Box::new(then),
                    otherwise: Box::new(otherwise),
                };
                Some(expr(kind, ty, span))
            }
            (cel_op::INDEX, [of, at]) => self.index(node, of, at),
            _ => return None,
        })
    }

    /// From the left operand to the right one, the brackets around each included.
    fn around(&self, left: &Expr, right: &Expr) -> Span {
        self.tokens.widened(left.span.clone()).start..self.tokens.widened(right.span.clone()).end
    }

    /// From a sign before an operand to the operand's end.
    fn prefixed(&self, sign: &IdedExpr, operand: &Expr) -> Span {
        self.tokens.span(self.token(sign)).start..self.tokens.widened(operand.span.clone()).end
    }

    fn compare(&mut self, comparison: Comparison, left: Expr, right: Expr, span: Span) -> Option<Expr> {
        let equality = matches!(comparison, Comparison::Eq | Comparison::Ne);
        self.comparable(&left, &right, &span)?;
        if !equality {
            let unordered = |ty: &Type| {
                matches!(ty, Type::Bool | Type::Enum(_) | Type::List(_) | Type::Record(_) | Type::Null)
            };
            if let Some(side) = [&left, &right].into_iter().find(|side| unordered(&side.ty)) {
                return self.report(span, ProblemKind::NoOrder { found: side.ty.clone() });
            }
        }
        Some(expr(ExprKind::Compare(comparison, Box::new(left), Box::new(right)), Type::Bool, span))
    }

    /// Reports two sides that are not to be compared.
    fn comparable(&mut self, left: &Expr, right: &Expr, span: &Span) -> Option<()> {
        match (&left.ty, &right.ty) {
            (Type::Null | Type::Any, Type::Null | Type::Any) => Some(()),
            (Type::Null, _) | (_, Type::Null) => self.report(span.clone(), ProblemKind::NullComparison),
            (Type::Number { unit: Some(a) }, Type::Number { unit: Some(b) }) if a != b => {
                let kind = ProblemKind::Units { left: a.to_string(), right: b.to_string() };
                self.report(span.clone(), kind)
            }
            (Type::Enum(values), Type::Text) => self.listed(values, right),
            (Type::Text, Type::Enum(values)) => self.listed(values, left),
            (a, b) if alike(a, b) => Some(()),
            (a, b) => {
                // a literal is the likelier slip: point at it
                let literal =
                    [left, right].into_iter().find(|side| matches!(side.kind, ExprKind::Literal(_)));
                let at = literal.map_or_else(|| span.clone(), |side| side.span.clone());
                self.report(at, unlike(a.clone(), b.clone()))
            }
        }
    }

    /// Reports a literal that is not among the declared values.
    fn listed(&mut self, values: &Arc<[Arc<str>]>, text: &Expr) -> Option<()> {
        let ExprKind::Literal(Value::Text(literal)) = &text.kind else { return Some(()) };
        if values.contains(literal) {
            return Some(());
        }
        let kind = ProblemKind::NotInEnum {
            value: literal.to_string(),
            allowed: values.iter().map(ToString::to_string).collect(),
            nearest: nearest(literal, values.iter().map(|value| &**value)).map(str::to_owned),
        };
        self.report(text.span.clone(), kind)
    }

    fn membership(&mut self, item: Expr, list: Expr, span: Span) -> Option<Expr> {
        match (&list.ty, &list.kind) {
            (Type::List(_), ExprKind::List(elements)) => {
                let mut fits = Some(());
                for element in elements {
                    let at = element.span.clone();
                    fits = self.comparable(&item, element, &at).and(fits);
                }
                fits?;
            }
            (Type::List(element), _) => {
                let element = expr(ExprKind::List(Vec::new()), (**element).clone(), list.span.clone());
                self.comparable(&item, &element, &span)?;
            }
            (Type::Record(_), _) if item.ty.is_text() || item.ty == Type::Any => {}
            (Type::Record(_), _) => {
                let kind = ProblemKind::WrongType { expected: Expected::Text, found: item.ty };
                return self.report(item.span, kind);
            }
            (Type::Any, _) => {}
            (other, _) => {
                let kind = ProblemKind::WrongType { expected: Expected::ListOrRecord, found: other.clone() };
                return self.report(list.span.clone(), kind);
            }
        }
        Some(expr(ExprKind::In(Box::new(item), Box::new(list)), Type::Bool, span))
    }

    fn arithmetic(&mut self, operator: Arithmetic, left: Expr, right: Expr, span: Span) -> Option<Expr> {
        if let (Type::Number { unit: Some(a) }, Type::Number { unit: Some(b) }) = (&left.ty, &right.ty)
            && a != b
            && matches!(operator, Arithmetic::Add | Arithmetic::Subtract)
        {
            let kind = ProblemKind::Units { left: a.to_string(), right: b.to_string() };
            return self.report(span, kind);
        }
        match result(operator, &left.ty, &right.ty) {
            Some(ty) => Some(expr(ExprKind::Arithmetic(operator, Box::new(left), Box::new(right)), ty, span)),
            None => {
                let operator = operator.symbol();
                self.report(span, ProblemKind::NoArithmetic { operator, left: left.ty, right: right.ty })
            }
        }
    }

    fn index(&mut self, node: &IdedExpr, of: &IdedExpr, at: &IdedExpr) -> Option<Expr> {
        // a text in the index is a name
        if let (_, segments) = self.unchain(node)
            && !segments.is_empty()
        {
            return self.path(node);
        }
        let (of, at) = (self.check(of), self.check(at));
        let (of, at) = (of?, at?);
        let element = match &of.ty {
            Type::List(element) => (**element).clone(),
            Type::Any => Type::Any,
            other => {
                let kind = ProblemKind::WrongType { expected: Expected::List, found: other.clone() };
                return self.report(of.span.clone(), kind);
            }
        };
        if !matches!(at.ty, Type::Int | Type::Any) {
            return self.report(at.span, ProblemKind::WrongType { expected: Expected::Int, found: at.ty });
        }
        let end = self.tokens.bracketed(self.token(node)).end;
        let span = self.tokens.widened(of.span.clone()).start..end;
        Some(expr(ExprKind::Index { of: Box::new(of), at: Box::new(at) }, element, span))
    }
}

fn unlike(left: Type, right: Type) -> ProblemKind {
    ProblemKind::Unlike { left, right }
}

/// Whether values of two types can be equal, units aside.
fn alike(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Any, _) | (_, Type::Any) | (Type::Record(_), Type::Record(_)) => true,
        (Type::Enum(a), Type::Enum(b)) => a.iter().any(|value| b.contains(value)),
        (Type::List(a), Type::List(b)) => alike(a, b),
        (a, b) => a == b || (a.is_numeric() && b.is_numeric()) || (a.is_text() && b.is_text()),
    }
}

/// The type of a value that is one or the other; `None` if they have nothing in common.
pub(super) fn unify(a: &Type, b: &Type) -> Option<Type> {
    Some(match (a, b) {
        (a, b) if a == b => a.clone(),
        (Type::Any | Type::Null, _) | (_, Type::Any | Type::Null) => Type::Any,
        (Type::Number { unit: Some(a) }, Type::Number { unit: Some(b) }) if a != b => return None,
        (Type::Number { unit: Some(unit) }, other) | (other, Type::Number { unit: Some(unit) })
            if other.is_numeric() =>
        {
            Type::number(Arc::clone(unit))
        }
        (a, b) if a.is_numeric() && b.is_numeric() => Type::NUMBER,
        (a, b) if a.is_text() && b.is_text() => Type::Text,
        (Type::List(a), Type::List(b)) => Type::list(unify(a, b)?),
        (Type::Record(_), Type::Record(_)) => Type::Record(Fields::open()),
        _ => return None,
    })
}

/// The type of `left operator right`. Units: a sum keeps its unit, so does a multiple; a product of two units and a
/// share of one unit have none.
fn result(operator: Arithmetic, left: &Type, right: &Type) -> Option<Type> {
    use Arithmetic::{Add, Divide, Remainder, Subtract};
    Some(match (left, operator, right) {
        (Type::Any, ..) | (.., Type::Any) => Type::Any,
        (Type::Int, _, Type::Int) => Type::Int,
        (_, Remainder, _) => return None,
        (Type::Number { unit: Some(a) }, Add | Subtract, Type::Number { unit: Some(_) }) => {
            Type::number(Arc::clone(a))
        }
        (Type::Number { unit: Some(_) }, _, Type::Number { unit: Some(_) }) => Type::NUMBER,
        (other, Divide, Type::Number { unit: Some(_) }) if other.is_numeric() => Type::NUMBER,
        (Type::Number { unit: Some(unit) }, _, other) | (other, _, Type::Number { unit: Some(unit) })
            if other.is_numeric() =>
        {
            Type::number(Arc::clone(unit))
        }
        (a, _, b) if a.is_numeric() && b.is_numeric() => Type::NUMBER,
        (a, Add, b) if a.is_text() && b.is_text() => Type::Text,
        (Type::List(a), Add, Type::List(b)) => Type::list(unify(a, b).unwrap_or(Type::Any)),
        (Type::Time, Subtract, Type::Time) => Type::Duration,
        (Type::Time, Add | Subtract, Type::Duration) | (Type::Duration, Add, Type::Time) => Type::Time,
        (Type::Duration, Add | Subtract, Type::Duration) => Type::Duration,
        _ => return None,
    })
}
