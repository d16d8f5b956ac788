//! Pictures and other files that bodies refer to: published under `assets/` with a name made of their content.

use std::collections::BTreeMap;

use super::address::Address;
use crate::diag::SourcePath;

/// A file to publish as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Where it stands in the site's folder.
    pub file: SourcePath,
    /// Where it is published.
    pub address: Address,
}

/// The files that published bodies refer to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attachments(BTreeMap<SourcePath, Attachment>);

impl Attachments {
    /// Adds a file whose content has this hexadecimal digest.
    pub fn add(&mut self, file: SourcePath, digest: &str) {
        let address = Address::new(hashed_path(file.file_name(), digest));
        self.0.insert(file.clone(), Attachment { file, address });
    }

    /// The published form of a file.
    #[must_use]
    pub fn get(&self, file: &SourcePath) -> Option<&Attachment> {
        self.0.get(file)
    }

    /// All of them, by address: files of one name and content share one.
    #[must_use]
    pub fn by_address(&self) -> Vec<&Attachment> {
        let mut all: Vec<&Attachment> = self.0.values().collect();
        all.sort_by(|a, b| a.address.cmp(&b.address));
        all
    }
}

/// `photo.jpg` and a digest → `assets/photo.1a2b3c4d.jpg`.
#[must_use]
pub fn hashed_path(name: &str, digest: &str) -> String {
    let short = digest.get(..8).unwrap_or(digest);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}.{short}.{extension}"),
        None => format!("assets/{name}.{short}"),
    }
}
