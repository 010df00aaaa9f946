//! Filled forms: fields there and in range, signed by whom it should be.

use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::patterns::{Pairing, Search};
use crate::region::Region;
use crate::scene::Scene;
use crate::signature::{DOUBT, Standing};
use guiju_condition::{Truth, Value};
use guiju_standard::model::{Form, Record};

/// A form that was looked for.
#[derive(Debug, Default)]
pub(crate) struct RecordSearch {
    /// The search as any target's.
    pub(crate) search: Search,
    /// The form was there, but not as it should be.
    pub(crate) incomplete: Option<Incomplete>,
}

/// What a form lacks.
#[derive(Debug, Clone)]
pub(crate) struct Incomplete {
    /// The form.
    pub(crate) hit: Hit,
    /// Fields empty or out of range.
    pub(crate) fields: Vec<String>,
    /// Signatures missing or by someone else.
    pub(crate) unsigned: Vec<String>,
}

impl<'h> Judging<'h> {
    /// Looks for the form, filled and signed, in a region.
    pub(crate) fn find_record(
        &self,
        record: &Record,
        region: &Region,
        pair: &Pairing<'_>,
        cx: &Cx<'_, 'h>,
    ) -> RecordSearch {
        let mut result = RecordSearch::default();
        result.search.missing.push(record.form.clone());
        for at in self.history.of_activity(&record.form) {
            let mut hit = Hit::of_event(self.history, at);
            if !cx.sees(self, at) || !region.holds(&hit) || pair.taken.contains(&at) {
                continue;
            }
            let mut truth = self.pairs(&hit, pair, cx);
            if let (Some(condition), Truth::True) = (&record.condition, &truth) {
                let scene = Scene { member: cx.member, ..Scene::at_hit(self, &hit) };
                truth = guiju_condition::truth(condition, &scene);
            }
            match truth {
                Truth::False => continue,
                Truth::Unknown(missing) => {
                    hit.missing = Some(missing);
                    result.search.possible = result.search.possible.or(Some(hit));
                    continue;
                }
                Truth::True => {}
            }
            let mut lacks = self.lacks(record, hit.clone(), at);
            let roles = self.signing(record);
            // A doubt about the signature is none about what was filled in.
            if !roles.is_empty() && lacks.unsigned.is_empty() && lacks.fields.is_empty() {
                match self.standing(self.plan.standard.forms.get(&record.form), at) {
                    Standing::Good => {}
                    Standing::Refuted => lacks.unsigned = roles.to_vec(),
                    Standing::Doubtful(doubts) => {
                        let doubt = guiju_condition::Missing::attribute(DOUBT);
                        let doubts = doubts.into_iter().map(guiju_condition::Missing::attribute);
                        hit.missing = Some(doubts.fold(doubt, guiju_condition::Missing::and));
                        result.search.possible = result.search.possible.or(Some(hit));
                        continue;
                    }
                }
            }
            if lacks.fields.is_empty() && lacks.unsigned.is_empty() {
                result.search.missing.clear();
                result.search.hit = Some(hit);
                result.incomplete = None;
                return result;
            }
            result.incomplete = Some(lacks);
        }
        result
    }

    /// The roles that must have signed.
    fn signing<'r>(&'r self, record: &'r Record) -> &'r [String] {
        match self.plan.standard.forms.get(&record.form) {
            Some(form) if record.signed.is_empty() && record.fields.is_empty() => &form.signed,
            _ => &record.signed,
        }
    }

    fn lacks(&self, record: &Record, hit: Hit, at: usize) -> Incomplete {
        let form = self.plan.standard.forms.get(&record.form);
        let names: Vec<&str> = match (record.fields.is_empty(), form) {
            (false, _) => record.fields.iter().map(String::as_str).collect(),
            (true, Some(form)) => form.fields.keys().map(String::as_str).collect(),
            (true, None) => Vec::new(),
        };
        let asked_for_all = record.fields.is_empty();
        let fields = names
            .into_iter()
            .filter(|name| !self.field_is_right(form, name, asked_for_all, &hit, at))
            .map(str::to_owned)
            .collect();
        let unsigned =
            self.signing(record).iter().filter(|role| !self.is_signed(role, at)).cloned().collect();
        Incomplete { hit, fields, unsigned }
    }

    fn field_is_right(
        &self,
        form: Option<&Form>,
        name: &str,
        may_be_optional: bool,
        hit: &Hit,
        at: usize,
    ) -> bool {
        let field = form.and_then(|form| form.fields.get(name));
        let value = self.history.event_attr(at, name).filter(|value| !is_empty(value));
        let Some(value) = value else {
            let Some(field) = field.filter(|_| may_be_optional) else { return false };
            let scene = Scene::at_hit(self, hit);
            let holds = |condition: &guiju_condition::Condition| {
                guiju_condition::truth(condition, &scene) == Truth::True
            };
            return match (&field.required_if, &field.shown_if) {
                (Some(required), _) => !holds(required),
                (None, Some(shown)) => !holds(shown) || field.optional,
                (None, None) => field.optional,
            };
        };
        let Some(field) = field else { return true };
        let in_range = match (&field.attr.range, number(&value)) {
            (Some(range), Some(number)) => range.contains(number, range.unit()).unwrap_or(false),
            (Some(_), None) => false,
            (None, _) => true,
        };
        let in_list = match (&field.attr.ty, &value) {
            (guiju_condition::Type::Enum(values), Value::Text(text)) => values.iter().any(|v| v == text),
            _ => true,
        };
        let as_recorded = match (&field.same_as, &value) {
            (Some((activity, within)), Value::Time(time)) => self
                .history
                .of_activity(activity)
                .next_back()
                .is_none_or(|other| (self.history.events[other].time - time).abs() <= within.0),
            _ => true,
        };
        in_range && in_list && as_recorded
    }

    /// Whether a form is signed by a role: `signed_by` names it and `signer` is not one of ours where it should not be.
    fn is_signed(&self, role: &str, at: usize) -> bool {
        let history = self.history;
        let list = |name: &str| -> Vec<String> {
            match history.event_attr(at, name) {
                Some(Value::List(items)) => items
                    .iter()
                    .map(|item| match item {
                        Value::Text(text) => text.to_string(),
                        _ => String::new(),
                    })
                    .collect(),
                Some(Value::Text(text)) => vec![text.to_string()],
                _ => Vec::new(),
            }
        };
        let roles = list("signed_by");
        let signers = list("signer");
        roles.iter().enumerate().any(|(place, signed)| {
            let fits = signed == role
                || (role == "customer" && history.side(signed) == crate::history::SideOf::Other)
                || (role == "staff" && history.side(signed) == crate::history::SideOf::Ours);
            let signer = signers.get(place).map(String::as_str);
            let by_staff = history.side(role) == crate::history::SideOf::Other
                && signer.is_some_and(|signer| self.is_staff(signer));
            fits && signer.is_none_or(|signer| !signer.trim().is_empty()) && !by_staff
        })
    }

    /// Whether a name is the id of a member of staff.
    pub(crate) fn is_staff(&self, id: &str) -> bool {
        let log = self.history.log;
        log.strings
            .get(id)
            .and_then(|id| log.object(id))
            .is_some_and(|object| log.strings.resolve(log.object_ref(object).kind()) == "staff")
            || self.history.side(id) == crate::history::SideOf::Ours
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::List(items) => items.is_empty(),
        _ => false,
    }
}

/// A value as a number.
pub(crate) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Int(int) => Some(*int as f64),
        Value::Float(float) => Some(*float),
        Value::Duration(us) => Some(*us as f64 / 1e6),
        Value::Bool(flag) => Some(f64::from(u8::from(*flag))),
        _ => None,
    }
}
