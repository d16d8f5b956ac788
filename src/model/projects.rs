//! What articles say of projects, honours and milestones, put together by county. Pure; it knows no page.
//!
//! Entries are one project if they have one id, or one name, within a county; what a later article says takes the
//! place of what an earlier one said, key by key.

use std::collections::BTreeMap;
use std::sync::Arc;

use time::Date;

use super::claim::{Claim, ClaimKind, State};
use super::list::List;
use super::lookup::Lookup;
use super::site::{ArticleIx, ClaimIx, CountyIx, SiteArticle};
use crate::article::{Article, Honour, Milestone, ProjectEntry, Records, Stage};
use crate::diag::{Code, Diagnostic, Findings, Span, Words};
use crate::quantity::{Amount, Period};
use crate::source::decode::Spanned;

/// The counties that an article's entries are about, in the order of the lists; `None` where that is not clear.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subjects {
    /// Of its projects.
    pub projects: Vec<Option<CountyIx>>,
    /// Of its honours.
    pub honours: Vec<Option<CountyIx>>,
    /// Of its milestones.
    pub milestones: Vec<Option<CountyIx>>,
}

impl Subjects {
    /// Finds them: the county that the entry names, else the article's only one.
    pub fn find(lookup: &Lookup, article: &Article, counties: &[CountyIx], findings: &mut Findings) -> Self {
        let lists = &article.records;
        let mut of = |county: Option<&Spanned<String>>, range: &std::ops::Range<usize>| match (county, counties) {
            (Some(name), _) => lookup.county_or_report(&article.file, name, findings),
            (None, [one]) => Some(*one),
            (None, []) => None, // reported as an unknown county already
            (None, _) => {
                findings.push(county_unclear().at(Span::new(&article.file, range.clone())));
                None
            }
        };
        Self {
            projects: lists.projects.iter().map(|e| of(e.county.as_ref(), &e.range)).collect(),
            honours: lists.honours.iter().map(|e| of(e.county.as_ref(), &e.range)).collect(),
            milestones: lists.milestones.iter().map(|e| of(e.county.as_ref(), &e.range)).collect(),
        }
    }
}

fn county_unclear() -> Diagnostic {
    Diagnostic::new(
        Code::CountyUnclear,
        Words::new(
            "本文涉及几个县，这一项没有写明是哪个县的",
            "the article is about several counties; this entry does not say which",
        ),
    )
    .help(Words::new("加一行 county: 庆云县", "add `county: 庆云县`"))
}

/// What one article said of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The article.
    pub article: ArticleIx,
    /// Its place among the article's projects.
    entry: usize,
    /// When it was so.
    pub when: Period,
    /// How far the project had come.
    pub stage: Option<Stage>,
}

/// A project of a county: the newest that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// The id that articles give it.
    pub id: Option<String>,
    /// Its newest name.
    pub name: String,
    /// 制造, 物流 …
    pub kind: Option<String>,
    /// What it costs, as last stated, and where.
    pub investment: Option<(Amount, ArticleIx)>,
    /// How far it has come.
    pub stage: Option<Stage>,
    /// 年产5万吨.
    pub capacity: Option<String>,
    /// Jobs it brings.
    pub jobs: Option<Amount>,
    /// Key lists it stands on.
    pub key: Vec<String>,
    /// What the newest article reports of it.
    pub progress: Option<String>,
    /// How many projects it stands for, if it is a group.
    pub count: Option<i64>,
    /// What articles said, oldest first; never empty.
    pub steps: Vec<Step>,
}

impl Project {
    /// What was said last.
    #[must_use]
    pub fn last(&self) -> Option<&Step> {
        self.steps.last()
    }
}

/// Something in a county's timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind {
    /// A milestone as an article tells it.
    Milestone(Milestone),
    /// An honour.
    Honour(Honour),
    /// A figure stated as the first of its kind (首次).
    First(ClaimIx),
}

/// An event with its time and article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub when: Period,
    /// Which article tells it.
    pub article: ArticleIx,
    /// What.
    pub kind: EventKind,
}

/// Projects and timeline of one county.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chronicle {
    /// Groups first, then the furthest first.
    pub projects: Vec<Project>,
    /// Newest first.
    pub events: Vec<Event>,
}

/// The chronicles of a site's counties, kept while what they tell is the same.
#[derive(Debug, Default)]
pub struct Chronicles {
    articles: List<SiteArticle>,
    claims: List<Claim>,
    all: Vec<Arc<Chronicle>>,
    findings: Findings,
}

impl Chronicles {
    /// Puts the chronicles of all counties together; the n-th is that of the n-th county.
    pub fn again(
        &mut self,
        counties: usize,
        articles: &List<SiteArticle>,
        claims: &List<Claim>,
        findings: &mut Findings,
    ) -> &[Arc<Chronicle>] {
        let is_same = self.all.len() == counties
            && articles.is_like(&self.articles, tells_the_same)
            && claims.is_like(&self.claims, |a, b| if a.first || b.first { a == b } else { true });
        if !is_same {
            self.findings = Findings::new();
            self.all = gather(counties, articles, claims, &mut self.findings).into_iter().map(Arc::new).collect();
        }
        (self.articles, self.claims) = (articles.clone(), claims.clone());
        findings.extend(self.findings.iter().cloned());
        &self.all
    }
}

/// Whether two versions of an article say the same of projects, honours and milestones.
fn tells_the_same(a: &SiteArticle, b: &SiteArticle) -> bool {
    let is_silent = |article: &SiteArticle| article.file.records == Records::default();
    Arc::ptr_eq(&a.file, &b.file) && a.subjects == b.subjects
        || is_silent(a) && is_silent(b)
        || a.file.records == b.file.records
            && a.subjects == b.subjects
            && (a.file.date, &a.file.id, &a.file.file) == (b.file.date, &b.file.id, &b.file.file)
}

fn gather(
    counties: usize,
    articles: &List<SiteArticle>,
    claims: &List<Claim>,
    findings: &mut Findings,
) -> Vec<Chronicle> {
    let mut all = vec![Chronicle::default(); counties];
    let mut entries: Vec<Vec<(ArticleIx, usize)>> = vec![Vec::new(); counties];
    for (i, article) in articles.iter().enumerate() {
        let ix = ArticleIx::new(i);
        for (entry, county) in article.subjects.projects.iter().enumerate() {
            if let Some(list) = county.and_then(|c| entries.get_mut(c.at())) {
                list.push((ix, entry));
            }
        }
        add_events(&mut all, ix, article);
    }
    add_firsts(&mut all, claims);
    for (chronicle, entries) in all.iter_mut().zip(entries) {
        chronicle.projects = projects(&entries, articles, findings);
        chronicle
            .events
            .sort_by(|a, b| b.when.end().cmp(&a.when.end()).then(b.when.cmp(&a.when)).then(a.article.cmp(&b.article)));
    }
    all
}

fn add_events(all: &mut [Chronicle], ix: ArticleIx, article: &SiteArticle) {
    let lists = &article.file.records;
    let milestones = lists.milestones.iter().zip(&article.subjects.milestones);
    let honours = lists.honours.iter().zip(&article.subjects.honours);
    let events = milestones
        .map(|(m, county)| (county, m.date, EventKind::Milestone(m.clone())))
        .chain(honours.map(|(h, county)| (county, h.date, EventKind::Honour(h.clone()))));
    for (county, date, kind) in events {
        let when = date.or_else(|| Period::new_instant(article.file.date));
        if let (Some(chronicle), Some(when)) = (county.and_then(|c| all.get_mut(c.at())), when) {
            chronicle.events.push(Event { when, article: ix, kind });
        }
    }
}

/// Figures that are told as the first of their kind, for whole counties and as long as they stand.
fn add_firsts(all: &mut [Chronicle], claims: &List<Claim>) {
    for (i, claim) in claims.iter().enumerate() {
        let counts = claim.first && claim.kind == ClaimKind::Actual && claim.scope.is_none();
        if let Some(chronicle) = all.get_mut(claim.county.at()).filter(|_| counts && claim.state == State::Current) {
            let kind = EventKind::First(ClaimIx::new(i));
            chronicle.events.push(Event { when: claim.period, article: claim.article, kind });
        }
    }
}

/// An entry with where it comes from.
struct Stated<'a> {
    step: Step,
    entry: &'a ProjectEntry,
    article: &'a Article,
}

fn projects(entries: &[(ArticleIx, usize)], articles: &List<SiteArticle>, findings: &mut Findings) -> Vec<Project> {
    let stated: Vec<Stated<'_>> = entries.iter().filter_map(|(ix, at)| stated(*ix, *at, articles)).collect();
    // A name stands for the id that it is used with anywhere in the county.
    let ids: BTreeMap<&str, &str> =
        stated.iter().filter_map(|s| Some((s.entry.name.value.as_str(), s.entry.id.as_deref()?))).collect();
    let mut groups: BTreeMap<(bool, &str), Vec<&Stated<'_>>> = BTreeMap::new();
    for s in &stated {
        let name = s.entry.name.value.as_str();
        let id = s.entry.id.as_deref().or_else(|| ids.get(name).copied());
        groups.entry((id.is_some(), id.unwrap_or(name))).or_default().push(s);
    }
    let mut projects: Vec<Project> = groups.into_values().map(|g| merge(g, findings)).collect();
    projects.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.name.cmp(&b.name)));
    projects
}

fn stated(ix: ArticleIx, at: usize, articles: &List<SiteArticle>) -> Option<Stated<'_>> {
    let article = &articles.get(ix.at())?.file;
    let entry = article.records.projects.get(at)?;
    let when = entry.date.or_else(|| Period::new_instant(article.date))?;
    let stage = entry.stage.as_ref().map(|s| s.value);
    Some(Stated { step: Step { article: ix, entry: at, when, stage }, entry, article })
}

type Order = (bool, std::cmp::Reverse<Option<Stage>>, std::cmp::Reverse<Option<Date>>);

fn order(p: &Project) -> Order {
    use std::cmp::Reverse;
    (p.count.is_none(), Reverse(p.stage), Reverse(p.last().map(|s| s.when.end())))
}

/// Oldest first; within one time by the article's date, then by stage.
fn merge(mut group: Vec<&Stated<'_>>, findings: &mut Findings) -> Project {
    group.sort_by_key(|s| (s.step.when.end(), s.article.date, s.step.stage, s.article.id.clone(), s.step.entry));
    report_backwards(&group, findings);
    let newest = |has: &dyn Fn(&ProjectEntry) -> bool| group.iter().rev().find(|s| has(s.entry)).copied();
    let last = group.last().map(|s| s.entry);
    Project {
        id: newest(&|e| e.id.is_some()).and_then(|s| s.entry.id.clone()),
        name: last.map(|e| e.name.value.clone()).unwrap_or_default(),
        kind: newest(&|e| e.kind.is_some()).and_then(|s| s.entry.kind.clone()),
        investment: newest(&|e| e.investment.is_some())
            .and_then(|s| Some((s.entry.investment.clone()?, s.step.article))),
        stage: newest(&|e| e.stage.is_some()).and_then(|s| s.step.stage),
        capacity: newest(&|e| e.capacity.is_some()).and_then(|s| s.entry.capacity.clone()),
        jobs: newest(&|e| e.jobs.is_some()).and_then(|s| s.entry.jobs.clone()),
        key: newest(&|e| !e.key.is_empty()).map(|s| s.entry.key.clone()).unwrap_or_default(),
        progress: last.and_then(|e| e.progress.clone()),
        count: newest(&|e| e.count.is_some()).and_then(|s| s.entry.count),
        steps: group.iter().map(|s| s.step.clone()).collect(),
    }
}

/// A later article that sets a project back is a slip more often than a fact.
fn report_backwards(group: &[&Stated<'_>], findings: &mut Findings) {
    let staged: Vec<_> = group.iter().filter_map(|s| Some((s, s.entry.stage.as_ref()?))).collect();
    for pair in staged.windows(2) {
        let [(old, before), (new, after)] = pair else { continue };
        if after.value >= before.value {
            continue;
        }
        findings.push(
            Diagnostic::new(
                Code::StageBackwards,
                Words::new(
                    format!(
                        "“{}”退回了：{}已经{}，这里写的是{}",
                        new.entry.name.value,
                        old.step.when.label(),
                        before.value.word(),
                        after.value.word()
                    ),
                    format!(
                        "`{}` goes backwards: `{}` on `{}`, here `{}`",
                        new.entry.name.value,
                        before.value.word(),
                        old.step.when.label(),
                        after.value.word()
                    ),
                ),
            )
            .at(Span::new(&new.article.file, after.range.clone()))
            .also(Span::new(&old.article.file, before.range.clone()), Words::new("先写在这里", "stated before here"))
            .help(Words::new(
                "核对阶段和 date；若是另一个项目，给两个都写 id",
                "check stage and `date`; if they are two projects, give each an `id`",
            )),
        );
    }
}
