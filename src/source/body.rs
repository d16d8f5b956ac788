//! Bodies stay on the disk: a [`BodyHandle`] says where one stands, [`Bodies`] fetches it when a page is rendered.

use std::ops::Range;

use super::text::hash;
use super::tree::Disk;
use crate::diag::SourcePath;

/// Where a body stands, and what it was when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyHandle {
    /// The file.
    pub file: SourcePath,
    /// The body's bytes in it.
    pub range: Range<usize>,
    /// Fingerprint of the body.
    pub hash: u64,
}

impl BodyHandle {
    /// A handle for a body just read.
    #[must_use]
    pub fn new(file: &SourcePath, text: &str, range: Range<usize>) -> Self {
        let hash = hash(text.get(range.clone()).unwrap_or_default().as_bytes());
        Self { file: file.clone(), range, hash }
    }
}

/// Why a body could not be fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyFault {
    /// The file changed, moved or vanished since it was read.
    #[error("the file changed while the site was being built")]
    Changed,
}

/// Where bodies come from.
pub trait Bodies: Sync {
    /// The text of a body.
    ///
    /// # Errors
    /// When it is not the text any more that the handle was made for.
    fn fetch(&self, handle: &BodyHandle) -> Result<String, BodyFault>;
}

impl Bodies for Disk {
    fn fetch(&self, handle: &BodyHandle) -> Result<String, BodyFault> {
        let bytes = self.bytes(&handle.file).map_err(|_| BodyFault::Changed)?;
        let body = bytes.get(handle.range.clone()).ok_or(BodyFault::Changed)?;
        if hash(body) != handle.hash {
            return Err(BodyFault::Changed);
        }
        String::from_utf8(body.to_vec()).map_err(|_| BodyFault::Changed)
    }
}
