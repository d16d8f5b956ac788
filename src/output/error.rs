//! What can go wrong with the output folder and what is worth telling. Data only: the wording is the command line's.

use std::io;
use std::path::{Path, PathBuf};

use super::path::OutPath;

/// Why a site was not committed. The old site stands whole in every case but [`OutputError::Unfinished`].
#[derive(Debug, thiserror::Error)]
pub enum CommitError<E> {
    /// All files that could not be made, by their number in the plan, ascending.
    #[error("{} files could not be made", .0.len())]
    Produce(Vec<(usize, E)>),
    /// Trouble with the output folder.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Trouble with the output folder.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// Files that are not ours lie where the site needs a file or a folder.
    #[error("{} foreign files are in the way", .0.len())]
    Clashes(Vec<PathBuf>),
    /// The folder has files but no manifest of ours; `line` is the first bad one, counted from 1, of what is there instead.
    #[error("{} has files but no manifest of ours", .folder.display())]
    NotOurs {
        /// The output folder.
        folder: PathBuf,
        /// Where its manifest ceases to be one of ours, if it has any.
        line: Option<usize>,
    },
    /// A file, not a folder.
    #[error("{} is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// The path has no last part of its own (`a/..`) and nothing is there.
    #[error("{} does not name a folder", .0.display())]
    Nameless(PathBuf),
    /// Another build writes into this folder; the path of its lock.
    #[error("another build is running ({})", .0.display())]
    Running(PathBuf),
    /// An interrupted build left this, and it cannot be told what it is.
    #[error("{} was left by an interrupted build and cannot be cleared", .0.display())]
    Leftover(PathBuf),
    /// Files were being renamed one by one and one could not be: the site is part new, part old until the next build,
    /// which completes it from `staging`.
    #[error("the site is not complete; the next build completes it from {}", .staging.display())]
    Unfinished {
        /// The folder with the journal and the files still to come.
        staging: PathBuf,
        /// What stopped it.
        source: Box<OutputError>,
    },
    /// A host did not answer.
    #[error("{url}: {source}")]
    Host {
        /// What was asked for.
        url: String,
        /// What went wrong.
        source: io::Error,
    },
    /// A host has no manifest for us.
    #[error("{url}: {status}")]
    Answered {
        /// What was asked for.
        url: String,
        /// The status of its answer.
        status: u16,
    },
    /// The machine refused something.
    #[error("cannot {action} {}", .path.display())]
    Io {
        /// What was tried.
        action: Action,
        /// On which path.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
}

impl OutputError {
    /// Whether the content or the chosen folder is at fault, not the machine: the exit code hangs on it.
    #[must_use]
    pub fn is_content(&self) -> bool {
        matches!(
            self,
            Self::Clashes(_) | Self::NotOurs { .. } | Self::NotAFolder(_) | Self::Nameless(_) | Self::Answered { .. }
        )
    }
}

/// What was tried on a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Make a folder.
    CreateFolder,
    /// Read a file or list a folder.
    Read,
    /// Write a file.
    Write,
    /// Link or copy a file of the old site into the new one.
    Keep,
    /// Rename a file or folder.
    Rename,
    /// Remove a file or folder.
    Remove,
    /// Take the lock.
    Lock,
}

impl std::fmt::Display for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::CreateFolder => "create the folder",
            Self::Read => "read",
            Self::Write => "write",
            Self::Keep => "keep",
            Self::Rename => "rename",
            Self::Remove => "remove",
            Self::Lock => "lock",
        })
    }
}

/// Adds what was tried and where to an error of the system.
pub(super) trait Trying<T> {
    fn trying(self, action: Action, path: &Path) -> Result<T, OutputError>;
}

impl<T> Trying<T> for io::Result<T> {
    fn trying(self, action: Action, path: &Path) -> Result<T, OutputError> {
        self.map_err(|source| OutputError::Io { action, path: path.to_owned(), source })
    }
}

/// What a commit did.
#[derive(Debug, Default)]
pub struct Summary {
    /// Files of the site, the manifest left out.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Files that are new or have other bytes than before.
    pub written: usize,
    /// Files that stayed as they were, time stamp included.
    pub unchanged: usize,
    /// Files of the old site that the new one does not have.
    pub removed: usize,
    /// Foreign files and wholly foreign folders that stayed in the folder.
    pub carried: usize,
    /// What the user should know.
    pub notes: Vec<Note>,
}

/// Something about the output folder that the user should know.
#[derive(Debug)]
pub enum Note {
    /// The files were renamed one by one, because the folder could not be exchanged.
    InPlace(Obstacle),
    /// The last build was interrupted while it renamed files one by one; that was completed first.
    Completed,
    /// The old site could not be removed altogether; the next build tries again.
    LeftBehind(PathBuf, Box<OutputError>),
    /// Files whose names Windows does not take (see [`OutPath::is_portable`]).
    Unportable(Vec<OutPath>),
}

/// Why a folder could not be exchanged.
#[derive(Debug)]
pub enum Obstacle {
    /// The folder is the root of a mounted file system.
    Mounted,
    /// The build runs inside the folder, which would be exchanged under its feet.
    WorkingFolder,
    /// Nothing can be made beside the folder.
    Parent,
    /// The system refused the exchange, or to keep a foreign file across it.
    Refused(io::Error),
}
