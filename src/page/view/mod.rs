//! Views: the typed contexts of the templates, one file per page kind.
//!
//! A view is what a template may know: display-ready strings, relative addresses, counts and pieces of HTML. Views
//! compute nothing and know neither the model nor the theme; the page builders fill them, Tera reads them. Whatever may
//! be missing is an `Option` or an empty `Vec`, so that a template decides by `if` alone.
//!
//! Addresses come in two forms. `href` in a page's view is relative to that page. `path` in [`SiteView`] is relative to
//! the root of the site; templates put [`Head::root`] before it.

mod archive;
mod article;
mod chart;
mod chronicle;
mod columns;
mod common;
mod counties;
mod county;
mod county_indicator;
mod embed;
mod head;
mod home;
mod indicator;
mod indicators;
mod issue;
mod list;
mod not_found;
mod page;
mod region;
mod search;
mod site;
mod tags;
mod targets;

pub use archive::{ArchiveMonth, ArchiveTable, ArchiveView, ArchiveYear, ArchiveYearView, MonthCount};
pub use article::{ArticleView, Contact, Credit, Neighbour, Notice, Source, Unpublished};
pub use chart::{ChartBlock, KeyEntry, Spot};
pub use chronicle::{EventMark, ProjectRow, ProjectStep, ProjectTable, TimelineEvent};
pub use columns::{ColumnRow, ColumnsView};
pub use common::{
    ArticleCard, Basis, Crumb, Date, Delta, Direction, Download, Figure, Html, KeyFigure, Link, Pager, PagerItem,
};
pub use counties::{CardFigure, CountiesView, CountyCard, CountyGroup, Spark};
pub use county::{CountyFacts, CountyView, Kpi, SeriesRow, SmallMultiple, TrendRow, TrendTable};
pub use county_indicator::{
    CountyIndicatorView, Headline, HistoryRow, PointColumns, PointRow, PointTable, Replacement, TargetRow,
};
pub use embed::EmbedView;
pub use head::{Alternate, Framed, Head, MetaTag, Place, Section};
pub use home::{
    ColumnTeaser, ContentsLine, HomeCommitments, HomeIssue, HomeView, Lead, Matrix, MatrixCell, MatrixPoint, MatrixRow,
};
pub use indicator::{IndicatorView, OtherRow, PeriodChip, RankColumns, RankRow, Ranking};
pub use indicators::{IndicatorGroup, IndicatorRow, IndicatorsView};
pub use issue::{IssueArticle, IssuePageView, IssueRow, IssueView, IssuesView};
pub use list::ListView;
pub use not_found::NotFoundView;
pub use page::PageView;
pub use region::{Comparison, RegionView};
pub use search::SearchView;
pub use site::{Government, Imprint, MastheadIssue, SiteView};
pub use tags::{TagCount, TagsView};
pub use targets::{CommitmentRow, CommitmentYear, StateGroup, TargetCounts, TargetState, TargetsView, TargetsYearView};

macro_rules! framed {
    ($($view:ty: $crumbs:expr;)*) => {
        $(impl Framed for $view {
            fn head(&mut self) -> &mut Head {
                &mut self.head
            }

            fn crumbs(&self) -> &[Crumb] {
                let crumbs: fn(&Self) -> &[Crumb] = $crumbs;
                crumbs(self)
            }
        })*
    };
}

framed! {
    ArticleView: |view| &view.crumbs;
    ListView: |view| &view.crumbs;
    CountiesView: |view| &view.crumbs;
    CountyView: |view| &view.crumbs;
    RegionView: |view| &view.crumbs;
    CountyIndicatorView: |view| &view.crumbs;
    IndicatorsView: |view| &view.crumbs;
    IndicatorView: |view| &view.crumbs;
    ColumnsView: |view| &view.crumbs;
    TagsView: |view| &view.crumbs;
    IssuesView: |view| &view.crumbs;
    IssueView: |view| &view.crumbs;
    ArchiveView: |view| &view.crumbs;
    ArchiveYearView: |view| &view.crumbs;
    TargetsView: |view| &view.crumbs;
    TargetsYearView: |view| &view.crumbs;
    SearchView: |view| &view.crumbs;
    PageView: |view| &view.crumbs;
    HomeView: |_| &[];
    NotFoundView: |_| &[];
    EmbedView: |_| &[];
}
