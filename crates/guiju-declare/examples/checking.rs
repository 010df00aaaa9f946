//! How long a check takes, reading not counted: `cargo run --release -p guiju-declare --example checking -- MODEL LOG [REPEATS]`.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // it reads files and measures

use std::{error::Error, hint::black_box, time::Instant};

use guiju_log::{LogBuilder, ReadOptions};
use jiff::tz::TimeZone;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (model, path) = args.next().zip(args.next()).ok_or("usage: checking MODEL LOG [REPEATS]")?;
    let repeats: u32 = args.next().map_or(Ok(20), |text| text.parse())?;
    let reading = guiju_declare::read(&model, &std::fs::read_to_string(&model)?);
    let mut builder = LogBuilder::new();
    guiju_log::read(
        &path,
        &mut builder,
        &ReadOptions { zone: Some(TimeZone::UTC), ..ReadOptions::default() },
    )?;
    let log = builder.finish();
    let constraints = reading.model.constraints.len();
    let timed = |what: &str, check: &dyn Fn() -> usize| {
        let mut best = f64::INFINITY;
        let mut found = 0;
        for _ in 0..repeats {
            let begun = Instant::now();
            found = black_box(check());
            best = best.min(begun.elapsed().as_secs_f64());
        }
        println!("{what}: {:.3} ms for {constraints} constraints, {found} found", best * 1e3);
    };
    timed("counts", &|| {
        let report = guiju_declare::check(&reading.model, &log);
        report.counts.iter().map(|counts| counts.activations as usize).sum()
    });
    timed("counts and evidence", &|| {
        let mut evidence = Vec::new();
        guiju_declare::check_each(&reading.model, &log, |activation| evidence.push(activation));
        evidence.len()
    });
    Ok(())
}
