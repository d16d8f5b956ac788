//! The chart of a series alone, for other sites to embed.

use super::charts::Trend;
use super::frame::{Frame, absolute};
use super::route::Route;
use super::view::{EmbedView, Place};
use crate::model::SeriesIx;

/// The embedded chart.
pub(super) fn build(f: &Frame<'_>, ix: SeriesIx) -> EmbedView {
    let series = f.site.series(ix);
    let county = &f.site.county(series.county).file.name.value;
    let indicator = &f.site.indicator(series.indicator).file.name.value;
    let title = f.words.fill("pair", &[("of", county), ("what", indicator)]);
    let trend = Trend::of_levels(f.site, f.words, series, "c1");
    let trend = trend.or_else(|| Trend::of_growth(f.site, f.words, series, "c1"));
    let mut head = f.head(title.clone(), title.clone(), Place::Nowhere);
    head.noindex = true;
    // The page of the series is the one to be found.
    let page = f.pages.address(Route::Series(ix));
    head.canonical = f.site.config.base_url.is_some().then(|| absolute(f, &page));
    EmbedView { head, title, chart: trend.and_then(|t| t.block(f.words)), href: f.href(Route::Series(ix)) }
}

/// The line that other sites paste; only where the site knows its address.
pub(super) fn code(f: &Frame<'_>, ix: SeriesIx, title: &str) -> Option<String> {
    f.site.config.base_url.as_ref()?;
    super::charts::has_trend(f.site, ix).then_some(())?;
    let url = absolute(f, &f.pages.address(Route::Embed(ix)));
    let title = crate::typeset::escape(title);
    Some(format!("<iframe src=\"{url}\" title=\"{title}\" width=\"100%\" height=\"480\" loading=\"lazy\"></iframe>"))
}
