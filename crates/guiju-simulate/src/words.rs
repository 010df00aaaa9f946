//! How elements become a sentence; the words themselves are each norm's own.

use crate::prng::Prng;

/// The wordings of one element; any of them says it.
pub(crate) type Element = &'static [&'static str];

/// Puts one wording of each element together as one sentence.
pub(crate) fn sentence(elements: &[Element], prng: &mut Prng) -> String {
    let mut text = String::new();
    for (i, wordings) in elements.iter().enumerate() {
        let wording: &str = prng.pick::<&str>(wordings);
        text.push_str(wording);
        let asks = ["吗", "呢", "没有", "行不行", "好不好"].iter().any(|end| wording.ends_with(end));
        text.push(match (asks, i + 1 == elements.len()) {
            (true, _) => '？',
            (false, true) => '。',
            (false, false) => '，',
        });
    }
    text
}

/// Fills the slots of `text`; `slots` are `(name, value)`.
pub(crate) fn filled(text: &str, slots: &[(&str, String)]) -> String {
    slots.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
