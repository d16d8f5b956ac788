//! Projects and timeline of a county's page.

use rust_decimal::Decimal;

use super::figures;
use super::frame::Frame;
use super::route::Route;
use super::view::{EventMark, ProjectRow, ProjectStep, ProjectTable, TimelineEvent};
use crate::article::Stage;
use crate::model::{ArticleIx, CountyIx, Event, EventKind, Measure, Project};
use crate::quantity::{Amount, Bound, Sign, Unit};

/// Boxes of a stage: 签约, 开工, 在建, 投产. 在谈 fills none, 达产 fills all.
const BOXES: usize = 4;
/// The unit of investments.
const UNIT: &str = "亿元";

/// The pipeline of a county; `None` without a project.
pub(super) fn table(f: &Frame<'_>, ix: CountyIx) -> Option<ProjectTable> {
    let projects = &f.site.county(ix).chronicle.projects;
    let rows: Vec<ProjectRow> = projects.iter().filter_map(|p| row(f, p)).collect();
    let single: Vec<&Project> = projects.iter().filter(|p| p.count.is_none()).collect();
    (!rows.is_empty()).then(|| ProjectTable {
        has_kind: rows.iter().any(|r| r.kind.is_some()),
        unit: UNIT.to_owned(),
        count: single.len(),
        stages: stages(&single),
        total: total(f, &single),
        has_groups: projects.iter().any(|p| p.count.is_some()),
        rows,
    })
}

/// How many projects stand at each stage, the furthest last.
fn stages(projects: &[&Project]) -> Vec<String> {
    let at = |stage| projects.iter().filter(|p| p.stage == Some(stage)).count();
    let counted = Stage::ALL.into_iter().map(|s| (s.word(), at(s)));
    counted.filter(|(_, n)| *n > 0).map(|(word, n)| format!("{word}{n}")).collect()
}

/// The exact sum of what is stated exactly in yuan, and what it leaves out. Nothing with fewer than two parts.
fn total(f: &Frame<'_>, projects: &[&Project]) -> Option<String> {
    let unit = Unit::parse(UNIT)?;
    let exact = |p: &&Project| {
        let (amount, _) = p.investment.as_ref()?;
        (amount.bound == Bound::Exact).then_some(())?;
        amount.to_unit(&unit).map(|a| a.value)
    };
    let parts: Vec<Decimal> = projects.iter().filter_map(exact).collect();
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))?;
    let left = projects.len() - parts.len();
    let (sum, n, left_text) = (Amount::exact(sum, Some(unit)).to_string(), parts.len().to_string(), left.to_string());
    let places = [("sum", sum.as_str()), ("n", &n), ("left", &left_text)];
    let key = if left > 0 { "projects.total.left" } else { "projects.total" };
    (parts.len() > 1).then(|| f.words.fill(key, &places))
}

fn row(f: &Frame<'_>, project: &Project) -> Option<ProjectRow> {
    let last = project.last()?;
    Some(ProjectRow {
        name: match project.count {
            Some(n) => f.words.fill("projects.group", &[("name", &project.name), ("n", &n.to_string())]),
            None => project.name.clone(),
        },
        kind: project.kind.clone(),
        investment: investment(project),
        boxes: project.stage.map(|s| (0..BOXES).map(|i| i < filled(s)).collect()).unwrap_or_default(),
        stage: project.stage.map(|s| s.word().to_owned()),
        progress: progress(f, project),
        steps: if project.steps.len() > 1 { steps(f, project) } else { Vec::new() },
        article: f.link(when(f, last.article), Route::Article(last.article)),
    })
}

fn filled(stage: Stage) -> usize {
    match stage {
        Stage::Negotiated => 0,
        Stage::Signed => 1,
        Stage::Started => 2,
        Stage::Building => 3,
        Stage::Producing | Stage::Full => BOXES,
    }
}

/// The investment for a column in 亿元; another currency carries its unit.
fn investment(project: &Project) -> Option<String> {
    let (amount, _) = project.investment.as_ref()?;
    let yuan = Unit::parse(UNIT).and_then(|u| amount.to_unit(&u));
    Some(yuan.map_or_else(|| amount.to_string(), |a| figures::cell(&a, Sign::Minus)))
}

/// 省重点；年产5万吨；用工800人；已有5家企业投产.
fn progress(f: &Frame<'_>, project: &Project) -> Option<String> {
    let jobs = project.jobs.as_ref().map(|j| f.words.fill("projects.jobs", &[("n", &j.to_string())]));
    let capacity = project.capacity.clone();
    let said: Vec<String> =
        project.key.iter().cloned().chain(capacity).chain(jobs).chain(project.progress.clone()).collect();
    (!said.is_empty()).then(|| said.join("；"))
}

fn steps(f: &Frame<'_>, project: &Project) -> Vec<ProjectStep> {
    let step = |s: &crate::model::Step| ProjectStep {
        when: s.when.label(),
        stage: s.stage.map(|s| s.word().to_owned()),
        article: f.link(when(f, s.article), Route::Article(s.article)),
    };
    project.steps.iter().map(step).collect()
}

fn when(f: &Frame<'_>, article: ArticleIx) -> String {
    f.site.article(article).file.date.to_string()
}

/// The county's timeline, newest first; what its newest article tells is marked.
pub(super) fn timeline(f: &Frame<'_>, ix: CountyIx) -> Vec<TimelineEvent> {
    let county = f.site.county(ix);
    let newest = county.articles.first().map(|a| f.site.article(*a).file.date);
    let event = |event: &Event| TimelineEvent {
        when: event.when.label().split_inclusive('年').map(str::to_owned).collect(),
        what: what(f, &event.kind),
        mark: if matches!(event.kind, EventKind::Honour(_)) { EventMark::Honour } else { EventMark::Milestone },
        note: note(f, &event.kind),
        article: f.link(f.words.say("timeline.source"), Route::Article(event.article)),
        new: newest == Some(f.site.article(event.article).file.date),
    };
    county.chronicle.events.iter().map(event).collect()
}

fn what(f: &Frame<'_>, kind: &EventKind) -> String {
    match kind {
        EventKind::Milestone(m) => m.what.clone(),
        EventKind::Honour(h) => h.name.clone(),
        EventKind::First(claim) => first(f, *claim),
    }
}

/// 一般公共预算收入首次突破10亿元.
fn first(f: &Frame<'_>, ix: crate::model::ClaimIx) -> String {
    let claim = f.site.claim(ix);
    let indicator = &f.site.indicator(claim.indicator).file;
    let growth = matches!(claim.measure, Measure::Growth(_));
    let name = if growth {
        f.words.fill("growth.of", &[("what", &indicator.name.value)])
    } else {
        indicator.name.value.clone()
    };
    let key = match claim.amount().map(|a| a.bound) {
        Some(Bound::Gt) => "timeline.first.gt",
        Some(Bound::Gte) => "timeline.first.gte",
        _ => "timeline.first",
    };
    let bare = claim.amount().map(|a| Amount { bound: Bound::Exact, ..a.clone() }.to_string());
    let value = match bare {
        Some(bare) if key != "timeline.first" && !growth => bare,
        _ => figures::whole(f.words, claim, indicator.unit.as_ref()),
    };
    f.words.fill(key, &[("what", &name), ("value", &value)])
}

/// 里程碑; 荣誉　国家　第7位.
fn note(f: &Frame<'_>, kind: &EventKind) -> String {
    let EventKind::Honour(honour) = kind else { return f.words.say("timeline.milestone").to_owned() };
    let rank = honour.rank.map(|n| f.words.fill("rank.place", &[("n", &n.to_string())]));
    let parts = [Some(f.words.say("timeline.honour").to_owned()), honour.level.clone(), honour.by.clone(), rank];
    parts.into_iter().flatten().collect::<Vec<_>>().join("　")
}
