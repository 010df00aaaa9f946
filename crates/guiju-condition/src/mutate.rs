//! Conditions changed in one place, for the mutation testing of packs.

use crate::condition::Condition;
use crate::expr::{Comparison, Expr, ExprKind, Span};
use crate::print::print;
use crate::problem::Lang;

/// A condition with one change.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutant {
    /// What was changed.
    pub change: Change,
    /// Where, in the condition's text.
    pub span: Span,
    /// The condition with the change; its [`Condition::text`] is the original, its `Display` the changed one.
    pub condition: Condition,
}

/// A change of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The whole is negated.
    Negated,
    /// An operand of `&&` or `||` is left out; its text.
    Dropped(String),
    /// A comparison became another.
    Compared {
        /// The operator in the text.
        from: Comparison,
        /// The operator instead of it.
        to: Comparison,
    },
    /// A `!` is left out.
    NotDropped,
}

impl Change {
    /// The change in a few words.
    pub fn describe(&self, lang: Lang) -> String {
        match (self, lang) {
            (Change::Negated, Lang::Zh) => "整个条件取反".to_owned(),
            (Change::Negated, Lang::En) => "the condition negated".to_owned(),
            (Change::Dropped(part), Lang::Zh) => format!("去掉 `{part}`"),
            (Change::Dropped(part), Lang::En) => format!("without `{part}`"),
            (Change::Compared { from, to }, Lang::Zh) => {
                format!("`{}` 改成 `{}`", from.symbol(), to.symbol())
            }
            (Change::Compared { from, to }, Lang::En) => {
                format!("`{}` instead of `{}`", to.symbol(), from.symbol())
            }
            (Change::NotDropped, Lang::Zh) => "去掉 `!`".to_owned(),
            (Change::NotDropped, Lang::En) => "without `!`".to_owned(),
        }
    }
}

impl Condition {
    /// All conditions that differ from this one in a single change: negated; without an operand of some `&&` or `||`;
    /// with a comparison at its neighbour's bound ([`Comparison::flipped`]); without a `!`. In the order of the text
    /// where they stand, the negation first.
    pub fn mutants(&self) -> Vec<Mutant> {
        let mut mutants = vec![Mutant {
            change: Change::Negated,
            span: self.expr().span.clone(),
            condition: self.negated(),
        }];
        let mut position = 0;
        self.expr().walk(&mut |expr| {
            for (change, span, replacement) in changes(expr, self.text()) {
                // without its outermost `!` it is the negated condition
                if change == Change::NotDropped && position == 0 {
                    continue;
                }
                let condition = self.with_root(replaced(self.expr(), position, replacement));
                mutants.push(Mutant { change, span, condition });
            }
            position += 1;
        });
        mutants
    }
}

/// What an expression can become by one change of its own.
fn changes(expr: &Expr, text: &str) -> Vec<(Change, Span, Expr)> {
    match &expr.kind {
        ExprKind::And(operands) | ExprKind::Or(operands) => operands
            .iter()
            .enumerate()
            .filter_map(|(index, operand)| {
                let change = Change::Dropped(print(operand, text));
                Some((change, operand.span.clone(), expr.without_operand(index)?))
            })
            .collect(),
        ExprKind::Compare(from, left, right) => {
            let to = from.flipped();
            let kind = ExprKind::Compare(to, left.clone(), right.clone());
            let replacement = Expr { kind, ..expr.clone() };
            vec![(Change::Compared { from: *from, to }, expr.span.clone(), replacement)]
        }
        ExprKind::Not(operand) => vec![(Change::NotDropped, expr.span.clone(), (**operand).clone())],
        _ => Vec::new(),
    }
}

/// The tree with the expression at a position (in the order of [`Expr::walk`]) replaced.
fn replaced(root: &Expr, position: usize, replacement: Expr) -> Expr {
    fn seek(expr: &mut Expr, position: &mut usize, replacement: &mut Option<Expr>) {
        if *position == 0 {
            if let Some(replacement) = replacement.take() {
                *expr = replacement;
            }
            return;
        }
        for child in expr.children_mut() {
            if replacement.is_none() {
                return;
            }
            *position -= 1;
            seek(child, position, replacement);
        }
    }
    let mut root = root.clone();
    seek(&mut root, &mut { position }, &mut Some(replacement));
    root
}
