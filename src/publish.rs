//! Site → files: which path holds what, and the bytes of each. Decides nothing about how files are written.

mod copy;
mod faults;
mod files;
mod pictures;
mod searchable;
mod specimen;
mod themed;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span};
use crate::model::Site;
use crate::output::Layout;
use crate::page::view::SiteView;
use crate::page::{Attachments, Directory, Pages, RecordTexts, Route, facets, names, records};
use crate::picture::Form;
use crate::render::{RenderFault, render};
use crate::script::Converter;
use crate::search::{Changes, Delta, Index};
use crate::source::Bodies;
use crate::source::theme_options::{self, OptionValue};
use crate::theme::{TemplateProblem, Theme};

use copy::{converter, own_words};
use faults::template;
pub use faults::{ProduceFault, clashes, report};
use files::{Content, Files, Version, body, origin};
use pictures::attachments;
pub use pictures::{Attached, Known};
use searchable::{BodyFaults, index};
pub use searchable::{Indexed, Searchable};
pub use themed::Themed;

/// Everything that is published: what `build` writes and a preview serves.
pub struct Edition {
    site: Site,
    themed: Arc<Themed>,
    attachments: Arc<Attachments>,
    /// Of the files that were attached.
    generation: Option<u64>,
    directory: Directory,
    files: Arc<Files>,
    search: Option<Searchable>,
    accent: Option<String>,
    written: Showing,
    copied: Option<(Converter, Showing)>,
}

/// What is the same on all pages of a version.
struct Showing {
    site_view: SiteView,
    /// `None` if its templates cannot be used.
    theme: Option<Arc<Theme>>,
}

impl Showing {
    /// Compiles the theme for a version of the site, unless `before` was the same.
    fn new(
        pages: &Pages<'_>,
        themed: &Themed,
        options: &BTreeMap<String, OptionValue>,
        before: Option<&Self>,
        problems: &mut Vec<TemplateProblem>,
    ) -> Self {
        let site_view = SiteView { options: options.clone(), ..crate::page::site_view(pages) };
        let same = before.filter(|b| b.site_view == site_view).and_then(|b| b.theme.clone());
        let theme = match same.map_or_else(|| themed.load(&site_view).map(Arc::new), Ok) {
            Ok(theme) => Some(theme),
            Err(found) => {
                *problems = found;
                None
            }
        };
        Self { site_view, theme }
    }
}

impl Edition {
    /// Decides every path and compiles the theme. What is wrong goes to `findings`. What the edition `before` decided
    /// is taken over where nothing has changed that it depends on.
    pub fn new(
        site: Site,
        themed: Arc<Themed>,
        attached: &dyn Attached,
        indexed: Indexed<'_>,
        before: Option<&Self>,
        findings: &mut Findings,
    ) -> Self {
        let generation = attached.generation();
        let attachments = match before.filter(|b| b.has_attachments_of(&site, generation)) {
            Some(before) => Arc::clone(&before.attachments),
            None => Arc::new(attachments(attached, &site, findings)),
        };
        let directory = Directory::new(&site, before.map(|b| &b.directory));
        let pages = Pages::new(&site, &themed.words, &attachments, &directory);
        let converter = converter(&site);
        let search = match indexed {
            Indexed::No => None,
            Indexed::From(bodies) => index(&pages, converter.as_ref(), bodies, findings),
        };
        let files = match before.filter(|b| {
            search.is_none() && b.search.is_none() && b.has_files_of(&site, &themed, &attachments, &directory)
        }) {
            Some(before) => Arc::clone(&before.files),
            None => {
                Arc::new(Files::plan(&pages, converter.as_ref(), &themed.assets, search.as_ref().map(|s| &s.index)))
            }
        };
        // A slug that is no segment has been reported when it was read.
        let told =
            |d: &Diagnostic| d.code == Code::BadId && findings.iter().any(|f| f.code == d.code && f.span == d.span);
        let own: Vec<Diagnostic> = files.findings.iter().filter(|d| !told(d)).cloned().collect();
        findings.extend(own);
        let options = themed.settle(&site.config, findings);
        let accent = theme_options::accent(&themed.options, &options).map(str::to_owned);
        let same = before.filter(|b| Arc::ptr_eq(&b.themed, &themed));
        let mut problems = Vec::new();
        let written = Showing::new(&pages, &themed, &options, same.map(|b| &b.written), &mut problems);
        let copied = converter.map(|converter| {
            let pages = Pages::new(&site, &themed.words, &attachments, &directory).copied(Some(&converter));
            let before = same.and_then(|b| b.copied.as_ref()).map(|(_, showing)| showing);
            let showing = Showing::new(&pages, &themed, &options, before, &mut problems);
            (converter, showing)
        });
        // What templates miss where a theme is not there follows from that.
        if !findings.iter().any(|d| d.code == Code::Theme) {
            findings.extend(problems.iter().map(template));
        }
        Self { site, themed, attachments, generation, directory, files, search, accent, written, copied }
    }

    /// Whether bodies refer to the same files, and all were fit to be published.
    fn has_attachments_of(&self, site: &Site, generation: Option<u64>) -> bool {
        generation.is_some()
            && self.generation == generation
            && Arc::ptr_eq(&self.site.attachments, &site.attachments)
            && self.site.config.svg == site.config.svg
            && self.attachments.count() == site.attachments.len()
    }

    /// Findings of the plan point into files, so a plan with findings is made anew.
    fn has_files_of(
        &self,
        site: &Site,
        themed: &Themed,
        attachments: &Arc<Attachments>,
        directory: &Directory,
    ) -> bool {
        self.files.findings.is_empty()
            && self.site.config.copy == site.config.copy
            && self.themed.assets.paths == themed.assets.paths
            && (Arc::ptr_eq(&self.attachments, attachments) || self.attachments == *attachments)
            && self.directory == *directory
    }

    /// The site.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Its theme as read.
    #[must_use]
    pub fn themed(&self) -> &Arc<Themed> {
        &self.themed
    }

    /// The paths of all files, unless some clash.
    #[must_use]
    pub fn layout(&self) -> Option<&Layout> {
        self.files.layout.as_ref()
    }

    /// Whether nothing stands in the way of producing files.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        let themes = [Some(&self.written), self.copied.as_ref().map(|(_, showing)| showing)];
        themes.into_iter().flatten().all(|showing| showing.theme.is_some()) && self.files.layout.is_some()
    }

    /// Whether the n-th file is decided as in another edition.
    #[must_use]
    pub fn has_same_files(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.files, &other.files)
    }

    /// The bytes of the n-th file.
    ///
    /// # Errors
    /// When it cannot be rendered or read.
    pub fn produce(&self, n: usize, bodies: &dyn Bodies, files: &dyn Attached) -> Result<Cow<'_, [u8]>, ProduceFault> {
        match self.files.contents.get(n) {
            Some(Content::Route(version, route)) => self.route(*version, *route, bodies).map(Cow::Owned),
            Some(Content::Asset(name)) => {
                let bytes = self.themed.assets.bytes.get(name);
                Ok(bytes.map_or(Cow::Owned(Vec::new()), |b| Cow::Borrowed(b.as_slice())))
            }
            Some(Content::File(path, form)) => self.file(path, *form, files).map(Cow::Owned),
            Some(Content::Search(file)) => Ok(self.search_file(*file)),
            Some(Content::SearchText(group)) => self.search_text(*group, bodies).map(Cow::Owned),
            None => Ok(Cow::Owned(Vec::new())),
        }
    }

    fn file(&self, path: &SourcePath, form: Option<Form>, files: &dyn Attached) -> Result<Vec<u8>, ProduceFault> {
        match (form, self.attachments.get(path)) {
            (Some(form), Some(attachment)) => pictures::produce(&self.site, attachment, form, files),
            _ => files.bytes(path).map_err(ProduceFault::Read),
        }
    }

    fn route(&self, version: Version, route: Route, bodies: &dyn Bodies) -> Result<Vec<u8>, ProduceFault> {
        let (copy, showing) = match (version, &self.copied) {
            (Version::Copied, Some((converter, showing))) => (Some(converter), showing),
            _ => (None, &self.written),
        };
        let Some(theme) = &showing.theme else { return Ok(Vec::new()) };
        render(&self.pages().copied(copy), theme, bodies, route).map_err(ProduceFault::Render)
    }

    fn search_file(&self, file: usize) -> Cow<'_, [u8]> {
        let files = self.search.as_ref().map(|s| s.index.files()).unwrap_or_default();
        files.get(file).map_or(Cow::Owned(Vec::new()), |(_, bytes)| Cow::Borrowed(bytes.as_slice()))
    }

    fn search_text(&self, group: usize, bodies: &dyn Bodies) -> Result<Vec<u8>, ProduceFault> {
        let text = self.search.as_ref().map(|s| s.text(group, bodies)).transpose();
        text.map(Option::unwrap_or_default).map_err(|fault| ProduceFault::Render(RenderFault::Page(fault)))
    }

    fn pages(&self) -> Pages<'_> {
        Pages::new(&self.site, &self.themed.words, &self.attachments, &self.directory).coloured(self.accent.as_deref())
    }

    /// A search index of this edition, for one that was made without.
    ///
    /// # Errors
    /// When bodies cannot be fetched.
    pub fn searchable(&self, bodies: &dyn Bodies) -> Result<Searchable, BodyFaults> {
        Searchable::build(&self.pages(), self.converter(), bodies)
    }

    fn converter(&self) -> Option<&Converter> {
        self.copied.as_ref().map(|(converter, _)| converter)
    }

    /// Whether there is the same copy as when an index was made, which writes all words as it did.
    #[must_use]
    pub fn writes_as(&self, before: &Searchable) -> bool {
        self.site.config.copy == before.copy && own_words(&self.site) == before.words
    }

    /// What can be found now and could not, or not so, when an index was made.
    #[must_use]
    pub fn changes_since(&self, index: &Index) -> Changes {
        let pages = self.pages();
        Changes::between(index, records(&pages), facets(&pages))
    }

    /// A small index of what has changed since an index was made, and the texts of now. `None` if nothing has.
    ///
    /// # Errors
    /// When bodies cannot be fetched.
    pub fn delta(
        &self,
        base: &Index,
        changes: Changes,
        bodies: &dyn Bodies,
    ) -> Result<Option<(Delta, RecordTexts)>, BodyFaults> {
        let pages = self.pages();
        let texts = RecordTexts::new(&pages);
        let delta = Delta::build(base, changes, &names(&pages), &texts.from(bodies), self.converter())?;
        Ok(delta.map(|delta| (delta, texts)))
    }

    /// The routes of the site as written among the files, each with its number.
    pub fn routes(&self) -> impl Iterator<Item = (usize, Route)> {
        self.files.contents.iter().enumerate().filter_map(|(n, content)| match content {
            Content::Route(Version::Written, route) => Some((n, *route)),
            _ => None,
        })
    }

    /// The place in the content that the n-th file comes from, if it comes from one file.
    #[must_use]
    pub fn origin(&self, n: usize) -> Option<Span> {
        match self.files.contents.get(n)? {
            Content::Route(_, route) => origin(&self.site, *route),
            _ => None,
        }
    }

    /// Why a picture of the n-th file cannot be made, if one cannot. A build finds that out of the picture itself; a
    /// preview makes pictures only when they are asked for, and then nobody would be told.
    #[must_use]
    pub fn broken_picture(&self, n: usize, files: &dyn Attached) -> Option<ProduceFault> {
        let Content::Route(_, route) = self.files.contents.get(n)? else { return None };
        let body = body(&self.site, *route)?;
        pictures::check(&self.site, &self.attachments, body, files)
    }

    /// How many files there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.files.contents.len()
    }
}
