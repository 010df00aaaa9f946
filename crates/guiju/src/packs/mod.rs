//! Packs by folder or by name, and the standards read from them.

mod embedded;
mod folder;

use crate::{context::Context, failure::Failure, output::note};
use guiju_standard::{Diagnostic, Library, PackFiles, Reading, Standard, nearest};
use guiju_time::Lang;
use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    sync::Arc,
};

/// A pack that was found, and where the packs that it names are looked for.
pub struct Pack {
    /// Its files.
    pub files: PackFiles,
    library: Shelf,
}

/// Packs beside a folder, then those of the binary.
struct Shelf {
    context: Context,
    beside: Option<PathBuf>,
    /// Packs that are there and can't be read; told in place of "no such pack".
    unreadable: RefCell<Vec<Failure>>,
}

impl Library for Shelf {
    fn pack(&self, name: &str) -> Option<PackFiles> {
        let beside =
            self.beside.as_ref().map(|beside| beside.join(name)).filter(|path| folder::is_pack(path));
        match beside {
            Some(path) => match folder::read(&self.context, &path) {
                Ok(files) => Some(files),
                Err(failure) => {
                    self.unreadable.borrow_mut().push(failure);
                    None
                }
            },
            None => embedded::pack(name),
        }
    }

    fn names(&self) -> Vec<String> {
        let beside = self.beside.iter().flat_map(|beside| folder::names_in(beside));
        let mut names: Vec<String> = beside.chain(embedded::names().map(str::to_owned)).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// Finds a pack: a folder where the path exists, else the name of a pack in the binary.
///
/// # Errors
/// Neither is there, or the folder can't be read.
pub fn find(context: &Context, name: &str) -> Result<Pack, Failure> {
    let path = Path::new(name);
    let shelf = |beside| Shelf { context: *context, beside, unreadable: RefCell::default() };
    if path.is_dir() {
        let whole = path.canonicalize().map_err(|error| Failure::unreadable(context, path, &error))?;
        let beside = whole.parent().map(Path::to_owned);
        return Ok(Pack { files: folder::read(context, path)?, library: shelf(beside) });
    }
    if path.exists() {
        return Err(Failure::input(match context.lang {
            Lang::Zh => format!("`{name}` 是文件，不是规范包的文件夹"),
            Lang::En => format!("`{name}` is a file, not the folder of a pack"),
        })
        .help(
            context.say("写有 standard.yaml 的那个文件夹。", "name the folder that holds its standard.yaml"),
        ));
    }
    match embedded::pack(name) {
        Some(files) => Ok(Pack { files, library: shelf(None) }),
        None => Err(unknown(context, name)),
    }
}

/// The standard of a pack in the binary, whatever folders there are.
///
/// # Errors
/// There is no such pack, or it has errors.
pub fn embedded(context: &Context, name: &str) -> Result<Arc<Standard>, Failure> {
    let files = embedded::pack(name).ok_or_else(|| unknown(context, name))?;
    let library = Shelf { context: *context, beside: None, unreadable: RefCell::default() };
    Pack { files, library }.standard(context)
}

fn unknown(context: &Context, name: &str) -> Failure {
    let names: Vec<&str> = embedded::names().collect();
    let last = Path::new(name).file_name().map_or(name.into(), |last| last.to_string_lossy());
    let what = match context.lang {
        Lang::Zh => format!("没有 `{name}` 这个文件夹，程序里也没有这个规范包"),
        Lang::En => format!("there is no folder `{name}`, and no pack of that name in the binary"),
    };
    let list = names.join(context.say("、", ", "));
    let help = match (nearest(&last, names.iter().copied()), context.lang) {
        (Some(near), Lang::Zh) => format!("是想写 `{near}` 吗？程序里有：{list}。"),
        (Some(near), Lang::En) => format!("did you mean `{near}`? The binary has: {list}"),
        (None, Lang::Zh) => format!("程序里有：{list}；自己的规范包写文件夹的路径。"),
        (None, Lang::En) => format!("the binary has: {list}; for a pack of your own write its folder's path"),
    };
    Failure::input(what).help(help)
}

/// Names to look at where none is given: the packs in `./standards`, else those in the binary.
pub fn all() -> Vec<String> {
    let here = folder::names_in(Path::new("standards"));
    if here.is_empty() {
        return embedded::names().map(str::to_owned).collect();
    }
    here.into_iter().map(|name| format!("standards/{name}")).collect()
}

impl Pack {
    /// The pack read, with what is wrong with it.
    ///
    /// # Errors
    /// A pack that it names is there and can't be read.
    pub fn read(&self) -> Result<Reading, Failure> {
        let reading = guiju_standard::read(&self.files, &self.library);
        self.readable(reading)
    }

    /// The pack read and linted.
    ///
    /// # Errors
    /// As [`Pack::read`].
    pub fn check(&self) -> Result<Reading, Failure> {
        let reading = guiju_standard::check(&self.files, &self.library);
        self.readable(reading)
    }

    fn readable(&self, reading: Reading) -> Result<Reading, Failure> {
        match self.library.unreadable.borrow_mut().pop() {
            Some(failure) => Err(failure),
            None => Ok(reading),
        }
    }

    /// The standard, to be judged by. What is wrong with it is told on stderr.
    ///
    /// # Errors
    /// It has errors.
    pub fn standard(&self, context: &Context) -> Result<Arc<Standard>, Failure> {
        let reading = self.read()?;
        if let Some(standard) = reading.standard {
            return Ok(Arc::new(standard));
        }
        let errors: Vec<&Diagnostic> = reading
            .findings
            .iter()
            .filter(|finding| finding.weight == guiju_standard::Weight::Error)
            .collect();
        for finding in &errors {
            note(&finding.render(&reading.sources, context.lang, context.colour_on_stderr()));
            note("");
        }
        let (folder, count) = (&self.files.folder, errors.len());
        note(&match context.lang {
            Lang::Zh => {
                format!("规范包 `{folder}` 有 {count} 处错误，改好才能用；每个代号的说明：guiju explain 代号")
            }
            Lang::En => {
                let errors = if count == 1 { "1 error".to_owned() } else { format!("{count} errors") };
                format!(
                    "the pack `{folder}` has {errors} to be mended before it can be used; guiju explain CODE says more"
                )
            }
        });
        Err(Failure::InputTold)
    }
}
