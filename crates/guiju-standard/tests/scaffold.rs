//! A scaffold numbers articles as the text does, and reads without errors.
#![allow(clippy::unwrap_used)]

use guiju_standard::{Lang, NoLibrary, PackFiles, Weight, check, scaffold};

/// Ids and texts of the rows made from a text.
fn rows(text: &str) -> Vec<(String, String)> {
    let pack = scaffold(text, "counter");
    let tsv = &pack.files.iter().find(|(path, _)| path == "articles.tsv").unwrap().1;
    tsv.lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 4, "{line}");
            (cells[0].to_owned(), cells[2].to_owned())
        })
        .collect()
}

fn ids(text: &str) -> Vec<String> {
    rows(text).into_iter().map(|(id, _)| id).collect()
}

const CHAPTERS: &str = "\
营业厅服务规定

第一章 总则
第一节 适用范围
第1条 本规定适用于各营业厅。
第2条 营业员上岗前应接受培训。培训不合格的，不得上岗。
第二章 接待 第一节 迎候
第3条 客户进门三步之内，应微笑示意。第4条 客户等候超过10分钟，应主

动致歉，并说明原因。
";

#[test]
fn chapters_sections_and_articles_number_from_the_headings_down() {
    assert_eq!(
        rows(CHAPTERS),
        [
            ("C.0", "营业厅服务规定"),
            ("C.1.1.1", "本规定适用于各营业厅。"),
            ("C.1.1.2a", "营业员上岗前应接受培训。"),
            ("C.1.1.2b", "培训不合格的，不得上岗。"),
            ("C.2.1.3", "客户进门三步之内，应微笑示意。"),
            ("C.2.1.4", "客户等候超过10分钟，应主动致歉，并说明原因。"),
        ]
        .map(|(id, text)| (id.to_owned(), text.to_owned()))
    );
}

#[test]
fn chinese_numerals_parentheses_and_items_nest_in_the_order_they_appear() {
    let text = "\
一、上门前
(一)准备
1、带齐工具。
2、检查证件：
1）工作证在有效期内；
2）照片清楚。
（二）预约
1．提前一天联系客户。
二、上门后
按铃不超过两次。
";
    assert_eq!(ids(text), ["C.1.1.1", "C.1.1.2.1", "C.1.1.2.2", "C.1.2.1", "C.2"]);
}

#[test]
fn decimal_numbers_say_themselves_how_deep_they_are() {
    let text = "\
前言：本标准供各站参考。

1 范围
本标准规定了抢修的时限。
4 服务要求
总的要求见各条。
4.1 到达
4.1.1 城区45分钟内到达现场。
4.1.4 路上误差不超过1.5公里。
4.2 离开
离开前清理现场，带走1.5米以上的废料。
";
    assert_eq!(ids(text), ["C.0", "C.1", "C.4.0", "C.4.1.1", "C.4.1.4", "C.4.2"]);
}

#[test]
fn markdown_headings_and_lists_are_articles_too() {
    let text = "\
# 电话服务

## 一、接听

- 铃响三声内接听；
- 先问好。

## 二、挂断

等客户先挂。
";
    assert_eq!(
        rows(text).iter().map(|(id, text)| format!("{id} {text}")).collect::<Vec<_>>(),
        ["C.1.1a 铃响三声内接听；", "C.1.1b 先问好。", "C.1.2 等客户先挂。"]
    );
}

#[test]
fn english_articles_are_numbered_as_well() {
    let text = "Chapter 1 Calls\nArticle 1. Answer within three rings. Say hello first.\nArticle 2. Let the caller hang up.\n";
    assert_eq!(ids(text), ["C.1.1a", "C.1.1b", "C.1.2"]);
}

#[test]
fn a_number_met_twice_is_numbered_by_order_with_a_warning() {
    let text = "一、接待\n1、先问好。\n2、请坐。\n2、倒水。\n二、送客\n1、送到门口。\n";
    assert_eq!(ids(text), ["C.1.1", "C.1.2", "C.1.3", "C.2.1"]);
    let warnings = scaffold(text, "counter").warnings;
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].get(Lang::Zh), "“一、”下编号 `2、` 出现了两次，这一级改按先后编号");
    assert_eq!(
        warnings[0].get(Lang::En),
        "the number `2、` is there twice in `一、`; this level is numbered by its order"
    );
}

#[test]
fn more_than_twenty_six_sentences_go_on_with_two_letters() {
    let text = format!("一、总则\n{}", "要守时。".repeat(28));
    let ids = ids(&text);
    assert_eq!((ids[0].as_str(), ids[25].as_str(), ids[26].as_str()), ("C.1a", "C.1z", "C.1aa"));
}

#[test]
fn the_scaffold_reads_without_errors_and_every_article_is_uncovered() {
    for text in [CHAPTERS, "", "只有一句话。", "Only one sentence.", "\u{feff}# 标题: \"a\" \\ b\n\t一、x\ty"]
    {
        let pack = scaffold(text, "counter-service");
        let files = PackFiles { folder: "counter-service".into(), files: pack.files };
        let reading = check(&files, &NoLibrary);
        let errors: Vec<String> = reading
            .findings
            .iter()
            .filter(|finding| finding.weight == Weight::Error)
            .map(|finding| finding.render(&reading.sources, Lang::En, false))
            .collect();
        assert!(errors.is_empty(), "{text}: {}", errors.join("\n"));
        let standard = reading.standard.unwrap();
        let uncovered = reading.findings.iter().filter(|finding| finding.code == "uncovered").count();
        assert_eq!(uncovered, standard.articles.len(), "{text}");
        assert!(guiju_standard::coverage(&standard).iter().all(|row| !row.is_settled()));
    }
}

#[test]
fn no_text_makes_it_panic() {
    for text in [
        "第",
        "第条",
        "第一",
        "（",
        "（一",
        "1.",
        "1.1",
        "1.1.",
        "#",
        "########",
        "一",
        "999999999999、x",
        "①",
        "。第1条",
        "\0",
    ] {
        scaffold(text, "");
        scaffold(&text.repeat(50), "9");
    }
}

#[test]
fn a_chapters_file_is_headed_as_the_text_is() {
    let head = |text: &str| {
        let pack = scaffold(text, "counter");
        let file = pack.files.iter().find(|(path, _)| path.starts_with("clauses/")).unwrap();
        file.1.lines().next().unwrap().to_owned()
    };
    assert_eq!(head("1. Greet\n1.1. Say good morning.\n"), "# 1. Greet");
    assert_eq!(head("一、迎候\n（一）主动问好。\n"), "# 一、迎候");
}
