//! The part of a year that a Chinese term names, whatever the year.

use super::super::number;
use super::super::numeral;

/// A part of a year. Months and days are as written, so they may not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// 全年, or nothing but the year.
    FullYear,
    /// 今年以来, 截至目前.
    SoFar,
    /// First and last month.
    Months(u8, u8),
    /// The last day of a month.
    EndOf(u8),
    /// Month and day.
    Day(u8, u8),
}

/// Endings that change nothing.
const IDLE: [&str; 4] = ["累计", "当月", "期间", "以来累计"];

/// Reads what follows the year; spaces are gone and dashes are `-`.
pub(super) fn read(text: &str) -> Option<Term> {
    whole(text)
        .or_else(|| cumulated(text))
        .or_else(|| IDLE.iter().find_map(|idle| text.strip_suffix(idle)).and_then(part))
        .or_else(|| part(text))
}

fn whole(text: &str) -> Option<Term> {
    match text {
        "" | "全年" | "全年度" | "年度" => Some(Term::FullYear),
        // Of a text in January this means the year that begins, so it is not 全年.
        "年内" | "内" => Some(Term::Months(1, 12)),
        "以来" | "年以来" | "目前" | "今" | "年初以来" | "初以来" | "以来累计" => Some(Term::SoFar),
        "年底" | "年末" | "底" | "末" => Some(Term::EndOf(12)),
        _ => None,
    }
}

/// 11月累计: January to November.
fn cumulated(text: &str) -> Option<Term> {
    let month = count(text.strip_suffix("累计")?.strip_suffix('月')?)?;
    Some(Term::Months(1, month))
}

fn part(text: &str) -> Option<Term> {
    let end = text.strip_suffix('末').or_else(|| text.strip_suffix('底'));
    if let Some((_, to)) = end.and_then(months) {
        return Some(Term::EndOf(to));
    }
    months(text).map(|(from, to)| Term::Months(from, to)).or_else(|| day(text))
}

fn months(text: &str) -> Option<(u8, u8)> {
    half(text).or_else(|| first(text)).or_else(|| quarters(text)).or_else(|| named_months(text))
}

fn half(text: &str) -> Option<(u8, u8)> {
    match text {
        "上半年" | "H1" | "h1" => Some((1, 6)),
        "下半年" | "H2" | "h2" => Some((7, 12)),
        _ => None,
    }
}

/// 前三季度, 前11个月.
fn first(text: &str) -> Option<(u8, u8)> {
    let rest = text.strip_prefix('前')?;
    if let Some(quarters) = rest.strip_suffix("季度") {
        return Some((1, quarter_end(count(quarters.strip_suffix('个').unwrap_or(quarters))?)));
    }
    let months = rest.strip_suffix('份').unwrap_or(rest).strip_suffix('月')?;
    Some((1, count(months.strip_suffix('个').unwrap_or(months))?))
}

/// 一季度, 第一季度, 一至三季度, Q1.
fn quarters(text: &str) -> Option<(u8, u8)> {
    if matches!(text, "首季" | "首季度") {
        return Some((1, 3));
    }
    let named = text.strip_suffix("季度").map(|number| number.strip_prefix('第').unwrap_or(number));
    let lettered = || text.strip_prefix(['Q', 'q']);
    let numbers = named.or_else(lettered)?;
    let (from, to) = numbers.split_once('-').unwrap_or((numbers, numbers));
    let (from, to) = (count(from)?, count(to.trim_start_matches(['Q', 'q', '第']))?);
    Some((quarter_end(from).saturating_sub(2), quarter_end(to)))
}

/// A quarter that does not exist ends in a month that does not.
fn quarter_end(quarter: u8) -> u8 {
    quarter.saturating_mul(3)
}

/// 11月, 11月份, 1-11月, 1月-11月.
fn named_months(text: &str) -> Option<(u8, u8)> {
    let text = text.strip_suffix('份').unwrap_or(text).strip_suffix('月')?;
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let from = from.strip_suffix('份').unwrap_or(from);
    Some((count(from.strip_suffix('月').unwrap_or(from))?, count(to)?))
}

fn day(text: &str) -> Option<Term> {
    let (month, day) = text.strip_suffix(['日', '号'])?.split_once('月')?;
    Some(Term::Day(count(month)?, count(day)?))
}

/// A month, quarter or day number of one or two digits, or in Chinese.
fn count(text: &str) -> Option<u8> {
    if text == "元" {
        return Some(1);
    }
    if text.contains(['.', ',']) || text.chars().count() > 3 {
        return None;
    }
    let value = match number::scan(text) {
        0 => numeral::parse(text)?,
        _ => number::parse(text).ok()?,
    };
    value.try_into().ok()
}
