//! Units of measurement as bulletins write them: 亿元, 万亩, %, 个百分点, 万千瓦时, 元/吨.
//!
//! A unit is a power of ten (万, 亿) before a base. Bases of one dimension convert into each other by whole-number
//! factors, so comparing is exact; a base not in the table is a dimension of its own. Must not know indicators.

mod factor;
mod table;

use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::fold::{fold, folded};
use table::Known;

/// The longest name, in characters, that an unknown base may have.
const LONGEST_NAME: usize = 12;

/// A unit such as 亿元. Printed as written, in Simplified; equal when the symbol is equal (千米 is not 公里, but has
/// the same dimension).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    /// The exponent of ten that the prefix stands for.
    exponent: u8,
    base: Base,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Base {
    Known(&'static Known),
    Named(Arc<str>),
    /// A prefix alone: 万, 亿.
    Bare,
}

impl Unit {
    /// Reads a unit's symbol; `None` for the empty text and for what cannot be a symbol (digits, spaces,
    /// punctuation but `/` and `·`, more than twelve characters).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = folded(text);
        let text = text.trim();
        (!text.is_empty()).then_some(())?;
        Self::known(0, text)
            .or_else(|| table::prefixes(text).find_map(|(exponent, rest)| Self::known(exponent, rest)))
            .or_else(|| Self::named(text))
    }

    /// How many bytes at the start of `text` are the symbol of a known unit or a prefix alone; 0 if none.
    #[must_use]
    pub fn leading(text: &str) -> usize {
        if !text.chars().next().is_some_and(|first| table::may_begin(fold(first))) {
            return 0;
        }
        let window: String = text.chars().take(LONGEST_NAME).map(fold).collect();
        let length = table::prefixes(&window)
            .map(|(_, rest)| window.len() - rest.len() + table::longest(rest))
            .chain([table::longest(&window)])
            .max()
            .unwrap_or_default();
        // Folding is one character to one character, but their lengths differ.
        let count = window.get(..length).map_or(0, |symbol| symbol.chars().count());
        text.chars().take(count).map(char::len_utf8).sum()
    }

    fn known(exponent: u8, symbol: &str) -> Option<Self> {
        let base = match symbol {
            "" => Base::Bare,
            symbol => Base::Known(table::known(symbol)?),
        };
        Some(Self { exponent, base })
    }

    fn named(text: &str) -> Option<Self> {
        let (exponent, name) = table::prefixes(text).find(|(exponent, _)| *exponent >= 4).unwrap_or((0, text));
        let fits = name.chars().count() <= LONGEST_NAME && name.chars().all(is_symbol);
        fits.then(|| Self { exponent, base: Base::Named(name.into()) })
    }

    /// Whether the base is one this program knows, so that it is no slip of the pen.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !matches!(self.base, Base::Named(_))
    }

    /// Whether this is a prefix without base (万, 亿), whose base is to be taken from elsewhere.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        matches!(self.base, Base::Bare)
    }

    /// This unit's prefix before the base of `other`: 亿 with 万元 is 亿元.
    #[must_use]
    pub fn with_base_of(&self, other: &Self) -> Self {
        Self { exponent: self.exponent, base: other.base.clone() }
    }

    /// The prefix alone: 亿 of 亿元, the empty text of 元.
    #[must_use]
    pub fn prefix_text(&self) -> &'static str {
        table::prefix_symbol(self.exponent)
    }

    /// Whether values of both units can be compared: 亿元 and 万元, 家 and 个, but not % and 个百分点.
    #[must_use]
    pub fn same_dimension(&self, other: &Self) -> bool {
        match (&self.base, &other.base) {
            (Base::Known(a), Base::Known(b)) => a.dimension == b.dimension,
            (a, b) => a == b,
        }
    }

    /// Whether the unit is a ratio: %, ‰ or 成.
    #[must_use]
    pub fn is_ratio(&self) -> bool {
        matches!(self.base, Base::Known(known) if known.dimension == "%")
    }

    /// Converts a value between two units of one dimension: 42.5亿元 is 425000万元.
    ///
    /// Exact wherever the result ends; a quotient that does not (1亩 is 0.0666…公顷) is rounded half to even, two
    /// digits finer than the source. Written decimals keep their precision (42.50亿元 is 425000万元, 42.50万元 is
    /// 0.004250亿元), zeros that end a whole number are dropped (21300万元 is 2.13亿元). `None` if the dimensions
    /// differ or the result has more digits than a [`Decimal`] holds.
    #[must_use]
    pub fn convert(value: Decimal, from: &Self, to: &Self) -> Option<Decimal> {
        if !from.same_dimension(to) {
            return None;
        }
        factor::rescale(value, from.factor(), to.factor())
    }

    /// The value in the dimension's smallest unit, for exact comparison; `None` if it has too many digits.
    #[must_use]
    pub fn to_base(&self, value: Decimal) -> Option<Decimal> {
        factor::rescale(value, self.factor(), 1)
    }

    fn factor(&self) -> i128 {
        let base = match &self.base {
            Base::Known(known) => known.factor,
            Base::Named(_) | Base::Bare => 1,
        };
        i128::from(base) * 10_i128.pow(u32::from(self.exponent))
    }
}

fn is_symbol(c: char) -> bool {
    matches!(c, '/' | '·' | '℃' | '²' | '³' | '㎡' | '㎏') || c.is_alphabetic()
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.prefix_text())?;
        match &self.base {
            Base::Known(known) => f.write_str(known.symbol),
            Base::Named(name) => f.write_str(name),
            Base::Bare => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::number;
    use proptest::prelude::*;

    #[track_caller]
    fn check(value: &str, from: &str, to: &str, expect: Option<&str>) {
        let [from, to] = [from, to].map(|text| Unit::parse(text).unwrap());
        let converted = Unit::convert(number::parse(value).unwrap(), &from, &to).map(|v| v.to_string());
        assert_eq!(converted.as_deref(), expect, "{value}{from} in {to}");
    }

    #[test]
    fn symbols_are_printed_as_written() {
        for (text, expect) in [
            ("亿元", "亿元"),
            ("億元", "亿元"),
            ("％", "%"),
            ("百分点", "个百分点"),
            ("万亿元", "万亿元"),
            ("亿", "亿"),
            ("千瓦时", "千瓦时"),
            ("万千瓦时", "万千瓦时"),
            ("百万千瓦", "百万千瓦"),
            ("万吨标准煤", "万吨标准煤"),
            ("元/吨", "元/吨"),
            ("万元/亩", "万元/亩"),
            ("吨标准煤/万元", "吨标准煤/万元"),
            ("GWh", "GWh"),
            ("微克/立方米", "微克/立方米"),
            ("μg/m³", "μg/m³"),
            ("℃", "℃"),
            ("万场次", "万场次"),
        ] {
            assert_eq!(Unit::parse(text).map(|u| u.to_string()).as_deref(), Some(expect), "{text}");
        }
        for text in ["", " ", "10元", "元，", "元 吨", "(元)", "一二三四五六七八九十一二三四"] {
            assert_eq!(Unit::parse(text), None, "{text}");
        }
    }

    #[test]
    fn conversions() {
        for (value, from, to, expect) in [
            ("42.5", "亿元", "万元", Some("425000")),
            ("42.50", "亿元", "万元", Some("425000")),
            ("42.50", "亿元", "亿元", Some("42.50")),
            ("42.50", "万元", "亿元", Some("0.004250")),
            ("21300", "万元", "亿元", Some("2.13")),
            ("7.0", "%", "‰", Some("70")),
            ("3", "成", "%", Some("30")),
            ("5.25", "‰", "%", Some("0.525")),
            ("1.5", "公顷", "亩", Some("22.5")),
            ("3", "平方公里", "亩", Some("4500")),
            ("100", "亩", "公顷", Some("6.6667")),
            ("300", "亩", "公顷", Some("20")),
            ("2", "公里", "米", Some("2000")),
            ("3", "斤", "公斤", Some("1.5")),
            ("1.2", "亿公斤", "万吨", Some("12")),
            ("1.2", "万吨", "亿公斤", Some("0.12")),
            ("5", "亿度", "万千瓦时", Some("50000")),
            ("1.5", "吉瓦", "万千瓦", Some("150")),
            ("2146", "名", "万人", Some("0.2146")),
            ("126", "家", "个", Some("126")),
            ("1", "万元/亩", "元/亩", Some("10000")),
            ("1", "%", "个百分点", None),
            ("1", "元", "美元", None),
            ("1", "人", "人次", None),
            ("9999999999999999999999999999", "亿元", "元", None),
        ] {
            check(value, from, to, expect);
        }
    }

    proptest! {
        #[test]
        fn converting_there_and_back_keeps_the_value(mantissa in 0_i64..1_000_000_000, scale in 0_u32..4, exponents in (0_u8..13, 0_u8..13)) {
            let yuan = Unit::parse("元").unwrap();
            let unit = |exponent| Unit { exponent, base: yuan.base.clone() };
            let (a, b) = (unit(exponents.0), unit(exponents.1));
            let value = Decimal::new(mantissa, scale);
            if let Some(there) = Unit::convert(value, &a, &b) {
                prop_assert_eq!(Unit::convert(there, &b, &a), Some(value));
            }
        }

        #[test]
        fn printing_is_undone_by_parsing(text in "[百千万亿十]{0,2}[元亩人个百分点吨/%家度瓦]{0,4}") {
            if let Some(unit) = Unit::parse(&text) {
                prop_assert_eq!(Unit::parse(&unit.to_string()), Some(unit));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            let _ = Unit::parse(&text);
        }
    }
}
