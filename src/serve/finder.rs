//! The search index of the preview. It is made when a browser first asks for it, on threads of its own, so that an edit
//! meanwhile is not kept waiting; what is edited afterwards goes into a small index before it. Knows which files an index
//! has, not what is in them.

use std::sync::{Arc, Mutex, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::shelf::Shelf;
use super::state::Good;
use crate::page::RecordTexts;
use crate::publish::Searchable;
use crate::script::Script;
use crate::search::{Delta, FOLDER, Index};

/// If more records than this changed, and more than this part of all, everything is indexed anew.
const MANY: usize = 200;
const PART: usize = 20;

/// Where the files of the index come from.
pub(super) struct Finder {
    made: Mutex<Option<Made>>,
    /// `None` if the system gives no threads; then those of everything else do it.
    threads: Option<ThreadPool>,
}

/// The index of an edition, and what changed up to another.
struct Made {
    search: Searchable,
    shelf: Shelf,
    news: News,
}

/// What changed up to an edition.
struct News {
    of: Arc<Good>,
    delta: Option<(Delta, RecordTexts)>,
}

impl Finder {
    /// Nothing is made yet.
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let threads = ThreadPoolBuilder::new().num_threads(cores.div_ceil(2)).build().ok();
        Self { made: Mutex::new(None), threads }
    }

    /// A file of the index, if there is one. A root tells of `good`; the other files are those of the last root told.
    pub fn file(&self, good: &Arc<Good>, path: &str) -> Option<Vec<u8>> {
        // Whoever asks first makes it; who asks meanwhile needs it too.
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if path == ROOT {
            let before = made.take();
            *made = match &self.threads {
                Some(threads) => threads.install(|| brought_up(before, good)),
                None => brought_up(before, good),
            };
            return made.as_ref()?.root();
        }
        made.as_ref()?.file(path)
    }
}

/// The file that tells which others there are.
const ROOT: &str = "search-index/root.bin";

/// Whether a path is one of the index.
pub(super) fn is_index(path: &str) -> bool {
    let copies = [Script::Hans, Script::Hant].map(|script| format!("{}/{FOLDER}", script.folder()));
    path.starts_with(FOLDER) || copies.iter().any(|folder| path.starts_with(folder))
}

/// The index of an edition. `None` if a body is gone, of which the editor is told elsewhere.
fn brought_up(made: Option<Made>, good: &Arc<Good>) -> Option<Made> {
    match made {
        Some(made) if Arc::ptr_eq(&made.news.of, good) => Some(made),
        Some(made) => {
            let base = &made.search.index;
            let changes = good.edition.changes_since(base);
            if changes.count() > MANY.max(base.count() / PART) || !good.edition.writes_as(&made.search) {
                return fresh(good);
            }
            let delta = good.edition.delta(base, changes, &good.shelf).ok()?;
            Some(Made { news: News { of: Arc::clone(good), delta }, ..made })
        }
        None => fresh(good),
    }
}

fn fresh(good: &Arc<Good>) -> Option<Made> {
    let search = good.edition.searchable(&good.shelf).ok()?;
    Some(Made { search, shelf: good.shelf.clone(), news: News { of: Arc::clone(good), delta: None } })
}

impl Made {
    fn root(&self) -> Option<Vec<u8>> {
        match &self.news.delta {
            Some((delta, _)) => Some(delta.root().to_vec()),
            None => self.search.index.file(ROOT).map(<[u8]>::to_vec),
        }
    }

    fn file(&self, path: &str) -> Option<Vec<u8>> {
        let delta = self.news.delta.as_ref();
        let of = |index: &Index| index.file(path).map(<[u8]>::to_vec);
        if let Some(bytes) = of(&self.search.index).or_else(|| of(delta?.0.index())) {
            return Some(bytes);
        }
        if let Some(n) = self.search.index.text_at(path) {
            return self.search.text(n, &self.shelf).ok();
        }
        let (delta, texts) = delta?;
        delta.text(delta.index().text_at(path)?, &texts.from(&self.news.of.shelf)).ok()
    }
}
