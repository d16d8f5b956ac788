//! The home page.

use serde::Serialize;

use super::{ArticleCard, CommitmentYear, CountyCard, Head, Html, KeyFigure, Link};

/// Context of `home.html`. A site without articles shows a note in place of everything.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HomeView {
    /// Frame.
    pub head: Head,
    /// The newest issue, where the site has issues: lead and contents are then its own.
    pub issue: Option<HomeIssue>,
    /// The article on top.
    pub lead: Option<Lead>,
    /// Three to six articles beside it.
    pub contents: Vec<ContentsLine>,
    /// Indicators by counties.
    pub matrix: Option<Matrix>,
    /// Counties, at most eight.
    pub counties: Vec<CountyCard>,
    /// Counties in all.
    pub county_count: usize,
    /// Articles in all.
    pub article_count: usize,
    /// The newest articles.
    pub latest: Vec<ArticleCard>,
    /// The newest year's targets of the county with the most of them.
    pub commitments: Option<HomeCommitments>,
    /// Columns with their newest article, beside the newest articles.
    pub columns: Vec<ColumnTeaser>,
}

/// The newest issue in brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HomeIssue {
    /// `第51期，共8版`.
    pub note: String,
    /// `本期全部8版，18篇`, and the issue's page.
    pub more: Link,
}

/// The article on top.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lead {
    /// Its column.
    pub column: Option<Link>,
    /// Its counties.
    pub counties: Vec<Link>,
    /// Headline.
    pub title: String,
    /// Breaks only at punctuation.
    pub title_keep: bool,
    /// Its page.
    pub href: String,
    /// Date as shown.
    pub date: String,
    /// Summary.
    pub deck: Option<String>,
    /// At most three.
    pub figures: Vec<KeyFigure>,
}

/// A line of the contents list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContentsLine {
    /// Before the title: `12-26`, or the page of the issue (`A1`).
    pub mark: String,
    /// Headline.
    pub title: String,
    /// Breaks only at punctuation.
    pub title_keep: bool,
    /// The article's page.
    pub href: String,
    /// County, under the title.
    pub note: Option<String>,
}

/// Newest figures of a few indicators (rows) in at most six counties (columns).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matrix {
    /// `主要指标同比增速`.
    pub caption: String,
    /// `%`.
    pub unit: String,
    /// Column heads.
    pub counties: Vec<Link>,
    /// Rows.
    pub rows: Vec<MatrixRow>,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixRow {
    /// The indicator and its page.
    pub indicator: Link,
    /// One cell per county, in the order of the heads.
    pub cells: Vec<MatrixCell>,
}

/// One county's figure of the row's indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixCell {
    /// County's name, for narrow screens.
    pub county: String,
    /// `None` is 未见报道.
    pub point: Option<MatrixPoint>,
}

/// A figure of the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixPoint {
    /// `+7.5`, `>10`.
    pub value: String,
    /// The county × indicator page.
    pub href: Option<String>,
    /// `<svg width="100%" height="5">…</svg>`.
    pub bar: Option<Html>,
    /// `2023年1—11月`.
    pub period: String,
}

/// A county's targets of a year in brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HomeCommitments {
    /// The county.
    pub county: String,
    /// Its page, at the targets.
    pub href: String,
    /// The targets.
    pub year: CommitmentYear,
}

/// A column and its newest article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnTeaser {
    /// The column and its page.
    pub column: Link,
    /// Its newest article.
    pub article: ArticleCard,
    /// Articles it has.
    pub count: usize,
}
