//! Words of the handbook itself, and names of things.

use crate::{Audience, Book};
use guiju_standard::Text;
use guiju_standard::model::{AttrType, Clause, Severity};
use guiju_time::Lang;

impl Book<'_> {
    /// The text in the reader's language.
    pub(crate) fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        if self.lang == Lang::Zh { zh } else { en }
    }

    /// A text for people, in the reader's language if it is there; slots that the standard fills are filled, others are
    /// left to be filled in.
    pub(crate) fn text(&self, text: &Text) -> String {
        let mut said = String::new();
        let mut rest = text.get(self.lang).trim();
        while let Some((before, after)) = rest.split_once('{') {
            let Some((slot, behind)) = after.split_once('}') else { break };
            let name = slot.split(':').next().unwrap_or(slot);
            said.push_str(before);
            match self.standard.slots.get(name).and_then(|values| values.first()) {
                Some(value) => said.push_str(value),
                None => said.push_str("＿＿"),
            }
            rest = behind;
        }
        said + rest
    }

    pub(crate) fn reader(&self, audience: Audience) -> &'static str {
        let (zh, en) = match audience {
            Audience::All => ("全文", "The whole standard"),
            Audience::Front => ("一线人员：怎么做、怎么说", "For those who serve: what to do and say"),
            Audience::Inspector => ("检查人员：看什么", "For inspectors: what to look at"),
            Audience::Manager => ("管理人员：考核什么", "For managers: what is measured"),
        };
        if self.lang == Lang::Zh { zh } else { en }
    }

    /// An activity, form, situation or instant by its title, else its name.
    pub(crate) fn name(&self, name: &str) -> String {
        let vocabulary = &self.standard.vocabulary;
        let title = vocabulary
            .activities
            .get(name)
            .map(|activity| &activity.title)
            .or_else(|| self.standard.forms.get(name).map(|form| &form.title))
            .or_else(|| self.standard.situations.get(name).map(|situation| &situation.title))
            .or_else(|| vocabulary.encounters.get(name).map(|encounter| &encounter.title));
        match title.map(|title| self.text(title)).filter(|title| !title.is_empty()) {
            Some(title) => title,
            None => match name {
                "opened" => self.pick("开始", "the opening").to_owned(),
                "closed" => self.pick("结束", "the closing").to_owned(),
                _ => name.to_owned(),
            },
        }
    }

    /// An attribute as the vocabulary declares it, wherever it does.
    pub(crate) fn attr(&self, name: &str) -> Option<&AttrType> {
        let scopes = ["event.", "a.", "t.", "l.", "r.", "each."];
        let name = scopes.iter().find_map(|scope| name.strip_prefix(scope)).unwrap_or(name);
        let vocabulary = &self.standard.vocabulary;
        let of_object = name.split_once('.').and_then(|(kind, attr)| vocabulary.objects.get(kind)?.get(attr));
        of_object
            .or_else(|| vocabulary.activities.values().find_map(|activity| activity.attrs.get(name)))
            .or_else(|| vocabulary.encounters.values().find_map(|encounter| encounter.attrs.get(name)))
            .or_else(|| self.standard.forms.values().find_map(|form| Some(&form.fields.get(name)?.attr)))
    }

    /// An attribute's title, else its name.
    pub(crate) fn attr_title(&self, name: &str) -> String {
        let title = self.attr(name).map(|attr| self.text(&attr.title)).filter(|title| !title.is_empty());
        title.unwrap_or_else(|| name.to_owned())
    }

    /// A listed value by its title, a flag as yes or no; anything else as it stands.
    pub(crate) fn value_title(&self, attr: &str, value: &str) -> String {
        let title = self.attr(attr).and_then(|attr| attr.values.get(value)).map(|title| self.text(title));
        match title.filter(|title| !title.is_empty()) {
            Some(title) => title,
            None => match value {
                "true" => self.pick("是", "yes").to_owned(),
                "false" => self.pick("否", "no").to_owned(),
                _ => value.to_owned(),
            },
        }
    }

    pub(crate) fn severity(&self, severity: Severity) -> &'static str {
        let (zh, en) = match severity {
            Severity::Note => ("提示", "note"),
            Severity::Minor => ("一般", "minor"),
            Severity::Major => ("重要", "major"),
            Severity::Critical => ("关键", "critical"),
        };
        if self.lang == Lang::Zh { zh } else { en }
    }

    pub(crate) fn evidence(&self, kind: &str) -> String {
        let (zh, en) = match kind {
            "tap" => ("点按", "tap"),
            "photo" => ("照片", "photo"),
            "location" => ("定位", "location"),
            "telephony" => ("话务记录", "call record"),
            "transcript" => ("录音文字", "transcript"),
            "form" => ("表单", "form"),
            "survey" => ("客户调查", "customer survey"),
            "inspection" => ("现场检查", "inspection"),
            "exam" => ("考试", "exam"),
            "training" => ("培训记录", "training record"),
            "import" => ("导入记录", "imported record"),
            other => return other.to_owned(),
        };
        self.pick(zh, en).to_owned()
    }

    /// A list in one line.
    pub(crate) fn listed(&self, items: &[String]) -> String {
        items.join(self.pick("、", ", "))
    }

    /// Several statements in one line.
    pub(crate) fn joined(&self, items: &[String]) -> String {
        items.join(self.pick("；", "; "))
    }

    /// The sections in their order with their clauses, then the clauses that are in none.
    pub(crate) fn sections(&self) -> Vec<(String, String, Vec<&Clause>)> {
        let standard = self.standard;
        let of = |section: Option<&str>| -> Vec<&Clause> {
            let known = |clause: &Clause| {
                standard.sections.iter().any(|known| clause.section.as_deref() == Some(known.id.as_str()))
            };
            let clauses = standard.clauses.iter();
            match section {
                Some(_) => clauses.filter(|clause| clause.section.as_deref() == section).collect(),
                None => clauses.filter(|clause| !known(clause)).collect(),
            }
        };
        let titled = standard.sections.iter();
        let mut sections: Vec<(String, String, Vec<&Clause>)> = titled
            .map(|section| (section.id.clone(), self.text(&section.title), of(Some(&section.id))))
            .collect();
        let rest = if sections.is_empty() { ("条款", "Clauses") } else { ("其他", "Others") };
        sections.push(("others".to_owned(), self.pick(rest.0, rest.1).to_owned(), of(None)));
        sections.retain(|(_, _, clauses)| !clauses.is_empty());
        sections
    }
}
