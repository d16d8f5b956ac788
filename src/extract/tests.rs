//! The rules of the extraction as sentences with what they state. `tests/extract` holds the larger set.

use proptest::prelude::*;
use time::{Date, Month};

use super::*;
use crate::quantity::Unit;

fn setting() -> Setting {
    let known = |(id, name, unit): (&str, &str, &str)| Known {
        id: id.into(),
        name: name.into(),
        aliases: Vec::new(),
        unit: Unit::parse(unit),
        is_flow: unit == "亿元",
    };
    let names = [
        ("gdp", "地区生产总值", "亿元"),
        ("budget", "一般公共预算收入", "亿元"),
        ("tax", "税收收入", "亿元"),
        ("fai", "固定资产投资", "亿元"),
        ("urban", "城镇居民人均可支配收入", "元"),
        ("rural", "农村居民人均可支配收入", "元"),
    ];
    Setting {
        indicators: names.into_iter().map(known).collect(),
        own: vec!["庆云县".into(), "庆云".into()],
        others: vec!["德州市".into()],
        date: Date::from_calendar_date(2023, Month::December, 26).ok(),
        period: None,
    }
}

fn show(proposal: &Proposal) -> String {
    let (key, value) = metric_line(proposal).unwrap_or_default();
    format!("{key}: {value}")
}

#[track_caller]
fn check(text: &str, expect: &[&str]) {
    let shown: Vec<String> = read(text, &setting()).iter().map(show).collect();
    assert_eq!(shown, expect, "{text}");
}

#[test]
fn sentences() {
    check(
        "今年前11个月，全县一般公共预算收入首次突破10亿元，同比增长10.5%。",
        &["一般公共预算收入 2023-01/2023-11: \">10亿元, +10.5%\""],
    );
    check(
        "上半年，城镇、农村居民人均可支配收入分别达到2万元、1万元，分别增长5%、6%。",
        &["城镇居民人均可支配收入 2023-H1: 2万元, +5%", "农村居民人均可支配收入 2023-H1: 1万元, +6%"],
    );
    check("固定资产投资增长7.5%，居全市第2位，全市平均增长5%。", &["固定资产投资 2023: +7.5%, 全市第2"]);
    check("到2025年，力争地区生产总值达到300亿元以上。", &["地区生产总值 2025: 目标≥300亿元"]);
}

fn words() -> impl Strategy<Value = String> {
    let words = [
        "今年",
        "上半年",
        "，",
        "。",
        "收入",
        "增长",
        "12.5",
        "%",
        "亿元",
        "占",
        "的",
        "分别",
        "、",
        "和",
        "第",
        "二",
        "位",
        "其中",
        "比",
        "高于",
        "全市",
        "（",
        "）",
        "1:2:97",
        "家",
        "企业",
        "|",
        "\n",
        "预计",
        "“",
        "到2030年",
        "近",
        "以上",
        "—",
        "[",
        "](",
        "余",
        "居",
        "#",
        " ",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..24).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_and_offsets_lie_on_numbers(text in ".{0,60}", words in words()) {
        for text in [text, words] {
            let chars: Vec<char> = text.chars().collect();
            for proposal in read(&text, &setting()) {
                let figure: String = chars.get(proposal.range.clone()).unwrap_or_default().iter().collect();
                prop_assert!(!figure.is_empty(), "{text:?} {proposal:?}");
            }
        }
    }

    #[test]
    fn wrapping_changes_nothing(cuts in proptest::collection::vec(0_usize..120, 0..6)) {
        let text = "今年前八个月，全县一般公共预算收入完成12.6亿元，同比增长10.5%，总量居全市第3位；其中税收收入10.2亿元，占一般公共预算收入的81%。到2025年，力争地区生产总值突破300亿元。";
        let plain: Vec<String> = read(text, &setting()).iter().map(show).collect();
        let mut wrapped: Vec<char> = text.chars().collect();
        for cut in cuts {
            let at = cut.min(wrapped.len());
            // A blank line would end the paragraph.
            if wrapped.get(at) != Some(&'\n') && (at == 0 || wrapped.get(at - 1) != Some(&'\n')) {
                wrapped.insert(at, '\n');
            }
        }
        let wrapped: String = wrapped.into_iter().collect();
        let shown: Vec<String> = read(&wrapped, &setting()).iter().map(show).collect();
        prop_assert_eq!(shown, plain, "{}", wrapped);
    }
}
