//! What norm 6 forbids to say: its short phrases, as agents would say them.

use super::Element;

pub(crate) const OPENING: Element = &["讲", "说话", "喂", "我听的见", "喂，讲"];
pub(crate) const CANNOT_HEAR: Element = &["什么？", "您说什么？", "您说话呀", "多少？", "嗯？"];
pub(crate) const CONSULT: Element = &["我问一下吧", "我不知道，我给您问一下吧", "我不知道，我问一下吧"];
pub(crate) const AFTER_WAIT: Element =
    &["我查了一下，还在保修期里", "我告诉您，可以用的", "喂，可以保修的", "您记一下，电话是{phone}"];
pub(crate) const WAITING: Element =
    &["我不是正在给您查吗", "您等会不行呀", "您等会儿不行啊", "喂，我不是正在给您查那吗"];
pub(crate) const SILENT: Element = &["喂，喂，喂", "喂喂", "您听见没有", "喂？喂？"];
pub(crate) const ASKS_AGENT: Element = &["等会儿，我这就给您转过去", "等会儿"];
pub(crate) const AWAY: Element = &["不在", "他忙着呢，您待会再找他吧", "不在。", "他忙着呢"];
pub(crate) const COMPLAINT: Element = &["您到底让我们怎么办", "您的意思我不懂", "那您到底让我们怎么办？"];
pub(crate) const ACCENT: Element = &["您说什么呀", "您会不会讲普通话呀", "我听不懂"];
pub(crate) const FOREIGN: Element = &["OK，OK", "Good", "OK，BYEBYE", "thanks", "OK"];
pub(crate) const BATCH: Element = &[
    "这是设计原因，我无能为力",
    "这是内在质量问题，我们无法解决",
    "这样型号的产品就这样",
    "这个我帮助不了您",
];
pub(crate) const UNREASONABLE: Element = &["不可能", "您的要求我们做不到", "这个我们办不到", "您说的不可能"];
pub(crate) const LINE_DEAD: Element = &["喂", "喂？", "喂！"];
pub(crate) const RESULT: Element = &["您得给我们处理时间呀", "处理也得有个过程吧", "处理也得有个过程呀"];
pub(crate) const NOT_FOUND: Element = &["我不知道，您找{agent}吧", "我不知道，您找{dept}吧"];
pub(crate) const LEADER: Element = &["有多大的事还用找领导", "有多大的事还用找领导，和我讲就可以了"];
pub(crate) const SUGGESTION: Element =
    &["我们公司所有产品都这样，没办法解决", "我们公司所有产品都这样", "这个没办法解决"];
pub(crate) const STAFF: Element = &["这事不归我管", "他的事不归我管", "这个不归我管，您找他去"];
