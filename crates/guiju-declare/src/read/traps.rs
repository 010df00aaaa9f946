//! Lines that Declare4Py reads otherwise than their author surely meant. They are counted as it counts them, and told.

use guiju_standard::Diagnostic;

use super::{Line, fields::Field};
use crate::{
    condition::{Comparison, Condition, Expr},
    model::Constraint,
    python::strip,
};

/// Says what is probably not meant.
pub(super) fn warn(
    line: &Line<'_>,
    constraint: &Constraint,
    fields: &[Option<Field<'_>>; 3],
    findings: &mut Vec<Diagnostic>,
) {
    if constraint.template.is_binary() && constraint.second.is_none() {
        let open = line.text.find('[').unwrap_or_default();
        let to = line.text[open..].find(']').map_or(line.text.len(), |at| open + at + 1);
        findings.push(
            Diagnostic::warning(
                "declare-trap",
                line.span(open..to),
                format!("这里按 Declare4Py 只有一个活动“{}”，什么也不会触发", constraint.first),
                format!(
                    "for Declare4Py this is one activity, `{}`, and nothing activates it",
                    constraint.first
                ),
            )
            .help("逗号之后空一格：[甲, 乙]。", "put a blank after the comma: [A, B]"),
        );
    }
    let mut warn = |field: Option<Field<'_>>, zh: String, en: String, help: (&str, &str)| {
        let Some(field) = field else { return };
        let span = line.span(field.at..field.at + field.text.len());
        findings.push(Diagnostic::warning("declare-trap", span, zh, en).help(help.0, help.1));
    };
    let conditions = [(&constraint.activation, fields[0]), (&constraint.correlation, fields[1])];
    for (condition, field) in conditions {
        let Some(Condition { expr, natural: false }) = condition else { continue };
        visit(expr, &mut |expr| match expr {
            Expr::Compare(first, rest) => {
                let compared = rest.windows(2).find_map(|pair| match (&pair[0], &pair[1]) {
                    ((sign, Expr::Text(name)), (Comparison::In, Expr::Event(_)))
                        if !matches!(sign, Comparison::In | Comparison::NotIn) =>
                    {
                        Some(name)
                    }
                    _ => None,
                });
                if let Some(name) = compared {
                    warn(
                        field,
                        format!("按 Declare4Py，这里比的是文字“{name}”，不是属性 {name} 的值"),
                        format!(
                            "for Declare4Py this compares with the text `{name}`, not with the attribute's value"
                        ),
                        (
                            "两个事件的同一属性相等写 same x，不等写 different x。",
                            "write `same x` or `different x` to compare an attribute of both events",
                        ),
                    );
                }
                for (sign, list) in rest {
                    let is_in = matches!(sign, Comparison::In | Comparison::NotIn);
                    if let (true, Expr::Text(text), Expr::Attribute(..)) = (is_in, list, &**first) {
                        warn(
                            field,
                            format!("按 Declare4Py，这个列表只有一项“{text}”，问的是属性值是不是它的一部分"),
                            format!(
                                "for Declare4Py this list is the one text `{text}`, and asks whether the value is a part of it"
                            ),
                            (
                                "一个值用 is；几个值之间用逗号加空格：in (甲, 乙)。",
                                "write one value with `is`; between several put comma and blank: in (a, b)",
                            ),
                        );
                    }
                }
            }
            Expr::Attribute(_, name) if name.contains(['<', '>', '=', '!']) => warn(
                field,
                format!("按 Declare4Py，“{name}”整个是属性名"),
                format!("for Declare4Py all of `{name}` is the attribute's name"),
                ("比较符号两边空一格。", "put blanks around the sign"),
            ),
            _ => {}
        });
    }
    let bar = constraint.written[0].contains('|') || strip(&constraint.written[1]).contains('|');
    if bar && !constraint.natural {
        warn(
            fields[0],
            "| 之前没有空格，按 Declare4Py 不另起一个条件".to_owned(),
            "there is no blank before the |, so for Declare4Py no new condition begins".to_owned(),
            ("在 | 之前空一格。", "put a blank before the |"),
        );
    }
}

fn visit(expr: &Expr, see: &mut impl FnMut(&Expr)) {
    see(expr);
    match expr {
        Expr::Tuple(all) | Expr::And(all) | Expr::Or(all) => all.iter().for_each(|expr| visit(expr, see)),
        Expr::Not(inner) | Expr::Minus(inner) | Expr::Abs(inner) | Expr::Float64(inner) => visit(inner, see),
        Expr::Compare(first, rest) => {
            visit(first, see);
            rest.iter().for_each(|(_, expr)| visit(expr, see));
        }
        Expr::Arithmetic(_, left, right) => {
            visit(left, see);
            visit(right, see);
        }
        _ => {}
    }
}
