//! Exact quantities: decimals, units, bounds, periods and ranks, read from Chinese text and printed back.
//!
//! This is the bottom of the program. It knows numbers and how Chinese bulletins write them; it must not know
//! articles, counties, indicators, files or HTML. Nothing here passes through a binary float, and no text makes
//! it panic.

mod amount;
pub mod fold;
mod interval;
pub mod number;
pub mod numeral;
mod period;
mod rank;
mod unit;

pub use amount::{Amount, Bound};
pub use interval::{Edge, Interval};
pub use number::{NumberError, Sign};
pub use period::{Period, PeriodError, PeriodKind, PeriodNote, Reading};
pub use rank::{Rank, RankError};
pub use unit::Unit;
