//! Where each route stands: paths from the root, and links from one page to another.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use super::route::{Channel, DataForm, Route};
use crate::model::{ArticleIx, List, Site, SiteArticle};

/// A path from the root of the site, `/`-separated; a page's ends in `/` (the root itself is empty).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(String);

impl Address {
    /// Wraps a path from the root.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The path as text, not encoded.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that holds it.
    #[must_use]
    pub fn file(&self) -> String {
        if self.0.is_empty() || self.0.ends_with('/') { format!("{}index.html", self.0) } else { self.0.clone() }
    }

    /// The shortest relative link from here to there, encoded for an attribute's URL.
    #[must_use]
    pub fn link_to(&self, to: &Self) -> String {
        let from_folder = self.0.rfind('/').map_or("", |i| self.0.get(..=i).unwrap_or_default());
        let common = common_folder(from_folder, &to.0);
        let ups = from_folder.get(common..).unwrap_or_default().matches('/').count();
        let rest = encode(to.0.get(common..).unwrap_or_default());
        match (ups, rest.is_empty()) {
            (0, true) => "./".to_owned(),
            (0, false) => rest,
            _ => format!("{}{rest}", "../".repeat(ups)),
        }
    }
}

/// Length of the longest common beginning that ends in `/`.
fn common_folder(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y);
    same.enumerate().filter(|(_, (byte, _))| *byte == b'/').last().map_or(0, |(i, _)| i + 1)
}

/// Encodes what would end or change a URL's path; letters of any script stay readable.
fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '%' | '?' | '#' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => out.push_str(&percent(c)),
            c if c.is_control() || c.is_whitespace() => out.push_str(&percent(c)),
            c => out.push(c),
        }
    }
    // A first segment with a colon would be read as a scheme (RFC 3986 §4.2).
    if out.split('/').next().is_some_and(|s| s.contains(':')) {
        out.insert_str(0, "./");
    }
    out
}

fn percent(c: char) -> String {
    let mut buffer = [0; 4];
    c.encode_utf8(&mut buffer).bytes().map(|b| format!("%{b:02X}")).collect()
}

/// The path segment of a tag (blueprint §5): its NFC text, with what a path cannot hold replaced by `-`.
#[must_use]
pub fn tag_segment(tag: &str) -> String {
    let hostile = |c: char| c.is_control() || matches!(c, '/' | '\\' | '?' | '#' | '%');
    tag.nfc().map(|c| if hostile(c) { '-' } else { c }).collect()
}

/// The addresses of a site's things, made once.
#[derive(Debug, PartialEq, Eq)]
pub struct Addresses {
    articles: List<String>,
    tags: Vec<String>,
    tag_numbers: BTreeMap<String, u32>,
    series: Vec<String>,
    counties: Vec<String>,
    regions: Vec<&'static str>,
    indicators: Vec<String>,
    columns: Vec<String>,
    issues: Vec<String>,
    pages: Vec<String>,
}

impl Addresses {
    /// Makes them. What is as it was `before` is shared.
    #[must_use]
    pub fn new(site: &Site, before: Option<&Self>) -> Self {
        let none = List::default();
        let slugs: Vec<&str> = site.articles.iter().map(slug).collect();
        Self {
            articles: List::of(
                &slugs,
                before.map_or(&none, |b| &b.articles),
                |address, slug| within("articles/", address) == Some(slug),
                |slug| format!("articles/{slug}/"),
            ),
            tags: site.tags.iter().map(|(t, _)| tag_segment(t)).collect(),
            tag_numbers: site
                .tags
                .iter()
                .enumerate()
                .map(|(i, (t, _))| (t.clone(), u32::try_from(i).unwrap_or(0)))
                .collect(),
            counties: below("counties", site.counties.iter().map(|c| &c.file.id)),
            regions: site.regions.iter().map(|r| r.code).collect(),
            indicators: below("indicators", site.indicators.iter().map(|i| &i.file.id)),
            columns: below("columns", site.columns.iter().map(|c| &c.file.id)),
            issues: below("issues", site.issues.iter().map(|i| &i.file.id)),
            pages: site.pages.iter().map(|p| format!("{}/", p.id)).collect(),
            series: site
                .series
                .iter()
                .map(|s| {
                    let (county, indicator) = (&site.county(s.county).file.id, &site.indicator(s.indicator).file.id);
                    format!("counties/{county}/{indicator}/")
                })
                .collect(),
        }
    }

    /// The number of a tag.
    #[must_use]
    pub fn tag(&self, tag: &str) -> Option<u32> {
        self.tag_numbers.get(tag).copied()
    }

    /// Where a route stands.
    #[must_use]
    pub fn of(&self, route: Route) -> Address {
        let text = |list: &[String], at: usize| list.get(at).cloned().unwrap_or_default();
        let article = |ix: ArticleIx| self.articles.get(ix.at()).cloned().unwrap_or_default();
        Address(match route {
            Route::Home => String::new(),
            Route::NotFound => "404.html".to_owned(),
            Route::Articles(page) => paged("articles/", page),
            Route::Article(ix) => article(ix),
            Route::ArticleData(ix) => article(ix) + "data.csv",
            Route::ArticleImage(ix) => article(ix) + "card.png",
            Route::Counties => "counties/".to_owned(),
            Route::County(ix, page) => paged(&text(&self.counties, ix.at()), page),
            Route::Region(ix) => format!("regions/{}/", self.regions.get(ix.at()).copied().unwrap_or_default()),
            Route::Series(ix) => text(&self.series, ix.at()),
            Route::SeriesData(ix, form) => text(&self.series, ix.at()) + data_file(form),
            Route::Embed(ix) => text(&self.series, ix.at()) + "embed/",
            Route::SeriesImage(ix) => text(&self.series, ix.at()) + "card.png",
            Route::Indicators => "indicators/".to_owned(),
            Route::Indicator(ix) => text(&self.indicators, ix.at()),
            Route::IndicatorData(ix, form) => text(&self.indicators, ix.at()) + data_file(form),
            Route::Columns => "columns/".to_owned(),
            Route::Column(ix, page) => paged(&text(&self.columns, ix.at()), page),
            Route::Tags => "tags/".to_owned(),
            Route::Tag(tag, page) => paged(&format!("tags/{}/", text(&self.tags, tag as usize)), page),
            Route::Issues(page) => paged("issues/", page),
            Route::Issue(ix) => text(&self.issues, ix.at()),
            Route::Archive => "archive/".to_owned(),
            Route::ArchiveYear(year) => format!("archive/{year}/"),
            Route::Targets => "targets/".to_owned(),
            Route::TargetsYear(year) => format!("targets/{year}/"),
            Route::Search => "search/".to_owned(),
            Route::Data(file) => format!("data/{}", file.file()),
            Route::Page(ix) => text(&self.pages, ix.at()),
            Route::Feed(channel) => self.of(channel_page(channel)).0 + "feed.xml",
            Route::Sitemap(0) => "sitemap.xml".to_owned(),
            Route::Sitemap(part) => format!("sitemap-{part}.xml"),
            Route::Robots => "robots.txt".to_owned(),
            Route::SiteJson => "site.json".to_owned(),
        })
    }
}

/// The last segment of an article's address.
fn slug(article: &SiteArticle) -> &str {
    article.file.slug.as_ref().map_or(&article.file.id.0, |slug| &slug.value)
}

/// `a` of `articles/a/`.
fn within<'a>(folder: &str, address: &'a str) -> Option<&'a str> {
    address.strip_prefix(folder)?.strip_suffix('/')
}

/// `counties/qingyun/` for every id.
fn below<'a>(folder: &str, ids: impl Iterator<Item = &'a String>) -> Vec<String> {
    ids.map(|id| format!("{folder}/{id}/")).collect()
}

/// The page that a feed stands beside.
fn channel_page(channel: Channel) -> Route {
    match channel {
        Channel::Site => Route::Home,
        Channel::County(ix) => Route::County(ix, 1),
        Channel::Column(ix) => Route::Column(ix, 1),
    }
}

fn data_file(form: DataForm) -> &'static str {
    match form {
        DataForm::Csv => "data.csv",
        DataForm::Json => "data.json",
        DataForm::Svg => "chart.svg",
    }
}

fn paged(base: &str, page: u32) -> String {
    if page <= 1 { base.to_owned() } else { format!("{base}page/{page}/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, to: &str, expect: &str) {
        assert_eq!(Address::new(from).link_to(&Address::new(to)), expect, "{from} → {to}");
    }

    #[test]
    fn links_are_short_and_relative() {
        check("", "", "./");
        check("", "counties/", "counties/");
        check("counties/qingyun/", "counties/qingyun/gdp/", "gdp/");
        check("counties/qingyun/", "counties/leling/", "../leling/");
        check("counties/qingyun/", "", "../../");
        check("articles/a/", "articles/a/data.csv", "data.csv");
        check("tags/乡村/", "tags/乡镇/", "../乡镇/");
        check("tags/a/", "tags/a b%/", "../a%20b%25/");
        check("", "a:b/", "./a:b/");
        check("counties/a/", "counties/a/", "./");
    }

    #[test]
    fn tags_make_segments() {
        assert_eq!(tag_segment("a/b?c"), "a-b-c");
        assert_eq!(tag_segment("e\u{301}"), "é");
    }
}
