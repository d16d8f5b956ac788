//! All indicators by group.

use serde::Serialize;

use super::{Crumb, Head};

/// Context of `indicators.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorsView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// Groups in the order of their first indicator.
    pub groups: Vec<IndicatorGroup>,
    /// Indicators in all.
    pub count: usize,
}

/// Indicators that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndicatorGroup {
    /// `财政`; `None` for those without a group.
    pub name: Option<String>,
    /// Its indicators.
    pub rows: Vec<IndicatorRow>,
}

/// One indicator of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndicatorRow {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// `亿元`; `None` where only ranks or growth are stated.
    pub unit: Option<String>,
    /// Counties with a figure.
    pub counties: usize,
    /// Figures in all.
    pub points: usize,
    /// Newest period: `2023年1—11月`.
    pub newest: Option<String>,
}
