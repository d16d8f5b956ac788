//! The site's open data as tables: every row of `claims.csv`, `series.csv` and of what `export` writes, and the Data
//! Package that describes them. Pure; it knows the model, but neither pages nor files.
//!
//! Each table is declared once: its columns' names, types and descriptions serve CSV, JSON, the Data Package, xlsx and
//! `SQLite` alike. Every value is text, numbers exactly as stated.

mod package;
mod rows;

use std::borrow::Cow;

pub use package::package;
pub use rows::{
    ArticleRow, ClaimRow, CountyRow, EventRow, IndicatorRow, ProjectRow, SeriesRow, articles, claim, claims, counties,
    events, indicators, of_point, of_series, projects, series,
};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A decimal number.
    Number,
    /// A whole number.
    Integer,
    /// A day, `2023-12-26`.
    Date,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in the head.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it means.
    pub description: &'static str,
    /// The words it is limited to; empty if it is not.
    pub words: &'static [&'static str],
}

/// A row of a table.
pub trait Row {
    /// The table's name.
    const NAME: &'static str;
    /// What it holds.
    const TITLE: &'static str;
    /// Its columns.
    const COLUMNS: &'static [Column];

    /// The cells, in the order of the columns; an empty one is missing.
    fn cells(&self) -> Vec<&str>;
}

/// Text of a cell.
pub type Cell<'a> = Cow<'a, str>;

/// UTF-8 with BOM, so that Excel and WPS open it in Chinese.
#[must_use]
pub fn csv<R: Row>(rows: impl Iterator<Item = R>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    // Writing to memory fails only for rows of unequal length, which one table cannot have.
    let _ = writer.write_record(R::COLUMNS.iter().map(|c| c.name));
    for row in rows {
        let _ = writer.write_record(row.cells());
    }
    writer.into_inner().unwrap_or_default()
}
