//! Text → the form in which it is compared: NFKC, Simplified, lower case. It is done for one character with its
//! combining marks at a time, so that every result knows where it came from and a browser arrives at the same.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::script::simplified;

/// Normalised characters with the places they come from.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Normal {
    /// The characters.
    pub chars: Vec<char>,
    /// Whether a character was folded by the table.
    pub folded: bool,
}

impl Normal {
    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        self.push_with(text, |_| {});
    }

    /// Adds a text; tells for every character added the index of the source character it comes from.
    pub fn push_with(&mut self, text: &str, mut origin: impl FnMut(usize)) {
        let mut rest = text.chars().enumerate().peekable();
        let mut cluster = String::new();
        while let Some((at, first)) = rest.next() {
            let has_mark = rest.peek().is_some_and(|(_, c)| !c.is_ascii() && is_combining_mark(*c));
            if is_plain(first) && !has_mark {
                self.add(first, &mut || origin(at));
                continue;
            }
            cluster.clear();
            cluster.push(first);
            while let Some((_, mark)) = rest.next_if(|(_, c)| is_combining_mark(*c)) {
                cluster.push(mark);
            }
            for c in cluster.nfkc() {
                self.add(c, &mut || origin(at));
            }
        }
    }

    fn add(&mut self, c: char, origin: &mut dyn FnMut()) {
        let simple = simplified(c);
        self.folded |= simple != c;
        for lower in simple.to_lowercase() {
            self.chars.push(lower);
            origin();
        }
    }
}

/// Characters that NFKC leaves alone when no mark follows: ASCII and the unified ideographs.
fn is_plain(c: char) -> bool {
    c.is_ascii() || ('\u{4e00}'..='\u{9fff}').contains(&c)
}
