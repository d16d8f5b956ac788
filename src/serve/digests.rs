//! What is known of pictures and attachments, kept until the file changes.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::diag::SourcePath;
use crate::publish::{Attached, Known};
use crate::source::{Disk, ReadError};

/// The disk, with a memory of what was in its files.
pub(super) struct Digests {
    disk: Disk,
    /// `None`: there is no such file.
    known: Mutex<HashMap<SourcePath, Option<Known>>>,
    generation: AtomicU64,
}

impl Digests {
    /// Knows nothing yet.
    pub fn new(disk: Disk) -> Self {
        Self { disk, known: Mutex::default(), generation: AtomicU64::new(0) }
    }

    /// Forgets what was in the files of which this is true.
    pub fn forget(&self, which: impl Fn(&str) -> bool) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let before = known.len();
        known.retain(|path, _| !which(path.as_str()));
        if known.len() != before {
            self.generation.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Attached for Digests {
    fn known(&self, path: &SourcePath) -> Option<Result<Known, ReadError>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        if let Some(known) = known {
            return known.map(Ok);
        }
        let found = match self.disk.bytes(path) {
            Ok(bytes) => Some(Known::of(&bytes)),
            Err(_) if !self.disk.exists(path.as_str()) => None,
            Err(e) => return Some(Err(e)),
        };
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), found.clone());
        found.map(Ok)
    }

    fn bytes(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
        self.disk.bytes(path)
    }

    fn disk(&self) -> &Disk {
        &self.disk
    }

    fn generation(&self) -> Option<u64> {
        Some(self.generation.load(Ordering::Relaxed))
    }
}
