//! Workbook and mapping → figures → one story for each county, with lines of metrics.

use time::Date;

use super::book::{Book, Sheet};
use super::mapping::{Axis, Block, Mapping};
use super::propose::Names;
use crate::diag::{Code, Diagnostic, Words};
use crate::import::story::{Align, Block as Part, Story, Table, text};
use crate::quantity::{Period, Unit};

/// A figure of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The county as the sheet calls it.
    pub county: String,
    /// The site's name for the indicator.
    pub indicator: String,
    /// Its period.
    pub period: Period,
    /// The part of a metrics line: `10.5亿元`, `+3.2%`, `第1`.
    pub part: String,
}

/// What the figures of one county come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The county as the sheet calls it.
    pub county: String,
    /// Its article.
    pub story: Story,
    /// Its lines of metrics.
    pub metrics: Vec<String>,
}

/// The names that the indicators of a table have in it.
pub fn labels(sheet: &Sheet, block: &Block) -> Vec<String> {
    let mut labels = Vec::new();
    match &block.indicator {
        Some(Axis::Column(column)) => {
            labels.extend(block.rows.clone().map(|row| sheet.at(row, *column).to_owned()));
        }
        Some(Axis::Row(_)) => labels.extend(block.columns.clone().map(|column| column_label(sheet, block, column))),
        Some(Axis::Value(value)) => labels.push(value.clone()),
        None => {}
    }
    labels.retain(|label| !label.is_empty());
    let mut seen = Vec::new();
    labels.retain(|label| {
        let is_new = !seen.contains(label);
        seen.push(label.clone());
        is_new
    });
    labels
}

/// What a column is headed: a head that stands over several columns holds for those right of it, too.
fn column_label(sheet: &Sheet, block: &Block, column: usize) -> String {
    let Some(Axis::Row(row)) = block.indicator else { return String::new() };
    let is_period = |row: usize| block.period == Some(Axis::Row(row)) || block.county == Some(Axis::Row(row));
    let mut parts: Vec<String> = Vec::new();
    let top =
        (0..row).rev().take_while(|above| !sheet.at(*above, *block.columns.start()).is_empty()).last().unwrap_or(row);
    for row in (top..=row).filter(|row| !is_period(*row)) {
        let own =
            (*block.columns.start()..=column).rev().map(|column| sheet.at(row, column)).find(|text| !text.is_empty());
        parts.extend(own.map(str::to_owned).filter(|own| parts.last() != Some(own)));
    }
    let label = parts.join(" / ");
    // A column of changes stands beside the figures that changed.
    if parts.len() == 1 && is_dependent(&label) && column > *block.columns.start() {
        let before = column_label(sheet, block, column - 1);
        return format!("{} / {label}", before.split(" / ").next().unwrap_or_default());
    }
    label
}

fn is_dependent(label: &str) -> bool {
    ["增速", "增长", "同比", "增幅", "比上年", "比去年", "±", "位次", "排名", "名次", "增减"]
        .iter()
        .any(|word| label.starts_with(word))
}

/// The figures of a workbook.
///
/// # Errors
/// What the mapping leaves open, or says that the workbook has not.
pub fn figures(book: &Book, mapping: &Mapping, names: &Names) -> Result<Vec<Figure>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut figures = Vec::new();
    for block in &mapping.blocks {
        match book.sheets.iter().find(|sheet| sheet.name == block.sheet) {
            Some(sheet) => table(sheet, block, mapping, names, &mut figures, &mut problems),
            None => problems
                .push(bad(&format!("没有“{}”这张表", block.sheet), &format!("there is no sheet `{}`", block.sheet))),
        }
    }
    problems.dedup();
    if problems.is_empty() { Ok(figures) } else { Err(problems) }
}

fn table(
    sheet: &Sheet,
    block: &Block,
    mapping: &Mapping,
    names: &Names,
    figures: &mut Vec<Figure>,
    problems: &mut Vec<Diagnostic>,
) {
    for (axis, zh, en) in
        [(&block.county, "县", "county"), (&block.indicator, "指标", "indicator"), (&block.period, "时期", "period")]
    {
        if axis.is_none() {
            problems.push(bad(
                &format!("“{}”没有说明{zh}写在哪里（{en}）", sheet.name),
                &format!("`{}` does not say where the {en} stands", sheet.name),
            ));
        }
    }
    for row in block.rows.clone() {
        for column in block.columns.clone() {
            match figure(sheet, block, mapping, names, (row, column)) {
                Ok(figure) => figures.extend(figure),
                Err(problem) if problems.contains(&problem) => {}
                Err(problem) => problems.push(*problem),
            }
        }
    }
}

fn figure(
    sheet: &Sheet,
    block: &Block,
    mapping: &Mapping,
    names: &Names,
    (row, column): (usize, usize),
) -> Result<Option<Figure>, Box<Diagnostic>> {
    let Some(value) = sheet.cell(row, column).map(|cell| number(&cell.text)).unwrap_or_default() else {
        return Ok(None);
    };
    let said = |axis: &Option<Axis>| {
        axis.as_ref().map(|axis| read_axis(sheet, axis, block, (row, column))).unwrap_or_default()
    };
    let (county, period) = (said(&block.county), said(&block.period));
    let label = match &block.indicator {
        Some(Axis::Row(_)) => column_label(sheet, block, column),
        axis => said(axis),
    };
    if county.is_empty() || label.is_empty() {
        return Ok(None);
    }
    let own = mapping.names.iter().find(|(name, _)| *name == label).and_then(|(_, own)| own.clone());
    let own = own.ok_or_else(|| Box::new(open_name(&label)))?;
    if own == "skip" {
        return Ok(None);
    }
    let period = read_period(&period, mapping.date).ok_or_else(|| Box::new(bad_period(&period)))?;
    let part = part(&value, &own, &label, block, names);
    let indicator = own.trim_end_matches(" 增速").trim_end_matches(" 位次").to_owned();
    Ok(Some(Figure { county, indicator, period, part }))
}

fn read_axis(sheet: &Sheet, axis: &Axis, block: &Block, (row, column): (usize, usize)) -> String {
    let text = match axis {
        // What stands over several rows or columns is written in the first of them.
        Axis::Column(at) => {
            (*block.rows.start()..=row).rev().map(|row| sheet.at(row, *at)).find(|text| !text.is_empty())
        }
        Axis::Row(at) => {
            (*block.columns.start()..=column).rev().map(|column| sheet.at(*at, column)).find(|text| !text.is_empty())
        }
        Axis::Value(value) => Some(value.as_str()),
    };
    text.unwrap_or_default().replace(' ', "")
}

fn read_period(text: &str, date: Option<Date>) -> Option<Period> {
    super::propose::period(text)
        .filter(|period| period.year() > 1900)
        .or_else(|| Some(Period::read(text, date).ok()?.period))
}

/// A number as it is written; `…`, `-` and blanks are no figures.
fn number(text: &str) -> Option<String> {
    let bare: String = text.trim().replace([',', '，', ' '], "");
    let digits = bare.strip_suffix('%').unwrap_or(&bare);
    digits.parse::<rust_decimal::Decimal>().ok().map(|_| bare)
}

fn part(value: &str, own: &str, label: &str, block: &Block, names: &Names) -> String {
    if own.ends_with(" 位次") {
        return format!("第{value}");
    }
    if own.ends_with(" 增速") {
        let sign = if value.starts_with(['-', '+']) { "" } else { "+" };
        let unit = if label.contains("百分点") { "个百分点" } else { "%" };
        return format!("{sign}{}{unit}", value.trim_end_matches('%'));
    }
    if value.ends_with('%') {
        return value.to_owned();
    }
    let of_label = label.split(" / ").filter_map(|part| {
        let unit = part.split_once(['（', '('])?.1.split(['）', ')']).next()?;
        Unit::parse(unit).map(|_| unit.to_owned())
    });
    let of_label = of_label.last();
    let of_site = || {
        names
            .indicators
            .iter()
            .find(|known| known.name == own || known.id == own)?
            .unit
            .as_ref()
            .map(ToString::to_string)
    };
    let unit = of_label.or_else(|| block.unit.clone()).or_else(of_site);
    format!("{value}{}", unit.unwrap_or_default())
}

/// The article of each county, in the order of the sheets.
///
/// # Errors
/// What the mapping leaves open, or says that the workbook has not.
pub fn stories(book: &Book, mapping: &Mapping, names: &Names) -> Result<Vec<Place>, Vec<Diagnostic>> {
    let figures = figures(book, mapping, names)?;
    let mut counties: Vec<&str> = Vec::new();
    for figure in &figures {
        if !counties.contains(&figure.county.as_str()) {
            counties.push(&figure.county);
        }
    }
    Ok(counties.into_iter().map(|county| place(county, &figures, mapping)).collect())
}

fn place(county: &str, figures: &[Figure], mapping: &Mapping) -> Place {
    let mut lines: Vec<(String, Period, Vec<String>)> = Vec::new();
    for figure in figures.iter().filter(|figure| figure.county == county) {
        match lines.iter_mut().find(|(own, period, _)| *own == figure.indicator && *period == figure.period) {
            Some((_, _, parts)) => parts.push(figure.part.clone()),
            None => lines.push((figure.indicator.clone(), figure.period, vec![figure.part.clone()])),
        }
    }
    let metrics =
        lines.iter().map(|(indicator, period, parts)| format!("{indicator} {period}: {}", value(parts))).collect();
    Place { county: county.to_owned(), story: story(county, &lines, mapping), metrics }
}

/// A minus at the beginning would be a list to YAML.
fn value(parts: &[String]) -> String {
    let text = parts.join(", ");
    if text.starts_with('-') { format!("\"{text}\"") } else { text }
}

fn story(county: &str, lines: &[(String, Period, Vec<String>)], mapping: &Mapping) -> Story {
    let mut periods: Vec<Period> = lines.iter().map(|(_, period, _)| *period).collect();
    periods.sort_unstable();
    periods.dedup();
    let over = match periods.as_slice() {
        [one] => one.label(),
        [first, .., last] => format!("{}至{}", first.label(), last.label()),
        [] => String::new(),
    };
    let cell = |words: &str| vec![text(words)];
    let head = ["指标", "时期", "数值"].map(cell).to_vec();
    let rows = lines
        .iter()
        .map(|(indicator, period, parts)| vec![cell(indicator), cell(&period.label()), cell(&parts.join("，"))]);
    let table = Table {
        columns: vec![Align::None, Align::None, Align::Right],
        rows: std::iter::once(head).chain(rows).collect(),
    };
    Story {
        title: Some(format!("{county}{over}主要指标")),
        date: mapping.date,
        source: mapping.source.clone(),
        blocks: vec![Part::Table(table)],
        ..Story::default()
    }
}

fn bad(zh: &str, en: &str) -> Diagnostic {
    Diagnostic::new(Code::BadMapping, Words::new(format!("对照文件：{zh}"), format!("mapping: {en}")))
        .help(Words::new("改好对照文件，再运行一次", "mend the mapping and run the command again"))
}

fn open_name(label: &str) -> Diagnostic {
    bad(&format!("“{label}”没有写对应的指标（names）"), &format!("`{label}` has no indicator (`names`)"))
}

fn bad_period(text: &str) -> Diagnostic {
    bad(&format!("“{text}”读不成时期"), &format!("`{text}` is no period"))
}
