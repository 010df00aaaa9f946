//! Runs the cases of a pack folder: `cargo run --example cases -- standards/power-repair [NAME-PART]`.
#![expect(clippy::disallowed_methods, reason = "an example reads a folder")]
use guiju_judge::case;
use guiju_standard::{NoLibrary, PackFiles, read};
use std::path::Path;
use std::sync::Arc;
fn walk(dir: &Path, base: &Path, out: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, base, out);
        } else if let (Ok(text), Ok(rest)) = (std::fs::read_to_string(&path), path.strip_prefix(base)) {
            out.push((rest.to_string_lossy().into_owned(), text));
        }
    }
}
fn main() {
    let dir = std::env::args().nth(1).unwrap_or_default();
    let part = std::env::args().nth(2).unwrap_or_default();
    let mut files = Vec::new();
    walk(dir.as_ref(), dir.as_ref(), &mut files);
    files.sort();
    let reading = read(&PackFiles { folder: dir, files }, &NoLibrary);
    for finding in &reading.findings {
        println!("{}", finding.render(&reading.sources, guiju_time::Lang::En, false));
    }
    let Some(standard) = reading.standard else { return };
    let plan = guiju_judge::compile(Arc::new(standard)).expect("compiles");
    let (mut run, mut failed) = (0, 0);
    for case in plan.standard.cases.iter().filter(|case| case.name.contains(&part)) {
        run += 1;
        match case::run(&plan, case) {
            Err(bad) => println!("BAD {}: {bad}", case.name),
            Ok(result) => {
                failed += usize::from(!result.differs.is_empty());
                for d in &result.differs {
                    println!("{} | {} | expected {} found {}", case.name, d.clause, d.expected, d.found);
                    if !part.is_empty()
                        && let Some(j) = result
                            .judgement
                            .clauses
                            .iter()
                            .find(|j| plan.standard.clauses[j.clause].id == d.clause)
                    {
                        println!("   {j:?}");
                    }
                }
            }
        }
    }
    println!("{run} cases, {failed} fail");
}
