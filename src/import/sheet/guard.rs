//! Measures a workbook before it is read: a file of some kilobytes can claim billions of cells. Reads the marks of
//! sizes alone, not the cells.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::book::MAX_CELLS;
use crate::import::fault::Fault;
use crate::import::package::Package;
use crate::import::xml;

/// Cells that all sheets may span, empty ones included.
const MAX_SPAN: u64 = 2_000_000;
/// The record with which a sheet begins.
const BOF: u16 = 0x809;
/// An old workbook is a table of its strings and cells that name them; this bounds what naming can multiply.
const MAX_OLD: usize = 8 << 20;

/// Checks a workbook.
///
/// # Errors
/// When it is broken, locked or hostile.
pub fn check(bytes: &[u8]) -> Result<(), Fault> {
    if !bytes.starts_with(b"PK") {
        return old(bytes);
    }
    let mut package = Package::open(bytes)?;
    // Every part may be read, so no part may declare entities.
    distinct(package.part("xl/workbook.xml")?, "sheet", "r:id")?;
    distinct(package.part("xl/_rels/workbook.xml.rels")?, "Relationship", "Target")?;
    match package.part("content.xml")? {
        Some(content) => measure(&content),
        None => Ok(()),
    }
}

/// Many sheets may not be one part, read again and again.
fn distinct(part: Option<Vec<u8>>, name: &str, attribute: &str) -> Result<(), Fault> {
    let Some(part) = part else { return Ok(()) };
    let root = xml::read(&part)?;
    let all = root.all();
    let values: Vec<&str> =
        all.iter().filter(|own| own.name == name).filter_map(|own| own.attribute(attribute)).collect();
    let different: BTreeSet<&str> = values.iter().copied().collect();
    if different.len() < values.len() { Err(Fault::Broken) } else { Ok(()) }
}

/// A sheet of .ods repeats rows and cells by number.
fn measure(content: &[u8]) -> Result<(), Fault> {
    let text = std::str::from_utf8(content).map_err(|_| Fault::Broken)?;
    let mut reader = Reader::from_str(text);
    let mut sheet = Extent::default();
    loop {
        match reader.read_event().map_err(|_| Fault::Broken)? {
            Event::Eof => return Ok(()),
            Event::DocType(_) => return Err(Fault::Entities),
            Event::Start(start) => sheet.meet(&start, false)?,
            Event::Empty(start) => sheet.meet(&start, true)?,
            _ => {}
        }
    }
}

#[derive(Default)]
struct Extent {
    row: u64,
    repeated: u64,
    column: u64,
    widest: u64,
    filled: u64,
    /// What the sheets before span.
    spent: u64,
}

impl Extent {
    fn meet(&mut self, start: &BytesStart<'_>, is_empty: bool) -> Result<(), Fault> {
        match start.local_name().as_ref() {
            "table" => *self = Self { filled: self.filled, spent: self.span(), ..Self::default() },
            "table-row" => {
                self.row = self.row.saturating_add(self.repeated);
                self.repeated = repeats(start, "table:number-rows-repeated");
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" => {
                let columns = repeats(start, "table:number-columns-repeated");
                self.column = self.column.saturating_add(columns);
                let has_value = start.attributes_raw().contains("value-type");
                // Rows and cells without content may be repeated to the end of the sheet.
                if has_value || !is_empty {
                    self.widest = self.widest.max(self.column);
                    self.filled = self.filled.saturating_add(columns.saturating_mul(self.repeated.max(1)));
                    return self.measure();
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What all sheets span so far, each from its first cell.
    fn span(&self) -> u64 {
        self.row.saturating_add(self.repeated).saturating_mul(self.widest).saturating_add(self.spent)
    }

    fn measure(&self) -> Result<(), Fault> {
        if self.filled > MAX_CELLS as u64 || self.span() > MAX_SPAN { Err(Fault::TooMany) } else { Ok(()) }
    }
}

fn repeats(start: &BytesStart<'_>, name: &str) -> u64 {
    let own = start.try_get_attribute(name).ok().flatten();
    own.and_then(|own| own.value.parse().ok()).unwrap_or(1).max(1)
}

/// Old workbooks (BIFF in a compound file): how far each sheet reaches, and how much text its cells name.
fn old(bytes: &[u8]) -> Result<(), Fault> {
    if bytes.len() > MAX_OLD {
        return Err(Fault::TooMany);
    }
    let mut file = cfb::CompoundFile::open(std::io::Cursor::new(bytes)).map_err(|_| Fault::Broken)?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name)).ok_or(Fault::Unknown)?;
    let mut stream = Vec::new();
    let mut reader = std::io::Read::take(file.open_stream(name).map_err(|_| Fault::Broken)?, MAX_OLD as u64);
    std::io::Read::read_to_end(&mut reader, &mut stream).map_err(|_| Fault::Broken)?;
    Biff::default().walk(&stream)
}

#[derive(Default)]
struct Biff {
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
    /// What the sheets before span.
    spent: u64,
    cells: usize,
    /// Where sheets begin, and where they are said to begin.
    begins: BTreeSet<usize>,
    said: Vec<usize>,
    /// Cells that name a text of the table, and the bytes of that table.
    named: usize,
    text: usize,
}

impl Biff {
    fn walk(&mut self, mut stream: &[u8]) -> Result<(), Fault> {
        let (mut last, whole) = (0, stream.len());
        while let Some((head, rest)) = stream.split_at_checked(4) {
            let word = |at: usize| {
                u16::from_le_bytes([head.get(at).copied().unwrap_or(0), head.get(at + 1).copied().unwrap_or(0)])
            };
            let (kind, length) = (word(0), usize::from(word(2)));
            let Some((data, after)) = rest.split_at_checked(length) else { break };
            // 0x3C goes on with the record before.
            let of = if kind == 0x3c { last } else { kind };
            if of == BOF {
                self.begins.insert(whole - stream.len());
            }
            self.record(of, kind, data)?;
            (last, stream) = (of, after);
        }
        // One sheet under many names would be read as often.
        let different: BTreeSet<usize> = self.said.iter().copied().collect();
        let is_sound = different.len() == self.said.len() && different.is_subset(&self.begins);
        if is_sound { Ok(()) } else { Err(Fault::Broken) }
    }

    fn record(&mut self, of: u16, kind: u16, data: &[u8]) -> Result<(), Fault> {
        match of {
            BOF | 0x409 | 0x209 | 0x9 => {
                self.spent = self.span();
                (self.rows, self.columns) = (None, None);
            }
            0x85 => {
                let place = data.first_chunk::<4>().copied().map(u32::from_le_bytes).unwrap_or_default();
                self.said.push(place as usize);
            }
            // A password.
            0x2f => return Err(Fault::Locked),
            0xfc => self.text += data.len(),
            0x203 | 0x27e | 0xfd | 0x204 | 0xbd | 0x205 | 0x6 | 0x201 | 0xbe | 0xd6 if kind == of => {
                let word = |at: usize| Some(u16::from_le_bytes([*data.get(at)?, *data.get(at + 1)?]));
                let (Some(row), Some(column)) = (word(0), word(2)) else { return Err(Fault::Broken) };
                let last = if matches!(of, 0xbd | 0xbe) {
                    word(data.len().saturating_sub(2)).unwrap_or(column)
                } else {
                    column
                };
                self.cells += usize::from(last.saturating_sub(column)) + 1;
                self.named += usize::from(of == 0xfd);
                widen(&mut self.rows, row);
                widen(&mut self.columns, column);
                widen(&mut self.columns, last);
            }
            _ => {}
        }
        self.measure()
    }

    /// What all sheets span so far.
    fn span(&self) -> u64 {
        let length = |range: Option<(u16, u16)>| range.map_or(0, |(a, b)| u64::from(b - a) + 1);
        self.spent + length(self.rows) * length(self.columns)
    }

    fn measure(&self) -> Result<(), Fault> {
        let is_large = self.span() > MAX_SPAN || self.cells > 2 * MAX_CELLS;
        // A long text is named by few cells; only a hostile file has both, many long texts and many cells.
        let is_dense = self.text > 1 << 20 && self.named > 20_000;
        if is_large || is_dense { Err(Fault::TooMany) } else { Ok(()) }
    }
}

fn widen(range: &mut Option<(u16, u16)>, to: u16) {
    let (a, b) = range.unwrap_or((to, to));
    *range = Some((a.min(to), b.max(to)));
}
