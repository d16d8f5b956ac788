//! The site that lies in the output folder before a commit: its manifest, which of its files are still there, and the
//! foreign files between them. Reads only.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::{Action, OutputError, Trying};
use super::ground::is_private;
use super::manifest::{BadLine, Digest, Manifest};
use super::path::{MANIFEST, OutPath, ancestors};
use super::plan::Layout;
use super::sys;

/// The old site.
#[derive(Debug, Default)]
pub(super) struct OldSite {
    folder: PathBuf,
    manifest_text: Option<Vec<u8>>,
    digests: HashMap<OutPath, Digest>,
    /// Files and wholly foreign folders, relative to the output folder, sorted.
    pub foreign: Vec<PathBuf>,
}

/// What a folder holds, as far as the search went down.
#[derive(Debug, Default)]
struct Found<'a> {
    listed: Vec<&'a OutPath>,
    foreign: Vec<PathBuf>,
    folders: Vec<String>,
}

impl OldSite {
    /// Reads the folder `out`, which need not exist, and makes sure that `layout` can take its place.
    pub fn read(out: &Path, layout: &Layout) -> Result<Self, OutputError> {
        if !sys::exists(out).trying(Action::Read, out)? {
            return Ok(Self::default());
        }
        let Some((manifest_text, manifest)) = read_manifest(out)? else {
            return if has_files(out, true)? {
                Err(OutputError::NotOurs { folder: out.to_owned(), line: None })
            } else {
                Ok(Self { folder: out.to_owned(), ..Self::default() })
            };
        };
        let listed: HashMap<_, _> = manifest.into_entries().into_iter().map(|e| (e.path, e.digest)).collect();
        let Found { listed: present, foreign, .. } = search(out, &listed, layout)?;
        let clashes: Vec<PathBuf> = foreign.iter().filter(|path| clashes(path, layout)).cloned().collect();
        if !clashes.is_empty() {
            return Err(OutputError::Clashes(clashes));
        }
        let present: HashSet<OutPath> = present.into_iter().cloned().collect();
        let digests = listed.into_iter().filter(|(path, _)| present.contains(path)).collect();
        Ok(Self { folder: out.to_owned(), manifest_text: Some(manifest_text), digests, foreign })
    }

    /// Whether the old site has exactly these bytes at `path`. The digest spares reading a file that has changed; the
    /// bytes tell of one that somebody edited in the output folder.
    pub fn has(&self, path: &OutPath, digest: &Digest, bytes: &[u8]) -> bool {
        self.digests.get(path) == Some(digest) && same_bytes(&self.folder.join(path), bytes).unwrap_or(false)
    }

    /// Digest and size of a file that is as the manifest says.
    pub fn intact(&self, path: &OutPath) -> Option<(Digest, u64)> {
        let digest = *self.digests.get(path)?;
        let bytes = fs::read(self.folder.join(path)).ok()?;
        (Digest::of(&bytes) == digest).then_some((digest, bytes.len() as u64))
    }

    /// Whether the manifest is exactly this.
    pub fn has_manifest(&self, text: &str) -> bool {
        self.manifest_text.as_deref() == Some(text.as_bytes())
    }

    /// The files that `layout` does not have any more, sorted.
    pub fn obsolete(&self, layout: &Layout) -> Vec<OutPath> {
        let kept: HashSet<&OutPath> = layout.paths().iter().collect();
        let mut obsolete: Vec<_> = self.digests.keys().filter(|path| !kept.contains(path)).cloned().collect();
        obsolete.sort_unstable();
        obsolete
    }

    /// All its files.
    pub fn paths(&self) -> impl Iterator<Item = &OutPath> {
        self.digests.keys()
    }
}

fn read_manifest(out: &Path) -> Result<Option<(Vec<u8>, Manifest)>, OutputError> {
    let path = out.join(MANIFEST);
    let text = match fs::read(&path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other.trying(Action::Read, &path)?,
    };
    match Manifest::parse(&text) {
        Ok(manifest) => Ok(Some((text, manifest))),
        Err(BadLine(line)) => Err(OutputError::NotOurs { folder: out.to_owned(), line: Some(line) }),
    }
}

/// Whether there is anything but folders. A freshly made file system has a `lost+found`, which only root can read.
fn has_files(folder: &Path, is_root: bool) -> Result<bool, OutputError> {
    for entry in fs::read_dir(folder).trying(Action::Read, folder)? {
        let entry = entry.trying(Action::Read, folder)?;
        if is_root && (is_private(&entry.file_name()) || entry.file_name() == "lost+found") {
            continue;
        }
        let is_folder = entry.file_type().trying(Action::Read, folder)?.is_dir();
        if !is_folder || has_files(&entry.path(), false)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Looks into every folder that the old site or the new one has, level by level; others are foreign as a whole.
fn search<'a>(out: &Path, digests: &'a HashMap<OutPath, Digest>, layout: &Layout) -> Result<Found<'a>, OutputError> {
    let paths = digests.keys().chain(layout.paths());
    let known: HashSet<&str> = paths.flat_map(|path| ancestors(path.as_str())).collect();
    let mut found = Found::default();
    let mut level = vec![String::new()];
    while !level.is_empty() {
        let visits: Result<Vec<Found<'a>>, OutputError> =
            level.par_iter().map(|folder| visit(out, folder, digests, &known)).collect();
        level.clear();
        for visit in visits? {
            found.listed.extend(visit.listed);
            found.foreign.extend(visit.foreign);
            level.extend(visit.folders);
        }
    }
    found.foreign.sort_unstable();
    Ok(found)
}

fn visit<'a>(
    out: &Path,
    folder: &str,
    digests: &'a HashMap<OutPath, Digest>,
    known: &HashSet<&str>,
) -> Result<Found<'a>, OutputError> {
    let mut found = Found::default();
    let place = out.join(folder);
    for entry in fs::read_dir(&place).trying(Action::Read, &place)? {
        let entry = entry.trying(Action::Read, &place)?;
        let name = entry.file_name();
        if folder.is_empty() && (is_private(&name) || name == MANIFEST) {
            continue;
        }
        let kind = entry.file_type().trying(Action::Read, &place)?;
        match joined(folder, &name) {
            Some(path) if kind.is_dir() && known.contains(path.as_str()) => found.folders.push(path),
            Some(path) if kind.is_file() => match digests.get_key_value(path.as_str()) {
                Some((path, _)) => found.listed.push(path),
                None => found.foreign.push(path.into()),
            },
            _ => found.foreign.push(Path::new(folder).join(name)),
        }
    }
    Ok(found)
}

fn joined(folder: &str, name: &OsString) -> Option<String> {
    let name = name.to_str()?;
    Some(if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") })
}

fn clashes(path: &Path, layout: &Layout) -> bool {
    path.to_str().is_some_and(|path| layout.occupies(path))
}

fn same_bytes(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    thread_local! {
        static BUFFER: RefCell<Vec<u8>> = RefCell::new(vec![0; 64 * 1024]);
    }
    BUFFER.with_borrow_mut(|buffer| holds(&mut sys::open_plain(path)?, bytes, buffer))
}

fn holds(file: &mut File, bytes: &[u8], buffer: &mut [u8]) -> io::Result<bool> {
    let mut rest = bytes;
    loop {
        let count = read_some(file, buffer)?;
        let (Some(read), Some((expect, after))) = (buffer.get(..count), rest.split_at_checked(count)) else {
            return Ok(false);
        };
        if count == 0 || read != expect {
            return Ok(count == 0 && rest.is_empty());
        }
        rest = after;
    }
}

fn read_some(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match file.read(buffer) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::manifest::Entry;
    use crate::output::plan::layout_of;

    /// An old site with `files` (their own path as content) and whatever `foreign` names.
    fn folder(files: &[&str], foreign: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for path in files.iter().chain(foreign) {
            let place = folder.path().join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, path).unwrap();
        }
        let entry = |path: &&str| Entry { path: OutPath::new(path).unwrap(), digest: Digest::of(path.as_bytes()) };
        let manifest = Manifest::new(files.iter().map(entry).collect());
        fs::write(folder.path().join(MANIFEST), manifest.to_text()).unwrap();
        folder
    }

    #[track_caller]
    fn check(files: &[&str], foreign: &[&str], new: &[&str], expect: Result<&[&str], &[&str]>) {
        let folder = folder(files, foreign);
        let found = match OldSite::read(folder.path(), &layout_of(new)) {
            Ok(old) => Ok(old.foreign),
            Err(OutputError::Clashes(clashes)) => Err(clashes),
            Err(other) => panic!("{other:?}"),
        };
        let paths = |list: &[&str]| list.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(found, expect.map(paths).map_err(paths));
    }

    #[test]
    fn foreign_files() {
        check(&["a", "b/c"], &[], &["a"], Ok(&[]));
        check(&["a"], &["CNAME", ".git/HEAD", ".git/x/y"], &["a"], Ok(&[".git", "CNAME"]));
        check(&["a/b"], &["a/note"], &["x"], Ok(&["a/note"]));
        check(&["a"], &["k/x"], &["a", "k/y"], Ok(&["k/x"]));
        check(&["a"], &["b"], &["a", "b"], Err(&["b"]));
        check(&["a"], &["B"], &["a", "b"], Err(&["B"]));
        check(&["a"], &["b"], &["b/c"], Err(&["b"]));
        check(&["a/b"], &["a/x"], &["a"], Err(&["a/x"]));
        check(&["a"], &["b/c"], &["b"], Err(&["b"]));
    }

    #[test]
    fn bytes() {
        let folder = folder(&["a"], &[]);
        let old = OldSite::read(folder.path(), &layout_of(&["a"])).unwrap();
        let path = OutPath::new("a").unwrap();
        assert!(old.has(&path, &Digest::of(b"a"), b"a"));
        assert!(!old.has(&path, &Digest::of(b"b"), b"b"));
        fs::write(folder.path().join("a"), "edited").unwrap();
        assert!(!old.has(&path, &Digest::of(b"a"), b"a"));
    }

    #[test]
    fn comparison() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        let long = vec![7; 100_000];
        fs::write(&path, &long).unwrap();
        assert!(same_bytes(&path, &long).unwrap());
        assert!(!same_bytes(&path, &long[1..]).unwrap());
        assert!(!same_bytes(&path, &[&long[..], b"x"].concat()).unwrap());
        assert!(!same_bytes(&path, b"").unwrap());
    }

    #[test]
    fn refused_folders() {
        let folder = tempfile::tempdir().unwrap();
        let read = || OldSite::read(folder.path(), &layout_of(&["a"]));
        fs::create_dir_all(folder.path().join("empty/folders")).unwrap();
        assert!(read().is_ok());
        fs::write(folder.path().join("empty/file"), "").unwrap();
        assert!(matches!(read(), Err(OutputError::NotOurs { line: None, .. })));
        fs::write(folder.path().join(MANIFEST), "my own list\n").unwrap();
        assert!(matches!(read(), Err(OutputError::NotOurs { line: Some(1), .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_place_of_a_listed_file_is_foreign() {
        let folder = folder(&["a"], &[]);
        fs::remove_file(folder.path().join("a")).unwrap();
        std::os::unix::fs::symlink("elsewhere", folder.path().join("a")).unwrap();
        let read = |new: &[&str]| OldSite::read(folder.path(), &layout_of(new));
        assert!(matches!(read(&["a"]), Err(OutputError::Clashes(_))));
        assert_eq!(read(&["b"]).unwrap().foreign, [PathBuf::from("a")]);
    }
}
