//! Periods as readers see them: `2023年1—11月`, `2023年末`. Ranges take the dash 一字线.

use time::Date;

use super::{Period, Shape, is_month_end};

impl Period {
    /// The period in full: `2023年`, `2023年1—11月`, `2016—2020年`, `2023年末`, `2023年8月10日`.
    #[must_use]
    pub fn label(self) -> String {
        match self.0 {
            Shape::Year(year) => format!("{year}年"),
            Shape::Span(..) => self.short_label(),
            Shape::Instant(date) => format!("{}{}", date.year(), instant(date, "年末", "年")),
            _ => format!("{}年{}", self.year(), self.short_label()),
        }
    }

    /// The period without its year, where the year stands beside it: `全年`, `1—11月`, `年末`, `8月10日`; a span
    /// keeps its years.
    #[must_use]
    pub fn short_label(self) -> String {
        match self.0 {
            Shape::Year(_) => "全年".to_owned(),
            Shape::Span(from, to) => format!("{from}—{to}年"),
            Shape::Instant(date) => instant(date, "年末", ""),
            Shape::Month(_, month) => format!("{month}月"),
            _ => {
                let (from, to) = self.months();
                format!("{from}—{to}月")
            }
        }
    }
}

fn instant(date: Date, year_end: &str, year_mark: &str) -> String {
    let month = u8::from(date.month());
    match (month, is_month_end(date)) {
        (12, true) => year_end.to_owned(),
        (_, true) => format!("{year_mark}{month}月末"),
        (_, false) => format!("{year_mark}{month}月{}日", date.day()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::any_period;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels() {
        for (canonical, long, short) in [
            ("2023", "2023年", "全年"),
            ("2023-01/2023-11", "2023年1—11月", "1—11月"),
            ("2023-Q1/2023-Q3", "2023年1—9月", "1—9月"),
            ("2023-H1", "2023年1—6月", "1—6月"),
            ("2023-H2", "2023年7—12月", "7—12月"),
            ("2023-Q2", "2023年4—6月", "4—6月"),
            ("2023-11", "2023年11月", "11月"),
            ("2016/2020", "2016—2020年", "2016—2020年"),
            ("2023-12-31", "2023年末", "年末"),
            ("2023-11-30", "2023年11月末", "11月末"),
            ("2023-08-10", "2023年8月10日", "8月10日"),
        ] {
            let period = Period::parse_canonical(canonical).unwrap();
            assert_eq!((period.label().as_str(), period.short_label().as_str()), (long, short));
        }
    }

    proptest! {
        #[test]
        fn labels_are_read_back(period in any_period()) {
            prop_assert_eq!(Period::read(&period.label(), None).map(|reading| reading.period), Ok(period));
        }
    }
}
