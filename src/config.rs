//! site-config.yaml → [`Config`]: checked once, so that everybody else only sees good values.
//!
//! It must not read the disk and must not know the content.

mod base_url;
mod checks;
mod editor_link;
mod licence;
mod publishing;
mod scripts;

use std::collections::BTreeMap;

use time::UtcOffset;

use crate::diag::{Code, Diagnostic, Findings, SourcePath, Words};
use crate::script::Script;
use crate::source::decode::{Fields, Spanned};
use crate::source::keys::{Keys, Shape, key, required, words};
use crate::source::yaml;
pub use base_url::BaseUrl;
pub use checks::Level;
pub use editor_link::EditorLink;
pub use licence::{Known, Licence};
pub use publishing::{FeedContent, Feeds, Government, Reviews, SourceTerms, email, phone};

/// The file's name at the top of a site.
pub const FILE: &str = "site-config.yaml";

/// Keys of site-config.yaml.
pub const KEYS: Keys = &[
    key("schema", "格式版本", "1", Shape::Integer(1, 1)),
    required("title", "网站名称", "例如 县域发展简报", Shape::Text),
    key("subtitle", "副题", "名称下面的一行", Shape::Text),
    key("base_url", "网址", "网站将来的完整网址，例如 https://example.org/", Shape::Text),
    key("language", "文字", "界面的文字：zh-Hans、zh-Hant 或 en", Shape::Word(|| scripts::LANGUAGES.to_vec())),
    key("utc_offset", "时区", "例如 \"+08:00\"", Shape::Text),
    key("theme", "主题", "themes/ 下的文件夹名", Shape::Text),
    key("theme_options", "主题选项", "由主题规定", Shape::Any),
    key("copies", "副本", "例如 [zh-hant]", Shape::Texts),
    key("copy_words", "副本用词", "逐词改换的写法", Shape::Any),
    key("publisher", "主办单位", "名称和联系方式", Shape::Map(PUBLISHER)),
    key("licence", "数据许可", "登在数据页上", Shape::Text),
    key("social_cards", "分享图", "true 为每篇稿件和每个指标画一张分享用的图片", Shape::Flag),
    key("icp", "ICP备案号", "例如 鲁ICP备00000000号", Shape::Text),
    key("police", "公安备案号", "例如 鲁公网安备00000000000000号", Shape::Text),
    key("government", "政府网站", "名称、域名和标识码", Shape::Map(publishing::GOVERNMENT)),
    key("reviews", "审签", "三审三校的环节", Shape::Map(publishing::REVIEWS)),
    key("feeds", "订阅", "订阅里写多少", Shape::Map(publishing::FEEDS)),
    key("sources", "来源条款", "各来源的版权说明", Shape::List(publishing::SOURCE)),
    key("raw_html", "原始HTML", "escape 当作文字，sanitise 清洗后保留", Shape::Word(|| words(RAW_HTML))),
    key("svg", "矢量图", "sanitise 清洗后发布，refuse 不收", Shape::Word(|| words(SVG))),
    key("page_size", "每页篇数", "1 到 500", Shape::Integer(1, 500)),
    key("checks", "检查级别", "代码: off、note、warning 或 error", Shape::Levels(|| words(checks::LEVELS))),
    key("limits", "限度", "由后来的版本规定", Shape::Any),
    key("editor_link", "编辑器", "编辑器的名字，或带 {file} 的网址", Shape::Text),
];

const PUBLISHER: Keys = &[
    key("name", "名称", "主办单位", Shape::Text),
    key("contact", "联系人", "姓名或部门", Shape::Text),
    key("phone", "电话", "联系电话", Shape::Text),
    key("email", "邮箱", "联系邮箱", Shape::Text),
];

const RAW_HTML: &[(&str, RawHtml)] = &[("escape", RawHtml::Escape), ("sanitise", RawHtml::Sanitise)];

const SVG: &[(&str, SvgPictures)] = &[("sanitise", SvgPictures::Sanitise), ("refuse", SvgPictures::Refuse)];
/// What happens to raw HTML in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RawHtml {
    /// It is shown as text.
    #[default]
    Escape,
    /// It is kept, without scripts, styles and event handlers.
    Sanitise,
}

/// What happens to SVG pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SvgPictures {
    /// They are published without scripts and links to elsewhere.
    #[default]
    Sanitise,
    /// They are errors.
    Refuse,
}

/// Who publishes the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publisher {
    /// Name as printed in the imprint.
    pub name: String,
    /// Contact person or office.
    pub contact: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Mail address.
    pub email: Option<String>,
}

/// The checked settings of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Name of the bulletin.
    pub title: String,
    /// A line under it.
    pub subtitle: Option<String>,
    /// Where the site will stand.
    pub base_url: Option<BaseUrl>,
    /// BCP 47 tag of the pages: `zh-Hans` unless given, `zh-Hant` or `en`.
    pub language: String,
    /// The other script in which a copy is published.
    pub copy: Option<Script>,
    /// Texts and what becomes of them in the copy, whatever the dictionaries say.
    pub copy_words: Vec<(String, String)>,
    /// The offset that decides which day it is.
    pub utc_offset: UtcOffset,
    /// Name of the theme's folder, and where it is written.
    pub theme: Spanned<String>,
    /// What the site sets of the theme's options, as written: only the theme knows them.
    pub theme_options: Option<yaml::Node>,
    /// Who publishes it.
    pub publisher: Publisher,
    /// Licence of the data.
    pub licence: Option<Licence>,
    /// Whether every article and series gets a picture for links that are shared elsewhere.
    pub social_cards: bool,
    /// ICP filing number (ICP备案号).
    pub icp: Option<String>,
    /// Public-security filing number (公安备案号).
    pub police: Option<String>,
    /// Set for a government site.
    pub government: Option<Government>,
    /// What articles must have passed.
    pub reviews: Option<Reviews>,
    /// The feeds.
    pub feeds: Feeds,
    /// What is printed under articles of certain sources.
    pub sources: Vec<SourceTerms>,
    /// Raw HTML in articles.
    pub raw_html: RawHtml,
    /// SVG pictures.
    pub svg: SvgPictures,
    /// Articles on one page of a list.
    pub page_size: usize,
    /// Changed severities.
    pub checks: BTreeMap<Code, Level>,
    /// How a place in a file is opened in the editor.
    pub editor_link: EditorLink,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: String::new(),
            subtitle: None,
            base_url: None,
            language: "zh-Hans".to_owned(),
            copy: None,
            copy_words: Vec::new(),
            utc_offset: china_time(),
            theme: Spanned::new("bulletin".to_owned(), 0..0),
            theme_options: None,
            publisher: Publisher::default(),
            licence: None,
            social_cards: false,
            icp: None,
            police: None,
            government: None,
            reviews: None,
            feeds: Feeds::default(),
            sources: Vec::new(),
            raw_html: RawHtml::Escape,
            svg: SvgPictures::Sanitise,
            page_size: 20,
            checks: BTreeMap::new(),
            editor_link: EditorLink::default(),
        }
    }
}

/// UTC+08:00, the legal time of China.
fn china_time() -> UtcOffset {
    UtcOffset::from_hms(8, 0, 0).unwrap_or(UtcOffset::UTC)
}

/// Reads the text of site-config.yaml.
pub fn parse(path: &SourcePath, text: &str, findings: &mut Findings) -> Config {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let node = yaml::read(path, text, start..text.len(), findings);
    let mut f = Fields::open(path, &node, KEYS, findings);
    check_schema(&mut f);
    let defaults = Config::default();
    let language = scripts::language(&mut f).unwrap_or(defaults.language);
    let (icp, police) = publishing::filings(&mut f);
    let checks = checks::read(path, &mut f);
    publishing::ask_for_filings(&mut f, matches!(checks.get(&Code::NoFiling), Some(Level::At(_))));
    Config {
        title: f.required("title", "网站名称", "县域发展简报").map(|t| t.value).unwrap_or_default(),
        subtitle: f.plain("subtitle"),
        base_url: base_url::read(&mut f),
        copy: scripts::copy(&mut f, &language),
        copy_words: scripts::copy_words(&mut f),
        language,
        utc_offset: utc_offset(&mut f).unwrap_or(defaults.utc_offset),
        theme: theme(&mut f).unwrap_or(defaults.theme),
        theme_options: f.map("theme_options").cloned(),
        publisher: publisher(path, &mut f),
        licence: f.plain("licence").map(Licence::of),
        social_cards: f.flag("social_cards"),
        icp,
        police,
        government: publishing::government(path, &mut f),
        reviews: publishing::reviews(path, &mut f),
        feeds: publishing::feeds(path, &mut f),
        sources: publishing::sources(path, &mut f),
        raw_html: f.word("raw_html", RAW_HTML).unwrap_or_default(),
        svg: f.word("svg", SVG).unwrap_or_default(),
        page_size: page_size(&mut f).unwrap_or(defaults.page_size),
        checks,
        editor_link: editor_link::read(&mut f).unwrap_or_default(),
    }
}

fn bad_setting(f: &mut Fields<'_, '_>, at: &Spanned<String>, zh: &str, en: &str, example: &str) {
    let d = Diagnostic::new(Code::BadSetting, Words::new(zh, en))
        .at(f.span(&at.range))
        .help(Words::new(format!("例如 {example}"), format!("for example `{example}`")));
    f.report(d);
}

fn check_schema(f: &mut Fields<'_, '_>) {
    if let Some(t) = f.text("schema").filter(|t| t.value != "1") {
        bad_setting(f, &t, "这个版本只认识 schema: 1", "this version only knows `schema: 1`", "schema: 1");
    }
}

fn utc_offset(f: &mut Fields<'_, '_>) -> Option<UtcOffset> {
    let t = f.text("utc_offset")?;
    let offset = parse_offset(&t.value);
    if offset.is_none() {
        bad_setting(
            f,
            &t,
            "utc_offset 写成 +08:00 的样子",
            "`utc_offset` should look like +08:00",
            "utc_offset: \"+08:00\"",
        );
    }
    offset
}

fn parse_offset(text: &str) -> Option<UtcOffset> {
    let (sign, rest) = match text.as_bytes().first()? {
        b'+' => (1, text.get(1..)?),
        b'-' => (-1, text.get(1..)?),
        _ => return None,
    };
    let (h, m) = rest.split_once(':')?;
    let (h, m): (i8, i8) = (h.parse().ok()?, m.parse().ok()?);
    (h <= 14 && m < 60).then(|| UtcOffset::from_hms(sign * h, sign * m, 0).ok()).flatten()
}

fn theme(f: &mut Fields<'_, '_>) -> Option<Spanned<String>> {
    let t = f.text("theme")?;
    let good = t.value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if !good {
        bad_setting(
            f,
            &t,
            "theme 是 themes/ 下的文件夹名",
            "`theme` is the name of a folder under themes/",
            "theme: bulletin",
        );
    }
    good.then_some(t)
}

fn page_size(f: &mut Fields<'_, '_>) -> Option<usize> {
    let t = f.text("page_size")?;
    let size = t.value.parse().ok().filter(|n| (1..=500).contains(n));
    if size.is_none() {
        bad_setting(
            f,
            &t,
            "page_size 是 1 到 500 的整数",
            "`page_size` is a whole number from 1 to 500",
            "page_size: 20",
        );
    }
    size
}

fn publisher(path: &SourcePath, f: &mut Fields<'_, '_>) -> Publisher {
    let Some(node) = f.map("publisher") else { return Publisher::default() };
    let mut p = Fields::open(path, node, PUBLISHER, f.findings());
    Publisher {
        name: p.plain("name").unwrap_or_default(),
        contact: p.plain("contact"),
        phone: publishing::phone(&mut p),
        email: publishing::email(&mut p),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets() {
        assert_eq!(parse_offset("+08:00"), UtcOffset::from_hms(8, 0, 0).ok());
        assert_eq!(parse_offset("-03:30"), UtcOffset::from_hms(-3, -30, 0).ok());
        assert_eq!(parse_offset("8"), None);
    }
}
