//! Themes for others: `themes/plain` extends the default theme, and a site sets the options that a theme declares.

use std::path::Path;

use crate::site::SiteTest;
use crate::tree;

/// The small site with `themes/plain` in it and these further settings.
fn plain(settings: &str) -> SiteTest {
    let site = SiteTest::copy_of("golden/minimal/site");
    let theme = tree::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/plain"));
    tree::write(&site.path().join("themes/plain"), &theme);
    let config = std::fs::read_to_string(site.path().join("site-config.yaml")).unwrap();
    site.file("site-config.yaml", format!("{config}{settings}"))
}

fn page(site: &SiteTest, path: &str) -> String {
    tree::text(&site.output(), path)
}

fn main(html: &str) -> &str {
    html.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).unwrap().0
}

#[test]
fn a_theme_takes_over_templates_tokens_and_words_and_inherits_the_rest() {
    let own = SiteTest::copy_of("golden/minimal/site");
    own.build(&[]).ends_with(0);
    let site = plain("theme: plain\n");
    site.build(&[]).ends_with(0);
    let home = page(&site, "index.html");
    assert!(home.contains("新近文章") && !page(&own, "index.html").contains("新近文章"));
    assert!(home.contains("assets/plain.") && home.contains("assets/bulletin."), "both style sheets");
    assert!(home.contains("data-accent=\"dian\""), "its own default of an option it shares");
    // A template that it does not have is that of `bulletin`, in its frame and with its words.
    let archive = page(&site, "archive/index.html");
    assert_eq!(main(&archive), main(&page(&own, "archive/index.html")));
    assert!(archive.contains("assets/plain.") && archive.contains(">区域</a>"));
}

#[test]
fn a_site_sets_what_its_theme_declares() {
    let site = plain("theme: plain\ntheme_options: {accent: song, home_articles: 1}\n");
    site.build(&[]).ends_with(0);
    let home = page(&site, "index.html");
    assert!(home.contains("data-accent=\"song\""));
    assert_eq!(main(&home).matches("<li>").count(), 1);
}

/// Charts as files are out of the style sheet's reach, and say the same colour as it does.
#[test]
fn an_accent_colours_charts_as_files_too() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/bulletin/assets/bulletin.css");
    let sheet = std::fs::read_to_string(path).unwrap();
    let accents = [("zhu", "#b01318"), ("dian", "#1d4f8f"), ("song", "#1f6540")];
    for (accent, colour) in accents {
        let site = plain(&format!("theme_options: {{accent: {accent}}}\n"));
        site.build(&[]).ends_with(0);
        let chart = page(&site, "counties/leling/gdp/chart.svg");
        let used: Vec<&str> = accents.iter().map(|(_, c)| *c).filter(|c| chart.contains(c)).collect();
        assert_eq!(used, [colour], "{accent}");
        assert!(sheet.contains(&format!("--zhu:{colour};")), "{accent}");
    }
}

#[test]
fn sections_of_the_home_page_can_be_left_out() {
    let whole = plain("");
    whole.build(&[]).ends_with(0);
    let less = plain("theme_options: {home: list, home_matrix: 否, home_counties: false}\n");
    less.build(&[]).ends_with(0);
    let (whole, less) = (page(&whole, "index.html"), page(&less, "index.html"));
    assert!(whole.contains("class=\"lead\"") && !less.contains("class=\"lead\""));
    assert!(whole.contains("class=\"grid g4 cards\"") && !less.contains("class=\"grid g4 cards\""));
    assert!(whole.contains("class=\"tbl mx\"") && !less.contains("class=\"tbl mx\""));
}

/// A theme's own template of every kind of page, each with a field that no page has: `check` tells of each in which template,
/// line and column, and on which page.
#[test]
fn a_field_that_no_page_has_is_told_for_every_kind_of_page() {
    let issue = "---\nnumber: 1\ndate: 2024-01-03\npages: [{id: A1, name: 要闻}]\n---\n";
    let target = "period: 2024年\nmetrics:\n  地区生产总值: {target: {value: 330亿元}}";
    let site =
        SiteTest::copy_of("golden/copy/site").file("content/issues/2024-1.md", issue).article("plan", target, "目标。");
    let config = std::fs::read_to_string(site.path().join("site-config.yaml")).unwrap();
    // Lists of one, so that there are further pages.
    site.write("site-config.yaml", format!("{config}page_size: 1\n"));
    let default = tree::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/bulletin/templates"));
    // Two are only frames of others.
    let is_kind = |name: &&String| !name.contains('/') && !["base.html", "list.html"].contains(&name.as_str());
    let own: Vec<&String> = default.keys().filter(is_kind).collect();
    assert!(own.len() > 20);
    for name in &own {
        // The frame for other sites is a whole page and has no blocks.
        let frame = if *name == "embed.html" {
            "<!doctype html>".to_owned()
        } else {
            format!("{{% extends \"bulletin/{name}\" %}}")
        };
        site.write(
            &format!("templates/{name}"),
            format!("{frame}\n{{% block main %}}{{{{ head.titel }}}}{{% endblock main %}}\n"),
        );
    }
    let report = site.check(&["--format", "short", "--lang", "zh"]).ends_with(1).stdout;
    for name in &own {
        let told = report.lines().find(|line| line.starts_with(&format!("templates/{name}:2:25: 错误[FZ501]")));
        assert!(told.is_some_and(|line| line.contains("`titel`（生成 ")), "{name} is not in\n{report}");
    }
}
