//! After the work, on leaving, and on the phone with somebody who was not there.

use super::Element;

pub(crate) const SAFETY_ADVICE: Element = &[
    "请您注意用电安全，发现异常先断开总开关",
    "送电以后请先别急着开大功率电器，注意安全",
    "以后用电要注意安全，不要超负荷使用",
    "请您注意安全，不要触碰裸露的电线",
    "提醒您注意安全，开关发热要及时断电",
    "请注意用电安全，插座不要接太多电器",
];
pub(crate) const ASK_OPINION: Element = &[
    "请问您对我们的工作有什么意见吗",
    "您对我们的服务有什么意见和建议吗",
    "请您给我们的抢修工作提提意见",
    "想听听您对我们工作的意见",
    "您看我们的服务还有什么需要改进的吗",
    "请您多给我们提意见",
];
pub(crate) const RETURN_ITEM: Element = &[
    "您的{item}还给您",
    "您的{item}用完了，还给您",
    "这是您的{item}，用完了",
    "{item}用好了，给您放回原处了",
    "您的{item}我们用完了，已经擦干净了",
    "把{item}还给您",
];
pub(crate) const ASK_RATING: Element = &[
    "请您对我们的服务作个评价",
    "麻烦您对这次抢修服务评个分",
    "请您给我们的服务打个分",
    "请您对本次抢修服务做一下满意度评价",
    "想请您评价一下我们的服务",
    "请您给这次服务做个评价",
];
pub(crate) const ASK_SIGNATURE: Element = &[
    "麻烦您在这儿签名确认",
    "请您在工作单上签个字",
    "麻烦您在这里签一下名",
    "请您在这个位置签字确认",
    "麻烦您签个名确认一下",
    "请在单子下面签上您的名字",
];
pub(crate) const FIXED: Element = &[
    "我们已把故障处理完毕",
    "您家的故障已经处理好了",
    "故障已经排除了",
    "您报修的故障我们已经修好了",
    "线路已经修复了",
    "故障处理完了",
];
pub(crate) const ASK_POWER_BACK: Element = &[
    "麻烦您看一下家中有电了吗",
    "请您看看家里来电了没有",
    "请问您家里现在有电了吗",
    "请您试一下家里有没有电，来电了吗",
    "您家现在来电了吗",
    "麻烦您确认一下家里恢复供电了吗",
];
pub(crate) const ASK_MORE_NEEDS: Element = &[
    "您还有什么要求吗",
    "请问您还有其他需求吗",
    "您还有什么需要我们帮助的吗",
    "您看还有没有别的要求呢",
    "还有什么其他需要吗",
    "请问还有什么可以帮您的吗",
];
pub(crate) const WELCOME_HOTLINE: Element = &[
    "欢迎您有困难时再次拨打95598联系我们",
    "以后有问题欢迎您再拨打95598",
    "有困难欢迎再打95598找我们",
    "欢迎您随时拨打95598联系我们",
    "今后用电有困难，欢迎拨打95598",
    "有需要欢迎您再次拨打95598热线",
];
pub(crate) const THANKS_COOPERATION: Element = &[
    "感谢您的配合",
    "谢谢您的配合",
    "非常感谢您对我们工作的配合",
    "谢谢您对我们工作的支持和配合",
    "感谢您配合我们的工作",
    "多谢您的配合",
];
pub(crate) const NUMBERS: Element = &[
    "故障报修和服务投诉都可以打95598，举报电话是12398",
    "电力故障抢修请打95598，服务投诉也打95598，举报请拨12398",
    "我们的报修电话是95598，投诉电话也是95598，举报电话12398",
    "以后报修打95598，对服务要投诉也打95598，要举报打12398",
    "报修、投诉、举报都可以打95598",
    "抢修电话95598，投诉电话95598，举报电话12398，您记一下",
];
pub(crate) const FAREWELL: Element =
    &["再见", "您留步，再见", "祝您生活愉快，再见", "我们先走了，再见", "那我们走了，再见", "再见了"];

#[cfg(test)]
pub(crate) const ALL: &[Element] = &[
    SAFETY_ADVICE,
    ASK_OPINION,
    RETURN_ITEM,
    ASK_RATING,
    ASK_SIGNATURE,
    FIXED,
    ASK_POWER_BACK,
    ASK_MORE_NEEDS,
    WELCOME_HOTLINE,
    THANKS_COOPERATION,
    NUMBERS,
    FAREWELL,
];
