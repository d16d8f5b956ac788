//! The chart of a series alone.

use serde::Serialize;

use super::{ChartBlock, Head};

/// Context of `embed.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EmbedView {
    /// Frame.
    pub head: Head,
    /// `庆云县：一般公共预算收入`.
    pub title: String,
    /// The chart.
    pub chart: Option<ChartBlock>,
    /// The page of the series.
    pub href: String,
}
