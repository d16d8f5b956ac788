//! Levels that follow from a level and its growth: last year's, where nobody reported it. Only where the indicator
//! says that its growth is the ratio of its levels (`growth_basis: nominal`).

use rust_decimal::Decimal;

use super::claim::State;
use super::series::Series;
use super::site::{ClaimIx, Site};
use crate::article::Status;
use crate::definition::{GrowthBasis, IndicatorFile};
use crate::quantity::{Amount, Bound, Period, Unit};

/// A level that nobody stated, with the claim it follows from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DerivedLevel {
    /// Its period.
    pub period: Period,
    /// In the indicator's unit, with the bound of the level it follows from.
    pub amount: Amount,
    /// The level of a year later; its growth stands beside it.
    pub from: ClaimIx,
}

/// Digits that a growth of one decimal can carry over.
const DIGITS: u32 = 3;

/// What follows from a series, oldest first.
#[must_use]
pub fn derived(site: &Site, series: &Series) -> Vec<DerivedLevel> {
    let file = &site.indicator(series.indicator).file;
    if file.growth_basis != Some(GrowthBasis::Nominal) {
        return Vec::new();
    }
    series.points.keys().filter_map(|period| year_before(site, series, file, *period)).collect()
}

fn year_before(site: &Site, series: &Series, file: &IndicatorFile, period: Period) -> Option<DerivedLevel> {
    let before = period.year_before()?;
    let known = series.points.get(&before).is_some_and(|point| !point.level.is_empty());
    let comparable = file.era(before) == file.era(period);
    if known || !comparable {
        return None;
    }
    let point = series.points.get(&period)?;
    let (level, from) = settled(site, &point.level)?;
    let (growth, _) = settled(site, &point.yoy)?;
    let level = file.unit.as_ref().and_then(|unit| level.to_unit(unit))?;
    let percent = growth.bound == Bound::Exact && growth.unit.as_ref().is_some_and(Unit::is_ratio);
    let usable = percent && level.bound != Bound::Range && level.value > Decimal::ZERO;
    let ratio = Decimal::ONE.checked_add(growth.value.checked_div(Decimal::ONE_HUNDRED)?)?;
    let value = level.value.checked_div(ratio).filter(|_| usable && ratio > Decimal::ZERO)?;
    let value = value.round_dp(decimals(file, &level, value));
    Some(DerivedLevel { period: before, amount: Amount { value, ..level }, from })
}

/// The one current claim with an amount; nothing where claims contradict each other, or where it is a mere expectation.
fn settled<'a>(site: &'a Site, claims: &[ClaimIx]) -> Option<(&'a Amount, ClaimIx)> {
    let [ix] = claims else { return None };
    let claim = site.claim(*ix);
    let firm = claim.state == State::Current && !matches!(claim.status, Status::Expected | Status::Estimated);
    Some((claim.amount().filter(|_| firm)?, *ix))
}

/// As many decimals as the level has, or as make three digits; not more than the indicator shows.
fn decimals(file: &IndicatorFile, level: &Amount, value: Decimal) -> u32 {
    let whole = value.trunc().normalize().to_string().len();
    let whole = if value < Decimal::ONE { 0 } else { u32::try_from(whole).unwrap_or(DIGITS) };
    let wanted = level.value.scale().max(DIGITS.saturating_sub(whole));
    let most = file.decimals.and_then(|d| u32::try_from(d).ok());
    most.map_or(wanted, |most| wanted.min(most.max(level.value.scale())))
}
