//! `guiju schema`: JSON Schemas of a pack's files, for editors.

use crate::{
    context::{Context, words},
    failure::Failure,
    output::put,
};
use clap::{Arg, ArgMatches, Command};
use guiju_standard::{json_schemas, nearest};
use guiju_time::Lang;

pub const NAME: &str = "schema";

pub fn command(lang: Lang) -> Command {
    Command::new(NAME)
        .about(words(lang, "打印规范包文件的 JSON Schema，供编辑器提示和检查", "Print the JSON Schema of a pack's files, for editors"))
        .arg(Arg::new("name").value_name("NAME").help(words(
            lang,
            "standard、part（词汇、指标、用语、决策表、表单）、clauses 或 cases；不写则列出",
            "standard, part (vocabulary, params, phrases, decisions, forms), clauses or cases; left out: the list",
        )))
        .arg(super::output_option(lang))
        .after_help(words(
            lang,
            "例：\n  guiju schema clauses -o clauses.schema.json\n\n  然后在 YAML 第一行写：\n  # yaml-language-server: $schema=../clauses.schema.json\n\n退出码：0 完成；2 没有这个名字",
            "Examples:\n  guiju schema clauses -o clauses.schema.json\n\n  Then the first line of a YAML file:\n  # yaml-language-server: $schema=../clauses.schema.json\n\nExit status: 0 done, 2 there is no such name",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let schemas = json_schemas();
    let output = matches.get_one::<std::path::PathBuf>("output").map(std::path::PathBuf::as_path);
    let names: Vec<&str> = schemas.iter().map(|(name, _)| *name).collect();
    let Some(name) = matches.get_one::<String>("name") else {
        return put(context, output, &(names.join("\n") + "\n"));
    };
    match schemas.iter().find(|(known, _)| known == name) {
        Some((_, schema)) => put(context, output, &format!("{schema:#}\n")),
        None => {
            let list = names.join(context.say("、", ", "));
            let near = nearest(name, names.iter().copied()).unwrap_or(names[0]);
            Err(match context.lang {
                Lang::Zh => Failure::input(format!("没有 `{name}` 的 Schema"))
                    .help(format!("是想写 `{near}` 吗？有：{list}。")),
                Lang::En => Failure::input(format!("there is no schema `{name}`"))
                    .help(format!("did you mean `{near}`? There are: {list}")),
            })
        }
    }
}
