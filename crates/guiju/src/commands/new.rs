//! `guiju new`: a scaffold for someone who starts from paper.

use super::option;
use crate::{
    context::{Context, words},
    failure::Failure,
    output::note,
};
use clap::{Arg, ArgMatches, Command, value_parser};
use guiju_standard::scaffold;
use guiju_time::Lang;
use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

pub const NAME: &str = "new";

pub fn command(lang: Lang) -> Command {
    Command::new(NAME)
        .about(words(lang, "从规范原文搭起一个规范包，条目已编号", "Make a pack from a text, its articles numbered"))
        .arg(Arg::new("pack").value_name("PACK").required(true).value_parser(value_parser!(PathBuf)).help(words(
            lang,
            "新规范包的文件夹，末尾一段是它的名字",
            "Folder of the new pack; its last part is the pack's name",
        )))
        .arg(
            option("from", "TEXT", words(lang, "规范原文（UTF-8 文字），- 为标准输入", "The standard's text (UTF-8); - is standard input"))
                .required(true)
                .value_parser(value_parser!(PathBuf)),
        )
        .after_help(words(
            lang,
            "例：\n  guiju new standards/front-desk --from front-desk.txt\n\n\
             之后：在 clauses/ 里逐条写条款，guiju lint 检查，guiju test 跑用例，guiju coverage 看还有哪条没有着落。\n\
             退出码：0 完成；2 文件夹已有东西，或原文读不了",
            "Examples:\n  guiju new standards/front-desk --from front-desk.txt\n\n\
             Then write the clauses in clauses/; guiju lint checks them, guiju test runs the cases, guiju coverage says which article is left.\n\
             Exit status: 0 done, 2 the folder is not empty or the text can't be read",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let (Some(folder), Some(from)) = (matches.get_one::<PathBuf>("pack"), matches.get_one::<PathBuf>("from"))
    else {
        return Err(Failure::InputTold);
    };
    let id = id_of(context, folder)?;
    let text = text_of(context, from)?;
    let pack = scaffold(&text, &id);
    write(folder, &pack.files).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            let shown = folder.display();
            Failure::input(match context.lang {
                Lang::Zh => format!("`{shown}` 已经有了，不覆盖"),
                Lang::En => format!("`{shown}` is there already and is left alone"),
            })
            .help(context.say("换一个名字，或先移走旧的。", "choose another name, or move the old one away"))
        }
        _ => Failure::unwritable(context, folder, &error),
    })?;
    for warning in &pack.warnings {
        let label = context.say("提醒：", "warning: ");
        note(&format!("{label}{}", warning.get(context.lang)));
    }
    let articles = pack.files.iter().find(|(path, _)| path == "articles.tsv");
    let rows = articles.map_or(0, |(_, text)| text.lines().count().saturating_sub(1));
    let shown = folder.display();
    note(&match context.lang {
        Lang::Zh => format!("建好 `{shown}`：{rows} 个条目。下一步：guiju lint {shown}"),
        Lang::En => format!("made `{shown}` with {rows} articles. Next: guiju lint {shown}"),
    });
    Ok(())
}

/// The pack's name: ASCII, as other packs will write it.
fn id_of(context: &Context, folder: &Path) -> Result<String, Failure> {
    let id = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let named = id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if named {
        return Ok(id);
    }
    Err(Failure::input(match context.lang {
        Lang::Zh => format!("`{id}` 不能作规范包的名字"),
        Lang::En => format!("`{id}` can't be the name of a pack"),
    })
    .help(context.say(
        "用字母、数字、- 或 _，以字母开头，如 front-desk；中文名写在 standard.yaml 的 title 里。",
        "use letters, digits, - or _, beginning with a letter, such as front-desk; the title goes into standard.yaml",
    )))
}

fn text_of(context: &Context, from: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = if from == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        fs::File::open(from).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|error| Failure::unreadable(context, from, &error))?;
    String::from_utf8(bytes).map_err(|_| {
        let shown = from.display();
        Failure::input(match context.lang {
            Lang::Zh => format!("`{shown}` 不是 UTF-8 文字"),
            Lang::En => format!("`{shown}` is not UTF-8 text"),
        })
        .help(context.say(
            "把原文另存为 UTF-8 编码的纯文本（.txt 或 .md）。",
            "save the text as plain UTF-8 (.txt or .md)",
        ))
    })
}

/// Writes the folder beside its place and renames it, so that it is there whole or not at all.
fn write(folder: &Path, files: &[(String, String)]) -> io::Result<()> {
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent)?;
    }
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let part = folder.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = files.iter().try_for_each(|(path, text)| {
        let path = part.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)
    });
    let placed = written.and_then(|()| fs::rename(&part, folder));
    if placed.is_err() {
        let _ = fs::remove_dir_all(&part);
    }
    placed
}
