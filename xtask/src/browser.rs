//! The browser test of the HTML report.

use crate::{
    machine::BrowserTools,
    step::{Failure, Outcome, show},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Opens the report in a browser, as `xtask/browser/report.py` says.
pub fn test_report(tools: &BrowserTools, root: &Path, report: &Path, screenshots: &Path) -> Outcome {
    fs::create_dir_all(screenshots)
        .map_err(|error| Failure(format!("cannot make `{}`: {error}", screenshots.display())))?;
    show(
        Command::new(&tools.python)
            .arg(root.join("xtask/browser/report.py"))
            .arg("--chromium")
            .arg(&tools.chromium)
            .arg("--screenshots")
            .arg(screenshots)
            .arg(report),
    )
}

/// The report that the demo names in what it printed.
pub fn named_report(printed: &str) -> Option<PathBuf> {
    let words = printed
        .split_whitespace()
        .map(|word| word.trim_matches(['`', '"', '\'', '“', '”', '。', '，', ',', '.']));
    words.rev().find(|word| word.ends_with(".html")).map(|word| {
        let path = word.strip_prefix("file://").unwrap_or(word);
        // A Chinese sentence puts no space before a path: 报告：/tmp/report.html
        PathBuf::from(path.rsplit_once('：').map_or(path, |(_, path)| path))
    })
}

#[cfg(test)]
mod tests {
    use super::named_report;
    use std::path::Path;

    #[test]
    fn the_report_is_found_in_either_language() {
        let named = |text| named_report(text);
        assert_eq!(
            named("1203 repairs\nreport: `demo/report.html`.\n").as_deref(),
            Some(Path::new("demo/report.html"))
        );
        assert_eq!(named("报告：demo/report.html。").as_deref(), Some(Path::new("demo/report.html")));
        assert_eq!(named("no report"), None);
    }
}
