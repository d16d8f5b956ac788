//! One build at a time per output folder. The lock is the kernel's, so that a killed build leaves none behind.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Action, OutputError, Trying};
use super::sys;

/// A held lock; dropped, its file goes too.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Locks the file at `path`; `None` where no file can be made there.
    pub fn take(path: &Path) -> Result<Option<Self>, OutputError> {
        loop {
            let file = match open(path) {
                Err(e) if is_refusal(&e) => return Ok(None),
                other => other.trying(Action::Lock, path)?,
            };
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(OutputError::Running(path.to_owned())),
                Err(TryLockError::Error(e)) => return Err(e).trying(Action::Lock, path),
                Ok(()) => {}
            }
            // The holder before us may have removed the file between our opening and our locking it.
            if is_at(&file, path) {
                return Ok(Some(Self { path: path.to_owned(), _file: file }));
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A lock file left behind is free to the next build, so that a failure here is none.
        let _ = fs::remove_file(&self.path);
    }
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(false).open(path)
}

fn is_refusal(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

fn is_at(file: &File, path: &Path) -> bool {
    matches!((file.metadata(), fs::metadata(path)), (Ok(own), Ok(there)) if sys::is_same_file(&own, &there))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        fs::write(&path, "left by a killed build").unwrap();
        let first = Lock::take(&path).unwrap();
        assert!(first.is_some());
        assert!(matches!(Lock::take(&path), Err(OutputError::Running(at)) if at == path));
        drop(first);
        assert!(!path.exists());
        assert!(Lock::take(&path).unwrap().is_some());
    }
}
