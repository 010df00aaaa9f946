//! Sheets drawn, filled in and read back, as those who use them see it.

use guiju_sheet::{Answer, Field, NotDrawn, Request, Sheet, Unread, draw, mark, read, workbook};
use guiju_standard::{NoLibrary, PackFiles, Standard};
use guiju_table::Input;
use guiju_time::{Lang, parse_date};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const STANDARD: &str = "
id: hall
version: 1.1.0
title: { zh: 营业厅, en: Hall }
languages: [zh, en]
zone: Asia/Shanghai
site: hall
";
const VOCABULARY: &str = "
encounters:
  shift: { opens: began, closes: ended, roles: { staff: { type: staff }, inspector: { type: staff } } }
objects: { staff: { gender: { type: [female, male], title: { zh: 性别, en: gender } } } }
activities:
  began: {}
  ended: {}
  dress_checked:
    title: { zh: 着装检查, en: Dress checked }
    seen_by: [inspection, photo]
    attrs:
      skirt: { type: bool, title: { zh: 穿裙装, en: skirt } }
      nail_mm: { type: mm, title: { zh: 指甲长, en: nails } }
      heel_cm: { type: cm, title: { zh: 鞋跟高, en: heel } }
      badge_cm: { type: cm, title: { zh: 工号牌偏离, en: badge off } }
      arm: { type: °, title: { zh: 手臂, en: arm } }
      shoe: { type: [black, dark, bright], values: { black: { zh: 黑, en: black }, dark: { zh: 深, en: dark }, bright: { zh: 鲜, en: bright } }, title: { zh: 鞋色, en: shoes } }
      rings: { type: int, title: { zh: 戒指, en: rings } }
      face_clean: { type: bool, title: { zh: 面部干净, en: face clean } }
      unread: bool
  walk_checked: { title: { zh: 行姿检查, en: Walk checked }, attrs: { straight: bool, lean: mm } }
";
const PARAMS: &str = "
params:
  nail_limit: { value: 1mm, ours: true, since: { 2027-01-01: 2mm } }
  badge_limit: { value: 2cm, ours: true }
  arm_angle: { value: 45°, ours: true }
  arm_tolerance: { value: 15°, ours: true }
";
const CLAUSES: &str = r#"
- defaults: { per: shift }
- { id: c1, inspect: dress_checked, hold: nail_mm <= param.nail_limit }
- { id: c2, inspect: dress_checked where skirt, hold: { heel_cm: 3..5cm } }
- { id: c3, inspect: dress_checked, hold: 'badge_cm <= param.badge_limit && badge_cm >= -param.badge_limit' }
- { id: c4, inspect: dress_checked, hold: arm - param.arm_angle <= param.arm_tolerance && arm >= param.arm_angle - param.arm_tolerance }
- { id: c5, applies: staff.gender == "male", inspect: dress_checked, hold: { shoe: [black, dark], rings: ..1 } }
- { id: c6, inspect: dress_checked, hold: 'shoe != "bright" && (skirt || rings <= 2)' }
- { id: c7, inspect: dress_checked, hold: { face_clean: true, nail_mm: ..1mm }, evidence: { only: [inspection] } }
- { id: c8, inspect: walk_checked, hold: { straight: true, lean: ±param.badge_limit } }
"#;

fn standard_of(vocabulary: &str, version: &str) -> Standard {
    let files = [
        ("standard.yaml", STANDARD.replace("1.1.0", version)),
        ("vocabulary.yaml", vocabulary.to_owned()),
        ("params.yaml", PARAMS.to_owned()),
        ("clauses/c.yaml", CLAUSES.to_owned()),
    ];
    let files = files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
    let reading = guiju_standard::read(&PackFiles { folder: "hall".to_owned(), files }, &NoLibrary);
    let told = || reading.findings.iter().map(|finding| finding.render(&reading.sources, Lang::En, false));
    reading.standard.clone().unwrap_or_else(|| panic!("{}", told().collect::<String>()))
}

fn standard() -> Standard {
    standard_of(VOCABULARY, "1.1.0")
}

fn request(activities: &[&str]) -> Request {
    Request {
        activities: activities.iter().map(|name| (*name).to_owned()).collect(),
        variant: BTreeMap::new(),
        date: parse_date("2026-03-02").expect("a date"),
        lang: Lang::En,
        head: BTreeMap::from([
            (Field::Number, "sheet-17".to_owned()),
            (Field::Site, "h1".to_owned()),
            (Field::Encounter, "shift-s1".to_owned()),
            (Field::Person, "s1".to_owned()),
            (Field::Looker, "i7".to_owned()),
            (Field::Time, "2026-03-02 08:22".to_owned()),
        ]),
    }
}

fn drawn() -> Sheet {
    draw(&standard(), &request(&["dress_checked"])).expect("a sheet")
}

fn set(sheet: &mut Sheet, attribute: &str, found: &str) {
    let mut items = sheet.groups.iter_mut().flat_map(|group| &mut group.items);
    items.find(|item| item.attribute == attribute).expect("an item").found = found.to_owned();
}

fn set_head(sheet: &mut Sheet, field: Field, value: &str) {
    sheet.head.iter_mut().find(|head| head.field == field).expect("a head").value = value.to_owned();
}

fn bytes(sheet: &Sheet) -> Input {
    Input::bytes("sheet.xlsx", workbook(sheet).expect("a workbook"))
}

fn read_back(sheet: &Sheet) -> guiju_sheet::Read {
    read(&bytes(sheet), &standard()).expect("a sheet of ours")
}

fn refusals(read: &guiju_sheet::Read) -> Vec<String> {
    let told = |refused: &guiju_sheet::Refused| {
        format!("{} {}{}: {}", refused.sheet, refused.column, refused.row, refused.says.get(Lang::En))
    };
    read.refused.iter().map(told).collect()
}

#[test]
fn figures_in_entries_are_told_in_the_unit_of_the_attribute() {
    let sheet = draw(&standard(), &request(&["walk_checked"])).expect("a sheet");
    assert_eq!(wanted(&sheet)["lean"], "±20 mm");
}

fn wanted(sheet: &Sheet) -> BTreeMap<&str, String> {
    let items = sheet.groups.iter().flat_map(|group| &group.items);
    items.map(|item| (item.attribute.as_str(), item.wanted.join("; "))).collect()
}

#[test]
fn each_attribute_that_a_clause_reads_is_one_item_with_what_is_asked() {
    let sheet = drawn();
    let items: Vec<(&str, String, String)> = sheet.groups[0]
        .items
        .iter()
        .map(|item| (item.attribute.as_str(), item.wanted.join("; "), item.clauses.join(" ")))
        .collect();
    let row = |name, wanted: &str, clauses: &str| (name, wanted.to_owned(), clauses.to_owned());
    assert_eq!(
        items,
        [
            row("nail_mm", "≤ 1 mm", "c1 c7"),
            row("skirt", "", "c2 c6"),
            row("heel_cm", "if skirt: 3–5 cm", "c2"),
            row("badge_cm", "±2 cm", "c3"),
            row("arm", "30–60°", "c4"),
            row("shoe", "black or dark; not bright", "c5 c6"),
            row("rings", "≤ 1", "c5 c6"),
            row("face_clean", "yes", "c7"),
        ]
    );
}

#[test]
fn figures_are_those_of_the_date_and_clauses_those_of_the_variant() {
    let later = Request { date: parse_date("2027-01-01").expect("a date"), ..request(&["dress_checked"]) };
    let sheet = draw(&standard(), &later).expect("a sheet");
    assert_eq!(wanted(&sheet)["nail_mm"], "≤ 2 mm; ≤ 1 mm");
    let variant = BTreeMap::from([("staff.gender".to_owned(), "female".to_owned())]);
    let hers = Request { variant, ..request(&["dress_checked"]) };
    let sheet = draw(&standard(), &hers).expect("a sheet");
    assert_eq!(wanted(&sheet)["shoe"], "not bright");
    assert_eq!(sheet.variant, "gender: female");
}

#[test]
fn a_photo_is_asked_for_only_where_it_may_show_the_thing() {
    let sheet = drawn();
    let without: Vec<&str> =
        sheet.groups[0].items.iter().filter(|item| !item.photo).map(|item| item.attribute.as_str()).collect();
    assert_eq!(without, ["nail_mm", "face_clean"]);
}

#[test]
fn what_can_not_be_drawn_is_named() {
    let of = |activities: &[&str]| draw(&standard(), &request(activities)).expect_err("no sheet");
    let known = vec!["dress_checked".to_owned(), "walk_checked".to_owned()];
    assert_eq!(
        of(&["dress_check"]),
        NotDrawn::NoActivity { name: "dress_check".to_owned(), known: known.clone() }
    );
    assert_eq!(of(&["began"]), NotDrawn::NothingAsked { name: "began".to_owned(), known });
    let variant = BTreeMap::from([("staff.gender".to_owned(), "woman".to_owned())]);
    let fault = draw(&standard(), &Request { variant, ..request(&["dress_checked"]) }).expect_err("no sheet");
    assert_eq!(fault, NotDrawn::NoVariant { name: "staff.gender".to_owned(), value: "woman".to_owned() });
}

#[test]
fn a_filled_sheet_is_one_event_for_each_check() {
    let mut sheet = draw(&standard(), &request(&["dress_checked", "walk_checked"])).expect("a sheet");
    set(&mut sheet, "nail_mm", "0.1cm");
    set(&mut sheet, "heel_cm", "5");
    set(&mut sheet, "skirt", "√");
    set(&mut sheet, "shoe", "深");
    set(&mut sheet, "face_clean", "×");
    set(&mut sheet, "rings", "not observed");
    let read = read_back(&sheet);
    assert_eq!(refusals(&read), Vec::<String>::new());
    assert_eq!(
        read.events,
        [json!({ "event": {
            "id": "sheet-17#s1/dress_checked",
            "type": "dress_checked",
            "time": "2026-03-02T08:22:00+08:00",
            "source": "inspection",
            "attributes": {
                "nail_mm": 1, "skirt": true, "heel_cm": 5, "badge_cm": "not_observed", "arm": "not_observed",
                "shoe": "dark", "rings": "not_observed", "face_clean": false,
            },
            "relationships": [
                { "objectId": "shift-s1", "qualifier": "encounter" },
                { "objectId": "s1", "qualifier": "staff" },
                { "objectId": "i7", "qualifier": "inspector" },
                { "objectId": "h1", "qualifier": "hall" },
            ],
        } })]
    );
    // Nobody walked along: no event, and it is said.
    assert_eq!(read.remarks.len(), 1);
    assert_eq!(read.remarks[0].get(Lang::En), "nothing of “Walk checked” was observed on “Sheet”: no event");
}

#[test]
fn a_cell_that_can_not_be_taken_is_refused_by_place_and_the_rest_is_taken() {
    let mut sheet = drawn();
    set(&mut sheet, "nail_mm", "1 kg");
    set(&mut sheet, "heel_cm", "high");
    set(&mut sheet, "shoe", "red");
    set(&mut sheet, "skirt", "perhaps");
    set(&mut sheet, "rings", "1.5");
    set(&mut sheet, "face_clean", "是");
    let read = read_back(&sheet);
    assert_eq!(
        refusals(&read),
        [
            "Sheet E15: `1 kg` is in a unit that does not convert to mm; write a figure in mm",
            "Sheet E16: `perhaps` is none of the choices; write one of yes, no, not observed",
            "Sheet E17: `high` is no number; write a figure in cm, like 1.5 or 1.5cm",
            "Sheet E20: `red` is none of the choices; write one of black, dark, bright, not observed",
            "Sheet E21: `1.5` is no whole number; write how many",
        ]
    );
    assert_eq!(read.events[0]["event"]["attributes"]["face_clean"], json!(true));
    assert_eq!(read.events[0]["event"]["attributes"]["nail_mm"], json!("not_observed"));
}

#[test]
fn a_head_that_lacks_what_an_event_needs_is_refused_with_what_to_write() {
    let mut sheet = drawn();
    set(&mut sheet, "face_clean", "yes");
    set_head(&mut sheet, Field::Person, "");
    set_head(&mut sheet, Field::Time, "this morning");
    set_head(&mut sheet, Field::Kind, "glance");
    let read = read_back(&sheet);
    assert_eq!(read.events, Vec::<Value>::new());
    assert_eq!(
        refusals(&read),
        [
            "Sheet E7: whom the check is about is empty; write their id",
            "Sheet E9: the time is empty or can't be read; write it like 2026-03-02 08:22",
            "Sheet E10: `glance` is no way of looking; write inspection, self-check or photo",
        ]
    );
}

#[test]
fn an_empty_sheet_is_no_event_and_no_mistake() {
    let mut sheet = drawn();
    set_head(&mut sheet, Field::Person, "");
    let read = read_back(&sheet);
    assert_eq!((read.events.len(), read.refused.len()), (0, 0));
    assert_eq!(read.remarks[0].get(Lang::En), "nothing was observed on “Sheet”: no event");
}

#[test]
fn who_looks_at_oneself_makes_a_self_check() {
    for (looker, kind, expected) in [
        ("s1", "inspection", "form"),
        ("s1", "自查", "form"),
        ("i7", "照片", "photo"),
        ("i7", "", "inspection"),
    ] {
        let mut sheet = drawn();
        set(&mut sheet, "face_clean", "yes");
        set_head(&mut sheet, Field::Looker, looker);
        set_head(&mut sheet, Field::Kind, kind);
        let read = read_back(&sheet);
        let event = &read.events[0]["event"];
        assert_eq!(event["source"], json!(expected), "{looker} {kind}");
        let related = event["relationships"].to_string();
        assert_eq!(related.contains("inspector"), expected != "form", "{looker} {kind}");
    }
}

#[test]
fn a_reason_makes_a_correction_of_the_event_before() {
    let mut sheet = drawn();
    set(&mut sheet, "face_clean", "yes");
    set_head(&mut sheet, Field::Reason, "misread");
    let event = &read_back(&sheet).events[0]["event"];
    assert_eq!(event["type"], json!("correction"));
    assert_eq!(event["id"], json!("sheet-17#s1/dress_checked#misread"));
    assert_eq!(event["attributes"]["of"], json!("sheet-17#s1/dress_checked"));
    assert_eq!(event["attributes"]["face_clean"], json!(true));
}

#[test]
fn a_sheet_of_an_older_version_is_taken_and_what_is_gone_reported() {
    let older = standard_of(VOCABULARY, "1.0.0");
    let mut sheet = draw(&older, &request(&["dress_checked"])).expect("a sheet");
    set(&mut sheet, "face_clean", "yes");
    set(&mut sheet, "rings", "2");
    let newer = VOCABULARY.replace("      rings:", "      bracelets:");
    let newer = {
        let files = [
            ("standard.yaml", STANDARD.to_owned()),
            ("vocabulary.yaml", newer),
            (
                "clauses/c.yaml",
                "- { id: c7, per: shift, inspect: dress_checked, hold: { face_clean: true } }".to_owned(),
            ),
        ];
        let files = files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
        let reading = guiju_standard::read(&PackFiles { folder: "hall".to_owned(), files }, &NoLibrary);
        reading.standard.expect("a pack without errors")
    };
    let read = read(&bytes(&sheet), &newer).expect("a sheet of ours");
    let remarks: Vec<&str> = read.remarks.iter().map(|remark| remark.get(Lang::En)).collect();
    assert_eq!(
        remarks,
        ["drawn from hall 1.0.0; read by 1.1.0", "no longer in the pack, not read: dress_checked.rings"]
    );
    let attributes = &read.events[0]["event"]["attributes"];
    assert_eq!((&attributes["face_clean"], attributes.get("rings")), (&json!(true), None));
}

#[test]
fn a_workbook_of_somebody_else_is_refused() {
    let other = {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write_string(0, 0, "order").expect("a cell");
        book.save_to_buffer().expect("a workbook")
    };
    assert!(matches!(mark(&Input::bytes("orders.xlsx", other)), Err(Unread::NoSheet)));
    assert!(matches!(mark(&Input::bytes("a.xlsx", &b"PK\x03\x04broken"[..])), Err(Unread::NoWorkbook(_))));
    let mut sheet = drawn();
    sheet.pack.id = "kitchen".to_owned();
    assert!(matches!(read(&bytes(&sheet), &standard()), Err(Unread::OtherPack { .. })));
    assert_eq!(mark(&bytes(&drawn())).expect("a mark").pack.version, "1.1.0");
}

/// An answer that a person could write, and what it means.
fn answer(answer: &Answer) -> BoxedStrategy<(String, Value)> {
    let unseen = prop_oneof![Just(""), Just("没看"), Just("not observed"), Just("-")]
        .prop_map(|text| (text.to_owned(), json!("not_observed")));
    let seen = match answer {
        Answer::Choice(choices) if choices.first().is_some_and(|first| first == "yes") => prop_oneof![
            prop_oneof![Just("是"), Just("对"), Just("√"), Just("yes"), Just("1")]
                .prop_map(|t| (t.to_owned(), json!(true))),
            prop_oneof![Just("否"), Just("×"), Just("no"), Just("0")]
                .prop_map(|t| (t.to_owned(), json!(false))),
        ]
        .boxed(),
        Answer::Choice(_) => {
            prop_oneof![Just(("黑", "black")), Just(("bright", "bright")), Just(("Dark", "dark"))]
                .prop_map(|(text, value)| (text.to_owned(), json!(value)))
                .boxed()
        }
        Answer::Number(unit) => {
            let unit = unit.clone();
            (0_i64..50, any::<bool>())
                .prop_map(move |(figure, named)| {
                    let text = if named && !unit.is_empty() {
                        format!("{figure} {unit}")
                    } else {
                        figure.to_string()
                    };
                    (text, json!(figure))
                })
                .boxed()
        }
        Answer::Free => Just(("words".to_owned(), json!("words"))).boxed(),
    };
    prop_oneof![1 => unseen, 3 => seen].boxed()
}

/// The sheet filled in, with the attributes that its event must have.
fn filled() -> impl Strategy<Value = (Sheet, BTreeMap<String, Value>)> {
    let sheet = drawn();
    let answers: Vec<BoxedStrategy<(String, Value)>> =
        sheet.groups[0].items.iter().map(|item| answer(&item.answer)).collect();
    answers.prop_map(move |answers| {
        let mut sheet = sheet.clone();
        let items = sheet.groups[0].items.iter_mut();
        let meant = items.zip(answers).map(|(item, (text, value))| {
            item.found = text;
            (item.attribute.clone(), value)
        });
        let meant = meant.collect();
        (sheet, meant)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is written on a sheet comes back as what it means, and twice read is the same.
    #[test]
    fn what_is_written_is_what_is_read((sheet, meant) in filled()) {
        let input = bytes(&sheet);
        let standard = standard();
        let read_once = read(&input, &standard).expect("a sheet of ours");
        prop_assert_eq!(&read_once.refused, &Vec::new());
        if meant.values().all(|value| value == "not_observed") {
            prop_assert!(read_once.events.is_empty());
        } else {
            let attributes = read_once.events[0]["event"]["attributes"].as_object().expect("attributes");
            let found: BTreeMap<String, Value> = attributes.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
            prop_assert_eq!(found, meant);
        }
        prop_assert_eq!(read(&input, &standard).expect("a sheet of ours"), read_once);
    }
}
