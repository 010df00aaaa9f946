//! What things are called: titles of the pack, else names; evidence, roles and attributes in words.

use super::Teller;
use super::sentence::{Join, bare, quoted, spoken};
use guiju_phrase::Item;
use guiju_standard::Text;
use guiju_standard::model::{AttrType, Check, Clause, Each, InstantBase, InstantExpr, ParamValue, Part};
use guiju_time::{Lang, Unit};
use std::collections::BTreeMap;

/// Phrases inside phrases are followed so deep for a wording.
const DEPTH: usize = 4;

/// What a name stands for, as far as sentences differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something done.
    Done,
    /// Something said.
    Words,
    /// A form filled in.
    Form,
    /// A situation.
    State,
    /// A named instant.
    Point,
}

/// A name as people know it.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// In quotes, but for what is described in words.
    pub(super) text: String,
    /// The same without quotes.
    pub(super) plain: String,
    /// What it is.
    pub(super) kind: Kind,
}

impl Teller<'_> {
    /// An activity, form, situation, instant, phrase or figure by its title.
    pub(super) fn named(&self, name: &str) -> Named {
        let standard = &self.plan.standard;
        let titled = |plain: &str, kind| Named { text: quoted(plain), plain: plain.to_owned(), kind };
        if name.is_empty() {
            let plain = self.pick("这一步", "this step").to_owned();
            return Named { text: plain.clone(), plain, kind: Kind::Done };
        }
        // A filled form is an event of its name, so forms are activities too.
        let form = name.split('.').next().and_then(|form| standard.forms.get(form));
        if let Some(form) = form {
            return titled(self.title(&form.title).unwrap_or(name), Kind::Form);
        }
        if let Some(activity) = standard.vocabulary.activities.get(name)
            && let Some(title) = self.title(&activity.title)
        {
            return titled(title, Kind::Done);
        }
        if let Some(situation) = standard.situations.get(name) {
            return titled(self.title(&situation.title).unwrap_or(name), Kind::State);
        }
        if let Some((expr, _)) = standard.vocabulary.instants.get(name) {
            let text = self.instant(expr);
            return Named { plain: text.clone(), text, kind: Kind::Point };
        }
        if let Some(param) = name.strip_prefix("param.") {
            return self.param(param);
        }
        if let Some((zh, en)) = ready_made(name) {
            return titled(self.pick(zh, en), Kind::Done);
        }
        if !standard.vocabulary.activities.contains_key(name) && self.is_phrase(name) {
            let text = self.phrase(name);
            return Named { plain: text.clone(), text, kind: Kind::Words };
        }
        titled(name, Kind::Done)
    }

    /// A title that is there.
    pub(super) fn title<'t>(&self, title: &'t Text) -> Option<&'t str> {
        Some(title.get(self.lang).trim()).filter(|title| !title.is_empty())
    }

    /// A clause by its title in quotes, else by its id.
    pub(super) fn clause_title(&self, clause: &Clause) -> String {
        match self.title(&clause.title) {
            Some(title) => quoted(title),
            None => format!("{} {}", self.pick("条款", "clause"), clause.id),
        }
    }

    /// A figure: what it names, where it names activities; else its title.
    fn param(&self, name: &str) -> Named {
        let param = self.plan.standard.params.get(name);
        let values = match param.and_then(|param| param.values.last()) {
            Some((_, ParamValue::List(values), _)) => values.as_slice(),
            Some((_, value, _)) => std::slice::from_ref(value),
            None => &[],
        };
        let activities: Vec<Named> = values
            .iter()
            .filter_map(|value| match value {
                // A figure that names itself would go round for ever.
                ParamValue::Text(name) if !name.starts_with("param.") => Some(self.named(name)),
                _ => None,
            })
            .collect();
        match activities.as_slice() {
            [] => {
                let plain = self.param_title(name);
                Named { text: quoted(&plain), plain, kind: Kind::Done }
            }
            [one] => one.clone(),
            several => {
                let texts: Vec<String> = several.iter().map(|named| named.text.clone()).collect();
                let text = self.listed(&texts, Join::Or);
                Named { plain: text.clone(), text, kind: several[0].kind }
            }
        }
    }

    /// A figure by its title, else by its name.
    pub(super) fn param_title(&self, name: &str) -> String {
        let name = name.strip_prefix("param.").unwrap_or(name);
        let param = self.plan.standard.params.get(name);
        match (param.and_then(|param| self.title(&param.title)), name) {
            (Some(title), _) => title.to_owned(),
            (None, "near") => self.pick("前后多久算在附近", "how near is near").to_owned(),
            (None, name) => name.to_owned(),
        }
    }

    /// A point in time in words.
    fn instant(&self, expr: &InstantExpr) -> String {
        let base = match &expr.base {
            InstantBase::Named(name) => quoted(name),
            InstantBase::Activity(name) => match self.plan.standard.vocabulary.activities.get(name) {
                Some(activity) => quoted(self.title(&activity.title).unwrap_or(name)),
                None => quoted(name),
            },
            InstantBase::Value(value) => quoted(&self.attr(value.text())),
            InstantBase::DueOf { clause, .. } => {
                let title = self.plan.standard.clause(clause).map(|clause| self.clause_title(clause));
                let title = title.unwrap_or_else(|| quoted(clause));
                match self.lang {
                    Lang::Zh => format!("{title}的期限"),
                    Lang::En => format!("the time limit of {title}"),
                }
            }
        };
        let Some((earlier, offset)) = &expr.offset else { return base };
        let Some(length) = self.bound(offset) else { return base };
        match (self.lang, earlier) {
            (Lang::Zh, false) => format!("{base}后 {length}"),
            (Lang::Zh, true) => format!("{base}前 {length}"),
            (Lang::En, false) => format!("{length} after {base}"),
            (Lang::En, true) => format!("{length} before {base}"),
        }
    }

    /// Whether a name is a phrase of the pack, or a wording written in a clause.
    pub(super) fn is_phrase(&self, name: &str) -> bool {
        let name = own_name(name);
        self.plan.standard.phrases.contains_key(name) || !name.is_ascii() || ready_phrase(name).is_some()
    }

    /// A phrase or element: its title, else its first wording, in quotes.
    pub(super) fn phrase(&self, name: &str) -> String {
        let name = own_name(name);
        if name.is_empty() {
            return self.pick("这句话", "the words asked for").to_owned();
        }
        let phrase = self.plan.standard.phrases.get(name);
        if let Some(title) = phrase.and_then(|phrase| self.title(&phrase.title)) {
            return quoted(title);
        }
        if let Some((zh, en)) = ready_phrase(name) {
            return quoted(self.pick(zh, en));
        }
        match self.wording(name, DEPTH) {
            Some(words) => spoken(&words, self.lang),
            None => quoted(name),
        }
    }

    /// The first wording of a phrase as somebody would say it.
    fn wording(&self, name: &str, depth: usize) -> Option<String> {
        let phrase = self.plan.standard.phrases.get(name);
        let Some(phrase) = phrase else {
            return Some(example(name)).filter(|words| !name.is_ascii() && !words.is_empty());
        };
        phrase.def.items.iter().find_map(|item| match item {
            Item::Pattern(pattern) => Some(example(pattern)).filter(|words| !words.is_empty()),
            Item::Phrase(other) if depth > 0 => self.wording(other, depth - 1),
            Item::Phrase(_) => None,
        })
    }

    /// An attribute by its title, else by its name as conditions write it.
    pub(super) fn attr(&self, name: &str) -> String {
        match own_attr(name) {
            "" => self.pick("这一项", "this item").to_owned(),
            own => self.attr_title(name).unwrap_or_else(|| own.to_owned()),
        }
    }

    /// An attribute's title.
    pub(super) fn attr_title(&self, name: &str) -> Option<String> {
        self.find_attr(name, |attr| self.title(&attr.title).map(str::to_owned))
    }

    /// The title of one of an attribute's listed values.
    pub(super) fn value_title(&self, name: &str, value: &str) -> Option<String> {
        self.find_attr(name, |attr| self.title(attr.values.get(value)?).map(str::to_owned))
    }

    /// The unit in which an attribute's bare numbers are.
    pub(super) fn attr_unit(&self, name: &str) -> Option<Unit> {
        self.find_attr(name, |attr| attr.unit)
    }

    /// What the vocabulary says of an attribute: the subject's own, that of what activated, an object's, any activity's, a form's.
    fn find_attr<T>(&self, name: &str, says: impl Fn(&AttrType) -> Option<T>) -> Option<T> {
        let own = own_attr(name);
        let vocabulary = &self.plan.standard.vocabulary;
        let of = |attrs: &BTreeMap<String, AttrType>, name: &str| attrs.get(name).and_then(&says);
        let encounter = vocabulary.encounters.get(&self.clause.per);
        let trigger = self.activation.trigger.as_ref().and_then(|at| vocabulary.activities.get(&*at.what));
        let object = own.split_once('.').and_then(|(kind, attr)| of(vocabulary.objects.get(kind)?, attr));
        let forms = &self.plan.standard.forms;
        encounter
            .and_then(|encounter| of(&encounter.attrs, own))
            .or_else(|| trigger.and_then(|activity| of(&activity.attrs, own)))
            .or(object)
            .or_else(|| vocabulary.activities.values().find_map(|activity| of(&activity.attrs, own)))
            .or_else(|| forms.values().find_map(|form| says(&form.fields.get(own)?.attr)))
    }

    fn field_title(&self, form: &str, field: &str) -> Option<String> {
        let field = self.plan.standard.forms.get(form)?.fields.get(field)?;
        self.title(&field.attr.title).map(str::to_owned)
    }

    /// A field of a form by its title, in quotes.
    pub(super) fn field(&self, form: &str, field: &str) -> String {
        if field.is_empty() {
            return self.pick("有一栏", "a field").to_owned();
        }
        quoted(&self.field_title(form, field).unwrap_or_else(|| self.attr(field)))
    }

    /// A role by its title, else by its name.
    pub(super) fn role(&self, role: &str) -> String {
        match role {
            "" => self.pick("有关人员", "somebody").to_owned(),
            role => self.role_title(role).unwrap_or_else(|| role.to_owned()),
        }
    }

    fn role_title(&self, role: &str) -> Option<String> {
        let encounters = &self.plan.standard.vocabulary.encounters;
        let own = encounters.get(&self.clause.per).and_then(|encounter| encounter.roles.get(role));
        let any = || encounters.values().find_map(|encounter| encounter.roles.get(role));
        let title = own.or_else(any).and_then(|role| self.title(&role.title));
        match (title, role) {
            (Some(title), _) => Some(title.to_owned()),
            (None, "staff") => Some(self.pick("服务人员", "staff").to_owned()),
            (None, "customer") => Some(self.pick("客户", "the customer").to_owned()),
            (None, _) => None,
        }
    }

    /// The member of `each` that the activation is about, by role and id; windows open the sentence instead.
    pub(super) fn member(&self) -> Option<String> {
        let about = super::window::split(self.activation.about.as_deref()?).0;
        let about = Some(bare(about)).filter(|about| !about.is_empty())?;
        Some(match each(&self.clause.part).and_then(|each| self.role_title(&each.over)) {
            Some(role) => format!("{role} {about}"),
            None => about.to_owned(),
        })
    }

    /// A kind of evidence in words; anything else as an attribute.
    pub(super) fn evidence(&self, kind: &str) -> String {
        let (zh, en) = match kind {
            "tap" => ("点按", "tap record"),
            "photo" => ("照片", "photo"),
            "location" => ("定位", "location record"),
            "telephony" => ("话务记录", "call record"),
            "transcript" => ("录音文字", "transcript"),
            "form" => ("表单", "form"),
            "survey" => ("客户调查", "customer survey"),
            "inspection" => ("现场检查", "on-site inspection"),
            "exam" => ("考试", "exam"),
            "training" => ("培训记录", "training record"),
            "import" => ("导入记录", "imported record"),
            other => return quoted(&self.attr(other)),
        };
        self.pick(zh, en).to_owned()
    }
}

fn each(part: &Part) -> Option<&Each> {
    part.frame.each.as_ref().or_else(|| match &part.check {
        Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().find_map(each),
        Check::Not(part) => each(part),
        Check::If(a, b) => each(a).or_else(|| each(b)),
        _ => None,
    })
}

/// The name of an attribute without the scope that conditions write before it.
fn own_attr(name: &str) -> &str {
    let scopes = ["event.", "a.", "t.", "l.", "r.", "each.", "said."];
    scopes.iter().find_map(|scope| name.strip_prefix(scope)).unwrap_or(name)
}

/// The name of a phrase without the mark of the clause that narrows it (`greeting@3:120`).
fn own_name(name: &str) -> &str {
    match name.rsplit_once('@') {
        Some((own, place))
            if place.contains(':') && place.chars().all(|c| c.is_ascii_digit() || c == ':') =>
        {
            own
        }
        _ => name,
    }
}

fn ready_made(activity: &str) -> Option<(&'static str, &'static str)> {
    Some(match activity {
        "opened" => ("开始", "opening"),
        "closed" => ("结束", "closing"),
        "utterance" => ("说话", "something said"),
        "correction" => ("更正", "correction"),
        "voided" => ("作废", "voiding"),
        "rated" | "rating" => ("评分", "rating"),
        "exam" => ("考试", "exam"),
        "training" => ("培训", "training"),
        "incident" => ("事件记录", "incident"),
        "finding_confirmed" | "verdict_confirmed" => ("人工确认", "confirmation by a person"),
        "verdict_overruled" => ("改判", "verdict overruled"),
        "appeal_decided" => ("申诉答复", "appeal decided"),
        "rectified" => ("整改", "rectified"),
        "alarm_acknowledged" => ("确认提醒", "alarm acknowledged"),
        "reassigned" => ("改派", "reassigned"),
        "standard_published" => ("发布规范", "standard published"),
        _ => return None,
    })
}

fn ready_phrase(phrase: &str) -> Option<(&'static str, &'static str)> {
    Some(match phrase {
        "agrees" => ("同意", "agreement"),
        "refuses" => ("不同意", "refusal"),
        "farewell" => ("道别", "a farewell"),
        "anything" => ("任何答复", "any answer"),
        "asks_to_wait" => ("请对方等候", "asking to wait"),
        "annoyed" => ("不满", "annoyance"),
        "angry" => ("恼怒", "anger"),
        "threatens" => ("扬言投诉、曝光", "a threat to complain"),
        "dissatisfied" => ("不满", "dissatisfaction"),
        _ => return None,
    })
}

/// The plainest words that a pattern of phrases takes: first choices, gaps as `…`, slots as `…`.
pub(super) fn example(pattern: &str) -> String {
    if pattern.starts_with("re:") {
        return String::new();
    }
    let mut out = String::new();
    // Per open group: whether its first choice is over.
    let mut over: Vec<bool> = Vec::new();
    let mut signs = pattern.trim_start_matches('~').chars().peekable();
    while let Some(sign) = signs.next() {
        let silent = over.iter().any(|over| *over);
        match sign {
            '(' => over.push(false),
            ')' => {
                over.pop();
            }
            '|' => match over.last_mut() {
                Some(last) => *last = true,
                None => break,
            },
            '?' => {}
            '{' | '…' => {
                let size = sign == '…' && signs.peek() == Some(&'{');
                let slot = size && {
                    let mut ahead = signs.clone();
                    ahead.next();
                    ahead.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
                };
                if sign == '{' || (size && !slot) {
                    signs.by_ref().find(|sign| *sign == '}');
                }
                if !silent && !out.ends_with('…') {
                    out.push('…');
                }
            }
            '\\' => {
                if let Some(next) = signs.next().filter(|_| !silent) {
                    out.push(next);
                }
            }
            sign if !silent => out.push(sign),
            _ => {}
        }
    }
    out.trim_matches('…').to_owned()
}
