//! What became of each column and why, and what is doubtful: data, and in words.

use crate::when::Order;
use guiju_time::Lang;

/// A column and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Became {
    /// The table.
    pub table: String,
    /// The column's header.
    pub column: String,
    /// What it became.
    pub role: Role,
    /// Why.
    pub why: Why,
}

/// What a column becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// The id of what is judged, of this type.
    Subject(String),
    /// What events belong to.
    Encounter(String),
    /// An event of this type.
    Event(String),
    /// The time of the events.
    Time,
    /// What happened.
    Activity,
    /// The date of times that stand in other columns.
    Date,
    /// An attribute of the object.
    Attribute(String),
    /// An attribute of the events.
    EventAttribute(String),
    /// A related object.
    Related(String),
    /// Left out.
    LeftOut,
}

/// Why a column became that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Its header says so.
    Header,
    /// Its cells say so.
    Cells,
    /// Its header is like this name of the standard.
    Like(String),
    /// Its values are those of the standard.
    Values,
    /// The file before has it too.
    Shared,
    /// Planned, not done.
    Planned,
    /// It is the same in all rows of one case.
    Constant,
    /// All of it is empty.
    Empty,
    /// Nothing else fits.
    Else,
}

/// Something that a person must decide.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the texts say it")]
pub enum Doubt {
    DayOrMonth { column: String, took: Order },
    NoZone { took: String },
    Repeated { column: String, example: String },
    EmptyId { column: String, rows: usize },
    NoId,
    RowIds,
    NoMatch { column: String, took: String },
    Weak { column: String, took: String },
    NoEntry { column: String, values: Vec<String> },
    LeftOut { column: String },
    NoUnit { column: String, took: &'static str },
    Unlike { column: String, cells: usize, example: String },
    Merged { column: String },
    OnlyDate { column: String },
    OnlyClock { column: String },
    DateInTitle { date: String },
    Midnight { column: String, near: String },
    OtherTime { column: String },
    Lifecycle { column: String },
    Sheets { took: String, others: Vec<String> },
    Sampled { rows: usize },
    Unread { what: String },
    NoEvents,
    NotLinked { file: String },
}

impl Role {
    /// In words.
    pub fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Role::Subject(kind), Lang::Zh) => format!("判定对象 {kind} 的 id"),
            (Role::Subject(kind), Lang::En) => format!("id of the {kind}"),
            (Role::Encounter(kind), Lang::Zh) => format!("事件所属的 {kind}"),
            (Role::Encounter(kind), Lang::En) => format!("{kind} that events belong to"),
            (Role::Event(kind), Lang::Zh) => format!("事件 {kind}"),
            (Role::Event(kind), Lang::En) => format!("event {kind}"),
            (Role::Time, Lang::Zh) => "事件的时间".to_owned(),
            (Role::Time, Lang::En) => "time of the event".to_owned(),
            (Role::Activity, Lang::Zh) => "发生了什么".to_owned(),
            (Role::Activity, Lang::En) => "what happened".to_owned(),
            (Role::Date, Lang::Zh) => "其他列时刻的日期".to_owned(),
            (Role::Date, Lang::En) => "date of times in other columns".to_owned(),
            (Role::Attribute(name), Lang::Zh) => format!("属性 {name}"),
            (Role::Attribute(name), Lang::En) => format!("attribute {name}"),
            (Role::EventAttribute(name), Lang::Zh) => format!("事件的属性 {name}"),
            (Role::EventAttribute(name), Lang::En) => format!("attribute {name} of the event"),
            (Role::Related(name), Lang::Zh) => format!("相关对象（{name}）"),
            (Role::Related(name), Lang::En) => format!("related object ({name})"),
            (Role::LeftOut, Lang::Zh) => "不用".to_owned(),
            (Role::LeftOut, Lang::En) => "left out".to_owned(),
        }
    }
}

impl Why {
    /// In words.
    pub fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Why::Header, Lang::Zh) => "看表头".to_owned(),
            (Why::Header, Lang::En) => "by its header".to_owned(),
            (Why::Cells, Lang::Zh) => "看内容".to_owned(),
            (Why::Cells, Lang::En) => "by its cells".to_owned(),
            (Why::Like(name), Lang::Zh) => format!("近于规范的“{name}”"),
            (Why::Like(name), Lang::En) => format!("like `{name}` of the standard"),
            (Why::Values, Lang::Zh) => "取值与规范相符".to_owned(),
            (Why::Values, Lang::En) => "its values are the standard's".to_owned(),
            (Why::Shared, Lang::Zh) => "与前一文件共有".to_owned(),
            (Why::Shared, Lang::En) => "shared with the file before".to_owned(),
            (Why::Planned, Lang::Zh) => "是计划，不是发生".to_owned(),
            (Why::Planned, Lang::En) => "planned, not done".to_owned(),
            (Why::Constant, Lang::Zh) => "同一案例各行相同".to_owned(),
            (Why::Constant, Lang::En) => "the same in all rows of a case".to_owned(),
            (Why::Empty, Lang::Zh) => "全空".to_owned(),
            (Why::Empty, Lang::En) => "empty".to_owned(),
            (Why::Else, Lang::Zh) => "照原样保留".to_owned(),
            (Why::Else, Lang::En) => "kept as it is".to_owned(),
        }
    }
}

impl Doubt {
    /// In words.
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.chinese(),
            Lang::En => self.english(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Doubt::DayOrMonth { column, took } => {
                format!("“{column}”的月和日分不清先后，暂按 {}；请核对 dates", order(*took))
            }
            Doubt::NoZone { took } => format!("时间没有时区，暂按 {took}；请核对 zone"),
            Doubt::Repeated { column, example } => {
                format!("“{column}”有重复，如“{example}”；同一编号的行会合为一个对象")
            }
            Doubt::EmptyId { column, rows } => format!("“{column}”有 {rows} 行是空的，这些行会被拒"),
            Doubt::NoId => "没有像编号的列，暂以行号为 id；重新导出后行号会变".to_owned(),
            Doubt::RowIds => "事件没有自己的编号，以行号为 id；请每次导入整份文件".to_owned(),
            Doubt::NoMatch { column, took } => {
                format!("规范里没有与“{column}”相近的活动，暂名“{took}”；没有条款会看它")
            }
            Doubt::Weak { column, took } => format!("“{column}”是不是“{took}”？只是名字有些像"),
            Doubt::NoEntry { column, values } => {
                format!("“{column}”的取值在规范里没有对应：{}；请在取值表里改", values.join("、"))
            }
            Doubt::LeftOut { column } => format!("“{column}”没有用上"),
            Doubt::NoUnit { column, took } => format!("“{column}”没写单位，暂按 {took}"),
            Doubt::Unlike { column, cells, example } => {
                format!("“{column}”有 {cells} 格读不懂，如“{example}”")
            }
            Doubt::Merged { column } => format!("“{column}”空格处按合并单元格算，取上面的值"),
            Doubt::OnlyDate { column } => format!("“{column}”只有日期，没有时刻，不能作事件的时间"),
            Doubt::OnlyClock { column } => format!("“{column}”只有时刻，找不到日期"),
            Doubt::DateInTitle { date } => format!("日期 {date} 取自表格标题；换一天的文件时要改"),
            Doubt::Midnight { column, near } => {
                format!("“{column}”有过了零点的，取离“{near}”最近的那一天")
            }
            Doubt::OtherTime { column } => {
                format!("一行有几个时间，“{column}”暂作属性；若是另一事件，请加一条")
            }
            Doubt::Lifecycle { column } => {
                format!("“{column}”分开始与完成，两种都成了事件；不要的请用 where 去掉")
            }
            Doubt::Sheets { took, others } => {
                format!("工作簿有几张表，读了“{took}”；另有：{}", others.join("、"))
            }
            Doubt::Sampled { rows } => format!("只看了前 {rows} 行；后面的取值可能不在取值表里"),
            Doubt::Unread { what } => what.clone(),
            Doubt::NoEvents => "没有找到时间，一个事件也没有".to_owned(),
            Doubt::NotLinked { file } => format!("看不出 {file} 与前一文件怎样相连"),
        }
    }

    fn english(&self) -> String {
        match self {
            Doubt::DayOrMonth { column, took } => {
                format!("day and month of `{column}` may be either, taken as {}; check `dates`", order(*took))
            }
            Doubt::NoZone { took } => format!("times have no zone, taken as {took}; check `zone`"),
            Doubt::Repeated { column, example } => {
                format!("`{column}` repeats, `{example}` for one; rows with one id become one object")
            }
            Doubt::EmptyId { column, rows } => format!("`{column}` is empty in {rows} rows, which will be refused"),
            Doubt::NoId => "no column looks like an id; the number of the row is taken, which changes with the next export".to_owned(),
            Doubt::RowIds => "events have no id of their own; the number of the row is taken: always import the whole file".to_owned(),
            Doubt::NoMatch { column, took } => {
                format!("no activity of the standard is like `{column}`; named `{took}`, no clause will see it")
            }
            Doubt::Weak { column, took } => format!("is `{column}` really `{took}`? The names are only somewhat alike"),
            Doubt::NoEntry { column, values } => {
                format!("values of `{column}` that the standard does not have: {}; change them in the value table", values.join(", "))
            }
            Doubt::LeftOut { column } => format!("`{column}` is left out"),
            Doubt::NoUnit { column, took } => format!("`{column}` has no unit, taken as {took}"),
            Doubt::Unlike { column, cells, example } => {
                format!("{cells} cells of `{column}` can't be read, `{example}` for one")
            }
            Doubt::Merged { column } => format!("empty cells of `{column}` are taken for merged ones and hold what stands above"),
            Doubt::OnlyDate { column } => format!("`{column}` has a date and no time of day; it can't be an event's time"),
            Doubt::OnlyClock { column } => format!("`{column}` has a time of day, and no date is found"),
            Doubt::DateInTitle { date } => format!("the date {date} stands in the title; change it for the file of another day"),
            Doubt::Midnight { column, near } => {
                format!("some of `{column}` lie beyond midnight; each is taken for the day on which it is nearest to `{near}`")
            }
            Doubt::OtherTime { column } => {
                format!("a row has several times; `{column}` became an attribute. If it is another event, add one")
            }
            Doubt::Lifecycle { column } => {
                format!("`{column}` tells start from completion, and both became events; drop one with `where`")
            }
            Doubt::Sheets { took, others } => format!("of several sheets `{took}` was read; there are also {}", others.join(", ")),
            Doubt::Sampled { rows } => format!("only the first {rows} rows were looked at; later ones may hold other values"),
            Doubt::Unread { what } => what.clone(),
            Doubt::NoEvents => "no time was found, so there is no event at all".to_owned(),
            Doubt::NotLinked { file } => format!("nothing shows how {file} is linked to the file before"),
        }
    }
}

fn order(order: Order) -> &'static str {
    match order {
        Order::Ymd => "ymd",
        Order::Mdy => "mdy",
        Order::Dmy => "dmy",
    }
}
