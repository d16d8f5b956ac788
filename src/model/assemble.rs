//! Puts the site together from the files that were read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::blocks;
use super::claim::Claim;
use super::claims::{self, Context};
use super::issues::Issues;
use super::links::{LinkCheck, LinkTarget};
use super::lookup::{self, Lookup};
use super::places::{self, Above};
use super::projects::{self, Chronicle, Subjects};
use super::publication::{Options, Publication};
use super::regions;
use super::reserved;
use super::resolve;
use super::series::{self, Series};
use super::site::{
    ArticleIx, Column, ColumnIx, County, CountyIx, Indicator, IndicatorIx, IssueIx, PageIx, Region, SeriesIx, Site,
    SiteArticle, Tag,
};
use super::{checks, commitments, corrections, reviews};
use crate::article::{Article, Body};
use crate::config::{Config, Reviews};
use crate::definition::{ColumnFile, CountyFile, IndicatorFile, IssueFile, PageFile};
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, Words};

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

/// Assembles the site; what is wrong goes to `findings`, and everything that can be used is used.
#[must_use]
pub fn assemble(mut input: Input, options: Options, findings: &mut Findings) -> Site {
    order(&mut input);
    report_reserved(&input, findings);
    lookup::report_duplicates(&input.counties, &input.indicators, findings);
    let counties = places::find(std::mem::take(&mut input.counties), findings);
    let lookup = Lookup::new(&counties, &input.indicators, &input.columns);
    let issues = Issues::new(std::mem::take(&mut input.issues), options.as_of, findings);
    let names =
        Named { lookup: &lookup, indicators: &input.indicators, issues: &issues, reviews: input.config.reviews };
    let (articles, hidden) = resolve_articles(&names, std::mem::take(&mut input.articles), options, findings);
    let Resolved { mut articles, mut claims } = articles;
    let context = corrections::Context { lookup: &lookup, indicators: &input.indicators, articles: &articles };
    corrections::apply(&context, &mut claims, findings);
    report_disputes(&mut claims, &articles, findings);
    let series = series::group(&claims);
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
        lookup,
        targets,
    };
    site.commitments = commitments::find(&site);
    checks::report(&site, findings);
    check_links(&site, &hidden, &input.attachments, findings);
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

/// What the names in articles may mean.
struct Named<'a> {
    lookup: &'a Lookup,
    indicators: &'a [IndicatorFile],
    issues: &'a Issues,
    /// What articles must have passed.
    reviews: Option<Reviews>,
}

/// Resolves what articles refer to. Articles that are not shown are checked too, but their errors are warnings.
fn resolve_articles(
    names: &Named<'_>,
    files: Vec<Arc<Article>>,
    options: Options,
    findings: &mut Findings,
) -> (Resolved, Vec<Arc<Article>>) {
    let lookup = names.lookup;
    let context = Context { lookup, indicators: names.indicators };
    let mut out = Resolved { articles: Vec::new(), claims: Vec::new() };
    let mut hidden = Vec::new();
    for file in files {
        let publication = Publication::of(&file, names.reviews, options);
        let shown = publication == Publication::Published;
        let mut own = Findings::new();
        let counties: Vec<CountyIx> =
            file.counties.iter().filter_map(|c| lookup.county_or_report(&file.file, c, &mut own)).collect();
        let column = column(lookup, &file, &mut own);
        let placement = names.issues.place(&file, &mut own);
        let subjects = Subjects::find(lookup, &file, &counties, &mut own);
        let ix = ArticleIx::new(out.articles.len());
        let made = claims::make(&context, &file, ix, &counties, out.claims.len(), &mut own);
        if shown {
            let mut indicators: Vec<IndicatorIx> = made.claims.iter().map(|c| c.indicator).collect();
            indicators.sort_unstable();
            indicators.dedup();
            out.claims.extend(made.claims);
            out.articles.push(SiteArticle {
                file,
                counties,
                subjects,
                column,
                placement,
                indicators,
                tags: Vec::new(),
                lines: made.lines,
            });
        } else {
            own.soften();
            own.extend(
                (publication == Publication::Unreviewed).then(|| reviews::report(names.reviews, &file)).flatten(),
            );
            hidden.push(file);
        }
        findings.extend(own);
    }
    (out, hidden)
}

fn column(lookup: &Lookup, file: &Article, findings: &mut Findings) -> Option<ColumnIx> {
    let name = file.column.as_ref()?;
    let found = lookup.column(&name.value);
    if found.is_none() {
        findings.push(lookup.unknown_column(&name.value).at(Span::new(&file.file, name.range.clone())));
    }
    found
}

fn report_disputes(claims: &mut [Claim], articles: &[SiteArticle], findings: &mut Findings) {
    for group in resolve::resolve(claims) {
        let places: Vec<Span> = group
            .iter()
            .filter_map(|i| claims.get(*i))
            .filter_map(|c| articles.get(c.article.at()).map(|a| Span::new(&a.file.file, c.range.clone())))
            .collect();
        let Some((first, rest)) = places.split_first() else { continue };
        let mut d = Diagnostic::new(
            Code::Disputed,
            Words::new("几篇稿件对同一个数说法不一", "articles contradict each other about one figure"),
        )
        .at(first.clone())
        .help(Words::new(
            "页面上标为“有出入”；核实后给不可靠的一处加 status: 初步 或改正",
            "the page marks it as disputed; after checking, give the weaker one a `status` or correct it",
        ));
        for place in rest {
            d = d.also(place.clone(), Words::new("另一处写的是这个数", "stated differently here"));
        }
        findings.push(d);
    }
}

fn targets(
    articles: &[SiteArticle],
    hidden: &[Arc<Article>],
    counties: &[(CountyFile, Above)],
    input: &Input,
    issues: &Issues,
) -> BTreeMap<SourcePath, LinkTarget> {
    let Input { indicators, columns, pages, .. } = input;
    let mut all = BTreeMap::new();
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

fn join_counties(files: Vec<(CountyFile, Above)>, articles: &[SiteArticle], series: &[Series]) -> Vec<County> {
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

fn join_indicators(files: Vec<IndicatorFile>, series: &[Series]) -> Vec<Indicator> {
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
    let mut tags: BTreeMap<Tag, Vec<ArticleIx>> = BTreeMap::new();
    for (i, article) in articles.iter().enumerate() {
        for tag in &article.file.tags {
            let list = tags.entry(tag.value.clone()).or_default();
            if list.last() != Some(&ArticleIx::new(i)) {
                list.push(ArticleIx::new(i));
            }
        }
    }
    for (n, list) in tags.values().enumerate() {
        for ix in list {
            if let Some(article) = articles.get_mut(ix.at()) {
                article.tags.push(u32::try_from(n).unwrap_or(u32::MAX));
            }
        }
    }
    tags
}

fn check_links(site: &Site, hidden: &[Arc<Article>], attachments: &BTreeSet<SourcePath>, findings: &mut Findings) {
    let definitions = (site.counties.iter().map(|c| &c.file.body))
        .chain(site.indicators.iter().map(|i| &i.file.body))
        .chain(site.columns.iter().map(|c| &c.file.body))
        .chain(site.issues.iter().map(|i| &i.file.body))
        .chain(site.pages.iter().map(|p| &p.body));
    let shown = site.articles.iter().map(|a| &a.file.body).chain(definitions);
    let all: BTreeMap<&SourcePath, &Body> =
        shown.clone().chain(hidden.iter().map(|a| &a.body)).map(|b| (&b.handle.file, b)).collect();
    let check = LinkCheck { targets: &site.targets, bodies: &all, attachments };
    for body in shown {
        check.check(body, findings);
        let is_article = matches!(site.targets.get(&body.handle.file), Some(LinkTarget::Article(_)));
        blocks::check(&site.lookup, &site.series, body, is_article, findings);
    }
    for article in &site.articles {
        check.cover(&article.file, findings);
    }
    for article in hidden {
        let mut own = Findings::new();
        check.check(&article.body, &mut own);
        check.cover(article, &mut own);
        own.soften();
        findings.extend(own);
    }
}
