//! A prefecture or province: its counties side by side.

use serde::Serialize;

use super::{CountyCard, Crumb, Head, Link, Ranking};

/// Context of `region.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RegionView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// The region's name.
    pub name: String,
    /// Code of GB/T 2260.
    pub code: String,
    /// The province above it.
    pub parent: Option<String>,
    /// How many counties the region has in the table of codes, and the day of the table.
    pub lede: String,
    /// Its counties and zones on this site.
    pub counties: Vec<CountyCard>,
    /// One comparison for each indicator that two of them report for one period.
    pub comparisons: Vec<Comparison>,
}

/// Counties of the region ranked for one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The indicator.
    pub indicator: Link,
    /// The ranking.
    pub ranking: Ranking,
    /// `以上3个县（市、区）合计25.3亿元`: only where the parts may be added up.
    pub total: Option<String>,
}
