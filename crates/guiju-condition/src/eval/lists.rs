//! Lists: literals, elements, membership, macros.

use super::{Machine, field, united};
use crate::expr::{Expr, ExprKind, Macro};
use crate::missing::{Fault, Missing};
use crate::value::Value;
use std::sync::Arc;

impl<'v> Machine<'v> {
    pub(super) fn list(&mut self, items: &'v [Expr]) -> Result<Value, Missing> {
        let mut values = Vec::with_capacity(items.len());
        let mut missing = None;
        for item in items {
            match self.value(item) {
                Ok(value) => values.push(value.into_owned()),
                Err(more) => missing = Some(united(missing, more)),
            }
        }
        missing.map_or_else(|| Ok(Value::List(values.into())), Err)
    }

    pub(super) fn element(&mut self, of: &'v Expr, at: &'v Expr) -> Result<Value, Missing> {
        let (of, at) = self.both(of, at)?;
        match (&*of, &*at) {
            (Value::List(list), Value::Int(at)) => usize::try_from(*at)
                .ok()
                .and_then(|at| list.get(at).cloned())
                .ok_or_else(|| Fault::NoSuchElement.into()),
            _ => Err(Fault::WrongKind.into()),
        }
    }

    /// `item in list`; a list that is written out is never built.
    pub(super) fn contained(&mut self, item: &'v Expr, list: &'v Expr) -> Result<bool, Missing> {
        if let ExprKind::List(items) = &list.kind {
            let item = self.value(item);
            let mut found = false;
            let mut missing = None;
            for element in items {
                match self.value(element) {
                    Ok(element) => found |= item.as_ref().is_ok_and(|item| *item == element),
                    Err(more) => missing = Some(united(missing, more)),
                }
            }
            return match (item, missing) {
                (Ok(_), None) => Ok(found),
                (Ok(_), Some(missing)) | (Err(missing), None) => Err(missing),
                (Err(item), Some(missing)) => Err(item.and(missing)),
            };
        }
        let (item, list) = self.both(item, list)?;
        match (&*item, &*list) {
            (item, Value::List(list)) => Ok(list.contains(item)),
            (Value::Text(name), Value::Record(fields)) => Ok(field(fields, name).is_some()),
            _ => Err(Fault::WrongKind.into()),
        }
    }

    pub(super) fn list_macro(
        &mut self,
        which: Macro,
        over: &'v Expr,
        body: &'v Expr,
    ) -> Result<Value, Missing> {
        let over = self.value(over)?;
        let Value::List(elements) = &*over else { return Err(Fault::WrongKind.into()) };
        let elements = Arc::clone(elements);
        let mut missing: Option<Missing> = None;
        let mut true_for: usize = 0;
        let mut values = Vec::new();
        for element in elements.iter() {
            self.locals.push(element.clone());
            let answer = if which == Macro::Map {
                self.value(body).map(|value| {
                    values.push(value.into_owned());
                    true
                })
            } else {
                self.boolean(body)
            };
            self.locals.pop();
            match answer {
                // what decides, decides, whatever is missing in other elements
                Ok(false) if which == Macro::All => return Ok(Value::Bool(false)),
                Ok(true) if which == Macro::Exists => return Ok(Value::Bool(true)),
                Ok(true) => {
                    true_for += 1;
                    if which == Macro::Filter {
                        values.push(element.clone());
                    }
                }
                Ok(false) => {}
                Err(more) => missing = Some(united(missing, more)),
            }
        }
        if let Some(missing) = missing {
            return Err(missing);
        }
        Ok(match which {
            Macro::All => Value::Bool(true),
            Macro::Exists => Value::Bool(false),
            Macro::ExistsOne => Value::Bool(true_for == 1),
            Macro::Filter | Macro::Map => Value::List(values.into()),
        })
    }
}
