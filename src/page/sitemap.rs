//! `sitemap.xml` and `robots.txt`: which pages a search engine may list, and when each changed last.

use time::Date;

use super::dates::{modified, published};
use super::feed::uri;
use super::frame::Frame;
use super::route::Route;
use super::xml::Xml;
use crate::model::{ArticleIx, SeriesIx, Site};

/// Addresses that one file may hold (sitemaps.org).
const LIMIT: usize = 50_000;
const NAMESPACE: [(&str, &str); 1] = [("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")];

/// The files of the sitemap: 0 is `sitemap.xml`, which lists the others where one is not enough.
pub(super) fn parts(site: &Site, routes: &[Route]) -> Vec<u32> {
    if site.config.base_url.is_none() {
        return Vec::new();
    }
    numbers(routes.iter().filter(|route| is_listed(**route)).count(), LIMIT)
}

fn numbers(addresses: usize, limit: usize) -> Vec<u32> {
    let files = u32::try_from(addresses.div_ceil(limit)).unwrap_or(u32::MAX);
    std::iter::once(0).chain((1..=files).filter(|_| files > 1)).collect()
}

/// Whether a route is a page for a search engine: no data file, no later page of a list, nothing that asks to be left
/// out itself.
fn is_listed(route: Route) -> bool {
    match route {
        Route::Articles(page)
        | Route::County(_, page)
        | Route::Column(_, page)
        | Route::Tag(_, page)
        | Route::Issues(page) => page == 1,
        Route::Home
        | Route::Article(_)
        | Route::Counties
        | Route::Region(_)
        | Route::Series(_)
        | Route::Indicators
        | Route::Indicator(_)
        | Route::Columns
        | Route::Tags
        | Route::Issue(_)
        | Route::Archive
        | Route::ArchiveYear(_)
        | Route::Targets
        | Route::TargetsYear(_)
        | Route::Page(_) => true,
        Route::NotFound
        | Route::Search
        | Route::Embed(_)
        | Route::ArticleData(_)
        | Route::ArticleImage(_)
        | Route::SeriesData(..)
        | Route::SeriesImage(_)
        | Route::IndicatorData(..)
        | Route::Data(_)
        | Route::Feed(_)
        | Route::Sitemap(_)
        | Route::Robots
        | Route::SiteJson => false,
    }
}

/// A file of the sitemap.
pub(super) fn build(f: &Frame<'_>, part: u32) -> Vec<u8> {
    let listed: Vec<Route> = f.pages.routes().iter().copied().filter(|route| is_listed(*route)).collect();
    let whole = listed.len() <= LIMIT;
    if part == 0 && !whole {
        return index(f, numbers(listed.len(), LIMIT).split_off(1));
    }
    let skipped = if part == 0 { 0 } else { (part as usize - 1).saturating_mul(LIMIT) };
    let mut xml = Xml::new("urlset", &NAMESPACE);
    for route in listed.into_iter().skip(skipped).take(LIMIT) {
        xml.begin("url", &[]);
        xml.text("loc", &[], &uri(f, &f.pages.address(route)));
        if let Some(day) = changed(f.site, route) {
            xml.text("lastmod", &[], &day.to_string());
        }
        xml.end();
    }
    xml.finish()
}

fn index(f: &Frame<'_>, parts: Vec<u32>) -> Vec<u8> {
    let mut xml = Xml::new("sitemapindex", &NAMESPACE);
    for part in parts {
        xml.begin("sitemap", &[]);
        xml.text("loc", &[], &uri(f, &f.pages.address(Route::Sitemap(part))));
        xml.end();
    }
    xml.finish()
}

/// The day of the newest article that a page shows. A free page says nothing of its own day.
fn changed(site: &Site, route: Route) -> Option<Date> {
    let of = |list: &[ArticleIx]| newest(site, list.iter().copied());
    match route {
        Route::Article(ix) => Some(modified(site, ix)),
        Route::County(ix, _) => of(&site.county(ix).articles),
        Route::Region(ix) => {
            newest(site, site.region(ix).counties.iter().flat_map(|c| site.county(*c).articles.iter().copied()))
        }
        Route::Series(ix) => newest(site, stating(site, ix)),
        Route::Indicator(ix) => newest(site, site.indicator(ix).series.iter().flat_map(|s| stating(site, *s))),
        Route::Column(ix, _) => of(&site.column(ix).articles),
        Route::Tag(tag, _) => of(site.tags.get(tag)?.1),
        Route::Issue(ix) => {
            let issue = site.issue(ix);
            newest(site, issue.articles().map(|(_, article)| article)).max(Some(issue.file.date))
        }
        Route::ArchiveYear(year) => {
            newest(site, site.article_ixs().filter(|ix| site.article(*ix).file.date.year() == year))
        }
        Route::Page(_) => None,
        _ => newest(site, site.article_ixs()),
    }
}

fn newest(site: &Site, articles: impl Iterator<Item = ArticleIx>) -> Option<Date> {
    articles.map(|ix| published(site, ix)).max()
}

/// The articles that state figures of a series.
fn stating(site: &Site, ix: SeriesIx) -> impl Iterator<Item = ArticleIx> + '_ {
    crate::dataset::of_series(site.series(ix)).map(|claim| site.claim(claim).article)
}

/// `robots.txt`: everything may be read. A copy has a sitemap of its own.
pub(super) fn robots(f: &Frame<'_>) -> Vec<u8> {
    let mut text = "User-agent: *\nDisallow:\n".to_owned();
    if f.site.config.base_url.is_some() {
        let own = f.pages.address(Route::Sitemap(0));
        let all = std::iter::once(own).chain(f.pages.in_other_version(Route::Sitemap(0)));
        let lines: Vec<String> = all.map(|address| format!("Sitemap: {}\n", uri(f, &address))).collect();
        text.push_str(&format!("\n{}", lines.concat()));
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn large_sites_are_split() {
        assert_eq!(numbers(0, 3), [0]);
        assert_eq!(numbers(3, 3), [0]);
        assert_eq!(numbers(4, 3), [0, 1, 2]);
        assert_eq!(numbers(7, 3), [0, 1, 2, 3]);
    }
}
