//! A county's page.

use serde::Serialize;

use super::{ArticleCard, CommitmentYear, Crumb, Date, Figure, Head, Html, Link, ProjectTable, TimelineEvent};

/// Context of `county.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CountyView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// The county's name.
    pub name: String,
    /// What the county's file says about it.
    pub intro: Option<Html>,
    /// Facts beside the name.
    pub facts: CountyFacts,
    /// Headline indicators, about four, newest figure each.
    pub kpis: Vec<Kpi>,
    /// 历年趋势.
    pub multiples: Vec<SmallMultiple>,
    /// The years the multiples cover: `2019—2023年`.
    pub multiples_span: Option<String>,
    /// The same figures as a table.
    pub trend_table: Option<TrendTable>,
    /// 承诺与结果, newest year first.
    pub commitments: Vec<CommitmentYear>,
    /// Every indicator the county has a figure of.
    pub series: Vec<SeriesRow>,
    /// 项目.
    pub projects: Option<ProjectTable>,
    /// 大事记, newest first.
    pub timeline: Vec<TimelineEvent>,
    /// The newest articles.
    pub articles: Vec<ArticleCard>,
    /// The rest of them, `page/2/`.
    pub more: Option<String>,
}

/// Facts about a county. Missing ones are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountyFacts {
    /// `县`, `县级市`, `区`, `功能区`.
    pub kind: String,
    /// `山东省德州市`.
    pub parent: Option<String>,
    /// Its page.
    pub parent_href: Option<String>,
    /// Code of GB/T 2260; a zone has none.
    pub adcode: Option<String>,
    /// `曾名××县（371423，至2019年）`.
    pub formerly: Vec<String>,
    /// Leading industries.
    pub industries: Vec<String>,
    /// Articles about it.
    pub articles: usize,
    /// Figures in them.
    pub points: usize,
    /// Date of the newest article.
    pub updated: Option<Date>,
}

/// A tile: one indicator's newest figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kpi {
    /// The indicator's name.
    pub name: String,
    /// Breaks only at punctuation.
    pub name_keep: bool,
    /// The county × indicator page.
    pub href: String,
    /// The figure.
    pub figure: Figure,
    /// `<svg class="spark">` of three points or more.
    pub spark: Option<Html>,
}

/// A small chart of one indicator over the years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SmallMultiple {
    /// The indicator's name, with 增速 where growth is drawn.
    pub title: String,
    /// The county × indicator page.
    pub href: Option<String>,
    /// `亿元`, `%`.
    pub unit: String,
    /// The `<div class="plot …">`.
    pub plot: Html,
}

/// The figures of the small multiples.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrendTable {
    /// Column heads: `2019`, `2020` …
    pub years: Vec<String>,
    /// An indicator each.
    pub rows: Vec<TrendRow>,
}

/// One indicator over the years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrendRow {
    /// `一般公共预算收入（亿元）`.
    pub name: String,
    /// One cell per year; `None` is 未见报道.
    pub cells: Vec<Option<String>>,
}

/// One indicator of the county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeriesRow {
    /// The indicator and its county × indicator page.
    pub indicator: Link,
    /// The newest figure.
    pub figure: Figure,
    /// Figures in all.
    pub points: usize,
}
