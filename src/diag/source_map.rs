//! Places in files: byte ranges become lines, columns and excerpts only when a report is printed.
//!
//! It must not read the disk itself: texts come through [`TextStore`].

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A file's path relative to the site, `/`-separated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Wraps a relative, `/`-separated path.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder part, without a trailing slash; empty at the top.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last segment.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }
}

impl std::fmt::Display for SourcePath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A byte range of one file's decoded text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: SourcePath,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A range of a file.
    #[must_use]
    pub fn new(file: &SourcePath, range: Range<usize>) -> Self {
        Self { file: file.clone(), start: range.start, end: range.end.max(range.start) }
    }

    /// The file as a whole (its first character).
    #[must_use]
    pub fn file(file: &SourcePath) -> Self {
        Self::new(file, 0..0)
    }
}

/// Line and column, both from 1; columns count characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
}

/// Where texts for excerpts come from.
pub trait TextStore {
    /// The decoded text of a file, or `None` if it cannot be had any more.
    fn text(&self, file: &SourcePath) -> Option<String>;
}

/// A place made readable: positions and the lines it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// First position.
    pub start: Position,
    /// Position after the last character.
    pub end: Position,
    /// The first line of the place, without its line break.
    pub line_text: String,
    /// The byte range of the place within `line_text` (cut at the line's end).
    pub marked: Range<usize>,
}

/// Texts of the files that have diagnostics, each read at most once.
pub struct SourceMap<'a> {
    store: &'a dyn TextStore,
    texts: BTreeMap<SourcePath, Option<String>>,
}

impl<'a> SourceMap<'a> {
    /// An empty map over a store.
    pub fn new(store: &'a dyn TextStore) -> Self {
        Self { store, texts: BTreeMap::new() }
    }

    /// Resolves a place; `None` if the file cannot be read any more.
    pub fn excerpt(&mut self, span: &Span) -> Option<Excerpt> {
        let text = self.text(&span.file)?;
        Some(excerpt(text, span.start..span.end))
    }

    /// The text of a file; `None` if it cannot be read any more.
    pub fn text(&mut self, file: &SourcePath) -> Option<&str> {
        let store = self.store;
        self.texts.entry(file.clone()).or_insert_with(|| store.text(file)).as_deref()
    }
}

fn excerpt(text: &str, range: Range<usize>) -> Excerpt {
    let start = floor(text, range.start);
    let end = floor(text, range.end).max(start);
    let line_start = text.get(..start).map_or(0, |t| t.rfind('\n').map_or(0, |i| i + 1));
    let rest = text.get(line_start..).unwrap_or_default();
    let line_text = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
    let line_end = line_start + line_text.len();
    Excerpt {
        start: position(text, start),
        end: position(text, end),
        marked: start.min(line_end) - line_start..end.min(line_end) - line_start,
        line_text: line_text.to_owned(),
    }
}

/// The character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn position(text: &str, at: usize) -> Position {
    let before = text.get(..at).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    let column = before.get(line_start..).unwrap_or_default().trim_start_matches('\u{feff}').chars().count();
    Position { line: before.matches('\n').count() + 1, column: column + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, range: Range<usize>, line: usize, column: usize, marked: &str) {
        let e = excerpt(text, range);
        assert_eq!((e.start.line, e.start.column), (line, column));
        assert_eq!(e.line_text.get(e.marked.clone()), Some(marked));
    }

    #[test]
    fn columns_count_characters() {
        check("县: 庆云", 5..11, 1, 4, "庆云");
        check("a\r\nbc\r\n", 3..5, 2, 1, "bc");
        check("a\nbc", 99..100, 2, 3, "");
        check("\u{feff}ab", 3..4, 1, 1, "a");
        check("县", 1..2, 1, 1, "");
    }
}
