//! Several subjects that share a verb: 城镇、农村居民人均可支配收入分别达到 a 元、b 元.

use super::subject::{Namer, Subject};
use crate::quantity::Unit;

/// The parts of a list of names: 、 and 和 between them.
pub(super) fn parts(noun: &str) -> Vec<&str> {
    noun.split('、')
        .flat_map(|part| part.split('和'))
        .flat_map(|part| part.split('与'))
        .flat_map(|part| part.split("以及"))
        .filter(|part| !part.is_empty())
        .collect()
}

/// Whether nothing but a list's mark stands between two numbers.
pub(super) fn is_mark(gap: &str) -> bool {
    matches!(gap, "、" | "和" | "与" | "及" | "、和" | "以及")
}

/// The subjects of a list; short ones take the end of the last (城镇 + 居民人均可支配收入).
pub(super) fn subjects(parts: &[&str], unit: Option<&Unit>, symbol: &str, namer: &Namer) -> Option<Vec<Subject>> {
    let last = *parts.last()?;
    parts
        .iter()
        .map(|part| one(part, last, unit, namer).or_else(|| namer.named(&full(part, last), unit, symbol)))
        .collect()
}

fn one(part: &str, last: &str, unit: Option<&Unit>, namer: &Namer) -> Option<Subject> {
    let itself = namer.known(part, unit).or_else(|| namer.known(&format!("第{part}"), unit));
    itself.or_else(|| {
        last.char_indices().skip(1).find_map(|(at, _)| {
            let end = last.get(at..)?;
            namer.known(&format!("{part}{end}"), unit).or_else(|| namer.known(&format!("第{part}{end}"), unit))
        })
    })
}

/// A short part with as much of the last taken away as it has itself.
fn full(part: &str, last: &str) -> String {
    let count = part.chars().count();
    if count > 4 || part == last {
        return part.to_owned();
    }
    part.chars().chain(last.chars().skip(count)).collect()
}
