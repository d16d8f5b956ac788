//! Pictures for links that are shared elsewhere (`og:image`): of an article its title and first figures, of a series
//! its newest figure and its chart. Made only where the site asks for them, knows its address, and there is a font.

use super::charts::Trend;
use super::figures;
use super::frame::{Frame, absolute};
use super::route::Route;
use super::view::{Figure, KeyFigure};
use crate::chart::{Accent, Card, CardFigure};
use crate::model::{ArticleIx, SeriesIx, Site};
use crate::paint;

/// Whether the site has such pictures.
pub(super) fn are_made(site: &Site) -> bool {
    site.config.social_cards && site.config.base_url.is_some() && paint::family().is_some()
}

/// Width and height of a picture, in pixels.
pub(super) fn size() -> [String; 2] {
    [Card::WIDTH, Card::HEIGHT].map(|pixels| pixels.to_string())
}

/// The full address of a picture.
pub(super) fn url(f: &Frame<'_>, route: Route) -> Option<String> {
    are_made(f.site).then(|| absolute(f, &f.pages.address(route)))
}

/// The picture of an article.
pub(super) fn article(f: &Frame<'_>, ix: ArticleIx) -> Vec<u8> {
    let article = f.site.article(ix);
    let counties: Vec<&str> = article.counties.iter().map(|c| f.site.county(*c).file.name.value.as_str()).collect();
    let column = article.column.map(|c| f.site.column(c).file.name.as_str());
    let kicker: Vec<String> = [f.words.list(&counties)].into_iter().chain(column.map(str::to_owned)).collect();
    png(&Card {
        site: f.site.config.title.clone(),
        date: f.words.date(article.file.date),
        kicker: kicker.join("　"),
        title: article.file.title.clone(),
        figures: figures::key_figures(f, ix).iter().map(key_figure).collect(),
        chart: None,
        accent: Accent::new(f.pages.accent),
    })
}

/// The picture of a series.
pub(super) fn series(f: &Frame<'_>, ix: SeriesIx) -> Vec<u8> {
    let series = f.site.series(ix);
    let indicator = &f.site.indicator(series.indicator).file.name.value;
    let trend =
        Trend::of_levels(f.site, f.words, series, "c").or_else(|| Trend::of_growth(f.site, f.words, series, "c"));
    let latest = figures::latest(f.site, f.words, series);
    png(&Card {
        site: f.site.config.title.clone(),
        date: String::new(),
        kicker: f.site.county(series.county).file.name.value.clone(),
        title: indicator.clone(),
        figures: latest.iter().map(|figure| card_figure(figure, &figure.period)).collect(),
        chart: trend.map(|t| t.chart),
        accent: Accent::new(f.pages.accent),
    })
}

fn key_figure(key: &KeyFigure) -> CardFigure {
    let place = key.county.as_ref().map(|county| format!("{county}　")).unwrap_or_default();
    card_figure(&key.figure, &format!("{place}{}　{}", key.name, key.figure.period))
}

/// With what must not be left unsaid: 预计, 有出入.
fn card_figure(figure: &Figure, label: &str) -> CardFigure {
    let label = figure.note.as_ref().map_or_else(|| label.to_owned(), |note| format!("{label}　{note}"));
    let value = format!("{}{}", figure.bound.as_deref().unwrap_or_default(), figure.number);
    CardFigure { value, unit: figure.unit.clone(), label }
}

fn png(card: &Card) -> Vec<u8> {
    paint::family().and_then(|font| paint::png(&card.svg(font))).unwrap_or_default()
}
