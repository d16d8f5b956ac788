//! The `chart` block of a text.

use super::growth::growth_columns;
use super::trend::Trend;
use crate::article::markdown::{ChartKind, ChartWish};
use crate::page::frame::Frame;
use crate::page::route::{DataForm, Route};
use crate::typeset::escape;

/// A `chart` block in a text; `None` if there is nothing to draw (the block check has said so).
pub(in crate::page) fn block(f: &Frame<'_>, text: &str) -> Option<String> {
    let wish = ChartWish::read(text).ok()?;
    let ix = f.site.series_named(&wish.county, &wish.indicator)?;
    let series = f.site.series(ix);
    let id = format!("b-{}-{}", f.site.county(series.county).file.id, f.site.indicator(series.indicator).file.id);
    let chart = if wish.kind == ChartKind::Growth {
        growth_columns(f.site, f.words, series, &id)
            .or_else(|| Trend::of_growth(f.site, f.words, series, &id)?.block(f.words))?
    } else {
        Trend::of_levels(f.site, f.words, series, &id)
            .or_else(|| Trend::of_growth(f.site, f.words, series, &id))?
            .block(f.words)?
    };
    let county = &f.site.county(series.county).file.name.value;
    let indicator = &f.site.indicator(series.indicator).file.name.value;
    Some(format!(
        "<figure class=\"fig\"><figcaption>{} {}<small>{}{}{}</small></figcaption>{}<p class=\"src\"><a href=\"{}\">{}</a></p></figure>\n",
        escape(county),
        escape(indicator),
        escape(&chart.title),
        escape(f.words.say("comma")),
        escape(&f.words.fill("unit", &[("unit", &chart.unit)])),
        chart.plot.0,
        escape(&f.href(Route::Series(ix))),
        escape(f.words.say("chart.more")),
    ))
}

/// The same as a picture, for texts that are read where the theme is not: the chart of the series by itself.
pub(in crate::page) fn picture(f: &Frame<'_>, text: &str) -> Option<String> {
    let wish = ChartWish::read(text).ok()?;
    let ix = f.site.series_named(&wish.county, &wish.indicator)?;
    let series = f.site.series(ix);
    let county = &f.site.county(series.county).file.name.value;
    let indicator = &f.site.indicator(series.indicator).file.name.value;
    let name = escape(&format!("{county} {indicator}"));
    let page = escape(&f.href(Route::Series(ix)));
    let shown = super::has_trend(f.site, ix).then(|| {
        let chart = escape(&f.href(Route::SeriesData(ix, DataForm::Svg)));
        format!("<img src=\"{chart}\" alt=\"{name}\"><br>")
    });
    Some(format!("<p>{}<a href=\"{page}\">{name}</a></p>\n", shown.unwrap_or_default()))
}
