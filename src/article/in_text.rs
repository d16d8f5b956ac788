//! Does the text say what the front-matter says? A figure or quotation that does not occur in it is worth a look.

use std::cell::OnceCell;

use memchr::memmem;
use rust_decimal::Decimal;

use super::compact::What;
use super::metrics::Metric;
use crate::diag::{Code, Diagnostic, Words};
use crate::quantity::{fold, numeral};
use crate::source::decode::Fields;

/// Warns of figures and quotations that do not occur in the body. An article without text has nothing to compare.
pub(super) fn check(f: &mut Fields<'_, '_>, metrics: &[Metric], body: &str) {
    if metrics.is_empty() || body.trim().is_empty() {
        return;
    }
    let text = Text::new(body);
    for metric in metrics {
        for stated in &metric.stated {
            for number in numbers(&stated.part.what).into_iter().filter(|n| !text.says(n)) {
                f.report(not_in_text(&number.digits()).at(f.span(&stated.range)));
            }
        }
        if let Some(quote) = metric.details.quote.as_ref().filter(|q| !text.has_words(&q.value)) {
            f.report(quote_not_in_text(&quote.value).at(f.span(&quote.range)));
        }
    }
}

/// A body as it is searched.
struct Text<'b> {
    body: &'b str,
    /// Full-width forms folded, no thousands separators, no white space; most bodies need not be brought to it.
    plain: OnceCell<String>,
}

impl<'b> Text<'b> {
    fn new(body: &'b str) -> Self {
        Self { body, plain: OnceCell::new() }
    }

    fn plain(&self) -> &str {
        self.plain.get_or_init(|| {
            let plain = without_space(self.body);
            if plain.contains(',') { without_thousands(&plain) } else { plain }
        })
    }

    /// Whether a number occurs, in whatever way it is written.
    fn says(&self, number: &Number) -> bool {
        let digits = number.digits();
        self.has_plainly(&digits)
            || self.has_digits(&digits)
            || self.has_numeral(&digits)
            || (number.percent && self.has_tenths(number.value))
    }

    /// Whether the number stands between characters that are the same in the plain text and belong to no number.
    fn has_plainly(&self, number: &str) -> bool {
        let parts = |c: char| c == '%' || ('\u{4e00}'..='\u{9fff}').contains(&c);
        memmem::find_iter(self.body.as_bytes(), number).any(|at| {
            let before = self.body.get(..at).and_then(|t| t.chars().next_back());
            let after = self.body.get(at + number.len()..).and_then(|t| t.chars().next());
            before.is_some_and(parts) && after.is_some_and(parts)
        })
    }

    fn has_digits(&self, number: &str) -> bool {
        let plain = self.plain();
        let whole = |(at, found): (usize, &str)| {
            let before = plain.get(..at).and_then(|t| t.chars().next_back());
            let mut after = plain.get(at + found.len()..).unwrap_or_default().chars();
            let (next, second) = (after.next(), after.next());
            let continues = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            let decimals = next == Some('.') && continues(second);
            !continues(before) && before != Some('.') && !continues(next) && !decimals
        };
        plain.match_indices(number).any(whole)
    }

    /// 两千八百 for 2800: any Chinese numeral of the text that has this value, with its 万 or 亿 or (两千八百万元) without.
    fn has_numeral(&self, number: &str) -> bool {
        self.plain()
            .split(|c: char| !is_numeral(c))
            .map(|run| run.trim_matches('点'))
            .filter(|run| !run.is_empty())
            .flat_map(|run| [run, run.trim_end_matches(['万', '亿'])])
            .any(|run| numeral::parse(run).is_some_and(|v| v.to_string() == number))
    }

    /// 三成, 三成五, 6.5成 for 30%, 35%, 65%.
    fn has_tenths(&self, percent: Decimal) -> bool {
        self.plain().match_indices('成').any(|(at, found)| {
            let (before, after) = (self.plain().get(..at), self.plain().get(at + found.len()..));
            let start =
                before.map(|text| text.trim_end_matches(|c: char| is_numeral(c) || c.is_ascii_digit() || c == '.'));
            let run = before.and_then(|text| text.get(start?.len()..)).unwrap_or_default();
            let odd = after.and_then(|text| text.chars().next()).and_then(|c| match c {
                '半' => Some(Decimal::from(5)),
                c => numeral::parse(c.encode_utf8(&mut [0; 4])).filter(|v| *v < Decimal::TEN),
            });
            let tenths = numeral::parse(run).and_then(|v| v.checked_mul(Decimal::TEN));
            tenths.is_some_and(|tenths| tenths == percent || odd.is_some_and(|odd| tenths + odd == percent))
        })
    }

    fn has_words(&self, quote: &str) -> bool {
        self.plain().contains(Text::new(quote).plain())
    }
}

/// White space parts two numbers, and nothing else.
fn without_space(body: &str) -> String {
    let mut plain = String::with_capacity(body.len());
    let mut is_parted = false;
    for c in body.chars().map(fold::fold) {
        if c.is_whitespace() {
            is_parted = true;
            continue;
        }
        if is_parted && c.is_ascii_digit() && plain.ends_with(|last: char| last.is_ascii_digit()) {
            plain.push(' ');
        }
        is_parted = false;
        plain.push(c);
    }
    plain
}

/// Takes out the commas that part thousands.
fn without_thousands(text: &str) -> String {
    let parts_thousands = |at: usize| {
        let before = text.get(..at).is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit()));
        let after = text.get(at + 1..at + 4).is_some_and(|t| t.bytes().all(|b| b.is_ascii_digit()));
        before && after
    };
    text.char_indices().filter(|(at, c)| *c != ',' || !parts_thousands(*at)).map(|(_, c)| c).collect()
}

fn is_numeral(c: char) -> bool {
    "零〇一二三四五六七八九十百千万亿两点".contains(c)
}

/// A number of a statement, without its sign.
struct Number {
    value: Decimal,
    percent: bool,
}

impl Number {
    fn digits(&self) -> String {
        self.value.to_string()
    }
}

/// The numbers of a statement without their signs; ranks are not looked for, as 首位 says as much as 第1.
fn numbers(what: &What) -> Vec<Number> {
    match what {
        What::Level(amount) if amount.value.is_zero() => Vec::new(), // 零的突破
        What::Level(amount)
        | What::Growth { amount, .. }
        | What::Difference { amount, .. }
        | What::Share { amount, .. } => {
            let percent = amount.unit.as_ref().is_some_and(|unit| unit.to_string() == "%");
            let all = std::iter::once(amount.value).chain(amount.value_to);
            all.map(|value| Number { value: value.abs(), percent }).collect()
        }
        What::Rank(_) => Vec::new(),
        What::Target(inner) => numbers(inner),
    }
}

fn not_in_text(number: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NotInText,
        Words::new(format!("正文里没有“{number}”这个数"), format!("the number `{number}` does not occur in the text")),
    )
    .help(Words::new(
        "核对是否写错；确实只在头信息里写的，用 silence 略去并说明理由",
        "check it; if the text leaves it out on purpose, `silence` the code with a reason",
    ))
}

fn quote_not_in_text(quote: &str) -> Diagnostic {
    Diagnostic::new(
        Code::QuoteNotInText,
        Words::new(format!("正文里没有引文“{quote}”"), format!("the quotation `{quote}` does not occur in the text")),
    )
    .help(Words::new("照正文一字不差地写，或删去 quote", "quote the text word for word, or leave `quote` out"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_found_as_they_are_written() {
        let check = |body: &str, number: &str, plainly: bool, folded: bool| {
            let text = Text::new(body);
            assert_eq!((text.has_plainly(number), text.has_digits(number)), (plainly, folded), "{body} {number}");
        };
        check("完成310亿元", "310", true, true);
        check("完成３１０亿元", "310", false, true);
        check("完成1,310亿元", "310", false, false);
        check("完成 310 亿元", "310", false, true);
        check("增长7.5%。", "7.5", true, true);
        check("增长17.5%。", "7.5", false, false);
    }

    proptest! {
        #[test]
        fn what_is_plainly_there_is_there(body in "[1-3０-３一万长，,. %]{0,12}", number in "[1-3]{1,2}(\\.[1-3])?") {
            let text = Text::new(&body);
            prop_assert!(!text.has_plainly(&number) || text.has_digits(&number), "{body} {number}");
        }
    }
}
