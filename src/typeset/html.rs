//! Text as HTML: escaped, and with what must not be torn marked. Knows nothing of elements around it.

use super::title::{TitleSize, keeps_together, runs};
use super::unbroken::{Piece, pieces};

/// Escapes text for element content and attribute values alike.
pub fn escape_into(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['<', '>', '&', '"']) {
        let (head, tail) = rest.split_at(at);
        out.push_str(head);
        let mut chars = tail.chars();
        out.push_str(match chars.next() {
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('&') => "&amp;",
            _ => "&quot;",
        });
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// The text escaped.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(text, &mut out);
    out
}

/// Writes text for element content; what stays on one line stands in `<span class="nw">`.
///
/// Where such a span begins between a Han character and a number, Chromium leaves the gap between the two at the
/// beginning of a line, and may end a line far too early. So it begins after the first digit (a number does not break), or
/// where there is but one, before the Han character.
pub fn set_into(text: &str, out: &mut String) {
    let mut pieces = pieces(text).peekable();
    let mut lent = "";
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Free(text) => {
                let (own, last) = lend(text, pieces.peek());
                escape_into(own, out);
                lent = last;
            }
            Piece::Kept(text) => {
                let (before, kept) = text.split_at_checked(digits_before(text)).unwrap_or(("", text));
                escape_into(before, out);
                out.push_str("<span class=\"nw\">");
                escape_into(lent, out);
                escape_into(kept, out);
                out.push_str("</span>");
                lent = "";
            }
        }
    }
}

/// How much of a kept piece may stand before its span.
fn digits_before(kept: &str) -> usize {
    let mut chars = kept.chars();
    let first = chars.next().is_some_and(|c| c.is_ascii_digit());
    usize::from(first && chars.next().is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | ',')))
}

/// A text, and its last character apart if the span of the next piece takes it in.
fn lend<'t>(text: &'t str, next: Option<&Piece<'_>>) -> (&'t str, &'t str) {
    let takes = matches!(next, Some(Piece::Kept(kept))
        if kept.starts_with(|c: char| c.is_ascii_digit()) && digits_before(kept) == 0);
    match text.char_indices().next_back() {
        Some((at, last)) if takes && is_han(last) => text.split_at_checked(at).unwrap_or((text, "")),
        _ => (text, ""),
    }
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// Writes a title for element content: as [`set_into`], and where it has several runs, each stands in
/// `<span class="ru">`, which goes to the next line as a whole before it is broken; a long one in `<span class="rl">`, so that
/// narrow columns can do without.
pub fn set_title_into(title: &str, out: &mut String) {
    if runs(title).nth(1).is_none() {
        return set_into(title, out);
    }
    for run in runs(title) {
        let is_short = keeps_together(run, TitleSize::List);
        out.push_str(if is_short { "<span class=\"ru\">" } else { "<span class=\"rl\">" });
        set_into(run, out);
        out.push_str("</span>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_marks() {
        let mut out = String::new();
        set_into("<b>增长5.2亿元 & \"稳\"", &mut out);
        assert_eq!(out, "&lt;b&gt;增长5<span class=\"nw\">.2亿元</span> &amp; &quot;稳&quot;");
    }

    #[test]
    fn a_span_does_not_begin_between_han_and_a_number() {
        let set = |text: &str| {
            let mut out = String::new();
            set_into(text, &mut out);
            out.replace("<span class=\"nw\">", "[").replace("</span>", "]")
        };
        assert_eq!(set("投资281.21亿元，开工5个"), "投资2[81.21亿元]，开[工5个]");
        assert_eq!(set("2023年1—11月"), "2[023年][1—11月]");
        assert_eq!(set("列第2位，3个月；5个"), "列[第2位]，[3个月]；[5个]");
    }

    #[test]
    fn runs_of_a_title_stand_apart() {
        let set = |text: &str| {
            let mut out = String::new();
            set_title_into(text, &mut out);
            out
        };
        assert_eq!(set("增长稳"), "增长稳");
        assert_eq!(set("甲，乙 & 丙"), "<span class=\"ru\">甲，</span><span class=\"ru\">乙 &amp; 丙</span>");
        let long = "县".repeat(14);
        assert_eq!(
            set(&format!("甲：{long}")),
            format!("<span class=\"ru\">甲：</span><span class=\"rl\">{long}</span>")
        );
    }
}
