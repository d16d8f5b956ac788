//! What of the words around a figure is a name: empty words are cut off before it, other statements behind it.
//! Must not know indicators.

use super::words::{
    ATTRIBUTES, DEEDS, FILLERS, HEAD_STARTS, HEADS, NO_HEADS, NO_STOPS, SPLITTERS, STOPS, WEAK, splitters,
};

/// A name without the words before it that say nothing.
pub(super) fn head(text: &str) -> String {
    let mut rest = after_splitter(text);
    while rest != "经济总量" {
        let words = HEAD_STARTS
            .of(rest.chars().next())
            .filter(|word| rest.starts_with(*word) && !is_listed(NO_HEADS, word, rest))
            .filter(|word| *word != "“" || !rest.contains('”'));
        let Some(word) = words.max_by_key(|word| word.len()) else { break };
        rest = rest.strip_prefix(word).unwrap_or_default();
    }
    trimmed(rest).to_owned()
}

/// Without what is left over at its ends; a quotation mark stays with its other half (“三公”经费).
fn trimmed(name: &str) -> &str {
    let name = name.trim_matches(['的', '、', ')', '(', ':']);
    let name = if name.contains('”') { name } else { name.trim_start_matches('“') };
    let name = if name.contains('“') { name } else { name.trim_end_matches('”').trim_start_matches('”') };
    name.trim_matches(['的', '、', ')', '(', ':'])
}

/// What follows the last verb like 实现.
fn after_splitter(text: &str) -> &str {
    let at = splitters(text).map(|found| found.end).max();
    at.and_then(|at| text.get(at..)).filter(|tail| tail.chars().count() >= 2).unwrap_or(text)
}

fn longest<'w>(words: &[&'w str], text: &str) -> Option<&'w str> {
    words.iter().copied().filter(|word| text.starts_with(word)).max_by_key(|word| word.len())
}

/// Whether a text begins with one of the names listed for a word.
fn is_listed(table: &[(&str, &[&str])], word: &str, text: &str) -> bool {
    let names = table.iter().find(|(listed, _)| *listed == word).map_or(&[][..], |(_, names)| names);
    names.iter().any(|name| text.starts_with(name))
}

/// Whether words before a name add nothing to it.
pub(super) fn is_empty_talk(text: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let found = [HEADS, SPLITTERS, FILLERS].into_iter().filter_map(|words| longest(words, rest));
        let Some(word) = found.max_by_key(|word| word.len()) else {
            return SPLITTERS.iter().any(|word| rest.ends_with(word))
                || rest.ends_with(['有', '到', '年', '时', '是', '中', '定', '出', '了', '后']);
        };
        rest = rest.strip_prefix(word).unwrap_or_default();
    }
    true
}

/// What stands behind a count, up to where another statement begins: 27家[省级专精特新企业]，.
pub(super) fn thing(after: &str) -> &str {
    let end = after.find(['，', '。', '；', '、', ':', '!', '(', ')', '“', '”', '?', '《']).unwrap_or(after.len());
    let mut thing = after.get(..end).unwrap_or_default();
    for word in STOPS {
        thing = cut(thing, word);
    }
    let thing = thing.trim_start_matches('的').trim_end_matches(['中', '内', '的']);
    // 75家农业龙头企业年销售收入18.4亿元: what is measured of them next is not their name.
    let attribute = ATTRIBUTES.iter().filter_map(|word| thing.strip_suffix(word)).min_by_key(|rest| rest.len());
    attribute.filter(|rest| end == after.len() && rest.chars().count() >= 2).unwrap_or(thing)
}

/// The thing up to a stop word; nothing if it begins with one.
fn cut<'t>(thing: &'t str, word: &str) -> &'t str {
    let from = if thing.starts_with('的') { '的'.len_utf8() } else { 0 };
    let found = thing.get(from..).and_then(|rest| rest.find(word)).map(|at| at + from);
    let inside = |at: usize| is_listed(NO_STOPS, word, thing.get(at..).unwrap_or_default());
    match found {
        Some(at) if at > from && !inside(at) => thing.get(..at).unwrap_or_default(),
        Some(0) if from == 0 && word != "的" && !inside(0) => "",
        _ => thing,
    }
}

/// Whether a noun is a deed alone (新增), so that the thing stands behind the number; and whether the deed matters.
pub(super) fn deed(noun: &str) -> Option<bool> {
    DEEDS.contains(&noun).then(|| !WEAK.contains(&noun))
}

/// A noun without the deeds before it that say nothing (谋划实施重点项目 is 重点项目).
pub(super) fn without_weak_deeds(noun: &str) -> &str {
    let mut rest = noun;
    while let Some(deed) = longest(DEEDS, rest).filter(|deed| WEAK.contains(deed)) {
        match rest.strip_prefix(deed).filter(|thing| thing.chars().count() >= 2) {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    rest
}
