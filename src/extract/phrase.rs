//! The words before a figure: which of them name what is counted, and which say how the number is meant.
//! Must not know indicators.

use super::Basis;
use super::name::head;
use super::words::{
    ARRIVALS, BOUNDS, COMPARED, COMPARED_OTHERS, FALLS, FILLER_ENDS, METHODS, RISES, SHARE_TAILS, splitters,
};
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

impl Role {
    /// 低于全省平均水平, of which a number without % may tell too.
    fn is_from_mean(&self) -> bool {
        matches!(self, Self::Difference { from, .. } if from.contains("平均"))
    }
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
    if !ratio && let Some((noun, role)) = above_or_below(rest).filter(|(_, role)| role.is_from_mean()) {
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
    if let Some(change) = change(rest, ratio) {
        grown(&change, &mut lead);
        return lead;
    }
    rest = strip_fillers(rest);
    rest = strip_bound(rest, &mut lead);
    rest = strip_fillers(rest);
    (lead.stem, lead.noun) = split(strip_compared(rest).0);
    lead
}

/// The lead of a number that says how much something changed.
fn grown(change: &Changed, lead: &mut Lead) {
    let noun = change.noun;
    lead.mean = ["两年平均", "三年平均", "年均", "年平均", "平均"].into_iter().find(|word| noun.ends_with(word));
    let noun = lead.mean.and_then(|word| noun.strip_suffix(word)).unwrap_or(noun);
    let (noun, basis) = strip_methods(noun);
    // 改善 does not say whether the number rose or fell.
    let basis = if change.word == "改善" { Basis::Other } else { basis };
    lead.role = Role::Growth { fell: change.fell, basis };
    let noun = noun.trim_end_matches(['仅', '只', '却', '也']);
    // 自然增幅2% is of what was spoken of.
    (lead.stem, lead.noun) = split(if noun.trim_start_matches('，') == "自然" { "" } else { noun });
}

/// What stands before the last verb like 实现, and the name after it.
fn split(text: &str) -> (String, String) {
    let verbs = ["完成", "累计"].iter().filter_map(|word| text.rfind(word));
    let at = splitters(text).map(|found| found.start).chain(verbs).max();
    let stem = at.and_then(|at| text.get(..at)).map(|stem| head(strip_fillers(stem))).unwrap_or_default();
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
    while let Some(word) = FILLER_ENDS
        .of(rest.chars().next_back())
        .find(|word| rest.ends_with(*word))
        .filter(|_| !rest.ends_with("经济总量"))
    {
        // 签约完成 keeps its verb if nothing else is left.
        let shorter = rest.strip_suffix(word).unwrap_or_default();
        if word.chars().count() == 1
            && matches!(word, "年" | "大" | "地" | "居" | "有" | "已" | "将" | "可")
            && shorter.chars().count() < 2
            && !shorter.is_empty()
        {
            break;
        }
        rest = shorter;
    }
    rest
}

/// A word of change and the noun before it.
struct Changed<'t> {
    noun: &'t str,
    word: &'static str,
    fell: bool,
}

/// The noun before 增长, 下降 and the like. Absolute changes need a comparison and a word such as 增加.
fn change(text: &str, ratio: bool) -> Option<Changed<'_>> {
    let rest = strip_fillers_but(text);
    let rises = RISES.iter().map(|word| (*word, false));
    let found = rises.chain(FALLS.iter().map(|word| (*word, true))).filter(|(word, _)| rest.ends_with(word));
    let (word, fell) = found.max_by_key(|(word, _)| word.len())?;
    let noun = rest.strip_suffix(word)?;
    if noun.ends_with('新') || noun.ends_with('净') && word == "增" || (word == "增" && !ratio) {
        return None;
    }
    let compared = strip_compared(noun).1.is_some() || noun.ends_with("同比") || noun.ends_with("环比");
    let counted = matches!(word, "净增" | "新增" | "净增加");
    let absolute =
        counted || matches!(word, "增加" | "减少" | "下降" | "增长" | "多增" | "同比" | "提高" | "降低" | "缩小");
    let stated = if counted { compared } else { ratio || (absolute && compared) };
    stated.then_some(Changed { noun, word, fell })
}

/// The text before a word of change that ends it (、下降), and whether it fell.
pub(super) fn turn(text: &str) -> Option<(&str, bool)> {
    let rises = RISES.iter().map(|word| (*word, false));
    let found = rises.chain(FALLS.iter().map(|word| (*word, true))).filter(|(word, _)| text.ends_with(word));
    let (word, fell) = found.max_by_key(|(word, _)| word.len())?;
    Some((text.strip_suffix(word)?, fell))
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
        if let Some(basis) = compared_with(with, text) {
            let before = text.get(..at).unwrap_or_default();
            return (before.strip_suffix('同').unwrap_or(before), Some(basis));
        }
    }
    (text, None)
}

/// What a growth is against by the words behind 比; `None` if they name nothing of time.
fn compared_with(with: &str, text: &str) -> Option<Basis> {
    let count = with.chars().count();
    let contains = |words: &[&str]| words.iter().any(|word| with.contains(word));
    let other_year = with.starts_with("20") && count <= 9;
    let other_month = with.starts_with(|c: char| c.is_ascii_digit()) && contains(&["月", "季度"]) && count <= 9;
    let other_part = count <= 8 && COMPARED_OTHERS.iter().any(|word| with.starts_with(word));
    let known = count <= 8 && COMPARED.iter().any(|known| with.starts_with(known));
    let bare = with.is_empty() && text.chars().count() > 1;
    (known || bare || other_year || other_month || other_part).then(|| {
        if contains(&["年初", "上年末", "年底", "去年末"]) {
            Basis::Ytd
        } else if contains(&["上月", "上季"]) {
            Basis::Mom
        } else if other_year || other_month || other_part {
            Basis::Other
        } else {
            Basis::Yoy
        }
    })
}

/// 占…的; 完成年度计划的.
fn share(text: &str) -> Option<(&str, Role)> {
    let rest = strip_share_tail(text);
    if let Some(at) = rest.rfind('占') {
        let whole = rest.get(at + '占'.len_utf8()..)?.trim_start_matches(['到', '据', '了']).to_owned();
        let of = whole.trim_start_matches('全');
        let named = !of.is_empty()
            && !of.starts_with(['比', '地'])
            && of.chars().count() <= 20
            && !rest.get(at..)?.starts_with("占地");
        let noun = rest.get(..at).unwrap_or_default().trim_end_matches(['仅', '只', '也', '均', '约', '已']);
        return named.then_some((noun, Role::Share { of: whole }));
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
    while let Some(word) = SHARE_TAILS.iter().find(|word| rest.ends_with(**word)) {
        rest = rest.strip_suffix(word).unwrap_or_default();
    }
    rest
}

/// 高于全市平均; 比全省平均水平高; 超序时进度.
fn difference(text: &str) -> Option<(&str, Role)> {
    let rest =
        ["分别", "约", "达到", "达", "近"].iter().fold(text, |rest, word| rest.strip_suffix(word).unwrap_or(rest));
    above_or_below(rest).or_else(|| compared_to(rest)).or_else(|| ahead_of(rest))
}

fn above_or_below(text: &str) -> Option<(&str, Role)> {
    let above = ["高于", "快于", "高出", "优于", "好于", "领先", "高过"].map(|word| (word, false));
    let below = ["低于", "慢于", "落后", "低出"].map(|word| (word, true));
    above.into_iter().chain(below).find_map(|(word, below)| {
        let at = text.rfind(word)?;
        let from = text.get(at + word.len()..)?.trim_start_matches("于");
        let noun = text.get(..at).filter(|_| (2..=14).contains(&from.chars().count()))?;
        let noun =
            ["分别", "增速", "增幅", "同比"].iter().fold(noun, |noun, word| noun.strip_suffix(word).unwrap_or(noun));
        Some((noun, Role::Difference { from: from.to_owned(), below }))
    })
}

fn compared_to(text: &str) -> Option<(&str, Role)> {
    let above = text.strip_suffix('高').or_else(|| text.strip_suffix('快'));
    let (inner, below) =
        above.map(|rest| (rest, false)).or_else(|| text.strip_suffix('低').map(|rest| (rest, true)))?;
    let at = inner.rfind(['比', '较'])?;
    let from = inner.get(at + '比'.len_utf8()..)?;
    from.starts_with('全')
        .then(|| (inner.get(..at).unwrap_or_default(), Role::Difference { from: from.to_owned(), below }))
}

fn ahead_of(text: &str) -> Option<(&str, Role)> {
    let at = text.rfind('超')?;
    let from = text.get(at + '超'.len_utf8()..)?.trim_start_matches('过');
    let planned =
        ["进度", "计划", "目标", "预期"].iter().any(|word| from.ends_with(word)) && from.chars().count() <= 10;
    planned.then(|| (text.get(..at).unwrap_or_default(), Role::Difference { from: from.to_owned(), below: false }))
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
