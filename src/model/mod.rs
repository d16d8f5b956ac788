//! Articles and definitions → [`Site`]: counties, indicators, claims, series. Pure: it knows no disk, no URL and no
//! HTML, and its result does not depend on the order in which files were read.

mod assemble;
mod blocks;
mod claim;
mod claims;
mod links;
mod lookup;
mod publication;
mod regions;
mod reserved;
mod resolve;
mod series;
mod site;

pub use assemble::{Input, assemble};
pub use claim::{Claim, ClaimKind, GrowthOver, Measure, State, Stating};
pub use links::{LinkTarget, normalise as normalise_path};
pub use publication::{Options, Publication};
pub use regions::names as region_names;
pub use series::{Point, Series};
pub use site::{
    ArticleIx, ClaimIx, Column, ColumnIx, County, CountyIx, Indicator, IndicatorIx, PageIx, SeriesIx, Site,
    SiteArticle, Tag,
};
