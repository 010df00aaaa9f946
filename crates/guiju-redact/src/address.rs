//! Where somebody lives: a road, an estate or a village with a number, and what stands around it.

use crate::{find::Found, kind::Kind, names::is_han};

/// What a road, an estate or a village ends with, the longer first.
const PLACES: &[&str] = &[
    "大道",
    "胡同",
    "小区",
    "花园",
    "公寓",
    "大厦",
    "家园",
    "新村",
    "新城",
    "社区",
    "花苑",
    "名苑",
    "山庄",
    "公馆",
    "华庭",
    "雅苑",
    "嘉园",
    "佳苑",
    "广场",
    "中心村",
    "宿舍",
    "大院",
    "家属院",
    "豪庭",
    "府邸",
    "国际城",
    "新苑",
    "东里",
    "西里",
    "南里",
    "北里",
    "里弄",
    "路",
    "街",
    "巷",
    "弄",
    "村",
    "屯",
    "庄",
    "苑",
    "园",
    "府",
    "城",
    "湾",
    "里",
    "组",
    "镇",
    "乡",
];
/// What a number in an address is of, the longer first.
const UNITS: &[&str] = &[
    "号楼", "号院", "单元", "号门", "楼", "栋", "幢", "座", "号", "室", "弄", "户", "层", "组", "支弄", "排",
];
/// What makes a number one of equipment, of a line or of a day.
const NOT_AFTER_UNIT: &[&str] = &[
    "线", "杆", "变", "表", "柜", "箱", "机", "塔", "开关", "站", "出口", "台", "那天", "之前", "以前",
    "晚上", "早上", "上午", "下午", "开始", "到期", "停电", "文件", "员工", "坐席", "座席", "客服", "工单",
    "电表", "窗口", "环网", "开闭", "分支", "配电", "台区", "母线", "主变", "刀闸",
];
/// What stands before an address and is not of it.
const BEFORE: &[&str] = &[
    "地址是在",
    "地址是",
    "地址：",
    "地址:",
    "地址",
    "我家在",
    "我家住",
    "家住在",
    "家住",
    "住在",
    "住的是",
    "住址是",
    "住址",
    "就在",
    "是在",
    "位于",
    "送到",
    "寄到",
    "派到",
    "搬到",
    "来到",
    "到了",
    "我们在",
    "我们是",
    "我这边是",
    "我这里是",
    "这边是",
    "这里是",
    "我是",
    "这是",
    "您是",
    "您家是",
    "确认是",
    "核对是",
    "那个",
    "请到",
    "麻烦到",
    "现在",
    "现场是",
    "户址是",
    "用电地址",
    "用电地址是",
    "客户住",
    "老家",
    "抢修人员到",
    "我在",
    "您在",
    "他在",
    "她在",
    "人在",
    "在",
    "住",
    "到",
    "去",
    "从",
    "往",
    "离",
    "是",
    "的",
    "：",
    ":",
    "，",
    "。",
    " ",
    "、",
    "？",
    "！",
    ",",
];
/// How long a road's or an estate's name is at most, with its town.
const NAME: usize = 18;

/// Addresses in a text.
pub(crate) fn find(text: &[char], found: &mut Vec<Found>) {
    let mut at = 0;
    while at < text.len() {
        let Some((from, to)) = number(text, at) else {
            at += 1;
            continue;
        };
        // Numbers that follow make it longer: 3号楼2单元501.
        let mut end = to;
        let mut count = 1;
        while let Some(next) = next_number(text, end) {
            end = next;
            count += 1;
        }
        // A door at the end has no unit: 「2单元501」.
        end = door(text, end, count);
        let place = named(text, from);
        match place {
            Some(begin) => found.push(Found { kind: Kind::Address, from: begin, to: end }),
            // Without a name it takes two numbers, as nobody counts anything else so.
            None if count >= 2 => found.push(Found { kind: Kind::Address, from, to: end }),
            None => {}
        }
        at = end.max(at + 1);
    }
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit()
        || ('０'..='９').contains(&c)
        || "零〇一二两三四五六七八九十百幺".contains(c)
        || matches!(c, '-' | '－' | '—')
}

/// A number with a unit of addresses that begins here.
fn number(text: &[char], at: usize) -> Option<(usize, usize)> {
    if at > 0 && text.get(at - 1).is_some_and(|c| is_number(*c) || c.is_ascii_alphanumeric()) {
        return None;
    }
    // 甲3号
    let before = usize::from(matches!(text.get(at), Some('甲' | '乙' | '丙' | '丁')));
    let mut end = at + before;
    while text.get(end).is_some_and(|c| is_number(*c)) {
        end += 1;
    }
    // A座, 东楼
    if end == at && text.get(at).is_some_and(|c| c.is_ascii_alphabetic() || "甲乙丙丁东西南北".contains(*c))
    {
        end += 1;
    }
    if end == at || end - at > 8 || text[at] == '-' {
        return None;
    }
    let unit = unit(&text[end..])?;
    Some((at, end + unit))
}

fn unit(text: &[char]) -> Option<usize> {
    let found = UNITS.iter().find(|unit| begins(text, unit))?;
    let len = found.chars().count();
    let rest = &text[len..];
    (!NOT_AFTER_UNIT.iter().any(|not| begins(rest, not))).then_some(len)
}

/// The end of a number with unit that follows at once, or after a comma or a space.
fn next_number(text: &[char], end: usize) -> Option<usize> {
    let gap =
        text[end..].iter().take(2).take_while(|c| matches!(c, ' ' | '，' | ',' | '、' | '-' | '的')).count();
    (0..=gap).rev().find_map(|gap| {
        // Here the one before it is no hindrance.
        let from = end + gap;
        let digits = text[from..].iter().take_while(|c| is_number(**c)).count();
        let named =
            digits == 0 && text.get(from).is_some_and(|c| c.is_ascii_alphabetic() || "东西南北".contains(*c));
        let digits = digits + usize::from(named);
        (1..=8).contains(&digits).then_some(())?;
        Some(from + digits + unit(&text[from + digits..])?)
    })
}

/// The end of a door's number that follows at once, or after a pause where two numbers stand before it.
fn door(text: &[char], end: usize, count: usize) -> usize {
    let gap = usize::from(count > 1 && text.get(end).is_some_and(|c| matches!(c, ' ' | '，' | '-')));
    let from = end + gap;
    let digits = text[from..].iter().take(6).take_while(|c| is_number(**c)).count();
    let next = text.get(from + digits);
    let ends = next.is_none_or(|c| !c.is_ascii_alphanumeric() && !"年月日点分元块度个次".contains(*c));
    if (2..=5).contains(&digits) && ends { from + digits } else { end }
}

/// Where the name of a road or an estate begins that ends just before a number.
fn named(text: &[char], number: usize) -> Option<usize> {
    // 「幸福小区 3号楼」, 「幸福小区的3号楼」
    let mut end = number;
    while end > 0 && matches!(text[end - 1], ' ' | '，' | '的' | ',') && number - end < 2 {
        end -= 1;
    }
    let place = PLACES.iter().find(|place| ends(&text[..end], place))?;
    let mut begin = end - place.chars().count();
    let limit = end.saturating_sub(NAME);
    let mut len = 0;
    while begin > limit && (is_han(text[begin - 1]) || is_number(text[begin - 1])) && !stops(text, begin) {
        begin -= 1;
        len += 1;
    }
    // 「这里3组」, 「心里」, 「城3座」: a name has characters of its own.
    (len >= 1 && !is_common(&text[begin..end])).then_some(begin)
}

fn stops(text: &[char], begin: usize) -> bool {
    BEFORE.iter().any(|word| ends(&text[..begin], word))
}

/// Words that end like a place.
fn is_common(name: &[char]) -> bool {
    let name: String = name.iter().collect();
    [
        "这里",
        "那里",
        "哪里",
        "家里",
        "心里",
        "公里",
        "城里",
        "村里",
        "电路",
        "线路",
        "回路",
        "短路",
        "开路",
        "公路",
        "马路",
        "小组",
        "班组",
        "机组",
        "分组",
        "农村",
        "全村",
        "本村",
        "我们村",
        "一路",
        "院里",
        "里",
        "幼儿园",
        "公园",
        "政府",
        "手里",
        "夜里",
        "屋里",
        "楼里",
        "表里",
        "铁路",
        "半路",
        "上路",
        "三路",
        "两路",
        "二路",
        "这条街",
        "这条路",
        "那条路",
    ]
    .contains(&name.as_str())
}

fn begins(text: &[char], word: &str) -> bool {
    let mut signs = text.iter();
    word.chars().all(|c| signs.next() == Some(&c))
}

fn ends(text: &[char], word: &str) -> bool {
    let mut signs = text.iter().rev();
    word.chars().rev().all(|c| signs.next() == Some(&c))
}
