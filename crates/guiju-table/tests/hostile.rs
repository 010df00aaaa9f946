//! Tables that are broken, or made to do harm: refused by place, bounded in memory and time.

use guiju_log::{Imported, LogBuilder, read::ReadOptions};
use guiju_table::{Input, Mapping, import, limits, propose};
use guiju_time::Lang;
use proptest::prelude::*;

const MAP: &str = "zone: Asia/Shanghai\ntables:\n  t:\n    objects: [{ type: case, id: id, attrs: { text: text } }]\n    events: [{ type: seen, time: at }]\n";

fn read(name: &str, bytes: impl Into<Vec<u8>>) -> (Imported, usize) {
    let mapping =
        Mapping::read("map.yaml", MAP).unwrap_or_else(|unfit| panic!("{}", unfit.render(Lang::En, false)));
    let mut builder = LogBuilder::new();
    let input = Input::bytes(name, bytes.into());
    let imported =
        import(&[input], &mapping, &mut builder, &ReadOptions::default()).expect("the header fits");
    (imported, builder.finish().events().len())
}

fn told(imported: &Imported) -> Vec<String> {
    imported.refused.iter().map(ToString::to_string).collect()
}

#[test]
fn a_cell_or_a_row_too_long_is_refused_and_the_next_is_read() {
    let cell = "x".repeat((limits::CELL_KIB << 10) + 1);
    let row = "y".repeat((limits::ROW_KIB << 10) + 5);
    let csv =
        format!("id,at,text\n1,2026-03-02 09:00,{cell}\n{row},2026-03-02 09:00,z\n3,2026-03-02 09:01,ok\n");
    let (imported, events) = read("t.csv", csv);
    assert_eq!(events, 2);
    assert_eq!(
        told(&imported),
        [
            "t.csv:2:3: column `text`: longer than 1024 KiB; no cell of a log is",
            "t.csv:3: the row is longer than 16384 KiB; is a quote (\") not closed?"
        ]
    );
}

#[test]
fn more_columns_than_a_table_has_are_refused() {
    let (imported, events) =
        read("t.csv", format!("id,at,text\n{}\n3,2026-03-02 09:01,ok\n", ",".repeat(limits::COLUMNS + 10)));
    assert_eq!(
        (events, told(&imported)),
        (1, vec!["t.csv:2: more than 4096 columns; those beyond are not read".to_owned()])
    );
}

#[test]
fn a_quote_that_is_not_closed_swallows_no_more_than_it_must() {
    let (imported, events) = read("t.csv", "id,at,text\n1,2026-03-02 09:00,\"open\n2,2026-03-02 09:00,x\n");
    assert_eq!((events, imported.refused.len()), (1, 0)); // a cell with a line break; the end of the file closes it
}

#[test]
fn a_broken_character_and_an_absurd_time_are_refused_at_their_cells() {
    let mut csv = "id,at,text\n1,2026-03-02 09:00,".as_bytes().to_vec();
    csv.extend(b"caf\xff\n2,1600-01-01 00:00,x\n3,9999-12-31 23:59,y\n4,2026-02-30 09:00,z\n");
    let (imported, events) = read("t.csv", csv);
    let told = told(&imported);
    assert_eq!((events, told.len()), (1, 4));
    assert!(told[0].starts_with("t.csv:2:3: column `text`: holds what is no character"), "{}", told[0]);
    for (told, place) in told[1..].iter().zip([
        "t.csv:3:2: column `at`: `1600-01-01 00:00` is absurd",
        "t.csv:4:2: column `at`: `9999-12-31 23:59` is absurd",
        "t.csv:5:2: column `at`: `2026-02-30 09:00`",
    ]) {
        assert!(told.starts_with(place), "{told}");
    }
}

#[test]
fn a_truncated_gzip_gives_what_came_before() {
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write as _;
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    let rows: String = (0..20_000).map(|n| format!("{n},2026-03-02 09:00,{}\n", n * 7919)).collect();
    packer.write_all(format!("id,at,text\n{rows}").as_bytes()).expect("memory");
    let mut bytes = packer.finish().expect("memory");
    bytes.truncate(bytes.len() / 2);
    let (imported, events) = read("t.csv.gz", bytes);
    assert!(events > 1_000 && imported.refused.len() == 1, "{events} {:?}", told(&imported));
    assert!(told(&imported)[0].contains("breaks off here"), "{:?}", told(&imported));
}

#[cfg(feature = "xlsx")]
mod workbooks {
    use super::*;
    use std::io::{Cursor, Write as _};
    use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

    fn book() -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (column, head) in (0..).zip(["id", "at", "text"]) {
            sheet.write(0, column, head).expect("fits");
            sheet.write(1, column, ["1", "2026-03-02 09:00", "x"][usize::from(column)]).expect("fits");
        }
        book.save_to_buffer().expect("memory")
    }

    fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, bytes) in parts {
            archive.start_file(*name, options).expect("memory");
            archive.write_all(bytes).expect("memory");
        }
        archive.finish().expect("memory").into_inner()
    }

    /// The workbook with another first sheet.
    fn with_sheet(sheet: &[u8]) -> Vec<u8> {
        let mut archive = zip::ZipArchive::new(Cursor::new(book())).expect("a workbook");
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).expect("a part");
            let mut bytes = Vec::new();
            std::io::copy(&mut part, &mut bytes).expect("memory");
            let name = part.name().expect("UTF-8").into_owned();
            let bytes = if name.ends_with("sheet1.xml") { sheet.to_vec() } else { bytes };
            parts.push((name, bytes));
        }
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        zipped(&parts)
    }

    #[test]
    fn a_zip_bomb_is_refused_before_it_is_read() {
        // 64 MiB of spaces, packed once and put in nine times.
        let pad = zipped(&[("pad", &vec![b' '; 64 << 20])]);
        let mut archive = ZipWriter::new_append(Cursor::new(book())).expect("a workbook");
        let mut pad = zip::ZipArchive::new(Cursor::new(pad)).expect("an archive");
        for n in 0..=limits::INFLATED_MIB / 64 {
            let part = pad.by_index_raw(0).expect("a part");
            archive.raw_copy_file_rename(part, format!("xl/pad{n}.xml")).expect("memory");
        }
        let bomb = archive.finish().expect("memory").into_inner();
        assert!(bomb.len() < 4 << 20, "{}", bomb.len());
        let (imported, events) = read("t.xlsx", bomb.clone());
        assert_eq!(events, 0);
        assert_eq!(
            told(&imported),
            ["t.xlsx: inflates to more than 512 MiB; split the workbook, or save the sheet as CSV"]
        );
        // The same, saying that it is small: the directory's sizes are overwritten.
        let mut liar = bomb;
        let central: Vec<usize> = liar
            .windows(4)
            .enumerate()
            .filter(|(_, four)| *four == b"PK\x01\x02")
            .map(|(at, _)| at)
            .collect();
        for at in central {
            liar[at + 24..at + 28].copy_from_slice(&100_u32.to_le_bytes());
        }
        let (imported, _) = read("t.xlsx", liar);
        assert_eq!(imported.refused.len(), 1, "{:?}", told(&imported));
    }

    #[test]
    fn a_sheet_with_a_cell_at_each_end_costs_two_cells() {
        let sheet = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
            <row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>at</t></is></c><c r="C1" t="inlineStr"><is><t>text</t></is></c></row>
            <row r="1048576"><c r="A1048576"><v>7</v></c><c r="B1048576" t="inlineStr"><is><t>2026-03-02 09:00</t></is></c><c r="XFD1048576"><v>1</v></c></row>
            </sheetData></worksheet>"#;
        let (imported, events) = read("t.xlsx", with_sheet(sheet.as_bytes()));
        assert_eq!((events, told(&imported)), (1, Vec::new()));
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        for (name, bytes) in [
            ("t.xlsx", b"PK\x03\x04rest".to_vec()),
            ("t.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec()),
            ("t.xlsx", zipped(&[("nothing.txt", b"x")])),
            ("t.xlsx", with_sheet(b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>")),
        ] {
            let (imported, events) = read(name, bytes);
            assert_eq!((events, imported.refused.len()), (0, 1), "{:?}", told(&imported));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn spoilt_workbooks_do_no_harm(at in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
            let mut bytes = book();
            for (at, byte) in at {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let input = Input::bytes("t.xlsx", bytes);
            let mapping = Mapping::read("map.yaml", MAP).expect("sound");
            let _ = import(std::slice::from_ref(&input), &mapping, &mut LogBuilder::new(), &ReadOptions::default());
            let _ = propose(&[input], None, Lang::En);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_table_that_can_be_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let input = Input::bytes("t.csv", bytes);
        let mapping = Mapping::read("map.yaml", MAP).expect("sound");
        let _ = import(std::slice::from_ref(&input), &mapping, &mut LogBuilder::new(), &ReadOptions::default());
        let proposal = propose(&[input], None, Lang::Zh).expect("opened");
        prop_assert!(Mapping::read("proposed", &proposal.yaml).is_ok(), "{}", proposal.yaml);
    }

    #[test]
    fn any_table_gets_a_mapping_that_reads_it(rows in prop::collection::vec(prop::collection::vec("[^\u{0}]{0,12}|[0-9]{1,2}:[0-9]{2}|2026-03-[0-3][0-9]|[{}#:'\"%@]{1,3}", 1..6), 1..8)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let width = rows.iter().map(Vec::len).max().unwrap_or(1);
        for mut row in rows {
            row.resize(width, String::new());
            writer.write_record(&row).expect("memory");
        }
        let input = Input::bytes("t.csv", writer.into_inner().expect("memory"));
        let proposal = propose(std::slice::from_ref(&input), None, Lang::En).expect("opened");
        let mapping = Mapping::read("proposed", &proposal.yaml);
        prop_assert!(mapping.is_ok(), "{}\n{}", mapping.err().map(|unfit| unfit.render(Lang::En, false)).unwrap_or_default(), proposal.yaml);
        let read = import(&[input], &mapping.expect("checked"), &mut LogBuilder::new(), &ReadOptions::default());
        prop_assert!(read.is_ok(), "{read:?}\n{}", proposal.yaml);
    }
}

#[test]
fn lines_that_end_with_a_carriage_return_alone_are_lines() {
    let (imported, events) = read(
        "t.csv",
        "id,at,text\r1,2026-03-02 09:00,x\r\r2,someday,y\r\n3,2026-03-02 09:01,\"two\rlines\"\n4,never,z\r",
    );
    assert_eq!(events, 2);
    let told = told(&imported);
    assert!(told[0].starts_with("t.csv:4:2: column `at`: `someday`"), "{told:?}");
    assert!(told[1].starts_with("t.csv:7:2: column `at`: `never`"), "{told:?}");
}
