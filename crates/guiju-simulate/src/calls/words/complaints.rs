//! Complaints, batches, demands that cannot be met (items 10, 11, 14, 15, 21).

use super::Element;

pub(crate) const APOLOGY_TROUBLE: Element = &[
    "很抱歉给您带来不便",
    "非常抱歉给您添麻烦了",
    "对不起，给您造成不便了",
    "给您带来麻烦，实在抱歉",
    "抱歉给您造成了麻烦",
    "真的很抱歉给您带来了困扰",
];
pub(crate) const EMPATHY: Element = &[
    "您的心情我非常理解",
    "我很理解您现在的心情",
    "我能理解您的感受",
    "换了是我也会着急的",
    "我完全理解您的心情",
    "您着急我非常能理解",
];
pub(crate) const WILL_HELP: Element = &[
    "我会尽快为您协调处理",
    "我马上帮您协调",
    "我们会尽快帮您解决",
    "我会尽力为您协调解决",
    "我一定尽快为您处理",
    "我们会尽快协调有关部门处理",
];
pub(crate) const RECORDED: Element = &[
    "您反映的问题我已经记录下来了",
    "我已经为您做了详细记录",
    "您说的情况我都记录下来了",
    "我已经详细记录了您反映的情况",
    "您的情况我已经登记好了",
    "这些我已经为您记录下来",
];
pub(crate) const WILL_REPORT: Element = &[
    "我会尽快向有关部门反映",
    "我会马上反映给相关部门",
    "我会把您的情况反映给相关部门",
    "我们会向上级部门反映",
    "我会立即向公司反映",
    "我会尽快反映上去",
];
pub(crate) const WILL_REPLY: Element = &[
    "尽快给您答复",
    "会尽快答复您",
    "一有结果马上答复您",
    "三天之内给您回复",
    "会尽快给您一个答复",
    "我们会尽快给您回复",
];
pub(crate) const THANKS_OPINION: Element = &[
    "感谢您的意见",
    "谢谢您提出的意见",
    "非常感谢您给我们提意见",
    "谢谢您的宝贵意见",
    "感谢您提出宝贵意见",
    "多谢您的意见",
];
pub(crate) const WILL_INVESTIGATE: Element = &[
    "我们会认真调查",
    "我们会对这件事进行调查",
    "我们会去调查了解",
    "我们会进行调查核实",
    "公司会认真调查这个情况",
    "我们会对此展开调查",
];
pub(crate) const MAY_CHANGE_RULE: Element = &[
    "如果有必要，我们会考虑修改规定",
    "如果确实需要，会考虑改进我们的规定",
    "如有需要，公司会考虑修改这项规定",
    "必要的话会考虑调整现有的规定",
    "如果需要，我们会考虑完善这条规定",
    "如果确有必要，我们会考虑修订有关规定",
];
pub(crate) const STRICT_IF_VERIFIED: Element = &[
    "一经核实，我们会严肃处理",
    "一经查实，公司一定严肃处理",
    "情况一经核实，公司会严肃处理当事人",
    "如果核实属实，我们会严肃处理",
    "经核实后，我们一定严肃处理",
    "一经核实我们绝不姑息，一定严肃处理",
];

#[cfg(test)]
pub(crate) const ALL: &[Element] = &[
    APOLOGY_TROUBLE,
    EMPATHY,
    WILL_HELP,
    RECORDED,
    WILL_REPORT,
    WILL_REPLY,
    THANKS_OPINION,
    WILL_INVESTIGATE,
    MAY_CHANGE_RULE,
    STRICT_IF_VERIFIED,
];
