//! One indicator of one county: chart, growth, and a table in which every point leads to its article.

use super::body;
use super::charts::{self, Trend};
use super::data;
use super::embed;
use super::figures::{self, Group};
use super::frame::{Fault, Frame};
use super::history;
use super::json_ld;
use super::points;
use super::route::{DataForm, Route};
use super::view::{CountyIndicatorView, Download, Headline, Link, Place, Section, TargetRow};
use crate::model::{Claim, Series, SeriesIx};
use crate::quantity::Unit;
use crate::typeset::{TitleSize, keeps_together};

/// The page of a series.
pub(super) fn build(f: &Frame<'_>, ix: SeriesIx) -> Result<CountyIndicatorView, Fault> {
    let series = f.site.series(ix);
    let county = f.site.county(series.county);
    let indicator = f.site.indicator(series.indicator);
    let (county_name, name) = (&county.file.name.value, &indicator.file.name.value);
    let title = f.words.fill("pair", &[("of", county_name), ("what", name)]);
    let lede = lede(f, series);
    let trend = Trend::of_levels(f.site, f.words, series, "c1");
    let growth = charts::growth_columns(f.site, f.words, series, "c2");
    let line = match trend {
        None if growth.is_none() => Trend::of_growth(f.site, f.words, series, "c1"),
        trend => trend,
    };
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
        trend: line.as_ref().and_then(|t| t.block(f.words)),
        growth,
        table: points::table(f, series, line.as_ref()),
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
    let claims: Vec<&Claim> = [group.level, group.yoy, group.rank].into_iter().flatten().collect();
    let said: Vec<(String, Option<String>)> = if claims.is_empty() {
        let main = group.main()?;
        vec![(figures::remark(f.words, main), figures::caveat(f.words, main))]
    } else {
        claims.iter().map(|c| (said(f, c, unit(f, series)), figures::caveat(f.words, c))).collect()
    };
    let what = with_caveats(f, &said);
    let first = group.level.is_some_and(|c| c.first);
    let key = if first { "lede.first" } else { "lede" };
    Some(f.words.fill(key, &[("period", &f.words.period(period)), ("what", &what)]))
}

/// Figures with what must not be left unsaid of each: behind the last if it is the same of all, else behind its own.
fn with_caveats(f: &Frame<'_>, said: &[(String, Option<String>)]) -> String {
    let bracket = |caveat: &str| f.words.fill("lede.caveat", &[("what", caveat)]);
    let is_one = said.windows(2).all(|pair| matches!(pair, [a, b] if a.1 == b.1));
    let piece = |(at, (text, caveat)): (usize, &(String, Option<String>))| {
        let shown = caveat.as_deref().filter(|_| !is_one || at + 1 == said.len());
        format!("{text}{}", shown.map(bracket).unwrap_or_default())
    };
    said.iter().enumerate().map(piece).collect::<Vec<_>>().join(f.words.say("comma"))
}

fn said(f: &Frame<'_>, claim: &Claim, unit: Option<&Unit>) -> String {
    match claim.amount() {
        Some(amount) if claim.is_yoy() => {
            let delta = figures::delta(f.words, amount, super::view::Basis::Yoy);
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

/// What was aimed at, newest period first.
fn targets(f: &Frame<'_>, series: &Series) -> Vec<TargetRow> {
    let all = series.points.iter().rev().flat_map(|(_, point)| &point.targets);
    all.map(|ix| {
        let claim = f.site.claim(*ix);
        TargetRow {
            period: f.words.period(claim.period),
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
    let title = f.words.fill(
        "pair",
        &[
            ("of", &f.site.county(series.county).file.name.value),
            ("what", &f.site.indicator(series.indicator).file.name.value),
        ],
    );
    let place = config.base_url.as_ref().map(|b| format!(" {}{}", b.as_str(), f.address.as_str())).unwrap_or_default();
    Some(format!("{publisher}. {title}[DS/OL]. {}, {newest}.{place}", config.title))
}
