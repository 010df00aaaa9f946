//! Reads a pack folder and shows what is wrong with it.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // a tool for us
use guiju_standard::*;
fn walk(dir: &std::path::Path, base: &std::path::Path, out: &mut Vec<(String, String)>) {
    for e in std::fs::read_dir(dir).unwrap().flatten() {
        let p = e.path();
        if p.is_dir() {
            walk(&p, base, out)
        } else if let Ok(t) = std::fs::read_to_string(&p) {
            out.push((p.strip_prefix(base).unwrap().to_string_lossy().into_owned(), t));
        }
    }
}
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let mut files = Vec::new();
    walk(dir.as_ref(), dir.as_ref(), &mut files);
    files.sort();
    let reading = check(&PackFiles { folder: dir, files }, &NoLibrary);
    for f in reading.findings.iter().take(std::env::args().nth(2).and_then(|n| n.parse().ok()).unwrap_or(20))
    {
        println!("{}", f.render(&reading.sources, guiju_time::Lang::En, false));
    }
    println!(
        "{} findings; clauses {:?}",
        reading.findings.len(),
        reading.standard.map(|s| (s.clauses.len(), s.cases.len()))
    );
}
