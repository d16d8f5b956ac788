//! The links of all bodies, checked. What an article's links come to depends on the article and on which files there
//! are, and on headings where a link leads to one; it is kept for as long as these are the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::blocks;
use super::links::{Checked, LinkCheck, LinkTarget};
use super::memo::Memo;
use super::site::Site;
use crate::article::markdown::LinkKind;
use crate::article::{Article, Body};
use crate::diag::{Findings, SourcePath};
use crate::picture::Uses;

/// What was found in an article's links; `None` if there is nothing to tell.
type Found = Option<Arc<Checked>>;
/// Files that something refers to, and how.
type Files = Vec<(SourcePath, LinkKind)>;

/// The links of a site as they were found.
#[derive(Debug, Default)]
pub struct Linked {
    paths: Arc<HashMap<SourcePath, LinkTarget>>,
    attachments: Arc<BTreeSet<SourcePath>>,
    shown: Memo<Article, Found>,
    hidden: Memo<Article, Found>,
    definitions: Vec<Files>,
    files: Arc<BTreeMap<SourcePath, Uses>>,
}

impl Linked {
    /// Checks the links and blocks of a site. Returns the pictures and other files that shown bodies refer to.
    pub fn again(
        &mut self,
        site: &Site,
        hidden: &[Arc<Article>],
        attachments: &Arc<BTreeSet<SourcePath>>,
        findings: &mut Findings,
    ) -> Arc<BTreeMap<SourcePath, Uses>> {
        self.forget_other_files(site, attachments);
        let body = |path: &SourcePath| body(site, hidden, path);
        let check = LinkCheck { targets: &site.targets, body: &body, attachments };
        let definitions: Vec<(&Body, Checked)> = definitions(site).map(|body| (body, check.check(body))).collect();
        let is_same = self.bring_up(&check, site, &definitions);
        for (body, checked) in definitions {
            findings.extend(checked.findings);
            blocks::check(&site.lookup, &site.series, body, false, findings);
        }
        for (article, found) in told(&self.shown) {
            findings.extend(again(&check, article, found));
            blocks::check(&site.lookup, &site.series, &article.body, true, findings);
        }
        self.hidden.bring_up(hidden, |article| look(&check, article));
        for (article, found) in told(&self.hidden) {
            let mut own = again(&check, article, found);
            own.soften();
            findings.extend(own);
        }
        if !is_same {
            self.files = Arc::new(self.gather());
        }
        Arc::clone(&self.files)
    }

    /// What links come to is found anew where files came or went.
    fn forget_other_files(&mut self, site: &Site, attachments: &Arc<BTreeSet<SourcePath>>) {
        let paths = &site.targets;
        let has_same_paths = Arc::ptr_eq(&self.paths, paths)
            || self.paths.len() == paths.len() && self.paths.keys().all(|path| paths.contains_key(path));
        let has_same_files = Arc::ptr_eq(&self.attachments, attachments) || self.attachments == *attachments;
        if !(has_same_paths && has_same_files) {
            *self = Self::default();
        }
        self.paths = Arc::clone(paths);
        self.attachments = Arc::clone(attachments);
    }

    /// Looks at what is new. Says whether shown bodies refer to the same files as before.
    fn bring_up(&mut self, check: &LinkCheck<'_>, site: &Site, definitions: &[(&Body, Checked)]) -> bool {
        let articles: Vec<Arc<Article>> = site.articles.iter().map(|a| Arc::clone(&a.file)).collect();
        let news = self.shown.bring_up(&articles, |article| look(check, article));
        let now = self.shown.known().get(news.place).unwrap_or_default();
        let is_same = now.len() == news.before.len()
            && now.iter().zip(&news.before).all(|((_, now), before)| files(now) == files(before));
        let of_definitions: Vec<Files> = definitions.iter().map(|(_, checked)| checked.files.clone()).collect();
        let before = std::mem::replace(&mut self.definitions, of_definitions);
        is_same && before == self.definitions
    }

    fn gather(&self) -> BTreeMap<SourcePath, Uses> {
        let mut all: BTreeMap<SourcePath, Uses> = BTreeMap::new();
        let shown = self.shown.known().iter().flat_map(|(_, found)| files(found));
        for (path, kind) in shown.chain(self.definitions.iter().flatten()) {
            let uses = all.entry(path.clone()).or_default();
            match kind {
                LinkKind::Link => uses.is_linked = true,
                LinkKind::Picture { .. } => uses.is_shown = true,
            }
        }
        all
    }
}

fn look(check: &LinkCheck<'_>, article: &Article) -> Found {
    let checked = check.check_article(article);
    let is_silent = checked.findings.is_empty() && checked.files.is_empty() && !checked.has_anchors;
    (!is_silent || !article.body.outline.blocks.is_empty()).then(|| Arc::new(checked))
}

fn files(found: &Found) -> &[(SourcePath, LinkKind)] {
    found.as_ref().map_or(&[], |checked| &checked.files)
}

/// Articles of which there is something to tell.
fn told(memo: &Memo<Article, Found>) -> impl Iterator<Item = (&Article, &Checked)> {
    memo.known().iter().filter_map(|(article, found)| Some((&**article, &**found.as_ref()?)))
}

/// The findings of an article; found anew where they depend on other articles.
fn again(check: &LinkCheck<'_>, article: &Article, found: &Checked) -> Findings {
    if found.has_anchors { check.check_article(article).findings } else { found.findings.clone() }
}

/// The bodies that are no articles'.
fn definitions(site: &Site) -> impl Iterator<Item = &Body> {
    (site.counties.iter().map(|c| &c.file.body))
        .chain(site.indicators.iter().map(|i| &i.file.body))
        .chain(site.columns.iter().map(|c| &c.file.body))
        .chain(site.issues.iter().map(|i| &i.file.body))
        .chain(site.pages.iter().map(|p| &p.body))
}

/// The body of a content file.
pub(super) fn body<'a>(site: &'a Site, hidden: &'a [Arc<Article>], path: &SourcePath) -> Option<&'a Body> {
    Some(match *site.targets.get(path)? {
        LinkTarget::Article(ix) => &site.article(ix).file.body,
        LinkTarget::County(ix) => &site.county(ix).file.body,
        LinkTarget::Indicator(ix) => &site.indicator(ix).file.body,
        LinkTarget::Column(ix) => &site.column(ix).file.body,
        LinkTarget::Issue(ix) => &site.issue(ix).file.body,
        LinkTarget::Page(ix) => &site.page(ix).body,
        LinkTarget::Unpublished => &hidden.iter().find(|article| article.file == *path)?.body,
    })
}
