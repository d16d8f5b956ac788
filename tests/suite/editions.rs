//! Issues in the course of time: which is the current one, and where it can be reached.

use crate::site::SiteTest;
use crate::tree::text;

fn issue(number: u32, date: &str) -> String {
    format!("---\nnumber: {number}\ndate: {date}\npages: [{{id: A1, name: 要闻}}]\n---\n")
}

fn site() -> SiteTest {
    SiteTest::base()
        .file("content/issues/2024-1.md", issue(1, "2024-01-12"))
        .file("content/issues/2024-2.md", issue(2, "2024-02-12"))
        .article("first", "issue: 2024-1\npage: A1", "第一期的稿件。")
        .article("second", "issue: 2024-2\npage: A1", "第二期的稿件。")
}

/// Even an issue of one article, which the home page shows whole.
#[test]
fn the_home_page_leads_to_the_current_issue() {
    for (day, current, other) in [("2024-02-11", "2024-1", "2024-2"), ("2024-02-12", "2024-2", "2024-1")] {
        let site = site();
        site.program("build").args(&["--as-of", day]).end().ends_with(0);
        let home = text(&site.output(), "index.html");
        assert!(home.contains(&format!("href=\"issues/{current}/\"")), "{day}: {home}");
        assert!(!home.contains(&format!("href=\"issues/{other}/\"")), "{day}: {home}");
    }
}
