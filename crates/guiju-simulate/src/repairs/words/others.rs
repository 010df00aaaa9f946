//! What customers, residents, journalists and gate staff say. None of it thanks, but for [`THANKS`]: being thanked
//! obliges the crew to answer.

use super::Element;

pub(crate) const YES_ADDRESS: Element =
    &["对，是这里", "是的，没错", "对对，就是这儿", "对，你们快来吧", "嗯，是我家", "没错，就在这里"];
pub(crate) const ACCEPTS_WAIT: Element =
    &["好吧，那我等着", "行，你们快点", "知道了，注意安全", "好，我在家等", "哦，那好吧", "行吧"];
pub(crate) const COMING_DOWN: Element =
    &["好，我马上下来", "行，我这就来", "好的，稍等我一下", "来了来了", "好，我就在门口", "嗯，马上到"];
pub(crate) const NOT_HOME: Element = &[
    "我不在家，你们在外面修吧",
    "我现在上班不在家，电表箱在楼道里",
    "我人在外地，你们先修",
    "家里没人，你们直接处理吧",
];
pub(crate) const GUARD: Element =
    &["你们是哪里的，来做什么", "登记一下，找谁", "车停一下，干什么的", "你们有什么事"];
pub(crate) const GUARD_OK: Element = &["好，进去吧", "行，往里走左拐", "可以，靠边停", "好的，慢点开"];
pub(crate) const MET: Element = &["你们来了", "可算来了，快看看吧", "来了啊，在这边", "师傅来啦", "你好你好"];
pub(crate) const MAY_ENTER: Element =
    &["可以，请进", "行，进来吧", "可以的", "好，请进", "没问题，进来吧", "同意，你们进来看吧"];
pub(crate) const MAY_NOT_ENTER: Element = &["不行，先别进来", "不方便，你们别进屋", "不可以，家里有病人"];
pub(crate) const NO_COVERS: Element =
    &["不用套鞋套了，直接进来吧", "鞋套不用穿，没关系", "不用套，家里正装修呢"];
pub(crate) const SYMPTOM: Element = &[
    "突然啪的一声就没电了",
    "昨天开始灯一闪一闪的，今天就全黑了",
    "楼上都有电，就我家没有",
    "早上起来就没电了，开关也推不上",
    "打雷之后就停了",
    "先是有点焦味，后来就断电了",
];
pub(crate) const LEND: Element = &["可以，拿去用吧", "行，在那边", "好，给你", "没问题"];
pub(crate) const HELPS: Element = &["好，我来", "行，没问题", "可以，怎么弄", "好的"];
pub(crate) const OUTSIDE: Element = &[
    "我家电费怎么算的，这个月怎么这么多",
    "我想办个过户，要什么材料",
    "你们那个光伏并网怎么申请",
    "我这电表能不能换成峰谷表",
    "怎么给店里申请增容",
];
pub(crate) const QUESTION: Element = &[
    "这个变压器的容量够不够我装充电桩",
    "这种电缆能用多少年",
    "我家这个线径能不能带中央空调",
    "你们明年会不会改造这条线",
];
pub(crate) const CRITICISES: Element = &[
    "你们修得也太慢了，服务真差",
    "每次都要等半天，我对你们很不满意",
    "你们这个工作态度有问题",
    "怎么搞的，弄得到处是灰，我要提意见",
];
pub(crate) const UNREASONABLE: Element = &[
    "你们都是废物，今天必须赔我一万块，不然谁也别想走",
    "一群骗子，混蛋，我就是不讲理了怎么着",
    "你们这帮废物，我骂你怎么了，就骂你们",
];
pub(crate) const THANKS: Element =
    &["谢谢你们啊", "太感谢了", "谢谢，辛苦你们了", "多谢师傅", "谢谢师傅，修得真快"];
pub(crate) const CAUSE_MEDIA: Element = &[
    "我是晚报记者，请问这次停电的原因是什么",
    "我们是电视台的，想了解一下停电原因",
    "记者想问一下，这次故障是怎么引起的",
    "请问这么大面积的停电，原因是什么",
];
pub(crate) const CAUSE_RESIDENT: Element = &[
    "师傅，到底是什么原因停的电",
    "怎么会停电的，什么原因啊",
    "是哪里坏了，为什么没电",
    "请问这停电的原因查到了吗",
];
pub(crate) const WHY_NOT_STARTED: Element = &[
    "故障都知道在哪了，怎么还不动手修",
    "为什么还不开始抢修",
    "你们站在这里半天了，怎么还不修",
    "怎么还不赶快修，都等着用电呢",
];
pub(crate) const SCOPE: Element = &[
    "这次停电影响多大范围，什么时候能来电",
    "停了哪些地方，几点能送电",
    "影响多少户，什么时候来电",
    "请问停电范围有多大，预计什么时候恢复",
];
pub(crate) const FIX_INSIDE: Element = &[
    "那你们顺便把里面也修了吧",
    "你们都来了，就帮我修好嘛",
    "里面这个你们给修一下不行吗",
    "既然查出来了，你们就修了吧",
];
pub(crate) const PAY: Element = &[
    "我出钱行不行，你们给修一下",
    "我给你们钱，帮我修好",
    "多少钱你说，我付钱请你们修",
    "收费也行，你们给修了吧",
];
pub(crate) const HOW_LATE: Element =
    &["怎么还没到，我等了好久了", "你们怎么还不来", "说好的时间都快过了，人呢", "到哪了，怎么这么慢"];
pub(crate) const WHY_NOT_HERE: Element = &[
    "你们怎么处理不了，到底要停到什么时候",
    "你们来了又修不了，怎么回事",
    "到底什么原因，还要等多久",
    "那谁来修，怎么你们不修",
];
pub(crate) const LOW_VOLTAGE: Element = &[
    "我家电压太低，空调都带不动",
    "电压老是偏低，灯都是暗的",
    "这电压低得电饭锅都煮不熟饭",
    "电压低了好几天了，你们管不管",
];
pub(crate) const TRIPS: Element = &[
    "我家怎么老是跳电，这个月都好几次了",
    "三天两头跳闸停电，烦死了",
    "又跳电了，这都第几次了",
    "频繁跳电，日子还过不过了",
];
pub(crate) const ARREARS: Element = &[
    "是不是你们线路坏了，我家怎么没电",
    "我家停电了，别人家都有",
    "怎么就我一家没电",
    "表上没显示了，是不是坏了",
];
pub(crate) const FINE: Element = &["没什么意见，挺好的", "没有意见", "都挺好的", "没意见，修得挺快"];
pub(crate) const SIGNS: Element = &["好，签这里是吧", "行，我签", "签好了", "五分，签好了"];
pub(crate) const POWER_IS_BACK: Element = &["有电了", "来电了，没别的事了", "有了有了", "已经来电了"];
pub(crate) const BYE: Element = &["再见", "慢走", "好，再见", "路上慢点"];
pub(crate) const OK: Element = &["好的", "嗯，知道了", "哦，好", "行", "明白了", "好，记住了"];
pub(crate) const MISDIAL: Element =
    &["喂，是李记面馆吗，我要订餐", "请问是张主任吗", "你好，我找一下王医生", "喂，给我送一桶水到幸福里"];
pub(crate) const SORRY_MISDIAL: Element = &["哦，不好意思，打错了", "那我重新拨", "哦哦，打扰了"];
pub(crate) const MUMBLED: Element = &[
    "我这边是……路口那个……停了",
    "喂，喂，我家在……（杂音）……没电",
    "就是那个……旁边……灯都……",
    "师傅我在……（风声）……电线掉了",
];
pub(crate) const REPEATED: Element =
    &["我说我家没电了，在幸福里", "我是翠湖小区的，整个单元没电", "我在人民路，路灯的电线掉下来了"];
