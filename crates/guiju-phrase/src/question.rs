//! Questions and back-channels.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::{Break, Turn};

/// Words of a question, wherever they stand in its sentence.
static ASKING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("吗|么$|(是不是|有没有|能不能|可不可以|行不行|好不好|要不要|会不会|对不对|方不方便|用不用|成不成|愿不愿意|需不需要|知不知道|同不同意|在不在|让不让|想不想|中不中)|是否|可否|能否|什么|怎么|怎样|哪|谁|几|多少|多久|多长|为何|何时|咋|请问|啥").ok()
});
/// Where these words ask nothing.
static NOT_ASKING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("没什么|没有什么|什么都|什么也|怎么都|谁都|哪都|哪里哪里|几乎|不怎么|没多少|没几|好几|那么|这么|怎么样都|无论|不管|多少钱都|什么的|谁也|哪儿都").ok()
});
/// 您看…吧, …呢 at the end ask too.
static ASKING_END: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("((您|你)看.*吧|对吧|是吧|(您|你).*呢|没有|不)$").ok());
/// Back-channels, as the entire utterance.
static BACK_CHANNEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("^((嗯|哦|噢|喔|唔|好|好的|好吧|是|是的|是啊|对|对的|对啊|对对|啊|哎|诶|欸|呃|行|行的|ok|嗯哼|明白|知道了|了解|没错|哈|唉|喂)(了|呀|啊|哈|哦|呢)?)+$").ok()
});

/// Whether a turn asks something: a question mark, a word of asking, 吗, or a form like 行不行.
pub fn is_question(turn: &Turn) -> bool {
    asks_in(turn, 0, turn.len())
}

/// Whether the entire utterance only shows that one listens (嗯, 好, 是的, 对). It does not cut the other's turn.
pub fn is_back_channel(utterance: &str) -> bool {
    // Fillers are what matters here, so nothing is passed over.
    let turn = Turn::new([utterance]);
    if turn.is_empty() || turn.between(turn.len()).question {
        return false;
    }
    let says_nothing = (0..turn.len()).all(|at| turn.is_idle(at));
    let text = || turn.cells().iter().map(|cell| cell.folded).collect::<String>();
    says_nothing || matches(&BACK_CHANNEL, &text())
}

/// Whether the cells `from..to` ask something.
pub(crate) fn asks_in(turn: &Turn, from: usize, to: usize) -> bool {
    (from + 1..=to).any(|at| turn.between(at).question) || {
        let mut start = from;
        let mut asks = false;
        while start < to && !asks {
            let end = turn.part_end(start + 1, Break::Soft).min(to);
            asks = clause_asks(turn, start, end);
            start = end.max(start + 1);
        }
        asks
    }
}

/// Whether a single clause asks.
pub(crate) fn clause_asks(turn: &Turn, from: usize, to: usize) -> bool {
    if turn.between(to).question {
        return true;
    }
    let cells = turn.cells().get(from..to).unwrap_or(&[]);
    let text: String = cells
        .iter()
        .enumerate()
        .filter(|(at, _)| !turn.is_idle(from + at))
        .map(|(_, cell)| cell.folded)
        .collect();
    if matches(&ASKING, &text) {
        return !matches(&NOT_ASKING, &text) || text.ends_with('吗');
    }
    // 好吧 and 行吧 agree when they stand alone.
    text.chars().count() > 2 && matches(&ASKING_END, &text) && !text.ends_with("可以没有")
}

fn matches(regex: &LazyLock<Option<Regex>>, text: &str) -> bool {
    regex.as_ref().is_some_and(|regex| regex.is_match(text))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_expression_parses() {
        for expression in [&super::ASKING, &super::NOT_ASKING, &super::ASKING_END, &super::BACK_CHANNEL] {
            assert!(expression.is_some());
        }
    }
}
