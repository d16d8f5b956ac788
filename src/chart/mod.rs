//! Charts as pieces of SVG and HTML, built from numbers for the geometry and from strings that are ready to be shown.
//!
//! Knows nothing of the model, of periods or of files, and makes no text of values: the only numbers it writes are
//! the ticks of an axis. Colours and fonts are the theme's; a download carries its own.
//!
//! A chart is laid out once, as a scene whose positions fit every width (`room`); `fluid` and `download` draw it.
//! Bounds, ranges, preliminary and derived figures and gaps have marks of their own, and a line never joins what was
//! not reported as a series.

mod axis;
mod bars;
mod card;
mod columns;
mod download;
mod fluid;
mod key;
mod labels;
mod line;
mod newspaper;
mod room;
mod scale;
mod scene;
mod series;
mod spark;
mod svg;
#[cfg(test)]
mod tests;
mod text_width;

pub use axis::Tick;
pub use bars::{Bullet, Domain, bar_cell, matrix_bar};
pub use card::{Card, CardFigure};
pub use columns::{Column, ColumnChart};
pub use download::{Accent, Sheet};
pub use key::KeyMark;
pub use line::{Line, LineChart, Origin, Spot, Target, Zero};
pub use newspaper::newspaper_page;
pub use scene::{Caption, Tone};
pub use series::{Bound, Link, Mark, Point};
pub use spark::{SmallMultiple, Sparkline};
