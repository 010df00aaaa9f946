//! The commands, one file each.

mod assist;
mod audit;
mod completions;
mod convert;
mod coverage;
mod declare;
mod demo;
mod diff;
mod doc;
mod explain;
mod fmt;
mod improve;
mod lint;
mod map;
mod new;
mod phrase;
mod redact;
mod say;
mod schema;
mod score;
mod sheet;
mod simulate;
mod test;
mod transcribe;

use crate::{context::Context, failure::Failure};
use clap::{Arg, ArgMatches, Command};
use guiju_simulate::Norm;
use guiju_time::Lang;
use jiff::tz::TimeZone;

/// A command: how it is called, and what it does.
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// Its arguments and its manual.
    pub command: fn(Lang) -> Command,
    /// What it does.
    pub run: fn(&ArgMatches, &Context) -> Result<(), Failure>,
}

macro_rules! entries {
    ($($module:ident),* $(,)?) => {
        &[$(Entry { name: $module::NAME, command: $module::command, run: $module::run }),*]
    };
}

/// All commands, in the order of the help.
pub const ALL: &[Entry] = entries![
    demo,
    audit,
    score,
    improve,
    new,
    map,
    lint,
    fmt,
    diff,
    test,
    explain,
    say,
    phrase,
    assist,
    coverage,
    declare,
    doc,
    transcribe,
    sheet,
    convert,
    redact,
    simulate,
    schema,
    completions
];

/// An option with a value.
fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

/// The formats that a command writes.
fn format_option(formats: &'static [&'static str], help: &'static str) -> Arg {
    option("format", "FORMAT", help)
        .value_parser(clap::builder::PossibleValuesParser::new(formats))
        .hide_possible_values(true)
        .hide_default_value(true)
        .default_value(formats[0])
}

/// Where results go in place of stdout.
fn output_option(lang: Lang) -> Arg {
    Arg::new("output")
        .short('o')
        .long("output")
        .value_name("FILE")
        .value_parser(clap::value_parser!(std::path::PathBuf))
        .help(crate::context::words(
            lang,
            "写到文件（写完才出现），- 为标准输出",
            "Write to a file, which appears when it is whole; - is stdout",
        ))
}

/// The mapping of tables.
fn map_option(lang: Lang) -> Arg {
    let help = crate::context::words(
        lang,
        "表格的映射；默认为表格旁边的 LOG.map.yaml",
        "Mapping of the tables; default: LOG.map.yaml beside a table",
    );
    option("map", "FILE", help).value_parser(clap::value_parser!(std::path::PathBuf))
}

/// Where times without offset are local, as `--zone` says.
fn zone(matches: &ArgMatches, context: &Context) -> Result<Option<TimeZone>, Failure> {
    let Some(name) = matches.get_one::<String>("zone") else { return Ok(None) };
    TimeZone::get(name).map(Some).map_err(|_| {
        Failure::input(match context.lang {
            Lang::Zh => format!("没有时区 `{name}`"),
            Lang::En => format!("there is no time zone `{name}`"),
        })
        .help(context.say("写成 Asia/Shanghai 这样的名字。", "write a name like Asia/Shanghai"))
    })
}

/// Packs by folder or name.
fn packs_argument(lang: Lang) -> Arg {
    Arg::new("packs").value_name("PACK").num_args(0..).help(crate::context::words(
        lang,
        "规范包的文件夹，或程序里规范包的名字；不写则为 ./standards 里的全部，没有这个文件夹则为程序里的全部",
        "Folders of packs, or names of packs in the binary; left out: all in ./standards, else all in the binary",
    ))
}

/// The packs that were named, else all.
fn packs_named(matches: &ArgMatches) -> Vec<String> {
    match matches.get_many::<String>("packs") {
        Some(named) => named.cloned().collect(),
        None => crate::packs::all(),
    }
}

/// The value of an option that has a default.
fn value<'m>(matches: &'m ArgMatches, name: &str) -> &'m str {
    matches.get_one::<String>(name).map_or("", String::as_str)
}

/// The pack that judges a simulated norm.
fn pack_of(norm: Norm) -> &'static str {
    match norm {
        Norm::Repairs => "power-repair",
        Norm::Calls => "call-centre",
    }
}
