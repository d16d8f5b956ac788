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
mod list;
mod not_found;
mod page;
mod region;
mod search;
mod site;
mod tags;
mod targets;
mod title;

pub use archive::{ArchiveMonth, ArchiveView, ArchiveYear, ArchiveYearView, MonthCount};
pub use article::{ArticleView, Credit, Neighbour, Source, Unpublished};
pub use chart::{ChartBlock, ChartKey};
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
pub use head::{Alternate, Head, Place, Section};
pub use home::{
    ColumnTeaser, ContentsLine, HomeCommitments, HomeView, Lead, Matrix, MatrixCell, MatrixPoint, MatrixRow,
};
pub use indicator::{IndicatorView, OtherRow, PeriodChip, RankColumns, RankRow, Ranking};
pub use indicators::{IndicatorGroup, IndicatorRow, IndicatorsView};
pub use list::ListView;
pub use not_found::NotFoundView;
pub use page::PageView;
pub use region::{Comparison, RegionView};
pub use search::SearchView;
pub use site::{Government, Imprint, SiteView};
pub use tags::{TagCount, TagsView};
pub use targets::{CommitmentRow, CommitmentYear, StateGroup, TargetCounts, TargetState, TargetsView, TargetsYearView};
pub use title::{TitleSize, keeps_together};
