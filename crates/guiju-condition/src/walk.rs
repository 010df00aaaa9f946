//! Walking over a tree.

use crate::expr::{Expr, ExprKind};

/// One list of the children for both kinds of reference.
macro_rules! children {
    ($kind:expr) => {
        match $kind {
            ExprKind::Literal(_)
            | ExprKind::Place(_)
            | ExprKind::Local { .. }
            | ExprKind::Done(_)
            | ExprKind::Count(_)
            | ExprKind::EventAttr { .. } => Vec::new(),
            ExprKind::Field { of, .. }
            | ExprKind::Has(of)
            | ExprKind::Not(of)
            | ExprKind::Negate(of)
            | ExprKind::Matches(of, _)
            | ExprKind::Size(of)
            | ExprKind::ToDuration(of)
            | ExprKind::ToTime(of)
            | ExprKind::Period(_, of)
            | ExprKind::CountLast(_, of) => vec![of],
            ExprKind::Index { of: a, at: b }
            | ExprKind::Compare(_, a, b)
            | ExprKind::Arithmetic(_, a, b)
            | ExprKind::In(a, b)
            | ExprKind::TextTest(_, a, b)
            | ExprKind::Macro { over: a, body: b, .. } => vec![a, b],
            ExprKind::Choose { condition, then, otherwise } => vec![condition, then, otherwise],
            ExprKind::List(items) | ExprKind::And(items) | ExprKind::Or(items) => {
                return items.into_iter().collect();
            }
        }
    };
}

impl Expr {
    /// The expressions directly in this one, in the order of the text.
    pub fn children(&self) -> Vec<&Expr> {
        let boxed: Vec<&Box<Expr>> = children!(&self.kind);
        boxed.into_iter().map(|child| &**child).collect()
    }

    pub(crate) fn children_mut(&mut self) -> Vec<&mut Expr> {
        let boxed: Vec<&mut Box<Expr>> = children!(&mut self.kind);
        boxed.into_iter().map(|child| &mut **child).collect()
    }

    /// Visits this expression and all in it, outermost and leftmost first.
    pub fn walk<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    pub(crate) fn walk_mut(&mut self, visit: &mut dyn FnMut(&mut Expr)) {
        visit(self);
        for child in self.children_mut() {
            child.walk_mut(visit);
        }
    }

    /// `&&` or `||` without one of its operands; `None` for other expressions and the last operand.
    pub(crate) fn without_operand(&self, index: usize) -> Option<Expr> {
        let (ExprKind::And(operands) | ExprKind::Or(operands)) = &self.kind else { return None };
        if operands.len() < 2 || index >= operands.len() {
            return None;
        }
        let mut rest = operands.clone();
        rest.remove(index);
        if rest.len() == 1 {
            return rest.pop();
        }
        let kind = match self.kind {
            ExprKind::And(_) => ExprKind::And(rest),
            _ => ExprKind::Or(rest),
        };
        Some(Expr { kind, ty: self.ty.clone(), span: self.span.clone() })
    }
}
