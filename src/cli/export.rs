//! `export`: the site's data as one file: CSV, JSON, xlsx or `SQLite`.

use std::io;
use std::path::{Path, PathBuf};

use super::Exit;
use super::args::{ExportArgs, ExportForm};
use super::build::today;
use super::report::{print, say, stops, tally};
use crate::dataset::{self, Column, Kind, Row};
use crate::diag::print::Format;
use crate::diag::{Findings, Lang, Words};
use crate::load;
use crate::model::{Options, Site};
use crate::source::Disk;

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

/// Writes the site's data. Errors in the content stop it, as they stop a build.
pub fn export(args: &ExportArgs, lang: Lang) -> Exit {
    let disk = Disk::new(&args.site);
    let mut findings = Findings::new();
    let config = load::config(&disk, None, &mut findings);
    let options = Options { as_of: args.as_of.unwrap_or_else(|| today(&config)), drafts: false };
    let files = disk.scan(&mut findings);
    let site = load::site(&disk, &files, &mut load::Memory::default(), config, options, &mut findings);
    let list = site.config.judged(findings);
    if stops(&list, false) {
        print(&list, Format::Human, lang, &disk);
        let tally = tally(&list);
        let words = Words::new(format!("没有导出：{}。", tally.zh), format!("not exported: {}.", tally.en));
        say(&words, lang);
        return Exit::Content;
    }
    match write(&site, args.format, &args.out) {
        Ok(()) => {
            let out = args.out.display();
            let rows = site.claims.len();
            say(
                &Words::new(format!("已导出 {out}：{rows}个数据点。"), format!("exported {out}: {rows} claims.")),
                lang,
            );
            Exit::Done
        }
        Err(fault) => {
            let out = args.out.display();
            say(&Words::new(format!("写不了 {out}：{fault}"), format!("cannot write {out}: {fault}")), lang);
            Exit::Machine
        }
    }
}

/// The file is made beside its place and then put there, so that a failure leaves the old one.
fn write(site: &Site, form: ExportForm, out: &Path) -> Result<(), Fault> {
    let beside = beside(out);
    let made = match form {
        ExportForm::Csv => std::fs::write(&beside, dataset::csv(dataset::claims(site))).map_err(Fault::from),
        ExportForm::Json => json(site).and_then(|bytes| Ok(std::fs::write(&beside, bytes)?)),
        ExportForm::Xlsx => xlsx(site).and_then(|bytes| Ok(std::fs::write(&beside, bytes)?)),
        ExportForm::Sqlite => sqlite(site, &beside),
    };
    let placed = made.and_then(|()| Ok(std::fs::rename(&beside, out)?));
    if placed.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    placed
}

fn beside(out: &Path) -> PathBuf {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    out.with_file_name(name)
}

fn json(site: &Site) -> Result<Vec<u8>, Fault> {
    let mut all = serde_json::Map::new();
    all.insert("title".to_owned(), serde_json::json!(site.config.title));
    all.insert("publisher".to_owned(), serde_json::json!(site.config.publisher.name));
    all.insert("licence".to_owned(), serde_json::json!(site.config.licence.as_ref().map(|l| &l.text)));
    add(&mut all, dataset::claims(site))?;
    add(&mut all, dataset::series(site))?;
    add(&mut all, dataset::counties(site))?;
    add(&mut all, dataset::indicators(site))?;
    add(&mut all, dataset::articles(site))?;
    add(&mut all, dataset::projects(site))?;
    add(&mut all, dataset::events(site))?;
    let mut bytes = serde_json::to_vec_pretty(&all)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn add<R: Row + serde::Serialize>(
    all: &mut serde_json::Map<String, serde_json::Value>,
    rows: impl Iterator<Item = R>,
) -> Result<(), Fault> {
    let rows = rows.map(serde_json::to_value).collect::<Result<Vec<_>, _>>()?;
    all.insert(R::NAME.to_owned(), rows.into());
    Ok(())
}

/// A sheet for each table.
fn xlsx(site: &Site) -> Result<Vec<u8>, Fault> {
    let mut book = rust_xlsxwriter::Workbook::new();
    // The same data give the same file: not the time of writing, but the day of the newest article.
    let newest = site.articles.first().map_or(site.as_of, |a| a.file.date);
    let year = u16::try_from(newest.year()).unwrap_or(1900);
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(year, u8::from(newest.month()), newest.day())?;
    let properties = rust_xlsxwriter::DocProperties::new().set_title(&site.config.title).set_creation_datetime(&day);
    book.set_properties(&properties);
    sheet(&mut book, dataset::claims(site))?;
    sheet(&mut book, dataset::series(site))?;
    sheet(&mut book, dataset::counties(site))?;
    sheet(&mut book, dataset::indicators(site))?;
    sheet(&mut book, dataset::articles(site))?;
    sheet(&mut book, dataset::projects(site))?;
    sheet(&mut book, dataset::events(site))?;
    Ok(book.save_to_buffer()?)
}

fn sheet<R: Row>(book: &mut rust_xlsxwriter::Workbook, rows: impl Iterator<Item = R>) -> Result<(), Fault> {
    let bold = rust_xlsxwriter::Format::new().set_bold();
    let sheet = book.add_worksheet();
    sheet.set_name(R::NAME)?.set_freeze_panes(1, 0)?;
    for (at, column) in (0u16..).zip(R::COLUMNS) {
        sheet.write_string_with_format(0, at, column.name, &bold)?;
    }
    for (at, row) in (1u32..).zip(rows) {
        for (column, (cell, text)) in (0u16..).zip(R::COLUMNS.iter().zip(row.cells())) {
            write_cell(sheet, at, column, *cell, text)?;
        }
    }
    Ok(())
}

/// Most digits that a number of a spreadsheet holds.
const DIGITS: usize = 15;

/// Numbers are numbers, shown with the decimals they were stated with; longer ones than a spreadsheet can hold stay text.
fn write_cell(
    sheet: &mut rust_xlsxwriter::Worksheet,
    row: u32,
    column: u16,
    kind: Column,
    text: &str,
) -> Result<(), Fault> {
    if text.is_empty() {
        return Ok(());
    }
    let is_number = matches!(kind.kind, Kind::Number | Kind::Integer);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    match text.parse::<f64>() {
        Ok(number) if is_number && digits <= DIGITS => {
            let decimals = text.split_once('.').map_or(0, |(_, d)| d.len());
            let shape = if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals)) };
            let format = rust_xlsxwriter::Format::new().set_num_format(shape);
            sheet.write_number_with_format(row, column, number, &format)?;
        }
        _ => {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(())
}

/// A table for each table; numbers are kept as text, exactly as stated (`CAST(value AS REAL)` makes them numbers).
fn sqlite(site: &Site, path: &Path) -> Result<(), Fault> {
    let mut connection = rusqlite::Connection::open(path)?;
    let work = connection.transaction()?;
    table(&work, dataset::counties(site))?;
    table(&work, dataset::indicators(site))?;
    table(&work, dataset::articles(site))?;
    table(&work, dataset::claims(site))?;
    table(&work, dataset::series(site))?;
    table(&work, dataset::projects(site))?;
    table(&work, dataset::events(site))?;
    work.commit()?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

fn table<R: Row>(work: &rusqlite::Transaction<'_>, rows: impl Iterator<Item = R>) -> Result<(), Fault> {
    let columns: Vec<String> = R::COLUMNS.iter().map(|c| format!("\"{}\" {}", c.name, affinity(*c))).collect();
    work.execute(&format!("CREATE TABLE \"{}\" ({})", R::NAME, columns.join(", ")), [])?;
    let places = vec!["?"; columns.len()].join(", ");
    let mut insert = work.prepare(&format!("INSERT INTO \"{}\" VALUES ({places})", R::NAME))?;
    for row in rows {
        let cells = row.cells().into_iter().map(|text| (!text.is_empty()).then_some(text));
        insert.execute(rusqlite::params_from_iter(cells))?;
    }
    Ok(())
}

fn affinity(column: Column) -> &'static str {
    if column.kind == Kind::Integer { "INTEGER" } else { "TEXT" }
}
