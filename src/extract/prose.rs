//! A file's text → paragraphs to read: markup, wrapping, stray marks, letter width and script are gone, and every
//! character knows where it stood. Must not know what a figure is.

use std::ops::Range;

use crate::quantity::fold::fold;

/// A paragraph, heading, list item or table cell in plain folded characters.
#[derive(Clone, Debug, Default)]
pub(super) struct Prose {
    text: String,
    /// For each byte of `text`: the position of its character in the file, in characters.
    origins: Vec<usize>,
}

impl Prose {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.origins.resize(self.text.len(), at);
    }

    /// The characters of the file that the bytes `range` stand for.
    pub(super) fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.origins.get(range.start).copied().unwrap_or_default();
        let end = range.end.checked_sub(1).and_then(|last| self.origins.get(last)).map_or(start, |at| at + 1);
        start..end.max(start)
    }
}

/// What stands between blank lines.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// Running text.
    Prose(Prose),
    /// A heading or title: what it says of time holds for what follows.
    Heading(Prose),
    /// A table, row by row.
    Table(Vec<Vec<Prose>>),
}

/// Cuts a text into blocks. Front-matter is passed over.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    let mut at = 0;
    let mut front = Front::Before;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        front = front.after(bare, text);
        if front == Front::Behind {
            reader.line(bare, at);
        }
        if front == Front::Closing {
            front = Front::Behind;
        }
        at += line.chars().count();
    }
    reader.end_block();
    reader.blocks
}

#[derive(Clone, Copy, PartialEq)]
enum Front {
    Before,
    Within,
    Closing,
    Behind,
}

impl Front {
    fn after(self, line: &str, text: &str) -> Self {
        let fence = line.trim_start_matches('\u{feff}').trim_end() == "---";
        match self {
            Self::Before if fence && text.matches("\n---").count() > 0 => Self::Within,
            Self::Within if fence => Self::Closing,
            Self::Within => Self::Within,
            _ => Self::Behind,
        }
    }
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    prose: Prose,
    table: Vec<Vec<Prose>>,
    in_code: bool,
}

impl Reader {
    fn line(&mut self, line: &str, at: usize) {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            self.end_block();
            self.in_code = !self.in_code;
            return;
        }
        if self.in_code {
            return;
        }
        if trimmed.is_empty() {
            return self.end_block();
        }
        if let Some(cells) = cells(trimmed) {
            self.end_prose();
            let cells = cells.map(|cell| plain(cell, at + chars_before(line, cell))).collect();
            return self.table.push(cells);
        }
        if let Some(title) = heading(trimmed) {
            self.end_block();
            let title = plain(title, at + chars_before(line, title));
            return self.blocks.push(Block::Heading(title));
        }
        self.paragraph(line, at);
    }

    fn paragraph(&mut self, line: &str, at: usize) {
        self.end_table();
        let indented = line.starts_with("\u{3000}\u{3000}");
        let item = item(line.trim_start());
        if indented || item.is_some() {
            self.end_prose();
        }
        let rest = item.unwrap_or_else(|| line.trim_start_matches([' ', '>', '\t']));
        add(&mut self.prose, rest, at + chars_before(line, rest));
    }

    fn end_prose(&mut self) {
        let prose = std::mem::take(&mut self.prose);
        if !prose.text.is_empty() {
            self.blocks.push(Block::Prose(prose));
        }
    }

    fn end_table(&mut self) {
        let table = std::mem::take(&mut self.table);
        if !table.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    fn end_block(&mut self) {
        self.end_prose();
        self.end_table();
    }
}

/// How many characters of `line` stand before its slice `part`.
fn chars_before(line: &str, part: &str) -> usize {
    let offset = part.as_ptr().addr().saturating_sub(line.as_ptr().addr());
    line.get(..offset).map_or(0, |before| before.chars().count())
}

fn cells(line: &str) -> Option<impl Iterator<Item = &str>> {
    let inner = line.strip_prefix('|')?;
    Some(inner.strip_suffix('|').unwrap_or(inner).split('|'))
}

fn heading(line: &str) -> Option<&str> {
    let title = line.trim_start_matches('#');
    (title.len() < line.len() && title.starts_with([' ', '\u{3000}'])).then_some(title)
}

/// The text of a list item without its mark.
fn item(line: &str) -> Option<&str> {
    for mark in ["- ", "* ", "+ "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return Some(rest);
        }
    }
    let digits = line.find(|c: char| !c.is_ascii_digit()).filter(|n| (1..=3).contains(n))?;
    line.get(digits..)?.strip_prefix(". ")
}

fn plain(text: &str, at: usize) -> Prose {
    let mut prose = Prose::default();
    add(&mut prose, text, at);
    prose
}

/// Appends a line of Markdown as plain folded characters.
fn add(prose: &mut Prose, line: &str, at: usize) {
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let skipped = markup(rest);
        if skipped > 0 {
            rest = rest.get(skipped..).unwrap_or_default();
            continue;
        }
        let here = at + chars_before(line, rest);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        keep(prose, c, rest, here);
    }
}

/// The length of what no reader sees at the start of `text`: marks, addresses, tags.
fn markup(text: &str) -> usize {
    for mark in ["**", "__", "~~", "`", "*", "\\"] {
        if text.starts_with(mark) {
            return mark.len();
        }
    }
    let closed = |open: &str, end: char| {
        let inner = text.strip_prefix(open)?;
        inner.find(end).filter(|length| *length < 400).map(|length| open.len() + length + end.len_utf8())
    };
    let tag = || {
        let second = text.chars().nth(1)?;
        (second.is_ascii_alphabetic() || second == '/' || second == '!').then(|| closed("<", '>'))?
    };
    closed("](", ')')
        .or_else(|| closed("[^", ']'))
        .or_else(|| closed("![", ']'))
        .or_else(tag)
        .unwrap_or_else(|| usize::from(text.starts_with('[') || (text.starts_with(']') && !text.starts_with("]("))))
}

fn keep(prose: &mut Prose, c: char, rest: &str, at: usize) {
    if is_stray(c) {
        return;
    }
    if c.is_whitespace() {
        // A space parts Latin words; anywhere else it is a trace of setting or wrapping.
        let apart = prose.text.ends_with(|c: char| c.is_ascii_alphabetic())
            && rest.trim_start().starts_with(|c: char| c.is_ascii_alphabetic());
        if apart {
            prose.push(' ', at);
        }
        return;
    }
    prose.push(folded(c, prose, rest), at);
}

fn is_stray(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fffd}' | '□' | '■' | '◆' | '●' | '▲')
        || (c.is_control() && !c.is_whitespace())
}

/// A full-width comma stays what it is, unless it parts thousands of full-width digits.
fn folded(c: char, before: &Prose, rest: &str) -> char {
    match c {
        '，' if parts_thousands(before, rest) => ',',
        ',' if !parts_ascii_thousands(before, rest) => '，',
        '，' => '，',
        '；' | ';' => '；',
        '∶' | '：' | '︰' => ':',
        '﹪' => '%',
        '．' => '.',
        '「' | '『' | '"' => '“',
        '」' | '』' => '”',
        c => fold(c),
    }
}

fn parts_thousands(before: &Prose, rest: &str) -> bool {
    let group: Vec<char> = rest.chars().take_while(|c| matches!(c, '０'..='９')).collect();
    group.len() == 3 && before.text.ends_with(|c: char| c.is_ascii_digit())
}

fn parts_ascii_thousands(before: &Prose, rest: &str) -> bool {
    let mut after = rest.chars().filter(|c| !c.is_whitespace());
    let three = after.by_ref().take(3).filter(|c| fold(*c).is_ascii_digit()).count() == 3;
    let fourth = after.next().is_some_and(|c| fold(c).is_ascii_digit());
    three && !fourth && before.text.ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<String> {
        blocks(text)
            .into_iter()
            .map(|block| match block {
                Block::Prose(prose) => prose.text,
                Block::Heading(prose) => format!("# {}", prose.text),
                Block::Table(rows) => rows
                    .iter()
                    .map(|row| row.iter().map(Prose::text).collect::<Vec<_>>().join("|"))
                    .collect::<Vec<_>>()
                    .join("/"),
            })
            .collect()
    }

    #[test]
    fn text_is_freed_of_its_setting() {
        for (input, expect) in [
            ("---\na: 1\n---\n收入\n２１ 亿\n元", vec!["收入21亿元"]),
            ("# 标 题\n正**文**\n\n- 一\n- 二", vec!["# 标题", "正文", "一", "二"]),
            ("[收入](a.md)１，２３４元，2,345元,增長", vec!["收入1,234元，2,345元，增长"]),
            ("| a | b |\n| 1 | 2% |", vec!["a|b/1|2%"]),
            ("```metrics\n1亿元\n```\n后", vec!["后"]),
        ] {
            assert_eq!(shown(input), expect);
        }
    }

    proptest! {
        #[test]
        fn origins_lie_in_the_file(text in ".*") {
            let count = text.chars().count();
            for block in blocks(&text) {
                if let Block::Prose(prose) = block {
                    prop_assert!(prose.origin(&(0..prose.text.len())).end <= count);
                }
            }
        }
    }
}
