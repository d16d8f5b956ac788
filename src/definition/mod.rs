//! The files that define what articles refer to: counties, indicators, columns, issues, pages. One file at a time; they do
//! not know each other, and names stay names until the model resolves them.

mod column;
mod county;
mod indicator;
mod issue;
mod page;

pub use column::ColumnFile;
pub use county::{CountyFile, FormerName};
pub use indicator::{Aggregate, Direction, GrowthBasis, IndicatorFile, Kind};
pub use issue::{IssueFile, IssuePage};
pub use page::PageFile;
