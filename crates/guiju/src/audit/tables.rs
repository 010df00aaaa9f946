//! Tables among the logs: which files they are, and which mapping reads them.

use crate::{context::Context, failure::Failure, output::note};
use guiju_log::{Imported, LogBuilder, ReadOptions};
use guiju_table::{Failed, Input, Mapping, Unfit};
use guiju_time::Lang;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// What is added to a table's name to find its mapping beside it.
const BESIDE: &str = ".map.yaml";

/// Whether a path is read by a mapping: by its ending, and standard input where a mapping is named.
pub fn is_table(path: &Path, map: Option<&Path>) -> bool {
    if path == Path::new("-") { map.is_some() } else { Input::is_table(&path.to_string_lossy()) }
}

/// Reads tables into `builder`, each by the mapping named, else by the one beside it, else by that of another table.
///
/// # Errors
/// No mapping, a faulty one, one that does not fit, or a file that can't be opened.
pub fn read(
    context: &Context,
    tables: &[&PathBuf],
    map: Option<&Path>,
    builder: &mut LogBuilder,
    options: &ReadOptions,
) -> Result<Imported, Failure> {
    let mut by_mapping: BTreeMap<PathBuf, Vec<Input>> = BTreeMap::new();
    for table in tables {
        let mapping = match map {
            Some(map) => map.to_owned(),
            None => beside(table).or_else(|| shared(tables)).ok_or_else(|| no_mapping(context, table))?,
        };
        by_mapping.entry(mapping).or_default().push(Input::file(table));
    }
    let mut all = Imported::default();
    for (path, inputs) in by_mapping {
        let mapping = mapping(context, &path)?;
        let imported = guiju_table::import(&inputs, &mapping, builder, options);
        all = all.and(imported.map_err(|failed| failure(context, failed))?);
    }
    Ok(all)
}

/// The mapping in a file.
fn mapping(context: &Context, path: &Path) -> Result<Mapping, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::unreadable(context, path, &error))?;
    Mapping::read(&path.to_string_lossy(), &text).map_err(|unfit| told(context, &unfit))
}

/// The mapping that lies beside a table.
pub fn beside(table: &Path) -> Option<PathBuf> {
    let mut name = table.as_os_str().to_owned();
    name.push(BESIDE);
    Some(PathBuf::from(name)).filter(|path| path.is_file())
}

/// The only mapping that lies beside one of the tables.
fn shared(tables: &[&PathBuf]) -> Option<PathBuf> {
    let mut found = tables.iter().filter_map(|table| beside(table));
    found.next().filter(|_| found.next().is_none())
}

fn no_mapping(context: &Context, table: &Path) -> Failure {
    let shown = table.display();
    Failure::input(match context.lang {
        Lang::Zh => format!("`{shown}` 是表格，读它要有映射"),
        Lang::En => format!("`{shown}` is a table, and a mapping must say what its columns mean"),
    })
    .help(match context.lang {
        Lang::Zh => {
            format!("guiju map {shown} -o {shown}{BESIDE} 提出一份；改好后放在旁边，或用 --map 指明。")
        }
        Lang::En => format!(
            "guiju map {shown} -o {shown}{BESIDE} proposes one; it is found beside the table, or by --map"
        ),
    })
}

fn told(context: &Context, unfit: &Unfit) -> Failure {
    note(&unfit.render(context.lang, context.colour_on_stderr()));
    Failure::InputTold
}

/// Why tables were not read, to the user.
pub fn failure(context: &Context, failed: Failed) -> Failure {
    match failed {
        Failed::Unopened(unopened) => Failure::unreadable(context, &unopened.path, &unopened.source),
        Failed::Unfit { file, source } => {
            note(&match context.lang {
                Lang::Zh => format!("映射与 `{file}` 对不上："),
                Lang::En => format!("the mapping does not fit `{file}`:"),
            });
            told(context, &source)
        }
        Failed::NoTable { ref file } => Failure::input(match context.lang {
            Lang::Zh => {
                format!("映射里没有哪张表是 `{file}`；在那张表里写 `file:`，可用 *，如 \"orders*.csv\"")
            }
            Lang::En => failed.to_string(),
        }),
    }
}
