//! Links between content files: a path as written, relative to the file it stands in → what the site made of it.

use std::collections::{BTreeSet, HashMap};

use super::site::{ArticleIx, ColumnIx, CountyIx, IndicatorIx, IssueIx, PageIx};
use crate::article::markdown::{LinkKind, LinkRef};
use crate::article::{Article, Body};
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, Words, nearest_few};
use crate::source::percent_decode;

/// What a content file became.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkTarget {
    /// An article that is published.
    Article(ArticleIx),
    /// An article or issue that is not published now: the link is kept as text.
    Unpublished,
    /// A county.
    County(CountyIx),
    /// An indicator.
    Indicator(IndicatorIx),
    /// A column.
    Column(ColumnIx),
    /// An issue that is out.
    Issue(IssueIx),
    /// A page.
    Page(PageIx),
}

/// What a written destination is.
#[derive(Debug, PartialEq, Eq)]
enum Destination<'a> {
    /// `https:`, `mailto:` …: not ours.
    Outside,
    /// A scheme that must not be followed.
    Unsafe,
    /// A heading of this file.
    Here(&'a str),
    /// A file, perhaps a heading in it.
    File { path: Option<String>, anchor: Option<&'a str> },
}

/// The path of `to`, which stands in a file of `folder`, relative to the site; a leading `/` counts from `content/`.
/// `None` if it climbs out of the site.
#[must_use]
pub fn normalise(folder: &str, to: &str) -> Option<String> {
    let to = percent_decode(to);
    let (base, rest) = match to.strip_prefix('/') {
        Some(rest) => ("content", rest),
        None => (folder, to.as_str()),
    };
    let mut parts: Vec<&str> = base.split('/').filter(|s| !s.is_empty()).collect();
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

fn destination<'a>(folder: &str, to: &'a str) -> Destination<'a> {
    if let Some(anchor) = to.strip_prefix('#') {
        return Destination::Here(anchor);
    }
    match scheme(to).as_deref() {
        Some("http" | "https" | "mailto" | "tel") => return Destination::Outside,
        Some(_) => return Destination::Unsafe,
        None if to.starts_with("//") => return Destination::Outside,
        None => {}
    }
    let (path, anchor) = to.split_once('#').map_or((to, None), |(p, a)| (p, Some(a)));
    let path = path.split('?').next().unwrap_or(path);
    Destination::File { path: normalise(folder, path), anchor: anchor.filter(|a| !a.is_empty()) }
}

/// The scheme of a URL (RFC 3986 §3.1), lower case.
fn scheme(to: &str) -> Option<String> {
    let (scheme, _) = to.split_once(':')?;
    let mut chars = scheme.chars();
    let first = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    (first && chars.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))).then(|| scheme.to_ascii_lowercase())
}

/// Checks the links of bodies.
pub struct LinkCheck<'a> {
    /// What content files became.
    pub targets: &'a HashMap<SourcePath, LinkTarget>,
    /// Bodies of other files, for their headings.
    pub body: &'a (dyn Fn(&SourcePath) -> Option<&'a Body> + Sync),
    /// Pictures and other files.
    pub attachments: &'a BTreeSet<SourcePath>,
}

/// What a body's links come to.
#[derive(Debug, Default)]
pub struct Checked {
    /// Links, pictures and footnotes that lead nowhere.
    pub findings: Findings,
    /// The pictures and other files that it refers to, and whether by a link.
    pub files: Vec<(SourcePath, LinkKind)>,
    /// Whether it leads to headings of other files, which change with those.
    pub has_anchors: bool,
}

impl LinkCheck<'_> {
    /// Looks at every link, picture and footnote of a body.
    pub fn check(&self, body: &Body) -> Checked {
        let mut out = Checked::default();
        for link in &body.outline.links {
            let found = match link.kind {
                LinkKind::Link => self.link(body, link, &mut out),
                LinkKind::Picture { has_alt } => self.picture(body, link, has_alt, &mut out),
            };
            out.findings.extend(found.map(|d| d.at(body.span(&link.range))));
        }
        for (label, range) in &body.outline.lost_footnotes {
            out.findings.push(lost_footnote(label).at(body.span(range)));
        }
        out
    }

    /// Looks at the links of an article's body, and at the picture that stands for it.
    pub fn check_article(&self, article: &Article) -> Checked {
        let mut out = self.check(&article.body);
        let Some(cover) = &article.cover else { return out };
        let path = normalise(article.file.folder(), &cover.value).map(SourcePath::new);
        match path.filter(|path| self.attachments.contains(path)) {
            Some(path) => out.files.push((path, LinkKind::Picture { has_alt: true })),
            None => {
                let near = self.near(&article.body, &SourcePath::new(cover.value.as_str()));
                let at = Span::new(&article.file, cover.range.clone());
                out.findings.push(missing_picture(&cover.value, &near).at(at));
            }
        }
        out
    }

    fn link(&self, body: &Body, link: &LinkRef, out: &mut Checked) -> Option<Diagnostic> {
        match destination(body.handle.file.folder(), &link.to) {
            Destination::Outside => None,
            Destination::Unsafe => Some(unsafe_link(&link.to)),
            Destination::Here(anchor) => Self::anchor(body, anchor),
            Destination::File { path: None, .. } => Some(broken(&link.to, &[])),
            Destination::File { path: Some(path), anchor } => {
                let path = SourcePath::new(path);
                if self.targets.contains_key(&path) {
                    out.has_anchors |= anchor.is_some();
                    return anchor.and_then(|anchor| Self::anchor((self.body)(&path)?, anchor));
                }
                if self.attachments.contains(&path) {
                    out.files.push((path, link.kind));
                    return None;
                }
                Some(broken(&link.to, &self.near(body, &path)))
            }
        }
    }

    /// Files of a similar name, as they would be written here.
    fn near(&self, body: &Body, path: &SourcePath) -> Vec<String> {
        let mut others: Vec<&SourcePath> =
            self.targets.keys().chain(self.attachments).filter(|f| **f != body.handle.file).collect();
        others.sort_unstable();
        let stems = nearest_few(stem(path), others.iter().map(|f| stem(f)), 2);
        let same = others.iter().filter(|f| stems.contains(&stem(f)));
        same.take(2).map(|f| relative(body.handle.file.folder(), f.as_str())).collect()
    }

    fn anchor(body: &Body, anchor: &str) -> Option<Diagnostic> {
        let anchor = percent_decode(anchor);
        let headings = &body.outline.headings;
        let found = headings.iter().any(|h| h.id == anchor) || anchor.starts_with("fn") || anchor == "main";
        if found {
            return None;
        }
        let near = nearest_few(&anchor, headings.iter().map(|h| h.id.as_str()), 3);
        let all: Vec<&str> = headings.iter().map(|h| h.id.as_str()).take(5).collect();
        let list = if near.is_empty() { all } else { near };
        let message = Words::new(format!("没有“#{anchor}”这个小标题"), format!("there is no heading `#{anchor}`"));
        Some(Diagnostic::new(Code::BrokenAnchor, message).help(anchor_help(&list)))
    }

    fn picture(&self, body: &Body, link: &LinkRef, has_alt: bool, out: &mut Checked) -> Option<Diagnostic> {
        match destination(body.handle.file.folder(), &link.to) {
            Destination::Outside => Some(foreign_picture(&link.to)),
            Destination::Unsafe | Destination::Here(_) => Some(unsafe_link(&link.to)),
            Destination::File { path, .. } => {
                let path = path.map(SourcePath::new);
                if let Some(path) = path.as_ref().filter(|p| self.attachments.contains(p)) {
                    out.files.push((path.clone(), link.kind));
                    return (!has_alt).then(missing_alt);
                }
                let near = path.map(|p| self.near(body, &p)).unwrap_or_default();
                Some(missing_picture(&link.to, &near))
            }
        }
    }
}

/// The name without its extension: every Markdown file is alike in `.md`. Of a folder article, the folder's name.
fn stem(path: &SourcePath) -> &str {
    let name = path.file_name();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if stem == "index" { path.folder().rsplit('/').next().unwrap_or(stem) } else { stem }
}

/// `to` as it would be written in a file of `folder`.
fn relative(folder: &str, to: &str) -> String {
    let from: Vec<&str> = folder.split('/').collect();
    let parts: Vec<&str> = to.split('/').collect();
    let common = from.iter().zip(&parts).take_while(|(a, b)| a == b).count();
    let mut out = vec![".."; from.len() - common];
    out.extend(parts.iter().skip(common));
    out.join("/")
}

fn anchor_help(ids: &[&str]) -> Words {
    if ids.is_empty() {
        return Words::new(
            "那篇没有小标题，去掉链接里 # 后面的部分",
            "that file has no headings; leave out what follows the #",
        );
    }
    let ids: Vec<String> = ids.iter().map(|h| format!("#{h}")).collect();
    Words::new(format!("可以链到：{}", ids.join("、")), format!("headings: {}", ids.join(", ")))
}

fn suggestion(near: &[String], otherwise: Words) -> Words {
    if near.is_empty() {
        return otherwise;
    }
    Words::new(format!("是不是 {}？", near.join(" 或 ")), format!("did you mean {}?", near.join(" or ")))
}

fn broken(to: &str, near: &[String]) -> Diagnostic {
    Diagnostic::new(
        Code::BrokenLink,
        Words::new(format!("链接指向的文件不存在：{to}"), format!("the link leads to a file that is not there: {to}")),
    )
    .help(suggestion(
        near,
        Words::new(
            "站内链接写文件的相对路径，例如 ../../counties/qingyun.md",
            "link to a file by its relative path, as in ../../counties/qingyun.md",
        ),
    ))
}

fn missing_picture(to: &str, near: &[String]) -> Diagnostic {
    Diagnostic::new(
        Code::MissingPicture,
        Words::new(format!("图片不存在：{to}"), format!("the picture is not there: {to}")),
    )
    .help(suggestion(
        near,
        Words::new(
            "把图片放在稿件的文件夹里，检查文件名的大小写和后缀",
            "put the picture beside the article; check the spelling of its name",
        ),
    ))
}

fn foreign_picture(to: &str) -> Diagnostic {
    Diagnostic::new(
        Code::MissingPicture,
        Words::new(format!("图片在别的网站上：{to}"), format!("the picture is on another site: {to}")),
    )
    .help(Words::new(
        "把图片存到稿件的文件夹里再引用：网站不从别处加载任何东西",
        "save it beside the article: pages load nothing from other hosts",
    ))
}

fn missing_alt() -> Diagnostic {
    Diagnostic::new(Code::MissingAlt, Words::new("图片没有文字说明", "the picture has no alternative text")).help(
        Words::new(
            "在方括号里写图上有什么，给看不见图的读者：![图上有什么](图片.jpg)",
            "say in the brackets what the picture shows: ![what it shows](picture.jpg)",
        ),
    )
}

fn unsafe_link(to: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnsafeLink,
        Words::new(format!("不允许这种链接：{to}"), format!("this kind of link is not allowed: {to}")),
    )
    .help(Words::new("只用 https、http、mailto、tel 或站内文件", "use https, http, mailto, tel or a file of the site"))
}

fn lost_footnote(label: &str) -> Diagnostic {
    Diagnostic::new(
        Code::MissingFootnote,
        Words::new(format!("没有脚注[^{label}]的内容"), format!("there is no footnote [^{label}]")),
    )
    .help(Words::new(format!("在文末另起一行写 [^{label}]: 内容"), format!("add a line `[^{label}]: …` at the end")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(folder: &str, to: &str, expect: Option<&str>) {
        assert_eq!(normalise(folder, to).as_deref(), expect, "{folder} {to}");
    }

    #[test]
    fn paths() {
        check("content/articles/2023", "../../counties/qingyun.md", Some("content/counties/qingyun.md"));
        check("content/articles", "a%20b.png", Some("content/articles/a b.png"));
        check("content/articles", "/images/a.png", Some("content/images/a.png"));
        check("content", "../../x", None);
        check("content/articles", "./a/./b.png", Some("content/articles/a/b.png"));
    }

    #[test]
    fn destinations() {
        assert_eq!(destination("c", "javascript:alert(1)"), Destination::Unsafe);
        assert_eq!(destination("c", "JavaScript:alert(1)"), Destination::Unsafe);
        assert_eq!(destination("c", "https://example.org"), Destination::Outside);
        assert_eq!(destination("c", "#小结"), Destination::Here("小结"));
        assert_eq!(relative("content/articles/2023", "content/counties/a.md"), "../../counties/a.md");
    }
}
