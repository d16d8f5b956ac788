//! What the site consists of: every page and every data file beside one.

use std::mem::Discriminant;

use crate::model::{ArticleIx, ColumnIx, CountyIx, IndicatorIx, IssueIx, PageIx, RegionIx, SeriesIx, Site};

/// The form of a data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataForm {
    /// `data.csv`, UTF-8 with BOM.
    Csv,
    /// `data.json`.
    Json,
    /// `chart.svg`.
    Svg,
}

/// A file of `/data/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpenData {
    /// `claims.csv`: every figure of every article.
    Claims,
    /// `series.csv`: what stands.
    Series,
    /// `datapackage.json`: what they hold.
    Package,
}

impl OpenData {
    /// Every file, in the order of the footer.
    pub const ALL: [Self; 3] = [Self::Claims, Self::Series, Self::Package];

    /// Its name.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Claims => "claims.csv",
            Self::Series => "series.csv",
            Self::Package => "datapackage.json",
        }
    }
}

/// What a feed is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// Everything.
    Site,
    /// A county.
    County(CountyIx),
    /// A column.
    Column(ColumnIx),
}

/// One page or data file. Pages of lists count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    /// The home page.
    Home,
    /// The page for addresses that lead nowhere.
    NotFound,
    /// All articles.
    Articles(u32),
    /// An article.
    Article(ArticleIx),
    /// The figures of an article.
    ArticleData(ArticleIx),
    /// Its picture for shared links.
    ArticleImage(ArticleIx),
    /// All counties.
    Counties,
    /// A county, and later pages of its articles.
    County(CountyIx, u32),
    /// A prefecture or province.
    Region(RegionIx),
    /// One indicator of one county.
    Series(SeriesIx),
    /// Its data.
    SeriesData(SeriesIx, DataForm),
    /// Its chart alone.
    Embed(SeriesIx),
    /// Its picture for shared links.
    SeriesImage(SeriesIx),
    /// All indicators.
    Indicators,
    /// An indicator.
    Indicator(IndicatorIx),
    /// Its data.
    IndicatorData(IndicatorIx, DataForm),
    /// All columns.
    Columns,
    /// A column.
    Column(ColumnIx, u32),
    /// All tags.
    Tags,
    /// A tag, by its place among the sorted tags.
    Tag(u32, u32),
    /// A page of all issues.
    Issues(u32),
    /// An issue.
    Issue(IssueIx),
    /// Articles and issues by year and month.
    Archive,
    /// The articles and issues of a year.
    ArchiveYear(i32),
    /// Targets of all years.
    Targets,
    /// Targets of a year against their results.
    TargetsYear(i32),
    /// The search page.
    Search,
    /// A file of `/data/`.
    Data(OpenData),
    /// A free page.
    Page(PageIx),
    /// An Atom feed.
    Feed(Channel),
    /// A file of the sitemap: 0 is `sitemap.xml`.
    Sitemap(u32),
    /// `robots.txt`.
    Robots,
    /// `site.json`.
    SiteJson,
}

/// What routes of one template have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kind(Discriminant<Route>, Pages);

/// Which pages of a list: the first page of a county is more than a list of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Pages {
    First,
    Later,
}

impl Route {
    /// Whether it is a page, which a template shows, and no file that is finished without one.
    #[must_use]
    pub fn is_page(self) -> bool {
        !matches!(
            self,
            Self::Data(_)
                | Self::ArticleData(_)
                | Self::ArticleImage(_)
                | Self::SeriesData(..)
                | Self::SeriesImage(_)
                | Self::IndicatorData(..)
                | Self::Feed(_)
                | Self::Sitemap(_)
                | Self::Robots
                | Self::SiteJson
        )
    }

    /// Which kind of page or file it is: those of a kind have the same template.
    #[must_use]
    pub fn kind(self) -> Kind {
        let is_later = matches!(self, Self::County(_, 2..));
        Kind(std::mem::discriminant(&self), if is_later { Pages::Later } else { Pages::First })
    }

    /// Whether a copy of the site in another script has its own. Data and pictures are the same for all, and a host shows one page
    /// for what is not there.
    #[must_use]
    pub fn is_copied(self) -> bool {
        match self {
            Self::NotFound
            | Self::Data(_)
            | Self::ArticleData(_)
            | Self::ArticleImage(_)
            | Self::SeriesImage(_)
            | Self::Robots
            | Self::SiteJson => false,
            Self::SeriesData(_, form) | Self::IndicatorData(_, form) => form == DataForm::Svg,
            _ => true,
        }
    }
}

/// Every route of a site, in a fixed order.
#[must_use]
pub fn all(site: &Site) -> Vec<Route> {
    let mut routes =
        vec![Route::Home, Route::NotFound, Route::Counties, Route::Indicators, Route::Archive, Route::Search];
    routes.extend(pages(site, site.articles.len()).map(Route::Articles));
    let images = super::image::are_made(site);
    for article in site.article_ixs() {
        routes.push(Route::Article(article));
        if !site.article(article).lines.is_empty() {
            routes.push(Route::ArticleData(article));
        }
        if images {
            routes.push(Route::ArticleImage(article));
        }
    }
    counties(site, &mut routes);
    indicators(site, &mut routes);
    lists(site, &mut routes);
    if !site.commitments.is_empty() {
        routes.push(Route::Targets);
        routes.extend(super::targets::years(site).into_iter().map(Route::TargetsYear));
    }
    routes.extend(OpenData::ALL.map(Route::Data));
    routes.extend((0..site.pages.len()).map(|i| Route::Page(PageIx::new(i))));
    routes.extend(super::feed::channels(site).into_iter().map(Route::Feed));
    let maps = super::sitemap::parts(site, &routes);
    routes.extend(maps.into_iter().map(Route::Sitemap));
    routes.extend([Route::Robots, Route::SiteJson]);
    routes
}

fn counties(site: &Site, routes: &mut Vec<Route>) {
    for (i, county) in site.counties.iter().enumerate() {
        let later = pages(site, county.articles.len());
        routes.extend(later.map(|page| Route::County(CountyIx::new(i), page)));
    }
    routes.extend((0..site.regions.len()).map(|i| Route::Region(RegionIx::new(i))));
    let images = super::image::are_made(site);
    for i in 0..site.series.len() {
        let ix = SeriesIx::new(i);
        routes.push(Route::Series(ix));
        routes.extend([DataForm::Csv, DataForm::Json].map(|form| Route::SeriesData(ix, form)));
        if super::charts::has_trend(site, ix) {
            routes.extend([Route::SeriesData(ix, DataForm::Svg), Route::Embed(ix)]);
        }
        if images {
            routes.push(Route::SeriesImage(ix));
        }
    }
}

fn indicators(site: &Site, routes: &mut Vec<Route>) {
    for i in 0..site.indicators.len() {
        let ix = IndicatorIx::new(i);
        routes.push(Route::Indicator(ix));
        if !site.indicator(ix).series.is_empty() {
            routes.extend([DataForm::Csv, DataForm::Json].map(|form| Route::IndicatorData(ix, form)));
        }
    }
}

fn lists(site: &Site, routes: &mut Vec<Route>) {
    if !site.columns.is_empty() {
        routes.push(Route::Columns);
    }
    for (i, column) in site.columns.iter().enumerate() {
        routes.extend(pages(site, column.articles.len()).map(|page| Route::Column(ColumnIx::new(i), page)));
    }
    if !site.tags.is_empty() {
        routes.push(Route::Tags);
    }
    for (i, (_, articles)) in site.tags.iter().enumerate() {
        let tag = u32::try_from(i).unwrap_or(u32::MAX);
        routes.extend(pages(site, articles.len()).map(|page| Route::Tag(tag, page)));
    }
    if !site.issues.is_empty() {
        routes.extend(pages(site, site.issues.len()).map(Route::Issues));
        routes.extend((0..site.issues.len()).map(|i| Route::Issue(IssueIx::new(i))));
    }
    routes.extend(super::archive::years(site).into_iter().rev().map(Route::ArchiveYear));
}

/// The page numbers of a list; an empty list has one page too.
fn pages(site: &Site, articles: usize) -> impl Iterator<Item = u32> + use<> {
    let count = articles.div_ceil(site.config.page_size).max(1);
    1..=u32::try_from(count).unwrap_or(u32::MAX)
}
