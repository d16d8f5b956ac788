//! Compares a copy of a site with its manifest. Reads only.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use walkdir::WalkDir;

use super::error::{Action, OutputError, Trying};
use super::manifest::{BadLine, Digest, Entry, Manifest};
use super::path::{MANIFEST, OutPath};

/// What differs between a folder and its manifest. Each list is sorted by path.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Number of files that are as the manifest says.
    pub ok: usize,
    /// Listed files with other bytes.
    pub changed: Vec<OutPath>,
    /// Listed files that are not there.
    pub missing: Vec<OutPath>,
    /// Files that are not listed, relative to the folder. What hosts and version control put there (`.git`, `.well-known`,
    /// `CNAME`) is not among them.
    pub added: Vec<PathBuf>,
}

impl VerifyReport {
    /// Whether every listed file is as it should be, and there is no other.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        self.changed.is_empty() && self.missing.is_empty() && self.added.is_empty()
    }

    /// Of what each listed file was found to be.
    pub(super) fn of(manifest: &Manifest, states: Vec<State>) -> Self {
        let mut report = Self::default();
        for (Entry { path, .. }, state) in manifest.entries().iter().zip(states) {
            match state {
                State::Ok => report.ok += 1,
                State::Changed => report.changed.push(path.clone()),
                State::Missing => report.missing.push(path.clone()),
            }
        }
        report
    }
}

/// What a listed file was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Ok,
    Changed,
    Missing,
}

/// Compares the files in `folder` with `manifest.sha256` there.
///
/// # Errors
/// [`OutputError::NotOurs`] if there is no manifest of ours; else what cannot be read.
pub fn verify(folder: &Path) -> Result<VerifyReport, OutputError> {
    let manifest = read(folder)?;
    let states: Result<Vec<State>, _> = manifest.entries().par_iter().map(|entry| state(folder, entry)).collect();
    Ok(VerifyReport { added: added(folder, &manifest)?, ..VerifyReport::of(&manifest, states?) })
}

/// The manifest in a folder.
pub(super) fn read(folder: &Path) -> Result<Manifest, OutputError> {
    let path = folder.join(MANIFEST);
    let not_ours = |line| OutputError::NotOurs { folder: folder.to_owned(), line };
    match fs::read(&path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound && folder.is_dir() => Err(not_ours(None)),
        text => Manifest::parse(&text.trying(Action::Read, &path)?).map_err(|BadLine(line)| not_ours(Some(line))),
    }
}

fn state(folder: &Path, entry: &Entry) -> Result<State, OutputError> {
    let place = folder.join(&entry.path);
    match digest(&place) {
        Ok(Some(digest)) if digest == entry.digest => Ok(State::Ok),
        Ok(Some(_)) => Ok(State::Changed),
        Ok(None) => Ok(State::Missing),
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(State::Missing),
        Err(e) => Err(e).trying(Action::Read, &place),
    }
}

/// Digest of a file of any length; `None` for what is no file.
fn digest(path: &Path) -> io::Result<Option<Digest>> {
    if !fs::metadata(path)?.is_file() {
        return Ok(None);
    }
    digest_of(&mut File::open(path)?).map(Some)
}

/// Digest of bytes that come one after another.
pub(super) fn digest_of(file: &mut dyn io::Read) -> io::Result<Digest> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(Digest::from_raw(hash.finalize().into())),
            Ok(count) => hash.update(buffer.get(..count).unwrap_or_default()),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

fn added(folder: &Path, manifest: &Manifest) -> Result<Vec<PathBuf>, OutputError> {
    let mut added = Vec::new();
    for entry in WalkDir::new(folder) {
        let entry = entry.map_err(io::Error::from).trying(Action::Read, folder)?;
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        if !entry.file_type().is_dir() && !is_listed(path, manifest) && !is_of_the_host(path) {
            added.push(path.to_owned());
        }
    }
    added.sort_unstable();
    Ok(added)
}

/// Whether hosts or version control put it there: a name with a dot at the top, or GitHub's `CNAME`.
fn is_of_the_host(path: &Path) -> bool {
    let top = path.iter().next().map(|name| name.to_string_lossy());
    top.is_some_and(|name| name.starts_with('.') || name == "CNAME")
}

fn is_listed(path: &Path, manifest: &Manifest) -> bool {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    let Some(path) = parts.map(|parts| parts.join("/")) else { return false };
    let entries = manifest.entries();
    path == MANIFEST || entries.binary_search_by(|entry| entry.path.as_str().cmp(&path)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::commit;
    use crate::output::plan::layout_of;

    /// A committed site after `damage`; the report as `ok changed missing added`.
    #[track_caller]
    fn check(damage: impl FnOnce(&Path), expect: &str) {
        let root = tempfile::tempdir().unwrap();
        let site = root.path().join("public");
        let layout = layout_of(&["a.html", "b/c.html", "县.html"]);
        commit(&site, &layout, &|number| Ok::<_, ()>(number.to_string())).unwrap();
        damage(&site);
        let report = verify(&site).unwrap();
        assert_eq!(report.is_intact(), report.ok == 3 && report.added.is_empty());
        let VerifyReport { ok, changed, missing, added } = report;
        let text = |paths: Vec<OutPath>| paths.iter().flat_map(|path| [" ", path.as_str()]).collect::<String>();
        let added: String = added.iter().flat_map(|path| [" ", path.to_str().unwrap()]).collect();
        assert_eq!(format!("{ok} /{} /{} /{added}", text(changed), text(missing)), expect);
    }

    #[test]
    fn copies() {
        check(|_| (), "3 / / /");
        check(|site| fs::write(site.join("县.html"), "x").unwrap(), "2 / 县.html / /");
        check(|site| fs::remove_dir_all(site.join("b")).unwrap(), "2 / / b/c.html /");
        check(|site| fs::write(site.join("b/CNAME"), "x").unwrap(), "3 / / / b/CNAME");
        check(|site| fs::write(site.join("CNAME"), "x").unwrap(), "3 / / /");
        check(|site| fs::write(site.join(".nojekyll"), "x").unwrap(), "3 / / /");
        let folder_for_file = |site: &Path| {
            fs::remove_file(site.join("a.html")).unwrap();
            fs::create_dir(site.join("a.html")).unwrap();
        };
        check(folder_for_file, "2 / / a.html /");
    }

    #[test]
    fn no_manifest() {
        let root = tempfile::tempdir().unwrap();
        assert!(matches!(verify(root.path()), Err(OutputError::NotOurs { line: None, .. })));
        assert!(matches!(verify(&root.path().join("none")), Err(OutputError::Io { .. })));
        fs::write(root.path().join(MANIFEST), "x").unwrap();
        assert!(matches!(verify(root.path()), Err(OutputError::NotOurs { line: Some(1), .. })));
    }
}
