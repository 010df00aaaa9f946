//! A whole pack: its files in the order in which names can be resolved.

use super::vocabulary::named;
use super::{Library, PackFiles, Reader};
use crate::diagnostic::Diagnostic;
use crate::model::{Scoring, Section, Severity, Standard};
use crate::shape;
use crate::yaml::{Kind, Node};
use guiju_time::{Calendar, Lang};
use std::collections::BTreeMap;

/// The trees of a pack's files by kind.
#[derive(Default)]
struct Trees {
    standard: Option<Node>,
    parts: Vec<Node>,
    clauses: Vec<Node>,
    cases: Vec<Node>,
    articles: Vec<crate::model::Article>,
}

/// Reads a pack and what it includes.
pub(super) fn read(reader: &mut Reader, pack: &PackFiles, library: &dyn Library) -> Option<Standard> {
    let mut trees = Trees::default();
    let mut hash = Fingerprint::default();
    load(reader, pack, &mut trees, true);
    pack.files.iter().for_each(|(path, text)| hash.add(path, text));
    let standard = trees.standard.take()?;
    reader.first_language =
        Reader::words(standard.get("languages")).first().and_then(|code| Lang::from_code(code));
    let mut names = vec![standard.get("id").and_then(Node::text).unwrap_or("").to_owned()];
    include(reader, &standard, library, &mut trees, &mut names, &mut hash);
    trees.parts.push(standard.clone());
    Some(assemble(reader, &standard, &trees, hash))
}

/// Sorts a pack's files by what they are.
fn load(reader: &mut Reader, pack: &PackFiles, trees: &mut Trees, main: bool) {
    for (path, text) in &pack.files {
        let shown = if pack.folder.is_empty() { path.clone() } else { format!("{}/{path}", pack.folder) };
        if path == "standard.yaml" {
            trees.standard = reader.tree(&shown, text, &shape::STANDARD);
        } else if path == "articles.tsv" {
            if main {
                trees.articles = reader.read_articles(&shown, text);
            }
        } else if path.starts_with("clauses/") && path.ends_with(".yaml") {
            if main {
                trees.clauses.extend(reader.tree(&shown, text, &shape::CLAUSES));
            }
        } else if path.starts_with("cases/") && path.ends_with(".yaml") {
            if main {
                trees.cases.extend(reader.tree(&shown, text, &shape::CASES));
            }
        } else if path.ends_with(".yaml") {
            trees.parts.extend(reader.tree(&shown, text, &shape::PART));
        }
    }
    if main && !pack.files.iter().any(|(path, _)| path == "standard.yaml") {
        let file = reader.sources.add(format!("{}/standard.yaml", pack.folder), "");
        reader.report(
            Diagnostic::error(
                "missing-file",
                crate::source::Span { file, start: 0, end: 0 },
                "规范包里没有 standard.yaml",
                "the pack has no standard.yaml",
            )
            .help("先写 `id`、`title`、`zone`。", "begin it with `id`, `title`, `zone`"),
        );
    }
}

/// Packs that join in without their clauses; a pack that includes itself is an error.
fn include(
    reader: &mut Reader,
    standard: &Node,
    library: &dyn Library,
    trees: &mut Trees,
    chain: &mut Vec<String>,
    hash: &mut Fingerprint,
) {
    for item in standard.get("includes").map(Node::items).unwrap_or(&[]) {
        let name = item.text().unwrap_or("").to_owned();
        if chain.contains(&name) {
            let path = format!("{} → {name}", chain.join(" → "));
            reader.report(
                Diagnostic::error(
                    "include-cycle",
                    item.span,
                    format!("规范包互相包含：{path}"),
                    format!("packs include each other: {path}"),
                )
                .help("去掉其中一个 `includes`。", "take one of the `includes` away"),
            );
            continue;
        }
        let Some(files) = library.pack(&name) else {
            reader.report(
                Diagnostic::error(
                    "unknown-pack",
                    item.span,
                    format!("找不到规范包 `{name}`"),
                    format!("there is no pack `{name}`"),
                )
                .help(
                    "被包含的规范包要放在旁边的文件夹里。",
                    "an included pack lies in a folder beside this one",
                ),
            );
            continue;
        };
        let mut inner = Trees::default();
        load(reader, &files, &mut inner, false);
        files.files.iter().for_each(|(path, text)| hash.add(path, text));
        chain.push(name);
        if let Some(standard) = inner.standard.take() {
            include(reader, &standard, library, &mut inner, chain, hash);
        }
        chain.pop();
        trees.parts.splice(0..0, inner.parts);
    }
}

fn assemble(reader: &mut Reader, standard: &Node, trees: &Trees, hash: Fingerprint) -> Standard {
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
    let cases = trees.cases.iter().flat_map(|file| reader.read_cases(file)).collect();
    let word = |key: &str| standard.get(key).and_then(Node::text).map(str::to_owned);
    let texts = |key: &str| -> BTreeMap<String, String> {
        named(standard.get(key)).map(|(name, value)| (name, value.text().unwrap_or("").to_owned())).collect()
    };
    let languages: Vec<Lang> =
        Reader::words(standard.get("languages")).iter().filter_map(|code| Lang::from_code(code)).collect();
    Standard {
        sources: crate::source::Sources::default(),
        id: word("id").unwrap_or_default(),
        version: word("version").unwrap_or_else(|| "0.0.0".to_owned()),
        hash: hash.hex(),
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
        scoring: scoring(standard.get("scoring")),
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

fn scoring(node: Option<&Node>) -> Scoring {
    let mut scoring =
        Scoring { points: [0.0, 1.0, 3.0, 5.0], critical_zeroes_section: true, min_coverage: 0.8 };
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
    scoring
}

/// FNV-1a over paths and texts: tells versions apart, does not protect them.
struct Fingerprint(u128);

impl Default for Fingerprint {
    fn default() -> Self {
        Fingerprint(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Fingerprint {
    fn add(&mut self, path: &str, text: &str) {
        for byte in path.bytes().chain([0]).chain(text.bytes()).chain([0]) {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }

    fn hex(&self) -> String {
        format!("{:032x}", self.0)
    }
}
