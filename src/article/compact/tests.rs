//! The grammar as tables: what is written, and how it is printed again.

use proptest::prelude::*;

use super::*;
use crate::quantity::Unit;

/// The parts as `kind text`; or the error and the text at fault.
fn show(input: &str) -> String {
    match parse(input) {
        Ok(parts) => parts.iter().map(show_part).collect::<Vec<_>>().join(" | "),
        Err(error) => format!("{error} @ {}", &input[error.range.clone()]),
    }
}

fn show_part(part: &Part) -> String {
    format!("{} {part}", kind(&part.what))
}

fn kind(what: &What) -> &'static str {
    match what {
        What::Level(_) => "level",
        What::Growth { basis, .. } => basis.code(),
        What::Rank(_) => "rank",
        What::Difference { .. } => "difference",
        What::Share { .. } => "share",
        What::Target(_) => "target",
    }
}

#[track_caller]
fn check(input: &str, expect: &str) {
    assert_eq!(show(input), expect, "{input}");
}

#[test]
fn statuses() {
    for (input, expect) in [
        ("预计300亿元", "level 预计300亿元"),
        ("预计首次突破300亿元, 增长3%", "level 预计首次>300亿元 | yoy 预计+3%"),
        ("12.8%, 预计40%", "level 12.8% | level 预计40%"),
        ("初步核算300亿元", "level 初步300亿元"),
        ("修订为300亿元", "level 修订300亿元"),
        ("300亿元（最终数）, +3%", "level 最终300亿元 | yoy 最终+3%"),
        ("300亿元, +3%, 初步", "level 初步300亿元 | yoy 初步+3%"),
        ("初步", "not a number: 初步 @ 初步"),
        ("预计", "not a number: 预计 @ 预计"),
        ("预计很多", "not a number: 很多 @ 很多"),
    ] {
        check(input, expect);
    }
}

#[test]
fn levels() {
    for (input, expect) in [
        ("42.5亿元", "level 42.5亿元"),
        ("4２．5０億元", "level 42.50亿元"),
        ("21,345元", "level 21345元"),
        ("２１，３４５元", "level 21345元"),
        ("93.7%", "level 93.7%"),
        ("126", "level 126"),
        ("1亿", "level 1亿"),
        ("3.2 万亩", "level 3.2万亩"),
        ("突破10亿元", "level >10亿元"),
        ("超过10亿元", "level >10亿元"),
        ("逾10亿元", "level >10亿元"),
        ("高于10亿元", "level >10亿元"),
        ("10亿余元", "level >10亿元"),
        ("10余万元", "level >10万元"),
        ("2万多人", "level >2万人"),
        ("100余家", "level >100家"),
        ("＞10亿元", "level >10亿元"),
        ("达20亿元", "level 20亿元"),
        ("达到20亿元以上", "level ≥20亿元"),
        ("不低于20亿元", "level ≥20亿元"),
        ("不少于35个", "level ≥35个"),
        ("35个以上", "level ≥35个"),
        (">=35个", "level ≥35个"),
        ("不足40亿元", "level <40亿元"),
        ("近40亿元", "level <40亿元"),
        ("1‰以内", "level ≤1‰"),
        ("控制在1‰以内", "level ≤1‰"),
        ("不超过1‰", "level ≤1‰"),
        ("约45.8亿元", "level 约45.8亿元"),
        ("45.8亿元左右", "level 约45.8亿元"),
        ("约45.8亿元左右", "level 约45.8亿元"),
        ("≈45.8亿元", "level 约45.8亿元"),
        ("~45.8亿元", "level 约45.8亿元"),
        ("超过10亿元以上", "level >10亿元"),
        ("两千八百人", "level 2800人"),
        ("三成", "level 3成"),
        ("百分之八点五", "level 8.5%"),
        ("超过百分之90", "level >90%"),
        ("千分之三以内", "level ≤3‰"),
        ("两千八百万元", "level 2800万元"),
        ("突破百亿元", "level >100亿元"),
        ("突破亿元", "level >1亿元"),
        ("1.5倍", "level 1.5倍"),
        ("0.35吨标准煤/万元", "level 0.35吨标准煤/万元"),
        ("完成42.5亿元", "level 42.5亿元"),
        ("达-1.2‰", "level 达-1.2‰"),
        ("提高到95%", "level 95%"),
        ("首次突破10亿元", "level 首次>10亿元"),
        ("首破10亿元", "level 首次>10亿元"),
        ("首次达到10亿元", "level 首次10亿元"),
        ("实现零的突破", "level 首次>0"),
    ] {
        check(input, expect);
    }
}

#[test]
fn ranges() {
    for input in [
        "35亿元至40亿元",
        "35亿—40亿元",
        "35-40亿元",
        "35亿~40亿元",
        "35亿～40亿元",
        "35亿到40亿元",
        "３５亿—４０亿元",
        "35亿元——40亿元",
        "约35-40亿元",
        "350000万—40亿元",
    ] {
        check(input, "level 35亿—40亿元");
    }
    check("9000万元—1.2亿元", "level 0.9亿—1.2亿元");
    check("3%—5%", "level 3%—5%");
    check("3—5家", "level 3—5家");
    check("三十至四十家", "level 30—40家");
    check("增长5%—7%", "yoy +5%—+7%");
    check("下降3%—5%", "yoy -5%—-3%");
    check("-2%—3%", "yoy -2%—+3%");
    check("达-5%—-3%", "level 达-5%—-3%");
}

#[test]
fn growth() {
    for (input, expect) in [
        ("+10.5%", "yoy +10.5%"),
        ("＋１８％", "yoy +18%"),
        ("-3.1%", "yoy -3.1%"),
        ("−1.6%", "yoy -1.6%"),
        ("增长10.5%", "yoy +10.5%"),
        ("增长百分之十点五", "yoy +10.5%"),
        ("同比增长10.5%", "yoy +10.5%"),
        ("同比10.5%", "yoy +10.5%"),
        ("较上年同期增长10.5%", "yoy +10.5%"),
        ("下降3.1%", "yoy -3.1%"),
        ("同比下降3.1%", "yoy -3.1%"),
        ("增长-3.1%", "yoy -3.1%"),
        ("+2.84个百分点", "yoy +2.84个百分点"),
        ("提高2.84个百分点", "yoy +2.84个百分点"),
        ("比上年高2.84个百分点", "yoy +2.84个百分点"),
        ("回落0.3个百分点", "yoy -0.3个百分点"),
        ("环比增长1.2%", "mom 环比+1.2%"),
        ("环比-1.2%", "mom 环比-1.2%"),
        ("比年初增长3.0%", "ytd 比年初+3.0%"),
        ("较年初减少12亿元", "ytd 比年初-12亿元"),
        ("增长20%以上", "yoy ≥+20%"),
        ("+15%以上", "yoy ≥+15%"),
        ("下降3%以上", "yoy ≤-3%"),
        ("增长约10%", "yoy 约+10%"),
        ("同比持平", "yoy +0%"),
        ("与上年持平", "yoy +0%"),
        ("0.0%", "level 0.0%"),
        ("增长0.0%", "yoy +0.0%"),
        ("增長1.5倍", "yoy +1.5倍"),
        ("增加1192人", "yoy +1192人"),
        ("增速10.5%", "yoy +10.5%"),
    ] {
        check(input, expect);
    }
}

#[test]
fn ranks_differences_shares_and_targets() {
    for (input, expect) in [
        ("德州市第1/11", "rank 德州市第1/11"),
        ("全省省级以上开发区第49/160", "rank 全省省级以上开发区第49/160"),
        ("全市第二位", "rank 全市第2"),
        ("某市第4/9(按增速)", "rank 某市第4/9(按增速)"),
        ("全省首位", "rank 全省第1"),
        ("增速居全市第3位", "rank 全市第3(按增速)"),
        ("高于全市平均3.2个百分点", "difference 高于全市平均3.2个百分点"),
        ("低于全国1个百分点", "difference 低于全国1个百分点"),
        ("高于全市平均约3个百分点", "difference 高于全市平均约3个百分点"),
        ("高于全市一般水平3个百分点以上", "difference 高于全市一般水平≥3个百分点"),
        ("增速高于全市平均3.2个百分点", "difference 高于全市平均3.2个百分点"),
        ("比全省平均高0.5个百分点", "difference 高于全省平均0.5个百分点"),
        ("比全省平均低0.5个百分点", "difference 低于全省平均0.5个百分点"),
        ("占全县39.5%", "share 占全县39.5%"),
        ("占全县比重为39.5%", "share 占全县39.5%"),
        ("占全县的三成", "share 占全县3成"),
        ("完成年度计划的92.8%", "share 完成年度计划的92.8%"),
        ("完成2023年计划92.8%", "share 完成2023年计划的92.8%"),
        ("目标 20亿元以上", "target 目标≥20亿元"),
        ("目标2000名以上", "target 目标≥2000名"),
        ("目标+15%以上", "target 目标≥+15%"),
        ("目标：增长7%左右", "target 目标约+7%"),
        ("目标1‰以内", "target 目标≤1‰"),
    ] {
        check(input, expect);
    }
}

#[test]
fn several_parts() {
    check("首次突破10亿元, +10.5%", "level 首次>10亿元 | yoy +10.5%");
    check("+7.0%, 德州市第1/11", "yoy +7.0% | rank 德州市第1/11");
    check("+12.8%，高于全市平均3.2个百分点", "yoy +12.8% | difference 高于全市平均3.2个百分点");
    check("21,345元, 增长9.1%", "level 21345元 | yoy +9.1%");
    check("21,345元,增长9.1%", "level 21345元 | yoy +9.1%");
    check("2.08亿元；下降3.1%", "level 2.08亿元 | yoy -3.1%");
    check("约２３．５亿元，＋１８％", "level 约23.5亿元 | yoy +18%");
    check("2146名、目标2000名以上", "level 2146名 | target 目标≥2000名");
    check("长沙市四县（市、区）第1，31.7亿元", "rank 长沙市四县（市、区）第1 | level 31.7亿元");
}

#[test]
fn ranges_of_parts_are_bytes_of_the_original() {
    let text = " 约２３．５億元 ，＋１８％";
    let cut: Vec<&str> = parse(text).unwrap().into_iter().map(|part| &text[part.range]).collect();
    assert_eq!(cut, ["约２３．５億元", "＋１８％"]);
}

#[test]
fn errors() {
    for (input, expect) in [
        ("", "empty part @ "),
        ("10亿元,,2%", "empty part @ "),
        ("下降", "not a number: 下降 @ 下降"),
        ("10余余家", "unknown unit: 余余家 @ 余余家"),
        ("很多", "not a number: 很多 @ 很多"),
        ("百分之八亿元", "not a number: 百分之八亿元 @ 百分之八亿元"),
        ("百分之八至十", "not a number: 百分之八至十 @ 百分之八至十"),
        ("一般公共预算", "not a number: 一般公共预算 @ 一般公共预算"),
        ("10亿元左右完成", "unknown unit: 亿元左右完成 @ 亿元左右完成"),
        ("10%%", "unknown unit: %% @ %%"),
        (
            "12345678901234567890123456789元",
            "29 digits, at most 28 can be kept exactly @ 12345678901234567890123456789",
        ),
        ("增长10", "unit missing @ 10"),
        ("+10", "unit missing @ +10"),
        ("不超过10亿元以上", "contradictory bounds @ 不超过10亿元以上"),
        ("下降-3%", "a fall with a sign @ -3%"),
        ("40亿—35亿元", "range from high to low @ 40亿—35亿元"),
        ("5%—7亿元", "range from % to 亿元 @ 5%—7亿元"),
        ("德州市第12/11", "place 12 of 11 @ 德州市第12/11"),
        ("全市第0", "not a rank: 全市第0 @ 全市第0"),
        ("占39.5%", "share of what? @ 占39.5%"),
        ("占全县3家", "a share is a ratio, not 家 @ 占全县3家"),
        ("目标目标3%", "target of a target @ 目标目标3%"),
        ("目标", "not a number: 目标 @ 目标"),
    ] {
        check(input, expect);
    }
}

#[test]
fn an_error_tells_what_was_understood() {
    let error = parse("10亿元, 很多, 增长5%").unwrap_err();
    assert_eq!(error.understood, ["10亿元", "+5%"]);
}

#[test]
fn single_amounts() {
    for (input, expect) in [
        ("20亿元以上", "≥20亿元"),
        ("-1.2‰", "−1.2‰"),
        ("＋８．４％", "8.4%"),
        ("35—40亿元", "35亿—40亿元"),
        ("10亿元, 5%", "unknown unit: 亿元, 5%"),
        ("", "not a number: "),
    ] {
        let shown = parse_amount(input).map_or_else(|error| error.to_string(), |amount| amount.to_string());
        assert_eq!(shown, expect, "{input}");
    }
}

fn any_amount(negative: bool, units: &'static [&'static str]) -> impl Strategy<Value = Amount> {
    let low = if negative { -999_999 } else { 0 };
    let bound = prop_oneof![
        Just(Bound::Exact),
        Just(Bound::Gt),
        Just(Bound::Gte),
        Just(Bound::Lt),
        Just(Bound::Lte),
        Just(Bound::Approx),
        Just(Bound::Range),
    ];
    (low..1_000_000_i64, 0..1000_i64, 0..4_u32, bound, proptest::sample::select(units)).prop_map(
        |(value, more, scale, bound, unit)| {
            let (from, to) = (Decimal::new(value, scale), Decimal::new(value + more, scale));
            match bound {
                Bound::Range => Amount::range(from, to, Unit::parse(unit)),
                bound => Amount { bound, ..Amount::exact(from, Unit::parse(unit)) },
            }
        },
    )
}

const STATUSES: &[Status] =
    &[Status::Plain, Status::Expected, Status::Estimated, Status::Preliminary, Status::Revised, Status::Final];

const UNITS: &[&str] = &["元", "亿元", "%", "‰", "个百分点", "万亩", "家", "万千瓦时", "元/吨", "万担"];

fn any_what() -> impl Strategy<Value = What> {
    let basis = prop_oneof![Just(GrowthBasis::Yoy), Just(GrowthBasis::Mom), Just(GrowthBasis::Ytd)];
    let name = "[全县省市平均年度计划]{1,6}";
    let single = prop_oneof![
        any_amount(true, &["", "亿", "元", "亿元", "%", "人"]).prop_map(What::Level),
        (any_amount(true, UNITS), basis).prop_map(|(amount, basis)| What::Growth { amount, basis }),
        (any_amount(false, UNITS), name, any::<bool>()).prop_map(|(amount, reference, below)| What::Difference {
            amount: if below { amount.negated() } else { amount },
            reference
        }),
        (any_amount(false, &["%", "‰", "成"]), name).prop_map(|(amount, of)| What::Share { amount, of }),
        (1..99_u32, proptest::option::of(99..200_u32), name, any::<bool>()).prop_map(
            |(place, of, scope, of_growth)| { What::Rank(Rank { place, of, scope: Some(scope), of_growth }) }
        ),
    ];
    (single, any::<bool>()).prop_map(|(what, target)| if target { What::Target(Box::new(what)) } else { what })
}

proptest! {
    #[test]
    fn printing_is_undone_by_parsing(what in any_what(), first: bool, status in proptest::sample::select(STATUSES)) {
        let text = Part { range: 0..0, what: what.clone(), first, status }.to_string();
        let parts = parse(&text).map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
        prop_assert_eq!(&parts, &[Part { range: 0..text.len(), what, first, status }], "{}", text);
        prop_assert_eq!(parts[0].to_string(), text);
    }

    #[test]
    fn what_is_understood_prints_stably(words in proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..7)) {
        if let Ok(parts) = parse(&words.concat()) {
            // A name may itself begin like a bound (近三年平均), so names are left to the property above.
            let named = |what: &What| matches!(what, What::Difference { .. } | What::Share { .. } | What::Target(_));
            for part in parts.iter().filter(|part| !named(&part.what)) {
                let text = part.to_string();
                prop_assert_eq!(parse(&text).map(|parts| parts.iter().map(Part::to_string).collect()), Ok(vec![text]));
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".*", words in proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..12)) {
        for text in [text, words.concat()] {
            match parse(&text) {
                Ok(parts) => prop_assert!(parts.iter().all(|part| text.get(part.range.clone()).is_some())),
                Err(error) => prop_assert!(text.get(error.range).is_some()),
            }
        }
    }
}

const WORDS: [&str; 48] = [
    "首次",
    "突破",
    "不低于",
    "不超过",
    "约",
    "近",
    "10",
    "3.2",
    "１",
    ",",
    "，",
    "、",
    "；",
    "亿",
    "万",
    "元",
    "%",
    "％",
    "个百分点",
    "亩",
    "家",
    "以上",
    "左右",
    "以内",
    "余",
    "多",
    "—",
    "-",
    "+",
    "−",
    "至",
    "增长",
    "下降",
    "同比",
    "环比",
    "比年初",
    "比",
    "高于",
    "低于",
    "全市平均",
    "占",
    "完成",
    "计划",
    "的",
    "目标",
    "第",
    "/",
    " ",
];
