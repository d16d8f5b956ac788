//! Issues and their pages (期 and 版).

use serde::Serialize;

use super::{Crumb, Date, Head, Html, Link, Pager};

/// Context of `issues.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IssuesView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// Issues in all.
    pub count: usize,
    /// Issues on this page, newest first.
    pub issues: Vec<IssueRow>,
    /// The pages, where there is more than one.
    pub pager: Option<Pager>,
}

/// An issue in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssueRow {
    /// Day of publication.
    pub date: Date,
    /// `第51期　年终对照`, or with the year before.
    pub title: String,
    /// Its page.
    pub href: String,
    /// `8版18篇`.
    pub size: String,
}

/// Context of `issue.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IssueView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// `总第114期`.
    pub total: Option<String>,
    /// `2023年第51期`.
    pub title: String,
    /// `12月26日，星期二。共8版，18篇。本期主题：年终对照。`
    pub lede: String,
    /// A note of the editors.
    pub note: Option<Html>,
    /// The issue before.
    pub prev: Option<Link>,
    /// The issue after; without one this is the newest.
    pub next: Option<Link>,
    /// Its pages.
    pub pages: Vec<IssuePageView>,
}

/// One page of an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssuePageView {
    /// `p-a1`: id on the page.
    pub anchor: String,
    /// `第A1版`.
    pub title: String,
    /// `要闻`.
    pub name: String,
    /// `要闻，3篇`.
    pub note: String,
    /// A drawing of the page.
    pub thumbnail: Html,
    /// Whether it is drawn again beside its articles.
    pub full: bool,
    /// Its articles, in order.
    pub articles: Vec<IssueArticle>,
}

/// An article on a page of an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssueArticle {
    /// `头条`, else the counties.
    pub mark: String,
    /// Set large: the first of a full page.
    pub lead: bool,
    /// Headline.
    pub title: String,
    /// Script of the headline, where it is not the page's.
    pub lang: Option<String>,
    /// Breaks only at punctuation.
    pub title_keep: bool,
    /// The article's page.
    pub href: String,
    /// One or two sentences.
    pub deck: Option<String>,
    /// Under it: the counties of a lead.
    pub meta: Option<String>,
}
