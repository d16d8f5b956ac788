//! Targets against results.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive as _;

use super::figures;
use super::frame::Frame;
use super::route::Route;
use super::view::{
    CommitmentRow, CommitmentYear, HomeCommitments, Html, Link, Place, Section, StateGroup, TargetCounts, TargetState,
    TargetsView, TargetsYearView,
};
use super::words::Words;
use crate::chart::{Bound as BarBound, Bullet, Tone};
use crate::model::{Claim, ClaimKind, Commitment, CountyIx, Measure, Outcome, Site};
use crate::quantity::{Amount, Bound, Sign};

/// Rows on the home page.
const ON_HOME: usize = 6;

/// Years with targets, oldest first.
pub(super) fn years(site: &Site) -> Vec<i32> {
    let mut years: Vec<i32> = site.commitments.iter().map(|c| year_of(site, c)).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// A target of several years belongs to the last of them.
fn year_of(site: &Site, c: &Commitment) -> i32 {
    site.claim(c.target).period.end().year()
}

/// All years.
pub(super) fn all(f: &Frame<'_>) -> TargetsView {
    let title = f.words.say("nav.targets");
    TargetsView {
        head: f.head(title, f.words.say("targets.lede"), Place::In(Section::Targets)),
        crumbs: f.crumbs(Vec::new(), title),
        years: years(f.site).into_iter().rev().map(|year| listed_year(f, year)).collect(),
    }
}

fn listed_year(f: &Frame<'_>, year: i32) -> CommitmentYear {
    let own = f.site.commitments.iter().filter(|c| year_of(f.site, c) == year);
    CommitmentYear {
        year: year.to_string(),
        href: f.href(Route::TargetsYear(year)),
        counts: counts(own),
        rows: Vec::new(),
    }
}

/// One year by what its targets came to.
pub(super) fn year(f: &Frame<'_>, year: i32) -> TargetsYearView {
    let own: Vec<&Commitment> = f.site.commitments.iter().filter(|c| year_of(f.site, c) == year).collect();
    let title = f.words.fill("targets.year", &[("year", &year.to_string())]);
    let states = [Outcome::Met, Outcome::Underway, Outcome::Missed, Outcome::Unreported];
    let group = |outcome: Outcome| {
        let rows: Vec<CommitmentRow> =
            own.iter().filter(|c| c.outcome == outcome).map(|c| row(f, c, Named::WithCounty)).collect();
        (!rows.is_empty()).then(|| StateGroup { state: state(outcome), rows })
    };
    let others = years(f.site).into_iter().rev().filter(|y| *y != year);
    TargetsYearView {
        head: f.head(title.clone(), title.clone(), Place::In(Section::Targets)),
        crumbs: f.crumbs(vec![f.section(Section::Targets, Route::Targets)], title),
        year: year.to_string(),
        counts: counts(own.iter().copied()),
        groups: states.into_iter().filter_map(group).collect(),
        others: others.map(|y| f.link(y.to_string(), Route::TargetsYear(y))).collect(),
    }
}

/// A county's targets by year, newest first.
pub(super) fn of_county(f: &Frame<'_>, county: CountyIx) -> Vec<CommitmentYear> {
    let mut years: BTreeMap<i32, Vec<&Commitment>> = BTreeMap::new();
    for c in f.site.commitments.iter().filter(|c| f.site.claim(c.target).county == county) {
        years.entry(year_of(f.site, c)).or_default().push(c);
    }
    let year = |(year, own): (i32, Vec<&Commitment>)| CommitmentYear {
        year: year.to_string(),
        href: f.href(Route::TargetsYear(year)),
        counts: counts(own.iter().copied()),
        rows: own.iter().map(|c| row(f, c, Named::Plainly)).collect(),
    };
    years.into_iter().rev().map(year).collect()
}

/// For the home page: of the newest year with a reported result, the county with the most targets.
pub(super) fn on_home(f: &Frame<'_>) -> Option<HomeCommitments> {
    let told = f.site.commitments.iter().filter(|c| c.result.is_some());
    let year = told.map(|c| year_of(f.site, c)).max()?;
    let mut by_county: BTreeMap<CountyIx, usize> = BTreeMap::new();
    for c in f.site.commitments.iter().filter(|c| year_of(f.site, c) == year) {
        *by_county.entry(f.site.claim(c.target).county).or_default() += 1;
    }
    let county = by_county.into_iter().max_by_key(|(ix, n)| (*n, std::cmp::Reverse(*ix)))?.0;
    let mut own = of_county(f, county).into_iter().find(|y| y.year == year.to_string())?;
    own.rows.truncate(ON_HOME);
    let href = format!("{}#targets", f.href(Route::County(county, 1)));
    Some(HomeCommitments { county: f.site.county(county).file.name.value.clone(), href, year: own })
}

fn counts<'a>(commitments: impl Iterator<Item = &'a Commitment>) -> TargetCounts {
    let mut counts = TargetCounts::default();
    for c in commitments {
        counts.total += 1;
        *match c.outcome {
            Outcome::Met => &mut counts.met,
            Outcome::Underway => &mut counts.underway,
            Outcome::Missed => &mut counts.missed,
            Outcome::Unreported => &mut counts.unreported,
        } += 1;
    }
    counts
}

fn state(outcome: Outcome) -> TargetState {
    match outcome {
        Outcome::Met => TargetState::Met,
        Outcome::Underway => TargetState::Underway,
        Outcome::Missed => TargetState::Missed,
        Outcome::Unreported => TargetState::Unreported,
    }
}

/// Whether a row names its county.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Plainly,
    WithCounty,
}

fn row(f: &Frame<'_>, c: &Commitment, named: Named) -> CommitmentRow {
    let target = f.site.claim(c.target);
    let result = c.result.map(|ix| f.site.claim(ix));
    let indicator = &f.site.indicator(target.indicator).file;
    let name = &indicator.name.value;
    // 技改投资增长15%以上 is a promise about 技改投资增速: ≥15%.
    let of_growth = matches!(target.measure, Measure::Growth(_));
    let item = if of_growth { f.words.fill("growth.of", &[("what", name)]) } else { name.clone() };
    let stated = |claim: &Claim| match claim.amount() {
        Some(amount) if of_growth && claim.kind == ClaimKind::Target => f.words.amount(amount, Sign::Minus),
        _ => figures::whole(f.words, claim, indicator.unit.as_ref()),
    };
    CommitmentRow {
        county: (named == Named::WithCounty)
            .then(|| f.link(f.site.county(target.county).short_name(), Route::County(target.county, 1))),
        item: match f.site.find_series(target.county, target.indicator) {
            Some(series) => f.link(item.clone(), Route::Series(series)),
            None => f.link(item.clone(), Route::Indicator(target.indicator)),
        },
        period: f.words.period(target.period),
        target: stated(target),
        target_article: by_date(f, target),
        result: result.map(&stated),
        result_period: result.filter(|r| r.period != target.period).map(|r| f.words.period(r.period)),
        result_article: result.map(|r| by_date(f, r)),
        bar: Html(bar(f.words, &item, target, result, &stated)),
        state: state(c.outcome),
        percent: c.percent.map(|p| format!("{p}%")),
        same_as: c.same_as.clone(),
    }
}

fn by_date(f: &Frame<'_>, claim: &Claim) -> Link {
    f.link(f.site.article(claim.article).file.date.to_string(), Route::Article(claim.article))
}

fn bar(words: &Words, item: &str, target: &Claim, result: Option<&Claim>, stated: &dyn Fn(&Claim) -> String) -> String {
    let (Some(wanted), reached) = (target.amount(), result.and_then(Claim::amount)) else { return String::new() };
    let converted = reached.map(|r| wanted.unit.as_ref().and_then(|u| r.to_unit(u)).unwrap_or_else(|| r.clone()));
    let told = result.map_or_else(|| "—".to_owned(), stated);
    Bullet {
        label: words.fill("target.bar", &[("item", item), ("target", &stated(target)), ("result", &told)]),
        target: number(wanted),
        result: converted.as_ref().map(number),
        bound: match converted.map(|c| c.bound) {
            Some(Bound::Gt | Bound::Gte) => BarBound::AtLeast,
            Some(Bound::Lt | Bound::Lte) => BarBound::AtMost,
            _ => BarBound::Exact,
        },
        tone: Tone::Current,
    }
    .html()
}

/// For the length of a bar only.
fn number(amount: &Amount) -> f64 {
    amount.value.to_f64().unwrap_or(0.0)
}
