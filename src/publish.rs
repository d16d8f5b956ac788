//! Site → files: which path holds what, and the bytes of each. Decides nothing about how files are written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::article::Body;
use crate::article::markdown::LinkKind;
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, Words};
use crate::model::{Site, normalise_path};
use crate::output::{BadPath, Collision, CollisionKind, Digest, Layout, OutPath, Plan};
use crate::page::{Address, Attachments, Pages, RecordTexts, Route, facets, hashed_path, names, records};
use crate::render::{RenderFault, render};
use crate::search::Index;
use crate::source::theme_files::ThemeTexts;
use crate::source::{BodyFault, Disk, ReadError, unreadable};
use crate::theme::{TemplateProblem, TemplateText, Theme, ThemeFiles};

/// What a file of the site is made of.
#[derive(Debug, Clone)]
enum Content {
    /// A page or data file.
    Route(Route),
    /// An asset of the theme.
    Asset(String),
    /// A picture or other file.
    File(SourcePath),
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
}

/// The assets of a theme under their published names.
pub struct Assets {
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

/// Loads the theme for a site whose pages are known.
///
/// # Errors
/// What is wrong with its templates.
pub fn load_theme(texts: ThemeTexts, assets: &Assets, pages: &Pages<'_>) -> Result<Theme, Vec<TemplateProblem>> {
    let templates = texts.templates.into_iter().map(|t| TemplateText {
        theme: t.theme,
        name: t.name,
        text: t.text,
        path: t.path.as_str().to_owned(),
    });
    let files = ThemeFiles {
        themes: texts.chain,
        templates: templates.collect(),
        words: texts.words,
        assets: assets.paths.clone(),
    };
    Theme::load(files, &crate::page::site_view(pages))
}

/// Finds the pictures and files that bodies refer to and names them after their content.
pub fn attachments(disk: &Disk, site: &Site, findings: &mut Findings) -> Attachments {
    let mut wanted: Vec<SourcePath> = bodies(site).flat_map(references).collect();
    wanted.sort();
    wanted.dedup();
    wanted.retain(|path| !site.targets.contains_key(path) && disk.exists(path.as_str()));
    let digests: Vec<_> = wanted.par_iter().map(|path| disk.bytes(path).map(|b| Digest::of(&b).to_string())).collect();
    let mut attachments = Attachments::default();
    for (path, digest) in wanted.into_iter().zip(digests) {
        match digest {
            Ok(digest) => attachments.add(path, &digest),
            Err(e) => findings.push(unreadable(&e)),
        }
    }
    attachments
}

/// Every body that is shown.
fn bodies(site: &Site) -> impl Iterator<Item = &Body> {
    (site.articles.iter().map(|a| &a.file.body))
        .chain(site.counties.iter().map(|c| &c.file.body))
        .chain(site.indicators.iter().map(|i| &i.file.body))
        .chain(site.columns.iter().map(|c| &c.file.body))
        .chain(site.pages.iter().map(|p| &p.body))
}

/// Files a body refers to; Markdown files and other sites are not among them.
fn references(body: &Body) -> impl Iterator<Item = SourcePath> + '_ {
    let folder = body.handle.file.folder();
    let links = body.outline.links.iter().filter(|l| matches!(l.kind, LinkKind::Picture { .. }) || !l.to.contains(':'));
    links.filter_map(move |link| {
        let path = link.to.split(['#', '?']).next().unwrap_or_default();
        normalise_path(folder, path).filter(|p| !p.is_empty() && !path.is_empty()).map(SourcePath::new)
    })
}

/// The search index of a site.
pub struct Search<'a> {
    index: Index,
    texts: RecordTexts<'a>,
}

impl<'a> Search<'a> {
    /// Indexes a site. Bodies that cannot be fetched are reported, and then there is no index.
    pub fn build(pages: &'a Pages<'a>, disk: &'a Disk, findings: &mut Findings) -> Option<Self> {
        let texts = RecordTexts::new(pages, disk);
        match Index::build(records(pages), &facets(pages), &names(pages), &texts) {
            Ok(index) => Some(Self { index, texts }),
            Err(faults) => {
                let of_page = |(n, fault)| (n, ProduceFault::Render(RenderFault::Page(fault)));
                report(faults.into_iter().map(of_page).collect(), findings);
                None
            }
        }
    }
}

/// All files of a site.
pub struct Files<'a> {
    pages: &'a Pages<'a>,
    assets: &'a Assets,
    search: Option<&'a Search<'a>>,
    contents: Vec<Content>,
}

impl<'a> Files<'a> {
    /// Decides every path. Clashes are reported, and then there is no layout.
    pub fn plan(
        pages: &'a Pages<'a>,
        assets: &'a Assets,
        search: Option<&'a Search<'a>>,
        findings: &mut Findings,
    ) -> (Self, Option<Layout>) {
        let mut planned = Planned { plan: Plan::default(), contents: Vec::new(), spans: Vec::new(), findings };
        for route in pages.routes() {
            let origin = origin(pages.site, *route);
            planned.add(&pages.address(*route), Content::Route(*route), origin);
        }
        for (name, path) in &assets.paths {
            planned.add(&Address::new(path.clone()), Content::Asset(name.clone()), None);
        }
        let mut before = None;
        for file in pages.attachments.by_address() {
            let is_asset = assets.paths.values().any(|p| p == file.address.as_str());
            if before.replace(&file.address) != Some(&file.address) && !is_asset {
                planned.add(&file.address, Content::File(file.file.clone()), Some(Span::file(&file.file)));
            }
        }
        if let Some(search) = search {
            planned.add_search(&search.index);
        }
        let (contents, layout) = planned.decide();
        (Self { pages, assets, search, contents }, layout)
    }

    /// The bytes of the n-th file.
    ///
    /// # Errors
    /// When it cannot be rendered or read.
    pub fn produce(&self, n: usize, theme: &Theme, disk: &Disk) -> Result<Cow<'a, [u8]>, ProduceFault> {
        match self.contents.get(n) {
            Some(Content::Route(route)) => {
                render(self.pages, theme, disk, *route).map(Cow::Owned).map_err(ProduceFault::Render)
            }
            Some(Content::Asset(name)) => {
                Ok(self.assets.bytes.get(name).map_or(Cow::Owned(Vec::new()), |b| Cow::Borrowed(b.as_slice())))
            }
            Some(Content::File(path)) => disk.bytes(path).map(Cow::Owned).map_err(ProduceFault::Read),
            Some(Content::Search(file)) => Ok(self.search_file(*file)),
            Some(Content::SearchText(group)) => self.search_text(*group),
            None => Ok(Cow::Owned(Vec::new())),
        }
    }

    fn search_file(&self, file: usize) -> Cow<'a, [u8]> {
        let files = self.search.map(|s| s.index.files()).unwrap_or_default();
        files.get(file).map_or(Cow::Owned(Vec::new()), |(_, bytes)| Cow::Borrowed(bytes.as_slice()))
    }

    fn search_text(&self, group: usize) -> Result<Cow<'a, [u8]>, ProduceFault> {
        let Some(search) = self.search else { return Ok(Cow::Owned(Vec::new())) };
        let text = search.index.text(group, &search.texts).map_err(RenderFault::Page);
        text.map(Cow::Owned).map_err(ProduceFault::Render)
    }

    /// How many files there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.contents.len()
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
                // A slug that is no segment has been reported when it was read.
                if !self.findings.iter().any(|f| f.code == Code::BadId && f.span == d.span) {
                    self.findings.push(d);
                }
            }
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
        Route::Article(ix) | Route::ArticleData(ix) => {
            let file = &site.article(ix).file;
            match &file.slug {
                Some(slug) => Some(Span::new(&file.file, slug.range.clone())),
                None => whole(&file.file),
            }
        }
        Route::County(ix, _) => whole(&site.county(ix).file.file),
        Route::Series(ix) | Route::SeriesData(ix, _) => whole(&site.indicator(site.series(ix).indicator).file.file),
        Route::Indicator(ix) | Route::IndicatorData(ix, _) => whole(&site.indicator(ix).file.file),
        Route::Column(ix, _) => whole(&site.column(ix).file.file),
        Route::Page(ix) => whole(&site.page(ix).file),
        Route::Tag(tag, _) => tag_span(site, tag),
        _ => None,
    }
}

/// Where a tag is first used.
fn tag_span(site: &Site, tag: u32) -> Option<Span> {
    let (name, articles) = site.tags.iter().nth(tag as usize)?;
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
            ProduceFault::Render(RenderFault::Page(crate::page::Fault::Body { file, fault: BodyFault::Changed })) => {
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
#[must_use]
pub fn template(problem: &TemplateProblem) -> Diagnostic {
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
