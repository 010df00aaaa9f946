//! Which characters stand between quotation marks.

use super::{Turn, fold::is_han};

const OPENING: &[char] = &['「', '『', '“', '‘', '《', '〝'];
const CLOSING: &[char] = &['」', '』', '”', '’', '》', '〞'];

/// Marks the quoted cells. Marks that are never closed quote nothing, nor do marks around a whole utterance.
pub(super) fn find(turn: &mut Turn) {
    turn.quoted = vec![false; turn.cells.len()];
    for index in 0..turn.utterances.len() {
        let signs = &turn.utterances[index].original;
        let mut ranges = Vec::new();
        let mut open: Vec<(char, usize)> = Vec::new();
        for (at, &sign) in signs.iter().enumerate() {
            // Characters and their common marks stand apart from all quotation marks.
            if is_han(sign) || sign.is_ascii_alphanumeric() {
                continue;
            }
            if let Some(kind) = OPENING.iter().position(|&mark| mark == sign) {
                open.push((CLOSING[kind], at));
            } else if CLOSING.contains(&sign) {
                if let Some(place) = open.iter().rposition(|&(close, _)| close == sign) {
                    ranges.push((open[place].1, at));
                    open.truncate(place);
                }
            } else if sign == '"' || sign == '＂' || (sign == '\'' && !inside_word(signs, at)) {
                match open.iter().rposition(|&(close, _)| close == sign) {
                    Some(place) => {
                        ranges.push((open[place].1, at));
                        open.truncate(place);
                    }
                    None => open.push((sign, at)),
                }
            }
        }
        let all = turn.utterances[index].cells;
        for (from, to) in ranges {
            if let Some(cells) = turn.cells_within(index, from, to)
                && cells != all
            {
                turn.quoted[cells.0..cells.1].fill(true);
            }
        }
    }
}

/// An apostrophe, as in don't.
fn inside_word(signs: &[char], at: usize) -> bool {
    let letter = |at: Option<usize>| {
        at.and_then(|at| signs.get(at)).is_some_and(|&sign| sign.is_alphabetic() && !is_han(sign))
    };
    letter(at.checked_sub(1)) && letter(Some(at + 1))
}
