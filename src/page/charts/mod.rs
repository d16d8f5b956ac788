//! Series → charts: which points are comparable, how they lie on the axis, what the picture says in words.
//!
//! A cumulative figure is compared only with the same months of another year; spans of years are never drawn.

mod block;
mod caption;
mod growth;
mod layout;
mod points;
mod small;
mod trend;

pub(super) use block::{block, picture};
pub(super) use caption::set_name;
pub(super) use growth::growth_columns;
pub(super) use points::{Plotted, growths, levels, linked};
pub(super) use small::{multiple, multiple_points, spark};
pub(super) use trend::{Trend, has_trend, key};
