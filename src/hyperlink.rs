//! Links of rendered pages: what `href` and `src` lead to within the site. Must not know what made a page.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// The files of a site, by their paths from its root.
#[derive(Debug, Default)]
pub struct Files {
    paths: HashSet<String>,
    /// The path part of the site's address, with a slash at its end; `/` if it has none.
    base: String,
    /// The whole address, if it is known.
    address: Option<String>,
}

impl Files {
    /// The files, and the address they will stand at.
    #[must_use]
    pub fn new(paths: impl Iterator<Item = String>, address: Option<&str>) -> Self {
        let base = address.and_then(|address| address.split_once("//")?.1.split_once('/')).map_or("", |(_, path)| path);
        let base = format!("/{}", base.trim_matches('/'));
        let base = if base == "/" { base } else { format!("{base}/") };
        Self { paths: paths.collect(), base, address: address.map(str::to_owned) }
    }
}

/// A place within a page, told apart by a fingerprint, so that those of 100,000 pages can be kept.
type Place = u64;

/// What one page has and wants.
#[derive(Debug, Default)]
pub struct Checked {
    /// The places it has.
    places: Vec<Place>,
    /// Links to places of other pages.
    wanted: Vec<(Place, String)>,
    /// Links that lead to no file, or to no place on the page itself.
    pub broken: Vec<String>,
}

/// Finds the links of the page at `path` that lead to no file.
#[must_use]
pub fn check(path: &str, html: &str, files: &Files) -> Checked {
    let attributes = attributes(html);
    let mut checked = Checked::default();
    let ids = attributes.iter().filter(|(name, _)| *name == "id");
    checked.places.extend(ids.map(|(_, id)| place(path, id)));
    for (_, value) in attributes.iter().filter(|(name, _)| matches!(*name, "href" | "src" | "poster")) {
        checked.link(path, value, files);
    }
    checked.broken.sort_unstable();
    checked.broken.dedup();
    checked
}

/// Of many pages those with links to places that no page has, with the links.
#[must_use]
pub fn without_place(pages: &[Checked]) -> Vec<(usize, String)> {
    let places: HashSet<Place> = pages.iter().flat_map(|page| page.places.iter().copied()).collect();
    let wanted = pages.iter().enumerate().flat_map(|(n, page)| page.wanted.iter().map(move |link| (n, link)));
    wanted.filter(|(_, (place, _))| !places.contains(place)).map(|(n, (_, href))| (n, href.clone())).collect()
}

impl Checked {
    fn link(&mut self, from: &str, href: &str, files: &Files) {
        let Some((target, anchor)) = files.target(from, href) else { return };
        let path = [target.clone(), format!("{target}index.html"), format!("{target}/index.html")]
            .into_iter()
            .find(|path| files.paths.contains(path));
        let Some(path) = path else { return self.broken.push(href.to_owned()) };
        let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty() && anchor != "top") else { return };
        let wanted = place(&path, &anchor);
        if path != from {
            self.wanted.push((wanted, href.to_owned()));
        } else if !self.places.contains(&wanted) {
            self.broken.push(href.to_owned());
        }
    }
}

impl Files {
    /// The path and anchor a link leads to; `None` if it leaves the site.
    fn target(&self, from: &str, href: &str) -> Option<(String, Option<String>)> {
        let own = self.address.as_deref().and_then(|address| href.strip_prefix(address));
        let (base, href) = match own {
            Some(rest) => ("", rest),
            None if href.starts_with("//") || has_scheme(href) => return None,
            None if href.starts_with('/') => ("", href.strip_prefix(&self.base).unwrap_or(href)),
            None => (from.rsplit_once('/').map_or("", |(folder, _)| folder), href),
        };
        let (path, anchor) = href.split_once('#').map_or((href, None), |(path, anchor)| (path, Some(decoded(anchor))));
        let path = decoded(path.split('?').next().unwrap_or_default());
        let target = if path.is_empty() && own.is_none() { from.to_owned() } else { resolved(base, &path) };
        Some((target, anchor))
    }
}

fn has_scheme(href: &str) -> bool {
    let scheme = href.split(['/', '?', '#']).next().unwrap_or_default();
    scheme.contains(':')
}

/// A relative path as seen from a folder; one that climbs out of the site keeps its dots and so is no file.
fn resolved(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." if !parts.is_empty() => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    let slash = if (path.is_empty() || path.ends_with(['/', '.'])) && !parts.is_empty() { "/" } else { "" };
    format!("{}{slash}", parts.join("/"))
}

/// Without percent signs of an address.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let hex = (byte == b'%').then(|| tail.get(..2)).flatten().and_then(|hex| std::str::from_utf8(hex).ok());
        let value = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(value.unwrap_or(byte));
        rest = if value.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn place(path: &str, id: &str) -> Place {
    let mut hasher = DefaultHasher::new();
    (path, id).hash(&mut hasher);
    hasher.finish()
}

/// The attributes of all tags, in order, with their values as a browser reads them. What scripts, styles and comments
/// hold is none.
fn attributes(html: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").and_then(|end| comment.get(end..)).unwrap_or_default();
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        let (name, after) = rest.split_at(length);
        rest = tag(after, &mut found);
        if matches!(name, "script" | "style" | "textarea" | "title") {
            rest = rest.find(&format!("</{name}")).and_then(|end| rest.get(end..)).unwrap_or_default();
        }
    }
    found
}

/// Reads the attributes of one tag; what follows it.
fn tag<'h>(text: &'h str, found: &mut Vec<(&'h str, String)>) -> &'h str {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return rest;
        }
        let length =
            rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len()).max(1);
        let Some(name) = rest.get(..length) else { return "" };
        rest = rest.get(length..).unwrap_or_default().trim_start();
        let Some(after) = rest.strip_prefix('=').map(str::trim_start) else { continue };
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, tail) = match quote {
            Some(quote) => after.get(1..).and_then(|inner| inner.split_once(quote)).unwrap_or((after, "")),
            None => after.split_at(after.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(after.len())),
        };
        found.push((name, unescaped(value)));
        rest = tail;
    }
}

/// The character references that an address may hold.
fn unescaped(value: &str) -> String {
    let named = [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&#x27;", "'"), ("&#39;", "'"), ("&#x2F;", "/")];
    let value = named.iter().fold(value.to_owned(), |value, (name, c)| value.replace(name, c));
    value.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn broken(html: &str, expect: &[&str]) {
        let paths = ["index.html", "a/index.html", "a/图.svg", "b.css"].map(str::to_owned);
        let files = Files::new(paths.into_iter(), Some("https://example.org/base/"));
        assert_eq!(check("a/index.html", html, &files).broken, expect, "{html}");
    }

    #[test]
    fn links_that_lead_nowhere() {
        broken(r#"<a href="../">x</a><a href="./">x</a><a href="?q=1#top"><img src="%E5%9B%BE.svg">"#, &[]);
        broken(r#"<a href="../c/">x</a><link href='/base/b.css'><link href=/base/c.css>"#, &["../c/", "/base/c.css"]);
        broken(r##"<p id="x"><a href="#x"><a href="#y">"##, &["#y"]);
        broken(
            r#"<a href="https://example.org/base/a/"><a href="https://example.org/base/z/">"#,
            &["https://example.org/base/z/"],
        );
        broken(r#"<a href="mailto:a@b"><a href="//host/x"><a href="https://else.where/">"#, &[]);
        broken(r#"<script>"<a href='gone'>"</script><!-- <a href="gone"> --><a href="../../out">"#, &["../../out"]);
    }

    #[test]
    fn places_on_other_pages() {
        let files = Files::new(["a.html", "b.html"].map(str::to_owned).into_iter(), None);
        let a = check("a.html", r#"<a href="b.html#x">x</a><a href="b.html#y">y</a>"#, &files);
        let b = check("b.html", r#"<h2 id="x">x</h2>"#, &files);
        assert_eq!(without_place(&[a, b]), [(0, "b.html#y".to_owned())]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(html in "[<>a-c/=\"' &#!-]{0,60}") {
            let _ = check("a/index.html", &html, &Files::default());
        }
    }
}
