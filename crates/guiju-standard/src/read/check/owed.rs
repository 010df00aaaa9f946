//! What rules owe beside events and words: records, consent, answers by a table.

use crate::diagnostic::Diagnostic;
use crate::model::{Body, Consent, Record};
use crate::read::Reader;
use crate::read::names::Scope;
use crate::yaml::Node;

impl Reader {
    pub(in crate::read) fn record(&mut self, value: &Node, node: &Node, scope: &Scope<'_>) -> Option<Record> {
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

    pub(in crate::read) fn consent(
        &mut self,
        value: &Node,
        node: &Node,
        scope: &Scope<'_>,
    ) -> Option<Consent> {
        Some(Consent {
            given: self.pattern(value, scope)?,
            ask: node.get("ask").map(|ask| self.say(ask, Some(node))),
            unopposed: node.get("answer").and_then(Node::text) == Some("unopposed"),
            lasts_subject: node.get("lasts").is_some(),
            span: value.span,
        })
    }

    pub(in crate::read) fn decide(&mut self, value: &Node, node: &Node) -> Option<Body> {
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
}
