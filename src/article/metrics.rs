//! The `metrics` mapping of an article → [`Metric`]s: names, periods and stated figures with their places.
//!
//! It must not know any indicator: whether a name exists and a unit fits is for the model to say.

use std::ops::Range;

use time::Date;

use super::compact::{self, Part, What};
use super::document::scalar;
use super::metric_words::{bad_period, note_words, unreadable};
use crate::diag::{Code, Diagnostic, Words};
use crate::quantity::{Period, PeriodError, PeriodNote};
use crate::source::decode::{Fields, Spanned};
use crate::source::yaml::{Entry, Node, Value, full_width_colon};

/// How settled a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Status {
    /// 预计: expected.
    Expected,
    /// 估计: estimated.
    Estimated,
    /// 初步: preliminary.
    Preliminary,
    /// Nothing said.
    #[default]
    Plain,
    /// 修订: revised.
    Revised,
    /// 最终: final.
    Final,
}

impl Status {
    /// The word of `claims.csv`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Estimated => "estimated",
            Self::Preliminary => "preliminary",
            Self::Plain => "",
            Self::Revised => "revised",
            Self::Final => "final",
        }
    }

    /// The order in which a claim wins over another: 最终 > 修订 > none > 初步 > 估计 = 预计.
    #[must_use]
    pub fn strength(self) -> u8 {
        match self {
            Self::Expected | Self::Estimated => 0,
            Self::Preliminary => 1,
            Self::Plain => 2,
            Self::Revised => 3,
            Self::Final => 4,
        }
    }
}

const STATUS_WORDS: &[(&str, Status)] = &[
    ("预计", Status::Expected),
    ("估计", Status::Estimated),
    ("初步", Status::Preliminary),
    ("修订", Status::Revised),
    ("最终", Status::Final),
    ("expected", Status::Expected),
    ("estimated", Status::Estimated),
    ("preliminary", Status::Preliminary),
    ("revised", Status::Revised),
    ("final", Status::Final),
];

/// Keys of the full form. `target`, `parts`, `scope`, `quote`, `source` and `note` belong to the ledger's chapter.
const KEYS: &[&str] = &["value", "period", "target", "status", "scope", "quote", "source", "note", "parts"];

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
    /// How settled they are.
    pub status: Status,
    /// Area of a county the figures are about (开发区), if not the whole.
    pub scope: Option<String>,
    /// A remark for the data's readers.
    pub note: Option<String>,
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
        Value::Map(_) => read_full(f, entry, key, default, date, out),
        Value::Null => empty_value(f, entry),
        Value::List(_) => f.wrong_shape(&entry.key, &entry.node, "一个数值，例如 10.5亿元", "a value, as in 10.5亿元"),
    }
}

#[derive(Default)]
struct Details {
    status: Status,
    scope: Option<String>,
    note: Option<String>,
}

fn push(out: &mut Vec<Metric>, name: Spanned<String>, period: Period, stated: Vec<Stated>, details: Details) {
    if !stated.is_empty() {
        let Details { status, scope, note } = details;
        out.push(Metric { name, period, stated, status, scope, note });
    }
}

fn read_full(
    f: &mut Fields<'_, '_>,
    entry: &Entry,
    key: Key,
    default: Option<Period>,
    date: Option<Date>,
    out: &mut Vec<Metric>,
) {
    let path = f.span(&entry.key_range).file;
    let mut full = Fields::open(&path, &entry.node, KEYS, f.findings());
    let own = full.text("period").and_then(|t| read_period(&mut full, &t, date));
    let value = full.node("value");
    let mut stated = match value.and_then(scalar).zip(value) {
        Some(((text, quoted), node)) => parse_parts(&mut full, text, &node.range, quoted),
        None => Vec::new(),
    };
    let target = read_target(&mut full, date);
    let details = Details {
        status: full.word("status", STATUS_WORDS).unwrap_or_default(),
        scope: full.plain("scope"),
        note: full.plain("note"),
    };
    if value.is_none() && target.is_none() {
        full.report_missing("value", "数值", "10.5亿元", entry.key_range.clone());
    }
    let Some(period) = key.period.or(own).or(default) else { return missing_period(f, entry, date) };
    if let Some((target_period, parts)) = target {
        match target_period {
            Some(other) if other != period => push(out, key.name.clone(), other, parts, Details::default()),
            _ => stated.extend(parts),
        }
    }
    push(out, key.name, period, stated, details);
}

/// `target: 20亿元以上`, or a mapping with its own period and source.
fn read_target(f: &mut Fields<'_, '_>, date: Option<Date>) -> Option<(Option<Period>, Vec<Stated>)> {
    let node = f.node("target")?;
    if let Some((text, quoted)) = scalar(node) {
        return Some((None, as_target(parse_parts(f, text, &node.range, quoted))));
    }
    let path = f.span(&node.range).file;
    let mut t = Fields::open(&path, node, &["value", "period", "source"], f.findings());
    let period = t.text("period").and_then(|p| read_period(&mut t, &p, date));
    let value = t.required("value", "目标值", "20亿元以上")?;
    let parts = parse_parts(&mut t, &value.value, &value.range, true);
    Some((period, as_target(parts)))
}

fn as_target(parts: Vec<Stated>) -> Vec<Stated> {
    parts.into_iter().map(|s| Stated { part: as_target_part(s.part), range: s.range }).collect()
}

/// What stands under `target` is one, whether 目标 is written or not.
fn as_target_part(part: Part) -> Part {
    let what = match part.what {
        What::Target(inner) => What::Target(inner),
        other => What::Target(Box::new(other)),
    };
    Part { what, ..part }
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
