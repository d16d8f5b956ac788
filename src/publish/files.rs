//! Which path holds what: the plan of an edition, decided before a byte is made, and where in the content each file
//! comes from.

use super::faults::{bad_path, clash};
use super::themed::Assets;
use crate::article::Body;
use crate::diag::{Code, Findings, SourcePath, Span};
use crate::model::Site;
use crate::output::{Layout, OutPath, Plan};
use crate::page::{Address, Pages, Route};
use crate::picture::Form;
use crate::script::Converter;
use crate::search::Index;

/// A form in which the site is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// As written.
    Written,
    /// The copy in the other script.
    Copied,
}

/// What a file of the site is made of.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// A page or data file.
    Route(Version, Route),
    /// An asset of the theme.
    Asset(String),
    /// A file, or a form of a picture.
    File(SourcePath, Option<Form>),
    /// A file of the search index that is made already.
    Search(usize),
    /// A file of texts of the search index.
    SearchText(usize),
}

/// Which path holds what.
#[derive(Debug)]
pub(super) struct Files {
    pub contents: Vec<Content>,
    /// `None` when paths clash.
    pub layout: Option<Layout>,
    pub findings: Findings,
}

impl Files {
    /// Decides every path. Clashes are reported, and then there is no layout.
    pub fn plan(pages: &Pages<'_>, copy: Option<&Converter>, assets: &Assets, search: Option<&Index>) -> Self {
        let mut findings = Findings::new();
        let mut planned =
            Planned { plan: Plan::default(), contents: Vec::new(), spans: Vec::new(), findings: &mut findings };
        planned.add_routes(pages, Version::Written);
        if copy.is_some() {
            planned.add_routes(&pages.copied(copy), Version::Copied);
        }
        for (name, path) in &assets.paths {
            planned.add(&Address::new(path.clone()), Content::Asset(name.clone()), None);
        }
        for (address, (attachment, form)) in pages.attachments.by_address() {
            let is_asset = assets.paths.values().any(|p| p == address.as_str());
            if !is_asset {
                let origin = Some(Span::file(&attachment.file));
                planned.add(address, Content::File(attachment.file.clone(), form), origin);
            }
        }
        if let Some(search) = search {
            planned.add_search(search);
        }
        let (contents, layout) = planned.decide();
        Self { contents, layout, findings }
    }
}

struct Planned<'f> {
    plan: Plan,
    contents: Vec<Content>,
    /// The place to point at for each file.
    spans: Vec<Option<Span>>,
    findings: &'f mut Findings,
}

impl Planned<'_> {
    fn add(&mut self, address: &Address, content: Content, origin: Option<Span>) {
        match OutPath::new(&address.file()) {
            Ok(path) => {
                self.plan.add(path, self.contents.len().to_string());
                self.contents.push(content);
                self.spans.push(origin);
            }
            Err(bad) => {
                let mut d = bad_path(address, &bad);
                d.span = origin;
                // One place is told of once.
                if !self.findings.iter().any(|f| f.code == Code::BadId && f.span == d.span) {
                    self.findings.push(d);
                }
            }
        }
    }

    fn add_routes(&mut self, pages: &Pages<'_>, version: Version) {
        for route in pages.routes().iter().filter(|r| version == Version::Written || r.is_copied()) {
            let origin = origin(pages.site, *route);
            self.add(&pages.address(*route), Content::Route(version, *route), origin);
        }
    }

    fn add_search(&mut self, index: &Index) {
        for (n, (path, _)) in index.files().iter().enumerate() {
            self.add(&Address::new(path.clone()), Content::Search(n), None);
        }
        for (n, path) in index.texts().enumerate() {
            self.add(&Address::new(path), Content::SearchText(n), None);
        }
    }

    fn decide(self) -> (Vec<Content>, Option<Layout>) {
        match self.plan.decide() {
            Ok(layout) => (self.contents, Some(layout)),
            Err(collisions) => {
                for c in &collisions {
                    self.findings.push(clash(c, &self.spans));
                }
                (self.contents, None)
            }
        }
    }
}

/// The place in the content that a route comes from.
pub(super) fn origin(site: &Site, route: Route) -> Option<Span> {
    let whole = |path: &SourcePath| Some(Span::file(path));
    match route {
        Route::Article(ix) | Route::ArticleData(ix) | Route::ArticleImage(ix) => {
            let file = &site.article(ix).file;
            match &file.slug {
                Some(slug) => Some(Span::new(&file.file, slug.range.clone())),
                None => whole(&file.file),
            }
        }
        Route::County(ix, _) => whole(&site.county(ix).file.file),
        Route::Series(ix) | Route::SeriesData(ix, _) | Route::SeriesImage(ix) => {
            whole(&site.indicator(site.series(ix).indicator).file.file)
        }
        Route::Indicator(ix) | Route::IndicatorData(ix, _) => whole(&site.indicator(ix).file.file),
        Route::Column(ix, _) => whole(&site.column(ix).file.file),
        Route::Issue(ix) => whole(&site.issue(ix).file.file),
        Route::Page(ix) => whole(&site.page(ix).file),
        Route::Tag(tag, _) => tag_span(site, tag),
        _ => None,
    }
}

/// The text that a route shows.
pub(super) fn body(site: &Site, route: Route) -> Option<&Body> {
    match route {
        Route::Article(ix) => Some(&site.article(ix).file.body),
        Route::County(ix, 1) => Some(&site.county(ix).file.body),
        Route::Indicator(ix) => Some(&site.indicator(ix).file.body),
        Route::Column(ix, 1) => Some(&site.column(ix).file.body),
        Route::Issue(ix) => Some(&site.issue(ix).file.body),
        Route::Page(ix) => Some(&site.page(ix).body),
        _ => None,
    }
}

/// Where a tag is first used.
fn tag_span(site: &Site, tag: u32) -> Option<Span> {
    let (name, articles) = site.tags.get(tag)?;
    let file = &site.article(*articles.first()?).file;
    let used = file.tags.iter().find(|t| t.value == *name)?;
    Some(Span::new(&file.file, used.range.clone()))
}
