//! Points of a series that can be drawn, and which of them are comparable.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive as _;

use crate::article::Status;
use crate::chart::{self, Link, Mark};
use crate::model::{Claim, ClaimIx, Point, Series, Site};
use crate::page::figures;
use crate::page::words::Words;
use crate::quantity::{Amount, Bound, Period, PeriodKind, Sign, Unit};

/// A point of a series that can be drawn.
#[derive(Clone)]
pub(in crate::page) struct Plotted {
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

    pub fn mark(&self) -> Mark {
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

    pub fn text(&self, words: &Words, sign: Sign) -> String {
        figures::cell(words, &self.amount, sign)
    }

    pub fn point(&self, words: &Words, x: f64, sign: Sign) -> chart::Point {
        chart::Point::new(x, self.y()).mark(self.mark()).label(self.text(words, sign))
    }
}

/// Reported levels of a series in the indicator's unit, oldest first; of a disputed point the first claim.
pub(in crate::page) fn levels(site: &Site, series: &Series) -> Vec<Plotted> {
    all_levels(site, series).collect()
}

/// The same, one after another.
pub(super) fn all_levels<'a>(site: &'a Site, series: &'a Series) -> impl Iterator<Item = Plotted> + 'a {
    let unit = site.indicator(series.indicator).file.unit.as_ref();
    plotted(site, series, |p| p.level.first().copied(), unit)
}

/// Reported growth on the year of a series, oldest first.
pub(in crate::page) fn growths(site: &Site, series: &Series) -> Vec<Plotted> {
    all_growths(site, series).collect()
}

/// The same, one after another.
pub(super) fn all_growths<'a>(site: &'a Site, series: &'a Series) -> impl Iterator<Item = Plotted> + 'a {
    plotted(site, series, |p| p.yoy.first().copied(), None)
}

fn plotted<'a>(
    site: &'a Site,
    series: &'a Series,
    pick: impl Fn(&Point) -> Option<ClaimIx> + 'a,
    unit: Option<&'a Unit>,
) -> impl Iterator<Item = Plotted> + 'a {
    series.points.values().filter_map(move |p| Plotted::new(site.claim(pick(p)?), unit))
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

/// Marks where a year or more lies between two points.
pub(in crate::page) fn with_gaps(drawn: Vec<chart::Point>, points: &[Plotted]) -> Vec<chart::Point> {
    let mut before: Option<i32> = None;
    let year_gap = |p: &Plotted| before.replace(p.period.year()).is_some_and(|b| p.period.year() - b > 1);
    let gaps: Vec<bool> = points.iter().map(year_gap).collect();
    let linked = drawn.into_iter().zip(gaps);
    linked.map(|(point, gap)| if gap { point.link(Link::Gap) } else { point }).collect()
}
