/// Codes and pages.
const PAGES: &[(&str, &str)] = &[];
