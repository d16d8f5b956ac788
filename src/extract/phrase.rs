//! The words around a figure: which of them name what is counted, and which say how the number is meant.
//! Tables of words and the stripping by them; must not know indicators.

use super::Basis;
use super::words::{ARRIVALS, BOUNDS, COMPARED, DEEDS, FALLS, FILLERS, HEADS, METHODS, RISES, SPLITTERS, WEAK};
use crate::quantity::Bound;

/// What a number is, by the words before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Level,
    /// Turned if it fell.
    Growth {
        fell: bool,
        basis: Basis,
    },
    /// 占…的; 完成…计划的: of what.
    Share {
        of: String,
    },
    /// 高于全市平均: from what.
    Difference {
        from: String,
        below: bool,
    },
}

/// Which end of a change a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    From,
    To,
}

/// The words before a number, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Lead {
    /// What is named, perhaps nothing.
    pub(super) noun: String,
    pub(super) role: Role,
    pub(super) bound: Option<Bound>,
    /// 其中.
    pub(super) part: bool,
    /// Mean growth over years, which is its own indicator: 年均, 两年平均.
    pub(super) mean: Option<&'static str>,
    /// The number is where a change began (由, 从), or where it led (增至).
    pub(super) change: Option<Change>,
    /// What stands before a verb like 实现, of which the noun may be a part.
    pub(super) stem: String,
}

/// Takes the words before a number apart. `ratio`: the number is in %, ‰ or 百分点.
pub(super) fn lead(before: &str, ratio: bool) -> Lead {
    let mut lead = Lead {
        noun: String::new(),
        role: Role::Level,
        bound: None,
        part: before.contains("其中"),
        mean: None,
        change: None,
        stem: String::new(),
    };
    if before.ends_with(['由', '从', '的']) && (before.contains('由') || before.contains('从')) {
        lead.change = Some(Change::From);
    }
    let mut rest = before;
    rest = strip_bound(rest, &mut lead);
    if ratio && let Some((noun, role)) = share(rest).or_else(|| difference(rest)) {
        lead.role = role;
        lead.noun = head(noun);
        return lead;
    }
    let arrived =
        ARRIVALS.iter().find_map(|word| strip_fillers(rest).strip_suffix(word).or_else(|| rest.strip_suffix(word)));
    if let Some(noun) = arrived {
        lead.change = Some(Change::To);
        lead.noun = head(strip_compared(strip_fillers(noun)).0);
        return lead;
    }
    if let Some((noun, fell)) = change(rest, ratio) {
        lead.mean = ["两年平均", "三年平均", "年均", "年平均", "平均"].into_iter().find(|word| noun.ends_with(word));
        let noun = lead.mean.and_then(|word| noun.strip_suffix(word)).unwrap_or(noun);
        let (noun, basis) = strip_methods(noun);
        lead.role = Role::Growth { fell, basis };
        (lead.stem, lead.noun) = split(noun);
        return lead;
    }
    rest = strip_fillers(rest);
    rest = strip_bound(rest, &mut lead);
    rest = strip_fillers(rest);
    (lead.stem, lead.noun) = split(strip_compared(rest).0);
    lead
}

/// What stands before the last verb like 实现, and the name after it.
fn split(text: &str) -> (String, String) {
    let at = SPLITTERS.iter().chain(&["完成", "累计"]).filter_map(|word| text.rfind(word)).max();
    let stem = at.and_then(|at| text.get(..at)).map(head).unwrap_or_default();
    (stem, head(text))
}

fn strip_bound<'t>(text: &'t str, lead: &mut Lead) -> &'t str {
    let mut rest = text;
    while let Some((word, bound)) = BOUNDS.iter().find(|(word, _)| rest.ends_with(word) && !is_part_of_name(rest, word))
    {
        rest = rest.strip_suffix(word).unwrap_or_default();
        if *bound != Bound::Exact && lead.bound.is_none() {
            lead.bound = Some(*bound);
        }
    }
    rest
}

/// 通过, 经过, 附近.
fn is_part_of_name(text: &str, word: &str) -> bool {
    let others: &[&str] = match word {
        "过" => &["通过", "经过"],
        "近" => &["附近", "邻近"],
        "约" => &["签约", "节约", "合约"],
        "破" => &["打破"],
        "超" => &["反超"],
        _ => &[],
    };
    others.iter().any(|other| text.ends_with(other))
}

fn strip_fillers(text: &str) -> &str {
    let mut rest = text;
    while let Some(word) = FILLERS.iter().find(|word| rest.ends_with(**word)) {
        // 签约完成 keeps its verb if nothing else is left.
        let shorter = rest.strip_suffix(word).unwrap_or_default();
        if word.chars().count() == 1
            && matches!(*word, "年" | "大" | "地" | "居" | "有" | "已" | "将" | "可")
            && shorter.chars().count() < 2
            && !shorter.is_empty()
        {
            break;
        }
        rest = shorter;
    }
    rest
}

/// The noun before 增长, 下降 and the like, and whether it fell. Absolute changes need a comparison or 增加/减少.
fn change(text: &str, ratio: bool) -> Option<(&str, bool)> {
    let rest = strip_fillers_but(text);
    let found = RISES
        .iter()
        .map(|w| (*w, false))
        .chain(FALLS.iter().map(|w| (*w, true)))
        .filter(|(word, _)| rest.ends_with(word))
        .max_by_key(|(word, _)| word.len());
    let (word, fell) = found?;
    let noun = rest.strip_suffix(word)?;
    if noun.ends_with('新') || noun.ends_with('净') && word == "增" || (word == "增" && !ratio) {
        return None;
    }
    let compared = strip_compared(noun).1.is_some() || noun.ends_with("同比") || noun.ends_with("环比");
    let absolute = matches!(word, "增加" | "减少" | "下降" | "增长" | "多增" | "同比" | "提高" | "降低");
    (ratio || (absolute && compared)).then_some((noun, fell))
}

fn strip_fillers_but(text: &str) -> &str {
    let mut rest = text;
    while let Some(word) = ["分别", "为", "达到", "达", "了", "均", "各"].iter().find(|word| rest.ends_with(**word))
    {
        rest = rest.strip_suffix(word).unwrap_or_default();
    }
    rest
}

fn strip_methods(noun: &str) -> (&str, Basis) {
    let (mut rest, mut basis) = (noun, Basis::Yoy);
    loop {
        if rest.ends_with("环比") {
            basis = Basis::Mom;
        }
        let (shorter, found) = strip_compared(rest);
        if let Some(found) = found {
            basis = found;
            rest = shorter;
        } else if let Some(word) = METHODS.iter().filter(|word| rest.ends_with(**word)).max_by_key(|word| word.len()) {
            rest = rest.strip_suffix(word).unwrap_or_default();
        } else {
            return (rest, basis);
        }
    }
}

/// Without a comparison at the end (比上年, 较年初), and what it compares with.
fn strip_compared(text: &str) -> (&str, Option<Basis>) {
    for (at, word) in
        text.char_indices().filter(|(_, c)| matches!(c, '比' | '较' | '与')).map(|(at, c)| (at, c.len_utf8()))
    {
        let with = text.get(at + word..).unwrap_or_default();
        if text.get(..at).is_some_and(|before| before.ends_with(['占', '对', '同', '环', '可', '贷', '存'])) {
            continue;
        }
        let known = COMPARED.iter().any(|known| with.starts_with(known)) && with.chars().count() <= 8;
        let year = with.starts_with("20") && with.chars().count() <= 9 || with.is_empty() && text.chars().count() > 1;
        if known || year {
            let basis =
                if with.contains("年初") || with.contains("上年末") || with.contains("年底") || with.contains("去年末")
                {
                    Basis::Ytd
                } else if with.contains("上月") || with.contains("上季") {
                    Basis::Mom
                } else if year && !with.is_empty() {
                    Basis::Other
                } else {
                    Basis::Yoy
                };
            let before = text.get(..at).unwrap_or_default();
            return (before.strip_suffix('同').unwrap_or(before), Some(basis));
        }
    }
    (text, None)
}

/// 占…的; 完成年度计划的.
fn share(text: &str) -> Option<(&str, Role)> {
    let rest = strip_share_tail(text);
    if let Some(at) = rest.rfind('占') {
        let of = rest.get(at + '占'.len_utf8()..)?.trim_start_matches(['全', '到', '据']);
        let whole = if rest.get(at..)?.starts_with("占全") { format!("全{of}") } else { of.to_owned() };
        let named = !of.is_empty()
            && !of.starts_with(['比', '地'])
            && of.chars().count() <= 20
            && !rest.get(at..)?.starts_with("占地");
        return named.then(|| (rest.get(..at).unwrap_or_default(), Role::Share { of: whole }));
    }
    let plan = ["计划", "目标", "任务", "预算", "年初预算", "计划任务", "目标任务", "序时进度", "目标值"]
        .iter()
        .any(|word| rest.ends_with(word));
    let at = rest.rfind("完成").or_else(|| rest.rfind("为")).filter(|_| plan)?;
    let verb = if rest.get(at..)?.starts_with("完成") { "完成" } else { "为" };
    let of = rest.get(at + verb.len()..)?;
    (of.chars().count() <= 12).then(|| (rest.get(..at).unwrap_or_default(), Role::Share { of: of.to_owned() }))
}

fn strip_share_tail(text: &str) -> &str {
    let mut rest = text;
    while let Some(word) = [
        "的比重",
        "的比例",
        "由",
        "从",
        "的份额",
        "比重",
        "比例",
        "达到",
        "提高到",
        "提升到",
        "提高至",
        "提升至",
        "上升到",
        "下降到",
        "达",
        "为",
        "约",
        "的",
        "高达",
        "已",
        "超过",
        "超",
        "近",
    ]
    .iter()
    .find(|word| rest.ends_with(**word))
    {
        rest = rest.strip_suffix(word).unwrap_or_default();
    }
    rest
}

/// 高于全市平均; 比全省平均水平高.
fn difference(text: &str) -> Option<(&str, Role)> {
    let rest =
        ["分别", "约", "达到", "达", "近"].iter().fold(text, |rest, word| rest.strip_suffix(word).unwrap_or(rest));
    for (words, below) in [
        (&["高于", "快于", "高出", "优于", "好于", "领先", "高过"][..], false),
        (&["低于", "慢于", "落后", "低出"][..], true),
    ] {
        for word in words {
            if let Some(at) = rest.rfind(word) {
                let from = rest.get(at + word.len()..)?.trim_start_matches("于");
                if (2..=14).contains(&from.chars().count()) {
                    let noun = rest.get(..at)?;
                    let noun = ["分别", "增速", "增幅"]
                        .iter()
                        .fold(noun, |noun, word| noun.strip_suffix(word).unwrap_or(noun));
                    return Some((noun, Role::Difference { from: from.to_owned(), below }));
                }
            }
        }
    }
    let (inner, below) = rest
        .strip_suffix('高')
        .or_else(|| rest.strip_suffix('快'))
        .map(|r| (r, false))
        .or_else(|| rest.strip_suffix('低').map(|r| (r, true)))?;
    let at = inner.rfind(['比', '较'])?;
    let from = inner.get(at + '比'.len_utf8()..)?;
    from.starts_with('全')
        .then(|| (inner.get(..at).unwrap_or_default(), Role::Difference { from: from.to_owned(), below }))
}

/// A name without the words before it that say nothing.
pub(super) fn head(text: &str) -> String {
    let mut rest = text;
    if let Some(at) = SPLITTERS.iter().filter_map(|word| rest.rfind(word).map(|at| at + word.len())).max() {
        rest = rest.get(at..).filter(|tail| tail.chars().count() >= 2).unwrap_or(rest);
    }
    loop {
        let word = HEADS
            .iter()
            .filter(|word| rest.starts_with(**word) && !begins_name(rest, word))
            .max_by_key(|word| word.len());
        let Some(word) = word else { break };
        rest = rest.strip_prefix(word).unwrap_or_default();
    }
    rest.trim_matches(['的', '“', '”', '、', ')', '(', ':']).to_owned()
}

/// Names that begin like an empty word.
fn begins_name(text: &str, word: &str) -> bool {
    let names: &[&str] = match word {
        "地方" => &["地方财政", "地方一般", "地方级", "地方税"],
        "完成" => &["完成签约", "完成投资"],
        "为" => &["为群众"],
        "下" => &["下岗", "下派"],
        "上" => &["上市", "上云", "上规", "上级"],
        "中" => &["中小", "中央", "中药", "中长期", "中心", "中职", "中等", "中学"],
        "对" => &["对外", "对口"],
        "前" => &["前置"],
        "实" => &["实际", "实有", "实施", "实体", "实缴"],
        "现" => &["现代", "现价"],
        "其" => &["其他"],
        "个" => &["个体", "个人"],
        "经" => &["经济", "经营", "经开", "经费"],
        "从" => &["从业"],
        "内" => &["内资", "内贸"],
        "有" => &["有效", "有机", "有色", "有线"],
        "共" => &["共享", "共有产权", "共同"],
        "在" => &["在谈", "在校", "在建", "在岗", "在库", "在册", "在园"],
        "县级" => &["县级"],
        "一" => &["一般", "一产", "一金", "一把手", "一站式", "一老", "一二三"],
        "末" => &["末端"],
        "到" => &["到位", "到账", "到期"],
        "底" => &["底盘"],
        "年" => &["年产", "年末", "年度", "年销", "年营"],
        "全部" => &["全部工业"],
        "计划" => &["计划总投资", "计划投资"],
        "目标" => &["目标任务"],
        "再" => &["再就业", "再生", "再融资", "再贷"],
        "和" => &["和美"],
        "并" => &["并网", "并购"],
        "后" => &["后备"],
        "按" => &["按时"],
        "等" => &["等级"],
        "时" => &["时令"],
        "达" => &["达标"],
        "超" => &["超低", "超高"],
        "要" => &["要素"],
        _ => &[],
    };
    names.iter().any(|name| text.starts_with(name))
}

/// Whether words before a name add nothing to it.
pub(super) fn is_empty_talk(text: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let Some(word) = HEADS
            .iter()
            .chain(SPLITTERS)
            .chain(FILLERS)
            .filter(|word| rest.starts_with(**word))
            .max_by_key(|word| word.len())
        else {
            return SPLITTERS.iter().any(|word| rest.ends_with(word))
                || rest.ends_with(['有', '到', '年', '时', '是', '中', '定', '出', '了', '后']);
        };
        rest = rest.strip_prefix(word).unwrap_or_default();
    }
    true
}

/// What stands behind a count, up to where another statement begins: 27家[省级专精特新企业]，.
pub(super) fn thing(after: &str) -> &str {
    let stops = ["，", "。", "；", "、", ":", "!", "(", ")", "“", "”", "?", "《"];
    let end = stops.iter().filter_map(|stop| after.find(stop)).min().unwrap_or(after.len());
    let mut thing = after.get(..end).unwrap_or_default();
    for word in [
        "增长",
        "同比",
        "比上",
        "比年",
        "较上",
        "较年",
        "占",
        "达到",
        "达",
        "完成",
        "计划总投资",
        "总投资",
        "已",
        "实现",
        "建成投",
        "分别",
        "中有",
        "总",
        "的",
        "全部",
        "落地",
        "入选",
        "获",
        "均",
        "被",
        "集中",
        "顺利",
        "到位",
        "竣工",
        "投产",
        "开工",
        "纳入",
        "通过",
        "和",
        "以及",
        "与",
        "及",
        "居",
        "位",
        "列",
        "正式",
        "相继",
        "预计",
        "得到",
        "进",
        "为",
        "建成",
        "超",
        "带动",
        "用于",
        "实",
        "新增",
        "创",
        "享受",
        "参加",
        "参与",
        "在",
        "同时",
        "进入",
        "挂牌",
    ] {
        let from = if thing.starts_with('的') { '的'.len_utf8() } else { 0 };
        let found = thing.get(from..).and_then(|rest| rest.find(word)).map(|at| at + from);
        if let Some(at) = found.filter(|at| *at > from && !is_inside_name(thing, *at, word)) {
            thing = thing.get(..at).unwrap_or_default();
        } else if found == Some(from) && from == 0 && word != "的" && !is_inside_name(thing, 0, word) {
            thing = "";
        }
    }
    thing.trim_start_matches('的').trim_end_matches(['中', '内', '的'])
}

/// 实体企业, 进出口, 总部企业: the stop word is a part of the name.
fn is_inside_name(thing: &str, at: usize, word: &str) -> bool {
    let tail = thing.get(at..).unwrap_or_default();
    let names: &[&str] = match word {
        "实" => &["实体", "实际", "实验", "实训", "实施"],
        "进" => &["进出口", "进城", "进口"],
        "总" => &["总部", "总量"],
        "为" => &["为民", "为群众"],
        "创" => &["创新", "创业", "创投", "创意"],
        "位" => &["位于"],
        "和" => &["和美"],
        "在" => &["在建", "在谈"],
        "达" => &["达标"],
        "集中" => &["集中式"],
        "落地" => &["落地项目"],
        "投产" => &["投产项目"],
        "开工" => &["开工项目"],
        "竣工" => &["竣工项目"],
        "超" => &["超低", "超高", "超亿"],
        "占" => &["占地"],
        "获" => &["获批项目"],
        "新增" => &["新增就业"],
        _ => return false,
    };
    names.iter().any(|name| tail.starts_with(name))
}

/// Whether a noun is a deed alone (新增), so that the thing stands behind the number; and whether the deed matters.
pub(super) fn deed(noun: &str) -> Option<bool> {
    DEEDS.contains(&noun).then(|| !WEAK.contains(&noun))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_a_number() {
        for (before, ratio, noun, growth) in [
            ("全县一般公共预算收入完成", false, "一般公共预算收入", false),
            ("同比增长", true, "", true),
            ("固定资产投资比上年增长", true, "固定资产投资", true),
            ("其中税收收入突破", false, "税收收入", false),
            ("新增", false, "新增", false),
            ("城镇化率提高到", true, "城镇化率", false),
            ("贷款余额较年初增加", false, "贷款余额", true),
        ] {
            let lead = lead(before, ratio);
            assert_eq!((lead.noun.as_str(), matches!(lead.role, Role::Growth { .. })), (noun, growth), "{before}");
        }
    }

    #[test]
    fn shares_and_differences() {
        assert_eq!(lead("增值税占税收收入的", true).role, Role::Share { of: "税收收入".into() });
        assert_eq!(lead("，完成年度计划的", true).role, Role::Share { of: "年度计划".into() });
        assert_eq!(lead("增速高于全市平均", true).role, Role::Difference { from: "全市平均".into(), below: false });
    }
}
