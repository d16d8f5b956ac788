//! Writes what an import made: new folders and files only, all of them or none.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::diag::{Code, Diagnostic, Words};
use crate::import::Picture;

/// A folder to be made, with its article and pictures.
pub(super) struct NewFolder {
    /// From the site.
    pub path: PathBuf,
    pub pictures: Vec<Picture>,
    /// The text of `index.md`.
    pub text: String,
}

/// Writes folders; the paths of their files, from the site.
///
/// # Errors
/// When something is there already, or the disk fails; nothing is left behind then.
pub(super) fn write(site: &Path, folders: &[NewFolder]) -> Result<Vec<PathBuf>, Box<Diagnostic>> {
    if let Some(folder) = folders.iter().find(|folder| is_entry(&site.join(&folder.path))) {
        return Err(Box::new(already_there(&folder.path)));
    }
    let mut made = Vec::new();
    let mut written = Vec::new();
    for folder in folders {
        if let Err(error) = fill(site, folder, &mut made, &mut written) {
            // Only what this import made.
            for path in &made {
                let _ = fs::remove_dir_all(path);
            }
            return Err(Box::new(problem(&folder.path, &error)));
        }
    }
    Ok(written)
}

/// Whether there is an entry of this name, be it a link that leads nowhere.
fn is_entry(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn fill(site: &Path, folder: &NewFolder, made: &mut Vec<PathBuf>, written: &mut Vec<PathBuf>) -> io::Result<()> {
    let path = site.join(&folder.path);
    fs::create_dir_all(path.parent().unwrap_or(site))?;
    fs::create_dir(&path)?;
    made.push(path);
    let pictures = folder.pictures.iter().map(|picture| (picture.name.as_str(), picture.bytes.as_slice()));
    for (name, bytes) in pictures.chain([("index.md", folder.text.as_bytes())]) {
        let file = folder.path.join(name);
        new_file(&site.join(&file), bytes)?;
        written.push(file);
    }
    Ok(())
}

/// Writes a file that must not be there yet.
///
/// # Errors
/// When it is, or the disk fails.
pub(super) fn new_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}

/// Why a file was not written.
pub(super) fn problem(path: &Path, error: &io::Error) -> Diagnostic {
    if error.kind() == io::ErrorKind::AlreadyExists {
        return already_there(path);
    }
    Diagnostic::new(
        Code::Machine,
        Words::new(format!("写不进 {}：{error}", path.display()), format!("cannot write {}: {error}", path.display())),
    )
}

fn already_there(path: &Path) -> Diagnostic {
    Diagnostic::new(
        Code::AlreadyThere,
        Words::new(
            format!("{} 已经有了，没有写", path.display()),
            format!("{} is there already; nothing was written", path.display()),
        ),
    )
    .help(Words::new(
        "用 --as 另起一个名字，或者自己移开原来的",
        "give another name with --as, or move the old one away yourself",
    ))
}
