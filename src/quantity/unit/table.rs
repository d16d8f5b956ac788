//! The table of known bases and prefixes. To add a unit, add a line.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A base that is known by its symbol.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Known {
    /// As printed.
    pub(super) symbol: &'static str,
    /// The symbol of the dimension's smallest unit: bases with the same one convert into each other.
    pub(super) dimension: &'static str,
    /// How many of the smallest unit make one of this.
    pub(super) factor: u32,
}

const fn base(symbol: &'static str, dimension: &'static str, factor: u32) -> Known {
    Known { symbol, dimension, factor }
}

const fn alone(symbol: &'static str) -> Known {
    base(symbol, symbol, 1)
}

/// The smallest area is a third of a square metre, so that both 亩 (2000/3 平方米) and 平方米 are whole.
static KNOWN: &[Known] = &[
    alone("元"),
    alone("美元"),
    alone("欧元"),
    alone("港元"),
    base("‰", "%", 1),
    base("%", "%", 10),
    base("成", "%", 100),
    alone("个百分点"),
    base("平方米", "面积", 3),
    base("亩", "面积", 2_000),
    base("公顷", "面积", 30_000),
    base("平方公里", "面积", 3_000_000),
    base("平方千米", "面积", 3_000_000),
    base("毫米", "长度", 1),
    base("厘米", "长度", 10),
    base("米", "长度", 1_000),
    base("公里", "长度", 1_000_000),
    base("千米", "长度", 1_000_000),
    base("克", "质量", 1),
    base("斤", "质量", 500),
    base("公斤", "质量", 1_000),
    base("千克", "质量", 1_000),
    base("吨", "质量", 1_000_000),
    base("千瓦时", "电量", 1),
    base("度", "电量", 1),
    base("兆瓦时", "电量", 1_000),
    base("吉瓦时", "电量", 1_000_000),
    base("kWh", "电量", 1),
    base("MWh", "电量", 1_000),
    base("GWh", "电量", 1_000_000),
    base("千瓦", "功率", 1),
    base("兆瓦", "功率", 1_000),
    base("吉瓦", "功率", 1_000_000),
    base("kW", "功率", 1),
    base("MW", "功率", 1_000),
    base("GW", "功率", 1_000_000),
    base("人", "人", 1),
    base("名", "人", 1),
    base("位", "人", 1),
    base("个", "个", 1),
    base("家", "个", 1),
    base("项", "个", 1),
    base("处", "个", 1),
    alone("立方米"),
    alone("吨标准煤"),
    alone("人次"),
    alone("场次"),
    alone("件"),
    alone("户"),
    alone("辆"),
    alone("台"),
    alone("套"),
    alone("张"),
    alone("只"),
    alone("头"),
    alone("羽"),
    alone("尾"),
    alone("所"),
    alone("座"),
    alone("栋"),
    alone("条"),
    alone("篇"),
    alone("次"),
    alone("场"),
    alone("批"),
    alone("种"),
    alone("株"),
    alone("棵"),
    alone("册"),
    alone("笔"),
    alone("单"),
    alone("倍"),
    alone("分"),
    alone("岁"),
    alone("年"),
    alone("月"),
    alone("天"),
    alone("小时"),
];

/// Other spellings of a known symbol.
static ALIASES: &[(&str, &str)] = &[("百分点", "个百分点"), ("人民币", "元"), ("元人民币", "元"), ("KWh", "kWh")];

/// Longest first, so that 万亿 is not read as 万.
static PREFIXES: &[(&str, u8)] = &[
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("亿", 8),
    ("万", 4),
    ("千", 3),
    ("百", 2),
];

/// The base with this symbol or other spelling.
pub(super) fn known(symbol: &str) -> Option<&'static Known> {
    let symbol = ALIASES.iter().find(|(alias, _)| *alias == symbol).map_or(symbol, |(_, main)| main);
    KNOWN.iter().find(|known| known.symbol == symbol)
}

/// Symbols and aliases by their first character, longest first: every number of every text is looked up here.
static BY_FIRST: LazyLock<BTreeMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut map: BTreeMap<char, Vec<&'static str>> = BTreeMap::new();
    for symbol in KNOWN.iter().map(|known| known.symbol).chain(ALIASES.iter().map(|(alias, _)| *alias)) {
        map.entry(symbol.chars().next().unwrap_or_default()).or_default().push(symbol);
    }
    for symbols in map.values_mut() {
        symbols.sort_by_key(|symbol| std::cmp::Reverse(symbol.len()));
    }
    map
});

/// The length in bytes of the longest symbol or alias the text starts with.
pub(super) fn longest(text: &str) -> usize {
    let symbols = text.chars().next().and_then(|first| BY_FIRST.get(&first));
    symbols.and_then(|list| list.iter().find(|symbol| text.starts_with(**symbol))).map_or(0, |symbol| symbol.len())
}

/// Whether a known unit may begin so.
pub(super) fn may_begin(first: char) -> bool {
    BY_FIRST.contains_key(&first) || PREFIXES.iter().any(|(symbol, _)| symbol.starts_with(first))
}

/// Every prefix the text starts with, longest first: its exponent of ten and the rest of the text.
pub(super) fn prefixes(text: &str) -> impl Iterator<Item = (u8, &str)> {
    PREFIXES.iter().filter_map(move |(symbol, exponent)| Some((*exponent, text.strip_prefix(symbol)?)))
}

/// The prefix with this exponent; empty for 0.
pub(super) fn prefix_symbol(exponent: u8) -> &'static str {
    PREFIXES.iter().find(|(_, e)| *e == exponent).map_or("", |(symbol, _)| symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_unique_and_aliases_lead_to_them() {
        for (at, known) in KNOWN.iter().enumerate() {
            assert!(KNOWN.iter().skip(at + 1).all(|other| other.symbol != known.symbol), "{}", known.symbol);
        }
        assert!(ALIASES.iter().all(|(alias, _)| known(alias).is_some()));
    }
}
