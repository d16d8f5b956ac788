//! The canonical form of periods, as files and links carry it.

use std::fmt;

use super::{Period, Shape, calendar_date, is_month_end};

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Shape::Year(year) => write!(f, "{year}"),
            Shape::Half(year, half) => write!(f, "{year}-H{half}"),
            Shape::Quarter(year, quarter) => write!(f, "{year}-Q{quarter}"),
            Shape::Month(year, month) => write!(f, "{year}-{month:02}"),
            Shape::Cumulative(year, 9) => write!(f, "{year}-Q1/{year}-Q3"),
            Shape::Cumulative(year, months) => write!(f, "{year}-01/{year}-{months:02}"),
            Shape::Span(from, to) => write!(f, "{from}/{to}"),
            Shape::Instant(date) => write!(f, "{}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day()),
        }
    }
}

impl Period {
    /// Reads the canonical form and other machine spellings of the same span (`2023-01/2023-06` is `2023-H1`).
    #[must_use]
    pub fn parse_canonical(text: &str) -> Option<Self> {
        match text.split_once('/') {
            None => single(text),
            Some((from, to)) => joined(single(from)?, single(to)?),
        }
    }
}

fn single(text: &str) -> Option<Period> {
    let year: i32 = digits(text.get(..4)?)?.into();
    let part = text.get(4..)?;
    if part.is_empty() {
        return Period::new_year(year);
    }
    let part = part.strip_prefix('-')?;
    if let Some((month, day)) = part.split_once('-') {
        return Period::new_instant(calendar_date(year, two_digits(month)?, two_digits(day)?)?);
    }
    let (from, to) = months(part)?;
    Period::new_months(year, from, to)
}

fn months(part: &str) -> Option<(u8, u8)> {
    match part {
        "H1" => Some((1, 6)),
        "H2" => Some((7, 12)),
        "Q1" => Some((1, 3)),
        "Q2" => Some((4, 6)),
        "Q3" => Some((7, 9)),
        "Q4" => Some((10, 12)),
        month => two_digits(month).map(|month| (month, month)),
    }
}

/// Two periods of one kind, or of one year, joined into one.
fn joined(from: Period, to: Period) -> Option<Period> {
    match (from.0, to.0) {
        (Shape::Year(a), Shape::Year(b)) => Period::new_span(a, b),
        (Shape::Instant(a), Shape::Instant(b)) => {
            let whole = a.day() == 1 && is_month_end(b) && a.year() == b.year();
            whole.then(|| Period::new_months(a.year(), u8::from(a.month()), u8::from(b.month())))?
        }
        (Shape::Span(..) | Shape::Instant(_), _) | (_, Shape::Span(..) | Shape::Instant(_)) => None,
        _ if from.year() == to.year() => Period::new_months(from.year(), from.months().0, to.months().1),
        _ => None,
    }
}

fn digits(text: &str) -> Option<u16> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

fn two_digits(text: &str) -> Option<u8> {
    (text.len() == 2).then(|| digits(text))?.and_then(|value| value.try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::super::tests::any_period;
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(input: &str, expect: Option<&str>) {
        assert_eq!(Period::parse_canonical(input).map(|p| p.to_string()).as_deref(), expect, "{input}");
    }

    #[test]
    fn spellings_of_one_span_are_one() {
        check("2023-01/2023-06", Some("2023-H1"));
        check("2023-Q1/2023-Q2", Some("2023-H1"));
        check("2023-Q1/2023-Q4", Some("2023"));
        check("2023-H1/2023-H2", Some("2023"));
        check("2023-01/2023-12", Some("2023"));
        check("2023-01/2023-09", Some("2023-Q1/2023-Q3"));
        check("2023-01/2023-01", Some("2023-01"));
        check("2023-01-01/2023-11-30", Some("2023-01/2023-11"));
        check("2023/2023", Some("2023"));
    }

    #[test]
    fn what_is_not_canonical() {
        for input in [
            "",
            "23",
            "2023-",
            "2023-13",
            "2023-1",
            "2023-Q5",
            "2023-02-30",
            "2020/2016",
            "2023-03/2023-05",
            "+123",
            "0999",
            "2023-01/2024-03",
        ] {
            check(input, None);
        }
    }

    proptest! {
        #[test]
        fn printing_is_undone_by_parsing(period in any_period()) {
            prop_assert_eq!(Period::parse_canonical(&period.to_string()), Some(period));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            let _ = Period::parse_canonical(&text);
        }
    }
}
