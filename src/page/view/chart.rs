//! A chart in its frame: caption, key, picture, note. Knows nothing of how the picture is drawn.

use serde::Serialize;

use super::Html;

/// A chart with its caption, as `partials/chart.html` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChartBlock {
    /// Caption without its number: `历年累计值，同期比较`.
    pub title: String,
    /// `亿元`; empty where there is none.
    pub unit: String,
    /// The years covered, for the side-head: `2021—2023年`.
    pub span: String,
    /// The `<div class="plot …">…</div>`.
    pub plot: Html,
    /// Marks that occur and need a word.
    pub key: ChartKey,
    /// Note under the picture.
    pub note: Option<String>,
}

/// Which marks of a chart the key explains. A plain chart of reported points needs none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[allow(clippy::struct_excessive_bools)] // a set of flags, each its own sign in the key
pub struct ChartKey {
    /// Solid dot: 见报值.
    pub reported: bool,
    /// Hollow dot: 推算、初步或估计.
    pub derived: bool,
    /// Bar with an arrow up: 下限.
    pub bound_up: bool,
    /// Bar with an arrow down: 上限.
    pub bound_down: bool,
    /// I-bar: 区间.
    pub range: bool,
    /// Hollow diamond: 目标.
    pub target: bool,
    /// Dotted line over missing periods.
    pub gap: bool,
}
