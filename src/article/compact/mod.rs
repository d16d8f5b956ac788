//! The compact form of metrics: `首次突破10亿元, +10.5%, 德州市第1/11`.
//!
//! One line of text becomes its parts, each with its place in the text. The grammar knows figures only; which
//! indicator, period or article they belong to is not its concern.

mod error;
mod figure;
mod growth;
mod part;
mod print;
mod split;

use std::ops::Range;

use crate::quantity::fold::Folded;
use crate::quantity::{Amount, Bound, Rank};
use rust_decimal::Decimal;

use super::status::Status;

use error::Fault;
pub use error::{CompactError, CompactErrorKind};

/// One statement of a compact text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it states.
    pub what: What,
    /// Whether it is said to be so for the first time (首次).
    pub first: bool,
    /// How settled it is, if the text says so.
    pub status: Status,
}

/// What a part states. Printed in the compact form, from which it is read back unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// How much it is.
    Level(Amount),
    /// By how much it changed; the amount is negative for a fall.
    Growth {
        /// The change, in % or 个百分点 as a rule, always with a unit.
        amount: Amount,
        /// Since when.
        basis: GrowthBasis,
    },
    /// Its place in an order.
    Rank(Rank),
    /// How far it lies from something else; the amount is negative below it.
    Difference {
        /// The distance, always with a unit.
        amount: Amount,
        /// From what, as written: 全市平均.
        reference: String,
    },
    /// Which part of a whole or plan it makes.
    Share {
        /// The part, a ratio.
        amount: Amount,
        /// Of what, as written: 全县, 年度计划.
        of: String,
    },
    /// That the rest is a target.
    Target(Box<What>),
}

/// What a growth is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GrowthBasis {
    /// The same period of the year before (同比).
    Yoy,
    /// The period before (环比).
    Mom,
    /// The end of the year before (比年初).
    Ytd,
}

impl GrowthBasis {
    /// The code in the open data.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Yoy => "yoy",
            Self::Mom => "mom",
            Self::Ytd => "ytd",
        }
    }
}

/// Reads a compact text: parts in any order between `,` `;` or `、`, full-width or not.
///
/// A word for how settled a figure is (预计) holds for the parts after it too, until another one says otherwise; one that
/// stands alone (300亿元, +3%, 初步) holds for all that have none.
///
/// # Errors
/// The first part that cannot be read, with the others as they were understood.
pub fn parse(text: &str) -> Result<Vec<Part>, CompactError> {
    let folded = Folded::new(text);
    let (alone, pieces): (Vec<_>, Vec<_>) =
        split::parts(folded.text()).partition(|piece| Status::said_by(piece).is_some());
    let read: Vec<_> = pieces.into_iter().map(|piece| part(piece, &folded)).collect();
    if let Some(fault) = read.iter().find_map(|part| part.as_ref().err()) {
        let understood = read.iter().flatten().map(Part::to_string).collect();
        return Err(fault.clone().report(&folded, understood));
    }
    let whole = match alone.first() {
        Some(word) if read.is_empty() => return Err(Fault::not_a_number(word).report(&folded, Vec::new())),
        Some(word) => Status::said_by(word).unwrap_or_default(),
        None => Status::Plain,
    };
    Ok(settled(read.into_iter().flatten().collect(), whole))
}

/// Gives every part the status that is said of it.
fn settled(mut parts: Vec<Part>, whole: Status) -> Vec<Part> {
    let mut governing = whole;
    for part in &mut parts {
        if part.status == Status::Plain {
            part.status = governing;
        } else {
            governing = part.status;
        }
    }
    parts
}

/// Reads a text that is one figure, as the values of the full form are: bounds, signs and the unit as in a compact
/// text, but a sign means a negative number and not growth.
///
/// # Errors
/// As [`parse`], with nothing understood.
pub fn parse_amount(text: &str) -> Result<Amount, CompactError> {
    let folded = Folded::new(text);
    let read = figure::read(folded.text()).map(|figure| figure.amount);
    read.map_err(|fault| fault.within(folded.text().trim()).report(&folded, Vec::new()))
}

fn part<'t>(piece: &'t str, folded: &Folded) -> Result<Part, Fault<'t>> {
    let range = folded.origin(piece);
    if matches!(piece, "零的突破" | "零突破" | "实现零的突破" | "实现零突破") {
        let amount = Amount { bound: Bound::Gt, ..Amount::exact(Decimal::ZERO, None) };
        return Ok(Part { range, what: What::Level(amount), first: true, status: Status::Plain });
    }
    let said = Status::opening(piece).or_else(|| Status::closing(piece));
    let (status, rest) = said.unwrap_or((Status::Plain, piece));
    let (first, rest) = part::without_first(rest);
    let what = part::read(rest, folded).map_err(|fault| fault.within(piece))?;
    Ok(Part { range, what, first, status })
}

#[cfg(test)]
mod tests;
