//! Bodies on their pages: links and pictures find their addresses, chart and metrics blocks their figures.

use super::charts;
use super::figures;
use super::frame::{Fault, Frame, Links};
use super::route::Route;
use super::view::Html;
use crate::article::Body;
use crate::article::markdown::{BlockKind, Picture, Surroundings, Target, render};
use crate::config::RawHtml;
use crate::diag::SourcePath;
use crate::model::{ArticleIx, LinkTarget, normalise_path};

/// Renders a body for the page of `f`. `article` is the article it belongs to, for its metrics block.
pub(super) fn html(f: &Frame<'_>, body: &Body, article: Option<ArticleIx>) -> Result<Html, Fault> {
    let text = f.bodies.fetch(&body.handle).map_err(|fault| Fault::Body { file: body.handle.file.clone(), fault })?;
    Ok(Html(render(&text, &Around { f, folder: body.handle.file.folder(), article })))
}

/// Renders a body unless it is empty.
pub(super) fn html_if_any(f: &Frame<'_>, body: &Body) -> Result<Option<Html>, Fault> {
    if body.is_empty() { Ok(None) } else { html(f, body, None).map(Some) }
}

struct Around<'a> {
    f: &'a Frame<'a>,
    folder: &'a str,
    article: Option<ArticleIx>,
}

impl Around<'_> {
    fn route(target: LinkTarget) -> Option<Route> {
        Some(match target {
            LinkTarget::Article(ix) => Route::Article(ix),
            LinkTarget::County(ix) => Route::County(ix, 1),
            LinkTarget::Indicator(ix) => Route::Indicator(ix),
            LinkTarget::Column(ix) => Route::Column(ix, 1),
            LinkTarget::Issue(ix) => Route::Issue(ix),
            LinkTarget::Page(ix) => Route::Page(ix),
            LinkTarget::Unpublished => return None,
        })
    }

    fn file(&self, to: &str) -> Option<SourcePath> {
        let path = to.split(['#', '?']).next().unwrap_or(to);
        normalise_path(self.folder, path).map(SourcePath::new)
    }
}

impl Surroundings for Around<'_> {
    fn link(&self, to: &str) -> Target {
        if to.starts_with('#') || is_outside(to) {
            return Target::Url(to.to_owned());
        }
        let Some(file) = self.file(to) else { return Target::None };
        if let Some(attachment) = self.f.pages.attachments.get(&file) {
            return Target::Url(self.f.href_to(&attachment.address));
        }
        let route = self.f.site.targets.get(&file).copied().and_then(Self::route);
        let anchor = to.split_once('#').map(|(_, a)| format!("#{a}")).unwrap_or_default();
        route.map_or(Target::None, |r| Target::Url(self.f.href(r) + &anchor))
    }

    fn picture(&self, to: &str) -> Option<Picture> {
        let attachment = self.f.pages.attachments.get(&self.file(to)?)?;
        Some(Picture { src: self.f.href_to(&attachment.address) })
    }

    fn block(&self, kind: BlockKind, text: &str) -> String {
        let block = match kind {
            BlockKind::Chart if self.f.links == Links::Absolute => charts::picture(self.f, text).unwrap_or_default(),
            BlockKind::Chart => charts::block(self.f, text).unwrap_or_default(),
            BlockKind::Metrics => self.article.map(|ix| figures::table(self.f, ix)).unwrap_or_default(),
        };
        // What is made here speaks the site's language, whatever the article is written in.
        match self.article.and_then(|ix| self.f.other_lang(self.f.site.article(ix))) {
            Some(_) => format!("<div lang=\"{}\">{block}</div>\n", self.f.site.config.language),
            None => block,
        }
    }

    fn raw_html(&self) -> RawHtml {
        self.f.site.config.raw_html
    }

    fn word(&self, key: &str) -> String {
        self.f.words.say(&format!("body.{key}")).to_owned()
    }
}

/// Links out of the site, of the schemes that the link check lets through.
fn is_outside(to: &str) -> bool {
    let lower = to.get(..8).unwrap_or(to).to_ascii_lowercase();
    ["http:", "https:", "mailto:", "tel:", "//"].iter().any(|s| lower.starts_with(s))
}
