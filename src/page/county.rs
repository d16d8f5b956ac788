//! A county's page: latest figures, trends, every indicator, the newest articles.

use super::body;
use super::charts;
use super::chronicle;
use super::counties::{headline_series, parent_name, region_href};
use super::figures;
use super::frame::{Fault, Frame, Told, long_date};
use super::route::Route;
use super::view::{CountyFacts, CountyView, Kpi, Place, Section, SeriesRow, SmallMultiple, TrendRow, TrendTable};
use crate::definition::FormerName;
use crate::model::{County, CountyIx, SeriesIx};
use crate::quantity::Sign;
use crate::typeset::{TitleSize, keeps_together};

/// Tiles of latest figures: this many, or more if there are more headline indicators.
const TILES: usize = 4;
/// The most tiles.
const MOST_TILES: usize = 8;
/// Small multiples.
const MULTIPLES: usize = 6;

/// A county.
pub(super) fn build(f: &Frame<'_>, ix: CountyIx) -> Result<CountyView, Fault> {
    let county = f.site.county(ix);
    let name = county.file.name.value.clone();
    let excerpt = &county.file.body.outline.excerpt;
    let description = if excerpt.is_empty() { name.clone() } else { excerpt.clone() };
    let trends = trends(f, ix);
    let size = f.site.config.page_size;
    Ok(CountyView {
        head: f.head(name.clone(), description, Place::In(Section::Counties)),
        crumbs: f.crumbs(vec![f.section(Section::Counties, Route::Counties)], name.clone()),
        intro: body::html_if_any(f, &county.file.body)?,
        facts: facts(f, county),
        kpis: tiles(f, ix),
        multiples_span: span(f, &trends),
        trend_table: table(f, &trends),
        multiples: trends.iter().filter_map(|t| t.multiple(f)).collect(),
        commitments: super::targets::of_county(f, ix),
        series: county.series.iter().filter_map(|s| row(f, *s)).collect(),
        projects: chronicle::table(f, ix),
        timeline: chronicle::timeline(f, ix),
        articles: county.articles.iter().take(size).map(|a| f.card(*a, Told::County)).collect(),
        more: (county.articles.len() > size).then(|| f.href(Route::County(ix, 2))),
        name,
    })
}

fn facts(f: &Frame<'_>, county: &County) -> CountyFacts {
    let newest = county.articles.first().map(|a| long_date(f.words, f.site.article(*a).file.date));
    CountyFacts {
        kind: county.file.kind.clone(),
        parent: parent_name(&county.parents),
        parent_href: region_href(f, county),
        adcode: county.file.adcode.as_ref().map(|c| c.value.clone()),
        formerly: county.file.formerly.iter().map(|old| former_name(f, old)).collect(),
        industries: county.file.industries.clone(),
        articles: county.articles.len(),
        points: county.series.iter().map(|s| f.site.series(*s).count).sum(),
        updated: newest,
    }
}

fn former_name(f: &Frame<'_>, old: &FormerName) -> String {
    let name = old.name.as_deref().or(old.code.as_deref()).unwrap_or_default();
    match &old.until {
        Some(until) => f.words.fill("facts.until", &[("name", name), ("until", until)]),
        None => name.to_owned(),
    }
}

fn tiles(f: &Frame<'_>, ix: CountyIx) -> Vec<Kpi> {
    let series = headline_series(f, ix);
    let headline = series.iter().filter(|s| f.site.indicator(f.site.series(**s).indicator).file.headline).count();
    series.into_iter().filter_map(|s| tile(f, s)).take(headline.clamp(TILES, MOST_TILES)).collect()
}

fn tile(f: &Frame<'_>, ix: SeriesIx) -> Option<Kpi> {
    let series = f.site.series(ix);
    let name = f.site.indicator(series.indicator).file.name.value.clone();
    Some(Kpi {
        name_keep: keeps_together(&name, TitleSize::List),
        name,
        href: f.href(Route::Series(ix)),
        figure: figures::latest(f.site, f.words, series)?,
        spark: charts::spark(f.site, f.words, series).map(|(svg, _)| svg),
    })
}

fn row(f: &Frame<'_>, ix: SeriesIx) -> Option<SeriesRow> {
    let series = f.site.series(ix);
    let name = f.site.indicator(series.indicator).file.name.value.clone();
    Some(SeriesRow {
        indicator: f.link(name, Route::Series(ix)),
        figure: figures::latest(f.site, f.words, series)?,
        points: series.reported().count(),
    })
}

/// A series over the years.
struct Trend {
    ix: SeriesIx,
    title: String,
    unit: String,
    points: Vec<charts::Plotted>,
    sign: Sign,
}

impl Trend {
    fn multiple(&self, f: &Frame<'_>) -> Option<SmallMultiple> {
        let id = format!("s{}", self.ix.at());
        Some(SmallMultiple {
            plot: charts::multiple(f.words, &self.points, self.sign, &self.title, &id)?,
            title: self.title.clone(),
            href: Some(f.href(Route::Series(self.ix))),
            unit: self.unit.clone(),
        })
    }
}

/// The series with the most comparable points; of equal ones the headline indicators first.
fn trends(f: &Frame<'_>, ix: CountyIx) -> Vec<Trend> {
    let mut trends: Vec<Trend> = headline_series(f, ix).into_iter().filter_map(|s| trend(f, s)).collect();
    trends.sort_by_key(|t| std::cmp::Reverse(t.points.len().min(3)));
    trends.truncate(MULTIPLES);
    trends
}

fn trend(f: &Frame<'_>, ix: SeriesIx) -> Option<Trend> {
    let series = f.site.series(ix);
    let (points, sign) = charts::multiple_points(f.site, series)?;
    let name = &f.site.indicator(series.indicator).file.name.value;
    let kind = points.last().map(|p| p.period)?;
    let what = match sign {
        Sign::Always => f.words.fill("growth.of", &[("what", name)]),
        Sign::Minus => name.clone(),
    };
    let partial = kind.cumulative_months().is_some_and(|m| m < 12);
    let title =
        if partial { f.words.fill("bracket", &[("of", &what), ("what", &f.words.period_short(kind))]) } else { what };
    let unit = points.last().map(|p| f.words.unit_alone(p.amount.unit.as_ref()))?;
    Some(Trend { ix, title, unit, points, sign })
}

fn span(f: &Frame<'_>, trends: &[Trend]) -> Option<String> {
    figures::span(f.words, trends.iter().flat_map(|t| t.points.iter().map(|p| p.period)))
}

/// The figures of the small multiples by year.
fn table(f: &Frame<'_>, trends: &[Trend]) -> Option<TrendTable> {
    let mut years: Vec<i32> = trends.iter().flat_map(|t| t.points.iter().map(|p| p.period.year())).collect();
    years.sort_unstable();
    years.dedup();
    let row = |t: &Trend| TrendRow {
        name: f.words.fill("bracket", &[("of", &t.title), ("what", &t.unit)]),
        cells: years
            .iter()
            .map(|y| t.points.iter().find(|p| p.period.year() == *y).map(|p| figures::cell(f.words, &p.amount, t.sign)))
            .collect(),
    };
    (!years.is_empty()).then(|| TrendTable {
        years: years.iter().map(ToString::to_string).collect(),
        rows: trends.iter().map(row).collect(),
    })
}
