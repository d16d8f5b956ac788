//! What `/data/claims.csv` keeps of what was written.

use crate::agreement::rows;
use crate::site::SiteTest;
use crate::tree::text;

/// The target of a metric in full form, as source and scope of its row.
fn target(metric: &str) -> [String; 3] {
    let site = SiteTest::base().article("plan", &format!("metrics:\n  地区生产总值 2024年: {metric}"), "300亿元。");
    site.build(&[]).ends_with(0);
    let all = rows(&text(&site.output(), "data/claims.csv"));
    let row = all.iter().find(|row| row["kind"] == "target" && row["article"].ends_with("plan")).unwrap();
    ["value", "source", "scope"].map(|column| row[column].clone())
}

#[test]
fn a_target_alone_has_what_is_said_beside_it() {
    assert_eq!(target("{target: 300亿元, source: 县发改局, scope: 开发区}"), ["300", "县发改局", "开发区"]);
    assert_eq!(target("{target: {value: 300亿元, source: 县委}, source: 县发改局}"), ["300", "县委", ""]);
    // Beside a result, the source is the result's; the place is that of both.
    let both = "{value: 290亿元, target: 300亿元, source: 县发改局, scope: 开发区}";
    assert_eq!(target(both), ["300", "", "开发区"]);
}
