//! The files that define what articles refer to: counties, indicators, columns, issues, pages. One file at a time; they do
//! not know each other, and names stay names until the model resolves them.

mod column;
mod county;
mod indicator;
mod issue;
mod page;

pub use column::{ColumnFile, KEYS as COLUMN_KEYS};
pub use county::{CountyFile, FormerName, KEYS as COUNTY_KEYS};
pub use indicator::{Aggregate, Break, Direction, GrowthBasis, IndicatorFile, KEYS as INDICATOR_KEYS, Kind};
pub use issue::{IssueFile, IssuePage, KEYS as ISSUE_KEYS};
pub use page::{KEYS as PAGE_KEYS, PageFile};
