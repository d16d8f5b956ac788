//! Units as they stand behind numbers in running text, and what looks like a unit but is none.

/// Bases that may follow a number, besides 万 and 亿 before them. Longer ones win.
#[rustfmt::skip]
const BASES: &[&str] = &[
    "元/平方米", "元/吨", "元/人", "元/亩", "元/公斤", "元/斤", "吨标准煤/万元", "千瓦时/万元", "立方米/万元",
    "微克/立方米", "毫克/升", "公斤/亩", "斤/亩", "个百分点", "百分点", "平方公里", "平方千米", "平方米", "立方米",
    "吨标准煤", "兆瓦时", "吉瓦时", "千瓦时", "千瓦小时", "重量箱", "标准箱", "标箱", "美元", "欧元", "港元", "日元", "英镑", "元", "%",
    "‰", "成", "亩次", "亩", "公顷", "平米", "公里", "千米", "厘米", "毫米", "米", "千克", "公斤", "克", "斤",
    "吨公里", "吨", "担", "千瓦", "兆瓦", "吉瓦", "kWh", "MWh", "GWh", "TWh", "KWh", "kW", "MW", "GW", "Wh", "km",
    "TEU", "度", "人次", "场次", "家次", "辆次", "架次", "件次", "台次", "户次", "班次", "人", "名", "位", "个", "家", "项",
    "处", "件", "户", "辆", "台", "套", "张", "只", "头", "羽", "尾", "所", "座", "栋", "幢", "条", "篇", "次", "场",
    "批次", "批", "种", "类", "株", "棵", "册", "笔", "单", "宗", "起", "例", "支", "艘", "架", "间", "口", "眼", "盏", "块",
    "片", "对", "箱", "盒", "瓶", "枚", "部", "岁", "天", "分", "人日",
];
/// What stands before a base and multiplies it.
const PREFIXES: &[&str] = &["万亿", "千亿", "百亿", "十亿", "千万", "百万", "十万", "亿", "万", "千", "百", ""];

/// A unit found in a text: its symbol and its length in bytes, 余 and 多 within it included.
pub(super) struct Measure {
    pub(super) symbol: String,
    pub(super) length: usize,
    /// 余, 多 or 几 stood between number and base.
    pub(super) more: bool,
}

/// The unit at the start of `text`, which follows a number.
pub(super) fn read(text: &str) -> Option<Measure> {
    let more =
        |text: &str| ["余", "多", "来"].iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len());
    let first = more(text);
    let rest = text.get(first..)?;
    let mut best: Option<Measure> = None;
    for prefix in PREFIXES.iter().filter(|prefix| rest.starts_with(**prefix)) {
        let after = rest.get(prefix.len()..)?;
        let second = more(after);
        let after = after.get(second..)?;
        let base = BASES.iter().filter(|base| after.starts_with(**base)).max_by_key(|base| base.len());
        let Some(base) = base.filter(|base| is_unit(base, prefix, after.get(base.len()..).unwrap_or_default())) else {
            continue;
        };
        let per = per(after.get(base.len()..).unwrap_or_default());
        let length = first + prefix.len() + second + base.len() + per.len();
        if best.as_ref().is_none_or(|best| best.length < length) {
            let base = if *base == "千瓦小时" { "千瓦时" } else { *base };
            best = Some(Measure { symbol: format!("{prefix}{base}{per}"), length, more: first + second > 0 });
        }
    }
    best.or_else(|| bare(rest, first))
}

/// 人/亿元: what a number is counted for.
fn per(rest: &str) -> &str {
    let units = [
        "/亿元",
        "/百万吨",
        "/万人",
        "/十万人",
        "/万辆",
        "/平方公里",
        "/百平方公里",
        "/千人",
        "/年",
        "/日",
        "/户",
        "/株",
    ];
    units.into_iter().find(|unit| rest.starts_with(unit)).unwrap_or_default()
}

/// 突破5000亿: the base is understood.
fn bare(rest: &str, first: usize) -> Option<Measure> {
    let prefix = ["万亿", "亿", "万"].into_iter().find(|prefix| rest.starts_with(prefix))?;
    let after = rest.get(prefix.len()..)?;
    let ended = after.is_empty()
        || after.starts_with([
            '，', '。', '；', '、', '大', ')', '!', '”', '余', '多', '以', '左', '—', '~', '-', '至', '到',
        ]);
    ended.then(|| Measure { symbol: prefix.to_owned(), length: first + prefix.len(), more: first > 0 })
}

/// Words that begin like a unit: the base, and how the word goes on.
const OTHER_WORDS: &[(&str, &[&str])] = &[
    (
        "个",
        &[
            "月",
            "工作日",
            "小时",
            "季度",
            "方面",
            "多月",
            "多小时",
            "半月",
            "学时",
            "年",
            "五年",
            "百分点",
            "“",
            "为什么",
            "国家",
            "省份",
            "城市",
            "县",
            "市(",
            "市、",
            "省(",
            "区县",
            "地市",
            "设区",
            "年头",
            "季节",
            "字",
            "位次",
            "名次",
        ],
    ),
    ("次", &["会议", "全会", "党代会", "代表大会", "常务会", "全体", "党", "产业", "人口普查", "经济普查", "全国"]),
    ("成", &["立", "为", "功", "员", "果", "品", "本", "都", "交", "效", "长", "就", "型", "绩", "片", "网"]),
    ("分", &["之", "钟", "公司", "行", "局", "会", "类", "为", "批", "级", "子", "别"]),
    ("名", &["称", "字", "列", "单"]),
    ("位", &["于", "居", "列", "次", "置"]),
    ("种", &["植", "子", "业", "养"]),
    ("场", &["所", "地", "馆"]),
    ("台", &["湾", "阶", "账", "风"]),
    ("家", &["庭", "长", "具", "乡", "电", "禽"]),
    ("人", &["均", "大", "民", "口普", "居环"]),
    ("户", &["籍", "外", "均"]),
    ("条", &["例"]),
    ("项", &["目"]),
    ("批", &["准", "复"]),
    ("米", &["粉", "面"]),
    ("单", &["位"]),
    ("处", &["级", "理", "置"]),
    ("口", &["岸", "径"]),
    ("对", &["口", "接", "比", "外", "标"]),
    ("部", &["门", "分", "级"]),
    ("起", &["来", "步"]),
    ("类", &["别"]),
    ("天", &["然", "津"]),
    ("片", &["区"]),
    ("斤", &["半"]),
    ("头", &["部", "条"]),
    ("度", &[]),
    ("元", &["旦", "宵", "月", "素"]),
    ("所", &["有", "在", "得"]),
    ("间", &["接", "隔"]),
    ("例", &["如"]),
    ("支", &["持", "付", "出", "撑", "部", "行"]),
    ("只", &["有", "能", "要"]),
    ("张", &["家", "店"]),
    ("座", &["谈"]),
    ("套", &["牌"]),
    ("块", &["牌"]),
];

fn is_unit(base: &str, prefix: &str, after: &str) -> bool {
    if base == "度" && !matches!(prefix, "亿" | "万" | "万亿") {
        return false;
    }
    if matches!(base, "部" | "类" | "对" | "块") && prefix.is_empty() {
        return false;
    }
    let word = OTHER_WORDS.iter().find(|(known, _)| *known == base);
    !word.is_some_and(|(_, endings)| endings.iter().any(|ending| after.starts_with(ending)))
}

/// Whether the unit counts things, so that their name may follow it (27家企业).
pub(super) fn counts(symbol: &str) -> bool {
    let base = symbol.trim_start_matches(['万', '亿', '千', '百', '十']);
    !matches!(
        base,
        "元" | "美元" | "欧元" | "港元" | "%" | "‰" | "成" | "个百分点" | "百分点" | "" | "分" | "岁" | "天"
    ) && !base.contains('/')
}

/// Whether an amount in this unit may describe a thing (5亿元以上项目, 65岁以上老人).
pub(super) fn describes(symbol: &str) -> bool {
    let base = symbol.trim_start_matches(['万', '亿', '千', '百', '十']);
    matches!(
        base,
        "元" | "美元" | "亩" | "岁" | "平方米" | "人" | "吨" | "公里" | "米" | "" | "%" | "千瓦" | "兆瓦" | "天"
    )
}
