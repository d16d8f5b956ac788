//! What can be said of one article against a site that stands: its names, units, periods and links, without the other
//! articles' figures. For an editor who is typing; the whole site is assembled after that.

use std::collections::BTreeSet;

use super::claims::Context;
use super::linked;
use super::links::LinkCheck;
use super::publication::{Options, Publication};
use super::site::Site;
use super::{blocks, resolution};
use crate::article::Article;
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
        let body = |path: &SourcePath| linked::body(self.site, &[], path);
        let links = LinkCheck { targets: &self.site.targets, body: &body, attachments: self.attachments };
        own.extend(links.check_article(article).findings);
        if Publication::of(article, self.site.config.reviews, options) == Publication::Published {
            own.extend(found.doubts);
            blocks::check(lookup, &self.site.series, &article.body, true, &mut own);
        } else {
            own.soften();
        }
        findings.extend(own);
    }
}
