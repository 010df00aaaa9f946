//! Surnames, and words that begin like one.

use std::sync::LazyLock;

/// The surnames of nearly everybody, the most frequent first (without those that are mostly other words: 和, 时, 向, 任, 那 …).
const SINGLE: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁沈姚卢姜崔钟谭陆汪范廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔常汤康易乔赖施洪翁牛庄葛殷柳兰柯温梅骆章关倪鲍纪卓俞柴詹麦涂裴齐符霍管岳辛耿祝左阮聂舒单欧阎尤娄苗焦甘解柏冉蒲凌窦谷季童虞翟屈焉蔺饶匡鞠桑牟胥习樊艾";
/// How many of them may stand before a given name without any other sign that it is one.
const FREQUENT: usize = 100;
const COMPOUND: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "司徒", "慕容", "皇甫", "尉迟", "令狐", "夏侯", "东方", "宇文", "长孙",
    "端木",
];

/// Words that begin with a surname and are no name.
const WORDS: &[&str] = &[
    "高级", "高压", "高层", "高温", "高峰", "高兴", "高新", "高考", "高铁", "高速", "马上", "马路", "方便",
    "方法", "方面", "方案", "方式", "安装", "施工", "石油", "江苏", "江西", "江边", "黄金", "黄色", "金额",
    "金融", "金牌", "白班", "白天", "白色", "关于", "关闭", "关机", "关系", "关心", "常见", "常规", "常用",
    "任何", "何时", "何况", "于是", "万能", "万一", "许多", "曾经", "程序", "程度", "管道", "管理", "管家",
    "单位", "单独", "单元", "单相", "温度", "温馨", "解决", "解释", "解除", "左右", "左边", "左侧", "齐全",
    "夏天", "夏季", "雷雨", "雷电", "雷击", "田里", "林业", "钟头", "钱款", "钱包", "水电", "易燃", "严重",
    "严格", "武汉", "苏州", "龙头", "康复", "叶子", "牛奶", "毛病", "史上", "段落", "汤药", "路灯", "季度",
    "辛苦", "章程", "艾特", "谢谢", "余额", "余下", "付费", "付款", "付清", "付钱", "付的", "付了", "习惯",
    "万元", "万块", "范围", "纪录", "纪念", "金卡", "莫非", "甘肃", "谷电", "峰谷", "顾客", "庄稼", "温州",
    "柳州", "兰州", "郑州", "徐州", "杭州", "贺州", "梅州", "孟加", "秦皇", "贾汪", "童车", "牟平", "黎明",
    "方向", "高度", "高低", "马力", "马桶", "周末", "周边", "周围", "周一", "周二", "周三", "周四", "周五",
    "周六", "周日", "周期", "周到", "周年", "江南", "江北", "张贴", "张开", "陆续", "卢布", "洪水", "洪涝",
    "梁上", "杨树", "柳树", "唐突", "宋体", "罗列", "罗马", "孙子", "孙女", "胡同", "胡说", "胡乱", "朱红",
    "贵宾", "常来", "常年", "符合", "焦虑", "焦急", "苗木", "蒙蒙", "连接", "尤其", "岳父", "岳母", "祝您",
    "祝你", "祝贺", "左转", "屈服", "舒服", "单据", "单子", "欧元", "钟表", "侯车", "麦克", "涂料", "裴多",
    "齐了", "霍乱", "俞允", "石头", "丁字", "丁烷",
];

/// The surnames of one character with their rank, in order of character.
static RANKS: LazyLock<Vec<(char, usize)>> = LazyLock::new(|| {
    let mut ranks: Vec<(char, usize)> = SINGLE.chars().enumerate().map(|(rank, sign)| (sign, rank)).collect();
    ranks.sort_unstable();
    ranks
});

/// How many characters a surname takes at the beginning of `text`, and whether it is one of the most frequent.
pub(crate) fn at(text: &[char]) -> Option<(usize, bool)> {
    let first = *text.first()?;
    if COMPOUND
        .iter()
        .any(|compound| compound.starts_with(first) && compound.chars().eq(text.iter().copied().take(2)))
    {
        return Some((2, true));
    }
    let at = RANKS.binary_search_by_key(&first, |(sign, _)| *sign).ok()?;
    Some((1, RANKS[at].1 < FREQUENT))
}

/// Whether a text begins with a word that only looks like a name.
pub(crate) fn is_word(text: &[char]) -> bool {
    WORDS.iter().any(|word| {
        let mut signs = text.iter();
        word.chars().all(|c| signs.next() == Some(&c))
    })
}
