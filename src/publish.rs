//! Site → files: which path holds what, and the bytes of each. Decides nothing about how files are written.

mod pictures;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::article::Body;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, Words};
use crate::model::Site;
use crate::output::{BadPath, Collision, CollisionKind, Digest, Layout, OutPath, Plan};
use crate::page::view::SiteView;
use crate::page::{
    Address, Attachments, Directory, Fault as PageFault, Pages, RecordTexts, Route, Words as PageWords, facets,
    hashed_path, names, records,
};
use crate::picture::{Flaw, Form};
use crate::render::{RenderFault, render};
use crate::script::{Converter, Script};
use crate::search::{Changes, Delta, Index};
use crate::source::theme_files::ThemeTexts;
use crate::source::theme_options::{self, OptionValue, ThemeOption};
use crate::source::{Bodies, BodyFault, ReadError, unreadable};
use crate::theme::{TemplateProblem, TemplateText, Theme, ThemeFiles};

use pictures::attachments;
pub use pictures::{Attached, Known};

/// A form in which the site is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    /// As written.
    Written,
    /// The copy in the other script.
    Copied,
}

/// What a file of the site is made of.
#[derive(Debug, Clone)]
enum Content {
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

/// Why a file has no bytes.
#[derive(Debug)]
pub enum ProduceFault {
    /// It could not be rendered.
    Render(RenderFault),
    /// It could not be read.
    Read(ReadError),
    /// A picture could not be made.
    Picture {
        /// Where it is referred to.
        at: Option<Span>,
        /// What is wrong with it.
        flaw: Flaw,
    },
}

/// The assets of a theme under their published names.
#[derive(Debug, Default, PartialEq, Eq)]
struct Assets {
    bytes: BTreeMap<String, Vec<u8>>,
    /// Name in templates → path from the root.
    paths: BTreeMap<String, String>,
}

impl Assets {
    /// Names every asset after its content.
    #[must_use]
    pub fn new(bytes: BTreeMap<String, Vec<u8>>) -> Self {
        let paths = bytes.iter().map(|(name, b)| (name.clone(), asset_path(name, b))).collect();
        Self { bytes, paths }
    }
}

/// `fonts/a.woff2` → `assets/fonts/a.1a2b3c4d.woff2`.
fn asset_path(name: &str, bytes: &[u8]) -> String {
    let digest = Digest::of(bytes).to_string();
    match name.rsplit_once('/') {
        Some((folder, file)) => hashed_path(file, &digest).replacen("assets/", &format!("assets/{folder}/"), 1),
        None => hashed_path(name, &digest),
    }
}

/// A theme as read, before the site is known.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Themed {
    chain: Vec<String>,
    templates: Vec<TemplateText>,
    words: PageWords,
    assets: Assets,
    options: Vec<ThemeOption>,
}

impl Themed {
    /// Names the assets of a theme.
    #[must_use]
    pub fn new(texts: ThemeTexts) -> Self {
        let templates = texts.templates.into_iter().map(|t| TemplateText {
            theme: t.theme,
            name: t.name,
            text: t.text,
            path: t.path.as_str().to_owned(),
        });
        Self {
            chain: texts.chain,
            templates: templates.collect(),
            words: PageWords::new(texts.words),
            assets: Assets::new(texts.assets),
            options: texts.options,
        }
    }

    /// The theme's options as a site sets them.
    fn settle(&self, config: &Config, findings: &mut Findings) -> BTreeMap<String, OptionValue> {
        let path = SourcePath::new(crate::config::FILE);
        theme_options::settle(&self.options, &path, config.theme_options.as_ref(), findings)
    }

    /// The published paths of the style sheets.
    pub fn style_sheets(&self) -> impl Iterator<Item = &str> {
        self.assets.paths.values().map(String::as_str).filter(|path| path.rsplit('.').next() == Some("css"))
    }

    fn load(&self, site: &SiteView) -> Result<Theme, Vec<TemplateProblem>> {
        // Templates put the root of their pages before an asset; a copy shares the assets of the site.
        let shared = |(name, path): (&String, &String)| (name.clone(), format!("{}{path}", site.shared));
        let files = ThemeFiles {
            themes: self.chain.clone(),
            templates: self.templates.clone(),
            words: self.words.all().clone(),
            assets: self.assets.paths.iter().map(shared).collect(),
        };
        Theme::load(files, site)
    }
}

/// Whether the search index is made.
#[derive(Clone, Copy)]
pub enum Indexed<'a> {
    /// It is left out.
    No,
    /// It is made of these bodies.
    From(&'a dyn Bodies),
}

/// The search index of an edition, and where its texts stand.
pub struct Searchable {
    /// The index.
    pub index: Index,
    /// Its texts.
    pub texts: RecordTexts,
    /// The site's own words for its copy, see [`own_words`].
    words: Vec<(String, String)>,
}

/// Bodies that could not be fetched, by the number of the record.
type BodyFaults = Vec<(usize, PageFault)>;

impl Searchable {
    fn build(pages: &Pages<'_>, copy: Option<&Converter>, bodies: &dyn Bodies) -> Result<Self, BodyFaults> {
        let texts = RecordTexts::new(pages);
        let index = Index::build(records(pages), &facets(pages), &names(pages), &texts.from(bodies), copy)?;
        Ok(Self { index, texts, words: own_words(pages.site) })
    }

    /// The n-th file of its texts.
    ///
    /// # Errors
    /// When a body cannot be fetched.
    pub fn text(&self, n: usize, bodies: &dyn Bodies) -> Result<Vec<u8>, PageFault> {
        self.index.text(n, &self.texts.from(bodies))
    }
}

/// Indexes a site. Bodies that cannot be fetched are reported, and then there is no index.
fn index(
    pages: &Pages<'_>,
    copy: Option<&Converter>,
    bodies: &dyn Bodies,
    findings: &mut Findings,
) -> Option<Searchable> {
    match Searchable::build(pages, copy, bodies) {
        Ok(index) => Some(index),
        Err(faults) => {
            let of_page = |(n, fault)| (n, ProduceFault::Render(RenderFault::Page(fault)));
            report(faults.into_iter().map(of_page).collect(), findings);
            None
        }
    }
}

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

/// What the site itself says of its copy: its words first, then the names of counties. Empty without a copy.
fn own_words(site: &Site) -> Vec<(String, String)> {
    let Some(to) = site.config.copy else { return Vec::new() };
    let names = site.counties.iter().filter_map(|c| Some((c.file.name.value.clone(), c.file.name_hant.clone()?)));
    let names = names.map(|(hans, hant)| if to == Script::Hant { (hans, hant) } else { (hant, hans) });
    site.config.copy_words.iter().cloned().chain(names).collect()
}

/// What turns the site into its copy, if it has one: its own words, and articles that are in the copy's script already
/// keep theirs.
fn converter(site: &Site) -> Option<Converter> {
    let to = site.config.copy?;
    let in_it = site.articles.iter().filter(|a| a.file.lang.as_deref().and_then(Script::parse) == Some(to));
    let kept = in_it.flat_map(crate::page::words_in_lists).map(|words| (words.clone(), words));
    Some(Converter::new(to, own_words(site).into_iter().chain(kept).collect()))
}

/// Which path holds what.
#[derive(Debug)]
struct Files {
    contents: Vec<Content>,
    /// `None` when paths clash.
    layout: Option<Layout>,
    findings: Findings,
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
        findings.extend(problems.iter().map(template));
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

    /// Whether the copy writes all words as it did when an index was made.
    #[must_use]
    pub fn writes_as(&self, before: &Searchable) -> bool {
        own_words(&self.site) == before.words
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

impl Files {
    /// Decides every path. Clashes are reported, and then there is no layout.
    fn plan(pages: &Pages<'_>, copy: Option<&Converter>, assets: &Assets, search: Option<&Index>) -> Self {
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
fn origin(site: &Site, route: Route) -> Option<Span> {
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
fn body(site: &Site, route: Route) -> Option<&Body> {
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

fn bad_path(address: &Address, bad: &BadPath) -> Diagnostic {
    let path = address.as_str();
    Diagnostic::new(
        Code::BadId,
        Words::new(
            format!("“{path}”不能作网址：{}", bad_path_words(*bad)),
            format!("`{path}` cannot be an address: {bad}"),
        ),
    )
    .help(Words::new("改文件名、slug 或标签", "change the file name, slug or tag"))
}

fn bad_path_words(bad: BadPath) -> String {
    match bad {
        BadPath::EmptySegment => "有一段是空的".to_owned(),
        BadPath::DotSegment => "有一段是“.”或“..”".to_owned(),
        BadPath::Character(c) => format!("有不能用的字符 U+{:04X}", u32::from(c)),
        BadPath::TooLong(bytes) => format!("有一段长{bytes}字节，最多255字节"),
        BadPath::Reserved => "是网站自己要用的名字".to_owned(),
    }
}

/// Files that cannot both be there, as findings without a place.
#[must_use]
pub fn clashes(collisions: &[Collision]) -> Findings {
    let mut findings = Findings::new();
    findings.extend(collisions.iter().map(|c| clash(c, &[])));
    findings
}

fn clash(c: &Collision, spans: &[Option<Span>]) -> Diagnostic {
    let span = |origin: &str| origin.parse::<usize>().ok().and_then(|n| spans.get(n).cloned().flatten());
    let (first, second) = (c.first.path.as_str(), c.second.path.as_str());
    let message = match c.kind {
        CollisionKind::Same => {
            Words::new(format!("两处内容的网址相同：{first}"), format!("two things want one address: {first}"))
        }
        CollisionKind::Case => Words::new(
            format!("两个网址只差大小写或字形：{first} 与 {second}"),
            format!("two addresses differ only in letter case or normal form: {first} and {second}"),
        ),
        CollisionKind::Folder => Words::new(
            format!("{first} 既是文件又是文件夹（{second}）"),
            format!("{first} is wanted as a file and as a folder ({second})"),
        ),
    };
    let mut d = Diagnostic::new(Code::DuplicateUrl, message)
        .help(Words::new("改其中一个的文件名，或给它写 slug", "rename one of the two or give it a `slug`"));
    match (span(&c.second.origin), span(&c.first.origin)) {
        (Some(at), Some(other)) => {
            d = d.at(at).also(other, Words::new("另一处在这里", "the other one is here"));
        }
        (Some(at), None) | (None, Some(at)) => d = d.at(at),
        (None, None) => {}
    }
    d
}

/// Faults of production as findings; a template's fault is told once, with the first page it hit.
pub fn report(faults: Vec<(usize, ProduceFault)>, findings: &mut Findings) {
    let mut told = Vec::new();
    for (_, fault) in faults {
        match fault {
            ProduceFault::Read(e) => findings.push(unreadable(&e)),
            // All forms of a picture fail alike.
            ProduceFault::Picture { at, flaw } => {
                let mut problem = pictures::flawed(&flaw);
                problem.span = at;
                if !findings.iter().any(|f| *f == problem) {
                    findings.push(problem);
                }
            }
            ProduceFault::Render(RenderFault::Page(PageFault::Body { file, fault: BodyFault::Changed })) => {
                findings.push(changed(&file));
            }
            ProduceFault::Render(RenderFault::Template(problem)) => {
                let key = (problem.path.clone(), problem.span.start, problem.message.en.clone());
                if !told.contains(&key) {
                    told.push(key);
                    findings.push(template(&problem));
                }
            }
        }
    }
}

fn changed(file: &SourcePath) -> Diagnostic {
    Diagnostic::new(
        Code::Unreadable,
        Words::new("生成期间文件被改动，这次没有完成", "the file changed while the site was being built"),
    )
    .at(Span::file(file))
    .help(Words::new("再运行一次", "run the command again"))
}

/// A template's problem as a finding.
fn template(problem: &TemplateProblem) -> Diagnostic {
    let (zh, en) = match &problem.page {
        Some(page) => (format!("（生成 {page} 时）"), format!(" (while rendering {page})")),
        None => (String::new(), String::new()),
    };
    let message = Words::new(format!("{}{zh}", problem.message.zh), format!("{}{en}", problem.message.en));
    let d = Diagnostic::new(Code::Template, message).help_if(problem.hint.clone());
    if problem.path.is_empty() {
        return d;
    }
    d.at(Span::new(&SourcePath::new(problem.path.as_str()), problem.span.clone()))
}
