//! Periods: the span of time or the day that a figure speaks of.
//!
//! A [`Period`] is always in its normal form, so that equal spans are equal values: months 1–6 are the first half,
//! 1–3 the first quarter, 1–12 the year. Reading Chinese is in [`read`], printing for readers in [`label`]. Must not
//! know articles; the date an article bears is an argument.

mod canonical;
mod label;
mod read;
mod term;

use std::cmp::Ordering;

use thiserror::Error;
use time::{Date, Month};

/// Years a period may lie in.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=9999;

/// A span of time or a day, in normal form. Ordered by its end, then by its start. Printed canonically (`2023-H1`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period(Shape);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Shape {
    Year(i32),
    /// Year and half, 1 or 2.
    Half(i32, u8),
    /// Year and quarter, 1 to 4.
    Quarter(i32, u8),
    /// Year and month, 1 to 12.
    Month(i32, u8),
    /// Year and the number of months from January: 2, 4, 5, 7 to 11.
    Cumulative(i32, u8),
    /// First and last year, the last after the first.
    Span(i32, i32),
    Instant(Date),
}

/// What kind of period it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PeriodKind {
    /// A calendar year.
    Year,
    /// Half a year.
    Half,
    /// A quarter of a year.
    Quarter,
    /// One month.
    Month,
    /// January to some month that ends no other kind.
    Cumulative,
    /// Several years.
    Span,
    /// A day, for stocks.
    Instant,
}

impl PeriodKind {
    /// The code in the open data.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Half => "half",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Cumulative => "cumulative",
            Self::Span => "span",
            Self::Instant => "instant",
        }
    }
}

/// A period as read from text, with what the reader had to assume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The period.
    pub period: Period,
    /// An assumption an editor should see.
    pub note: Option<PeriodNote>,
}

/// What was assumed about a period that the text left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodNote {
    /// 全年 in an article of January to March was taken as the year before.
    YearBefore,
    /// 今年以来 or 截至目前 was taken as the whole year of the article.
    WholeYear,
    /// The year was taken from the article's date, and the period begins after that date.
    AfterArticle,
}

/// Why a text is no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PeriodError {
    /// The text is empty.
    #[error("empty period")]
    Empty,
    /// The text is none of the known forms.
    #[error("not a period")]
    Unreadable,
    /// The text names no year and no date is given to take it from.
    #[error("no year, and no date to take it from")]
    NoYear,
    /// A month, quarter or day that does not exist.
    #[error("no such date")]
    NoSuchDate,
    /// Months that are neither a month, a quarter, a half nor counted from January.
    #[error("months {from} to {to} are no period that figures are published for")]
    OddMonths {
        /// The first month.
        from: u8,
        /// The last month.
        to: u8,
    },
    /// A span of years that ends before it begins.
    #[error("the period ends before it begins")]
    Reversed,
}

impl Period {
    /// The calendar year; `None` outside 1000 to 9999, as for all constructors.
    #[must_use]
    pub fn new_year(year: i32) -> Option<Self> {
        YEARS.contains(&year).then_some(Self(Shape::Year(year)))
    }

    /// Months `from` to `to` of one year, if they make a period: a month, a quarter, a half, or January to `to`.
    #[must_use]
    pub fn new_months(year: i32, from: u8, to: u8) -> Option<Self> {
        YEARS.contains(&year).then_some(())?;
        let shape = match (from, to) {
            (1, 12) => Shape::Year(year),
            (1, 6) => Shape::Half(year, 1),
            (7, 12) => Shape::Half(year, 2),
            (1, 3) => Shape::Quarter(year, 1),
            (4, 6) => Shape::Quarter(year, 2),
            (7, 9) => Shape::Quarter(year, 3),
            (10, 12) => Shape::Quarter(year, 4),
            (from, to) if from == to && (1..=12).contains(&to) => Shape::Month(year, to),
            (1, to) if (2..=11).contains(&to) => Shape::Cumulative(year, to),
            _ => return None,
        };
        Some(Self(shape))
    }

    /// The years `from` to `to`, both included; one year is that year.
    #[must_use]
    pub fn new_span(from: i32, to: i32) -> Option<Self> {
        let valid = YEARS.contains(&from) && YEARS.contains(&to) && from <= to;
        valid.then_some(Self(if from == to { Shape::Year(from) } else { Shape::Span(from, to) }))
    }

    /// The state at the end of a day.
    #[must_use]
    pub fn new_instant(date: Date) -> Option<Self> {
        YEARS.contains(&date.year()).then_some(Self(Shape::Instant(date)))
    }

    /// What kind of period it is.
    #[must_use]
    pub fn kind(self) -> PeriodKind {
        match self.0 {
            Shape::Year(_) => PeriodKind::Year,
            Shape::Half(..) => PeriodKind::Half,
            Shape::Quarter(..) => PeriodKind::Quarter,
            Shape::Month(..) => PeriodKind::Month,
            Shape::Cumulative(..) => PeriodKind::Cumulative,
            Shape::Span(..) => PeriodKind::Span,
            Shape::Instant(_) => PeriodKind::Instant,
        }
    }

    /// The first day.
    #[must_use]
    pub fn start(self) -> Date {
        match self.0 {
            Shape::Span(from, _) => day(from, 1, 1),
            Shape::Instant(date) => date,
            _ => day(self.year(), self.months().0, 1),
        }
    }

    /// The last day.
    #[must_use]
    pub fn end(self) -> Date {
        match self.0 {
            Shape::Instant(date) => date,
            _ => month_end(self.year(), self.months().1),
        }
    }

    /// The year; of a span the last.
    #[must_use]
    pub fn year(self) -> i32 {
        match self.0 {
            Shape::Year(year)
            | Shape::Half(year, _)
            | Shape::Quarter(year, _)
            | Shape::Month(year, _)
            | Shape::Cumulative(year, _)
            | Shape::Span(_, year) => year,
            Shape::Instant(date) => date.year(),
        }
    }

    /// How many months from January the period covers: 12 for a year, 6 for the first half, 3 for the first quarter,
    /// 1 for January; `None` for what does not begin in January or is no part of one year.
    #[must_use]
    pub fn cumulative_months(self) -> Option<u8> {
        match self.0 {
            Shape::Span(..) | Shape::Instant(_) => None,
            _ => match self.months() {
                (1, to) => Some(to),
                _ => None,
            },
        }
    }

    /// The same part of another year. The last day of a month stays the last day; a span of years keeps its length
    /// and ends in `year`. `None` outside the years 1000 to 9999.
    #[must_use]
    pub fn with_year(self, year: i32) -> Option<Self> {
        YEARS.contains(&year).then_some(())?;
        match self.0 {
            Shape::Year(_) => Self::new_year(year),
            Shape::Half(_, half) => Some(Self(Shape::Half(year, half))),
            Shape::Quarter(_, quarter) => Some(Self(Shape::Quarter(year, quarter))),
            Shape::Month(_, month) => Some(Self(Shape::Month(year, month))),
            Shape::Cumulative(_, months) => Some(Self(Shape::Cumulative(year, months))),
            Shape::Span(from, to) => Self::new_span(year - (to - from), year),
            Shape::Instant(date) => Self::new_instant(same_day(date, year)),
        }
    }

    /// The same part of the year before, which a year-on-year growth compares with; `None` for a span of years.
    #[must_use]
    pub fn year_before(self) -> Option<Self> {
        match self.kind() {
            PeriodKind::Span => None,
            _ => self.with_year(self.year() - 1),
        }
    }

    /// First and last month within [`year`](Self::year); of an instant its month.
    fn months(self) -> (u8, u8) {
        match self.0 {
            Shape::Year(_) | Shape::Span(..) => (1, 12),
            Shape::Half(_, half) => (half * 6 - 5, half * 6),
            Shape::Quarter(_, quarter) => (quarter * 3 - 2, quarter * 3),
            Shape::Month(_, month) => (month, month),
            Shape::Cumulative(_, months) => (1, months),
            Shape::Instant(date) => (u8::from(date.month()), u8::from(date.month())),
        }
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.end(), self.start()).cmp(&(other.end(), other.start()))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The date, or the first day representable where there is none: callers pass only dates that exist.
fn day(year: i32, month: u8, day: u8) -> Date {
    calendar_date(year, month, day).unwrap_or(Date::MIN)
}

fn calendar_date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

fn month_end(year: i32, month: u8) -> Date {
    day(year, month, Month::try_from(month).map_or(1, |month| month.length(year)))
}

fn is_month_end(date: Date) -> bool {
    date.day() == date.month().length(date.year())
}

fn same_day(date: Date, year: i32) -> Date {
    let month = u8::from(date.month());
    if is_month_end(date) { month_end(year, month) } else { day(year, month, date.day()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn months() -> impl Strategy<Value = (u8, u8)> {
        let single = (1..=12_u8).prop_map(|month| (month, month));
        let others = proptest::sample::select(vec![(7, 12), (4, 6), (7, 9), (10, 12)]);
        prop_oneof![single, (1..=12_u8).prop_map(|to| (1, to)), others]
    }

    pub(super) fn any_period() -> impl Strategy<Value = Period> {
        let year = 1000..=9999;
        prop_oneof![
            (year.clone(), months()).prop_filter_map("odd", |(y, (a, b))| Period::new_months(y, a, b)),
            (year.clone(), 0..40).prop_filter_map("late", |(y, n)| Period::new_span(y, y + n)),
            (year, 1..=366_u16)
                .prop_filter_map("no day", |(y, n)| { Period::new_instant(Date::from_ordinal_date(y, n).ok()?) }),
        ]
    }

    #[track_caller]
    fn check(canonical: &str, kind: &str, start: &str, end: &str, months: Option<u8>, before: Option<&str>) {
        let period = Period::parse_canonical(canonical).unwrap();
        let date = |date: Date| format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day());
        assert_eq!((period.kind().code(), date(period.start()), date(period.end())), (kind, start.into(), end.into()));
        assert_eq!(period.cumulative_months(), months);
        assert_eq!(period.year_before().map(|p| p.to_string()).as_deref(), before);
    }

    #[test]
    fn facts_of_periods() {
        check("2023", "year", "2023-01-01", "2023-12-31", Some(12), Some("2022"));
        check("2023-H1", "half", "2023-01-01", "2023-06-30", Some(6), Some("2022-H1"));
        check("2023-H2", "half", "2023-07-01", "2023-12-31", None, Some("2022-H2"));
        check("2023-Q1", "quarter", "2023-01-01", "2023-03-31", Some(3), Some("2022-Q1"));
        check("2023-Q4", "quarter", "2023-10-01", "2023-12-31", None, Some("2022-Q4"));
        check("2023-01", "month", "2023-01-01", "2023-01-31", Some(1), Some("2022-01"));
        check("2023-11", "month", "2023-11-01", "2023-11-30", None, Some("2022-11"));
        check("2023-Q1/2023-Q3", "cumulative", "2023-01-01", "2023-09-30", Some(9), Some("2022-Q1/2022-Q3"));
        check("2024-01/2024-02", "cumulative", "2024-01-01", "2024-02-29", Some(2), Some("2023-01/2023-02"));
        check("2016/2020", "span", "2016-01-01", "2020-12-31", None, None);
        check("2024-02-29", "instant", "2024-02-29", "2024-02-29", None, Some("2023-02-28"));
        check("2023-08-10", "instant", "2023-08-10", "2023-08-10", None, Some("2022-08-10"));
        check("1000", "year", "1000-01-01", "1000-12-31", Some(12), None);
    }

    #[test]
    fn ordered_by_end_then_start() {
        let order =
            ["2023-08-10", "2023-Q1/2023-Q3", "2023-Q3", "2023-09", "2023-09-30", "2023", "2023-12", "2023-12-31"];
        let periods: Vec<Period> = order.iter().map(|text| Period::parse_canonical(text).unwrap()).collect();
        assert!(periods.is_sorted());
    }

    proptest! {
        #[test]
        fn equal_spans_are_equal_periods(a in any_period(), b in any_period()) {
            prop_assert_eq!(a == b, a.cmp(&b).is_eq());
            prop_assert!(a.start() <= a.end());
        }

        #[test]
        fn another_year_and_back(period in any_period(), year in 1040..=9999) {
            let back = period.with_year(year).and_then(|there| there.with_year(period.year()));
            // 29 February has no counterpart in most years; the last day stays the last.
            prop_assert!(back == Some(period) || period.end().day() >= 28);
        }
    }
}
