//! The default theme with made-up views: every template renders, and says what it must. Knows no site on a disk.

use super::*;
use crate::page::view::{HomeView, Place, Section};

mod fixtures;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/bulletin");

fn words() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(format!("{FOLDER}/i18n/zh-Hans.yaml")).unwrap();
    let entries = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    entries.map(|(key, text)| (key.to_owned(), text.trim_matches('"').to_owned())).collect()
}

fn read_templates(folder: &str, prefix: &str, into: &mut Vec<TemplateText>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            read_templates(path.to_str().unwrap(), &format!("{name}/"), into);
        } else {
            let text = std::fs::read_to_string(&path).unwrap();
            into.push(TemplateText {
                theme: Some("bulletin".to_owned()),
                path: format!("themes/bulletin/templates/{name}"),
                name,
                text,
            });
        }
    }
}

fn files() -> ThemeFiles {
    let mut templates = Vec::new();
    read_templates(&format!("{FOLDER}/templates"), "", &mut templates);
    let assets = ["bulletin.css", "bulletin.js", "highlight.css", "icon.svg"];
    ThemeFiles {
        themes: vec!["bulletin".to_owned()],
        templates,
        words: words(),
        assets: assets.map(|name| (name.to_owned(), format!("assets/{name}"))).into_iter().collect(),
    }
}

fn site_template(name: &str, text: &str) -> TemplateText {
    TemplateText { theme: None, name: name.to_owned(), text: text.to_owned(), path: format!("templates/{name}") }
}

fn load(extra: Vec<TemplateText>) -> Result<Theme, Vec<TemplateProblem>> {
    let mut files = files();
    files.templates.extend(extra);
    Theme::load(files, &fixtures::site())
}

fn default_theme() -> Theme {
    load(Vec::new()).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn render(theme: &Theme, template: &str, view: &impl Serialize) -> String {
    let mut out = Vec::new();
    theme.render(template, view, &mut out).unwrap_or_else(|problem| panic!("{problem:#?}"));
    String::from_utf8(out).unwrap()
}

/// Every template with full, sparse and empty views, by the name of its case.
fn pages(theme: &Theme) -> Vec<(&'static str, String)> {
    let columns = Place::In(Section::Columns);
    vec![
        ("home", render(theme, "home.html", &fixtures::home())),
        ("home-empty", render(theme, "home.html", &fixtures::empty_home())),
        ("article", render(theme, "article.html", &fixtures::article())),
        ("article-bare", render(theme, "article.html", &fixtures::bare_article())),
        ("articles", render(theme, "articles.html", &fixtures::list("全部简报", Place::Nowhere))),
        ("column", render(theme, "column.html", &fixtures::list("承诺追踪", columns))),
        ("column-empty", render(theme, "column.html", &fixtures::empty_list())),
        ("tag", render(theme, "tag.html", &fixtures::list("财政", Place::Nowhere))),
        ("county-articles", render(theme, "county_articles.html", &fixtures::list("庆云县", Place::Nowhere))),
        ("counties", render(theme, "counties.html", &fixtures::counties())),
        ("county", render(theme, "county.html", &fixtures::county())),
        ("county-bare", render(theme, "county.html", &fixtures::bare_county())),
        ("county-indicator", render(theme, "county_indicator.html", &fixtures::county_indicator())),
        ("county-indicator-bare", render(theme, "county_indicator.html", &fixtures::bare_county_indicator())),
        ("indicators", render(theme, "indicators.html", &fixtures::indicators())),
        ("indicator", render(theme, "indicator.html", &fixtures::indicator())),
        ("indicator-bare", render(theme, "indicator.html", &fixtures::bare_indicator())),
        ("embed", render(theme, "embed.html", &fixtures::embed())),
        ("region", render(theme, "region.html", &fixtures::region())),
        ("region-bare", render(theme, "region.html", &fixtures::bare_region())),
        ("columns", render(theme, "columns.html", &fixtures::columns())),
        ("tags", render(theme, "tags.html", &fixtures::tags())),
        ("issues", render(theme, "issues.html", &fixtures::issues())),
        ("issue", render(theme, "issue.html", &fixtures::issue())),
        ("archive", render(theme, "archive.html", &fixtures::archive())),
        ("archive-year", render(theme, "archive_year.html", &fixtures::archive_year())),
        ("targets", render(theme, "targets.html", &fixtures::targets())),
        ("targets-year", render(theme, "targets_year.html", &fixtures::targets_year())),
        ("page", render(theme, "page.html", &fixtures::page())),
        ("404", render(theme, "404.html", &fixtures::not_found())),
    ]
}

/// Calls `seen` with every tag of `html`: its name (with `/` when closing) and its attributes.
fn each_tag(html: &str, mut seen: impl FnMut(&str, &str)) {
    for piece in html.split('<').skip(1) {
        let tag = piece.split('>').next().unwrap();
        let (name, attributes) = tag.split_once([' ', '\n']).unwrap_or((tag, ""));
        seen(name, attributes);
    }
}

#[test]
fn pages_are_balanced_and_carry_no_inline_script_or_style() {
    let void = ["!doctype", "meta", "link", "br", "hr", "img", "input"];
    for (case, html) in pages(&default_theme()) {
        let mut open: Vec<String> = Vec::new();
        each_tag(&html, |name, attributes| {
            assert!(!attributes.contains("style="), "{case}: style attribute in <{name} {attributes}>");
            assert!(!attributes.contains(" on"), "{case}: handler in <{name} {attributes}>");
            assert!(name != "style", "{case}: style element");
            if name == "script" {
                assert!(attributes.contains("src=") || attributes.contains("ld+json"), "{case}: inline script");
            }
            if let Some(closed) = name.strip_prefix('/') {
                assert_eq!(open.pop().as_deref(), Some(closed), "{case}: {open:?}");
            } else if !void.contains(&name) && !attributes.ends_with('/') && !name.ends_with('/') {
                open.push(name.to_owned());
            }
        });
        assert!(open.is_empty(), "{case}: {open:?}");
    }
}

#[test]
fn every_word_of_the_templates_is_there() {
    let words = words();
    for template in files().templates {
        for call in template.text.split("t(key=\"").skip(1) {
            let (key, rest) = call.split_once('"').unwrap();
            let is_whole = !rest.starts_with(" ~");
            assert!(!is_whole || words.contains_key(key), "{}: no word {key}", template.path);
        }
    }
}

/// English has every word, with the same places; units, which Chinese does not need, stand alone.
#[test]
fn every_word_is_there_in_english() {
    let read = |text: &str| -> std::collections::BTreeMap<String, Vec<String>> {
        let lines = text.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(": "));
        let places = |v: &str| v.split('{').skip(1).filter_map(|p| Some(p.split_once('}')?.0.to_owned())).collect();
        lines.filter(|(key, _)| !key.starts_with("unit.of.")).map(|(key, v)| (key.to_owned(), places(v))).collect()
    };
    let zh = read(include_str!("../../themes/bulletin/i18n/zh-Hans.yaml"));
    let en = read(include_str!("../../themes/bulletin/i18n/en.yaml"));
    assert!(zh.len() > 300);
    let odd: Vec<_> =
        zh.keys().filter(|k| !en.contains_key(*k)).chain(en.keys().filter(|k| !zh.contains_key(*k))).collect();
    assert!(odd.is_empty(), "in one language only: {odd:?}");
    // Whoever fills a word in gives these places; a date and a period have more than any one language uses.
    let free = |key: &str| ["date.", "period."].iter().any(|start| key.starts_with(start));
    for (key, places) in en.iter().filter(|(key, _)| !free(key)) {
        assert!(places.iter().all(|place| zh[key].contains(place)), "{key}: {places:?}, {:?}", zh[key]);
    }
}

#[test]
fn the_frame_of_an_article_is_small() {
    let mut view = fixtures::article();
    let full = render(&default_theme(), "article.html", &view).len();
    let body = view.body.0.len();
    assert!(full - body < 10_250, "{full} − {body}");
    view.key_figures.clear();
    view.related.clear();
    let frame = render(&default_theme(), "article.html", &view).len() - body;
    assert!(frame < 8_250, "{frame}");
}

#[test]
fn data_blocks_cannot_be_broken_out_of() {
    let html = render(&default_theme(), "article.html", &fixtures::article());
    assert!(html.contains(r#""headline":"\u003c/script\u003e\u003cb\u003e\u0026""#), "{html}");
}

#[test]
fn the_site_overrides_a_template_and_can_reach_the_original() {
    let text = "{% extends \"bulletin/article.html\" %}{% block crumbs %}<p>自己的</p>{% endblock %}";
    let theme = load(vec![site_template("article.html", text)]).unwrap_or_else(|p| panic!("{p:#?}"));
    let html = render(&theme, "article.html", &fixtures::article());
    assert!(html.contains("<p>自己的</p>") && html.contains("本文数字"));
}

/// Loads the default theme with one template of the site, renders the home page with it, and tells what went wrong.
fn problem_of(text: &str) -> Box<TemplateProblem> {
    let view: HomeView = fixtures::empty_home();
    match load(vec![site_template("home.html", text)]) {
        Err(mut problems) => Box::new(problems.remove(0)),
        Ok(theme) => {
            theme.render("home.html", &view, &mut Vec::new()).err().unwrap_or_else(|| panic!("no problem: {text}"))
        }
    }
}

/// `text` marks the expected place by `⟦…⟧`; `zh` and `hint` are parts of what is said.
#[track_caller]
fn check(text: &str, zh: &str, hint: &str) {
    let start = text.find('⟦').unwrap();
    let end = text.find('⟧').unwrap() - '⟦'.len_utf8();
    let problem = problem_of(&text.replace(['⟦', '⟧'], ""));
    assert_eq!(problem.path, "templates/home.html", "{problem:#?}");
    assert_eq!(problem.span, start..end, "{problem:#?}");
    assert!(problem.message.zh.contains(zh), "{problem:#?}");
    let told = problem.hint.as_ref().map_or("", |words| words.zh.as_str());
    assert!(told.contains(hint) && hint.is_empty() == told.is_empty(), "{problem:#?}");
}

#[test]
fn problems_point_into_the_template_and_say_how_to_mend_them() {
    check("<p>{{ head.⟦titel⟧ }}</p>", "没有字段`titel`", "是不是`title`");
    check("中文 {{ ⟦sitee⟧.title }}", "没有变量`sitee`", "是不是`site`");
    check("中文\n  {{ head.title | ⟦uper⟧ }}", "没有名为`uper`的过滤器", "是不是`upper`");
    check("{{ latest | ⟦map(attribute=\"x\")⟧ }}", "没有名为`map`的过滤器", "列表推导");
    check("{{ ⟦tt(key=\"search\")⟧ }}", "没有名为`tt`的函数", "是不是`t`");
    check("中{{ ⟦t(key=\"serch\")⟧ }}", "没有名为`serch`的词条", "i18n");
    check("{{ ⟦asset(name=\"x.css\")⟧ }}", "没有名为`x.css`的资源文件", "assets");
    check("{{ ⟦t(key=\"articles.count\")⟧ }}", "缺少参数`n`", "n=…");
    check("{% ⟦macro⟧ a() %}{% endmacro %}", "`macro`", "组件");
    check("{% ⟦import⟧ \"a.html\" as a %}", "`import`", "删去");
    check("{% block crumbs %}\n{% if head %}\n{% ⟦endblock⟧ %}", "`endblock`", "第2行的`{% if %}`");
    check("{% ⟦fro⟧ x in y %}", "`fro`", "是不是`for`");
    check("{% include ⟦\"nope.html\"⟧ %}", "没有名为`nope.html`的模板", "");
    check("{% component c() %}{{ ⟦head⟧.title }}{% endcomponent %}{{ <c /> }}", "没有变量`head`", "请作为参数传入");
    check("{% ⟦extends⟧ \"home.html\" %}", "成了圈", "主题名");
    check("{% extends \"base.html\" %}{% block ⟦mian⟧ %}{% endblock %}", "没有这个block", "核对");
}

#[test]
fn every_unreadable_template_is_told_of() {
    let broken = |name: &str| site_template(name, "{% if x %}");
    let Err(problems) = load(vec![broken("a.html"), broken("b.html")]) else { panic!("loaded") };
    let paths: Vec<_> = problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(paths, ["templates/a.html", "templates/b.html"]);
    assert!(problems.iter().all(|problem| problem.hint.is_some()), "{problems:#?}");
}
