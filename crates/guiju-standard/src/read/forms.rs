//! Forms.

use super::Reader;
use super::names::Scope;
use super::vocabulary::named;
use crate::model::{Field, Form};
use crate::yaml::Node;
use guiju_time::Micros;
use std::collections::BTreeMap;

impl Reader {
    /// Reads `forms`.
    pub(super) fn read_forms(&mut self, part: &Node, forms: &mut BTreeMap<String, Form>) {
        for (name, node) in named(part.get("forms")) {
            let optional = Self::words(node.get("optional"));
            let scope = Scope::subject(None).at(vec![name.clone()]);
            let mut fields = BTreeMap::new();
            for (field, node) in named(node.get("fields")) {
                let attr = self.attr(node);
                let required_if = node.get("required_if").and_then(|node| self.condition(node, &scope));
                let shown_if = node.get("shown_if").and_then(|node| self.condition(node, &scope));
                let same_as = node.get("same_as").and_then(Node::text).map(|activity| {
                    let within = node
                        .get("within")
                        .and_then(Node::text)
                        .and_then(|text| guiju_time::Span::parse(text).ok())
                        .and_then(guiju_time::Span::as_elapsed)
                        .unwrap_or(Micros::ZERO);
                    (activity.to_owned(), within)
                });
                if let (Some((activity, _)), Some(place)) = (&same_as, node.get("same_as"))
                    && !self.known_activity(activity)
                {
                    self.unknown_activity(activity, place.span);
                }
                let optional = optional.contains(&field);
                fields.insert(field, Field { attr, optional, required_if, shown_if, same_as });
            }
            self.signing_roles(node.get("signed"));
            self.signing_roles(node.get("not_by"));
            let form = Form {
                title: self.text(node.get("title")),
                fields,
                signed: Self::words(node.get("signed")),
                not_by: node.get("not_by").and_then(Node::text).map(str::to_owned),
                span: node.span,
            };
            forms.insert(name, form);
        }
    }
}
