//! Views filled by hand, one or more per page kind, sparse and empty ones among them.

use std::collections::BTreeMap;

use crate::page::view::*;
use crate::source::theme_options::OptionValue;
use crate::typeset::{TitleSize, keeps_together};

mod figures;

pub use figures::*;

fn s(text: &str) -> String {
    text.to_owned()
}

fn link(text: &str, href: &str) -> Link {
    Link { text: s(text), href: s(href) }
}

fn date(iso: &str, text: &str) -> Date {
    Date { iso: s(iso), text: s(text) }
}

fn html(text: &str) -> Html {
    Html(s(text))
}

fn crumbs(steps: &[(&str, Option<&str>)]) -> Vec<Crumb> {
    steps.iter().map(|(text, href)| Crumb { text: s(text), href: href.map(s) }).collect()
}

fn head(root: &str, title: &str, place: Place) -> Head {
    Head {
        root: s(root),
        title: s(title),
        description: s("按县、按指标查阅公开报道中的县域发展数据。"),
        canonical: None,
        place,
        lang: s("zh-Hans"),
        hreflang: "zh-Hans".to_owned(),
        alternates: Vec::new(),
        feed: None,
        has_code: false,
        noindex: false,
        json_ld: Vec::new(),
        properties: Vec::new(),
        tags: Vec::new(),
    }
}

/// As the default theme declares them.
fn options() -> BTreeMap<String, OptionValue> {
    let text = |key: &str, value: &str| (s(key), OptionValue::Text(s(value)));
    let flags = ["home_matrix", "home_counties", "home_columns"].map(|key| (s(key), OptionValue::Flag(true)));
    [text("accent", "zhu"), text("home", "lead")].into_iter().chain(flags).collect()
}

/// The site of all fixtures.
pub fn site() -> SiteView {
    SiteView {
        title: s("县域发展简报"),
        subtitle: None,
        sections: vec![Section::Counties, Section::Indicators, Section::Columns, Section::Archive],
        nav_pages: Vec::new(),
        footer_pages: vec![link("口径与取数规则", "method/"), link("关于本刊", "about/")],
        data: vec![link("全部数据CSV", "data/claims.csv"), link("数据包说明", "data/datapackage.json")],
        feeds: vec![link("Atom订阅", "feed.xml")],
        shared: String::new(),
        search: None,
        issue: Some(MastheadIssue {
            title: s("2023年第51期"),
            total: Some(s("总第114期")),
            date: date("2023-12-26", "12月26日　星期二"),
        }),
        updated: Some(date("2023-12-26", "12月26日　星期二")),
        imprint: Imprint {
            publisher: Some(s("县域发展简报编辑部")),
            licence: Some(link("署名后可自由使用（CC BY 4.0）", "https://creativecommons.org/licenses/by/4.0/")),
            icp: Some(link("鲁ICP备00000000号", "https://beian.miit.gov.cn/")),
            ..Imprint::default()
        },
        options: options(),
        generator: s("Fangzhi"),
    }
}

fn figure(number: &str, unit: &str, period: &str) -> Figure {
    Figure { bound: None, number: s(number), unit: s(unit), delta: None, rank: None, period: s(period), note: None }
}

fn growth(direction: Direction, text: &str, period: &str) -> Figure {
    Figure { delta: Some(Delta { direction, basis: Basis::Yoy, text: s(text) }), ..figure("", "", period) }
}

fn revenue() -> Figure {
    Figure {
        bound: Some(s(">")),
        delta: Some(Delta { direction: Direction::Up, basis: Basis::Yoy, text: s("10.5%") }),
        ..figure("10", "亿元", "2023年1—11月")
    }
}

fn key(name: &str, figure: Figure) -> KeyFigure {
    KeyFigure { name: s(name), href: Some(s("../../counties/qingyun/fixed_asset_investment/")), county: None, figure }
}

fn card(title: &str, iso: &str, deck: Option<&str>, meta: &[&str]) -> ArticleCard {
    ArticleCard {
        title: s(title),
        lang: None,
        title_keep: keeps_together(title, TitleSize::List),
        href: s("../../articles/a/"),
        date: date(iso, iso),
        deck: deck.map(s),
        meta: meta.iter().map(|m| s(m)).collect(),
    }
}

fn cards() -> Vec<ArticleCard> {
    vec![
        card(
            "预算收入过十亿，年初的承诺兑现了几项",
            "2023-12-26",
            Some("六项量化目标逐项对照：两项达成，四项尚未见报。"),
            &["庆云县", "承诺追踪"],
        ),
        card(
            "121个重点项目，开工率是怎么算出来的",
            "2023-12-26",
            Some("开工率91.8%的分母是110个实施类项目，不含其余11个。"),
            &["乐陵市", "项目进度"],
        ),
        card(
            "投资增长10.1%：冠县上半年的五个数",
            "2023-08-23",
            Some("地区生产总值、收入、投资、消费、网络零售额，一页看完。"),
            &["冠县", "县域观察"],
        ),
        card("冠州国际陆港：占地3207亩，总投资102亿元", "2023-08-23", None, &["冠县", "项目进度"]),
        card(
            "一个指标两个增速：进出口数据核对",
            "2021-08-10",
            Some("同一篇报道里，进出口增速先后写作70.9%与40.1%。"),
            &["运河新区"],
        ),
    ]
}

/// A full article.
pub fn article() -> ArticleView {
    let title = "预算收入过十亿，年初的承诺兑现了几项";
    ArticleView {
        lang: None,
        head: Head {
            canonical: Some(s("https://example.org/articles/2023-12-26-qingyun/")),
            json_ld: vec![
                serde_json::json!({"@context": "https://schema.org", "@type": "NewsArticle", "headline": "</script><b>&"}),
            ],
            properties: vec![MetaTag { name: s("og:type"), content: s("article") }],
            tags: vec![MetaTag { name: s("ArticleTitle"), content: s("\"><b>") }],
            alternates: vec![Alternate {
                lang: s("zh-Hant"),
                text: s("繁體"),
                href: s("../../zh-hant/articles/a/"),
                url: None,
            }],
            ..head("../../", title, Place::Nowhere)
        },
        crumbs: crumbs(&[
            ("首页", Some("../../")),
            ("庆云县", Some("../../counties/qingyun/")),
            ("承诺追踪", Some("../../columns/c/")),
            ("正文", None),
        ]),
        kicker: None,
        title: s(title),
        title_keep: true,
        subtitle: None,
        deck: Some(s(
            "庆云县前11个月财政增速达到两位数。年初六项量化目标中，两项已有超额完成的数据，四项尚未见到报道。",
        )),
        date: date("2023-12-26", "2023年12月26日"),
        issue: Some(link("2023年第51期 第A7版", "../../issues/2023-51/#p-a7")),
        column: Some(link("承诺追踪", "../../columns/c/")),
        counties: vec![link("庆云县", "../../counties/qingyun/")],
        source: Some(Source {
            name: s("德州日报"), url: Some(s("https://example.org/")), date: Some(s("2023-12-26"))
        }),
        authors: vec![Credit { role: s("撰文"), names: s("记者甲") }],
        credits: vec![
            Credit { role: s("编辑"), names: s("编辑丙") },
            Credit { role: s("校对"), names: s("校对丁") },
            Credit { role: s("审核"), names: s("审核戊") },
        ],
        editor_note: Some(html(
            "本栏以年初公开提出的目标为底稿，逐项比对此后见报的数据。“未见报道”只表示本刊尚未检得公开数字，并不等于没有完成。",
        )),
        body: html(include_str!("pieces/body.html")),
        key_figures: vec![
            key("一般公共预算收入", revenue()),
            key("固定资产投资", figure("+7.5", "%", "2023年1—11月")),
            key("工业投资", figure("+21.0", "%", "2023年1—11月")),
            key("高新技术产业投资", figure("+107.9", "%", "2023年1—11月")),
            key("新增省级专精特新企业", Figure { rank: Some(s("德州第2位")), ..figure("27", "家", "2023年1—11月") }),
            key(
                "市级以上重点项目投资",
                Figure { note: Some(s("年度计划的92.8%")), ..figure("42.5", "亿元", "2023年") },
            ),
        ],
        has_bound: true,
        data_csv: Some(s("data.csv")),
        tags: vec![link("财政", "../../tags/财政/"), link("投资", "../../tags/投资/")],
        prev: Some(Neighbour {
            title: s("固态电池一期：预计年产值35亿—40亿元"), href: s("../b/"), mark: s("第A5版")
        }),
        next: Some(Neighbour { title: s("盐碱地改良3.2万亩之后"), href: s("../c/"), mark: s("2023-12-27") }),
        related: cards(),
        corrections: vec![Notice {
            date: date("2024-01-05", "2024-01-05"),
            text: s("2023年1—11月一般公共预算收入原为9亿元，现为>10亿元（更正）。"),
            article: Some(link("更正一篇", "../d/")),
        }],
        corrects: vec![link("另一篇", "../e/")],
        terms: vec![s("版权归德州日报社所有。")],
        report: Some(Contact {
            email: Some(link("a@example.org", "mailto:a@example.org?subject=%E5%8B%98%E8%AF%AF")),
            phone: Some(link("0534-0000000", "tel:05340000000")),
        }),
        draft: None,
    }
}

/// An article with nothing but a title, a date and a text.
pub fn bare_article() -> ArticleView {
    ArticleView {
        head: head("../../", "庆云县前11个月一般公共预算收入首次突破10亿元", Place::Nowhere),
        title: s("庆云县前11个月一般公共预算收入首次突破10亿元"),
        title_keep: false,
        kicker: Some(s("县域经济观察")),
        subtitle: Some(s("增长10.5%，确数未见报道")),
        deck: None,
        issue: None,
        column: None,
        counties: Vec::new(),
        source: None,
        authors: Vec::new(),
        credits: Vec::new(),
        editor_note: None,
        body: html(include_str!("pieces/markdown.html")),
        key_figures: Vec::new(),
        has_bound: false,
        data_csv: None,
        tags: Vec::new(),
        prev: None,
        next: Some(Neighbour { title: s("盐碱地改良3.2万亩之后"), href: s("../c/"), mark: s("2023-12-27") }),
        related: Vec::new(),
        draft: Some(Unpublished::Scheduled),
        corrections: Vec::new(),
        corrects: Vec::new(),
        terms: Vec::new(),
        report: None,
        ..article()
    }
}

fn pager() -> Pager {
    let item = |text: &str, href: Option<&str>, current| PagerItem { text: s(text), href: href.map(s), current };
    Pager {
        current: 2,
        total: 9,
        prev: Some(s("../../")),
        next: Some(s("../3/")),
        items: vec![
            item("1", Some("../../"), false),
            item("2", None, true),
            item("3", Some("../3/"), false),
            item("…", None, false),
            item("9", Some("../9/"), false),
        ],
    }
}

/// A page of a list.
pub fn list(title: &str, place: Place) -> ListView {
    ListView {
        head: Head { feed: Some(s("feed.xml")), ..head("../../", title, place) },
        crumbs: crumbs(&[("首页", Some("../../")), (title, None)]),
        title: s(title),
        title_keep: true,
        intro: Some(html("<p>对照年初公开提出的目标与此后见报的结果。</p>")),
        count: 87,
        articles: cards(),
        pager: Some(pager()),
    }
}

/// A list without articles.
pub fn empty_list() -> ListView {
    ListView {
        count: 0,
        articles: Vec::new(),
        pager: None,
        intro: None,
        ..list("承诺追踪", Place::In(Section::Columns))
    }
}

fn spark() -> Html {
    html(include_str!("pieces/spark.html"))
}

fn county_card(name: &str, meta: &str) -> CountyCard {
    let row = |name: &str, figure| CardFigure { name: s(name), href: Some(s("counties/qingyun/gdp/")), figure };
    CountyCard {
        name: s(name),
        href: s("counties/qingyun/"),
        meta: Some(s(meta)),
        spark: Some(Spark { svg: spark(), label: s("固定资产投资增速") }),
        figures: vec![
            row("一般公共预算收入", growth(Direction::Up, "10.5%", "2023年1—11月")),
            row("固定资产投资", growth(Direction::Down, "1.6%", "2023年1—11月")),
            row("新增专精特新企业", figure("27", "家", "2023年")),
        ],
        articles: 11,
    }
}

/// A county nobody has reported on.
fn bare_card() -> CountyCard {
    CountyCard {
        name: s("望津县"), meta: None, spark: None, figures: Vec::new(), articles: 0, ..county_card("", "")
    }
}

fn county_cards() -> Vec<CountyCard> {
    vec![county_card("庆云县", "德州市"), county_card("乐陵市", "德州市"), county_card("冠县", "聊城市"), bare_card()]
}

fn matrix() -> Matrix {
    let names = ["庆云县", "乐陵市", "冠县", "运河新区"];
    let bar = |class: &str, width: &str| {
        html(&format!(
            r#"<svg class="bc" width="100%" height="5" aria-hidden="true"><rect class="br {class}" width="{width}" height="5"/></svg>"#
        ))
    };
    let row = |name: &str, values: [Option<(&str, &str, &str)>; 4]| MatrixRow {
        indicator: link(name, "indicators/gdp/"),
        cells: names
            .iter()
            .zip(values)
            .map(|(county, value)| MatrixCell {
                county: s(county),
                point: value.map(|(value, width, class)| MatrixPoint {
                    value: s(value),
                    href: Some(s("counties/qingyun/gdp/")),
                    bar: Some(bar(class, width)),
                    period: s("2023年1—11月"),
                }),
            })
            .collect(),
    };
    Matrix {
        caption: s("主要指标同比增速"),
        unit: s("%"),
        counties: names.iter().map(|name| link(name, "counties/qingyun/")).collect(),
        rows: vec![
            row("地区生产总值", [None, Some(("+7.0", "88%", "")), Some(("+6.4", "80%", "")), None]),
            row(
                "固定资产投资",
                [
                    Some(("+7.5", "54%", "z")),
                    Some(("+12.0", "86%", "")),
                    Some(("+10.1", "72%", "")),
                    Some(("+12.8", "91%", "")),
                ],
            ),
            row("社会消费品零售总额", [None, None, Some(("+10.2", "70%", "")), None]),
        ],
    }
}

/// The home page.
pub fn home() -> HomeView {
    let line = |mark: &str, title: &str, note: &str| ContentsLine {
        mark: s(mark),
        title: s(title),
        title_keep: keeps_together(title, TitleSize::List),
        href: s("articles/a/"),
        note: Some(s(note)),
    };
    HomeView {
        commitments: Some(HomeCommitments {
            county: s("庆云县"),
            href: s("counties/qingyun/#targets"),
            year: figures::commitment_year(),
        }),
        head: head("./", "", Place::Home),
        issue: Some(HomeIssue {
            note: s("第51期，共8版"), more: link("本期全部8版，18篇", "issues/2023-51/")
        }),
        lead: Some(Lead {
            column: Some(link("承诺追踪", "columns/c/")),
            counties: vec![link("庆云县", "counties/qingyun/")],
            title: s("预算收入过十亿，年初的承诺兑现了几项"),
            title_keep: true,
            href: s("articles/a/"),
            date: s("12月26日"),
            deck: Some(s(
                "庆云县前11个月一般公共预算收入增长10.5%，首次越过10亿元。年初六项量化目标中，两项已有超额完成的数据，四项尚未见到报道。",
            )),
            figures: vec![
                key("一般公共预算收入", revenue()),
                key("新增省级专精特新企业", figure("27", "家", "2023年1—11月")),
                key("新签约过亿元项目", figure("43", "个", "2023年1—11月")),
            ],
        }),
        contents: vec![
            line("12-26", "乐陵：前三季度两项增速列德州首位", "乐陵市"),
            line("12-26", "91.8%的开工率是怎么算的", "乐陵市"),
            line("08-23", "冠县开发区：百分之一的面积", "冠县"),
            line("08-10", "一个指标，两个增速", "运河新区"),
        ],
        matrix: Some(matrix()),
        counties: county_cards(),
        county_count: 23,
        article_count: 87,
        latest: cards(),
        columns: cards()
            .into_iter()
            .take(3)
            .map(|article| ColumnTeaser { column: link("承诺追踪", "columns/c/"), article, count: 12 })
            .collect(),
    }
}

/// A site without articles.
pub fn empty_home() -> HomeView {
    HomeView {
        issue: None,
        lead: None,
        contents: Vec::new(),
        matrix: None,
        counties: Vec::new(),
        county_count: 0,
        article_count: 0,
        latest: Vec::new(),
        columns: Vec::new(),
        ..home()
    }
}

/// All columns.
pub fn columns() -> ColumnsView {
    let row = |name: &str, articles: Vec<ArticleCard>| ColumnRow {
        name: s(name),
        href: s("c/"),
        intro: Some(html("<p>对照年初公开提出的目标与此后见报的结果。</p>")),
        count: articles.len(),
        articles,
    };
    ColumnsView {
        head: head("../", "专栏", Place::In(Section::Columns)),
        crumbs: crumbs(&[("首页", Some("../")), ("专栏", None)]),
        columns: vec![row("承诺追踪", cards()), row("数据核对", Vec::new())],
    }
}

/// All tags.
pub fn tags() -> TagsView {
    let tag = |text: &str, count| TagCount { text: s(text), href: format!("{text}/"), count };
    TagsView {
        head: head("../", "标签", Place::In(Section::Tags)),
        crumbs: crumbs(&[("首页", Some("../")), ("标签", None)]),
        tags: vec![tag("财政", 12), tag("投资", 9), tag("锂电", 1)],
    }
}

fn month() -> ArchiveMonth {
    ArchiveMonth {
        anchor: s("m2023-12"),
        name: s("2023年12月"),
        note: s("1期，5篇"),
        issues: vec![issue_row()],
        articles: cards(),
    }
}

fn issue_row() -> IssueRow {
    IssueRow {
        date: date("2023-12-26", "12-26"),
        title: s("第51期　年终对照"),
        href: s("../issues/2023-51/"),
        size: s("8版18篇"),
    }
}

/// All issues.
pub fn issues() -> IssuesView {
    IssuesView {
        head: head("../", "各期", Place::In(Section::Archive)),
        crumbs: crumbs(&[("首页", Some("../")), ("往期", Some("../archive/")), ("各期", None)]),
        count: 1,
        issues: vec![issue_row()],
        pager: None,
    }
}

fn issue_page(id: &str, full: bool, articles: Vec<IssueArticle>) -> IssuePageView {
    IssuePageView {
        anchor: format!("p-{}", id.to_lowercase()),
        title: format!("第{id}版"),
        name: s("要闻"),
        note: s("要闻，1篇"),
        thumbnail: html(&crate::chart::newspaper_page(id, articles.len())),
        full,
        articles,
    }
}

/// An issue: a full page, and one without articles.
pub fn issue() -> IssueView {
    let lead = IssueArticle {
        mark: s("头条"),
        lead: true,
        title: s("预算收入过十亿，年初的承诺兑现了几项"),
        lang: Some(s("zh-Hant")),
        title_keep: true,
        href: s("../../articles/a/"),
        deck: Some(s("六项量化目标，两项有了答案。")),
        meta: Some(s("庆云县")),
    };
    IssueView {
        head: head("../../", "2023年第51期", Place::In(Section::Archive)),
        crumbs: crumbs(&[("首页", Some("../../")), ("往期", Some("../../archive/")), ("2023年第51期", None)]),
        total: Some(s("总第114期")),
        title: s("2023年第51期"),
        lede: s("12月26日，星期二。共2版，1篇。本期主题：年终对照。"),
        note: Some(html("<p>本期起按期别列示。</p>")),
        prev: Some(link("第50期", "../2023-50/")),
        next: None,
        pages: vec![issue_page("A1", true, vec![lead]), issue_page("A2", false, Vec::new())],
    }
}

/// The archive.
pub fn archive() -> ArchiveView {
    let months = |from: usize| {
        (1..=12)
            .map(|m| {
                (m >= from).then(|| MonthCount {
                    count: m,
                    href: format!("2023/#m2023-{m:02}"),
                    label: format!("2023年{m}月，{m}篇"),
                    now: from == 1 && m == 12,
                })
            })
            .collect()
    };
    ArchiveView {
        head: head("../", "往期", Place::In(Section::Archive)),
        crumbs: crumbs(&[("首页", Some("../")), ("往期", None)]),
        issues: Some(ArchiveTable {
            caption: s("各年各月刊出期数"),
            unit: s("期"),
            years: vec![ArchiveYear { year: s("2023"), href: s("2023/"), months: months(11), count: 23 }],
        }),
        articles: ArchiveTable {
            caption: s("各年各月简报篇数"),
            unit: s("篇"),
            years: vec![
                ArchiveYear { year: s("2023"), href: s("2023/"), months: months(1), count: 78 },
                ArchiveYear { year: s("2021"), href: s("2021/"), months: months(8), count: 50 },
            ],
        },
        count: 128,
        newest: Some(month()),
    }
}

/// A year of the archive.
pub fn archive_year() -> ArchiveYearView {
    ArchiveYearView {
        head: head("../../", "2023年", Place::In(Section::Archive)),
        crumbs: crumbs(&[("首页", Some("../../")), ("往期", Some("../")), ("2023年", None)]),
        year: s("2023"),
        count: 5,
        months: vec![month()],
        older: None,
        newer: Some(link("2024年", "../2024/")),
    }
}

/// A free page.
pub fn page() -> PageView {
    PageView {
        head: Head { has_code: true, ..head("../", "口径与取数规则", Place::Page(s("method/"))) },
        crumbs: crumbs(&[("首页", Some("../")), ("口径与取数规则", None)]),
        title: s("口径与取数规则"),
        title_keep: true,
        body: html(include_str!("pieces/markdown.html")),
    }
}

/// The page for addresses that lead nowhere.
pub fn not_found() -> NotFoundView {
    NotFoundView {
        head: Head { noindex: true, ..head("/", "没有这一页", Place::Nowhere) },
        latest: Some(link("预算收入过十亿，年初的承诺兑现了几项", "/articles/a/")),
        counties: vec![link("庆云县", "/counties/qingyun/"), link("乐陵市", "/counties/laoling/")],
        indicators: vec![link("固定资产投资", "/indicators/fixed_asset_investment/")],
    }
}
