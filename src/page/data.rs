//! The figures as files: CSV (UTF-8 with BOM, one row a claim, the columns of `claims.csv`), JSON, and the chart.

use serde::Serialize;

use super::charts::Trend;
use super::frame::Frame;
use super::route::DataForm;
use crate::model::{ArticleIx, Claim, ClaimIx, IndicatorIx, Point, Series, SeriesIx};
use crate::quantity::Unit;

/// One row of `claims.csv` (blueprint §5). Decimals are text, exactly as stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Row<'a> {
    county: &'a str,
    adcode: &'a str,
    indicator: &'a str,
    period: String,
    period_kind: &'static str,
    kind: &'static str,
    measure: &'static str,
    basis: &'a str,
    value: String,
    value_to: String,
    unit: String,
    bound: &'static str,
    scope: &'a str,
    rank_of: String,
    status: &'static str,
    article: &'a str,
    source: &'a str,
    state: &'static str,
}

fn row<'a>(f: &'a Frame<'_>, ix: ClaimIx) -> Row<'a> {
    let claim = f.site.claim(ix);
    let county = &f.site.county(claim.county).file;
    let article = &f.site.article(claim.article).file;
    let amount = claim.amount();
    let rank = claim.rank();
    Row {
        county: &county.id,
        adcode: county.adcode.as_ref().map_or("", |c| c.value.as_str()),
        indicator: &f.site.indicator(claim.indicator).file.id,
        period: claim.period.to_string(),
        period_kind: claim.period.kind().code(),
        kind: claim.kind.code(),
        measure: claim.measure.code(),
        basis: claim.measure.basis(),
        value: value(claim),
        value_to: amount.and_then(|a| a.value_to).map(|v| v.to_string()).unwrap_or_default(),
        unit: amount.and_then(|a| a.unit.as_ref()).map(Unit::to_string).unwrap_or_default(),
        bound: amount.map_or("", |a| a.bound.code()),
        scope: rank.and_then(|r| r.scope.as_deref()).or(claim.scope.as_deref()).unwrap_or_default(),
        rank_of: rank.and_then(|r| r.of).map(|n| n.to_string()).unwrap_or_default(),
        status: claim.status.code(),
        article: &article.id.0,
        source: article.source.as_ref().map_or("", |s| s.name.as_str()),
        state: claim.state.code(),
    }
}

fn value(claim: &Claim) -> String {
    match (claim.amount(), claim.rank()) {
        (Some(amount), _) => amount.value.to_string(),
        (None, Some(rank)) => rank.place.to_string(),
        (None, None) => String::new(),
    }
}

/// UTF-8 with BOM, so that Excel and WPS open it in Chinese.
fn csv(f: &Frame<'_>, claims: impl Iterator<Item = ClaimIx>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    for ix in claims {
        // Writing to memory fails only for rows of unequal length, which one struct cannot have.
        let _ = writer.serialize(row(f, ix));
    }
    writer.into_inner().unwrap_or_default()
}

/// Every claim of a point, in the order of the table.
fn of_point(point: &Point) -> impl Iterator<Item = ClaimIx> + '_ {
    point.standing().chain(point.targets.iter().copied()).chain(point.superseded.iter().copied())
}

/// Every claim of a series, oldest period first.
fn of_series(series: &Series) -> impl Iterator<Item = ClaimIx> + '_ {
    series.points.values().flat_map(of_point)
}

/// Rows of a series' CSV, without the head.
pub(super) fn series_rows(_: &Frame<'_>, series: &Series) -> usize {
    of_series(series).count()
}

/// `data.csv` of an article.
pub(super) fn article_csv(f: &Frame<'_>, ix: ArticleIx) -> Vec<u8> {
    csv(f, f.site.article(ix).lines.iter().flatten().copied())
}

/// A data file of a series.
pub(super) fn series(f: &Frame<'_>, ix: SeriesIx, form: DataForm) -> Vec<u8> {
    let series = f.site.series(ix);
    match form {
        DataForm::Csv => csv(f, of_series(series)),
        DataForm::Json => json(f, series.indicator, of_series(series)),
        DataForm::Svg => svg(f, series).into_bytes(),
    }
}

/// A data file of an indicator: all counties, in their order.
pub(super) fn indicator(f: &Frame<'_>, ix: IndicatorIx, form: DataForm) -> Vec<u8> {
    let claims = || f.site.indicator(ix).series.iter().flat_map(|s| of_series(f.site.series(*s)));
    match form {
        DataForm::Csv => csv(f, claims()),
        DataForm::Json | DataForm::Svg => json(f, ix, claims()),
    }
}

#[derive(Serialize)]
struct Document<'a> {
    title: String,
    indicator: About<'a>,
    publisher: &'a str,
    licence: Option<&'a str>,
    claims: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct About<'a> {
    id: &'a str,
    name: &'a str,
    unit: Option<String>,
}

fn json(f: &Frame<'_>, ix: IndicatorIx, claims: impl Iterator<Item = ClaimIx>) -> Vec<u8> {
    let file = &f.site.indicator(ix).file;
    let config = &f.site.config;
    let document = Document {
        title: format!("{} {}", config.title, file.name.value),
        indicator: About { id: &file.id, name: &file.name.value, unit: file.unit.as_ref().map(Unit::to_string) },
        publisher: &config.publisher.name,
        licence: config.licence.as_deref(),
        claims: claims.map(|c| row(f, c)).collect(),
    };
    // A struct of strings always serialises.
    let mut out = serde_json::to_vec(&document).unwrap_or_default();
    out.push(b'\n');
    out
}

/// The series' chart as a file of its own.
fn svg(f: &Frame<'_>, series: &Series) -> String {
    let trend =
        Trend::of_levels(f.site, f.words, series, "c").or_else(|| Trend::of_growth(f.site, f.words, series, "c"));
    let articles: std::collections::BTreeSet<_> = of_series(series).map(|c| f.site.claim(c).article).collect();
    let sources: std::collections::BTreeSet<&str> =
        articles.iter().filter_map(|a| f.site.article(*a).file.source.as_ref()).map(|s| s.name.as_str()).collect();
    let named = sources.into_iter().collect::<Vec<_>>().join("、");
    let title = &f.site.config.title;
    let source = if named.is_empty() {
        title.clone()
    } else {
        f.words.fill("chart.source", &[("named", &named), ("site", title)])
    };
    trend.and_then(|t| t.download(f.words, &source)).unwrap_or_default()
}

/// The name and file extension of a form.
pub(super) fn form_name(form: DataForm) -> (&'static str, &'static str) {
    match form {
        DataForm::Csv => ("CSV", "csv"),
        DataForm::Json => ("JSON", "json"),
        DataForm::Svg => ("SVG", "svg"),
    }
}
