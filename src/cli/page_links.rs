//! Where the links of all rendered pages lead: the part of `check` that a build has no need of.

use std::collections::BTreeMap;

use crate::config::{BaseUrl, Config};
use crate::diag::{Code, Diagnostic, Findings, Words};
use crate::hyperlink::{self, Checked, Files};
use crate::output::{Layout, OutPath};
use crate::publish::Edition;

/// The links of one site.
pub struct PageLinks<'a> {
    layout: &'a Layout,
    files: Files,
}

impl<'a> PageLinks<'a> {
    /// The files that links may lead to.
    pub fn new(layout: &'a Layout, config: &Config) -> Self {
        let paths = layout.paths().iter().map(|path| path.as_str().to_owned());
        let manifest = std::iter::once(crate::output::MANIFEST.to_owned());
        Self { layout, files: Files::new(paths.chain(manifest), config.base_url.as_ref().map(BaseUrl::as_str)) }
    }

    /// Reads the n-th file, if it is a page.
    pub fn read(&self, n: usize, bytes: &[u8]) -> Checked {
        match (self.path(n), std::str::from_utf8(bytes)) {
            (path, Ok(html)) if path.rsplit('.').next() == Some("html") => hyperlink::check(path, html, &self.files),
            _ => Checked::default(),
        }
    }

    fn path(&self, n: usize) -> &str {
        self.layout.paths().get(n).map(OutPath::as_str).unwrap_or_default()
    }

    /// Tells of every link once, with the first page that has it and how many others do.
    pub fn report(&self, pages: &[Checked], edition: &Edition, findings: &mut Findings) {
        let files =
            pages.iter().enumerate().flat_map(|(n, page)| page.broken.iter().map(move |href| (n, href.clone())));
        let mut links: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (n, href) in files.chain(hyperlink::without_place(pages)) {
            links.entry(href).or_default().push(n);
        }
        for (href, on) in links {
            findings.extend(on.first().map(|first| self.problem(&href, *first, on.len(), edition)));
        }
    }

    fn problem(&self, href: &str, first: usize, count: usize, edition: &Edition) -> Diagnostic {
        let page = self.path(first);
        let (zh, en) = match count {
            1 => (format!("页面 {page} "), format!("the page {page}")),
            n => (format!("页面 {page} 等{n}页"), format!("the page {page} and others, {n} in all,")),
        };
        let words =
            Words::new(format!("{zh}的链接“{href}”不通"), format!("{en} has the link `{href}`, which leads nowhere"));
        let help = Words::new(
            "改模板或正文里的这个链接；锚点要与目标页面的 id 一致",
            "mend the link in the template or text; an anchor must be an id of the page it leads to",
        );
        let d = Diagnostic::new(Code::BrokenPageLink, words).help(help);
        match edition.origin(first) {
            Some(span) => d.at(span),
            None => d,
        }
    }
}
