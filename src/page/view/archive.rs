//! Articles by year and month.

use serde::Serialize;

use super::{ArticleCard, Crumb, Head, Link};

/// Context of `archive.html`: a table of years and months.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArchiveView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// Years, newest first.
    pub years: Vec<ArchiveYear>,
    /// Articles in all.
    pub count: usize,
    /// The newest month with its articles.
    pub newest: Option<ArchiveMonth>,
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
    /// Articles of the year.
    pub count: usize,
}

/// A cell of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthCount {
    /// Articles of the month.
    pub count: usize,
    /// `2023/#m2023-12`.
    pub href: String,
    /// `2023年12月`, read aloud.
    pub name: String,
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
    /// Articles of the month.
    pub count: usize,
    /// Articles, newest first; dates as `12-26`.
    pub articles: Vec<ArticleCard>,
}
