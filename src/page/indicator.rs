//! One indicator over all counties: a ranking for each period, never one across periods.

use std::collections::BTreeMap;

use super::body;
use super::charts;
use super::data;
use super::figures::{self, Group};
use super::frame::{Fault, Frame};
use super::json_ld;
use super::ranking::{By, Set, by_date, ranking, sets};
use super::route::{DataForm, Route};
use super::view::{ChartBlock, Download, Html, IndicatorView, OtherRow, PeriodChip, Place, Ranking, Section};
use crate::chart::{Caption, Line, LineChart, Tick, Tone};
use crate::model::{Claim, CountyIx, IndicatorIx};
use crate::typeset::{TitleSize, keeps_together};

/// Years that the trend looks back from its newest point; older ones stand in the counties' own pages.
const TREND_YEARS: i32 = 12;

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
    let description = if excerpt.is_empty() { name.clone() } else { excerpt };
    let mut head = f.head(name.clone(), description.clone(), Place::In(Section::Indicators));
    head.json_ld =
        (!indicator.series.is_empty()).then(|| json_ld::indicator(f, ix, &description)).into_iter().collect();
    Ok(IndicatorView {
        head,
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
            period: f.words.period(period),
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
    let unit = lines
        .first()
        .and_then(|(_, p)| p.first())
        .map(|p| f.words.unit_alone(p.amount.unit.as_ref()))
        .unwrap_or_default();
    let name = &f.site.indicator(ix).file.name.value;
    let what = if by == By::Growth { f.words.fill("growth.yoy_of", &[("what", name)]) } else { name.clone() };
    let title = f
        .words
        .fill("chart.counties", &[("what", &what), ("kind", &charts::set_name(f.words, period))])
        .trim()
        .to_owned();
    let step = ((last - first) / 8 + 1).max(1);
    let chart = LineChart {
        caption: Caption {
            id: "t1".to_owned(),
            title: title.clone(),
            desc: f
                .words
                .fill("desc.counties", &[("n", &lines.len().to_string()), ("span", &f.words.years(first, last))]),
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
        span: f.words.years(first, last),
        plot: Html(chart.html()?),
        key: charts::key(f.words, &chart.key()),
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
    let drawn = points.iter().map(|p| p.point(f.words, x(p.period.year()), by.sign())).collect();
    let tone = if newest == Some(county) { Tone::Current } else { Tone::Context };
    Line { label: f.site.county(county).short_name().to_owned(), tone, points: charts::linked(drawn, points) }
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
