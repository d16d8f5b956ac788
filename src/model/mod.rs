//! Articles and definitions → [`Site`]: counties, indicators, claims, series. Pure: it knows no disk, no URL and no
//! HTML, and its result does not depend on the order in which files were read.

mod assemble;
mod blocks;
mod checks;
mod claim;
mod claims;
mod commitments;
mod corrections;
mod derived;
mod gather;
mod issues;
mod linked;
mod links;
mod list;
mod lookup;
mod memo;
mod places;
mod projects;
mod publication;
pub mod regions;
mod reserved;
mod resolution;
mod resolve;
mod reviews;
mod series;
mod settlement;
mod single;
mod site;

pub use assemble::{Input, Known, assemble};
pub use claim::{Claim, ClaimKind, Corrected, Fact, GrowthOver, Measure, State, Stating};
pub use commitments::{Commitment, Outcome};
pub use derived::{DerivedLevel, derived};
pub use issues::{Issue, Placement};
pub use links::{LinkTarget, normalise as normalise_path};
pub use list::List;
pub use lookup::Found;
pub use projects::{Chronicle, Event, EventKind, Project, Step, Subjects};
pub use publication::{Options, Publication};
pub use regions::names as region_names;
pub use resolution::Resolution;
pub use reviews::{held as reviews_held, passed};
pub use series::{Point, Series};
pub use single::Standing;
pub use site::{
    ArticleIx, ClaimIx, Column, ColumnIx, County, CountyIx, Indicator, IndicatorIx, IssueIx, PageIx, Region, RegionIx,
    SeriesIx, Site, SiteArticle, Tag, Tags,
};
