//! Names: `order.area`, `event["concept:name"]`, `last(arrived).time`, `row.quantity`.

use super::{Checker, expr};
use crate::env::Which;
use crate::expr::{Expr, ExprKind, Span};
use crate::nearest::nearest;
use crate::problem::{Expected, ProblemKind};
use crate::types::Type;
use cel::IdedExpr;
use cel::common::ast::{CallExpr, Expr as Node, LiteralValue, operators};
use std::sync::Arc;

/// One step of a path.
pub(super) struct Segment {
    pub name: String,
    pub span: Span,
}

fn dotted(segments: &[Segment]) -> String {
    segments.iter().map(|segment| segment.name.as_str()).collect::<Vec<_>>().join(".")
}

fn stretch(segments: &[Segment]) -> Span {
    match (segments.first(), segments.last()) {
        (Some(first), Some(last)) => first.span.start..last.span.end,
        _ => 0..0,
    }
}

impl Checker<'_> {
    /// The innermost node of a chain of selections, and what is selected, `x["name"]` being `x.name`.
    pub(super) fn unchain<'n>(&self, node: &'n IdedExpr) -> (&'n IdedExpr, Vec<Segment>) {
        let mut base = node;
        let mut segments = Vec::new();
        loop {
            let token = self.token(base);
            match &base.expr {
                Node::Select(select) => {
                    segments.push(Segment { name: select.field.clone(), span: self.tokens.span(token + 1) });
                    base = &select.operand;
                }
                Node::Call(CallExpr { func_name, target: None, args }) if func_name == operators::INDEX => {
                    let [of, at] = args.as_slice() else { break };
                    let Node::Literal(LiteralValue::String(name)) = &at.expr else { break };
                    segments
                        .push(Segment { name: name.inner().to_owned(), span: self.tokens.bracketed(token) });
                    base = of;
                }
                Node::Ident(name) => {
                    // a leading dot is CEL's way to the outermost scope; there is none here
                    let name = name.trim_start_matches('.').to_owned();
                    segments.push(Segment { name, span: self.tokens.span(token) });
                    break;
                }
                _ => break,
            }
        }
        segments.reverse();
        (base, segments)
    }

    /// A name, or a selection from whatever expression.
    pub(super) fn path(&mut self, node: &IdedExpr) -> Option<Expr> {
        let (base, segments) = self.unchain(node);
        match &base.expr {
            Node::Ident(_) => self.named(&segments),
            Node::Call(call) if call.target.is_none() && which(&call.func_name).is_some() => {
                self.event_attr(base, call, &segments)
            }
            _ => {
                let of = self.check(base)?;
                self.fields(of, &segments)
            }
        }
    }

    fn named(&mut self, segments: &[Segment]) -> Option<Expr> {
        let first = segments.first()?;
        if let Some(depth) = self.locals.iter().rposition(|local| *local.name == *first.name) {
            let local = &self.locals[depth];
            let kind = ExprKind::Local { depth, name: Arc::clone(&local.name) };
            let of = expr(kind, local.ty.clone(), first.span.clone());
            return self.fields(of, &segments[1..]);
        }
        let path: Vec<&str> = segments.iter().map(|segment| segment.name.as_str()).collect();
        if let Some(resolved) = self.names.resolve(&path) {
            let taken = resolved.taken.clamp(1, segments.len());
            let place = self.place(resolved.place);
            let of = expr(ExprKind::Place(place), resolved.ty, stretch(&segments[..taken]));
            return self.fields(of, &segments[taken..]);
        }
        let span = stretch(segments);
        if self.names.activity(&first.name) {
            return self.report(span, ProblemKind::BareActivity { name: first.name.clone() });
        }
        let name = dotted(segments);
        let mut candidates = self.names.candidates();
        candidates.extend(["true".to_owned(), "false".to_owned()]);
        let nearest = nearest(&name, candidates.iter().map(String::as_str)).map(str::to_owned);
        self.report(span, ProblemKind::UnknownName { name, nearest })
    }

    /// `first(A).attr`, `last(A).attr`.
    fn event_attr(&mut self, base: &IdedExpr, call: &CallExpr, segments: &[Segment]) -> Option<Expr> {
        let which = which(&call.func_name)?;
        let activity = self.activity_argument(base, call)?;
        let name = Arc::clone(&activity.name);
        let start = self.call_span(base).start;
        let (attr, ty, taken) = if segments[0].name == "time" {
            ("time".to_owned(), Type::Time, 1)
        } else {
            let found = (1..=segments.len()).rev().find_map(|taken| {
                let attr = dotted(&segments[..taken]);
                let ty = self.names.activity_attr(&name, &attr)?;
                Some((attr, ty, taken))
            });
            match found {
                Some(found) => found,
                None => {
                    let kind =
                        ProblemKind::UnknownAttribute { activity: name.to_string(), attr: dotted(segments) };
                    return self.report(stretch(segments), kind);
                }
            }
        };
        let span = start..segments[taken - 1].span.end;
        let of = expr(ExprKind::EventAttr { which, activity, attr: attr.into() }, ty, span);
        self.fields(of, &segments[taken..])
    }

    /// Selects fields from a value.
    fn fields(&mut self, of: Expr, segments: &[Segment]) -> Option<Expr> {
        if segments.is_empty() {
            return Some(of);
        }
        let open = Type::Any;
        let (taken, ty) = match &of.ty {
            // nothing is declared: the whole rest is looked up when it is evaluated
            Type::Any => (segments.len(), open),
            Type::Record(fields) => {
                let found = (1..=segments.len())
                    .rev()
                    .find_map(|taken| Some((taken, fields.get(&dotted(&segments[..taken]))?)));
                match found {
                    Some(found) => found,
                    None => {
                        let name = dotted(segments);
                        let nearest = nearest(&name, fields.names()).map(str::to_owned);
                        return self.report(stretch(segments), ProblemKind::UnknownField { name, nearest });
                    }
                }
            }
            other => {
                let kind = ProblemKind::WrongType { expected: Expected::Record, found: other.clone() };
                return self.report(of.span.clone(), kind);
            }
        };
        let name = dotted(&segments[..taken]);
        let label = format!("{}.{name}", self.label(&of));
        let span = of.span.start..segments[taken - 1].span.end;
        let kind = ExprKind::Field { of: Box::new(of), name: name.into(), label: label.into() };
        self.fields(expr(kind, ty, span), &segments[taken..])
    }

    /// What [`crate::Missing`] calls an expression.
    pub(super) fn label(&self, of: &Expr) -> String {
        match &of.kind {
            ExprKind::Place(place) => place.place.to_string(),
            ExprKind::Local { depth, .. } => self.locals[*depth].label.clone(),
            ExprKind::Field { label, .. } => label.to_string(),
            ExprKind::EventAttr { which, activity, attr } => format!("{which}({}).{attr}", activity.name),
            ExprKind::Index { of, .. } => self.label(of),
            ExprKind::Macro { over, .. } => self.label(over),
            _ => self.tokens.text[of.span.clone()].to_owned(),
        }
    }
}

pub(super) fn which(function: &str) -> Option<Which> {
    match function {
        "first" => Some(Which::First),
        "last" => Some(Which::Last),
        _ => None,
    }
}
