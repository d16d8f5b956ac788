//! Makes emphasis work next to Chinese punctuation, without touching the Markdown parser.
//!
//! CommonMark's flanking rules treat “ ” （ ） 《 》 ： % like Western punctuation, so `**数据来源：**统计局` is not bold.
//! A noncharacter (U+FDD0) is neither white space nor punctuation: placed between a delimiter run and the punctuation
//! that blocks it, it lets the run open or close. It is taken out of every event again. To be dropped when a release of
//! pulldown-cmark has `ENABLE_CJK_FRIENDLY_EMPHASIS` (merged upstream in July 2026, PR 1059).

use std::borrow::Cow;
use std::ops::Range;

/// The noncharacter put in; Unicode reserves it for such internal use, and input must not contain it.
pub const SENTINEL: char = '\u{FDD0}';
const SENTINEL_LEN: usize = SENTINEL.len_utf8();

/// A body with sentinels, and the way back to the original offsets.
pub struct Prepared<'a> {
    /// The text to parse.
    pub text: Cow<'a, str>,
    /// Offsets in the original at which a sentinel was put in, ascending.
    inserted: Vec<usize>,
}

impl<'a> Prepared<'a> {
    /// Puts sentinels in where Chinese text needs them.
    #[must_use]
    pub fn new(source: &'a str) -> Self {
        let clean = without_sentinels(source);
        let inserted = insertion_points(&clean);
        if inserted.is_empty() {
            return Self { text: clean, inserted };
        }
        let mut text = String::with_capacity(clean.len() + inserted.len() * SENTINEL_LEN);
        let mut last = 0;
        for &at in &inserted {
            text.push_str(clean.get(last..at).unwrap_or_default());
            text.push(SENTINEL);
            last = at;
        }
        text.push_str(clean.get(last..).unwrap_or_default());
        Self { text: Cow::Owned(text), inserted }
    }

    /// The range in the original text for a range in the prepared one.
    #[must_use]
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        self.origin_of(range.start)..self.origin_of(range.end)
    }

    fn origin_of(&self, at: usize) -> usize {
        // The i-th sentinel stands at inserted[i] + i * SENTINEL_LEN in the prepared text.
        let before = self.inserted.iter().enumerate().take_while(|(i, p)| *p + i * SENTINEL_LEN < at).count();
        at - before * SENTINEL_LEN
    }
}

/// Noncharacters in the input would be taken for our own marks: they become replacement characters of the same length.
fn without_sentinels(source: &str) -> Cow<'_, str> {
    let is_mark = |c: char| matches!(c, '\u{FDD0}'..='\u{FDEF}');
    // They all begin with these two bytes, which are rare: most bodies need no look at each character.
    let may_have = memchr::memmem::find(source.as_bytes(), b"\xEF\xB7").is_some();
    if may_have && source.contains(is_mark) {
        Cow::Owned(source.replace(is_mark, "\u{FFFD}"))
    } else {
        Cow::Borrowed(source)
    }
}

/// Takes the sentinels out of a piece of text.
pub fn strip(text: &str) -> Cow<'_, str> {
    if text.contains(SENTINEL) { Cow::Owned(text.replace(SENTINEL, "")) } else { Cow::Borrowed(text) }
}

fn insertion_points(source: &str) -> Vec<usize> {
    let mut points = Vec::new();
    if source.is_ascii() || !source.contains(['*', '~']) {
        return points;
    }
    let bytes = source.as_bytes();
    let mut i = 0;
    while let Some(at) = bytes.get(i..).and_then(|rest| memchr::memchr2(b'*', b'~', rest)) {
        let start = i + at;
        let marker = bytes.get(start);
        i = start;
        while bytes.get(i) == marker {
            i += 1;
        }
        points.extend(insertion_point(source, start..i));
    }
    points
}

/// Where a delimiter run needs its sentinel, if anywhere.
fn insertion_point(source: &str, run: Range<usize>) -> Option<usize> {
    let before = source.get(..run.start)?.chars().next_back().unwrap_or('\n');
    let after = source.get(run.end..)?.chars().next().unwrap_or('\n');
    if before == '\\' || ![before, after].into_iter().any(|c| is_cjk(c) || is_chinese_punctuation(c)) {
        return None;
    }
    if is_punctuation(before) && is_word(after) {
        return Some(run.start); // …”**文 must be able to close
    }
    (is_word(before) && is_punctuation(after)).then_some(run.end) // 文**“… must be able to open
}

fn is_word(c: char) -> bool {
    !c.is_whitespace() && !is_punctuation(c)
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || is_chinese_punctuation(c)
}

/// Includes the “ambiguous width” marks that Chinese text uses as full-width ones.
fn is_chinese_punctuation(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '–' | '‰' | '℃') || (is_cjk(c) && !c.is_alphanumeric())
}

/// Han, kana, hangul, and their punctuation and full-width forms.
#[must_use]
pub fn is_cjk(c: char) -> bool {
    matches!(c as u32,
        0x1100..=0x11FF | 0x2E80..=0x303E | 0x3041..=0x33FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFE10..=0xFE1F | 0xFE30..=0xFE6F
        | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}

/// Whether a line break between these two characters stands for nothing (Chinese) rather than a space (Latin).
#[must_use]
pub fn joins_without_space(before: char, after: char) -> bool {
    let wide = |c: char| is_cjk(c) || is_chinese_punctuation(c);
    wide(before) && wide(after)
        || is_cjk(before) && is_chinese_punctuation(before)
        || is_cjk(after) && is_chinese_punctuation(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_lead_back() {
        let source = "甲**“强调”**乙，丙**《规划》**丁";
        let p = Prepared::new(source);
        assert_eq!(strip(&p.text), source);
        for (at, c) in p.text.char_indices().filter(|(_, c)| *c != SENTINEL) {
            let origin = p.origin(at..at + c.len_utf8());
            assert_eq!(source.get(origin.start..).and_then(|s| s.chars().next()), Some(c));
        }
    }
}
