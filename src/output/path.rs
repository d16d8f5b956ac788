//! A file's place inside the output folder. Knows nothing of the disk and nothing of what the file holds.

use std::borrow::Borrow;
use std::fmt;
use std::path::Path;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The manifest of a site, at its root.
pub const MANIFEST: &str = "manifest.sha256";

/// Names at the root of the output folder that start like this belong to a running or interrupted commit.
pub(super) const PRIVATE_PREFIX: &str = ".fangzhi-";

/// Longest name that common file systems take, in bytes.
const LONGEST_SEGMENT: usize = 255;

/// A relative path, `/`-separated and in Unicode normal form C, that names one file of the site.
///
/// Only paths that cannot be written, or not be told apart again, are refused. Names that merely trouble Windows are
/// let through ([`OutPath::is_portable`] tells), because a tag may hold a colon or a quotation mark.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(Box<str>);

/// Why a text is no [`OutPath`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPath {
    /// No text, a leading or trailing `/`, or two in a row.
    #[error("the path has an empty part")]
    EmptySegment,
    /// A part that is `.` or `..`.
    #[error("the path has a part that is '.' or '..'")]
    DotSegment,
    /// A control character or a backslash.
    #[error("the path has the character {0:?}")]
    Character(char),
    /// A part of more than 255 bytes.
    #[error("the path has a part of {0} bytes; 255 are the most")]
    TooLong(usize),
    /// `manifest.sha256` and names with which a commit marks its own files.
    #[error("the path is reserved")]
    Reserved,
}

impl OutPath {
    /// Checks `text` and brings it to normal form C.
    ///
    /// # Errors
    /// [`BadPath`] with the first reason found.
    pub fn new(text: &str) -> Result<Self, BadPath> {
        let text = normalised(text);
        text.split('/').try_for_each(check_segment)?;
        if is_reserved(text.split('/').next().unwrap_or_default()) {
            return Err(BadPath::Reserved);
        }
        Ok(Self(text))
    }

    /// The file behind a page address: `articles/foo`, `/articles/foo/` → `articles/foo/index.html`; `/` → `index.html`.
    ///
    /// # Errors
    /// As for [`OutPath::new`].
    pub fn page(address: &str) -> Result<Self, BadPath> {
        let inner = address.strip_prefix('/').unwrap_or(address);
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        if inner.is_empty() {
            return Self::new("index.html");
        }
        Self::new(&format!("{inner}/index.html"))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder the file lies in; `None` at the root.
    #[must_use]
    pub fn folder(&self) -> Option<&str> {
        self.0.rsplit_once('/').map(|(folder, _)| folder)
    }

    /// Whether Windows takes the path too: none of `:*?"<>|`, no part that ends in a dot or blank, no device name.
    #[must_use]
    pub fn is_portable(&self) -> bool {
        self.0.split('/').all(is_portable_segment)
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<Path> for OutPath {
    fn as_ref(&self) -> &Path {
        Path::new(&*self.0)
    }
}

/// Lets a table of paths be asked with plain text.
impl Borrow<str> for OutPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// What two paths share that a file system without letter case or normal forms takes for one.
///
/// Upper case first, so that ß and ss, ς and σ fall together as they do on such file systems.
pub(super) fn folded(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    let lower = path.nfd().collect::<String>().to_uppercase().to_lowercase();
    lower.nfc().collect()
}

/// The folders above `path`, nearest first, the root left out.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(path), |folder| parent(folder))
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

fn normalised(text: &str) -> Box<str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.into(),
        _ => text.nfc().collect::<String>().into_boxed_str(),
    }
}

fn check_segment(segment: &str) -> Result<(), BadPath> {
    match segment {
        "" => return Err(BadPath::EmptySegment),
        "." | ".." => return Err(BadPath::DotSegment),
        _ if segment.len() > LONGEST_SEGMENT => return Err(BadPath::TooLong(segment.len())),
        _ => {}
    }
    match segment.chars().find(|c| c.is_control() || *c == '\\') {
        Some(c) => Err(BadPath::Character(c)),
        None => Ok(()),
    }
}

fn is_reserved(first: &str) -> bool {
    let first = folded(first);
    first == MANIFEST || first.starts_with(PRIVATE_PREFIX)
}

fn is_portable_segment(segment: &str) -> bool {
    !segment.contains([':', '*', '?', '"', '<', '>', '|'])
        && !segment.ends_with(['.', ' '])
        && !is_device(segment.split('.').next().unwrap_or_default())
}

fn is_device(stem: &str) -> bool {
    let stem = stem.to_ascii_lowercase();
    match stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt")) {
        Some(number) => matches!(number.as_bytes(), [b'1'..=b'9']),
        None => matches!(stem.as_str(), "con" | "prn" | "aux" | "nul"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expect: Result<&str, BadPath>) {
        let path = OutPath::new(text);
        assert_eq!(path.as_ref().map(OutPath::as_str).map_err(|e| *e), expect, "{text:?}");
    }

    #[test]
    fn paths() {
        check("index.html", Ok("index.html"));
        check("tags/招商引资/index.html", Ok("tags/招商引资/index.html"));
        check("tags/e\u{301}", Ok("tags/é"));
        check(".well-known/security.txt", Ok(".well-known/security.txt"));
        check("tags/甲:“乙”?", Ok("tags/甲:“乙”?"));
        check("", Err(BadPath::EmptySegment));
        check("/a", Err(BadPath::EmptySegment));
        check("a/", Err(BadPath::EmptySegment));
        check("a//b", Err(BadPath::EmptySegment));
        check("a/../b", Err(BadPath::DotSegment));
        check("./a", Err(BadPath::DotSegment));
        check("a\\b", Err(BadPath::Character('\\')));
        check("a\nb", Err(BadPath::Character('\n')));
        check("a\u{85}b", Err(BadPath::Character('\u{85}')));
        check(&"县".repeat(86), Err(BadPath::TooLong(258)));
        check("manifest.sha256", Err(BadPath::Reserved));
        check("Manifest.SHA256/a", Err(BadPath::Reserved));
        check(".fangzhi-new/a", Err(BadPath::Reserved));
        check("data/manifest.sha256", Ok("data/manifest.sha256"));
    }

    #[test]
    fn pages() {
        let cases = [("", "index.html"), ("/", "index.html"), ("/a/b/", "a/b/index.html"), ("a", "a/index.html")];
        for (address, expect) in cases {
            assert_eq!(OutPath::page(address).unwrap().as_str(), expect);
        }
        assert_eq!(OutPath::page("//"), Ok(OutPath::new("index.html").unwrap()));
        assert_eq!(OutPath::page("a//"), Err(BadPath::EmptySegment));
    }

    #[test]
    fn portability() {
        for (path, expect) in [
            ("a/b.html", true),
            ("a:b", false),
            ("a./b", false),
            ("a /b", false),
            ("x/con.html", false),
            ("x/COM1", false),
            ("x/com10", true),
            ("x/conf", true),
        ] {
            assert_eq!(OutPath::new(path).unwrap().is_portable(), expect, "{path}");
        }
    }

    #[test]
    fn folding() {
        for (one, other) in [("GDP", "gdp"), ("STRASSE", "straße"), ("Σ", "ς"), ("É", "e\u{301}")] {
            assert_eq!(folded(one), folded(other));
        }
        assert_ne!(folded("臺"), folded("台"));
    }

    proptest! {
        #[test]
        fn accepted_is_stable(text in "\\PC{0,20}(/\\PC{1,8}){0,3}") {
            if let Ok(path) = OutPath::new(&text) {
                prop_assert_eq!(OutPath::new(path.as_str()), Ok(path.clone()));
                prop_assert!(Path::new(path.as_str()).is_relative());
            }
        }

        #[test]
        fn folding_is_idempotent(text in "\\PC{0,20}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }
    }
}
