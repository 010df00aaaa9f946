//! The command line: from arguments to a command, from its end to an exit status.

use crate::{
    commands,
    context::{Context, language, words},
    failure::Failure,
};
use clap::{Arg, ArgAction, ArgMatches, Command, error::ErrorKind};
use guiju_time::Lang;
use std::{ffi::OsString, panic, process::ExitCode};

/// Runs the command line and gives the exit status.
pub fn run(args: Vec<OsString>) -> ExitCode {
    let context = Context { lang: language(&args, |name| std::env::var(name).ok()) };
    let matches = match command(context.lang).try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => {
            // Help and version are no errors; a reader who is gone needs no word.
            let _ = error.print();
            let told = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            return ExitCode::from(if told { 0 } else { 2 });
        }
    };
    let ended = panic::catch_unwind(panic::AssertUnwindSafe(|| dispatch(&matches, &context)));
    let ended = ended
        .unwrap_or_else(|_| Err(Failure::Ours(context.say("程序中断", "the program broke off").to_owned())));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.tell(&context);
            ExitCode::from(failure.status())
        }
    }
}

fn dispatch(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let Some((name, matches)) = matches.subcommand() else {
        return Err(Failure::InputTold);
    };
    match commands::ALL.iter().find(|entry| entry.name == name) {
        Some(entry) => (entry.run)(matches, context),
        None => Err(Failure::Ours(format!("no command `{name}`"))),
    }
}

/// The whole command in a language, for parsing, help and completions.
pub fn command(lang: Lang) -> Command {
    let mut command = Command::new("guiju")
        .version(clap::crate_version!())
        .about(words(
            lang,
            "让服务规范跑起来：拿服务记录对照每一条条款，给出判定和证据",
            "Make a service standard run: hold a log against every clause, with evidence",
        ))
        .after_help(words(
            lang,
            "例：\n  guiju demo                                     模拟一周抢修，判定，打开报告\n  \
             guiju audit -s power-repair log.jsonl          判定一份记录\n  \
             guiju audit -s power-repair --format html -o report.html log.jsonl\n  \
             guiju lint standards/power-repair              检查规范包\n  \
             guiju explain unknown-activity                 这个代号是什么意思\n\n\
             退出码：0 完成；1 命令所问的答案是“否”；2 输入或用法有误；3 程序自己出错\n\
             语言：--lang zh|en，否则看 LC_ALL、LC_MESSAGES、LANG；都没写则为中文",
            "Examples:\n  guiju demo                                     Simulate a week of repairs, judge it, open the report\n  \
             guiju audit -s power-repair log.jsonl          Judge a log\n  \
             guiju audit -s power-repair --format html -o report.html log.jsonl\n  \
             guiju lint standards/power-repair              Check a pack\n  \
             guiju explain unknown-activity                 What a code means\n\n\
             Exit status: 0 done, 1 the command's own question was answered no, 2 wrong input or usage, 3 something of ours failed\n\
             Language: --lang zh|en, else LC_ALL, LC_MESSAGES, LANG; where none names one, Chinese",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .arg(
            Arg::new("lang")
                .long("lang")
                .global(true)
                .value_name("LANG")
                .value_parser(["zh", "en"])
                .hide_possible_values(true)
                .help(words(lang, "用哪种语言：zh 或 en", "Language of texts: zh or en")),
        );
    for entry in commands::ALL {
        command = command.subcommand((entry.command)(lang));
    }
    in_language(command, lang)
}

/// Headings and the help option in the reader's language; clap's own are English.
fn in_language(mut command: Command, lang: Lang) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help(words(
        lang,
        "显示帮助",
        "Print help",
    ));
    command = command.disable_help_flag(true).arg(help);
    if command.get_version().is_some() {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        command = command.disable_version_flag(true).arg(version.help(words(
            lang,
            "显示版本",
            "Print the version",
        )));
    }
    if lang == Lang::Zh {
        command = command
            .help_template("{about}\n\n用法：{usage}\n\n{all-args}{after-help}")
            .subcommand_help_heading("命令")
            .mut_args(|arg| {
                let heading = if arg.is_positional() { "参数" } else { "选项" };
                arg.help_heading(heading)
            });
    } else {
        command = command.help_template("{about}\n\nUsage: {usage}\n\n{all-args}{after-help}");
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(name, |sub| in_language(sub, lang));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound_in_both_languages() {
        command(Lang::Zh).debug_assert();
        command(Lang::En).debug_assert();
    }
}
