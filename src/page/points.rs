//! The table of a series: every point with its article, beside the chart and tied to it.

use super::charts::{self, Trend};
use super::figures::{self, Group};
use super::frame::Frame;
use super::route::Route;
use super::view::{Link, PointColumns, PointRow, PointTable, Spot};
use super::words::Words;
use crate::model::{Claim, ClaimIx, DerivedLevel, Measure, Point, Series, derived};
use crate::quantity::{Amount, Period, Sign, Unit};

/// All points, newest first; a disputed one has a row for each article. What follows from this year's growth for last
/// year has rows of its own.
pub(super) fn table(f: &Frame<'_>, series: &Series, trend: Option<&Trend>) -> PointTable {
    let shown = Shown { trend, unit: unit(f, series), growth: newest_growth(f, series) };
    let newest = series.latest().map(|(period, _)| period);
    let mut rows = Vec::new();
    for (period, point) in series.reported() {
        rows.extend(point_rows(f, &shown, period, point, Some(period) == newest).into_iter().map(|row| (period, row)));
    }
    let inferred = derived(f.site, series);
    rows.extend(inferred.iter().map(|level| (level.period, derived_row(f, &shown, level))));
    rows.sort_by_key(|(period, _)| std::cmp::Reverse(*period));
    let rows: Vec<PointRow> = rows.into_iter().map(|(_, row)| row).collect();
    let any = |has: fn(&PointRow) -> bool| rows.iter().any(has);
    let columns = PointColumns {
        value: any(|r| r.value.is_some()),
        yoy: any(|r| r.yoy.is_some()),
        rank: any(|r| r.rank.is_some()),
        note: any(|r| r.note.is_some()),
    };
    PointTable { unit: shown.units(f.words, columns), columns, rows }
}

/// What the rows have in common.
struct Shown<'a> {
    trend: Option<&'a Trend>,
    unit: Option<&'a Unit>,
    /// The newest growth: the head names its unit.
    growth: Option<Amount>,
}

fn unit<'a>(f: &'a Frame<'_>, series: &Series) -> Option<&'a Unit> {
    f.site.indicator(series.indicator).file.unit.as_ref()
}

fn newest_growth(f: &Frame<'_>, series: &Series) -> Option<Amount> {
    charts::growths(f.site, series).pop().map(|p| p.amount)
}

impl Shown<'_> {
    /// `亿元，%`.
    fn units(&self, words: &Words, columns: PointColumns) -> String {
        let level = self.unit.map(|u| words.unit_alone(Some(u))).filter(|_| columns.value);
        let growth = self.growth.as_ref().map(|a| words.unit_alone(a.unit.as_ref())).filter(|_| columns.yoy);
        let mut units: Vec<String> = level.into_iter().chain(growth).collect();
        units.dedup();
        units.join(words.say("comma"))
    }

    /// Where the chart shows a row that has a level or growth.
    fn spot(&self, words: &Words, period: Period, has_level: bool, has_growth: bool, text: &str) -> Option<Spot> {
        let trend = self.trend?;
        let shown = if trend.measure == Measure::Level { has_level } else { has_growth };
        let spot = trend.spots.get(&period).filter(|_| shown)?;
        Some(Spot { x: spot.x.clone(), y: spot.y.clone(), text: format!("{}　{text}", words.period(period)) })
    }
}

/// Claims of one period by article, in the order of level, growth, rank, others. An article that states one thing in
/// two ways has a row for each.
fn point_rows(f: &Frame<'_>, shown: &Shown<'_>, period: Period, point: &Point, now: bool) -> Vec<PointRow> {
    let mut rows: Vec<Vec<ClaimIx>> = Vec::new();
    for ix in point.standing() {
        let claim = f.site.claim(ix);
        let fits = |row: &&mut Vec<ClaimIx>| {
            row.iter()
                .map(|other| f.site.claim(*other))
                .all(|o| o.article == claim.article && o.measure != claim.measure)
        };
        match rows.iter_mut().find(fits) {
            Some(row) => row.push(ix),
            None => rows.push(vec![ix]),
        }
    }
    rows.into_iter().filter_map(|row| point_row(f, shown, period, &row, now)).collect()
}

fn point_row(f: &Frame<'_>, shown: &Shown<'_>, period: Period, claims: &[ClaimIx], now: bool) -> Option<PointRow> {
    let group = Group::of(claims.iter().map(|ix| f.site.claim(*ix)));
    let main = group.main()?;
    let level = group.level.and_then(Claim::amount).map(|a| figures::in_unit(a, shown.unit));
    let growth = group.yoy.and_then(Claim::amount);
    let said = [
        level.as_ref().map(|a| f.words.amount(a, Sign::Minus)),
        growth.map(|a| f.words.fill("read.yoy", &[("value", &f.words.amount(a, Sign::Always))])),
    ];
    let text = said.into_iter().flatten().collect::<Vec<_>>().join(f.words.say("comma"));
    let spot = shown.spot(f.words, period, level.is_some(), growth.is_some(), &text);
    // The head names one unit; a growth in another one carries its own.
    let same_unit = |a: &Amount| shown.growth.as_ref().is_some_and(|newest| newest.unit == a.unit);
    Some(PointRow {
        period: f.words.period(period),
        value: level.map(|a| figures::cell(f.words, &a, Sign::Minus)),
        yoy: growth.map(|a| {
            if same_unit(a) { figures::cell(f.words, a, Sign::Always) } else { f.words.amount(a, Sign::Always) }
        }),
        rank: group.rank.and_then(Claim::rank).map(|r| figures::rank_text(f.words, r)),
        note: group.other.map(|c| figures::remark(f.words, c)),
        nature: nature(f, &group, main),
        article: article(f, main),
        date: f.site.article(main.article).file.date.to_string(),
        now,
        spot,
    })
}

/// What should be known of a row's figure, and of the growth beside it if that is another thing.
fn nature(f: &Frame<'_>, group: &Group<'_>, main: &Claim) -> String {
    let beside = group.yoy.filter(|yoy| !std::ptr::eq(*yoy, main));
    let growth = beside.and_then(|yoy| figures::growth_caveat(f.words, yoy, main));
    let own = figures::nature(f.words, main);
    [Some(own), growth].into_iter().flatten().collect::<Vec<_>>().join(f.words.say("comma"))
}

/// A level that nobody stated; it leads to the article that it follows from.
fn derived_row(f: &Frame<'_>, shown: &Shown<'_>, level: &DerivedLevel) -> PointRow {
    let from = f.site.claim(level.from);
    let nature = f.words.say("nature.derived");
    let text = f.words.fill("read.derived", &[("value", &f.words.amount(&level.amount, Sign::Minus))]);
    PointRow {
        period: f.words.period(level.period),
        value: Some(figures::cell(f.words, &level.amount, Sign::Minus)),
        yoy: None,
        rank: None,
        note: None,
        nature: nature.to_owned(),
        article: article(f, from),
        date: f.site.article(from.article).file.date.to_string(),
        now: false,
        spot: shown.spot(f.words, level.period, true, false, &text),
    }
}

fn article(f: &Frame<'_>, claim: &Claim) -> Link {
    f.link(f.site.article(claim.article).file.title.clone(), Route::Article(claim.article))
}
