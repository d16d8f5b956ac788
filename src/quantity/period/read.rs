//! Reading periods from Chinese and machine text: first the year, then the part of the year.

use time::Date;

use super::super::fold::folded;
use super::super::numeral;
use super::term::{self, Term};
use super::{Period, PeriodError, PeriodNote, Reading, calendar_date, month_end};

/// Words before a period that say nothing about it.
const LEAD: [&str; 6] = ["截至", "截止到", "截止", "自", "至", "到"];
/// Words for a year seen from the article, and its distance.
const RELATIVE: [(&str, i32); 12] = [
    ("今年", 0),
    ("本年度", 0),
    ("本年", 0),
    ("去年", -1),
    ("上一年", -1),
    ("上年度", -1),
    ("上年", -1),
    ("前年", -2),
    ("明年", 1),
    ("下年度", 1),
    ("下年", 1),
    ("当年", 0),
];
/// An article of these first months speaks of the year before when it says 全年.
const LATE_MONTHS: u8 = 3;

impl Period {
    /// Reads a period as editors write it (前11个月, 一季度, 2023年1—11月, 年底, “十三五”) or in its canonical form. A
    /// year that the text leaves out is that of `article_date`.
    ///
    /// # Errors
    /// See [`PeriodError`].
    pub fn read(text: &str, article_date: Option<Date>) -> Result<Reading, PeriodError> {
        let text = plain(text);
        if text.is_empty() {
            return Err(PeriodError::Empty);
        }
        let known = Self::parse_canonical(&text).or_else(|| five_year_plan(&text));
        if let Some(period) = known {
            return Ok(Reading { period, note: None });
        }
        if let Some((from, to)) = years(&text) {
            return Self::new_span(from, to).map(Reading::sure).ok_or(PeriodError::Reversed);
        }
        let (year, rest) = year(&text);
        let term = term::read(rest).filter(|&term| fits(year, term)).ok_or(PeriodError::Unreadable)?;
        reading(year, term, article_date)
    }
}

impl Reading {
    fn sure(period: Period) -> Self {
        Self { period, note: None }
    }
}

/// The year as the text gives it.
#[derive(Clone, Copy)]
enum Year {
    Number(i32),
    /// So many years from the article's.
    Relative(i32),
    Unsaid,
}

/// 今年以来 is read as the year; 去年以来 reaches into another and is no period.
fn fits(year: Year, term: Term) -> bool {
    term != Term::SoFar || !matches!(year, Year::Relative(distance) if distance != 0)
}

fn reading(year: Year, term: Term, date: Option<Date>) -> Result<Reading, PeriodError> {
    let article_year = || date.map(Date::year).ok_or(PeriodError::NoYear);
    let (number, shift) = match year {
        Year::Number(number) => (number, None),
        Year::Relative(distance) => (article_year()?.saturating_add(distance), None),
        Year::Unsaid => (article_year()?, date),
    };
    let late = |date: Date| term == Term::FullYear && u8::from(date.month()) <= LATE_MONTHS;
    if shift.is_some_and(late) {
        let period = period(term, number - 1)?;
        return Ok(Reading { period, note: Some(PeriodNote::YearBefore) });
    }
    let period = period(term, number)?;
    let note = match term {
        Term::SoFar => Some(PeriodNote::WholeYear),
        _ => shift.filter(|date| period.start() > *date).map(|_| PeriodNote::AfterArticle),
    };
    Ok(Reading { period, note })
}

fn period(term: Term, year: i32) -> Result<Period, PeriodError> {
    let period = match term {
        Term::FullYear | Term::SoFar => Period::new_year(year),
        Term::Months(from, to) => return months(year, from, to),
        Term::EndOf(month) if (1..=12).contains(&month) => Period::new_instant(month_end(year, month)),
        Term::EndOf(_) => None,
        Term::Day(month, day) => calendar_date(year, month, day).and_then(Period::new_instant),
    };
    period.ok_or(PeriodError::NoSuchDate)
}

fn months(year: i32, from: u8, to: u8) -> Result<Period, PeriodError> {
    let exist = (1..=12).contains(&from) && (1..=12).contains(&to);
    Period::new_months(year, from, to).ok_or(match exist {
        true if from > to => PeriodError::Reversed,
        true => PeriodError::OddMonths { from, to },
        false => PeriodError::NoSuchDate,
    })
}

/// Folded, without spaces and quotation marks, dashes and 至 as `-`, without the words that open a period.
fn plain(text: &str) -> String {
    let kept = |c: char| !c.is_whitespace() && !matches!(c, '“' | '”' | '"' | '「' | '」' | '『' | '』' | '‘' | '’');
    let text: String = folded(text).chars().filter(|&c| kept(c)).collect();
    let text = LEAD.iter().find_map(|lead| text.strip_prefix(lead)).unwrap_or(&text);
    text.chars()
        .map(|c| if matches!(c, '—' | '~' | '至' | '到') { '-' } else { c })
        .collect::<String>()
        .replace("--", "-")
}

/// 十三五 is 2016 to 2020, 三五 1966 to 1970; the two plans before were not of five calendar years. 十三五末 is the
/// end of 2020.
fn five_year_plan(text: &str) -> Option<Period> {
    let ended = text.strip_suffix('末').or_else(|| text.strip_suffix('底'));
    let text = ended.unwrap_or(text);
    let text = ["时期", "期间", "规划"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let number = i32::try_from(numeral::parse(text.strip_suffix('五')?)?).ok()?;
    let first = 1966 + 5 * number.checked_sub(3).filter(|after| (0..20).contains(after))?;
    match ended {
        Some(_) => Period::new_instant(month_end(first + 4, 12)),
        None => Period::new_span(first, first + 4),
    }
}

/// 2016-2020年, 2016年-2020年.
fn years(text: &str) -> Option<(i32, i32)> {
    let (from, to) = text.split_once('-')?;
    let to = to.strip_suffix("年度").or_else(|| to.strip_suffix('年')).unwrap_or(to);
    Some((four_digits(from.strip_suffix('年').unwrap_or(from))?, four_digits(to)?))
}

fn year(text: &str) -> (Year, &str) {
    let relative = || RELATIVE.iter().find_map(|(word, by)| Some((Year::Relative(*by), text.strip_prefix(word)?)));
    let found = relative().or_else(|| numbered(text)).or_else(|| spelt(text));
    let (year, rest) = found.unwrap_or((Year::Unsaid, text));
    // 今年底 is 今年年底; 2023年度 is the year.
    (year, rest.strip_prefix("年度").or_else(|| rest.strip_prefix('度')).unwrap_or(rest))
}

fn numbered(text: &str) -> Option<(Year, &str)> {
    let number = four_digits(text.get(..4)?)?;
    let rest = text.get(4..)?;
    let rest = match rest.strip_prefix('年') {
        Some(rest) => rest,
        None if rest.starts_with(|c: char| c.is_ascii_digit()) => return None,
        None => rest.strip_prefix('-').unwrap_or(rest),
    };
    Some((Year::Number(number), rest))
}

/// 二〇二三年.
fn spelt(text: &str) -> Option<(Year, &str)> {
    let (digits, rest) = text.split_once('年')?;
    let number = (digits.chars().count() == 4).then(|| numeral::parse(digits))??;
    let number = i32::try_from(number).ok().filter(|year| *year >= 1000)?;
    Some((Year::Number(number), rest))
}

fn four_digits(text: &str) -> Option<i32> {
    let all = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    all.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::Month;

    fn article(year: i32, month: Month) -> Option<Date> {
        Date::from_calendar_date(year, month, 26).ok()
    }

    #[track_caller]
    fn check(input: &str, expect: &str) {
        let period = Period::read(input, article(2023, Month::December)).map(|reading| reading.period.to_string());
        assert_eq!(period.unwrap_or_else(|error| error.to_string()), expect, "{input}");
    }

    #[test]
    fn years_and_spans() {
        for input in [
            "2023年",
            "2023",
            "２０２３年",
            "二〇二三年",
            "2023年度",
            "全年",
            "今年",
            "本年度",
            "2023年全年",
            "1-12月",
            "年内",
        ] {
            check(input, "2023");
        }
        for input in ["去年", "上年", "2022年", "去年全年", "2022全年"] {
            check(input, "2022");
        }
        for input in ["“十三五”", "十三五时期", "2016—2020年", "2016年至2020年", "2016/2020", "2016-2020"]
        {
            check(input, "2016/2020");
        }
        check("“十四五”期间", "2021/2025");
        check("十五", "2001/2005");
        check("十五五", "2026/2030");
        check("“十三五”末", "2020-12-31");
    }

    #[test]
    fn parts_of_the_year() {
        for (inputs, expect) in [
            (
                &[
                    "上半年",
                    "前6个月",
                    "前六个月",
                    "1-6月",
                    "2023年上半年",
                    "H1",
                    "2023H1",
                    "1至6月份",
                    "前两个季度",
                    "前二季度",
                ][..],
                "2023-H1",
            ),
            (&["下半年", "7—12月", "H2"][..], "2023-H2"),
            (&["一季度", "第一季度", "1季度", "Q1", "前3个月", "1—3月", "首季", "2023年一季度"][..], "2023-Q1"),
            (&["2023Q1", "2023年Q1", "2023-Q1"][..], "2023-Q1"),
            (&["二季度", "第二季度", "4-6月", "Q2", "4月至6月"][..], "2023-Q2"),
            (&["四季度", "2023-Q4", "第4季度"][..], "2023-Q4"),
            (
                &["前三季度", "前3季度", "前三个季度", "前9个月", "1-9月", "1—9月份", "一至三季度", "2023-01/2023-09"]
                    [..],
                "2023-Q1/2023-Q3",
            ),
            (
                &[
                    "前11个月",
                    "前十一个月",
                    "1-11月",
                    "1—11月",
                    "1～11月",
                    "1至11月",
                    "１－１１月",
                    "11月累计",
                    "2023年1—11月",
                    "2023年前11月",
                ][..],
                "2023-01/2023-11",
            ),
            (&["1-2月", "2023-1-2月", "前两个月"][..], "2023-01/2023-02"),
            (&["11月", "11月份", "十一月", "2023年11月", "2023-11月", "11月当月"][..], "2023-11"),
            (&["1月", "元月", "一月份"][..], "2023-01"),
        ] {
            for input in inputs {
                check(input, expect);
            }
        }
    }

    #[test]
    fn instants() {
        for input in [
            "年底",
            "年末",
            "12月底",
            "2023年底",
            "2023年末",
            "2023年年底",
            "今年底",
            "截至年底",
            "2023-12-31",
            "2023年12月31日",
            "12月31日",
        ] {
            check(input, "2023-12-31");
        }
        for input in ["11月末", "截至11月底", "2023年11月末", "截至2023年11月底"] {
            check(input, "2023-11-30");
        }
        check("去年底", "2022-12-31");
        check("上年末", "2022-12-31");
        check("一季度末", "2023-03-31");
        check("上半年末", "2023-06-30");
        check("2024年2月末", "2024-02-29");
        check("8月10日", "2023-08-10");
    }

    #[test]
    fn what_cannot_be_read() {
        check("", "empty period");
        check("  ", "empty period");
        check("第五季度", "no such date");
        check("13月", "no such date");
        check("2月30日", "no such date");
        check("3-5月", "months 3 to 5 are no period that figures are published for");
        check("5-3月", "the period ends before it begins");
        check("2020-2016年", "the period ends before it begins");
        for input in ["同期", "前", "一般", "23年", "月", "20235", "去年同期", "去年以来", "2023年春", "前0个月吗"]
        {
            check(input, "not a period");
        }
    }

    #[test]
    fn assumptions_are_noted() {
        for (input, month, expect, note) in [
            ("全年", Month::January, "2022", Some(PeriodNote::YearBefore)),
            ("全年", Month::March, "2022", Some(PeriodNote::YearBefore)),
            ("全年", Month::April, "2023", None),
            ("2023年", Month::January, "2023", None),
            ("今年以来", Month::August, "2023", Some(PeriodNote::WholeYear)),
            ("至今", Month::August, "2023", Some(PeriodNote::WholeYear)),
            ("年内", Month::January, "2023", None),
            ("截至目前", Month::August, "2023", Some(PeriodNote::WholeYear)),
            ("四季度", Month::August, "2023-Q4", Some(PeriodNote::AfterArticle)),
            ("2023年四季度", Month::August, "2023-Q4", None),
            ("上半年", Month::August, "2023-H1", None),
        ] {
            let reading = Period::read(input, article(2023, month)).unwrap();
            assert_eq!((reading.period.to_string().as_str(), reading.note), (expect, note), "{input} {month}");
        }
    }

    #[test]
    fn without_a_date_the_year_must_be_said() {
        for input in ["全年", "前11个月", "去年", "年底"] {
            assert_eq!(Period::read(input, None), Err(PeriodError::NoYear), "{input}");
        }
        assert!(Period::read("2023年前11个月", None).is_ok());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".*", words in "[前第一二三四十0-9QH年月日季度半底末至—五以来去今 -]{0,12}") {
            for text in [text, words] {
                let _ = Period::read(&text, None);
                let _ = Period::read(&text, article(2023, Month::January));
            }
        }
    }
}
