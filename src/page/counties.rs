//! All counties, and the card that stands for one.

use super::charts;
use super::figures;
use super::frame::Frame;
use super::route::Route;
use super::view::{CardFigure, CountiesView, CountyCard, CountyGroup, Place, Section, Spark};
use crate::model::{County, CountyIx, SeriesIx};

/// Figures on a card.
const FIGURES: usize = 3;

/// All counties by the place they belong to.
pub(super) fn build(f: &Frame<'_>) -> CountiesView {
    let title = f.words.say("nav.counties");
    let mut groups: Vec<CountyGroup> = Vec::new();
    for (i, county) in f.site.counties.iter().enumerate() {
        let name = parent_name(&county.parents);
        let card = card(f, CountyIx::new(i));
        match groups.iter_mut().find(|g| g.name == name) {
            Some(group) => group.counties.push(card),
            None => groups.push(CountyGroup { name, href: region_href(f, county), counties: vec![card] }),
        }
    }
    CountiesView {
        head: f.head(title, title, Place::In(Section::Counties)),
        crumbs: f.crumbs(Vec::new(), title),
        groups,
        count: f.site.counties.len(),
    }
}

/// The page of the region a county belongs to. A zone below a county stands under that county's name, which leads on
/// from there.
pub(super) fn region_href(f: &Frame<'_>, county: &County) -> Option<String> {
    let region = f.site.find_region(county.region?)?;
    let name = f.site.region(region).name;
    county.parents.first().is_some_and(|p| p == name).then(|| f.href(Route::Region(region)))
}

/// 山东省德州市.
pub(super) fn parent_name(parents: &[String]) -> Option<String> {
    (!parents.is_empty()).then(|| parents.iter().rev().map(String::as_str).collect())
}

/// A county's card: a line over time and its most telling figures.
pub(super) fn card(f: &Frame<'_>, ix: CountyIx) -> CountyCard {
    let county = f.site.county(ix);
    let series = headline_series(f, ix);
    let spark = series.iter().find_map(|s| charts::spark(f.site, f.words, f.site.series(*s)));
    let kind = Some(&county.file.kind).filter(|k| !matches!(k.as_str(), "县" | "县级市" | "区"));
    let meta: Vec<&str> = county.parents.first().into_iter().chain(kind).map(String::as_str).collect();
    CountyCard {
        name: county.short_name().to_owned(),
        href: f.href(Route::County(ix, 1)),
        meta: (!meta.is_empty()).then(|| meta.join("　")),
        spark: spark.map(|(svg, label)| Spark { svg, label }),
        figures: series.iter().take(FIGURES).filter_map(|s| card_figure(f, *s)).collect(),
        articles: county.articles.len(),
    }
}

/// Series of a county worth showing first: headline indicators, then the others, in the indicators' order.
pub(super) fn headline_series(f: &Frame<'_>, ix: CountyIx) -> Vec<SeriesIx> {
    let reported = f.site.county(ix).series.iter().copied().filter(|s| f.site.series(*s).latest().is_some());
    let is_headline = |s: &SeriesIx| f.site.indicator(f.site.series(*s).indicator).file.headline;
    let (mut first, rest): (Vec<_>, Vec<_>) = reported.partition(is_headline);
    first.extend(rest);
    first
}

fn card_figure(f: &Frame<'_>, ix: SeriesIx) -> Option<CardFigure> {
    let series = f.site.series(ix);
    Some(CardFigure {
        name: f.site.indicator(series.indicator).file.name.value.clone(),
        href: Some(f.href(Route::Series(ix))),
        figure: figures::latest(f.site, f.words, series)?,
    })
}
