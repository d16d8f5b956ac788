//! Places as editors count them (lines from 0, UTF-16 units from 0) and as we do (bytes). Must not know what is there.

use std::ops::Range;

use lsp_types::{Position, Range as Marked};

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Finds the lines.
    pub fn of(text: &str) -> Self {
        let after = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(after).collect() }
    }

    /// A byte's place; one within a character counts as its beginning.
    pub fn position(&self, text: &str, at: usize) -> Position {
        let at = at.min(text.len());
        let line = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let mut units = 0;
        for (offset, c) in text.get(start..).unwrap_or_default().char_indices() {
            if start + offset + c.len_utf8() > at {
                break;
            }
            units += c.len_utf16();
        }
        Position::new(number(line), number(units))
    }

    /// The byte at a place; one beyond the end of a line counts as its end, one within a character as its beginning.
    pub fn offset(&self, text: &str, place: Position) -> usize {
        let Some(start) = self.starts.get(place.line as usize).copied() else { return text.len() };
        let line = text.get(start..).unwrap_or_default().split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let mut units = 0;
        for (offset, c) in line.char_indices() {
            units += c.len_utf16();
            if units > place.character as usize {
                return start + offset;
            }
        }
        start + line.len()
    }

    /// A range's place.
    pub fn range(&self, text: &str, range: &Range<usize>) -> Marked {
        Marked::new(self.position(text, range.start), self.position(text, range.end))
    }

    /// The bytes of a place.
    pub fn bytes(&self, text: &str, marked: Marked) -> Range<usize> {
        let start = self.offset(text, marked.start);
        start..self.offset(text, marked.end).max(start)
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, at: usize, line: u32, character: u32) {
        let lines = Lines::of(text);
        let place = Position::new(line, character);
        assert_eq!(lines.position(text, at), place, "{text:?} {at}");
        assert_eq!(lines.offset(text, place), at, "{text:?} {place:?}");
    }

    #[test]
    fn han_and_astral_characters() {
        check("县: 庆云", 5, 0, 3);
        check("县: 庆云", 11, 0, 5);
        // U+20BB7 has two UTF-16 units and four bytes.
        check("𠮷野县", 4, 0, 2);
        check("𠮷野县", 7, 0, 3);
        check("a\r\n𠮷b", 7, 1, 2);
        check("a\n", 2, 1, 0);
    }

    #[test]
    fn places_that_are_not_there() {
        let lines = Lines::of("ab\r\n𠮷");
        assert_eq!(lines.offset("ab\r\n𠮷", Position::new(0, 99)), 2);
        assert_eq!(lines.offset("ab\r\n𠮷", Position::new(1, 1)), 4);
        assert_eq!(lines.offset("ab\r\n𠮷", Position::new(9, 0)), 8);
    }
}
