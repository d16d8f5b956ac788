//! What pages say of themselves to programs: structured data, Open Graph, the tags of government sites.

use serde_json::Value;

use crate::golden::{build, names};
use crate::site::{SiteTest, data};
use crate::tree::{is_page, text};

/// The values of `<meta name|property="…" content="…">`, as written.
fn metas<'a>(html: &'a str, key: &str) -> Vec<(&'a str, &'a str)> {
    let start = format!("<meta {key}=\"");
    let tags = html.split(start.as_str()).skip(1).filter_map(|rest| rest.split("\">").next());
    tags.filter_map(|tag| tag.split_once("\" content=\"")).collect()
}

fn content<'a>(html: &'a str, key: &str, name: &str) -> Option<&'a str> {
    metas(html, key).into_iter().find(|(found, _)| *found == name).map(|(_, content)| content)
}

fn structured(html: &str) -> Vec<Value> {
    let start = "<script type=\"application/ld+json\">";
    let blocks = html.split(start).skip(1).filter_map(|rest| rest.split("</script>").next());
    blocks.map(|block| serde_json::from_str(block).unwrap_or_else(|e| panic!("{e}: {block}"))).collect()
}

fn of_type(html: &str, kind: &str) -> Value {
    let all = structured(html);
    all.iter().find(|data| data["@type"] == kind).unwrap_or_else(|| panic!("no {kind} in {all:#?}")).clone()
}

fn full(site: &SiteTest) -> String {
    text(&site.output(), "articles/2024-01-03-full/index.html")
}

#[test]
fn structured_data_can_be_read_on_every_page() {
    for name in names() {
        for (path, bytes) in build(&name).output().iter().filter(|(path, _)| is_page(path)) {
            for data in structured(std::str::from_utf8(bytes).unwrap()) {
                assert_eq!(data["@context"], "https://schema.org", "{name}/{path}");
            }
        }
    }
}

#[test]
fn an_article_is_news_with_its_source_and_publisher() {
    let data = of_type(&full(&build("press")), "NewsArticle");
    assert_eq!(data["headline"], "五脏俱全的一篇 <1> & \"2\"");
    assert_eq!(data["datePublished"], "2024-01-03T00:00:00+08:00");
    // The day of the article that corrects it, later than its own erratum.
    assert_eq!(data["dateModified"], "2024-02-02T00:00:00+08:00");
    assert_eq!(data["publisher"]["@type"], "GovernmentOrganization");
    assert_eq!(data["author"][2]["name"], "丙");
    assert_eq!(data["isBasedOn"]["url"], "https://example.com/a?b=1&c=2");
    let image = data["image"][0].as_str().unwrap();
    assert!(image.starts_with("https://example.org/jianbao/assets/图."), "{image}");
}

#[test]
fn breadcrumbs_lead_from_the_home_page_in_full_addresses() {
    let data = of_type(&full(&build("press")), "BreadcrumbList");
    let steps: Vec<(&str, &str)> = data["itemListElement"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| (step["name"].as_str().unwrap(), step["item"].as_str().unwrap()))
        .collect();
    let base = "https://example.org/jianbao/";
    let at = |path: &str| format!("{base}{path}");
    assert_eq!(
        steps,
        [
            ("首页", at("").as_str()),
            ("乐陵市", &at("counties/leling/")),
            ("经济观察", &at("columns/economy/")),
            ("正文", &at("articles/2024-01-03-full/")),
        ]
    );
}

#[test]
fn a_shared_link_shows_title_and_picture() {
    let site = build("press");
    let html = full(&site);
    assert_eq!(content(&html, "property", "og:type"), Some("article"));
    assert_eq!(content(&html, "property", "og:title"), Some("五脏俱全的一篇 &lt;1&gt; &amp; &quot;2&quot;"));
    assert_eq!(content(&html, "property", "og:locale"), Some("zh_CN"));
    assert_eq!(content(&html, "property", "article:section"), Some("经济观察"));
    assert!(content(&html, "property", "og:image").is_some_and(|url| url.contains("/assets/图.")));
    let about = text(&site.output(), "about/index.html");
    assert_eq!(content(&about, "property", "og:url"), Some("https://example.org/jianbao/about/"));
    assert_eq!(content(&about, "property", "og:type"), Some("website"));
}

/// 国办发〔2017〕47号: site tags everywhere, column tags on columns, content tags on articles.
#[test]
fn a_government_site_tags_its_pages() {
    let output = build("press").output();
    let names = |path: &str| {
        let html = text(&output, path);
        let all: Vec<String> = metas(&html, "name").into_iter().map(|(name, _)| name.to_owned()).collect();
        all.into_iter().filter(|name| name.starts_with(char::is_uppercase)).collect::<Vec<_>>()
    };
    let site = ["SiteName", "SiteDomain", "SiteIDCode"];
    let column = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"];
    assert_eq!(names("index.html"), site);
    assert_eq!(names("columns/economy/index.html"), [&site[..], &column].concat());
    let article = names("articles/2024-01-03-full/index.html");
    for name in ["ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource", "Author", "Image", "Url"] {
        assert!(article.iter().any(|found| found == name), "{name}: {article:?}");
    }
    let html = text(&output, "articles/2024-01-03-full/index.html");
    assert_eq!(content(&html, "name", "PubDate"), Some("2024-01-03 00:00"));
    assert_eq!(content(&html, "name", "ContentSource"), Some("测试日报"));
    assert_eq!(content(&html, "name", "ColumnType"), Some("政务公开"));
    assert!(!text(&build("minimal").output(), "index.html").contains("SiteIDCode"));
}

#[test]
fn letters_about_errors_name_their_page() {
    let output = build("press").output();
    let subject = "subject=%E5%8B%98%E8%AF%AF%EF%BC%9A";
    let page = "https%3A%2F%2Fexample.org%2Fjianbao%2Farticles%2F2024-02-01-correction%2F\"";
    let html = text(&output, "articles/2024-02-01-correction/index.html");
    assert!(html.contains(&format!("mailto:bianji@example.org?{subject}")) && html.contains(page), "{html}");
    assert!(html.contains("href=\"tel:05340000000\""));
    let footer = text(&output, "about/index.html");
    assert!(footer.contains("%20https%3A%2F%2Fexample.org%2Fjianbao%2F\""), "{footer}");
    assert!(footer.contains("https://beian.mps.gov.cn/#/query/webSearch?code=00000000000000"));
}

/// The one way to load something from elsewhere: a template of the site's own that says so, as the documentation has it.
#[test]
fn a_site_can_open_its_policy_on_purpose() {
    let manual = std::fs::read_to_string(data("../docs/publishing.md")).unwrap();
    let own = manual.split("```html\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let site = SiteTest::base().file("templates/base.html", own);
    site.build(&[]).ends_with(0);
    let html = text(&site.output(), "index.html");
    let policy = content(&html, "http-equiv", "Content-Security-Policy").unwrap();
    let opened: Vec<&str> = policy.split("; ").filter(|rule| rule.contains("https:")).collect();
    assert!(policy.starts_with("default-src 'self'") && opened.len() == 2, "{policy}");
    // A rule of its own takes the place of the default: search and scripts of the site must go on.
    assert!(opened.iter().all(|rule| rule.contains("-src 'self' https://stat.example.org")), "{policy}");
    assert!(html.contains("<script async src=\"https://stat.example.org/count.js\"></script>"));
}
