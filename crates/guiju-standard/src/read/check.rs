//! Checks: which form a clause has, and its parts.

use super::Reader;
use super::merge;
use super::names::Scope;
use super::scalars::scalar_start;
use crate::diagnostic::Diagnostic;
use crate::model::{
    Aggregate, Agree, Body, Check, Choose, Consent, Count, Days, During, Each, EntryTest, EvidenceNeed,
    Exception, Frame, Head, Hold, HoldOn, Part, Pattern, Rate, Record, RelationKind, Requirement, Rule, Take,
    Unless, Variant,
};
use crate::yaml::{Kind, Node};
use guiju_time::{Range, Window};

/// Forms with a head of their own; the first that is there decides.
const FORMS: &[&str] = &[
    "if", "all_of", "any_of", "not", "clause", "permit", "rate", "cited", "trained", "exam", "choose",
    "agree", "count", "sum", "avg", "trend", "ratio", "level", "apart", "together", "either", "not_with",
    "at", "inspect",
];
/// Heads of rules (`never` and `hold` among them where they stand alone).
const RULE_HEADS: &[&str] = &["when", "before", "around", "must", "never", "first", "last"];
/// Bodies of rules.
const BODIES: &[&str] =
    &["then", "require", "never", "say", "never_say", "record", "consent", "decide", "hold"];
/// Keys of a composition that are not handed down to its parts.
const OWN: &[&str] = &[
    "all_of",
    "any_of",
    "not",
    "if",
    "id",
    "title",
    "source",
    "covers",
    "severity",
    "points",
    "section",
    "per",
    "applies",
    "as_of",
    "confirm",
    "guide",
    "script",
    "note",
    "interpretation",
    "report_only",
    "dimension",
];

impl Reader {
    /// A check with its frame.
    pub(super) fn part(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Part> {
        let mut scope = scope.clone();
        let each = node.get("each").and_then(|each| self.each(each, node, &scope));
        if let Some(each) = &each {
            scope.each = Some(each.over.clone());
        }
        let check = self.check(node, &scope)?;
        let composed = matches!(check, Check::AllOf(_) | Check::AnyOf(_) | Check::Not(_) | Check::If(..));
        // A composition hands its frame down; what stays here would be judged twice.
        let frame = if composed { Frame::default() } else { self.frame(node, each, &check, &scope) };
        Some(Part { frame, check, span: node.span })
    }

    fn frame(&mut self, node: &Node, each: Option<Each>, check: &Check, scope: &Scope<'_>) -> Frame {
        let during = node.get("during").and_then(|during| self.during(during, scope));
        let mut inner = scope.clone();
        inner.activation = self.activation_activities(check);
        let unless = node.get("unless").and_then(|unless| self.unless(unless, &inner));
        let evidence = match node.get("evidence") {
            Some(evidence) if evidence.is_map() => {
                EvidenceNeed { kinds: Self::words(evidence.get("only")), only: true }
            }
            evidence => EvidenceNeed { kinds: Self::words(evidence), only: false },
        };
        Frame {
            during,
            each,
            unless,
            evidence,
            absence: node.get("absence").and_then(Node::text).map(str::to_owned),
            clock: node.get("clock").and_then(Node::text).map(str::to_owned),
        }
    }

    fn activation_activities(&self, check: &Check) -> Vec<String> {
        match check {
            Check::Rule(Rule { head: Head::When(p) | Head::Before(p) | Head::Around(p), .. }) => {
                self.activities_of(p)
            }
            Check::Rule(Rule { body: Body::Forbidden(p), .. }) => self.activities_of(p),
            Check::Hold(Hold { on: HoldOn::At(p) | HoldOn::Inspect(p, _), .. }) => self.activities_of(p),
            Check::Choose(Choose { pattern, .. }) => self.activities_of(pattern),
            _ => Vec::new(),
        }
    }

    fn each(&mut self, node: &Node, beside: &Node, scope: &Scope<'_>) -> Option<Each> {
        let text = node.text()?;
        let (over, condition) = match text.find(" where ") {
            Some(at) => (&text[..at], Some(at + " where ".len())),
            None => (text, None),
        };
        let over = over.trim().to_owned();
        let condition = match condition {
            Some(at) => {
                let mut scope = scope.clone();
                scope.each = Some(over.clone());
                Some(self.condition_text(&text[at..], scalar_start(node).inner(at, at), &scope, true)?)
            }
            None => None,
        };
        let via = beside.get("via").and_then(Node::text).map(str::to_owned);
        Some(Each { over, condition, via, span: node.span })
    }

    fn during(&mut self, node: &Node, scope: &Scope<'_>) -> Option<During> {
        if let Some(from) = node.get("from") {
            let from = self.pattern(from, scope)?;
            let until = match node.get("until") {
                Some(until) => Some(self.pattern(until, scope)?),
                None => None,
            };
            return Some(During::Between { from, until });
        }
        if let Some(name) = node.text()
            && self.situations.contains(name.trim())
        {
            return Some(During::Situation(name.trim().to_owned(), node.span));
        }
        // An activity as a stretch: from it to the closing; a misspelt situation is reported by the pattern.
        self.pattern(node, scope).map(|from| During::Between { from, until: None })
    }

    fn unless(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Unless> {
        let nodes: Vec<&Node> = match &node.kind {
            Kind::List(items) => items.iter().collect(),
            _ => vec![node],
        };
        let mut any = Vec::new();
        for node in nodes {
            let pattern = match node.get("event") {
                Some(event) => self.pattern(event, scope)?,
                None => self.pattern(node, scope)?,
            };
            let before = match node.get("before") {
                Some(before) => Some(self.pattern(before, scope)?),
                None => None,
            };
            any.push(Exception { pattern, before });
        }
        let mut activities: Vec<String> = any.iter().flat_map(|e| self.activities_of(&e.pattern)).collect();
        activities.dedup();
        let inner = scope.at(activities);
        Some(Unless {
            moves_to: node.get("moves_to").and_then(|moves| self.value(moves, &inner)),
            moves: node.get("moves").and_then(Node::text).and_then(|n| n.parse().ok()).unwrap_or(1),
            same: self.values(node.get("same"), &inner),
            with: node.get("with").and_then(|with| self.condition(with, &inner)),
            any,
        })
    }

    fn check(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Check> {
        // Beside `dimension` a level is that of an indicator, not a form of check.
        let indicator = node.get("dimension").is_some();
        let is_form = |form: &&str| node.get(form).is_some() && !(indicator && *form == "level");
        let forms: Vec<&str> = FORMS.iter().copied().filter(is_form).collect();
        if let [first, second, ..] = forms.as_slice()
            && !(*first == "if" && ["all_of", "any_of"].contains(second))
        {
            self.two_heads(node, first, second);
            return None;
        }
        match forms.first() {
            Some(form) => self.form(form, node, scope),
            None => self.rule(node, scope),
        }
    }

    fn two_heads(&mut self, node: &Node, first: &str, second: &str) {
        let span = node.get(second).map_or(node.span, |n| n.span);
        self.report(
            Diagnostic::error(
                "two-heads",
                span,
                format!("一个检查式里同时有 `{first}` 和 `{second}`"),
                format!("one check has both `{first}` and `{second}`"),
            )
            .help("拆成两条条款，或写进 `all_of`。", "write two clauses, or put both into `all_of`"),
        );
    }

    fn form(&mut self, form: &str, node: &Node, scope: &Scope<'_>) -> Option<Check> {
        let value = node.get(form)?;
        Some(match form {
            "all_of" => Check::AllOf(self.parts(value, node, scope)?),
            "any_of" => Check::AnyOf(self.parts(value, node, scope)?),
            "not" => Check::Not(Box::new(self.inherited(value, node, scope)?)),
            "if" => {
                let condition = self.inherited(value, node, scope)?;
                let rest = merge::over(&Node { span: node.span, kind: Kind::Map(Vec::new()) }, node, |key| {
                    key != "if"
                });
                Check::If(Box::new(condition), Box::new(self.part(&rest, scope)?))
            }
            "clause" => Check::Clause(value.text()?.to_owned(), value.span),
            "permit" => Check::Permit(self.pattern(value, scope)?),
            "rate" => Check::Rate(self.rate(value, node, scope)?),
            "cited" => Check::Cited(value.text()?.to_owned()),
            "trained" => Check::Trained(value.text()?.to_owned()),
            "exam" => Check::Exam {
                topic: value.text()?.to_owned(),
                pass: node.get("pass").and_then(Node::text).and_then(|n| n.parse().ok()),
                valid: node
                    .get("valid")
                    .and_then(Node::text)
                    .and_then(|text| guiju_time::Span::parse(text).ok()),
            },
            "choose" => Check::Choose(self.choose(value, node, scope)?),
            "agree" => Check::Agree(self.agree(value, node, scope)?),
            "apart" => {
                let pattern = self.pattern(value, scope)?;
                let Some(bound) = node.get("at_least") else {
                    self.missing_key(node, "at_least");
                    return None;
                };
                let keys = scope.at(self.activities_of(&pattern));
                let same = self.values(node.get("same"), &keys);
                Check::Apart(pattern, self.bound(bound, scope)?, same)
            }
            "together" => Check::Relation(RelationKind::Together, self.relation(value, scope)?),
            "either" => Check::Relation(RelationKind::Either, self.relation(value, scope)?),
            "not_with" => Check::Relation(RelationKind::NotWith, self.relation(value, scope)?),
            "at" => {
                let pattern = self.pattern(value, scope)?;
                self.hold(HoldOn::At(pattern), node, scope)?
            }
            "inspect" => {
                let pattern = self.pattern(value, scope)?;
                let latest = node.get("take").and_then(Node::text) == Some("latest");
                self.hold(
                    HoldOn::Inspect(pattern, if latest { Take::Latest } else { Take::Each }),
                    node,
                    scope,
                )?
            }
            _ => Check::Count(self.count(form, value, node, scope)?),
        })
    }

    fn missing_key(&mut self, node: &Node, key: &str) {
        self.error(
            "missing-key",
            node.span,
            (format!("缺 `{key}`"), format!("`{key}` is missing")),
            (format!("加一行 `{key}: …`。"), format!("add a line `{key}: …`")),
        );
    }

    /// The parts of a composition, each with what stands beside it.
    fn parts(&mut self, list: &Node, beside: &Node, scope: &Scope<'_>) -> Option<Vec<Part>> {
        if list.items().is_empty() {
            self.report(
                Diagnostic::error(
                    "empty-composition",
                    list.span,
                    "这里没有任何部分",
                    "there are no parts here",
                )
                .help("至少写一个检查式。", "write at least one check"),
            );
            return None;
        }
        let parts: Vec<Option<Part>> =
            list.items().iter().map(|item| self.inherited(item, beside, scope)).collect();
        parts.into_iter().collect()
    }

    fn inherited(&mut self, item: &Node, beside: &Node, scope: &Scope<'_>) -> Option<Part> {
        let has = |keys: &[&str]| keys.iter().any(|key| item.get(key).is_some());
        let own_form = has(FORMS) && !has(&["all_of", "any_of", "not", "if"]);
        // `before` with `then` bounds what `when` activates; with anything else it is a head of its own.
        let own_head = own_form
            || has(&["when", "around", "must", "first", "last"])
            || (has(&["before"]) && has(&["require", "consent"]));
        let own_body = own_form || has(BODIES) || has(&["must", "first", "last"]);
        let merged = merge::over(item, beside, |key| {
            !OWN.contains(&key)
                && !(own_head
                    && (RULE_HEADS.contains(&key) || ["within", "at_least"].contains(&key) && own_form))
                && !(own_body && BODIES.contains(&key))
        });
        self.part(&merged, scope)
    }

    fn relation(&mut self, value: &Node, scope: &Scope<'_>) -> Option<Vec<Pattern>> {
        let list: Vec<Option<Pattern>> = value.items().iter().map(|item| self.pattern(item, scope)).collect();
        list.into_iter().collect()
    }

    fn rule(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Check> {
        let (head, head_node) = self.head(node, scope)?;
        let activation = match &head {
            Head::When(p) | Head::Before(p) | Head::Around(p) => self.activities_of(p),
            _ => Vec::new(),
        };
        let mut inner = scope.clone();
        inner.activation = activation;
        if let (Some(_), true) = (node.get("hold"), matches!(head, Head::Must)) {
            return self.hold(HoldOn::Stretch, node, &inner);
        }
        if let (Some(_), Head::When(pattern)) = (node.get("hold"), &head) {
            return self.hold(HoldOn::At(pattern.clone()), node, &inner);
        }
        let body = self.body(&head, node, &inner)?;
        inner.target = match &body {
            Body::Owed(p) | Body::Forbidden(p) => self.activities_of(p),
            Body::Record(record) => vec![record.form.clone()],
            _ => Vec::new(),
        };
        let pair = inner.at(inner.target.clone());
        let before = match (&head, node.get("before")) {
            (Head::Before(_), _) | (_, None) => None,
            (_, Some(before)) => Some(self.limit(before, &inner)?),
        };
        Some(Check::Rule(Rule {
            within: self.optional_bound(node.get("within"), &inner)?,
            at_least: self.optional_bound(node.get("at_least"), &inner)?,
            before,
            same: self.values(node.get("same"), &pair),
            with: match node.get("with") {
                Some(with) => Some(self.condition(with, &pair)?),
                None => None,
            },
            one_to_one: node.get("one_to").is_some(),
            variant: match node.get("variant").and_then(Node::text) {
                Some("alternate") => Some(Variant::Alternate),
                Some("chain") => Some(Variant::Chain),
                _ => None,
            },
            both: node.get("both").and_then(Node::text) == Some("true"),
            among: Self::words(node.get("among")),
            span: head_node.span,
            head,
            body,
        }))
    }

    /// `None`: the bound is there and can't be read; `Some(None)`: there is none.
    #[allow(clippy::option_option)] // reported and absent differ
    fn optional_bound(
        &mut self,
        node: Option<&Node>,
        scope: &Scope<'_>,
    ) -> Option<Option<crate::model::Bound>> {
        match node {
            Some(node) => self.bound(node, scope).map(Some),
            None => Some(None),
        }
    }

    fn head<'n>(&mut self, node: &'n Node, scope: &Scope<'_>) -> Option<(Head, &'n Node)> {
        let get = |key: &str| node.get(key);
        if let Some(when) = get("when") {
            return self.pattern(when, scope).map(|p| (Head::When(p), when));
        }
        if let Some(around) = get("around") {
            return self.pattern(around, scope).map(|p| (Head::Around(p), around));
        }
        for (key, head) in [("first", Head::First), ("last", Head::Last)] {
            if let Some(value) = get(key) {
                return Some((head, value));
            }
        }
        if let Some(must) = get("must") {
            return Some((Head::Must, must));
        }
        let bodies = ["require", "say", "never_say", "record", "consent", "decide"];
        if let Some(before) = get("before")
            && bodies.iter().any(|body| get(body).is_some())
        {
            return self.pattern(before, scope).map(|p| (Head::Before(p), before));
        }
        if BODIES.iter().any(|body| get(body).is_some()) {
            return Some((Head::Must, node));
        }
        self.report(
            Diagnostic::error("no-check", node.span, "这里没有检查式", "there is no check here").help(
                "写 `when … then …`、`before … require …`、`must …`、`never …`、`at … hold …` 等之一（见语言参考）。",
                "write one of `when … then …`, `before … require …`, `must …`, `never …`, `at … hold …` (see the language reference)",
            ),
        );
        None
    }

    fn body(&mut self, head: &Head, node: &Node, scope: &Scope<'_>) -> Option<Body> {
        if let Head::First | Head::Last = head {
            let key = if matches!(head, Head::First) { "first" } else { "last" };
            return self.pattern(node.get(key)?, scope).map(Body::Owed);
        }
        let present: Vec<&str> =
            ["must", "then", "require", "never", "say", "never_say", "record", "consent", "decide"]
                .into_iter()
                .filter(|key| node.get(key).is_some())
                .collect();
        if let [first, second, ..] = present.as_slice() {
            self.two_heads(node, first, second);
            return None;
        }
        let Some(key) = present.first() else {
            self.report(
                Diagnostic::error(
                    "no-body",
                    node.span,
                    "触发之后欠什么？没有写",
                    "what is owed is not written",
                )
                .help(
                    "写 `then`、`require`、`never`、`say`、`never_say`、`record`、`consent` 或 `decide`。",
                    "write `then`, `require`, `never`, `say`, `never_say`, `record`, `consent` or `decide`",
                ),
            );
            return None;
        };
        let value = node.get(key)?;
        Some(match *key {
            "must" | "then" | "require" => Body::Owed(self.pattern(value, scope)?),
            "never" => Body::Forbidden(self.pattern(value, scope)?),
            "say" => Body::Say(self.say(value, Some(node))),
            "never_say" => Body::NeverSay(self.say(value, Some(node))),
            "record" => Body::Record(self.record(value, node, scope)?),
            "consent" => Body::Consent(self.consent(value, node, scope)?),
            _ => self.decide(value, node)?,
        })
    }

    fn record(&mut self, value: &Node, node: &Node, scope: &Scope<'_>) -> Option<Record> {
        let form = value.text()?.to_owned();
        if !self.known_activity(&form) {
            self.unknown_activity(&form, value.span);
            return None;
        }
        let fields = Self::words(node.get("fields"));
        if let Some(activity) = self.vocabulary.activities.get(&form) {
            let known: Vec<String> = activity.attrs.keys().cloned().collect();
            for field in node.get("fields").map(Node::items).unwrap_or(&[]) {
                if let Some(name) = field.text()
                    && !known.iter().any(|known| known == name)
                {
                    self.error(
                        "unknown-attribute",
                        field.span,
                        (format!("`{form}` 没有字段 `{name}`"), format!("`{form}` has no field `{name}`")),
                        (
                            "写表单里有的字段，或在 forms.yaml 里加上它。",
                            "name a field of the form, or add this one in forms.yaml",
                        ),
                    );
                }
            }
        }
        let condition = match node.get("where") {
            Some(condition) => Some(self.condition(condition, &scope.at(vec![form.clone()]))?),
            None => None,
        };
        self.signing_roles(node.get("signed"));
        Some(Record { form, fields, signed: Self::words(node.get("signed")), condition, span: value.span })
    }

    fn consent(&mut self, value: &Node, node: &Node, scope: &Scope<'_>) -> Option<Consent> {
        Some(Consent {
            given: self.pattern(value, scope)?,
            ask: node.get("ask").map(|ask| self.say(ask, Some(node))),
            unopposed: node.get("answer").and_then(Node::text) == Some("unopposed"),
            lasts_subject: node.get("lasts").is_some(),
            span: value.span,
        })
    }

    fn decide(&mut self, value: &Node, node: &Node) -> Option<Body> {
        let table = value.text()?.to_owned();
        if !self.tables.contains(&table) {
            let near =
                crate::diagnostic::nearest(&table, self.tables.iter().map(String::as_str)).map(str::to_owned);
            let problem = Diagnostic::error(
                "unknown-table",
                value.span,
                format!("没有叫 `{table}` 的决策表"),
                format!("there is no decision table `{table}`"),
            );
            self.report(match near {
                Some(near) => {
                    problem.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?"))
                }
                None => problem.help("在 decisions.yaml 里声明它。", "declare it in decisions.yaml"),
            });
            return None;
        }
        Some(Body::Decide {
            table,
            row: node.get("row").and_then(Node::text).map(str::to_owned),
            span: value.span,
        })
    }

    fn hold(&mut self, on: HoldOn, node: &Node, scope: &Scope<'_>) -> Option<Check> {
        let Some(value) = node.get("hold") else {
            self.missing_key(node, "hold");
            return None;
        };
        let inner = match &on {
            HoldOn::At(p) | HoldOn::Inspect(p, _) => scope.at(self.activities_of(p)),
            HoldOn::Stretch => scope.at(Vec::new()),
        };
        let requirement = match &value.kind {
            Kind::Map(entries) => {
                let mut list = Vec::new();
                for (key, test) in entries {
                    let name = key.text().unwrap_or("").to_owned();
                    // Compiling the name alone finds misspelt ones.
                    if !matches!(on, HoldOn::Stretch) {
                        self.condition_text(&name, key.span, &inner, false)?;
                    }
                    list.push((name, entry_test(test), test.span));
                }
                Requirement::Entries(list)
            }
            _ => Requirement::Condition(self.condition(value, &inner)?),
        };
        Some(Check::Hold(Hold { on, requirement, span: value.span }))
    }

    fn count(&mut self, form: &str, value: &Node, node: &Node, scope: &Scope<'_>) -> Option<Count> {
        let of = match form {
            "level" => match value.get("from") {
                Some(from) => Aggregate::Level {
                    from: self.pattern(from, scope)?,
                    until: match value.get("until") {
                        Some(until) => Some(self.pattern(until, scope)?),
                        None => None,
                    },
                },
                None => Aggregate::Level { from: self.pattern(value, scope)?, until: None },
            },
            "ratio" => {
                let Some(of) = node.get("of") else {
                    self.missing_key(node, "of");
                    return None;
                };
                Aggregate::Ratio(self.pattern(value, scope)?, self.pattern(of, scope)?)
            }
            "sum" => Aggregate::Sum(self.pattern(value, scope)?),
            "avg" => Aggregate::Mean(self.pattern(value, scope)?),
            "trend" => Aggregate::Trend(self.pattern(value, scope)?),
            _ => Aggregate::Number(self.pattern(value, scope)?),
        };
        let activities = match &of {
            Aggregate::Number(p)
            | Aggregate::Sum(p)
            | Aggregate::Mean(p)
            | Aggregate::Trend(p)
            | Aggregate::Ratio(p, _) => self.activities_of(p),
            Aggregate::Level { from, .. } => self.activities_of(from),
        };
        let inner = scope.at(activities);
        let window = node.get("window").and_then(Node::text);
        let min = node.get("min").map(|min| self.figure(min, scope));
        let max = node.get("max").map(|max| self.figure(max, scope));
        if min.is_none() && max.is_none() && form != "trend" {
            self.report(
                Diagnostic::error(
                    "missing-key",
                    node.span,
                    "计数要写 `min` 或 `max`",
                    "a count needs `min` or `max`",
                )
                .help("写 `min: …` 或 `max: …`。", "write `min: …` or `max: …`"),
            );
            return None;
        }
        Some(Count {
            of,
            value: node.get("value").and_then(|value| self.value(value, &inner)),
            distinct: self.values(node.get("distinct"), &inner),
            min: flatten(min)?,
            max: flatten(max)?,
            window: match window {
                Some("shift") => Some(Window::Shift(Vec::new())),
                Some(name) => Window::from_name(name),
                None => None,
            },
            last: match node.get("last") {
                Some(last) => Some(self.rolling(last)?),
                None => None,
            },
            skip: node.get("skip").and_then(|skip| self.pattern(skip, scope)),
            pro_rata: node.get("pro_rata").and_then(|leave| self.pattern(leave, scope)),
            days: if node.get("days").is_some() { Days::All } else { Days::Working },
            upward: node.get("direction").and_then(Node::text) != Some("down"),
            span: value.span,
        })
    }

    /// The length of a rolling window. Its key is also a head of rules, so that the shape can't tell.
    fn rolling(&mut self, node: &Node) -> Option<guiju_time::Span> {
        match guiju_time::Span::parse(node.text().unwrap_or("")) {
            Ok(span) => Some(span),
            Err(problem) => {
                self.report(crate::shape::bad_span(node, &problem));
                None
            }
        }
    }

    /// A figure of `min` or `max`: CEL, a share (`95%`).
    fn figure(&mut self, node: &Node, scope: &Scope<'_>) -> Option<guiju_condition::Condition> {
        let text = node.text()?.trim();
        if let Some(share) = text.strip_suffix('%').and_then(|n| n.trim().parse::<f64>().ok()) {
            return self.condition_text(&format!("{:?}", share / 100.0), node.span, scope, false);
        }
        self.value(node, scope)
    }

    fn rate(&mut self, value: &Node, node: &Node, scope: &Scope<'_>) -> Option<Rate> {
        let min = match node.get("min") {
            Some(min) => match min.text() {
                // Scale words: acceptable is level 2, good level 3 of 1..4.
                Some("acceptable") => self.condition_text("2", min.span, scope, false)?,
                Some("good") => self.condition_text("3", min.span, scope, false)?,
                _ => self.figure(min, scope)?,
            },
            None => {
                self.missing_key(node, "min");
                return None;
            }
        };
        let condition = match node.get("where") {
            Some(condition) => Some(self.condition(condition, scope)?),
            None => None,
        };
        Some(Rate { dimension: value.text()?.to_owned(), min, condition, span: value.span })
    }

    fn choose(&mut self, value: &Node, node: &Node, scope: &Scope<'_>) -> Option<Choose> {
        let pattern = self.pattern(value, scope)?;
        let Some((among, rank)) = node.get("among").zip(node.get("rank")) else {
            self.missing_key(node, if node.get("among").is_none() { "among" } else { "rank" });
            return None;
        };
        let text = among.text().unwrap_or("");
        let (kind, condition_at) = match text.find(" where ") {
            Some(at) => (&text[..at], Some(at + " where ".len())),
            None => (text, None),
        };
        let kind = kind.trim().to_owned();
        let condition = match condition_at {
            Some(at) => {
                let inner = Scope { subject: Some(&kind), ..Scope::default() };
                Some(self.condition_text(&text[at..], scalar_start(among).inner(at, at), &inner, true)?)
            }
            None => None,
        };
        let rank_name = rank.text()?.to_owned();
        if !self.tables.contains(&rank_name) {
            self.decide(rank, node);
            return None;
        }
        Some(Choose { pattern, among: kind, condition, rank: rank_name, span: value.span })
    }

    fn agree(&mut self, value: &Node, node: &Node, scope: &Scope<'_>) -> Option<Agree> {
        let records = Self::words(Some(value));
        for item in value.items() {
            if let Some(name) = item.text() {
                let name = name.split('.').next().unwrap_or(name);
                if !self.known_activity(name) {
                    self.unknown_activity(name, item.span);
                }
            }
        }
        let mut inner = scope.clone();
        inner.records = records.iter().map(|r| r.split('.').next().unwrap_or(r).to_owned()).collect();
        let before = match node.get("before") {
            Some(before) => Some(self.limit(before, scope)?),
            None => None,
        };
        Some(Agree {
            same: self.values(node.get("same"), &inner),
            that: self.values(node.get("that"), &inner),
            both: node.get("both").and_then(Node::text) == Some("true"),
            one_to_one: node.get("one_to").is_some(),
            within: self.optional_bound(node.get("within"), scope)?,
            before,
            records,
            span: value.span,
        })
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

/// `None`: reported; `Some(None)`: not there.
#[allow(clippy::option_option)] // reported and absent differ
fn flatten<T>(value: Option<Option<T>>) -> Option<Option<T>> {
    match value {
        Some(Some(value)) => Some(Some(value)),
        Some(None) => None,
        None => Some(None),
    }
}
