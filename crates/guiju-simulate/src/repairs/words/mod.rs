//! What people say, in words written by hand from the norm: each element in at least six natural wordings.
//!
//! None of it is taken from a pack's phrases: if the pack misses a wording here, it would miss it in the field.
//! Slots are `{name}`, `{site}`, `{minutes}` … and are filled by [`filled`].

pub(crate) mod finish;
pub(crate) mod others;
pub(crate) mod public;
pub(crate) mod rude;
pub(crate) mod travel;
pub(crate) mod work;

pub(crate) use crate::words::Element;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_element_has_six_wordings_and_no_two_alike() {
        let groups = [travel::ALL, work::ALL, finish::ALL, public::ALL];
        for element in groups.iter().flat_map(|group| group.iter()) {
            assert!(element.len() >= 6, "too few: {element:?}");
            assert_eq!(
                element.iter().collect::<BTreeSet<_>>().len(),
                element.len(),
                "a double in {element:?}"
            );
        }
    }

    #[test]
    fn polite_words_hold_no_word_that_the_norm_forbids() {
        let forbidden = [
            "喂",
            "老头儿",
            "老太婆",
            "伙计",
            "哥们",
            "听不着",
            "不知道",
            "管不着",
            "拿一边",
            "给我用用",
            "拿去吧",
            "找领导去",
            "愿上哪",
            "愿找谁",
            "没法跟",
            "算了",
            "少废话",
            "少罗嗦",
            "少啰嗦",
            "干活的",
            "问我们负责人",
            "准备工作还没",
            "不能抢修",
            "没有到位",
            "干不了",
            "只负责",
            "这个我们不清楚",
            "还不知道",
            "说不准",
            "抢修范围",
            "自行解决",
            "不管",
            "不修",
            "给我们钱",
            "没有办法",
            "没办法",
            "不是只有",
            "不关我们",
            "只管",
        ];
        let groups = [travel::ALL, work::ALL, finish::ALL, public::ALL];
        for wording in groups.iter().flat_map(|g| g.iter()).flat_map(|e| e.iter()) {
            for word in forbidden {
                assert!(!wording.contains(word), "`{word}` in `{wording}`");
            }
        }
    }
}
