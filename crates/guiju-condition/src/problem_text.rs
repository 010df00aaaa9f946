//! What is wrong with a condition, in people's words: a message says what, a help says what to write.

use crate::problem::{Expected, Lang, Problem, ProblemKind, SyntaxFault};
use crate::types::Type;

impl Problem {
    /// What is wrong, in one sentence without its full stop.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.kind.zh(),
            Lang::En => self.kind.en(),
        }
    }

    /// What to write instead, where there is something to say.
    pub fn help(&self, lang: Lang) -> Option<String> {
        let (zh, en) = self.kind.help()?;
        Some(match lang {
            Lang::Zh => zh,
            Lang::En => en,
        })
    }

    /// A stable code for the kind of problem, such as `unknown-name`.
    pub fn code(&self) -> &'static str {
        match &self.kind {
            ProblemKind::Syntax(_) => "condition-syntax",
            ProblemKind::UnknownName { .. } => "unknown-name",
            ProblemKind::UnknownField { .. } => "unknown-field",
            ProblemKind::UnknownActivity { .. } => "unknown-activity",
            ProblemKind::UnknownAttribute { .. } => "unknown-attribute",
            ProblemKind::UnknownFunction { .. } => "unknown-function",
            ProblemKind::Arguments { .. } => "wrong-arguments",
            ProblemKind::BareActivity { .. } | ProblemKind::EventWithoutAttribute { .. } => "bare-activity",
            ProblemKind::NotInEnum { .. } => "not-in-list",
            ProblemKind::Units { .. } => "unlike-units",
            ProblemKind::BadPattern => "bad-pattern",
            ProblemKind::BadDuration { .. } => "bad-duration",
            ProblemKind::BadTime { .. } => "bad-time",
            ProblemKind::NotBool { .. }
            | ProblemKind::WrongType { .. }
            | ProblemKind::Unlike { .. }
            | ProblemKind::NoOrder { .. }
            | ProblemKind::NoArithmetic { .. }
            | ProblemKind::NullComparison
            | ProblemKind::NothingToHave => "wrong-type",
        }
    }
}

impl ProblemKind {
    fn zh(&self) -> String {
        match self {
            ProblemKind::Syntax(fault) => fault.zh(),
            ProblemKind::UnknownName { name, .. } => format!("这里没有名为 `{name}` 的量"),
            ProblemKind::UnknownField { name, .. } => format!("这条记录没有字段 `{name}`"),
            ProblemKind::UnknownActivity { name, .. } => format!("词汇表里没有活动 `{name}`"),
            ProblemKind::UnknownAttribute { activity, attr } => {
                format!("活动 `{activity}` 没有属性 `{attr}`")
            }
            ProblemKind::UnknownFunction { name, .. } => format!("没有函数 `{name}`"),
            ProblemKind::Arguments { usage } => format!("写法不对，应写成 `{usage}`"),
            ProblemKind::BareActivity { name } => format!("`{name}` 是活动，不能直接当作值"),
            ProblemKind::EventWithoutAttribute { call } => format!("`{call}` 后面要写明取哪个属性"),
            ProblemKind::NotBool { found } => format!("这里要的是真或假，写的是{}", zh_type(found)),
            ProblemKind::WrongType { expected, found } => {
                format!("这里要的是{}，写的是{}", zh_expected(*expected), zh_type(found))
            }
            ProblemKind::Unlike { left, right } => format!("{}和{}不能相比", zh_type(left), zh_type(right)),
            ProblemKind::Units { left, right } => format!("单位不同：左边是 {left}，右边是 {right}"),
            ProblemKind::NoOrder { found } => format!("{}没有大小之分", zh_type(found)),
            ProblemKind::NoArithmetic { operator, left, right } => {
                format!("{}和{}之间不能用 `{operator}`", zh_type(left), zh_type(right))
            }
            ProblemKind::NotInEnum { value, allowed, .. } => {
                format!("`{value}` 不在可取的值里（{}）", allowed.join("、"))
            }
            ProblemKind::NullComparison => "不必与 `null` 相比：没有的属性不是 `null`".to_owned(),
            ProblemKind::NothingToHave => "`has` 里要写一个可能没有的属性".to_owned(),
            ProblemKind::BadPattern => "这不是有效的正则表达式".to_owned(),
            ProblemKind::BadDuration { text } => format!("`{text}` 不是时长"),
            ProblemKind::BadTime { text } => format!("`{text}` 不是带时区的时刻"),
        }
    }

    fn en(&self) -> String {
        match self {
            ProblemKind::Syntax(fault) => fault.en(),
            ProblemKind::UnknownName { name, .. } => format!("nothing is named `{name}` here"),
            ProblemKind::UnknownField { name, .. } => format!("the record has no field `{name}`"),
            ProblemKind::UnknownActivity { name, .. } => format!("the vocabulary has no activity `{name}`"),
            ProblemKind::UnknownAttribute { activity, attr } => {
                format!("the activity `{activity}` has no attribute `{attr}`")
            }
            ProblemKind::UnknownFunction { name, .. } => format!("there is no function `{name}`"),
            ProblemKind::Arguments { usage } => format!("this is written `{usage}`"),
            ProblemKind::BareActivity { name } => format!("`{name}` is an activity, not a value"),
            ProblemKind::EventWithoutAttribute { call } => format!("`{call}` needs an attribute behind it"),
            ProblemKind::NotBool { found } => {
                format!("this must be true or false, and is {}", en_type(found))
            }
            ProblemKind::WrongType { expected, found } => {
                format!("this must be {}, and is {}", en_expected(*expected), en_type(found))
            }
            ProblemKind::Unlike { left, right } => {
                format!("{} and {} cannot be compared", en_type(left), en_type(right))
            }
            ProblemKind::Units { left, right } => format!("the units differ: {left} and {right}"),
            ProblemKind::NoOrder { found } => format!("{} has no order", en_type(found)),
            ProblemKind::NoArithmetic { operator, left, right } => {
                format!("`{operator}` does not take {} and {}", en_type(left), en_type(right))
            }
            ProblemKind::NotInEnum { value, allowed, .. } => {
                format!("`{value}` is not one of the values ({})", allowed.join(", "))
            }
            ProblemKind::NullComparison => "an absent attribute is not `null`".to_owned(),
            ProblemKind::NothingToHave => "`has` asks for an attribute that may be absent".to_owned(),
            ProblemKind::BadPattern => "this is not a regular expression".to_owned(),
            ProblemKind::BadDuration { text } => format!("`{text}` is not a duration"),
            ProblemKind::BadTime { text } => format!("`{text}` is not an instant with its offset"),
        }
    }

    /// What to write instead, in Chinese and in English.
    fn help(&self) -> Option<(String, String)> {
        let write = |code: &str| (format!("请写 `{code}`"), format!("write `{code}`"));
        let both = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        Some(match self {
            ProblemKind::Syntax(fault) => return fault.help(),
            ProblemKind::UnknownName { nearest: Some(near), .. }
            | ProblemKind::UnknownField { nearest: Some(near), .. }
            | ProblemKind::UnknownActivity { nearest: Some(near), .. }
            | ProblemKind::UnknownFunction { nearest: Some(near), .. }
            | ProblemKind::NotInEnum { nearest: Some(near), .. } => {
                (format!("是不是 `{near}`？"), format!("did you mean `{near}`?"))
            }
            ProblemKind::UnknownName { .. } => both(
                "名称在 vocabulary.yaml 或 params.yaml 里声明；文字要加引号",
                "names are declared in vocabulary.yaml or params.yaml; texts stand in quotation marks",
            ),
            ProblemKind::UnknownActivity { .. } => {
                both("活动在 vocabulary.yaml 里声明", "activities are declared in vocabulary.yaml")
            }
            ProblemKind::UnknownAttribute { .. } => both(
                "活动的属性在 vocabulary.yaml 里声明",
                "an activity's attributes are declared in vocabulary.yaml",
            ),
            ProblemKind::BareActivity { name } => (
                format!("问是否发生过写 `done({name})`，取时间写 `last({name}).time`"),
                format!("write `done({name})` for whether it happened, `last({name}).time` for when"),
            ),
            ProblemKind::EventWithoutAttribute { call } => write(&format!("{call}.time")),
            ProblemKind::NullComparison => both("有没有这个属性，写 `has(属性)`", "write `has(attribute)`"),
            ProblemKind::NotBool { found: Type::List(_) } => both(
                "请写 `列表.exists(x, 条件)` 或 `size(列表) > 0`",
                "write `list.exists(x, CONDITION)` or `size(list) > 0`",
            ),
            ProblemKind::NotBool { .. } => {
                both("请写出比较，如 `… == …`", "write a comparison, such as `… == …`")
            }
            ProblemKind::NoOrder { found: Type::Enum(_) } => {
                both("请写 `x in [\"a\", \"b\"]`", "write `x in [\"a\", \"b\"]`")
            }
            ProblemKind::Unlike { left, right } => return unlike_help(left, right),
            ProblemKind::WrongType { expected: Expected::Text, found: Type::List(_) } => {
                both("看列表里有没有，写 `\"…\" in 列表`", "for an element of a list write `\"…\" in list`")
            }
            ProblemKind::WrongType { expected: Expected::Record, found: Type::List(_) } => both(
                "列表先取元素：`列表.exists(x, x.字段 == …)` 或 `列表[0].字段`",
                "a list has elements: `list.exists(x, x.field == …)` or `list[0].field`",
            ),
            ProblemKind::WrongType { expected: Expected::ListOrRecord, found } if found.is_text() => both(
                "文字里找文字，写 `文字.contains(\"…\")`",
                "to look into a text write `text.contains(\"…\")`",
            ),
            ProblemKind::WrongType { expected: Expected::Activity, .. } => {
                both("活动名不加引号", "an activity is named without quotation marks")
            }
            ProblemKind::WrongType { expected: Expected::Duration, .. } | ProblemKind::BadDuration { .. } => {
                both(
                    "请写如 `duration(\"1h30min\")`；单位有 d、h、min、s",
                    "write it like `duration(\"1h30min\")`; units are d, h, min, s",
                )
            }
            ProblemKind::NoArithmetic { left: Type::Time, .. }
            | ProblemKind::NoArithmetic { right: Type::Time, .. } => both(
                "时刻加减时长：`时刻 + duration(\"15min\")`",
                "add a duration: `time + duration(\"15min\")`",
            ),
            ProblemKind::BadTime { .. } => write("timestamp(\"2026-03-02T09:00:00+08:00\")"),
            _ => return None,
        })
    }
}

fn unlike_help(left: &Type, right: &Type) -> Option<(String, String)> {
    let sides = [left, right];
    let code = if sides.contains(&&Type::Duration) {
        "duration(\"45min\")"
    } else if sides.contains(&&Type::Time) {
        "timestamp(\"2026-03-02T09:00:00+08:00\")"
    } else if sides.iter().any(|side| side.is_text()) && sides.contains(&&Type::Bool) {
        let zh = "真、假不加引号：`true`、`false`".to_owned();
        return Some((zh, "write `true` or `false`, without quotation marks".to_owned()));
    } else if sides.iter().any(|side| side.is_text()) && sides.iter().any(|side| side.is_numeric()) {
        let zh = "文字加引号，数字不加".to_owned();
        return Some((zh, "texts stand in quotation marks, numbers do not".to_owned()));
    } else if sides.iter().any(|side| matches!(side, Type::List(_))) {
        let zh = "看列表里有没有，写 `… in 列表`".to_owned();
        return Some((zh, "for an element of a list write `… in list`".to_owned()));
    } else {
        return None;
    };
    Some((format!("请写如 `{code}`"), format!("write it like `{code}`")))
}

impl SyntaxFault {
    fn zh(&self) -> String {
        match self {
            SyntaxFault::Empty => "条件是空的".to_owned(),
            SyntaxFault::EndsTooEarly => "条件没有写完".to_owned(),
            SyntaxFault::Unexpected { found } => format!("这里不该有 `{found}`"),
            SyntaxFault::Instead { found, .. } => format!("条件里不写 `{found}`"),
            SyntaxFault::NotAscii { found } => format!("条件里的名称要用 ASCII 字母：`{found}`"),
            SyntaxFault::UnclosedText => "引号没有配对".to_owned(),
            SyntaxFault::Unbalanced { bracket } => format!("括号 `{bracket}` 没有配对"),
            SyntaxFault::BadNumber => "这不是数，或者太大".to_owned(),
            SyntaxFault::BareDuration { text } => format!("`{text}` 是时长，不是数"),
            SyntaxFault::BadText => "文字里有无效的转义".to_owned(),
            SyntaxFault::TooDeep => "条件太长或嵌套太深".to_owned(),
            SyntaxFault::Reserved { word } => format!("`{word}` 是保留字，不能作名称"),
            SyntaxFault::Unsupported => "条件里不能这样写".to_owned(),
        }
    }

    fn en(&self) -> String {
        match self {
            SyntaxFault::Empty => "the condition is empty".to_owned(),
            SyntaxFault::EndsTooEarly => "the condition ends too early".to_owned(),
            SyntaxFault::Unexpected { found } => format!("`{found}` does not belong here"),
            SyntaxFault::Instead { found, .. } => format!("conditions have no `{found}`"),
            SyntaxFault::NotAscii { found } => format!("names in conditions are ASCII: `{found}`"),
            SyntaxFault::UnclosedText => "a quotation mark has no partner".to_owned(),
            SyntaxFault::Unbalanced { bracket } => format!("the bracket `{bracket}` has no partner"),
            SyntaxFault::BadNumber => "this is not a number, or too large".to_owned(),
            SyntaxFault::BareDuration { text } => format!("`{text}` is a duration, not a number"),
            SyntaxFault::BadText => "the text has an invalid escape".to_owned(),
            SyntaxFault::TooDeep => "the condition is too long or nested too deeply".to_owned(),
            SyntaxFault::Reserved { word } => format!("`{word}` is reserved and cannot be a name"),
            SyntaxFault::Unsupported => "conditions have no such expression".to_owned(),
        }
    }

    fn help(&self) -> Option<(String, String)> {
        Some(match self {
            SyntaxFault::Instead { write, .. } => (format!("请写 `{write}`"), format!("write `{write}`")),
            SyntaxFault::BareDuration { text } => {
                (format!("请写 `duration(\"{text}\")`"), format!("write `duration(\"{text}\")`"))
            }
            SyntaxFault::NotAscii { .. } => (
                "用声明的英文名；若是文字，请加引号".to_owned(),
                "use the declared name; a text stands in quotation marks".to_owned(),
            ),
            SyntaxFault::BadText => {
                ("反斜杠写两个：`\\\\`".to_owned(), "write a backslash twice: `\\\\`".to_owned())
            }
            _ => return None,
        })
    }
}

fn zh_type(ty: &Type) -> String {
    match ty {
        Type::Bool => "真假值".to_owned(),
        Type::Int => "整数".to_owned(),
        Type::Number { unit: None } => "数".to_owned(),
        Type::Number { unit: Some(unit) } => format!("数（{unit}）"),
        Type::Text => "文字".to_owned(),
        Type::Enum(values) => format!("取值之一（{}）", values.join("、")),
        Type::Time => "时刻".to_owned(),
        Type::Duration => "时长".to_owned(),
        Type::List(_) => "列表".to_owned(),
        Type::Record(_) => "记录".to_owned(),
        Type::Any => "未声明的值".to_owned(),
        Type::Null => "空值".to_owned(),
    }
}

fn en_type(ty: &Type) -> String {
    match ty {
        Type::Bool => "true or false".to_owned(),
        Type::Int => "a whole number".to_owned(),
        Type::Number { unit: None } => "a number".to_owned(),
        Type::Number { unit: Some(unit) } => format!("a number ({unit})"),
        Type::Text => "a text".to_owned(),
        Type::Enum(values) => format!("a listed value ({})", values.join(", ")),
        Type::Time => "an instant".to_owned(),
        Type::Duration => "a duration".to_owned(),
        Type::List(_) => "a list".to_owned(),
        Type::Record(_) => "a record".to_owned(),
        Type::Any => "an undeclared value".to_owned(),
        Type::Null => "null".to_owned(),
    }
}

fn zh_expected(expected: Expected) -> &'static str {
    match expected {
        Expected::Text => "文字",
        Expected::LiteralText => "写明的文字（加引号）",
        Expected::Int => "整数",
        Expected::Number => "数",
        Expected::Time => "时刻",
        Expected::Duration => "时长",
        Expected::List => "列表",
        Expected::ListOrRecord => "列表",
        Expected::Sized => "文字或列表",
        Expected::Record => "有字段的记录",
        Expected::Activity => "活动名",
        Expected::Variable => "变量名",
    }
}

fn en_expected(expected: Expected) -> &'static str {
    match expected {
        Expected::Text => "a text",
        Expected::LiteralText => "a text in quotation marks",
        Expected::Int => "a whole number",
        Expected::Number => "a number",
        Expected::Time => "an instant",
        Expected::Duration => "a duration",
        Expected::List | Expected::ListOrRecord => "a list",
        Expected::Sized => "a text or a list",
        Expected::Record => "a record with fields",
        Expected::Activity => "the name of an activity",
        Expected::Variable => "the name of a variable",
    }
}
