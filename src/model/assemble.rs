//! Puts the site together from the files that were read.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::blocks;
use super::claim::{Claim, State};
use super::issues::{Issues, Placement};
use super::links::{LinkCheck, LinkTarget};
use super::lookup::{self, Lookup};
use super::places::{self, Above};
use super::projects::{self, Chronicle};
use super::publication::{Options, Publication};
use super::regions;
use super::reserved;
use super::resolution::{Resolution, Resolutions};
use super::series::Series;
use super::settlement::{self, Settlements};
use super::site::{
    ArticleIx, ClaimIx, Column, ColumnIx, County, CountyIx, Indicator, IndicatorIx, IssueIx, PageIx, Region, SeriesIx,
    Site, SiteArticle, Tag,
};
use super::{checks, commitments, corrections, reviews};
use crate::article::{Article, Body};
use crate::config::{Config, Reviews};
use crate::definition::{ColumnFile, CountyFile, IndicatorFile, IssueFile, PageFile};
use crate::diag::{Code, Findings, SourcePath, Span};

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
    pub attachments: BTreeSet<SourcePath>,
}

/// What was found out about articles and figures when a site was assembled before.
#[derive(Debug, Default)]
pub struct Known {
    resolutions: Resolutions,
    settlements: Settlements,
}

/// Assembles the site; what is wrong goes to `findings`, and everything that can be used is used.
#[must_use]
pub fn assemble(mut input: Input, options: Options, known: &mut Known, findings: &mut Findings) -> Site {
    order(&mut input);
    report_reserved(&input, findings);
    lookup::report_duplicates(&input.counties, &input.indicators, findings);
    let counties = places::find(std::mem::take(&mut input.counties), findings);
    let lookup = Lookup::new(&counties, &input.indicators, &input.columns);
    let issues = Issues::new(std::mem::take(&mut input.issues), options.as_of, findings);
    let silenced = silenced(&input.articles);
    let resolutions = known.resolutions.of(&lookup, &input.indicators, &input.articles);
    let plan = Plan { issues: &issues, reviews: input.config.reviews, options };
    let (resolved, hidden) = join_articles(&plan, std::mem::take(&mut input.articles), &resolutions, findings);
    let Resolved { mut articles, mut claims } = resolved;
    let context = corrections::Context { lookup: &lookup, indicators: &input.indicators, articles: &articles };
    corrections::apply(&context, &mut claims, findings);
    let context = settlement::Context { indicators: &input.indicators, articles: &articles };
    let series = known.settlements.of(&context, &mut claims, findings);
    let targets = targets(&articles, &hidden, &counties, &input, &issues);
    let tags = tags(&mut articles);
    let mut counties = join_counties(counties, &articles, &series);
    let chronicles = projects::gather(counties.len(), &articles, &claims, findings);
    counties.iter_mut().zip(chronicles).for_each(|(county, chronicle)| county.chronicle = chronicle);
    let mut site = Site {
        config: input.config,
        as_of: options.as_of,
        regions: regions_of(&counties),
        counties,
        indicators: join_indicators(input.indicators, &series),
        columns: join_columns(input.columns, &articles),
        issues: issues.join(&articles, findings),
        pages: input.pages,
        tags,
        articles,
        claims,
        series,
        commitments: Vec::new(),
        attachments: Vec::new(),
        silenced,
        lookup,
        targets,
    };
    site.commitments = commitments::find(&site);
    checks::report_undefined(&site.indicators, findings);
    site.attachments = check_links(&site, &hidden, &input.attachments, findings);
    site
}

/// The one order of everything, whatever order files were read in.
fn order(input: &mut Input) {
    input.articles.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.id.cmp(&b.id)).then_with(|| a.file.cmp(&b.file)));
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

fn report_reserved(input: &Input, findings: &mut Findings) {
    let below = (input.counties.iter().map(|c| (&c.file, c.id.as_str())))
        .chain(input.indicators.iter().map(|i| (&i.file, i.id.as_str())))
        .chain(input.columns.iter().map(|c| (&c.file, c.id.as_str())))
        .chain(input.issues.iter().map(|i| (&i.file, i.id.as_str())));
    findings.extend(below.filter_map(|(file, id)| reserved::check(file, id, false)));
    findings.extend(input.pages.iter().filter_map(|p| reserved::check(&p.file, &p.id, true)));
    for article in &input.articles {
        let found = match &article.slug {
            Some(slug) => reserved::check(&article.file, &slug.value, false)
                .map(|d| d.at(Span::new(&article.file, slug.range.clone()))),
            None => reserved::check(&article.file, &article.id.0, false),
        };
        findings.extend(found);
    }
}

struct Resolved {
    articles: Vec<SiteArticle>,
    claims: Vec<Claim>,
}

/// What decides where and whether articles are shown.
struct Plan<'a> {
    issues: &'a Issues,
    /// What articles must have passed.
    reviews: Option<Reviews>,
    options: Options,
}

/// Puts published articles and their figures into lists. Articles that are not shown are checked too, but their errors
/// are warnings.
fn join_articles(
    plan: &Plan<'_>,
    files: Vec<Arc<Article>>,
    resolutions: &[Arc<Resolution>],
    findings: &mut Findings,
) -> (Resolved, Vec<Arc<Article>>) {
    let mut out = Resolved { articles: Vec::new(), claims: Vec::new() };
    let mut hidden = Vec::new();
    for (file, found) in files.into_iter().zip(resolutions) {
        let publication = Publication::of(&file, plan.reviews, plan.options);
        let mut own = found.findings.clone();
        let placement = plan.issues.place(&file, &mut own);
        if publication == Publication::Published {
            own.extend(found.doubts.iter().cloned());
            out.add(file, found, placement);
        } else {
            own.soften();
            own.extend(
                (publication == Publication::Unreviewed).then(|| reviews::report(plan.reviews, &file)).flatten(),
            );
            hidden.push(file);
        }
        findings.extend(own);
    }
    (out, hidden)
}

impl Resolved {
    fn add(&mut self, file: Arc<Article>, found: &Resolution, placement: Option<Placement>) {
        let (article, first) = (ArticleIx::new(self.articles.len()), self.claims.len());
        let claim = |fact| Claim { fact: Arc::clone(fact), article, corrected: None, state: State::Current };
        self.claims.extend(found.facts.iter().map(claim));
        let line = |line: &Range<usize>| line.clone().map(|n| ClaimIx::new(first + n)).collect();
        self.articles.push(SiteArticle {
            file,
            counties: found.counties.clone(),
            subjects: found.subjects.clone(),
            column: found.column,
            placement,
            indicators: found.indicators.clone(),
            tags: Vec::new(),
            lines: found.lines.iter().map(line).collect(),
        });
    }
}

fn targets(
    articles: &[SiteArticle],
    hidden: &[Arc<Article>],
    counties: &[(CountyFile, Above)],
    input: &Input,
    issues: &Issues,
) -> HashMap<SourcePath, LinkTarget> {
    let Input { indicators, columns, pages, .. } = input;
    let mut all = HashMap::new();
    all.extend(issues.to_come().iter().map(|issue| (issue.file.clone(), LinkTarget::Unpublished)));
    all.extend(issues.out().iter().enumerate().map(|(i, f)| (f.file.clone(), LinkTarget::Issue(IssueIx::new(i)))));
    all.extend(hidden.iter().map(|a| (a.file.clone(), LinkTarget::Unpublished)));
    all.extend(articles.iter().enumerate().map(|(i, a)| (a.file.file.clone(), LinkTarget::Article(ArticleIx::new(i)))));
    all.extend(counties.iter().enumerate().map(|(i, c)| (c.0.file.clone(), LinkTarget::County(CountyIx::new(i)))));
    all.extend(
        indicators.iter().enumerate().map(|(i, f)| (f.file.clone(), LinkTarget::Indicator(IndicatorIx::new(i)))),
    );
    all.extend(columns.iter().enumerate().map(|(i, f)| (f.file.clone(), LinkTarget::Column(ColumnIx::new(i)))));
    all.extend(pages.iter().enumerate().map(|(i, f)| (f.file.clone(), LinkTarget::Page(PageIx::new(i)))));
    all
}

fn join_counties(files: Vec<(CountyFile, Above)>, articles: &[SiteArticle], series: &[Arc<Series>]) -> Vec<County> {
    let mut counties: Vec<County> = files
        .into_iter()
        .map(|(file, above)| County {
            file,
            parents: above.names,
            region: above.region,
            articles: Vec::new(),
            series: Vec::new(),
            chronicle: Chronicle::default(),
        })
        .collect();
    for (i, article) in articles.iter().enumerate() {
        for county in &article.counties {
            if let Some(county) = counties.get_mut(county.at()) {
                county.articles.push(ArticleIx::new(i));
            }
        }
    }
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

fn join_columns(files: Vec<ColumnFile>, articles: &[SiteArticle]) -> Vec<Column> {
    let mut columns: Vec<Column> = files.into_iter().map(|file| Column { file, articles: Vec::new() }).collect();
    for (i, article) in articles.iter().enumerate() {
        if let Some(column) = article.column.and_then(|c| columns.get_mut(c.at())) {
            column.articles.push(ArticleIx::new(i));
        }
    }
    columns
}

/// Articles by tag; every article learns the places of its tags among all.
fn tags(articles: &mut [SiteArticle]) -> BTreeMap<Tag, Vec<ArticleIx>> {
    let all = articles.iter().flat_map(|article| &article.file.tags).map(|tag| tag.value.as_str());
    let names: BTreeSet<Tag> = all.collect::<HashSet<_>>().into_iter().map(str::to_owned).collect();
    let numbers: HashMap<&str, u32> = names.iter().map(String::as_str).zip(0..).collect();
    let mut lists: Vec<Vec<ArticleIx>> = vec![Vec::new(); names.len()];
    for (i, article) in articles.iter_mut().enumerate() {
        let known = article.file.tags.iter().filter_map(|tag| numbers.get(tag.value.as_str()).copied());
        article.tags = known.collect();
        article.tags.sort_unstable();
        article.tags.dedup();
        for tag in &article.tags {
            if let Some(list) = lists.get_mut(*tag as usize) {
                list.push(ArticleIx::new(i));
            }
        }
    }
    drop(numbers);
    names.into_iter().zip(lists).collect()
}

/// Checks the links of all bodies; the pictures and files that shown ones refer to, each once.
fn check_links(
    site: &Site,
    hidden: &[Arc<Article>],
    attachments: &BTreeSet<SourcePath>,
    findings: &mut Findings,
) -> Vec<SourcePath> {
    let definitions = (site.counties.iter().map(|c| &c.file.body))
        .chain(site.indicators.iter().map(|i| &i.file.body))
        .chain(site.columns.iter().map(|c| &c.file.body))
        .chain(site.issues.iter().map(|i| &i.file.body))
        .chain(site.pages.iter().map(|p| &p.body));
    let shown: Vec<&Body> = site.articles.iter().map(|a| &a.file.body).chain(definitions).collect();
    let all: HashMap<&SourcePath, &Body> =
        shown.iter().copied().chain(hidden.iter().map(|a| &a.body)).map(|b| (&b.handle.file, b)).collect();
    let check = LinkCheck { targets: &site.targets, bodies: &all, attachments };
    let of_body = |body: &&Body| {
        let mut own = Findings::new();
        let files = check.check(body, &mut own);
        let is_article = matches!(site.targets.get(&body.handle.file), Some(LinkTarget::Article(_)));
        blocks::check(&site.lookup, &site.series, body, is_article, &mut own);
        (own, files)
    };
    let checked: Vec<(Findings, Vec<SourcePath>)> = shown.par_iter().map(of_body).collect();
    let mut files = Vec::new();
    for (own, some) in checked {
        findings.extend(own);
        files.extend(some);
    }
    for article in &site.articles {
        files.extend(check.cover(&article.file, findings));
    }
    for article in hidden {
        let mut own = Findings::new();
        check.check(&article.body, &mut own);
        check.cover(article, &mut own);
        own.soften();
        findings.extend(own);
    }
    files.sort_unstable();
    files.dedup();
    files
}
