//! Folders as data: every file below one, by its `/`-separated path.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

use walkdir::WalkDir;

/// Path → bytes.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// Reads every file below `folder`; an absent folder is empty.
pub fn read(folder: &Path) -> Tree {
    files(folder).map(|path| (relative(folder, &path), std::fs::read(&path).unwrap())).collect()
}

/// When each file below `folder` was last written.
pub fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    files(folder).map(|path| (relative(folder, &path), path.symlink_metadata().unwrap().modified().unwrap())).collect()
}

/// Writes a tree below `folder`.
pub fn write<'a>(folder: &Path, files: impl IntoIterator<Item = (&'a String, &'a Vec<u8>)>) {
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// A file of a tree as text.
pub fn text(tree: &Tree, path: &str) -> String {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("no {path} among {:#?}", tree.keys()));
    String::from_utf8(bytes.clone()).unwrap()
}

/// Whether a path of a site is a page.
pub fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ext| ext == "html")
}

/// Paths whose bytes differ or that only one of the two has.
pub fn differences<'a>(one: &'a Tree, other: &'a Tree) -> Vec<&'a str> {
    let mut paths: Vec<&str> = one.keys().chain(other.keys()).map(String::as_str).collect();
    paths.sort_unstable();
    paths.dedup();
    paths.retain(|path| one.get(*path) != other.get(*path));
    paths
}

fn files(folder: &Path) -> impl Iterator<Item = std::path::PathBuf> {
    let walk = WalkDir::new(folder).into_iter();
    walk.filter_map(Result::ok).filter(|e| !e.file_type().is_dir()).map(walkdir::DirEntry::into_path)
}

fn relative(folder: &Path, path: &Path) -> String {
    let parts: Vec<_> = path.strip_prefix(folder).unwrap().iter().map(|p| p.to_str().unwrap()).collect();
    parts.join("/")
}
