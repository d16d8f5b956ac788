//! Whatever stands in a file, the program answers; it does not fail. The library is called in-process, for speed.

use fangzhi::article::markdown::{BlockKind, Picture, Surroundings, Target, outline, render};
use fangzhi::article::{self, compact};
use fangzhi::config::{self, RawHtml};
use fangzhi::diag::print::{Format, report};
use fangzhi::diag::{Findings, Lang, SourcePath, TextStore, sort};
use fangzhi::quantity::Period;
use fangzhi::source::{TextFile, decode};
use proptest::prelude::*;
use proptest::sample::select;

use crate::site::SiteTest;

/// What front-matter, figures and Markdown are made of, and what breaks them.
#[rustfmt::skip] // one piece a line would be a hundred lines
const PIECES: &[&str] = &[
    "---\n", "\n", "\r\n", "\n\n", " ", "  ", "　", "\t", ": ", "：", "- ", "#", "# ", "## ", "> ", "```",
    "```chart\n", "~~", "*", "**", "***", "_", "`", "|", "|---|\n", "[", "](", ")", "![", "[^甲]", "[^甲]: ", "<",
    ">", "<b>", "</b>", "<script>", "<!--", "-->", "&amp;", "&#0;", "\\", "'", "\"", "{", "}", "{#a}", "[x] ",
    ",", "，", "；", "%", "@", "&a", "*a", "!!str ", "|\n", ">-\n", "? ", "title", "county", "date", "metrics",
    "period", "tags", "checks", "leling", "2024-01-10", "2023年", "全年", "前11个月", "地区生产总值", "310亿元", "+6.1%", "-",
    "+", "．", "１", "99999999999999999999999999999", "德州市第3/11", "不足", "以上", "突破", "高于全省平均", "目标", "占", "—", "“",
    "”", "《", "》", "（", "）", "、", "。", "县", "汉字", "word", "1", "2*3", "https://a.example", "\u{feff}", "\u{0}",
    "\u{fdd0}", "\u{fdd1}", "\u{200b}", "\u{202e}", "é", "e\u{301}", "𠀀", "👨‍👩‍👧", "\u{2028}",
];

/// What the Markdown stage uses inside and must take out again.
const NONCHARACTERS: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// Text made of such pieces and of any characters.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,4}", 1 => any::<char>().prop_map(String::from)];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// The text of the one file there is.
struct One(String);

impl TextStore for One {
    fn text(&self, _: &SourcePath) -> Option<String> {
        Some(self.0.clone())
    }
}

/// Prints what was found in every form: places must be on character boundaries, lines must stay one line.
fn print(findings: Findings, text: &str) {
    let mut list = findings.into_vec();
    sort(&mut list);
    for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
        for lang in [Lang::Zh, Lang::En] {
            let out = report(&list, format, lang, &One(text.to_owned()));
            if format != Format::Human {
                assert_eq!(out.matches('\n').count(), list.len(), "{out:?}");
            }
        }
    }
}

fn read_article(text: &str) {
    let file = TextFile { path: SourcePath::new("content/articles/a.md"), text: text.to_owned() };
    let mut findings = Findings::new();
    let article = article::read("a", &file, &mut findings);
    assert!(article.is_some() || !findings.is_empty(), "no article and no reason");
    print(findings, text);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn front_matter(soup in soup()) {
        read_article(&format!("---\n{soup}\n---\n正文。\n"));
    }

    #[test]
    fn front_matter_after_good_lines(soup in soup()) {
        read_article(&format!("---\ntitle: 甲\ncounty: leling\ndate: 2024-01-10\n{soup}\n---\n正文。\n"));
    }

    #[test]
    fn metrics(key in soup(), value in soup()) {
        read_article(&format!("---\ntitle: 甲\ncounty: leling\ndate: 2024-01-10\nperiod: 2023年\nmetrics:\n  {key}: {value}\n---\n"));
    }

    #[test]
    fn compact_figures(text in soup()) {
        match compact::parse(&text) {
            Ok(parts) => for part in parts { prop_assert!(text.get(part.range.clone()).is_some(), "{:?}", part.range) },
            Err(error) => prop_assert!(text.get(error.range.clone()).is_some(), "{:?}", error.range),
        }
    }

    #[test]
    fn periods(text in soup()) {
        let _ = Period::read(&text, None);
    }

    #[test]
    fn whole_articles(text in soup()) {
        read_article(&text);
    }

    #[test]
    fn bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let path = SourcePath::new("content/articles/a.md");
        match decode(&path, bytes.clone()) {
            Ok(file) => read_article(&file.text),
            Err(problem) => {
                let mut findings = Findings::new();
                findings.push(*problem);
                print(findings, &String::from_utf8_lossy(&bytes));
            }
        }
    }

    #[test]
    fn settings(soup in soup()) {
        let text = format!("title: 甲\n{soup}\n");
        let mut findings = Findings::new();
        let _ = config::parse(&SourcePath::new(config::FILE), &text, &mut findings);
        print(findings, &text);
    }

    #[test]
    fn bodies(body in soup()) {
        for raw_html in [RawHtml::Escape, RawHtml::Sanitise] {
            let html = render(&body, &Plain(raw_html));
            prop_assert!(!html.contains(NONCHARACTERS), "{html}");
            prop_assert!(!html.to_lowercase().contains("<script"), "{html}");
            prop_assert_eq!(unbalanced(&html), None, "{}", html);
        }
        let outline = outline(&body);
        prop_assert!(outline.excerpt.chars().count() <= 91, "{}", outline.excerpt);
        prop_assert!(!outline.excerpt.contains(NONCHARACTERS), "{}", outline.excerpt);
        for link in &outline.links {
            prop_assert!(body.get(link.range.clone()).is_some(), "{:?}", link.range);
        }
    }
}

proptest! {
    // Each case runs the program.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn the_program_ends_with_zero_or_one(article in soup(), body in soup(), settings in soup(), bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        let site = SiteTest::base()
            .file("content/articles/a.md", article)
            .file("content/articles/b.md", bytes)
            .article("c", "", &body);
        let outcome = site.check(&[]);
        prop_assert!(matches!(outcome.code, Some(0 | 1)), "{:?}\n{}", outcome.code, outcome.stderr);
        prop_assert!(!outcome.stderr.contains("FZ999"), "{}", outcome.stderr);
        let outcome = site.file("site-config.yaml", settings).check(&[]);
        prop_assert!(matches!(outcome.code, Some(0 | 1)), "{:?}\n{}", outcome.code, outcome.stderr);
    }
}

/// A page around a text that knows nothing.
struct Plain(RawHtml);

impl Surroundings for Plain {
    fn link(&self, to: &str) -> Target {
        Target::Url(to.to_owned())
    }

    fn picture(&self, to: &str) -> Option<Picture> {
        to.ends_with('g').then(|| Picture { src: to.to_owned(), size: None, forms: Vec::new() })
    }

    fn block(&self, _: BlockKind, _: &str) -> String {
        "<figure></figure>".to_owned()
    }

    fn raw_html(&self) -> RawHtml {
        self.0
    }

    fn word(&self, key: &str) -> String {
        key.to_owned()
    }
}

/// The first tag that is not closed in its place.
fn unbalanced(html: &str) -> Option<String> {
    const VOID: &[&str] = &["br", "hr", "img", "input", "wbr", "col"];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let Some(end) = tag_end(&rest[at..]) else { return Some(rest[at..].to_owned()) };
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return Some(tag.to_owned());
            }
        } else if !VOID.contains(&name) && !tag.starts_with('!') {
            open.push(name);
        }
    }
    open.pop().map(str::to_owned)
}

/// The `>` that ends the tag at the beginning of `text`; one within quotes does not.
fn tag_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(i, c)| {
        quoted ^= c == '"';
        (c == '>' && !quoted).then_some(i)
    })
}

#[test]
fn tags_are_counted_rightly() {
    assert_eq!(unbalanced("<p>a<br>b <a href=\"x>y\">c</a></p>"), None);
    assert_eq!(unbalanced("<p><em>a</p></em>").as_deref(), Some("/p"));
    assert_eq!(unbalanced("<p>").as_deref(), Some("p"));
}
