//! What can be wrong with a cell, a row or a file of a table.

/// Why a cell of a table was not taken, or a row, or what is left of a file. Texts are cut to what finds them again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CellFault {
    /// It must hold something.
    #[error("empty; the record needs it")]
    Empty,
    /// No time that can be read.
    #[error(
        "`{text}` is not a time that is known; name its `format` in the mapping, such as \"%d.%m.%Y %H:%M\""
    )]
    NotATime {
        /// The cell.
        text: String,
    },
    /// A date without time of day where an instant is needed, or the other way round.
    #[error(
        "`{text}` is only half a time; give date and time of day in the mapping as `time: {{ date: …, clock: … }}`"
    )]
    HalfATime {
        /// The cell.
        text: String,
    },
    /// Before 1970 or after 2199: a broken clock, or not a time at all.
    #[error("`{text}` is absurd; times lie between 1970 and 2200, check the unit and the clock")]
    Absurd {
        /// The cell.
        text: String,
    },
    /// Day and month may be either way round.
    #[error("day and month of `{text}` may be either; write `dates: dmy`, `mdy` or `ymd` into the mapping")]
    DayOrMonth {
        /// The cell.
        text: String,
    },
    /// A local time, and nobody says of where.
    #[error("time `{text}` has no zone; write `zone: Asia/Shanghai` (or another) into the mapping")]
    NoZone {
        /// The cell.
        text: String,
    },
    /// No number.
    #[error("`{text}` is not a number")]
    NotANumber {
        /// The cell.
        text: String,
    },
    /// Another unit than can be converted.
    #[error("`{text}` is not in a unit that converts to `{unit}`")]
    OtherUnit {
        /// The cell.
        text: String,
        /// The unit of the mapping.
        unit: String,
    },
    /// No duration.
    #[error("`{text}` is not a duration; bare numbers need `unit:` in the mapping")]
    NotADuration {
        /// The cell.
        text: String,
    },
    /// Neither yes nor no.
    #[error("`{text}` is neither yes nor no; write a value table for it")]
    NotATruth {
        /// The cell.
        text: String,
    },
    /// The value table has no entry.
    #[error("the value table `{table}` has no entry for `{text}`; add one, or \"*\" for all others")]
    NotInTable {
        /// The table.
        table: String,
        /// The cell.
        text: String,
    },
    /// No JSON.
    #[error("`{text}` is not JSON")]
    NotJson {
        /// The cell.
        text: String,
    },
    /// No row of the joined table has the key.
    #[error("`{table}` has no row with the key `{key}`")]
    NoPartner {
        /// The joined table.
        table: String,
        /// The key.
        key: String,
    },
    /// Several rows of the joined table have the key.
    #[error("`{table}` has several rows with the key `{key}`; which one is meant is not known")]
    TwoPartners {
        /// The joined table.
        table: String,
        /// The key.
        key: String,
    },
    /// A character that does not exist in the file's encoding.
    #[error("holds what is no character in the file's encoding; name the right `encoding` in the mapping")]
    Garbled,
    /// A formula's error (`#REF!`).
    #[error("the formula failed: {what}")]
    Formula {
        /// As Excel says it.
        what: String,
    },
    /// A cell is unreasonably long.
    #[error("longer than {limit_kib} KiB; no cell of a log is")]
    LongCell {
        /// The limit.
        limit_kib: usize,
    },
    /// A record is unreasonably long, most often because a quote is not closed.
    #[error("the row is longer than {limit_kib} KiB; is a quote (\") not closed?")]
    LongRow {
        /// The limit.
        limit_kib: usize,
    },
    /// More columns than a table of records has.
    #[error("more than {limit} columns; those beyond are not read")]
    ManyColumns {
        /// The limit.
        limit: usize,
    },
    /// Inflates to more than is read.
    #[error("inflates to more than {limit_mib} MiB; split the workbook, or save the sheet as CSV")]
    Inflates {
        /// The limit.
        limit_mib: u64,
    },
    /// No workbook that can be read.
    #[error("not a workbook that can be read: {what}; save it again as .xlsx")]
    NotAWorkbook {
        /// What the reader met.
        what: String,
    },
    /// Reading failed in the middle.
    #[error("reading breaks off here: {what}; what came before was read")]
    BreaksOff {
        /// What the system said.
        what: String,
    },
}

impl CellFault {
    /// The same in Chinese; `Display` is the English text.
    #[must_use]
    pub fn chinese(&self) -> String {
        match self {
            Self::Empty => "是空的，而这条记录需要它".to_owned(),
            Self::NotATime { text } => {
                format!("“{text}”不是认得的时间；请在映射里写明 format，如 \"%d.%m.%Y %H:%M\"")
            }
            Self::HalfATime { text } => {
                format!("“{text}”只是半个时间；请在映射里把日期和时刻合起来：time: {{ date: …, clock: … }}")
            }
            Self::Absurd { text } => {
                format!("“{text}”不合常理；时间应在 1970 与 2200 年之间，请检查单位和时钟")
            }
            Self::DayOrMonth { text } => {
                format!("“{text}”的月和日分不清先后；请在映射里写 dates: ymd、mdy 或 dmy")
            }
            Self::NoZone { text } => {
                format!("时间“{text}”没有时区；请在映射里写 zone: Asia/Shanghai（或别的）")
            }
            Self::NotANumber { text } => format!("“{text}”不是数"),
            Self::OtherUnit { text, unit } => format!("“{text}”的单位不能换算成“{unit}”"),
            Self::NotADuration { text } => format!("“{text}”不是时长；只写数字的，请在映射里写明 unit"),
            Self::NotATruth { text } => format!("“{text}”既不是“是”也不是“否”；请为它写一张取值表"),
            Self::NotInTable { table, text } => {
                format!("取值表“{table}”里没有“{text}”；请补上，或用 \"*\" 代表其余")
            }
            Self::NotJson { text } => format!("“{text}”不是 JSON"),
            Self::NoPartner { table, key } => format!("“{table}”里没有主键为“{key}”的行"),
            Self::TwoPartners { table, key } => format!("“{table}”里有几行主键都是“{key}”，不知指哪一行"),
            Self::Garbled => "有不属于文件编码的字符（乱码）；请在映射里写明 encoding".to_owned(),
            Self::Formula { what } => format!("公式出错：{what}"),
            Self::LongCell { limit_kib } => format!("长于 {limit_kib} KiB，记录里没有这样长的格"),
            Self::LongRow { limit_kib } => format!("这一行长于 {limit_kib} KiB；是不是引号（\"）没有收尾？"),
            Self::ManyColumns { limit } => format!("多于 {limit} 列，其后的不读"),
            Self::Inflates { limit_mib } => {
                format!("解压后超过 {limit_mib} MiB；请拆分工作簿，或把工作表另存为 CSV")
            }
            Self::NotAWorkbook { what } => format!("不是可读的工作簿（{what}）；请另存为 .xlsx"),
            Self::BreaksOff { what } => format!("读到此处中断（{what}）；之前的已读入"),
        }
    }
}
