//! The `metrics` mapping of an article → [`Metric`]s: names, periods and stated figures with their places.
//!
//! It must not know any indicator: whether a name exists and a unit fits is for the model to say.

mod full;

pub use full::KEYS;

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use rust_decimal::Decimal;
use time::Date;

use super::compact::{self, Part};
use super::document::scalar;
use super::metric_words::{bad_period, note_words, unreadable};
use super::status::Status;
use crate::diag::{Code, Diagnostic, Words};
use crate::quantity::{Period, PeriodError, PeriodNote};
use crate::source::decode::{Fields, Spanned};
use crate::source::yaml::{Entry, Node, Value, full_width_colon};

/// One part of a metric with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// What is stated.
    pub part: Part,
    /// Its place.
    pub range: Range<usize>,
}

/// One line of `metrics`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// The indicator's id, name or alias as written (a county's name may stand before it).
    pub name: Spanned<String>,
    /// The period of its figures.
    pub period: Period,
    /// The figures.
    pub stated: Vec<Stated>,
    /// What the full form adds; most metrics share that it adds nothing.
    pub details: Arc<Details>,
}

/// What the full form of a metric adds to its figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// How settled the reported figures are that do not say so themselves.
    pub status: Status,
    /// Area of a county the figures are about (开发区), if not the whole.
    pub scope: Option<String>,
    /// The words of the text that state them.
    pub quote: Option<Spanned<String>>,
    /// Who stated them, if not the article's source.
    pub source: Option<String>,
    /// A remark for the data's readers.
    pub note: Option<String>,
    /// The two numbers that a percentage is made of.
    pub parts: Option<Parts>,
    /// Indicators whose result counts for a target of this one.
    pub same_as: Vec<SameAs>,
}

/// 101/110 behind 91.8%.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The part.
    pub part: Decimal,
    /// The whole, not zero.
    pub whole: Decimal,
    /// Their place.
    pub range: Range<usize>,
}

/// Another indicator that means the same as this one's target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameAs {
    /// The indicator, as written.
    pub indicator: Spanned<String>,
    /// Why they are the same.
    pub reason: String,
}

/// Reads the `metrics` mapping.
pub fn read(f: &mut Fields<'_, '_>, default: Option<Period>, date: Option<Date>) -> Vec<Metric> {
    let Some(node) = f.node("metrics") else { return Vec::new() };
    let Value::Map(entries) = &node.value else {
        not_a_map(f, node);
        return Vec::new();
    };
    let mut metrics = Vec::new();
    for entry in entries {
        read_line(f, entry, default, date, &mut metrics);
    }
    metrics.shrink_to_fit();
    metrics
}

fn not_a_map(f: &mut Fields<'_, '_>, node: &Node) {
    let text = scalar(node).map_or("", |(t, _)| t);
    let d = match full_width_colon(text) {
        Some(_) => Diagnostic::new(
            Code::FullWidthColon,
            Words::new("指标后面用了全角冒号“：”", "a full-width colon `：` stands where `: ` is needed"),
        )
        .help(Words::new("改成半角冒号加一个空格，例如 固定资产投资: +7.5%", "write an ASCII colon and a space")),
        None => Diagnostic::new(
            Code::WrongShape,
            Words::new(
                "metrics 应当每行写一个“指标: 数值”",
                "`metrics` should have a `name: value` line for each figure",
            ),
        )
        .help(Words::new(
            "例如（行首空两格）  一般公共预算收入: 10.5亿元, +8.4%",
            "for example (indented by two spaces) `  gdp: 10.5亿元, +8.4%`",
        )),
    };
    let span = f.span(&node.range);
    f.report(d.at(span));
}

fn read_line(
    f: &mut Fields<'_, '_>,
    entry: &Entry,
    default: Option<Period>,
    date: Option<Date>,
    out: &mut Vec<Metric>,
) {
    let key = split_key(entry, date);
    if let Some(note) = key.note {
        note_year(f, &entry.key_range, note);
    }
    match &entry.node.value {
        Value::Scalar { text, quoted } => {
            let stated = parse_parts(f, text, &entry.node.range, *quoted);
            let Some(period) = key.period.or(default) else { return missing_period(f, entry, date) };
            push(out, key.name, period, stated, Details::default());
        }
        Value::Map(_) => full::read(f, entry, key, default, date, out),
        Value::Null => empty_value(f, entry),
        Value::List(_) => f.wrong_shape(&entry.key, &entry.node, "一个数值，例如 10.5亿元", "a value, as in 10.5亿元"),
    }
}

/// What the compact form adds.
static NOTHING: LazyLock<Arc<Details>> = LazyLock::new(Arc::default);

fn push(out: &mut Vec<Metric>, name: Spanned<String>, period: Period, mut stated: Vec<Stated>, details: Details) {
    if !stated.is_empty() {
        stated.shrink_to_fit();
        let details = if details == Details::default() { Arc::clone(&NOTHING) } else { Arc::new(details) };
        out.push(Metric { name, period, stated, details });
    }
}

struct Key {
    name: Spanned<String>,
    period: Option<Period>,
    note: Option<PeriodNote>,
}

/// `地区生产总值 前三季度` → name and period: the longest tail that is a period.
fn split_key(entry: &Entry, date: Option<Date>) -> Key {
    let key = entry.key.trim();
    for (at, c) in key.char_indices().filter(|(_, c)| c.is_whitespace()) {
        let tail = key.get(at + c.len_utf8()..).unwrap_or_default().trim();
        if let Ok(reading) = Period::read(tail, date) {
            let name = key.get(..at).unwrap_or_default().trim().to_owned();
            return Key {
                name: Spanned::new(name, entry.key_range.clone()),
                period: Some(reading.period),
                note: reading.note,
            };
        }
    }
    Key { name: Spanned::new(key.to_owned(), entry.key_range.clone()), period: None, note: None }
}

fn parse_parts(f: &mut Fields<'_, '_>, text: &str, range: &Range<usize>, quoted: bool) -> Vec<Stated> {
    // A plain scalar stands in the file as it is; within quotes escapes may shift offsets, so the whole is marked.
    let place = |part: &Range<usize>| {
        let exact = !quoted && range.end - range.start == text.len();
        if exact { range.start + part.start..range.start + part.end } else { range.clone() }
    };
    match compact::parse(text) {
        Ok(parts) => parts
            .into_iter()
            .map(|part| {
                let range = place(&part.range);
                Stated { part, range }
            })
            .collect(),
        Err(error) => {
            let span = f.span(&place(&error.range));
            f.report(unreadable(&error, text).at(span));
            Vec::new()
        }
    }
}

/// Reads a period, reporting what cannot be read.
pub fn read_period(f: &mut Fields<'_, '_>, text: &Spanned<String>, date: Option<Date>) -> Option<Period> {
    match Period::read(&text.value, date) {
        Ok(reading) => {
            if let Some(note) = reading.note {
                note_year(f, &text.range, note);
            }
            Some(reading.period)
        }
        // A period without a year needs the article's date, whose absence has been reported.
        Err(PeriodError::NoYear) if date.is_none() => None,
        Err(error) => {
            let span = f.span(&text.range);
            f.report(bad_period(&text.value, error).at(span));
            None
        }
    }
}

fn note_year(f: &mut Fields<'_, '_>, range: &Range<usize>, note: PeriodNote) {
    let words = note_words(note);
    let span = f.span(range);
    f.report(Diagnostic::new(Code::YearBefore, words).at(span).help(Words::new(
        "若不是这个意思，把年份写明，例如 2023年 或 前11个月",
        "write the year or the months if that is not what is meant",
    )));
}

fn missing_period(f: &mut Fields<'_, '_>, entry: &Entry, date: Option<Date>) {
    // Without the article's date most periods have no year; the date is what is missing, and has been reported.
    if date.is_none() {
        return;
    }
    let span = f.span(&entry.key_range);
    f.report(
        Diagnostic::new(
            Code::MissingPeriod,
            Words::new(format!("“{}”没有时期", entry.key), format!("`{}` has no period", entry.key)),
        )
        .at(span)
        .help(Words::new(
            format!("在指标名后写时期，例如“{} 前11个月: …”，或给全文加一行 period: 前11个月", entry.key),
            "write the period after the name, or a line `period: …` for the whole article",
        )),
    );
}

fn empty_value(f: &mut Fields<'_, '_>, entry: &Entry) {
    let span = f.span(&entry.key_range);
    f.report(
        Diagnostic::new(
            Code::BadMetric,
            Words::new(format!("“{}”后面没有数值", entry.key), format!("`{}` has no value", entry.key)),
        )
        .at(span)
        .help(Words::new(
            "写上数值，例如 10.5亿元, +8.4%；以 # > % 开头的值要加引号",
            "write a value, as in `10.5亿元, +8.4%`; quote a value that begins with # > or %",
        )),
    );
}
