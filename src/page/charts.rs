//! Series → charts: which points are comparable, how they lie on the axis, what the picture says in words.
//!
//! A cumulative figure is compared only with the same months of another year; spans of years are never drawn.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive as _;
use time::Date;

use super::figures::{self, escape, years};
use super::frame::Frame;
use super::route::Route;
use super::view::{ChartBlock, ChartKey, Html};
use super::words::Words;
use crate::article::Status;
use crate::article::markdown::{ChartKind, ChartWish};
use crate::chart::{
    self, Caption, Column, ColumnChart, KeyMark, Line, LineChart, Link, Mark, Origin, Sheet, Tick, Tone,
};
use crate::model::{Claim, Point, Series, SeriesIx, Site};
use crate::quantity::{Amount, Bound, Period, PeriodKind, Sign, Unit};

/// A point of a series that can be drawn.
#[derive(Clone)]
pub(super) struct Plotted {
    pub period: Period,
    pub amount: Amount,
    pub status: Status,
}

impl Plotted {
    fn new(claim: &Claim, unit: Option<&Unit>) -> Option<Self> {
        let drawable = claim.period.kind() != PeriodKind::Span;
        let amount = figures::in_unit(claim.amount()?, unit);
        drawable.then_some(Self { period: claim.period, amount, status: claim.status })
    }

    /// The value as geometry: the only place where a value becomes a float, and never comes back.
    pub fn y(&self) -> f64 {
        self.amount.value.to_f64().unwrap_or(f64::NAN)
    }

    fn mark(&self) -> Mark {
        let to = self.amount.value_to.and_then(|v| v.to_f64());
        match (self.amount.bound, self.status, to) {
            (Bound::Gt | Bound::Gte, ..) => Mark::BoundUp,
            (Bound::Lt | Bound::Lte, ..) => Mark::BoundDown,
            (Bound::Range, _, Some(to)) => Mark::Range(to),
            (_, Status::Expected | Status::Estimated | Status::Preliminary, _) => Mark::Provisional,
            _ => Mark::Reported,
        }
    }

    pub fn bound(&self) -> chart::Bound {
        match self.amount.bound {
            Bound::Gt | Bound::Gte => chart::Bound::AtLeast,
            Bound::Lt | Bound::Lte => chart::Bound::AtMost,
            _ => chart::Bound::Exact,
        }
    }

    fn text(&self, sign: Sign) -> String {
        figures::cell(&self.amount, sign)
    }

    pub fn point(&self, x: f64, sign: Sign) -> chart::Point {
        chart::Point::new(x, self.y()).mark(self.mark()).label(self.text(sign))
    }
}

/// Reported levels of a series in the indicator's unit, oldest first; of a disputed point the first claim.
pub(super) fn levels(site: &Site, series: &Series) -> Vec<Plotted> {
    let unit = site.indicator(series.indicator).file.unit.as_ref();
    plotted(site, series, |p| p.level.first().copied(), unit)
}

/// Reported growth on the year of a series, oldest first.
pub(super) fn growths(site: &Site, series: &Series) -> Vec<Plotted> {
    plotted(site, series, |p| p.yoy.first().copied(), None)
}

fn plotted(
    site: &Site,
    series: &Series,
    pick: impl Fn(&Point) -> Option<crate::model::ClaimIx>,
    unit: Option<&Unit>,
) -> Vec<Plotted> {
    series.points.values().filter_map(|p| Plotted::new(site.claim(pick(p)?), unit)).collect()
}

/// The points that are the same months of different years: the set with the most years; of equal ones the set that
/// holds the newest point. Oldest first.
pub(super) fn same_months(points: &[Plotted]) -> Vec<Plotted> {
    let mut sets: BTreeMap<(u8, u8), Vec<&Plotted>> = BTreeMap::new();
    for p in points {
        sets.entry(months(p.period)).or_default().push(p);
    }
    let best = sets.into_values().max_by_key(|set| (set.len(), set.last().map(|p| p.period)));
    best.unwrap_or_default().into_iter().cloned().collect()
}

/// First and last month of a period.
fn months(period: Period) -> (u8, u8) {
    let instant = period.kind() == PeriodKind::Instant;
    let first = if instant { 0 } else { u8::from(period.start().month()) };
    (first, u8::from(period.end().month()))
}

/// How a series is laid out.
enum Layout {
    /// One line a year over the months.
    Months(Vec<Plotted>),
    /// One line over the years, of the same months each.
    Years(Vec<Plotted>),
    /// One line over time.
    Dates(Vec<Plotted>),
}

fn layout(points: Vec<Plotted>) -> Option<Layout> {
    let newest = points.last()?.clone();
    let set = same_months(&points);
    let cumulative: Vec<Plotted> = points.iter().filter(|p| p.period.cumulative_months().is_some()).cloned().collect();
    if newest.period.cumulative_months().is_some() {
        let holds_newest = set.last().is_some_and(|p| p.period == newest.period);
        let within_a_year = busiest_year(&cumulative);
        return Some(if set.len() >= 2 && set.len() >= within_a_year && (holds_newest || within_a_year < 2) {
            Layout::Years(set)
        } else if cumulative.len() >= 2 {
            Layout::Months(cumulative)
        } else {
            Layout::Years(vec![newest])
        });
    }
    Some(if set.len() >= 2 && set.len() * 2 > points.len() { Layout::Years(set) } else { Layout::Dates(points) })
}

/// The most points that one year has.
fn busiest_year(points: &[Plotted]) -> usize {
    let mut count: BTreeMap<i32, usize> = BTreeMap::new();
    for p in points {
        *count.entry(p.period.year()).or_default() += 1;
    }
    count.into_values().max().unwrap_or(0)
}

/// Whether a series has a chart to download.
pub(super) fn has_trend(site: &Site, ix: SeriesIx) -> bool {
    let series = site.series(ix);
    !levels(site, series).is_empty() || growths(site, series).len() >= 2
}

/// A line chart of a series with what stands around it.
pub(super) struct Trend {
    /// The chart.
    pub chart: LineChart,
    /// Caption.
    pub title: String,
    /// Unit of the axis.
    pub unit: String,
    /// Years covered.
    pub span: String,
    /// A note under the picture.
    pub note: Option<String>,
}

impl Trend {
    /// The levels of a series over time.
    pub fn of_levels(site: &Site, words: &Words, series: &Series, id: &str) -> Option<Self> {
        let unit = site.indicator(series.indicator).file.unit.as_ref().map(Unit::to_string).unwrap_or_default();
        Self::new(site, words, series, levels(site, series), Sign::Minus, unit, id)
    }

    /// The growth of a series over time.
    pub fn of_growth(site: &Site, words: &Words, series: &Series, id: &str) -> Option<Self> {
        let points = growths(site, series);
        let unit = points.last()?.amount.unit_text();
        Self::new(site, words, series, points, Sign::Always, unit, id)
    }

    fn new(
        site: &Site,
        words: &Words,
        series: &Series,
        points: Vec<Plotted>,
        sign: Sign,
        unit: String,
        id: &str,
    ) -> Option<Self> {
        let layout = layout(points)?;
        let (drawn, chart, key) = match &layout {
            Layout::Months(p) => (p, by_months(p, sign), "chart.months"),
            Layout::Years(p) => (p, by_years(p, sign), if p.len() == 1 { "chart.one" } else { "chart.years" }),
            Layout::Dates(p) => (p, by_dates(p, sign), "chart.dates"),
        };
        let kind = drawn.last().map(|p| set_name(words, p.period)).unwrap_or_default();
        let title = words.fill(key, &[("kind", &kind)]);
        let caption = caption(site, words, series, drawn, &unit, sign, id);
        let has_estimate = drawn.iter().any(|p| p.bound() != chart::Bound::Exact);
        Some(Self {
            chart: LineChart { caption, ..chart },
            span: figures::span(drawn.iter().map(|p| p.period)).unwrap_or_default(),
            title,
            unit,
            note: (has_estimate && drawn.len() > 1).then(|| words.say("chart.bound_note").to_owned()),
        })
    }

    /// The chart for a page.
    pub fn block(&self) -> Option<ChartBlock> {
        let plot = self.chart.html()?;
        Some(ChartBlock {
            title: self.title.clone(),
            unit: self.unit.clone(),
            span: self.span.clone(),
            plot: Html(plot),
            key: key(&self.chart),
            note: self.note.clone(),
        })
    }

    /// The chart as a file of its own.
    pub fn download(&self, words: &Words, source: &str) -> Option<String> {
        let key = self.chart.key().into_iter().map(|mark| (mark, words.say(mark_word(mark)).to_owned())).collect();
        self.chart.download(&Sheet {
            unit: words.fill("unit", &[("unit", &self.unit)]),
            source: source.to_owned(),
            key,
        })
    }
}

fn mark_word(mark: KeyMark) -> &'static str {
    match mark {
        KeyMark::Reported => "key.reported",
        KeyMark::Derived | KeyMark::Provisional => "key.derived",
        KeyMark::BoundUp => "key.bound_up",
        KeyMark::BoundDown => "key.bound_down",
        KeyMark::Range => "key.range",
        KeyMark::Target => "key.target",
    }
}

/// A key is shown when there is more than plain reported points.
fn key(chart: &LineChart) -> ChartKey {
    let marks = chart.key();
    let has = |mark| marks.contains(&mark);
    let gap = chart.lines.iter().flat_map(|l| &l.points).any(|p| p.link == Link::Gap);
    let others = marks.iter().any(|m| *m != KeyMark::Reported) || gap;
    ChartKey {
        reported: others && has(KeyMark::Reported),
        derived: has(KeyMark::Derived) || has(KeyMark::Provisional),
        bound_up: has(KeyMark::BoundUp),
        bound_down: has(KeyMark::BoundDown),
        range: has(KeyMark::Range),
        target: has(KeyMark::Target),
        gap,
    }
}

/// 上半年, 1—11月, 全年, 年末: what the years of a set have in common.
fn set_name(words: &Words, period: Period) -> String {
    if period.kind() == PeriodKind::Instant {
        return words.fill("period.month_end", &[("n", &u8::from(period.end().month()).to_string())]);
    }
    period.short_label()
}

/// Title and description for readers who do not see the picture: first, last, lowest and highest; the table has all.
fn caption(
    site: &Site,
    words: &Words,
    series: &Series,
    points: &[Plotted],
    unit: &str,
    sign: Sign,
    id: &str,
) -> Caption {
    let county = &site.county(series.county).file.name.value;
    let indicator = &site.indicator(series.indicator).file.name.value;
    let say = |p: &Plotted| format!("{} {}{unit}", p.period.label(), p.text(sign));
    let by_value = |a: &&Plotted, b: &&Plotted| a.amount.value.cmp(&b.amount.value).then(a.period.cmp(&b.period));
    let mut desc = Vec::new();
    if let (Some(first), Some(last)) = (points.first(), points.last()) {
        if points.len() == 1 {
            desc.push(say(last) + "。");
        } else {
            desc.push(words.fill("desc.first_last", &[("first", &say(first)), ("last", &say(last))]));
        }
    }
    if points.len() > 2
        && let (Some(low), Some(high)) = (points.iter().min_by(by_value), points.iter().max_by(by_value))
    {
        desc.push(words.fill("desc.low_high", &[("low", &say(low)), ("high", &say(high))]));
    }
    desc.push(words.say("desc.table").to_owned());
    Caption { id: id.to_owned(), title: format!("{county}{indicator}"), desc: desc.concat() }
}

fn tone(current: bool) -> Tone {
    if current { Tone::Current } else { Tone::Context }
}

/// One line a year from January on; the newest year is the current one.
fn by_months(points: &[Plotted], sign: Sign) -> LineChart {
    let newest = points.last().map(|p| p.period.year());
    let mut lines: BTreeMap<i32, Vec<chart::Point>> = BTreeMap::new();
    let mut before: BTreeMap<i32, u8> = BTreeMap::new();
    for p in points {
        let (year, month) = (p.period.year(), p.period.cumulative_months().unwrap_or(12));
        // Quarterly reporting is the coarsest that counts as without gaps.
        let gap = month - before.insert(year, month).unwrap_or(0) > 3;
        let link = if gap { Link::Gap } else { Link::Joined };
        lines.entry(year).or_default().push(p.point(f64::from(month) / 12.0, sign).link(link));
    }
    let tick = |month: u32, label: &str| Tick::new(f64::from(month) / 12.0, label);
    LineChart {
        ticks: vec![tick(0, "年初"), tick(3, "3月"), tick(6, "6月"), tick(9, "9月"), tick(12, "12月")],
        lines: lines
            .into_iter()
            .map(|(year, points)| Line { label: format!("{year}年"), tone: tone(Some(year) == newest), points })
            .collect(),
        origin: if sign == Sign::Minus { Origin::Nought } else { Origin::FirstPoint },
        ..LineChart::default()
    }
}

/// One line over the years.
fn by_years(points: &[Plotted], sign: Sign) -> LineChart {
    let (first, last) = year_range(points);
    let x = |year: i32| if last == first { 0.5 } else { f64::from(year - first) / f64::from(last - first) };
    let mut drawn = Vec::new();
    let mut before = None;
    for p in points {
        let year = p.period.year();
        let link = if before.is_some_and(|b| year - b > 1) { Link::Gap } else { Link::Joined };
        before = Some(year);
        drawn.push(p.point(x(year), sign).link(link));
    }
    let years: Vec<i32> = if last - first <= 12 { (first..=last).collect() } else { spread(first, last) };
    LineChart {
        ticks: years.into_iter().map(|y| Tick::new(x(y), y.to_string())).collect(),
        lines: vec![Line { label: String::new(), tone: Tone::Current, points: drawn }],
        ..LineChart::default()
    }
}

fn year_range(points: &[Plotted]) -> (i32, i32) {
    let years = points.iter().map(|p| p.period.year());
    (years.clone().min().unwrap_or(0), years.max().unwrap_or(0))
}

/// A few years from first to last, the last among them.
fn spread(first: i32, last: i32) -> Vec<i32> {
    let step = ((last - first) / 6).max(1);
    (first..=last).filter(|y| (last - y) % step == 0).collect()
}

/// One line over time, for periods that do not add up within the year.
fn by_dates(points: &[Plotted], sign: Sign) -> LineChart {
    let (first, last) = year_range(points);
    let days = |d: Date| f64::from(d.to_julian_day());
    let start = Date::from_ordinal_date(first, 1).map_or(0.0, days);
    let end = Date::from_ordinal_date(last + 1, 1).map_or(start + 1.0, days);
    let x = |d: Date| (days(d) - start) / (end - start);
    let january = |y: i32| Date::from_ordinal_date(y, 1).map_or(0.0, x);
    let drawn = points.iter().map(|p| p.point(x(p.period.end()), sign));
    let years: Vec<i32> = if last - first <= 8 { (first..=last).collect() } else { spread(first, last) };
    LineChart {
        ticks: years.into_iter().map(|y| Tick::new(january(y), y.to_string())).collect(),
        lines: vec![Line { label: String::new(), tone: Tone::Current, points: drawn.collect() }],
        ..LineChart::default()
    }
}

/// Growth as columns: the periods of the newest year, or the same months of several years. At least two.
pub(super) fn growth_columns(site: &Site, words: &Words, series: &Series, id: &str) -> Option<ChartBlock> {
    let points = growths(site, series);
    let newest = points.last()?.period.year();
    let this_year: Vec<Plotted> = points.iter().filter(|p| p.period.year() == newest).cloned().collect();
    let set = same_months(&points);
    let (drawn, title, label): (_, _, fn(&Plotted) -> String) = if this_year.len() >= 2 && this_year.len() >= set.len()
    {
        let title = words.fill("chart.growth.year", &[("year", &years(newest, newest))]);
        (this_year, title, |p| p.period.short_label())
    } else {
        let kind = set.last().map(|p| set_name(words, p.period)).unwrap_or_default();
        (set, words.fill("chart.growth.years", &[("kind", &kind)]), |p| p.period.year().to_string())
    };
    let drawn = drawn.get(drawn.len().saturating_sub(8)..).unwrap_or_default();
    if drawn.len() < 2 {
        return None;
    }
    let last = drawn.len() - 1;
    let unit = points.last()?.amount.unit_text();
    let chart = ColumnChart {
        caption: caption(site, words, series, drawn, &unit, Sign::Always, id),
        columns: drawn
            .iter()
            .enumerate()
            .map(|(i, p)| Column {
                label: label(p),
                value: p.y(),
                text: p.text(Sign::Always),
                tone: tone(i == last),
                bound: p.bound(),
            })
            .collect(),
        ..ColumnChart::default()
    };
    Some(ChartBlock {
        title,
        unit,
        span: figures::span(drawn.iter().map(|p| p.period)).unwrap_or_default(),
        plot: Html(chart.html()?),
        key: ChartKey::default(),
        note: None,
    })
}

/// A sparkline of comparable points: levels, or else growth. `None` with fewer than three.
pub(super) fn spark(site: &Site, words: &Words, series: &Series) -> Option<(Html, String)> {
    let name = &site.indicator(series.indicator).file.name.value;
    let level = same_months(&levels(site, series));
    let (points, sign, what) = if level.len() >= 3 {
        (level, Sign::Minus, name.clone())
    } else {
        (same_months(&growths(site, series)), Sign::Always, words.fill("growth.of", &[("what", name)]))
    };
    let points = points.get(points.len().saturating_sub(8)..)?;
    let (first, last) = (points.first()?, points.last()?);
    let say = |p: &Plotted| format!("{} {}{}", p.period.label(), p.text(sign), p.amount.unit_text());
    let label = words.fill("desc.spark", &[("what", &what), ("first", &say(first)), ("last", &say(last))]);
    let (from, to) = year_range(points);
    let width = f64::from((to - from).max(1));
    let drawn = points.iter().map(|p| {
        let x = f64::from(p.period.year() - from) / width;
        chart::Point::new(x, p.y()).mark(p.mark())
    });
    let html = chart::Sparkline { label, points: with_gaps(drawn.collect(), points) }.html()?;
    Some((Html(html), what))
}

fn with_gaps(drawn: Vec<chart::Point>, points: &[Plotted]) -> Vec<chart::Point> {
    let mut before: Option<i32> = None;
    let mut out = Vec::with_capacity(drawn.len());
    for (point, plotted) in drawn.into_iter().zip(points) {
        let year = plotted.period.year();
        let gap = before.is_some_and(|b| year - b > 1);
        before = Some(year);
        out.push(if gap { point.link(Link::Gap) } else { point });
    }
    out
}

/// Points of a small multiple: comparable levels, or else growth, at least two; with a word for which.
pub(super) fn multiple_points(site: &Site, series: &Series) -> Option<(Vec<Plotted>, Sign)> {
    let level = same_months(&levels(site, series));
    if level.len() >= 2 {
        return Some((level, Sign::Minus));
    }
    let growth = same_months(&growths(site, series));
    (growth.len() >= 2).then_some((growth, Sign::Always))
}

/// A small multiple of these points.
pub(super) fn multiple(points: &[Plotted], sign: Sign, unit: &str, title: &str, id: &str) -> Option<Html> {
    let (from, to) = year_range(points);
    let width = f64::from((to - from).max(1));
    let (first, last) = (points.first()?, points.last()?);
    let drawn = points.iter().map(|p| p.point(f64::from(p.period.year() - from) / width, sign)).collect();
    let say = |p: &Plotted| format!("{} {}{unit}", p.period.label(), p.text(sign));
    let chart = chart::SmallMultiple {
        caption: Caption {
            id: id.to_owned(), title: title.to_owned(), desc: format!("{}，{}", say(first), say(last))
        },
        points: with_gaps(drawn, points),
        first: from.to_string(),
        last: to.to_string(),
    };
    chart.html().map(Html)
}

/// A `chart` block in a text; `None` if there is nothing to draw (the block check has said so).
pub(super) fn block(f: &Frame<'_>, text: &str) -> Option<String> {
    let wish = ChartWish::read(text).ok()?;
    let ix = f.site.series_named(&wish.county, &wish.indicator)?;
    let series = f.site.series(ix);
    let id = format!("b-{}-{}", f.site.county(series.county).file.id, f.site.indicator(series.indicator).file.id);
    let chart = if wish.kind == ChartKind::Growth {
        growth_columns(f.site, f.words, series, &id)
            .or_else(|| Trend::of_growth(f.site, f.words, series, &id)?.block())?
    } else {
        Trend::of_levels(f.site, f.words, series, &id)
            .or_else(|| Trend::of_growth(f.site, f.words, series, &id))?
            .block()?
    };
    let county = &f.site.county(series.county).file.name.value;
    let indicator = &f.site.indicator(series.indicator).file.name.value;
    Some(format!(
        "<figure class=\"fig\"><figcaption>{} {}<small>{}，{}</small></figcaption>{}<p class=\"src\"><a href=\"{}\">{}</a></p></figure>\n",
        escape(county),
        escape(indicator),
        escape(&chart.title),
        escape(&f.words.fill("unit", &[("unit", &chart.unit)])),
        chart.plot.0,
        escape(&f.href(Route::Series(ix))),
        escape(f.words.say("chart.more")),
    ))
}
