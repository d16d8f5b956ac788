//! The tables and their rows.

use serde::Serialize;

use super::{Cell, Column, Kind, Row};
use crate::definition::{Aggregate, Direction, GrowthBasis, Kind as IndicatorKind};
use crate::model::{Claim, ClaimIx, Event, EventKind, Measure, Point, Project, Series, Site, State};
use crate::quantity::{Amount, Period, Unit};

/// Declares a table: a struct with a field for each column, and its [`Row`].
macro_rules! table {
    ($(#[doc = $doc:literal])* $row:ident = $name:literal, $title:literal:
     $($field:ident $kind:ident $description:literal $([$($word:literal)*])?;)*) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[allow(missing_docs)] // the descriptions stand in COLUMNS
        pub struct $row<'a> { $(pub $field: Cell<'a>,)* }

        impl Row for $row<'_> {
            const NAME: &'static str = $name;
            const TITLE: &'static str = $title;
            const COLUMNS: &'static [Column] = &[$(Column {
                name: stringify!($field),
                kind: Kind::$kind,
                description: $description,
                words: &[$($($word),*)?],
            },)*];

            fn cells(&self) -> Vec<&str> {
                vec![$(self.$field.as_ref(),)*]
            }
        }
    };
}

table! {
    /// One figure as one article states it (blueprint §5).
    ClaimRow = "claims", "稿件写明的每一个数":
    county Text "县（市、区、功能区）";
    adcode Text "行政区划代码（GB/T 2260），功能区为空";
    indicator Text "指标";
    period Text "期间：2023、2023-H1、2023-Q1/2023-Q3、2023-01/2023-11、2023-11、2023-12-31、2016/2020";
    period_kind Text "期间的种类" ["year" "half" "quarter" "month" "cumulative" "span" "instant"];
    kind Text "见报结果或目标" ["actual" "target"];
    measure Text "数额、增速、位次、差额或占比" ["level" "growth" "rank" "difference" "share"];
    basis Text "增速：yoy同比、mom环比、ytd比年初；位次：level或growth；差额、占比：所比的对象";
    value Number "数值，照原文";
    value_to Number "区间的上端";
    unit Text "数值的单位";
    bound Text "确数为空" ["gt" "gte" "lt" "lte" "approx" "range"];
    scope Text "位次的范围，或县内的区域";
    rank_of Integer "参加排名的个数";
    status Text "未说明为空" ["preliminary" "revised" "final" "estimated" "expected"];
    article Text "稿件";
    source Text "稿件所据的来源";
    state Text "现行、已被替代或有出入" ["current" "superseded" "disputed"];
}

table! {
    /// One figure that stands, a level in the indicator's unit.
    SeriesRow = "series", "现行的数，按指标的单位":
    county Text "县（市、区、功能区）";
    county_name Text "名称";
    adcode Text "行政区划代码（GB/T 2260），功能区为空";
    indicator Text "指标";
    indicator_name Text "名称";
    period Text "期间";
    period_kind Text "期间的种类" ["year" "half" "quarter" "month" "cumulative" "span" "instant"];
    period_start Date "期间的第一天";
    period_end Date "期间的最后一天";
    kind Text "见报结果或目标" ["actual" "target"];
    measure Text "数额、增速、位次、差额或占比" ["level" "growth" "rank" "difference" "share"];
    basis Text "增速：yoy同比、mom环比、ytd比年初；位次：level或growth；差额、占比：所比的对象";
    value Number "数值；数额换算为指标的单位";
    value_to Number "区间的上端";
    unit Text "单位";
    bound Text "确数为空" ["gt" "gte" "lt" "lte" "approx" "range"];
    scope Text "位次的范围";
    rank_of Integer "参加排名的个数";
    status Text "未说明为空" ["preliminary" "revised" "final" "estimated" "expected"];
    article Text "稿件";
}

table! {
    /// A county.
    CountyRow = "counties", "县（市、区、功能区）":
    id Text "代号";
    name Text "名称";
    kind Text "类别";
    adcode Text "行政区划代码（GB/T 2260）";
    parent Text "上级，由近及远";
}

table! {
    /// An indicator.
    IndicatorRow = "indicators", "指标":
    id Text "代号";
    name Text "名称";
    unit Text "单位";
    kind Text "类型" ["flow" "stock" "ratio" "rate" "index" "count"];
    group Text "组别";
    direction Text "方向" ["up" "down" "neutral"];
    growth_basis Text "增速的价格" ["nominal" "constant" "comparable"];
    aggregate Text "可否相加" ["sum" "none"];
}

table! {
    /// A published article.
    ArticleRow = "articles", "稿件":
    id Text "代号";
    title Text "标题";
    date Date "日期";
    counties Text "县，以空格分开";
    source Text "来源";
    source_url Text "来源的网址";
    source_date Date "来源的日期";
}

table! {
    /// A project as it is known now.
    ProjectRow = "projects", "项目":
    county Text "县";
    id Text "项目代号";
    name Text "名称";
    kind Text "类别";
    count Integer "合计的个数，单个项目为空";
    investment Number "总投资";
    investment_to Number "区间的上端";
    unit Text "总投资的单位";
    bound Text "确数为空" ["gt" "gte" "lt" "lte" "approx" "range"];
    stage Text "阶段" ["negotiated" "signed" "started" "building" "producing" "full"];
    date Text "到这一阶段的时间";
    capacity Text "产能";
    jobs Number "用工人数";
    key Text "所在的重点名单";
    progress Text "最近进展";
    article Text "最近的稿件";
}

table! {
    /// A milestone, an honour, or a figure stated as the first of its kind.
    EventRow = "events", "大事记":
    county Text "县";
    date Text "时间";
    kind Text "种类" ["milestone" "honour" "first"];
    what Text "内容";
    level Text "荣誉的级别";
    rank Integer "荣誉的位次";
    article Text "稿件";
}

fn text(value: Option<&str>) -> Cell<'_> {
    Cell::Borrowed(value.unwrap_or_default())
}

fn number(value: Option<impl ToString>) -> Cell<'static> {
    Cell::Owned(value.map(|v| v.to_string()).unwrap_or_default())
}

fn unit_of(amount: Option<&Amount>) -> Cell<'static> {
    number(amount.and_then(|a| a.unit.as_ref()))
}

fn bound_of(amount: Option<&Amount>) -> Cell<'static> {
    Cell::Borrowed(amount.map_or("", |a| a.bound.code()))
}

fn value_of(claim: &Claim) -> Cell<'static> {
    match (claim.amount(), claim.rank()) {
        (Some(amount), _) => number(Some(amount.value)),
        (None, Some(rank)) => number(Some(rank.place)),
        (None, None) => Cell::Borrowed(""),
    }
}

/// The row of a claim.
#[must_use]
pub fn claim(site: &Site, ix: ClaimIx) -> ClaimRow<'_> {
    let claim = site.claim(ix);
    let county = &site.county(claim.county).file;
    let article = &site.article(claim.article).file;
    let amount = claim.amount();
    let rank = claim.rank();
    ClaimRow {
        county: text(Some(&county.id)),
        adcode: text(county.adcode.as_ref().map(|c| c.value.as_str())),
        indicator: text(Some(&site.indicator(claim.indicator).file.id)),
        period: number(Some(claim.period)),
        period_kind: claim.period.kind().code().into(),
        kind: claim.kind.code().into(),
        measure: claim.measure.code().into(),
        basis: claim.measure.basis().into(),
        value: value_of(claim),
        value_to: number(amount.and_then(|a| a.value_to)),
        unit: unit_of(amount),
        bound: bound_of(amount),
        scope: text(rank.and_then(|r| r.scope.as_deref()).or(claim.scope.as_deref())),
        rank_of: number(rank.and_then(|r| r.of)),
        status: claim.status.code().into(),
        article: text(Some(&article.id.0)),
        source: text(claim.source.as_deref().or(article.source.as_ref().map(|s| s.name.as_str()))),
        state: claim.state.code().into(),
    }
}

/// Every claim of the site, by article and place in it.
pub fn claims(site: &Site) -> impl Iterator<Item = ClaimRow<'_>> {
    (0..site.claims.len()).map(|i| claim(site, ClaimIx::new(i)))
}

/// Every claim of a point, in the order in which tables show it.
pub fn of_point(point: &Point) -> impl Iterator<Item = ClaimIx> + '_ {
    point.standing().chain(point.targets.iter().copied()).chain(point.superseded.iter().copied())
}

/// Every claim of a series, oldest period first.
pub fn of_series(series: &Series) -> impl Iterator<Item = ClaimIx> + '_ {
    series.points.values().flat_map(of_point)
}

/// What stands of every series: claims that are current, results before targets.
pub fn series(site: &Site) -> impl Iterator<Item = SeriesRow<'_>> {
    let all = site.series.iter().flat_map(|series| of_series(series));
    all.filter(|ix| site.claim(*ix).state == State::Current).map(|ix| series_row(site, ix))
}

fn series_row(site: &Site, ix: ClaimIx) -> SeriesRow<'_> {
    let (row, stated) = (claim(site, ix), site.claim(ix));
    let indicator = &site.indicator(stated.indicator).file;
    let own = indicator.unit.as_ref().filter(|_| stated.measure == Measure::Level);
    let amount = stated.amount().map(|a| own.and_then(|u| a.to_unit(u)).unwrap_or_else(|| a.clone()));
    SeriesRow {
        county: row.county,
        county_name: text(Some(&site.county(stated.county).file.name.value)),
        adcode: row.adcode,
        indicator: row.indicator,
        indicator_name: text(Some(&indicator.name.value)),
        period: row.period,
        period_kind: row.period_kind,
        period_start: number(Some(stated.period.start())),
        period_end: number(Some(stated.period.end())),
        kind: row.kind,
        measure: row.measure,
        basis: row.basis,
        value: amount.as_ref().map_or(row.value, |a| number(Some(a.value))),
        value_to: number(amount.as_ref().and_then(|a| a.value_to)),
        unit: unit_of(amount.as_ref()),
        bound: row.bound,
        scope: row.scope,
        rank_of: row.rank_of,
        status: row.status,
        article: row.article,
    }
}

/// The counties, in their order.
pub fn counties(site: &Site) -> impl Iterator<Item = CountyRow<'_>> {
    site.counties.iter().map(|c| CountyRow {
        id: text(Some(&c.file.id)),
        name: text(Some(&c.file.name.value)),
        kind: text(Some(&c.file.kind)),
        adcode: text(c.file.adcode.as_ref().map(|a| a.value.as_str())),
        parent: Cell::Owned(c.parents.join(" ")),
    })
}

/// The indicators, in their order.
pub fn indicators(site: &Site) -> impl Iterator<Item = IndicatorRow<'_>> {
    site.indicators.iter().map(|i| IndicatorRow {
        id: text(Some(&i.file.id)),
        name: text(Some(&i.file.name.value)),
        unit: number(i.file.unit.as_ref().map(Unit::to_string)),
        kind: kind_code(i.file.kind).into(),
        group: text(i.file.group.as_deref()),
        direction: direction_code(i.file.direction).into(),
        growth_basis: i.file.growth_basis.map_or("", basis_code).into(),
        aggregate: if i.file.aggregate == Aggregate::Sum { "sum" } else { "none" }.into(),
    })
}

fn kind_code(kind: IndicatorKind) -> &'static str {
    match kind {
        IndicatorKind::Flow => "flow",
        IndicatorKind::Stock => "stock",
        IndicatorKind::Ratio => "ratio",
        IndicatorKind::Rate => "rate",
        IndicatorKind::Index => "index",
        IndicatorKind::Count => "count",
    }
}

fn direction_code(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "up",
        Direction::Down => "down",
        Direction::Neutral => "neutral",
    }
}

fn basis_code(basis: GrowthBasis) -> &'static str {
    match basis {
        GrowthBasis::Nominal => "nominal",
        GrowthBasis::Constant => "constant",
        GrowthBasis::Comparable => "comparable",
    }
}

/// The published articles, newest first.
pub fn articles(site: &Site) -> impl Iterator<Item = ArticleRow<'_>> {
    site.articles.iter().map(|a| {
        let source = a.file.source.as_ref();
        let counties: Vec<&str> = a.counties.iter().map(|c| site.county(*c).file.id.as_str()).collect();
        ArticleRow {
            id: text(Some(&a.file.id.0)),
            title: text(Some(&a.file.title)),
            date: number(Some(a.file.date)),
            counties: Cell::Owned(counties.join(" ")),
            source: text(source.map(|s| s.name.as_str())),
            source_url: text(source.and_then(|s| s.url.as_deref())),
            source_date: number(source.and_then(|s| s.date)),
        }
    })
}

/// The projects, county by county.
pub fn projects(site: &Site) -> impl Iterator<Item = ProjectRow<'_>> {
    site.counties.iter().flat_map(move |c| c.chronicle.projects.iter().map(move |p| project(site, &c.file.id, p)))
}

fn project<'a>(site: &'a Site, county: &'a str, p: &'a Project) -> ProjectRow<'a> {
    let investment = p.investment.as_ref().map(|(amount, _)| amount);
    ProjectRow {
        county: text(Some(county)),
        id: text(p.id.as_deref()),
        name: text(Some(&p.name)),
        kind: text(p.kind.as_deref()),
        count: number(p.count),
        investment: number(investment.map(|a| a.value)),
        investment_to: number(investment.and_then(|a| a.value_to)),
        unit: unit_of(investment),
        bound: bound_of(investment),
        stage: p.stage.map_or("", crate::article::Stage::code).into(),
        date: number(p.last().map(|s| s.when)),
        capacity: text(p.capacity.as_deref()),
        jobs: number(p.jobs.as_ref().map(|j| j.value)),
        key: Cell::Owned(p.key.join(" ")),
        progress: text(p.progress.as_deref()),
        article: text(p.last().map(|s| site.article(s.article).file.id.0.as_str())),
    }
}

/// The timelines, county by county.
pub fn events(site: &Site) -> impl Iterator<Item = EventRow<'_>> {
    site.counties.iter().flat_map(move |c| c.chronicle.events.iter().map(move |e| event(site, &c.file.id, e)))
}

fn event<'a>(site: &'a Site, county: &'a str, event: &'a Event) -> EventRow<'a> {
    let (kind, what, level, rank) = match &event.kind {
        EventKind::Milestone(m) => ("milestone", text(Some(&m.what)), None, None),
        EventKind::Honour(h) => ("honour", text(Some(&h.name)), h.level.as_deref(), h.rank),
        EventKind::First(claim) => {
            let claim = site.claim(*claim);
            let name = &site.indicator(claim.indicator).file.name.value;
            (
                "first",
                Cell::Owned(format!("{name} {}", claim.amount().map(ToString::to_string).unwrap_or_default())),
                None,
                None,
            )
        }
    };
    EventRow {
        county: text(Some(county)),
        date: number(Some::<Period>(event.when)),
        kind: kind.into(),
        what,
        level: text(level),
        rank: number(rank),
        article: text(Some(&site.article(event.article).file.id.0)),
    }
}
