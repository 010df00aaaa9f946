//! What the norm forbids to say, as people would say it: short prescribed phrases of the text, in their usual shapes.

use super::Element;

pub(crate) const ADDRESS: Element =
    &["喂，老头儿，开关在哪", "老太婆，电表在哪边", "伙计，把门打开", "哥们儿，让一让", "喂，你家电表箱在哪"];
pub(crate) const WRONG_NUMBER: Element = &["错了！", "错了，错了", "错了。"];
pub(crate) const NOT_HEARD: Element = &["听不着！", "听不着，大点声", "什么，听不着"];
pub(crate) const AT_DOOR: Element = &["供电公司的！", "供电公司的", "供电公司的。"];
pub(crate) const OUTSIDE: Element = &["不知道！", "我管不着！", "这我管不着", "不知道。"];
pub(crate) const MOVE: Element = &["拿一边去！", "把这{thing}拿一边去", "拿一边去，碍事"];
pub(crate) const BORROW: Element = &["{item}给我用用！", "那个{item}，给我用用", "给我用用！"];
pub(crate) const RETURN: Element = &["完工了，拿去吧！", "拿去吧", "{item}，拿去吧"];
pub(crate) const CRITICISED: Element = &["有意见找领导去！", "愿上哪告上哪告！", "有意见找领导去，别跟我说"];
pub(crate) const UNREASONABLE: Element = &["你愿找谁找谁！", "我没法跟你谈", "愿找谁找谁，我没法跟你谈"];
pub(crate) const THANKED: Element = &["算了！算了！", "算了，算了"];
pub(crate) const TALKING: Element = &["少废话！", "少罗嗦！", "你少啰嗦，站远点"];
pub(crate) const CAUSE: Element =
    &["不知道！", "我们是干活的，问我们负责人吧！", "问我们负责人吧", "不知道。"];
pub(crate) const WHY: Element = &[
    "准备工作还没好，不能抢修！",
    "抢修设备还没有到位，干不了活！",
    "我们只负责故障查找，干活的人还没有来！",
    "工器具还没有到位，干不了活",
];
pub(crate) const SCOPE: Element = &["这个我们不清楚！", "现在还不知道！", "我们也说不准！"];
pub(crate) const INSIDE: Element = &[
    "这不是我们抢修范围，我们不负责抢修！",
    "你这是内部故障，自行解决！",
    "这是内部故障，我们不管，我们不修",
];
pub(crate) const PAID: Element = &["给我们钱也没用！", "给我们钱也没用，内部故障我们不管的，不修的"];
pub(crate) const LATE: Element = &["路上拥堵，我们又没有办法！", "我们抢修又不是只有你一家！"];
pub(crate) const UPSTREAM: Element =
    &["这是运行部门的事情，不关我们的事！", "我们也没办法！", "我也不知道他们什么时候会到！"];
pub(crate) const LOW_VOLTAGE: Element =
    &["我们只负责测量，解决是其它部门的事情", "不关我们的事！", "我们也不知道什么时候能解决，这个没办法！"];
pub(crate) const TRIPS: Element =
    &["我们只管抢修！", "一直跳电我们也没办法！", "我们也不知道什么时候能解决，这个没办法！"];
/// Not forbidden, but without a please or a question.
pub(crate) const CURT_MOVE: Element = &["把{thing}挪开", "{thing}挡着了，挪开", "这个{thing}搬走"];
