//! Text as HTML: escaped, and with what must not be torn marked. Knows nothing of elements around it.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_marks() {
        let mut out = String::new();
        set_into("<b>增长5.2亿元 & \"稳\"", &mut out);
        assert_eq!(out, "&lt;b&gt;增长<span class=\"nw\">5.2亿元</span> &amp; &quot;稳&quot;");
    }
}
