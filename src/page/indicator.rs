//! One indicator over all counties: a ranking for each period, never one across periods.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::body;
use super::charts;
use super::data;
use super::figures::{self, Group};
use super::frame::{Fault, Frame};
use super::route::{DataForm, Route};
use super::view::{
    ChartBlock, ChartKey, Download, Html, IndicatorView, Link, OtherRow, PeriodChip, Place, RankColumns, RankRow,
    Ranking, Section, TitleSize, keeps_together,
};
use crate::chart::{self, Caption, Domain, Line, LineChart, Tick, Tone};
use crate::model::{Claim, ClaimIx, CountyIx, IndicatorIx, Point, SeriesIx};
use crate::quantity::{Amount, Bound, Period, Sign};

/// Rankings on the page; older periods stand in the counties' own pages.
const RANKINGS: usize = 12;
/// Years that the trend looks back from its newest point; older ones stand in the counties' own pages.
const TREND_YEARS: i32 = 12;

/// What counties are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Level,
    Growth,
}

impl By {
    fn claim(self, point: &Point) -> Option<ClaimIx> {
        match self {
            Self::Level => point.level.first().copied(),
            Self::Growth => point.yoy.first().copied(),
        }
    }

    fn sign(self) -> Sign {
        match self {
            Self::Level => Sign::Minus,
            Self::Growth => Sign::Always,
        }
    }
}

/// The page of an indicator.
pub(super) fn build(f: &Frame<'_>, ix: IndicatorIx) -> Result<IndicatorView, Fault> {
    let indicator = f.site.indicator(ix);
    let name = indicator.file.name.value.clone();
    let excerpt = indicator.file.body.outline.excerpt.clone();
    let sets = sets(f, ix);
    let newest =
        sets.first().and_then(|s| s.rows.iter().max_by_key(|r| std::cmp::Reverse(r.article_number)).map(|r| r.county));
    let rankings: Vec<Ranking> = sets.iter().map(|set| ranking(f, ix, set, newest)).collect();
    let others = others(f, ix, &sets);
    Ok(IndicatorView {
        head: f.head(
            name.clone(),
            if excerpt.is_empty() { name.clone() } else { excerpt },
            Place::In(Section::Indicators),
        ),
        crumbs: f.crumbs(vec![f.section(Section::Indicators, Route::Indicators)], name.clone()),
        group: indicator.file.group.clone(),
        title_keep: keeps_together(&name, TitleSize::Large),
        name,
        definition: body::html_if_any(f, &indicator.file.body)?,
        periods: rankings
            .iter()
            .map(|r| PeriodChip { text: r.period.clone(), href: format!("#{}", r.anchor) })
            .collect(),
        rankings,
        trend: trend(f, ix, newest),
        others_ranked: others.iter().any(|o| o.reported_rank.is_some()),
        others,
        downloads: downloads(f, ix),
    })
}

/// The counties with a figure for one period.
struct Set {
    period: Period,
    by: By,
    rows: Vec<Row>,
}

struct Row {
    series: SeriesIx,
    county: CountyIx,
    claim: ClaimIx,
    /// Articles are numbered newest first.
    article_number: u32,
    amount: Amount,
}

/// One set for each period with two counties or more, newest first: by level, or by growth if more counties state it.
fn sets(f: &Frame<'_>, ix: IndicatorIx) -> Vec<Set> {
    let mut periods: BTreeMap<Period, Vec<(SeriesIx, &Point)>> = BTreeMap::new();
    for s in &f.site.indicator(ix).series {
        for (period, point) in &f.site.series(*s).points {
            periods.entry(*period).or_default().push((*s, point));
        }
    }
    let sets = periods.into_iter().rev().filter_map(|(period, points)| set(f, ix, period, &points));
    sets.take(RANKINGS).collect()
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

fn ranking(f: &Frame<'_>, ix: IndicatorIx, set: &Set, newest: Option<CountyIx>) -> Ranking {
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
    let unit = set.rows.first().map(|r| r.amount.unit_text()).unwrap_or_default();
    let has_bound = rows.iter().any(|r| r.rank.is_none());
    Ranking {
        anchor: format!("p-{}", set.period.to_string().replace('/', "-")),
        period: set.period.label(),
        caption: f.words.fill("ranking.caption", &[("what", &what), ("period", &set.period.label())]),
        measure: f.words.say(if set.by == By::Growth { "yoy" } else { "value" }).to_owned(),
        unit: if columns.change && unit == "%" { format!("{unit}，个百分点") } else { unit },
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
        value: figures::cell(&row.amount, set.by.sign()),
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
fn by_date(f: &Frame<'_>, claim: &Claim) -> Link {
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

/// Newest figures of counties that stand in no ranking of their newest period.
fn others(f: &Frame<'_>, ix: IndicatorIx, sets: &[Set]) -> Vec<OtherRow> {
    let indicator = f.site.indicator(ix);
    let mut rows = Vec::new();
    for s in &indicator.series {
        let series = f.site.series(*s);
        let Some((period, point)) = series.latest() else { continue };
        let ranked = sets.iter().any(|set| set.period == period && set.rows.iter().any(|r| r.series == *s));
        let group = Group::of_point(f.site, point);
        let Some(main) = group.main().filter(|_| !ranked) else { continue };
        rows.push(OtherRow {
            county: f.link(f.site.county(series.county).short_name(), Route::Series(*s)),
            period: period.label(),
            value: figures::whole(f.words, main, indicator.file.unit.as_ref()),
            reported_rank: group
                .rank
                .filter(|r| !std::ptr::eq(*r, main))
                .and_then(Claim::rank)
                .map(|r| figures::rank_text(f.words, r)),
            article: by_date(f, main),
        });
    }
    rows
}

/// Counties over the years, for the months that the most counties have in common: those with two points or more.
fn trend(f: &Frame<'_>, ix: IndicatorIx, newest: Option<CountyIx>) -> Option<ChartBlock> {
    let (by, lines) = [By::Level, By::Growth]
        .map(|by| (by, comparable(f, ix, by)))
        .into_iter()
        .max_by_key(|(by, lines)| (lines.len(), *by == By::Level))
        .filter(|(_, lines)| !lines.is_empty())?;
    let years = || lines.iter().flat_map(|(_, points)| points.iter().map(|p| p.period.year()));
    let (first, last) = (years().min()?, years().max()?);
    let x = |year: i32| f64::from(year - first) / f64::from((last - first).max(1));
    let period = lines.first().and_then(|(_, points)| points.last()).map(|p| p.period)?;
    let unit = lines.first().and_then(|(_, p)| p.first()).map(|p| p.amount.unit_text()).unwrap_or_default();
    let name = &f.site.indicator(ix).file.name.value;
    let what = if by == By::Growth { f.words.fill("growth.yoy_of", &[("what", name)]) } else { name.clone() };
    let title = f.words.fill("chart.counties", &[("what", &what), ("kind", &charts::set_name(f.words, period))]);
    let step = ((last - first) / 8 + 1).max(1);
    let chart = LineChart {
        caption: Caption {
            id: "t1".to_owned(),
            title: title.clone(),
            desc: f
                .words
                .fill("desc.counties", &[("n", &lines.len().to_string()), ("span", &figures::years(first, last))]),
        },
        height: 320,
        ticks: (first..=last)
            .rev()
            .step_by(usize::try_from(step).unwrap_or(1))
            .map(|y| Tick::new(x(y), y.to_string()))
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect(),
        lines: lines.iter().map(|(county, points)| county_line(f, *county, points, by, newest, x)).collect(),
        ..LineChart::default()
    };
    Some(ChartBlock {
        title,
        unit,
        span: figures::years(first, last),
        plot: Html(chart.html()?),
        key: ChartKey::default(),
        note: Some(f.words.say("chart.counties.note").to_owned()),
    })
}

fn county_line(
    f: &Frame<'_>,
    county: CountyIx,
    points: &[charts::Plotted],
    by: By,
    newest: Option<CountyIx>,
    x: impl Fn(i32) -> f64,
) -> Line {
    let drawn = points.iter().map(|p| p.point(x(p.period.year()), by.sign())).collect();
    let tone = if newest == Some(county) { Tone::Current } else { Tone::Context };
    Line { label: f.site.county(county).short_name().to_owned(), tone, points: charts::with_gaps(drawn, points) }
}

/// The series' points of the same months, for the months for which the most counties have two points or more.
fn comparable(f: &Frame<'_>, ix: IndicatorIx, by: By) -> Vec<(CountyIx, Vec<charts::Plotted>)> {
    let periods = f.site.indicator(ix).series.iter().filter_map(|s| f.site.series(*s).latest());
    let newest = periods.map(|(p, _)| p.year()).max().unwrap_or_default();
    let mut sets: BTreeMap<String, Vec<(CountyIx, Vec<charts::Plotted>)>> = BTreeMap::new();
    for s in &f.site.indicator(ix).series {
        let series = f.site.series(*s);
        let points = match by {
            By::Level => charts::levels(f.site, series),
            By::Growth => charts::growths(f.site, series),
        };
        let mut own: BTreeMap<String, Vec<charts::Plotted>> = BTreeMap::new();
        for p in points.into_iter().filter(|p| p.period.year() > newest - TREND_YEARS) {
            own.entry(p.period.short_label()).or_default().push(p);
        }
        for (months, points) in own.into_iter().filter(|(_, p)| p.len() >= 2) {
            sets.entry(months).or_default().push((series.county, points));
        }
    }
    let size = |lines: &Vec<(CountyIx, Vec<charts::Plotted>)>| {
        (lines.len(), lines.iter().map(|(_, p)| p.len()).sum::<usize>())
    };
    sets.into_values().max_by_key(size).unwrap_or_default()
}

fn downloads(f: &Frame<'_>, ix: IndicatorIx) -> Vec<Download> {
    let indicator = f.site.indicator(ix);
    if indicator.series.is_empty() {
        return Vec::new();
    }
    [DataForm::Csv, DataForm::Json]
        .into_iter()
        .map(|form| {
            let (kind, extension) = data::form_name(form);
            Download {
                kind: kind.to_owned(),
                href: f.href(Route::IndicatorData(ix, form)),
                name: format!("{}.{extension}", indicator.file.id),
                size: None,
            }
        })
        .collect()
}
