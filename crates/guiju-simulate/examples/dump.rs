//! Writes a log to stdout and its truth to stderr, to look at: `dump NORM [DAYS [SEED [DEVIATIONS [MISSING]]]]`, the norm
//! as `repairs`, `calls`, `halls` or `visits`.

use guiju_simulate::{Norm, Plan, simulate_with};

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, usual: f64| args.get(at).and_then(|arg| arg.parse().ok()).unwrap_or(usual);
    let norm = Norm::ALL.into_iter().find(|norm| args.first().is_some_and(|arg| arg == norm.name()));
    let plan = Plan::of(norm.unwrap_or(Norm::Repairs));
    let plan = Plan {
        days: number(1, 1.0) as u32,
        seed: number(2, 1.0) as u64,
        deviation_rate: number(3, plan.deviation_rate),
        missing_evidence_rate: number(4, plan.missing_evidence_rate),
        ..plan
    };
    let mut truth = std::io::stderr();
    simulate_with(&plan, &mut std::io::stdout().lock(), &mut |fact| fact.write(&mut truth))?;
    Ok(())
}
