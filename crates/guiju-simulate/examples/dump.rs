//! Writes a small log to stdout and its truth to stderr, to look at: `dump [DAYS [SEED]]`.

use guiju_simulate::{Plan, simulate_with};

fn main() -> std::io::Result<()> {
    let mut truth = std::io::stderr();
    let days = std::env::args().nth(1).and_then(|days| days.parse().ok()).unwrap_or(1);
    let seed = std::env::args().nth(2).and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let plan = Plan { days, seed, ..Plan::default() };
    simulate_with(&plan, &mut std::io::stdout().lock(), &mut |fact| fact.write(&mut truth))?;
    Ok(())
}
