//! Tables in a text: the first column names, a heading gives unit or period, or says growth or target.

use super::assemble::Reader;
use super::brackets;
use super::figure::{self, Figure};
use super::name;
use super::prose::Prose;
use super::subject::Subject;
use super::when::{self, Clock};
use super::{Basis, Kind, Proposal, Reasons, Stated};
use crate::quantity::{Amount, Bound, Period, Unit, number};

/// What a column holds, by its heading.
#[derive(Clone)]
enum Column {
    Name,
    Unit,
    Level { unit: Option<Unit>, period: Option<Period>, kind: Kind },
    Growth,
    Other,
}

/// Reads a table whose first row is its heading.
pub(super) fn read(reader: &mut Reader, rows: &[Vec<Prose>]) {
    let Some((heading, rows)) = rows.split_first() else { return };
    let columns: Vec<Column> =
        heading.iter().enumerate().map(|(at, cell)| column(at, cell.text(), &reader.clock)).collect();
    let mut above = reader.unit.take();
    for row in rows.iter().filter(|row| !is_rule(row)) {
        above = read_row(reader, &columns, row, above);
    }
}

/// 单位:万元 in the line above a table.
pub(super) fn unit_of_caption(text: &str) -> Option<Unit> {
    let after = text.rsplit_once("单位:")?.1;
    Unit::parse(after.trim_end_matches([')', '。'])).filter(Unit::is_known)
}

fn is_rule(row: &[Prose]) -> bool {
    row.iter().all(|cell| cell.text().chars().all(|c| matches!(c, '-' | ':' | '—')))
}

fn column(at: usize, heading: &str, clock: &Clock) -> Column {
    let any = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    match heading {
        _ if at == 0 => Column::Name,
        "单位" | "计量单位" => Column::Unit,
        _ if any(&["增长", "增速", "增幅", "±", "同比", "增减"]) => Column::Growth,
        _ if any(&["备注", "位次", "排名", "名次", "说明", "来源"]) => Column::Other,
        _ => Column::Level {
            unit: unit_in(heading),
            period: when::scan(heading, &mut clock.clone()).first().map(|when| when.period),
            kind: if any(&["目标", "计划", "预期"]) { Kind::Target } else { Kind::Actual },
        },
    }
}

/// 总量(亿元).
fn unit_in(heading: &str) -> Option<Unit> {
    let inner = heading.split_once('(')?.1.trim_end_matches(')').trim_start_matches("单位:");
    Unit::parse(inner).filter(Unit::is_known)
}

/// Reads one row; the unit that holds for a row of its parts below (其中).
fn read_row(reader: &mut Reader, columns: &[Column], row: &[Prose], above: Option<Unit>) -> Option<Unit> {
    let name = row.first().map(Prose::text)?;
    let cells = || columns.iter().zip(row).skip(1);
    let in_cell =
        cells().find(|(column, _)| matches!(column, Column::Unit)).and_then(|(_, cell)| Unit::parse(cell.text()));
    let own = in_cell.or_else(|| unit_in(name)).or(above);
    let words = name::head(&brackets::hold(name));
    let mut levels: Vec<usize> = Vec::new();
    for (column, cell) in cells() {
        match column {
            Column::Level { unit, period, kind } => {
                let at = level(reader, &words, cell, unit.clone().or_else(|| own.clone()));
                if let Some(proposal) = at.and_then(|at| reader.out.get_mut(at)) {
                    proposal.period = period.or(proposal.period);
                    proposal.kind = *kind;
                }
                levels.extend(at);
            }
            Column::Growth => growth(reader, &words, cell, latest(reader, &levels)),
            Column::Name | Column::Unit | Column::Other => {}
        }
    }
    own
}

/// Of the levels of a row the one with the latest period, to which growth belongs.
fn latest(reader: &Reader, levels: &[usize]) -> Option<usize> {
    let end = |at: &usize| reader.out.get(*at).and_then(|proposal| proposal.period).map(Period::end);
    levels.iter().copied().max_by_key(end)
}

fn level(reader: &mut Reader, words: &str, cell: &Prose, unit: Option<Unit>) -> Option<usize> {
    let text = cell.text();
    let (amount, range) = match figure::scan(text).into_iter().next() {
        Some(figure) if grows(text, &figure) => {
            growth(reader, words, cell, None);
            return reader.out.len().checked_sub(1);
        }
        Some(figure) => (figure.amount, figure.range),
        None => {
            let value = number::parse(text).ok()?;
            (Amount::exact(value, Some(unit?)), 0..text.len())
        }
    };
    let amount = bounded(amount, text);
    let symbol = amount.unit.as_ref().map(Unit::to_string).unwrap_or_default();
    let subject = reader.namer.named(words, amount.unit.as_ref(), &symbol)?;
    let proposal = propose(reader, &subject, cell, &range);
    reader.out.push(Proposal { amount: Some(amount), ..proposal });
    Some(reader.out.len() - 1)
}

/// 增长15%以上 in a column of levels.
fn grows(text: &str, figure: &Figure) -> bool {
    let changed = ["增长", "下降", "+"].iter().any(|word| text.starts_with(word));
    changed && figure.amount.unit.as_ref().is_some_and(Unit::is_ratio)
}

/// 超过20亿元.
fn bounded(amount: Amount, text: &str) -> Amount {
    let bound = ["超过", "突破", "超"].iter().any(|word| text.starts_with(word)).then_some(Bound::Gt);
    Amount { bound: bound.unwrap_or(amount.bound), ..amount }
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
        indicator: brackets::shown(&subject.name),
        indicator_id: subject.known.and_then(|at| reader.namer.lexicon.indicator(at)).map(|known| known.id.clone()),
        period: reader.period.or(reader.fallback),
        kind: Kind::Actual,
        amount: None,
        stated: Stated::Level,
        growth: None,
        rank: None,
        range: cell.origin(range),
        text: cell.text().to_owned(),
        reasons: Reasons {
            indicator: brackets::shown(&subject.words),
            number: cell.text().to_owned(),
            ..Reasons::default()
        },
    }
}
