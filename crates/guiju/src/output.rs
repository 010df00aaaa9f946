//! Where results go: stdout, or a file that appears whole or not at all.

use crate::{context::Context, failure::Failure};
use std::{
    fs::{self, File},
    io::{self, BufWriter, StdoutLock, Write},
    path::{Path, PathBuf},
};

/// An open output. A file is written beside its place and takes it in [`Output::finish`]; dropped before, nothing is left.
pub struct Output {
    to: To,
}

enum To {
    Stdout(BufWriter<StdoutLock<'static>>),
    /// A device or a pipe with a name: there is nothing to rename.
    Device(BufWriter<File>),
    File {
        writer: BufWriter<File>,
        part: PathBuf,
        place: PathBuf,
        kept: bool,
    },
}

impl Output {
    /// Opens the file, or stdout where there is none or it is `-`.
    ///
    /// # Errors
    /// The place can't be written.
    pub fn open(context: &Context, path: Option<&Path>) -> Result<Output, Failure> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Output { to: To::Stdout(BufWriter::with_capacity(1 << 16, io::stdout().lock())) });
        };
        let failed = |error: io::Error| Failure::unwritable(context, path, &error);
        // Through a link the file that it means is written, the link stays.
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match fs::metadata(&place) {
            Ok(there) if there.is_dir() => return Err(failed(io::ErrorKind::IsADirectory.into())),
            Ok(there) if !there.is_file() => {
                let device = File::options().write(true).open(&place).map_err(failed)?;
                return Ok(Output { to: To::Device(BufWriter::new(device)) });
            }
            _ => {}
        }
        let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let part = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let file = File::create(&part).map_err(failed)?;
        let writer = BufWriter::with_capacity(1 << 16, file);
        Ok(Output { to: To::File { writer, part, place, kept: false } })
    }

    /// Writes out what is left and puts a file in its place.
    ///
    /// # Errors
    /// What the system says; a file that was there before is untouched then.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.flush()?;
        if let To::File { part, place, kept, .. } = &mut self.to {
            fs::rename(&*part, &*place)?;
            *kept = true;
        }
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Stdout(to) => to.write(bytes),
            To::Device(to) | To::File { writer: to, .. } => to.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Stdout(to) => to.flush(),
            To::Device(to) | To::File { writer: to, .. } => to.flush(),
        }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let To::File { part, kept: false, .. } = &self.to {
            let _ = fs::remove_file(part);
        }
    }
}

/// Writes a whole text to a file or stdout.
///
/// # Errors
/// The place can't be written, or the reader is gone.
pub fn put(context: &Context, path: Option<&Path>, text: &str) -> Result<(), Failure> {
    let mut output = Output::open(context, path)?;
    output.write_all(text.as_bytes())?;
    output.finish()
}

/// Says something beside the results.
pub fn note(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}
