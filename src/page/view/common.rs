//! Pieces that several pages share. Knows no page kind.

use serde::Serialize;

/// A finished piece of HTML or SVG; templates print it with `| safe`. Everything else in a view is plain text, which
/// Tera escapes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(pub String);

/// A text that leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What the reader sees.
    pub text: String,
    /// Relative to the page, or absolute for another site.
    pub href: String,
}

/// A day, for people and for machines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Date {
    /// `2023-12-26`.
    pub iso: String,
    /// As it stands on the page: `2023年12月26日`, or the ISO form in lists.
    pub text: String,
}

/// Which way a figure went. Shown by shape (▲ ▼ ＝), never by colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Above the figure compared with.
    Up,
    /// Below it.
    Down,
    /// The same, as far as the digits go.
    Flat,
}

/// What a growth is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// 同比: the same months of the year before.
    Yoy,
    /// 环比: the period before.
    Mom,
    /// 较年初: the start of the year.
    Ytd,
}

/// A growth beside a level: `▲ 10.5%`, read aloud as 同比增长10.5%.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delta {
    /// Rise or fall.
    pub direction: Direction,
    /// Compared with what.
    pub basis: Basis,
    /// The amount without a sign, with its unit: `10.5%`, `2.84个百分点`.
    pub text: String,
}

/// One figure as panels and tiles show it. Missing parts are left out; the period never is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// `>`, `≥`, `<`, `≤` or `约` before the number.
    pub bound: Option<String>,
    /// `10`, `+7.5`, `−1.6`, `35亿—40亿`, `第2位`: as large text.
    pub number: String,
    /// `亿元`, `%`, `个百分点`; empty where there is none.
    pub unit: String,
    /// Growth beside a level.
    pub delta: Option<Delta>,
    /// `德州第2位`, scope first.
    pub rank: Option<String>,
    /// `2023年1—11月`.
    pub period: String,
    /// Short words after the number: `年度计划的92.8%`, `同比`.
    pub note: Option<String>,
}

/// A figure under the name of its indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyFigure {
    /// The indicator's name.
    pub name: String,
    /// The county × indicator page, if there is one.
    pub href: Option<String>,
    /// County the figure is about, where the article has several.
    pub county: Option<String>,
    /// The figure.
    pub figure: Figure,
}

/// A step of the breadcrumb; the last one has no address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Crumb {
    /// What the reader sees.
    pub text: String,
    /// `None` for the page itself, and for a level without a page.
    pub href: Option<String>,
}

/// An article as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleCard {
    /// Headline.
    pub title: String,
    /// Script of the headline, where it is not the page's.
    pub lang: Option<String>,
    /// Breaks only at punctuation, see `typeset::keeps_together`.
    pub title_keep: bool,
    /// The article's page.
    pub href: String,
    /// Date of the bulletin.
    pub date: Date,
    /// One or two sentences.
    pub deck: Option<String>,
    /// County names, column: whatever the list does not say already.
    pub meta: Vec<String>,
}

/// The pages of a long list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pager {
    /// This page, from 1.
    pub current: usize,
    /// How many there are, at least 2 where a pager is shown at all.
    pub total: usize,
    /// The page before.
    pub prev: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// Numbered pages, with gaps.
    pub items: Vec<PagerItem>,
}

/// A numbered page, or a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PagerItem {
    /// The number; `…` for a gap.
    pub text: String,
    /// `None` for the current page and for a gap.
    pub href: Option<String>,
    /// Whether this is the page being read.
    pub current: bool,
}

/// A file offered beside the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Download {
    /// `CSV`, `JSON`, `SVG`.
    pub kind: String,
    /// The file, relative to the page.
    pub href: String,
    /// The name it is saved under: `qingyun-general_budget_revenue.csv`.
    pub name: String,
    /// `8行，0.6 KB`.
    pub size: Option<String>,
}
