//! Free pages, and the page for addresses that lead nowhere.

use super::body;
use super::frame::{Fault, Frame};
use super::route::Route;
use super::view::{NotFoundView, PageView, Place, TitleSize, keeps_together};
use crate::model::{CountyIx, IndicatorIx, PageIx};

/// Links of each sort on the 404 page.
const MANY: usize = 12;

/// A free page.
pub(super) fn page(f: &Frame<'_>, ix: PageIx) -> Result<PageView, Fault> {
    let page = f.site.page(ix);
    let description = page.body.outline.excerpt.clone();
    let mut head = f.head(page.title.clone(), description, Place::Page(f.address.as_str().to_owned()));
    head.has_code = page.body.outline.has_code;
    Ok(PageView {
        head,
        crumbs: f.crumbs(Vec::new(), page.title.clone()),
        title: page.title.clone(),
        title_keep: keeps_together(&page.title, TitleSize::Large),
        body: body::html(f, &page.body, None)?,
    })
}

/// The 404 page.
pub(super) fn not_found(f: &Frame<'_>) -> NotFoundView {
    let title = f.words.say("404.title");
    let latest = f.site.article_ixs().next();
    let counties = (0..f.site.counties.len()).map(CountyIx::new).take(MANY);
    let indicators = (0..f.site.indicators.len()).map(IndicatorIx::new);
    let headline = indicators.filter(|ix| !f.site.indicator(*ix).series.is_empty()).take(MANY);
    NotFoundView {
        head: f.head(title, title, Place::Nowhere),
        latest: latest.map(|ix| f.link(f.site.article(ix).file.title.clone(), Route::Article(ix))),
        counties: counties.map(|ix| f.link(f.site.county(ix).file.name.value.clone(), Route::County(ix, 1))).collect(),
        indicators: headline
            .map(|ix| f.link(f.site.indicator(ix).file.name.value.clone(), Route::Indicator(ix)))
            .collect(),
    }
}
