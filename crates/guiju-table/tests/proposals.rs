//! Exports as people have them: what is proposed, what is read by it, what is doubted.

#[cfg(feature = "xlsx")]
mod workbooks;

use guiju_log::{LogBuilder, read::ReadOptions, write};
use guiju_standard::{Library, PackFiles, Standard};
use guiju_table::{Input, Mapping, import, propose};
use guiju_time::Lang;
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

fn data(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(folder)
}

/// Holds a folder's files against what is expected of them.
fn check(folder: &str, inputs: &[Input]) {
    let at = data(folder);
    let standard = fs::read_to_string(at.join("pack")).ok().map(|pack| standard(pack.trim()));
    let proposal = propose(inputs, standard.as_ref(), Lang::En).unwrap_or_else(|error| panic!("{error}"));
    let mapping = Mapping::read("mapping.yaml", &proposal.yaml)
        .unwrap_or_else(|unfit| panic!("{}\n{}", unfit.render(Lang::En, false), proposal.yaml));
    let mut builder = LogBuilder::new();
    let imported = import(inputs, &mapping, &mut builder, &ReadOptions::default());
    let imported = imported.unwrap_or_else(|failed| panic!("{failed:?}\n{}", proposal.yaml));
    let mut events = Vec::new();
    write::log(&mut events, &builder.finish()).expect("memory");
    let mut told = String::new();
    for (name, encoding) in &proposal.encodings {
        let _ = writeln!(told, "{name}: {encoding}");
    }
    for became in &proposal.became {
        let _ = writeln!(
            told,
            "{} / {}: {} ({})",
            became.table,
            became.column,
            became.role.say(Lang::En),
            became.why.say(Lang::En)
        );
    }
    for doubt in &proposal.doubts {
        let _ = writeln!(told, "? {}", doubt.say(Lang::En));
        assert!(!doubt.say(Lang::Zh).is_empty());
    }
    for refusal in &imported.refused {
        let _ = writeln!(told, "! {refusal}");
    }
    expect(&at.join("mapping.yaml"), &proposal.yaml);
    expect(&at.join("events.jsonl"), &String::from_utf8(events).expect("JSON"));
    expect(&at.join("told.txt"), &told);
}

fn expect(path: &Path, found: &str) {
    if std::env::var_os("GOLDEN").is_some_and(|golden| golden == "write") {
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, found).expect("written");
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(found == expected, "{} is not as expected; found:\n{found}", path.display());
}

/// The packs of the repository.
struct Shelf;

impl Library for Shelf {
    fn pack(&self, name: &str) -> Option<PackFiles> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../standards").join(name);
        let mut files = Vec::new();
        gather(&root, "", &mut files);
        Some(PackFiles { folder: format!("standards/{name}"), files })
    }
}

fn standard(name: &str) -> Standard {
    let pack = Shelf.pack(name).expect("a pack");
    let library: &dyn Library = &Shelf;
    guiju_standard::read(&pack, library).standard.expect("a sound pack")
}

fn gather(folder: &Path, inside: &str, files: &mut Vec<(String, String)>) {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().expect("named").to_string_lossy().into_owned();
        if path.is_dir() {
            gather(&path, &format!("{inside}{name}/"), files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            files.push((format!("{inside}{name}"), text));
        }
    }
}

/// The tables of a folder, by name.
fn tables(folder: &str) -> Vec<Input> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(data(folder)).expect("a folder").map(|entry| entry.expect("readable").path()).collect();
    paths.retain(|path| Input::is_table(&path.to_string_lossy()) && !path.ends_with("told.txt"));
    paths.sort();
    let name = |path: &Path| path.file_name().expect("named").to_string_lossy().into_owned();
    paths.iter().map(|path| Input::bytes(&name(path), fs::read(path).expect("readable"))).collect()
}

macro_rules! exports {
    ($($test:ident => $folder:literal),* $(,)?) => {$(
        #[test]
        fn $test() {
            check($folder, &tables($folder));
        }
    )*};
}
exports! {
    work_orders_in_gbk_become_repairs_of_the_pack => "repair-gbk",
    call_records_become_calls => "call-cdr",
    american_tickets_are_read_month_first => "itsm-us",
    a_row_for_each_event_stays_one => "bpi-events",
    dates_and_times_of_day_apart_are_put_together => "legacy-utf16",
    two_files_are_linked_by_what_they_share => "orders-calls",
    utterances_become_a_transcript => "transcript",
    dates_that_may_be_either_are_doubted => "europe",
}

#[cfg(feature = "xlsx")]
#[test]
fn a_days_departures_take_their_date_from_the_title() {
    check("bus-xlsx", &[Input::bytes("发车记录.xlsx", workbooks::departures())]);
}

#[cfg(feature = "xlsx")]
#[test]
fn merged_headers_and_names_are_read() {
    check("checkin-xlsx", &[Input::bytes("签到明细.xlsx", workbooks::check_ins())]);
}
