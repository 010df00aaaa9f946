//! Pending, kept, what would have been right, words for verdicts.

use super::*;
use crate::explain::{right, verdict_shape, verdict_word};
use crate::outcome::{Verdict, Words};

fn pending(trigger: &str, owed: &[&str], due: &str) -> Activation {
    let due = (!due.is_empty()).then(|| at(due));
    Activation { due, first_due: due, ..activation(trigger, Outcome::Pending { owed: names(owed) }) }
}

fn kept(trigger: &str, target: Option<Moment>, exception: Option<Moment>) -> Activation {
    let by = Evidence::default();
    Activation { target, ..activation(trigger, Outcome::Kept { by, final_at: at("12:00"), exception }) }
}

#[test]
fn what_is_owed_says_by_when_and_what_is_left() {
    says(&[
        (
            "late",
            pending("dispatched 11:30", &["arrived"], "12:15"),
            "11:30 派单后，应在 12:15 前完成“到达现场”；还剩 15 分钟。",
            "After “Dispatched” at 11:30, “Arrived on site” is due by 12:15; 15 min left.",
        ),
        (
            "late",
            pending("dispatched 11:30", &["arrived"], "12:15:30.999999"),
            "11:30 派单后，应在 12:15:30.999999 前完成“到达现场”；还剩 15 分 30 秒。",
            "After “Dispatched” at 11:30, “Arrived on site” is due by 12:15:30.999999; 15 min 30 s left.",
        ),
        (
            "late",
            pending("dispatched 2026-03-01 09:00", &["arrived", "notified"], "2026-03-06 23:59:59.999999"),
            "3 月 1 日 09:00 派单后，应在 3 月 6 日 24:00 前完成“到达现场”、“告知客户”；还剩 4 天 11 小时 59 分。",
            "After “Dispatched” on 1 Mar at 09:00, “Arrived on site” and “Customer told” are due by 6 Mar 24:00; 4 d 11 h 59 min left.",
        ),
        (
            "late",
            pending("dispatched 11:15", &["arrived"], "12:00"),
            "11:15 派单后，应在 12:00 前完成“到达现场”；正到时限。",
            "After “Dispatched” at 11:15, “Arrived on site” is due by 12:00; the time is up now.",
        ),
        (
            "late",
            pending("dispatched 11:00", &["arrived"], "11:45"),
            "11:00 派单后，应在 11:45 前完成“到达现场”；已过 15 分钟，尚未定论。",
            "After “Dispatched” at 11:00, “Arrived on site” is due by 11:45; 15 min past, not yet settled.",
        ),
        (
            "meeting",
            pending("entered 11:59:58", &["greeting"], "12:00:00.25"),
            "11:59:58 进入室内后，应在 12:00:00.250 前说“问候”；还剩 250 毫秒。",
            "After “Entered the home” at 11:59:58, “greeting” is to be said by 12:00:00.250; 250 ms left.",
        ),
        (
            "before_left",
            pending("dispatched 11:30", &["notified"], ""),
            "11:30 派单后，还应完成“告知客户”；没有单独的时限，结束前做到即可。",
            "After “Dispatched” at 11:30, “Customer told” is due and may still be done until the closing.",
        ),
        (
            "no_horn",
            pending("dispatched 11:30", &[], ""),
            "11:30 派单后，到目前没有不合要求的地方，结束时再定。",
            "After “Dispatched” at 11:30, nothing is amiss so far; settled at the closing.",
        ),
        (
            "late",
            pending("dispatched 11:00", &[], "11:45"),
            "11:00 派单后，没有按要求做到，但还可能有获准的例外，暂不下结论。",
            "After “Dispatched” at 11:00, it was not done as asked, but an exception may still come; not yet settled.",
        ),
    ]);
}

#[test]
fn what_is_kept_is_told_in_short() {
    let arrived = |time| Some(moment("arrived", time));
    let word = |text: &str| Words {
        event: "u1".to_owned(),
        from: 0,
        to: 2,
        text: text.to_owned(),
        phrase: "greeting".to_owned(),
        exemption: None,
    };
    let by = Evidence { words: vec![word("您好。")], ..Evidence::default() };
    let said = Outcome::Kept { by, final_at: at("09:01"), exception: None };
    let unplaced = said.clone();
    says(&[
        (
            "meeting",
            activation("entered 09:00", unplaced),
            "09:00 进入室内后，说了「您好」。",
            "After “Entered the home” at 09:00, “您好” was said.",
        ),
        (
            "must",
            Activation { due: Some(at("09:45")), ..kept("-", arrived("09:40"), None) },
            "2026 年 3 月 2 日 09:40 完成了“到达现场”（限 09:45）。",
            "“Arrived on site” came on 2 Mar 2026 at 09:40 (limit 09:45).",
        ),
        (
            "late",
            Activation { due: Some(at("09:45")), ..kept("dispatched 09:00", arrived("09:45"), None) },
            "09:00 派单后，09:45 完成了“到达现场”（限 09:45）。",
            "After “Dispatched” at 09:00, “Arrived on site” came at 09:45 (limit 09:45).",
        ),
        (
            "first_agree",
            kept("entered 10:00", Some(moment("agreed", "09:58")), None),
            "10:00 进入室内前，09:58 完成了“客户同意”。",
            "Before “Entered the home” at 10:00, “Customer agrees” came at 09:58.",
        ),
        (
            "meeting",
            Activation { target: Some(moment("utterance", "09:01")), ..activation("entered 09:00", said) },
            "09:00 进入室内后，09:01 说了「您好」。",
            "After “Entered the home” at 09:00, “您好” was said at 09:01.",
        ),
        (
            "vehicle",
            kept("checked 09:00", None, None),
            "09:00 车辆检查时，符合要求。",
            "At “Vehicle check” (09:00), all was as asked.",
        ),
        (
            "no_horn",
            kept("dispatched 09:00", None, None),
            "09:00 派单后，没有出现不应有的情况。",
            "After “Dispatched” at 09:00, nothing happened that should not.",
        ),
        (
            "late",
            kept("dispatched 09:00", None, Some(moment("waived", "09:30"))),
            "09:00 派单后，因有“上级准许”（09:30），不作要求。",
            "After “Dispatched” at 09:00, “Supervisor's waiver” (09:30) excuses it.",
        ),
        (
            "late",
            Activation {
                due: Some(at("10:15")),
                first_due: Some(at("09:45")),
                ..kept("dispatched 09:00", arrived("10:10"), Some(moment("notified", "09:40")))
            },
            "09:00 派单后，因有“告知客户”（09:40），时限顺延到 10:15；10:10 完成了“到达现场”。",
            "After “Dispatched” at 09:00, “Customer told” (09:40) moved the limit to 10:15; “Arrived on site” came at 10:10, in time.",
        ),
        ("late", activation("-", Outcome::NotApplicable), "这里不涉及。", "This does not apply here."),
    ]);
}

#[test]
fn right_is_the_guidance_else_the_check_in_words() {
    let plan = plan();
    let table = [
        ("late", Some(("会晚到就先告知。", "Tell first that you will be late."))),
        (
            "param_late",
            Some((
                "“派单”后 45 分钟内，完成“到达现场”。",
                "After “Dispatched”, see to “Arrived on site” within 45 min.",
            )),
        ),
        (
            "first_agree",
            Some(("“进入室内”前，完成“客户同意”。", "Before “Entered the home”, see to “Customer agrees”.")),
        ),
        (
            "meeting",
            Some((
                "“进入室内”后 2 分钟内，要说“问候”、“自报身份”。",
                "After “Entered the home”, say “greeting” and “who we are” within 2 min.",
            )),
        ),
        ("no_excuse", None),
        (
            "leave_note",
            Some((
                "“到达现场”后 10 分钟内，填好“到访留言”。",
                "After “Arrived on site”, fill in “Visit note” within 10 min.",
            )),
        ),
        ("apart", Some(("两次“巡视”之间至少相隔 1 小时。", "Leave at least 1 h between two of “Patrol”."))),
        ("rests_on", Some(("会晚到就先告知。", "Tell first that you will be late."))),
        (
            "whole",
            Some((
                "“派单”后，完成“到达现场”；“派单”后，完成“告知客户”。",
                "After “Dispatched”, see to “Arrived on site”; after “Dispatched”, see to “Customer told”.",
            )),
        ),
        (
            "answer",
            Some((
                "“客户问原因”后，按“问原因时的答复”答复。",
                "After “customer asks why”, answer as “Reply on the cause” has it.",
            )),
        ),
        ("patrols", None),
    ];
    for (id, expected) in table {
        let expected = if id == "no_excuse" {
            Some(("不要说“推脱”。", "Do not say “brushing off”."))
        } else {
            expected
        };
        let told = |lang| right(&plan, clause(&plan, id), lang);
        assert_eq!(told(Lang::Zh).as_deref(), expected.map(|(zh, _)| zh), "{id}");
        assert_eq!(told(Lang::En).as_deref(), expected.map(|(_, en)| en), "{id}");
    }
}

#[test]
fn verdicts_have_a_word_and_a_shape() {
    let table = [
        (Verdict::Kept, "●", "守", "Kept"),
        (Verdict::Broken, "✕", "违", "Broken"),
        (Verdict::Pending, "◔", "待", "Pending"),
        (Verdict::Unknown, "?", "未明", "Unknown"),
        (Verdict::NotApplicable, "–", "不涉", "Not applicable"),
    ];
    for (verdict, shape, zh, en) in table {
        assert_eq!((verdict_shape(verdict), verdict_word(verdict, Lang::Zh)), (shape, zh));
        assert_eq!(verdict_word(verdict, Lang::En), en);
    }
}
