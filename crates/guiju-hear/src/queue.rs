//! The queue: who is next, when, how often, and for how much.

use crate::{By, Settings, command, endpoint::Endpoint, heard::Transcript, length::minutes};
use std::{
    env, fs,
    path::PathBuf,
    process,
    sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

/// A recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Where it lies.
    pub path: PathBuf,
    /// What it is called among its like: the path inside its folder.
    pub called: String,
}

/// Why there is no transcript of a recording. What a server or a command said is shortened.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Failed {
    /// The file can't be read.
    #[error("it cannot be read: {what}")]
    Unreadable {
        /// What the system says.
        what: String,
    },
    /// Nobody answers there, or the command can't be started.
    #[error("it was not reached: {what}")]
    Unreached {
        /// What the system says.
        what: String,
    },
    /// No answer in time.
    #[error("no answer in time")]
    Late,
    /// The server refuses, or fails.
    #[error("status {status}: {said}")]
    Status {
        /// The status.
        status: u16,
        /// What it says.
        said: String,
    },
    /// The command fails.
    #[error("the command ended with {}: {said}", status.map_or("a signal".to_owned(), |status| status.to_string()))]
    Command {
        /// Its exit status.
        status: Option<i32>,
        /// The last line on stderr.
        said: String,
    },
    /// What came is no transcript.
    #[error("what came back is no transcript: {what}")]
    Nonsense {
        /// What is wrong with it.
        what: String,
    },
    /// It would cost more than the limit leaves.
    #[error("it may cost {cost:.2}, and {left:.2} is left of the limit")]
    TooDear {
        /// What it may cost.
        cost: f64,
        /// What is left.
        left: f64,
    },
}

/// Why nothing was begun.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Silent {
    /// The settings do not say `send: true`.
    #[error("the settings do not say `send: true`")]
    NotSwitchedOn,
    /// The variable with the key is not set.
    #[error("the environment variable `{name}` is not set")]
    NoKey {
        /// Its name.
        name: String,
    },
}

/// What came of an attempt.
pub(crate) enum Attempt {
    Heard(Transcript),
    Again {
        why: Failed,
        /// How long the other side wants us to wait.
        after: Option<Duration>,
        /// Whether it may cost all the same.
        charged: bool,
    },
    Never(Failed),
}

/// A recording that waits.
struct Waiting {
    number: usize,
    attempts: u32,
    not_before: Instant,
}

struct State {
    waiting: Vec<Waiting>,
    running: usize,
    spent: f64,
    /// Nobody asks before this: the other side said so.
    quiet_until: Instant,
}

struct Queue<'q> {
    settings: &'q Settings,
    recordings: &'q [Recording],
    endpoint: Option<Endpoint>,
    state: Mutex<State>,
    changed: Condvar,
}

/// Makes transcripts of recordings and hands each result to `take` as it comes, with the recording's number. Gives what the run cost at
/// most.
///
/// # Errors
/// [`Silent`] if nothing may be sent.
pub fn transcribe(
    recordings: &[Recording],
    settings: &Settings,
    take: &mut dyn FnMut(usize, Result<Transcript, Failed>),
) -> Result<f64, Silent> {
    let endpoint = match &settings.by {
        By::Endpoint { send: false, .. } => return Err(Silent::NotSwitchedOn),
        By::Endpoint { url, key_from, fields, .. } => {
            let key = key_from
                .as_ref()
                .map(|name| env::var(name).map_err(|_| Silent::NoKey { name: name.clone() }));
            Some(Endpoint::new(url, key.transpose()?, fields, settings.timeout))
        }
        By::Command(_) => None,
    };
    let now = Instant::now();
    let waiting =
        (0..recordings.len()).map(|number| Waiting { number, attempts: 0, not_before: now }).collect();
    let state = State { waiting, running: 0, spent: 0.0, quiet_until: now };
    let queue = Queue { settings, recordings, endpoint, state: Mutex::new(state), changed: Condvar::new() };
    let (sender, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..settings.at_once.clamp(1, recordings.len().max(1)) {
            let (queue, sender) = (&queue, sender.clone());
            scope.spawn(move || {
                while let Some(waiting) = queue.next() {
                    if let Some(done) = queue.tried(waiting) {
                        // The receiver lives as long as we do.
                        let _ = sender.send(done);
                    }
                }
            });
        }
        drop(sender);
        for (number, result) in results {
            take(number, result);
        }
    });
    let spent = queue.lock().spent;
    Ok(spent)
}

impl Queue<'_> {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next recording whose time has come, waiting for it; none when all are done.
    fn next(&self) -> Option<Waiting> {
        let mut state = self.lock();
        loop {
            let now = Instant::now();
            let first = (0..state.waiting.len()).min_by_key(|at| {
                let waiting = &state.waiting[*at];
                (waiting.not_before, waiting.number)
            });
            let due = first.map(|at| state.waiting[at].not_before.max(state.quiet_until));
            match (first, due) {
                (Some(at), Some(due)) if due <= now => {
                    state.running += 1;
                    return Some(state.waiting.swap_remove(at));
                }
                (_, Some(due)) => {
                    let waited = self.changed.wait_timeout(state, due - now);
                    state = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
                // Those that run may come back.
                _ if state.running > 0 => {
                    state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
                _ => return None,
            }
        }
    }

    /// Tries a recording once: its result, or none if it waits again.
    fn tried(&self, waiting: Waiting) -> Option<(usize, Result<Transcript, Failed>)> {
        let number = waiting.number;
        let ended = match self.recordings.get(number).map(|recording| (recording, fs::read(&recording.path)))
        {
            Some((recording, Ok(audio))) => {
                let cost = minutes(&recording.called, &audio) * self.settings.price_per_minute;
                match self.reserved(cost) {
                    Ok(()) => self.settled(waiting, cost, self.attempted(number, recording, &audio)),
                    Err(failed) => Some(Err(failed)),
                }
            }
            Some((_, Err(error))) => Some(Err(Failed::Unreadable { what: error.to_string() })),
            None => None,
        };
        self.lock().running -= 1;
        self.changed.notify_all();
        ended.map(|ended| (number, ended))
    }

    fn attempted(&self, number: usize, recording: &Recording, audio: &[u8]) -> Attempt {
        match (&self.endpoint, &self.settings.by) {
            (Some(endpoint), _) => endpoint.attempt(short(&recording.called), audio),
            (None, By::Command(words)) => {
                let out = env::temp_dir().join(format!("guiju-hear-{}-{number}.", process::id()));
                command::attempt(words, &recording.path, &out, self.settings.timeout)
            }
            (None, By::Endpoint { .. }) => Attempt::Never(Failed::Late),
        }
    }

    /// Counts what an attempt may cost, before it.
    fn reserved(&self, cost: f64) -> Result<(), Failed> {
        let mut state = self.lock();
        if let Some(limit) = self.settings.cost_limit
            && state.spent + cost > limit
        {
            return Err(Failed::TooDear { cost, left: (limit - state.spent).max(0.0) });
        }
        state.spent += cost;
        Ok(())
    }

    /// What becomes of a recording after an attempt.
    fn settled(&self, waiting: Waiting, cost: f64, attempt: Attempt) -> Option<Result<Transcript, Failed>> {
        let mut state = self.lock();
        match attempt {
            Attempt::Heard(transcript) => Some(Ok(transcript)),
            Attempt::Never(why) => {
                state.spent -= cost;
                Some(Err(why))
            }
            Attempt::Again { why, after, charged } => {
                if !charged {
                    state.spent -= cost;
                }
                let attempts = waiting.attempts + 1;
                let Settings { wait, longest_wait, .. } = self.settings;
                let patience = wait.saturating_mul(1 << waiting.attempts.min(16)).min(*longest_wait);
                let patience = patience.max(after.unwrap_or_default());
                if attempts >= self.settings.attempts || patience > *longest_wait {
                    return Some(Err(why));
                }
                let not_before = Instant::now() + patience;
                // A server that says when to come again means everybody.
                if after.is_some() {
                    state.quiet_until = state.quiet_until.max(not_before);
                }
                state.waiting.push(Waiting { attempts, not_before, ..waiting });
                None
            }
        }
    }
}

/// A file's name without its folders, which are nobody else's business.
fn short(called: &str) -> &str {
    called.rsplit(['/', '\\']).next().unwrap_or(called)
}
