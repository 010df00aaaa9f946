//! Functions and list macros.

use super::path::which;
use super::{Checker, Local, expr};
use crate::duration::duration_us;
use crate::env::{ActivityRef, Period};
use crate::expr::{Expr, ExprKind, Macro, Pattern, Span, TextTest};
use crate::nearest::nearest;
use crate::problem::{Expected, ProblemKind};
use crate::types::Type;
use crate::value::Value;
use cel::IdedExpr;
use cel::common::ast::{CallExpr, Expr as Node, operators};
use std::sync::Arc;

/// Every function, and how it is written.
const FUNCTIONS: [(&str, &str); 25] = [
    ("done", "done(ACTIVITY)"),
    ("first", "first(ACTIVITY).attribute"),
    ("last", "last(ACTIVITY).attribute"),
    ("count", "count(ACTIVITY)"),
    ("count_last", "count_last(ACTIVITY, \"90d\")"),
    ("day", "day(time)"),
    ("week", "week(time)"),
    ("month", "month(time)"),
    ("quarter", "quarter(time)"),
    ("time_of_day", "time_of_day(time)"),
    ("year", "year(time)"),
    ("has", "has(attribute)"),
    ("duration", "duration(\"45min\")"),
    ("timestamp", "timestamp(\"2026-03-02T09:00:00+08:00\")"),
    ("size", "size(list)"),
    ("contains", "text.contains(\"part\")"),
    ("startsWith", "text.startsWith(\"start\")"),
    ("endsWith", "text.endsWith(\"end\")"),
    ("matches", "text.matches(\"pattern\")"),
    ("all", "list.all(x, CONDITION)"),
    ("exists", "list.exists(x, CONDITION)"),
    ("exists_one", "list.exists_one(x, CONDITION)"),
    ("existsOne", "list.exists_one(x, CONDITION)"),
    ("filter", "list.filter(x, CONDITION)"),
    ("map", "list.map(x, VALUE)"),
];

impl Checker<'_> {
    pub(super) fn call(&mut self, node: &IdedExpr, call: &CallExpr) -> Option<Expr> {
        let name = call.func_name.as_str();
        if call.target.is_none()
            && let Some(checked) = self.operator(node, name, &call.args)
        {
            return checked;
        }
        if matches!(name, operators::OPT_SELECT | operators::OPT_INDEX) {
            let span = self.tokens.span(self.token(node));
            return self.report(span, ProblemKind::Syntax(crate::problem::SyntaxFault::Unsupported));
        }
        let Some((_, usage)) = FUNCTIONS.iter().find(|(known, _)| *known == name) else {
            let near = nearest(name, FUNCTIONS.iter().map(|(known, _)| *known)).map(str::to_owned);
            let kind = ProblemKind::UnknownFunction { name: name.to_owned(), nearest: near };
            return self.report(self.function_name(node), kind);
        };
        let checked = match &call.target {
            None => self.global(node, call, name),
            Some(target) => self.member(node, target, call, name),
        };
        checked.unwrap_or_else(|| {
            let span = self.call_span(node);
            self.report(span, ProblemKind::Arguments { usage })
        })
    }

    /// `function(…)`; the outer `None` for a wrong number of arguments.
    fn global(&mut self, node: &IdedExpr, call: &CallExpr, name: &str) -> Option<Option<Expr>> {
        let span = self.call_span(node);
        Some(match (name, call.args.as_slice()) {
            ("done", [_]) => {
                self.activity_argument(node, call).map(|a| expr(ExprKind::Done(a), Type::Bool, span))
            }
            ("count", [_]) => {
                self.activity_argument(node, call).map(|a| expr(ExprKind::Count(a), Type::Int, span))
            }
            ("count_last", [_, within]) => {
                let activity = self.activity_argument(node, call);
                let within = self.duration_argument(within);
                activity
                    .zip(within)
                    .map(|(a, within)| expr(ExprKind::CountLast(a, Box::new(within)), Type::Int, span))
            }
            // with an attribute it is a path
            ("first" | "last", [_]) => self.activity_argument(node, call).and_then(|activity| {
                let call = format!("{name}({})", activity.name);
                self.report(span, ProblemKind::EventWithoutAttribute { call })
            }),
            ("has", [of]) => self.presence(of, span),
            ("duration", [text]) => self.duration_argument(text).map(|checked| Expr { span, ..checked }),
            ("timestamp", [text]) => self.time_argument(text, span),
            ("size", [of]) => self.size(of, span),
            (_, [time]) => {
                let period = Period::by_name(name)?;
                let ty = match period {
                    Period::Year => Type::Int,
                    Period::TimeOfDay => Type::Duration,
                    Period::Day | Period::Week | Period::Month | Period::Quarter => Type::Text,
                };
                self.needed(time, Expected::Time, &Type::Time)
                    .map(|time| expr(ExprKind::Period(period, Box::new(time)), ty, span))
            }
            _ => return None,
        })
    }

    /// `target.function(…)`; the outer `None` for a wrong number of arguments.
    fn member(
        &mut self,
        node: &IdedExpr,
        target: &IdedExpr,
        call: &CallExpr,
        name: &str,
    ) -> Option<Option<Expr>> {
        let test = [TextTest::Contains, TextTest::StartsWith, TextTest::EndsWith]
            .into_iter()
            .find(|test| test.name() == name);
        Some(match (name, call.args.as_slice()) {
            ("size", []) => {
                let span = self.call_span(node);
                self.size(target, span)
            }
            ("matches", [pattern]) => self.matches(node, target, pattern),
            (_, [part]) => {
                let test = test?;
                let text = self.needed(target, Expected::Text, &Type::Text);
                let part = self.needed(part, Expected::Text, &Type::Text);
                let span = self.call_span(node);
                text.zip(part).map(|(text, part)| {
                    expr(ExprKind::TextTest(test, Box::new(text), Box::new(part)), Type::Bool, span)
                })
            }
            (_, [variable, body]) => self.list_macro(node, target, Macro::by_name(name)?, variable, &[body]),
            ("map", [variable, condition, body]) => {
                self.list_macro(node, target, Macro::Map, variable, &[condition, body])
            }
            _ => return None,
        })
    }

    /// A list macro; with two bodies it is `map` of those that the first one picks.
    fn list_macro(
        &mut self,
        node: &IdedExpr,
        target: &IdedExpr,
        which: Macro,
        variable: &IdedExpr,
        bodies: &[&IdedExpr],
    ) -> Option<Expr> {
        let over = self.check(target)?;
        let element = match &over.ty {
            Type::List(element) => (**element).clone(),
            Type::Any => Type::Any,
            other => {
                let kind = ProblemKind::WrongType { expected: Expected::List, found: other.clone() };
                return self.report(over.span.clone(), kind);
            }
        };
        let Node::Ident(name) = &variable.expr else {
            let span = self.tokens.span(self.token(variable));
            return self
                .report(span, ProblemKind::WrongType { expected: Expected::Variable, found: Type::Any });
        };
        let name: Arc<str> = name.as_str().into();
        let span = self.call_span(node);
        let label = self.label(&over);
        self.locals.push(Local { name: Arc::clone(&name), ty: element, label });
        let mut built = Some(over);
        for (index, body) in bodies.iter().enumerate() {
            let which = if index + 1 < bodies.len() { Macro::Filter } else { which };
            let body = if which == Macro::Map { self.check(body) } else { self.boolean(body) };
            built = built.zip(body).map(|(over, body)| {
                let ty = match which {
                    Macro::All | Macro::Exists | Macro::ExistsOne => Type::Bool,
                    Macro::Filter => over.ty.clone(),
                    Macro::Map => Type::list(body.ty.clone()),
                };
                let kind = ExprKind::Macro {
                    which,
                    over: Box::new(over),
                    variable: Arc::clone(&name),
                    body: Box::new(body),
                };
                expr(kind, ty, span.clone())
            });
        }
        self.locals.pop();
        built
    }

    fn presence(&mut self, of: &IdedExpr, span: Span) -> Option<Expr> {
        let of = self.check(of)?;
        match of.kind {
            ExprKind::Place(_) | ExprKind::Field { .. } | ExprKind::EventAttr { .. } => {
                Some(expr(ExprKind::Has(Box::new(of)), Type::Bool, span))
            }
            _ => self.report(of.span, ProblemKind::NothingToHave),
        }
    }

    fn size(&mut self, of: &IdedExpr, span: Span) -> Option<Expr> {
        let of = self.check(of)?;
        match &of.ty {
            Type::Text | Type::Enum(_) | Type::List(_) | Type::Record(_) | Type::Any => {
                Some(expr(ExprKind::Size(Box::new(of)), Type::Int, span))
            }
            other => {
                let kind = ProblemKind::WrongType { expected: Expected::Sized, found: other.clone() };
                self.report(of.span.clone(), kind)
            }
        }
    }

    fn matches(&mut self, node: &IdedExpr, target: &IdedExpr, pattern: &IdedExpr) -> Option<Expr> {
        let text = self.needed(target, Expected::Text, &Type::Text);
        let pattern = self.check(pattern)?;
        let ExprKind::Literal(Value::Text(source)) = &pattern.kind else {
            let kind = ProblemKind::WrongType { expected: Expected::LiteralText, found: pattern.ty };
            return self.report(pattern.span, kind);
        };
        let Ok(compiled) = Pattern::new(source) else {
            return self.report(pattern.span, ProblemKind::BadPattern);
        };
        Some(expr(ExprKind::Matches(Box::new(text?), compiled), Type::Bool, self.call_span(node)))
    }

    /// A duration, or a text that is one.
    fn duration_argument(&mut self, node: &IdedExpr) -> Option<Expr> {
        let text = self.check(node)?;
        let kind = match (&text.kind, &text.ty) {
            (ExprKind::Literal(Value::Text(literal)), _) => match duration_us(literal) {
                Some(us) => ExprKind::Literal(Value::Duration(us)),
                None => {
                    let kind = ProblemKind::BadDuration { text: literal.to_string() };
                    return self.report(text.span, kind);
                }
            },
            (_, Type::Duration) => return Some(text),
            (_, Type::Text | Type::Any) => {
                let span = text.span.clone();
                return Some(expr(ExprKind::ToDuration(Box::new(text)), Type::Duration, span));
            }
            (_, found) => {
                let kind = ProblemKind::WrongType { expected: Expected::Duration, found: found.clone() };
                return self.report(text.span, kind);
            }
        };
        Some(expr(kind, Type::Duration, text.span))
    }

    fn time_argument(&mut self, node: &IdedExpr, span: Span) -> Option<Expr> {
        let text = self.check(node)?;
        if let ExprKind::Literal(Value::Text(literal)) = &text.kind {
            return match time_us(literal) {
                Some(us) => Some(expr(ExprKind::Literal(Value::Time(us)), Type::Time, span)),
                None => {
                    let kind = ProblemKind::BadTime { text: literal.to_string() };
                    self.report(text.span, kind)
                }
            };
        }
        match text.ty {
            Type::Time => Some(Expr { span, ..text }),
            Type::Text | Type::Any => Some(expr(ExprKind::ToTime(Box::new(text)), Type::Time, span)),
            found => self.report(text.span, ProblemKind::WrongType { expected: Expected::Time, found }),
        }
    }

    /// An expression of the type needed (or not declared); an enum is a text.
    fn needed(&mut self, node: &IdedExpr, expected: Expected, ty: &Type) -> Option<Expr> {
        let checked = self.check(node)?;
        if checked.ty == *ty || checked.ty == Type::Any || (*ty == Type::Text && checked.ty.is_text()) {
            return Some(checked);
        }
        self.report(checked.span, ProblemKind::WrongType { expected, found: checked.ty })
    }

    /// The activity that a call's first argument names.
    pub(super) fn activity_argument(&mut self, node: &IdedExpr, call: &CallExpr) -> Option<Arc<ActivityRef>> {
        let argument = match call.args.as_slice() {
            [argument] => argument,
            [argument, _] if which(&call.func_name).is_none() => argument,
            _ => {
                let usage =
                    FUNCTIONS.iter().find(|(known, _)| *known == call.func_name).map_or("", |(_, u)| u);
                let span = self.call_span(node);
                return self.report(span, ProblemKind::Arguments { usage });
            }
        };
        let (base, segments) = self.unchain(argument);
        if !matches!(base.expr, Node::Ident(_)) {
            let span = self.tokens.span(self.token(argument));
            let found = self.check(argument)?.ty;
            return self.report(span, ProblemKind::WrongType { expected: Expected::Activity, found });
        }
        let name = segments.iter().map(|segment| segment.name.as_str()).collect::<Vec<_>>().join(".");
        if self.names.activity(&name) {
            return Some(self.activity(&name));
        }
        let mut known = self.names.candidates();
        known.retain(|candidate| self.names.activity(candidate));
        let nearest = nearest(&name, known.iter().map(String::as_str)).map(str::to_owned);
        let span = segments.first().map_or(0, |s| s.span.start)..segments.last().map_or(0, |s| s.span.end);
        self.report(span, ProblemKind::UnknownActivity { name, nearest })
    }

    /// From a call's target or name to its closing bracket.
    pub(super) fn call_span(&self, node: &IdedExpr) -> Span {
        let bracket = self.tokens.bracketed(self.token(node));
        let start = match &node.expr {
            Node::Call(CallExpr { target: Some(target), .. }) => self.start(target),
            _ => self.function_name(node).start,
        };
        start..bracket.end
    }

    /// A call's name: the token before its bracket.
    fn function_name(&self, node: &IdedExpr) -> Span {
        self.tokens.span(self.token(node).saturating_sub(1))
    }

    /// The first byte of an expression, before it is checked.
    fn start(&self, node: &IdedExpr) -> usize {
        let first = match &node.expr {
            Node::Select(select) => self.start(&select.operand),
            Node::Call(call) => match (&call.target, call.args.as_slice()) {
                (Some(target), _) => self.start(target),
                (None, [of, ..]) if call.func_name.starts_with('_') => self.start(of),
                (None, _) if call.func_name.starts_with(['!', '-']) => {
                    self.tokens.span(self.token(node)).start
                }
                (None, [of, ..]) if call.func_name == operators::IN => self.start(of),
                (None, _) => self.function_name(node).start,
            },
            _ => self.tokens.span(self.token(node)).start,
        };
        // an operator as a target stands in brackets
        let operator = matches!(&node.expr, Node::Call(call) if call.target.is_none() && find_operator(call));
        if operator { self.tokens.before(first, "(") } else { first }
    }
}

/// Whether a call is an operator that needs brackets before `.`.
fn find_operator(call: &CallExpr) -> bool {
    !call.func_name.starts_with(|c: char| c.is_ascii_alphabetic()) && call.func_name != operators::INDEX
}

/// Microseconds since 1970 UTC of an RFC 3339 text; its offset is required.
pub(crate) fn time_us(text: &str) -> Option<i64> {
    text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_microsecond)
}
