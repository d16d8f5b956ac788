//! The claims of one county × indicator, period by period.

use std::collections::BTreeMap;

use super::claim::{Claim, ClaimKind, GrowthOver, Measure, State};
use super::site::{ClaimIx, CountyIx, IndicatorIx};
use crate::quantity::Period;

/// What is known for one period. Only claims that stand, or the disputed ones, are referred to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Point {
    /// Reported levels: one, or several when disputed.
    pub level: Vec<ClaimIx>,
    /// Reported growth on the year: one, or several when disputed.
    pub yoy: Vec<ClaimIx>,
    /// Ranks of the level and of the growth.
    pub ranks: Vec<ClaimIx>,
    /// Differences, shares, growth over other bases.
    pub others: Vec<ClaimIx>,
    /// What was aimed at.
    pub targets: Vec<ClaimIx>,
    /// Claims that no longer stand.
    pub superseded: Vec<ClaimIx>,
}

impl Point {
    /// Whether anything was reported (a target alone is not).
    #[must_use]
    pub fn is_reported(&self) -> bool {
        !(self.level.is_empty() && self.yoy.is_empty() && self.ranks.is_empty() && self.others.is_empty())
    }

    /// Everything that stands, in the order in which tables show it.
    pub fn standing(&self) -> impl Iterator<Item = ClaimIx> + '_ {
        [&self.level, &self.yoy, &self.ranks, &self.others].into_iter().flatten().copied()
    }

    fn slot(&mut self, claim: &Claim) -> &mut Vec<ClaimIx> {
        if claim.state == State::Superseded {
            return &mut self.superseded;
        }
        if claim.kind == ClaimKind::Target {
            return &mut self.targets;
        }
        match claim.measure {
            Measure::Level => &mut self.level,
            Measure::Growth(GrowthOver::Yoy) => &mut self.yoy,
            Measure::Rank { .. } => &mut self.ranks,
            Measure::Growth(_) | Measure::Difference(_) | Measure::Share(_) => &mut self.others,
        }
    }
}

/// The resolved claims of one county × indicator (the whole county, not a zone in it).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The county.
    pub county: CountyIx,
    /// The indicator.
    pub indicator: IndicatorIx,
    /// By period: ordered by end, then start.
    pub points: BTreeMap<Period, Point>,
    /// Claims it is made of.
    pub count: usize,
    /// Whether targets are among them.
    pub has_targets: bool,
}

impl Series {
    /// The newest period with something reported.
    #[must_use]
    pub fn latest(&self) -> Option<(Period, &Point)> {
        self.points.iter().rev().find(|(_, p)| p.is_reported()).map(|(period, point)| (*period, point))
    }

    /// Periods with something reported, oldest first.
    #[must_use]
    pub fn reported(&self) -> impl DoubleEndedIterator<Item = (Period, &Point)> {
        self.points.iter().filter(|(_, p)| p.is_reported()).map(|(period, point)| (*period, point))
    }
}

impl Series {
    /// The series of claims about one county and indicator; what is about a part of the county is no part of it.
    pub fn of<'a>(claims: impl Iterator<Item = (usize, &'a Claim)>) -> Option<Self> {
        let mut series: Option<Self> = None;
        for (i, claim) in claims.filter(|(_, claim)| claim.scope.is_none()) {
            let series = series.get_or_insert_with(|| Self {
                county: claim.county,
                indicator: claim.indicator,
                points: BTreeMap::new(),
                count: 0,
                has_targets: false,
            });
            series.count += 1;
            series.has_targets |= claim.kind == ClaimKind::Target;
            series.points.entry(claim.period).or_default().slot(claim).push(ClaimIx::new(i));
        }
        series
    }
}
