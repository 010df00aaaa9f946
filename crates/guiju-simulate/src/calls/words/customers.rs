//! What customers say.

use super::Element;

pub(crate) const NEED: Element = &[
    "我想预约一下保养",
    "我想问一下首保是多少公里",
    "我的车抛锚了，需要道路救援",
    "我想问一下配件到了没有",
    "我想查一下保修到什么时候",
    "我的车空调不太凉，想过来检查一下",
];
pub(crate) const IT_IS_ME: Element = &["是我", "对，我是", "嗯，是的", "我就是", "是的，你说"];
pub(crate) const MUMBLED: Element =
    &["我的车……在那个……路口", "嘶……车……打不着", "我想……那个……保养……", "上回……那个……灯亮了"];
pub(crate) const AGAIN: Element =
    &["我说我的车打不着火", "我是说想约个保养", "我说发动机灯亮了", "我要叫拖车"];
pub(crate) const HARD_QUESTION: Element = &[
    "改装了大灯还在保修范围里吗",
    "过户以后保养套餐还能用吗",
    "出口的车国内能保修吗",
    "混加了不同牌子的机油要紧吗",
];
pub(crate) const YES: Element = &["好的", "行", "可以", "没问题", "好", "可以，你转吧"];
pub(crate) const YES_WAIT: Element = &["好的", "行", "可以", "没问题", "好，我等着"];
pub(crate) const NO: Element =
    &["不用转了，就你来处理", "我不同意，不要转", "别转了，就你跟我说", "不行，我不想再说一遍"];
pub(crate) const YES_AFTER_ALL: Element = &["算了，那你转吧，可以", "想了想，还是转吧，行", "那好吧，你转吧"];
pub(crate) const PRESS: Element = &["怎么这么久", "好了没有啊", "还要等多久", "查到了没有", "怎么还没好"];
pub(crate) const WANTS_AGENT: Element =
    &["帮我找一下{agent}", "我要找{agent}，上次是他接的电话", "麻烦转一下{agent}", "请帮我叫一下{agent}"];
pub(crate) const CALL_ME: Element =
    &["让他给我回个电话吧", "那请他给我回电话", "回电话吧，我下午都在", "叫他回电就行"];
pub(crate) const COMPLAINS: Element = &[
    "我说好八点来拖车，结果等到十点半，太气人了",
    "这车修了三次还是漏油，你们到底行不行",
    "我等配件等了半个月了，一个电话都没有",
    "上次洗车把漆划了，到现在没人理我",
];
pub(crate) const COMPLAINS_MORE: Element = &[
    "孩子都冻感冒了，我真的很生气",
    "我请了三天假，全耽误在这上面",
    "我都打了三次电话了，每次都说等",
    "换了谁都受不了",
];
pub(crate) const ACCENT: Element =
    &["俺这个车昨个儿趴窝咧", "我滴车子嘛得反应咯", "侬帮我看看格部车子呀", "我嘅车着唔到火呀"];
pub(crate) const BATCH: Element = &[
    "我们小区三台同一批的车都漏机油",
    "我查了，跟我同一批提车的都是变速箱抖",
    "我们单位一起买的五台车中控都黑屏",
];
pub(crate) const UNREASONABLE: Element =
    &["你们得给我换一台新车，再赔我十万", "我要求你们终身免费保养", "把这五年的油钱都退给我"];
pub(crate) const RESULT: Element = &[
    "我上周反映的问题，处理结果出来了吗",
    "上次投诉的事有结果了没有",
    "我反映的漏油问题处理得怎么样了",
    "上回说的那个事处理好了吗",
];
pub(crate) const ASKS_INFORMATION: Element =
    &["你们进口车型的改装参数能给我吗", "请问外地门店的工时价是多少", "我想要十年前那款车的电路图"];
pub(crate) const WANTS_LEADER: Element =
    &["叫你们领导来听电话", "我要找你们领导", "让你们领导跟我说", "把你们领导的电话给我"];
pub(crate) const TELLS: Element =
    &["是这样，我想换一家店做保养", "就是想把保养套餐转给我弟弟", "我想改一下合同上的名字"];
pub(crate) const SUGGESTS: Element =
    &["我给你们提个建议，预约能不能在网上选时间", "我建议你们周末也开门", "提个建议，休息区可以放几个充电器"];
pub(crate) const COMPLAINS_STAFF: Element = &[
    "我要投诉你们的座席，昨天那个态度太差了",
    "我要投诉你们{agent}，说话太难听",
    "昨天接电话的那位直接把我电话挂了，我要投诉",
];
pub(crate) const FINE: Element = &["好的，知道了", "行，明白了", "好，那就这样", "知道了"];
pub(crate) const HEARS: Element =
    &["听得到，刚才信号不好", "能听见，你说的我记下了", "在呢，我刚才在记", "听得见，刚才走开了一下"];
pub(crate) const STILL_TALKING: Element =
    &["那我下周二上午送过来，还有就是那个灯", "还有个事，我上次加的玻璃水", "那另外一台车的话"];
pub(crate) const NOTHING_MORE: Element =
    &["没事了，谢谢", "没有了，谢谢你", "没别的了，再见", "谢谢，没事了"];
pub(crate) const BYE: Element = &["再见", "好，再见", "谢谢，再见", "嗯，再见"];
pub(crate) const HOLIDAY: Element = &["祝你们新年快乐", "节日快乐啊", "祝你们春节快乐"];
