//! `site.json`: what the site consists of, for programs. Addresses are relative to the file.

use serde::Serialize;

use super::frame::Frame;
use super::issues;
use super::route::{Channel, DataForm, OpenData, Route};
use crate::model::{ArticleIx, ColumnIx, CountyIx, IndicatorIx, IssueIx};
use crate::quantity::Unit;

/// Changes when a field is taken away or changes its meaning.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Contents<'a> {
    version: u32,
    title: &'a str,
    subtitle: Option<&'a str>,
    language: &'a str,
    base_url: Option<&'a str>,
    publisher: &'a str,
    updated: Option<String>,
    data: Vec<String>,
    feed: Option<String>,
    counties: Vec<County<'a>>,
    indicators: Vec<Indicator<'a>>,
    columns: Vec<Column<'a>>,
    issues: Vec<Issue<'a>>,
    articles: Vec<Article<'a>>,
}

#[derive(Serialize)]
struct County<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'a str,
    adcode: Option<&'a str>,
    url: String,
    articles: usize,
}

#[derive(Serialize)]
struct Indicator<'a> {
    id: &'a str,
    name: &'a str,
    unit: Option<String>,
    url: String,
    data: Option<String>,
}

#[derive(Serialize)]
struct Column<'a> {
    id: &'a str,
    name: &'a str,
    url: String,
    articles: usize,
}

#[derive(Serialize)]
struct Issue<'a> {
    id: &'a str,
    title: String,
    date: String,
    total: Option<u32>,
    theme: Option<&'a str>,
    url: String,
}

#[derive(Serialize)]
struct Article<'a> {
    id: &'a str,
    title: &'a str,
    date: String,
    url: String,
    counties: Vec<&'a str>,
    indicators: Vec<&'a str>,
    column: Option<&'a str>,
    issue: Option<&'a str>,
    page: Option<&'a str>,
    tags: Vec<&'a str>,
}

/// The file.
pub(super) fn build(f: &Frame<'_>) -> Vec<u8> {
    let (site, config) = (f.site, &f.site.config);
    let has_feed = super::feed::is_there(site, Channel::Site);
    let contents = Contents {
        version: VERSION,
        title: &config.title,
        subtitle: config.subtitle.as_deref(),
        language: &config.language,
        base_url: config.base_url.as_ref().map(crate::config::BaseUrl::as_str),
        publisher: config.publisher_name(),
        updated: site.articles.first().map(|article| article.file.date.to_string()),
        data: OpenData::ALL.map(|file| f.href(Route::Data(file))).to_vec(),
        feed: has_feed.then(|| f.href(Route::Feed(Channel::Site))),
        counties: (0..site.counties.len()).map(|i| county(f, CountyIx::new(i))).collect(),
        indicators: (0..site.indicators.len()).map(|i| indicator(f, IndicatorIx::new(i))).collect(),
        columns: (0..site.columns.len()).map(|i| column(f, ColumnIx::new(i))).collect(),
        issues: (0..site.issues.len()).map(|i| issue(f, IssueIx::new(i))).collect(),
        articles: site.article_ixs().map(|ix| article(f, ix)).collect(),
    };
    // Nothing in it can fail to be written: no map with other keys than text, no number that is none.
    let mut bytes = serde_json::to_vec_pretty(&contents).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn county<'a>(f: &Frame<'a>, ix: CountyIx) -> County<'a> {
    let county = f.site.county(ix);
    County {
        id: &county.file.id,
        name: &county.file.name.value,
        kind: &county.file.kind,
        adcode: county.file.adcode.as_ref().map(|code| code.value.as_str()),
        url: f.href(Route::County(ix, 1)),
        articles: county.articles.len(),
    }
}

fn indicator<'a>(f: &Frame<'a>, ix: IndicatorIx) -> Indicator<'a> {
    let indicator = f.site.indicator(ix);
    Indicator {
        id: &indicator.file.id,
        name: &indicator.file.name.value,
        unit: indicator.file.unit.as_ref().map(Unit::to_string),
        url: f.href(Route::Indicator(ix)),
        data: (!indicator.series.is_empty()).then(|| f.href(Route::IndicatorData(ix, DataForm::Json))),
    }
}

fn column<'a>(f: &Frame<'a>, ix: ColumnIx) -> Column<'a> {
    let column = f.site.column(ix);
    let url = f.href(Route::Column(ix, 1));
    Column { id: &column.file.id, name: &column.file.name, url, articles: column.articles.len() }
}

fn issue<'a>(f: &Frame<'a>, ix: IssueIx) -> Issue<'a> {
    let issue = f.site.issue(ix);
    Issue {
        id: &issue.file.id,
        title: issues::title(f.words, issue),
        date: issue.file.date.to_string(),
        total: issue.file.total,
        theme: issue.file.theme.as_deref(),
        url: f.href(Route::Issue(ix)),
    }
}

fn article<'a>(f: &Frame<'a>, ix: ArticleIx) -> Article<'a> {
    let site = f.site;
    let article = site.article(ix);
    let file = &article.file;
    let placed = article.placement.map(|p| (site.issue(p.issue), p.page));
    Article {
        id: &file.id.0,
        title: &file.title,
        date: file.date.to_string(),
        url: f.href(Route::Article(ix)),
        counties: article.counties.iter().map(|c| site.county(*c).file.id.as_str()).collect(),
        indicators: article.indicators.iter().map(|i| site.indicator(*i).file.id.as_str()).collect(),
        column: article.column.map(|c| site.column(c).file.id.as_str()),
        issue: placed.map(|(issue, _)| issue.file.id.as_str()),
        page: placed.and_then(|(issue, page)| Some(issue.file.pages.get(page)?.id.value.as_str())),
        tags: file.tags.iter().map(|tag| tag.value.as_str()).collect(),
    }
}
