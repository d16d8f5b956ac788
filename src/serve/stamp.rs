//! What the file system says of a file's content without opening it.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// Clocks of file systems tick in steps of some milliseconds (network drives: up to seconds). A file written so shortly
/// before may be written again without its time changing.
const TOO_FRESH: Duration = Duration::from_secs(3);

/// Two equal stamps of one path mean equal content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    modified: SystemTime,
    length: u64,
    place: (u64, i64, i64),
}

impl Stamp {
    /// The stamp of a file; `None` if its time is unknown.
    pub fn of(metadata: &Metadata) -> Option<Self> {
        Some(Self { modified: metadata.modified().ok()?, length: metadata.len(), place: place(metadata) })
    }

    /// The stamp, unless the file changed so lately that it proves nothing.
    #[expect(clippy::disallowed_methods, reason = "decides whether a file is read again, never what is on a page")]
    pub fn settled(self) -> Option<Self> {
        let age = SystemTime::now().duration_since(self.modified).ok()?;
        (age > TOO_FRESH).then_some(self)
    }
}

/// The file's number and the time of its last change of any kind.
#[cfg(unix)]
fn place(metadata: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn place(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}
