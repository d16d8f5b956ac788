//! How far a long run has come, on a terminal. In a pipe nothing is shown.

use std::io::{IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::diag::{Lang, Words};

/// Runs shorter than this show nothing.
const PATIENCE: Duration = Duration::from_millis(800);
/// How often the line is written anew.
const PACE: Duration = Duration::from_millis(100);

/// A line that counts what is done.
pub struct Progress {
    all: usize,
    done: AtomicUsize,
    /// When it may be written next; `None` where nobody looks.
    next: Option<Mutex<Instant>>,
    words: Words,
    lang: Lang,
}

impl Progress {
    /// Counts up to `all`; shown if standard error is a terminal and nobody asked for quiet.
    pub fn new(words: Words, all: usize, quiet: bool, lang: Lang) -> Self {
        let shown = !quiet && std::io::stderr().is_terminal();
        let next = shown.then(|| Mutex::new(Instant::now() + PATIENCE));
        Self { all, done: AtomicUsize::new(0), next, words, lang }
    }

    /// One more is done.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let Some(next) = &self.next else { return };
        let Ok(mut next) = next.try_lock() else { return };
        let now = Instant::now();
        if now >= *next {
            *next = now + PACE;
            let _ = write!(std::io::stderr(), "\r{} {done}/{}", self.words.get(self.lang), self.all);
        }
    }
}

impl Drop for Progress {
    /// The line is wiped, so that what follows stands alone.
    fn drop(&mut self) {
        if self.next.is_some() {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }
}
