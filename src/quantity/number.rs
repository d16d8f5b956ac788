//! Decimal numbers as editors type them, read and printed without losing a digit or a trailing zero.
//!
//! Must not know units, bounds or Chinese numerals.

use rust_decimal::Decimal;
use thiserror::Error;

use super::fold::folded;

/// The most digits a number may have; any such number fits a [`Decimal`] exactly.
pub const MAX_DIGITS: usize = 28;

/// Why a text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NumberError {
    /// No digits, or something that is no digit among them.
    #[error("not a number")]
    NotANumber,
    /// More than [`MAX_DIGITS`] digits.
    #[error("{digits} digits, at most {MAX_DIGITS} can be kept exactly")]
    TooManyDigits {
        /// How many there are.
        digits: usize,
    },
    /// A thousands separator that does not part groups of three.
    #[error("thousands separators must part groups of three digits")]
    MisplacedSeparator,
}

/// Which signs are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Only the minus of a negative number.
    Minus,
    /// Plus or minus of every number but zero: for growth.
    Always,
}

/// Reads a decimal number: ASCII or full-width digits, an optional sign (`+ - −`), thousands separators. The
/// number of decimals is kept: `7.0` stays `7.0`.
///
/// # Errors
/// See [`NumberError`].
pub fn parse(text: &str) -> Result<Decimal, NumberError> {
    let text = folded(text);
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let value = unsigned(digits)?;
    Ok(if negative { negate(value) } else { value })
}

/// `-value`, where zero stays without sign.
#[must_use]
pub fn negate(value: Decimal) -> Decimal {
    if value.is_zero() { value } else { -value }
}

/// Prints every digit of the number; the minus is U+2212.
#[must_use]
pub fn print(value: Decimal, sign: Sign) -> String {
    let digits = value.abs();
    match sign {
        _ if value.is_zero() => digits.to_string(),
        _ if value.is_sign_negative() => format!("\u{2212}{digits}"),
        Sign::Always => format!("+{digits}"),
        Sign::Minus => digits.to_string(),
    }
}

/// The length in bytes of the digits, separators and decimal point at the start of a folded text, 0 if it does
/// not start with a digit. No sign is taken.
#[must_use]
pub fn scan(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if !digit(0) {
        return 0;
    }
    let belongs = |at: usize| digit(at) || (matches!(bytes.get(at), Some(b',' | b'.')) && digit(at + 1));
    (0..bytes.len()).find(|&at| !belongs(at)).unwrap_or(bytes.len())
}

fn unsigned(text: &str) -> Result<Decimal, NumberError> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let whole = without_separators(whole)?;
    let digits = match fraction {
        Some(fraction) => format!("{whole}.{}", plain_digits(fraction)?),
        None => whole,
    };
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    if count > MAX_DIGITS {
        return Err(NumberError::TooManyDigits { digits: count });
    }
    Decimal::from_str_exact(&digits).map_err(|_| NumberError::NotANumber)
}

fn plain_digits(text: &str) -> Result<&str, NumberError> {
    let all = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if all { Ok(text) } else { Err(NumberError::NotANumber) }
}

fn without_separators(text: &str) -> Result<String, NumberError> {
    let mut groups = text.split(',');
    let mut digits = plain_digits(groups.next().unwrap_or_default())?.to_owned();
    let separated = text.contains(',');
    if separated && digits.len() > 3 {
        return Err(NumberError::MisplacedSeparator);
    }
    for group in groups {
        if plain_digits(group)?.len() != 3 {
            return Err(NumberError::MisplacedSeparator);
        }
        digits.push_str(group);
    }
    Ok(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(input: &str, expect: &str) {
        let printed = match parse(input) {
            Ok(value) => print(value, Sign::Minus),
            Err(error) => error.to_string(),
        };
        assert_eq!(printed, expect, "{input}");
    }

    #[test]
    fn numbers_keep_their_digits() {
        check("7.0", "7.0");
        check("+10.50", "10.50");
        check("21,345", "21345");
        check("２１，３４５．６", "21345.6");
        check("-3.1", "−3.1");
        check("－3.1", "−3.1");
        check("−0.0", "0.0");
        check("1,234,567", "1234567");
        check("1234567890123456789012345678", "1234567890123456789012345678");
    }

    #[test]
    fn what_is_no_number() {
        let separator = NumberError::MisplacedSeparator.to_string();
        check("1,23", &separator);
        check("1234,567", &separator);
        check("12345678901234567890123456789", "29 digits, at most 28 can be kept exactly");
        for text in ["", "-", ".5", "5.", "1.2.3", "1e5", "十", "--1", "1 2", ",123"] {
            check(text, "not a number");
        }
    }

    #[test]
    fn growth_shows_its_sign() {
        for (value, expect) in [("10.5", "+10.5"), ("-1", "−1"), ("0.0", "0.0")] {
            assert_eq!(parse(value).map(|v| print(v, Sign::Always)), Ok(expect.to_owned()));
        }
    }

    proptest! {
        #[test]
        fn printing_is_undone_by_parsing(mantissa in -10_i128.pow(27)..10_i128.pow(27), scale in 0_u32..27) {
            let value = Decimal::from_i128_with_scale(mantissa, scale);
            let back = parse(&print(value, Sign::Minus)).unwrap();
            prop_assert_eq!(back.to_string(), value.to_string());
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            let _ = parse(&text);
            prop_assert!(text.is_char_boundary(scan(&text)));
        }
    }
}
