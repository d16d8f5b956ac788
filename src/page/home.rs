//! The home page.

use rust_decimal::prelude::ToPrimitive as _;

use super::counties;
use super::figures::{self, Group};
use super::frame::{Frame, Told, deck};
use super::issues;
use super::route::Route;
use super::view::{
    ArticleCard, ColumnTeaser, ContentsLine, HomeIssue, HomeView, Html, Lead, Matrix, MatrixCell, MatrixPoint,
    MatrixRow, Place,
};
use crate::chart::{self, Domain, Tone};
use crate::model::{ArticleIx, ColumnIx, CountyIx, IndicatorIx, Issue, IssueIx};
use crate::quantity::{Period, Sign};
use crate::typeset::{TitleSize, keeps_together};

/// Lines of the contents list.
const CONTENTS: usize = 5;
/// Newest articles.
const LATEST: usize = 6;
/// Columns of the matrix.
const MATRIX_COUNTIES: usize = 6;
/// Rows of the matrix.
const MATRIX_ROWS: usize = 6;
/// County cards.
const CARDS: usize = 8;
/// Figures of the lead article.
const LEAD_FIGURES: usize = 3;

/// The home page.
pub(super) fn build(f: &Frame<'_>) -> HomeView {
    let issue = f.site.issues.first().filter(|issue| issue.articles().next().is_some());
    let Front { lead, contents } = issue.map_or_else(|| newest_first(f), |issue| front_page(f, issue));
    let shown: Vec<ArticleIx> = lead.iter().copied().chain(contents.iter().map(|(ix, _)| *ix)).collect();
    let rest = f.site.article_ixs().filter(|ix| !shown.contains(ix));
    let description = f.site.config.subtitle.clone().unwrap_or_else(|| f.site.config.title.clone());
    let counties = busiest_counties(f);
    HomeView {
        head: f.head("", description, Place::Home),
        issue: issue.map(|issue| brief(f, issue)),
        lead: lead.map(|ix| lead_view(f, ix)),
        contents: contents.into_iter().map(|(ix, mark)| contents_line(f, ix, mark)).collect(),
        matrix: matrix(f, counties.get(..MATRIX_COUNTIES.min(counties.len())).unwrap_or_default()),
        latest: latest(f, rest.collect()),
        counties: counties.iter().take(CARDS).map(|ix| counties::card(f, *ix)).collect(),
        county_count: f.site.counties.len(),
        article_count: f.site.articles.len(),
        commitments: super::targets::on_home(f),
        columns: columns(f),
    }
}

/// The newest articles, those that are pinned before the others.
fn latest(f: &Frame<'_>, mut articles: Vec<ArticleIx>) -> Vec<ArticleCard> {
    let is_pinned = |ix: ArticleIx| f.site.article(ix).file.pinned;
    articles.sort_by_key(|ix| !is_pinned(*ix));
    let card = |ix: ArticleIx| {
        let mut card = f.card(ix, Told::Nothing);
        let mark = is_pinned(ix).then(|| f.words.say("home.pinned").to_owned());
        card.meta.splice(..0, mark);
        card
    };
    articles.into_iter().take(LATEST).map(card).collect()
}

/// What stands on top.
struct Front {
    lead: Option<ArticleIx>,
    /// Beside it, each with its mark.
    contents: Vec<(ArticleIx, String)>,
}

/// Without issues the newest articles stand on top.
fn newest_first(f: &Frame<'_>) -> Front {
    let lead = lead_article(f);
    let rest = f.site.article_ixs().filter(|ix| Some(*ix) != lead);
    Front { lead, contents: rest.take(CONTENTS).map(|ix| (ix, short_date(f, ix))).collect() }
}

fn short_date(f: &Frame<'_>, ix: ArticleIx) -> String {
    let date = f.site.article(ix).file.date;
    format!("{:02}-{:02}", u8::from(date.month()), date.day())
}

/// The newest issue: its pinned article or else its first, and the first article of each page, then further ones, in
/// the order of the pages.
fn front_page(f: &Frame<'_>, issue: &Issue) -> Front {
    let all: Vec<(usize, ArticleIx)> = issue.articles().collect();
    let pinned = all.iter().find(|(_, ix)| f.site.article(*ix).file.pinned);
    let lead = pinned.or(all.first()).map(|(_, ix)| *ix);
    let rest: Vec<(usize, ArticleIx)> = all.into_iter().filter(|(_, ix)| Some(*ix) != lead).collect();
    let mark = |page: usize| issue.file.pages.get(page).map_or_else(String::new, |p| p.id.value.clone());
    Front { lead, contents: abreast(&rest).into_iter().map(|(page, ix)| (ix, mark(page))).collect() }
}

/// At most so many articles that every page comes before any has a second.
fn abreast(all: &[(usize, ArticleIx)]) -> Vec<(usize, ArticleIx)> {
    let place =
        |n: usize| all.iter().take(n).filter(|(page, _)| all.get(n).is_some_and(|(own, _)| own == page)).count();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|n| place(*n));
    order.truncate(CONTENTS);
    order.sort_unstable();
    order.into_iter().filter_map(|n| all.get(n).copied()).collect()
}

fn brief(f: &Frame<'_>, issue: &Issue) -> HomeIssue {
    let pages = issue.pages.len().to_string();
    let note = f.words.fill("home.issue.note", &[("issue", &issues::short_title(f.words, issue)), ("pages", &pages)]);
    let more = f.link(issues::size(f.words, "home.issue.more", issue), Route::Issue(IssueIx::new(0)));
    HomeIssue { note, more }
}

/// The newest pinned article, else the newest that states figures, else the newest.
fn lead_article(f: &Frame<'_>) -> Option<ArticleIx> {
    let with = |has: fn(&crate::model::SiteArticle) -> bool| f.site.article_ixs().find(|ix| has(f.site.article(*ix)));
    with(|a| a.file.pinned).or_else(|| with(|a| !a.lines.is_empty())).or_else(|| f.site.article_ixs().next())
}

fn lead_view(f: &Frame<'_>, ix: ArticleIx) -> Lead {
    let article = f.site.article(ix);
    let mut figures = figures::key_figures(f, ix);
    figures.truncate(LEAD_FIGURES);
    Lead {
        column: article.column.map(|c| f.link(f.site.column(c).file.name.clone(), Route::Column(c, 1))),
        counties: f.county_links(&article.counties),
        title: article.file.title.clone(),
        title_keep: keeps_together(&article.file.title, TitleSize::Large),
        href: f.href(Route::Article(ix)),
        date: article.file.date.to_string(),
        deck: deck(article),
        figures,
    }
}

fn contents_line(f: &Frame<'_>, ix: ArticleIx, mark: String) -> ContentsLine {
    let article = f.site.article(ix);
    let counties: Vec<&str> = article.counties.iter().map(|c| f.site.county(*c).short_name()).collect();
    ContentsLine {
        mark,
        title: article.file.title.clone(),
        title_keep: keeps_together(&article.file.title, TitleSize::List),
        href: f.href(Route::Article(ix)),
        note: (!counties.is_empty()).then(|| counties.join("　")),
    }
}

/// Counties by the date of their newest article, then by number of figures, then in their order.
fn busiest_counties(f: &Frame<'_>) -> Vec<CountyIx> {
    let mut ixs: Vec<CountyIx> = (0..f.site.counties.len()).map(CountyIx::new).collect();
    ixs.retain(|ix| !f.site.county(*ix).series.is_empty());
    ixs.sort_by_key(|ix| f.site.county(*ix).articles.first().map_or(u32::MAX, |a| a.0));
    ixs
}

/// Newest growth of the headline indicators.
fn matrix(f: &Frame<'_>, counties: &[CountyIx]) -> Option<Matrix> {
    let headline = (0..f.site.indicators.len()).map(IndicatorIx::new).filter(|ix| f.site.indicator(*ix).file.headline);
    let rows: Vec<MatrixRow> = headline.filter_map(|ix| matrix_row(f, ix, counties)).take(MATRIX_ROWS).collect();
    let heads = counties.iter().map(|c| f.link(f.site.county(*c).short_name(), Route::County(*c, 1))).collect();
    (!rows.is_empty()).then(|| Matrix {
        caption: f.words.say("matrix.caption").to_owned(),
        unit: "%".to_owned(),
        counties: heads,
        rows,
    })
}

/// A county's newest growth of an indicator.
struct Newest {
    period: Period,
    value: f64,
    text: String,
    bound: chart::Bound,
    article: u32,
    href: String,
}

fn newest(f: &Frame<'_>, indicator: IndicatorIx, county: CountyIx) -> Option<Newest> {
    let ix = f.site.find_series(county, indicator)?;
    let (period, point) = f.site.series(ix).reported().rev().find(|(_, p)| !p.yoy.is_empty())?;
    let claim = Group::of_point(f.site, point).yoy?;
    let amount = claim.amount().filter(|a| a.unit_text() == "%")?;
    Some(Newest {
        period,
        value: amount.value.to_f64()?,
        text: figures::cell(f.words, amount, Sign::Always),
        bound: chart::Bound::Exact,
        article: claim.article.0,
        href: f.href(Route::Series(ix)),
    })
}

/// A row with at least two counties' figures.
fn matrix_row(f: &Frame<'_>, indicator: IndicatorIx, counties: &[CountyIx]) -> Option<MatrixRow> {
    let points: Vec<Option<Newest>> = counties.iter().map(|c| newest(f, indicator, *c)).collect();
    if points.iter().flatten().count() < 2 {
        return None;
    }
    let domain = Domain::of(points.iter().flatten().map(|p| p.value));
    let latest = points.iter().flatten().map(|p| p.article).min();
    let cells = counties
        .iter()
        .zip(points)
        .map(|(county, point)| MatrixCell {
            county: f.site.county(*county).short_name().to_owned(),
            point: point.map(|p| {
                let tone = if Some(p.article) == latest { Tone::Current } else { Tone::Context };
                MatrixPoint {
                    bar: Some(Html(chart::matrix_bar(p.value, domain, tone, p.bound))),
                    value: p.text,
                    href: Some(p.href),
                    period: f.words.period(p.period),
                }
            }),
        })
        .collect();
    let name = f.site.indicator(indicator).file.name.value.clone();
    Some(MatrixRow { indicator: f.link(name, Route::Indicator(indicator)), cells })
}

/// Columns with their newest article.
fn columns(f: &Frame<'_>) -> Vec<ColumnTeaser> {
    let teaser = |(i, column): (usize, &crate::model::Column)| {
        let newest = *column.articles.first()?;
        let link = f.link(column.file.name.clone(), Route::Column(ColumnIx::new(i), 1));
        Some(ColumnTeaser { column: link, article: f.card(newest, Told::Column), count: column.articles.len() })
    };
    f.site.columns.iter().enumerate().filter_map(teaser).collect()
}
