//! The table about the files: one row for each, CSV or XLSX; which column is which is told by its header.

use crate::{stamp, talk::cut};
use guiju_log::{CellFault, Reason, RowValue, TalkFault, Unopened};
use guiju_table::{
    How, Input,
    cell::Cell,
    header::Header,
    source::{Met, Row, each_row},
    when,
};
use jiff::tz::TimeZone;
use std::{collections::BTreeMap, ops::ControlFlow};

/// What a column of the table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    File,
    Id,
    Start,
    End,
    Encounter,
    Speaker,
    StaffVoice,
    CustomerVoice,
    Agent,
    AgentName,
    Number,
}

const COLUMNS: &[(Column, &[&str])] = &[
    (
        Column::File,
        &[
            "file",
            "filename",
            "file_name",
            "recording",
            "文件",
            "文件名",
            "文件名称",
            "录音文件",
            "录音文件名",
            "录音",
            "录音名称",
        ],
    ),
    (
        Column::Id,
        &[
            "id",
            "call_id",
            "callid",
            "session_id",
            "编号",
            "通话编号",
            "流水号",
            "通话流水号",
            "会话编号",
            "话单号",
            "录音流水号",
        ],
    ),
    (
        Column::Start,
        &[
            "start",
            "started",
            "start_time",
            "begin",
            "begin_time",
            "开始",
            "开始时间",
            "通话开始时间",
            "呼叫时间",
            "来电时间",
            "接通时间",
            "录音开始时间",
        ],
    ),
    (Column::End, &["end", "ended", "end_time", "结束", "结束时间", "通话结束时间", "挂机时间"]),
    (Column::Encounter, &["encounter", "服务类型"]),
    (Column::Speaker, &["speaker", "说话人", "角色"]),
    (
        Column::StaffVoice,
        &[
            "staff_channel",
            "agent_channel",
            "staff_voice",
            "agent_voice",
            "坐席声道",
            "座席声道",
            "客服声道",
            "坐席说话人",
        ],
    ),
    (Column::CustomerVoice, &["customer_channel", "customer_voice", "客户声道", "用户声道", "客户说话人"]),
    (
        Column::Agent,
        &[
            "agent",
            "agent_id",
            "staff",
            "staff_id",
            "坐席",
            "座席",
            "坐席工号",
            "座席工号",
            "工号",
            "客服",
            "客服工号",
            "员工编号",
        ],
    ),
    (Column::AgentName, &["agent_name", "staff_name", "坐席姓名", "座席姓名", "客服姓名", "员工姓名"]),
    (
        Column::Number,
        &[
            "number",
            "phone",
            "caller",
            "customer_number",
            "号码",
            "客户号码",
            "主叫号码",
            "来电号码",
            "客户电话",
            "电话",
            "手机号",
        ],
    ),
];

/// Columns from 0, and what each is about; none: an attribute.
type Columns = Vec<(u32, Option<Column>)>;

/// What the table says of a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AboutFile {
    /// The row, from 1.
    pub row: u32,
    /// The name as the table has it.
    pub file: String,
    /// The encounter's id; files with one id are one talk.
    pub id: Option<String>,
    /// When the recording began, microseconds since 1970 UTC.
    pub start_us: Option<i64>,
    /// When the talk ended, microseconds since 1970 UTC.
    pub end_us: Option<i64>,
    /// The encounter's type.
    pub encounter: Option<String>,
    /// Whose voice the whole file is: a role.
    pub speaker: Option<String>,
    /// The voice of our side in it.
    pub staff_voice: Option<String>,
    /// The voice of the customer in it.
    pub customer_voice: Option<String>,
    /// The id of who spoke for us.
    pub agent: Option<String>,
    /// The name of who spoke for us.
    pub agent_name: Option<String>,
    /// The customer's number.
    pub number: Option<String>,
    /// All other columns, by their headers.
    pub others: Vec<(String, RowValue)>,
}

/// The table about the files.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// The table's name, for places.
    pub(crate) name: String,
    files: BTreeMap<String, AboutFile>,
    /// What of it was not taken, by row and column (0 where it is the whole row).
    pub(crate) refused: Vec<(u32, u32, Reason)>,
}

impl About {
    /// Reads the table; `zone` is where its times are local. A faulty cell is refused, and its row stays without it.
    ///
    /// # Errors
    /// The file can't be opened.
    pub fn read(input: &Input, zone: Option<&TimeZone>) -> Result<Self, Unopened> {
        let mut about = Self { name: input.name.clone(), ..Self::default() };
        let mut header: Option<(Header, Columns)> = None;
        each_row(input, &How::default(), &mut |met| {
            match met {
                Met::Refused { line, fault } => about.refused.push((line, 0, Reason::Table(fault))),
                Met::Row(row) => match &header {
                    None => {
                        let names = Header::of(std::slice::from_ref(&row));
                        let columns = columns(&names);
                        if columns.iter().all(|(_, column)| *column != Some(Column::File)) {
                            about.refused.push((row.line, 0, Reason::Talk(TalkFault::NoFileColumn)));
                            return ControlFlow::Break(());
                        }
                        header = Some((names, columns));
                    }
                    Some((names, columns)) => about.take(&row, names, columns, zone),
                },
            }
            ControlFlow::Continue(())
        })?;
        Ok(about)
    }

    /// Whether a table's first row has a column that names files.
    ///
    /// # Errors
    /// The file can't be opened.
    pub fn is_about_files(input: &Input) -> Result<bool, Unopened> {
        let mut found = false;
        each_row(input, &How::default(), &mut |met| {
            if let Met::Row(row) = met {
                let header = Header::of(std::slice::from_ref(&row));
                found = columns(&header).iter().any(|(_, column)| *column == Some(Column::File));
            }
            ControlFlow::Break(())
        })?;
        Ok(found)
    }

    /// What it says of a file, by its name with or without folders and ending.
    #[must_use]
    pub fn of(&self, path: &str) -> Option<&AboutFile> {
        self.files.get(&stem(path))
    }

    /// The rows, in order of file name.
    pub fn rows(&self) -> impl Iterator<Item = &AboutFile> {
        self.files.values()
    }

    fn take(
        &mut self,
        row: &Row,
        names: &Header,
        columns: &[(u32, Option<Column>)],
        zone: Option<&TimeZone>,
    ) {
        let mut found = AboutFile { row: row.line, ..AboutFile::default() };
        for (at, column) in columns {
            let cell = row.cell(*at);
            if cell.is_empty() {
                continue;
            }
            let text = || Some(cell.shown().trim().to_owned()).filter(|text| !text.is_empty());
            match column {
                Some(Column::File) => found.file = text().unwrap_or_default(),
                Some(Column::Id) => found.id = text(),
                Some(Column::Start | Column::End) => match time(cell, zone) {
                    Ok(us) if *column == Some(Column::Start) => found.start_us = Some(us),
                    Ok(us) => found.end_us = Some(us),
                    Err(fault) => {
                        let reason = Reason::Cell { column: names.name(*at), fault };
                        self.refused.push((row.line, at.saturating_add(1), reason));
                    }
                },
                Some(Column::Encounter) => found.encounter = text(),
                Some(Column::Speaker) => found.speaker = text().map(role),
                Some(Column::StaffVoice) => found.staff_voice = text(),
                Some(Column::CustomerVoice) => found.customer_voice = text(),
                Some(Column::Agent) => found.agent = text(),
                Some(Column::AgentName) => found.agent_name = text(),
                Some(Column::Number) => found.number = text(),
                None => {
                    let value = match cell {
                        Cell::Number(number) => RowValue::Float(*number),
                        Cell::Bool(truth) => RowValue::Bool(*truth),
                        other => RowValue::Text(other.shown().into_owned()),
                    };
                    found.others.push((names.name(*at), value));
                }
            }
        }
        if found.file.is_empty() {
            let reason = Reason::Cell { column: self.file_column(names, columns), fault: CellFault::Empty };
            return self.refused.push((row.line, 0, reason));
        }
        let key = stem(&found.file);
        match self.files.get(&key) {
            Some(first) => {
                let fault = TalkFault::ToldTwice { file: found.file, first: first.row };
                self.refused.push((row.line, 0, Reason::Talk(fault)));
            }
            None => {
                self.files.insert(key, found);
            }
        }
    }

    fn file_column(&self, names: &Header, columns: &[(u32, Option<Column>)]) -> String {
        let at = columns.iter().find(|(_, column)| *column == Some(Column::File));
        at.map(|(at, _)| names.name(*at)).unwrap_or_default()
    }
}

/// What a role is called in the table, as the standard has it.
fn role(text: String) -> String {
    crate::speakers::side_of_word(&text).map_or(text, str::to_owned)
}

fn columns(header: &Header) -> Columns {
    let mut taken = Vec::new();
    let known = |name: &str| {
        let name = name.trim().to_lowercase().replace([' ', '-'], "_");
        COLUMNS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(column, _)| *column)
    };
    header
        .names()
        .map(|(at, name)| {
            // Of two columns with one meaning the left one counts, the other is an attribute.
            let column = known(name).filter(|column| !taken.contains(column));
            taken.extend(column);
            (at, column)
        })
        .collect()
}

fn time(cell: &Cell, zone: Option<&TimeZone>) -> Result<i64, CellFault> {
    if let Cell::Serial(days) = cell {
        let text = when::serial_text(*days);
        return stamp::instant(&text, None, zone).map_err(|fault| as_cell(fault, &text));
    }
    let text = cell.shown();
    stamp::instant(&text, None, zone).map_err(|fault| as_cell(fault, &text))
}

fn as_cell(fault: TalkFault, text: &str) -> CellFault {
    match fault {
        TalkFault::NoZone { text } => CellFault::NoZone { text },
        _ => CellFault::NotATime { text: cut(text) },
    }
}

/// Endings of recordings and transcripts, several of which may stand one behind the other.
const ENDINGS: &[&str] = &[
    "wav", "mp3", "m4a", "amr", "ogg", "opus", "flac", "aac", "wma", "mp4", "webm", "v3", "vox", "srt",
    "vtt", "json", "jsonl", "txt", "eml", "mbox", "gz",
];

/// A file's name without folders and endings: what tables and transcripts have in common.
pub(crate) fn stem(path: &str) -> String {
    let mut name = path.rsplit(['/', '\\']).next().unwrap_or(path).trim();
    while let Some((before, ending)) = name.rsplit_once('.') {
        if before.is_empty() || !ENDINGS.contains(&ending.to_ascii_lowercase().as_str()) {
            break;
        }
        name = before;
    }
    name.to_lowercase()
}
