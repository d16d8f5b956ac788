//! Disk → model: reads every file in parallel, parses each by itself, assembles the site. The only place where
//! `source`, `article`, `definition` and `model` meet.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::article::{self, Article};
use crate::config::{self, BaseUrl, Config, Reviews};
use crate::definition::{ColumnFile, CountyFile, IndicatorFile, IssueFile, PageFile};
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, Words};
use crate::model::{Input, Known, Options, Publication, Site, assemble};
use crate::paint;
use crate::schema::forms::{self, Layout};
use crate::source::{Disk, SiteFiles, TextFile, Unit};

/// Reads site-config.yaml. A missing or broken one leaves the defaults, with a finding. A `base_url` that the caller
/// gives goes before the file's.
pub fn config(disk: &Disk, base_url: Option<BaseUrl>, findings: &mut Findings) -> Config {
    let mut own = Findings::new();
    let mut config = read_config(disk, &mut own);
    config.base_url = base_url.or(config.base_url);
    // A bad base_url, or no file at all, has been reported as such.
    let told = own.iter().any(|d| matches!(d.code, Code::BadSetting | Code::NoConfig));
    if config.base_url.is_none() && !told {
        own.push(no_base_url());
    }
    if config.social_cards && !told && (config.base_url.is_none() || paint::family().is_none()) {
        own.push(no_cards(&config));
    }
    findings.extend(own);
    config
}

fn no_cards(config: &Config) -> Diagnostic {
    let (zh, en) = if config.base_url.is_none() {
        ("没有 base_url，分享图不生成", "no base_url: pictures for shared links are left out")
    } else {
        ("本机没有中文字体，分享图不生成", "no Chinese font on this machine: pictures for shared links are left out")
    };
    let help = Words::new(
        "写上 base_url；安装一种中文字体，例如 Debian 的 fonts-noto-cjk",
        "set base_url; install a Chinese font, such as fonts-noto-cjk of Debian",
    );
    Diagnostic::new(Code::NoCards, Words::new(zh, en)).help(help)
}

fn no_base_url() -> Diagnostic {
    Diagnostic::new(
        Code::NoBaseUrl,
        Words::new(
            "没有 base_url：订阅、网站地图和规范网址不生成",
            "no base_url: feeds, sitemap and canonical addresses are left out",
        ),
    )
}

fn read_config(disk: &Disk, findings: &mut Findings) -> Config {
    let path = SourcePath::new(config::FILE);
    if !disk.exists(config::FILE) {
        findings.push(no_config());
        return Config::default();
    }
    match disk.text_file(&path) {
        Ok(file) => config::parse(&path, &file.text, findings),
        Err(problem) => {
            findings.push(*problem);
            Config::default()
        }
    }
}

fn no_config() -> Diagnostic {
    Diagnostic::new(
        Code::NoConfig,
        Words::new("这里不是网站文件夹：没有 site-config.yaml", "this is no site folder: there is no site-config.yaml"),
    )
    .help(Words::new(
        "在网站文件夹里运行，或用 --site 指出它在哪里",
        "run the command in the site's folder or say where it is with --site",
    ))
}

/// Counties and indicators alone, for what asks only for their names.
pub fn names(disk: &Disk, findings: &mut Findings) -> (Vec<CountyFile>, Vec<IndicatorFile>) {
    let files = disk.scan(findings);
    let counties = read_all(disk, &files.counties, &mut Kept::default(), CountyFile::read, findings);
    (counties, read_all(disk, &files.indicators, &mut Kept::default(), IndicatorFile::read, findings))
}

/// What a site offers for choice in forms.
pub fn form_names(disk: &Disk, findings: &mut Findings) -> forms::Names {
    let files = disk.scan(findings);
    let counties = read_all(disk, &files.counties, &mut Kept::default(), CountyFile::read, findings);
    let indicators = read_all(disk, &files.indicators, &mut Kept::default(), IndicatorFile::read, findings);
    let columns = read_all(disk, &files.columns, &mut Kept::default(), ColumnFile::read, findings);
    let below = files.articles.iter().filter_map(|unit| unit.file.as_str().strip_prefix("content/articles/"));
    let layouts: BTreeSet<Layout> = below.map(Layout::of).collect();
    let mut names = forms::Names {
        counties: counties.into_iter().map(|county| county.name.value).collect(),
        indicators: indicators
            .into_iter()
            .map(|indicator| (indicator.name.value, indicator.unit.map(|unit| unit.to_string())))
            .collect(),
        columns: columns.into_iter().map(|column| column.name).collect(),
        layouts: layouts.into_iter().collect(),
        short: BTreeSet::new(),
    };
    for article in files.articles.iter().filter_map(|unit| disk.text_file(&unit.file).ok()) {
        names.look_at(&article.text);
    }
    names
}

/// The texts of the site's word lists, among its files.
#[must_use]
pub fn word_lists(disk: &Disk, files: &BTreeSet<SourcePath>) -> Vec<String> {
    let lists = files.iter().filter(|path| {
        path.folder() == "content/wordlists" && path.file_name().rsplit_once('.').is_some_and(|(_, end)| end == "txt")
    });
    lists.filter_map(|path| disk.text_file(path).ok()).map(|file| file.text).collect()
}

/// Where content comes from: the disk, or copies of its files.
pub trait Texts: Sync {
    /// The text of a file.
    ///
    /// # Errors
    /// A diagnostic when it cannot be had.
    fn text_file(&self, path: &SourcePath) -> Result<TextFile, Box<Diagnostic>>;
}

impl Texts for Disk {
    fn text_file(&self, path: &SourcePath) -> Result<TextFile, Box<Diagnostic>> {
        Disk::text_file(self, path)
    }
}

/// What files were parsed to, findings included, and what was found out of it.
#[derive(Debug, Default)]
pub struct Memory {
    articles: Kept<Arc<Article>>,
    counties: Kept<CountyFile>,
    indicators: Kept<IndicatorFile>,
    columns: Kept<ColumnFile>,
    issues: Kept<IssueFile>,
    pages: Kept<PageFile>,
    known: Known,
}

impl Memory {
    /// Forgets files whose content is another now.
    pub fn forget(&mut self, changed: &BTreeSet<SourcePath>) {
        self.articles.forget(changed);
        self.counties.forget(changed);
        self.indicators.forget(changed);
        self.columns.forget(changed);
        self.issues.forget(changed);
        self.pages.forget(changed);
    }
}

/// What the files of one kind were parsed to, in their order.
#[derive(Debug)]
struct Kept<T>(Vec<(SourcePath, Parse<T>)>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// What one file was parsed to.
#[derive(Debug, Clone)]
struct Parse<T> {
    thing: Option<T>,
    findings: Findings,
}

/// Reads and assembles a whole site. What `memory` knows is not parsed again.
pub fn site(
    texts: &dyn Texts,
    files: &SiteFiles,
    memory: &mut Memory,
    config: Config,
    options: Options,
    findings: &mut Findings,
) -> Site {
    let input = Input {
        articles: read_articles(texts, &files.articles, &mut memory.articles, (config.reviews, options), findings),
        counties: read_all(texts, &files.counties, &mut memory.counties, CountyFile::read, findings),
        indicators: read_all(texts, &files.indicators, &mut memory.indicators, IndicatorFile::read, findings),
        columns: read_all(texts, &files.columns, &mut memory.columns, ColumnFile::read, findings),
        issues: read_all(texts, &files.issues, &mut memory.issues, IssueFile::read, findings),
        pages: read_all(texts, &files.pages, &mut memory.pages, PageFile::read, findings),
        attachments: Arc::clone(&files.attachments),
        config,
    };
    report_no_articles(files, findings);
    let site = assemble(input, options, &mut memory.known, findings);
    hush(&site, findings);
    site
}

/// Takes out what editors have looked at and accepted.
pub fn hush(site: &Site, findings: &mut Findings) {
    findings.retain(|d| !site.silences(d));
}

/// Problems in an article that is not shown are warnings.
fn read_articles(
    texts: &dyn Texts,
    units: &[Unit],
    kept: &mut Kept<Arc<Article>>,
    (reviews, options): (Option<Reviews>, Options),
    findings: &mut Findings,
) -> Vec<Arc<Article>> {
    let read = |id: &str, file: &TextFile, own: &mut Findings| article::read(id, file, own).map(Arc::new);
    let is_hidden = |article: &Arc<Article>| Publication::of(article, reviews, options) != Publication::Published;
    collect(kept.of(texts, units, read), is_hidden, findings)
}

fn read_all<T: Clone + Send + Sync>(
    texts: &dyn Texts,
    units: &[Unit],
    kept: &mut Kept<T>,
    read: impl Fn(&str, &TextFile, &mut Findings) -> Option<T> + Sync,
    findings: &mut Findings,
) -> Vec<T> {
    collect(kept.of(texts, units, read), |_| false, findings)
}

/// What was parsed; findings about what is hidden are softened.
fn collect<T: Clone>(
    parses: &[(SourcePath, Parse<T>)],
    is_hidden: impl Fn(&T) -> bool,
    findings: &mut Findings,
) -> Vec<T> {
    let mut things = Vec::with_capacity(parses.len());
    for (_, parse) in parses {
        if !parse.findings.is_empty() {
            let mut own = parse.findings.clone();
            if parse.thing.as_ref().is_some_and(&is_hidden) {
                own.soften();
            }
            findings.extend(own);
        }
        things.extend(parse.thing.clone());
    }
    things
}

impl<T> Kept<T> {
    fn forget(&mut self, changed: &BTreeSet<SourcePath>) {
        self.0.retain(|(path, _)| !changed.contains(path));
    }
}

impl<T: Clone + Send + Sync> Kept<T> {
    /// Parses each file by itself, or remembers what it was parsed to. Most files stand at the same distance from the
    /// first or the last as before, so only those between are looked for.
    fn of(
        &mut self,
        texts: &dyn Texts,
        units: &[Unit],
        read: impl Fn(&str, &TextFile, &mut Findings) -> Option<T> + Sync,
    ) -> &[(SourcePath, Parse<T>)] {
        let known = &mut self.0;
        let is = |(known, unit): &(&(SourcePath, Parse<T>), &Unit)| known.0 == unit.file;
        let first = known.iter().zip(units).take_while(is).count();
        let rest = known.len().min(units.len()) - first;
        let last = known.iter().rev().zip(units.iter().rev()).take(rest).take_while(is).count();
        let old = first..known.len() - last;
        let between = known.get(old.clone()).unwrap_or_default();
        let moved: HashMap<&SourcePath, &Parse<T>> = between.iter().map(|(path, parse)| (path, parse)).collect();
        let new = units.get(first..units.len() - last).unwrap_or_default().par_iter().map(|unit| {
            let parse = moved.get(&unit.file).map_or_else(|| parse(texts, unit, &read), |known| (*known).clone());
            (unit.file.clone(), parse)
        });
        let new: Vec<_> = new.collect();
        known.splice(old, new);
        known
    }
}

fn parse<T>(texts: &dyn Texts, unit: &Unit, read: &impl Fn(&str, &TextFile, &mut Findings) -> Option<T>) -> Parse<T> {
    let mut findings = Findings::new();
    let thing = match texts.text_file(&unit.file) {
        Ok(file) => read(&unit.id, &file, &mut findings),
        Err(problem) => {
            findings.push(*problem);
            None
        }
    };
    Parse { thing, findings }
}

fn report_no_articles(files: &SiteFiles, findings: &mut Findings) {
    if files.articles.is_empty() {
        findings.push(
            Diagnostic::new(
                Code::StrayFile,
                Words::new("content/articles 里没有稿件", "there are no articles in content/articles"),
            )
            .at(Span::file(&SourcePath::new(config::FILE))),
        );
    }
}
