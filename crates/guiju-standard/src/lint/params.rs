//! `param-value-missing`, `unknown-attribute`, `unknown-value`, `param-without-source`: figures with holes.

use super::walk::locate;
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{AttrType, Param, ParamValue, Standard};
use guiju_condition::Type;
use std::collections::BTreeMap;

/// Figures that the judge itself has; a pack may set them without a source.
pub(super) const READY_MADE: &[&str] =
    &["near", "same_within", "coverage_needed", "min_coverage", "backdating", "max_back_channel"];

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    let attrs = attributes(standard);
    for (name, param) in &standard.params {
        if param.source.is_empty() && !param.ours && !READY_MADE.contains(&name.as_str()) {
            found.push(
                Diagnostic::warning(
                    "param-without-source",
                    param.span,
                    format!("参数 `{name}` 没有出处"),
                    format!("the figure `{name}` has no source"),
                )
                .help(
                    "写 `source: 第几条`；原文没有数目、由自己定的，写 `ours: true`。",
                    "write `source: …`; where the text gives none and it is yours, write `ours: true`",
                ),
            );
        }
        let Some(by) = &param.by else { continue };
        match attrs.get(by.as_str()) {
            None => found.push(unknown_attribute(standard, param, by, &attrs)),
            Some(attr) => values(name, param, by, attr, found),
        }
    }
}

/// Attributes of subjects, events and objects by the names by which conditions call them.
fn attributes(standard: &Standard) -> BTreeMap<String, &AttrType> {
    let vocabulary = &standard.vocabulary;
    let mut all = BTreeMap::new();
    for (object, attrs) in &vocabulary.objects {
        all.extend(attrs.iter().map(|(name, attr)| (format!("{object}.{name}"), attr)));
    }
    for encounter in vocabulary.encounters.values() {
        for (role, declared) in &encounter.roles {
            let attrs = vocabulary.objects.get(&declared.object_type);
            all.extend(attrs.into_iter().flatten().map(|(name, attr)| (format!("{role}.{name}"), attr)));
        }
    }
    for activity in vocabulary.activities.values() {
        all.extend(activity.attrs.iter().map(|(name, attr)| (name.clone(), attr)));
    }
    for encounter in vocabulary.encounters.values() {
        all.extend(encounter.attrs.iter().map(|(name, attr)| (name.clone(), attr)));
    }
    all
}

fn unknown_attribute(
    standard: &Standard,
    param: &Param,
    by: &str,
    attrs: &BTreeMap<String, &AttrType>,
) -> Diagnostic {
    let problem = Diagnostic::error(
        "unknown-attribute",
        locate(&standard.sources, param.span, by),
        format!("没有声明属性 `{by}`"),
        format!("the attribute `{by}` is not declared"),
    );
    match nearest(by, attrs.keys().map(String::as_str)) {
        Some(near) => problem.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?")),
        None => problem.help(
            "`by` 写服务过程、事件或对象的一个属性，例如 `order.area`。",
            "`by` names an attribute of an encounter, event or object, such as `order.area`",
        ),
    }
}

fn values(name: &str, param: &Param, by: &str, attr: &AttrType, found: &mut Vec<Diagnostic>) {
    let known: Vec<&str> = match &attr.ty {
        Type::Enum(known) => known.iter().map(|value| &**value).collect(),
        Type::Bool => vec!["true", "false"],
        _ => return,
    };
    for (_, value, span) in &param.values {
        let ParamValue::By(given) = value else { continue };
        let missing: Vec<&str> = known.iter().copied().filter(|value| !given.contains_key(*value)).collect();
        if !missing.is_empty() {
            found.push(
                Diagnostic::error(
                    "param-value-missing",
                    *span,
                    format!("参数 `{name}` 没有给 `{by}` 的这些值定数：{}", missing.join("、")),
                    format!("the figure `{name}` has no value where `{by}` is {}", missing.join(", ")),
                )
                .label("不全", "incomplete")
                .help(format!("加上 `{}: …`。", missing[0]), format!("add `{}: …`", missing[0])),
            );
        }
        for value in given.keys().filter(|value| !known.contains(&value.as_str())) {
            let problem = Diagnostic::error(
                "unknown-value",
                *span,
                format!("`{by}` 不会是 `{value}`"),
                format!("`{by}` is never `{value}`"),
            );
            found.push(problem.help(
                format!("可写：{}。", known.join("、")),
                format!("its values are {}", known.join(", ")),
            ));
        }
    }
}
