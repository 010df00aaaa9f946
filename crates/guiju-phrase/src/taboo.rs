//! What excuses forbidden words.

use std::sync::LazyLock;

use regex::Regex;

use crate::book::PhraseBook;
use crate::definition::Exempt;
use crate::found::{Context, Exemption, Side};
use crate::hits::Hit;
use crate::question::asks_in;
use crate::slots::Slots;
use crate::text::{Break, Turn};

/// No more cells than this before the words are looked at: a sentence that nobody ended is no longer one.
const LEAD: usize = 120;
/// So many of the other side's turns are looked at for words that are repeated back.
const TURNS_BEFORE: usize = 2;

impl PhraseBook {
    /// The first exemption that applies to a hit of the phrase.
    pub(crate) fn exemption(
        &self,
        at: usize,
        hit: &Hit,
        turn: &Turn,
        context: &Context<'_>,
        slots: &Slots,
    ) -> Option<Exemption> {
        if context.side == Side::Other {
            return Some(Exemption::OtherSide);
        }
        let harmless = |(from, to): (usize, usize)| {
            let mut longer = self.family(at).into_iter().flat_map(|at| &self.phrases[at].harmless);
            longer.any(|longer| self.covered(longer, turn, slots, from, to))
        };
        if hit.ranges.iter().any(|&range| harmless(range)) {
            return Some(Exemption::Harmless);
        }
        let (start, end) = (hit.start(), hit.end());
        let allowed = self.exempt(at);
        let quoted = allowed.contains(&Exempt::Quoted);
        if quoted && is_cited(turn, start, end) {
            return Some(Exemption::Quoted);
        }
        // Before who said it: 您别说…, 谁说….
        if allowed.contains(&Exempt::Negated) && is_negated(turn, start) {
            return Some(Exemption::Negated);
        }
        let repeated = || is_reported(turn, start) || is_echo(turn, start, end, context);
        (quoted && repeated()).then_some(Exemption::Quoted)
    }
}

/// Verbs and signs that bring in somebody's words.
const SAYING: &str = "(?:说|讲|喊|嚷|骂|答|回答|回复|问|提问|写|写着|写明|显示|提示|播报|规定|要求|念|叫|告诉我们|告诉我|跟我说|和我说)";
/// What may stand between them and the words.
const BRIDGE: &str = "(?:了|过|道|着|的是|是|出|出来|成|：|自己)*";

/// Whoever is quoted, and the verb, at the end of what stands before the words.
static SOMEBODY_SAID: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(&format!(
        "(您|你|您们|你们|他|她|他们|她们|人家|有人|客户|用户|顾客|先生|女士|大爷|同事|领导|师傅|邻居|物业|别人|谁|大家|屏幕|屏幕上|系统|系统里|系统上|页面|短信|短信里|手册|手册上|规范|规范里|通知|单子上|上面|公司|规定)([^，：]{{0,6}}){SAYING}{BRIDGE}$"
    ))
});
/// 您是说我不知道…: said for the other side.
static YOU_MEAN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex("(您|你)([^，：]{0,3})(是说|说|讲|的意思是)(过|了)?(我们|我|自己|你们|咱)?(这个|也|都|就|还)?$")
});
/// 您叫我…: what one was told.
static ORDERED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex("(您|你|他|她|客户|用户|领导|人家)(刚才|刚刚)?(叫|让|喊|骂|要|要求)(我们|我|咱们)$")
});
/// A rule about words: 规定不能说….
static RULE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        "(不能|不可以|不许|不准|不得|不允许|禁止|严禁|切忌|忌|忌讳|避免|禁用|不能够|规定|服务忌语|禁语|忌语)(再|随便|直接|对客户|跟客户|和客户|向客户|对您|跟您|对用户|轻易)?(说|讲|用|回答|答|讲出|说出)(是|：)?(我|我们)?$",
    )
});
/// Denials. Between them and the words may stand who and a few light verbs.
static DENIED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        "(不是|并不是|绝不是|不会|绝不会|绝不|决不|从不|从来不|从来不会|永远不会|不能|不可能|不可以|不应该|不应当|不该|不要|不敢|没有|没|从没|从来没|从来没有|唔会|唔系|唔好|唔可以|唔敢|别|千万别|谁|谁敢|怎么能|怎么会|怎么可能|怎么可以|哪能|哪会|哪敢|岂能|岂会)(这么|这样|那么|再|随便|轻易|真的|真|故意|想|跟您|对您|跟你|和您|向您|对客户)?(说过|说|讲过|讲|话|表示|认为|觉得|意味着|等于|让|叫|请|要|把|对|是)?(您|你|我们|我|咱们|客户|用户|大家|他们|大爷|大娘)?(自己|去|的|完全|就|都|也|什么)?$",
    )
});

fn regex(source: &str) -> Option<Regex> {
    Regex::new(source).ok()
}

/// The words before a hit, back to the end of the sentence before, with `，` and `：` where clauses meet; fillers left out.
fn lead(turn: &Turn, start: usize) -> String {
    let from = turn.part_start(start, Break::Hard).max(start.saturating_sub(LEAD));
    let mut lead = String::new();
    for at in from..=start {
        let between = turn.between(at);
        if at > from && between.level > Break::None {
            lead.push(if between.colon { '：' } else { '，' });
        }
        if at < start && !turn.is_idle(at) {
            lead.extend(turn.letter(at));
        }
    }
    lead
}

/// In quotation marks, or named by a rule about words.
fn is_cited(turn: &Turn, start: usize, end: usize) -> bool {
    (start..end).all(|at| turn.is_quoted(at))
        || RULE.as_ref().is_some_and(|rule| rule.is_match(&lead(turn, start)))
}

/// Brought in as somebody else's words.
fn is_reported(turn: &Turn, start: usize) -> bool {
    let lead = lead(turn, start);
    if ORDERED.as_ref().is_some_and(|ordered| ordered.is_match(&lead)) {
        return true;
    }
    if YOU_MEAN.as_ref().is_some_and(|mean| mean.is_match(&lead) && !towards(&lead)) {
        return true;
    }
    let Some(said) = SOMEBODY_SAID.as_ref() else { return false };
    said.captures(&lead).is_some_and(|said| {
        let between = said.get(2).map_or("", |between| between.as_str());
        let before = said.get(1).and_then(|who| lead.get(..who.start())).unwrap_or("");
        // 我跟您说不知道, 您问我我说不知道: the speaker's own words.
        !ends_towards(before) && !own(between)
    })
}

/// Whether the one who speaks is the last to be named; 跟我, 对我 name whom somebody spoke to.
fn own(text: &str) -> bool {
    let last = text.char_indices().rfind(|&(_, sign)| matches!(sign, '我' | '咱' | '俺'));
    last.is_some_and(|(at, _)| !ends_towards(&text[..at]) && !text[at..].contains('的'))
}

/// 跟您, 对你, 告诉我 …: whom one speaks to is not who speaks.
fn ends_towards(before: &str) -> bool {
    before.ends_with(['跟', '和', '对', '给', '向', '同', '与', '为', '诉'])
}

/// Whether the last 您 or 你 of the lead is spoken to.
fn towards(lead: &str) -> bool {
    lead.rfind(['您', '你']).and_then(|at| lead.get(..at)).is_some_and(ends_towards)
}

/// The other side's own words, repeated back to make sure.
fn is_echo(turn: &Turn, start: usize, end: usize, context: &Context<'_>) -> bool {
    let words: Vec<char> =
        (start..end).filter(|&at| !turn.is_idle(at)).filter_map(|at| turn.letter(at)).collect();
    let said_before = context.other_side_before.iter().rev().take(TURNS_BEFORE).any(|before| {
        let text: Vec<char> = before.text().chars().collect();
        !words.is_empty() && text.windows(words.len()).any(|window| window == words)
    });
    if !said_before {
        return false;
    }
    let lead = lead(turn, start);
    let clause = lead.rsplit(['，', '：']).next().unwrap_or("");
    let Some(you) = clause.rfind(['您', '你']) else { return false };
    let about_you = !ends_towards(clause.get(..you).unwrap_or("")) && !own(clause.get(you..).unwrap_or(""));
    let from = turn.part_start(start, Break::Hard).max(start.saturating_sub(LEAD));
    let to = turn.part_end(end, Break::Hard).min(end + LEAD);
    about_you
        && (asks_in(turn, from, to) || ["说", "讲", "提到", "反映"].iter().any(|verb| clause.contains(verb)))
}

fn is_negated(turn: &Turn, start: usize) -> bool {
    let lead = lead(turn, start);
    let clause = lead.rsplit(['，', '：']).next().unwrap_or("");
    let Some(found) = DENIED.as_ref().and_then(|denied| denied.captures(clause)) else { return false };
    let Some(word) = found.get(1) else { return false };
    let before = clause.get(..word.start()).unwrap_or("");
    // 是不是, 有没有, 能不能 ask; a bare 谁 or 没 denies only with 说, 让 behind it; 特别 and 别的 are no 别.
    let asks = before.chars().next_back().is_some_and(|sign| word.as_str().ends_with(sign));
    let says = found.get(3).is_some_and(|verb| verb.as_str().starts_with(['说', '讲', '让', '叫']));
    let bare = matches!(word.as_str(), "谁" | "谁敢" | "没" | "没有" | "从没" | "从来没" | "从来没有");
    let behind = clause.get(word.end()..).unwrap_or("");
    let part_of_word = (word.as_str() == "别"
        && (before.ends_with(['特', '分', '个', '区', '差', '级'])
            || behind.starts_with(['的', '人', '处', '家', '个'])))
        || (word.as_str() == "没" && before.ends_with('有'))
        || (word.as_str() == "不要" && before.ends_with('要'));
    // 没有不管: two denials in a row make a promise.
    let twice = word.as_str().starts_with(['没', '从']) && turn.letter(start) == Some('不');
    !asks && !part_of_word && (!bare || says || twice)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_expression_parses() {
        for expression in
            [&super::SOMEBODY_SAID, &super::YOU_MEAN, &super::ORDERED, &super::RULE, &super::DENIED]
        {
            assert!(expression.is_some());
        }
    }
}
