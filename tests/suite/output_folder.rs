//! What a build does to the folder it writes: it touches what it must, and leaves it whole when it fails.

use std::collections::BTreeMap;
use std::time::SystemTime;

use crate::site::SiteTest;
use crate::tree::{self, differences};

fn built() -> SiteTest {
    let site = SiteTest::copy_of("golden/minimal/site");
    site.build(&[]).ends_with(0);
    site
}

fn times(site: &SiteTest) -> BTreeMap<String, SystemTime> {
    tree::times(&site.path().join("public"))
}

const ARTICLE: &str = "content/articles/2024-01-25-qingyun-year.md";

fn edit(site: &SiteTest, path: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(site.path().join(path)).unwrap();
    assert!(text.contains(from), "{path} has no `{from}`");
    site.write(path, text.replace(from, to));
}

#[test]
fn a_second_build_touches_nothing() {
    let site = built();
    let before = times(&site);
    site.build(&[]).ends_with(0).says(" 0 written");
    assert_eq!(times(&site), before);
}

/// Another word in a body changes that article's page and whatever quotes its words; no county, no figure.
#[test]
fn an_edit_of_a_body_touches_only_what_shows_it() {
    let site = built();
    let (before, old_times) = (site.output(), times(&site));
    edit(&site, ARTICLE, "同比增长", "按可比价格增长");
    site.build(&[]).ends_with(0);
    let (after, new_times) = (site.output(), times(&site));
    let changed = differences(&before, &after);
    assert!(changed.contains(&"articles/2024-01-25-qingyun-year/index.html"));
    for path in &changed {
        let may = [
            "index.html",
            "articles/",
            "manifest.sha256",
            "feed.xml",
            "search-index/",
            "archive/",
            "counties/qingyun/index.html",
            "counties/qingyun/feed.xml",
        ];
        assert!(may.iter().any(|m| path.starts_with(m)), "{path} changed");
    }
    for (path, time) in &new_times {
        let same_time = old_times.get(path) == Some(time);
        assert_eq!(same_time, !changed.contains(&path.as_str()), "{path}: time stamp and bytes disagree");
    }
}

#[test]
fn a_failed_build_leaves_the_old_site() {
    let site = built();
    let (before, old_times) = (site.output(), times(&site));
    for (path, from, to) in [
        (ARTICLE, "county: \"371423\"", "county: 没有的县"),
        (ARTICLE, "---\n\n", "\n"),
        ("site-config.yaml", "schema: 1", "schema: 9"),
    ] {
        let good = std::fs::read_to_string(site.path().join(path)).unwrap();
        edit(&site, path, from, to);
        site.build(&[]).ends_with(1);
        site.write(path, good);
        assert_eq!(differences(&before, &site.output()), Vec::<&str>::new(), "{to}");
    }
    site.write("templates/county.html", "{{ nobody.knows }}");
    site.build(&[]).ends_with(1);
    assert_eq!(differences(&before, &site.output()), Vec::<&str>::new());
    assert_eq!(times(&site), old_times);
    let leftovers: Vec<_> = std::fs::read_dir(site.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!leftovers.iter().any(|name| name.to_str().unwrap().contains("fangzhi-new")), "{leftovers:?}");
}

#[test]
fn files_of_others_stay_and_files_of_articles_gone_go() {
    let site = built();
    site.write("public/CNAME", "example.org\n");
    site.write("public/.well-known/security.txt", "Contact: a@example.org\n");
    std::fs::remove_file(site.path().join(ARTICLE)).unwrap();
    site.build(&[]).ends_with(0);
    let output = site.output();
    assert_eq!(tree::text(&output, "CNAME"), "example.org\n");
    assert!(output.contains_key(".well-known/security.txt"));
    assert!(!output.keys().any(|path| path.contains("2024-01-25-qingyun-year")));
    assert!(!tree::text(&output, "manifest.sha256").contains("CNAME"));
}

/// A link that leads out of the site must not publish what it points to.
#[cfg(unix)]
#[test]
fn nothing_from_outside_the_site_is_published() {
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("secret.txt"), "外面的秘密").unwrap();
    std::fs::create_dir(outside.path().join("folder")).unwrap();
    std::fs::write(
        outside.path().join("folder/a.md"),
        "---\ntitle: 外面\ncounty: 乐陵市\ndate: 2024-01-01\n---\n外面的秘密\n",
    )
    .unwrap();
    let site = SiteTest::base();
    let articles = site.path().join("content/articles");
    std::os::unix::fs::symlink(outside.path().join("secret.txt"), articles.join("leak.txt")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("folder"), articles.join("folder")).unwrap();
    let built = site.build(&[]).ends_with(0);
    built.says("leak.txt").says("content/articles/folder").says("[FZ116]");
    for (path, bytes) in site.output() {
        assert!(!String::from_utf8_lossy(&bytes).contains("外面的秘密"), "{path}");
    }
}
