//! Workbook and mapping → figures → one story for each county, with lines of metrics.

use std::collections::{BTreeMap, BTreeSet};

use time::Date;

use super::book::{Book, Sheet};
use super::mapping::{Axis, Block, Mapping};
use super::propose::Names;
use crate::diag::{Code, Diagnostic, Words};
use crate::import::story::{Align, Block as Part, Story, Table, text};
use crate::quantity::{Period, Unit};

/// More rows than the heads of a table have.
const MAX_HEADS: usize = 10;
/// What stands over several rows or columns stands over no more than these.
const MAX_MERGED: usize = 300;
/// More counties than a sheet is about.
const MAX_COUNTIES: usize = 1_000;
/// More problems than an editor reads.
const MAX_PROBLEMS: usize = 50;

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
        Some(Axis::Row(row)) => labels.extend(column_labels(sheet, block, *row)),
        Some(Axis::Value(value)) => labels.push(value.clone()),
        None => {}
    }
    labels.retain(|label| !label.is_empty());
    let mut seen = BTreeSet::new();
    labels.retain(|label| seen.insert(label.clone()));
    labels
}

/// What the columns are headed: a head that stands over several columns holds for those right of it, too.
fn column_labels(sheet: &Sheet, block: &Block, row: usize) -> Vec<String> {
    let first = *block.columns.start();
    let is_filled = |above: &usize| !sheet.at(*above, first).is_empty();
    let top = (row.saturating_sub(MAX_HEADS)..row).rev().take_while(is_filled).last().unwrap_or(row);
    let is_other = |row: usize| block.period == Some(Axis::Row(row)) || block.county == Some(Axis::Row(row));
    let heads: Vec<usize> = (top..=row).filter(|row| !is_other(*row)).collect();
    let mut over = vec![""; heads.len()];
    let mut labels: Vec<String> = Vec::new();
    for column in block.columns.clone() {
        for (head, row) in over.iter_mut().zip(&heads) {
            let own = sheet.at(*row, column);
            if !own.is_empty() {
                *head = own;
            }
        }
        labels.push(column_label(&over, labels.last()));
    }
    labels
}

fn column_label(heads: &[&str], before: Option<&String>) -> String {
    let mut parts: Vec<&str> = heads.iter().copied().filter(|head| !head.is_empty()).collect();
    parts.dedup();
    match (parts.as_slice(), before) {
        // A column of changes stands beside the figures that changed.
        ([label], Some(before)) if is_dependent(label) => {
            format!("{} / {label}", before.split(" / ").next().unwrap_or_default())
        }
        _ => parts.join(" / "),
    }
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
    let own = mapping.names.iter().map(|(name, own)| (name.as_str(), own.as_deref())).collect();
    let reading = Reading { date: mapping.date, own, names };
    for block in &mapping.blocks {
        match book.sheets.iter().find(|sheet| sheet.name == block.sheet) {
            Some(sheet) => reading.table(sheet, block, &mut figures, &mut problems),
            None => problems
                .push(bad(&format!("没有“{}”这张表", block.sheet), &format!("there is no sheet `{}`", block.sheet))),
        }
    }
    problems.dedup();
    if problems.is_empty() { Ok(figures) } else { Err(problems) }
}

/// What figures are read by.
struct Reading<'m> {
    date: Option<Date>,
    /// Names in the tables with the site's.
    own: BTreeMap<&'m str, Option<&'m str>>,
    names: &'m Names,
}

/// A cell with what it belongs to.
struct CellAt<'s> {
    sheet: &'s Sheet,
    block: &'s Block,
    row: usize,
    column: usize,
}

impl Reading<'_> {
    fn table(&self, sheet: &Sheet, block: &Block, figures: &mut Vec<Figure>, problems: &mut Vec<Diagnostic>) {
        problems.extend(open_axes(sheet, block));
        let labels =
            if let Some(Axis::Row(row)) = block.indicator { column_labels(sheet, block, row) } else { Vec::new() };
        for row in block.rows.clone().take_while(|row| *row < sheet.rows.len()) {
            for (n, column) in block.columns.clone().take_while(|column| *column < sheet.width()).enumerate() {
                let cell = CellAt { sheet, block, row, column };
                match self.figure(&cell, labels.get(n).map(String::as_str)) {
                    Ok(figure) => figures.extend(figure),
                    Err(problem) if problems.contains(&problem) || problems.len() > MAX_PROBLEMS => {}
                    Err(problem) => problems.push(*problem),
                }
            }
        }
    }

    fn figure(&self, cell: &CellAt<'_>, head: Option<&str>) -> Result<Option<Figure>, Box<Diagnostic>> {
        let Some(value) = cell.sheet.cell(cell.row, cell.column).and_then(|cell| number(&cell.text)) else {
            return Ok(None);
        };
        let block = cell.block;
        let (county, period) = (cell.says(block.county.as_ref()), cell.says(block.period.as_ref()));
        let label = head.map_or_else(|| cell.says(block.indicator.as_ref()), str::to_owned);
        if county.is_empty() || label.is_empty() {
            return Ok(None);
        }
        let own = self.own.get(label.as_str()).copied().flatten().ok_or_else(|| Box::new(open_name(&label)))?;
        if own == "skip" {
            return Ok(None);
        }
        let period = read_period(&period, self.date).ok_or_else(|| Box::new(bad_period(&period)))?;
        let part = part(&value, own, &label, block, self.names);
        let indicator = own.trim_end_matches(" 增速").trim_end_matches(" 位次").to_owned();
        Ok(Some(Figure { county, indicator, period, part }))
    }
}

fn open_axes<'s>(sheet: &'s Sheet, block: &'s Block) -> impl Iterator<Item = Diagnostic> + 's {
    let axes =
        [(&block.county, "县", "county"), (&block.indicator, "指标", "indicator"), (&block.period, "时期", "period")];
    axes.into_iter().filter(|(axis, ..)| axis.is_none()).map(move |(_, zh, en)| {
        bad(
            &format!("“{}”没有说明{zh}写在哪里（{en}）", sheet.name),
            &format!("`{}` does not say where the {en} stands", sheet.name),
        )
    })
}

impl CellAt<'_> {
    /// What an axis says about the cell. What stands over several rows or columns is written in the first of them.
    fn says(&self, axis: Option<&Axis>) -> String {
        let sheet = self.sheet;
        let filled = |text: &&str| !text.is_empty();
        let text = match axis {
            Some(Axis::Column(at)) => {
                let rows = (*self.block.rows.start()..=self.row).rev().take(MAX_MERGED);
                rows.map(|row| sheet.at(row, *at)).find(filled)
            }
            Some(Axis::Row(at)) => {
                let columns = (*self.block.columns.start()..=self.column).rev().take(MAX_MERGED);
                columns.map(|column| sheet.at(*at, column)).find(filled)
            }
            Some(Axis::Value(value)) => Some(value.as_str()),
            None => None,
        };
        text.unwrap_or_default().replace(' ', "")
    }
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
    let mut order: Vec<&str> = Vec::new();
    let mut by_county: BTreeMap<&str, Vec<&Figure>> = BTreeMap::new();
    for figure in &figures {
        let of = by_county.entry(&figure.county).or_insert_with(|| {
            order.push(&figure.county);
            Vec::new()
        });
        of.push(figure);
    }
    if order.len() > MAX_COUNTIES {
        return Err(vec![bad(
            &format!("表里有{}个县，怕是“县”写错了地方（county）", order.len()),
            &format!("{} counties in a sheet: `county` may say the wrong place", order.len()),
        )]);
    }
    let stories = order.into_iter().filter_map(|county| Some(place(county, by_county.get(county)?, mapping)));
    Ok(stories.collect())
}

fn place(county: &str, figures: &[&Figure], mapping: &Mapping) -> Place {
    let mut lines: Vec<Said> = Vec::new();
    let mut known: BTreeMap<(&str, Period), usize> = BTreeMap::new();
    for figure in figures {
        let at = *known.entry((figure.indicator.as_str(), figure.period)).or_insert_with(|| {
            lines.push((figure.indicator.clone(), figure.period, Vec::new()));
            lines.len() - 1
        });
        if let Some((_, _, parts)) = lines.get_mut(at) {
            parts.push(figure.part.clone());
        }
    }
    let metrics =
        lines.iter().map(|(indicator, period, parts)| format!("{indicator} {period}: {}", value(parts))).collect();
    Place { county: county.to_owned(), story: story(county, &lines, mapping), metrics }
}

/// An indicator, a period and the parts of its line.
type Said = (String, Period, Vec<String>);

/// A minus at the beginning would be a list to YAML.
fn value(parts: &[String]) -> String {
    let text = parts.join(", ");
    if text.starts_with('-') { format!("\"{text}\"") } else { text }
}

fn story(county: &str, lines: &[Said], mapping: &Mapping) -> Story {
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
