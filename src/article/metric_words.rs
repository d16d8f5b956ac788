//! What is said about metrics and periods that cannot be read. Words only, no reading.

use super::compact::{CompactError, CompactErrorKind as Kind};
use crate::diag::{Code, Diagnostic, Words};
use crate::quantity::{NumberError, PeriodError, PeriodNote};

/// About a period that cannot be read.
pub(super) fn bad_period(text: &str, error: PeriodError) -> Diagnostic {
    let (zh, en) = match error {
        PeriodError::NoYear => (format!("时期“{text}”没有年份"), format!("the period `{text}` has no year")),
        PeriodError::NoSuchDate => (format!("时期“{text}”里的日期不存在"), format!("`{text}` is not in the calendar")),
        PeriodError::Reversed => (format!("时期“{text}”的起止颠倒了"), format!("`{text}` ends before it begins")),
        PeriodError::OddMonths { from, to } => (
            format!("{from}月至{to}月不是通行的统计时期"),
            format!("months {from} to {to} are not a period that figures are published for"),
        ),
        PeriodError::Empty | PeriodError::Unreadable => {
            (format!("时期“{text}”读不懂"), format!("`{text}` is not a period"))
        }
    };
    Diagnostic::new(Code::BadPeriod, Words::new(zh, en)).help(Words::new(
        "可以写 2023年、上半年、一季度、前三季度、前11个月、11月、年底、2016—2020年",
        "write 2023, 2023-H1, 2023-Q1, 2023-01/2023-11, 2023-11, 2023-12-31 or 2016/2020",
    ))
}

/// About an assumption made while reading a period.
pub(super) fn note_words(note: PeriodNote) -> Words {
    match note {
        PeriodNote::YearBefore => Words::new(
            "一至三月见报的“全年”按上一年计",
            "全年 in an article of January to March is taken for the year before",
        ),
        PeriodNote::WholeYear => Words::new(
            "“今年以来”“截至目前”按稿件所在年份计",
            "今年以来 and 截至目前 are taken for the year of the article",
        ),
        PeriodNote::AfterArticle => Words::new(
            "没有写年份，按稿件的年份计，时期就在见报日期之后了",
            "without a year the period falls after the date of the article",
        ),
    }
}

/// About a part that the compact grammar could not read.
pub(super) fn unreadable(error: &CompactError, text: &str) -> Diagnostic {
    let part = text.get(error.range.clone()).unwrap_or(text).trim();
    let code = if matches!(error.kind, Kind::RankBeyond { .. }) { Code::RankBeyond } else { Code::BadMetric };
    let (so_far_zh, so_far_en) = understood(&error.understood);
    Diagnostic::new(code, kind_words(&error.kind, part)).help(Words::new(
        format!("{so_far_zh}例如 10.5亿元, +8.4% 或 突破10亿元, 德州市第1/11"),
        format!("{so_far_en}for example `10.5亿元, +8.4%` or `突破10亿元, 德州市第1/11`"),
    ))
}

fn understood(parts: &[String]) -> (String, String) {
    if parts.is_empty() {
        return (String::new(), String::new());
    }
    (format!("其余已读懂：{}。", parts.join("，")), format!("the rest was understood: {}; ", parts.join(", ")))
}

fn kind_words(kind: &Kind, part: &str) -> Words {
    match kind {
        Kind::EmptyPart => Words::new("两个分隔号之间没有内容", "nothing between two separators"),
        Kind::NotANumber { .. } if part.starts_with("parts") => Words::new(
            format!("“{part}”要写在完整写法里：{{value: 91.8%, parts: 101/110}}"),
            format!("`{part}` belongs into the full form: `{{value: 91.8%, parts: 101/110}}`"),
        ),
        Kind::NotANumber { .. } => Words::new(format!("“{part}”不是读得懂的数值"), format!("`{part}` is not a figure")),
        Kind::BadNumber(error) => number_words(*error, part),
        // Other languages write 1_000; a colon makes a clock of it.
        Kind::UnknownUnit { unit } if unit.starts_with('_') => {
            Words::new(format!("“{part}”里的下划线不能作千位分隔"), format!("`_` does not part thousands in `{part}`"))
        }
        Kind::UnknownUnit { unit } if unit.starts_with(':') => Words::new(
            format!("“{part}”像时间，不像数值；一部分比全部写 parts: 10/30"),
            format!("`{part}` looks like a time; write a part of a whole as `parts: 10/30`"),
        ),
        Kind::UnknownUnit { unit } => Words::new(format!("单位“{unit}”读不懂"), format!("`{unit}` is not a unit")),
        Kind::MissingUnit => {
            Words::new(format!("“{part}”没有单位（% 或 个百分点）"), format!("`{part}` has no unit (% or 个百分点)"))
        }
        Kind::TwoBounds => Words::new(
            format!("“{part}”又说“以上”又说“以内”，互相矛盾"),
            format!("the bounds in `{part}` contradict each other"),
        ),
        Kind::TwoSigns => Words::new(
            format!("“{part}”既写“下降”又带正负号"),
            format!("`{part}` has both a word for falling and a sign"),
        ),
        Kind::RangeReversed => {
            Words::new(format!("“{part}”前大后小"), format!("the range `{part}` runs from high to low"))
        }
        Kind::RangeUnits { from, to } => Words::new(
            format!("“{part}”两头的单位不同：{from}、{to}"),
            format!("the ends of `{part}` are in different units: {from}, {to}"),
        ),
        Kind::NotARank { .. } => Words::new(format!("“{part}”不是读得懂的位次"), format!("`{part}` is not a rank")),
        Kind::RankBeyond { place, of } => {
            Words::new(format!("第{place}名超出了总数{of}"), format!("rank {place} is beyond the {of} ranked"))
        }
        Kind::MissingWhole => Words::new(format!("“{part}”没有写是占什么的"), format!("`{part}` does not say of what")),
        Kind::NotARatio { unit } => {
            Words::new(format!("占比应当是百分数，写的是“{unit}”"), format!("a share is a percentage, not in {unit}"))
        }
        Kind::NestedTarget => Words::new("目标里又写了目标", "a target within a target"),
        Kind::TooLong => Words::new("这一段太长，不像一个数值", "too long to be a figure"),
    }
}

fn number_words(error: NumberError, part: &str) -> Words {
    match error {
        NumberError::TooManyDigits { .. } => Words::new(
            format!("“{part}”超过28位，不能精确保存"),
            format!("`{part}` has more than 28 digits and cannot be kept exactly"),
        ),
        NumberError::MisplacedSeparator => Words::new(
            format!("“{part}”的千位分隔号位置不对"),
            format!("the thousands separators in `{part}` are in odd places"),
        ),
        NumberError::NotANumber => {
            Words::new(format!("“{part}”里的数写法不对"), format!("the number in `{part}` is not well formed"))
        }
    }
}
