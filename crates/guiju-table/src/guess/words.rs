//! Words by which headers and values are known, Chinese and English.

/// Times that are planned: they are no events.
pub(super) const PLANNED: &[&str] = &[
    "计划",
    "预计",
    "预约",
    "应到",
    "规定",
    "要求",
    "截止",
    "时限",
    "planned",
    "scheduled",
    "expected",
    "due",
    "eta",
    "sla",
];
/// Digits that are no number.
pub(super) const CODES: &[&str] = &[
    "号码", "电话", "手机", "编号", "编码", "代码", "工号", "邮编", "phone", "mobile", "code", "no",
    "number", "id", "zip",
];
/// A person of our side.
pub(super) const PEOPLE: &[&str] = &[
    "人员",
    "处理人",
    "负责人",
    "坐席",
    "座席",
    "客服",
    "司机",
    "驾驶员",
    "工程师",
    "经办",
    "工号",
    "员工",
    "姓名",
    "签到人",
    "resource",
    "assignee",
    "assigned to",
    "agent",
    "owner",
    "engineer",
    "technician",
    "driver",
    "staff",
    "employee",
    "handler",
];
/// A site.
pub(super) const SITES: &[&str] = &[
    "网点",
    "站点",
    "供电所",
    "营业厅",
    "班组",
    "抢修点",
    "门店",
    "车站",
    "depot",
    "site",
    "branch",
    "store",
    "station",
    "location code",
];
/// Ids of what one judgement is about, the surest first.
pub(super) const IDS: &[&str] = &[
    "工单号",
    "工单编号",
    "订单号",
    "案件号",
    "通话id",
    "通话编号",
    "话单号",
    "呼叫id",
    "会话id",
    "单号",
    "单据编号",
    "车次",
    "流水号",
    "编号",
    "case id",
    "caseid",
    "case",
    "ticket",
    "incident",
    "order id",
    "order no",
    "call id",
    "session",
    "number",
    "id",
    "key",
];
/// What happened, in a table of events.
pub(super) const ACTIVITIES: &[&str] = &[
    "活动",
    "环节",
    "节点",
    "步骤",
    "操作",
    "动作",
    "事件",
    "进度",
    "activity",
    "event",
    "concept:name",
    "task",
    "step",
    "action",
];
/// Who spoke.
pub(super) const SPEAKERS: &[&str] = &["说话人", "发言人", "角色", "speaker", "channel", "role", "party"];
/// What was said.
pub(super) const TEXTS: &[&str] =
    &["内容", "文本", "话术", "转写", "text", "utterance", "transcript", "message"];
/// Time in a header, beside what it is the time of.
pub(super) const TIMES: &[&str] = &[
    "日期时间",
    "时间戳",
    "时间",
    "时刻",
    "日期",
    "time stamp",
    "timestamp",
    "datetime",
    "date time",
    "date",
    "time",
    "at",
];
/// A length of time in a header.
pub(super) const DURATIONS: &[&str] = &["时长", "历时", "耗时", "用时", "duration", "elapsed", "length"];
/// Whether something began or ended.
pub(super) const LIFECYCLES: &[&str] = &["lifecycle", "transition", "生命周期"];
/// First words of rows that are no records.
pub(super) const FOOTERS: &[&str] = &[
    "合计",
    "总计",
    "小计",
    "共计",
    "汇总",
    "制表",
    "打印",
    "导出",
    "审核",
    "备注：",
    "备注:",
    "注：",
    "Total",
    "Grand total",
    "Generated",
    "Exported",
];

/// Chinese words of headers and values, and the words of vocabularies that mean them.
const MEANINGS: &[(&str, &str)] = &[
    ("区域", "area"),
    ("地区", "area"),
    ("片区", "area"),
    ("城乡", "area"),
    ("电压", "voltage"),
    ("来源", "source"),
    ("渠道", "source"),
    ("紧急", "urgent"),
    ("加急", "urgent"),
    ("原因", "cause"),
    ("危险", "danger"),
    ("方向", "direction"),
    ("类型", "kind"),
    ("级别", "level"),
    ("等级", "level"),
    ("线路", "line"),
    ("时长", "duration"),
    ("季节", "season"),
    ("影响", "impact"),
    ("抢修点", "depot"),
    ("站点", "site"),
    ("城区", "urban"),
    ("市区", "urban"),
    ("城市", "urban"),
    ("农村", "rural"),
    ("乡村", "rural"),
    ("偏远", "remote"),
    ("边远", "remote"),
    ("特殊边远", "remote"),
    ("高压", "high"),
    ("低压", "low"),
    ("居民", "resident"),
    ("专变", "dedicated_transformer"),
    ("呼入", "inbound"),
    ("来电", "inbound"),
    ("呼出", "outbound"),
    ("去电", "outbound"),
    ("客户", "customer"),
    ("用户", "customer"),
    ("供电公司", "utility"),
    ("是", "true"),
    ("否", "false"),
];

/// Whether a header holds one of the words; the place of the first one, which says how sure it is.
pub(super) fn holds(header: &str, words: &[&str]) -> Option<usize> {
    let header = spaced(header);
    words
        .iter()
        .position(|word| if word.is_ascii() { has_word(&header, word) } else { header.contains(word) })
}

fn has_word(header: &str, word: &str) -> bool {
    header.match_indices(word).any(|(at, _)| {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        !letter(header[..at].chars().next_back()) && !letter(header[at + word.len()..].chars().next())
    })
}

/// Lower case, `_` and camel case as spaces.
pub(super) fn spaced(text: &str) -> String {
    let mut spaced = String::new();
    let mut before = ' ';
    for c in text.chars() {
        if matches!(c, '_' | '-' | '/' | '.') {
            spaced.push(' ');
        } else {
            if c.is_ascii_uppercase() && before.is_ascii_lowercase() {
                spaced.push(' ');
            }
            spaced.extend(c.to_lowercase());
        }
        before = c;
    }
    spaced
}

/// A header without the words for time and without what stands in brackets: what the time is of.
pub(super) fn stem(header: &str) -> String {
    let bare = header.split(['(', '（', '[']).next().unwrap_or(header);
    let mut words = spaced(bare);
    for word in TIMES {
        if word.is_ascii() {
            let kept: Vec<&str> = words.split_whitespace().filter(|other| other != word).collect();
            words = kept.join(" ");
        } else {
            words = words.replace(word, "");
        }
    }
    words.trim().to_owned()
}

/// What stands in brackets in a header, as units do.
pub(super) fn bracketed(header: &str) -> Option<&str> {
    let (_, inside) = header.split_once(['(', '（'])?;
    inside.split([')', '）']).next().map(str::trim).filter(|inside| !inside.is_empty())
}

/// The words of a vocabulary that a Chinese header or value means.
pub(super) fn meanings(text: &str) -> impl Iterator<Item = &'static str> {
    let text = text.to_owned();
    MEANINGS.iter().filter(move |(word, _)| text.contains(word)).map(|(_, meaning)| *meaning)
}

/// How alike two names are, 0 to 1: by characters in Chinese, else by words.
pub(super) fn alike(a: &str, b: &str) -> f64 {
    let (a, b) = (spaced(a), spaced(b));
    let (a, b) = (a.trim(), b.trim());
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    let (mut first, mut second): (Vec<String>, Vec<String>) = if a.is_ascii() && b.is_ascii() {
        (a.split_whitespace().map(root).collect(), b.split_whitespace().map(root).collect())
    } else {
        (a.chars().map(String::from).collect(), b.chars().map(String::from).collect())
    };
    first.sort();
    second.sort();
    let shared = first.iter().filter(|part| second.contains(part)).count();
    let share = 2.0 * shared as f64 / (first.len() + second.len()) as f64;
    // One inside the other is more than the same letters anywhere.
    if b.contains(a) || a.contains(b) { share.max(0.8) } else { share.min(0.95) }
}

/// Words of exports and those that vocabularies have for the same.
const SYNONYMS: &[(&str, &str)] = &[
    ("修复", "排除"),
    ("恢复", "排除"),
    ("处理完成", "排除"),
    ("到场", "到达现场"),
    ("派工", "派单"),
    ("受理", "报修"),
    ("出发", "出车"),
    ("离场", "离开"),
    ("撤离", "离开"),
    ("归档", "结果上传"),
];

/// As [`alike`], with words that mean the same.
pub(super) fn meant(text: &str, name: &str) -> f64 {
    let others = SYNONYMS.iter().filter(|(word, _)| text.contains(word));
    others
        .map(|(word, other)| alike(&text.replace(word, other), name).min(0.95))
        .fold(alike(text, name), f64::max)
}

/// `dispatched`, `dispatching` and `dispatch` are one word.
fn root(word: &str) -> String {
    let root = ["ing", "ed", "es", "s"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|root| root.len() > 2));
    root.unwrap_or(word).trim_end_matches('e').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_known_by_their_words() {
        assert_eq!(stem("派单时间"), "派单");
        assert_eq!(stem("Resolved At"), "resolved");
        assert_eq!(stem("到场日期（必填）"), "到场");
        assert_eq!(bracketed("通话时长（秒）"), Some("秒"));
        assert!(holds("ticketId", IDS).is_some() && holds("Validity", IDS).is_none());
        assert!(alike("到场", "到达现场") > 0.6 && alike("dispatch", "dispatched") > 0.9);
        assert!(alike("回访", "到达现场") < 0.3);
    }
}
