//! Reading logs: what is taken, what is refused and where.

use super::{
    sorted::{LogFile, Sorted, sorted},
    tables,
    talks::{self, Talking},
};
use crate::{context::Context, failure::Failure, output::note, progress::Progress};
use guiju_log::{Imported, Log, LogBuilder, ReadOptions, Refusal};
use guiju_time::Lang;
use std::path::{Path, PathBuf};

/// Refusals that stderr names one by one; those beyond are counted.
const NAMED: usize = 1_000;

/// Records of a part: a few megabytes of log, enough to share out to workers.
const PART: u64 = 20_000;

/// A part of a log that can be judged by itself.
pub struct Part {
    /// Some cases with all of their events.
    pub log: Log,
    /// Subjects go by their place in the file, so that it makes no difference where parts end; else by type and id.
    pub by_file: bool,
}

/// A log that can be judged.
pub struct Judgeable {
    /// The log.
    pub log: Log,
    /// Its files as the user named them.
    pub names: Vec<String>,
    /// Records that were not taken.
    pub refused: Refused,
}

/// Records that were not taken.
#[derive(Default)]
pub struct Refused {
    /// Each with its place and the reason.
    pub kept: Vec<Refusal>,
    /// How many there are, those not kept included.
    pub count: u64,
}

/// How logs are read, and for what.
#[derive(Debug, Default)]
pub struct Reading<'r> {
    /// What becomes of the records.
    pub purpose: Purpose,
    /// The mapping of tables; without it the one beside each table.
    pub map: Option<&'r Path>,
    /// What talks leave open: transcripts that are no transcript lines.
    pub talking: Talking<'r>,
    /// What the formats leave open.
    pub options: ReadOptions,
    /// A refused record ends it.
    pub strict: bool,
}

/// What becomes of the records that are taken, for the words about those that are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// They are judged.
    #[default]
    Judging,
    /// They are written in another format.
    Converting,
}

/// Reads logs into one; refused records are named on stderr.
///
/// # Errors
/// A log can't be opened, a table has no mapping that fits; with `strict` also when a record was refused.
pub fn read(context: &Context, paths: &[PathBuf], reading: &Reading<'_>) -> Result<Judgeable, Failure> {
    read_sorted(context, paths, sorted(context, paths, reading)?, reading)
}

/// As [`read`], where it is known already how each of the `paths` is read.
///
/// # Errors
/// As [`read`].
pub fn read_sorted(
    context: &Context,
    paths: &[PathBuf],
    sorted: Sorted,
    reading: &Reading<'_>,
) -> Result<Judgeable, Failure> {
    let Reading { map, talking, options, .. } = reading;
    let mut builder = LogBuilder::new();
    let mut all = Imported::default();
    let progress = Progress::begin(context, context.say("读取记录", "reading"), None);
    let Sorted { tables, talks, logs, about } = sorted;
    let tables: Vec<&PathBuf> = tables.iter().collect();
    all = all.and(tables::read(context, &tables, *map, &mut builder, options)?);
    let mut heard = talks::read(context, talks, about.as_deref(), talking, &mut builder, options)?;
    all = all.and(std::mem::take(&mut heard.imported));
    for log in logs {
        all = all.and(log.read(context, &mut builder, options)?);
    }
    progress.end();
    talks::tell(context, &heard);
    let refused = ended(context, reading, all)?;
    let names = paths.iter().map(|path| name(context, path)).collect();
    Ok(Judgeable { log: builder.finish(), names, refused })
}

/// Reads a log and hands it on: XES in parts of whole cases, so that it may be of any length; any other format as one.
///
/// Memory beside the part: the names of the cases.
///
/// # Errors
/// As [`read`], and what `take` says.
pub fn read_in_parts(
    context: &Context,
    log: LogFile,
    reading: &Reading<'_>,
    take: &mut dyn FnMut(Part) -> Result<(), Failure>,
) -> Result<Refused, Failure> {
    let batches = log.batches(context, &reading.options, PART)?;
    let mut all = Imported::default();
    let mut is_empty = true;
    for batch in batches {
        all = all.and(batch.imported);
        let beyond = all.refused.len().saturating_sub(reading.options.keep_refused);
        all.refused.truncate(all.refused.len() - beyond);
        all.refused_beyond += beyond as u64;
        take(Part { log: batch.log, by_file: batch.is_part })?;
        is_empty = false;
    }
    if is_empty {
        take(Part { log: LogBuilder::new().finish(), by_file: false })?;
    }
    ended(context, reading, all)
}

/// Says on stderr what there is to say of an input that was read.
fn ended(context: &Context, reading: &Reading<'_>, all: Imported) -> Result<Refused, Failure> {
    for (name, encoding) in &all.encodings {
        note(&match context.lang {
            Lang::Zh => format!("{name}：按 {encoding} 编码读取"),
            Lang::En => format!("{name}: read as {encoding}"),
        });
    }
    let refused = Refused { count: all.refused_count(), kept: all.refused };
    tell(reading.purpose, context, &refused);
    if reading.strict && refused.count > 0 {
        return Err(Failure::input(match context.lang {
            Lang::Zh => format!("有 {} 条记录不能用，--strict 下到此为止", refused.count),
            Lang::En => format!("{} refused; with --strict nothing more is done", records(refused.count)),
        })
        .help(context.say(
            "改好上面列出的记录，或去掉 --strict。",
            "mend the records named above, or leave --strict out",
        )));
    }
    Ok(refused)
}

/// What reports call a log.
pub fn name(context: &Context, path: &Path) -> String {
    if path == Path::new("-") {
        return context.say("标准输入", "standard input").to_owned();
    }
    path.display().to_string()
}

fn tell(purpose: Purpose, context: &Context, refused: &Refused) {
    for refusal in refused.kept.iter().take(NAMED) {
        note(&match context.lang {
            Lang::Zh => format!("{}：{}", refusal.place, refusal.reason.chinese()),
            Lang::En => refusal.to_string(),
        });
    }
    if refused.count > 0 {
        let judged = purpose == Purpose::Judging;
        note(&match context.lang {
            Lang::Zh => {
                let rest = if judged { "判定" } else { "转换" };
                format!("{} 条记录不能用，其余照常{rest}", refused.count)
            }
            Lang::En => {
                let rest = if judged { "judged" } else { "converted" };
                format!("{} refused, the rest is {rest}", records(refused.count))
            }
        });
    }
}

fn records(count: u64) -> String {
    if count == 1 { "1 record".to_owned() } else { format!("{count} records") }
}
