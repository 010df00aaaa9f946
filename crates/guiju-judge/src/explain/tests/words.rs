//! Broken: words, conditions, records.

use super::*;
use crate::outcome::Entry;

fn entry(name: &str, asked: &str, found: &str) -> Entry {
    Entry { name: name.to_owned(), asked: asked.to_owned(), found: found.to_owned() }
}

#[test]
fn words_are_told_by_title_or_as_spoken() {
    let not_said = |missing: &[&str], said: &[&str], due: Option<&str>, before| Breach::NotSaid {
        missing: names(missing),
        said: names(said),
        due: due.map(at),
        before,
    };
    let taboo = |phrase: &str, text: &str| Breach::Taboo {
        phrase: phrase.to_owned(),
        text: text.to_owned(),
        at: at("11:02"),
    };
    let consent = |asked, refused| Breach::NoConsent { asked, unsaid: Vec::new(), refused };
    says(&[
        (
            "meeting",
            broken("entered 09:00", not_said(&["identity"], &["greeting"], Some("09:02"), None)),
            "09:00 进入室内后，应在 09:02 前说“问候”、“自报身份”；说了“问候”，没有听到“自报身份”。",
            "After “Entered the home” at 09:00, “greeting” and “who we are” were to be said by 09:02; “greeting” was said, “who we are” was not heard.",
        ),
        (
            "one_of_two",
            broken("entered 09:00", not_said(&["greeting", "identity"], &[], None, None)),
            "09:00 进入室内后，应说“问候”或“自报身份”；没有听到。",
            "After “Entered the home” at 09:00, “greeting” or “who we are” was to be said; it was not heard.",
        ),
        (
            "meeting",
            broken("entered 09:00", not_said(&["purpose@0:120"], &[], None, Some(moment("left", "10:00")))),
            "09:00 进入室内后，应在 10:00 离开前说「我们来…修电的」；没有听到。",
            "After “Entered the home” at 09:00, “我们来…修电的” was to be said before “Left” at 10:00; it was not heard.",
        ),
        (
            "two_of_three",
            broken("entered 09:00", not_said(&["identity", "purpose"], &["greeting"], None, None)),
            "09:00 进入室内后，应说“问候”、“自报身份”、「我们来…修电的」中的至少 2 项；说了“问候”，没有听到“自报身份”或「我们来…修电的」。",
            "After “Entered the home” at 09:00, at least 2 of “greeting”, “who we are” and “我们来…修电的” were to be said; “greeting” was said, “who we are” or “我们来…修电的” was not heard.",
        ),
        (
            "one_of_two",
            Activation {
                target: Some(moment("utterance", "09:05")),
                ..broken("entered 09:00", not_said(&["greeting", "identity"], &[], Some("09:02"), None))
            },
            "09:00 进入室内后，应在 09:02 前说“问候”或“自报身份”；09:05 才说，晚 3 分钟。",
            "After “Entered the home” at 09:00, “greeting” or “who we are” was to be said by 09:02; it was said at 09:05, 3 min late.",
        ),
        (
            "meeting",
            broken("-", not_said(&[], &[], None, None)),
            "应说这一条要求的话；没有听到。",
            "The words asked for were to be said; they were not heard.",
        ),
        (
            "no_excuse",
            broken("asks_why 11:01", taboo("dont_know", "不知道")),
            "11:01 出现“客户问原因”后，11:02 说了「不知道」（属于“推脱”）；这里不应这样说。",
            "After “customer asks why” at 11:01, “不知道” (brushing off) was said at 11:02; it is not to be said here.",
        ),
        (
            "no_excuse",
            broken("-", taboo("你猜。", "你猜。")),
            "2026 年 3 月 2 日 11:02 说了「你猜」；这里不应这样说。",
            "“你猜” was said on 2 Mar 2026 at 11:02; it is not to be said here.",
        ),
        (
            "no_excuse",
            broken("utterance 11:02", Breach::Untrue { phrase: "greeting".to_owned(), at: at("11:02") }),
            "11:02 说了“问候”，与记录不符；所说的应与实际一致。",
            "“greeting” was said at 11:02, but the records show otherwise; what is said must hold.",
        ),
        (
            "consent",
            broken("entered 10:00", consent(false, None)),
            "10:00 进入室内前，应先征得同意；没有听到询问。",
            "Consent was needed before “Entered the home” at 10:00; it was not asked for.",
        ),
        (
            "consent",
            broken("entered 10:00", consent(true, None)),
            "10:00 进入室内前，应先征得同意；问了，没有得到同意。",
            "Consent was needed before “Entered the home” at 10:00; it was asked for, but not given.",
        ),
        (
            "consent",
            broken("entered 10:00", consent(true, Some(moment("utterance", "09:59:30")))),
            "10:00 进入室内前，应先征得同意；09:59:30 对方没有同意，或提出了条件。",
            "Consent was needed before “Entered the home” at 10:00; the answer at 09:59:30 was no, or set a condition.",
        ),
    ]);
}

#[test]
fn conditions_and_records_say_what_was_asked_and_found() {
    let held = |entries: &[(&str, &str, &str)]| Breach::NotHeld {
        entries: entries.iter().map(|(name, asked, found)| entry(name, asked, found)).collect(),
    };
    let form = |fields: &[&str], unsigned: &[&str], present| Breach::NotRecorded {
        form: "note".to_owned(),
        fields: names(fields),
        unsigned: names(unsigned),
        present,
        due: Some(at("09:10")),
    };
    let checked = "checked 08:30";
    says(&[
        (
            "vehicle",
            broken(checked, held(&[("vehicle.logo", "true", "false"), ("event.speed", "..60", "72")])),
            "08:30 车辆检查时，“标识齐全”应为“是”，实际为“否”；“车速”应不超过 60，实际为 72。",
            "At “Vehicle check” (08:30), “Logo complete” was to be “yes” and was “no”; “Speed” was to be at most 60 and was 72.",
        ),
        (
            "vehicle",
            broken(
                checked,
                held(&[("rings", "event.rings <= 5 || x > 5s", "7, 3 s"), ("speed", ">= 5", "null")]),
            ),
            "08:30 车辆检查时，没有达到“车况良好”的要求：“rings”为 7，不符合要求；“车速”应不少于 5，没有记录。",
            "At “Vehicle check” (08:30), “Vehicle in order” was not met: “rings” was 7, which is not as asked; “Speed” was to be at least 5 and is not recorded.",
        ),
        (
            "vehicle",
            broken(
                checked,
                held(&[
                    ("phones", "phones >= vehicle.logo", "5, 6"),
                    ("speed <= duration(\"2m\")", "speed <= duration(\"2min\")", ""),
                    ("event.rings", "event.rings <= param.limit", "7"),
                ]),
            ),
            "08:30 车辆检查时，没有达到“车况良好”的要求：“phones”应不少于“标识齐全”（6），实际为 5；“车速”应不超过 2 分钟，实际不是；“rings”应不超过“到场时限”，实际为 7。",
            "At “Vehicle check” (08:30), “Vehicle in order” was not met: “phones” was to be at least “Logo complete” (6) and was 5; “Speed” was to be at most 2 min and was not; “rings” was to be at most “Limit for arrival” and was 7.",
        ),
        (
            "vehicle",
            broken(
                checked,
                held(&[
                    ("has(rings)", "has(rings)", ""),
                    ("done(arrived)", "!done(arrived)", ""),
                    ("vehicle.dirty", "!vehicle.dirty", "true"),
                ]),
            ),
            "08:30 车辆检查时，没有达到“车况良好”的要求：“rings”应有记录，没有；此前不应有“到达现场”，却已有；“vehicle.dirty”应为“否”，实际为“是”。",
            "At “Vehicle check” (08:30), “Vehicle in order” was not met: “rings” was to be recorded and is not; “Arrived on site” was not to have come before and did; “vehicle.dirty” was to be “no” and was “yes”.",
        ),
        (
            "vehicle",
            broken(
                checked,
                held(&[
                    ("kind", "red / blue", "green"),
                    ("speed", "10min..", "8 min 12 s"),
                    ("rings", "rings in param.limit", "2026-03-02T01:00:00Z"),
                ]),
            ),
            "08:30 车辆检查时，没有达到“车况良好”的要求：“kind”应是 red、blue 之一，实际为 green；“车速”应不少于 10 分钟，实际为 8 分 12 秒；“rings”应是“到场时限”之一，实际为 09:00。",
            "At “Vehicle check” (08:30), “Vehicle in order” was not met: “kind” was to be one of red, blue and was green; “Speed” was to be at least 10 min and was 8 min 12 s; “rings” was to be one of “Limit for arrival” and was 09:00.",
        ),
        (
            "vehicle",
            broken(checked, held(&[("vehicle.logo && vehicle.ready", "true", "false")])),
            "08:30 车辆检查时，没有达到“车况良好”的要求。",
            "At “Vehicle check” (08:30), “Vehicle in order” was not met.",
        ),
        ("vehicle", broken("-", held(&[])), "没有达到“车况良好”的要求。", "“Vehicle in order” was not met."),
        (
            "vehicle",
            broken(
                checked,
                held(&[
                    ("kind", "[yellow, \"red\"]", "blue"),
                    ("a", "1..5", "9"),
                    ("b", "1", "2"),
                    ("c", "1", "2"),
                ]),
            ),
            "08:30 车辆检查时，没有达到“车况良好”的要求：“kind”应是 yellow、red 之一，实际为 blue；“a”应在 1 至 5 之间，实际为 9；“b”应为 1，实际为 2；另有 1 项不符。",
            "At “Vehicle check” (08:30), “Vehicle in order” was not met: “kind” was to be one of yellow, red and was blue; “a” was to be between 1 and 5 and was 9; “b” was to be 1 and was 2; and 1 more.",
        ),
        (
            "leave_note",
            broken("arrived 09:00", form(&[], &[], false)),
            "09:00 到达现场后，应在 09:10 前填好“到访留言”；没有找到。",
            "After “Arrived on site” at 09:00, “Visit note” was to be filled in by 09:10; there is none.",
        ),
        (
            "leave_note",
            broken("arrived 09:00", form(&["phone", "reason"], &["customer"], true)),
            "09:00 到达现场后，应在 09:10 前填好“到访留言”；“电话”、“reason”没有填，或填的不合要求，缺客户本人签名。",
            "After “Arrived on site” at 09:00, “Visit note” was to be filled in by 09:10; “Phone” and “reason” were left empty or filled in wrongly, the customer did not sign in person.",
        ),
        (
            "leave_note",
            Activation {
                target: Some(moment("note", "09:30")),
                ..broken("arrived 09:00", form(&[], &[], true))
            },
            "09:00 到达现场后，应在 09:10 前填好“到访留言”；09:30 才填，晚 20 分钟。",
            "After “Arrived on site” at 09:00, “Visit note” was to be filled in by 09:10; it was filled in at 09:30, 20 min late.",
        ),
        (
            "leave_note",
            broken("arrived 09:00", form(&[], &[], true)),
            "09:00 到达现场后，应在 09:10 前填好“到访留言”；填的不合要求。",
            "After “Arrived on site” at 09:00, “Visit note” was to be filled in by 09:10; it is not as asked.",
        ),
        (
            "books",
            broken(
                "-",
                Breach::Disagree {
                    key: "A1".to_owned(),
                    differs: vec![entry("amount", "3", "4")],
                    missing: None,
                },
            ),
            "“入库”、“到访留言”（A1）应当一致；“数量”在“入库”中是 3，在“到访留言”中是 4。",
            "“Stocked” and “Visit note” (A1) should agree; “Quantity” is 3 in “Stocked” and 4 in “Visit note”.",
        ),
        (
            "books",
            broken(
                "-",
                Breach::Disagree {
                    key: String::new(),
                    differs: Vec::new(),
                    missing: Some("note".to_owned()),
                },
            ),
            "“入库”、“到访留言”应当一致；没有“到访留言”。",
            "“Stocked” and “Visit note” should agree; “Visit note” is missing.",
        ),
        (
            "late",
            broken("-", Breach::Disagree { key: String::new(), differs: Vec::new(), missing: None }),
            "各处记录应当一致；并不一致。",
            "The records should agree; they do not.",
        ),
    ]);
}
