//! The command line: exit codes, languages, “today”, what is written and what is not.

use crate::host::{self, Sent};
use crate::site::{Outcome, SiteTest};

/// An article with an error.
fn broken() -> SiteTest {
    SiteTest::base().article("2024-01-10-a", "column: 没有", "正文。")
}

/// An article with a warning.
fn doubtful() -> SiteTest {
    SiteTest::base().article("2024-01-10-a", "", "正文[^甲]。")
}

#[test]
fn a_good_site_ends_with_zero() {
    SiteTest::base().check(&[]).ends_with(0).says("checked: 0 errors, 0 warnings.");
    SiteTest::base().build(&[]).ends_with(0).says("built <site>/public");
    doubtful().build(&[]).ends_with(0);
}

#[test]
fn content_that_stops_a_build_ends_with_one() {
    let site = broken();
    site.check(&[]).ends_with(1);
    site.build(&[]).ends_with(1).says("The old site is untouched.");
    assert!(site.output().is_empty());
    SiteTest::empty().build(&[]).ends_with(1).says("[FZ601]");
}

#[test]
fn strict_stops_at_warnings_and_not_at_notes() {
    doubtful().check(&["--strict"]).ends_with(1);
    let site = doubtful();
    site.build(&["--strict"]).ends_with(1);
    assert!(site.output().is_empty());
    SiteTest::base()
        .file("site-config.yaml", "title: 测试\nchecks: {FZ821: off, FZ822: off}\n")
        .check(&["--strict"])
        .ends_with(0)
        .says("note[FZ603]");
}

#[test]
fn colours_follow_the_environment() {
    let site = doubtful();
    let coloured = |variables: &[&str]| {
        let program = site.program("check").args(&["--as-of", crate::site::TODAY]);
        let program = variables.iter().fold(program, |program, variable| program.env(variable, "1"));
        program.end().stderr.contains('\u{1b}')
    };
    assert!(!coloured(&[]), "nothing of the kind in a pipe");
    assert!(coloured(&["CLICOLOR_FORCE"]));
    assert!(!coloured(&["CLICOLOR_FORCE", "NO_COLOR"]));
}

#[test]
fn a_long_report_ends_with_its_summary() {
    let mut site = SiteTest::base();
    for id in ["a", "b", "c", "d", "e", "f"] {
        site = site.article(&format!("2024-01-1{id}"), "", "新增2-3万人。");
    }
    let outcome = site.check(&["--lang", "zh"]).ends_with(0);
    let summary = outcome.stderr.rsplit_once("文件").unwrap().1;
    assert!(summary.contains("2024-01-1a.md     -     1     -"), "{}", outcome.stderr);
    assert!(summary.contains("FZ801"), "{}", outcome.stderr);
    assert!(!site.check(&["--format", "short"]).stderr.contains("FZ801"), "machines get findings only");
}

#[test]
fn wrong_usage_ends_with_two() {
    let site = SiteTest::base();
    for arguments in [
        &["--no-such-flag"][..],
        &["--format", "xml"],
        &["--as-of", "2024-02-30"],
        &["--base-url", "example.org"],
        &["--lang", "fr"],
        &["--out"],
    ] {
        let outcome = site.program("build").args(arguments).end();
        assert_eq!(outcome.code, Some(2), "{arguments:?}: {}", outcome.stderr);
    }
    assert_eq!(site.program("biuld").end().code, Some(2));
    assert!(site.output().is_empty());
}

#[test]
fn a_machine_that_fails_ends_with_three() {
    let site = SiteTest::base().file("file", "");
    let out = site.path().join("file/public");
    site.build(&["--out", out.to_str().unwrap()]).ends_with(3).says("[FZ901]");
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_made_ends_with_three() {
    SiteTest::base().build(&["--out", "/proc/fangzhi/public"]).ends_with(3).says("[FZ901]");
}

#[test]
fn what_is_mended_is_read_anew() {
    let site = SiteTest::base()
        .article("2024-01-10-a", "subtitle: 乐陵,一季度", "全县的的收入为５亿元，《公报。")
        .article(
            "2024-01-11-b",
            "publish: 2030-01-01\nsilence: [{code: FZ804, reason: 原文如此}]",
            "新增５家家，的的。",
        )
        .file("content/pages/about.md", "---\ntitle: 关于\n---\n\n新增2-3万人。\n")
        .file("content/wordlists/用词.txt", "登陆 登录\n")
        .file(
            "content/indicators/visits.md",
            "---\nname: 网站登陆次数\nunit: 次\nkind: flow\n---\n\n口径：登陆一次。\n",
        );
    let first = site.check(&["--fix"]).ends_with(0);
    assert_eq!(first.stderr.matches("warning[FZ80").count(), 1, "{}", first.stderr);
    first.says("[FZ807]").says("- 全县的的收入为５亿元，《公报。\n+ 全县的收入为5亿元，《公报。");
    let text = |path: &str| std::fs::read_to_string(site.path().join(path)).unwrap();
    assert!(text("content/articles/2024-01-10-a.md").contains("subtitle: 乐陵，一季度"));
    assert!(text("content/articles/2024-01-11-b.md").ends_with("新增５家家，的。\n"), "what is silenced stays");
    assert!(text("content/pages/about.md").ends_with("新增2—3万人。\n"));
    let indicator = text("content/indicators/visits.md");
    assert!(indicator.contains("name: 网站登录次数") && indicator.ends_with("口径：登录一次。\n"), "{indicator}");
    let again = site.check(&["--fix"]).ends_with(0);
    assert!(!again.stderr.contains("\n+ "), "{}", again.stderr);
    assert_eq!(again.stderr, site.check(&[]).stderr);
}

#[test]
fn what_is_switched_off_is_not_mended() {
    let site = SiteTest::base().file("site-config.yaml", "title: 测试\nchecks: {FZ804: off}\n").article(
        "2024-01-10-a",
        "",
        "为５亿元。",
    );
    site.check(&["--fix"]).ends_with(0);
    let text = std::fs::read_to_string(site.path().join("content/articles/2024-01-10-a.md")).unwrap();
    assert!(text.ends_with("为５亿元。\n"), "{text}");
}

#[test]
fn fast_leaves_the_rendering_out() {
    let site = SiteTest::base().file("templates/article.html", "{{ nobody.knows }}");
    site.check(&["--fast"]).ends_with(0);
    site.check(&[]).ends_with(1).says("[FZ501]").says("templates/article.html:1:4");
}

#[test]
fn quiet_says_nothing_of_success() {
    let outcome = SiteTest::base().build(&["--quiet"]).ends_with(0);
    assert_eq!((outcome.stdout.as_str(), outcome.stderr.as_str()), ("", ""));
    doubtful().build(&["--quiet"]).ends_with(0).says("[FZ306]");
}

fn speaks(variables: &[(&str, &str)], arguments: &[&str]) -> &'static str {
    let site = broken();
    let mut program = site.program("check").args(arguments);
    for (key, value) in variables {
        program = program.env(key, value);
    }
    let Outcome { stderr, .. } = program.end().ends_with(1);
    if stderr.contains("没有通过") { "zh" } else { "en" }
}

/// `--lang` first, then the locale in the order of POSIX, then English.
#[test]
fn languages_of_messages() {
    let zh = "zh_CN.UTF-8";
    for (variables, arguments, expect) in [
        (&[][..], &[][..], "en"),
        (&[("LANG", zh)], &[], "zh"),
        (&[("LANG", "en_US.UTF-8"), ("LC_ALL", zh)], &[], "zh"),
        (&[("LANG", zh), ("LC_ALL", "C")], &[], "en"),
        (&[("LANG", zh), ("LC_ALL", "")], &[], "zh"),
        (&[("LANG", "C"), ("LC_MESSAGES", zh)], &[], "zh"),
        (&[("LANG", "zh")], &["--lang", "en"], "en"),
        (&[("LANG", "C")], &["--lang", "zh"], "zh"),
    ] {
        assert_eq!(speaks(variables, arguments), expect, "{variables:?} {arguments:?}");
    }
}

#[test]
fn today_decides_what_is_shown() {
    let site = SiteTest::base()
        .article("later", "publish: 2024-07-01", "正文。")
        .article("gone", "expire: 2024-07-01", "正文。")
        .article("draft", "draft: true", "正文。");
    let shown = |as_of: &str, more: &[&str]| {
        site.program("build").args(&["--as-of", as_of]).args(more).end().ends_with(0);
        let output = site.output();
        ["later", "gone", "draft"].map(|id| output.contains_key(&format!("articles/{id}/index.html")))
    };
    assert_eq!(shown("2024-06-30", &[]), [false, true, false]);
    assert_eq!(shown("2024-07-01", &[]), [true, false, false]);
    assert_eq!(shown("2024-07-01", &["--drafts"]), [true, false, true]);
    assert_eq!(shown("2024-06-30", &["--drafts"]), [true, true, true]);
    let article = |id: &str| crate::tree::text(&site.output(), &format!("articles/{id}/index.html"));
    assert!(article("later").contains("<b class=\"draft\">待发布</b>"));
    assert!(article("draft").contains("<b class=\"draft\">草稿</b>"));
    assert!(!article("gone").contains("class=\"draft\""));
}

#[test]
fn base_url_of_the_command_line_wins() {
    let site = SiteTest::base();
    site.build(&["--base-url", "https://other.example/a"]).ends_with(0);
    let home = crate::tree::text(&site.output(), "index.html");
    assert!(home.contains("https://other.example/a/") && !home.contains("https://example.org"));
}

#[test]
fn verify_compares_a_copy_with_its_manifest() {
    let site = SiteTest::base();
    site.build(&[]).ends_with(0);
    let public = site.path().join("public");
    let verify = || site.verify(&public);
    verify().ends_with(0);
    std::fs::write(public.join("index.html"), "改").unwrap();
    std::fs::remove_file(public.join("404.html")).unwrap();
    std::fs::write(public.join("mine.txt"), "").unwrap();
    verify().ends_with(1).says("changed  index.html").says("missing  404.html").says("added  mine.txt");
    site.build(&[]).ends_with(0);
    // What is not ours stays in the folder, and only it is told of now.
    verify().ends_with(1).says("added  mine.txt").says("0 changed, 0 missing, 1 added");
    std::fs::rename(public.join("mine.txt"), public.join("CNAME")).unwrap();
    verify().ends_with(0);
    assert_ne!(site.verify(&site.path().join("nowhere")).code, Some(0));
}

#[test]
fn verify_compares_a_site_on_a_host() {
    let site = SiteTest::base().article("more", "tags: [乡镇]", "正文。");
    site.build(&[]).ends_with(0);
    let public = site.path().join("public");
    let url = host::serve(&public, Sent::Plain);
    let verify = |more: &[&str]| site.command("verify").args(&["--url", &url]).args(more).end();
    let folder = public.to_str().unwrap();
    verify(&[]).ends_with(0).says("0 changed, 0 missing, 0 added");
    verify(&[folder]).ends_with(0);
    std::fs::write(public.join("index.html"), "改").unwrap();
    std::fs::remove_file(public.join("404.html")).unwrap();
    verify(&[]).ends_with(1).says("changed  index.html").says("missing  404.html").says("1 changed, 1 missing");
    std::fs::remove_file(public.join("manifest.sha256")).unwrap();
    verify(&[]).ends_with(1).says("the host answered 404");
    site.command("verify").args(&["--url", "http://127.0.0.1:1/"]).end().ends_with(3);
}

#[test]
fn verify_sees_through_packing_and_not_through_faults() {
    let site = SiteTest::base();
    site.build(&["--precompress"]).ends_with(0);
    let public = site.path().join("public");
    let verify = |sent| {
        site.command("verify").args(&["--url", &host::serve(&public, sent)]).args(&[public.to_str().unwrap()]).end()
    };
    verify(Sent::Packed).ends_with(0).says("0 changed, 0 missing");
    verify(Sent::Labelled).ends_with(0).says("0 changed, 0 missing");
    verify(Sent::Failing).ends_with(1).says("missing  index.html").says("1 intact");
}

#[test]
fn verify_says_what_it_needs() {
    let site = SiteTest::base().file("other/a.txt", "").file("broken/manifest.sha256", "x\n");
    let verify = |folder: &str| site.verify(&site.path().join(folder));
    verify("other").ends_with(1).says("has no manifest.sha256").says("name a folder that");
    verify("broken").ends_with(1).says("line 1 of manifest.sha256");
    verify("nowhere").ends_with(3).says("there is no such").says("name a folder that");
}

#[test]
fn precompress_writes_packed_copies() {
    let site = SiteTest::base();
    site.build(&["--precompress"]).ends_with(0);
    let first = site.output();
    for copy in ["index.html.gz", "index.html.br", "data/claims.csv.br", "404.html.gz"] {
        assert!(first.contains_key(copy), "{copy}");
    }
    assert!(!first.keys().any(|path| path.contains(".bin.") || path.contains(".gz.")));
    site.verify(&site.path().join("public")).ends_with(0);
    std::fs::remove_dir_all(site.path().join("public")).unwrap();
    site.build(&["--precompress"]).ends_with(0);
    assert!(first == site.output(), "other bytes the second time");
    site.build(&[]).ends_with(0);
    assert!(!site.output().contains_key("index.html.gz") && !site.output().contains_key("index.html.br"));
}

/// Every article and every series has its picture, and the page says where; without the setting there is none.
#[test]
fn pictures_for_shared_links_are_made_when_asked_for() {
    let picture = |output: &crate::tree::Tree, page: &str| {
        let address = format!("{page}card.png");
        let meta = format!("<meta property=\"og:image\" content=\"https://example.org/jianbao/{address}\">");
        let named = crate::tree::text(output, &format!("{page}index.html")).contains(&meta);
        assert_eq!(named, output.contains_key(&address), "{page}");
        output.get(&address).map(|png| (png[..8] == *b"\x89PNG\r\n\x1a\n", png[16..24] == [0, 0, 4, 176, 0, 0, 2, 118]))
    };
    let pages = ["articles/2024-01-10-a/", "counties/leling/gdp/"];
    let site = || SiteTest::copy_of("base").article("2024-01-10-a", "metrics:\n  gdp 2021年: 290亿元", "正文290亿元。");
    let without = site();
    without.build(&["--base-url", "https://example.org/jianbao/"]).ends_with(0);
    let config = without.path().join("site-config.yaml");
    assert!(pages.iter().all(|page| picture(&without.output(), page).is_none()));
    let asked = std::fs::read_to_string(config).unwrap() + "\nsocial_cards: true\n";
    let with = site().file("site-config.yaml", asked);
    // A machine without a Chinese font says so, and makes none.
    let outcome = with.build(&["--base-url", "https://example.org/jianbao/"]).ends_with(0);
    let possible = !outcome.stderr.contains("[FZ606]");
    assert!(pages.iter().all(|page| picture(&with.output(), page) == possible.then_some((true, true))));
}
