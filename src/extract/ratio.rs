//! 三次产业结构 1.5:49.1:49.4 — three shares in one.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::quantity::number;

/// The numbers of such a ratio with their places; they make a hundred.
pub(super) fn scan(text: &str) -> Vec<[(Range<usize>, Decimal); 3]> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(colon) = text.get(from..).and_then(|rest| rest.find(':')).map(|at| at + from) {
        from = colon + 1;
        let Some(three) = at_colon(text, colon) else { continue };
        from = three[2].0.end;
        found.push(three);
    }
    found
}

fn at_colon(text: &str, colon: usize) -> Option<[(Range<usize>, Decimal); 3]> {
    let before = text.get(..colon)?;
    let head = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let first = take(text, head.len())?;
    let second = take(text, colon + 1)?;
    (first.0.end == colon && text.get(second.0.end..)?.starts_with(':')).then_some(())?;
    let third = take(text, second.0.end + 1)?;
    let sum = first.1 + second.1 + third.1;
    let about = head
        .get(head.len().saturating_sub(60)..)
        .or(Some(head))
        .is_some_and(|words| words.contains("产业") || words.contains("结构"));
    (about && (sum - Decimal::ONE_HUNDRED).abs() < Decimal::ONE).then_some([first, second, third])
}

fn take(text: &str, at: usize) -> Option<(Range<usize>, Decimal)> {
    let length = number::scan(text.get(at..)?);
    Some((at..at + length, number::parse(text.get(at..at + length)?).ok()?))
}
