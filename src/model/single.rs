//! What can be said of one article against a site that stands: its names, units, periods and links, without the other
//! articles' figures. For an editor who is typing; the whole site is assembled after that.

use std::collections::{BTreeSet, HashMap};

use super::claims::Context;
use super::links::{LinkCheck, LinkTarget};
use super::publication::{Options, Publication};
use super::site::Site;
use super::{blocks, normalise_path, resolution};
use crate::article::{Article, Body};
use crate::definition::IndicatorFile;
use crate::diag::{Findings, SourcePath};

/// A site to hold articles against.
pub struct Standing<'s> {
    site: &'s Site,
    indicators: &'s [IndicatorFile],
    attachments: &'s BTreeSet<SourcePath>,
}

impl<'s> Standing<'s> {
    /// A site with the files of its indicators, in its order, and its pictures.
    #[must_use]
    pub fn new(site: &'s Site, indicators: &'s [IndicatorFile], attachments: &'s BTreeSet<SourcePath>) -> Self {
        Self { site, indicators, attachments }
    }

    /// Reports what is wrong with an article.
    pub fn check(&self, article: &Article, options: Options, findings: &mut Findings) {
        let lookup = &self.site.lookup;
        let found = resolution::resolve(&Context { lookup, indicators: self.indicators }, article);
        let mut own = found.findings;
        let bodies = self.linked(&article.body);
        let links = LinkCheck { targets: &self.site.targets, bodies: &bodies, attachments: self.attachments };
        links.check(&article.body, &mut own);
        links.cover(article, &mut own);
        if Publication::of(article, self.site.config.reviews, options) == Publication::Published {
            own.extend(found.doubts);
            blocks::check(lookup, &self.site.series, &article.body, true, &mut own);
        } else {
            own.soften();
        }
        findings.extend(own);
    }

    /// The bodies that an article's links lead to, and its own.
    fn linked<'a>(&self, body: &'a Body) -> HashMap<&'a SourcePath, &'a Body>
    where
        's: 'a,
    {
        let folder = body.handle.file.folder();
        let paths = body.outline.links.iter().filter_map(|link| {
            let path = link.to.split(['#', '?']).next().unwrap_or_default();
            normalise_path(folder, path).map(SourcePath::new)
        });
        let others = paths.filter_map(|path| self.body(&path)).map(|other| (&other.handle.file, other));
        others.chain([(&body.handle.file, body)]).collect()
    }

    fn body(&self, path: &SourcePath) -> Option<&'s Body> {
        let site = self.site;
        match *site.targets.get(path)? {
            LinkTarget::Article(ix) => Some(&site.article(ix).file.body),
            LinkTarget::County(ix) => Some(&site.county(ix).file.body),
            LinkTarget::Indicator(ix) => Some(&site.indicator(ix).file.body),
            LinkTarget::Column(ix) => Some(&site.column(ix).file.body),
            LinkTarget::Page(ix) => Some(&site.page(ix).body),
            // Issues have headings of their own only once they are shown.
            LinkTarget::Issue(_) | LinkTarget::Unpublished => None,
        }
    }
}
