//! Sparklines and small multiples.

use super::points::{Plotted, growths, levels, linked, same_months, year_range};
use crate::chart::{self, Caption};
use crate::model::{Series, Site};
use crate::page::view::Html;
use crate::page::words::Words;
use crate::quantity::Sign;

/// A sparkline of comparable points: levels, or else growth. `None` with fewer than three.
pub(in crate::page) fn spark(site: &Site, words: &Words, series: &Series) -> Option<(Html, String)> {
    let name = &site.indicator(series.indicator).file.name.value;
    let level = same_months(&levels(site, series));
    let (points, sign, what) = if level.len() >= 3 {
        (level, Sign::Minus, name.clone())
    } else {
        (same_months(&growths(site, series)), Sign::Always, words.fill("growth.of", &[("what", name)]))
    };
    let points = points.get(points.len().saturating_sub(8)..)?;
    let (first, last) = (points.first()?, points.last()?);
    let say = |p: &Plotted| {
        format!("{} {}{}", words.period(p.period), p.text(words, sign), words.unit(p.amount.unit.as_ref()))
    };
    let label = words.fill("desc.spark", &[("what", &what), ("first", &say(first)), ("last", &say(last))]);
    let (from, to) = year_range(points);
    let width = f64::from((to - from).max(1));
    let drawn = points.iter().map(|p| {
        let x = f64::from(p.period.year() - from) / width;
        chart::Point::new(x, p.y()).mark(p.mark())
    });
    let html = chart::Sparkline { label, points: linked(drawn.collect(), points) }.html()?;
    Some((Html(html), what))
}

/// Points of a small multiple: comparable levels, or else growth, at least two; with a word for which.
pub(in crate::page) fn multiple_points(site: &Site, series: &Series) -> Option<(Vec<Plotted>, Sign)> {
    let level = same_months(&levels(site, series));
    if level.len() >= 2 {
        return Some((level, Sign::Minus));
    }
    let growth = same_months(&growths(site, series));
    (growth.len() >= 2).then_some((growth, Sign::Always))
}

/// A small multiple of these points.
pub(in crate::page) fn multiple(words: &Words, points: &[Plotted], sign: Sign, title: &str, id: &str) -> Option<Html> {
    let (from, to) = year_range(points);
    let width = f64::from((to - from).max(1));
    let (first, last) = (points.first()?, points.last()?);
    let drawn = points.iter().map(|p| p.point(words, f64::from(p.period.year() - from) / width, sign)).collect();
    let say = |p: &Plotted| {
        format!("{} {}{}", words.period(p.period), p.text(words, sign), words.unit(p.amount.unit.as_ref()))
    };
    let chart = chart::SmallMultiple {
        caption: Caption {
            id: id.to_owned(),
            title: title.to_owned(),
            desc: [say(first), say(last)].join(words.say("comma")),
        },
        points: linked(drawn, points),
        first: from.to_string(),
        last: to.to_string(),
    };
    chart.html().map(Html)
}
