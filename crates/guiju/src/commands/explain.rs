//! `guiju explain`: what a code means.

use crate::{
    context::{Context, words},
    failure::Failure,
    output::put,
};
use clap::{Arg, ArgMatches, Command};
use guiju_standard::{lint, nearest};
use guiju_time::Lang;
use std::fmt::Write as _;

pub const NAME: &str = "explain";

/// The pages of the check forms: name and page, which is the form's test as well.
const FORMS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/forms.rs"));

pub fn command(lang: Lang) -> Command {
    Command::new(NAME)
        .about(words(lang, "说明一个代号或一种检查式：什么意思，怎样写", "Explain a code or a form of check: what it means, how to write it"))
        .arg(Arg::new("code").value_name("CODE").help(words(
            lang,
            "`guiju lint` 给出的代号，或检查式的名字；不写则列出全部",
            "A code that `guiju lint` gave, or the name of a form; left out: the list of all",
        )))
        .after_help(words(
            lang,
            "例：\n  guiju explain unknown-activity\n  guiju explain response\n  guiju explain\n\n退出码：0 完成；2 没有这个代号",
            "Examples:\n  guiju explain unknown-activity\n  guiju explain response\n  guiju explain\n\nExit status: 0 done, 2 there is no such code",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let Some(code) = matches.get_one::<String>("code") else {
        return put(context, None, &list(context));
    };
    let form = || FORMS.iter().find(|(name, _)| name == code).map(|(_, page)| (*page).to_owned());
    match lint::explain(code, context.lang).or_else(form) {
        Some(page) => put(context, None, &page),
        None => {
            let what = match context.lang {
                Lang::Zh => format!("没有代号或检查式 `{code}`"),
                Lang::En => format!("there is no code or form `{code}`"),
            };
            let known = lint::codes().chain(FORMS.iter().map(|(name, _)| *name));
            let help = match (nearest(code, known), context.lang) {
                (Some(near), Lang::Zh) => format!("是想写 `{near}` 吗？全部代号：guiju explain"),
                (Some(near), Lang::En) => format!("did you mean `{near}`? All codes: guiju explain"),
                (None, Lang::Zh) => "全部代号：guiju explain".to_owned(),
                (None, Lang::En) => "all codes: guiju explain".to_owned(),
            };
            Err(Failure::input(what).help(help))
        }
    }
}

/// All codes with the first sentence of their pages.
fn list(context: &Context) -> String {
    let width = lint::codes().map(str::len).max().unwrap_or_default();
    let mut list = String::new();
    for code in lint::codes() {
        let page = lint::explain(code, context.lang).unwrap_or_default();
        let first = page.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or_default();
        let _ = writeln!(list, "{code:width$}  {first}");
    }
    let forms: Vec<&str> = FORMS.iter().map(|(name, _)| *name).collect();
    let _ = writeln!(
        list,
        "\n{}{}",
        context.say("检查式：", "Forms of check: "),
        forms.join(context.say("、", ", "))
    );
    list
}
