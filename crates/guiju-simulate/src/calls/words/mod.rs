//! What agents and customers say, in words written by hand from norm 6: each element of the agent's in six natural wordings or more.
//!
//! None of it is taken from a pack's phrases: if the pack misses a wording here, it would miss it in the field.

pub(crate) mod complaints;
pub(crate) mod customers;
pub(crate) mod everyday;
pub(crate) mod results;
pub(crate) mod rude;
pub(crate) mod waiting;

pub(crate) use crate::words::Element;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_element_has_six_wordings_no_two_alike_and_no_forbidden_word() {
        let forbidden = [
            "喂",
            "我听的见",
            "您说话呀",
            "我不知道",
            "我告诉您",
            "我查了",
            "您记一下",
            "等会",
            "听见没有",
            "忙着呢",
            "我不懂",
            "怎么办",
            "您说什么",
            "会不会讲",
            "听不懂",
            "OK",
            "拜拜",
            "设计原因",
            "无能为力",
            "内在质量",
            "无法解决",
            "帮不了",
            "不可能",
            "做不到",
            "办不到",
            "处理时间",
            "有个过程",
            "多大的事",
            "没办法",
            "归我管",
        ];
        for element in [everyday::ALL, waiting::ALL, complaints::ALL, results::ALL].into_iter().flatten() {
            assert!(element.len() >= 6, "too few: {element:?}");
            assert_eq!(element.iter().collect::<BTreeSet<_>>().len(), element.len(), "a double: {element:?}");
            for wording in *element {
                for word in forbidden {
                    assert!(!wording.contains(word), "`{word}` in `{wording}`");
                }
            }
        }
    }
}
