//! Numbers that stay on one line with their units: 10.5亿元, 第2位, 35亿—40亿元, 2023年. Knows only text.
//!
//! A browser may break before any Han character (UAX #14, class ID), hence between 281.21 and 亿元 and within 亿元.

use crate::quantity::Unit;

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// May break wherever the browser would.
    Free(&'a str),
    /// Stays on one line.
    Kept(&'a str),
}

/// The widest piece that is kept, in characters: it must fit the narrowest screen in the largest type.
const WIDEST: usize = 12;

/// Words after a number that are no units of measurement.
const COUNTERS: &[&str] = &["季度", "周年", "个月", "日", "号", "期", "版", "届", "级", "时"];

/// What joins the ends of a range. At 至 and 到, which are words, a line may end.
const JOINERS: &[char] = &['—', '–', '～', '~'];

/// The parts of `text`, in order and without gap.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    let mut kept = None;
    std::iter::from_fn(move || {
        if let Some(piece) = kept.take() {
            return Some(Piece::Kept(piece));
        }
        let (start, end) = next_kept(rest).unwrap_or((rest.len(), rest.len()));
        let (before, after) = rest.split_at_checked(start)?;
        let (piece, after) = after.split_at_checked(end - start)?;
        rest = after;
        match (before, piece) {
            ("", "") => None,
            ("", piece) => Some(Piece::Kept(piece)),
            (before, piece) => {
                kept = (!piece.is_empty()).then_some(piece);
                Some(Piece::Free(before))
            }
        }
    })
}

/// Start and end of the first run that must be kept.
fn next_kept(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let digit = from + text.get(from..)?.find(|c: char| c.is_ascii_digit())?;
        let start = lead(text.get(..digit)?);
        let end = digit + run(text.get(digit..)?);
        if could_break(text.get(start..end)?) {
            return Some((start, end));
        }
        from = end;
    }
}

/// Where a run starts whose digits follow `before`: with the ordinal 第, if there is one.
fn lead(before: &str) -> usize {
    before.strip_suffix('第').map_or(before.len(), str::len)
}

/// The length of a number with its unit, and of the number joined to it, if both together are not too wide.
fn run(text: &str) -> usize {
    let first = quantity(text);
    let Some(rest) = text.get(first..) else { return first };
    let mut chars = rest.chars();
    let joined = chars.next().is_some_and(|c| JOINERS.contains(&c)) && chars.as_str().starts_with(is_digit);
    let both = first + (rest.len() - chars.as_str().len()) + quantity(chars.as_str());
    if joined && text.get(..both).is_some_and(|run| run.chars().count() <= WIDEST) { both } else { first }
}

/// The length of a number with its unit.
fn quantity(text: &str) -> usize {
    let number = number(text);
    number + text.get(number..).map_or(0, unit)
}

/// The length of the digits, with their points and thousands separators.
fn number(text: &str) -> usize {
    let is_inside = |at: usize, c: char| {
        is_digit(c) || matches!(c, '.' | ',') && text.get(at + 1..).is_some_and(|after| after.starts_with(is_digit))
    };
    text.char_indices().find(|(at, c)| !is_inside(*at, *c)).map_or(text.len(), |(at, _)| at)
}

fn unit(text: &str) -> usize {
    let counter = COUNTERS.iter().find(|counter| text.starts_with(**counter)).map_or(0, |counter| counter.len());
    Unit::leading(text).max(counter)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Digits, Latin letters and % hold together by themselves.
fn could_break(run: &str) -> bool {
    !run.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '‰') || c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expect` shows the pieces that are kept in brackets.
    #[track_caller]
    fn check(expect: &str) {
        let text: String = expect.chars().filter(|c| !matches!(c, '[' | ']')).collect();
        let shown: String = pieces(&text)
            .map(|piece| match piece {
                Piece::Free(text) => text.to_owned(),
                Piece::Kept(text) => format!("[{text}]"),
            })
            .collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn a_number_keeps_its_unit() {
        check("平阴[2023年]地区生产总值[281.21亿元]，占30.3%");
        check("新增学位[5.26万个]，开工[101个]项目");
        check("服务[1,234人次]、[12.5万千瓦时]");
        check("提高[2.84个百分点]");
        check("生產總值[281.21億元]、[3個]");
    }

    #[test]
    fn ordinals_dates_and_ranges_are_kept() {
        check("列全市[第2位]，[2023年][1—11月]，[12月][26日]");
        check("投资[35亿—40亿元]，前三季度，2023-12-26");
        check("[2021—2025年]五年");
        check("[3个月]、[第52期]、[第9号]");
    }

    #[test]
    fn what_holds_by_itself_is_left_alone() {
        check("");
        check("没有数字");
        check("增长10.5%，电芯10GWh，GB/T 2260，R1.5");
        check("代码371423是");
    }

    #[test]
    fn a_wide_range_may_break_between_its_ends() {
        check("由[100.25亿元]—[120.75亿元]");
        check("由28.2%到29.1%，由[5个]到[8个]");
    }

    #[test]
    fn nothing_is_lost() {
        for text in ["1", "第", "第1", "1—", "1.,2,", "1——2年", "第第1位2", "１２亿元"] {
            let joined: String = pieces(text).map(|(Piece::Free(t) | Piece::Kept(t))| t).collect();
            assert_eq!(joined, text);
        }
    }
}
