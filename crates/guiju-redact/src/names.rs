//! Names of people: a surname before a title, a name after words that introduce it, and those that the log knows.

use crate::{find::Found, kind::Kind, surnames};

/// Titles after a surname, the longer first. What may not follow a title stands behind it: 「张总是」, 「王工作」.
const TITLES: &[(&str, &str)] = &[
    ("工程师", ""),
    ("先生", ""),
    ("女士", ""),
    ("小姐", ""),
    ("太太", ""),
    ("夫人", ""),
    ("师傅", ""),
    ("经理", ""),
    ("主任", ""),
    ("主管", ""),
    ("班长", ""),
    ("站长", ""),
    ("所长", ""),
    ("局长", ""),
    ("处长", ""),
    ("科长", ""),
    ("队长", ""),
    ("组长", ""),
    ("老师", ""),
    ("医生", ""),
    ("律师", ""),
    ("警官", ""),
    ("书记", ""),
    ("同志", ""),
    ("老板", ""),
    ("阿姨", ""),
    ("叔叔", ""),
    ("大爷", ""),
    ("大妈", ""),
    ("大姐", ""),
    ("大哥", ""),
    ("奶奶", ""),
    ("爷爷", ""),
    ("女仕", ""),
    ("总", "是共数体部量算结线电表闸开公经之觉要会说在"),
    ("工", "作程人单期厂具地艺业资会种时伤龄"),
    ("姐", "妹夫姐"),
    ("哥", "哥们"),
    ("姨", ""),
    ("叔", ""),
];
/// Titles that a whole name stands before as well.
const AFTER_NAMES: &[&str] = &["先生", "女士", "小姐", "师傅", "老师", "同志", "工程师", "女仕"];
/// Words after which a name follows, and what may stand between.
const INTRODUCTIONS: &[&str] = &[
    "我叫",
    "他叫",
    "她叫",
    "名叫",
    "名字叫",
    "名字是",
    "姓名是",
    "姓名：",
    "姓名:",
    "姓名",
    "户名是",
    "户名：",
    "户名:",
    "户名",
    "户主是",
    "户主叫",
    "户主：",
    "户主:",
    "户主",
    "联系人是",
    "联系人：",
    "联系人:",
    "联系人",
    "收件人",
    "收件人：",
    "机主",
    "机主是",
    "本人",
    "业主是",
    "业主叫",
    "签收人",
    "经办人",
    "经办人：",
    "投诉人",
    "报修人",
    "报修人：",
    "客户叫",
    "开户名",
    "开户名是",
    "持卡人",
    "持卡人是",
];
/// What [`INTRODUCTIONS`] and [`SURNAME_ONLY`] begin with.
const INTRODUCTORY: &[char] = &[
    '我', '他', '她', '名', '姓', '户', '联', '收', '机', '本', '业', '签', '经', '投', '报', '客', '开',
    '持', '免', '贵', '这',
];
/// A word that takes the surname only.
const SURNAME_ONLY: &[&str] = &["免贵姓", "贵姓是", "我姓", "他姓", "她姓", "姓"];
/// What stands before a surname that is none: 「一周主任」, 「双方经理」, 「有关主任」, 「最高经理」, 「开关师傅」.
const NOT_AFTER: &[(char, &str)] = &[
    ('周', "一二三四五六七八九十上下本每这两几半0123456789"),
    ('方', "双对地我官多三甲乙各贵你他校厂北南东西"),
    ('关', "有相开机海无"),
    ('高', "最更很太较提增"),
    ('程', "工过全流课里"),
    ('常', "经非平正日通"),
    ('管', "主保不接分"),
    ('金', "现资押奖基"),
    ('单', "工订账简名表运菜下"),
    ('白', "明表坦"),
    ('石', ""),
    ('田', ""),
    ('段', "阶时手地"),
    ('易', "容交贸"),
    ('夏', "华"),
    ('任', "主责"),
    ('付', "支交缴预"),
    ('解', "了理误谅讲"),
    ('路', "公线电"),
    ('万', "一二两三四五六七八九十百千"),
    ('钱', "多少的交"),
    ('于', "关由对属等至位"),
    ('纪', "年经"),
    ('武', ""),
    ('江', "长珠"),
    ('兰', ""),
    ('余', "其剩多"),
    ('温', "高气体低室"),
    ('苗', ""),
    ('顾', "照回"),
    ('谢', "谢感"),
];

/// Names in a text.
pub(crate) fn find(text: &[char], found: &mut Vec<Found>) {
    for at in 0..text.len() {
        titled(text, at, found);
        nicknamed(text, at, found);
        introduced(text, at, found);
    }
}

/// 「王先生」 (the surname is masked, the title stays), 「王小明先生」, 「欧阳女士」.
fn titled(text: &[char], at: usize, found: &mut Vec<Found>) {
    let rest = &text[at..];
    let Some((len, frequent)) = surnames::at(rest) else { return };
    if surnames::is_word(rest) || (len == 1 && follows_wrongly(text, at)) {
        return;
    }
    if is_title(&rest[len..]) {
        found.push(Found { kind: Kind::Name, from: at, to: at + len });
        return;
    }
    for given in 1..=2 {
        let Some(after) = rest.get(len + given..) else { continue };
        let name = &rest[len..len + given];
        let whole = frequent
            && name.iter().all(|c| is_given(*c))
            && AFTER_NAMES.iter().any(|title| begins(after, title));
        if whole && !ends_in_word(name) {
            found.push(Found { kind: Kind::Name, from: at, to: at + len + given });
            return;
        }
    }
}

/// 「小王」, 「老李」, 「阿芳」 is not told from words, but 「小王」 before 我, 啊, 吗 or a sign is a colleague.
fn nicknamed(text: &[char], at: usize, found: &mut Vec<Found>) {
    let rest = &text[at..];
    let [before, _, ..] = rest else { return };
    if !matches!(before, '小' | '老') || surnames::is_word(&rest[1..]) {
        return;
    }
    // 「大小王」, 「古老张」
    if at > 0 && matches!(text[at - 1], '大' | '古' | '多' | '最' | '很' | '太' | '缩' | '减') {
        return;
    }
    let Some((1, true)) = surnames::at(&rest[1..]) else { return };
    let next = rest.get(2).copied();
    let alone = next.is_none_or(|c| {
        !is_han(c) || "在说的和跟同我你他她是去来给已会马啊吧呢也就接打送查修处帮拿带开过叫把被".contains(c)
    });
    // 「小金额」, 「老高了」, 「小于」, 「老白干」, 「小龙虾」
    let word = matches!(
        rest[1],
        '于' | '高'
            | '方'
            | '白'
            | '雷'
            | '龙'
            | '马'
            | '金'
            | '石'
            | '田'
            | '江'
            | '夏'
            | '万'
            | '毛'
            | '牛'
            | '史'
            | '温'
            | '梅'
            | '易'
            | '常'
            | '段'
            | '单'
            | '关'
            | '麦'
            | '苗'
    );
    if alone && !word {
        found.push(Found { kind: Kind::Name, from: at + 1, to: at + 2 });
    }
}

/// 「我叫王芳」, 「户主是李雷」, 「免贵姓张」.
fn introduced(text: &[char], at: usize, found: &mut Vec<Found>) {
    let rest = &text[at..];
    // What the words below begin with; most characters are none of these.
    if !rest.first().is_some_and(|c| INTRODUCTORY.contains(c)) {
        return;
    }
    for word in SURNAME_ONLY {
        if begins(rest, word) {
            let from = at + word.chars().count();
            let Some((len, _)) = surnames::at(&text[from..]) else { continue };
            if !surnames::is_word(&text[from..]) {
                found.push(Found { kind: Kind::Name, from, to: from + len });
                return;
            }
        }
    }
    for word in INTRODUCTIONS {
        if begins(rest, word) {
            let mut from = at + word.chars().count();
            while text.get(from).is_some_and(|c| matches!(c, ' ' | '：' | ':' | '，' | '是' | '叫')) {
                from += 1;
            }
            if let Some(len) = name_len(&text[from..]) {
                found.push(Found { kind: Kind::Name, from, to: from + len });
                return;
            }
        }
    }
    // 「我是王伟。」, 「我是抢修班的王伟。」: only where nothing follows that would make it another word.
    if begins(rest, "我是") || begins(rest, "这是") {
        let starts =
            (at + 2..at + 2 + SAID_OF_ONESELF).filter(|from| *from == at + 2 || follows_team(text, *from));
        for from in starts {
            let Some(rest) = text.get(from..) else { return };
            let Some(len @ 2..) = name_len(rest) else { continue };
            let frequent = surnames::at(rest).is_some_and(|(_, frequent)| frequent);
            if frequent && rest.get(len).is_none_or(|c| !is_han(*c)) {
                found.push(Found { kind: Kind::Name, from, to: from + len });
                return;
            }
        }
    }
}

/// How far from 「我是」 a name may stand.
const SAID_OF_ONESELF: usize = 16;

/// Whether a team or a company ends before here, with or without 的.
fn follows_team(text: &[char], at: usize) -> bool {
    let before = text[..at.min(text.len())].strip_suffix(&['的']).unwrap_or(&text[..at.min(text.len())]);
    before.last().is_some_and(|c| "班站所司部局队组电".contains(*c)) || before.ends_with(&['中', '心'])
}

/// How long a name is that a text begins with: a surname and one or two characters, up to what cannot be of a name.
fn name_len(text: &[char]) -> Option<usize> {
    if surnames::is_word(text) {
        return None;
    }
    let (surname, _) = surnames::at(text)?;
    let given = text[surname..].iter().take(3).take_while(|c| is_given(**c)).count();
    // Three characters that go on are a sentence: two of them are taken, as most given names have them.
    match given {
        0 => None,
        1 => Some(surname + 1),
        _ => Some(surname + 2),
    }
}

/// Characters that given names have, by those that they have not.
fn is_given(c: char) -> bool {
    is_han(c) && !"的了是在我你您他她它们这那有没不也就都还和跟与吗呢吧啊呀哦嗯个家说要来去电话号住手机地址先师经主女姐太总叫请问想打给对好".contains(c)
}

fn ends_in_word(name: &[char]) -> bool {
    // 「王家先生」, 「张位女士」
    name.last().is_some_and(|c| {
        matches!(c, '位' | '名' | '老' | '大' | '些' | '班' | '电' | '级' | '压' | '理' | '业')
    })
}

fn follows_wrongly(text: &[char], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|at| text.get(at)) else { return false };
    NOT_AFTER.iter().any(|(surname, signs)| *surname == text[at] && signs.contains(*before))
}

fn is_title(text: &[char]) -> bool {
    TITLES.iter().any(|(title, not)| {
        begins(text, title) && !text.get(title.chars().count()).is_some_and(|c| not.contains(*c))
    })
}

fn begins(text: &[char], word: &str) -> bool {
    let mut signs = text.iter();
    word.chars().all(|c| signs.next() == Some(&c))
}

pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

/// Whether a value under a name's attribute is a person's: 「李强」, 「欧阳修」, `Li Qiang`; not 「城东供电所」.
pub(crate) fn is_person(value: &str) -> bool {
    let signs: Vec<char> = value.trim().chars().collect();
    if signs.iter().all(|c| is_han(*c) || *c == '·') {
        return (2..=4).contains(&signs.len())
            && surnames::at(&signs).is_some()
            && !surnames::is_word(&signs)
            && !signs.last().is_some_and(|c| "站所局厂店市区县镇村路街队组部室线".contains(*c));
    }
    let words: Vec<&str> = value.split_whitespace().collect();
    let capital = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.chars().skip(1).all(|c| c.is_ascii_lowercase() || c == '-')
    };
    (2..=3).contains(&words.len()) && words.iter().all(capital)
}
