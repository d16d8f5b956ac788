//! What may have changed on the disk. Knows paths, not contents.

use std::collections::BTreeSet;

use crate::config;
use crate::diag::SourcePath;

/// Folders of a site that are read, at its top.
pub(super) const FOLDERS: [&str; 4] = ["content", "themes", "templates", "assets"];

/// What has to be looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// These files and folders, and nothing else.
    Paths(BTreeSet<SourcePath>),
    /// Anything: events were lost, or there were none.
    Everything,
}

impl Change {
    /// No change yet.
    #[must_use]
    pub fn none() -> Self {
        Self::Paths(BTreeSet::new())
    }

    /// Adds another change.
    pub fn join(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Paths(own), Self::Paths(others)) => own.extend(others),
            (_, Self::Everything) => *self = Self::Everything,
            (Self::Everything, _) => {}
        }
    }

    /// Whether there is nothing to look at.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Paths(paths) if paths.is_empty())
    }

    /// Whether a path of this kind is among them.
    pub(super) fn touches(&self, kind: impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Paths(paths) => paths.iter().any(|p| kind(p.as_str())),
            Self::Everything => true,
        }
    }
}

/// Whether a site reads a path at all.
pub(super) fn is_read(path: &str) -> bool {
    path == config::FILE || FOLDERS.contains(&top(path))
}

/// Whether a path belongs to the look of a site.
pub(super) fn is_look(path: &str) -> bool {
    matches!(top(path), "themes" | "templates" | "assets")
}

/// Whether a path belongs to what a site publishes.
pub(super) fn is_content(path: &str) -> bool {
    matches!(top(path), "content" | "assets")
}

fn top(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}
