//! Why a command ends early, typed by what its user can do about it, with the exit status that says so.

use crate::context::Context;
use std::{
    io::{self, Write as _},
    path::Path,
};

/// Why a command did not end with 0.
#[derive(Debug)]
pub enum Failure {
    /// The question that the command asks was answered no; what was found is printed already. Exit status 1.
    No,
    /// Wrong input or usage. Exit status 2.
    Input {
        /// What is wrong, naming file and line where there are any.
        what: String,
        /// What to do.
        help: Option<String>,
    },
    /// As [`Failure::Input`], and it is told already. Exit status 2.
    InputTold,
    /// Something of ours failed. Exit status 3.
    Ours(String),
    /// Whoever read our output has had enough. Exit status 0, no word.
    ReaderGone,
}

impl Failure {
    /// Wrong input.
    pub fn input(what: impl Into<String>) -> Failure {
        Failure::Input { what: what.into(), help: None }
    }

    /// With what to do.
    pub fn help(self, help: impl Into<String>) -> Failure {
        match self {
            Failure::Input { what, .. } => Failure::Input { what, help: Some(help.into()) },
            other => other,
        }
    }

    /// A file that can't be read.
    pub fn unreadable(context: &Context, path: &Path, error: &io::Error) -> Failure {
        let path = path.display();
        Failure::input(match context.lang {
            guiju_time::Lang::Zh => format!("读不了 `{path}`：{error}"),
            guiju_time::Lang::En => format!("cannot read `{path}`: {error}"),
        })
    }

    /// A file that can't be written.
    pub fn unwritable(context: &Context, path: &Path, error: &io::Error) -> Failure {
        let path = path.display();
        Failure::input(match context.lang {
            guiju_time::Lang::Zh => format!("写不了 `{path}`：{error}"),
            guiju_time::Lang::En => format!("cannot write `{path}`: {error}"),
        })
        .help(context.say("换一个可写的位置，用 `-o` 指定。", "name a place that can be written, with `-o`"))
    }

    /// The exit status (language.md, Interfaces).
    pub fn status(&self) -> u8 {
        match self {
            Failure::ReaderGone => 0,
            Failure::No => 1,
            Failure::Input { .. } | Failure::InputTold => 2,
            Failure::Ours(_) => 3,
        }
    }

    /// Says on stderr what is not said yet.
    pub fn tell(&self, context: &Context) {
        let (what, help) = match self {
            Failure::Input { what, help } => (what.clone(), help.clone()),
            Failure::Ours(what) => {
                let help = context.say(
                    "这是 Guiju 自己的毛病，请连同命令一起报告。",
                    "this is a fault of Guiju's own; please report it with the command line",
                );
                (what.clone(), Some(help.to_owned()))
            }
            Failure::No | Failure::InputTold | Failure::ReaderGone => return,
        };
        let red = anstyle::AnsiColor::Red.on_default().bold();
        let cyan = anstyle::AnsiColor::Cyan.on_default().bold();
        let mut to = anstream::stderr().lock();
        let error = context.say("错误：", "error: ");
        let _ = writeln!(to, "{red}{error}{red:#}{}", what.trim_end());
        if let Some(help) = help {
            let label = context.say("办法：", "help: ");
            let _ = writeln!(to, "  {cyan}{label}{cyan:#}{help}");
        }
    }
}

/// Failing to write our results: the reader is gone, or the place is full.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ReaderGone,
            _ => Failure::input(error.to_string()),
        }
    }
}
