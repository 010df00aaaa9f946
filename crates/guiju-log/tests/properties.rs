//! What must hold for every log: order, repetition and splitting of the input are not seen, and what is written is read back.
#![cfg(feature = "read")]

mod common;

use common::{build, event, line, load, rows, view};
use guiju_log::{Accepted, LogBuilder, write};
use proptest::{collection::vec, prelude::*, sample::subsequence};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_order_of_arrival_is_not_seen((rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))) {
        prop_assert_eq!(view(&build(rows)), view(&build(shuffled)));
    }

    #[test]
    fn shuffled_and_repeated_lines_make_the_same_log(
        (rows, arrivals) in rows().prop_flat_map(|rows| {
            let repeats = subsequence(rows.clone(), 0..=rows.len());
            (Just(rows.clone()), repeats.prop_flat_map(move |repeats| Just([rows.clone(), repeats].concat()).prop_shuffle()))
        })
    ) {
        let (once, _) = load(&rows.iter().flat_map(line).collect::<Vec<_>>());
        let (again, imported) = load(&arrivals.iter().flat_map(line).collect::<Vec<_>>());
        prop_assert_eq!(imported.refused_count(), 0, "{:?}", imported.refused);
        prop_assert_eq!(imported.added + imported.repeated, arrivals.len() as u64);
        prop_assert_eq!(view(&once), view(&again));
    }

    #[test]
    fn what_is_written_is_read_back(rows in rows()) {
        let log = build(rows);
        let mut out = Vec::new();
        write::log(&mut out, &log).unwrap();
        let (back, imported) = load(&out);
        prop_assert_eq!(imported.refused_count(), 0, "{:?}", imported.refused);
        prop_assert_eq!(view(&log), view(&back));
    }

    #[test]
    fn merging_logs_is_reading_both((rows, at) in rows().prop_flat_map(|rows| (Just(rows.clone()), 0..=rows.len()))) {
        let mut builder = LogBuilder::new();
        prop_assert!(builder.merge(&build(rows[..at].to_vec())).is_empty());
        prop_assert!(builder.merge(&build(rows[at..].to_vec())).is_empty());
        prop_assert_eq!(view(&builder.finish()), view(&build(rows)));
    }

    #[test]
    fn an_event_added_twice_is_a_repeat(row in event()) {
        let mut builder = LogBuilder::new();
        if builder.add_event(row.clone()).is_ok() {
            prop_assert_eq!(builder.add_event(row).unwrap(), Accepted::Repeated);
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(
        bytes in prop_oneof![
            vec(any::<u8>(), 0..200),
            vec(any::<u8>(), 0..200).prop_map(|tail| [b"{".as_slice(), &tail].concat()),
            vec(any::<u8>(), 0..200).prop_map(|tail| [b"<log>".as_slice(), &tail].concat()),
            vec(any::<u8>(), 0..200).prop_map(|tail| [b"\x1f\x8b\x08\0\0\0\0\0\0\x03".as_slice(), &tail].concat()),
        ]
    ) {
        load(&bytes);
    }

    #[test]
    fn a_damaged_file_is_read_without_a_panic(at in 0_usize..3000, byte in any::<u8>(), xes in any::<bool>()) {
        let mut bytes = if xes { include_bytes!("small.xes").to_vec() } else { include_bytes!("small.jsonl").to_vec() };
        let at = at % bytes.len();
        bytes[at] = byte;
        load(&bytes);
    }
}
