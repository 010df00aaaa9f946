//! From clauses to a sheet.

use crate::asked::{self, Asked, of_condition, of_entry, told};
use crate::known::Known;
use crate::words::{self, KINDS, pick};
use crate::{Field, Group, Head, Item, Pack, Roles, Sheet, answer};
use guiju_condition::{Condition, Truth, truth};
use guiju_standard::Standard;
use guiju_standard::model::{
    Activity, Atom, AttrType, Check, Clause, Hold, HoldOn, Part, Pattern, Requirement,
};
use guiju_time::{Date, Lang};
use std::collections::BTreeMap;

/// What is to be drawn.
#[derive(Debug, Clone)]
pub struct Request {
    /// The checks, in the order of the sheet.
    pub activities: Vec<String>,
    /// Attributes of those whom it is for, by dotted names (`staff.gender`): clauses that certainly don't apply are left out.
    pub variant: BTreeMap<String, String>,
    /// Figures are those of this date.
    pub date: Date,
    /// The sheet's language.
    pub lang: Lang,
    /// What stands in the head already.
    pub head: BTreeMap<Field, String>,
}

/// Why nothing was drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotDrawn {
    /// The vocabulary has no such activity.
    #[error("there is no activity `{name}`")]
    NoActivity {
        /// What was asked for.
        name: String,
        /// Activities that clauses inspect.
        known: Vec<String>,
    },
    /// No clause looks at a check of it.
    #[error("no clause looks at an attribute of `{name}`")]
    NothingAsked {
        /// The activity.
        name: String,
        /// Activities that clauses inspect.
        known: Vec<String>,
    },
    /// No object or encounter has the attribute.
    #[error("there is no attribute `{name}` with the value `{value}`")]
    NoVariant {
        /// The attribute.
        name: String,
        /// Its value.
        value: String,
    },
}

/// Draws a sheet: every attribute of the checks that some `hold` reads, each once, in the order of the clauses.
///
/// # Errors
/// An activity that is not there or that no clause looks at; an attribute of the variant that is not declared, or never has the value.
pub fn draw(standard: &Standard, request: &Request) -> Result<Sheet, NotDrawn> {
    let known = Known { standard, variant: &request.variant, date: request.date };
    let mut variant = Vec::new();
    for (name, value) in &request.variant {
        let attr = declared(standard, name).filter(|attr| may_be(attr, value));
        let attr = attr.ok_or_else(|| NotDrawn::NoVariant { name: name.clone(), value: value.clone() })?;
        let title = Some(attr.title.get(request.lang)).filter(|title| !title.is_empty()).unwrap_or(name);
        let value = asked::shown(&guiju_condition::Value::text(value.as_str()), attr, request.lang);
        variant.push(format!("{title}{}{value}", pick(request.lang, "：", ": ")));
    }
    let mut groups = Vec::new();
    let mut number = 0;
    let mut per: Option<&str> = None;
    for name in &request.activities {
        let Some(activity) = standard.vocabulary.activities.get(name) else {
            return Err(NotDrawn::NoActivity { name: name.clone(), known: inspected(standard) });
        };
        let mut drawer =
            Drawer { name, activity, known: &known, lang: request.lang, clause: None, items: Vec::new() };
        for clause in &standard.clauses {
            let applies =
                clause.applies.as_ref().is_none_or(|applies| truth(applies, &known) != Truth::False);
            let before = drawer.items.len();
            if applies {
                drawer.clause = Some(clause);
                drawer.part(&clause.part, &[]);
            }
            if drawer.items.len() > before && per.is_none() {
                per = Some(&clause.per);
            }
        }
        if drawer.items.is_empty() {
            return Err(NotDrawn::NothingAsked { name: name.clone(), known: inspected(standard) });
        }
        let items = drawer.items.into_iter().map(|row| {
            number += 1;
            row.item(number, request.lang)
        });
        let items = items.collect();
        let title = Some(activity.title.get(request.lang)).filter(|title| !title.is_empty()).unwrap_or(name);
        groups.push(Group { activity: name.clone(), title: title.to_owned(), items });
    }
    let (lang, titles) = (request.lang, &standard.title);
    let checks: Vec<&str> = groups.iter().map(|group| group.title.as_str()).collect();
    Ok(Sheet {
        title: format!(
            "{}{}{}",
            titles.get(lang),
            pick(lang, "：", ": "),
            checks.join(pick(lang, "、", ", "))
        ),
        advice: words::advice(lang).to_owned(),
        pack: Pack {
            id: standard.id.clone(),
            version: standard.version.clone(),
            hash: standard.hash.clone(),
        },
        date: request.date,
        lang,
        variant: variant.join(pick(lang, "，", ", ")),
        head: head(request),
        columns: words::columns(lang),
        groups,
        roles: roles(standard, per),
    })
}

fn head(request: &Request) -> Vec<Head> {
    let entries = Field::ALL.into_iter().zip('A'..);
    entries
        .map(|(field, key)| {
            let (title, hint) = words::head(field, request.lang);
            let choices: &[(&str, &str, &str)] = if field == Field::Kind { &KINDS } else { &[] };
            let choices: Vec<String> =
                choices.iter().map(|(_, zh, en)| pick(request.lang, zh, en).to_owned()).collect();
            let first = choices.first().cloned().unwrap_or_default();
            Head {
                key: key.to_string(),
                field,
                title: title.to_owned(),
                hint: hint.to_owned(),
                value: request.head.get(&field).cloned().unwrap_or(first),
                choices,
            }
        })
        .collect()
}

/// The roles of those whom a check concerns, as the encounter declares them.
fn roles(standard: &Standard, per: Option<&str>) -> Roles {
    let encounter = per.and_then(|per| standard.vocabulary.encounters.get(per));
    let ours = encounter.iter().flat_map(|encounter| &encounter.roles).filter(|(_, role)| role.is_ours());
    let mut names = ours.map(|(name, _)| name.as_str()).filter(|name| *name != LOOKER);
    let person = if names.clone().any(|name| name == "staff") { None } else { names.next() };
    Roles {
        person: person.unwrap_or("staff").to_owned(),
        looker: LOOKER.to_owned(),
        site: standard.site.clone(),
    }
}

/// The role of the one who looked.
const LOOKER: &str = "inspector";

/// Activities that some clause inspects.
fn inspected(standard: &Standard) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for clause in &standard.clauses {
        holds(&clause.part, &mut |hold| {
            let HoldOn::Inspect(pattern, _) = &hold.on else { return };
            for name in named(pattern) {
                if !found.contains(&name) {
                    found.push(name);
                }
            }
        });
    }
    found
}

fn holds<'a>(part: &'a Part, visit: &mut dyn FnMut(&'a Hold)) {
    match &part.check {
        Check::Hold(hold) => visit(hold),
        Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().for_each(|part| holds(part, visit)),
        Check::Not(part) => holds(part, visit),
        Check::If(condition, then) => {
            holds(condition, visit);
            holds(then, visit);
        }
        _ => {}
    }
}

fn named(pattern: &Pattern) -> Vec<String> {
    let mut names = Vec::new();
    pattern.atoms(&mut |atom, _| {
        if let Atom::Activity { name, .. } = atom {
            names.push(name.clone());
        }
    });
    names
}

/// An attribute by its dotted name: of an object, of a role's object, of an encounter.
fn declared<'a>(standard: &'a Standard, name: &str) -> Option<&'a AttrType> {
    let vocabulary = &standard.vocabulary;
    let of_object = name.split_once('.').and_then(|(kind, attr)| {
        let mut encounters = vocabulary.encounters.values();
        let role = encounters.find_map(|encounter| encounter.roles.get(kind));
        let kind = role.map_or(kind, |role| role.object_type.as_str());
        vocabulary.objects.get(kind)?.get(attr)
    });
    of_object.or_else(|| vocabulary.encounters.values().find_map(|encounter| encounter.attrs.get(name)))
}

fn may_be(attr: &AttrType, value: &str) -> bool {
    match &attr.ty {
        guiju_condition::Type::Enum(values) => values.iter().any(|known| **known == *value),
        guiju_condition::Type::Bool => matches!(value, "true" | "false"),
        _ => true,
    }
}

/// An attribute that must be so for others to be asked for.
type Guard = (String, Option<Asked>);

/// Gathers the items of one activity.
struct Drawer<'a> {
    name: &'a str,
    activity: &'a Activity,
    known: &'a Known<'a>,
    lang: Lang,
    clause: Option<&'a Clause>,
    items: Vec<Row<'a>>,
}

/// An item in the making.
struct Row<'a> {
    attribute: String,
    attr: &'a AttrType,
    /// Condition, and what is asked under it.
    wanted: Vec<(String, String)>,
    photo: bool,
    clauses: Vec<String>,
}

impl Row<'_> {
    fn item(self, number: usize, lang: Lang) -> Item {
        // What is asked anyway needs no condition.
        let always =
            |asked: &String| self.wanted.iter().any(|(only_if, other)| only_if.is_empty() && other == asked);
        let told = self.wanted.iter().filter(|(only_if, asked)| only_if.is_empty() || !always(asked));
        let wanted = told.map(|(only_if, asked)| format!("{only_if}{asked}")).collect();
        Item {
            number,
            title: title(self.attr, &self.attribute, lang),
            attribute: self.attribute,
            wanted,
            answer: answer::of(self.attr, lang),
            photo: self.photo,
            clauses: self.clauses,
            found: String::new(),
        }
    }
}

fn title(attr: &AttrType, name: &str, lang: Lang) -> String {
    Some(attr.title.get(lang)).filter(|title| !title.is_empty()).unwrap_or(name).to_owned()
}

impl<'a> Drawer<'a> {
    fn part(&mut self, part: &'a Part, guards: &[Guard]) {
        match &part.check {
            Check::Hold(hold) => self.hold(part, hold, guards, true),
            Check::AllOf(parts) => parts.iter().for_each(|part| self.part(part, guards)),
            // What is asked of one depends on the others.
            Check::AnyOf(parts) => parts.iter().for_each(|part| self.loosely(part, guards)),
            Check::Not(part) => self.loosely(part, guards),
            Check::If(condition, then) => {
                self.loosely(condition, guards);
                let mut guards = guards.to_vec();
                holds(condition, &mut |hold| guards.extend(self.requirement(&hold.requirement)));
                self.part(then, &guards);
            }
            _ => {}
        }
    }

    /// Items that are looked at without its being told what is asked of each alone.
    fn loosely(&mut self, part: &'a Part, guards: &[Guard]) {
        match &part.check {
            Check::Hold(hold) => self.hold(part, hold, guards, false),
            Check::AllOf(parts) | Check::AnyOf(parts) => {
                parts.iter().for_each(|part| self.loosely(part, guards));
            }
            Check::Not(part) => self.loosely(part, guards),
            Check::If(condition, then) => {
                self.loosely(condition, guards);
                self.loosely(then, guards);
            }
            _ => {}
        }
    }

    fn hold(&mut self, part: &'a Part, hold: &'a Hold, guards: &[Guard], tell: bool) {
        let (HoldOn::At(pattern) | HoldOn::Inspect(pattern, _)) = &hold.on else { return };
        // Rows of a list are no entries of a sheet.
        let of_rows =
            part.frame.each.as_ref().is_some_and(|each| self.activity.attrs.contains_key(&each.over));
        if of_rows {
            return;
        }
        pattern.atoms(&mut |atom, _| {
            let Atom::Activity { name, condition, .. } = atom else { return };
            if name != self.name {
                return;
            }
            let mut guards = guards.to_vec();
            if let Some(condition) = condition {
                if truth(condition, self.known) == Truth::False {
                    return;
                }
                guards.extend(self.condition(condition));
            }
            for (attribute, _) in &guards {
                self.item(part, attribute, None, &[]);
            }
            let mut asked: Vec<(String, Vec<Asked>)> = Vec::new();
            for (attribute, one) in self.requirement(&hold.requirement) {
                match asked.iter_mut().find(|(known, _)| *known == attribute) {
                    Some((_, all)) => all.extend(one),
                    None => asked.push((attribute, one.into_iter().collect())),
                }
            }
            for (attribute, asked) in asked {
                let wanted = (tell && !asked.is_empty()).then_some(asked);
                self.item(part, &attribute, wanted.as_deref(), &guards);
            }
        });
    }

    fn requirement(&self, requirement: &Requirement) -> Vec<Guard> {
        match requirement {
            Requirement::Condition(condition) => self.condition(condition),
            Requirement::Entries(entries) => entries
                .iter()
                .filter(|(name, ..)| self.activity.attrs.contains_key(name))
                .flat_map(|(name, test, _)| {
                    let unit = self.activity.attrs.get(name).and_then(|attr| attr.unit);
                    of_entry(test, unit, self.known).into_iter().map(|asked| (name.clone(), Some(asked)))
                })
                .collect(),
        }
    }

    fn condition(&self, condition: &Condition) -> Vec<Guard> {
        of_condition(condition, self.known, &|name| self.activity.attrs.contains_key(name))
    }

    fn item(&mut self, part: &Part, attribute: &str, asked: Option<&[Asked]>, guards: &[Guard]) {
        let (Some(attr), Some(clause)) = (self.activity.attrs.get(attribute), self.clause) else { return };
        let photo = self.may_be_photographed(part, clause);
        let wanted = asked.map(|asked| told(asked, attr, self.lang)).filter(|wanted| !wanted.is_empty());
        let condition = self.only_if(guards);
        let place = self.items.iter().position(|row| row.attribute == attribute).unwrap_or_else(|| {
            self.items.push(Row {
                attribute: attribute.to_owned(),
                attr,
                wanted: Vec::new(),
                photo: true,
                clauses: Vec::new(),
            });
            self.items.len() - 1
        });
        let row = &mut self.items[place];
        row.photo &= photo;
        if let Some(wanted) = wanted.map(|wanted| (condition, wanted))
            && !row.wanted.contains(&wanted)
        {
            row.wanted.push(wanted);
        }
        if !row.clauses.contains(&clause.id) {
            row.clauses.push(clause.id.clone());
        }
    }

    /// `若穿裙装：`, where all that must be so can be told.
    fn only_if(&self, guards: &[Guard]) -> String {
        let told: Vec<String> = guards
            .iter()
            .filter_map(|(name, asked)| {
                let attr = self.activity.attrs.get(name)?;
                let title = title(attr, name, self.lang);
                Some(match asked {
                    None => title,
                    Some(Asked::OneOf(values))
                        if matches!(values.as_slice(), [guiju_condition::Value::Bool(true)]) =>
                    {
                        title
                    }
                    Some(asked) => {
                        let told = told(std::slice::from_ref(asked), attr, self.lang);
                        format!("{title}{}{told}", pick(self.lang, "为", " "))
                    }
                })
            })
            .collect();
        if told.is_empty() {
            return String::new();
        }
        match self.lang {
            Lang::Zh => format!("若{}：", told.join("、")),
            Lang::En => format!("if {}: ", told.join(", ")),
        }
    }

    fn may_be_photographed(&self, part: &Part, clause: &Clause) -> bool {
        let seen_by = &self.activity.seen_by;
        let refused = [&part.frame.evidence, &clause.part.frame.evidence]
            .iter()
            .any(|need| need.only && !need.kinds.iter().any(|kind| kind == "photo"));
        !refused && (seen_by.is_empty() || seen_by.iter().any(|kind| kind == "photo"))
    }
}
