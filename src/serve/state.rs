//! What the preview shows at one moment: the last good edition, and the problems since. Immutable once made.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use time::OffsetDateTime;

use super::digests::Digests;
use super::problem::Problems;
use super::shelf::Shelf;
use crate::config::Config;
use crate::output::{Layout, OutPath};
use crate::publish::{Edition, ProduceFault};

/// How many rendered pages are kept: one for each of so many tabs.
const TABS: usize = 8;

/// An edition without errors, with the texts it was made of.
pub(super) struct Good {
    pub edition: Arc<Edition>,
    pub shelf: Shelf,
    pub digests: Arc<Digests>,
    pub numbers: Arc<Numbers>,
    /// When it was made.
    pub since: OffsetDateTime,
    /// The pages rendered last: a tab asks what became of its page first, and then for the page.
    pub rendered: Rendered,
}

/// The numbers of an edition's files, by path.
pub(super) struct Numbers(Vec<u32>);

impl Numbers {
    /// Sorts the files of an edition.
    pub fn new(edition: &Edition) -> Self {
        let paths = paths(edition);
        let mut numbers: Vec<u32> = (0..).take(paths.len()).collect();
        numbers.sort_unstable_by_key(|n| paths.get(*n as usize));
        Self(numbers)
    }

    /// The number of a file of an edition with the same files.
    fn find(&self, edition: &Edition, file: &str) -> Option<usize> {
        let path = |n: u32| paths(edition).get(n as usize).map(OutPath::as_str);
        let at = self.0.binary_search_by(|n| path(*n).cmp(&Some(file))).ok()?;
        self.0.get(at).map(|n| *n as usize)
    }
}

fn paths(edition: &Edition) -> &[OutPath] {
    edition.layout().map(Layout::paths).unwrap_or_default()
}

/// Pages by their numbers in an edition, the newest first.
#[derive(Default)]
pub(super) struct Rendered(Mutex<VecDeque<(usize, Vec<u8>)>>);

impl Rendered {
    fn find(&self, n: usize) -> Option<Vec<u8>> {
        let pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.iter().find(|(of, _)| *of == n).map(|(_, page)| page.clone())
    }

    fn keep(&self, n: usize, page: &[u8]) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.truncate(TABS - 1);
        pages.push_front((n, page.to_vec()));
    }
}

impl Good {
    /// Whether there is such a file.
    pub fn has(&self, file: &str) -> bool {
        self.numbers.find(&self.edition, file).is_some()
    }

    /// The bytes of a file as `build` would write them; `None` if there is no such file.
    pub fn bytes(&self, file: &str) -> Option<Result<Vec<u8>, ProduceFault>> {
        let n = self.numbers.find(&self.edition, file)?;
        if let Some(page) = self.rendered.find(n) {
            return Some(Ok(page));
        }
        if let Some(fault) = self.edition.broken_picture(n, &*self.digests) {
            return Some(Err(fault));
        }
        let made = self.edition.produce(n, &self.shelf, &*self.digests).map(std::borrow::Cow::into_owned);
        if let (true, Ok(page)) = (file.ends_with("/index.html") || file == "index.html", &made) {
            self.rendered.keep(n, page);
        }
        Some(made)
    }

    /// The settings it was made with.
    pub fn config(&self) -> &Config {
        &self.edition.site().config
    }
}

/// What is served.
#[derive(Clone)]
pub struct State {
    /// Counts up with every change.
    pub(super) serial: u64,
    /// `None` until the site was without errors once.
    pub(super) good: Option<Arc<Good>>,
    /// What is wrong with the site as it stands on the disk.
    pub(super) problems: Arc<Problems>,
}

impl State {
    /// The paths of all files served, sorted.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        let files = self.good.iter().flat_map(|good| paths(&good.edition));
        let mut files: Vec<String> = files.map(ToString::to_string).collect();
        files.sort_unstable();
        files
    }

    /// The bytes of a file of the last good edition, as `build` would write them.
    #[must_use]
    pub fn bytes(&self, file: &str) -> Option<Vec<u8>> {
        self.good.as_ref()?.bytes(file)?.ok()
    }

    /// How many errors and warnings there are.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        (self.problems.errors, self.problems.warnings)
    }
}
