//! Growth in words: `同比增长10.5%`, `下降3.1%`, `比年初提高2个百分点`, `同比持平`.

use rust_decimal::Decimal;

use super::error::{CompactErrorKind, Fault};
use super::figure::{self, Figure};
use super::{GrowthBasis, What};
use crate::quantity::{Amount, Unit};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

use Direction::{Down, Up};
use GrowthBasis::{Mom, Yoy, Ytd};

/// What growth is measured against; of two with one beginning the longer first.
const BASES: [(&str, GrowthBasis); 26] = [
    ("同比", Yoy),
    ("环比", Mom),
    ("比上年同期", Yoy),
    ("较上年同期", Yoy),
    ("比去年同期", Yoy),
    ("较去年同期", Yoy),
    ("与上年同期", Yoy),
    ("与去年同期", Yoy),
    ("比年初", Ytd),
    ("较年初", Ytd),
    ("比上年末", Ytd),
    ("较上年末", Ytd),
    ("比上年底", Ytd),
    ("较上年底", Ytd),
    ("比去年底", Ytd),
    ("较去年底", Ytd),
    ("比上月", Mom),
    ("较上月", Mom),
    ("比上季度", Mom),
    ("较上季度", Mom),
    ("比上年", Yoy),
    ("较上年", Yoy),
    ("比去年", Yoy),
    ("较去年", Yoy),
    ("与上年", Yoy),
    ("与去年", Yoy),
];

/// Words for a rise or fall, which mean growth wherever they begin a part.
const CHANGES: [(&str, Direction); 23] = [
    ("增长率", Up),
    ("增长", Up),
    ("增加", Up),
    ("增速", Up),
    ("增幅", Up),
    ("提高", Up),
    ("提升", Up),
    ("上升", Up),
    ("上涨", Up),
    ("扩大", Up),
    ("增", Up),
    ("升", Up),
    ("涨", Up),
    ("下降", Down),
    ("下滑", Down),
    ("下跌", Down),
    ("减少", Down),
    ("降低", Down),
    ("降幅", Down),
    ("回落", Down),
    ("收窄", Down),
    ("降", Down),
    ("减", Down),
];

/// Words that mean growth only after a basis: 比上年高2.1个百分点.
const COMPARATIVES: [(&str, Direction); 6] =
    [("高", Up), ("多", Up), ("快", Up), ("低", Down), ("少", Down), ("慢", Down)];

/// Reads growth in words; `None` if the text does not begin with any.
pub(super) fn read(text: &str) -> Option<Result<What, Fault<'_>>> {
    let (basis, rest) = basis(text);
    let change = change(rest, basis.is_some());
    if basis.is_none() && change.is_none() && rest != "持平" {
        return None;
    }
    let (direction, rest) = change.unwrap_or((Up, rest));
    if let Some(level) = rest.strip_prefix(['到', '至']) {
        return Some(figure::read(level).map(|figure| What::Level(figure.amount)));
    }
    Some(amount(direction, rest).map(|amount| What::Growth { amount, basis: basis.unwrap_or(Yoy) }))
}

/// Growth given by a signed number alone.
pub(super) fn signed(text: &str, figure: Figure) -> Result<What, Fault<'_>> {
    match figure.amount.unit {
        Some(_) => Ok(What::Growth { amount: figure.amount, basis: Yoy }),
        None => Err(Fault::new(text, CompactErrorKind::MissingUnit)),
    }
}

fn basis(text: &str) -> (Option<GrowthBasis>, &str) {
    let found = BASES.iter().find_map(|(word, basis)| Some((Some(*basis), text.strip_prefix(word)?)));
    let (basis, rest) = found.unwrap_or((None, text));
    let rest = rest.strip_prefix("相比").unwrap_or(rest).trim_start();
    let named = basis.is_some() || rest.starts_with("实际增") || rest.starts_with("名义增");
    (basis, if named { rest.trim_start_matches("实际").trim_start_matches("名义") } else { rest })
}

fn change(text: &str, compared: bool) -> Option<(Direction, &str)> {
    let comparatives = COMPARATIVES.iter().filter(|_| compared);
    CHANGES.iter().chain(comparatives).find_map(|(word, direction)| Some((*direction, text.strip_prefix(word)?)))
}

fn amount(direction: Direction, text: &str) -> Result<Amount, Fault<'_>> {
    if text.trim() == "持平" {
        return Ok(Amount::exact(Decimal::ZERO, Unit::parse("%")));
    }
    let figure = figure::read(text)?;
    match (figure.amount.unit.is_some(), direction) {
        (false, _) => Err(Fault::new(text, CompactErrorKind::MissingUnit)),
        (true, Up) => Ok(figure.amount),
        (true, Down) if figure.signed => Err(Fault::new(text, CompactErrorKind::TwoSigns)),
        (true, Down) => Ok(figure.amount.negated()),
    }
}
