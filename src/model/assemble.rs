//! Puts the site together from the files that were read.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::claim::{Claim, Fact, State};
use super::gather::Gathered;
use super::issues::{Issues, Placement};
use super::linked::Linked;
use super::links::LinkTarget;
use super::list::List;
use super::lookup::{self, Lookup};
use super::places::{self, Above};
use super::projects::{Chronicle, Chronicles};
use super::publication::{Options, Publication};
use super::regions;
use super::reserved;
use super::resolution::{Resolution, Resolutions};
use super::series::Series;
use super::settlement::{self, Settlements};
use super::site::{
    ArticleIx, ClaimIx, Column, ColumnIx, County, CountyIx, Indicator, IndicatorIx, IssueIx, PageIx, Region, SeriesIx,
    Site, SiteArticle,
};
use super::{checks, commitments, corrections, reviews};
use crate::article::Article;
use crate::config::{Config, Reviews};
use crate::definition::{ColumnFile, CountyFile, IndicatorFile, IssueFile, PageFile};
use crate::diag::{Code, Diagnostic, Findings, SourcePath};

/// Everything that was read, in any order.
#[derive(Debug, Default)]
pub struct Input {
    /// The settings.
    pub config: Config,
    /// Articles.
    pub articles: Vec<Arc<Article>>,
    /// Counties.
    pub counties: Vec<CountyFile>,
    /// Indicators.
    pub indicators: Vec<IndicatorFile>,
    /// Columns.
    pub columns: Vec<ColumnFile>,
    /// Issues.
    pub issues: Vec<IssueFile>,
    /// Free pages.
    pub pages: Vec<PageFile>,
    /// Pictures and other files.
    pub attachments: Arc<BTreeSet<SourcePath>>,
}

/// What was found out about articles and figures when a site was assembled before.
#[derive(Debug, Default)]
pub struct Known {
    order: Vec<u32>,
    resolutions: Resolutions,
    gathered: Gathered,
    settlements: Settlements,
    chronicles: Chronicles,
    linked: Linked,
}

/// Assembles the site; what is wrong goes to `findings`, and everything that can be used is used. What depends on nothing
/// that has changed is taken from `known`.
#[must_use]
pub fn assemble(mut input: Input, options: Options, known: &mut Known, findings: &mut Findings) -> Site {
    order(&mut input);
    report_reserved(&input, findings);
    lookup::report_duplicates(&input.counties, &input.indicators, findings);
    let counties = places::find(std::mem::take(&mut input.counties), findings);
    let lookup = Lookup::new(&counties, &input.indicators, &input.columns);
    let issues = Issues::new(std::mem::take(&mut input.issues), options.as_of, findings);
    let silenced = silenced(&input.articles);
    let articles = in_order(&input.articles, &mut known.order);
    let resolved = known.resolutions.of(&lookup, &input.indicators, &articles);
    let plan = Plan { issues: &issues, reviews: input.config.reviews, options };
    let (shown, hidden) = plan.sort_out(resolved, findings);
    let before = std::mem::take(&mut known.gathered);
    let articles = List::of(&shown, &before.articles, Shown::is, Shown::article);
    let others = others(&hidden, &counties, &input, &issues);
    known.gathered = before.again(articles, (counties.len(), input.columns.len()), others);
    let articles = &known.gathered.articles;
    let mut claims = claims(&shown, known.settlements.claims());
    let context = corrections::Context { lookup: &lookup, indicators: &input.indicators, articles };
    corrections::apply(&context, &mut claims, findings);
    let context = settlement::Context { indicators: &input.indicators, articles };
    let series = known.settlements.of(&context, &mut claims, findings);
    let chronicles = known.chronicles.again(counties.len(), articles, &claims, findings);
    let counties = join_counties(counties, &known.gathered, chronicles, &series);
    let mut site = Site {
        config: input.config,
        as_of: options.as_of,
        regions: regions_of(&counties),
        counties,
        indicators: join_indicators(input.indicators, &series),
        columns: join_columns(input.columns, &known.gathered),
        issues: issues.join(articles, findings),
        pages: input.pages,
        tags: Arc::clone(&known.gathered.tags),
        articles: articles.clone(),
        claims,
        series,
        commitments: Vec::new(),
        attachments: Arc::default(),
        silenced,
        lookup,
        targets: Arc::clone(&known.gathered.targets),
    };
    site.commitments = commitments::find(&site);
    checks::report_undefined(&site.indicators, findings);
    site.attachments = known.linked.again(&site, &hidden, &input.attachments, findings);
    site
}

/// The one order of definitions, whatever order files were read in.
fn order(input: &mut Input) {
    let code = |c: &CountyFile| c.adcode.as_ref().map_or_else(|| "~".to_owned(), |a| a.value.clone());
    input.counties.sort_by(|a, b| (a.order, code(a), &a.id).cmp(&(b.order, code(b), &b.id)));
    input.indicators.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    input.columns.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    input.pages.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
}

fn silenced(articles: &[Arc<Article>]) -> BTreeMap<SourcePath, Vec<Code>> {
    let silencing = articles.iter().filter(|article| !article.silence.is_empty());
    silencing.map(|article| (article.file.clone(), article.silence.clone())).collect()
}

/// The one order of articles: newest first. `numbers` is the order of the last time, from which little has to be moved.
fn in_order(articles: &[Arc<Article>], numbers: &mut Vec<u32>) -> Vec<Arc<Article>> {
    if numbers.len() != articles.len() {
        *numbers = (0..).take(articles.len()).collect();
    }
    let key = |n: &u32| articles.get(*n as usize).map(|a| (Reverse(a.date), &a.id, &a.file));
    numbers.sort_by(|a, b| key(a).cmp(&key(b)));
    numbers.iter().filter_map(|n| articles.get(*n as usize)).cloned().collect()
}

fn report_reserved(input: &Input, findings: &mut Findings) {
    let below = (input.counties.iter().map(|c| (&c.file, c.id.as_str())))
        .chain(input.indicators.iter().map(|i| (&i.file, i.id.as_str())))
        .chain(input.columns.iter().map(|c| (&c.file, c.id.as_str())))
        .chain(input.issues.iter().map(|i| (&i.file, i.id.as_str())));
    findings.extend(below.filter_map(|(file, id)| reserved::check(file, id, false)));
    findings.extend(input.pages.iter().filter_map(|p| reserved::check(&p.file, &p.id, true)));
}

/// What decides where and whether articles are shown.
struct Plan<'a> {
    issues: &'a Issues,
    /// What articles must have passed.
    reviews: Option<Reviews>,
    options: Options,
}

/// An article that is shown.
struct Shown<'a> {
    file: &'a Arc<Article>,
    found: &'a Arc<Resolution>,
    placement: Option<Placement>,
    /// The first of its claims among all of the site.
    first: ClaimIx,
}

impl Plan<'_> {
    /// Parts articles that are shown from those that are not. These are checked too, but their errors are warnings.
    fn sort_out<'a>(
        &self,
        articles: &'a [(Arc<Article>, Arc<Resolution>)],
        findings: &mut Findings,
    ) -> (Vec<Shown<'a>>, Vec<Arc<Article>>) {
        let (mut shown, mut hidden, mut claims) = (Vec::with_capacity(articles.len()), Vec::new(), 0);
        for (file, found) in articles {
            let mut own = Findings::new();
            let placement = self.issues.place(file, &mut own);
            own.extend(found.findings.iter().cloned());
            if Publication::of(file, self.reviews, self.options) == Publication::Published {
                own.extend(found.doubts.iter().cloned());
                shown.push(Shown { file, found, placement, first: ClaimIx::new(claims) });
                claims += found.facts.len();
            } else {
                own.soften();
                own.extend(self.unreviewed(file));
                hidden.push(Arc::clone(file));
            }
            findings.extend(own);
        }
        (shown, hidden)
    }

    fn unreviewed(&self, file: &Article) -> Option<Diagnostic> {
        let is_it = Publication::of(file, self.reviews, self.options) == Publication::Unreviewed;
        is_it.then(|| reviews::report(self.reviews, file, self.options.as_of)).flatten()
    }
}

impl Shown<'_> {
    fn article(&self) -> SiteArticle {
        let (file, found) = (Arc::clone(self.file), Arc::clone(self.found));
        SiteArticle { file, found, placement: self.placement, first: self.first }
    }

    fn is(article: &SiteArticle, shown: &Self) -> bool {
        Arc::ptr_eq(&article.file, shown.file)
            && Arc::ptr_eq(&article.found, shown.found)
            && (article.placement, article.first) == (shown.placement, shown.first)
    }
}

/// The claims of all articles; those that are as before keep what became of them.
fn claims(shown: &[Shown<'_>], before: &List<Claim>) -> List<Claim> {
    let articles = shown.iter().enumerate();
    let stated: Vec<(ArticleIx, &Arc<Fact>)> =
        articles.flat_map(|(i, a)| a.found.facts.iter().map(move |fact| (ArticleIx::new(i), fact))).collect();
    List::of(
        &stated,
        before,
        |claim, (article, fact)| claim.article == *article && Arc::ptr_eq(&claim.fact, fact),
        |(article, fact)| Claim { fact: Arc::clone(fact), article: *article, corrected: None, state: State::Current },
    )
}

/// What content files became that are no shown articles.
fn others(
    hidden: &[Arc<Article>],
    counties: &[(CountyFile, Above)],
    input: &Input,
    issues: &Issues,
) -> Vec<(SourcePath, LinkTarget)> {
    let Input { indicators, columns, pages, .. } = input;
    let mut all = Vec::new();
    all.extend(issues.to_come().iter().map(|issue| (issue.file.clone(), LinkTarget::Unpublished)));
    all.extend(issues.out().iter().enumerate().map(|(i, f)| (f.file.clone(), LinkTarget::Issue(IssueIx::new(i)))));
    all.extend(hidden.iter().map(|a| (a.file.clone(), LinkTarget::Unpublished)));
    all.extend(counties.iter().enumerate().map(|(i, c)| (c.0.file.clone(), LinkTarget::County(CountyIx::new(i)))));
    all.extend(
        indicators.iter().enumerate().map(|(i, f)| (f.file.clone(), LinkTarget::Indicator(IndicatorIx::new(i)))),
    );
    all.extend(columns.iter().enumerate().map(|(i, f)| (f.file.clone(), LinkTarget::Column(ColumnIx::new(i)))));
    all.extend(pages.iter().enumerate().map(|(i, f)| (f.file.clone(), LinkTarget::Page(PageIx::new(i)))));
    all
}

fn join_counties(
    files: Vec<(CountyFile, Above)>,
    gathered: &Gathered,
    chronicles: &[Arc<Chronicle>],
    series: &[Arc<Series>],
) -> Vec<County> {
    let lists = gathered.by_county.iter().zip(chronicles);
    let join = |((file, above), (articles, chronicle)): ((CountyFile, Above), (&Arc<_>, &Arc<_>))| County {
        file,
        parents: above.names,
        region: above.region,
        articles: Arc::clone(articles),
        series: Vec::new(),
        chronicle: Arc::clone(chronicle),
    };
    let mut counties: Vec<County> = files.into_iter().zip(lists).map(join).collect();
    for (i, s) in series.iter().enumerate() {
        if let Some(county) = counties.get_mut(s.county.at()) {
            county.series.push(SeriesIx::new(i));
        }
    }
    counties
}

/// The regions that have a county, by code.
fn regions_of(counties: &[County]) -> Vec<Region> {
    let mut regions: BTreeMap<&'static str, Vec<CountyIx>> = BTreeMap::new();
    for (i, county) in counties.iter().enumerate() {
        if let Some(code) = county.region {
            regions.entry(code).or_default().push(CountyIx::new(i));
        }
    }
    let region = |(code, counties)| {
        let parent = regions::above(code).first().copied();
        Some(Region { code, name: regions::name(code)?, parent, counties })
    };
    regions.into_iter().filter_map(region).collect()
}

fn join_indicators(files: Vec<IndicatorFile>, series: &[Arc<Series>]) -> Vec<Indicator> {
    let mut indicators: Vec<Indicator> = files.into_iter().map(|file| Indicator { file, series: Vec::new() }).collect();
    for (i, s) in series.iter().enumerate() {
        if let Some(indicator) = indicators.get_mut(s.indicator.at()) {
            indicator.series.push(SeriesIx::new(i));
        }
    }
    indicators
}

fn join_columns(files: Vec<ColumnFile>, gathered: &Gathered) -> Vec<Column> {
    let lists = gathered.by_column.iter();
    files.into_iter().zip(lists).map(|(file, list)| Column { file, articles: Arc::clone(list) }).collect()
}
