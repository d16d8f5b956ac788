//! One indicator of one county: chart, growth, and a table in which every point leads to its article.

use super::body;
use super::charts::{self, Trend};
use super::data;
use super::embed;
use super::figures::{self, Group};
use super::frame::{Fault, Frame};
use super::history;
use super::json_ld;
use super::route::{DataForm, Route};
use super::view::{
    CountyIndicatorView, Download, Headline, Link, Place, PointColumns, PointRow, PointTable, Section, TargetRow,
    TitleSize, keeps_together,
};
use crate::model::{Claim, ClaimIx, Point, Series, SeriesIx};
use crate::quantity::{Period, Sign, Unit};

/// The page of a series.
pub(super) fn build(f: &Frame<'_>, ix: SeriesIx) -> Result<CountyIndicatorView, Fault> {
    let series = f.site.series(ix);
    let county = f.site.county(series.county);
    let indicator = f.site.indicator(series.indicator);
    let (county_name, name) = (&county.file.name.value, &indicator.file.name.value);
    let title = format!("{county_name}：{name}");
    let lede = lede(f, series);
    let trend = Trend::of_levels(f.site, f.words, series, "c1");
    let growth = charts::growth_columns(f.site, f.words, series, "c2");
    let growth_line =
        if trend.is_none() && growth.is_none() { Trend::of_growth(f.site, f.words, series, "c1") } else { None };
    let description = lede.clone().unwrap_or_else(|| title.clone());
    let mut head = f.head(title.clone(), description.clone(), Place::In(Section::Counties));
    head.json_ld = vec![json_ld::series(f, ix, &title, &description)];
    Ok(CountyIndicatorView {
        head,
        crumbs: f.crumbs(
            vec![
                f.section(Section::Counties, Route::Counties),
                f.link(county_name.clone(), Route::County(series.county, 1)),
            ],
            name.clone(),
        ),
        county: f.link(county_name.clone(), Route::County(series.county, 1)),
        indicator: f.link(name.clone(), Route::Indicator(series.indicator)),
        title_keep: keeps_together(name, TitleSize::Large),
        lede,
        headline: headline(f, series),
        trend: trend.or(growth_line).and_then(|t| t.block()),
        growth,
        table: table(f, series),
        targets: targets(f, series),
        definition: body::html_if_any(f, &indicator.file.body)?,
        downloads: downloads(f, ix),
        citation: citation(f, series),
        embed: embed::code(f, ix, &title),
        history: history::rows(f, series),
    })
}

fn unit<'a>(f: &'a Frame<'_>, series: &Series) -> Option<&'a Unit> {
    f.site.indicator(series.indicator).file.unit.as_ref()
}

fn headline(f: &Frame<'_>, series: &Series) -> Option<Headline> {
    let (_, point) = series.latest()?;
    let group = Group::of_point(f.site, point);
    Some(Headline { figure: group.figure(f.words, unit(f, series))?, article: article(f, group.main()?) })
}

fn article(f: &Frame<'_>, claim: &Claim) -> Link {
    f.link(f.site.article(claim.article).file.title.clone(), Route::Article(claim.article))
}

/// The newest figure in a sentence.
fn lede(f: &Frame<'_>, series: &Series) -> Option<String> {
    let (period, point) = series.latest()?;
    let group = Group::of_point(f.site, point);
    let claims = [group.level, group.yoy, group.rank].into_iter().flatten();
    let said: Vec<String> = claims.map(|c| said(f, c, unit(f, series))).collect();
    let mut what = if said.is_empty() { figures::remark(f.words, group.main()?) } else { said.join("，") };
    if let Some(caveat) = figures::caveat(f.words, group.main()?) {
        what.push_str(&f.words.fill("lede.caveat", &[("what", &caveat)]));
    }
    let first = group.level.is_some_and(|c| c.first);
    let key = if first { "lede.first" } else { "lede" };
    Some(f.words.fill(key, &[("period", &period.label()), ("what", &what)]))
}

fn said(f: &Frame<'_>, claim: &Claim, unit: Option<&Unit>) -> String {
    match claim.amount() {
        Some(amount) if claim.is_yoy() => {
            let delta = figures::delta(amount, super::view::Basis::Yoy);
            let key = match delta.direction {
                super::view::Direction::Up => "delta.yoy.up",
                super::view::Direction::Down => "delta.yoy.down",
                super::view::Direction::Flat => return f.words.say("delta.yoy.flat").to_owned(),
            };
            format!("{}{}", f.words.say(key), delta.text)
        }
        _ => figures::whole(f.words, claim, unit),
    }
}

/// All points, newest first; a disputed one has a row for each article.
fn table(f: &Frame<'_>, series: &Series) -> PointTable {
    let newest = series.latest().map(|(period, _)| period);
    let mut rows = Vec::new();
    for (period, point) in series.reported().rev() {
        rows.extend(point_rows(f, series, period, point, Some(period) == newest));
    }
    let any = |has: fn(&PointRow) -> bool| rows.iter().any(has);
    let columns = PointColumns {
        value: any(|r| r.value.is_some()),
        yoy: any(|r| r.yoy.is_some()),
        rank: any(|r| r.rank.is_some()),
        note: any(|r| r.note.is_some()),
    };
    PointTable { unit: table_unit(f, series, columns), columns, rows }
}

fn table_unit(f: &Frame<'_>, series: &Series, columns: PointColumns) -> String {
    let level = unit(f, series).map(Unit::to_string).filter(|_| columns.value);
    let growth = charts::growths(f.site, series).last().map(|p| p.amount.unit_text()).filter(|_| columns.yoy);
    let mut units: Vec<String> = level.into_iter().chain(growth).collect();
    units.dedup();
    units.join("，")
}

/// Claims of one period by article, in the order of level, growth, rank, others. An article that states one thing in
/// two ways has a row for each.
fn point_rows(f: &Frame<'_>, series: &Series, period: Period, point: &Point, now: bool) -> Vec<PointRow> {
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
    rows.into_iter().filter_map(|row| point_row(f, series, period, &row, now)).collect()
}

fn point_row(f: &Frame<'_>, series: &Series, period: Period, claims: &[ClaimIx], now: bool) -> Option<PointRow> {
    let group = Group::of(claims.iter().map(|ix| f.site.claim(*ix)));
    let main = group.main()?;
    let growth_unit = charts::growths(f.site, series).last().map(|p| p.amount.unit_text()).unwrap_or_default();
    let yoy = group.yoy.and_then(Claim::amount).map(|a| {
        // The head names one unit; a growth in another one carries its own.
        if a.unit_text() == growth_unit { figures::cell(a, Sign::Always) } else { a.growth_text() }
    });
    let level = group.level.and_then(Claim::amount);
    Some(PointRow {
        period: period.label(),
        value: level.map(|a| figures::cell(&figures::in_unit(a, unit(f, series)), Sign::Minus)),
        yoy,
        rank: group.rank.and_then(Claim::rank).map(|r| figures::rank_text(f.words, r)),
        note: group.other.map(|c| figures::remark(f.words, c)),
        nature: figures::nature(f.words, main),
        article: article(f, main),
        date: f.site.article(main.article).file.date.to_string(),
        now,
    })
}

/// What was aimed at, newest period first.
fn targets(f: &Frame<'_>, series: &Series) -> Vec<TargetRow> {
    let all = series.points.iter().rev().flat_map(|(_, point)| &point.targets);
    all.map(|ix| {
        let claim = f.site.claim(*ix);
        TargetRow {
            period: claim.period.label(),
            value: figures::whole(f.words, claim, unit(f, series)),
            article: article(f, claim),
            date: f.site.article(claim.article).file.date.to_string(),
        }
    })
    .collect()
}

fn downloads(f: &Frame<'_>, ix: SeriesIx) -> Vec<Download> {
    let series = f.site.series(ix);
    let name = format!("{}-{}", f.site.county(series.county).file.id, f.site.indicator(series.indicator).file.id);
    let mut forms = vec![DataForm::Csv, DataForm::Json];
    if charts::has_trend(f.site, ix) {
        forms.push(DataForm::Svg);
    }
    forms
        .into_iter()
        .map(|form| {
            let (kind, extension) = data::form_name(form);
            let rows = (form == DataForm::Csv)
                .then(|| f.words.fill("rows", &[("n", &data::series_rows(f, series).to_string())]));
            Download {
                kind: kind.to_owned(),
                href: f.href(Route::SeriesData(ix, form)),
                name: format!("{name}.{extension}"),
                size: rows,
            }
        })
        .collect()
}

/// How to quote the page (GB/T 7714: 主要责任者. 题名[DS/OL]. 刊名, 日期. 地址).
fn citation(f: &Frame<'_>, series: &Series) -> Option<String> {
    let newest = series.latest()?.1.standing().map(|ix| f.site.article(f.site.claim(ix).article).file.date).max()?;
    let config = &f.site.config;
    let publisher = if config.publisher.name.is_empty() { &config.title } else { &config.publisher.name };
    let title = format!(
        "{}：{}",
        f.site.county(series.county).file.name.value,
        f.site.indicator(series.indicator).file.name.value
    );
    let place = config.base_url.as_ref().map(|b| format!(" {}{}", b.as_str(), f.address.as_str())).unwrap_or_default();
    Some(format!("{publisher}. {title}[DS/OL]. {}, {newest}.{place}", config.title))
}
