//! Why a compact text cannot be read: the data for a message, not its wording.

use std::ops::Range;

use thiserror::Error;

use crate::quantity::NumberError;
use crate::quantity::fold::Folded;

/// A part that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{kind}")]
pub struct CompactError {
    /// The bytes at fault in the text.
    pub range: Range<usize>,
    /// What is wrong with them.
    pub kind: CompactErrorKind,
    /// The other parts of the text as they were understood, in canonical form.
    pub understood: Vec<String>,
}

/// What is wrong with a part.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CompactErrorKind {
    /// There is nothing in the text, or between two separators.
    #[error("empty part")]
    EmptyPart,
    /// A figure was expected, but the text does not begin with a number.
    #[error("not a number: {text}")]
    NotANumber {
        /// What stands there.
        text: String,
    },
    /// A number that cannot be kept exactly or has separators in odd places.
    #[error("{0}")]
    BadNumber(#[source] NumberError),
    /// What follows the number is no unit.
    #[error("unknown unit: {unit}")]
    UnknownUnit {
        /// What stands there.
        unit: String,
    },
    /// Growth, a difference or a share without unit.
    #[error("unit missing")]
    MissingUnit,
    /// Two bounds that exclude each other, such as 不超过…以上.
    #[error("contradictory bounds")]
    TwoBounds,
    /// 下降 before a number that has a sign itself.
    #[error("a fall with a sign")]
    TwoSigns,
    /// A range whose first number is the greater one.
    #[error("range from high to low")]
    RangeReversed,
    /// A range between units that do not convert into each other.
    #[error("range from {from} to {to}")]
    RangeUnits {
        /// The unit of the first number.
        from: String,
        /// The unit of the second.
        to: String,
    },
    /// A text that looks like a rank but is none.
    #[error("not a rank: {text}")]
    NotARank {
        /// What stands there.
        text: String,
    },
    /// A place beyond the number ranked.
    #[error("place {place} of {of}")]
    RankBeyond {
        /// The place stated.
        place: u32,
        /// The number ranked.
        of: u32,
    },
    /// A share that does not say of what.
    #[error("share of what?")]
    MissingWhole,
    /// A share in a unit that is no ratio.
    #[error("a share is a ratio, not {unit}")]
    NotARatio {
        /// Its unit.
        unit: String,
    },
    /// 目标 within a target.
    #[error("target of a target")]
    NestedTarget,
    /// A part too long to be one.
    #[error("part too long")]
    TooLong,
}

/// An error at a slice of the folded text.
#[derive(Clone, Debug)]
pub(super) struct Fault<'t> {
    pub(super) at: &'t str,
    pub(super) kind: CompactErrorKind,
}

impl<'t> Fault<'t> {
    pub(super) fn new(at: &'t str, kind: CompactErrorKind) -> Self {
        Self { at, kind }
    }

    pub(super) fn not_a_number(at: &'t str) -> Self {
        Self::new(at, CompactErrorKind::NotANumber { text: at.to_owned() })
    }

    /// A number missing at the end of a part is shown at the whole part.
    pub(super) fn within(self, part: &'t str) -> Self {
        match self.kind {
            CompactErrorKind::NotANumber { text } if text.is_empty() => Self::not_a_number(part),
            kind => Self { at: self.at, kind },
        }
    }

    /// The error as seen from outside, where its place is in the original text.
    pub(super) fn report(self, folded: &Folded, understood: Vec<String>) -> CompactError {
        CompactError { range: folded.origin(self.at), kind: self.kind, understood }
    }
}
