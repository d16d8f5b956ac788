//! What holds for every page of every golden site: links lead somewhere, and the page obeys its own security policy.

use crate::golden::{build, names};
use crate::tree::{Tree, is_page};

/// The values of an attribute in a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn is_outside(href: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|start| href.starts_with(start))
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let hex = (byte == b'%').then(|| std::str::from_utf8(&tail[..2]).unwrap());
        bytes.push(hex.map_or(byte, |hex| u8::from_str_radix(hex, 16).unwrap()));
        rest = if hex.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap()
}

/// The file that `href` on the page `from` leads to.
fn file(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop().unwrap_or_else(|| panic!("{href} on {from} climbs out"))),
            other => parts.push(other),
        }
    }
    let path = parts.join("/");
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path }
}

fn problem(output: &Tree, from: &str, href: &str) -> Option<String> {
    let href = href.replace("&amp;", "&");
    let (path, anchor) = href.split_once('#').map_or((href.as_str(), None), |(p, a)| (p, Some(a)));
    let target = if path.is_empty() { from.to_owned() } else { file(from, &decode(path)) };
    let Some(bytes) = output.get(&target) else { return Some(format!("{from}: {href} leads to no file")) };
    let anchor = decode(anchor.filter(|a| !a.is_empty())?);
    let found = values(std::str::from_utf8(bytes).unwrap(), "id").contains(&anchor.as_str());
    (!found).then(|| format!("{from}: {href} leads to no place on {target}"))
}

/// Every page with its text; `404.html` is served from anywhere and has absolute links.
fn pages(output: &Tree) -> impl Iterator<Item = (&String, &str)> {
    let pages = output.iter().filter(|(path, _)| is_page(path) && *path != "404.html");
    pages.map(|(path, bytes)| (path, std::str::from_utf8(bytes).unwrap()))
}

#[test]
fn every_link_leads_somewhere() {
    let mut problems = Vec::new();
    for name in names() {
        let output = build(&name).output();
        for (path, html) in pages(&output) {
            let links = values(html, "href").into_iter().chain(values(html, "src"));
            let own = links.filter(|href| !is_outside(href));
            problems.extend(own.filter_map(|href| problem(&output, path, href)).map(|p| format!("{name}: {p}")));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// No inline styles, scripts or handlers, and nothing loaded from another host.
#[test]
fn pages_obey_their_security_policy() {
    for name in names() {
        for (path, html) in pages(&build(&name).output()) {
            assert!(values(html, "style").is_empty() && !html.contains("<style"), "{name}/{path}: inline style");
            assert!(!html.contains("<script>") && !html.contains(" onclick="), "{name}/{path}: inline script");
            assert!(values(html, "src").iter().all(|src| !is_outside(src)), "{name}/{path}: loads from elsewhere");
        }
    }
}

#[test]
fn ids_are_unique() {
    for name in names() {
        for (path, html) in pages(&build(&name).output()) {
            let mut ids = values(html, "id");
            ids.sort_unstable();
            let twice = ids.windows(2).find(|w| w[0] == w[1]);
            assert!(twice.is_none(), "{name}/{path}: {twice:?}");
        }
    }
}
