//! What a book refuses, how elements add up over turns, and what holds for any words at all.

use guiju_phrase::{
    As, BookProblemKind, Combine, Context, Item, PatternProblemKind, PhraseBook, PhraseDef, Said, Signal,
    Slots, Turn, normalise, parse_pattern,
};
use proptest::prelude::*;

fn phrase(id: &str) -> Item {
    Item::Phrase(id.to_owned())
}

#[test]
fn a_wrong_pattern_is_named_with_its_place() {
    use PatternProblemKind as K;
    let cases: &[(&str, std::ops::Range<usize>, K)] = &[
        ("", 0..0, K::Empty),
        ("(好)?", 0..5 + 1, K::Empty),
        ("，。", 0..6, K::Empty),
        ("(好", 0..1, K::Unclosed('(')),
        ("好)", 3..4, K::Unopened(')')),
        ("{x", 0..1, K::Unclosed('{')),
        ("x}", 1..2, K::Unopened('}')),
        ("?好", 0..1, K::NothingOptional),
        ("好??", 4..5, K::NothingOptional),
        ("您…{3,1}好", 6..11, K::GapSize),
        ("您…{0,99}好", 6..12, K::GapSize),
        ("…好", 0..6, K::GapAtEdge),
        ("{x y}好", 0..5, K::SlotName("x y".into())),
        ("{x:float}", 0..9, K::SlotType("float".into())),
        ("（好|行）", 0..3, K::FullWidth('（')),
    ];
    for (text, span, kind) in cases {
        let problem = parse_pattern(text).expect_err(text);
        assert_eq!((&problem.span, &problem.kind), (span, kind), "{text}");
        assert!(!problem.zh().is_empty() && !problem.to_string().is_empty());
    }
    assert!(matches!(parse_pattern("re:/(/").map_err(|problem| problem.kind), Err(K::Regex(_))));
    assert!(matches!(parse_pattern("re:abc").map_err(|problem| problem.kind), Err(K::Regex(_))));
    let deep = format!("{}好{}", "(".repeat(40), ")".repeat(40));
    assert_eq!(parse_pattern(&deep).map_err(|problem| problem.kind).err(), Some(K::TooDeep));
    let large = "(一|二…{0,40}三)".repeat(40);
    assert_eq!(parse_pattern(&large).map_err(|problem| problem.kind).err(), Some(K::TooLarge));
}

#[test]
fn a_book_names_every_problem_with_phrase_and_item() {
    let defs = [
        PhraseDef::of("a", Combine::Any, vec![Item::Pattern("您好".into()), phrase("nobody")]),
        PhraseDef::of("b", Combine::All, vec![phrase("c")]),
        PhraseDef::of("c", Combine::All, vec![phrase("b")]),
        PhraseDef::any("d", ["好", "(好"]),
        PhraseDef::any("d", ["行"]),
        PhraseDef::of("e", Combine::AtLeast(3), vec![phrase("d")]),
        PhraseDef::of("f", Combine::Any, vec![]),
    ];
    let problems = PhraseBook::compile(&defs).expect_err("seven phrases, six of them wrong");
    let has = |phrase: &str, item: Option<usize>, test: &dyn Fn(&BookProblemKind) -> bool| {
        problems.iter().any(|problem| problem.phrase == phrase && problem.item == item && test(&problem.kind))
    };
    assert!(has("a", Some(1), &|kind| *kind == BookProblemKind::UnknownPhrase("nobody".into())));
    assert!(has("b", None, &|kind| matches!(kind, BookProblemKind::Cycle(_))));
    assert!(has("d", Some(1), &|kind| matches!(kind, BookProblemKind::Pattern(_))));
    assert!(has("d", None, &|kind| *kind == BookProblemKind::Duplicate));
    assert!(has("e", None, &|kind| *kind == BookProblemKind::Count { asked: 3, items: 1 }));
    assert!(has("f", None, &|kind| *kind == BookProblemKind::NoItems));
    assert!(problems.iter().all(|problem| problem.zh().contains(&problem.phrase)));
}

fn intro() -> PhraseBook {
    let mut nested = PhraseDef::of("start", Combine::Any, vec![phrase("intro")]);
    nested.scope.as_ = Some(As::TurnStart);
    PhraseBook::compile(&[
        PhraseDef::any("greeting", ["您好", "(早上|下午)好"]),
        PhraseDef::any("identity", ["{organisation}的?抢修"]),
        PhraseDef::any("eta", ["大约{minutes:int}分钟"]),
        PhraseDef::of(
            "intro",
            Combine::All,
            vec![phrase("greeting"), phrase("identity"), Item::Pattern("请配合".into())],
        ),
        PhraseDef::of(
            "two",
            Combine::AtLeast(2),
            vec![phrase("greeting"), phrase("identity"), phrase("eta")],
        ),
        PhraseDef::of(
            "ordered",
            Combine::InOrder,
            vec![phrase("greeting"), phrase("identity"), phrase("eta")],
        ),
        nested,
        PhraseDef::of(
            "quiet",
            Combine::Timed { signal: Signal::Silence, at_least_us: 30_000_000, at_most_us: None },
            vec![],
        ),
    ])
    .expect("the introduction")
}

fn organisation() -> Slots {
    [("organisation", "供电公司")].into_iter().collect()
}

fn turns(texts: &[&str]) -> Vec<Turn> {
    texts.iter().map(|text| Turn::new([text])).collect()
}

#[test]
fn elements_are_found_in_any_order_over_several_turns() {
    let (book, slots) = (intro(), organisation());
    assert_eq!(book.elements("intro"), ["greeting", "identity", "请配合"]);
    assert_eq!(book.elements("greeting"), ["greeting"]);
    let said = book.said("intro", &turns(&["我是供电公司抢修班的", "您好，请配合"]), &slots);
    let complete = said.complete.expect("all three");
    let places: Vec<(usize, String)> = complete.iter().map(|one| (one.turn, one.text())).collect();
    assert_eq!(places, [(1, "您好".into()), (0, "供电公司抢修".into()), (1, "请配合".into())]);
    let said = book.said("intro", &turns(&["您好"]), &slots);
    assert_eq!((said.complete, said.still_needed), (None, 2));
    assert_eq!(said.missing, ["identity", "请配合"]);
    assert_eq!(said.found.len(), 1);
}

#[test]
fn some_of_several_elements_are_enough_where_the_phrase_says_so() {
    let (book, slots) = (intro(), organisation());
    let said = book.said("two", &turns(&["您好", "大约半小时到"]), &slots);
    let complete = said.complete.expect("two of three");
    assert_eq!(complete[1].said.get("minutes"), Some(&Said::Int(30)));
    assert_eq!(said.missing, ["identity"]);
    assert_eq!(said.still_needed, 0);
    assert_eq!(book.said("two", &turns(&["您好"]), &slots).still_needed, 1);
}

#[test]
fn an_order_must_be_kept_where_the_phrase_says_so() {
    let (book, slots) = (intro(), organisation());
    let kept = turns(&["您好，供电公司抢修", "大约20分钟"]);
    assert!(book.said("ordered", &kept, &slots).complete.is_some());
    let swapped = turns(&["供电公司抢修，您好", "大约20分钟"]);
    assert_eq!(book.said("ordered", &swapped, &slots).missing, ["identity"]);
    let again = turns(&["供电公司抢修，您好", "供电公司抢修，大约20分钟"]);
    assert!(book.said("ordered", &again, &slots).complete.is_some());
}

#[test]
fn a_combined_phrase_within_a_turn_has_a_span_for_each_element() {
    let (book, slots) = (intro(), organisation());
    let found = book.find("intro", &Turn::new(["您好，我是供电公司", "抢修班的，请配合"]), &slots);
    let spans: Vec<(usize, usize, usize)> =
        found[0].spans.iter().map(|span| (span.utterance, span.from, span.to)).collect();
    assert_eq!(spans, [(0, 0, 2), (0, 5, 9), (1, 0, 2), (1, 5, 8)]);
    assert!(book.said("start", &turns(&["您好，我是供电公司抢修班的，请配合"]), &slots).complete.is_some());
    assert!(
        book.said("start", &turns(&["喂喂喂那么，您好，我是供电公司抢修班的，请配合"]), &slots)
            .complete
            .is_none()
    );
}

#[test]
fn unknown_phrases_and_silence_match_nothing() {
    let (book, slots) = (intro(), organisation());
    assert!(book.find("nobody", &Turn::new(["您好"]), &slots).is_empty());
    assert_eq!(book.said("nobody", &turns(&["您好"]), &slots).missing, ["nobody"]);
    assert_eq!(
        book.kind("quiet"),
        Some(Combine::Timed { signal: Signal::Silence, at_least_us: 30_000_000, at_most_us: None })
    );
    assert_eq!(book.said("quiet", &turns(&["您好"]), &slots).missing, ["quiet"]);
    assert!(book.ids().all(|id| !id.contains('/')));
    assert!(book.contains("agrees") && book.contains("refuses") && book.contains("anything"));
    assert_eq!(book.find("anything", &Turn::new(["您好，请进"]), &slots)[0].text(), "您好，请进");
}

#[test]
fn a_pack_adds_to_the_ready_made_phrases() {
    let book = PhraseBook::compile(&[PhraseDef::any("agrees", ["巴适得很"])]).expect("one more yes");
    assert!(matches!(book.answer(&Turn::new(["巴适得很"])), guiju_phrase::Answer::Yes(_)));
    assert!(matches!(book.answer(&Turn::new(["好的"])), guiju_phrase::Answer::Yes(_)));
}

#[test]
fn slots_wanted_and_taken_are_known_before_anything_is_said() {
    let book = intro();
    assert_eq!(book.slots("intro").into_iter().collect::<Vec<_>>(), ["organisation"]);
    assert_eq!(book.typed_slots("ordered").first().map(|slot| slot.0.clone()), Some("minutes".into()));
}

#[test]
fn nasty_patterns_stay_fast() {
    let texts = ["喂".repeat(1000), "一二三四五".repeat(200), "您好，".repeat(400), "啊？".repeat(400)];
    let patterns = [
        "((((喂?喂?)?喂?)?喂?)?…{0,40}(喂|喂喂|喂喂喂)?…{0,40})好",
        "(喂?喂?喂?喂?喂?喂?喂?喂?喂?喂?)(喂?喂?喂?喂?喂?喂?喂?喂?喂?喂?)嗯",
        "您…{0,40}您…{0,40}您…{0,40}行",
        "{n:int}{m:int}{t:time}",
        "~喂…{0,40}喂…{0,40}好",
    ];
    // An exponential search would not end at all.
    for pattern in patterns {
        let book = PhraseBook::compile(&[PhraseDef::any("p", [pattern])]).expect(pattern);
        for text in &texts {
            book.find("p", &Turn::new([text]), &Slots::new());
        }
    }
}

/// Characters that make trouble: words of patterns, fillers, marks, digits, other scripts.
fn words() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        proptest::sample::select(vec![
            "您",
            "好",
            "不",
            "知",
            "道",
            "嗯",
            "呃",
            "啊",
            "那个",
            "，",
            "。",
            "？",
            " ",
            "　",
            "「",
            "」",
            "“",
            "”",
            "\"",
            "'",
            "說",
            "说",
            "我",
            "没",
            "OK",
            "ok",
            "Ｏ",
            "1",
            "二",
            "十",
            "半",
            "点",
            "分钟",
            "小时",
            ":",
            ".",
            "İ",
            "é",
            "e\u{301}",
            "😀",
            "\u{200b}",
            "\n",
            "喂",
            "喂",
            "可以",
            "不行",
            "吗",
            "可",
            "百",
            "万",
            "9999999999999999999",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

const PATTERNS: &[&str] = &[
    "您好",
    "不知道",
    "我…不知道",
    "ok",
    "{n:int}分钟",
    "{t:time}",
    "{d:minutes}",
    "{x:text}好",
    "(可以|不行)吗?",
    "~知道",
    "喂喂",
    "二十分钟",
    "re:/[您好]+/",
    "吗？",
];

fn any_book() -> PhraseBook {
    let mut defs: Vec<PhraseDef> = PATTERNS
        .iter()
        .enumerate()
        .map(|(at, pattern)| PhraseDef::any(format!("p{at}"), [*pattern]))
        .collect();
    let mut clause = PhraseDef::any("clause", ["不知道"]);
    clause.scope.as_ = Some(As::WholeClause);
    defs.push(clause);
    PhraseBook::compile(&defs).expect("the patterns")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn spans_lie_in_the_original_and_hold_what_matched(first in words(), second in words()) {
        let book = any_book();
        let originals = [first.as_str(), second.as_str()];
        let turn = Turn::new(originals);
        let ids: Vec<String> = book.ids().map(str::to_owned).collect();
        for id in &ids {
            for one in book.find(id, &turn, &Slots::new()) {
                prop_assert!(!one.spans.is_empty());
                for span in &one.spans {
                    let chars: Vec<char> = originals[span.utterance].chars().collect();
                    let there: String = chars[span.from..span.to].iter().collect();
                    prop_assert!(span.from < span.to);
                    prop_assert_eq!(&there, &span.text);
                }
                // The same words alone are found again, where what stands around them is not asked about.
                let number = id.strip_prefix('p').and_then(|at| at.parse::<usize>().ok());
                if number.is_some_and(|at| at < PATTERNS.len() && !PATTERNS[at].contains('？') && !PATTERNS[at].starts_with("re:")) {
                    let alone: Vec<&str> = one.spans.iter().map(|span| span.text.as_str()).collect();
                    let again = book.find(id, &Turn::new(alone), &Slots::new());
                    prop_assert!(again.iter().any(|again| again.text() == one.text()), "{} in {:?}: {:?}", id, originals, again);
                }
            }
        }
        let before = Turn::new([&second]);
        let context = Context { other_side_before: &[&before], ..Context::default() };
        book.taboo("p1", &turn, &context, &Slots::new());
        book.taboo("clause", &turn, &context, &Slots::new());
        book.answer(&turn);
        guiju_phrase::is_question(&turn);
        guiju_phrase::is_back_channel(&first);
    }

    #[test]
    fn normalising_keeps_places_and_is_done_once(text in words()) {
        let normal = normalise(&text);
        let original: Vec<char> = text.chars().collect();
        prop_assert_eq!(normal.chars.len(), normal.origin.len());
        prop_assert!(normal.origin.windows(2).all(|pair| pair[0] < pair[1]));
        for (&letter, &at) in normal.chars.iter().zip(&normal.origin) {
            let alone = normalise(&format!("一{}", original[at])).chars;
            prop_assert!(alone.is_empty() || alone.contains(&letter) || letter == '1' || alone.len() < 2);
        }
    }

    #[test]
    fn fillers_and_marks_between_clauses_change_no_match(
        parts in proptest::collection::vec(proptest::sample::select(vec!["您好", "我是供电公司抢修班", "大约二十分钟到", "请您稍候", "给您添麻烦了"]), 1..5),
        marks in proptest::collection::vec(proptest::sample::select(vec!["，", "。", "，嗯，", "。呃，", "，那个，", " ", "！", "、啊，"]), 5),
    ) {
        let book = PhraseBook::compile(&[
            PhraseDef::any("greeting", ["您好"]),
            PhraseDef::any("identity", ["供电公司的?抢修"]),
            PhraseDef::any("eta", ["大约{m:int}分钟"]),
            PhraseDef::any("wait", ["请您?稍候"]),
            PhraseDef::any("trouble", ["给您…添麻烦"]),
        ]).expect("elements");
        let plain = parts.join("，");
        let noisy: String = parts.iter().zip(&marks).map(|(part, mark)| format!("{part}{mark}")).collect();
        for id in ["greeting", "identity", "eta", "wait", "trouble"] {
            let words = |text: &str| -> Vec<String> {
                book.find(id, &Turn::new([text]), &Slots::new()).iter().map(|one| one.text()).collect()
            };
            prop_assert_eq!(words(&plain), words(&noisy));
        }
    }

    #[test]
    fn no_pattern_makes_the_reader_panic(text in "[您好(|)?…{}0-9,:a-z~\\\\/re。？ ]{0,24}") {
        if let Ok(pattern) = parse_pattern(&text) {
            prop_assert_eq!(pattern.text(), text.as_str());
            let book = PhraseBook::compile(&[PhraseDef::any("p", [text.as_str()])]).expect("it parsed");
            book.find("p", &Turn::new(["您好，0123，abc。您？好"]), &Slots::new());
        }
    }
}

#[test]
fn a_syllable_or_a_filler_said_ten_thousand_times_takes_no_longer_for_each() {
    let book = PhraseBook::compile(&[PhraseDef::any("busy", ["正忙"])]).unwrap();
    for unit in ["喂", "嗯", "那个", "喂嗯", "喂，", "等等一下"] {
        let turn = Turn::new([format!("{}正忙", unit.repeat(10_000))]);
        assert_eq!(book.find("busy", &turn, &Slots::new()).len(), 1, "{unit}");
    }
}
