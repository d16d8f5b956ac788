//! The figures as files: CSV (UTF-8 with BOM, one row a claim, the columns of `claims.csv`), JSON, and the chart.

use serde::Serialize;

use super::charts::Trend;
use super::frame::Frame;
use super::route::{DataForm, OpenData};
use crate::chart::Accent;
use crate::dataset::{self, ClaimRow, of_series};
use crate::model::{ArticleIx, ClaimIx, IndicatorIx, Series, SeriesIx};
use crate::quantity::Unit;

/// `/data/` and what stands in it.
pub(super) fn open(f: &Frame<'_>, file: OpenData) -> Vec<u8> {
    match file {
        OpenData::Claims => dataset::csv(dataset::claims(f.site)),
        OpenData::Series => dataset::csv(dataset::series(f.site)),
        OpenData::Package => {
            // Maps and texts always serialise.
            let mut out = serde_json::to_vec_pretty(&dataset::package(f.site)).unwrap_or_default();
            out.push(b'\n');
            out
        }
    }
}

fn csv(f: &Frame<'_>, claims: impl Iterator<Item = ClaimIx>) -> Vec<u8> {
    dataset::csv(claims.map(|ix| dataset::claim(f.site, ix)))
}

/// Rows of a series' CSV, without the head.
pub(super) fn series_rows(_: &Frame<'_>, series: &Series) -> usize {
    of_series(series).count()
}

/// `data.csv` of an article.
pub(super) fn article_csv(f: &Frame<'_>, ix: ArticleIx) -> Vec<u8> {
    csv(f, f.site.article(ix).claims())
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
    claims: Vec<ClaimRow<'a>>,
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
        licence: config.licence.as_ref().map(|l| l.text.as_str()),
        claims: claims.map(|c| dataset::claim(f.site, c)).collect(),
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
    let named = f.words.list(&sources.into_iter().collect::<Vec<_>>());
    let title = &f.site.config.title;
    let source = if named.is_empty() {
        title.clone()
    } else {
        f.words.fill("chart.source", &[("named", &named), ("site", title)])
    };
    trend.and_then(|t| t.download(f.words, &source, Accent::new(f.pages.accent))).unwrap_or_default()
}

/// The name and file extension of a form.
pub(super) fn form_name(form: DataForm) -> (&'static str, &'static str) {
    match form {
        DataForm::Csv => ("CSV", "csv"),
        DataForm::Json => ("JSON", "json"),
        DataForm::Svg => ("SVG", "svg"),
    }
}
