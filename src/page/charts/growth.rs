//! Growth as columns.

use super::caption::{caption, set_name, tone};
use super::points::{Plotted, growths, same_months};
use crate::chart::{Column, ColumnChart};
use crate::model::{Series, Site};
use crate::page::figures;
use crate::page::view::{ChartBlock, Html};
use crate::page::words::Words;
use crate::quantity::Sign;

/// Growth as columns: the periods of the newest year, or the same months of several years. At least two.
pub(in crate::page) fn growth_columns(site: &Site, words: &Words, series: &Series, id: &str) -> Option<ChartBlock> {
    let points = growths(site, series);
    let newest = points.last()?.period.year();
    let this_year: Vec<Plotted> = points.iter().filter(|p| p.period.year() == newest).cloned().collect();
    let set = same_months(&points);
    let (drawn, title, label): (_, _, fn(&Words, &Plotted) -> String) =
        if this_year.len() >= 2 && this_year.len() >= set.len() {
            let title = words.fill("chart.growth.year", &[("year", &words.years(newest, newest))]);
            (this_year, title, |words, p| words.period_short(p.period))
        } else {
            let kind = set.last().map(|p| set_name(words, p.period)).unwrap_or_default();
            (set, words.fill("chart.growth.years", &[("kind", &kind)]).trim().to_owned(), |_, p| {
                p.period.year().to_string()
            })
        };
    let drawn = drawn.get(drawn.len().saturating_sub(8)..).unwrap_or_default();
    if drawn.len() < 2 {
        return None;
    }
    let last = drawn.len() - 1;
    let unit = words.unit(points.last()?.amount.unit.as_ref());
    let chart = ColumnChart {
        caption: caption(site, words, series, drawn, &unit, Sign::Always, id),
        columns: drawn
            .iter()
            .enumerate()
            .map(|(i, p)| Column {
                label: label(words, p),
                value: p.y(),
                text: p.text(words, Sign::Always),
                tone: tone(i == last),
                bound: p.bound(),
            })
            .collect(),
        ..ColumnChart::default()
    };
    Some(ChartBlock {
        title,
        unit: unit.trim().to_owned(),
        span: figures::span(words, drawn.iter().map(|p| p.period)).unwrap_or_default(),
        plot: Html(chart.html()?),
        key: Vec::new(),
        note: None,
    })
}
