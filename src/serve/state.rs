//! What the preview shows at one moment: the last good edition, and the problems since. Immutable once made.

use std::collections::HashMap;
use std::sync::Arc;

use time::OffsetDateTime;

use super::digests::Digests;
use super::problem::Problems;
use super::shelf::Shelf;
use crate::config::Config;
use crate::publish::{Edition, ProduceFault};

/// An edition without errors, with the texts it was made of.
pub(super) struct Good {
    pub edition: Edition,
    pub shelf: Shelf,
    pub digests: Arc<Digests>,
    /// File → its number in the edition.
    pub numbers: Arc<HashMap<String, usize>>,
    /// When it was made.
    pub since: OffsetDateTime,
}

impl Good {
    /// The bytes of a file as `build` would write them; `None` if there is no such file.
    pub fn bytes(&self, file: &str) -> Option<Result<Vec<u8>, ProduceFault>> {
        let n = *self.numbers.get(file)?;
        Some(self.edition.produce(n, &self.shelf, &*self.digests).map(std::borrow::Cow::into_owned))
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
        let mut files: Vec<String> = self
            .good
            .iter()
            .filter_map(|good| good.edition.layout())
            .flat_map(crate::output::Layout::paths)
            .map(ToString::to_string)
            .collect();
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
