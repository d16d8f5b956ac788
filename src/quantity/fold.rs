//! Folding of full-width, typographic and Traditional characters, one character to one character.
//!
//! Folded text is for reading only: what is printed or kept (a scope, a reference) is cut from the original by
//! [`Folded::as_written`]. Must not know any grammar.

use std::ops::Range;

use crate::script::simplified;

/// The plain form of one character: full-width ASCII becomes ASCII, every minus `-`, Traditional Simplified.
#[must_use]
pub fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => full_width(c),
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        '\u{2212}' | '\u{fe63}' => '-',
        '\u{301c}' | '\u{223c}' => '~',
        '≧' | '⩾' => '≥',
        '≦' | '⩽' => '≤',
        '–' | '―' | '─' => '—',
        c if c.is_ascii() => c,
        c => simplified(c),
    }
}

/// `text` with every character folded.
#[must_use]
pub fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

fn full_width(c: char) -> char {
    char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
}

/// A folded text that remembers where each of its bytes came from.
#[derive(Clone, Debug)]
pub struct Folded<'a> {
    original: &'a str,
    text: String,
    /// For each byte of `text` and its end: the byte of the original where that character starts.
    origins: Vec<usize>,
}

impl<'a> Folded<'a> {
    /// Folds `original`.
    #[must_use]
    pub fn new(original: &'a str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origins = Vec::with_capacity(original.len() + 1);
        for (at, c) in original.char_indices() {
            text.push(fold(c));
            origins.resize(text.len(), at);
        }
        origins.push(original.len());
        Self { original, text, origins }
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte range of the original that `piece`, a slice of [`text`](Self::text), stands for. Of any other text
    /// the answer means nothing, but is a range of the original.
    #[must_use]
    pub fn origin(&self, piece: &str) -> Range<usize> {
        let start = piece.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        self.offset(start)..self.offset(start.saturating_add(piece.len()))
    }

    /// `piece`, a slice of [`text`](Self::text), as it is written in the original.
    #[must_use]
    pub fn as_written(&self, piece: &str) -> &'a str {
        self.original.get(self.origin(piece)).unwrap_or_default()
    }

    fn offset(&self, at: usize) -> usize {
        self.origins.get(at).copied().unwrap_or(self.original.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds_width_minus_and_script() {
        for (input, expect) in [
            ("２１，３４５．０％", "21,345.0%"),
            ("−3－1", "-3-1"),
            ("億畝超過內", "亿亩超过内"),
            ("35～40　Ａ", "35~40 A"),
            ("2016–2020", "2016—2020"),
        ] {
            assert_eq!(folded(input), expect);
        }
    }

    proptest! {
        #[test]
        fn pieces_lead_back_to_the_original(text in ".*") {
            let folded = Folded::new(&text);
            for (at, c) in folded.text().char_indices() {
                let piece = &folded.text()[at..at + c.len_utf8()];
                let written: String = folded.as_written(piece).chars().map(fold).collect();
                prop_assert_eq!(written, c.to_string());
            }
            prop_assert_eq!(folded.as_written(folded.text()), text.as_str());
        }
    }
}
