//! The copy of a site in the other script: every page has its counterpart, and both know of each other.

use crate::golden::build;
use crate::tree::{self, Tree, is_page};

const FOLDER: &str = "zh-hant/";
const BASE: &str = "https://example.org/b/";

fn site() -> Tree {
    build("copy").output()
}

/// The value of the first `attribute` after `start`.
fn after<'a>(html: &'a str, start: &str) -> Option<&'a str> {
    html.split_once(start)?.1.split('"').next()
}

fn address(page: &str) -> String {
    format!("{BASE}{}", page.strip_suffix("index.html").unwrap_or(page))
}

#[test]
fn every_page_has_its_counterpart() {
    let output = site();
    let own: Vec<&str> = output
        .keys()
        .filter(|p| is_page(p) && !p.starts_with(FOLDER) && *p != "404.html")
        .map(String::as_str)
        .collect();
    let copied: Vec<&str> = output.keys().filter(|p| is_page(p)).filter_map(|p| p.strip_prefix(FOLDER)).collect();
    assert!(own.len() > 20, "{own:?}");
    assert_eq!(own, copied);
}

#[test]
fn each_names_the_other_to_search_engines_and_to_readers() {
    let output = site();
    for page in output.keys().filter(|p| is_page(p)).filter_map(|p| p.strip_prefix(FOLDER)) {
        let copy = format!("{FOLDER}{page}");
        // A chart for other sites has no header, and is for no search engine.
        if page.ends_with("embed/index.html") {
            continue;
        }
        for (here, there, own, other) in
            [(page, copy.as_str(), "zh-Hans", "zh-Hant"), (copy.as_str(), page, "zh-Hant", "zh-Hans")]
        {
            let html = tree::text(&output, here);
            assert_eq!(after(&html, "<html lang=\""), Some(own), "{here}");
            assert_eq!(after(&html, "rel=\"canonical\" href=\""), Some(address(here).as_str()), "{here}");
            for (lang, at) in [(own, here), (other, there)] {
                let start = format!("rel=\"alternate\" hreflang=\"{lang}\" href=\"");
                assert_eq!(after(&html, &start), Some(address(at).as_str()), "{here}: {lang}");
            }
            assert!(html.contains(&format!("lang=\"{other}\" hreflang=\"{other}\" translate=\"no\">")), "{here}");
        }
    }
}

#[test]
fn what_shares_a_link_is_told_the_script() {
    let output = site();
    for (page, own, other) in [("index.html", "zh_CN", "zh_TW"), ("zh-hant/index.html", "zh_TW", "zh_CN")] {
        let html = tree::text(&output, page);
        assert_eq!(after(&html, "og:locale\" content=\""), Some(own), "{page}");
        assert_eq!(after(&html, "og:locale:alternate\" content=\""), Some(other), "{page}");
    }
}

#[test]
fn data_search_index_and_assets_are_shared() {
    let output = site();
    let is_data = |p: &str| p.rsplit('.').next().is_some_and(|end| matches!(end, "csv" | "json"));
    let wrong = |p: &&String| p.starts_with(FOLDER) && is_data(p);
    assert_eq!(output.keys().find(wrong), None);
    for folder in ["zh-hant/assets/", "zh-hant/data/"] {
        assert!(!output.keys().any(|p| p.starts_with(folder)), "{folder}");
    }
    let index =
        |at: &str| output.keys().filter_map(|p| Some(p.strip_prefix(at)?.split_once('/')?.1.to_owned())).collect();
    let (all, own): (Vec<String>, Vec<String>) = (index("search-index/"), index("zh-hant/search-index/"));
    let is_shown = |file: &&String| file.starts_with("c/") || *file == "f.bin" || *file == "lex.bin";
    assert_eq!(own, all.iter().filter(is_shown).cloned().collect::<Vec<_>>());
    let search = tree::text(&output, "zh-hant/search/index.html");
    assert_eq!(after(&search, "data-index=\""), Some("../../search-index/"));
    assert_eq!(after(&search, "data-own=\""), Some("../search-index/"));
    assert_eq!(after(&search, "data-pages=\""), Some("../"));
}
