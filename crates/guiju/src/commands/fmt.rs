//! `guiju fmt`: writes a pack's files in the one way.

use super::{packs_argument, packs_named};
use crate::{
    context::{Context, words},
    failure::Failure,
    output::{Output, note, put},
    packs,
};
use clap::{Arg, ArgAction, ArgMatches, Command};
use guiju_standard::{
    Sources,
    fmt::{Unformatted, format},
};
use guiju_time::Lang;
use std::{
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
};

pub const NAME: &str = "fmt";

pub fn command(lang: Lang) -> Command {
    Command::new(NAME)
        .about(words(lang, "把规范包的文件排成统一的样子，注释都留着", "Format the files of packs, comments kept"))
        .arg(packs_argument(lang).help(words(
            lang,
            "规范包的文件夹，或其中一个 .yaml 文件；- 为标准输入；不写则为 ./standards 里的全部",
            "Folders of packs, or single .yaml files; - is standard input; left out: all in ./standards",
        )))
        .arg(Arg::new("check").long("check").action(ArgAction::SetTrue).help(words(
            lang,
            "不写文件，只列出会变的",
            "Write nothing, name the files that would change",
        )))
        .after_help(words(
            lang,
            "例：\n  guiju fmt                              整理 ./standards 里的全部规范包\n  \
             guiju fmt standards/power-repair       整理一个\n  \
             guiju fmt --check                      流水线里用：有会变的，退出码为 1\n  \
             cat params.yaml | guiju fmt -          从管道读，写到标准输出\n\n\
             意思不变：每条注释、每处空行（多行并作一行）、检查式里各键的次序都留着；引号只留必要的，\n\
             花括号和方括号一行写得下（200 列，汉字占两列）就一行，写不下就分行。\n\
             退出码：0 完成；1 --check 下有会变的；2 用法有误、文件读写不了，或不是合法的 YAML（该文件原样不动）",
            "Examples:\n  guiju fmt                              Format all packs in ./standards\n  \
             guiju fmt standards/power-repair       Format one\n  \
             guiju fmt --check                      In a pipeline: 1 if a file would change\n  \
             cat params.yaml | guiju fmt -          From a pipe to stdout\n\n\
             Meaning stays: so do all comments, blank lines (several become one) and the order of a check's keys. Quotes stay where\n\
             they are needed; what is in brackets stays on one line where it fits (200 columns, two for a Chinese character), else becomes a block.\n\
             Exit status: 0 done, 1 --check found files that would change, 2 wrong usage, a file that can't be read or written, or that is not YAML (it is left alone)",
        ))
}

/// A file to be formatted.
struct Source {
    /// Where it lies; none: standard input.
    place: Option<PathBuf>,
    /// Its path as people know it.
    shown: String,
    /// Its path inside its pack, which says what it holds.
    inside: Option<String>,
    text: String,
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let check = matches.get_flag("check");
    let mut listed = if check { Some(Output::open(context, None)?) } else { None };
    let (mut changed, mut wrong) = (0, false);
    for name in packs_named(matches) {
        for source in sources(context, &name)? {
            let formatted = match format(source.inside.as_deref(), &source.text) {
                Ok(formatted) => formatted,
                Err(why) => {
                    wrong = true;
                    tell(context, &source, why)?;
                    continue;
                }
            };
            let same = formatted == source.text;
            changed += usize::from(!same);
            match (&mut listed, &source.place) {
                (Some(listed), _) if !same => writeln!(listed, "{}", source.shown)?,
                (None, None) => put(context, None, &formatted)?,
                (None, Some(place)) if !same => {
                    put(context, Some(place), &formatted)?;
                    note(&match context.lang {
                        Lang::Zh => format!("已整理 {}", source.shown),
                        Lang::En => format!("formatted {}", source.shown),
                    });
                }
                _ => {}
            }
        }
    }
    if let Some(listed) = listed {
        listed.finish()?;
    }
    match (wrong, check && changed > 0) {
        (true, _) => Err(Failure::InputTold),
        (false, true) => Err(Failure::No),
        (false, false) => Ok(()),
    }
}

/// The files that a name means: standard input, one file, or a pack's.
fn sources(context: &Context, name: &str) -> Result<Vec<Source>, Failure> {
    let path = Path::new(name);
    if name == "-" {
        let mut text = String::new();
        std::io::stdin()
            .lock()
            .read_to_string(&mut text)
            .map_err(|error| Failure::unreadable(context, path, &error))?;
        let shown = context.say("标准输入", "standard input").to_owned();
        return Ok(vec![Source { place: None, shown, inside: None, text }]);
    }
    if path.is_file() {
        if path.extension().is_none_or(|end| end != "yaml") {
            return Err(Failure::input(match context.lang {
                Lang::Zh => format!("`{name}` 不是 .yaml 文件"),
                Lang::En => format!("`{name}` is not a .yaml file"),
            })
            .help(
                context.say(
                    "写规范包的文件夹，或其中的 .yaml 文件。",
                    "name a pack's folder or a .yaml file in it",
                ),
            ));
        }
        let text =
            std::fs::read_to_string(path).map_err(|error| Failure::unreadable(context, path, &error))?;
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
        let inside = match &*folder {
            "clauses" | "cases" => format!("{folder}/{file}"),
            _ => file.into_owned(),
        };
        return Ok(vec![Source {
            place: Some(path.to_owned()),
            shown: name.to_owned(),
            inside: Some(inside),
            text,
        }]);
    }
    let pack = packs::find(context, name)?;
    if !path.is_dir() {
        return Err(Failure::input(match context.lang {
            Lang::Zh => format!("规范包 `{name}` 在程序里，不在文件夹里"),
            Lang::En => format!("the pack `{name}` is in the binary, not in a folder"),
        })
        .help(context.say("写规范包的文件夹。", "name the folder of a pack")));
    }
    let folder = pack.files.folder;
    let yaml = pack.files.files.into_iter().filter(|(inside, _)| inside.ends_with(".yaml"));
    Ok(yaml
        .map(|(inside, text)| Source {
            place: Some(path.join(&inside)),
            shown: if folder.is_empty() { inside.clone() } else { format!("{folder}/{inside}") },
            inside: Some(inside),
            text,
        })
        .collect())
}

fn tell(context: &Context, source: &Source, why: Unformatted) -> Result<(), Failure> {
    match why {
        Unformatted::NotYaml(problem) => {
            let mut sources = Sources::default();
            sources.add(source.shown.clone(), source.text.clone());
            note(&problem.render(&sources, context.lang, context.colour_on_stderr()));
            note("");
            Ok(())
        }
        Unformatted::Changed => Err(Failure::Ours(match context.lang {
            Lang::Zh => format!("整理 `{}` 会改变意思，没有动它", source.shown),
            Lang::En => format!("formatting `{}` would change its meaning; it is left alone", source.shown),
        })),
    }
}
