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
    /// Marks that occur and need a word. A plain chart of reported points needs none.
    pub key: Vec<KeyEntry>,
    /// Note under the picture.
    pub note: Option<String>,
}

/// A kind of mark and its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyEntry {
    /// The `<svg>` of the mark.
    pub icon: Html,
    /// `见报值`, `目标`.
    pub text: String,
}

/// A point's place in the page's chart, for the script that reads it out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// Share of the plot's width in %: `91.67`.
    pub x: String,
    /// Pixels from the plot's top: `66.7`.
    pub y: String,
    /// `2023年1—11月　>10亿元，同比+10.5%`.
    pub text: String,
}
