//! Tables in a text: the first column names, a heading gives unit or says growth.

use super::assemble::Reader;
use super::figure;
use super::phrase;
use super::prose::Prose;
use super::subject::Subject;
use super::when::{self, Clock};
use super::{Basis, Kind, Proposal, Reasons, Stated};
use crate::quantity::{Amount, Period, Unit, number};

/// What a column holds, by its heading.
#[derive(Clone)]
enum Column {
    Name,
    Unit,
    Level(Option<Unit>, Option<Period>),
    Growth,
    Other,
}

/// Reads a table whose first row is its heading.
pub(super) fn read(reader: &mut Reader, rows: &[Vec<Prose>]) {
    let Some((heading, rows)) = rows.split_first() else { return };
    let columns: Vec<Column> =
        heading.iter().enumerate().map(|(at, cell)| column(at, cell.text(), &reader.clock)).collect();
    for row in rows.iter().filter(|row| !is_rule(row)) {
        read_row(reader, &columns, row);
    }
}

fn is_rule(row: &[Prose]) -> bool {
    row.iter().all(|cell| cell.text().chars().all(|c| matches!(c, '-' | ':' | '—')))
}

fn column(at: usize, heading: &str, clock: &Clock) -> Column {
    let growth = ["增长", "增速", "增幅", "±", "同比"].iter().any(|word| heading.contains(word));
    match heading {
        _ if at == 0 => Column::Name,
        "单位" | "计量单位" => Column::Unit,
        _ if growth => Column::Growth,
        _ if ["备注", "位次", "排名", "名次", "说明", "来源"].iter().any(|word| heading.contains(word)) => {
            Column::Other
        }
        _ => Column::Level(unit_in(heading), when::scan(heading, &mut clock.clone()).first().map(|when| when.period)),
    }
}

/// 总量(亿元).
fn unit_in(heading: &str) -> Option<Unit> {
    let inner = heading.split_once('(')?.1.trim_end_matches(')').trim_start_matches("单位:");
    Unit::parse(inner).filter(Unit::is_known)
}

fn read_row(reader: &mut Reader, columns: &[Column], row: &[Prose]) {
    let Some(name) = row.first().map(Prose::text) else { return };
    let in_name = unit_in(name);
    let unit_cell = columns
        .iter()
        .zip(row)
        .find(|(column, _)| matches!(column, Column::Unit))
        .and_then(|(_, cell)| Unit::parse(cell.text()));
    let words = phrase::head(name.split('(').next().unwrap_or(name));
    let mut last = None;
    for (column, cell) in columns.iter().zip(row).skip(1) {
        match column {
            Column::Level(unit, period) => {
                let unit = unit.clone().or_else(|| unit_cell.clone()).or_else(|| in_name.clone());
                let own = level(reader, &words, cell, unit);
                if let Some(proposal) = own.and_then(|at| reader.out.get_mut(at)).filter(|_| period.is_some()) {
                    proposal.period = *period;
                }
                last = own.or(last);
            }
            Column::Growth => growth(reader, &words, cell, last),
            Column::Name | Column::Unit | Column::Other => {}
        }
    }
}

fn level(reader: &mut Reader, words: &str, cell: &Prose, unit: Option<Unit>) -> Option<usize> {
    let text = cell.text();
    let (amount, range) = match figure::scan(text).into_iter().next() {
        Some(figure) => (figure.amount, figure.range),
        None => {
            let value = number::parse(text).ok()?;
            (Amount::exact(value, Some(unit?)), 0..text.len())
        }
    };
    let symbol = amount.unit.as_ref().map(Unit::to_string).unwrap_or_default();
    let subject = reader.namer.named(words, amount.unit.as_ref(), &symbol)?;
    let proposal = propose(reader, &subject, cell, &range);
    reader.out.push(Proposal { amount: Some(amount), ..proposal });
    Some(reader.out.len() - 1)
}

fn growth(reader: &mut Reader, words: &str, cell: &Prose, last: Option<usize>) {
    let text = cell.text();
    let bare = text.trim_start_matches("增长").trim_start_matches('+');
    let fell = text.starts_with("下降");
    let figure = figure::scan(bare).into_iter().next().map(|figure| figure.amount);
    let value = || number::parse(bare).ok().map(|value| Amount::exact(value, Unit::parse("%")));
    let Some(amount) = figure.or_else(value) else { return };
    let amount = if fell { amount.negated() } else { amount };
    if let Some(proposal) = last.and_then(|at| reader.out.get_mut(at)) {
        proposal.growth = Some((amount, Basis::Yoy));
        return;
    }
    let Some(subject) = reader.namer.named(words, None, "%") else { return };
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let proposal = propose(reader, &subject, cell, &(start..text.len()));
    reader.out.push(Proposal { growth: Some((amount, Basis::Yoy)), ..proposal });
}

fn propose(reader: &Reader, subject: &Subject, cell: &Prose, range: &std::ops::Range<usize>) -> Proposal {
    Proposal {
        indicator: subject.name.clone(),
        indicator_id: subject.known.and_then(|at| reader.namer.lexicon.indicator(at)).map(|known| known.id.clone()),
        period: reader.period.or(reader.fallback),
        kind: Kind::Actual,
        amount: None,
        stated: Stated::Level,
        growth: None,
        rank: None,
        range: cell.origin(range),
        text: cell.text().to_owned(),
        reasons: Reasons { indicator: subject.words.clone(), number: cell.text().to_owned(), ..Reasons::default() },
    }
}
