//! site-config.yaml → [`Config`]: checked once, so that everybody else only sees good values.
//!
//! It must not read the disk and must not know the content.

mod licence;
mod publishing;

use std::collections::BTreeMap;

use time::UtcOffset;

use crate::diag::{Code, Diagnostic, Findings, Severity, SourcePath, Span, Words};
use crate::script::Script;
use crate::source::decode::{Fields, Spanned};
use crate::source::keys::{Keys, Shape, key, required, words};
use crate::source::yaml::{self, Value};
pub use licence::{Known, Licence};
pub use publishing::{FeedContent, Feeds, Government, Reviews, SourceTerms, email};

/// The file's name at the top of a site.
pub const FILE: &str = "site-config.yaml";

/// Keys of site-config.yaml.
pub const KEYS: Keys = &[
    key("schema", "格式版本", "1", Shape::Integer(1, 1)),
    required("title", "网站名称", "例如 县域发展简报", Shape::Text),
    key("subtitle", "副题", "名称下面的一行", Shape::Text),
    key("base_url", "网址", "网站将来的完整网址，例如 https://example.org/", Shape::Text),
    key("language", "文字", "界面的文字：zh-Hans、zh-Hant 或 en", Shape::Word(|| LANGUAGES.to_vec())),
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
    key("checks", "检查级别", "代码: off、note、warning 或 error", Shape::Levels(|| words(LEVELS))),
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

const LEVELS: &[(&str, Level)] = &[
    ("off", Level::Off),
    ("note", Level::At(Severity::Note)),
    ("warning", Level::At(Severity::Warning)),
    ("error", Level::At(Severity::Error)),
];

const SVG: &[(&str, SvgPictures)] = &[("sanitise", SvgPictures::Sanitise), ("refuse", SvgPictures::Refuse)];

/// Languages that the default theme has words in.
const LANGUAGES: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];

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

/// What a site makes of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is not reported.
    Off,
    /// It is reported at this severity.
    At(Severity),
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

/// Where the site will stand, if known: an absolute URL ending in `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Accepts `http://` and `https://` URLs; adds the final slash.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let host = rest.split('/').next().filter(|h| !h.is_empty())?;
        let bad = |c: char| c.is_whitespace() || matches!(c, '?' | '#' | '"' | '<' | '>');
        (!rest.contains(bad) && !host.contains('@')).then(|| Self(format!("{}/", text.trim_end_matches('/'))))
    }

    /// The URL, ending in `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path part, beginning and ending in `/`.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.splitn(4, '/').nth(3).map_or("/", |rest| self.0.get(self.0.len() - rest.len() - 1..).unwrap_or("/"))
    }
}

/// Editors by the URLs they open, with places for path, line and column.
const EDITORS: &[(&str, &str)] = &[
    ("vscode", "vscode://file{file}:{line}:{column}"),
    ("vscodium", "vscodium://file{file}:{line}:{column}"),
    ("cursor", "cursor://file{file}:{line}:{column}"),
    ("zed", "zed://file{file}:{line}:{column}"),
    ("idea", "idea://open?file={file}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file://{file}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file://{file}&line={line}&column={column}"),
];

/// The URL that opens a place in the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditorLink(String);

impl Default for EditorLink {
    fn default() -> Self {
        Self(EDITORS.first().map_or_else(String::new, |(_, url)| (*url).to_owned()))
    }
}

impl EditorLink {
    /// Accepts the name of an editor, or a URL with `{file}` in it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((_, url)) = EDITORS.iter().find(|(name, _)| *name == text) {
            return Some(Self((*url).to_owned()));
        }
        let (scheme, rest) = text.split_once(':')?;
        let letters = !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        // These would run or show something in the preview itself.
        let own = ["javascript", "data", "blob", "about"].iter().any(|s| scheme.eq_ignore_ascii_case(s));
        (letters && !own && rest.contains("{file}")).then(|| Self(text.to_owned()))
    }

    /// The URL for a place. `file` is an absolute path, `/`-separated and not encoded.
    #[must_use]
    pub fn open(&self, file: &str, line: usize, column: usize) -> String {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'.' | b'_' | b'~' | b':');
        let encoded: String =
            file.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
        let (line, column) = (line.to_string(), column.to_string());
        self.0.replace("{line}", &line).replace("{column}", &column).replace("{file}", &encoded)
    }
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
    /// Name of the theme's folder.
    pub theme: String,
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
            theme: "bulletin".to_owned(),
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

impl Config {
    /// Findings at the severities that the settings give them, sorted.
    #[must_use]
    pub fn judged(&self, findings: Findings) -> Vec<Diagnostic> {
        let mut list: Vec<Diagnostic> = findings.into_iter().filter_map(|d| self.judge(d)).collect();
        crate::diag::sort(&mut list);
        list
    }

    /// Whether findings of a code are told at all.
    #[must_use]
    pub fn asks_for(&self, code: Code) -> bool {
        code.is_fixed() || !matches!(self.checks.get(&code), Some(Level::Off))
    }

    /// Applies `checks` to a finding; `None` if it is switched off.
    fn judge(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        if diagnostic.code.is_fixed() {
            return Some(diagnostic);
        }
        match self.checks.get(&diagnostic.code) {
            Some(Level::Off) => None,
            Some(Level::At(severity)) => {
                diagnostic.severity = *severity;
                Some(diagnostic)
            }
            None => Some(diagnostic),
        }
    }
}

/// Reads the text of site-config.yaml.
pub fn parse(path: &SourcePath, text: &str, findings: &mut Findings) -> Config {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let node = yaml::read(path, text, start..text.len(), findings);
    let mut f = Fields::open(path, &node, KEYS, findings);
    check_schema(&mut f);
    let defaults = Config::default();
    let language = language(&mut f).unwrap_or(defaults.language);
    let (icp, police) = publishing::filings(&mut f);
    Config {
        title: f.required("title", "网站名称", "县域发展简报").map(|t| t.value).unwrap_or_default(),
        subtitle: f.plain("subtitle"),
        base_url: base_url(&mut f),
        copy: copy(&mut f, &language),
        copy_words: copy_words(&mut f),
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
        checks: checks(path, &mut f),
        editor_link: editor_link(&mut f).unwrap_or_default(),
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

fn base_url(f: &mut Fields<'_, '_>) -> Option<BaseUrl> {
    let t = f.text("base_url")?;
    let url = BaseUrl::parse(&t.value);
    if url.is_none() {
        bad_setting(
            f,
            &t,
            "base_url 应当是完整的网址",
            "`base_url` should be an absolute URL",
            "base_url: https://example.org/",
        );
    }
    url
}

fn language(f: &mut Fields<'_, '_>) -> Option<String> {
    let t = f.text("language")?;
    if LANGUAGES.contains(&t.value.as_str()) {
        return Some(t.value);
    }
    bad_setting(
        f,
        &t,
        &format!("界面文字有 {}", LANGUAGES.join("、")),
        &format!("there are interface words in {}", LANGUAGES.join(", ")),
        "language: zh-Hans",
    );
    None
}

/// There are two scripts, so a site has one copy at most.
fn copy(f: &mut Fields<'_, '_>, language: &str) -> Option<Script> {
    let own = Script::parse(language);
    let mut copy = None;
    for asked in f.texts("copies") {
        match Script::parse(&asked.value) {
            Some(script) if own == Some(script.other()) => copy = Some(script),
            _ => bad_setting(
                f,
                &asked,
                "copies 只能是另一种字体：简体网站写 zh-hant，繁体网站写 zh-hans",
                "`copies` can only be the other script: zh-hant for a Simplified site, zh-hans for a Traditional one",
                "copies: [zh-hant]",
            ),
        }
    }
    copy
}

/// A list keeps texts as they are, a mapping says what they become.
fn copy_words(f: &mut Fields<'_, '_>) -> Vec<(String, String)> {
    match f.node("copy_words").map(|n| &n.value) {
        Some(Value::Map(_)) => f.text_map("copy_words").into_iter().map(|(from, to)| (from, to.concat())).collect(),
        _ => f.texts("copy_words").into_iter().map(|t| (t.value.clone(), t.value)).collect(),
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

fn theme(f: &mut Fields<'_, '_>) -> Option<String> {
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
    good.then_some(t.value)
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
        phone: p.plain("phone"),
        email: publishing::email(&mut p),
    }
}

fn checks(path: &SourcePath, f: &mut Fields<'_, '_>) -> BTreeMap<Code, Level> {
    let Some(Value::Map(entries)) = f.map("checks").map(|n| &n.value) else { return BTreeMap::new() };
    let mut out = BTreeMap::new();
    for entry in entries {
        let level = match &entry.node.value {
            Value::Scalar { text, .. } => level(text),
            _ => None,
        };
        let code = Code::parse(&entry.key).filter(|c| !c.is_fixed());
        match (code, level) {
            (Some(code), Some(level)) => {
                out.insert(code, level);
            }
            (None, _) => f.report(fixed_code(path, &entry.key, entry.key_range.clone())),
            (_, None) => {
                f.wrong_shape("checks", &entry.node, "off、note、warning 或 error", "off, note, warning or error");
            }
        }
    }
    out
}

fn editor_link(f: &mut Fields<'_, '_>) -> Option<EditorLink> {
    let t = f.text("editor_link")?;
    let link = EditorLink::parse(&t.value);
    if link.is_none() {
        let names: Vec<&str> = EDITORS.iter().map(|(name, _)| *name).collect();
        bad_setting(
            f,
            &t,
            &format!("editor_link 写编辑器的名字（{}），或带 {{file}} 的网址", names.join("、")),
            &format!("`editor_link` is an editor ({}) or a URL with {{file}}", names.join(", ")),
            "editor_link: vscode",
        );
    }
    link
}

fn level(text: &str) -> Option<Level> {
    LEVELS.iter().find(|(word, _)| *word == text).map(|(_, level)| *level)
}

fn fixed_code(path: &SourcePath, key: &str, range: std::ops::Range<usize>) -> Diagnostic {
    let free: Vec<&str> = Code::ALL.iter().filter(|c| !c.is_fixed()).map(|c| c.id()).collect();
    Diagnostic::new(
        Code::BadSetting,
        Words::new(format!("“{key}”不是可以调整的代码"), format!("`{key}` is not a code whose level can be set")),
    )
    .at(Span::new(path, range))
    .help(Words::new(format!("可以调整：{}", free.join("、")), format!("codes that can be set: {}", free.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_url(text: &str, expect: Option<(&str, &str)>) {
        let url = BaseUrl::parse(text);
        assert_eq!(url.as_ref().map(|u| (u.as_str(), u.path())), expect, "{text}");
    }

    #[test]
    fn base_urls() {
        check_url("https://example.org", Some(("https://example.org/", "/")));
        check_url("https://example.org/a/b", Some(("https://example.org/a/b/", "/a/b/")));
        check_url("example.org", None);
        check_url("https://", None);
        check_url("https://a?b", None);
    }

    #[test]
    fn editor_links() {
        let open = |text: &str| EditorLink::parse(text).map(|link| link.open("/a b/县.md", 3, 7));
        assert_eq!(open("vscode").as_deref(), Some("vscode://file/a%20b/%E5%8E%BF.md:3:7"));
        assert_eq!(open("x-ed://{file}#{line}").as_deref(), Some("x-ed:///a%20b/%E5%8E%BF.md#3"));
        assert_eq!(open("javascript:alert('{file}')"), None);
        assert_eq!(open("vscode://file"), None);
        assert_eq!(open("emacs"), None);
    }

    #[test]
    fn offsets() {
        assert_eq!(parse_offset("+08:00"), UtcOffset::from_hms(8, 0, 0).ok());
        assert_eq!(parse_offset("-03:30"), UtcOffset::from_hms(-3, -30, 0).ok());
        assert_eq!(parse_offset("8"), None);
    }
}
