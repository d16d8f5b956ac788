//! The output folder and the places a commit uses around it. Decides whether the folder can be exchanged.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Action, Obstacle, OutputError, Trying};
use super::lock::Lock;
use super::sys;

/// The output folder, locked for one commit.
#[derive(Debug)]
pub(super) struct Ground {
    /// The folder, absolute and without symbolic links; it need not exist.
    pub out: PathBuf,
    /// Why it cannot be exchanged, as far as this shows beforehand.
    pub obstacle: Option<Obstacle>,
    _lock: Lock,
}

/// The staging folder inside the output folder, for one that cannot be exchanged.
pub(super) const INSIDE: &str = ".fangzhi-new";
const LOCK_INSIDE: &str = ".fangzhi-lock";

/// A file on its way into the output folder from another file system.
pub(super) const PART: &str = ".fangzhi-part";

impl Ground {
    pub fn open(out: &Path) -> Result<Self, OutputError> {
        let out = resolve(out)?;
        if let Some(lock) = Lock::take(&beside(&out, "lock"))? {
            let obstacle = obstacle(&out).trying(Action::Read, &out)?;
            return Ok(Self { out, obstacle, _lock: lock });
        }
        Self::open_inside(out)
    }

    fn open_inside(out: PathBuf) -> Result<Self, OutputError> {
        let refusal = || io::Error::from(io::ErrorKind::PermissionDenied);
        if !out.is_dir() {
            return Err(refusal()).trying(Action::CreateFolder, &out);
        }
        let path = out.join(LOCK_INSIDE);
        match Lock::take(&path)? {
            Some(lock) => Ok(Self { out, obstacle: Some(Obstacle::Parent), _lock: lock }),
            None => Err(refusal()).trying(Action::Lock, &path),
        }
    }

    /// Where the new site grows.
    pub fn staging(&self) -> PathBuf {
        if self.obstacle.is_some() { self.out.join(INSIDE) } else { self.staging_beside() }
    }

    /// Every place where an interrupted build may have left a new site.
    pub fn stagings(&self) -> [PathBuf; 2] {
        [self.staging_beside(), self.out.join(INSIDE)]
    }

    /// Where the old site goes for a moment, on systems that cannot exchange two folders in one step.
    pub fn retired(&self) -> PathBuf {
        beside(&self.out, "old")
    }

    fn staging_beside(&self) -> PathBuf {
        beside(&self.out, "new")
    }
}

/// Whether an entry at the root of the output folder is the commit's own.
pub(super) fn is_private(name: &OsStr) -> bool {
    name == INSIDE || name == LOCK_INSIDE || name == PART
}

fn beside(out: &Path, what: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(out.file_name().unwrap_or_default());
    name.push(".fangzhi-");
    name.push(what);
    out.with_file_name(name)
}

fn resolve(out: &Path) -> Result<PathBuf, OutputError> {
    if !sys::exists(out).trying(Action::Read, out)? {
        return resolve_new(out);
    }
    let real = fs::canonicalize(out).trying(Action::Read, out)?;
    if real.is_dir() { Ok(real) } else { Err(OutputError::NotAFolder(real)) }
}

fn resolve_new(out: &Path) -> Result<PathBuf, OutputError> {
    let name = out.file_name().ok_or_else(|| OutputError::Nameless(out.to_owned()))?;
    let parent = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).trying(Action::CreateFolder, parent)?;
    Ok(fs::canonicalize(parent).trying(Action::Read, parent)?.join(name))
}

fn obstacle(out: &Path) -> io::Result<Option<Obstacle>> {
    if !sys::exists(out)? {
        return Ok(None);
    }
    let Some(parent) = out.parent() else { return Ok(Some(Obstacle::Mounted)) };
    if sys::is_mounted(out, parent)? {
        return Ok(Some(Obstacle::Mounted));
    }
    let inside = env::current_dir().and_then(fs::canonicalize).is_ok_and(|folder| folder.starts_with(out));
    Ok(inside.then_some(Obstacle::WorkingFolder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        let ground = Ground::open(&folder.path().join("a/b/public")).unwrap();
        assert_eq!(ground.out, root.join("a/b/public"));
        assert_eq!(ground.staging(), root.join("a/b/.public.fangzhi-new"));
        assert!(ground.obstacle.is_none());
        assert!(!ground.out.exists());
    }

    #[test]
    fn refusals() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(matches!(Ground::open(&file), Err(OutputError::NotAFolder(_))));
        assert!(matches!(Ground::open(&folder.path().join("none/..")), Err(OutputError::Nameless(_))));
        assert!(matches!(Ground::open(&file.join("x")), Err(OutputError::Io { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn symbolic_links() {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir(root.join("real")).unwrap();
        std::os::unix::fs::symlink("real", root.join("link")).unwrap();
        std::os::unix::fs::symlink("nowhere", root.join("dangling")).unwrap();
        assert_eq!(Ground::open(&root.join("link")).unwrap().out, root.join("real"));
        assert!(matches!(Ground::open(&root.join("dangling")), Err(OutputError::Io { .. })));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn mount_points() {
        assert!(matches!(obstacle(Path::new("/proc")), Ok(Some(Obstacle::Mounted))));
        let here = env::current_dir().unwrap();
        assert!(matches!(obstacle(&here), Ok(Some(Obstacle::WorkingFolder | Obstacle::Mounted))));
    }
}
