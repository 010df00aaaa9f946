//! For inspectors: what to look at, check by check, and which records must be there.

use crate::{Block, Book, Cell, Part, Table};
use guiju_standard::model::{Check, Clause, EntryTest, Hold, HoldOn, Part as ModelPart, Requirement};
use guiju_time::{Lang, Range};
use std::collections::BTreeMap;

impl Book<'_> {
    pub(crate) fn inspector(&self) -> Vec<Part> {
        let mut checks: BTreeMap<String, Vec<Vec<Cell>>> = BTreeMap::new();
        let mut order: Vec<String> = Vec::new();
        for clause in &self.standard.clauses {
            for hold in holds(clause) {
                let HoldOn::Inspect(pattern, _) = &hold.on else { continue };
                for activity in self.activities(pattern) {
                    if !order.contains(&activity) {
                        order.push(activity.clone());
                    }
                    checks.entry(activity).or_default().push(self.item(clause, hold));
                }
            }
        }
        let head = [
            ("看什么", "What to look at"),
            ("要求", "What is asked"),
            ("对谁", "For whom"),
            ("轻重", "Weight"),
            ("条款", "Clause"),
        ];
        let head: Vec<String> = head.iter().map(|(zh, en)| self.pick(zh, en).to_owned()).collect();
        let mut parts: Vec<Part> = order
            .into_iter()
            .map(|activity| Part {
                title: self.name(&activity),
                lead: self
                    .pick(
                        "没看到的记“没看”，不要猜。",
                        "What you did not see is “not observed”: do not guess.",
                    )
                    .to_owned(),
                blocks: vec![Block::Table(Table {
                    head: head.clone(),
                    rows: checks.remove(&activity).unwrap_or_default(),
                })],
                id: format!("check-{activity}"),
            })
            .collect();
        parts.push(self.records());
        parts
    }

    fn item(&self, clause: &Clause, hold: &Hold) -> Vec<Cell> {
        let asked = match &hold.requirement {
            Requirement::Entries(entries) => Cell::texts(entries.iter().map(|(name, test, _)| {
                format!("{}{}{}", self.attr_title(name), self.pick("：", ": "), self.test(name, test))
            })),
            Requirement::Condition(condition) => match self.text(&clause.guide) {
                guide if guide.is_empty() => Cell::text(self.when(condition)),
                guide => Cell::text(guide),
            },
        };
        let whom = clause.applies.as_ref().map(|condition| self.when(condition)).unwrap_or_default();
        vec![
            Cell::text(self.text(&clause.title)),
            asked,
            Cell::text(whom),
            Cell::text(self.severity(clause.severity)),
            Cell::text(clause.id.clone()),
        ]
    }

    /// What an entry must be, in words.
    pub(crate) fn test(&self, name: &str, test: &EntryTest) -> String {
        match test {
            EntryTest::Range(range) => self.range(range),
            EntryTest::Figures(range, _) => {
                let known = range.known(&|name| {
                    let (_, value, _) =
                        self.standard.params.get(name).and_then(|p| p.values.last()).ok_or(())?;
                    value.quantity().ok_or(())
                });
                match known {
                    Ok(known) if known.told.contains('±') => known.told,
                    Ok(known) => self.range(&known.range),
                    // A figure by an attribute: by its name.
                    Err(()) => {
                        let names = range.params().into_iter().filter_map(|name| self.param_now(name));
                        self.joined(&names.collect::<Vec<_>>())
                    }
                }
            }
            EntryTest::OneOf(values) => {
                let values: Vec<String> = values
                    .iter()
                    .map(|value| match value.as_str() {
                        Some(text) => self.value_title(name, text),
                        None => self.value_title(name, &value.to_string()),
                    })
                    .collect();
                values.join(self.pick("或", " or "))
            }
        }
    }

    fn range(&self, range: &Range) -> String {
        match (range.min, range.max, self.lang) {
            (Some(least), Some(most), Lang::Zh) => format!("{least} 至 {most}"),
            (Some(least), Some(most), Lang::En) => format!("{least} to {most}"),
            (Some(least), None, Lang::Zh) => format!("不少于 {least}"),
            (Some(least), None, Lang::En) => format!("at least {least}"),
            (None, Some(most), Lang::Zh) => format!("不超过 {most}"),
            (None, Some(most), Lang::En) => format!("at most {most}"),
            (None, None, _) => range.to_string(),
        }
    }

    /// The forms that clauses ask for: fields, and who signs.
    fn records(&self) -> Part {
        let head = [("表单", "Form"), ("必填", "Required"), ("选填", "Optional"), ("签名", "Signed by")];
        let rows = self.standard.forms.iter().map(|(name, form)| {
            let fields = |optional: bool| -> Vec<String> {
                let fields = form.fields.iter().filter(|(_, field)| field.optional == optional);
                fields
                    .map(|(name, field)| match self.text(&field.attr.title) {
                        title if title.is_empty() => name.clone(),
                        title => title,
                    })
                    .collect()
            };
            let signed: Vec<String> = form.signed.iter().map(|role| self.role(role)).collect();
            vec![
                Cell::text(self.name(name)),
                Cell::text(self.listed(&fields(false))),
                Cell::text(self.listed(&fields(true))),
                Cell::text(self.listed(&signed)),
            ]
        });
        let table = Table {
            head: head.iter().map(|(zh, en)| self.pick(zh, en).to_owned()).collect(),
            rows: rows.collect(),
        };
        Part {
            id: "records".to_owned(),
            title: self.pick("要查的记录", "Records to look at").to_owned(),
            lead: String::new(),
            blocks: if table.rows.is_empty() { Vec::new() } else { vec![Block::Table(table)] },
        }
    }

    fn role(&self, role: &str) -> String {
        let mut encounters = self.standard.vocabulary.encounters.values();
        let title =
            encounters.find_map(|encounter| encounter.roles.get(role)).map(|role| self.text(&role.title));
        match (title.filter(|title| !title.is_empty()), role) {
            (Some(title), _) => title,
            (None, "staff") => self.pick("服务人员", "staff").to_owned(),
            (None, "customer") => self.pick("客户", "customer").to_owned(),
            (None, _) => role.to_owned(),
        }
    }
}

/// All conditions on checks and events in a clause.
fn holds(clause: &Clause) -> Vec<&Hold> {
    fn of<'a>(part: &'a ModelPart, found: &mut Vec<&'a Hold>) {
        match &part.check {
            Check::Hold(hold) => found.push(hold),
            Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().for_each(|part| of(part, found)),
            Check::Not(part) => of(part, found),
            Check::If(_, then) => of(then, found),
            _ => {}
        }
    }
    let mut found = Vec::new();
    of(&clause.part, &mut found);
    found
}
