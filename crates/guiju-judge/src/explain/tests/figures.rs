//! Broken: figures, tables, what should not be, compositions.

use super::*;

const TRIGGER: &str = "dispatched 09:00";

#[test]
fn figures_say_value_and_limit() {
    let limits = |value, min, max, window: Option<&str>| Breach::OutOfLimits {
        of: "visited".to_owned(),
        value,
        min,
        max,
        window: window.map(str::to_owned),
    };
    let exam = |score, lapsed: Option<&str>| Breach::NotQualified {
        what: "safety".to_owned(),
        score,
        lapsed: lapsed.map(at),
    };
    says(&[
        (
            "patrols",
            broken("-", limits(1.0, Some(2.0), Some(4.0), Some("2026-W10"))),
            "2026 年第 10 周，“巡视”有 1 次，应不少于 2 次。",
            "In week 10 of 2026, “Patrol” came 1 time; at least 2 was asked.",
        ),
        (
            "patrols",
            broken("-", limits(5.0, Some(2.0), Some(4.0), Some("2026-03-02/day"))),
            "2026 年 3 月 2 日“day”班，“巡视”有 5 次，应不多于 4 次。",
            "In shift “day” of 2 Mar 2026, “Patrol” came 5 times; at most 4 was allowed.",
        ),
        (
            "patrols",
            Activation {
                about: Some("s1 2026-W10".to_owned()),
                ..broken("-", limits(1.0, Some(2.0), None, Some("2026-W10")))
            },
            "2026 年第 10 周，“巡视”有 1 次，应不少于 2 次（s1）。",
            "In week 10 of 2026, “Patrol” came 1 time; at least 2 was asked (s1).",
        ),
        (
            "patrols",
            broken("-", limits(5.0, None, Some(4.0), Some("90d..2026-03-02T10:45:00+08:00"))),
            "截至 2026 年 3 月 2 日 10:45 的 90 天内，“巡视”有 5 次，应不多于 4 次。",
            "In the 90 d up to 2 Mar 2026 10:45, “Patrol” came 5 times; at most 4 was allowed.",
        ),
        (
            "kinds",
            broken("-", limits(1.0, Some(2.0), None, Some("2026-03"))),
            "2026 年 3 月，“巡视”为 1，应不少于 2。",
            "In Mar 2026, “Patrol” came to 1; at least 2 was asked.",
        ),
        (
            "sum",
            broken("-", limits(500.000_01, None, Some(500.0), Some("2026-H2"))),
            "2026 年下半年，“巡视”合计 500.00001，应不多于 500。",
            "In half 2 of 2026, “Patrol” added up to 500.00001; at most 500 was allowed.",
        ),
        (
            "mean",
            broken("-", limits(3.333_333_333, Some(4.0), None, Some("2026-Q1"))),
            "2026 年第 1 季度，“巡视”平均 3.3333，应不少于 4。",
            "In quarter 1 of 2026, “Patrol” averaged 3.3333; at least 4 was asked.",
        ),
        (
            "share",
            broken("-", limits(0.975, Some(0.98), None, None)),
            "“巡视”占“计划”的 97.5%，应不少于 98%。",
            "“Patrol” made up 97.5% of “Planned”; at least 98% was asked.",
        ),
        (
            "trend",
            broken("-", limits(-1.0, Some(0.0), None, Some("2026"))),
            "2026 年，“巡视”的变化为 -1，应不少于 0。",
            "In 2026, “Patrol” changed by -1; at least 0 was asked.",
        ),
        (
            "level",
            broken("-", limits(1.0, Some(2.0), None, Some("2026-03-02T10"))),
            "2026 年 3 月 2 日 10 时，“到达现场”同时有 1 项，应不少于 2。",
            "In the hour from 10:00 on 2 Mar 2026, “Arrived on site” stood at 1 at the same time; at least 2 was asked.",
        ),
        (
            "late",
            broken("-", limits(f64::NAN, None, None, Some("no window"))),
            "“巡视”为 –，不在规定范围内。",
            "“Patrol” came to –; this is out of its limits.",
        ),
        (
            "courtesy",
            broken(
                "rated 11:00",
                Breach::RatedLow { dimension: "courtesy".to_owned(), level: 1.0, min: 3.0 },
            ),
            "11:00 评分时，“文明有礼”评为 1，应不低于 3。",
            "At “rating” (11:00), “Courteous” was rated 1; at least 3 was asked.",
        ),
        (
            "manners",
            broken("-", Breach::RatedLow { dimension: "manners".to_owned(), level: 2.0, min: 3.0 }),
            "“manners”评为 2，应不低于 3。",
            "“manners” was rated 2; at least 3 was asked.",
        ),
        (
            "exam",
            broken(TRIGGER, exam(Some(55.5), None)),
            "“safety”考试应得 80 分；最好成绩 55.5 分。",
            "The exam “safety” asks a score of 80; the best was 55.5.",
        ),
        (
            "exam",
            broken("-", exam(Some(90.0), Some("2026-01-31 23:59:59.999999"))),
            "应有在有效期内的“safety”考试；2026 年 1 月 31 日 24:00 已过期。",
            "The exam “safety” was to be in force; it lapsed on 31 Jan 2026 at 24:00.",
        ),
        (
            "course",
            broken("-", exam(None, None)),
            "应参加“safety”培训；没有记录。",
            "The training “safety” was to be attended; there is no record of it.",
        ),
    ]);
}

#[test]
fn tables_and_ranks_say_what_was_due() {
    let choice = |ranks: (&str, &str)| Breach::WrongChoice {
        chosen: "R-2".to_owned(),
        better: "R-1".to_owned(),
        ranks: (ranks.0.to_owned(), ranks.1.to_owned()),
    };
    let missed =
        || Breach::NotSaid { missing: names(&["identity"]), said: Vec::new(), due: None, before: None };
    says(&[
        (
            "next",
            broken(TRIGGER, choice(("low", "high"))),
            "09:00 派单时，应先选抢修 R-1（高压在前）；选了抢修 R-2（low）。",
            "At “Dispatched” (09:00), Repair R-1 (High voltage first) was next; Repair R-2 (low) was chosen.",
        ),
        (
            "next",
            broken(TRIGGER, choice(("low", "low"))),
            "09:00 派单时，应先选抢修 R-1，两者同级，它更早；选了抢修 R-2。",
            "At “Dispatched” (09:00), Repair R-1 was next, of the same rank and earlier; Repair R-2 was chosen.",
        ),
        (
            "answer",
            broken("asks_why 11:01", Breach::WrongAnswer { row: "ours".to_owned(), why: Box::new(missed()) }),
            "11:01 出现“客户问原因”后，应说“自报身份”；没有听到。这种情况下：直接把原因说清楚。",
            "After “customer asks why” at 11:01, “who we are” was to be said; it was not heard. In this case: Tell the plain cause.",
        ),
        (
            "answer",
            broken("asks_why 11:01", Breach::NoAnswer { row: "ours".to_owned() }),
            "11:01 出现“客户问原因”后，应给出答复；没有听到。这种情况下：直接把原因说清楚。",
            "After “customer asks why” at 11:01, an answer was due; none was heard. In this case: Tell the plain cause.",
        ),
        (
            "answer",
            broken("asks_why 11:01", Breach::NoAnswer { row: "theirs".to_owned() }),
            "11:01 出现“客户问原因”后，应给出答复；没有听到。",
            "After “customer asks why” at 11:01, an answer was due; none was heard.",
        ),
    ]);
}

#[test]
fn what_should_not_be_and_compositions_are_told() {
    let horn = || Breach::Done { what: moment("horn", "09:05") };
    let relation = |there: &[&str], missing: &[&str], forbidden| Breach::Relation {
        there: names(there),
        missing: names(missing),
        forbidden,
    };
    let never_came = |what: &str| Breach::NotInTime { owed: names(&[what]), due: None, late: None };
    says(&[
        (
            "no_horn",
            broken(TRIGGER, horn()),
            "09:00 派单后，不应有“鸣喇叭”；09:05 有一次。",
            "After “Dispatched” at 09:00, “Horn used” was not to happen; it did at 09:05.",
        ),
        (
            "no_loud_horn",
            broken("horn 09:05", horn()),
            "09:05 的“鸣喇叭”不符合“夜间不鸣喇叭”。",
            "“Horn used” at 09:05 was not as “No horn at night” asks.",
        ),
        (
            "both",
            broken("-", relation(&["arrived"], &["notified"], false)),
            "有“到达现场”，就应有“告知客户”；没有“告知客户”的记录。",
            "“Arrived on site” asks for “Customer told” as well; there is no record of “Customer told”.",
        ),
        (
            "either",
            broken("-", relation(&[], &["arrived", "notified"], false)),
            "“到达现场”、“告知客户”至少应有一项；没有记录。",
            "“Arrived on site” or “Customer told” was due, one at least; there is no record of any.",
        ),
        (
            "not_both",
            broken("-", relation(&["arrived", "horn"], &[], true)),
            "“到达现场”、“鸣喇叭”不应同时有；却都有了。",
            "“Arrived on site” and “Horn used” must not go together; there were both.",
        ),
        (
            "late",
            broken("-", relation(&[], &[], false)),
            "没有达到“到达现场时限”的要求。",
            "“Arrival in time” was not met.",
        ),
        (
            "whole",
            broken(TRIGGER, Breach::Parts(vec![never_came("arrived"), never_came("notified"), horn()])),
            "09:00 派单后，应完成“到达现场”；到结束时没有记录。应完成“告知客户”；到结束时没有记录。另有 1 处没有做到。",
            "After “Dispatched” at 09:00, “Arrived on site” was due; up to the closing there is no record of it. “Customer told” was due; up to the closing there is no record of it. One more was not met.",
        ),
        (
            "either_way",
            broken(TRIGGER, Breach::Parts(vec![never_came("arrived"), never_came("notified")])),
            "下面做到一项即可，但都没有做到。09:00 派单后，应完成“到达现场”；到结束时没有记录。应完成“告知客户”；到结束时没有记录。",
            "Any one of these would do, but none was met. After “Dispatched” at 09:00, “Arrived on site” was due; up to the closing there is no record of it. “Customer told” was due; up to the closing there is no record of it.",
        ),
        (
            "vehicle",
            broken("-", Breach::Parts(Vec::new())),
            "没有达到“车况良好”的要求。",
            "“Vehicle in order” was not met.",
        ),
        (
            "rests_on",
            broken("-", Breach::Clause("late".to_owned())),
            "应守“到达现场时限”；没有守住。",
            "“Arrival in time” was to be kept; it was not.",
        ),
        (
            "rests_on",
            broken("-", Breach::Clause("gone".to_owned())),
            "应守条款 gone；没有守住。",
            "Clause gone was to be kept; it was not.",
        ),
        (
            "not_so",
            broken("-", Breach::Reversed),
            "出现了“不得空跑”不允许的情况。",
            "What “No idle run” rules out has happened.",
        ),
        (
            "not_so",
            activation(
                "-",
                Outcome::Broken {
                    breach: Breach::Reversed,
                    by: Evidence { events: vec![moment("arrived", "09:20")], ..Evidence::default() },
                    final_at: at("09:20"),
                },
            ),
            "2026 年 3 月 2 日 09:20 到达现场，这是“不得空跑”不允许的情况。",
            "“Arrived on site” on 2 Mar 2026 at 09:20 is what “No idle run” rules out.",
        ),
    ]);
}
