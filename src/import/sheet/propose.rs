//! A mapping for a workbook that was never seen: rows and columns are told apart by what their cells say.

use std::collections::BTreeSet;

use crate::diag::nearest;
use crate::extract::Known;
use crate::import::byline::find_date;
use crate::quantity::{Period, Unit};

use super::book::{Book, Sheet};
use super::mapping::{Axis, Block, Mapping, Write};
use super::tables::labels;

/// How the site calls things.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Each county's names.
    pub counties: Vec<Vec<String>>,
    /// Indicators with names and units.
    pub indicators: Vec<Known>,
}

/// More names than an editor maps; a sheet with more has something else where its indicators were thought to be.
const MAX_NAMES: usize = 1_000;

/// Words for a change on the year before, and for a place in an order.
const GROWTH: [&str; 8] = ["增速", "增长", "同比", "增幅", "比上年", "比去年", "±%", "增减"];
const RANK: [&str; 3] = ["位次", "排名", "名次"];

/// Cells over a table that may be its title.
const MAX_TITLES: usize = 100;
/// Longer names are sentences, and like no indicator's.
const LONGEST_NAME: usize = 60;
/// So many cells are enough to see what a row or column is about.
const MAX_LOOKED: usize = 500;

/// What the cells of a row or column say, by the greater part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    County,
    Period,
    Other,
}

/// Proposes a mapping.
#[must_use]
pub fn propose(book: &Book, names: &Names) -> Mapping {
    let counties: BTreeSet<&str> = names.counties.iter().flatten().map(String::as_str).collect();
    let blocks: Vec<Block> = book.sheets.iter().filter_map(|sheet| block(sheet, names, &counties)).collect();
    let mut own: Vec<(String, Option<String>)> = Vec::new();
    let mut seen = BTreeSet::new();
    for block in &blocks {
        let Some(sheet) = book.sheets.iter().find(|sheet| sheet.name == block.sheet) else { continue };
        for label in labels(sheet, block) {
            if own.len() < MAX_NAMES && seen.insert(label.clone()) {
                let is = indicator(&label, names);
                own.push((label, is));
            }
        }
    }
    let date =
        book.sheets.iter().flat_map(|sheet| sheet.rows.iter().take(2).flatten()).find_map(|cell| find_date(&cell.text));
    Mapping { write: Write::Articles, date: date.map(|(date, _)| date), source: None, blocks, names: own }
}

fn block(sheet: &Sheet, names: &Names, counties: &BTreeSet<&str>) -> Option<Block> {
    let first = (0..sheet.rows.len()).find(|row| is_data(sheet, *row))?;
    let last = (first..sheet.rows.len()).rev().find(|row| is_data(sheet, *row))?;
    let is_figure = |column: &usize| {
        let cells = (first..=last).filter_map(|row| sheet.cell(row, *column)).filter(|cell| !is_gap(&cell.text));
        let (numbers, others): (Vec<_>, Vec<_>) = cells.partition(|cell| cell.is_number || is_figure(&cell.text));
        // Years down a column are periods, not figures.
        numbers.len() > others.len() && !numbers.iter().all(|cell| is_year(&cell.text))
    };
    let columns: Vec<usize> = (0..sheet.width()).filter(is_figure).collect();
    let (left, right) = (*columns.first()?, *columns.last()?);
    let mut block = Block {
        sheet: sheet.name.clone(),
        rows: first..=last,
        columns: left..=right,
        county: None,
        indicator: None,
        period: None,
        unit: None,
    };
    for column in 0..left {
        let said = says((first..=last).map(|row| sheet.at(row, column)), counties);
        settle(&mut block, said, Axis::Column(column));
    }
    for row in (0..first).rev() {
        let filled = (left..=right).filter(|column| !sheet.at(row, *column).is_empty()).count();
        if filled > 0 && (filled > 1 || left == right) {
            let said = says((left..=right).map(|column| sheet.at(row, column)), counties);
            settle(&mut block, said, Axis::Row(row));
        }
    }
    by_title(sheet, first, names, &mut block);
    Some(block)
}

/// A row with figures in more than one cell, or beside a name.
fn is_data(sheet: &Sheet, row: usize) -> bool {
    let cells = sheet.rows.get(row).map(Vec::as_slice).unwrap_or_default();
    let numbers = cells.iter().filter(|cell| (cell.is_number && !is_year(&cell.text)) || is_figure(&cell.text)).count();
    let texts = cells.iter().filter(|cell| !cell.is_number && !cell.text.is_empty()).count();
    numbers > 0 && (texts > 0 || cells.iter().filter(|cell| is_year(&cell.text)).count() > 0)
}

/// What a cell says where there is no figure.
fn is_gap(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '…' | '.' | '-' | '—' | '–' | '/' | '#' | '*'))
}

fn is_figure(text: &str) -> bool {
    let bare = text.trim_end_matches('%').replace(',', "");
    !bare.is_empty() && bare.parse::<rust_decimal::Decimal>().is_ok() && !is_year(text)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20")) && text.bytes().all(|b| b.is_ascii_digit())
}

fn says<'s>(cells: impl Iterator<Item = &'s str>, known: &BTreeSet<&str>) -> Says {
    let (mut counties, mut periods, mut all) = (0, 0, 0);
    for cell in cells.filter(|cell| !cell.is_empty()).take(MAX_LOOKED) {
        all += 1;
        counties += usize::from(known.contains(cell));
        periods += usize::from(period(cell).is_some());
    }
    match () {
        () if counties * 2 > all => Says::County,
        () if periods * 2 > all => Says::Period,
        () => Says::Other,
    }
}

/// A period as sheets write it: with a year of its own, or as a year alone.
pub fn period(text: &str) -> Option<Period> {
    let text = if is_year(text) { format!("{text}年") } else { text.to_owned() };
    let year = time::Date::from_calendar_date(1000, time::Month::December, 31).ok();
    Period::read(&text, year).ok().map(|reading| reading.period)
}

fn settle(block: &mut Block, said: Says, axis: Axis) {
    let place = match said {
        Says::County => &mut block.county,
        Says::Period => &mut block.period,
        Says::Other => &mut block.indicator,
    };
    place.get_or_insert(axis);
}

/// What neither rows nor columns say, the title over the table or the name of the sheet may.
fn by_title(sheet: &Sheet, first: usize, names: &Names, block: &mut Block) {
    let mut titles = vec![sheet.name.clone()];
    titles.extend(sheet.rows.iter().take(first).flatten().take(MAX_TITLES).map(|cell| cell.text.clone()));
    let find = |read: &dyn Fn(&str) -> Option<String>| titles.iter().find_map(|title| read(title)).map(Axis::Value);
    if block.county.is_none() {
        let county = |title: &str| names.counties.iter().flatten().find(|name| title.contains(name.as_str())).cloned();
        block.county = find(&county);
    }
    if block.period.is_none() {
        block.period = find(&period_within);
    }
    if block.indicator.is_none() {
        block.indicator = find(&|title| Some(indicator(title, names)?.clone()));
    }
    block.unit = titles.iter().find_map(|title| {
        let after = title.split_once("单位：").or_else(|| title.split_once("单位:"))?.1;
        let unit: String = after.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '%').collect();
        Unit::parse(&unit).map(|_| unit)
    });
}

/// `乐陵市2023年主要指标` → 2023年
fn period_within(title: &str) -> Option<String> {
    let start = title.find("20").or_else(|| title.find("19"))?;
    let rest = title.get(start..)?;
    let ends: Vec<usize> = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(14).collect();
    ends.into_iter()
        .rev()
        .filter_map(|end| rest.get(..end))
        .find(|text| text.chars().count() >= 4 && period(text).is_some())
        .map(str::to_owned)
}

/// The site's indicator for a name in a table; with 增速 or 位次 behind it where the name says so.
fn indicator(label: &str, names: &Names) -> Option<String> {
    let last = label.rsplit(" / ").next().unwrap_or(label);
    let has = |words: &[&str]| words.iter().any(|word| last.contains(word));
    let what = match () {
        () if has(&RANK) => " 位次",
        () if has(&GROWTH) => " 增速",
        () => "",
    };
    // 总量 under 地区生产总值 is that; so is 增速.
    let mut parts = label.rsplit(" / ").filter(|part| what.is_empty() || *part != last || !label.contains(" / "));
    parts.find_map(|part| known_name(&bare_name(part, what), names)).map(|name| format!("{name}{what}"))
}

/// The site's name for an indicator, if it has it or one much like it.
fn known_name(bare: &str, names: &Names) -> Option<String> {
    let is_it = |own: &&Known| own.name == bare || own.id == bare || own.aliases.iter().any(|alias| alias == bare);
    if let Some(own) = names.indicators.iter().find(is_it) {
        return Some(own.name.clone());
    }
    if bare.chars().count() > LONGEST_NAME {
        return None;
    }
    let all = names.indicators.iter().map(|own| own.name.as_str());
    let near = nearest(bare, all).filter(|near| near.contains(bare) || bare.contains(near))?;
    Some(near.to_owned())
}

/// `GDP（亿元）` → GDP
fn bare_name(label: &str, what: &str) -> String {
    let bare = label.split(['（', '(']).next().unwrap_or(label).trim();
    let bare = if what.is_empty() {
        bare
    } else {
        GROWTH.iter().chain(&RANK).fold(bare, |bare, word| bare.trim_end_matches(word))
    };
    bare.trim_matches([' ', '、', '：', ':']).trim_start_matches(['#', '其', '中']).to_owned()
}
