//! The new site while it grows beside the old one. Nothing of it is seen before it is complete; given up, it goes.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::error::{Action, OutputError, Trying};
use super::manifest::Digest;
use super::old::OldSite;
use super::pack::Coding;
use super::path::{MANIFEST, OutPath};
use super::plan::Layout;
use super::sys;

/// The new site, as far as it has got.
#[derive(Debug)]
pub(super) struct Staging<'a> {
    folder: PathBuf,
    layout: &'a Layout,
    old: &'a OldSite,
    folders: Folders<'a>,
    is_kept: bool,
}

/// What became of one file of the plan.
#[derive(Clone, Copy, Debug)]
pub(super) struct Staged {
    pub digest: Digest,
    pub size: u64,
    /// Whether the bytes were written; else the old site has them.
    pub is_fresh: bool,
}

impl<'a> Staging<'a> {
    /// Starts at `folder`, which must not exist.
    pub fn start(folder: PathBuf, layout: &'a Layout, old: &'a OldSite) -> Result<Self, OutputError> {
        fs::create_dir(&folder).trying(Action::CreateFolder, &folder)?;
        Ok(Self { folder, layout, old, folders: Folders::of(layout), is_kept: false })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Takes the bytes of file `number`: writes them, unless the old site has them already.
    pub fn take(&self, number: usize, bytes: &[u8]) -> Result<Staged, OutputError> {
        let Some(path) = self.layout.paths().get(number) else { return Err(self.unplanned()) };
        let digest = Digest::of(bytes);
        let is_fresh = !self.old.has(path, &digest, bytes);
        if is_fresh {
            self.write(number, path, bytes)?;
        }
        Ok(Staged { digest, size: bytes.len() as u64, is_fresh })
    }

    /// Takes a packed copy of a file that has been taken. Packing takes long: where the file has not changed, the copy of
    /// the old site is kept.
    pub fn take_copy(&self, number: usize, of: &Staged, coding: Coding, bytes: &[u8]) -> Result<Staged, OutputError> {
        let Some(path) = self.layout.paths().get(number) else { return Err(self.unplanned()) };
        if let Some((digest, size)) = self.old.intact(path).filter(|_| !of.is_fresh) {
            return Ok(Staged { digest, size, is_fresh: false });
        }
        let packed = coding.pack(bytes).trying(Action::Write, &self.folder.join(path))?;
        self.take(number, &packed)
    }

    fn write(&self, number: usize, path: &OutPath, bytes: &[u8]) -> Result<(), OutputError> {
        self.folders.ensure(number, &self.folder)?;
        let place = self.folder.join(path);
        // A new file, never an old one cut short: its blocks may be shared with a copy that somebody linked.
        File::create_new(&place).and_then(|mut file| file.write_all(bytes)).trying(Action::Write, &place)
    }

    /// Adds what the old site has already, `out` being where it lies.
    pub fn fill(&self, staged: &[Staged], out: &Path) -> Result<(), OutputError> {
        let paths = self.layout.paths().par_iter().enumerate().zip(staged);
        paths.filter(|(_, staged)| !staged.is_fresh).try_for_each(|((number, path), _)| {
            self.folders.ensure(number, &self.folder)?;
            let place = self.folder.join(path);
            keep(&out.join(path), &place).trying(Action::Keep, &place)
        })
    }

    /// Writes the manifest, which makes the new site complete; an equal one keeps its time stamp.
    pub fn seal(&self, text: &str, out: &Path) -> Result<(), OutputError> {
        let place = self.folder.join(MANIFEST);
        if self.old.has_manifest(text) {
            return keep(&out.join(MANIFEST), &place).trying(Action::Keep, &place);
        }
        fs::write(&place, text).trying(Action::Write, &place)
    }

    /// From here on the folder stays, whatever happens.
    pub fn keep(&mut self) {
        self.is_kept = true;
    }

    fn unplanned(&self) -> OutputError {
        let source = io::Error::from(io::ErrorKind::InvalidInput);
        OutputError::Io { action: Action::Write, path: self.folder.clone(), source }
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        if !self.is_kept {
            // The next build tries again; what stopped this one is the error to tell.
            let _ = sys::remove_tree(&self.folder);
        }
    }
}

/// Gives a file a second place with its time stamp and permissions: by a hard link, else by a copy.
pub(super) fn keep(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        // A link across file systems means that the folder is no single tree that could be exchanged.
        Err(e) if matches!(e.kind(), io::ErrorKind::CrossesDevices | io::ErrorKind::NotFound) => Err(e),
        Err(e) if !fs::symlink_metadata(from)?.is_file() => Err(e),
        Err(_) => copy(from, to),
        Ok(()) => Ok(()),
    }
}

/// Copies a file with its time stamp and permissions.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    let stamp = fs::metadata(from)?.modified()?;
    // A read-only file cannot be opened for writing, yet its owner may set its time.
    File::options().write(true).open(to).or_else(|_| File::open(to))?.set_modified(stamp)
}

/// The folders of a plan, each made when its first file comes.
#[derive(Debug)]
struct Folders<'a> {
    folders: Vec<Folder<'a>>,
    /// By number of the file.
    homes: Vec<Option<usize>>,
}

#[derive(Debug)]
struct Folder<'a> {
    path: &'a str,
    parent: Option<usize>,
    is_made: AtomicBool,
}

impl<'a> Folders<'a> {
    fn of(layout: &'a Layout) -> Self {
        let mut numbers = HashMap::new();
        let mut folders = Vec::new();
        let homes = layout.paths().iter().map(|path| number(path.folder(), &mut numbers, &mut folders)).collect();
        Self { folders, homes }
    }

    fn ensure(&self, file: usize, root: &Path) -> Result<(), OutputError> {
        self.make(self.homes.get(file).copied().flatten(), root)
    }

    fn make(&self, folder: Option<usize>, root: &Path) -> Result<(), OutputError> {
        let Some(folder) = folder.and_then(|number| self.folders.get(number)) else { return Ok(()) };
        if folder.is_made.load(Ordering::Acquire) {
            return Ok(());
        }
        self.make(folder.parent, root)?;
        let place = root.join(folder.path);
        match fs::create_dir(&place) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            other => other.trying(Action::CreateFolder, &place)?,
        }
        folder.is_made.store(true, Ordering::Release);
        Ok(())
    }
}

fn number<'a>(
    path: Option<&'a str>,
    numbers: &mut HashMap<&'a str, usize>,
    folders: &mut Vec<Folder<'a>>,
) -> Option<usize> {
    let path = path?;
    if let Some(number) = numbers.get(path) {
        return Some(*number);
    }
    let parent = number(path.rsplit_once('/').map(|(parent, _)| parent), numbers, folders);
    folders.push(Folder { path, parent, is_made: AtomicBool::new(false) });
    numbers.insert(path, folders.len() - 1);
    Some(folders.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::plan::layout_of;

    #[test]
    fn given_up_it_goes() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("new");
        let (layout, old) = (layout_of(&["a/b/c", "a/d"]), OldSite::default());
        let mut staging = Staging::start(folder.clone(), &layout, &old).unwrap();
        staging.take(0, b"x").unwrap();
        assert_eq!(fs::read(folder.join("a/b/c")).unwrap(), b"x");
        assert!(staging.take(2, b"x").is_err());
        staging.keep();
        drop(staging);
        assert!(folder.exists());
        assert!(Staging::start(folder.clone(), &layout, &old).is_err());
        assert!(folder.exists());
        fs::remove_dir_all(&folder).unwrap();
        drop(Staging::start(folder.clone(), &layout, &old).unwrap());
        assert!(!folder.exists());
    }

    #[test]
    fn copies_keep_the_time() {
        let root = tempfile::tempdir().unwrap();
        let (from, to) = (root.path().join("from"), root.path().join("to"));
        let stamp = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
        fs::write(&from, "x").unwrap();
        File::options().write(true).open(&from).unwrap().set_modified(stamp).unwrap();
        copy(&from, &to).unwrap();
        assert_eq!(fs::metadata(&to).unwrap().modified().unwrap(), stamp);
    }
}
