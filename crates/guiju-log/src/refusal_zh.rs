//! Refusals in Chinese.

use crate::{
    instant::format_rfc3339,
    refusal::{Expected, Part, Reason},
};

impl Reason {
    /// The same in Chinese, for the person who sent the record; `Display` is the English text.
    #[must_use]
    pub fn chinese(&self) -> String {
        match self {
            Self::Conflict { kind, id, first } => {
                format!(
                    "{}“{id}”已有记录，但内容不同（见 {first}）；以先到的为准，请给另一条换一个 id",
                    part(*kind)
                )
            }
            Self::AttributeConflict { id, names } => {
                format!(
                    "对象“{id}”的属性“{}”已有别的值；以先到的为准，后来的变化请写明 time",
                    names.join("”“")
                )
            }
            Self::TwoValues { name } => {
                format!("同一条记录里“{name}”有两个值；点号写法与嵌套写法是同一个属性，只写一次")
            }
            Self::Missing { of, field } => format!("{}缺少“{field}”，请补上", part(*of)),
            Self::WrongType { of, field, expected: wanted } => {
                format!("{}的“{field}”应为{}", part(*of), expected(*wanted))
            }
            Self::UnknownField { of, field, known } => {
                format!("{}没有字段“{field}”；请放进 attributes，或改用：{known}", part(*of))
            }
            Self::NoOffset { text } => format!("时间“{text}”没有时区偏移；请写成 2026-03-02T09:00:00+08:00"),
            Self::BadTime { text } => format!("“{text}”不是时间；请写成 2026-03-02T09:00:00+08:00"),
            Self::AbsurdTime { time_us } => {
                format!(
                    "时间 {} 不合常理；应在 1970-01-01 与 2200-01-01 之间，请检查单位和时钟",
                    format_rfc3339(*time_us)
                )
            }
            Self::NotJson { what } => format!("不是 JSON（{what}）；请每行写一个 JSON 对象"),
            Self::UnknownShape => {
                "不是日志行；每行应为事件、对象或通话记录，写法见说明书“日志行”一节".to_owned()
            }
            Self::NotXml { what } => format!("XML 无法读取（{what}）；其后的内容未读，请修复或重新导出"),
            Self::NotXes { found } => {
                format!("<{found}> 不属于 XES；XES 文件是 <log>，其中有 <trace> 和 <event>")
            }
            Self::NotOcel { what } => format!("不是能读取的 OCEL 2.0（{what}）；请重新导出为 OCEL 2.0"),
            Self::NotTable { what } => format!("不是日志表（{what}）；guiju convert 写出的表可以读"),
            Self::NotBuilt { format } => {
                format!("此程序编译时未带 {format}；请打开 `{}` 功能重新编译", format.to_lowercase())
            }
            Self::TooDeep { limit } => format!("嵌套超过 {limit} 层，请展平"),
            Self::TooLong { limit_mib } => format!("长度超过 {limit_mib} MiB，请拆分"),
            Self::NotUtf8 => "不是 UTF-8 编码，请另存为 UTF-8".to_owned(),
            Self::Broken { what } => format!("输入到此中断（{what}）；之前的已读入，请重新取得文件"),
            Self::UnknownFormat { first } => {
                format!(
                    "不是已知的日志格式（JSON Lines、OCEL 2.0、XES、Parquet，可用 gzip 压缩）；首字节为 {first}"
                )
            }
            Self::Cell { column, fault } => format!("“{column}”列：{}", fault.chinese()),
            Self::Table(fault) => fault.chinese(),
            Self::Talk(fault) => fault.chinese(),
            Self::Full => "日志已满（四十亿个字符串或记录），请分批判定".to_owned(),
        }
    }
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Line => "行",
        Part::Event => "事件",
        Part::Object => "对象",
        Part::Transcript => "通话记录",
        Part::Turn => "话轮",
        Part::Relationship => "关系",
        Part::Attribute => "属性",
    }
}

fn expected(expected: Expected) -> &'static str {
    match expected {
        Expected::Braces => "花括号括起的对象",
        Expected::Text => "字符串",
        Expected::Time => "时间，如 2026-03-02T09:00:00+08:00",
        Expected::WholeNumber => "整数",
        Expected::Number => "数字",
        Expected::Milliseconds => "毫秒数",
        Expected::List => "列表",
        Expected::Attributes => "映射，或由 name、value 组成的列表",
        Expected::Truth => "true 或 false",
    }
}
