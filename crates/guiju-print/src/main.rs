//! `guiju-print`: a handbook from standard input as a PDF.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs, io};

const HELP: &str = "\
Set a handbook as PDF

Usage: guiju doc PACK --format json | guiju-print -o FILE
       guiju doc PACK --format pdf -o FILE       (calls this program)

Reads on standard input what `guiju doc --format json` writes. Fonts are those of the machine; one with Chinese must be there (Noto Sans CJK SC,
Noto Sans SC, Source Han Sans SC or WenQuanYi Zen Hei). The file is PDF/A-2u; - is standard output.

Exit status: 0 done, 2 the input is no handbook, a font or a sign is missing, or the file can't be written";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let place = match args.as_slice() {
        ["-o" | "--output", place] => *place,
        ["-h" | "--help"] => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("error: wrong usage\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match set(place) {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("error: {what}");
            ExitCode::from(2)
        }
    }
}

fn set(place: &str) -> Result<(), String> {
    let mut document = String::new();
    io::stdin().read_to_string(&mut document).map_err(|error| format!("standard input: {error}"))?;
    let pdf = guiju_print::pdf(&document).map_err(|unset| unset.to_string())?;
    if place == "-" {
        return io::stdout().write_all(&pdf).map_err(|error| format!("standard output: {error}"));
    }
    // Beside its place and renamed: no half file.
    let place = PathBuf::from(place);
    let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let part = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = fs::write(&part, &pdf).and_then(|()| fs::rename(&part, &place));
    written.map_err(|error| {
        let _ = fs::remove_file(&part);
        format!("cannot write `{}`: {error}", place.display())
    })
}
