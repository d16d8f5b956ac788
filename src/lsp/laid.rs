//! The site as it last stood: what articles are held against, and the texts of its files.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::documents::Documents;
use super::position::Lines;
use crate::definition::IndicatorFile;
use crate::diag::{SourcePath, TextStore as _};
use crate::model::{Options, Site};
use crate::proofread::Word;
use crate::publish::Edition;
use crate::source::Disk;

/// A site that stands.
#[derive(Clone)]
pub struct Laid {
    /// Its model, errors and all.
    pub edition: Arc<Edition>,
    /// Its pictures and other files.
    pub attachments: Arc<BTreeSet<SourcePath>>,
    /// The files of its indicators, in its order.
    pub indicators: Arc<Vec<IndicatorFile>>,
    /// Its word lists.
    pub words: Arc<Vec<Word>>,
    /// Whether drafts count as published.
    pub drafts: bool,
}

impl Laid {
    /// The model.
    pub fn site(&self) -> &Site {
        self.edition.site()
    }

    /// How articles are looked at.
    pub fn options(&self) -> Options {
        Options { as_of: self.site().as_of, drafts: self.drafts }
    }
}

/// Texts of files: as the editor holds them, else as they stand on the disk.
pub struct Texts<'s> {
    /// The site's folder.
    pub root: &'s str,
    /// The disk.
    pub disk: &'s Disk,
    /// What is open.
    pub documents: &'s Documents,
}

impl Texts<'_> {
    /// The text of a file and its lines.
    pub fn get(&self, path: &SourcePath) -> Option<(Arc<str>, Lines)> {
        if let Some(document) = self.documents.get(path) {
            return Some((Arc::clone(&document.text), document.lines.clone()));
        }
        let text = self.disk.text(path)?;
        let lines = Lines::of(&text);
        Some((text.into(), lines))
    }
}
