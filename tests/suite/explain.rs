//! What `explain` tells: every wrong example is run and must be told of by its code, every right one must not; and
//! `docs/codes.md` says the same as `explain`.

use std::fmt::Write as _;
use std::path::Path;

use fangzhi::diag::{Code, Example, Explanation, Lang};

use crate::bless;
use crate::site::SiteTest;

const ARTICLE: &str = "content/articles/2024-01-10-a.md";

/// The article's front-matter where an example does not say otherwise.
const FRONT: [&str; 3] = ["title: 甲", "county: 乐陵", "date: 2024-01-10"];

/// An example put into the base site.
fn site(example: &Example) -> SiteTest {
    let site = SiteTest::base();
    let text = example.text.replace("<U+202E>", "\u{202e}");
    let what = example.what.split([' ', ',']).next().unwrap();
    match what {
        "front" => site.write(ARTICLE, with_front(&text)),
        "text" => site.write(ARTICLE, format!("---\n{}\n---\n\n{text}\n", FRONT.join("\n"))),
        "config" => site.write("site-config.yaml", &text),
        "files" => write_files(&site, &text),
        "article" => site.write(ARTICLE, &text),
        other => panic!("nobody knows what `{other}` is"),
    }
    match example.what {
        "article (gb18030)" => site.write(ARTICLE, encoding_rs::GB18030.encode(&text).0),
        "article (lost link)" => lose(&site),
        "files (without site-config.yaml)" => std::fs::remove_file(site.path().join("site-config.yaml")).unwrap(),
        _ => {}
    }
    site.write("content/articles/a.svg", r#"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>"#);
    site
}

fn with_front(lines: &str) -> String {
    // A key that an example writes, also wrongly, takes the place of the usual one.
    let missing = |line: &&&str| {
        let key = line.split(':').next().unwrap();
        !lines.lines().any(|own| own.starts_with(key))
    };
    let usual: Vec<&str> = FRONT.iter().filter(missing).copied().collect();
    format!("---\n{}\n{lines}\n---\n\n正文。\n", usual.join("\n")).replace("---\n\ntitle", "---\ntitle")
}

fn write_files(site: &SiteTest, text: &str) {
    for file in text.split("=== ").filter(|file| !file.is_empty()) {
        let (path, text) = file.split_once('\n').unwrap();
        site.write(path, text);
    }
}

#[cfg(unix)]
fn lose(site: &SiteTest) {
    let path = site.path().join(ARTICLE);
    std::fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("nowhere", path).unwrap();
}

#[cfg(not(unix))]
fn lose(_: &SiteTest) {}

/// Whether running an example tells of a code.
fn tells(example: &Example, code: Code) -> bool {
    let command = if example.what.ends_with("build") { "build" } else { "check" };
    let figures: &[&str] = if example.what.contains("--figures") { &["--figures"] } else { &[] };
    let site = site(example);
    let program = site.program(command).args(&["--as-of", crate::site::TODAY, "--format", "json"]);
    program.args(figures).end().stdout.contains(&format!("\"{}\"", code.id()))
}

#[test]
fn every_example_is_what_it_says() {
    let mut problems = String::new();
    for code in Code::ALL {
        let told = Explanation::of(*code).unwrap();
        let (Some(wrong), Some(right)) = (told.wrong, told.right) else { continue };
        if !tells(&wrong, *code) {
            let _ = writeln!(problems, "{}: the wrong example is not told of", code.id());
        }
        if tells(&right, *code) {
            let _ = writeln!(problems, "{}: the right example is told of", code.id());
        }
    }
    assert!(problems.is_empty(), "\n{problems}");
}

/// The page of all codes.
fn page() -> String {
    let mut page = "# 代码 · Codes\n\n由 `data/codes.txt` 生成，与 `fangzhi explain` 同源。级别可在 site-config.yaml 的 `checks` 里改，注明“固定”的除外。\n\n\
        Generated from `data/codes.txt`, as `fangzhi explain` is. Levels may be set in `checks` of site-config.yaml, except where “fixed”.\n"
        .to_owned();
    for code in Code::ALL {
        let told = Explanation::of(*code).unwrap();
        let fixed = if code.is_fixed() { "，固定 · fixed" } else { "" };
        let _ = write!(
            page,
            "\n## {}\n\n{}\n\n{}\n\n`{}`{fixed}\n",
            code.id(),
            told.meaning(Lang::Zh),
            told.meaning(Lang::En),
            code.severity().id()
        );
        for (name, example) in [("不对 · Wrong", told.wrong), ("对 · Right", told.right)] {
            page.push_str(&example.map(|example| shown(name, &example)).unwrap_or_default());
        }
    }
    page
}

fn shown(name: &str, example: &Example) -> String {
    let what = example.told(Lang::Zh);
    let what = if what.is_empty() { String::new() } else { format!("（{what}）") };
    let text = if example.text.is_empty() { String::new() } else { format!("\n````text\n{}\n````\n", example.text) };
    format!("\n{name}{what}\n{text}")
}

#[test]
fn the_page_of_codes_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/codes.md");
    if bless::is_on() {
        bless::write(&path, page().as_bytes());
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    bless::report(
        &bless::same("docs/codes.md", written.as_bytes(), page().as_bytes()).err().into_iter().collect::<Vec<_>>(),
    );
}
