//! `manifest.sha256`: every file of a site with its digest, in the form `sha256sum -c` reads. Pure.

use std::fmt;

use sha2::{Digest as _, Sha256};

use super::path::OutPath;

/// The SHA-256 of a file's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Digest of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    pub(super) fn from_raw(raw: [u8; 32]) -> Self {
        Self(raw)
    }

    /// From 64 lower-case hexadecimal digits.
    fn parse(hex: &str) -> Option<Self> {
        let digits = hex.as_bytes().iter().map(|byte| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        });
        let digits: [u8; 64] = digits.collect::<Option<Vec<u8>>>()?.try_into().ok()?;
        let mut raw = [0; 32];
        for (byte, pair) in raw.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = pair.iter().fold(0, |sum, digit| (sum << 4) | digit);
        }
        Some(Self(raw))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// One line of a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub path: OutPath,
    pub digest: Digest,
}

/// The lines of a manifest, sorted by the bytes of their paths.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    entries: Vec<Entry>,
}

/// The first line, counted from 1, that no manifest of ours has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BadLine(pub usize);

impl Manifest {
    pub fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Self { entries }
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    /// Reads what [`Manifest::to_text`] wrote. Strict, since a file listed here may be overwritten and removed: a list
    /// in another order or of other paths was made by someone else.
    pub fn parse(text: &[u8]) -> Result<Self, BadLine> {
        let text = str::from_utf8(text).map_err(|e| BadLine(1 + line_ends(text, e.valid_up_to())))?;
        let mut entries: Vec<Entry> = Vec::new();
        for (index, line) in text.split_inclusive('\n').enumerate() {
            let entry = parse_line(line).ok_or(BadLine(index + 1))?;
            if entries.last().is_some_and(|last| last.path >= entry.path) {
                return Err(BadLine(index + 1));
            }
            entries.push(entry);
        }
        Ok(Self { entries })
    }

    pub fn to_text(&self) -> String {
        const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
        let mut text = String::with_capacity(self.entries.len() * 110);
        for Entry { path, digest } in &self.entries {
            let digits = digest.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
            text.extend(digits.filter_map(|digit| HEX.get(usize::from(digit))));
            text.extend(["  ", path.as_str(), "\n"]);
        }
        text
    }
}

fn line_ends(text: &[u8], end: usize) -> usize {
    text.iter().take(end).filter(|byte| **byte == b'\n').count()
}

fn parse_line(line: &str) -> Option<Entry> {
    let (hex, written) = line.strip_suffix('\n')?.split_once("  ")?;
    let path = OutPath::new(written).ok().filter(|path| path.as_str() == written)?;
    Some(Entry { path, digest: Digest::parse(hex)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[track_caller]
    fn check(text: &str, expect: Result<usize, usize>) {
        let found = Manifest::parse(text.as_bytes());
        assert_eq!(found.map(|m| m.entries().len()).map_err(|line| line.0), expect, "{text:?}");
    }

    #[test]
    fn parsing() {
        check("", Ok(0));
        check(&format!("{EMPTY}  a\n{EMPTY}  b/c\n"), Ok(2));
        check(&format!("{EMPTY}  a"), Err(1));
        check(&format!("{EMPTY} *a\n"), Err(1));
        check(&format!("{EMPTY}  b\n{EMPTY}  a\n"), Err(2));
        check(&format!("{EMPTY}  a\n{EMPTY}  a\n"), Err(2));
        check(&format!("{EMPTY}  ../a\n"), Err(1));
        check(&format!("{EMPTY}  manifest.sha256\n"), Err(1));
        check(&format!("{EMPTY}  e\u{301}\n"), Err(1));
        check(&format!("{}  a\n", EMPTY.to_uppercase()), Err(1));
        check(&format!("{}  a\n", &EMPTY[1..]), Err(1));
        check("\n", Err(1));
    }

    #[test]
    fn digest_of_nothing() {
        assert_eq!(Digest::of(b"").to_string(), EMPTY);
    }

    proptest! {
        #[test]
        fn round_trip(names in proptest::collection::btree_set("[a-z县]{1,3}(/[A-Z.]x)?", 0..9)) {
            let entry = |name: &String| Entry { path: OutPath::new(name).unwrap(), digest: Digest::of(name.as_bytes()) };
            let manifest = Manifest::new(names.iter().rev().map(entry).collect());
            prop_assert_eq!(Manifest::parse(manifest.to_text().as_bytes()), Ok(manifest));
        }
    }
}
