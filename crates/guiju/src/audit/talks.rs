//! Talks among the logs: what the command line says of them, and reading them.

use super::sorted::TalkFile;
use crate::{
    context::{Context, words},
    failure::Failure,
    output::note,
};
use clap::{Arg, ArgAction, ArgMatches, value_parser};
use guiju_log::{LogBuilder, ReadOptions};
use guiju_standard::Standard;
use guiju_table::Input;
use guiju_time::Lang;
use guiju_transcript::{About, Heard, LIMIT_MIB, Opening, Settings, Speakers, Talks};
use jiff::tz::TimeZone;
use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

/// The encounter that a talk is, where nobody says another.
const ENCOUNTER: &str = "call";
/// How many are named of those that a note is about.
pub const NAMED: usize = 5;
/// What the command line says of talks.
#[derive(Debug, Default)]
pub struct Talking<'r> {
    /// The table about the files, where it is named.
    pub about: Option<&'r Path>,
    speakers: Speakers,
    started_us: Option<i64>,
    /// The encounter, else those there are to choose from.
    encounter: Option<String>,
    known: Vec<String>,
    opening: Option<Opening>,
    zone: Option<TimeZone>,
}

/// The options that say what talks leave open.
pub fn talk_options(lang: Lang) -> [Arg; 4] {
    let w = |zh: &'static str, en: &'static str| words(lang, zh, en);
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    [
        option(
            "about",
            "FILE",
            w(
                "说明通话文件的表（CSV、XLSX）：文件名、坐席、号码、开始时间等；默认为文件夹里的那一份",
                "Table about the transcripts (CSV, XLSX): file, agent, number, start …; default: the one in the folder",
            ),
        )
        .value_parser(value_parser!(PathBuf)),
        option(
            "speaker",
            "VOICE=ROLE",
            w(
                "哪个声音是谁，如 0=staff、SPEAKER_01=customer、@example.com=staff；可写多次",
                "Whose voice is whose, like 0=staff, SPEAKER_01=customer, @example.com=staff; may be given several times",
            ),
        )
        .action(ArgAction::Append),
        option(
            "encounter",
            "TYPE",
            w("一段对话是哪种服务 [默认 call]", "Which encounter a talk is [default: call]"),
        ),
        option(
            "started",
            "TIME",
            w(
                "别处都没写时，录音何时开始，如 2026-03-02T09:00:00+08:00",
                "When recordings began that nothing else dates, like 2026-03-02T09:00:00+08:00",
            ),
        ),
    ]
}

impl<'r> Talking<'r> {
    /// By the command line; times without offset are local to `zone`, and a talk is an encounter of the `standard`.
    ///
    /// # Errors
    /// A mapping of speakers or a time that is none, an encounter that the standard does not have.
    pub fn of(
        matches: &'r ArgMatches,
        context: &Context,
        zone: Option<TimeZone>,
        standard: Option<&Standard>,
    ) -> Result<Self, Failure> {
        let encounters: Option<Vec<&str>> =
            standard.map(|standard| standard.vocabulary.encounters.keys().map(String::as_str).collect());
        let encounters = encounters.as_deref();
        let texts = matches.get_many::<String>("speaker").into_iter().flatten().map(String::as_str);
        let speakers = Speakers::parse(texts).map_err(|unfit| {
            Failure::input(match context.lang {
                Lang::Zh => format!("`{}` 没有说清谁是谁", unfit.text),
                Lang::En => format!("`{}` does not say who speaks", unfit.text),
            })
            .help(context.say(
                "写成 声音=角色，如 0=staff、SPEAKER_01=customer。",
                "write VOICE=ROLE, such as 0=staff or SPEAKER_01=customer",
            ))
        })?;
        let started = matches.get_one::<String>("started");
        let started_us = started.map(|text| started_at(context, text, zone.as_ref())).transpose()?;
        let asked = matches.get_one::<String>("encounter");
        let encounter = match (asked, encounters) {
            (Some(asked), Some(known)) if !known.contains(&asked.as_str()) => {
                return Err(Failure::input(match context.lang {
                    Lang::Zh => format!("规范里没有服务过程 `{asked}`"),
                    Lang::En => format!("the standard has no encounter `{asked}`"),
                })
                .help(known.join(", ")));
            }
            (Some(asked), _) => Some(asked.clone()),
            (None, Some(known)) if !known.contains(&ENCOUNTER) => match known {
                [only] => Some((*only).to_owned()),
                _ => None,
            },
            (None, _) => Some(ENCOUNTER.to_owned()),
        };
        let known = encounters.into_iter().flatten().map(|name| (*name).to_owned()).collect();
        let opening = encounter.as_deref().and_then(|encounter| opening_of(standard?, encounter));
        let about = matches.get_one::<PathBuf>("about").map(PathBuf::as_path);
        Ok(Self { about, speakers, started_us, encounter, known, opening, zone })
    }
}

/// The activity that opens an encounter, where a transcript can show it.
fn opening_of(standard: &Standard, encounter: &str) -> Option<Opening> {
    let vocabulary = &standard.vocabulary;
    let [activity] = vocabulary.encounters.get(encounter)?.opens.as_slice() else { return None };
    let declared = vocabulary.activities.get(activity)?;
    let seen = declared.seen_by.iter().any(|evidence| evidence == "transcript");
    let attributes = declared.attrs.keys().cloned().collect();
    seen.then(|| Opening { activity: activity.clone(), attributes })
}

fn started_at(context: &Context, text: &str, zone: Option<&TimeZone>) -> Result<i64, Failure> {
    let instant = text.parse::<jiff::Timestamp>().ok().or_else(|| {
        let local = text.parse::<jiff::civil::DateTime>().ok()?;
        zone?.to_timestamp(local).ok()
    });
    instant.map(jiff::Timestamp::as_microsecond).ok_or_else(|| {
        Failure::input(match context.lang {
            Lang::Zh => format!("--started `{text}` 不是时间，或没有时区"),
            Lang::En => format!("--started `{text}` is not a time, or has no zone"),
        })
        .help("2026-03-02T09:00:00+08:00")
    })
}

/// Reads transcripts into `builder`, with the table about them.
///
/// # Errors
/// One can't be opened, or nobody says which encounter a talk is.
pub fn read(
    context: &Context,
    files: Vec<TalkFile>,
    about: Option<&Path>,
    talking: &Talking<'_>,
    builder: &mut LogBuilder,
    options: &ReadOptions,
) -> Result<Heard, Failure> {
    if files.is_empty() && about.is_none() {
        return Ok(Heard::default());
    }
    let options = ReadOptions { zone: talking.zone.clone(), ..options.clone() };
    let Some(encounter) =
        talking.encounter.clone().or_else(|| talking.known.is_empty().then(|| ENCOUNTER.to_owned()))
    else {
        return Err(Failure::input(context.say(
            "规范里有几种服务过程，没有说这些对话是哪一种",
            "the standard has several encounters, and nothing says which of them these talks are",
        ))
        .help(format!("--encounter {}", talking.known.join("|"))));
    };
    let about = about
        .map(|path| {
            About::read(&Input::file(path), options.zone.as_ref())
                .map_err(|unopened| Failure::unreadable(context, &unopened.path, &unopened.source))
        })
        .transpose()?;
    let settings = Settings {
        encounter,
        opening: talking.opening.clone(),
        started_us: talking.started_us,
        speakers: talking.speakers.clone(),
        about,
    };
    let mut talks = Talks::new(settings);
    for file in files {
        let mut bytes = file.head;
        let limit = (LIMIT_MIB as u64) << 20;
        let read = if file.path == Path::new("-") {
            io::stdin().take(limit).read_to_end(&mut bytes)
        } else {
            File::open(&file.path).and_then(|opened| opened.take(limit + 1).read_to_end(&mut bytes))
        };
        read.map_err(|error| Failure::unreadable(context, &file.path, &error))?;
        talks.add(&file.path.to_string_lossy(), &file.called, &bytes, file.format, &options);
    }
    Ok(talks.finish(builder, &options))
}

/// Says on stderr what is not known of the talks.
pub fn tell(context: &Context, heard: &Heard) {
    if !heard.unnamed.is_empty() {
        let named = heard.unnamed.iter().take(NAMED).map(|(talk, voices)| {
            let voices: Vec<&str> = voices
                .iter()
                .take(NAMED)
                .map(|voice| if voice.is_empty() { context.say("没有标记", "no mark") } else { voice })
                .collect();
            format!("{talk} ({})", voices.join(", "))
        });
        let named = list(named.collect(), heard.unnamed.len());
        note(&match context.lang {
            Lang::Zh => format!(
                "{} 段对话里有声音不知是谁：{named}；与谁说的有关的条款不判。用 --speaker 声音=staff 说明",
                heard.unnamed.len()
            ),
            Lang::En => format!(
                "{} talks have voices that nobody names: {named}; what depends on who speaks is not judged. Name them: --speaker VOICE=staff",
                heard.unnamed.len()
            ),
        });
    }
    if !heard.untimed.is_empty() {
        let named = list(heard.untimed.iter().take(NAMED).cloned().collect(), heard.untimed.len());
        note(&match context.lang {
            Lang::Zh => {
                format!("{} 段对话没有时间，按字数估计：{named}；静默和时限不作准", heard.untimed.len())
            }
            Lang::En => format!(
                "{} talks have no times, they are estimated by length: {named}; silences and time limits mean nothing there",
                heard.untimed.len()
            ),
        });
    }
    if !heard.untold.is_empty() {
        let named = list(heard.untold.iter().take(NAMED).cloned().collect(), heard.untold.len());
        note(&match context.lang {
            Lang::Zh => format!("说明表里没有 {} 个文件：{named}", heard.untold.len()),
            Lang::En => {
                format!("the table about the files says nothing of {} of them: {named}", heard.untold.len())
            }
        });
    }
}

/// Those that are named, of so many.
pub fn list(mut named: Vec<String>, all: usize) -> String {
    if all > named.len() {
        named.push("…".to_owned());
    }
    named.join(", ")
}
