//! `guiju sheet`: an inspection sheet drawn from clauses, and read back.

use super::{option, output_option, value};
use crate::{
    commands::audit::clock,
    context::{Context, words},
    failure::Failure,
    output::{Output, note, put},
    packs, sheet_page,
};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use guiju_sheet::{Field, NotDrawn, Request, Sheet, Unread};
use guiju_standard::{Standard, nearest};
use guiju_table::Input;
use guiju_time::{Date, Lang, Zone, parse_date};
use std::{
    collections::BTreeMap,
    io::Write as _,
    path::{Path, PathBuf},
};

pub const NAME: &str = "sheet";

pub fn command(lang: Lang) -> Command {
    let w = |zh: &'static str, en: &'static str| words(lang, zh, en);
    Command::new(NAME)
        .about(w("按条款画检查表，填好再读回来", "Draw an inspection sheet from the clauses, and read it back"))
        .args_conflicts_with_subcommands(true)
        .subcommand_negates_reqs(true)
        .arg(Arg::new("pack").value_name("PACK").required(true).help(w(
            "规范包的文件夹，或程序里规范包的名字",
            "Folder of a pack, or name of a pack in the binary",
        )))
        .arg(
            option("for", "ACTIVITY", w("哪些检查，用逗号隔开", "Which checks, apart by commas"))
                .required(true)
                .value_delimiter(',')
                .action(ArgAction::Append),
        )
        .arg(
            option(
                "variant",
                "ATTRIBUTE=VALUE",
                w(
                    "查的是谁，如 staff.gender=female：用不到的条款不上表",
                    "Whom it is for, like staff.gender=female: clauses that don't apply stay off",
                ),
            )
            .action(ArgAction::Append),
        )
        .arg(option(
            "date",
            "DATE",
            w("数字按哪一天的（默认今天）", "The day whose figures hold [default: today]"),
        ))
        .args(heads(lang))
        .arg(output_option(lang))
        .subcommand(read_command(lang))
        .after_help(w(
            "例：\n  guiju sheet business-hall --for appearance_checked,dress_checked --variant staff.gender=female -o sheet.xlsx\n  \
             guiju sheet business-hall --for dress_checked -o sheet.html          打印\n  \
             guiju sheet read sheet.xlsx -o events.jsonl                          填好后读回\n  \
             guiju audit -s business-hall log.jsonl events.jsonl\n\n\
             按扩展名：.xlsx 可填，选项下拉；.html 供打印；.jsonl 一行一项，供程序用。表上每一项是某条款要看的一个属性，\n\
             要求与数字都来自条款。\n\n\
             退出码：0 完成；2 规范包、检查名或文件有误",
            "Examples:\n  guiju sheet business-hall --for appearance_checked,dress_checked --variant staff.gender=female -o sheet.xlsx\n  \
             guiju sheet business-hall --for dress_checked -o sheet.html          To print\n  \
             guiju sheet read sheet.xlsx -o events.jsonl                          Filled in, back\n  \
             guiju audit -s business-hall log.jsonl events.jsonl\n\n\
             By ending: .xlsx to fill in, with lists to choose from; .html to print; .jsonl a line for each item, for programs. An item is an\n\
             attribute that some clause looks at; what is asked, and its figures, come from the clauses.\n\n\
             Exit status: 0 done, 2 the pack, a check's name or a file is wrong",
        ))
}

fn heads(lang: Lang) -> Vec<Arg> {
    let w = |zh: &'static str, en: &'static str| words(lang, zh, en);
    vec![
        option(
            "number",
            "NUMBER",
            w("表号（默认包名加日期）", "The sheet's number [default: pack and date]"),
        ),
        option("site", "ID", w("先填好的场所", "The place, filled in already")),
        option("encounter", "ID", w("先填好的所属过程", "The encounter, filled in already")),
        option("person", "ID", w("先填好的被检查人", "Whom it is about, filled in already")),
        option("looker", "ID", w("先填好的检查人", "Who looks, filled in already")),
    ]
}

fn read_command(lang: Lang) -> Command {
    let w = |zh: &'static str, en: &'static str| words(lang, zh, en);
    Command::new("read")
        .about(w("把填好的检查表读成事件", "Read filled sheets as events"))
        .arg(
            Arg::new("sheets")
                .value_name("FILE")
                .num_args(1..)
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(w("填好的工作簿", "Filled workbooks")),
        )
        .arg(
            option("standard", "PACK", w("规范包（默认表上写的那个）", "The pack [default: the one on the sheet]"))
                .short('s'),
        )
        .arg(
            Arg::new("strict")
                .long("strict")
                .action(ArgAction::SetTrue)
                .help(w("有填错的格就不写，退出码为 2", "Write nothing if a cell is refused, and exit with 2")),
        )
        .arg(output_option(lang))
        .after_help(w(
            "空着的、选“没看”的都记作没看，不是“否”。别的单位换算；不在选项里的、换算不了的不取，\n指出表、行、列和该怎么写，其余照取。同一张表读两遍还是同样的事件；填了“更正原因”的，更正前一张。\n\n退出码：0 完成；2 文件不是检查表，或 --strict 下有填错的格",
            "Blank, or “not observed”, means that nobody looked: it is not a no. Other units are converted; what is not among the choices\nor does not convert is refused by sheet, row and column, with what to write, and the rest is taken. The same sheet\nread twice gives the same events; one with a reason corrects the one before.\n\nExit status: 0 done, 2 the file is no sheet, or with --strict a cell was refused",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    match matches.subcommand() {
        Some((_, matches)) => read(matches, context),
        None => draw(matches, context),
    }
}

fn draw(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let standard = packs::find(context, value(matches, "pack"))?.standard(context)?;
    let date = match matches.get_one::<String>("date") {
        Some(text) => parse_date(text).map_err(|error| Failure::input(error.say(context.lang)))?,
        None => today(&standard)?,
    };
    let variant = variant(matches, context)?;
    let activities: Vec<String> = matches.get_many("for").into_iter().flatten().cloned().collect();
    let request =
        Request { activities, variant, date, lang: context.lang, head: filled_in(matches, &standard, date) };
    let sheet = guiju_sheet::draw(&standard, &request).map_err(|fault| not_drawn(context, &fault))?;
    let path = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
    match ending(path) {
        "xlsx" => workbook(context, path, &sheet),
        "html" | "htm" => put(context, path, &sheet_page::html(&sheet)?),
        _ => put(context, path, &sheet_page::lines(&sheet)),
    }
}

fn ending(path: Option<&Path>) -> &str {
    path.and_then(Path::extension).and_then(|ending| ending.to_str()).unwrap_or_default()
}

#[cfg(feature = "xlsx")]
fn workbook(context: &Context, path: Option<&Path>, sheet: &Sheet) -> Result<(), Failure> {
    let bytes = guiju_sheet::workbook(sheet).map_err(|error| Failure::Ours(error.to_string()))?;
    let mut output = Output::open(context, path)?;
    output.write_all(&bytes)?;
    output.finish()
}

#[cfg(not(feature = "xlsx"))]
fn workbook(context: &Context, _: Option<&Path>, _: &Sheet) -> Result<(), Failure> {
    Err(Failure::input(context.say("这个程序没有编进 XLSX", "this build writes no workbooks")))
}

fn today(standard: &Standard) -> Result<Date, Failure> {
    let zone = Zone::get(&standard.zone).map_err(|error| Failure::Ours(error.to_string()))?;
    Ok(zone.date(clock()))
}

/// What the user fills in beforehand.
fn filled_in(matches: &ArgMatches, standard: &Standard, date: Date) -> BTreeMap<Field, String> {
    let given = |name: &str| matches.get_one::<String>(name).cloned();
    let fields = [Field::Site, Field::Encounter, Field::Person, Field::Looker];
    let mut head: BTreeMap<Field, String> =
        fields.into_iter().filter_map(|field| Some((field, given(field.name())?))).collect();
    head.insert(Field::Number, given("number").unwrap_or_else(|| format!("{}-{date}", standard.id)));
    head
}

fn variant(matches: &ArgMatches, context: &Context) -> Result<BTreeMap<String, String>, Failure> {
    let given = matches.get_many::<String>("variant").into_iter().flatten();
    given
        .map(|text| match text.split_once('=') {
            Some((name, value)) => Ok((name.trim().to_owned(), value.trim().to_owned())),
            None => Err(Failure::input(match context.lang {
                Lang::Zh => format!("`--variant {text}` 缺等号"),
                Lang::En => format!("`--variant {text}` has no `=`"),
            })
            .help(context.say("写如 staff.gender=female。", "write it like staff.gender=female"))),
        })
        .collect()
}

fn not_drawn(context: &Context, fault: &NotDrawn) -> Failure {
    let (zh, known, name) = match fault {
        NotDrawn::NoActivity { name, known } => (format!("没有 `{name}` 这个活动"), known.as_slice(), name),
        NotDrawn::NothingAsked { name, known } => {
            (format!("没有条款要看 `{name}` 的属性"), known.as_slice(), name)
        }
        NotDrawn::NoVariant { name, value } => {
            (format!("没有取值为 `{value}` 的属性 `{name}`"), [].as_slice(), name)
        }
    };
    let failure = Failure::input(match context.lang {
        Lang::Zh => zh,
        Lang::En => fault.to_string(),
    });
    if known.is_empty() {
        return failure;
    }
    let list = known.join(context.say("、", ", "));
    failure.help(match (nearest(name, known.iter().map(String::as_str)), context.lang) {
        (Some(near), Lang::Zh) => format!("是想写 `{near}` 吗？条款查的有：{list}。"),
        (Some(near), Lang::En) => format!("did you mean `{near}`? clauses inspect {list}"),
        (None, Lang::Zh) => format!("条款查的有：{list}。"),
        (None, Lang::En) => format!("clauses inspect {list}"),
    })
}

fn read(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let mut lines = String::new();
    let mut refused = 0;
    for path in matches.get_many::<PathBuf>("sheets").into_iter().flatten() {
        let input = Input::file(path);
        let pack = match matches.get_one::<String>("standard") {
            Some(pack) => pack.clone(),
            None => guiju_sheet::mark(&input).map_err(|fault| unread(context, path, &fault))?.pack.id,
        };
        let standard = packs::find(context, &pack)?.standard(context)?;
        let read = guiju_sheet::read(&input, &standard).map_err(|fault| unread(context, path, &fault))?;
        refused += tell(context, path, &read);
        for event in read.events {
            lines.push_str(&event.to_string());
            lines.push('\n');
        }
    }
    if refused > 0 && matches.get_flag("strict") {
        return Err(Failure::InputTold);
    }
    put(context, matches.get_one::<PathBuf>("output").map(PathBuf::as_path), &lines)
}

/// Says on stderr what was not taken, and what is worth knowing; how many cells were refused.
pub fn tell(context: &Context, path: &Path, read: &guiju_sheet::Read) -> usize {
    let name = path.display();
    for refused in &read.refused {
        let (says, sheet, row, column) =
            (refused.says.get(context.lang), &refused.sheet, refused.row, &refused.column);
        note(&match (refused.row, context.lang) {
            (0, Lang::Zh) => format!("{name}：{sheet}：{says}"),
            (0, Lang::En) => format!("{name}: {sheet}: {says}"),
            (_, Lang::Zh) => format!("{name}：{sheet} {column}{row}：{says}"),
            (_, Lang::En) => format!("{name}: {sheet} {column}{row}: {says}"),
        });
    }
    for remark in &read.remarks {
        note(&format!("{name}{}{}", context.say("：", ": "), remark.get(context.lang)));
    }
    if !read.refused.is_empty() {
        let count = read.refused.len();
        note(&match context.lang {
            Lang::Zh => format!("{count} 处不能用，其余照取"),
            Lang::En => format!("{count} refused, the rest is taken"),
        });
    }
    read.refused.len()
}

/// Why a workbook was not read, to the user.
pub fn unread(context: &Context, path: &Path, fault: &Unread) -> Failure {
    let name = path.display();
    let help = context.say(
        "请用 guiju sheet 画的表填写；别的表格用 guiju map 读。",
        "fill in a sheet drawn by `guiju sheet`; other tables are read by `guiju map`",
    );
    match fault {
        Unread::Unopened(unopened) => Failure::unreadable(context, &unopened.path, &unopened.source),
        other => {
            let zh = match other {
                Unread::NoSheet => "不是 guiju sheet 画的表：没有隐藏的 guiju 页".to_owned(),
                Unread::OtherFormat(format) => format!("表的格式 `{format}` 这个版本不认识"),
                Unread::OtherPack { drawn, given } => format!("表是按 `{drawn}` 画的，不是 `{given}`"),
                Unread::NoWorkbook(_) | Unread::Unopened(_) => "不是能读的工作簿".to_owned(),
            };
            Failure::input(match context.lang {
                Lang::Zh => format!("{name}：{zh}"),
                Lang::En => format!("{name}: {other}"),
            })
            .help(help)
        }
    }
}
