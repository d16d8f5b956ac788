//! The front-matter of an article.

use time::Date;

use super::corrections::{self, Correction};
use super::document::{self, Body};
use super::metrics::{self, Metric};
use super::press::{self, Contact, Erratum, Reviews};
use super::projects::{self, Records};
use super::{in_text, silence};
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Words};
use crate::quantity::Period;
use crate::source::TextFile;
use crate::source::decode::{Fields, Spanned};
use crate::source::keys::{INTEGER, Keys, Shape, key, required, words};

/// An article's id: the file stem or folder name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub String);

/// Keys an article may have.
pub const KEYS: Keys = &[
    required("title", "标题", "稿件的标题", Shape::Text),
    required("county", "县", "县的名称、代码或编号；写几个县时用列表", Shape::Texts),
    required("date", "日期", "见报日期，例如 2023-12-26", Shape::Date),
    key("period", "时期", "全文缺省的时期，例如 前11个月、2023年", Shape::Text),
    key(
        "metrics",
        "数据",
        "指标（可带时期）: 数值，例如 固定资产投资 上半年: 42.5亿元, +7.5%",
        Shape::Figures(metrics::KEYS),
    ),
    key("projects", "项目", "文中的项目", Shape::List(projects::PROJECT)),
    key("honours", "荣誉", "文中的荣誉", Shape::List(projects::HONOUR)),
    key("milestones", "大事", "第一次发生、值得记下的事", Shape::List(projects::MILESTONE)),
    key("column", "专栏", "专栏的编号或名称", Shape::Text),
    key("issue", "期", "期的编号", Shape::Text),
    key("page", "版", "版次，例如 A1", Shape::Text),
    key("order", "次序", "在所登的版上排第几", INTEGER),
    key("tags", "标签", "例如 [财政, 投资]", Shape::Texts),
    key("summary", "摘要", "一两句话；不写则取正文开头", Shape::Text),
    key("kicker", "引题", "标题上面的一行", Shape::Text),
    key("subtitle", "副题", "标题下面的一行", Shape::Text),
    key("authors", "作者", "职责: 姓名，例如 {撰文: 张三}", Shape::TextMap),
    key("source", "来源", "最早发表的地方", Shape::TextOr(SOURCE)),
    key("credits", "编校", "职责: 姓名，例如 {编辑: 李四}", Shape::TextMap),
    key("reviews", "审签", "三审三校记录", Shape::List(press::REVIEW)),
    key("errata", "勘误", "正文里改过的错", Shape::List(press::ERRATUM)),
    key("contact", "勘误联系", "这一篇有错找谁；不写则找主办单位", Shape::Map(press::CONTACT)),
    key("editor_note", "编者按", "登在正文前面", Shape::Text),
    key("draft", "草稿", "true：不发布", Shape::Flag),
    key("publish", "发布日", "从这天起发布", Shape::Date),
    key("expire", "撤下日", "从这天起不再显示", Shape::Date),
    key("corrects", "更正", "更正其他稿件里的数", Shape::List(corrections::KEYS)),
    key("silence", "略去的提醒", "看过并认可的提醒，各写理由", Shape::List(silence::KEYS)),
    key("lang", "文字", "zh-Hans 或 zh-Hant", Shape::Word(|| words(LANGUAGES))),
    key("slug", "网址段", "网址里的名字；不写则用文件名", Shape::Text),
    key("cover", "题图", "图片的文件名", Shape::Text),
    key("pinned", "置顶", "true：排在首页最前", Shape::Flag),
];

/// Of a source.
pub const SOURCE: Keys = &[
    required("name", "名称", "例如 德州日报", Shape::Text),
    key("url", "网址", "原文的网址", Shape::Text),
    key("date", "日期", "原文的日期", Shape::Date),
];

const LANGUAGES: &[(&str, &str)] = &[("zh-Hans", "zh-Hans"), ("zh-Hant", "zh-Hant")];

/// Where an article's facts were published first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The publication.
    pub name: String,
    /// Its address.
    pub url: Option<String>,
    /// Its date.
    pub date: Option<Date>,
}

/// One Markdown file, read but not yet resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its id.
    pub id: ArticleId,
    /// Its file.
    pub file: SourcePath,
    /// Headline.
    pub title: String,
    /// 引题, above the title.
    pub kicker: Option<String>,
    /// 副题, under the title.
    pub subtitle: Option<String>,
    /// Summary, if written.
    pub summary: Option<String>,
    /// The counties it is about, as written.
    pub counties: Vec<Spanned<String>>,
    /// Date of the bulletin.
    pub date: Date,
    /// First day on which it is shown, if later than `date`.
    pub publish: Option<Date>,
    /// First day on which it is shown no more.
    pub expire: Option<Date>,
    /// Not to be published yet.
    pub draft: bool,
    /// Stands first on the home page.
    pub pinned: bool,
    /// The figures it states, indicator and county unresolved.
    pub metrics: Vec<Metric>,
    /// Projects, honours and milestones.
    pub records: Records,
    /// Id or name of the column it runs in.
    pub column: Option<Spanned<String>>,
    /// Id of the issue it stands in.
    pub issue: Option<Spanned<String>>,
    /// Id of its page of that issue.
    pub page: Option<Spanned<String>>,
    /// Its place on that page.
    pub order: i64,
    /// Tags in the order written.
    pub tags: Vec<Spanned<String>>,
    /// Names by role.
    pub authors: Vec<(String, Vec<String>)>,
    /// 编辑, 校对 …: names by role.
    pub credits: Vec<(String, Vec<String>)>,
    /// Who reviewed it.
    pub reviews: Reviews,
    /// Errors of its text that were put right.
    pub errata: Vec<Erratum>,
    /// Whom to tell of its errors, if not the publisher.
    pub contact: Option<Contact>,
    /// Where its facts were published first.
    pub source: Option<Source>,
    /// 编者按.
    pub editor_note: Option<String>,
    /// `zh-Hans` or `zh-Hant`, if it differs from the site's.
    pub lang: Option<String>,
    /// The path segment of its page, if not the id.
    pub slug: Option<Spanned<String>>,
    /// A picture that stands for it where links are shared.
    pub cover: Option<Spanned<String>>,
    /// What it corrects in other articles.
    pub corrects: Vec<Correction>,
    /// Codes that are not to be reported of it, each with a reason.
    pub silence: Vec<Code>,
    /// Its text.
    pub body: Body,
}

/// Reads an article. `None` if it has no front-matter. What is missing is a finding, and the rest is read all the same.
pub fn read(id: &str, file: &TextFile, findings: &mut Findings) -> Option<Article> {
    let document = document::read(file, findings)?;
    let mut f = Fields::open(&file.path, &document.front, KEYS, findings);
    let title = f.required("title", "标题", "标题文字").map_or_else(String::new, |t| t.value);
    let counties = counties(&mut f, &document.front.range);
    let date = date(&mut f, &document.front.range);
    let period = period(&mut f, date);
    let metrics = metrics::read(&mut f, period, date);
    in_text::check(&mut f, &metrics, file.text.get(document.body.handle.range.clone()).unwrap_or_default());
    let records = projects::read(&mut f, date);
    let (publish, expire) = (f.date("publish").map(|d| d.value), f.date("expire"));
    check_expiry(&mut f, publish.or(date), expire.as_ref());
    Some(Article {
        id: ArticleId(id.to_owned()),
        file: file.path.clone(),
        title,
        kicker: f.plain("kicker"),
        subtitle: f.plain("subtitle"),
        summary: f.plain("summary"),
        counties,
        // Without a date the build stops; the rest of the article is checked all the same.
        date: date.unwrap_or(Date::MIN),
        publish,
        expire: expire.map(|day| day.value),
        draft: f.flag("draft"),
        pinned: f.flag("pinned"),
        metrics,
        records,
        column: f.text("column"),
        issue: f.text("issue"),
        page: f.text("page"),
        order: f.integer("order").unwrap_or(i64::MAX),
        tags: f.texts("tags"),
        authors: f.text_map("authors"),
        credits: f.text_map("credits"),
        reviews: press::reviews(&mut f),
        errata: press::errata(&mut f),
        contact: press::contact(&mut f),
        source: source(&file.path, &mut f),
        editor_note: f.plain("editor_note"),
        lang: lang(&mut f),
        slug: f.text("slug"),
        cover: f.text("cover"),
        corrects: corrections::read(&mut f, date),
        silence: silence::read(&mut f),
        body: document.body,
    })
}

fn counties(f: &mut Fields<'_, '_>, front: &std::ops::Range<usize>) -> Vec<Spanned<String>> {
    let before = f.findings().iter().len();
    let counties = f.texts("county");
    if counties.is_empty() && f.findings().iter().len() == before {
        f.report_missing("county", "县名", "庆云县", front.start..front.start);
    }
    counties
}

fn date(f: &mut Fields<'_, '_>, front: &std::ops::Range<usize>) -> Option<Date> {
    let before = f.findings().iter().len();
    let date = f.date("date");
    if date.is_none() && f.findings().iter().len() == before {
        f.report_missing("date", "日期", "2023-12-26", front.start..front.start);
    }
    date.map(|d| d.value)
}

/// What goes before it comes is never seen.
fn check_expiry(f: &mut Fields<'_, '_>, first: Option<Date>, expire: Option<&Spanned<Date>>) {
    let (Some(first), Some(expire)) = (first, expire) else { return };
    if expire.value > first {
        return;
    }
    let message = Words::new(
        format!("{}起撤下，{first}才发布：这篇稿件不会出现", expire.value),
        format!("taken down on {}, published on {first}: the article will never be seen", expire.value),
    );
    let at = f.span(&expire.range);
    f.report(Diagnostic::new(Code::NeverShown, message).at(at).help(Words::new(
        "expire 要在 publish（不写则是 date）之后；不想发布，写 draft: true",
        "`expire` comes after `publish`, or else `date`; write `draft: true` for what is not to be published",
    )));
}

/// The article's own period, the default for its metrics.
fn period(f: &mut Fields<'_, '_>, date: Option<Date>) -> Option<Period> {
    let text = f.text("period")?;
    metrics::read_period(f, &text, date)
}

fn lang(f: &mut Fields<'_, '_>) -> Option<String> {
    f.word("lang", LANGUAGES).map(str::to_owned)
}

fn source(path: &SourcePath, f: &mut Fields<'_, '_>) -> Option<Source> {
    if let Some(node) = f.node("source")
        && let Some((text, _)) = document::scalar(node)
    {
        return Some(Source { name: text.trim().to_owned(), url: None, date: None });
    }
    let node = f.map("source")?;
    let mut s = Fields::open(path, node, SOURCE, f.findings());
    let name = s.required("name", "来源名称", "德州日报")?.value;
    Some(Source { name, url: url(&mut s), date: s.date("date").map(|d| d.value) })
}

/// The address of the original: a page that a reader can open.
fn url(s: &mut Fields<'_, '_>) -> Option<String> {
    let t = s.text("url")?;
    let is_page = t.value.starts_with("https://") || t.value.starts_with("http://");
    if !is_page {
        let message = Words::new(
            format!("原文网址“{}”不以 https:// 或 http:// 开头", t.value),
            format!("the address `{}` begins with neither https:// nor http://", t.value),
        );
        let at = s.span(&t.range);
        s.report(Diagnostic::new(Code::UnsafeLink, message).at(at).help(Words::new(
            "例如 url: https://www.example.org/a.html",
            "for example `url: https://www.example.org/a.html`",
        )));
    }
    is_page.then_some(t.value)
}
