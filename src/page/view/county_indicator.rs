//! One indicator of one county: every figure reported, each with its article.

use serde::Serialize;

use super::{ChartBlock, Crumb, Date, Download, Figure, Head, Html, Link, Spot};

/// Context of `county_indicator.html`. With no point at all only the frame, a note and the definition are shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CountyIndicatorView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// The county.
    pub county: Link,
    /// The indicator over all counties.
    pub indicator: Link,
    /// The indicator's name breaks only at punctuation.
    pub title_keep: bool,
    /// The newest figure in a sentence or two.
    pub lede: Option<String>,
    /// The newest figure in large type.
    pub headline: Option<Headline>,
    /// Levels over time, or growth where no level is known.
    pub trend: Option<ChartBlock>,
    /// Growth by period as columns.
    pub growth: Option<ChartBlock>,
    /// All points.
    pub table: PointTable,
    /// What was aimed at, beside what was reported.
    pub targets: Vec<TargetRow>,
    /// Definition and 口径 from the indicator's file.
    pub definition: Option<Html>,
    /// Files beside the page.
    pub downloads: Vec<Download>,
    /// How to quote the page.
    pub citation: Option<String>,
    /// The line that embeds the chart elsewhere.
    pub embed: Option<String>,
    /// Every figure ever stated, the newest article first.
    pub history: Vec<HistoryRow>,
}

/// One figure that one article stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryRow {
    /// The article's date.
    pub stated: Date,
    /// `2023年1—11月`.
    pub period: String,
    /// `>10亿元`, `+10.5%`, `目标≥35个`.
    pub value: String,
    /// The article.
    pub article: Link,
    /// `据县商务局；口径同上年`.
    pub remark: Option<String>,
    /// `现行`, `有出入`, `已被替代`.
    pub state: String,
    /// Whether another stands in its place.
    pub superseded: bool,
    /// What stands in its place.
    pub replacement: Option<Replacement>,
}

/// What took a figure's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replacement {
    /// `298.7亿元`.
    pub value: String,
    /// `更正`, `修订`, `普查`, `口径` …
    pub reason: String,
    /// The article that states it.
    pub article: Link,
}

/// The newest figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Headline {
    /// The figure.
    pub figure: Figure,
    /// The article that states it.
    pub article: Link,
}

/// A stated target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TargetRow {
    /// `2023年全年`.
    pub period: String,
    /// `≥35个`, `>15%`.
    pub value: String,
    /// The article that states it.
    pub article: Link,
    /// Its date.
    pub date: String,
}

/// The points as a table, newest period first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PointTable {
    /// `亿元，%`.
    pub unit: String,
    /// Columns that have something in them.
    pub columns: PointColumns,
    /// The points.
    pub rows: Vec<PointRow>,
}

/// Which columns are shown: those not entirely empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[allow(clippy::struct_excessive_bools)] // one flag per column
pub struct PointColumns {
    /// The level.
    pub value: bool,
    /// 同比.
    pub yoy: bool,
    /// 位次.
    pub rank: bool,
    /// Differences and shares.
    pub note: bool,
}

/// One period, one article. A disputed period has a row for each article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PointRow {
    /// `2023年1—11月`.
    pub period: String,
    /// `>10`, `35—40`; `None` is 未见报道.
    pub value: Option<String>,
    /// `+10.5`.
    pub yoy: Option<String>,
    /// `德州第2位`.
    pub rank: Option<String>,
    /// `高于全市平均3.2个百分点`, `年度计划的92.8%`.
    pub note: Option<String>,
    /// 性质: `见报`, `下限`, `约`, `估计`, `初步`, `推算`, `有出入`, `已更正`.
    pub nature: String,
    /// The article that states it.
    pub article: Link,
    /// The article's date.
    pub date: String,
    /// The newest point.
    pub now: bool,
    /// Where the chart shows it.
    pub spot: Option<Spot>,
}
