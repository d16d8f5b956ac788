//! Names to suggest while somebody types: counties, indicators, columns, with their readings.

use super::normalise::Normal;
use super::pinyin::{plain, readings};

/// A name and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As readers see it.
    pub text: String,
    /// Its page, a path from the root.
    pub url: String,
    /// Its reading, if it is written down; tones and spaces do not count.
    pub pinyin: Option<String>,
    /// Other names.
    pub others: Vec<String>,
}

/// The file: `[[text, url, names], …]`; names and readings in the form in which they are compared, each after a line break and
/// before one. What readers see goes through `write`.
pub fn file(names: &[Name], write: impl Fn(&str) -> String) -> String {
    let rows: Vec<_> = names.iter().map(|n| (write(&n.text), &n.url, compared(n))).collect();
    serde_json::to_string(&rows).unwrap_or_default()
}

fn compared(name: &Name) -> String {
    let mut all = String::from("\n");
    for text in std::iter::once(&name.text).chain(&name.others).chain(&spoken(name)) {
        let mut normal = Normal::default();
        normal.push(text);
        all.extend(normal.chars.iter().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’')));
        all.push('\n');
    }
    all
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
