//! Disk → model: reads every file in parallel, parses each by itself, assembles the site. The only place where
//! `source`, `article`, `definition` and `model` meet.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::article;
use crate::config::{self, BaseUrl, Config};
use crate::definition::{ColumnFile, CountyFile, IndicatorFile, PageFile};
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, Words};
use crate::model::{Input, Options, Publication, Site, assemble};
use crate::source::{Disk, SiteFiles, TextFile, Unit};

/// A site, read and assembled.
pub struct Loaded {
    /// The site.
    pub site: Site,
    /// Pictures and other files that pages may refer to.
    pub files: SiteFiles,
}

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
    findings.extend(own);
    config
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
    let counties = read_all(disk, &files.counties, CountyFile::read, findings);
    (counties, read_all(disk, &files.indicators, IndicatorFile::read, findings))
}

/// Reads and assembles a whole site.
pub fn site(disk: &Disk, config: Config, options: Options, findings: &mut Findings) -> Loaded {
    let files = disk.scan(findings);
    let input = Input {
        config,
        articles: read_articles(disk, &files.articles, options, findings),
        counties: read_all(disk, &files.counties, CountyFile::read, findings),
        indicators: read_all(disk, &files.indicators, IndicatorFile::read, findings),
        columns: read_all(disk, &files.columns, ColumnFile::read, findings),
        pages: read_all(disk, &files.pages, PageFile::read, findings),
        attachments: files.attachments.clone(),
    };
    report_no_articles(&files, findings);
    let silenced: BTreeMap<SourcePath, Vec<Code>> =
        input.articles.iter().map(|a| (a.file.clone(), a.silence.clone())).filter(|(_, s)| !s.is_empty()).collect();
    let site = assemble(input, options, findings);
    let silent =
        |d: &Diagnostic| d.span.as_ref().and_then(|s| silenced.get(&s.file)).is_some_and(|s| s.contains(&d.code));
    findings.retain(|d| !silent(d));
    Loaded { site, files }
}

/// Problems in an article that is not shown are warnings.
fn read_articles(disk: &Disk, units: &[Unit], options: Options, findings: &mut Findings) -> Vec<article::Article> {
    let read = |id: &str, file: &TextFile, own: &mut Findings| {
        let article = article::read(id, file, own);
        if article.as_ref().is_some_and(|a| Publication::of(a, options) != Publication::Published) {
            own.soften();
        }
        article
    };
    read_all(disk, units, read, findings)
}

fn read_all<T: Send>(
    disk: &Disk,
    units: &[Unit],
    read: impl Fn(&str, &TextFile, &mut Findings) -> Option<T> + Sync,
    findings: &mut Findings,
) -> Vec<T> {
    let results: Vec<(Option<T>, Findings)> = units
        .par_iter()
        .map(|unit| {
            let mut own = Findings::new();
            let thing = match disk.text_file(&unit.file) {
                Ok(file) => read(&unit.id, &file, &mut own),
                Err(problem) => {
                    own.push(*problem);
                    None
                }
            };
            (thing, own)
        })
        .collect();
    let mut things = Vec::with_capacity(results.len());
    for (thing, own) in results {
        things.extend(thing);
        findings.extend(own);
    }
    things
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
