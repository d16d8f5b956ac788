//! The cells of a workbook as text. Numbers are printed in at most fifteen digits, as spreadsheet programs show them.

use std::io::Cursor;

use calamine::{Data, DataRef, Reader as _, Sheets, Xlsx, open_workbook_auto_from_rs};

use super::guard;
use crate::import::fault::Fault;

/// More cells than a table of all counties of a province for ten years has.
pub const MAX_CELLS: usize = 200_000;
/// What the text of all cells may come to.
const MAX_TEXT: usize = 16 << 20;
/// Columns and rows further out are not looked at.
const MAX_COLUMN: u32 = 2_000;
const MAX_ROW: u32 = 200_000;

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it says, without white space at its ends.
    pub text: String,
    /// Whether it is a number, not a text.
    pub is_number: bool,
}

/// A sheet: rows of cells, as many as are filled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// Its sheets that have cells.
    pub sheets: Vec<Sheet>,
}

impl Sheet {
    /// What a cell says; nothing where there is none. Rows and columns from 0.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> &str {
        self.cell(row, column).map_or("", |cell| &cell.text)
    }

    /// A cell that is there.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.rows.get(row)?.get(column)
    }

    /// How many columns there are.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or_default()
    }

    fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), Fault> {
        if row >= MAX_ROW || column >= MAX_COLUMN {
            return Err(Fault::TooMany);
        }
        let (row, column) = (row as usize, column as usize);
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        if let Some(cells) = self.rows.get_mut(row) {
            if cells.len() <= column {
                cells.resize(column + 1, Cell::default());
            }
            if let Some(place) = cells.get_mut(column) {
                *place = cell;
            }
        }
        Ok(())
    }
}

/// Counts cells and letters, so that neither grows without bounds.
#[derive(Default)]
struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    fn take(&mut self, cell: &Cell) -> Result<(), Fault> {
        self.cells += 1;
        self.text += cell.text.len();
        if self.cells > MAX_CELLS || self.text > MAX_TEXT { Err(Fault::TooMany) } else { Ok(()) }
    }
}

/// Reads a workbook.
///
/// # Errors
/// When it is broken, locked or hostile, or has no cells.
pub fn read(bytes: &[u8]) -> Result<Book, Fault> {
    guard::check(bytes)?;
    let mut book = match open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| Fault::Broken)? {
        Sheets::Xlsx(mut book) => by_cells(&mut book)?,
        mut other => by_ranges(&mut other)?,
    };
    book.sheets.retain(|sheet| !sheet.rows.is_empty());
    if book.sheets.is_empty() { Err(Fault::Empty) } else { Ok(book) }
}

/// Cell by cell, as a sheet can claim to be larger than memory.
fn by_cells(from: &mut Xlsx<Cursor<&[u8]>>) -> Result<Book, Fault> {
    let mut book = Book::default();
    let mut budget = Budget::default();
    for name in from.sheet_names() {
        let mut sheet = Sheet { name: name.clone(), rows: Vec::new() };
        // Sheets of charts have no cells.
        let Ok(mut cells) = from.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = cells.next_cell().map_err(|_| Fault::Broken)? {
            let (row, column) = cell.get_position();
            let Some(cell) = of_ref(cell.get_value()) else { continue };
            budget.take(&cell)?;
            sheet.put(row, column, cell)?;
        }
        book.sheets.push(sheet);
    }
    Ok(book)
}

/// Sheet by sheet, once [`guard`] has measured them.
fn by_ranges(from: &mut Sheets<Cursor<&[u8]>>) -> Result<Book, Fault> {
    let mut book = Book::default();
    let mut budget = Budget::default();
    for name in from.sheet_names() {
        let Ok(range) = from.worksheet_range(&name) else { continue };
        let (top, left) = range.start().unwrap_or_default();
        let mut sheet = Sheet { name, rows: Vec::new() };
        for (row, column, value) in range.used_cells() {
            let Some(cell) = of_ref(&borrowed(value)) else { continue };
            budget.take(&cell)?;
            let place =
                |n: usize, from: u32| u32::try_from(n).ok().and_then(|n| n.checked_add(from)).ok_or(Fault::TooMany);
            sheet.put(place(row, top)?, place(column, left)?, cell)?;
        }
        book.sheets.push(sheet);
    }
    Ok(book)
}

fn of_ref(value: &DataRef<'_>) -> Option<Cell> {
    let (text, is_number) = match value {
        DataRef::Int(number) => (number.to_string(), true),
        DataRef::Float(number) => (decimal(*number), true),
        DataRef::String(text) => (tidy(text), false),
        DataRef::SharedString(text) => (tidy(text), false),
        DataRef::DateTimeIso(text) => (text.clone(), false),
        DataRef::DateTime(date) => (day(date), false),
        DataRef::Bool(_) | DataRef::DurationIso(_) | DataRef::Error(_) | DataRef::Empty => return None,
    };
    (!text.is_empty()).then_some(Cell { text, is_number })
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        _ => DataRef::Empty,
    }
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fifteen digits are exact in what a sheet stores; what follows comes of computing.
fn decimal(number: f64) -> String {
    let text = format!("{number:.14e}");
    let exact = rust_decimal::Decimal::from_scientific(&text).map(|number| number.normalize().to_string());
    exact.unwrap_or_else(|_| number.to_string())
}

/// The day of a date.
fn day(date: &calamine::ExcelDateTime) -> String {
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{year}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_shown() {
        for (number, expect) in [(10.5, "10.5"), (0.1 + 0.2, "0.3"), (12.8, "12.8"), (1e9, "1000000000"), (-3.0, "-3")]
        {
            assert_eq!(decimal(number), expect);
        }
    }
}
