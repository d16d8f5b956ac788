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
                self.chars.push(if first.is_ascii() { first.to_ascii_lowercase() } else { simplified(first) });
                origin(at);
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
        for lower in simplified(c).to_lowercase() {
            self.chars.push(lower);
            origin();
        }
    }
}

/// The Simplified form of a text, for browsers without the table; empty where it is the same. Places stay the same, so that a
/// character stays which another of its length in UTF-16 does not replace.
pub fn folded(text: &str) -> String {
    let is_foldable = |c: char| if is_plain(c) { simplified(c) != c } else { fold(c) != c };
    if text.chars().any(is_foldable) { text.chars().map(fold).collect() } else { String::new() }
}

fn fold(c: char) -> char {
    let mut forms = std::iter::once(c).nfkc();
    match (forms.next().map(|form| (form, simplified(form))), forms.next()) {
        (Some((form, to)), None) if form != to && to.len_utf16() == c.len_utf16() => to,
        _ => c,
    }
}

/// Characters that NFKC leaves alone when no mark follows: ASCII and the unified ideographs.
fn is_plain(c: char) -> bool {
    c.is_ascii() || ('\u{4e00}'..='\u{9fff}').contains(&c)
}
