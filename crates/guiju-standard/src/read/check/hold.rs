//! Conditions on events, checks and stretches.

use crate::diagnostic::Diagnostic;
use crate::model::{Check, EntryTest, Figure, FigureRange, Hold, HoldOn, Requirement};
use crate::read::Reader;
use crate::read::names::Scope;
use crate::yaml::{Kind, Node};
use guiju_condition::Type;
use guiju_time::{Quantity, Range, Unit};

impl Reader {
    pub(in crate::read) fn hold(&mut self, on: HoldOn, node: &Node, scope: &Scope<'_>) -> Option<Check> {
        let Some(value) = node.get("hold") else {
            self.missing_key(node, "hold");
            return None;
        };
        let inner = match &on {
            HoldOn::At(p) | HoldOn::Inspect(p, _) => scope.at(self.activities_of(p)),
            HoldOn::Stretch => scope.measured(),
        };
        let requirement = match &value.kind {
            Kind::Map(entries) => {
                let mut list = Vec::new();
                for (key, test) in entries {
                    let name = key.text().unwrap_or("").to_owned();
                    // Compiling the name alone finds misspelt ones.
                    let ty = self.condition_text(&name, key.span, &inner, false)?.ty().clone();
                    list.push((name, self.entry_test(test, &ty)?, test.span));
                }
                Requirement::Entries(list)
            }
            _ => Requirement::Condition(self.condition(value, &inner)?),
        };
        let same = match &on {
            HoldOn::Inspect(..) => self.values(node.get("same"), &inner),
            HoldOn::At(_) | HoldOn::Stretch => Vec::new(),
        };
        Some(Check::Hold(Hold { on, requirement, same, span: value.span }))
    }

    /// What an entry of `hold` asks: a range with unit, one with figures, one value, or one of several.
    fn entry_test(&mut self, node: &Node, ty: &Type) -> Option<EntryTest> {
        match &node.kind {
            Kind::Scalar { text, plain: true } if text.contains("param.") || text.contains('±') => {
                Some(EntryTest::Figures(self.figure_range(node, text)?, declared_unit(ty)))
            }
            _ => Some(match entry_test(node) {
                // A bare number is in the declared unit, so the range is too.
                EntryTest::Range(range) => {
                    EntryTest::Range(declared_unit(ty).map_or(range, |unit| range.in_unit(unit)))
                }
                other => other,
            }),
        }
    }

    /// `param.low..param.high`, `±param.limit`, `param.middle ± 2cm`, `param.x` alone.
    fn figure_range(&mut self, node: &Node, text: &str) -> Option<FigureRange> {
        if let Some((middle, tolerance)) = text.split_once('±') {
            let middle = match middle.trim() {
                "" => None,
                middle => Some(self.bounding(node, middle)?),
            };
            return Some(FigureRange::Around(middle, self.bounding(node, tolerance)?));
        }
        let Some((least, most)) = text.split_once("..") else {
            let only = self.bounding(node, text)?;
            return Some(FigureRange::Between(Some(only.clone()), Some(only)));
        };
        let mut side = |text: &str| match text.trim() {
            "" => Some(None),
            text => self.bounding(node, text).map(Some),
        };
        Some(FigureRange::Between(side(least)?, side(most)?))
    }

    fn bounding(&mut self, node: &Node, text: &str) -> Option<Figure> {
        let text = text.trim();
        if let Some(name) = text.strip_prefix("param.").filter(|name| crate::shape::is_name(name)) {
            let Some(param) = self.params.get(name) else {
                self.unknown_param(node.span, name);
                return None;
            };
            if param.is_measured() {
                return Some(Figure::Param(name.to_owned()));
            }
            self.report(
                Diagnostic::error(
                    "wrong-type",
                    node.span,
                    format!("`param.{name}` 不是数，不能作界限"),
                    format!("`param.{name}` is no figure, so it can't be a bound"),
                )
                .help(
                    format!("写成条件：`属性 == param.{name}`。"),
                    format!("write a condition: `attribute == param.{name}`"),
                ),
            );
            return None;
        }
        match Quantity::parse(text) {
            Ok(quantity) => Some(Figure::Fixed(quantity)),
            Err(problem) => {
                self.report(Diagnostic::error(
                    "wrong-type",
                    node.span,
                    problem.say(guiju_time::Lang::Zh),
                    problem.say(guiju_time::Lang::En),
                ));
                None
            }
        }
    }
}

/// The unit that an attribute is declared in.
fn declared_unit(ty: &Type) -> Option<Unit> {
    match ty {
        Type::Number { unit: Some(unit) } => Unit::parse(unit),
        _ => None,
    }
}

/// What an entry of `hold` asks: a range with unit, one value, or one of several.
fn entry_test(node: &Node) -> EntryTest {
    match &node.kind {
        Kind::List(items) => EntryTest::OneOf(items.iter().map(Node::to_json).collect()),
        Kind::Scalar { text, plain: true }
            if text.contains("..") || text.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            match Range::parse(text) {
                Ok(range) => EntryTest::Range(range),
                Err(_) => EntryTest::OneOf(vec![node.to_json()]),
            }
        }
        _ => EntryTest::OneOf(vec![node.to_json()]),
    }
}
