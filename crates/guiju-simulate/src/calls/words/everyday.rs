//! Opening, hearing, apologies, thanks and the end of a call (items 1, 2, 13, 16, 22).

use super::Element;

pub(crate) const GREETING: Element =
    &["您好", "{daytime}好", "您好您好", "{daytime}好，您好", "您好，{daytime}好", "先生您好"];
pub(crate) const CENTRE: Element = &[
    "这里是{org}客服中心",
    "{org}客服中心",
    "我是{org}客服中心的{staff}",
    "这里是{org}客户服务中心",
    "{org}客户服务中心{staff}为您服务",
    "我这边是{org}客服中心",
];
pub(crate) const HELP: Element = &[
    "请问有什么可以帮您",
    "请问有什么可以帮您的吗",
    "请问您需要什么帮助",
    "有什么可以帮助您的吗",
    "请问有什么能为您效劳的吗",
    "请问我能帮您做些什么",
];
pub(crate) const CONFIRM_CUSTOMER: Element = &[
    "请问您是{name}吗",
    "请问是{name}吗",
    "请问您就是{name}吗",
    "您是{name}吧",
    "请问接电话的是{name}吗",
    "请问是{name}本人吗",
];
pub(crate) const APOLOGY: Element =
    &["对不起", "很抱歉", "非常抱歉", "不好意思", "真对不起", "十分抱歉", "实在抱歉"];
pub(crate) const LINE_POOR: Element = &[
    "线路有点不清楚",
    "电话里声音不太清楚",
    "信号好像不太好",
    "您那边的声音有点小",
    "线路上有杂音",
    "电话声音断断续续的",
];
pub(crate) const ASK_REPEAT: Element = &[
    "请您再说一遍好吗",
    "麻烦您再说一遍好吗",
    "请您重复一遍好吗",
    "能请您再说一次吗",
    "麻烦您再重复一次好吗",
    "请您再说一遍可以吗",
];
pub(crate) const AGREE: Element = &["好的", "好的，没问题", "可以的", "可以", "好的，可以", "好的好的"];
pub(crate) const THANKS: Element = &["谢谢您", "谢谢", "非常感谢", "感谢您", "多谢您", "谢谢您的配合"];
pub(crate) const ASK_AGREE: Element =
    &["您看可以吗", "可以吗", "您看行吗", "您看好吗", "您同意吗", "您看这样可以吗"];
pub(crate) const PLEASE_WAIT: Element =
    &["请您稍等", "请稍等一下", "麻烦您稍等", "请您稍候", "请稍候片刻", "麻烦您稍等一下"];
pub(crate) const CANNOT_HEAR_NOW: Element = &[
    "我现在听不到您的声音",
    "您的声音我现在听不清楚",
    "线路故障，我听不见您说的内容",
    "线路好像有故障，我这边听不到您的声音",
    "电话线路有问题，我听不到您说话的声音",
    "我这里暂时听不到您的声音",
];
pub(crate) const CHANGE_PHONE: Element = &[
    "请您换一部电话再打过来",
    "请您换部电话再拨",
    "麻烦您换一部电话重新拨打",
    "请您换个电话再打给我们",
    "请换一部电话再拨打我们的热线",
    "麻烦您换个电话再拨一次",
];
pub(crate) const FAREWELL: Element =
    &["再见", "再见，祝您生活愉快", "祝您生活愉快，再见", "祝您工作顺利，再见", "那么再见", "先生再见"];
pub(crate) const THANKS_CALL: Element = &[
    "感谢您的来电",
    "谢谢您的来电",
    "非常感谢您来电",
    "感谢您致电{org}",
    "谢谢您给我们打电话",
    "多谢您的来电",
];
pub(crate) const WELCOME_HOTLINE: Element = &[
    "有需要请随时拨打{hotline}",
    "如有问题欢迎再拨打{hotline}",
    "如果还有需要，请随时拨打我们的热线",
    "有任何问题请随时拨打{hotline}",
    "欢迎您随时拨打我们的热线{hotline}",
    "以后有什么问题请随时拨打{hotline}",
];
pub(crate) const HOLIDAY_WISH: Element = &[
    "也祝您节日愉快",
    "祝您节日快乐",
    "祝您节日愉快",
    "祝您新年快乐",
    "也祝您新春快乐",
    "谢谢您，祝您节日愉快",
];
/// What the matter comes to; no element of the norm.
pub(crate) const INFORMATION: Element = &[
    "您的车下周二上午可以过来保养",
    "这款车的首保是在五千公里",
    "您的配件已经到店了，到店就能更换",
    "预约已经为您办好，时间是周三上午九点",
    "您的保修期到明年六月",
    "救援车四十分钟左右到您那里",
];
pub(crate) const EXPLANATION: Element = &[
    "这次是因为配件从外地调货，晚到了两天",
    "是派单的时候漏看了您的地址",
    "当天救援车都在路上，所以来得慢了",
    "是因为系统升级，预约没有显示出来",
    "检测报告是按厂家流程做的，所以多用了一天",
    "原因是门店当天只有一个工位",
];

#[cfg(test)]
pub(crate) const ALL: &[Element] = &[
    GREETING,
    CENTRE,
    HELP,
    CONFIRM_CUSTOMER,
    APOLOGY,
    LINE_POOR,
    ASK_REPEAT,
    AGREE,
    THANKS,
    ASK_AGREE,
    PLEASE_WAIT,
    CANNOT_HEAR_NOW,
    CHANGE_PHONE,
    FAREWELL,
    THANKS_CALL,
    WELCOME_HOTLINE,
    HOLIDAY_WISH,
    INFORMATION,
    EXPLANATION,
];
