//! Chinese numerals: 十二, 两千八百, 一万二, 二〇二三, 二点五.
//!
//! Must not know units: the 万 or 亿 that ends a numeral is left to the unit by [`prefix`] (两千八百万元 is 2800
//! 万元), because that is how the figure is printed again.

use rust_decimal::Decimal;

use super::number;

/// Reads a whole text as a number: a Chinese numeral, or digits with 百, 千, 万 or 亿 (1.2万 is 12000).
#[must_use]
pub fn parse(text: &str) -> Option<Decimal> {
    let (value, length) = match number::scan(text) {
        0 => prefix(text)?,
        length => (number::parse(text.get(..length)?).ok()?, length),
    };
    text.get(length..)?.chars().try_fold(value, |value, c| value.checked_mul(Decimal::from(multiplier(c)?)))
}

/// The numeral at the start of the text and its length in bytes; 万 and 亿 that nothing follows are left over.
#[must_use]
pub fn prefix(text: &str) -> Option<(Decimal, usize)> {
    let run = text.find(|c| digit(c).is_none() && multiplier(c).is_none()).unwrap_or(text.len());
    let run = text.get(..run)?;
    let shortened = run.trim_end_matches(['万', '亿']);
    // 一亿两千万: the 万 belongs to the part below 亿, not to the whole.
    let numeral = if shortened.contains('亿') { run } else { shortened };
    if let Some(value) = decimals(numeral, text.get(numeral.len()..)?) {
        return Some(value);
    }
    whole(numeral).map(|value| (Decimal::from(value), numeral.len()))
}

fn decimals(numeral: &str, rest: &str) -> Option<(Decimal, usize)> {
    let after = rest.strip_prefix('点')?;
    let run = after.find(|c| digit(c).is_none()).unwrap_or(after.len());
    let digits: String = after.get(..run)?.chars().filter_map(digit).map(|d| d.to_string()).collect();
    let value = number::parse(&format!("{}.{digits}", whole(numeral)?)).ok()?;
    Some((value, numeral.len() + '点'.len_utf8() + run))
}

fn whole(numeral: &str) -> Option<u64> {
    if numeral.chars().count() > 1 && numeral.chars().all(|c| digit(c).is_some()) {
        return positional(numeral);
    }
    let mut sum = Sum::default();
    numeral.chars().try_for_each(|c| sum.take(c))?;
    sum.total(numeral)
}

/// 二〇二三: digits written one by one.
fn positional(numeral: &str) -> Option<u64> {
    numeral.chars().filter_map(digit).try_fold(0_u64, |value, d| value.checked_mul(10)?.checked_add(d))
}

/// A numeral in the making: what stands above 万, the part below it, and the digit waiting for its multiplier.
#[derive(Default)]
struct Sum {
    high: u64,
    low: u64,
    digit: Option<u64>,
    /// The last multiplier, until a 零 ends its reach: 两千八 is 2800, 两千零八 is 2008.
    last: u64,
}

impl Sum {
    fn take(&mut self, c: char) -> Option<()> {
        match (digit(c), multiplier(c)) {
            (Some(0), _) => self.zero(),
            (Some(d), _) => self.wait(d),
            (None, Some(m)) if m < 10_000 => self.add(m),
            (None, Some(m)) => self.raise(m),
            (None, None) => None,
        }
    }

    fn zero(&mut self) -> Option<()> {
        self.last = 0;
        self.digit.is_none().then_some(())
    }

    fn wait(&mut self, d: u64) -> Option<()> {
        self.digit.replace(d).is_none().then_some(())
    }

    /// 十, 百, 千; alone at the start they mean one of them (十二, 百亿).
    fn add(&mut self, m: u64) -> Option<()> {
        let count = match self.digit.take() {
            None if self.low != 0 => return None,
            count => count.unwrap_or(1),
        };
        if self.low != 0 && self.last != 0 && m >= self.last {
            return None;
        }
        self.low = self.low.checked_add(count.checked_mul(m)?)?;
        self.last = m;
        Some(())
    }

    fn raise(&mut self, m: u64) -> Option<()> {
        let count = self.low.checked_add(self.digit.take().unwrap_or(0))?;
        self.low = 0;
        self.last = m;
        if m == 10_000 {
            self.high = self.high.checked_add(count.checked_mul(m)?)?;
        } else {
            self.high = self.high.checked_add(count)?.checked_mul(m)?;
        }
        (self.high != 0).then_some(())
    }

    fn total(self, numeral: &str) -> Option<u64> {
        let step = if self.last == 0 { 1 } else { self.last / 10 };
        let rest = self.digit.map_or(Some(0), |d| d.checked_mul(step))?;
        (!numeral.is_empty()).then_some(())?;
        self.high.checked_add(self.low)?.checked_add(rest)
    }
}

fn digit(c: char) -> Option<u64> {
    let digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match c {
        '零' => Some(0),
        '两' | '兩' => Some(2),
        c => (0..).zip(digits).find(|&(_, d)| d == c).map(|(value, _)| value),
    }
}

fn multiplier(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(input: &str, expect: Option<&str>) {
        assert_eq!(parse(input).map(|v| v.to_string()).as_deref(), expect, "{input}");
    }

    #[test]
    fn numerals() {
        for (input, expect) in [
            ("十二", "12"),
            ("二十", "20"),
            ("两千八百", "2800"),
            ("两千八", "2800"),
            ("两千零八", "2008"),
            ("一百零五", "105"),
            ("一万二", "12000"),
            ("三万五千", "35000"),
            ("十二万", "120000"),
            ("一亿两千万", "120000000"),
            ("二〇二三", "2023"),
            ("百", "100"),
            ("零", "0"),
            ("二点五", "2.5"),
            ("二点五亿", "250000000.0"),
            ("1.2万", "12000.0"),
            ("3千", "3000"),
            ("一万亿", "1000000000000"),
        ] {
            check(input, Some(expect));
        }
    }

    #[test]
    fn no_numerals() {
        for input in ["", "般", "一般", "百百", "十千", "三二百", "万", "点五"] {
            check(input, None);
        }
    }

    #[test]
    fn a_final_multiplier_is_left_to_the_unit() {
        for (input, value, rest) in
            [("两千八百万元", 2800, "万元"), ("三万五千人", 35000, "人"), ("百亿元", 100, "亿元")]
        {
            let (read, length) = prefix(input).unwrap();
            assert_eq!((read, &input[length..]), (Decimal::from(value), rest));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[一二两三〇零十百千万亿点元0-9.]*") {
            let _ = parse(&text);
            if let Some((_, length)) = prefix(&text) {
                prop_assert!(text.is_char_boundary(length));
            }
        }
    }
}
