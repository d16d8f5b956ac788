//! Tables of a page that hold data; those that lay it out are none.

use super::flow::Flow;
use crate::import::story::{Align, Line, Piece, Table};
use crate::import::tree::Element;

const MAX_COLUMNS: usize = 200;

/// Reads a table, `None` if it lays out the page.
pub fn read(element: &Element, flow: &mut Flow<'_>) -> Option<Table> {
    let all = element.all();
    let nested = all.iter().skip(1).any(|inner| matches!(inner.name.as_str(), "table" | "img" | "h1" | "h2"));
    let rows: Vec<&Element> = all.iter().copied().filter(|inner| inner.name == "tr").collect();
    let width = rows.iter().map(|row| width_of(row)).max().unwrap_or_default();
    if nested || rows.len() < 2 || width < 2 {
        return None;
    }
    let width = width.min(MAX_COLUMNS);
    // How many rows below each column is still taken by a cell above.
    let mut taken = vec![0_usize; width];
    let mut sides = vec![Vec::new(); width];
    let rows = rows.iter().map(|row| read_row(row, &mut taken, &mut sides, flow)).collect();
    let columns = sides.into_iter().map(|sides| settle(&sides)).collect();
    let mut table = Table { columns, rows };
    for piece in table.rows.first_mut().into_iter().flatten().flatten() {
        if let Piece::Text(run) = piece {
            run.bold = false;
        }
    }
    Some(table)
}

/// The cells of a table, not those of tables in them.
pub fn own_cells<'e>(element: &'e Element, found: &mut Vec<&'e Element>) {
    for inner in element.elements() {
        match inner.name.as_str() {
            "td" | "th" | "caption" => found.push(inner),
            "table" => {}
            _ => own_cells(inner, found),
        }
    }
}

fn cells(row: &Element) -> impl Iterator<Item = &Element> {
    row.elements().filter(|cell| matches!(cell.name.as_str(), "td" | "th"))
}

fn span(cell: &Element, name: &str) -> usize {
    cell.attribute(name).and_then(|span| span.parse::<usize>().ok()).unwrap_or(1).clamp(1, MAX_COLUMNS)
}

fn width_of(row: &Element) -> usize {
    cells(row).map(|cell| span(cell, "colspan")).sum()
}

fn read_row(row: &Element, taken: &mut [usize], sides: &mut [Vec<Align>], flow: &mut Flow<'_>) -> Vec<Line> {
    let mut line: Vec<Line> = vec![Line::new(); taken.len()];
    let mut at = 0;
    for cell in cells(row) {
        while taken.get(at).is_some_and(|rows| *rows > 0) {
            at += 1;
        }
        let words = flow.inner_line(cell);
        if let (Some(side), "td", false) = (sides.get_mut(at), cell.name.as_str(), words.is_empty()) {
            side.push(side_of(cell));
        }
        if let Some(place) = line.get_mut(at) {
            *place = words;
        }
        let end = (at + span(cell, "colspan")).min(taken.len());
        for rows in taken.get_mut(at..end).into_iter().flatten() {
            *rows = span(cell, "rowspan");
        }
        at = end;
    }
    for rows in taken {
        *rows = rows.saturating_sub(1);
    }
    line
}

fn side_of(cell: &Element) -> Align {
    let style = cell.attribute("style").unwrap_or_default().to_lowercase().replace(' ', "");
    let says = |side: &str| {
        style.contains(&format!("text-align:{side}"))
            || cell.attribute("align").is_some_and(|own| own.eq_ignore_ascii_case(side))
    };
    match () {
        () if says("right") => Align::Right,
        () if says("center") => Align::Center,
        () => Align::None,
    }
}

fn settle(sides: &[Align]) -> Align {
    match sides.first() {
        Some(first) if sides.iter().all(|side| side == first) => *first,
        _ => Align::None,
    }
}
