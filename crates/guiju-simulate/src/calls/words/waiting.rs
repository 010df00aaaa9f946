//! Asking others, waiting, silence, transfer, the other agent (items 3 to 9).

use super::Element;

pub(crate) const CONSULT: Element = &[
    "这个问题我需要咨询一下主管",
    "我需要向我们主管请教一下",
    "这件事我要跟主管核实一下",
    "您的问题我需要咨询一下技术人员",
    "我需要向主管确认一下",
    "这个情况我得咨询一下我们的主管",
];
pub(crate) const KEEP_LINE: Element =
    &["请您不要挂机", "请您先不要挂断电话", "请不要挂机", "麻烦您别挂电话", "请您不要挂断", "电话请先不要挂"];
pub(crate) const WAITED: Element = &[
    "让您久等了",
    "抱歉让您久等了",
    "对不起，让您久等了",
    "非常抱歉，让您久等了",
    "不好意思，让您等了这么久",
    "很抱歉让您久等",
];
/// A first word after a short hold, which owes no apology.
pub(crate) const BACK: Element =
    &["您好，先生", "您好", "谢谢您的耐心", "先生您好", "感谢您的等待", "您好，我回来了"];
pub(crate) const LOOKING: Element = &[
    "我正在为您查询",
    "我这边马上为您查一下",
    "我现在帮您查询",
    "正在调您的资料",
    "系统正在打开您的档案",
    "我这就为您查询",
];
pub(crate) const REASON_FOR_WAIT: Element = &[
    "因为信息比较多，系统处理需要一点时间",
    "您的资料比较多，系统查询需要一些时间",
    "由于信息量比较大，系统反应需要一点时间",
    "记录比较多，系统正在处理，需要一点时间",
    "信息比较多，电脑处理需要一些时间",
    "系统正在处理大量的信息，需要一点时间",
];
pub(crate) const FORGIVE: Element =
    &["请您谅解", "还请您见谅", "请您多谅解", "敬请谅解", "请您原谅", "请多包涵"];
pub(crate) const CAN_YOU_HEAR: Element = &[
    "请问您听得见我的讲话吗",
    "请问您能听到我的声音吗",
    "请问您听得到我说话吗",
    "请问您能听见我讲话吗",
    "您能听到我说话吗",
    "请问您那边听得到吗",
];
pub(crate) const TRANSFER_REASON: Element = &[
    "您的问题需要转给我们主管来处理",
    "这个问题要由技术专员来解答，我为您转接",
    "您的情况需要由主管处理，我帮您转过去",
    "这项业务由售后专员负责，我需要把电话转给他",
    "为了更好地解决您的问题，我想把您的电话转给主管",
    "这件事要由投诉专员来处理，我为您转接",
];
pub(crate) const WILL_TRANSFER: Element = &[
    "我马上为您转接",
    "我马上帮您转接",
    "马上为您转过去",
    "我立刻为您转接",
    "这就为您转接过去",
    "我马上把电话转给他",
];
pub(crate) const NOT_TRANSFERRED: Element = &[
    "那我来为您处理",
    "那由我继续为您处理",
    "那就由我为您解决",
    "那我先为您登记，由我跟进",
    "那我在这里为您办理",
    "那我继续帮您看这个问题",
];
pub(crate) const AWAY: Element = &[
    "{agent}现在不在座席上",
    "{agent}现在正在接听别的电话",
    "{agent}暂时不在座位上",
    "{agent}今天休息",
    "{agent}现在正忙着接待另一位客户",
    "{agent}这会儿在开会",
];
pub(crate) const MESSAGE_OR_CALL_BACK: Element = &[
    "需要我帮您转告，还是让他给您回电话",
    "我可以帮您留言，或者请他给您回电",
    "我帮您转告他，或者让他回来以后给您回电话",
    "您可以留言由我转告，也可以让他给您回电",
    "要不要我帮您转告，或者请他稍后给您回电话",
    "我可以转告他，也可以请他回电话给您",
];
pub(crate) const SPEAK_MANDARIN: Element = &[
    "请您尽量讲一下普通话可以吗",
    "麻烦您尽量说普通话好吗",
    "请问您可以尽量讲普通话吗",
    "对不起，我不是很明白您的意思",
    "不好意思，我不太明白您的意思",
    "请问您身边有没有会讲普通话的朋友",
    "请问您身边是否有能讲普通话的朋友",
];

#[cfg(test)]
pub(crate) const ALL: &[Element] = &[
    CONSULT,
    KEEP_LINE,
    WAITED,
    BACK,
    LOOKING,
    REASON_FOR_WAIT,
    FORGIVE,
    CAN_YOU_HEAR,
    TRANSFER_REASON,
    WILL_TRANSFER,
    NOT_TRANSFERRED,
    AWAY,
    MESSAGE_OR_CALL_BACK,
    SPEAK_MANDARIN,
];
