//! Unknown: what could not be seen, and what would have shown it.

use super::*;

#[test]
fn every_gap_says_what_would_show_it() {
    let unseen = |of: &[&str]| Gap::Evidence { of: names(of) };
    says(&[
        (
            "meeting",
            unknown("-", unseen(&["identity"]), &["transcript"]),
            "没有录音文字，无法判断是否说过“自报身份”。",
            "There is no transcript, so nobody can tell whether “who we are” was said.",
        ),
        (
            "late",
            unknown("-", unseen(&["arrived"]), &["location", "tap", "photo"]),
            "没有定位、点按或照片，无法判断有没有“到达现场”；有其中一种即可判断。",
            "There is no location record, tap record or photo, so nobody can tell whether “Arrived on site” took place; one of them would show it.",
        ),
        (
            "late",
            unknown("dispatched 09:00", unseen(&["arrived"]), &["location", "tap"]),
            "09:00 派单后，没有定位或点按，无法判断有没有“到达现场”；有其中一种即可判断。",
            "After “Dispatched” at 09:00, there is no location record or tap record, so nobody can tell whether “Arrived on site” took place; one of them would show it.",
        ),
        (
            "leave_note",
            unknown("-", unseen(&["note"]), &["form"]),
            "没有表单，无法判断是否填过“到访留言”。",
            "There is no form, so nobody can tell whether “Visit note” was filled in.",
        ),
        (
            "no_excuse",
            unknown(
                "-",
                unseen(&["utterance"]),
                &["transcript", "telephony", "photo", "survey", "inspection", "exam", "import"],
            ),
            "没有录音文字、话务记录、照片、客户调查、现场检查等 7 项，无法判断说过什么；有其中一种即可判断。",
            "There is no transcript, call record, photo, customer survey, on-site inspection and 2 more, so nobody can tell what was said; one of them would show it.",
        ),
        (
            "late",
            unknown("-", unseen(&[]), &[]),
            "没有可用的证据，无法判断是否做到。",
            "There is no evidence that could show whether it was done.",
        ),
        (
            "meeting",
            unknown("-", Gap::Coverage { share: 0.899_99 }, &["transcript"]),
            "录音文字只覆盖了这段时间的 89.9%，其余看不到，无法判断。",
            "Transcript covers only 89.9% of this time; the rest cannot be seen.",
        ),
        (
            "meeting",
            unknown("-", Gap::Coverage { share: f64::NAN }, &[]),
            "证据只覆盖了这段时间的 0%，其余看不到，无法判断。",
            "The evidence covers only 0% of this time; the rest cannot be seen.",
        ),
        (
            "late",
            unknown("dispatched 09:00", Gap::Attribute, &["area", "vehicle.logo"]),
            "09:00 派单后，没有记录“区域”、“标识齐全”，无法判断；补上即可判断。",
            "After “Dispatched” at 09:00, “Area” and “Logo complete” are not recorded, so this cannot be judged; entering them settles it.",
        ),
        (
            "late",
            unknown("-", Gap::Attribute, &["last(arrived).time + x"]),
            "有一项没有记录，无法判断。",
            "Something is not recorded, so this cannot be judged.",
        ),
        (
            "answer",
            unknown("-", Gap::Attribute, &["reply"]),
            "“问原因时的答复”里没有适合这种情况的一行，无法判断。",
            "“Reply on the cause” has no row for this case, so it cannot be judged.",
        ),
        (
            "late",
            unknown("-", Gap::Attribute, &[]),
            "有一项没有记录，无法判断。",
            "Something is not recorded, so this cannot be judged.",
        ),
        (
            "param_late",
            unknown("-", Gap::Param, &["param.limit"]),
            "“到场时限”在这里没有设定数值，无法判断；设定后即可判断。",
            "“Limit for arrival” has no value set here, so this cannot be judged; setting it settles it.",
        ),
        (
            "param_late",
            unknown("-", Gap::Param, &[]),
            "规定的数值在这里没有设定，无法判断。",
            "A figure has no value set here, so this cannot be judged.",
        ),
        (
            "late",
            unknown("-", Gap::Calendar, &["calendar"]),
            "工作日历没有这段时间的数据，算不出期限；补上日历即可判断。",
            "The working calendar has no data for this time, so the limit cannot be worked out; completing it settles it.",
        ),
        (
            "vehicle",
            unknown("-", Gap::Inspection, &["inspection"]),
            "这段时间没有检查，或这一项没有查到，无法判断；检查一次即可判断。",
            "It was not inspected in this time, or this item was not looked at; one inspection would show it.",
        ),
        (
            "late",
            unknown("-", Gap::NeedsReview, &["finding_confirmed"]),
            "需要有人看过再下结论。",
            "A person has to look at this before it is settled.",
        ),
        (
            "meeting",
            unknown("-", Gap::Speaker, &["speaker"]),
            "不知道话是谁说的，无法判断；录音文字标明说话人即可判断。",
            "It is not known who spoke; a transcript that marks the speakers would show it.",
        ),
        (
            "patrols",
            Activation { about: Some("2026-W10".to_owned()), ..unknown("-", Gap::Window, &[]) },
            "2026 年第 10 周，这段统计期开始时还没有记录，前一部分看不到，无法判断。",
            "In week 10 of 2026, this period began before the records do; its first part cannot be seen.",
        ),
        (
            "no_horn",
            unknown("-", Gap::Absence, &[]),
            "没有看到不等于没有发生，仅凭这一点不下结论。",
            "Not seen is not the same as not done, so this is left open.",
        ),
        (
            "no_horn",
            unknown("-", Gap::Absence, &["late"]),
            "没有看到不等于没有发生；“到达现场时限”守住了，这一条才算守住。",
            "Not seen is not the same as not done; this counts as kept only where “Arrival in time” is kept.",
        ),
    ]);
}
