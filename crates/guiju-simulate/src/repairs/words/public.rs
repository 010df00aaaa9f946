//! Answers to journalists and residents, and on the depot's phone.

use super::Element;

pub(crate) const REPAIRING: Element = &[
    "目前我们正在全力抢修",
    "我们正全力以赴进行抢修",
    "现在正在全力抢修当中",
    "抢修人员正在全力抢修",
    "我们目前正在全力组织抢修",
    "大家都在全力抢修",
];
pub(crate) const DEPARTMENT_ANSWERS: Element = &[
    "稍候公司总经理工作部会给您明确答复",
    "稍后由公司办公室给予明确答复",
    "公司新闻中心稍后会给出明确的答复",
    "具体情况由公司新闻中心统一答复",
    "稍后公司办公室会正式答复您",
    "会由公司总经理工作部给大家答复",
];
pub(crate) const CAME_AT_ONCE: Element = &[
    "我们在接到报修的第一时间就赶到了现场",
    "抢修人员接到报修后第一时间赶到了故障现场",
    "接到报修我们第一时间就到了现场",
    "我们第一时间赶到了现场",
    "接到故障报修，我们第一时间赶来了现场",
    "我们已经在第一时间到达故障现场",
];
pub(crate) const SEARCHING: Element = &[
    "目前正全力查找故障点",
    "现在正在全力查找故障",
    "我们正在全力排查故障点",
    "目前正在查找故障点",
    "正在逐段查找故障点",
    "大家正在全力查找故障原因",
];
pub(crate) const CAUSE_PENDING: Element = &[
    "具体故障原因尚在查找中",
    "具体原因还在查找当中",
    "故障原因还在排查",
    "具体原因尚待查明",
    "故障的具体原因还没有查明",
    "具体原因正在进一步查找",
];
pub(crate) const RESULT_SOON: Element = &[
    "相信不久就会有结果",
    "相信很快就会有结果",
    "应该很快就有结果了",
    "不久就会有结果",
    "相信过不了多久就有结果",
    "很快会有结果的",
];
pub(crate) const PLAIN_CAUSE: Element = &[
    "是楼道里的分支开关烧坏了",
    "原因是接户线的接头氧化断开了",
    "是电表箱进线松动造成的",
    "是表箱里的熔断器熔断了",
    "原因查到了，是接户线被树枝刮断了",
    "是楼下低压开关老化跳闸",
];
pub(crate) const SURVEYING: Element = &[
    "目前我们正在查勘现场",
    "我们正在勘查现场",
    "现在正进行现场查勘",
    "抢修人员正在现场勘查",
    "目前正在对现场进行查勘",
    "我们还在现场勘查情况",
];
pub(crate) const BEST_PLAN: Element = &[
    "制定最佳抢修方案",
    "正在制订最佳的抢修方案",
    "同时制定最佳抢修方案",
    "要定出最佳的抢修方案",
    "正在研究最佳抢修方案",
    "要拿出一个最佳抢修方案",
];
pub(crate) const RESTORE_SOON: Element = &[
    "我们会尽快恢复供电",
    "会尽快恢复居民供电",
    "我们将尽可能及时恢复供电",
    "会尽早恢复居民用电",
    "争取尽快恢复大家的用电",
    "我们一定尽快恢复供电",
];
pub(crate) const POINT_FOUND: Element = &[
    "目前故障点已找到",
    "故障点已经找到了",
    "现在已经找到故障点",
    "我们已经查到故障点",
    "故障点找到了",
    "故障点我们已经找到",
];
pub(crate) const DISPATCH: Element = &[
    "正在联系调度隔离故障点",
    "正在联系配网调度隔离故障",
    "现在正联系调通中心隔离故障点",
    "我们正在联系调度做隔离",
    "正在联系配网调度进行故障点隔离",
    "已联系调度，正在隔离故障点",
];
pub(crate) const AFTER_ISOLATION: Element = &[
    "待隔离工作结束立即开展抢修",
    "隔离完成后马上就抢修",
    "隔离工作一结束，立即组织抢修",
    "等隔离做完我们立即开始抢修",
    "隔离好了马上开展抢修工作",
    "隔离一完成就立即组织抢修",
];
pub(crate) const HEAVY: Element = &[
    "因抢修难度及工作量较大",
    "由于抢修难度大、工作量大",
    "这次抢修的难度和工作量比较大",
    "因为抢修工作量很大",
    "抢修难度比较大",
    "这处故障抢修难度较大，工作量也大",
];
pub(crate) const SUPPORT_CALLED: Element = &[
    "现已联系其他抢修人员前来支援",
    "已经联系其他抢修队来支援",
    "我们已联系了其他抢修人员支援",
    "支援的抢修人员已经联系好了，正在赶来",
    "已经请其他班组的抢修人员前来支援",
    "我们已经联系人员前来支援",
];
pub(crate) const COUNTING: Element = &[
    "故障影响范围正在统计中",
    "影响范围正在统计",
    "停电的范围我们正在统计",
    "目前影响范围还在统计当中",
    "正在统计影响的范围",
    "影响范围正在进一步统计",
];
pub(crate) const DEPENDS: Element = &[
    "抢修时间将视故障实际情况而定",
    "抢修时间要看故障的实际情况",
    "时间要根据故障实际情况来定",
    "具体时间视故障情况而定",
    "修复时间得看故障的实际情况",
    "抢修的时间要视现场情况而定",
];
pub(crate) const AREA_NAMED: Element = &[
    "本次故障影响{area}部分居民家中停电",
    "这次故障造成{area}部分居民停电",
    "受影响的是{area}的部分居民",
    "停电影响到{area}部分居民",
    "这次停电的是{area}部分居民家中",
    "目前影响的是{area}部分用户",
];
pub(crate) const PLAN_STARTED: Element = &[
    "供电公司已启动故障抢修方案",
    "公司已经启动了抢修方案",
    "我们已经启动抢修方案",
    "目前供电公司已启动抢修预案，全力抢修",
    "故障抢修方案已经启动",
    "公司已启动故障抢修方案，正全力抢修",
];
pub(crate) const UPSTREAM_EQUIPMENT: Element = &[
    "您这里停电是因为上级电源设备故障",
    "停电是由于上级电源设备发生故障",
    "是上级电源设备出了故障造成停电",
    "原因是上级供电设备故障",
    "您这边停电是上级电源的设备故障引起的",
    "这次停电是上级电源设备故障造成的",
];
pub(crate) const CREW_COMING: Element = &[
    "我们已联系公司其他部门前来抢修，他们正在途中",
    "已经联系公司其他部门来抢修，正在赶来的路上",
    "其他部门的抢修人员正在前来途中",
    "公司其他部门的抢修人员正在赶来",
    "已经联系了运行班组，他们正在前来的途中",
    "公司其他部门的人正在往这里赶",
];
pub(crate) const UPSTREAM_LINE: Element = &[
    "您这里停电是因为上级{line}线路故障",
    "停电是由于上级{line}线路发生故障",
    "是上级的{line}线路出现了故障",
    "原因是上级{line}线路故障",
    "您这边停电是上级{line}线路故障引起的",
    "上级{line}线路故障造成了这次停电",
];
pub(crate) const OTHERS_REPAIRING: Element = &[
    "公司其他抢修人员正在尽力抢修中",
    "我们公司其他抢修人员正在全力抢修",
    "其他班组的同事正在尽力抢修",
    "公司其他抢修人员正在抢修",
    "别的抢修人员正在尽力抢修",
    "其他抢修队正在那边尽力抢修",
];
pub(crate) const PLEASE_FORGIVE: Element = &[
    "不便之处请您谅解",
    "给您带来不便请您谅解",
    "请您多谅解",
    "不便之处还请见谅",
    "请您谅解",
    "给您添了不便，请您多多谅解",
];
pub(crate) const EMPATHY: Element = &[
    "您的心情我非常理解",
    "您的心情我们非常理解",
    "我很理解您的心情",
    "我们特别理解您的心情",
    "您的感受我们完全理解",
    "您着急的心情我们理解",
];
pub(crate) const VERY_SORRY: Element =
    &["也非常抱歉", "我们感到非常抱歉", "真是对不起您", "也向您表示歉意", "实在很抱歉", "对此非常抱歉"];
pub(crate) const DEPARTMENT_CONTACTED: Element = &[
    "我们已联系公司相关部门分析处理",
    "已经联系公司相关部门来处理",
    "我们已经联系了相关部门分析原因",
    "公司相关部门我们已经联系了，会来分析处理",
    "已联系相关专业部门处理",
    "我们已经跟公司相关部门联系，请他们分析处理",
];
pub(crate) const SOLVE_LOW_VOLTAGE: Element = &[
    "尽快解决您处电压偏低的问题",
    "会尽快解决电压低的问题",
    "争取尽快解决您这里的电压问题",
    "我们会尽快把电压偏低的问题解决",
    "电压偏低的问题会尽快解决",
    "一定尽快解决电压问题",
];
pub(crate) const REPORTED: Element = &[
    "我们已汇报专业部门查找分析频繁跳电的原因",
    "已经上报专业部门分析跳电的原因",
    "跳电的原因我们已经汇报专业部门查找",
    "我们已向专业部门汇报，请他们查找原因",
    "已经汇报给专业部门分析原因了",
    "我们已经报专业部门查找跳电原因",
];
pub(crate) const SOLVE_TRIPS: Element = &[
    "尽快解决跳电问题",
    "会尽快把跳电的问题解决",
    "争取尽快解决频繁跳电的问题",
    "我们会尽快解决跳电问题",
    "尽快解决您这里的跳电问题",
    "一定尽快解决跳电的问题",
];
pub(crate) const PROMISE_RETURN: Element = &[
    "您放心，只要您这里一跳电，我们保证马上赶来",
    "在彻底解决之前，您这儿一跳电我们就马上赶来",
    "请您放心，没有彻底解决之前，一跳电我们保证马上到",
    "只要一跳电，我们马上赶来，您放心",
    "您放心，再跳电我们保证立即赶来",
    "没彻底解决前，只要跳电，我们保证马上赶过来",
];
pub(crate) const NOT_A_FAULT: Element = &[
    "您这里不是故障停电",
    "您家这次不是故障引起的停电",
    "这里的停电不是故障造成的",
    "这次停电不属于故障停电",
    "您这边不是因为故障停的电",
    "经检查，您这里不是故障停电",
];
pub(crate) const WILL_CHECK: Element = &[
    "我们会马上查明情况",
    "我们马上就查明情况",
    "我们会尽快查明情况",
    "我们立即去查明情况",
    "情况我们会马上核实查明",
    "我们这就查明是怎么回事",
];
pub(crate) const SPECIALIST: Element = &[
    "尽快安排其他专业人员处理",
    "会安排专业人员来处理",
    "马上安排其它专业人员来处理",
    "尽快安排相关专业人员前来处理",
    "会有专业人员过来处理",
    "安排专业人员尽快处理",
];
pub(crate) const SPECIAL_FIRST: Element = &[
    "因为有一起119紧急抢修要先处理",
    "由于突发110紧急抢修任务，我们要先去处理",
    "临时接到一起紧急抢修，必须优先处理",
    "有一处危及人身安全的抢修，我们要先赶过去",
    "突然有火警现场需要断电，我们得先去处理",
    "接到了119的紧急抢修任务，要先处理那边",
];
pub(crate) const WRONG_NUMBER: Element = &[
    "同志，您打错了",
    "先生，您打错电话了",
    "同志您好，您拨错号码了",
    "女士，您打错了",
    "先生您好，您可能打错了",
    "同志，这个号码您打错了",
];
pub(crate) const HERE_IS: Element = &[
    "这里是{org}",
    "我们这里是{org}",
    "这里是{org}抢修班",
    "我们是{org}",
    "这儿是{org}",
    "您打到{org}来了，这里是{org}",
];
pub(crate) const NOT_HEARD: Element = &[
    "我没听清楚",
    "我没有听清",
    "刚才没听清楚",
    "您说的我没听清楚",
    "线路有点杂音，我没听清",
    "信号不太好，没有听清您的话",
];
pub(crate) const ASK_REPEAT: Element = &[
    "请您再说一遍",
    "麻烦您再说一遍",
    "请您再讲一遍好吗",
    "能请您重复一遍吗",
    "请您再重复一下",
    "麻烦您再说一次",
];

#[cfg(test)]
pub(crate) const ALL: &[Element] = &[
    REPAIRING,
    DEPARTMENT_ANSWERS,
    CAME_AT_ONCE,
    SEARCHING,
    CAUSE_PENDING,
    RESULT_SOON,
    PLAIN_CAUSE,
    SURVEYING,
    BEST_PLAN,
    RESTORE_SOON,
    POINT_FOUND,
    DISPATCH,
    AFTER_ISOLATION,
    HEAVY,
    SUPPORT_CALLED,
    COUNTING,
    DEPENDS,
    AREA_NAMED,
    PLAN_STARTED,
    UPSTREAM_EQUIPMENT,
    CREW_COMING,
    UPSTREAM_LINE,
    OTHERS_REPAIRING,
    PLEASE_FORGIVE,
    EMPATHY,
    VERY_SORRY,
    DEPARTMENT_CONTACTED,
    SOLVE_LOW_VOLTAGE,
    REPORTED,
    SOLVE_TRIPS,
    PROMISE_RETURN,
    NOT_A_FAULT,
    WILL_CHECK,
    SPECIALIST,
    SPECIAL_FIRST,
    WRONG_NUMBER,
    HERE_IS,
    NOT_HEARD,
    ASK_REPEAT,
];
