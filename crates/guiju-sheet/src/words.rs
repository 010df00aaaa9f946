//! The sheet's own words.

use crate::Field;
use guiju_time::Lang;

/// The text in a language.
pub(crate) fn pick<'t>(lang: Lang, zh: &'t str, en: &'t str) -> &'t str {
    if lang == Lang::Zh { zh } else { en }
}

/// Who looked, as the head offers it: an inspector, oneself, a photo; with the evidence that it is.
pub(crate) const KINDS: [(&str, &str, &str); 3] =
    [("inspection", "检查", "inspection"), ("form", "自查", "self-check"), ("photo", "照片", "photo")];

/// Title and hint of an entry of the head.
pub(crate) fn head(field: Field, lang: Lang) -> (&'static str, &'static str) {
    let (zh, en) = match field {
        Field::Number => (("表号", "每次检查一个号"), ("Sheet number", "one for each round of checks")),
        Field::Site => (("场所", "编号"), ("Place", "its id")),
        Field::Encounter => (("所属过程", "班次、工单等的编号"), ("Encounter", "id of the shift, order …")),
        Field::Person => (("被检查人", "工号"), ("Person looked at", "their id")),
        Field::Looker => {
            (("检查人", "工号；自查写本人"), ("Who looked", "their id; oneself in a self-check"))
        }
        Field::Time => (("时间", "如 2026-03-02 08:22"), ("Time", "like 2026-03-02 08:22")),
        Field::Kind => (("方式", "检查、自查或照片"), ("How", "inspection, self-check or photo")),
        Field::Reason => (
            ("更正原因", "只在更正已交的表时填"),
            ("Reason", "only if it corrects a sheet already handed in"),
        ),
    };
    if lang == Lang::Zh { zh } else { en }
}

/// Headings of the columns.
pub(crate) fn columns(lang: Lang) -> [String; 7] {
    let heads: [(&str, &str); 7] = [
        ("序号", "No."),
        ("看什么", "Look at"),
        ("要求", "Asked"),
        ("单位", "Unit"),
        ("实际", "Found"),
        ("照片", "Photo"),
        ("条款", "Clauses"),
    ];
    heads.map(|(zh, en)| pick(lang, zh, en).to_owned())
}

/// How to fill it in.
pub(crate) fn advice(lang: Lang) -> &'static str {
    pick(
        lang,
        "只填看到的；没看的留空或选“没看”，不要猜。量出来的写数，别的单位写明（如 0.1cm）。照片写编号。",
        "Fill in what you saw; leave blank, or choose “not observed”, what you did not: do not guess. Measures are numbers; say the unit if it is another (0.1cm). Photos by their id.",
    )
}
