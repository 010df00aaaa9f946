//! Results of old cases, missing information, leaders, suggestions (items 17 to 20).

use super::Element;

pub(crate) const RECORD_FOUND: Element = &[
    "您的问题我们这里已经有记录",
    "查到您上次的记录了",
    "您反映的问题已经有登记",
    "我看到您之前的来电记录了",
    "系统里有您反映问题的记录",
    "您上次反映的情况我们有记录",
];
pub(crate) const DEPARTMENT_NOTIFIED: Element = &[
    "已经通知了相关部门",
    "我们已经通知有关部门处理",
    "已经转给相关部门处理了",
    "有关部门已经接到我们的通知",
    "已经通知售后部门了",
    "已经把情况通知给负责的部门",
];
pub(crate) const WILL_CONTACT: Element = &[
    "一有结果我们会马上和您联系",
    "有了结果会立即与您联系",
    "一有结果就联系您",
    "有结果我们会第一时间联系您",
    "处理结果出来后会马上联系您",
    "一有消息我们就跟您联系",
];
pub(crate) const BE_PATIENT: Element = &[
    "请您耐心等待",
    "还请您耐心等候",
    "请您再耐心等一等",
    "麻烦您耐心等待一下",
    "请您耐心等候我们的电话",
    "请再耐心等待",
];
pub(crate) const NO_MATERIAL: Element = &[
    "我手边没有这方面的资料",
    "我这里暂时没有这项资料",
    "目前我手头没有相关资料",
    "我这边没有查到这方面的资料",
    "我手边暂时没有这个信息",
    "我这里没有这方面的信息",
];
pub(crate) const CONTACT: Element = &[
    "您可以联系{dept}的{agent}，电话是{phone}",
    "请您联系负责这项工作的{agent}，他的电话是{phone}",
    "您可以拨打{phone}找{agent}咨询",
    "这件事由{dept}的{agent}负责，电话{phone}",
    "您可以打{phone}联系{agent}",
    "建议您联系{dept}{agent}，电话是{phone}",
];
pub(crate) const TELL_ME: Element = &[
    "您先跟我讲一下好吗",
    "请您先把情况告诉我",
    "请您先跟我说说是什么事",
    "您能先跟我说一下情况吗",
    "麻烦您先把问题跟我说一说",
    "请先把事情经过跟我讲一下",
];
pub(crate) const WILL_REPORT_UP: Element = &[
    "我会尽快向领导反映",
    "我会马上反映给领导",
    "我会把您的情况尽快反映上去",
    "我会尽快向我们领导反映",
    "我一定尽快向领导反映您的问题",
    "我会立即反映给我们领导",
];
pub(crate) const THANKS_SUGGESTION: Element = &[
    "感谢您的建议",
    "谢谢您的宝贵建议",
    "非常感谢您给我们提建议",
    "谢谢您提出的建议",
    "感谢您提出这么好的建议",
    "多谢您的建议",
];
pub(crate) const SUGGESTION_RECORDED: Element = &[
    "您的建议我已经详细记录下来了",
    "我已经把您的建议详细记录下来",
    "您的建议我都记录好了",
    "我已经做了详细的记录",
    "您提的我已经详细记录了",
    "这条建议我已经为您记录下来",
];
pub(crate) const WILL_FEED_BACK: Element = &[
    "会反馈给相关部门分析改进",
    "我们会反馈给有关部门，认真分析和改进",
    "会把它反馈给相关部门进行分析改进",
    "我会反馈给有关部门去改进",
    "我们会反馈给产品部门分析改进",
    "会尽快反馈给相关部门改进",
];

#[cfg(test)]
pub(crate) const ALL: &[Element] = &[
    RECORD_FOUND,
    DEPARTMENT_NOTIFIED,
    WILL_CONTACT,
    BE_PATIENT,
    NO_MATERIAL,
    CONTACT,
    TELL_ME,
    WILL_REPORT_UP,
    THANKS_SUGGESTION,
    SUGGESTION_RECORDED,
    WILL_FEED_BACK,
];
