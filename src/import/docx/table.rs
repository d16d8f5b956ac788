//! Tables of a document. A table of one cell is a box around text.

use super::body::Body;
use super::styles::value;
use crate::import::story::{Align, Block, Line, Piece, Table};
use crate::import::tree::Element;

/// More columns than a page can show.
const MAX_COLUMNS: usize = 200;

/// Reads a table.
pub fn read(element: &Element, body: &mut Body<'_>) -> Vec<Block> {
    let rows: Vec<&Element> = within(element, "tr");
    let only = if let [row] = rows.as_slice() { within(row, "tc") } else { Vec::new() };
    if let [cell] = only.as_slice() {
        return body.blocks(cell);
    }
    let read: Vec<Vec<(Line, Align)>> = rows.iter().map(|row| cells(row, body)).collect();
    let width = read.iter().map(Vec::len).max().unwrap_or_default();
    if width == 0 {
        return Vec::new();
    }
    let columns = (0..width).map(|at| align(&read, at)).collect();
    let rows = read.into_iter().map(|row| {
        let mut cells: Vec<Line> = row.into_iter().map(|(line, _)| line).collect();
        cells.resize(width, Line::new());
        cells
    });
    let mut table = Table { columns, rows: rows.collect() };
    plain_head(&mut table);
    vec![Block::Table(table)]
}

/// Elements of this name, also where a content control or revision stands around them.
fn within<'e>(element: &'e Element, name: &str) -> Vec<&'e Element> {
    let mut found = Vec::new();
    for inner in element.elements() {
        match inner.name.as_str() {
            own if own == name => found.push(inner),
            "sdt" | "sdtContent" | "ins" | "customXml" => found.extend(within(inner, name)),
            _ => {}
        }
    }
    found
}

fn cells(row: &Element, body: &mut Body<'_>) -> Vec<(Line, Align)> {
    let mut cells = Vec::new();
    for cell in within(row, "tc") {
        let properties = cell.child("tcPr");
        let span = properties.and_then(|p| value(p, "gridSpan")).and_then(|n| n.parse().ok()).unwrap_or(1_usize);
        // Merged downwards: what is shown stands in the cell above.
        let merged =
            properties.and_then(|p| p.child("vMerge")).is_some_and(|m| m.attribute("w:val") != Some("restart"));
        let line = if merged { Line::new() } else { body.line(cell) };
        cells.push((line, side(cell)));
        let room = MAX_COLUMNS.saturating_sub(cells.len());
        cells.extend(std::iter::repeat_n((Line::new(), Align::None), span.saturating_sub(1).min(room)));
    }
    cells.truncate(MAX_COLUMNS);
    cells
}

fn side(cell: &Element) -> Align {
    let paragraph = cell.child("p").and_then(|p| p.child("pPr"));
    match paragraph.and_then(|p| value(p, "jc")) {
        Some("right" | "end") => Align::Right,
        Some("center") => Align::Center,
        _ => Align::None,
    }
}

/// A column is aligned if all of its cells below the head are, those without text aside.
fn align(rows: &[Vec<(Line, Align)>], at: usize) -> Align {
    let mut sides = rows.iter().skip(1).filter_map(|row| row.get(at)).filter(|(line, _)| !line.is_empty());
    let Some((_, first)) = sides.next() else { return Align::None };
    if sides.all(|(_, side)| side == first) { *first } else { Align::None }
}

/// The head is bold by its nature.
fn plain_head(table: &mut Table) {
    for piece in table.rows.first_mut().into_iter().flatten().flatten() {
        if let Piece::Text(run) = piece {
            run.bold = false;
        }
    }
}
