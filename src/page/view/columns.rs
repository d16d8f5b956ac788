//! All columns, 专栏.

use serde::Serialize;

use super::{ArticleCard, Crumb, Head, Html};

/// Context of `columns.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnsView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// Columns in their order.
    pub columns: Vec<ColumnRow>,
}

/// A column with its newest articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnRow {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// What it is about.
    pub intro: Option<Html>,
    /// Articles it has.
    pub count: usize,
    /// The newest few.
    pub articles: Vec<ArticleCard>,
}
