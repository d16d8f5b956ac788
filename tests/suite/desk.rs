//! What helps an editor begin: `new`, `completions`, `man`. The schemas are held against examples in `tests/run`.

use std::path::Path;
use std::process::{Command, Output};

use crate::site::SiteTest;

/// Runs the program without a terminal.
fn run(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fangzhi"));
    command.args(["--lang", "zh"]).args(arguments).current_dir(folder);
    command.stdin(std::process::Stdio::null()).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The starter in a folder of its own.
fn starter() -> SiteTest {
    let site = SiteTest::empty();
    let made = run(&["new", "site", "."], site.path());
    assert_eq!(made.status.code(), Some(0), "{}", told(&made));
    site
}

fn text(site: &SiteTest, path: &str) -> String {
    std::fs::read_to_string(site.path().join(path)).unwrap()
}

#[test]
fn a_new_site_builds_without_a_warning() {
    let site = starter();
    let built = site.program("build").args(&["--as-of", "2025-06-01", "--strict"]).end();
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    assert!(!built.stderr.contains("提醒[") && !built.stderr.contains("warning["), "{}", built.stderr);
    let count = |folder: &str| std::fs::read_dir(site.path().join("content").join(folder)).unwrap().count();
    assert_eq!((count("counties"), count("indicators")), (3, 5));
    let targets = site.output().into_iter().find(|(path, _)| path == "targets/2024/index.html").unwrap().1;
    assert!(String::from_utf8(targets).unwrap().contains("13.2亿元"), "the target has its result");
}

#[test]
fn nothing_is_overwritten() {
    let site = starter();
    let before = text(&site, "site-config.yaml");
    assert_eq!(run(&["new", "site", "."], site.path()).status.code(), Some(1));
    for command in
        [&["new", "county", "庆云县"][..], &["new", "indicator", "粮食产量", "--unit", "万吨", "--kind", "flow"]]
    {
        assert_eq!(run(command, site.path()).status.code(), Some(0), "{command:?}");
        let again = run(command, site.path());
        assert_eq!(again.status.code(), Some(1), "{command:?}");
        assert!(told(&again).contains("已经有了"));
    }
    assert_eq!(text(&site, "site-config.yaml"), before);
}

#[test]
fn an_article_has_the_usual_indicators_ready() {
    let site = starter();
    let words = ["new", "article", "--county", "示例甲县", "--title", "10亿元: 新的“一步”", "--date", "2025-03-01"];
    for name in ["2025-03-01-jia", "2025-03-01-jia-2"] {
        let made = run(&words, site.path());
        assert_eq!(made.status.code(), Some(0), "{}", told(&made));
        let article = text(&site, &format!("content/articles/2025/{name}.md"));
        for part in
            ["title: \"10亿元: 新的“一步”\"", "county: 示例甲县", "draft: true", "  # 一般公共预算收入: 0.0亿元"]
        {
            assert!(article.contains(part), "{part}\n{article}");
        }
    }
    let built = site.build(&["--strict", "--drafts"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
}

#[test]
fn what_is_missing_is_named() {
    let site = starter();
    for (words, code, part) in [
        (&["new", "article", "--county", "示例甲县"][..], 2, "--title"),
        (&["new", "article", "--county", "示例申县", "--title", "甲"], 1, "是不是“示例甲县”"),
        (&["new", "article", "--county", "示例甲县", "--title", "甲", "--column", "无"], 1, "经济观察"),
        (&["new", "county", "鼓楼区"], 2, "320106"),
        (&["new", "county", "桃花源县"], 2, "--parent"),
        (&["new", "indicator", "粮食产量"], 2, "--unit"),
        (&["new", "indicator", "粮食产量", "--unit", "万吨", "--kind", "flows"], 2, "flow"),
    ] {
        let made = run(words, site.path());
        assert_eq!(made.status.code(), Some(code), "{words:?}: {}", told(&made));
        assert!(told(&made).contains(part), "{words:?}: {}", told(&made));
    }
    let elsewhere = SiteTest::empty();
    assert_eq!(run(&["new", "county", "庆云县"], elsewhere.path()).status.code(), Some(1));
}

#[test]
fn a_county_has_its_code_and_parents() {
    let site = starter();
    assert_eq!(run(&["new", "county", "庆云县"], site.path()).status.code(), Some(0));
    let county = text(&site, "content/counties/qingyun.md");
    for part in ["name: 庆云县", "kind: 县", "adcode: \"371423\"", "parent: \"371400\"", "short: 庆云", "山东省德州市"]
    {
        assert!(county.contains(part), "{part}\n{county}");
    }
    assert_eq!(run(&["new", "county", "鼓楼区", "--code", "320106"], site.path()).status.code(), Some(0));
    let zone = ["new", "county", "运河开发区", "--parent", "371400"];
    assert_eq!(run(&zone, site.path()).status.code(), Some(0));
    assert!(text(&site, "content/counties/yunhekaifa.md").contains("kind: 功能区"));
    let built = site.build(&["--strict"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
}

#[test]
fn shells_know_every_command() {
    let folder = SiteTest::empty();
    let help = String::from_utf8(run(&["--help"], folder.path()).stdout).unwrap();
    let commands =
        help.lines().skip_while(|line| !line.ends_with("Commands:")).skip(1).take_while(|line| !line.is_empty());
    let commands: Vec<String> = commands.filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect();
    assert!(commands.len() > 8, "{help}");
    for words in [&["completions", "bash"][..], &["completions", "zsh"], &["completions", "fish"], &["man"]] {
        let output = run(words, folder.path());
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0));
        for command in &commands {
            assert!(text.to_lowercase().contains(command.as_str()), "{words:?}: {command}");
        }
    }
}
