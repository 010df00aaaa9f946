//! Phrases that every book holds: agreeing, refusing, taking leave, anything; asking to wait; dissatisfaction.

use crate::answer::{CONDITION, CONDITIONS, UNCONDITIONAL};
use crate::definition::{As, Combine, Item, PhraseDef};

/// Names of the phrases that are part of a ready-made one hold this sign, which a pack's names never do.
pub(crate) const PART: char = '/';

/// A yes that is a clause of its own.
const YES_WHOLE: &[&str] = &[
    "(好|行|嗯|成|中|对|是|唔|哎|得|妥|善)",
    "(好|行|嗯|成|中|对|是)(好|行|嗯|成|中|对|是)",
    "(好的|好嘞|好吧|好呀|好啊|好咧|好哒|行吧|行啊|行嘞|行呀|成吧|中啊)",
    "(对的|对呀|是的|是啊|是呀|没错|对对|嗯嗯|嗯好|嗯行|嗯可以)",
    "(要得|使得|得嘞|妥了|妥妥的|欧了|ok|okay|yes|没毛病|当然|那当然|必须的|没的说|没得说)",
    "(没事|没事儿|没关系|不要紧|不碍事|不打紧|不妨事|没什么|没什么不方便|无所谓|随便|都行|都可以|也行|也可以)",
    "(没问题|没意见|没异议|同意|赞成|愿意|允许|方便|可以|能|需要|要)",
    "(没什么|没有什么)不(可以|行|方便|好|合适)的?",
    "(我不反对|能行|随你|随您|随你们|okok)",
    "(你|您|你们)?(快|快点|赶紧|赶快|就)?(转|弄|修|进来|进|换|查|签|录)",
    "(点头|继续|继续吧|说吧|您说|你说|讲吧|问吧|您问|你问|您讲|你讲)",
    "(不用换鞋|不用脱鞋|不用套鞋套|不用客气|别客气|不客气)",
];

/// A yes by which a clause begins, whatever follows.
const YES_OPENS: &[&str] = &[
    "(可以|没问题|同意|好的|好嘞|没事|没关系|要得|愿意|不要紧|不碍事|好啊|行啊|行吧|好吧|成吧)",
    "(我同意|我愿意|我没意见|没意见)",
];

/// A yes wherever it stands in a clause.
const YES_ANYWHERE: &[&str] = &[
    "(请进|进来吧|进来坐|进吧|请坐|里面请|屋里请|进屋吧|进屋里|快进来)",
    "(你|您|你们|您们|师傅|就|那)?(弄|修|换|拆|装|剪|断|停|接|转|查|问|等|看|用|拿|做|动手|开始|干|搬|挪|移|写|签|登记|处理|安排|录音|录|测|检查|修理|更换|转接|帮我转|帮我问|帮我查|转过去)吧",
    "(你|您|你们)(看着办|看着弄|看着修|看着处理|决定|定|自便|请便|随意)",
    "(我|那我|我就)(等着|等|等等|等你|等您|在线等|不挂)",
    "(那就|就)(这样|这么办|这么定|按你说的|按您说的|麻烦你|麻烦您|拜托你|拜托您|转|修|换)",
    "(麻烦你了|麻烦您了|有劳了|拜托了|辛苦你|辛苦您|辛苦了)",
];

/// A refusal that is a clause of its own.
const NO_WHOLE: &[&str] =
    &["(不|别|不要|不用|不必|甭|免了|拒绝|no|不好|不了|不能|没空|没时间|不是|不对|再说|改天|下次|以后再说)"];

/// A refusal wherever it stands in a clause.
const NO_ANYWHERE: &[&str] = &[
    "(不行|不可以|不同意|不许|不准|不让|不允许|不愿意|不乐意|不想|不干|不接受|不需要|不答应|不太行|不太好|不太方便|不太合适|不方便|没必要|不合适|不肯|不成|不中|不得)",
    "不大(好|方便|合适|行)",
    "不等了",
    "(可以|好|行)个(屁|鬼|头)",
    "(明天|后天|下午|晚上|改日|过两天|周末|下周|下个?月)再(来|说|弄|修|转|打)",
    "(不用|不要|别|甭|不必)(麻烦|了|再|进|来|动|弄|修|换|拆|装|剪|断|停|接|转|查|等|看|用|拿|做|搬|挪|签|录|碰|管|问|挂)",
    "先(别|不要|不用|不)",
    "(算了|免了|拉倒|等等再说|以后再说|改天再说|回头再说|过几天再说|下次再说|改天吧|下次吧|再说吧|再考虑|考虑考虑|考虑一下)",
    "(再看看|再等等|再想想|再考虑)吧?",
    "(以后|下次|改天|过几天|回头)…{0,4}吧",
    "我们?自己(会|能|可以)?(弄|修|来|换|查|找|解决|处理)",
    "(我|我们|我家)(拒绝|反对)",
    "(凭什么|想都别想|没门|休想|门都没有)",
];

/// Words that hold a refusal and refuse nothing.
const NO_HARMLESS: &[&str] = &[
    "不好意思",
    "不是不(行|可以|同意|方便|愿意|让|想)",
    "没有?不(行|可以|同意|方便|愿意|合适)(的)?",
    "没什么不(行|可以|方便|好|合适)(的)?",
    "(不用|不要|别|甭|不必)(换鞋|脱鞋|套鞋套|戴鞋套|穿鞋套|客气|着急|急|担心|介意|管我|管它|见外|谢|紧)",
    "(不用|不要|别|甭|不必)(等我|管我们|看我|问我|再问我)",
    "(可不可以|行不行|能不能|好不好|要不要|同不同意|方不方便|用不用|成不成|愿不愿意|中不中|需不需要|让不让|是不是|对不对|想不想|合不合适|合适不合适|方便不方便|可以不可以|同意不同意)",
    "不(行|成)的话",
    "不得不",
    "要不是",
    "不要紧",
    "不行再(说|来|叫|打)",
    "不用(了)?(我|你|您)?(自己)?(掏|花|交|给|付)?(钱|费)",
    "不能再(好|行)",
    "差不多",
    "不错",
    "不管",
    "不光",
    "不但",
    "不过",
    "不一会儿",
    "(怎么|有什么|哪里|哪有)不(行|可以|方便)",
];

/// Words by which one takes leave.
const FAREWELL: &[&str] = &["(再见|再会|拜拜|回见|回头见|下次见|慢走)"];

/// Asking the other side to wait.
const ASKS_TO_WAIT: &[&str] = &[
    "(请|麻烦|劳驾|烦请|您|你)…{0,8}(稍等|稍候|等一下|等一会儿?|等会儿?|等一等|等等|别挂|不要挂|先别挂)",
    "(稍等|稍候|等一下|等一会儿?)…{0,4}(可以吗|好吗|行吗)",
];

/// Dissatisfied, in three levels: with something, out of temper, about to act on it.
const ANNOYED: &[&str] = &[
    "(太|好|真|这么|也太|实在太|怎么这么)(慢|久|麻烦|费劲|折腾|不方便|不像话|离谱|差|乱)",
    "(不满意|不满|失望|郁闷|无语|心烦|烦死|烦人|着急|急死|等不了|受不了|吃不消|想不通)",
    "(等|打|说|问|反映|报修)了?(好|这么|那么)?(几|多|半天|很久|好久|老半天)(天|次|遍|回|个小时|个钟头)?了?(还|都)?(没|不)",
    "(半天|好久|很久|老半天|一上午|一下午|一整天)了?(还|都|也)?(没|不)",
    "(每次|总是|老是|又是|一直)…{0,6}(这样|不行|没人|推|拖|等|坏|停)",
    "(没人|没有人)(管|理|接|来|回|负责)",
    "(怎么|为什么|为何|凭什么)…{0,4}(还没|还不|又|总|老)",
];
const ANGRY: &[&str] = &[
    "(气死|气人|火大|恼火|生气|窝火|发火|忍无可忍|欺人太甚|岂有此理|太过分|过分了|不像话|荒唐|胡闹|混蛋|骗子|骗人|忽悠|糊弄|敷衍|推卸|踢皮球|不要脸|什么态度|什么玩意|什么服务|什么破)",
    "(你们|你)(到底|究竟)(管不管|行不行|能不能|什么时候|想怎样|怎么回事)",
    "(废物|垃圾|吃干饭|吃闲饭|白痴|神经病|有病|滚)",
];
const THREATENS: &[&str] = &[
    "(我|我们)?(要|就|会|去|一定|马上)…{0,4}(投诉|举报|告|起诉|曝光|上访)(你|您|你们|他们)?",
    "(找|打|拨|叫)…{0,4}(记者|媒体|电视台|律师|消协|消费者协会|工商|市长热线|信访|纪委|12315|12345|12398)",
    "(法院|法庭)见",
    "(发|传|放)到?…{0,3}(网上|抖音|微博|朋友圈)",
    "(找|叫|让)(你们|你)?(领导|经理|老板|上级|负责人)…{0,3}(来|过来|出来|说话|接电话)",
];
/// Words that hold such words and show nothing.
const CONTENT: &[&str] = &[
    "不(着急|生气|麻烦|投诉|举报)",
    "(别|不要|不用|甭)…{0,3}(着急|生气|急|发火)",
    "(慢|久)一?(点|些)",
    "不是(要|来)?(投诉|举报|告)",
];

/// The ready-made phrases, with their parts.
pub(crate) fn definitions() -> Vec<PhraseDef> {
    let scoped = |id: &str, patterns: &[&str], as_: Option<As>, harmless: &[&str]| {
        let mut def = PhraseDef::any(id, patterns.iter().copied());
        def.scope.as_ = as_;
        def.harmless = harmless.iter().map(|&text| text.to_owned()).collect();
        def
    };
    let of = |id: &str, parts: &[&str]| {
        PhraseDef::of(id, Combine::Any, parts.iter().map(|&part| Item::Phrase(part.to_owned())).collect())
    };
    vec![
        scoped("agrees/whole", YES_WHOLE, Some(As::WholeClause), &[]),
        scoped("agrees/opens", YES_OPENS, Some(As::ClauseStart), &[]),
        scoped(
            "agrees/anywhere",
            YES_ANYWHERE,
            None,
            &[
                "(再|回头|以后|下次|改天|过几天)…{0,5}吧",
                "我们?自己…{0,3}吧",
                "(让|叫|要|想让|害)我等",
                "(别|不要|先别|不用|甭|不准|不许)…{0,4}(弄|修|换|拆|装|剪|断|停|接|转|查|问|等|看|用|拿|做|动手|开始|进来|进)吧",
            ],
        ),
        PhraseDef {
            harmless: UNCONDITIONAL.iter().map(|&text| text.to_owned()).collect(),
            ..PhraseDef::any(CONDITION, CONDITIONS.iter().copied())
        },
        of("agrees", &["agrees/whole", "agrees/opens", "agrees/anywhere"]),
        scoped("refuses/whole", NO_WHOLE, Some(As::WholeClause), NO_HARMLESS),
        scoped("refuses/anywhere", NO_ANYWHERE, None, NO_HARMLESS),
        of("refuses", &["refuses/whole", "refuses/anywhere"]),
        PhraseDef {
            harmless: vec!["再见(到|面|不|一|(你|您)(一|时|的时候|们?面))".to_owned()],
            ..PhraseDef::any("farewell", FAREWELL.iter().copied())
        },
        PhraseDef::any("anything", ["re:/[\\s\\S]+/"]),
        PhraseDef::any("asks_to_wait", ASKS_TO_WAIT.iter().copied()),
        scoped("annoyed", ANNOYED, None, CONTENT),
        scoped("angry", ANGRY, None, CONTENT),
        scoped("threatens", THREATENS, None, CONTENT),
        of("dissatisfied", &["annoyed", "angry", "threatens"]),
    ]
}
