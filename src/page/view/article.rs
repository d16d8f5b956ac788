//! The article page, 正文.

use serde::Serialize;

use super::{ArticleCard, Crumb, Date, Head, Html, KeyFigure, Link};

/// Context of `article.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArticleView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// Script of the article, where it is not the page's: `zh-Hant`.
    pub lang: Option<String>,
    /// 引题, above the title.
    pub kicker: Option<String>,
    /// Headline.
    pub title: String,
    /// Breaks only at punctuation.
    pub title_keep: bool,
    /// 副题, under the title.
    pub subtitle: Option<String>,
    /// Summary in one or two sentences.
    pub deck: Option<String>,
    /// Date of the bulletin; `text` is `2023年12月26日`.
    pub date: Date,
    /// Its page of an issue: `2023年第51期 第A7版`.
    pub issue: Option<Link>,
    /// The column it runs in.
    pub column: Option<Link>,
    /// The counties it is about.
    pub counties: Vec<Link>,
    /// Where the facts were published first.
    pub source: Option<Source>,
    /// 撰文, 摄影 …: names by role.
    pub authors: Vec<Credit>,
    /// 编辑, 校对, 审核, and reviews: names by role, under the text.
    pub credits: Vec<Credit>,
    /// 编者按.
    pub editor_note: Option<Html>,
    /// The text.
    pub body: Html,
    /// 本文数字; the panel is left out when empty.
    pub key_figures: Vec<KeyFigure>,
    /// Whether a figure carries a bound, which the panel then explains.
    pub has_bound: bool,
    /// `data.csv` beside the page, where the article states figures.
    pub data_csv: Option<String>,
    /// Tags.
    pub tags: Vec<Link>,
    /// The article before, in its issue or else by date.
    pub prev: Option<Neighbour>,
    /// The article after, in its issue or else by date.
    pub next: Option<Neighbour>,
    /// Same county or same indicator.
    pub related: Vec<ArticleCard>,
    /// What was put right in it.
    pub corrections: Vec<Notice>,
    /// Articles that this one puts right.
    pub corrects: Vec<Link>,
    /// 版权与免责: what its source asks to be printed.
    pub terms: Vec<String>,
    /// Where to report an error.
    pub report: Option<Contact>,
    /// Why only a preview shows it; never there on a published page.
    pub draft: Option<Unpublished>,
}

/// Why an article is not published yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unpublished {
    /// It is marked as a draft, or not reviewed yet.
    Draft,
    /// Its day has not come.
    Scheduled,
}

/// Something that was put right (更正).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// When.
    pub date: Date,
    /// What.
    pub text: String,
    /// The article that did.
    pub article: Option<Link>,
}

/// How to reach the editors about a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// A letter with the page's address in its subject.
    pub email: Option<Link>,
    /// A call.
    pub phone: Option<Link>,
}

/// Publication an article draws on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// `德州日报`.
    pub name: String,
    /// Its address.
    pub url: Option<String>,
    /// Its date, as shown.
    pub date: Option<String>,
}

/// People by what they did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Credit {
    /// `编辑`.
    pub role: String,
    /// `张三、李四`.
    pub names: String,
}

/// The article before or after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Neighbour {
    /// Headline.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Its page of the issue (`第A5版`), or its date.
    pub mark: String,
}
