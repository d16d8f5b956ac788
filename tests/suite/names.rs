//! Which county a name means: its own names first, then those it had; two of one name are told apart by what is above.

use crate::site::SiteTest;

const TIANJIN: &str = "---\nname: 和平区\nkind: 区\nadcode: \"120101\"\n---\n";
const SHENYANG: &str = "---\nname: 和平区\nkind: 区\nadcode: \"210102\"\nformerly: [{name: 乐陵市, until: 1980}, {name: 砂山区, until: 1949}]\n---\n";

/// The county whose page lists an article of the county so named.
fn county_of(name: &str) -> Option<String> {
    let article = format!("---\ntitle: 甲\ncounty: {name}\ndate: 2024-01-10\n---\n\n正文。\n");
    let site = SiteTest::base()
        .file("content/counties/heping-a.md", TIANJIN)
        .file("content/counties/heping-b.md", SHENYANG)
        .file("content/articles/new.md", article);
    if site.build(&["--quiet"]).code != Some(0) {
        return None;
    }
    let pages = site.output();
    let lists = |id: &&str| crate::tree::text(&pages, &format!("counties/{id}/index.html")).contains("articles/new/");
    ["heping-a", "heping-b", "leling"].iter().find(|id| lists(id)).map(|id| (*id).to_owned())
}

#[test]
fn names_of_counties() {
    for (name, expect) in [
        ("和平区", None),
        ("天津市/和平区", Some("heping-a")),
        ("沈阳市和平区", Some("heping-b")),
        ("\"210102\"", Some("heping-b")),
        ("砂山区", Some("heping-b")),
        ("乐陵市", Some("leling")),
        ("砂山县", None),
    ] {
        assert_eq!(county_of(name).as_deref(), expect, "{name}");
    }
}
