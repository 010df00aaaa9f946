//! A whole pack: its files in the order in which names can be resolved.

use super::overlay::Overlay;
use super::packs::{Chain, include};
use super::trees::Trees;
use super::vocabulary::named;
use super::{Library, PackFiles, Reader};
use crate::diagnostic::Diagnostic;
use crate::model::{Case, Grade, Scoring, Section, Severity, Standard};
use crate::source::Span;
use crate::yaml::{Kind, Node};
use guiju_time::{Calendar, Lang};
use std::collections::BTreeMap;

/// Reads a pack, what it includes and what it extends.
pub(super) fn read(reader: &mut Reader, pack: &PackFiles, library: &dyn Library) -> Option<Standard> {
    let mut hash = Fingerprint::default();
    pack.files.iter().for_each(|(path, text)| hash.add(path, text));
    let trees = Trees::load(reader, pack, true);
    // A file that is no YAML declares nothing: everything that names its phrases would be called unknown.
    if reader.found.iter().any(|diagnostic| diagnostic.code == "yaml") {
        return None;
    }
    read_trees(reader, trees, library, hash)
}

/// Reads what was parsed already.
pub(super) fn read_trees(
    reader: &mut Reader,
    mut trees: Trees,
    library: &dyn Library,
    hash: Fingerprint,
) -> Option<Standard> {
    let standard = trees.standard.take()?;
    let names = vec![standard.get("id").and_then(Node::text).unwrap_or("").to_owned()];
    let mut chain = Chain { library, names, hash };
    let mut overlay = Overlay::default();
    let standard = overlay.apply(reader, standard, &mut trees, &mut chain);
    reader.first_language =
        Reader::words(standard.get("languages")).first().and_then(|code| Lang::from_code(code));
    include(reader, &standard, &mut trees.parts, &mut chain);
    trees.parts.push(standard.clone());
    Some(assemble(reader, &standard, &trees, &overlay, chain.hash))
}

/// Names that two files declare: the second one would silently replace the first.
fn declared_twice(reader: &mut Reader, parts: &[Node]) {
    // Objects add up attribute by attribute, everything else is declared once.
    let sections = [
        "encounters",
        "activities",
        "instants",
        "params",
        "calendars",
        "phrases",
        "situations",
        "tables",
        "forms",
    ];
    for section in sections {
        let mut known: BTreeMap<&str, Span> = BTreeMap::new();
        for (key, _) in parts.iter().flat_map(|part| part.get(section).map(Node::entries).unwrap_or(&[])) {
            let name = key.text().unwrap_or("");
            let Some(first) = known.insert(name, key.span) else { continue };
            let place = reader.sources.place(first);
            reader.report(
                Diagnostic::error(
                    "duplicate-id",
                    key.span,
                    format!("`{name}` 声明了两次，先见于 {place}"),
                    format!("`{name}` is declared twice, first at {place}"),
                )
                .help(
                    "留一个，或换个名字；扩展别的规范包时，参数在 standard.yaml 的 params 里改。",
                    "keep one, or rename one; a pack that extends another sets figures under params in standard.yaml",
                ),
            );
        }
    }
}

fn assemble(
    reader: &mut Reader,
    standard: &Node,
    trees: &Trees,
    overlay: &Overlay,
    hash: Fingerprint,
) -> Standard {
    declared_twice(reader, &trees.parts);
    // Names first, then what refers to them.
    for part in &trees.parts {
        reader.declare(part);
        reader.declare_instants(part);
    }
    trees.parts.iter().for_each(|part| reader.read_params(part));
    trees.parts.iter().for_each(|part| reader.declare_phrases(part));
    trees.parts.iter().for_each(|part| reader.resolve_instants(part));
    trees.parts.iter().for_each(|part| reader.resolve_vocabulary(part));
    trees.parts.iter().for_each(|part| reader.resolve_phrases(part));
    let mut calendars = BTreeMap::from([("cn".to_owned(), Calendar::cn())]);
    let mut situations = BTreeMap::new();
    let mut tables = BTreeMap::new();
    let mut forms = BTreeMap::new();
    for part in &trees.parts {
        reader.read_calendars(part, &mut calendars);
        reader.read_situations(part, &mut situations);
        reader.read_tables(part, &mut tables);
        reader.read_forms(part, &mut forms);
    }
    let mut clauses = Vec::new();
    trees.clauses.iter().for_each(|file| reader.read_clauses(file, &mut clauses));
    reader.check_phrases();
    let own: Vec<Case> = trees.cases.iter().flat_map(|file| reader.read_cases(file)).collect();
    let mut cases: Vec<Case> = trees.base_cases.iter().flat_map(|file| reader.read_cases(file)).collect();
    // Figures that an overlay sets may change what a base's case shows: the overlay's case of that name stands.
    cases.retain(|case| own.iter().all(|own| own.name != case.name));
    cases.extend(own);
    let off = overlay.change(reader, &mut clauses, &mut cases);
    let word = |key: &str| standard.get(key).and_then(Node::text).map(str::to_owned);
    let texts = |key: &str| -> BTreeMap<String, String> {
        named(standard.get(key)).map(|(name, value)| (name, value.text().unwrap_or("").to_owned())).collect()
    };
    for item in standard.get("languages").map(Node::items).unwrap_or(&[]) {
        let code = item.text().unwrap_or("");
        if Lang::from_code(code).is_none() {
            reader.report(
                Diagnostic::error(
                    "unknown-language",
                    item.span,
                    format!("不认得语言 `{code}`"),
                    format!("the language `{code}` is not known"),
                )
                .help("可写 `zh`、`en`。", "write `zh` or `en`"),
            );
        }
    }
    let languages: Vec<Lang> =
        Reader::words(standard.get("languages")).iter().filter_map(|code| Lang::from_code(code)).collect();
    Standard {
        sources: crate::source::Sources::default(),
        id: word("id").unwrap_or_default(),
        version: word("version").unwrap_or_else(|| "0.0.0".to_owned()),
        hash: hash.hex(),
        extends: overlay.extends.clone(),
        off,
        title: reader.text(standard.get("title")),
        description: reader.text(standard.get("description")),
        languages: if languages.is_empty() { vec![Lang::Zh] } else { languages },
        zone: word("zone").unwrap_or_else(|| "Asia/Shanghai".to_owned()),
        calendar: word("calendar").unwrap_or_else(|| "cn".to_owned()),
        site: word("site").unwrap_or_else(|| "site".to_owned()),
        prefix: word("prefix").unwrap_or_default(),
        slots: named(standard.get("slots")).map(|(name, value)| (name, Reader::words(Some(value)))).collect(),
        excluded: texts("excluded"),
        sections: named(standard.get("sections"))
            .map(|(id, node)| Section {
                id,
                title: reader.text(node.get("title")),
                weight: node.get("weight").and_then(Node::text).and_then(|n| n.parse().ok()).unwrap_or(1.0),
            })
            .collect(),
        scoring: scoring(reader, standard.get("scoring")),
        vocabulary: reader.vocabulary.clone(),
        params: reader.params.clone(),
        calendars,
        phrases: reader.phrases.clone(),
        situations,
        tables,
        forms,
        clauses,
        articles: trees.articles.clone(),
        cases,
        span: standard.span,
    }
}

fn scoring(reader: &mut Reader, node: Option<&Node>) -> Scoring {
    let mut scoring = Scoring {
        points: [0.0, 1.0, 3.0, 5.0],
        critical_zeroes_section: true,
        min_coverage: 0.8,
        cap: 100.0,
        adjust: Vec::new(),
        rating: None,
        grades: Vec::new(),
    };
    let Some(node) = node else { return scoring };
    for (severity, points) in named(node.get("points")) {
        if let (Some(severity), Some(points)) =
            (Severity::from_name(&severity), points.text().and_then(|n| n.parse().ok()))
        {
            scoring.points[severity as usize] = points;
        }
    }
    if node.get("critical_zeroes").and_then(Node::text) == Some("encounter") {
        scoring.critical_zeroes_section = false;
    }
    if let Some(Kind::Scalar { text, .. }) = node.get("min_coverage").map(|n| &n.kind) {
        let share = text.strip_suffix('%').and_then(|n| n.trim().parse::<f64>().ok()).map(|n| n / 100.0);
        if let Some(share) = share.or_else(|| text.parse().ok()) {
            scoring.min_coverage = share;
        }
    }
    scoring.cap = number(node.get("cap")).unwrap_or(scoring.cap);
    scoring.adjust = Reader::words(node.get("adjust"));
    scoring.rating = node.get("rating").and_then(Node::text).map(str::to_owned);
    for grade in node.get("grades").map(Node::items).unwrap_or_default() {
        let count = |key: &str| grade.get(key).and_then(Node::text).and_then(|n| n.parse::<u64>().ok());
        scoring.grades.push(Grade {
            id: grade.get("id").and_then(Node::text).unwrap_or("").to_owned(),
            title: reader.text(grade.get("title")),
            from: number(grade.get("from")).unwrap_or(0.0),
            none_broken: grade.get("none_broken").and_then(Node::text).and_then(Severity::from_name),
            months: count("months").and_then(|months| u32::try_from(months).ok()),
            kept: Reader::words(grade.get("kept")),
            encounters: count("encounters").unwrap_or(0),
        });
    }
    // The best first, however they were written down.
    scoring.grades.sort_by(|a, b| b.from.total_cmp(&a.from));
    scoring
}

fn number(node: Option<&Node>) -> Option<f64> {
    node.and_then(Node::text).and_then(|n| n.parse().ok())
}

/// FNV-1a over paths and texts: tells versions apart, does not protect them.
pub(super) struct Fingerprint(u128);

impl Default for Fingerprint {
    fn default() -> Self {
        Fingerprint(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Fingerprint {
    pub(super) fn add(&mut self, path: &str, text: &str) {
        for byte in path.bytes().chain([0]).chain(text.bytes()).chain([0]) {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }

    fn hex(&self) -> String {
        format!("{:032x}", self.0)
    }
}
