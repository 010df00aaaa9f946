//! What every command knows of who runs it: the language, and whether colours are wanted.

use guiju_time::Lang;
use std::ffi::OsString;

/// Who runs the command, and where its words go.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// The reader's language.
    pub lang: Lang,
}

impl Context {
    /// One of two texts.
    pub fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        words(self.lang, zh, en)
    }

    /// Whether stdout takes colours: a terminal, and nobody said `NO_COLOR`.
    pub fn colour(&self) -> bool {
        anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
    }

    /// Whether stderr takes colours.
    pub fn colour_on_stderr(&self) -> bool {
        anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never
    }
}

/// One of two texts.
pub fn words<'t>(lang: Lang, zh: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// The language: `--lang`, else the first of `LC_ALL`, `LC_MESSAGES`, `LANG` that names one, else Chinese.
///
/// Looked for before the arguments are parsed, because the help that parsing may print is in that language too.
pub fn language(args: &[OsString], environment: impl Fn(&str) -> Option<String>) -> Lang {
    asked(args).unwrap_or_else(|| {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(environment)
            .find(|value| !value.is_empty())
            .map_or(Lang::Zh, |value| of_locale(&value))
    })
}

fn asked(args: &[OsString]) -> Option<Lang> {
    let mut args = args.iter().skip(1).filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--");
    while let Some(arg) = args.next() {
        let value = match arg.strip_prefix("--lang") {
            Some("") => args.next(),
            Some(rest) => rest.strip_prefix('='),
            None => continue,
        };
        if let Some(lang) = value.and_then(Lang::from_code) {
            return Some(lang);
        }
    }
    None
}

/// `zh_CN.UTF-8`, `en_GB`; `C` and `POSIX` say nothing about a language, and another language reads English.
fn of_locale(locale: &str) -> Lang {
    let language = locale.split(['_', '.', '@', '-']).next().unwrap_or_default();
    match language {
        "zh" | "C" | "POSIX" => Lang::Zh,
        _ => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(list: &[&str]) -> Vec<OsString> {
        std::iter::once("guiju").chain(list.iter().copied()).map(OsString::from).collect()
    }

    #[test]
    fn the_option_comes_before_the_environment_and_chinese_before_nothing() {
        let german = |name: &str| (name == "LANG").then(|| "de_DE.UTF-8".to_owned());
        let c = |name: &str| (name == "LC_ALL").then(|| "C.UTF-8".to_owned());
        assert_eq!(language(&args(&["lint"]), |_| None), Lang::Zh);
        assert_eq!(language(&args(&["lint"]), c), Lang::Zh);
        assert_eq!(language(&args(&["lint"]), german), Lang::En);
        assert_eq!(language(&args(&["lint", "--lang", "zh"]), german), Lang::Zh);
        assert_eq!(language(&args(&["--lang=en", "lint"]), c), Lang::En);
        assert_eq!(language(&args(&["lint", "--", "--lang=en"]), c), Lang::Zh);
    }
}
