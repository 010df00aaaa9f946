//! Type checking: from `cel`'s tree to ours.
//!
//! A part that is wrong is reported where it stands and has no expression; whatever holds it has none either, and
//! reports nothing more about it. So all problems come at once, each only once.

mod calls;
pub(crate) use calls::time_us;
mod operators;
mod path;

use crate::condition::Condition;
use crate::env::{ActivityRef, PlaceRef};
use crate::expr::{Expr, ExprKind, Span};
use crate::lexer::Tokens;
use crate::names::{Names, Place};
use crate::parse::parse;
use crate::problem::{Problem, ProblemKind, SyntaxFault};
use crate::types::Type;
use crate::value::Value;
use cel::IdedExpr;
use cel::common::ast::{Expr as Node, LiteralValue, SourceInfo};
use std::sync::Arc;

pub(crate) fn compile(text: &str, names: &dyn Names, must_be_bool: bool) -> Result<Condition, Vec<Problem>> {
    let parsed = parse(text).map_err(|problem| vec![problem])?;
    let mut checker = Checker {
        tokens: &parsed.tokens,
        info: &parsed.info,
        names,
        problems: Vec::new(),
        places: Vec::new(),
        activities: Vec::new(),
        locals: Vec::new(),
    };
    let root = if must_be_bool { checker.boolean(&parsed.tree) } else { checker.check(&parsed.tree) };
    match root {
        Some(root) if checker.problems.is_empty() => Ok(Condition {
            text: text.into(),
            root,
            places: checker.places.into(),
            activities: checker.activities.into(),
        }),
        _ => {
            let mut problems = checker.problems;
            problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
            Err(problems)
        }
    }
}

/// A variable of a list macro.
struct Local {
    name: Arc<str>,
    ty: Type,
    /// What [`crate::Missing`] calls the list's elements.
    label: String,
}

struct Checker<'a> {
    tokens: &'a Tokens<'a>,
    info: &'a SourceInfo,
    names: &'a dyn Names,
    problems: Vec<Problem>,
    places: Vec<Arc<PlaceRef>>,
    activities: Vec<Arc<ActivityRef>>,
    locals: Vec<Local>,
}

impl Checker<'_> {
    fn check(&mut self, node: &IdedExpr) -> Option<Expr> {
        match &node.expr {
            Node::Literal(literal) => self.literal(node, literal),
            Node::Ident(_) | Node::Select(_) => self.path(node),
            Node::List(list) if list.optional_indices.is_empty() => {
                let items: Vec<_> = list.elements.iter().map(|element| self.check(element)).collect();
                let items: Vec<Expr> = items.into_iter().collect::<Option<_>>()?;
                let element = items
                    .iter()
                    .map(|item| item.ty.clone())
                    .reduce(|a, b| operators::unify(&a, &b).unwrap_or(Type::Any))
                    .unwrap_or(Type::Any);
                Some(expr(
                    ExprKind::List(items),
                    Type::list(element),
                    self.tokens.bracketed(self.token(node)),
                ))
            }
            Node::Call(call) => self.call(node, call),
            _ => {
                let span = self.tokens.bracketed(self.token(node));
                self.report(span, ProblemKind::Syntax(SyntaxFault::Unsupported))
            }
        }
    }

    /// An expression that must be true or false.
    fn boolean(&mut self, node: &IdedExpr) -> Option<Expr> {
        let checked = self.check(node)?;
        match checked.ty {
            Type::Bool | Type::Any => Some(checked),
            found => self.report(checked.span, ProblemKind::NotBool { found }),
        }
    }

    fn literal(&mut self, node: &IdedExpr, literal: &LiteralValue) -> Option<Expr> {
        let token = self.token(node);
        let mut span = self.tokens.span(token);
        let (value, ty) = match literal {
            LiteralValue::Boolean(value) => (Value::Bool(*value.inner()), Type::Bool),
            LiteralValue::Int(value) => (Value::Int(*value.inner()), Type::Int),
            LiteralValue::Double(value) => (Value::Float(*value.inner()), Type::NUMBER),
            LiteralValue::String(value) => (Value::text(value.inner()), Type::Text),
            LiteralValue::Null => (Value::Null, Type::Null),
            LiteralValue::Bytes(_) | LiteralValue::UInt(_) => {
                return self.report(span, ProblemKind::Syntax(SyntaxFault::Unsupported));
            }
        };
        // the sign of a number is part of it, and a token of its own
        let negative = match value {
            Value::Int(value) => value < 0,
            Value::Float(value) => value.is_sign_negative(),
            _ => false,
        };
        if negative && let Some(before) = token.checked_sub(1) {
            span.start = self.tokens.span(before).start;
        }
        Some(expr(ExprKind::Literal(value), ty, span))
    }

    fn report<T>(&mut self, span: Span, kind: ProblemKind) -> Option<T> {
        self.problems.push(Problem { span, kind });
        None
    }

    /// The token that `cel` gives as a node's place: an operator, a dot, an opening bracket, or a name.
    fn token(&self, node: &IdedExpr) -> usize {
        let offset = self.info.offset_for(node.id).map_or(0, |(start, _)| start as usize);
        self.tokens.at(offset).unwrap_or(0)
    }

    fn place(&mut self, place: Place) -> Arc<PlaceRef> {
        if let Some(known) = self.places.iter().find(|known| known.place == place) {
            return Arc::clone(known);
        }
        let new = Arc::new(PlaceRef { index: self.places.len(), place });
        self.places.push(Arc::clone(&new));
        new
    }

    fn activity(&mut self, name: &str) -> Arc<ActivityRef> {
        if let Some(known) = self.activities.iter().find(|known| &*known.name == name) {
            return Arc::clone(known);
        }
        let new = Arc::new(ActivityRef { index: self.activities.len(), name: name.into() });
        self.activities.push(Arc::clone(&new));
        new
    }
}

fn expr(kind: ExprKind, ty: Type, span: Span) -> Expr {
    Expr { kind, ty, span }
}
