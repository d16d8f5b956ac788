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

/// Writes text for element content; what stays on one line stands in `<span class="nw">`. The span begins and ends with the
/// number: words are not torn, for the copy in the other script is made of texts between elements, and a screen reader may pause
/// where an element begins. (Where such a line begins, Chromium leaves the gap before the number, two pixels.)
pub fn set_into(text: &str, out: &mut String) {
    for piece in pieces(text) {
        match piece {
            Piece::Free(text) => escape_into(text, out),
            Piece::Kept(text) => {
                out.push_str("<span class=\"nw\">");
                escape_into(text, out);
                out.push_str("</span>");
            }
        }
    }
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
        assert_eq!(out, "&lt;b&gt;增长<span class=\"nw\">5.2亿元</span> &amp; &quot;稳&quot;");
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
