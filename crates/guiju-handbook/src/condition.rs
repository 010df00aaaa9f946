//! Conditions in words, as far as they are plain; else as written.

use crate::Book;
use guiju_condition::{Comparison, Condition, Expr, ExprKind, Place, Value};
use guiju_time::Lang;

impl Book<'_> {
    /// When something holds.
    pub(crate) fn when(&self, condition: &Condition) -> String {
        self.said(condition.expr()).unwrap_or_else(|| condition.text().to_owned())
    }

    fn said(&self, expr: &Expr) -> Option<String> {
        Some(match &expr.kind {
            ExprKind::And(parts) => self.all(parts)?.join(self.pick("，且", " and ")),
            ExprKind::Or(parts) => self.all(parts)?.join(self.pick("，或", " or ")),
            ExprKind::Compare(comparison, left, right) => {
                let (name, title) = self.place(left)?;
                let value = self.value(&name, right)?;
                let sign = self.sign(*comparison);
                match self.lang {
                    Lang::Zh => format!("{title}{sign}{value}"),
                    Lang::En => format!("{title} {sign} {value}"),
                }
            }
            ExprKind::In(left, right) => {
                let (name, title) = self.place(left)?;
                let values = self.value(&name, right)?;
                match self.lang {
                    Lang::Zh => format!("{title}为{values}"),
                    Lang::En => format!("{title} is {values}"),
                }
            }
            ExprKind::Not(inner) => match &inner.kind {
                ExprKind::Done(activity) => match self.lang {
                    Lang::Zh => format!("还没有“{}”", self.name(&activity.name)),
                    Lang::En => format!("“{}” has not come yet", self.name(&activity.name)),
                },
                ExprKind::Place(_) => match self.lang {
                    Lang::Zh => format!("不是“{}”", self.place(inner)?.1),
                    Lang::En => format!("not “{}”", self.place(inner)?.1),
                },
                _ => return None,
            },
            ExprKind::Done(activity) => match self.lang {
                Lang::Zh => format!("已有“{}”", self.name(&activity.name)),
                Lang::En => format!("“{}” has come", self.name(&activity.name)),
            },
            ExprKind::Has(of) => match self.lang {
                Lang::Zh => format!("有“{}”", self.place(of)?.1),
                Lang::En => format!("“{}” is given", self.place(of)?.1),
            },
            ExprKind::Place(_) => match self.lang {
                Lang::Zh => format!("“{}”", self.place(expr)?.1),
                Lang::En => format!("“{}”", self.place(expr)?.1),
            },
            _ => return None,
        })
    }

    fn all(&self, parts: &[Expr]) -> Option<Vec<String>> {
        parts.iter().map(|part| self.said(part)).collect()
    }

    /// A place's name as the vocabulary has it, and its title.
    fn place(&self, expr: &Expr) -> Option<(String, String)> {
        let ExprKind::Place(place) = &expr.kind else { return None };
        let name = match &place.place {
            Place::Event(name) | Place::Activation(name) | Place::Target(name) | Place::Subject(name) => {
                name.clone()
            }
            Place::Object { role, attr } => format!("{role}.{attr}"),
            Place::Each(Some(attr)) => attr.clone(),
            _ => return None,
        };
        let title = self.attr_title(&name);
        Some((name, title))
    }

    fn value(&self, name: &str, expr: &Expr) -> Option<String> {
        Some(match &expr.kind {
            ExprKind::Literal(Value::Text(text)) => {
                let title = self.value_title(name, text);
                if self.lang == Lang::Zh { format!("“{title}”") } else { title }
            }
            ExprKind::Literal(Value::Bool(flag)) => {
                self.value_title(name, if *flag { "true" } else { "false" })
            }
            ExprKind::Literal(Value::Int(int)) => self.with_unit(name, &int.to_string()),
            ExprKind::Literal(Value::Float(float)) => self.with_unit(name, &float.to_string()),
            ExprKind::Place(place) => match &place.place {
                Place::Param(param) => self.param_now(param)?,
                _ => return None,
            },
            ExprKind::List(items) => {
                let items: Option<Vec<String>> = items.iter().map(|item| self.value(name, item)).collect();
                items?.join(self.pick("、", " or "))
            }
            _ => return None,
        })
    }

    fn with_unit(&self, name: &str, figure: &str) -> String {
        match self.attr(name).and_then(|attr| attr.unit) {
            Some(unit) => format!("{figure} {unit}"),
            None => figure.to_owned(),
        }
    }

    fn sign(&self, comparison: Comparison) -> &'static str {
        let (zh, en) = match comparison {
            Comparison::Eq => ("为", "is"),
            Comparison::Ne => ("不为", "is not"),
            Comparison::Lt => ("小于 ", "below"),
            Comparison::Le => ("不超过 ", "at most"),
            Comparison::Gt => ("大于 ", "above"),
            Comparison::Ge => ("不少于 ", "at least"),
        };
        if self.lang == Lang::Zh { zh } else { en }
    }
}
