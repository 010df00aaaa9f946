//! On the phone before and on the way, at the gate and at the door.

use super::Element;

pub(crate) const GREETING: Element =
    &["您好", "你好", "您好您好", "{daytime}好", "{address}您好", "{address}，您好", "{daytime}好，您好"];
/// A polite word of address; the slot is `王先生`, `大娘` …
pub(crate) const ADDRESS: Element = &["同志", "师傅", "{address}", "{address}您好", "师傅您好", "同志您好"];
pub(crate) const CUSTOMER_NAME: Element = &[
    "请问您是{name}吗",
    "请问是{name}吗",
    "您是{name}吧",
    "请问您是报修的{name}吗",
    "我找一下{name}，请问是您吗",
    "是{name}吗",
];
/// For an order without a name.
pub(crate) const UNNAMED: Element = &[
    "请问是报修的{address}吗",
    "请问您是打电话报修的{address}吗",
    "是刚才报修的{address}吗",
    "您就是报修的{address}吧",
    "请问是报停电的{address}吗",
    "请问刚才是这位{address}报修的吗",
];
pub(crate) const IDENTITY: Element = &[
    "我是{org}的抢修人员",
    "我们是{org}抢修班的",
    "我是{org}抢修人员",
    "这里是{org}抢修班",
    "我们是{org}的抢修人员",
    "我是{org}负责抢修的",
    "我是{org}抢修队的{staff}",
];
pub(crate) const ADDRESS_QUESTION: Element = &[
    "请问您报修的地址是{site}吗",
    "故障地址是在{site}吗",
    "跟您核对一下地址，是{site}吗",
    "您家是在{site}吗",
    "想跟您确认一下，停电的地方是{site}吗",
    "您报修的地方是不是{site}呢",
];
pub(crate) const ON_THE_WAY: Element = &[
    "我们正在赶来的路上",
    "我们已经在路上了",
    "我们正在赶往您那里的途中",
    "我们的车正往您那边赶",
    "抢修车已经在路上",
    "我们正在去您家的路上",
];
pub(crate) const REASON: Element = &[
    "因为{reason}",
    "由于{reason}",
    "路上遇到{reason}",
    "碰上了{reason}",
    "主要是{reason}",
    "是{reason}的原因",
];
/// Fillers of `{reason}`.
pub(crate) const REASONS: &[&str] = &["堵车", "交通拥堵", "前方交通事故", "暴雨积水", "道路施工绕行", "大雾"];
pub(crate) const EXPECTED_TIME: Element = &[
    "可能要{minutes}分钟后赶到您处",
    "大约{minutes}分钟后能到",
    "预计还要{minutes}分钟到达",
    "估计{minutes}分钟左右到您那里",
    "大概还有{minutes}分钟就到",
    "预计{minutes}分钟后到达现场",
];
pub(crate) const PLEASE_WAIT: Element =
    &["请您稍候", "请您稍等", "请稍等一下", "麻烦您稍等片刻", "请您耐心等一会儿", "请您再等一等"];
pub(crate) const APOLOGY: Element = &["对不起", "不好意思", "非常抱歉", "真是抱歉", "实在对不起", "很抱歉"];
pub(crate) const THANKS: Element = &["谢谢", "谢谢您", "非常感谢", "多谢您了", "谢谢啊", "感谢您"];
pub(crate) const THANKS_UNDERSTANDING: Element =
    &["谢谢您的理解", "感谢您的谅解", "谢谢您的体谅", "感谢您的理解", "谢谢您能理解", "多谢您的谅解"];
pub(crate) const GATE_PURPOSE: Element = &[
    "来{site}处理停电故障",
    "过来抢修{site}的故障",
    "来处理业主报修的停电",
    "有业主报修停电，我们来抢修",
    "接到报修，来{site}检修电路",
    "来这里抢修供电故障的",
];
pub(crate) const ARRIVAL_TIME: Element = &[
    "现在是{hour}时{minute}分",
    "现在时间{hour}点{minute}分",
    "当前时间是{hour}点{minute}分",
    "现在{hour}点{minute}分",
    "现在时间是{hour}时{minute}分",
    "到场时间{hour}点{minute}分",
];
pub(crate) const SITE_NAME: Element = &[
    "我们已到{site}抢修现场",
    "我们已经到达{site}",
    "抢修班已抵达{site}现场",
    "已到{site}故障现场",
    "我们到了{site}抢修现场",
    "抢修地点{site}",
];
pub(crate) const AT_SITE: Element = &[
    "已经在您家楼下了",
    "已经到您楼下",
    "我们现在在您家门口",
    "我们到小区楼下了",
    "已经到达您报修的现场",
    "就在您家楼下",
];
pub(crate) const COME_DOWN: Element = &[
    "请您下来配合一下工作可以吗",
    "麻烦您下来配合我们一下好吗",
    "请您下楼配合一下好吗",
    "您方便下来配合一下吗",
    "请您过来配合我们工作",
    "麻烦您出来配合一下",
];
pub(crate) const APOLOGY_FOR_WAIT: Element = &[
    "对不起，让您久等了",
    "不好意思，让您久等了",
    "非常抱歉，让您等了这么久",
    "实在抱歉，我们来晚了，让您久等",
    "对不起，耽误您时间了，让您久等了",
    "抱歉，我们到晚了，让您久等了",
];
pub(crate) const LATE_BECAUSE: Element = &[
    "因为{reason}来晚了",
    "由于{reason}耽误了",
    "路上因为{reason}来迟了",
    "是因为{reason}才晚到的",
    "由于{reason}，我们来晚了",
    "因为{reason}，到得晚了",
];
pub(crate) const FORGIVE: Element = &[
    "请您多谅解",
    "给您带来不便，请多谅解",
    "请您原谅",
    "还请您多多包涵",
    "请您见谅",
    "给您添麻烦了，请您谅解",
];
pub(crate) const PURPOSE: Element = &[
    "来处理您报修的停电故障",
    "来给您抢修电路",
    "接到您的报修过来检查停电原因",
    "过来处理您家没电的问题",
    "来查看您报修的故障",
    "是来为您抢修供电故障的",
];
pub(crate) const REQUEST_COOPERATION: Element = &[
    "请您配合",
    "请您配合一下",
    "麻烦您配合一下",
    "请您协助配合我们",
    "希望您能配合一下",
    "还请您配合我们的工作",
];
pub(crate) const ASK_ENTRY: Element = &[
    "我们需要进屋检查一下，可以吗",
    "请问方便让我们进去看看电表箱吗",
    "可以进您家里检查一下线路吗",
    "我们想进屋查一下，您看方便吗",
    "能让我们进门检查一下吗",
    "我们进屋看看开关，您同意吗",
];

#[cfg(test)]
pub(crate) const ALL: &[Element] = &[
    GREETING,
    ADDRESS,
    CUSTOMER_NAME,
    UNNAMED,
    IDENTITY,
    ADDRESS_QUESTION,
    ON_THE_WAY,
    REASON,
    REASONS,
    EXPECTED_TIME,
    PLEASE_WAIT,
    APOLOGY,
    THANKS,
    THANKS_UNDERSTANDING,
    GATE_PURPOSE,
    ARRIVAL_TIME,
    SITE_NAME,
    AT_SITE,
    COME_DOWN,
    APOLOGY_FOR_WAIT,
    LATE_BECAUSE,
    FORGIVE,
    PURPOSE,
    REQUEST_COOPERATION,
    ASK_ENTRY,
];
