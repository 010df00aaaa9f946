//! Broken: bounds of time.

use super::*;

const TRIGGER: &str = "dispatched 09:00";

fn late(owed: &[&str], due: &str, came: Option<Moment>) -> Breach {
    let due = (!due.is_empty()).then(|| at(due));
    Breach::NotInTime { owed: names(owed), due, late: came }
}

#[test]
fn what_is_late_states_bound_and_delay() {
    let came = |time| Some(moment("arrived", time));
    says(&[
        (
            "late",
            broken(TRIGGER, late(&["arrived"], "09:45", came("09:52"))),
            "09:00 派单后，应在 09:45 前完成“到达现场”；09:52 才完成，晚 7 分钟。",
            "After “Dispatched” at 09:00, “Arrived on site” was due by 09:45; it came at 09:52, 7 min late.",
        ),
        (
            "late",
            broken(TRIGGER, late(&["arrived"], "09:45", None)),
            "09:00 派单后，应在 09:45 前完成“到达现场”；没有记录。",
            "After “Dispatched” at 09:00, “Arrived on site” was due by 09:45; there is no record of it.",
        ),
        (
            "late",
            broken(TRIGGER, late(&["arrived"], "09:45", came("09:45:00.000001"))),
            "09:00 派单后，应在 09:45 前完成“到达现场”；09:45:00.000001 才完成，晚 1 微秒。",
            "After “Dispatched” at 09:00, “Arrived on site” was due by 09:45; it came at 09:45:00.000001, 1 µs late.",
        ),
        (
            "late",
            broken(TRIGGER, late(&["arrived"], "09:45:30.5", came("09:46:00.75"))),
            "09:00 派单后，应在 09:45:30.500 前完成“到达现场”；09:46:00.750 才完成，晚 30.25 秒。",
            "After “Dispatched” at 09:00, “Arrived on site” was due by 09:45:30.500; it came at 09:46:00.750, 30.25 s late.",
        ),
        (
            "late",
            broken(TRIGGER, late(&["arrived"], "2026-03-04 23:59:59.999999", came("2027-05-06 01:02:03"))),
            "09:00 派单后，应在 3 月 4 日 24:00 前完成“到达现场”；2027 年 5 月 6 日 01:02:03 才完成，晚 427 天 1 小时 2 分 3.000001 秒。",
            "After “Dispatched” at 09:00, “Arrived on site” was due by 4 Mar 24:00; it came on 6 May 2027 at 01:02:03, 427 d 1 h 2 min 3.000001 s late.",
        ),
        (
            "must",
            broken("-", late(&["arrived"], "09:45", came("10:00"))),
            "应在 2026 年 3 月 2 日 09:45 前完成“到达现场”；10:00 才完成，晚 15 分钟。",
            "“Arrived on site” was due by 2 Mar 2026 09:45; it came at 10:00, 15 min late.",
        ),
        (
            "must",
            broken("-", late(&["arrived"], "", None)),
            "应完成“到达现场”；到结束时没有记录。",
            "“Arrived on site” was due; up to the closing there is no record of it.",
        ),
        (
            "any_of",
            broken(TRIGGER, late(&["arrived", "notified"], "09:45", None)),
            "09:00 派单后，应在 09:45 前完成“到达现场”或“告知客户”；没有记录。",
            "After “Dispatched” at 09:00, “Arrived on site” or “Customer told” was due by 09:45; there is no record of it.",
        ),
        (
            "two_owed",
            broken(TRIGGER, late(&["arrived", "notified"], "", Some(moment("notified", "10:00")))),
            "09:00 派单后，应完成“到达现场”、“告知客户”；10:00 才完成。",
            "After “Dispatched” at 09:00, “Arrived on site” and “Customer told” were due; the last came only at 10:00.",
        ),
        (
            "to_whom",
            broken(TRIGGER, late(&["arrived"], "", None)),
            "09:00 派单后，应完成“到达现场”；到结束时没有符合要求的记录。",
            "After “Dispatched” at 09:00, “Arrived on site” was due; up to the closing there is no record that meets this.",
        ),
        (
            "param_late",
            broken(TRIGGER, late(&["param.last_step"], "09:45", None)),
            "09:00 派单后，应在 09:45 前完成“到达现场”；没有记录。",
            "After “Dispatched” at 09:00, “Arrived on site” was due by 09:45; there is no record of it.",
        ),
        (
            "after_instant",
            broken("quarter_past 09:45", late(&["notified"], "10:00", None)),
            "09:45（“到达现场”后 15 分钟）后，应在 10:00 前完成“告知客户”；没有记录。",
            "After 09:45 (15 min after “Arrived on site”), “Customer told” was due by 10:00; there is no record of it.",
        ),
        (
            "late",
            broken("bare_name 09:00", late(&[], "09:45", None)),
            "09:00 bare_name 后，应在 09:45 前完成这一条的要求；没有记录。",
            "After “bare_name” at 09:00, what this clause asks was due by 09:45; there is no record of it.",
        ),
        (
            "late",
            Activation {
                due: Some(at("10:15")),
                first_due: Some(at("09:45")),
                ..broken(TRIGGER, late(&["arrived"], "10:15", came("10:20")))
            },
            "09:00 派单后，应在 10:15 前（原为 09:45，已顺延）完成“到达现场”；10:20 才完成，晚 5 分钟。",
            "After “Dispatched” at 09:00, “Arrived on site” was due by 10:15 (moved from 09:45); it came at 10:20, 5 min late.",
        ),
        (
            "begins",
            broken("-", late(&["arrived"], "", Some(moment("dispatched", "09:00")))),
            "最先应是“到达现场”；实际是 2026 年 3 月 2 日 09:00 派单。",
            "“Arrived on site” was due as the first thing; it was “Dispatched” on 2 Mar 2026 at 09:00.",
        ),
        (
            "next_to",
            broken(TRIGGER, late(&["arrived"], "", None)),
            "09:00 派单后，应紧接着完成“到达现场”；接下来不是这一步。",
            "After “Dispatched” at 09:00, “Arrived on site” was due right away; something else came next.",
        ),
        (
            "drivers",
            Activation { about: Some("d7".to_owned()), ..broken(TRIGGER, late(&["arrived"], "09:45", None)) },
            "09:00 派单后，应在 09:45 前完成“到达现场”；没有记录（驾驶员 d7）。",
            "After “Dispatched” at 09:00, “Arrived on site” was due by 09:45; there is no record of it (driver d7).",
        ),
    ]);
}

#[test]
fn other_bounds_of_time_are_told() {
    let before = |limit, from: Option<&str>, until: Option<&str>| Breach::NotBefore {
        owed: names(&["agreed"]),
        limit,
        from: from.map(at),
        until: until.map(at),
    };
    let entered = || Some(moment("entered", "10:00"));
    says(&[
        (
            "late",
            broken(TRIGGER, Breach::TooSoon { came: moment("arrived", "09:20"), earliest: at("09:30") }),
            "09:00 派单后，“到达现场”应不早于 09:30 完成；09:20 就完成了，早 10 分钟。",
            "After “Dispatched” at 09:00, “Arrived on site” was due at 09:30 or later; it came at 09:20, 10 min early.",
        ),
        (
            "first_agree",
            broken("entered 10:00", before(entered(), None, None)),
            "10:00 进入室内前，应先完成“客户同意”；没有记录。",
            "“Customer agrees” was due before “Entered the home” at 10:00; there is no record of it.",
        ),
        (
            "first_agree",
            broken("entered 10:00", before(None, Some("09:00"), Some("09:30"))),
            "10:00 进入室内前，应在 09:00 至 09:30 之间完成“客户同意”；没有记录。",
            "“Customer agrees” was due before “Entered the home” at 10:00, between 09:00 and 09:30; there is no record of it.",
        ),
        (
            "first_agree",
            Activation {
                target: Some(moment("agreed", "09:40")),
                ..broken("entered 10:00", before(entered(), None, Some("09:30")))
            },
            "10:00 进入室内前，应在 09:30 前完成“客户同意”；09:40 才完成，晚 10 分钟。",
            "“Customer agrees” was due before “Entered the home” at 10:00, by 09:30; it came at 09:40, 10 min late.",
        ),
        (
            "first_agree",
            Activation {
                target: Some(moment("agreed", "08:50")),
                ..broken("entered 10:00", before(entered(), Some("09:00"), None))
            },
            "10:00 进入室内前，应不早于 09:00 完成“客户同意”；08:50 就完成了，早 10 分钟。",
            "“Customer agrees” was due before “Entered the home” at 10:00, at 09:00 or later; it came at 08:50, 10 min early.",
        ),
        (
            "before_left",
            broken(TRIGGER, before(Some(moment("left", "2026-03-03 08:00")), None, None)),
            "09:00 派单后，应在 3 月 3 日 08:00 离开前完成“客户同意”；没有记录。",
            "After “Dispatched” at 09:00, “Customer agrees” was due before “Left” on 3 Mar at 08:00; there is no record of it.",
        ),
        (
            "right_before",
            broken("entered 10:00", before(entered(), None, None)),
            "10:00 进入室内前，上一步应是“客户同意”；实际不是这一步。",
            "“Customer agrees” was due right before “Entered the home” at 10:00; something else came there.",
        ),
        (
            "before_left",
            broken(TRIGGER, before(Some(moment("left", "10:06")), None, Some("10:05"))),
            "09:00 派单后，应在 10:05 前、10:06 离开前完成“客户同意”；没有记录。",
            "After “Dispatched” at 09:00, “Customer agrees” was due before “Left” at 10:06, by 10:05; there is no record of it.",
        ),
        (
            "before_left",
            broken(TRIGGER, before(Some(moment("left", "10:06")), Some("09:30"), None)),
            "09:00 派单后，应在 10:06 离开前（不早于 09:30）完成“客户同意”；没有记录。",
            "After “Dispatched” at 09:00, “Customer agrees” was due before “Left” at 10:06, at 09:30 or later; there is no record of it.",
        ),
        (
            "before_left",
            broken(TRIGGER, before(None, None, None)),
            "09:00 派单后，应在结束前完成“客户同意”；没有记录。",
            "After “Dispatched” at 09:00, “Customer agrees” was due before the closing; there is no record of it.",
        ),
        (
            "handover",
            broken(
                "shift_changed 08:00",
                Breach::NotNear { owed: names(&["notified"]), from: at("07:45"), until: at("08:15") },
            ),
            "08:00 交接班前后，应在 07:45 至 08:15 之间完成“告知客户”；没有记录。",
            "Around “Shift changed” at 08:00, “Customer told” was due between 07:45 and 08:15; there is no record of it.",
        ),
        (
            "apart",
            broken(
                "-",
                Breach::TooClose {
                    first: moment("visited", "09:00"),
                    apart_us: 3_600_000_000,
                    was_us: 1_200_000_000,
                },
            ),
            "两次“巡视”之间应至少相隔 1 小时；2026 年 3 月 2 日 09:00 与 09:20 只隔 20 分钟。",
            "Between two of “Patrol” at least 1 h must pass; between 2 Mar 2026 09:00 and 09:20 it was 20 min.",
        ),
    ]);
}
