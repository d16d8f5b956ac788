//! Free pages, the search page, and the page for addresses that lead nowhere.

use std::collections::BTreeMap;

use super::body;
use super::frame::{Fault, Frame};
use super::route::Route;
use super::view::{Link, NotFoundView, PageView, Place, SearchView};
use crate::model::{CountyIx, IndicatorIx, PageIx};
use crate::typeset::{TitleSize, keeps_together};

/// Links of each sort on the 404 page and the search page.
const MANY: usize = 12;

/// Words of the search script: its own names, and the theme's keys.
const SCRIPT: &[(&str, &str)] = &[
    // Tiers of hits, as numbers.
    ("0", "search.partial"),
    ("1", "search.covered"),
    // The name of what goes wrong.
    ("VersionError", "search.version"),
    ("advice", "search.advice"),
    ("clear", "search.clear"),
    ("count", "search.count"),
    ("drop", "search.drop"),
    ("failed", "search.failed"),
    ("next", "pager.next"),
    ("none", "search.none"),
    ("some", "search.some"),
];

/// A free page.
pub(super) fn page(f: &Frame<'_>, ix: PageIx) -> Result<PageView, Fault> {
    let page = f.site.page(ix);
    let description = page.body.outline.excerpt.clone();
    let mut head = f.head(page.title.clone(), description, Place::Page(f.pages.root().link_to(&f.address)));
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
    NotFoundView {
        head: f.head(title, title, Place::Nowhere),
        latest: latest.map(|ix| f.link(f.site.article(ix).file.title.clone(), Route::Article(ix))),
        counties: counties(f),
        indicators: indicators(f),
    }
}

/// The first counties.
fn counties(f: &Frame<'_>) -> Vec<Link> {
    let first = (0..f.site.counties.len()).map(CountyIx::new).take(MANY);
    first.map(|ix| f.link(f.site.county(ix).file.name.value.clone(), Route::County(ix, 1))).collect()
}

/// The first indicators that have figures.
fn indicators(f: &Frame<'_>) -> Vec<Link> {
    let all = (0..f.site.indicators.len()).map(IndicatorIx::new);
    let first = all.filter(|ix| !f.site.indicator(*ix).series.is_empty()).take(MANY);
    first.map(|ix| f.link(f.site.indicator(ix).file.name.value.clone(), Route::Indicator(ix))).collect()
}

/// The search page. Its results depend on the reader, so that it is no page for a search engine.
pub(super) fn search(f: &Frame<'_>) -> SearchView {
    let title = f.words.say("search");
    let words: BTreeMap<_, _> = SCRIPT.iter().map(|(name, key)| (*name, f.words.say(key))).collect();
    SearchView {
        head: super::view::Head { noindex: true, ..f.head(title, f.words.say("search.label"), Place::Nowhere) },
        crumbs: f.crumbs(Vec::new(), title),
        counties: counties(f),
        indicators: indicators(f),
        script_words: serde_json::to_string(&words).unwrap_or_default(),
    }
}
