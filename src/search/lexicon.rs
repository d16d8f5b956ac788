//! Names to suggest while somebody types: counties, indicators, columns, with their readings.

use super::pinyin::{plain, readings};

/// What a name belongs to. The numbers are those of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// A county.
    County = 1,
    /// An indicator.
    Indicator = 2,
    /// A column.
    Column = 3,
}

/// A name and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// What it belongs to.
    pub kind: NameKind,
    /// As readers see it.
    pub text: String,
    /// Its page, a path from the root.
    pub url: String,
    /// Its reading, if it is written down; tones and spaces do not count.
    pub pinyin: Option<String>,
    /// Other names.
    pub others: Vec<String>,
}

/// The file: `[[kind, text, url, "reading reading …", "other other …"], …]`.
pub fn file(names: &[Name]) -> String {
    let rows: Vec<_> =
        names.iter().map(|n| (n.kind as u8, &n.text, &n.url, spoken(n).join(" "), n.others.join("\n"))).collect();
    serde_json::to_string(&rows).unwrap_or_default()
}

/// Each reading once: as written down, of the name, of the other names.
fn spoken(name: &Name) -> Vec<String> {
    let mut all: Vec<String> = name.pinyin.iter().map(|p| plain(p)).collect();
    for text in std::iter::once(&name.text).chain(&name.others) {
        all.extend(readings(text));
    }
    let mut once = Vec::new();
    for reading in all {
        if !reading.is_empty() && !once.contains(&reading) {
            once.push(reading);
        }
    }
    once
}
