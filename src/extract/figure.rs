//! Numbers with units in a paragraph: where they stand, what they say, and which of them are no figures.

use std::ops::Range;

use rust_decimal::Decimal;

use super::measure;
use crate::quantity::{Amount, Bound, Unit, number, numeral};

/// A number with its unit as the text gives it.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// From the first digit to the end of the unit.
    pub(super) range: Range<usize>,
    /// Up to the words behind it that bound it (以上, 左右).
    pub(super) end: usize,
    pub(super) amount: Amount,
    pub(super) symbol: String,
    /// Spelt in Chinese numerals below ten, and so perhaps a turn of phrase.
    pub(super) loose: bool,
}

const AFTER: &[(&str, Bound)] = &[
    ("及以上", Bound::Gte),
    ("以上", Bound::Gte),
    ("以内", Bound::Lte),
    ("及以下", Bound::Lte),
    ("以下", Bound::Lte),
    ("之内", Bound::Lte),
    ("左右", Bound::Approx),
    ("上下", Bound::Approx),
    ("有余", Bound::Gt),
    ("余", Bound::Gt),
    ("多", Bound::Gt),
];

/// Every figure of a text, in order.
pub(super) fn scan(text: &str) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let quoted = quoted(text);
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let inside = quoted.iter().find(|range| range.contains(&at));
        if let Some(range) = inside {
            at = range.end;
            continue;
        }
        let (figure, next) = begin(text, at, c);
        at = next.max(at + c.len_utf8());
        found.extend(figure);
    }
    found
}

/// Slogans and titles: short texts in quotation marks, anything in 《》.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for (open, close, longest) in [("“", "”", 14), ("《", "》", 60), ("‘", "’", 14)] {
        for (start, _) in text.match_indices(open) {
            let inner = text.get(start + open.len()..).unwrap_or_default();
            let Some(length) = inner.find(close) else { continue };
            let words = inner.get(..length).unwrap_or_default();
            if words.chars().count() <= longest {
                ranges.push(start..start + open.len() + length + close.len());
            }
        }
    }
    ranges
}

fn begin(text: &str, at: usize, c: char) -> (Option<Figure>, usize) {
    let before = text.get(..at).unwrap_or_default();
    let rest = text.get(at..).unwrap_or_default();
    if c.is_ascii_alphabetic() {
        // G20, A4 and 3D are names; a word of letters ends where they end.
        // Yet after a long word of letters the number is its own (PACK 6 GWh).
        let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
        return (None, at + if letters >= 4 { letters } else { length });
    }
    if c.is_ascii_digit() {
        return digits(text, at, before, rest);
    }
    if is_numeral(c) && !before.ends_with(is_numeral) {
        return spelt(text, at, before, rest);
    }
    (None, at)
}

fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '〇' | '零')
}

fn digits(text: &str, at: usize, before: &str, rest: &str) -> (Option<Figure>, usize) {
    let length = number::scan(rest);
    let end = at + length;
    let Some(value) = rest.get(..length).and_then(|digits| number::parse(digits).ok()) else { return (None, end) };
    let negative = before.strip_suffix('-').is_some_and(|head| {
        !head.ends_with(|c: char| c.is_ascii_digit() || c == '%' || c == '元' || c == '亿' || c == '万' || c == '-')
    });
    let value = if negative { number::negate(value) } else { value };
    if is_name(before, text.get(end..).unwrap_or_default()) {
        return (None, end);
    }
    match complete(text, at, end, value) {
        Some(figure) => {
            let next = figure.end;
            (Some(figure), next)
        }
        None => (None, end),
    }
}

/// Ordinals, sums such as 3+6, and codes such as No.12.
fn is_name(before: &str, after: &str) -> bool {
    // 9时30分
    let time = before.ends_with(['时', '点']) && after.starts_with('分');
    time || before.ends_with(['第', '+', '№', '#', '/', '=', '×', 'x'])
        || after.starts_with(['+', '#', '=', '×', '/', '℃']) && !after.starts_with("/吨")
}

fn spelt(text: &str, at: usize, before: &str, rest: &str) -> (Option<Figure>, usize) {
    let run = rest.find(|c| !is_numeral(c) && c != '万' && c != '亿' && c != '点').unwrap_or(rest.len());
    let after_run = at + run.max(1);
    if before.ends_with([
        '第', '几', '数', '初', '统', '唯', '任', '每', '同', '进', '之', '某', '逐', '专', '单', '万', '其',
    ]) {
        return (None, after_run);
    }
    if let Some(figure) = proportion(text, at, rest) {
        let next = figure.end;
        return (Some(figure), next);
    }
    let Some((value, length)) = numeral::prefix(rest) else { return (None, after_run) };
    let end = at + length;
    let Some(mut figure) = complete(text, at, end, value) else { return (None, end.max(at + 3)) };
    figure.loose = value <= Decimal::from(10) && !figure.symbol.starts_with(['万', '亿', '成']);
    let next = figure.end;
    (Some(figure), next)
}

/// 百分之八点五, whose unit is said before the number.
fn proportion(text: &str, at: usize, rest: &str) -> Option<Figure> {
    let spoken = [("百分之", "%"), ("千分之", "‰")];
    let (symbol, number) = spoken.iter().find_map(|(words, symbol)| Some((*symbol, rest.strip_prefix(words)?)))?;
    let (value, length) = match number::scan(number) {
        0 => numeral::prefix(number)?,
        digits => (number::parse(number.get(..digits)?).ok()?, digits),
    };
    let end = at + rest.len() - number.len() + length;
    let (bound, after) = after(text.get(end..)?);
    let amount = Amount { bound, ..Amount::exact(value, Unit::parse(symbol)) };
    Some(Figure { range: at..end, end: end + after, amount, symbol: symbol.to_owned(), loose: false })
}

/// The figure whose first number stands at `at..end`: unit, range, bounds.
fn complete(text: &str, at: usize, end: usize, value: Decimal) -> Option<Figure> {
    let rest = text.get(end..)?;
    let own = measure::read(rest);
    let after_own = own.as_ref().map_or(end, |unit| end + unit.length);
    if let Some(range) = range(text, at, after_own, value, own.as_ref().map(|unit| unit.symbol.as_str())) {
        return Some(range);
    }
    let Some(own) = own else { return shared(text, at, end, value) };
    let unit = Unit::parse(&own.symbol)?;
    let (behind, length) = after(text.get(after_own..)?);
    let bound = if own.more { Bound::Gt } else { behind };
    let amount = Amount { bound, ..Amount::exact(value, Some(unit)) };
    Some(Figure { range: at..after_own, end: after_own + length, amount, symbol: own.symbol, loose: false })
}

/// 回落0.3和0.2个百分点: the unit stands once, behind the last.
fn shared(text: &str, at: usize, end: usize, value: Decimal) -> Option<Figure> {
    let rest = text.get(end..)?;
    let mark = ["、", "和", "与", "及"].into_iter().find(|mark| rest.starts_with(mark))?;
    let next = rest.get(mark.len()..)?;
    let length = number::scan(next);
    number::parse(next.get(..length)?).ok()?;
    let own = measure::read(next.get(length..)?)?;
    let unit = Unit::parse(&own.symbol).filter(|unit| unit.is_ratio() || own.symbol.ends_with("百分点"))?;
    Some(Figure { range: at..end, end, amount: Amount::exact(value, Some(unit)), symbol: own.symbol, loose: false })
}

fn after(text: &str) -> (Bound, usize) {
    let found = AFTER.iter().find(|(word, _)| text.starts_with(word));
    found.map_or((Bound::Exact, 0), |(word, bound)| (*bound, word.len()))
}

/// 35亿—40亿元, 3%—5%, 30至40家. Both numbers are one figure.
fn range(text: &str, at: usize, end: usize, value: Decimal, unit: Option<&str>) -> Option<Figure> {
    let rest = text.get(end..)?;
    let joint = ["——", "—", "~", "-", "至", "到"].into_iter().find(|joint| rest.starts_with(joint))?;
    let rest = rest.get(joint.len()..)?;
    let length = number::scan(rest);
    let to = number::parse(rest.get(..length)?).ok()?;
    let own = measure::read(rest.get(length..)?)?;
    let second = Unit::parse(&own.symbol)?;
    let first = unit.map_or_else(|| Some(second.clone()), Unit::parse)?;
    let first = if first.is_bare() { first.with_base_of(&second) } else { first };
    let from = Unit::convert(value, &first, &second)?;
    (from < to).then_some(())?;
    let stop = end + joint.len() + length + own.length;
    let (_, more) = after(text.get(stop..)?);
    let amount = Amount::range(from, to, Some(second));
    Some(Figure { range: at..stop, end: stop + more, amount, symbol: own.symbol, loose: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(input: &str, expect: &[&str]) {
        let shown: Vec<String> = scan(input).iter().map(|figure| figure.amount.to_string()).collect();
        assert_eq!(shown, expect, "{input}");
    }

    #[test]
    fn numbers_with_units() {
        check("完成208.6亿元，增长8.2%", &["208.6亿元", "8.2%"]);
        check("10余万元、2万多人、10亿余元、百余家", &[">10万元", ">2万人", ">10亿元", ">100家"]);
        check("35亿—40亿元，3%至5%", &["35亿—40亿元", "3%—5%"]);
        check("三成，两万余人，两千八百万元", &["3成", ">2万人", "2800万元"]);
        check("40个以上，1‰以内，7%左右", &["≥40个", "≤1‰", "约7%"]);
        check("下降-3.1%，21,345元，突破5000亿", &["−3.1%", "21345元", "5000亿"]);
    }

    #[test]
    fn what_is_no_figure() {
        for text in [
            "2023年1月5日",
            "110千伏",
            "第3家",
            "“3+6”工程",
            "3+6个",
            "12345热线",
            "G20国道",
            "5个工作日",
            "十六届四次会议",
            "百强县",
            "《十项措施》",
        ] {
            check(text, &[]);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_scanned(text in "[0-9一二三十百万亿元%个家以上余多—至.,“”第+]{0,30}") {
            for figure in scan(&text) {
                prop_assert!(text.get(figure.range.clone()).is_some() && figure.end >= figure.range.end);
            }
        }
    }
}
