//! What a speech recogniser does to a sentence: fillers, repeated syllables, lost punctuation, other widths.

use crate::prng::Prng;

const FILLERS: [&str; 3] = ["嗯", "呃", "啊"];

/// `text` as a recogniser might have written it; about half of all sentences stay as they are.
pub(crate) fn recognised(text: &str, prng: &mut Prng) -> String {
    let mut heard = text.to_owned();
    if prng.chance(0.18) {
        heard = with_filler(&heard, prng);
    }
    if prng.chance(0.12) {
        heard = stuttered(&heard, prng);
    }
    if prng.chance(0.15) {
        heard.retain(|c| !is_mark(c));
    } else if prng.chance(0.05) {
        heard = heard.replace('，', ",").replace('？', "?").replace('！', "!");
    }
    if prng.chance(0.08) {
        heard = heard.chars().map(full_width).collect();
    }
    heard
}

fn is_mark(c: char) -> bool {
    matches!(c, '，' | '。' | '？' | '！' | '、' | ',' | '?' | '!')
}

/// Puts a filler before the sentence or after a pause in it.
fn with_filler(text: &str, prng: &mut Prng) -> String {
    let filler = *prng.pick(&FILLERS);
    let pauses: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '，' | '。'))
        .map(|(at, c)| at + c.len_utf8())
        .collect();
    let mut heard = text.to_owned();
    match pauses.as_slice() {
        [] => heard.insert_str(0, filler),
        _ if prng.chance(0.5) => heard.insert_str(0, &format!("{filler}，")),
        pauses => heard.insert_str(*prng.pick(pauses), filler),
    }
    heard
}

/// Says the first syllable of a clause twice: 您您好.
fn stuttered(text: &str, prng: &mut Prng) -> String {
    let chars: Vec<char> = text.chars().collect();
    let starts: Vec<usize> =
        (0..chars.len()).filter(|&i| !is_mark(chars[i]) && (i == 0 || is_mark(chars[i - 1]))).collect();
    if starts.is_empty() {
        return text.to_owned();
    }
    let at = *prng.pick(&starts);
    let twice = !chars[at].is_ascii_digit(); // a doubled digit would be another number
    chars
        .iter()
        .enumerate()
        .flat_map(|(i, &c)| std::iter::repeat_n(c, if i == at && twice { 2 } else { 1 }))
        .collect()
}

fn full_width(c: char) -> char {
    if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_keeps_every_syllable_in_order() {
        let text = "您好，我是供电公司抢修人员，电话95598。";
        let mut prng = Prng::new(3);
        for _ in 0..500 {
            let heard = recognised(text, &mut prng);
            let mut rest = heard.chars();
            for c in text.chars().filter(|&c| !is_mark(c)) {
                assert!(rest.any(|h| h == c || h == full_width(c)), "`{c}` is lost in `{heard}`");
            }
        }
    }
}
