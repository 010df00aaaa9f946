//! `guiju assist`: guides conversations while they are held, in JSON lines over stdin and stdout.

use super::{audit::compiled, say::standard_option, value};
use crate::{
    context::{Context, words},
    failure::Failure,
    packs,
};
use clap::{ArgMatches, Command};
use guiju_assist::Assistant;
use guiju_time::Lang;
use std::io::{BufRead as _, Write as _, stdin, stdout};

pub const NAME: &str = "assist";

pub fn command(lang: Lang) -> Command {
    let w = |zh, en| words(lang, zh, en);
    Command::new(NAME)
        .about(w(
            "陪着一通会话：现在该说什么，还欠什么，哪句犯了忌，这句草稿能不能说",
            "Guide a conversation while it is held: what to say now, what is owed, whether a draft may be said",
        ))
        .arg(standard_option(lang))
        .after_help(w(
            "从标准输入逐行读 JSON，每行答一行，直到输入结束。读不懂的行答 {\"error\": …}，其余照常。\n\
             例：\n  guiju assist -s call-centre <<'E'\n  \
             {\"open\":{\"id\":\"c1\",\"encounter\":\"call\",\"started\":\"2026-03-02T09:00:00+08:00\"}}\n  \
             {\"event\":{\"type\":\"call_connected\",\"at_ms\":0}}\n  \
             {\"turn\":{\"speaker\":\"agent\",\"text\":\"喂\",\"at_ms\":500,\"end_ms\":900}}\n  \
             {\"check\":{\"text\":\"这个我不知道。\"}}\n  {\"close\":{}}\n  E\n\n\
             各种请求和回答的写法见文档 docs/book/assist.md。\n\
             退出码：0 输入结束；2 输入或用法有误",
            "Reads a line of JSON after the other from stdin and answers each with one, to the end of the input. What is no request is answered with {\"error\": …}, the rest goes on.\n\
             Examples:\n  guiju assist -s call-centre <<'E'\n  \
             {\"open\":{\"id\":\"c1\",\"encounter\":\"call\",\"started\":\"2026-03-02T09:00:00+08:00\"}}\n  \
             {\"event\":{\"type\":\"call_connected\",\"at_ms\":0}}\n  \
             {\"turn\":{\"speaker\":\"agent\",\"text\":\"喂\",\"at_ms\":500,\"end_ms\":900}}\n  \
             {\"check\":{\"text\":\"这个我不知道。\"}}\n  {\"close\":{}}\n  E\n\n\
             docs/book/assist.md shows every request and answer.\n\
             Exit status: 0 the input has ended, 2 wrong input or usage",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let plan = compiled(packs::find(context, value(matches, "standard"))?.standard(context)?)?;
    let mut assistant = Assistant::new(&plan);
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let line = line.map_err(|error| Failure::unreadable(context, std::path::Path::new("-"), &error))?;
        if line.trim().is_empty() {
            continue;
        }
        writeln!(out, "{}", assistant.answer_line(&line))?;
        // Who is guided waits for this line.
        out.flush()?;
    }
    Ok(())
}
