//! How far long work is, on a terminal only.

use crate::context::Context;
use guiju_time::Lang;
use std::{
    io::{IsTerminal as _, Write as _, stderr},
    time::{Duration, Instant},
};

/// Work shorter than this shows nothing.
const QUIET: Duration = Duration::from_millis(700);
/// Time between two lines.
const PAUSE: Duration = Duration::from_millis(150);

/// A line on stderr that says how far the work is and how long it will take.
pub struct Progress {
    what: String,
    total: Option<u64>,
    done: u64,
    begun: Instant,
    shown: Option<Instant>,
    lang: Lang,
    terminal: bool,
}

impl Progress {
    /// Begins some work of so many steps, if that is known.
    pub fn begin(context: &Context, what: &str, total: Option<u64>) -> Progress {
        Progress {
            what: what.to_owned(),
            total,
            done: 0,
            begun: Instant::now(),
            shown: None,
            lang: context.lang,
            terminal: stderr().is_terminal(),
        }
    }

    /// One step more is done.
    pub fn step(&mut self) {
        self.done += 1;
        if !self.terminal
            || self.begun.elapsed() < QUIET
            || self.shown.is_some_and(|shown| shown.elapsed() < PAUSE)
        {
            return;
        }
        self.shown = Some(Instant::now());
        let line = line(&self.what, self.done, self.total, self.begun.elapsed(), self.lang);
        let _ = write!(stderr().lock(), "\r\x1b[2K{line}");
    }

    /// The work is done: the line goes.
    pub fn end(self) {
        drop(self);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.is_some() {
            let _ = write!(stderr().lock(), "\r\x1b[2K");
        }
    }
}

fn line(what: &str, done: u64, total: Option<u64>, spent: Duration, lang: Lang) -> String {
    let Some(total) = total.filter(|total| *total >= done && done > 0) else {
        return format!("{what} {done}");
    };
    let left = spent.as_secs_f64() / done as f64 * (total - done) as f64;
    let left = left.ceil() as u64;
    match lang {
        Lang::Zh => format!("{what} {done} / {total}，约还需 {left} 秒"),
        Lang::En => format!("{what} {done} / {total}, about {left} s left"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_estimates_what_is_left() {
        let spent = Duration::from_secs(10);
        assert_eq!(line("judging", 200, Some(1000), spent, Lang::En), "judging 200 / 1000, about 40 s left");
        assert_eq!(line("判定", 200, Some(1000), spent, Lang::Zh), "判定 200 / 1000，约还需 40 秒");
        assert_eq!(line("reading", 3, None, spent, Lang::En), "reading 3");
    }
}
