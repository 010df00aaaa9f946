//! What can be wrong with a talk: a transcript in a recogniser's, an editor's or a messenger's own format.

/// Why a talk, or a turn of it, was not taken. Texts are cut to what finds them again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TalkFault {
    /// Turns count from the beginning of a recording, and nothing says when that was.
    #[error(
        "nothing says when this talk began; write a column `start` into the table about the files, or --started 2026-03-02T09:00:00+08:00"
    )]
    NoStart,
    /// Nobody says anything in it.
    #[error("no turn in it; nothing was said, or it is no {format}")]
    NoTurns {
        /// What it was read as.
        format: &'static str,
    },
    /// The times of a cue, or of a line, cannot be read.
    #[error("`{text}` is not a cue's time; write 00:01:02.500 --> 00:01:04.000")]
    BadCue {
        /// The line.
        text: String,
    },
    /// A local time, and nobody says of where.
    #[error("time `{text}` has no UTC offset; name the zone with --zone Asia/Shanghai")]
    NoZone {
        /// The time.
        text: String,
    },
    /// No time at all.
    #[error("`{text}` is not a time; write it like 2026-03-02 09:00:00")]
    BadTime {
        /// The text.
        text: String,
    },
    /// A sentence of a recogniser lacks a field, or the field holds something else.
    #[error("sentence {number} has no `{field}` that can be read; export it again")]
    Sentence {
        /// Which one, from 1.
        number: usize,
        /// The field.
        field: &'static str,
    },
    /// The file as a whole is not what it seemed.
    #[error("not {format} that can be read: {what}; export it again")]
    Unreadable {
        /// What it was read as.
        format: &'static str,
        /// What was met.
        what: String,
    },
    /// A recogniser that reports a failure in place of words.
    #[error("the recogniser failed and says: {said}; have it transcribed again")]
    Failed {
        /// Its own words.
        said: String,
    },
    /// A mail without a date.
    #[error("the mail has no `Date` that can be read; export it with its header")]
    NoMailDate,
    /// The table about the files names one that is not there.
    #[error("there is no file `{file}` among those given; mend the name, or give the file too")]
    NoFile {
        /// The name in the table.
        file: String,
    },
    /// Two rows of the table about the files name the same one.
    #[error("`{file}` is already told of in row {first}; the first row stays")]
    ToldTwice {
        /// The name.
        file: String,
        /// The row that stays.
        first: u32,
    },
    /// The table about the files has no column that names them.
    #[error("no column names files; call it `file` or 文件名")]
    NoFileColumn,
    /// More than is read at once.
    #[error("longer than {limit_mib} MiB; split it")]
    TooLong {
        /// The limit.
        limit_mib: usize,
    },
}

impl TalkFault {
    /// The same in Chinese.
    #[must_use]
    pub fn chinese(&self) -> String {
        match self {
            Self::NoStart => "没有写这段对话何时开始；请在文件信息表里加“开始时间”一列，或用 --started 2026-03-02T09:00:00+08:00".to_owned(),
            Self::NoTurns { format } => format!("里面没有一句话；没有人说话，或者不是 {format}"),
            Self::BadCue { text } => format!("“{text}”不是字幕时间；请写成 00:01:02.500 --> 00:01:04.000"),
            Self::NoZone { text } => format!("时间“{text}”没有时区；请用 --zone Asia/Shanghai 指明"),
            Self::BadTime { text } => format!("“{text}”不是时间；请写成 2026-03-02 09:00:00"),
            Self::Sentence { number, field } => format!("第 {number} 句没有能读的“{field}”；请重新导出"),
            Self::Unreadable { format, what } => format!("不是能读的 {format}（{what}）；请重新导出"),
            Self::Failed { said } => format!("语音识别没有成功，报告为：{said}；请重新转写"),
            Self::NoMailDate => "邮件没有能读的 Date；请连同邮件头一起导出".to_owned(),
            Self::NoFile { file } => format!("给出的文件里没有“{file}”；请改正文件名，或把该文件也给上"),
            Self::ToldTwice { file, first } => format!("“{file}”在第 {first} 行已有说明；以先到的为准"),
            Self::NoFileColumn => "没有写文件名的列；请把列名写成“文件名”或 file".to_owned(),
            Self::TooLong { limit_mib } => format!("长度超过 {limit_mib} MiB，请拆分"),
        }
    }
}
