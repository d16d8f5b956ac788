//! Estimated width of text in em, for label layout before any font is known. The estimates are those of the
//! widest face in the theme's sans stack, so that a label is never wider than its box.

use crate::typeset::{Piece, pieces};
use unicode_width::UnicodeWidthChar;

/// Gap that `text-autospace: normal` puts between Han and Latin letters or digits.
const AUTOSPACE: f64 = 0.125;

/// Width of `text` in em of its own font size.
pub(super) fn width(text: &str) -> f64 {
    let mut total = 0.0;
    let mut before = None;
    for c in text.chars() {
        total += advance(c) + gap(before, c);
        before = Some(c);
    }
    total
}

/// `text` cut with `…` so that it is at most `limit` em wide.
pub(super) fn clip(text: &str, limit: f64) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let mut line = take(text, limit - advance('…')).to_owned();
    line.push('…');
    line
}

/// `text` broken into at most `lines` lines of `limit` em, the last cut with `…` if need be.
pub(super) fn wrap(text: &str, limit: f64, lines: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && out.len() < lines {
        let line = if out.len() + 1 == lines { rest } else { whole_words(rest, limit) };
        let at = line.len().max(rest.chars().next().map_or(0, char::len_utf8));
        let (line, after) = rest.split_at(at);
        out.push(clip(line.trim_end(), limit));
        rest = after.trim_start();
    }
    out
}

/// The longest beginning of `text` that is at most `limit` em wide.
fn take(text: &str, limit: f64) -> &str {
    let mut total = 0.0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        total += advance(c) + gap(before, c);
        if total > limit {
            return text.get(..at).unwrap_or_default();
        }
        before = Some(c);
    }
    text
}

/// The same, ending where a line may; where nothing of it may stand alone, all of it.
fn whole_words(text: &str, limit: f64) -> &str {
    let most = take(text, limit);
    if most.len() == text.len() {
        return most;
    }
    let end = ends(text).take_while(|end| *end <= most.len()).last();
    end.and_then(|end| text.get(..end)).unwrap_or(most)
}

/// Where a line of `text` may end: not within a word or a number with its unit, not before 。, not after （.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let mut from = 0;
    let inside = pieces(text).flat_map(move |piece| {
        let start = from;
        let (Piece::Free(part) | Piece::Kept(part)) = piece;
        from += part.len();
        let is_free = matches!(piece, Piece::Free(_));
        let within = part.char_indices().skip(1).filter(move |_| is_free).map(move |(at, _)| start + at);
        within.chain(std::iter::once(from))
    });
    inside.filter(move |at| {
        let (before, after) = text.split_at_checked(*at).unwrap_or_default();
        before.chars().next_back().zip(after.chars().next()).is_some_and(|(a, b)| may_part(a, b))
    })
}

fn may_part(before: char, after: char) -> bool {
    let in_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%' | '+' | '-' | '/');
    let opens = "（《〈“‘「『【〔".contains(before);
    let closes = "，。、；：？！）》〉”’」』】〕…—％%".contains(after);
    let within = in_word(before) && in_word(after);
    !(opens || closes || within)
}

fn gap(before: Option<char>, c: char) -> f64 {
    let joins = |a: char, b: char| is_han(a) && b.is_ascii_alphanumeric();
    match before {
        Some(before) if joins(before, c) || joins(c, before) => AUTOSPACE,
        _ => 0.0,
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn advance(c: char) -> f64 {
    match c {
        '0'..='9' => 0.58,
        ' ' | '.' | ',' | ':' | ';' | '\'' | 'i' | 'j' | 'l' | 'I' => 0.3,
        '%' | 'm' | 'w' | 'M' | 'W' | '@' => 0.95,
        'A'..='Z' => 0.74,
        '+' | '-' | '−' | '<' | '>' | '=' => 0.61,
        '!'..='~' => 0.6,
        _ => match UnicodeWidthChar::width_cjk(c) {
            None | Some(0) => 0.0,
            Some(1) => 0.75,
            Some(_) => 1.0,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths() {
        let check = |text: &str, expect: f64| {
            assert!((width(text) - expect).abs() < 1e-9, "{text}: {}", width(text));
        };
        check("", 0.0);
        check("庆云县", 3.0);
        check("2022年 9.78", 4.0 * 0.58 + 0.125 + 1.0 + 0.3 + 3.0 * 0.58 + 0.3);
        check("≥10", 1.0 + 2.0 * 0.58);
        check("1—11月", 3.0 * 0.58 + 1.0 + 1.125);
    }

    #[test]
    fn clips_and_wraps() {
        assert_eq!(clip("德州市天衢新区", 4.0), "德州市…");
        assert_eq!(clip("德州市", 4.0), "德州市");
        assert_eq!(wrap("一二三四五六七", 3.0, 2), ["一二三", "四五…"]);
        assert_eq!(wrap("一二", 3.0, 2), ["一二"]);
        assert_eq!(wrap("一二", 0.5, 3), ["…", "…"]);
    }

    #[test]
    fn lines_end_where_they_may() {
        assert_eq!(wrap("投资预计四百亿元，工业一百", 8.0, 2), ["投资预计四百亿", "元，工业一百"]);
        assert_eq!(wrap("重点项目完成投资195亿元", 9.5, 2), ["重点项目完成投资", "195亿元"]);
        assert_eq!(wrap("电芯10GWh订单", 5.0, 3), ["电芯", "10GWh订", "单"]);
        assert_eq!(wrap("订单（次年）增加", 3.0, 4), ["订单", "（次", "年）增", "加"]);
        assert_eq!(wrap("一月 二月", 3.0, 2), ["一月", "二月"]);
    }
}
