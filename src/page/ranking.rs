//! Counties ranked for one period: never across periods. Used by the page of an indicator and by that of a region.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::figures;
use super::frame::Frame;
use super::route::Route;
use super::view::{Html, Link, RankColumns, RankRow, Ranking};
use crate::chart::{self, Domain, Tone};
use crate::model::{Claim, ClaimIx, CountyIx, IndicatorIx, Point, SeriesIx};
use crate::quantity::{Amount, Bound, Period, Sign, Unit};

/// Rankings on the page; older periods stand in the counties' own pages.
const RANKINGS: usize = 12;
/// What counties are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The figure itself.
    Level,
    /// Its growth on the year.
    Growth,
}

impl By {
    /// The claim of a point that counts.
    pub fn claim(self, point: &Point) -> Option<ClaimIx> {
        match self {
            Self::Level => point.level.first().copied(),
            Self::Growth => point.yoy.first().copied(),
        }
    }

    /// How its numbers are signed.
    pub fn sign(self) -> Sign {
        match self {
            Self::Level => Sign::Minus,
            Self::Growth => Sign::Always,
        }
    }
}

/// The counties with a figure for one period.
pub(super) struct Set {
    /// The period.
    pub period: Period,
    /// What is ranked.
    pub by: By,
    /// The counties, the highest first.
    pub rows: Vec<Row>,
}

/// One county of a set.
pub(super) struct Row {
    /// Its series.
    pub series: SeriesIx,
    /// The county.
    pub county: CountyIx,
    /// What is ranked.
    pub claim: ClaimIx,
    /// Articles are numbered newest first.
    pub article_number: u32,
    /// In the indicator's unit, if it is a level.
    pub amount: Amount,
}

/// One set for each period with two counties or more, newest first: by level, or by growth if more counties state it.
pub(super) fn sets(f: &Frame<'_>, ix: IndicatorIx) -> Vec<Set> {
    all_sets(f, ix, &|_| true).take(RANKINGS).collect()
}

/// The newest set of two counties or more of a region.
pub(super) fn newest_among(f: &Frame<'_>, ix: IndicatorIx, counties: &[CountyIx]) -> Option<Set> {
    all_sets(f, ix, &|county| counties.contains(&county)).next()
}

fn all_sets(f: &Frame<'_>, ix: IndicatorIx, among: &dyn Fn(CountyIx) -> bool) -> impl Iterator<Item = Set> {
    let mut periods: BTreeMap<Period, Vec<(SeriesIx, &Point)>> = BTreeMap::new();
    for s in f.site.indicator(ix).series.iter().filter(|s| among(f.site.series(**s).county)) {
        for (period, point) in &f.site.series(*s).points {
            periods.entry(*period).or_default().push((*s, point));
        }
    }
    periods.into_iter().rev().filter_map(move |(period, points)| set(f, ix, period, &points))
}

fn set(f: &Frame<'_>, ix: IndicatorIx, period: Period, points: &[(SeriesIx, &Point)]) -> Option<Set> {
    let rows = |by: By| -> Vec<Row> { points.iter().filter_map(|(s, p)| row(f, ix, *s, by.claim(p)?)).collect() };
    let (level, growth) = (rows(By::Level), rows(By::Growth));
    let (by, mut rows) = if growth.len() > level.len() { (By::Growth, growth) } else { (By::Level, level) };
    rows.sort_by(|a, b| b.amount.value.cmp(&a.amount.value).then(a.county.cmp(&b.county)));
    (rows.len() >= 2).then_some(Set { period, by, rows })
}

fn row(f: &Frame<'_>, ix: IndicatorIx, series: SeriesIx, claim: ClaimIx) -> Option<Row> {
    let stated = f.site.claim(claim);
    let unit = f.site.indicator(ix).file.unit.as_ref().filter(|_| stated.is_level());
    Some(Row {
        series,
        county: stated.county,
        claim,
        article_number: stated.article.0,
        amount: figures::in_unit(stated.amount()?, unit),
    })
}

/// A set as a table; the row of `newest` is marked.
pub(super) fn ranking(f: &Frame<'_>, ix: IndicatorIx, set: &Set, newest: Option<CountyIx>) -> Ranking {
    let values = set.rows.iter().map(|r| r.amount.value.to_f64().unwrap_or(0.0));
    let domain = Domain::of(values);
    let ranks = ranks(&set.rows);
    let rows: Vec<RankRow> =
        set.rows.iter().zip(ranks).map(|(row, rank)| rank_row(f, set, row, rank, domain, newest)).collect();
    let columns = RankColumns {
        parent: rows.iter().any(|r| r.parent.is_some()),
        change: rows.iter().any(|r| r.change.is_some()),
        reported_rank: rows.iter().any(|r| r.reported_rank.is_some()),
    };
    let name = &f.site.indicator(ix).file.name.value;
    let what = match set.by {
        By::Level => name.clone(),
        By::Growth => f.words.fill("growth.yoy_of", &[("what", name)]),
    };
    let unit = set.rows.first().map(|r| f.words.unit_alone(r.amount.unit.as_ref())).unwrap_or_default();
    let has_bound = rows.iter().any(|r| r.rank.is_none());
    Ranking {
        anchor: format!("p-{}", set.period.to_string().replace('/', "-")),
        period: f.words.period(set.period),
        caption: f.words.fill("ranking.caption", &[("what", &what), ("period", &f.words.period(set.period))]),
        measure: f.words.say(if set.by == By::Growth { "yoy" } else { "value" }).to_owned(),
        unit: if columns.change && unit == "%" {
            [unit.as_str(), &f.words.unit_alone(Unit::parse("个百分点").as_ref())].join(f.words.say("comma"))
        } else {
            unit
        },
        columns,
        rows,
        note: has_bound.then(|| f.words.say("ranking.bounds").to_owned()),
    }
}

/// Ranks from 1, ties sharing one; a bound has none, as its true place is not known.
fn ranks(rows: &[Row]) -> Vec<Option<usize>> {
    let exact = |r: &Row| matches!(r.amount.bound, Bound::Exact | Bound::Approx);
    rows.iter()
        .map(|row| {
            let above = rows.iter().filter(|r| exact(r) && r.amount.value > row.amount.value).count();
            exact(row).then_some(above + 1)
        })
        .collect()
}

fn rank_row(
    f: &Frame<'_>,
    set: &Set,
    row: &Row,
    rank: Option<usize>,
    domain: Domain,
    newest: Option<CountyIx>,
) -> RankRow {
    let county = f.site.county(row.county);
    let now = newest == Some(row.county);
    let tone = if now { Tone::Current } else { Tone::Context };
    let claim = f.site.claim(row.claim);
    RankRow {
        rank,
        county: f.link(county.short_name(), Route::Series(row.series)),
        parent: county.parents.first().cloned(),
        value: figures::cell(f.words, &row.amount, set.by.sign()),
        bar: Html(chart::bar_cell(row.amount.value.to_f64().unwrap_or(0.0), domain, tone, bound(&row.amount))),
        change: change(f, set, row),
        reported_rank: reported_rank(f, set, row),
        article: by_date(f, claim),
        now,
    }
}

fn bound(amount: &Amount) -> chart::Bound {
    match amount.bound {
        Bound::Gt | Bound::Gte => chart::Bound::AtLeast,
        Bound::Lt | Bound::Lte => chart::Bound::AtMost,
        _ => chart::Bound::Exact,
    }
}

/// The article that states a claim, shown by its date.
pub(super) fn by_date(f: &Frame<'_>, claim: &Claim) -> Link {
    f.link(f.site.article(claim.article).file.date.to_string(), Route::Article(claim.article))
}

/// The difference to the same months of the year before, both being exact; of growth only, where it is in points.
fn change(f: &Frame<'_>, set: &Set, row: &Row) -> Option<String> {
    let before = f.site.series(row.series).points.get(&set.period.year_before()?)?;
    let claim = f.site.claim(set.by.claim(before)?);
    let unit = row.amount.unit.as_ref();
    let old = figures::in_unit(claim.amount()?, unit);
    let exact = row.amount.bound == Bound::Exact && old.bound == Bound::Exact;
    let same = row.amount.unit == old.unit;
    let difference: Decimal = row.amount.value.checked_sub(old.value)?;
    (exact && same && set.by == By::Growth).then(|| crate::quantity::number::print(difference, Sign::Always))
}

/// The rank that an article states of what the table ranks: of the growth or of the level.
fn reported_rank(f: &Frame<'_>, set: &Set, row: &Row) -> Option<String> {
    let point = f.site.series(row.series).points.get(&set.period)?;
    let ranks = point.ranks.iter().filter_map(|ix| f.site.claim(*ix).rank());
    let of_growth = set.by == By::Growth;
    ranks.filter(|r| r.of_growth == of_growth).map(|r| figures::rank_text(f.words, r)).next()
}
