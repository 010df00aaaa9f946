//! The tables of phrases and words: each row can be judged by a reader of Chinese.

use guiju_phrase::{
    Answer, As, Combine, Context, Exempt, Exemption, Item, PhraseBook, PhraseDef, Side, Slots, Turn,
    is_back_channel, is_question,
};

/// The rows of a table, with their line numbers.
fn rows(table: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let lines = table.lines().enumerate().map(|(index, line)| (index + 1, line));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(at, line)| (at, line.split('\t').collect()))
}

fn turn(text: &str) -> Turn {
    Turn::new(text.split('⏎'))
}

fn slots() -> Slots {
    [
        ("organisation", "供电公司"),
        ("organisation", "国网供电公司"),
        ("staff_name", "李明"),
        ("eta", "10:45"),
        ("wait", "20"),
    ]
    .into_iter()
    .collect()
}

fn report(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn patterns_find_the_original_words() {
    let mut wrong = Vec::new();
    for (line, row) in rows(include_str!("patterns.tsv")) {
        let (pattern, text, wanted) = (row[0], row[1], row[2]);
        let book = PhraseBook::compile(&[PhraseDef::any("p", [pattern])]).expect(pattern);
        let found = book.find("p", &turn(text), &slots());
        let words: Vec<String> = found.iter().map(|one| one.text()).collect();
        let words = if words.is_empty() { "-".to_owned() } else { words.join("+") };
        if words != wanted {
            wrong.push(format!("{line}: {pattern} in {text}: {words}, not {wanted}"));
        }
        if let Some(said) = row.get(3) {
            let taken: Vec<String> = found
                .iter()
                .flat_map(|one| &one.said)
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            if taken.join(" ") != *said {
                wrong.push(format!("{line}: {pattern} in {text}: {taken:?}, not {said}"));
            }
        }
    }
    report(wrong);
}

fn taboo_book() -> PhraseBook {
    let harmless = ["不知道(您|你)…{0,10}(方便|方不方便|需要|有空)"];
    let with = |mut def: PhraseDef, as_: Option<As>, harmless: &[&str]| {
        def.scope.as_ = as_;
        def.harmless = harmless.iter().map(|&text| text.to_owned()).collect();
        def
    };
    let any = |id: &str, patterns: &[&str]| PhraseDef::any(id, patterns.iter().copied());
    let mut not_exempt = PhraseDef::of("not_exempt", Combine::Any, vec![Item::Phrase("dont_know".into())]);
    not_exempt.exempt = Some(Vec::<Exempt>::new());
    let done_take = PhraseDef::of(
        "done_take",
        Combine::All,
        vec![Item::Pattern("完工了".into()), Item::Pattern("拿去吧".into())],
    );
    let defs = [
        with(any("dont_know", &["不知道", "管不着"]), None, &harmless),
        with(
            PhraseDef::of("dont_know_clause", Combine::Any, vec![Item::Pattern("不知道".into())]),
            Some(As::WholeClause),
            &harmless,
        ),
        any("rude_address", &["喂！老头儿", "老头儿", "老太婆", "伙计", "哥们儿"]),
        with(any("hey", &["喂"]), Some(As::WholeTurn), &[]),
        with(any("wrong", &["错了"]), None, &["打错了"]),
        any("cant_hear", &["听不着"]),
        with(any("door", &["{organisation}的"]), Some(As::WholeTurn), &[]),
        any("aside", &["拿一边去"]),
        any("lend", &["给我用用"]),
        any("take_it", &["拿去吧"]),
        done_take,
        any("go_complain", &["有意见找领导去", "愿上哪儿?告(就)?上哪儿?告"]),
        any("no_talk", &["愿找谁找谁", "没法跟(你|您)谈"]),
        with(any("forget_it", &["算了"]), None, &["算了一下"]),
        any("shut_up", &["少废话", "少罗嗦", "少啰嗦"]),
        any("just_workers", &["我们是干活的", "问我们负责人"]),
        any("not_ready", &["准备工作还没好", "不能抢修", "还没有到位", "干不了活", "干活的人还没有来"]),
        with(
            any("not_ours", &["不是我们抢修范围", "自行解决", "不管", "不修"]),
            None,
            &["不管(什么|怎么|多|哪|谁)"],
        ),
        any("no_use", &["给我们钱也没用"]),
        any("no_way", &["我们又没有办法", "又不是只有你一家"]),
        any("not_our_business", &["不关我们的事", "我们也没办法", "不知道他们什么时候会到"]),
        any("only_measure", &["只负责测量", "不知道什么时候能解决", "这个没办法"]),
        with(any("wait_opening", &["等会儿"]), Some(As::TurnStart), &[]),
        with(any("what_end", &["您说什么", "什么？"]), Some(As::TurnEnd), &[]),
        with(any("impossible", &["不可能"]), None, &["不可能让您"]),
        with(any("foreign", &["OK", "GOOD", "BYEBYE", "拜拜"]), None, &["OK卡"]),
        not_exempt,
    ];
    PhraseBook::compile(&defs).expect("the taboos")
}

#[test]
fn taboos_hit_unless_something_named_excuses_them() {
    let book = taboo_book();
    let mut wrong = Vec::new();
    for (line, row) in rows(include_str!("taboos.tsv")) {
        let (phrase, text, wanted) = (row[0], row[1], row[2]);
        let (before, text) =
            text.split_once('⇒').map_or((None, text), |(before, text)| (Some(turn(before)), text));
        let before: Vec<&Turn> = before.iter().collect();
        let (side, text) = text.strip_prefix("客:").map_or((Side::Ours, text), |text| (Side::Other, text));
        let context = Context { other_side_before: &before, side };
        let hits = book.taboo(phrase, &turn(text), &context, &slots());
        let names: Vec<&str> = hits
            .iter()
            .map(|hit| match hit.exempt {
                None => "hit",
                Some(Exemption::OtherSide) => "other_side",
                Some(Exemption::Harmless) => "harmless",
                Some(Exemption::Quoted) => "quoted",
                Some(Exemption::Negated) => "negated",
            })
            .collect();
        let names = if names.is_empty() { "-".to_owned() } else { names.join(",") };
        if names != wanted {
            wrong.push(format!("{line}: {phrase} in {text}: {names}, not {wanted}"));
        }
    }
    report(wrong);
}

#[test]
fn answers_are_yes_no_conditional_or_none() {
    let book = PhraseBook::compile(&[]).expect("ready-made phrases");
    let mut wrong = Vec::new();
    for (line, row) in rows(include_str!("answers.tsv")) {
        let (text, wanted) = (row[0], row[1]);
        let answer = book.answer(&turn(text));
        let name = match &answer {
            Answer::Yes(_) => "yes",
            Answer::No(_) => "no",
            Answer::Conditional(_) => "conditional",
            Answer::None => "none",
        };
        if name != wanted {
            wrong.push(format!("{line}: {text}: {answer:?}, not {wanted}"));
        }
    }
    report(wrong);
}

#[test]
fn questions_and_back_channels_are_told_apart() {
    let mut wrong = Vec::new();
    for (line, row) in rows(include_str!("questions.tsv")) {
        let yes = |does: bool| if does { "yes" } else { "no" };
        let got = (yes(is_question(&turn(row[0]))), yes(is_back_channel(row[0])));
        if got != (row[1], row[2]) {
            wrong.push(format!("{line}: {}: {got:?}", row[0]));
        }
    }
    report(wrong);
}
