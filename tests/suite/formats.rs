//! One report in its four forms. The fields of the JSON form are a contract with other programs.

use serde_json::Value;

use crate::site::SiteTest;

/// An error, a warning and a note, one of them with a comma in its path and a percent sign in its message.
fn site() -> SiteTest {
    SiteTest::base()
        .article("2024-01-10-a,b", "column: 100%\nperiod: 全年", "比上年增长6.1%[^来源]。")
        .file("site-config.yaml", "title: 测试简报\nchecks: {FZ821: off, FZ822: off}\n")
}

fn check(format: &str, expect: &str) {
    let outcome = site().check(&["--lang", "zh", "--format", format]).ends_with(1);
    assert_eq!(outcome.stdout, expect, "{format}");
    assert_eq!(outcome.stderr, "", "{format}");
}

#[test]
fn short() {
    check(
        "short",
        "说明[FZ603]: 没有 base_url：订阅、网站地图和规范网址不生成\n\
         content/articles/2024-01-10-a,b.md:5:9: 错误[FZ401]: 没有“100%”这个专栏\n\
         content/articles/2024-01-10-a,b.md:6:9: 说明[FZ209]: 一至三月见报的“全年”按上一年计\n\
         content/articles/2024-01-10-a,b.md:9:10: 提醒[FZ306]: 没有脚注[^来源]的内容\n",
    );
}

#[test]
fn github() {
    check(
        "github",
        "::notice title=FZ603::没有 base_url：订阅、网站地图和规范网址不生成\n\
         ::error file=content/articles/2024-01-10-a%2Cb.md,line=5,col=9,endLine=5,endColumn=13,title=FZ401::\
         没有“100%25”这个专栏%0A检查写法；若是新的，在 content/columns/ 下建一个文件\n\
         ::notice file=content/articles/2024-01-10-a%2Cb.md,line=6,col=9,endLine=6,endColumn=11,title=FZ209::\
         一至三月见报的“全年”按上一年计%0A若不是这个意思，把年份写明，例如 2023年 或 前11个月\n\
         ::warning file=content/articles/2024-01-10-a%2Cb.md,line=9,col=10,endLine=9,endColumn=15,title=FZ306::\
         没有脚注[^来源]的内容%0A在文末另起一行写 [^来源]: 内容\n",
    );
}

#[test]
fn human() {
    let outcome = site().check(&["--lang", "en"]).ends_with(1);
    assert_eq!(outcome.stdout, "", "reports for people go to standard error");
    outcome
        .says("note[FZ603]: no base_url")
        .says(" --> content/articles/2024-01-10-a,b.md:5:9\n  |\n5 | column: 100%\n  |         ^^^^\n")
        .says("warning[FZ306]")
        .says("not passed: ");
}

/// Blueprint §4: exactly these fields, one object a line, columns in characters from 1.
#[test]
fn json() {
    let outcome = site().check(&["--lang", "en", "--format", "json"]).ends_with(1);
    let rows: Vec<Value> = outcome.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let keys = ["code", "severity", "message", "file", "line", "column", "end_line", "end_column", "help"];
    for row in &rows {
        let own: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
        let mut expect = keys.to_vec();
        expect.sort_unstable();
        let mut sorted = own.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, expect);
    }
    let column = &rows[1];
    assert_eq!(column["code"], "FZ401");
    assert_eq!(column["severity"], "error");
    assert_eq!(column["file"], "content/articles/2024-01-10-a,b.md");
    assert_eq!(["line", "column", "end_line", "end_column"].map(|k| column[k].as_u64()), [5, 9, 5, 13].map(Some));
    assert_eq!(rows[0]["file"], Value::Null, "no file is to blame");
    assert_eq!(
        rows.iter().map(|r| r["severity"].as_str().unwrap()).collect::<Vec<_>>(),
        ["note", "error", "note", "warning"]
    );
}

/// The keys stand in the order of the contract, for people who read the lines.
#[test]
fn json_keeps_the_order_of_its_fields() {
    let outcome = site().check(&["--lang", "en", "--format", "json"]);
    let line = outcome.stdout.lines().nth(1).unwrap();
    let at: Vec<Option<usize>> =
        ["code", "severity", "message", "file", "line", "column", "end_line", "end_column", "help"]
            .iter()
            .map(|key| line.find(&format!("\"{key}\":")))
            .collect();
    assert!(at.iter().all(Option::is_some) && at.is_sorted(), "{line}");
}

/// A site without findings says nothing at all to a program.
#[test]
fn nothing_to_say() {
    for format in ["short", "json", "github"] {
        let outcome = SiteTest::base().check(&["--format", format]).ends_with(0);
        assert_eq!((outcome.stdout.as_str(), outcome.stderr.as_str()), ("", ""), "{format}");
    }
}
