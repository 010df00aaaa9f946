//! A compiled condition.

use crate::env::{ActivityRef, PlaceRef};
use crate::expr::{Expr, ExprKind};
use crate::names::Names;
use crate::problem::Problem;
use crate::types::Type;
use std::sync::Arc;

/// A condition, compiled: its text, its typed tree and all that it refers to.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub(crate) text: Arc<str>,
    pub(crate) root: Expr,
    pub(crate) places: Arc<[Arc<PlaceRef>]>,
    pub(crate) activities: Arc<[Arc<ActivityRef>]>,
}

/// Compiles a condition: an expression whose value is true or false.
///
/// # Errors
/// All that is wrong with it, by place in the text; a syntax error comes alone.
pub fn compile(text: &str, names: &dyn Names) -> Result<Condition, Vec<Problem>> {
    crate::check::compile(text, names, true)
}

/// Compiles an expression of any type, such as a key (`day(time)`) or a figure; [`Condition::ty`] tells which.
///
/// # Errors
/// As [`compile`].
pub fn compile_value(text: &str, names: &dyn Names) -> Result<Condition, Vec<Problem>> {
    crate::check::compile(text, names, false)
}

impl Condition {
    /// The text that it was compiled from; spans point into it, also in a mutant.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The typed tree.
    pub fn expr(&self) -> &Expr {
        &self.root
    }

    /// The type of its value.
    pub fn ty(&self) -> &Type {
        &self.root.ty
    }

    /// The places that it refers to, each once, by [`PlaceRef::index`].
    pub fn places(&self) -> &[Arc<PlaceRef>] {
        &self.places
    }

    /// The activities that `done`, `first`, `last`, `count`, `count_last` name, each once, by [`ActivityRef::index`].
    pub fn activities(&self) -> &[Arc<ActivityRef>] {
        &self.activities
    }
}

/// Parts and changes.
impl Condition {
    /// The operands of the outermost `&&` or `||`; the whole where there is none.
    pub fn parts(&self) -> &[Expr] {
        match &self.root.kind {
            ExprKind::And(parts) | ExprKind::Or(parts) => parts,
            _ => std::slice::from_ref(&self.root),
        }
    }

    /// The operands of a top-level `&&`, each as a condition of its own; the condition itself where there is none.
    pub fn conjuncts(&self) -> Vec<Condition> {
        match &self.root.kind {
            ExprKind::And(parts) => {
                parts.iter().map(|part| Condition { root: part.clone(), ..self.clone() }).collect()
            }
            _ => vec![self.clone()],
        }
    }

    /// The condition without one of its [`Condition::parts`]; `None` if there is no such part, or no other.
    pub fn without_part(&self, index: usize) -> Option<Condition> {
        Some(self.with_root(self.root.without_operand(index)?))
    }

    /// The opposite condition; what is unknown stays unknown.
    pub fn negated(&self) -> Condition {
        let root = match &self.root.kind {
            ExprKind::Not(operand) => (**operand).clone(),
            _ => Expr {
                kind: ExprKind::Not(Box::new(self.root.clone())),
                ty: Type::Bool,
                span: self.root.span.clone(),
            },
        };
        Condition { root, ..self.clone() }
    }

    /// The comparisons in it, outermost and leftmost first.
    pub fn comparisons(&self) -> Vec<&Expr> {
        let mut found = Vec::new();
        self.root.walk(&mut |expr| {
            if matches!(expr.kind, ExprKind::Compare(..)) {
                found.push(expr);
            }
        });
        found
    }

    /// The condition with one of its [`Condition::comparisons`] replaced by its neighbour
    /// ([`crate::Comparison::flipped`]); `None` if there is no such comparison.
    pub fn with_comparison_flipped(&self, index: usize) -> Option<Condition> {
        let mut root = self.root.clone();
        let mut seen = 0;
        let mut done = false;
        root.walk_mut(&mut |expr| {
            if let ExprKind::Compare(comparison, ..) = &mut expr.kind {
                if seen == index {
                    *comparison = comparison.flipped();
                    done = true;
                }
                seen += 1;
            }
        });
        done.then(|| self.with_root(root))
    }

    pub(crate) fn with_root(&self, root: Expr) -> Condition {
        Condition { root, ..self.clone() }
    }
}
