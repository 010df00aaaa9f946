//! The files of a scaffold.

use super::Row;
use super::outline::Section;
use crate::shape::ARTICLES_HEADER;
use std::collections::BTreeSet;
use std::fmt::Write;

pub(super) fn files(
    text: &str,
    id: &str,
    prefix: &str,
    root: &Section,
    rows: &[Row],
) -> Vec<(String, String)> {
    let chinese = text.chars().any(super::heading::is_chinese);
    let lang = if chinese { "zh" } else { "en" };
    let mut files = vec![
        ("articles.tsv".to_owned(), articles(rows)),
        ("standard.yaml".to_owned(), standard(text, id, prefix, lang)),
        ("vocabulary.yaml".to_owned(), vocabulary(lang)),
        ("params.yaml".to_owned(), PARAMS.to_owned()),
        ("phrases.yaml".to_owned(), PHRASES.to_owned()),
        ("cases/first.yaml".to_owned(), CASES.to_owned()),
    ];
    let chapters: BTreeSet<u32> = rows.iter().map(|row| row.chapter).collect();
    for chapter in chapters {
        let title = root.sections.iter().find(|section| section.number == chapter);
        let title = title.map_or(String::new(), heading);
        files.push((format!("clauses/{chapter:02}.yaml"), clauses(&title, rows, chapter)));
    }
    files.sort();
    files
}

fn articles(rows: &[Row]) -> String {
    let mut tsv = format!("{ARTICLES_HEADER}\n");
    for row in rows {
        let place = row.place.replace(['\t', '\n'], " ");
        let _ = writeln!(tsv, "{}\t{place}\t{}\t{}", row.id, row.text, kind(&row.text));
    }
    tsv
}

/// A first guess at what sort of duty a sentence is; the author corrects it.
fn kind(text: &str) -> &'static str {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let figure = text.chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    if has(&["忌语", "禁止说", "不得说", "不准说", "must not say"]) {
        "never_say"
    } else if has(&["使用“", "说“", "讲“", "用语", "say “", "say \""]) {
        "say"
    } else if figure && has(&["分钟", "小时", "工作日", "日内", "天内", "秒", "minute", "hour", "day"])
    {
        "clock"
    } else if has(&["登记", "记录", "填写", "签字", "签名", "填表", "record", "sign"]) {
        "form"
    } else if has(&["着装", "仪容", "整洁", "齐全", "完好"]) {
        "inspect"
    } else {
        "step"
    }
}

fn standard(text: &str, id: &str, prefix: &str, lang: &str) -> String {
    let first = text.trim_start_matches('\u{feff}').lines().map(str::trim).find(|line| !line.is_empty());
    let title =
        first.map(|line| line.trim_start_matches('#').trim()).filter(|line| line.chars().count() <= 40);
    let title = title.unwrap_or(id).replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        "# The standard as a whole; see the book for scoring, sections, slots.\n\
         id: {id}\n\
         version: 0.1.0\n\
         title: {{ {lang}: \"{title}\" }}\n\
         languages: [{lang}]\n\
         zone: Asia/Shanghai\n\
         calendar: cn\n\
         prefix: {prefix}\n\
         # Rows of articles.tsv that oblige nobody, each with the reason:\n\
         # excluded:\n\
         #   {prefix}0: 标题，不规定义务\n"
    )
}

fn vocabulary(lang: &str) -> String {
    let words = [("服务", "Service"), ("开始", "Started"), ("结束", "Finished"), ("到达", "Arrived")];
    let text = VOCABULARY.replace("{lang}", lang);
    match lang {
        "en" => words
            .iter()
            .fold(text, |text, (zh, en)| text.replace(&format!(": {zh} }}"), &format!(": {en} }}"))),
        _ => text,
    }
}

/// A heading as it stands: `一、到达`, `1. Greet`.
fn heading(section: &Section) -> String {
    let gap = if section.label.ends_with('.') && section.title.starts_with(|c: char| c.is_ascii()) {
        " "
    } else {
        ""
    };
    format!("{}{gap}{}", section.label, section.title)
}

fn clauses(title: &str, rows: &[Row], chapter: u32) -> String {
    let mut yaml = format!(
        "# {title}\n# One clause for each duty below: take the sign # away and say what is checked.\n"
    );
    for row in rows.iter().filter(|row| row.chapter == chapter) {
        let _ = write!(
            yaml,
            "\n# {} {}\n# - id: {}\n#   title: …\n#   source: {}\n#   severity: minor\n#   when: …\n#   then: …\n",
            row.place, row.text, row.id, row.place
        );
    }
    yaml
}

const VOCABULARY: &str = "\
# What can happen, to what, and which evidence can show it.
encounters:
  service:
    title: { {lang}: 服务 }
    opens: started
    closes: finished
    # attrs: { order.area: [urban, rural] }
    # roles: { agent: staff, customer: customer }
activities:
  started: { title: { {lang}: 开始 } }
  finished: { title: { {lang}: 结束 } }
  # arrived: { title: { {lang}: 到达 }, attrs: { place: text }, seen_by: [location, tap] }
# instants: { arrival_due: started + 45min }
";
const PARAMS: &str = "\
# Figures that an organisation may set.
# params:
#   arrival_limit: { value: 45min, source: 第5条 }
#   at_once: { value: 5min, ours: true }      # the text gives no figure
";
const PHRASES: &str = "\
# What is to be said, and what must not be.
# phrases:
#   greeting: { any: [您好, (早上|下午|晚上)好] }
#   dont_know: { any: [不知道], as: whole_clause }
";
const CASES: &str = "\
# Encounters with the verdicts expected: the pack's own tests.
# - name: 恰在时限内到达
#   encounter: { type: service, evidence: [tap] }
#   events:
#     - 09:00 started
#     - 09:45 arrived
#   expect: { X1: kept }
";
