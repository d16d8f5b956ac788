//! Points of a series that can be drawn, and which of them are comparable.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::article::Status;
use crate::chart::{self, Link, Mark};
use crate::model::{ClaimIx, Measure, Point, Series, Site, State, derived};
use crate::page::figures;
use crate::page::words::Words;
use crate::quantity::{Amount, Bound, Period, PeriodKind, Sign, Unit};

/// A point of a series that can be drawn.
#[derive(Clone)]
pub(in crate::page) struct Plotted {
    pub period: Period,
    pub amount: Amount,
    pub status: Status,
    origin: Origin,
    /// Changes of definition before it: only points of one era are joined.
    pub era: usize,
}

/// Where a point comes from.
#[derive(Clone)]
enum Origin {
    Stated,
    Derived,
    /// All that was stated, from the lowest; the point's own amount is the first.
    Disputed(Vec<Amount>),
}

impl Plotted {
    /// The value as geometry: the only place where a value becomes a float, and never comes back.
    pub fn y(&self) -> f64 {
        float(self.amount.value)
    }

    pub fn mark(&self) -> Mark {
        match &self.origin {
            Origin::Derived => return Mark::Derived,
            Origin::Disputed(all) => {
                let highest = all.iter().map(|a| a.value_to.unwrap_or(a.value)).max();
                return Mark::Disputed(highest.map_or(self.y(), float));
            }
            Origin::Stated => {}
        }
        let to = self.amount.value_to.map(float);
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

    /// `10.5`, `>10`; of a disputed point all that was stated: `40.1/70.9`.
    pub fn text(&self, words: &Words, sign: Sign) -> String {
        match &self.origin {
            Origin::Disputed(all) => all.iter().map(|a| figures::cell(words, a, sign)).collect::<Vec<_>>().join("/"),
            _ => figures::cell(words, &self.amount, sign),
        }
    }

    pub fn point(&self, words: &Words, x: f64, sign: Sign) -> chart::Point {
        chart::Point::new(x, self.y()).mark(self.mark()).label(self.text(words, sign))
    }
}

/// For geometry only.
pub(super) fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

/// Reported levels of a series in the indicator's unit, oldest first.
pub(in crate::page) fn levels(site: &Site, series: &Series) -> Vec<Plotted> {
    let unit = site.indicator(series.indicator).file.unit.as_ref();
    plotted(site, series, |p| &p.level, unit).collect()
}

/// The same, with the levels of last year that follow from this year's growth.
pub(in crate::page) fn levels_and_derived(site: &Site, series: &Series) -> Vec<Plotted> {
    let mut points = levels(site, series);
    let file = &site.indicator(series.indicator).file;
    points.extend(derived(site, series).into_iter().map(|d| Plotted {
        era: file.era(d.period),
        period: d.period,
        amount: d.amount,
        status: Status::Plain,
        origin: Origin::Derived,
    }));
    points.sort_by_key(|p| p.period);
    points
}

/// Reported growth on the year of a series, oldest first.
pub(in crate::page) fn growths(site: &Site, series: &Series) -> Vec<Plotted> {
    plotted(site, series, |p| &p.yoy, None).collect()
}

/// Whether anything of a series can be drawn, without the drawing.
pub(super) fn has_any(site: &Site, series: &Series) -> bool {
    let unit = site.indicator(series.indicator).file.unit.as_ref();
    plotted(site, series, |p| &p.level, unit).next().is_some()
        || plotted(site, series, |p| &p.yoy, None).next().is_some()
}

fn plotted<'a>(
    site: &'a Site,
    series: &'a Series,
    slot: fn(&Point) -> &Vec<ClaimIx>,
    unit: Option<&'a Unit>,
) -> impl Iterator<Item = Plotted> + 'a {
    let file = &site.indicator(series.indicator).file;
    let drawable = series.points.iter().filter(|(period, _)| period.kind() != PeriodKind::Span);
    drawable.filter_map(move |(period, point)| {
        let claims = slot(point);
        let status = site.claim(*claims.first()?).status;
        let mut all: Vec<Amount> =
            claims.iter().filter_map(|ix| Some(figures::in_unit(site.claim(*ix).amount()?, unit))).collect();
        all.sort_by_key(|a| (a.value, a.value_to));
        all.dedup();
        let amount = all.first()?.clone();
        let origin = if all.len() > 1 { Origin::Disputed(all) } else { Origin::Stated };
        Some(Plotted { period: *period, amount, status, origin, era: file.era(*period) })
    })
}

/// A target that can be drawn.
#[derive(Clone)]
pub(super) struct Aim {
    pub period: Period,
    pub amount: Amount,
}

/// What was aimed at, of one measure, oldest first.
pub(super) fn aims(site: &Site, series: &Series, measure: &Measure, unit: Option<&Unit>) -> Vec<Aim> {
    let current = |ix: &&ClaimIx| {
        let claim = site.claim(**ix);
        claim.state == State::Current && claim.measure == *measure
    };
    let points = series.points.iter().filter(|(period, _)| period.kind() != PeriodKind::Span);
    let aims = points.filter_map(|(period, point)| {
        let claim = site.claim(*point.targets.iter().find(current)?);
        Some(Aim { period: *period, amount: figures::in_unit(claim.amount()?, unit) })
    });
    aims.collect()
}

/// The points that are the same months of different years: the set with the most years; of equal ones the set that
/// holds the newest point. Oldest first.
pub(in crate::page) fn same_months(points: &[Plotted]) -> Vec<Plotted> {
    let mut sets: BTreeMap<(u8, u8), Vec<&Plotted>> = BTreeMap::new();
    for p in points {
        sets.entry(months(p.period)).or_default().push(p);
    }
    let best = sets.into_values().max_by_key(|set| (set.len(), set.last().map(|p| p.period)));
    best.unwrap_or_default().into_iter().cloned().collect()
}

/// First and last month of a period.
pub(super) fn months(period: Period) -> (u8, u8) {
    let instant = period.kind() == PeriodKind::Instant;
    let first = if instant { 0 } else { u8::from(period.start().month()) };
    (first, u8::from(period.end().month()))
}

/// The most points that one year has.
pub(super) fn busiest_year(points: &[Plotted]) -> usize {
    let mut count: BTreeMap<i32, usize> = BTreeMap::new();
    for p in points {
        *count.entry(p.period.year()).or_default() += 1;
    }
    count.into_values().max().unwrap_or(0)
}

pub(super) fn year_range(points: &[Plotted]) -> (i32, i32) {
    let years = points.iter().map(|p| p.period.year());
    (years.clone().min().unwrap_or(0), years.max().unwrap_or(0))
}

/// Marks where a year or more lies between two points, and where they are not of one definition.
pub(in crate::page) fn linked(drawn: Vec<chart::Point>, points: &[Plotted]) -> Vec<chart::Point> {
    let mut before: Option<&Plotted> = None;
    let links = points
        .iter()
        .map(|p| before.replace(p).map_or(Link::Joined, |b| link(b, p, p.period.year() - b.period.year() > 1)));
    let links: Vec<Link> = links.collect();
    drawn.into_iter().zip(links).map(|(point, link)| point.link(link)).collect()
}

/// How a point is tied to the one before.
pub(super) fn link(before: &Plotted, now: &Plotted, is_gap: bool) -> Link {
    match (before.era == now.era, is_gap) {
        (false, _) => Link::Break,
        (true, true) => Link::Gap,
        (true, false) => Link::Joined,
    }
}
