//! Settings of publication: government site, filing numbers, reviews, feeds, terms of sources. Knows no content.

use time::Date;

use super::{Config, bad_setting};
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Words};
use crate::quantity::fold;
use crate::source::decode::{Fields, Spanned};
use crate::source::keys::{INTEGER, Keys, Shape, key, required, words};
use crate::source::yaml::{Node, Value};

/// A government site (国办发〔2017〕47号).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Government {
    /// 主办单位.
    pub name: String,
    /// 域名.
    pub domain: String,
    /// 网站标识码.
    pub id_code: String,
}

/// What an article must have passed before it is published (三审三校).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reviews {
    /// How many stages.
    pub stages: usize,
    /// Whether each stage needs somebody else.
    pub distinct: bool,
    /// Articles of earlier days need no review: the rule may be younger than the bulletin.
    pub since: Option<Date>,
}

/// What a feed holds of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FeedContent {
    /// Its summary.
    #[default]
    Summary,
    /// Its text.
    Full,
}

/// The feeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feeds {
    /// What they hold of an article.
    pub content: FeedContent,
    /// How many articles.
    pub entries: usize,
}

impl Default for Feeds {
    fn default() -> Self {
        Self { content: FeedContent::Summary, entries: 20 }
    }
}

/// What is printed under articles of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceTerms {
    /// The source, as articles name it.
    pub name: String,
    /// Whose the text is.
    pub copyright: Option<String>,
    /// What the site does not answer for.
    pub disclaimer: Option<String>,
}

/// Provinces as filing numbers name them.
const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔滇云藏陕秦甘陇青宁新";

/// `鲁ICP备12345678号-1`, `京ICP证030173号`.
fn is_icp(text: &str) -> bool {
    let plain: String = text.split_whitespace().collect();
    let Some((kind, rest)) = plain.strip_prefix(is_province).and_then(|t| t.strip_prefix("ICP")).and_then(first) else {
        return false;
    };
    let Some((number, branch)) = rest.split_once('号') else { return false };
    let branch_fits = branch.is_empty() || branch.strip_prefix('-').is_some_and(|b| digits(b, &[1, 2, 3]));
    branch_fits
        && match kind {
            '备' => digits(number, &[8, 10]),
            '证' => digits(number, &[6]) || number.strip_prefix("B2-").is_some_and(|n| digits(n, &[8])),
            _ => false,
        }
}

/// `鲁公网安备37142302000000号`.
fn is_police(text: &str) -> bool {
    let plain: String = text.split_whitespace().collect();
    let number = plain.strip_prefix(is_province).and_then(|t| t.strip_prefix("公网安备"));
    number.and_then(|t| t.strip_suffix('号')).is_some_and(|n| digits(n, &[14]))
}

fn is_province(c: char) -> bool {
    PROVINCES.contains(c)
}

fn first(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    chars.next().map(|c| (c, chars.as_str()))
}

fn digits(text: &str, lengths: &[usize]) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_id_code(text: &str) -> bool {
    digits(text, &[10]) || text.strip_prefix("bm").is_some_and(|rest| digits(rest, &[8]))
}

fn is_domain(text: &str) -> bool {
    let label = |l: &str| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-');
    text.contains('.') && text.split('.').all(label)
}

fn is_email(text: &str) -> bool {
    let plain = |t: &str| !t.is_empty() && t.chars().all(|c| c.is_ascii_alphanumeric() || "._%+-".contains(c));
    text.split_once('@').is_some_and(|(name, host)| plain(name) && is_domain(host))
}

/// Reads a text that must have a form.
fn formed(f: &mut Fields<'_, '_>, key: &str, fits: fn(&str) -> bool, [zh, en, example]: [&str; 3]) -> Option<String> {
    let t = f.text(key)?;
    if fits(&t.value) {
        return Some(t.value);
    }
    bad_setting(f, &t, zh, en, example);
    None
}

/// The filing numbers: ICP and 公安.
pub(super) fn filings(f: &mut Fields<'_, '_>) -> (Option<String>, Option<String>) {
    let icp = ["icp 不像备案号", "`icp` does not look like a filing number", "icp: 鲁ICP备12345678号-1"];
    let police =
        ["police 不像公安备案号", "`police` does not look like a filing number", "police: 鲁公网安备37142302000000号"];
    (formed(f, "icp", is_icp, icp), formed(f, "police", is_police, police))
}

/// A mail address.
pub fn email(p: &mut Fields<'_, '_>) -> Option<String> {
    let words = ["email 不是邮箱地址", "`email` is not a mail address", "email: bianjibu@example.org"];
    formed(p, "email", is_email, words)
}

/// A telephone number: whatever people write around it, it has digits.
pub fn phone(p: &mut Fields<'_, '_>) -> Option<String> {
    let words = ["phone 里没有号码", "`phone` has no number", "phone: 0534-1234567"];
    formed(p, "phone", |text| text.chars().any(|c| fold::fold(c).is_ascii_digit()), words)
}

/// Of the government block.
pub const GOVERNMENT: Keys = &[
    required("name", "主办单位", "例如 某某县人民政府办公室", Shape::Text),
    required("domain", "域名", "例如 www.example.gov.cn", Shape::Text),
    required("id_code", "标识码", "10位网站标识码", Shape::Text),
];

/// Of the rule of reviews.
pub const REVIEWS: Keys = &[
    key("stages", "审级数", "例如 3", INTEGER),
    key("distinct", "各级不同人", "true：每级由不同的人审", Shape::Flag),
    key("since", "从何时起", "这天以后的稿件才要求", Shape::Date),
];

/// Of the feeds.
pub const FEEDS: Keys = &[
    key("content", "内容", "summary 摘要，full 全文", Shape::Word(|| words(FEED_CONTENTS))),
    key("entries", "条数", "最多几条", INTEGER),
];

/// Of the terms of a source.
pub const SOURCE: Keys = &[
    required("name", "名称", "例如 某某日报", Shape::Text),
    key("copyright", "版权", "版权说明", Shape::Text),
    key("disclaimer", "免责", "免责说明", Shape::Text),
];

const FEED_CONTENTS: &[(&str, FeedContent)] = &[("summary", FeedContent::Summary), ("full", FeedContent::Full)];

/// Asks for the filing numbers where a government site lacks them, or another that wants to be told.
pub(super) fn ask_for_filings(f: &mut Fields<'_, '_>, is_wanted: bool) {
    let government = f.node("government").map(|node| node.range.start);
    let Some(at) = government.or(is_wanted.then_some(0)) else { return };
    for key in ["icp", "police"] {
        if f.node(key).is_none() {
            let span = f.span(&(at..at));
            f.report(no_filing(key).at(span));
        }
    }
}

/// The government block.
pub(super) fn government(path: &SourcePath, f: &mut Fields<'_, '_>) -> Option<Government> {
    let node = f.map("government")?;
    let mut g = Fields::open(path, node, GOVERNMENT, f.findings());
    let name = g.required("name", "主办单位", "某某县人民政府办公室");
    let domain = g.required("domain", "政府网站域名", "www.example.gov.cn").map(|_| ());
    let domain = domain.and_then(|()| formed(&mut g, "domain", is_domain, DOMAIN));
    let id_code = g.required("id_code", "网站标识码", "\"3714230001\"").map(|_| ());
    let id_code = id_code.and_then(|()| formed(&mut g, "id_code", is_id_code, ID_CODE));
    Some(Government { name: name?.value, domain: domain?, id_code: id_code? })
}

const DOMAIN: [&str; 3] = ["domain 不是域名", "`domain` is not a domain name", "domain: www.example.gov.cn"];
const ID_CODE: [&str; 3] = ["id_code 应当是10位标识码", "`id_code` should have 10 digits", "id_code: \"3714230001\""];

fn no_filing(key: &str) -> Diagnostic {
    let (zh, en) = match key {
        "icp" => ("ICP备案号", "its ICP number"),
        _ => ("公安备案号", "its public-security number"),
    };
    Diagnostic::new(
        Code::NoFiling,
        Words::new(format!("页脚要公示{zh}（{key}），这里没有写"), format!("the footer has to show {en} (`{key}`)")),
    )
    .help(Words::new(format!("加一行 {key}"), format!("add a line `{key}`")))
}

/// The rule of reviews.
pub(super) fn reviews(path: &SourcePath, f: &mut Fields<'_, '_>) -> Option<Reviews> {
    let node = f.map("reviews")?;
    let mut r = Fields::open(path, node, REVIEWS, f.findings());
    let usual = r.node("stages").is_none().then_some(3);
    let stages = r.count("stages").and_then(|n| usize::try_from(n.value).ok()).or(usual);
    let (distinct, since) = (r.flag("distinct"), r.date("since").map(|d| d.value));
    stages.map(|stages| Reviews { stages, distinct, since })
}

/// The feeds.
pub(super) fn feeds(path: &SourcePath, f: &mut Fields<'_, '_>) -> Feeds {
    let Some(node) = f.map("feeds") else { return Feeds::default() };
    let mut own = Fields::open(path, node, FEEDS, f.findings());
    let content = own.word("content", FEED_CONTENTS);
    let entries = own.count("entries").and_then(|n| usize::try_from(n.value).ok());
    Feeds { content: content.unwrap_or_default(), entries: entries.unwrap_or(Feeds::default().entries) }
}

/// The terms of sources.
pub(super) fn sources(path: &SourcePath, f: &mut Fields<'_, '_>) -> Vec<SourceTerms> {
    let Some(node) = f.node("sources") else { return Vec::new() };
    let Value::List(items) = &node.value else {
        f.wrong_shape(
            "sources",
            node,
            "一个列表，例如 [{name: 某某日报, copyright: 版权归某某日报社所有}]",
            "a list of {name, copyright, disclaimer}",
        );
        return Vec::new();
    };
    items.iter().filter_map(|item| source(path, item, f.findings())).collect()
}

fn source(path: &SourcePath, item: &Node, findings: &mut Findings) -> Option<SourceTerms> {
    let mut s = Fields::open(path, item, SOURCE, findings);
    let name = s.required("name", "来源名称", "某某日报").map(|t: Spanned<String>| t.value);
    let (copyright, disclaimer) = (s.plain("copyright"), s.plain("disclaimer"));
    Some(SourceTerms { name: name?, copyright, disclaimer })
}

impl Config {
    /// Who publishes the site, in one name.
    #[must_use]
    pub fn publisher_name(&self) -> &str {
        let government = self.government.as_ref().map(|g| g.name.as_str());
        let own = Some(self.publisher.name.as_str()).filter(|name| !name.is_empty());
        own.or(government).unwrap_or(&self.title)
    }

    /// The terms of a source.
    #[must_use]
    pub fn terms_of(&self, source: &str) -> Option<&SourceTerms> {
        self.sources.iter().find(|terms| terms.name == source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filing_numbers() {
        for good in ["鲁ICP备12345678号", "京ICP备2021012345号-12", "京ICP证030173号", "沪 ICP备 05000001号-1"]
        {
            assert!(is_icp(good), "{good}");
        }
        for bad in ["ICP备12345678号", "鲁ICP备1234567号", "鲁ICP备12345678", "鲁icp备12345678号", "鲁ICP备12345678号-"]
        {
            assert!(!is_icp(bad), "{bad}");
        }
        assert!(is_police("鲁公网安备37142302000000号") && is_police("京公网安备 11000002000001号"));
        assert!(!is_police("鲁公网安备3714230200000号") && !is_police("公网安备37142302000000号"));
    }

    #[test]
    fn addresses() {
        assert!(is_email("bianji.bu+1@example.org") && !is_email("example.org") && !is_email("a b@example.org"));
        assert!(is_domain("www.example.gov.cn") && !is_domain("example") && !is_domain("a..b") && !is_domain("a b.cn"));
        assert!(is_id_code("3714230001") && is_id_code("bm01000001") && !is_id_code("371423001"));
    }
}
