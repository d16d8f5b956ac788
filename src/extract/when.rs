//! Words of time in a paragraph: which period they open, and for how long it governs what follows.

use std::ops::Range;

use rust_decimal::prelude::ToPrimitive;
use time::{Date, Month};

use crate::quantity::{Period, PeriodKind, PeriodNote, numeral};

/// A period where the text names one.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four properties that are independent of each other")]
pub(super) struct When {
    pub(super) range: Range<usize>,
    pub(super) period: Period,
    /// Only a comparison (比上年) or a date of the news: it governs nothing.
    pub(super) aside: bool,
    /// 到2030年: what follows is still to come.
    pub(super) until: bool,
    /// 由2020年的: only of the number right behind it.
    pub(super) local: bool,
    /// Its year stands in the text.
    pub(super) explicit: bool,
    /// The words as they stand.
    pub(super) words: String,
}

/// What years are taken from when the text leaves them out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    /// The article's date.
    pub(super) date: Option<Date>,
    /// The year that the text speaks of, from its title or its last words.
    pub(super) year: Option<i32>,
}

#[rustfmt::skip]
const EVENTS: &[&str] = &[
    "投产", "竣工", "开工", "建成", "完工", "交付", "投用", "启用", "投入使用", "投入运营", "落户", "成立", "动工", "正式",
    "启动", "注册成立", "挂牌",
];

/// Words of change whose 到 does not belong to the year behind it (增加到2024年的268亿元).
#[rustfmt::skip]
const CHANGES: [&str; 13] = [
    "增加", "增长", "提高", "提升", "上升", "下降", "减少", "降低", "扩大", "发展", "跃升", "增", "升",
];

/// The most characters of a period's name.
const LONGEST: usize = 17;

/// Every period a text names, in order.
pub(super) fn scan(text: &str, clock: &mut Clock) -> Vec<When> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match opens(c).then(|| read(text, at, clock)).flatten() {
            Some(when) => {
                at = when.range.end;
                if when.explicit && !when.aside {
                    clock.year = Some(when.period.year());
                }
                found.push(when);
            }
            None => at += run_of_digits(text, at).max(c.len_utf8()),
        }
    }
    found
}

fn run_of_digits(text: &str, at: usize) -> usize {
    text.get(at..).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count())
}

fn opens(c: char) -> bool {
    c.is_ascii_digit() || "二三四五六七八九十一两元今去上下前本当明全年截到至第首目“近过这Qq".contains(c)
}

fn belongs(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十元两年月日季度半上下前第首至到—-~今去本当明全底末初以来截止个目期间时份内“”过近这间的Qq".contains(c)
}

fn read(text: &str, at: usize, clock: &Clock) -> Option<When> {
    let rest = text.get(at..)?;
    let before = text.get(..at)?;
    if rest.starts_with(|c: char| c.is_ascii_digit())
        && before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
    {
        return None;
    }
    if rest.starts_with(['到', '至']) && CHANGES.iter().any(|word| before.ends_with(word)) {
        return None;
    }
    let ends: Vec<usize> = rest
        .char_indices()
        .take(LONGEST)
        .take_while(|(_, c)| belongs(*c))
        .filter(|(_, c)| "年月日度半底末来前今份期间五”季".contains(*c))
        .map(|(offset, c)| offset + c.len_utf8())
        .collect();
    ends.into_iter().rev().find_map(|length| {
        let words = rest.get(..length)?;
        let period = named(words, clock).filter(|period| (1900..2200).contains(&period.year()))?;
        Some(when(text, at, words, period, clock))
    })
}

fn when(text: &str, at: usize, words: &str, period: Period, clock: &Clock) -> When {
    let before = text.get(..at).unwrap_or_default();
    let range = at..at + words.len();
    let after = text.get(range.end..).unwrap_or_default();
    let compared = before.ends_with(['比', '较', '与', '同', '于', '跟']) && !before.ends_with("其中与")
        || after.starts_with("同期")
        || after.starts_with("相比")
        || after.starts_with("同月");
    let led = words.starts_with("截") || words.starts_with('到') || words.starts_with('至') || before.ends_with('截');
    let news = period.kind() == PeriodKind::Instant && words.contains('日') && !led && !words.ends_with("12月31日");
    let until =
        (words.starts_with('到') || before.ends_with('到')) && clock.date.is_none_or(|date| period.end() > date);
    let explicit = words.contains(|c: char| c.is_ascii_digit()) && year_in(words) || words.contains('〇');
    let local = before.ends_with(['由', '从']) || is_of_one_number(after);
    let aside = compared || news || (!led && is_event(after)) || is_plan(words, after) || is_since(words, after);
    When { range, period, aside, until, local, explicit, words: words.to_owned() }
}

/// 2024年的268亿元.
fn is_of_one_number(after: &str) -> bool {
    after.strip_prefix('的').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// 2019年落户嘉祥，: when something began, and no number with it.
fn is_event(after: &str) -> bool {
    let after = after.trim_start_matches(['份', '初', '底', '中', '旬', '上', '下']);
    let clause = after.split(['，', '。', '；']).next().unwrap_or_default();
    EVENTS.iter().any(|word| after.starts_with(word)) && !clause.contains(|c: char| c.is_ascii_digit())
}

/// 去年以来 reaches into this year and is no period.
fn is_since(words: &str, after: &str) -> bool {
    words.starts_with(['去', '前']) && after.starts_with("以来")
}

/// 全年任务, 年度目标.
fn is_plan(words: &str, after: &str) -> bool {
    matches!(words, "全年" | "年度" | "本年")
        && ["任务", "目标", "计划", "预期", "预算"].iter().any(|word| after.starts_with(word))
}

fn year_in(words: &str) -> bool {
    words.split('年').next().is_some_and(|head| {
        head.trim_start_matches(|c: char| !c.is_ascii_digit()).bytes().filter(u8::is_ascii_digit).count() >= 4
    })
}

fn named(words: &str, clock: &Clock) -> Option<Period> {
    let idle = matches!(
        words,
        "年度"
            | "年"
            | "月"
            | "日"
            | "年内"
            | "当年"
            | "“"
            | "本期"
            | "前期"
            | "上期"
            | "近期"
            | "首期"
            | "半年"
            | "年来"
            | "前年"
            | "年间"
            | "至今"
            | "到今"
    );
    if idle || words.ends_with('期') && !words.ends_with("时期") {
        return None;
    }
    let bare_plan = words.ends_with('五') && words.chars().count() != 3;
    if bare_plan || words.ends_with("第一季") || words == "十五" {
        return None;
    }
    several_years(words, clock).or_else(|| by_grammar(words, clock))
}

/// 五年来, 过去五年, 近三年, 一年来, 2021年以来.
fn several_years(words: &str, clock: &Clock) -> Option<Period> {
    let last = last_full_year(clock)?;
    if let Some(from) = words.strip_suffix("年以来").and_then(|year| year.trim_start_matches('自').parse::<i32>().ok())
    {
        return Period::new_span(from, clock.date?.year().max(from));
    }
    let count = words.strip_suffix("年来").or_else(|| words.strip_suffix("年间")).or_else(|| {
        ["过去的", "过去", "近", "这", "前"].iter().find_map(|lead| words.strip_prefix(lead)?.strip_suffix('年'))
    })?;
    let count = count.trim_start_matches(['近', '这']);
    let count = count.parse().ok().or_else(|| numeral::parse(count)?.to_i32()).filter(|n| (1..=60).contains(n))?;
    Period::new_span(last - count + 1, last)
}

/// A report of January to March looks back on the year before.
fn last_full_year(clock: &Clock) -> Option<i32> {
    let date = clock.date?;
    Some(if u8::from(date.month()) <= 3 { date.year() - 1 } else { date.year() })
}

fn by_grammar(words: &str, clock: &Clock) -> Option<Period> {
    let seen_from_article =
        ["今", "去", "本年", "明", "前年", "截至目前", "目前"].iter().any(|word| words.contains(word));
    let date = match (clock.year, clock.date) {
        (Some(year), date) if !seen_from_article || date.is_none() => {
            Date::from_calendar_date(year, Month::December, 31).ok()
        }
        (_, date) => date,
    };
    let reading = Period::read(words, date).ok()?;
    let ahead = reading.note == Some(PeriodNote::AfterArticle) && clock.year.is_none();
    if ahead && date.is_some_and(|date| u8::from(date.month()) <= 3) {
        return reading.period.with_year(reading.period.year() - 1);
    }
    Some(reading.period)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let date = Date::from_calendar_date(2023, Month::December, 26).ok();
        let found = scan(text, &mut Clock { date, year: None });
        let shown: Vec<String> = found.iter().filter(|when| !when.aside).map(|when| when.period.to_string()).collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn periods_in_text() {
        check("今年前八个月，收入", &["2023-01/2023-08"]);
        check("2020年，全县", &["2020"]);
        check("截至目前，全县", &["2023"]);
        check("上半年完成5亿元，前三季度完成8亿元", &["2023-H1", "2023-Q1/2023-Q3"]);
        check("“十四五”期间，到2030年", &["2021/2025", "2030"]);
        check("1-11月，2023年1—11月", &["2023-01/2023-11", "2023-01/2023-11"]);
        check("2022年末户籍人口", &["2022-12-31"]);
        check("11月末存款", &["2023-11-30"]);
        check("五年来，2012—2021年", &["2019/2023", "2012/2021"]);
        check("比上年增长，较2019年，12月26日，去年同期", &[]);
        check("十五个项目，三年行动，5个月", &[]);
    }
}
