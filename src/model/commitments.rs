//! Targets against results: what was promised, what has been reported of it, and whether it is met.
//!
//! Nothing is matched by guess: the result is of the same indicator, or of one that the target names as the same.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::claim::{Claim, ClaimKind, Measure, State};
use super::site::{ClaimIx, IndicatorIx, Site};
use crate::definition::{Direction, Kind};
use crate::quantity::{Amount, Bound, Edge, Interval, Period, PeriodKind};

/// What became of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// 已达成: every possible value of the result meets it.
    Met,
    /// 推进中: there is a result that neither meets nor misses it for certain.
    Underway,
    /// 未达成: the result of the whole period cannot meet it.
    Missed,
    /// 未见报道: no result has been reported.
    Unreported,
}

/// A target and what has been reported of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// The target.
    pub target: ClaimIx,
    /// The result, if there is one.
    pub result: Option<ClaimIx>,
    /// Why the result's indicator, another one than the target's, counts.
    pub same_as: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// The result in percent of the target, where both are exact.
    pub percent: Option<Decimal>,
}

/// Every current target of a whole county with its result, ordered by county, indicator and period.
#[must_use]
pub fn find(site: &Site) -> Vec<Commitment> {
    let promising = site.series.iter().filter(|series| series.has_targets);
    let targets = promising.flat_map(|s| s.points.values()).flat_map(|p| &p.targets);
    targets.map(|ix| commitment(site, *ix)).collect()
}

fn commitment(site: &Site, target: ClaimIx) -> Commitment {
    let claim = site.claim(target);
    let own = std::iter::once((claim.indicator, None));
    let others = claim.same_as.iter().map(|(ix, reason)| (*ix, Some(reason.clone())));
    let found = own.chain(others).find_map(|(ix, reason)| Some((result(site, claim, ix)?, reason)));
    let Some((result, same_as)) = found else {
        return Commitment { target, result: None, same_as: None, outcome: Outcome::Unreported, percent: None };
    };
    let actual = site.claim(result);
    let amounts = claim.amount().zip(actual.amount());
    let file = &site.indicator(claim.indicator).file;
    let adds_up = claim.measure == Measure::Level && matches!(file.kind, Kind::Flow | Kind::Count);
    let covers = match (actual.period == claim.period, adds_up) {
        (true, _) => Covers::Whole,
        (false, true) => Covers::PartOfSum,
        (false, false) => Covers::Part,
    };
    let outcome = amounts.map_or(Outcome::Underway, |(t, r)| outcome(t, r, file.direction, covers));
    let settled = actual.state != State::Disputed;
    Commitment {
        target,
        result: Some(result),
        same_as,
        outcome: if settled { outcome } else { Outcome::Underway },
        percent: amounts.filter(|_| claim.measure == Measure::Level).and_then(|(t, r)| percent(t, r)),
    }
}

/// The result of an indicator for a target: of the same period, or else, for a year, the longest since January of a
/// flow or count, or the latest state of a stock.
fn result(site: &Site, target: &Claim, indicator: IndicatorIx) -> Option<ClaimIx> {
    let series = site.series(site.find_series(target.county, indicator)?);
    let standing = |period: Period| {
        let point = series.points.get(&period)?;
        point.standing().find(|ix| {
            let claim = site.claim(*ix);
            claim.kind == ClaimKind::Actual && claim.measure == target.measure
        })
    };
    if let Some(found) = standing(target.period) {
        return Some(found);
    }
    if target.period.kind() != PeriodKind::Year {
        return None;
    }
    let year = target.period.year();
    let is_stock = matches!(site.indicator(indicator).file.kind, Kind::Stock);
    let counts = |p: &Period| match (is_stock, p.kind()) {
        (true, PeriodKind::Instant) => true,
        _ => p.cumulative_months().is_some(),
    };
    let periods = series.points.keys().filter(|p| p.year() == year && counts(p));
    periods.rev().find_map(|p| standing(*p))
}

/// How much of a target's period a result covers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Covers {
    Whole,
    Part,
    /// A part, and what is still to come adds to it.
    PartOfSum,
}

/// Compares a result with a target of the same dimension.
fn outcome(target: &Amount, result: &Amount, direction: Direction, covers: Covers) -> Outcome {
    let converted = target.unit.as_ref().and_then(|u| result.to_unit(u)).unwrap_or_else(|| result.clone());
    let (wanted, so_far) = (wanted(target, direction), possible(&converted));
    let reached = if covers == Covers::PartOfSum { Interval { high: None, ..so_far } } else { so_far };
    if within(&reached, &wanted) {
        Outcome::Met
    } else if covers == Covers::Whole && reached.intersect(&wanted).is_none() {
        Outcome::Missed
    } else {
        Outcome::Underway
    }
}

/// The values that meet a target. A plain number is a floor, or a ceiling where less is wanted.
fn wanted(target: &Amount, direction: Direction) -> Interval {
    let at = |value: Decimal| Some(Edge { value, closed: true });
    match target.bound {
        Bound::Gt | Bound::Gte | Bound::Lt | Bound::Lte => target.interval(),
        Bound::Exact | Bound::Range | Bound::Approx => {
            let span = if target.bound == Bound::Approx { target.interval() } else { possible(target) };
            if direction == Direction::Down {
                Interval { low: None, high: span.high.or(at(target.value)) }
            } else {
                Interval { low: span.low.or(at(target.value)), high: None }
            }
        }
    }
}

/// The values that a figure leaves possible. For a promise an exact number counts as it is written, not as a rounding
/// interval: 17 of 17 is met.
fn possible(amount: &Amount) -> Interval {
    if amount.bound == Bound::Exact {
        let edge = Some(Edge { value: amount.value, closed: true });
        return Interval { low: edge, high: edge };
    }
    amount.interval()
}

/// Whether every value of `inner` is in `outer`.
fn within(inner: &Interval, outer: &Interval) -> bool {
    let low = match (&inner.low, &outer.low) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(i), Some(o)) => match i.value.cmp(&o.value) {
            Ordering::Greater => true,
            Ordering::Equal => o.closed || !i.closed,
            Ordering::Less => false,
        },
    };
    let high = match (&inner.high, &outer.high) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(i), Some(o)) => match i.value.cmp(&o.value) {
            Ordering::Less => true,
            Ordering::Equal => o.closed || !i.closed,
            Ordering::Greater => false,
        },
    };
    low && high
}

/// The result in percent of the target, rounded to a whole number.
fn percent(target: &Amount, result: &Amount) -> Option<Decimal> {
    let comparable = |a: &Amount| matches!(a.bound, Bound::Exact | Bound::Gt | Bound::Gte);
    let converted = target.unit.as_ref().and_then(|u| result.to_unit(u)).unwrap_or_else(|| result.clone());
    let sensible = result.bound == Bound::Exact && comparable(target) && target.value > Decimal::ZERO;
    sensible
        .then(|| converted.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(target.value))
        .flatten()
        .map(|p| p.round())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::compact::{What, parse};

    fn amount(text: &str) -> Amount {
        match parse(text).unwrap().remove(0).what {
            What::Level(a) | What::Growth { amount: a, .. } => a,
            other => panic!("{other}"),
        }
    }

    #[track_caller]
    fn check(target: &str, result: &str, whole: bool, expect: Outcome) {
        let covers = if whole { Covers::Whole } else { Covers::Part };
        assert_eq!(outcome(&amount(target), &amount(result), Direction::Up, covers), expect, "{target} {result}");
    }

    #[test]
    fn outcomes() {
        check("35个以上", "43个", false, Outcome::Met);
        check("17家", "27家", true, Outcome::Met);
        check("17家", "17家", true, Outcome::Met);
        check("17家", "16家", true, Outcome::Missed);
        check("17家", "16家", false, Outcome::Underway);
        check("20亿元以上", "突破19亿元", true, Outcome::Underway);
        check("20亿元以上", "突破20亿元", true, Outcome::Met);
        check("突破20亿元", "20亿元", true, Outcome::Missed);
        check("20亿元", "近20亿元", true, Outcome::Missed);
        check("增长15%以上", "增长14.9%", true, Outcome::Missed);
        check("1亿元", "12000万元", true, Outcome::Met);
    }

    #[test]
    fn less_is_wanted() {
        let (target, result) = (amount("1‰以内"), amount("0.8‰"));
        assert_eq!(outcome(&target, &result, Direction::Down, Covers::Whole), Outcome::Met);
        assert_eq!(outcome(&amount("3%"), &amount("4%"), Direction::Down, Covers::Whole), Outcome::Missed);
    }

    #[test]
    fn a_sum_is_not_below_its_ceiling_before_the_year_is_over() {
        let so_far = |target: &str, result: &str| {
            outcome(&amount(target), &amount(result), Direction::Neutral, Covers::PartOfSum)
        };
        assert_eq!(so_far("10个以内", "4个"), Outcome::Underway);
        assert_eq!(so_far("35个以上", "43个"), Outcome::Met);
        assert_eq!(so_far("35个以上", "20个"), Outcome::Underway);
    }

    #[test]
    fn percents() {
        assert_eq!(percent(&amount("35个以上"), &amount("43个")).map(|p| p.to_string()).as_deref(), Some("123"));
        assert_eq!(percent(&amount("17家"), &amount("突破17家")), None);
    }
}
