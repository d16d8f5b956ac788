//! Several subjects that share a verb: 城镇、农村居民人均可支配收入分别达到 a 元、b 元.

use super::subject::{Namer, Subject};
use super::words::MEASURES;
use crate::quantity::Unit;

/// The parts of a list of names: 、 and 和 between them, 三大 before what they share; 城乡 is two.
pub(super) fn parts(noun: &str, count: usize) -> Vec<String> {
    if let Some(rest) = noun.strip_prefix("城乡").filter(|rest| count == 2 && !rest.is_empty()) {
        return vec![format!("城镇{rest}"), format!("农村{rest}")];
    }
    if let Some((names, shared)) = counted(noun, count) {
        return split(names).iter().map(|part| format!("{part}{shared}")).collect();
    }
    split(noun).into_iter().map(str::to_owned).collect()
}

/// 高端装备、新材料、医药三大产业营收: the names, and what they share.
fn counted(noun: &str, count: usize) -> Option<(&str, &str)> {
    let numeral = ["二", "三", "四", "五", "六", "七", "八", "九", "十"].get(count.checked_sub(2)?)?;
    let at = ["大", "类", "项", "个"].iter().find_map(|word| noun.rfind(&format!("{numeral}{word}")))?;
    let shared = noun.get(at + numeral.len() + '大'.len_utf8()..)?;
    Some((noun.get(..at)?, shared)).filter(|(names, shared)| !names.is_empty() && !shared.is_empty())
}

fn split(noun: &str) -> Vec<&str> {
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
pub(super) fn subjects(parts: &[String], unit: Option<&Unit>, symbol: &str, namer: &Namer) -> Option<Vec<Subject>> {
    let last = parts.last()?.as_str();
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

/// A long part with the measure that the last ends in; a short one with as much of the last taken away as it has itself.
fn full(part: &str, last: &str) -> String {
    let count = part.chars().count();
    let measure = MEASURES.iter().filter(|measure| last.ends_with(**measure)).max_by_key(|measure| measure.len());
    if part == last || MEASURES.iter().any(|measure| part.ends_with(measure)) {
        return part.to_owned();
    }
    if count > 4 {
        return format!("{part}{}", measure.unwrap_or(&""));
    }
    part.chars().chain(last.chars().skip(count)).collect()
}
