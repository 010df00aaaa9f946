//! `guiju completions`: scripts that let a shell complete the command.

use crate::{
    cli,
    context::{Context, words},
    failure::Failure,
    output::Output,
};
use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::Shell;
use guiju_time::Lang;
use std::io::Write as _;

pub const NAME: &str = "completions";

pub fn command(lang: Lang) -> Command {
    Command::new(NAME)
        .about(words(lang, "打印命令行补全脚本", "Print a shell's completion script"))
        .arg(
            Arg::new("shell")
                .value_name("SHELL")
                .required(true)
                .value_parser(value_parser!(Shell))
                .hide_possible_values(true)
                .help(words(lang, "bash、zsh、fish、elvish 或 powershell", "bash, zsh, fish, elvish or powershell")),
        )
        .after_help(words(
            lang,
            "例：\n  guiju completions bash > ~/.local/share/bash-completion/completions/guiju\n  guiju completions fish > ~/.config/fish/completions/guiju.fish\n\n退出码：0 完成；2 没有这个 shell",
            "Examples:\n  guiju completions bash > ~/.local/share/bash-completion/completions/guiju\n  guiju completions fish > ~/.config/fish/completions/guiju.fish\n\nExit status: 0 done, 2 there is no such shell",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let Some(shell) = matches.get_one::<Shell>("shell") else {
        return Err(Failure::InputTold);
    };
    // Into memory first: clap_complete panics where it can't write.
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut cli::command(context.lang), "guiju", &mut script);
    let mut output = Output::open(context, None)?;
    output.write_all(&script)?;
    output.finish()
}
