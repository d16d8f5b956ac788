//! Whole sites. Each folder `tests/golden/<name>/` has a `site/`, which is built, and what should come out in
//! `expected/`: `paths.txt` lists every file, other files are compared byte for byte, HTML pages by their `<main>`.

use std::io::Read as _;
use std::path::PathBuf;

use rayon::prelude::*;

use crate::bless;
use crate::site::{SiteTest, data};
use crate::tree::{self, Tree};

/// The list of all paths of a site.
const PATHS: &str = "paths.txt";

/// The golden sites there are.
pub fn names() -> Vec<String> {
    let folders = std::fs::read_dir(data("golden")).unwrap();
    let mut names: Vec<String> = folders.map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Builds a golden site.
pub fn build(name: &str) -> SiteTest {
    let site = SiteTest::copy_of(&format!("golden/{name}/site"));
    site.build(&[]).ends_with(0);
    site
}

/// The part of a file that is compared: a page's frame is the same everywhere and would drown what matters.
fn essence(path: &str, bytes: &[u8]) -> Vec<u8> {
    if !tree::is_page(path) {
        return bytes.to_vec();
    }
    let text = std::str::from_utf8(bytes).unwrap();
    let (from, to) = (text.find("<main"), text.rfind("</main>"));
    let main = from.zip(to).and_then(|(from, to)| text.get(from..to)).unwrap_or(text);
    format!("{}</main>\n", mask(main)).into_bytes()
}

/// Replaces the hash in names of assets, which changes with every touch of the theme: `a.1a2b3c4d.css` → `a.*.css`.
fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('.').peekable();
    while let Some(part) = parts.next() {
        let is_hash = part.len() == 8 && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        out.push_str(if is_hash { "*" } else { part });
        if parts.peek().is_some() {
            out.push('.');
        }
    }
    out
}

/// The folder of the search index is named after its content.
fn index_masked(path: &str) -> String {
    let of_index = path.split_once("search-index/").and_then(|(at, rest)| Some((at, rest.split_once('/')?.1)));
    match of_index {
        Some((at, file)) => format!("{at}search-index/*/{file}"),
        None => path.to_owned(),
    }
}

fn paths(output: &Tree) -> Vec<u8> {
    let mut paths: Vec<String> = output.keys().map(|path| mask(&index_masked(path)) + "\n").collect();
    paths.sort();
    paths.concat().into_bytes()
}

/// What `expected/` should hold, for the files it has.
fn expected(output: &Tree, path: &str) -> Option<Vec<u8>> {
    if path == PATHS {
        return Some(paths(output));
    }
    output.get(path).map(|bytes| essence(path, bytes))
}

fn problems(name: &str) -> Vec<String> {
    let output = build(name).output();
    let folder: PathBuf = data(&format!("golden/{name}/expected"));
    let mut stored = tree::read(&folder);
    stored.entry(PATHS.to_owned()).or_default();
    let mut problems = Vec::new();
    for (path, old) in &stored {
        let what = format!("golden/{name}/expected/{path}");
        match expected(&output, path) {
            None => problems.push(format!("{what}: the site has no such file")),
            Some(new) if bless::is_on() => bless::write(&folder.join(path), &new),
            Some(new) => problems.extend(bless::same(&what, old, &new).err()),
        }
    }
    problems
}

#[test]
fn sites_are_as_expected() {
    bless::report(&names().par_iter().flat_map(|name| problems(name)).collect::<Vec<_>>());
}

/// The text of a file; files of the search index are packed.
fn unpacked(bytes: &[u8]) -> String {
    let mut out = Vec::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        flate2::read::GzDecoder::new(bytes).read_to_end(&mut out).unwrap();
    } else {
        out.extend_from_slice(bytes);
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Every word of an article or issue that is not shown begins or ends with 密: it must be nowhere, in no list, feed or
/// index.
#[test]
fn nothing_leaks_from_articles_that_are_not_shown() {
    let site = build("drafts");
    let texts = site.output().into_iter().filter(|(path, _)| path.contains("/t/"));
    let shown: String = texts.map(|(_, bytes)| unpacked(&bytes)).collect();
    assert!(shown.contains("没有发布的"), "the texts of the search index cannot be read: {shown}");
    for (path, bytes) in site.output() {
        assert!(!path.contains('密') && !path.contains("secret"), "{path}");
        let text = unpacked(&bytes);
        for word in ["密", "secret", "777.77", "第777期"] {
            let at = text.find(word);
            let near: String = at.map(|at| text[at..].chars().take(40).collect()).unwrap_or_default();
            assert!(at.is_none(), "{path} has `{word}`: {near}");
        }
    }
}

/// The same site with `--drafts` and on a later day shows them: the words are there to be found.
#[test]
fn drafts_and_later_days_show_them() {
    let site = SiteTest::copy_of("golden/drafts/site");
    site.program("build").args(&["--as-of", "2031-01-01", "--drafts"]).end().ends_with(0);
    let output = site.output();
    assert!(output.contains_key("articles/secret-draft/index.html"));
    assert!(output.contains_key("articles/secret-future/index.html"));
    assert!(output.contains_key("articles/secret-unreviewed/index.html"));
    assert!(output.contains_key("issues/secret-issue/index.html"));
    assert!(!output.contains_key("articles/secret-expired/index.html"));
}

/// The site's own asset takes the theme's place; there are not two.
#[test]
fn own_assets_win() {
    let output = build("override").output();
    let icons: Vec<&String> = output.keys().filter(|path| path.starts_with("assets/icon.")).collect();
    assert_eq!(icons.len(), 1, "{icons:?}");
    assert!(tree::text(&output, icons[0]).contains("自己的图标"));
}
