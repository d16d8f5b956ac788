//! A story → Markdown, so that reading it back gives the same story. Must not know where the story came from.

use super::story::{Align, Block, Figure, Line, List, Piece, Run, Table};

/// The body of an article: blocks, then footnotes.
pub fn body(blocks: &[Block], notes: &[Line]) -> String {
    let mut out = String::new();
    write_blocks(blocks, &mut out);
    for (at, note) in notes.iter().enumerate() {
        out.push_str(&format!("\n[^{}]: {}\n", at + 1, line(note, Place::Paragraph)));
    }
    out.trim_start_matches('\n').to_owned()
}

/// Where a line stands decides what must be escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Paragraph,
    Heading,
    Cell,
}

fn write_blocks(blocks: &[Block], out: &mut String) {
    let (mut before, mut other) = (None, false);
    for block in blocks {
        // Two lists of one kind in a row would become one, had they the same marks.
        let kind = is_numbered(block);
        other = kind.is_some() && kind == before && !other;
        before = kind;
        let text = match block {
            Block::Heading(level, words) => {
                format!("{} {}", "#".repeat(usize::from(*level).clamp(1, 6)), line(words, Place::Heading))
            }
            Block::Paragraph(words) => line(words, Place::Paragraph),
            Block::Figure(picture) => figure(picture),
            Block::Table(table) => write_table(table),
            Block::Quote(blocks) => quote(blocks),
            Block::List(list) => write_list(list, other),
        };
        out.push('\n');
        for text in text.trim_end().lines() {
            out.push_str(text);
            out.push('\n');
        }
    }
}

/// Whether a list is numbered; nothing of what is no list.
fn is_numbered(block: &Block) -> Option<bool> {
    if let Block::List(list) = block { Some(list.start.is_some()) } else { None }
}

fn quote(blocks: &[Block]) -> String {
    let mut inner = String::new();
    write_blocks(blocks, &mut inner);
    inner.trim_start_matches('\n').lines().map(|line| format!("> {line}").trim_end().to_owned() + "\n").collect()
}

fn write_list(list: &List, other: bool) -> String {
    let (bullet, dot) = if other { ("* ", ')') } else { ("- ", '.') };
    let is_tight = list.items.iter().all(|item| {
        item.iter().skip(1).all(|block| matches!(block, Block::List(_)))
            && matches!(item.first(), Some(Block::Paragraph(_)) | None)
    });
    let mut out = String::new();
    for (at, item) in list.items.iter().enumerate() {
        let number = list.start.map(|start| start.saturating_add(u64::try_from(at).unwrap_or_default()));
        let marker = number.map_or(bullet.to_owned(), |number| format!("{number}{dot} "));
        let mut inner = String::new();
        write_blocks(item, &mut inner);
        let inner = inner.trim_start_matches('\n');
        let indent = " ".repeat(marker.len());
        let lines = inner.lines().filter(|line| !is_tight || !line.is_empty());
        if at > 0 && !is_tight {
            out.push('\n');
        }
        for (n, text) in lines.enumerate() {
            let lead = if n == 0 { &marker } else { &indent };
            out.push_str(format!("{lead}{text}").trim_end());
            out.push('\n');
        }
    }
    out
}

fn write_table(table: &Table) -> String {
    let mut out = String::new();
    for (at, row) in table.rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| line(cell, Place::Cell)).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
        if at == 0 {
            let rules: Vec<&str> = table.columns.iter().map(|align| rule(*align)).collect();
            out.push_str(&format!("| {} |\n", rules.join(" | ")));
        }
    }
    out
}

fn rule(align: Align) -> &'static str {
    match align {
        Align::None => "---",
        Align::Right => "---:",
        Align::Center => ":---:",
    }
}

fn figure(figure: &Figure) -> String {
    let alt = escape(&figure.alt, Place::Heading);
    match &figure.caption {
        Some(caption) => format!("![{alt}]({} \"{}\")", address(&figure.file), caption.replace('"', "\\\"")),
        None => format!("![{alt}]({})", address(&figure.file)),
    }
}

/// An address as Markdown takes it: in angle brackets if it has blanks or brackets.
fn address(to: &str) -> String {
    let to: String = to.chars().filter(|c| !c.is_control() && !matches!(c, '<' | '>')).collect();
    if to.contains([' ', '(', ')', '\u{3000}']) { format!("<{to}>") } else { to }
}

fn line(pieces: &[Piece], place: Place) -> String {
    let mut out = String::new();
    let mut open = Marks::default();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(run) => write_run(run, &mut open, place, &mut out),
            other => {
                open.turn(&Run::default(), &mut out);
                let last = pieces.get(at + 1).is_none();
                write_other(other, place, last, &mut out);
            }
        }
    }
    open.turn(&Run::default(), &mut out);
    guard_start(&out, place)
}

fn write_other(piece: &Piece, place: Place, last: bool, out: &mut String) {
    match piece {
        Piece::Note(number) => out.push_str(&format!("[^{number}]")),
        Piece::Figure(picture) => out.push_str(&figure(picture)),
        Piece::Break if place == Place::Paragraph && !last => out.push_str("\\\n"),
        Piece::Break => out.push(' '),
        Piece::Text(_) => {}
    }
}

/// White space at the edges of bold or slanted letters stands outside of the marks, or they would not be read as such.
fn write_run(run: &Run, open: &mut Marks, place: Place, out: &mut String) {
    let bare = run.text.trim();
    if bare.is_empty() {
        return out.push_str(&run.text);
    }
    let lead = run.text.len() - run.text.trim_start().len();
    let (lead, rest) = run.text.split_at(lead);
    let (bare, trail) = rest.split_at(bare.len());
    if !lead.is_empty() {
        open.turn(&Run { link: run.link.clone().filter(|_| open.link.is_some()), ..Run::default() }, out);
    }
    out.push_str(lead);
    open.turn(run, out);
    out.push_str(&escape(bare, place));
    if !trail.is_empty() {
        open.turn(&Run { link: run.link.clone(), ..Run::default() }, out);
    }
    out.push_str(trail);
}

/// The marks that are open: a link outside, then bold, then slanted.
#[derive(Default)]
struct Marks {
    link: Option<String>,
    bold: bool,
    italic: bool,
}

impl Marks {
    fn turn(&mut self, to: &Run, out: &mut String) {
        let other_link = self.link != to.link;
        if self.italic && (!to.italic || self.bold != to.bold || other_link) {
            out.push('*');
            self.italic = false;
        }
        if self.bold && (!to.bold || other_link) {
            out.push_str("**");
            self.bold = false;
        }
        if other_link {
            if let Some(link) = self.link.take() {
                out.push_str(&format!("]({})", address(&link)));
            }
            if to.link.is_some() {
                out.push('[');
            }
            self.link.clone_from(&to.link);
        }
        if to.bold && !self.bold {
            out.push_str("**");
            self.bold = true;
        }
        if to.italic && !self.italic {
            out.push('*');
            self.italic = true;
        }
    }
}

/// Letters that Markdown would take for marks get a backslash; no others, so that a text stays readable.
fn escape(text: &str, place: Place) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        if is_mark(c, before, next, place) || c == '&' && is_reference(rest.clone()) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
        before = c;
    }
    out
}

/// Whether what follows `&` is the rest of a character reference, such as `amp;` (CommonMark 2.5).
fn is_reference(after: impl Iterator<Item = char>) -> bool {
    let mut length = 0;
    let end = after.take(32).inspect(|_| length += 1).find(|c| !(c.is_ascii_alphanumeric() || *c == '#'));
    end == Some(';') && length > 1
}

fn is_mark(c: char, before: char, next: char, place: Place) -> bool {
    match c {
        '*' | '`' | '[' | ']' => true,
        '\\' => next.is_ascii_punctuation(),
        '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
        '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
        '~' => before == '~' || next == '~',
        '|' => place == Place::Cell,
        _ => false,
    }
}

/// A paragraph that begins as a heading, list, quotation or rule would is kept a paragraph.
fn guard_start(text: &str, place: Place) -> String {
    if place != Place::Paragraph {
        return text.to_owned();
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = text.get(digits..).unwrap_or_default();
    let is_number = (1..10).contains(&digits) && (after.starts_with(". ") || after.starts_with(") "));
    let blank = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let is_bullet = text.strip_prefix(['-', '+']).is_some_and(blank) || is_rule(text);
    let is_heading = text.starts_with('#') && blank(text.trim_start_matches('#'));
    let is_fence = text.starts_with("~~~");
    if is_number {
        let (number, rest) = text.split_at(digits);
        return format!("{number}\\{rest}");
    }
    let is_marked = is_bullet || is_heading || is_fence || text.starts_with(['>', ':', '=']);
    if is_marked { format!("\\{text}") } else { text.to_owned() }
}

fn is_rule(text: &str) -> bool {
    let bare: String = text.split_whitespace().collect();
    bare.len() >= 3 && bare.chars().all(|c| c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::story::text;

    fn check(blocks: &[Block], expect: &str) {
        assert_eq!(body(blocks, &[]), expect);
    }

    fn bold(words: &str) -> Piece {
        Piece::Text(Run { text: words.to_owned(), bold: true, ..Run::default() })
    }

    #[test]
    fn paragraphs_stay_what_they_are() {
        for (words, expect) in [
            ("1. 甲", "1\\. 甲\n"),
            ("# 甲", "\\# 甲\n"),
            ("- 甲", "\\- 甲\n"),
            ("-10%", "-10%\n"),
            ("> 10亿元", "\\> 10亿元\n"),
            ("2*3_a a_b <b> a<b&amp;", "2\\*3_a a_b \\<b> a\\<b\\&amp;\n"),
            ("R&D投入，A&B; &#65;", "R&D投入，A\\&B; \\&#65;\n"),
            ("[1] 注", "\\[1\\] 注\n"),
            ("# ", "\\# \n"),
            ("---", "\\---\n"),
        ] {
            let line = vec![text(words)];
            assert_eq!(body(&[Block::Paragraph(line)], &[]).trim_end(), expect.trim_end());
        }
    }

    #[test]
    fn marks_stand_close() {
        check(&[Block::Paragraph(vec![text("甲"), bold(" 乙 "), text("丙")])], "甲 **乙** 丙\n");
        let link = Piece::Text(Run { text: "丙".into(), bold: true, link: Some("a b".into()), ..Run::default() });
        check(&[Block::Paragraph(vec![bold("甲"), link])], "**甲**[**丙**](<a b>)\n");
    }

    #[test]
    fn lists_nest() {
        let item = |words: &str| Block::Paragraph(vec![text(words)]);
        let inner = Block::List(List { start: None, items: vec![vec![item("乙")]] });
        let outer = Block::List(List { start: Some(9), items: vec![vec![item("甲"), inner], vec![item("丙")]] });
        check(&[outer], "9. 甲\n   - 乙\n10. 丙\n");
    }

    #[test]
    fn tables_and_pictures() {
        let cell = |words: &str| vec![text(words)];
        let table = Table {
            columns: vec![Align::None, Align::Right],
            rows: vec![vec![cell("县"), cell("a|b")], vec![cell("甲"), cell("1")]],
        };
        let figure = Figure { file: "a.png".into(), alt: "图".into(), caption: Some("题\"注\"".into()) };
        check(
            &[Block::Table(table), Block::Figure(figure)],
            "| 县 | a\\|b |\n| --- | ---: |\n| 甲 | 1 |\n\n![图](a.png \"题\\\"注\\\"\")\n",
        );
    }
}
