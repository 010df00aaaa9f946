//! Number plates and e-mail addresses.

use crate::{find::Found, kind::Kind};

const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
const LAST: &str = "挂学警港澳";

/// Number plates in a text: `京A·12345`, `粤BD12345`, also spoken (`京A幺二三四五`).
pub(crate) fn plates(text: &[char], found: &mut Vec<Found>) {
    let sign = |c: char| c.is_ascii_alphanumeric() || "零〇一二两三四五六七八九幺洞拐勾".contains(c);
    let mut at = 0;
    while at + 6 < text.len() {
        let city =
            text.get(at + 1).is_some_and(|c| c.is_ascii_alphabetic() && !matches!(c, 'I' | 'O' | 'i' | 'o'));
        if !PROVINCES.contains(text[at]) || !city {
            at += 1;
            continue;
        }
        let mut end = at + 2;
        end += usize::from(text.get(end).is_some_and(|c| matches!(c, '·' | '•' | '.' | '-' | ' ' | '・')));
        let from = end;
        while end < text.len() && end < from + 6 && sign(text[end]) {
            end += 1;
        }
        end += usize::from(end == from + 4 && text.get(end).is_some_and(|c| LAST.contains(*c)));
        let body = &text[from..end];
        let count = body.len();
        // A plate has digits; six signs are those of electric vehicles. Longer runs are codes.
        let digits = body.iter().filter(|c| !c.is_ascii_alphabetic()).count();
        let goes_on = text.get(end).is_some_and(|c| c.is_ascii_alphanumeric());
        if matches!(count, 5 | 6) && digits >= 2 && !goes_on {
            found.push(Found { kind: Kind::Plate, from: at, to: end });
            at = end;
        } else {
            at += 1;
        }
    }
}

/// E-mail addresses: `a.b@mail.example.com`, also as recognisers write what is spoken (`zhangsan艾特qq点com`).
pub(crate) fn emails(text: &[char], found: &mut Vec<Found>) {
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let mut at = 0;
    while at < text.len() {
        let Some(sign) = at_sign(&text[at..]) else {
            at += 1;
            continue;
        };
        let before = text[..at].iter().rposition(|c| *c != ' ').map_or(0, |last| last + 1);
        let mut from = before;
        while from > 0 && local(text[from - 1]) {
            from -= 1;
        }
        let mut end = at + sign;
        end += usize::from(text.get(end) == Some(&' '));
        let (mut labels, mut label) = (0, 0);
        let mut last = end;
        while let Some(c) = text.get(end) {
            if c.is_ascii_alphanumeric() || *c == '-' {
                label += 1;
                end += 1;
                last = end;
            } else if matches!(c, '.' | '点' | '．')
                && label > 0
                && text.get(end + 1).is_some_and(char::is_ascii_alphanumeric)
            {
                labels += 1;
                label = 0;
                end += 1;
            } else {
                break;
            }
        }
        if from < before && labels > 0 {
            found.push(Found { kind: Kind::Email, from, to: last });
            at = last;
        } else {
            at += sign;
        }
    }
}

/// How many characters an at sign takes here.
fn at_sign(text: &[char]) -> Option<usize> {
    match text {
        ['@' | '＠', ..] => Some(1),
        ['艾', '特', ..] | ['圈', 'a', ..] => Some(2),
        _ => None,
    }
}
