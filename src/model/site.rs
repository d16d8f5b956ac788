//! The whole site as data. Everything is held in lists and referred to by index newtypes.

use std::collections::{BTreeMap, HashMap};
use std::ops::{Deref, Range};
use std::sync::Arc;

use time::Date;

use super::claim::Claim;
use super::commitments::Commitment;
use super::issues::{Issue, Placement};
use super::links::LinkTarget;
use super::list::List;
use super::lookup::{Found, Lookup};
use super::projects::Chronicle;
use super::resolution::Resolution;
use super::series::Series;
use crate::article::{Article, ArticleId};
use crate::config::Config;
use crate::definition::{ColumnFile, CountyFile, IndicatorFile, PageFile};
use crate::diag::{Code, Diagnostic, SourcePath};
use crate::picture::Uses;

macro_rules! index {
    ($($(#[doc = $doc:literal])* $name:ident;)*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub u32);

            impl $name {
                /// Wraps a position in the list.
                #[must_use]
                pub fn new(at: usize) -> Self {
                    Self(u32::try_from(at).unwrap_or(u32::MAX))
                }

                /// The position in the list.
                #[must_use]
                pub fn at(self) -> usize {
                    self.0 as usize
                }
            }
        )*
    };
}

index! {
    /// A county in [`Site::counties`].
    CountyIx;
    /// An indicator in [`Site::indicators`].
    IndicatorIx;
    /// A column in [`Site::columns`].
    ColumnIx;
    /// An issue in [`Site::issues`].
    IssueIx;
    /// A page in [`Site::pages`].
    PageIx;
    /// An article in [`Site::articles`].
    ArticleIx;
    /// A claim in [`Site::claims`].
    ClaimIx;
    /// A series in [`Site::series`].
    SeriesIx;
    /// A region in [`Site::regions`].
    RegionIx;
}

/// Names up to this many characters need no shortening.
const SHORT: usize = 5;

/// A tag as readers see it.
pub type Tag = String;

/// A county with what the site knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct County {
    /// Its file.
    pub file: CountyFile,
    /// Names of the places above it, the nearest first: 德州市, 山东省.
    pub parents: Vec<String>,
    /// Code of the nearest prefecture or province above it.
    pub region: Option<&'static str>,
    /// Articles about it, newest first.
    pub articles: Arc<Vec<ArticleIx>>,
    /// Its series, in the indicators' order.
    pub series: Vec<SeriesIx>,
    /// Its projects and timeline.
    pub chronicle: Arc<Chronicle>,
}

impl County {
    /// The name for narrow places: the short one only where the full one is long.
    #[must_use]
    pub fn short_name(&self) -> &str {
        let name = &self.file.name.value;
        self.file.short.as_deref().filter(|_| name.chars().count() > SHORT).unwrap_or(name)
    }
}

/// A prefecture or province that counties of the site belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Code of GB/T 2260.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The province above it.
    pub parent: Option<&'static str>,
    /// The site's counties and zones in it, in their order.
    pub counties: Vec<CountyIx>,
}

/// An indicator with what the site knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Its file.
    pub file: IndicatorFile,
    /// Its series, in the counties' order.
    pub series: Vec<SeriesIx>,
}

/// A column with its articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its file.
    pub file: ColumnFile,
    /// Its articles, newest first.
    pub articles: Arc<Vec<ArticleIx>>,
}

/// A published article with what it refers to.
#[derive(Debug, Clone)]
pub struct SiteArticle {
    /// As read; shared with whoever keeps what was parsed.
    pub file: Arc<Article>,
    /// Its page of an issue that is out.
    pub placement: Option<Placement>,
    pub(super) found: Arc<Resolution>,
    /// The first of its figures among all of the site.
    pub(super) first: ClaimIx,
}

impl Deref for SiteArticle {
    type Target = Resolution;

    fn deref(&self) -> &Resolution {
        &self.found
    }
}

impl SiteArticle {
    /// Its figures in the order written.
    #[must_use]
    pub fn claims(&self) -> impl DoubleEndedIterator<Item = ClaimIx> + use<> {
        self.numbered(0..self.found.facts.len())
    }

    /// Its figures in the order written; one list for each line of `metrics`.
    pub fn claims_by_line(&self) -> impl Iterator<Item = Vec<ClaimIx>> {
        self.found.lines.iter().map(|line| self.numbered(line.clone()).collect())
    }

    fn numbered(&self, figures: Range<usize>) -> impl DoubleEndedIterator<Item = ClaimIx> + use<> {
        let first = self.first.at();
        figures.map(move |n| ClaimIx::new(first + n))
    }
}

/// Articles of each tag, newest first.
#[derive(Debug, Default)]
pub struct Tags {
    /// By tag, sorted.
    pub(super) lists: Vec<(Tag, Vec<ArticleIx>)>,
    /// The tags of all articles one after the other, by their places among the sorted ones.
    pub(super) numbers: Vec<u32>,
    /// Where those of each article end.
    pub(super) ends: Vec<usize>,
}

impl Tags {
    /// Every tag with its articles, sorted by tag.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Tag, &[ArticleIx])> {
        self.lists.iter().map(|(tag, articles)| (tag, articles.as_slice()))
    }

    /// The n-th tag with its articles.
    #[must_use]
    pub fn get(&self, n: u32) -> Option<(&Tag, &[ArticleIx])> {
        self.lists.get(n as usize).map(|(tag, articles)| (tag, articles.as_slice()))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// The tags of an article, by their places among all, ascending.
    #[must_use]
    pub fn of_article(&self, ix: ArticleIx) -> &[u32] {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or_default();
        let first = ix.at().checked_sub(1).map_or(0, end);
        self.numbers.get(first..end(ix.at())).unwrap_or_default()
    }
}

/// Everything a page can show.
#[derive(Debug, Clone)]
pub struct Site {
    /// The settings.
    pub config: Config,
    /// “Today”.
    pub as_of: Date,
    /// In their order: `order`, then code, then id.
    pub counties: Vec<County>,
    /// Places above the counties, by code.
    pub regions: Vec<Region>,
    /// In their order: `order`, then id.
    pub indicators: Vec<Indicator>,
    /// In their order.
    pub columns: Vec<Column>,
    /// Issues that are out, newest first.
    pub issues: Vec<Issue>,
    /// In their order.
    pub pages: Vec<PageFile>,
    /// Published articles, newest first, then by id.
    pub articles: List<SiteArticle>,
    /// Every claim, by article and place in it.
    pub claims: List<Claim>,
    /// One for each county × indicator with a claim, ordered by county, then indicator.
    pub series: Vec<Arc<Series>>,
    /// Articles of each tag, newest first.
    pub tags: Arc<Tags>,
    /// Targets and what became of them, by county, indicator and period.
    pub commitments: Vec<Commitment>,
    /// Names of counties and indicators, for blocks in bodies.
    pub lookup: Lookup,
    /// What each content file became.
    pub targets: Arc<HashMap<SourcePath, LinkTarget>>,
    /// The pictures and other files that shown bodies refer to.
    pub attachments: Arc<BTreeMap<SourcePath, Uses>>,
    /// What articles silence, shown or not.
    pub silenced: BTreeMap<SourcePath, Vec<Code>>,
}

impl Site {
    /// Whether the article that a finding is about silences it.
    #[must_use]
    pub fn silences(&self, finding: &Diagnostic) -> bool {
        let codes = finding.span.as_ref().and_then(|span| self.silenced.get(&span.file));
        codes.is_some_and(|codes| codes.contains(&finding.code))
    }

    /// The county at an index of this site.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "indexes are only made for entries of this site's lists")]
    pub fn county(&self, ix: CountyIx) -> &County {
        &self.counties[ix.at()]
    }

    /// The region at an index of this site.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "indexes are only made for entries of this site's lists")]
    pub fn region(&self, ix: RegionIx) -> &Region {
        &self.regions[ix.at()]
    }

    /// The region with this code.
    #[must_use]
    pub fn find_region(&self, code: &str) -> Option<RegionIx> {
        self.regions.binary_search_by_key(&code, |r| r.code).ok().map(RegionIx::new)
    }

    /// The indicator at an index of this site.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "indexes are only made for entries of this site's lists")]
    pub fn indicator(&self, ix: IndicatorIx) -> &Indicator {
        &self.indicators[ix.at()]
    }

    /// The column at an index of this site.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "indexes are only made for entries of this site's lists")]
    pub fn column(&self, ix: ColumnIx) -> &Column {
        &self.columns[ix.at()]
    }

    /// The issue at an index of this site.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "indexes are only made for entries of this site's lists")]
    pub fn issue(&self, ix: IssueIx) -> &Issue {
        &self.issues[ix.at()]
    }

    /// The page at an index of this site.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "indexes are only made for entries of this site's lists")]
    pub fn page(&self, ix: PageIx) -> &PageFile {
        &self.pages[ix.at()]
    }

    /// The article at an index of this site.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "indexes are only made for entries of this site's lists")]
    pub fn article(&self, ix: ArticleIx) -> &SiteArticle {
        &self.articles[ix.at()]
    }

    /// The claim at an index of this site.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "indexes are only made for entries of this site's lists")]
    pub fn claim(&self, ix: ClaimIx) -> &Claim {
        &self.claims[ix.at()]
    }

    /// The series at an index of this site.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "indexes are only made for entries of this site's lists")]
    pub fn series(&self, ix: SeriesIx) -> &Series {
        &self.series[ix.at()]
    }

    /// The series of a county × indicator.
    #[must_use]
    pub fn find_series(&self, county: CountyIx, indicator: IndicatorIx) -> Option<SeriesIx> {
        self.series.binary_search_by_key(&(county, indicator), |s| (s.county, s.indicator)).ok().map(SeriesIx::new)
    }

    /// The series of a county and an indicator as a text names them.
    #[must_use]
    pub fn series_named(&self, county: &str, indicator: &str) -> Option<SeriesIx> {
        match self.lookup.county(county) {
            Found::One(county) => self.find_series(county, self.lookup.indicator(indicator)?),
            _ => None,
        }
    }

    /// The article with this id.
    #[must_use]
    pub fn find_article(&self, id: &ArticleId) -> Option<ArticleIx> {
        self.articles.iter().position(|a| a.file.id == *id).map(ArticleIx::new)
    }

    /// All indexes of a list, in order.
    pub fn article_ixs(&self) -> impl Iterator<Item = ArticleIx> + use<> {
        (0..self.articles.len()).map(ArticleIx::new)
    }
}
