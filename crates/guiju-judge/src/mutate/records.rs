//! Records, consents, ratings: each field and signature left out, what asks and answers, what must agree.

use super::variant::{Variant, Variants, lift, one_less, wrap};
use super::{bounds, conditions, speech};
use guiju_standard::Span;
use guiju_standard::model::{Agree, Consent, Field, Form, Rate, Record};
use guiju_time::{Micros, Span as Length};

/// A form asked for, changed in one place.
pub(super) fn record(record: &Record) -> Variants<Record> {
    let at = record.span;
    let mut found = lift(one_less(&record.fields, String::clone, at), "fields", |fields| Record {
        fields,
        ..record.clone()
    });
    for (index, role) in record.signed.iter().enumerate() {
        let signed = super::variant::without(&record.signed, index);
        found.push(Variant::dropped(&format!("signed {role}"), at, Record { signed, ..record.clone() }));
    }
    found.extend(wrap(conditions::optional(record.condition.as_ref(), "where", at), |condition| Record {
        condition,
        ..record.clone()
    }));
    found
}

/// A form, changed where a clause that asks for it looks: all that is required, or the fields that it names.
pub(super) fn form(form: &Form, asked_whole: bool, named: &dyn Fn(&str) -> bool) -> Variants<Form> {
    let at = form.span;
    let with = |name: &str, field: Field| {
        let mut changed = form.clone();
        changed.fields.insert(name.to_owned(), field);
        changed
    };
    let mut found = Vec::new();
    for (name, field) in &form.fields {
        if asked_whole && !field.optional && field.required_if.is_none() {
            found.push(Variant::dropped(
                name,
                field.attr.span,
                with(name, Field { optional: true, ..field.clone() }),
            ));
        }
        if asked_whole || named(name) {
            found.extend(lift(self::field(field), name, |field| with(name, field)));
        }
    }
    if asked_whole {
        for (index, role) in form.signed.iter().enumerate() {
            let signed = super::variant::without(&form.signed, index);
            found.push(Variant::dropped(&format!("signed {role}"), at, Form { signed, ..form.clone() }));
        }
    }
    found
}

fn field(field: &Field) -> Variants<Field> {
    let at = field.attr.span;
    let mut found = Vec::new();
    if let Some(range) = &field.attr.range {
        found.extend(lift(bounds::range(range, at), "range", |range| {
            let mut changed = field.clone();
            changed.attr.range = Some(range);
            changed
        }));
    }
    if let Some((activity, within)) = &field.same_as {
        found.extend(lift(bounds::length(Length::Elapsed(*within), at), "same_as within", |within| Field {
            same_as: Some((activity.clone(), within.as_elapsed().unwrap_or(Micros(0)))),
            ..field.clone()
        }));
        found.push(Variant::dropped(
            &format!("same_as {activity}"),
            at,
            Field { same_as: None, ..field.clone() },
        ));
    }
    found.extend(wrap(conditions::optional(field.required_if.as_ref(), "required_if", at), |required_if| {
        Field { required_if, ..field.clone() }
    }));
    found.extend(wrap(conditions::optional(field.shown_if.as_ref(), "shown_if", at), |shown_if| Field {
        shown_if,
        ..field.clone()
    }));
    found
}

/// A consent, changed in one place.
pub(super) fn consent(consent: &Consent) -> Variants<Consent> {
    let at = consent.span;
    let mut found =
        wrap(super::patterns::pattern(&consent.given), |given| Consent { given, ..consent.clone() });
    if let Some(ask) = &consent.ask {
        found.extend(lift(speech::say(ask), "ask", |ask| Consent { ask: Some(ask), ..consent.clone() }));
        found.push(Variant::dropped("ask", ask.span, Consent { ask: None, ..consent.clone() }));
    }
    let answer = |unopposed: bool| if unopposed { "unopposed" } else { "explicit" };
    let turned = Consent { unopposed: !consent.unopposed, ..consent.clone() };
    found.push(Variant::instead(answer(consent.unopposed), answer(!consent.unopposed), at, turned));
    if consent.lasts_subject {
        let once = Consent { lasts_subject: false, ..consent.clone() };
        found.push(Variant::dropped("lasts: subject", at, once));
    }
    found
}

/// A rating, changed in one place.
pub(super) fn rate(rate: &Rate) -> Variants<Rate> {
    let mut found = lift(bounds::figure(&rate.min, rate.span), "min", |min| Rate { min, ..rate.clone() });
    found.extend(wrap(conditions::optional(rate.condition.as_ref(), "where", rate.span), |condition| Rate {
        condition,
        ..rate.clone()
    }));
    found
}

/// Records that agree: each record, key and demand left out.
pub(super) fn agree(agree: &Agree) -> Variants<Agree> {
    let at: Span = agree.span;
    let mut found = Vec::new();
    if agree.records.len() > 2 {
        found.extend(wrap(one_less(&agree.records, String::clone, at), |records| Agree {
            records,
            ..agree.clone()
        }));
    }
    for (index, key) in agree.same.iter().enumerate() {
        let same = super::variant::without(&agree.same, index);
        found.push(Variant::dropped(&format!("same {}", key.text()), at, Agree { same, ..agree.clone() }));
    }
    for (index, demand) in agree.that.iter().enumerate() {
        let that = super::variant::without(&agree.that, index);
        found.push(Variant::dropped(&format!("that {}", demand.text()), at, Agree { that, ..agree.clone() }));
    }
    found.extend(lift(conditions::each(&agree.that, at), "that", |that| Agree { that, ..agree.clone() }));
    found
}
