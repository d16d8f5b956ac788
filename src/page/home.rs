//! The home page.

use rust_decimal::prelude::ToPrimitive as _;

use super::counties;
use super::figures::{self, Group};
use super::frame::{Frame, Told, deck};
use super::route::Route;
use super::view::{
    ColumnTeaser, ContentsLine, HomeView, Html, Lead, Matrix, MatrixCell, MatrixPoint, MatrixRow, Place, TitleSize,
    keeps_together,
};
use crate::chart::{self, Domain, Tone};
use crate::model::{ArticleIx, ColumnIx, CountyIx, IndicatorIx};
use crate::quantity::{Period, Sign};

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
    let lead = lead_article(f);
    let rest: Vec<ArticleIx> = f.site.article_ixs().filter(|ix| Some(*ix) != lead).collect();
    let description = f.site.config.subtitle.clone().unwrap_or_else(|| f.site.config.title.clone());
    let shown = busiest_counties(f);
    HomeView {
        head: f.head("", description, Place::Home),
        lead: lead.map(|ix| lead_view(f, ix)),
        contents: rest.iter().take(CONTENTS).map(|ix| contents_line(f, *ix)).collect(),
        matrix: matrix(f, shown.get(..MATRIX_COUNTIES.min(shown.len())).unwrap_or_default()),
        counties: shown.iter().take(CARDS).map(|ix| counties::card(f, *ix)).collect(),
        county_count: f.site.counties.len(),
        article_count: f.site.articles.len(),
        latest: rest.iter().skip(CONTENTS).take(LATEST).map(|ix| f.card(*ix, Told::Nothing)).collect(),
        commitments: super::targets::on_home(f),
        columns: columns(f),
    }
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

fn contents_line(f: &Frame<'_>, ix: ArticleIx) -> ContentsLine {
    let article = f.site.article(ix);
    let counties: Vec<&str> = article.counties.iter().map(|c| f.site.county(*c).short_name()).collect();
    let date = article.file.date;
    ContentsLine {
        mark: format!("{:02}-{:02}", u8::from(date.month()), date.day()),
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
