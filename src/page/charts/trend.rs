//! A series over time as a line chart: over the months of several years, over the years, or over dates.

use std::collections::BTreeMap;

use time::Date;

use super::caption::{caption, set_name, tone};
use super::points::{
    Plotted, all_growths, all_levels, busiest_year, growths, levels, same_months, with_gaps, year_range,
};
use crate::chart::{self, KeyMark, Line, LineChart, Link, Origin, Sheet, Tick, Tone};
use crate::model::{Series, SeriesIx, Site};
use crate::page::figures;
use crate::page::view::{ChartBlock, ChartKey, Html};
use crate::page::words::Words;
use crate::quantity::Sign;

/// How a series is laid out.
pub(super) enum Layout {
    /// One line a year over the months.
    Months(Vec<Plotted>),
    /// One line over the years, of the same months each.
    Years(Vec<Plotted>),
    /// One line over time.
    Dates(Vec<Plotted>),
}

pub(super) fn layout(points: Vec<Plotted>) -> Option<Layout> {
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

/// Whether a series has a chart to download.
pub(in crate::page) fn has_trend(site: &Site, ix: SeriesIx) -> bool {
    let series = site.series(ix);
    all_levels(site, series).next().is_some() || all_growths(site, series).nth(1).is_some()
}

/// A line chart of a series with what stands around it.
pub(in crate::page) struct Trend {
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
        let unit = words.unit(site.indicator(series.indicator).file.unit.as_ref());
        Self::new(site, words, series, levels(site, series), Sign::Minus, &unit, id)
    }

    /// The growth of a series over time.
    pub fn of_growth(site: &Site, words: &Words, series: &Series, id: &str) -> Option<Self> {
        let points = growths(site, series);
        let unit = words.unit(points.last()?.amount.unit.as_ref());
        Self::new(site, words, series, points, Sign::Always, &unit, id)
    }

    fn new(
        site: &Site,
        words: &Words,
        series: &Series,
        points: Vec<Plotted>,
        sign: Sign,
        unit: &str,
        id: &str,
    ) -> Option<Self> {
        let layout = layout(points)?;
        let (drawn, chart, key) = match &layout {
            Layout::Months(p) => (p, by_months(words, p, sign), "chart.months"),
            Layout::Years(p) => (p, by_years(words, p, sign), if p.len() == 1 { "chart.one" } else { "chart.years" }),
            Layout::Dates(p) => (p, by_dates(words, p, sign), "chart.dates"),
        };
        let kind = drawn.last().map(|p| set_name(words, p.period)).unwrap_or_default();
        let title = words.fill(key, &[("kind", &kind)]).trim().to_owned();
        let caption = caption(site, words, series, drawn, unit, sign, id);
        let has_estimate = drawn.iter().any(|p| p.bound() != chart::Bound::Exact);
        Some(Self {
            chart: LineChart { caption, ..chart },
            span: figures::span(words, drawn.iter().map(|p| p.period)).unwrap_or_default(),
            title,
            unit: unit.trim().to_owned(),
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

pub(super) fn mark_word(mark: KeyMark) -> &'static str {
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
pub(super) fn key(chart: &LineChart) -> ChartKey {
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

/// One line a year from January on; the newest year is the current one.
pub(super) fn by_months(words: &Words, points: &[Plotted], sign: Sign) -> LineChart {
    let newest = points.last().map(|p| p.period.year());
    let mut lines: BTreeMap<i32, Vec<chart::Point>> = BTreeMap::new();
    let mut before: BTreeMap<i32, u8> = BTreeMap::new();
    for p in points {
        let (year, month) = (p.period.year(), p.period.cumulative_months().unwrap_or(12));
        // Quarterly reporting is the coarsest that counts as without gaps.
        let gap = month - before.insert(year, month).unwrap_or(0) > 3;
        let link = if gap { Link::Gap } else { Link::Joined };
        lines.entry(year).or_default().push(p.point(words, f64::from(month) / 12.0, sign).link(link));
    }
    let tick = |month: u32, label: &str| Tick::new(f64::from(month) / 12.0, label);
    LineChart {
        ticks: [("chart.start", 0), ("month.3", 3), ("month.6", 6), ("month.9", 9), ("month.12", 12)]
            .map(|(key, month)| tick(month, words.say(key)))
            .to_vec(),
        lines: lines
            .into_iter()
            .map(|(year, points)| Line { label: words.years(year, year), tone: tone(Some(year) == newest), points })
            .collect(),
        origin: if sign == Sign::Minus { Origin::Nought } else { Origin::FirstPoint },
        ..LineChart::default()
    }
}

/// One line over the years.
pub(super) fn by_years(words: &Words, points: &[Plotted], sign: Sign) -> LineChart {
    let (first, last) = year_range(points);
    let x = |year: i32| if last == first { 0.5 } else { f64::from(year - first) / f64::from(last - first) };
    let drawn = points.iter().map(|p| p.point(words, x(p.period.year()), sign)).collect();
    let years: Vec<i32> = if last - first <= 12 { (first..=last).collect() } else { spread(first, last) };
    LineChart {
        ticks: years.into_iter().map(|y| Tick::new(x(y), y.to_string())).collect(),
        lines: vec![Line { label: String::new(), tone: Tone::Current, points: with_gaps(drawn, points) }],
        ..LineChart::default()
    }
}

/// A few years from first to last, the last among them.
pub(super) fn spread(first: i32, last: i32) -> Vec<i32> {
    let step = ((last - first) / 6).max(1);
    (first..=last).filter(|y| (last - y) % step == 0).collect()
}

/// One line over time, for periods that do not add up within the year.
pub(super) fn by_dates(words: &Words, points: &[Plotted], sign: Sign) -> LineChart {
    let (first, last) = year_range(points);
    let days = |d: Date| f64::from(d.to_julian_day());
    let start = Date::from_ordinal_date(first, 1).map_or(0.0, days);
    let end = Date::from_ordinal_date(last + 1, 1).map_or(start + 1.0, days);
    let x = |d: Date| (days(d) - start) / (end - start);
    let january = |y: i32| Date::from_ordinal_date(y, 1).map_or(0.0, x);
    let drawn = points.iter().map(|p| p.point(words, x(p.period.end()), sign));
    let years: Vec<i32> = if last - first <= 8 { (first..=last).collect() } else { spread(first, last) };
    LineChart {
        ticks: years.into_iter().map(|y| Tick::new(january(y), y.to_string())).collect(),
        lines: vec![Line { label: String::new(), tone: Tone::Current, points: drawn.collect() }],
        ..LineChart::default()
    }
}
