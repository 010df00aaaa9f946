//! Reading logs: what is taken, what is refused and where.

use super::tables;
use crate::{context::Context, failure::Failure, output::note, progress::Progress};
use guiju_log::{Imported, Log, LogBuilder, ReadOptions, Refusal};
use guiju_time::Lang;
use std::path::{Path, PathBuf};

/// Refusals that stderr names one by one; those beyond are counted.
const NAMED: usize = 1_000;

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
    let Reading { purpose, map, options, strict } = reading;
    let mut builder = LogBuilder::new();
    let mut all = Imported::default();
    let progress = Progress::begin(context, context.say("读取记录", "reading"), None);
    let (tables, logs): (Vec<&PathBuf>, Vec<&PathBuf>) =
        paths.iter().partition(|path| tables::is_table(path, *map));
    all = all.and(tables::read(context, &tables, *map, &mut builder, options)?);
    for path in logs {
        let imported = guiju_log::read(path, &mut builder, options).map_err(|unopened| {
            Failure::unreadable(context, &unopened.path, &unopened.source)
                .help(context.say("写日志文件的路径，- 为标准输入。", "name a log file; - is standard input"))
        })?;
        all = all.and(imported);
    }
    progress.end();
    for (name, encoding) in &all.encodings {
        note(&match context.lang {
            Lang::Zh => format!("{name}：按 {encoding} 编码读取"),
            Lang::En => format!("{name}: read as {encoding}"),
        });
    }
    let refused = Refused { count: all.refused_count(), kept: all.refused };
    tell(*purpose, context, &refused);
    if *strict && refused.count > 0 {
        return Err(Failure::input(match context.lang {
            Lang::Zh => format!("有 {} 条记录不能用，--strict 下到此为止", refused.count),
            Lang::En => format!("{} refused; with --strict nothing more is done", records(refused.count)),
        })
        .help(context.say(
            "改好上面列出的记录，或去掉 --strict。",
            "mend the records named above, or leave --strict out",
        )));
    }
    let names = paths.iter().map(|path| name(context, path)).collect();
    Ok(Judgeable { log: builder.finish(), names, refused })
}

fn name(context: &Context, path: &Path) -> String {
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
