//! One figure: words or signs of bound, a number or two, a unit. `约35亿—40亿元`, `3.2万亩以上`, `2万多人`.

use rust_decimal::Decimal;

use super::error::{CompactErrorKind, Fault};
use crate::quantity::{Amount, Bound, Unit, number, numeral};

/// A figure and how it was written.
#[derive(Debug)]
pub(super) struct Figure {
    pub(super) amount: Amount,
    /// The number has a sign, so that it means growth …
    pub(super) signed: bool,
    /// … unless a verb such as 达 introduces it.
    pub(super) introduced: bool,
}

/// Words before a figure that do not bound it.
const VERBS: [&str; 12] = ["达到", "达", "为", "完成", "实现", "累计", "合计", "共", "已", "成功", "再次", "了"];

/// Words and signs of bound before the number; of two with one beginning the longer first.
const BEFORE: [(&str, Bound); 38] = [
    ("不低于", Bound::Gte),
    ("不少于", Bound::Gte),
    ("不小于", Bound::Gte),
    ("至少", Bound::Gte),
    (">=", Bound::Gte),
    ("≥", Bound::Gte),
    ("不超过", Bound::Lte),
    ("不高于", Bound::Lte),
    ("不多于", Bound::Lte),
    ("不大于", Bound::Lte),
    ("至多", Bound::Lte),
    ("控制在", Bound::Lte),
    ("<=", Bound::Lte),
    ("≤", Bound::Lte),
    ("突破", Bound::Gt),
    ("超过", Bound::Gt),
    ("超出", Bound::Gt),
    ("高于", Bound::Gt),
    ("大于", Bound::Gt),
    ("多于", Bound::Gt),
    ("超", Bound::Gt),
    ("逾", Bound::Gt),
    ("破", Bound::Gt),
    ("过", Bound::Gt),
    (">", Bound::Gt),
    ("不足", Bound::Lt),
    ("不满", Bound::Lt),
    ("不到", Bound::Lt),
    ("接近", Bound::Lt),
    ("将近", Bound::Lt),
    ("低于", Bound::Lt),
    ("小于", Bound::Lt),
    ("少于", Bound::Lt),
    ("近", Bound::Lt),
    ("<", Bound::Lt),
    ("大约", Bound::Approx),
    ("约", Bound::Approx),
    ("~", Bound::Approx),
];

/// Words of bound after the unit.
const AFTER: [(&str, Bound); 8] = [
    ("及以上", Bound::Gte),
    ("以上", Bound::Gte),
    ("及以下", Bound::Lte),
    ("以下", Bound::Lte),
    ("以内", Bound::Lte),
    ("之内", Bound::Lte),
    ("左右", Bound::Approx),
    ("上下", Bound::Approx),
];

/// Characters of which no unit is made: a name that has one is a sentence that was not understood.
const NO_UNIT: &[char] = &[
    '比', '较', '增', '降', '第', '占', '约', '超', '以', '达', '为', '其', '的', '和', '与', '目', '左', '多', '余',
    '至', '到',
];

/// Reads a text that is one figure from end to end.
pub(super) fn read(text: &str) -> Result<Figure, Fault<'_>> {
    let text = text.trim();
    let (introduced, before, rest) = opening(text);
    let (share, rest) = proportion(rest);
    let (first, tail) = leading_number(rest)?;
    let (tail, after) = closing(tail);
    let tail = match share {
        Some(symbol) if tail.is_empty() => symbol,
        Some(_) => return Err(Fault::not_a_number(text)),
        None => tail,
    };
    if let Some((left, right)) = range_tail(tail) {
        let outer = [before, after].into_iter().flatten().all(|bound| bound == Bound::Approx);
        let amount = range(&first, left, right)?;
        return if outer {
            Ok(Figure::new(amount, &first, introduced))
        } else {
            Err(Fault::new(text, CompactErrorKind::TwoBounds))
        };
    }
    let (unit, within) = unit(tail, &first)?;
    let bound = [before, within, after].into_iter().flatten().try_fold(Bound::Exact, joined);
    let bound = bound.ok_or_else(|| Fault::new(text, CompactErrorKind::TwoBounds))?;
    let amount = Amount { bound, ..Amount::exact(first.value, unit) };
    Ok(Figure::new(amount, &first, introduced))
}

/// The figure a text ends with and the name before it: `全市平均` and `3.2个百分点`.
pub(super) fn read_last(text: &str) -> Option<(&str, Figure)> {
    let inside_number = |at: usize| {
        text.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')))
    };
    let starts = text.char_indices().map(|(at, _)| at).skip(1).filter(|&at| !inside_number(at));
    starts.filter_map(|at| text.split_at_checked(at)).find_map(|(before, rest)| {
        let named = is_name(before.trim()) && !rest.starts_with(char::is_whitespace);
        Some((before.trim(), read(rest).ok().filter(|_| named)?))
    })
}

/// Whether a text can name what is compared with: it begins and ends with a letter, digit or bracket.
fn is_name(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_alphanumeric() || c == '(');
    begins && text.ends_with(|c: char| c.is_alphanumeric() || c == ')') && !text.contains('第')
}

impl Figure {
    fn new(amount: Amount, first: &Number, introduced: bool) -> Self {
        Self { amount, signed: first.signed, introduced }
    }
}

/// Strips verbs and one bound: whether there was a verb, the bound, the rest.
fn opening(text: &str) -> (bool, Option<Bound>, &str) {
    let (verb, rest) = without_verbs(text);
    let found = BEFORE.iter().find_map(|(word, bound)| Some((*bound, rest.strip_prefix(word)?)));
    let found = found.or_else(|| rest.strip_prefix('≈').map(|rest| (Bound::Approx, rest)));
    match found {
        Some((bound, rest)) => {
            let (later, rest) = without_verbs(rest);
            (verb || later, Some(bound), rest)
        }
        None => (verb, None, rest),
    }
}

/// The unit that is said before its number, as in 百分之八点五, and the rest.
fn proportion(text: &str) -> (Option<&'static str>, &str) {
    let spoken = [("百分之", "%"), ("千分之", "‰")];
    let found = spoken.iter().find_map(|(words, symbol)| Some((Some(*symbol), text.strip_prefix(words)?)));
    found.unwrap_or((None, text))
}

fn without_verbs(text: &str) -> (bool, &str) {
    let mut rest = text.trim_start();
    while let Some(shorter) = VERBS.iter().find_map(|verb| rest.strip_prefix(verb)) {
        rest = shorter.trim_start();
    }
    (rest.len() < text.trim_start().len(), rest)
}

fn closing(text: &str) -> (&str, Option<Bound>) {
    let text = text.trim();
    let found = AFTER.iter().find_map(|(word, bound)| Some((text.strip_suffix(word)?.trim_end(), Some(*bound))));
    found.unwrap_or((text, None))
}

/// What two words say together: the same thing twice (超过…以上) or a contradiction.
fn joined(a: Bound, b: Bound) -> Option<Bound> {
    match (a, b) {
        (Bound::Exact, b) => Some(b),
        (Bound::Gt | Bound::Gte, Bound::Gt | Bound::Gte) | (Bound::Lt | Bound::Lte, Bound::Lt | Bound::Lte) => Some(a),
        (a, b) => (a == b).then_some(a),
    }
}

struct Number<'t> {
    value: Decimal,
    text: &'t str,
    signed: bool,
    chinese: bool,
}

fn leading_number(text: &str) -> Result<(Number<'_>, &str), Fault<'_>> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text).trim_start();
    let sign = text.len() - digits.len();
    let length = number::scan(digits);
    if length == 0 {
        return leading_numeral(text, digits, sign > 0);
    }
    let (digits, rest) = digits.split_at_checked(length).unwrap_or((digits, ""));
    let value = number::parse(digits).map_err(|error| Fault::new(digits, CompactErrorKind::BadNumber(error)))?;
    let value = if text.starts_with('-') { number::negate(value) } else { value };
    Ok((Number { value, text, signed: sign > 0, chinese: false }, rest))
}

/// A Chinese numeral, or the 1 that is not said before 亿 (突破亿元).
fn leading_numeral<'t>(text: &'t str, digits: &'t str, signed: bool) -> Result<(Number<'t>, &'t str), Fault<'t>> {
    let unsaid = || digits.starts_with(['万', '亿']).then_some((Decimal::ONE, 0));
    let read = numeral::prefix(digits).or_else(unsaid).ok_or_else(|| Fault::not_a_number(text))?;
    let rest = digits.get(read.1..).unwrap_or_default();
    let value = if text.starts_with('-') { number::negate(read.0) } else { read.0 };
    Ok((Number { value, text, signed, chinese: true }, rest))
}

/// The unit, and the bound if 多 or 余 stands within it (2万多人, 100余家).
fn unit<'t>(text: &'t str, number: &Number<'t>) -> Result<(Option<Unit>, Option<Bound>), Fault<'t>> {
    let text = text.trim();
    let more = text.contains(['多', '余']);
    let symbol = if more { text.replacen(['多', '余'], "", 1) } else { text.to_owned() };
    let bound = more.then_some(Bound::Gt);
    if symbol.is_empty() {
        return Ok((None, bound));
    }
    let unit = Unit::parse(&symbol).filter(|unit| unit.is_known() || !symbol.contains(NO_UNIT));
    match unit {
        Some(unit) if unit.is_known() || !number.chinese => Ok((Some(unit), bound)),
        _ if number.chinese => Err(Fault::not_a_number(number.text)),
        _ => Err(Fault::new(text, CompactErrorKind::UnknownUnit { unit: text.to_owned() })),
    }
}

/// The unit of the first number and the second number with its unit, if a dash or 至 before a number parts them.
fn range_tail(tail: &str) -> Option<(&str, &str)> {
    tail.char_indices().filter(|(_, c)| matches!(c, '-' | '—' | '~' | '至' | '到')).find_map(|(at, c)| {
        let (left, right) = (tail.get(..at)?, tail.get(at + c.len_utf8()..)?);
        let right = right.trim_start_matches('—').trim_start();
        leading_number(right).is_ok().then_some((left, right))
    })
}

fn range<'t>(first: &Number<'t>, left: &'t str, right: &'t str) -> Result<Amount, Fault<'t>> {
    let (second, tail) = leading_number(right)?;
    let (to_unit, _) = unit(tail, &second)?;
    let (from_unit, _) = unit(left, first)?;
    let from = aligned(first.value, from_unit.as_ref(), to_unit.as_ref()).ok_or_else(|| {
        let text = |unit: Option<Unit>| unit.map(|unit| unit.to_string()).unwrap_or_default();
        Fault::new(first.text, CompactErrorKind::RangeUnits { from: text(from_unit), to: text(to_unit.clone()) })
    })?;
    if from > second.value {
        return Err(Fault::new(first.text, CompactErrorKind::RangeReversed));
    }
    Ok(Amount::range(from, second.value, to_unit))
}

/// The first number of a range in the unit of the second: it may say all of the unit, its prefix or nothing.
fn aligned(value: Decimal, from: Option<&Unit>, to: Option<&Unit>) -> Option<Decimal> {
    match (from, to) {
        (None, _) => Some(value),
        (Some(_), None) => None,
        (Some(from), Some(to)) if from.is_bare() => Unit::convert(value, &from.with_base_of(to), to),
        (Some(from), Some(to)) => Unit::convert(value, from, to),
    }
}
