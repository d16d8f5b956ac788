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
/// # Errors
/// The first part that cannot be read, with the others as they were understood.
pub fn parse(text: &str) -> Result<Vec<Part>, CompactError> {
    let folded = Folded::new(text);
    let read: Vec<_> = split::parts(folded.text()).map(|piece| part(piece, &folded)).collect();
    if let Some(fault) = read.iter().find_map(|part| part.as_ref().err()) {
        let understood = read.iter().flatten().map(Part::to_string).collect();
        return Err(fault.clone().report(&folded, understood));
    }
    Ok(read.into_iter().flatten().collect())
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
        return Ok(Part { range, what: What::Level(amount), first: true });
    }
    let (first, rest) = part::without_first(piece);
    let what = part::read(rest, folded).map_err(|fault| fault.within(piece))?;
    Ok(Part { range, what, first })
}

#[cfg(test)]
mod tests;
