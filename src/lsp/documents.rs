//! The texts that the editor holds open, kept up to date by its edits.

use std::collections::BTreeMap;
use std::sync::Arc;

use lsp_types::TextDocumentContentChangeEvent;

use super::position::Lines;
use crate::diag::{Diagnostic, SourcePath};

/// A text.
#[derive(Debug, Clone)]
pub struct Document {
    /// The editor's number of this state of it.
    pub version: i32,
    /// The text.
    pub text: Arc<str>,
    /// Its lines.
    pub lines: Lines,
    /// What was last found about it together with other files, and in which text.
    pub together: (Arc<str>, Vec<Diagnostic>),
}

impl Document {
    fn new(version: i32, text: &str) -> Self {
        Self { version, text: text.into(), lines: Lines::of(text), together: (Arc::from(""), Vec::new()) }
    }

    fn set(&mut self, text: &str) {
        self.text = text.into();
        self.lines = Lines::of(text);
    }

    /// What was found together with other files, as far as its place is still there.
    pub fn shifted(&self) -> Vec<Diagnostic> {
        let (old, list) = &self.together;
        list.iter().filter_map(|diagnostic| shift(diagnostic, old, &self.text)).collect()
    }
}

/// A diagnostic about an old text, moved to where its place is in a new one; `None` if that was edited.
fn shift(diagnostic: &Diagnostic, old: &str, new: &str) -> Option<Diagnostic> {
    let before = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let after = old.bytes().rev().zip(new.bytes().rev()).take_while(|(a, b)| a == b).count();
    let after = after.min(old.len().min(new.len()) - before);
    let mut moved = diagnostic.clone();
    let span = moved.span.as_mut()?;
    if span.end <= before {
        return Some(moved);
    }
    if span.start < old.len() - after {
        return None;
    }
    span.start = span.start + new.len() - old.len();
    span.end = span.end + new.len() - old.len();
    Some(moved)
}

/// The open texts by path.
#[derive(Debug, Default)]
pub struct Documents(BTreeMap<SourcePath, Document>);

impl Documents {
    /// A text was opened.
    pub fn open(&mut self, path: SourcePath, version: i32, text: &str) {
        self.0.insert(path, Document::new(version, text));
    }

    /// A text was closed.
    pub fn close(&mut self, path: &SourcePath) {
        self.0.remove(path);
    }

    /// A text was edited.
    pub fn edit(&mut self, path: &SourcePath, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let Some(document) = self.0.get_mut(path) else { return };
        document.version = version;
        for change in changes {
            let text = match change.range {
                None => change.text,
                Some(range) => {
                    let mut text = document.text.to_string();
                    text.replace_range(document.lines.bytes(&text, range), &change.text);
                    text
                }
            };
            document.set(&text);
        }
    }

    /// An open text.
    pub fn get(&self, path: &SourcePath) -> Option<&Document> {
        self.0.get(path)
    }

    /// An open text.
    pub fn get_mut(&mut self, path: &SourcePath) -> Option<&mut Document> {
        self.0.get_mut(path)
    }

    /// The paths of all open texts.
    pub fn paths(&self) -> Vec<SourcePath> {
        self.0.keys().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, Span, Words};

    #[test]
    fn places_move_with_edits() {
        let path = SourcePath::new("a.md");
        let at = |start: usize, end: usize| {
            Diagnostic::new(Code::Disputed, Words::new("", "")).at(Span::new(&path, start..end))
        };
        let moved =
            |start, end, old, new| shift(&at(start, end), old, new).and_then(|d| d.span).map(|s| (s.start, s.end));
        assert_eq!(moved(0, 2, "abcdef", "abXcdef"), Some((0, 2)));
        assert_eq!(moved(3, 5, "abcdef", "abXcdef"), Some((4, 6)));
        assert_eq!(moved(3, 5, "abcdef", "abdef"), Some((2, 4)));
        assert_eq!(moved(1, 4, "abcdef", "abXcdef"), None);
        assert_eq!(moved(1, 2, "aaaa", "aaa"), Some((1, 2)));
    }
}
