//! One indicator over all counties: a ranking for each period, never a ranking across periods.

use serde::Serialize;

use super::{ChartBlock, Crumb, Download, Head, Html, Link};

/// Context of `indicator.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// `投资`: the group it belongs to.
    pub group: Option<String>,
    /// The indicator's name.
    pub name: String,
    /// Breaks only at punctuation.
    pub title_keep: bool,
    /// Definition and 口径.
    pub definition: Option<Html>,
    /// The periods of the rankings, in the same order.
    pub periods: Vec<PeriodChip>,
    /// One ranking for each period with two counties or more, newest first; the first is the main one.
    pub rankings: Vec<Ranking>,
    /// Counties over time.
    pub trend: Option<ChartBlock>,
    /// Newest figures that stand in no ranking.
    pub others: Vec<OtherRow>,
    /// Whether any row of `others` has a reported rank.
    pub others_ranked: bool,
    /// Files beside the page.
    pub downloads: Vec<Download>,
}

/// Leads to the ranking of a period on the same page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeriodChip {
    /// `2023年1—6月`.
    pub text: String,
    /// `#p-2023-H1`.
    pub href: String,
}

/// Counties of one period, ranked by one measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ranking {
    /// Id on the page, without `#`.
    pub anchor: String,
    /// `2023年1—6月`.
    pub period: String,
    /// `各县固定资产投资同比增速，2023年1—6月`.
    pub caption: String,
    /// Head of the value column: `同比`, `数值`.
    pub measure: String,
    /// `%，百分点`.
    pub unit: String,
    /// Columns that have something in them.
    pub columns: RankColumns,
    /// Rows by rank; ties share one.
    pub rows: Vec<RankRow>,
    /// `只排同一期别` or what else is to be said.
    pub note: Option<String>,
}

/// Which columns are shown: those not entirely empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct RankColumns {
    /// 所属.
    pub parent: bool,
    /// 较上年同期.
    pub change: bool,
    /// 见报排名.
    pub reported_rank: bool,
}

/// One county of a ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RankRow {
    /// `3`; `None` for a bound that cannot be placed.
    pub rank: Option<usize>,
    /// The county and its county × indicator page.
    pub county: Link,
    /// `聊城市`.
    pub parent: Option<String>,
    /// `+10.1`, `>10`.
    pub value: String,
    /// The bar: `<svg width="100%" height="10">…</svg>`.
    pub bar: Html,
    /// Against the same period of the year before: `+1.7`.
    pub change: Option<String>,
    /// The rank an article states: `德州第2位`.
    pub reported_rank: Option<String>,
    /// The article; its text is the date.
    pub article: Link,
    /// The newest figure of the page.
    pub now: bool,
}

/// A county's newest figure of a period that has no ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherRow {
    /// The county and its county × indicator page.
    pub county: Link,
    /// `2023年1—11月`.
    pub period: String,
    /// `+7.5%`, `>10亿元`: with its unit, as measures differ.
    pub value: String,
    /// `德州第1位`.
    pub reported_rank: Option<String>,
    /// The article; its text is the date.
    pub article: Link,
}
