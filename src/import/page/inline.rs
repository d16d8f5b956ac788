//! Text in the flow of a page: looks, links, pictures; white space as browsers show it.

use super::words;
use crate::import::story::{Line, Piece, Run, tidy};
use crate::import::tree::Element;

/// How letters look here.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// Bold.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// Where they lead.
    pub link: Option<String>,
}

impl Look {
    /// The look inside of an element.
    pub fn within(&self, element: &Element) -> Self {
        let style = element.attribute("style").unwrap_or_default().to_lowercase().replace(' ', "");
        let bold = matches!(element.name.as_str(), "b" | "strong")
            || style.contains("font-weight:bold")
            || style.contains("font-weight:7")
            || style.contains("font-weight:8");
        let italic = matches!(element.name.as_str(), "i" | "em") && !words(element).iter().any(|word| word == "icon");
        let link = element.attribute("href").filter(|_| element.name == "a").filter(|to| is_linkable(to));
        Self {
            bold: (self.bold || bold) && !style.contains("font-weight:normal"),
            italic: self.italic || italic || style.contains("font-style:italic"),
            link: link.map(str::to_owned).or_else(|| self.link.clone()),
        }
    }
}

fn is_linkable(to: &str) -> bool {
    to.starts_with("https://") || to.starts_with("http://")
}

/// Adds text to a line: runs of white space are one blank, and none between Chinese characters.
pub fn push(line: &mut Line, text: &str, look: &Look) {
    let mut out = String::new();
    let mut before = match line.last() {
        Some(Piece::Text(run)) => run.text.chars().last(),
        _ => None,
    };
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii_whitespace() {
            let c = if c == '\u{a0}' { ' ' } else { c };
            out.push(c);
            before = Some(c);
            continue;
        }
        let mut broken = c == '\n' || c == '\r';
        while let Some(next) = chars.next_if(char::is_ascii_whitespace) {
            broken |= next == '\n' || next == '\r';
        }
        let next = chars.peek().copied();
        let joins = broken && (before.is_none_or(is_wide) || next.is_none_or(is_wide));
        if !joins && before != Some(' ') {
            out.push(' ');
            before = Some(' ');
        }
    }
    let Look { bold, italic, link } = look.clone();
    line.push(Piece::Text(Run { text: out, bold, italic, link }));
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{323af}' | '“' | '”')
}

/// Lines within a line: two breaks part paragraphs, and so does one before an indentation.
pub fn paragraphs(line: Line) -> Vec<Line> {
    let mut lines = vec![Line::new()];
    let mut pieces = line.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        if piece == Piece::Break {
            while pieces.next_if(is_blank).is_some() {}
            let indented =
                matches!(pieces.peek(), Some(Piece::Text(run)) if run.text.starts_with(['\u{3000}', '\u{2003}']));
            let twice = pieces.next_if(|next| *next == Piece::Break).is_some();
            while pieces.next_if(|next| *next == Piece::Break || is_blank(next)).is_some() {}
            if indented || twice {
                lines.push(Line::new());
                continue;
            }
        }
        if let Some(last) = lines.last_mut() {
            last.push(piece);
        }
    }
    lines.into_iter().map(tidy).filter(|line| !line.is_empty()).collect()
}

fn is_blank(piece: &Piece) -> bool {
    matches!(piece, Piece::Text(run) if run.text.chars().all(|c| c == ' ' || c == '\n'))
}
