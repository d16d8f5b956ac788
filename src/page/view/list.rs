//! A list of articles in pages: all articles, a column, a tag, the later articles of a county.

use serde::Serialize;

use super::{ArticleCard, Crumb, Head, Html, Pager};

/// Context of `articles.html`, `column.html`, `tag.html` and `county_articles.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// Title of the list: the column's, tag's or county's name.
    pub title: String,
    /// Breaks only at punctuation.
    pub title_keep: bool,
    /// What the list is about, on its first page.
    pub intro: Option<Html>,
    /// Articles in the whole list.
    pub count: usize,
    /// Articles on this page, newest first.
    pub articles: Vec<ArticleCard>,
    /// The pages, where there is more than one.
    pub pager: Option<Pager>,
}
