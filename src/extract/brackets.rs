//! Brackets that belong to a name (执业（助理）医师, 工业（不含采矿业）用电量). They are held in characters of their own, so that
//! no clause ends at them; names are compared without them, and shown with them.

use super::words::ASIDES;
use crate::quantity::Unit;

const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';
/// Longer ones are remarks.
const LONGEST: usize = 14;

/// The text without its brackets, but for those of names, which are held.
pub(super) fn hold(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let Some(close) = rest.get(open..).and_then(|tail| tail.find(')')) else { break };
        let before = rest.get(..open).unwrap_or_default();
        let inner = rest.get(open + 1..open + close).unwrap_or_default();
        out.push_str(before);
        if before.ends_with(is_of_name) && is_of_a_name(inner) {
            out.extend([OPEN.to_string(), inner.to_owned(), CLOSE.to_string()]);
        }
        rest = rest.get(open + close + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out.trim_start_matches(['(', ')']).to_owned()
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() && !c.is_ascii_digit()
}

fn is_of_a_name(inner: &str) -> bool {
    let count = inner.chars().count();
    (1..=LONGEST).contains(&count)
        && inner.chars().all(|c| is_of_name(c) || matches!(c, '、' | '&'))
        && !ASIDES.iter().any(|word| inner.starts_with(word))
        && !Unit::parse(inner).is_some_and(|unit| unit.is_known())
}

/// A name without what is held.
pub(super) fn bare(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(open) = rest.find(OPEN) {
        let Some(close) = rest.get(open..).and_then(|tail| tail.find(CLOSE)) else { break };
        out.push_str(rest.get(..open).unwrap_or_default());
        rest = rest.get(open + close + CLOSE.len_utf8()..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// A name as it is shown; what was torn is left out.
pub(super) fn shown(name: &str) -> String {
    if !name.contains([OPEN, CLOSE]) {
        return name.to_owned();
    }
    let whole = name.find(CLOSE).is_none_or(|close| name.find(OPEN).is_some_and(|open| open < close));
    let name = if whole { name } else { name.split_once(CLOSE).map_or(name, |(_, rest)| rest) };
    if name.matches(OPEN).count() == name.matches(CLOSE).count() {
        name.replace(OPEN, "（").replace(CLOSE, "）")
    } else {
        bare(name).replace([OPEN, CLOSE], "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_of_names_are_kept() {
        for (text, expect) in [
            ("执业(助理)医师", "执业（助理）医师"),
            ("工业(不含采矿业)用电量", "工业（不含采矿业）用电量"),
            ("R&D(研发)经费", "R&D（研发）经费"),
            ("进出口总额(按人民币计)", "进出口总额"),
            ("农林牧渔业总产值(亿元)", "农林牧渔业总产值"),
            ("总指数(上年=100)", "总指数"),
            ("(含税)收入", "收入"),
        ] {
            assert_eq!(shown(&hold(text)), expect);
        }
        assert_eq!(bare(&hold("固定资产投资(不含农户)")), "固定资产投资");
        assert_eq!(shown("村\u{e001}道路"), "道路");
    }
}
