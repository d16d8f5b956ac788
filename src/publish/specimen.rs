//! A made-up site, for the page kinds that a site has none of: a check renders one page of each like any other, so that a
//! mistake in `issue.html` does not wait for the first issue. Its files stand in the program; it must not know templates.

use std::collections::HashSet;

use include_dir::{Dir, include_dir};

use super::Edition;
use super::faults::template_while;
use crate::config::Config;
use crate::diag::{Findings, SourcePath, Words};
use crate::load::{self, Memory};
use crate::model::{Options, Site};
use crate::page::{Attachments, Directory, Pages, Route};
use crate::render::{RenderFault, render};
use crate::source::{Disk, SiteFiles};
use crate::theme::TemplateProblem;

static CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/specimen");

/// The site, and where its texts stand.
struct Specimen {
    disk: Disk,
    site: Site,
}

impl Specimen {
    /// The site in the language of another. Lists go on to a second page; nothing depends on the day.
    fn new(like: &Site) -> Self {
        let disk = Disk::new("").frozen();
        let mut paths = Vec::new();
        hold(&CONTENT, &disk, &mut paths);
        // What it has to say of itself is nobody's concern.
        let mut findings = Findings::new();
        let files = SiteFiles::of(paths, Vec::new(), &mut findings);
        let config = Config {
            title: like.config.title.clone(),
            language: like.config.language.clone(),
            base_url: like.config.base_url.clone(),
            page_size: 1,
            ..Config::default()
        };
        let options = Options { as_of: like.as_of, drafts: true };
        let site = load::site(&disk, &files, &mut Memory::default(), config, options, &mut findings);
        Self { disk, site }
    }
}

/// Lets the files of a folder stand in for files on the disk.
fn hold(folder: &Dir<'_>, disk: &Disk, paths: &mut Vec<SourcePath>) {
    for file in folder.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            let path = SourcePath::new(path.replace('\\', "/"));
            disk.hold(&path, Some(text));
            paths.push(path);
        }
    }
    folder.dirs().for_each(|folder| hold(folder, disk, paths));
}

impl Edition {
    /// Renders the first page of every kind that the site has no page of, with made-up content. What templates do wrong
    /// is reported, unless `findings` know of it.
    pub fn rehearse(&self, findings: &mut Findings) {
        let Some(theme) = &self.written.theme else { return };
        let specimen = Specimen::new(&self.site);
        let (attachments, directory) = (Attachments::default(), Directory::new(&specimen.site, None));
        let pages = Pages::new(&specimen.site, &self.themed.words, &attachments, &directory);
        for route in self.lacking(pages.routes()) {
            if let Err(RenderFault::Template(problem)) = render(&pages, theme, &specimen.disk, route) {
                let found = template_while(&problem, Some(rehearsing(&problem)));
                if !findings.iter().any(|f| f.code == found.code && f.span == found.span) {
                    findings.push(found);
                }
            }
        }
    }

    /// The first route of every kind that this edition has not.
    fn lacking(&self, routes: &[Route]) -> Vec<Route> {
        let mut seen: HashSet<_> = self.routes().map(|(_, route)| route.kind()).collect();
        routes.iter().copied().filter(|route| seen.insert(route.kind())).collect()
    }
}

fn rehearsing(problem: &TemplateProblem) -> Words {
    let page = problem.page.as_deref().unwrap_or_default();
    Words::new(
        format!("网站还没有这种页面，用虚构的内容试排 {page} 时"),
        format!("the site has no such page yet; while rendering {page} with made-up content"),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::page::{Built, Words as PageWords};
    use crate::source::theme_files;

    /// Every template of the theme that a page is made with is rendered, and a kind has one template.
    #[test]
    fn every_template_has_a_page() {
        let day = time::Date::from_ordinal_date(2024, 1).unwrap();
        let root = Disk::new(env!("CARGO_MANIFEST_DIR"));
        let mut findings = Findings::new();
        let texts = theme_files::read(&root, &Config::default().theme, "zh-Hans", &mut findings);
        let like = load::site(
            &root,
            &SiteFiles::default(),
            &mut Memory::default(),
            Config::default(),
            Options { as_of: day, drafts: false },
            &mut findings,
        );
        let Specimen { disk, site } = Specimen::new(&like);
        let (words, attachments, directory) =
            (PageWords::new(texts.words), Attachments::default(), Directory::new(&site, None));
        let pages = Pages::new(&site, &words, &attachments, &directory);
        let mut by_kind = BTreeMap::new();
        for route in pages.routes() {
            if let Built::View(view) = pages.build(&disk, *route).unwrap() {
                let kind = format!("{:?}", route.kind());
                assert_eq!(*by_kind.entry(kind).or_insert(view.template()), view.template(), "{route:?}");
            }
        }
        let rendered: BTreeSet<&str> = by_kind.into_values().collect();
        let templates = texts.templates.iter().map(|t| t.name.as_str());
        let frames = ["base.html", "list.html"];
        let own: BTreeSet<&str> = templates.filter(|name| !name.contains('/') && !frames.contains(name)).collect();
        assert_eq!(rendered, own);
    }
}
