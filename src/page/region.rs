//! A prefecture or province: its counties, compared in like periods, added up only where that is right.

use super::counties::card;
use super::frame::Frame;
use super::ranking::{By, Row, Set, newest_among, ranking};
use super::route::Route;
use super::view::{Comparison, Place, RegionView, Section};
use crate::article::Status;
use crate::definition::Aggregate;
use crate::model::{CountyIx, IndicatorIx, Region, RegionIx, State, regions};
use crate::quantity::{Amount, Bound};

/// Comparisons on the page, headline indicators first; the others stand on the indicators' pages.
const COMPARISONS: usize = 24;

/// The page of a region.
pub(super) fn build(f: &Frame<'_>, ix: RegionIx) -> RegionView {
    let region = f.site.region(ix);
    let in_all = regions::count_below(region.code).to_string();
    let here = own_counties(f, region).len().to_string();
    let places = [("name", region.name), ("n", &in_all), ("here", &here), ("date", regions::AS_OF)];
    let lede = f.words.fill("region.lede", &places);
    let crumb = f.section(Section::Counties, Route::Counties);
    RegionView {
        head: f.head(region.name, lede.clone(), Place::In(Section::Counties)),
        crumbs: f.crumbs(vec![crumb], region.name),
        name: region.name.to_owned(),
        code: region.code.to_owned(),
        parent: region.parent.map(str::to_owned),
        lede,
        counties: region.counties.iter().map(|c| card(f, *c)).collect(),
        comparisons: comparisons(f, region),
    }
}

/// The region's counties without zones: a zone lies in a county, whose figures hold its own.
fn own_counties(f: &Frame<'_>, region: &Region) -> Vec<CountyIx> {
    region.counties.iter().copied().filter(|c| f.site.county(*c).file.adcode.is_some()).collect()
}

fn comparisons(f: &Frame<'_>, region: &Region) -> Vec<Comparison> {
    let all = (0..f.site.indicators.len()).map(IndicatorIx::new);
    let (first, rest): (Vec<_>, Vec<_>) = all.partition(|ix| f.site.indicator(*ix).file.headline);
    first.into_iter().chain(rest).filter_map(|ix| comparison(f, region, ix)).take(COMPARISONS).collect()
}

fn comparison(f: &Frame<'_>, region: &Region, ix: IndicatorIx) -> Option<Comparison> {
    let set = newest_among(f, ix, &region.counties)?;
    let newest = set.rows.iter().min_by_key(|r| r.article_number).map(|r| r.county);
    let mut ranking = ranking(f, ix, &set, newest);
    // All of them belong to this region.
    ranking.columns.parent = false;
    ranking.anchor.clone_from(&f.site.indicator(ix).file.id);
    Some(Comparison {
        indicator: f.link(f.site.indicator(ix).file.name.value.clone(), Route::Indicator(ix)),
        ranking,
        total: total(f, region, ix, &set),
    })
}

/// The sum of the counties, if the indicator may be added up and every county of the region on this site reports an
/// exact, settled level for the period. Zones are left out, as a county's figure holds theirs.
fn total(f: &Frame<'_>, region: &Region, ix: IndicatorIx, set: &Set) -> Option<String> {
    let counties = own_counties(f, region);
    let may = f.site.indicator(ix).file.aggregate == Aggregate::Sum && set.by == By::Level && counties.len() > 1;
    let row = |county: &CountyIx| set.rows.iter().find(|r| r.county == *county && is_settled(f, r));
    let parts: Vec<&Row> = counties.iter().map(row).collect::<Option<_>>().filter(|_| may)?;
    let unit = parts.first()?.amount.unit.clone();
    let same = parts.iter().all(|p| p.amount.unit == unit);
    let sum = parts.iter().try_fold(rust_decimal::Decimal::ZERO, |sum, p| sum.checked_add(p.amount.value))?;
    let text = f.words.amount(&Amount::exact(sum, unit.clone()), crate::quantity::Sign::Minus);
    let places = [("n", &*parts.len().to_string()), ("sum", &text), ("period", &f.words.period(set.period))];
    let has_zones = counties.len() < region.counties.len();
    same.then(|| f.words.fill(if has_zones { "region.total.zones" } else { "region.total" }, &places))
}

fn is_settled(f: &Frame<'_>, row: &Row) -> bool {
    let claim = f.site.claim(row.claim);
    let firm = !matches!(claim.status, Status::Expected | Status::Estimated);
    row.amount.bound == Bound::Exact && claim.state == State::Current && firm
}
