//! Articles and issues by year and month.

use serde::Serialize;

use super::{ArticleCard, Crumb, Head, IssueRow, Link};

/// Context of `archive.html`: tables of years and months.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArchiveView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// Issues by months, where the site has issues.
    pub issues: Option<ArchiveTable>,
    /// Articles by months.
    pub articles: ArchiveTable,
    /// Articles in all.
    pub count: usize,
    /// The newest month with its articles.
    pub newest: Option<ArchiveMonth>,
}

/// A table of years and months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArchiveTable {
    /// `各年各月简报篇数`.
    pub caption: String,
    /// What is counted: `篇`.
    pub unit: String,
    /// Years, newest first.
    pub years: Vec<ArchiveYear>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArchiveYear {
    /// `2023`.
    pub year: String,
    /// Its page.
    pub href: String,
    /// January to December; `None` where nothing appeared.
    pub months: Vec<Option<MonthCount>>,
    /// How many in the year.
    pub count: usize,
}

/// A cell of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthCount {
    /// How many in the month.
    pub count: usize,
    /// `2023/#m2023-12`.
    pub href: String,
    /// `2023年12月，4篇`, read aloud.
    pub label: String,
    /// The newest month.
    pub now: bool,
}

/// Context of `archive_year.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArchiveYearView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// `2023`.
    pub year: String,
    /// Articles of the year.
    pub count: usize,
    /// Months, newest first.
    pub months: Vec<ArchiveMonth>,
    /// The year before, if any: text and page.
    pub older: Option<Link>,
    /// The year after, if any: text and page.
    pub newer: Option<Link>,
}

/// A month's articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArchiveMonth {
    /// `m2023-12`: id on the page.
    pub anchor: String,
    /// `2023年12月`.
    pub name: String,
    /// How much appeared: `1期，7篇`.
    pub note: String,
    /// Its issues, newest first; dates as `12-26`.
    pub issues: Vec<IssueRow>,
    /// Articles, newest first; dates as `12-26`.
    pub articles: Vec<ArticleCard>,
}
