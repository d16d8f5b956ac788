//! Whether a clause tells of a result or of an intention.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// How a figure is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Done,
    /// 预计完成: a result that is not settled.
    Expected,
    /// Still to be reached.
    Aim,
}

#[rustfmt::skip]
const AIMS: &[&str] = &[
    "力争", "确保", "争取", "目标", "预期", "计划", "拟", "有望", "达产后", "投产后", "建成后", "完工后", "全部建成",
    "可实现", "可达", "可年产", "可新增", "可带动", "将", "努力", "规划到", "预计可", "预计到20", "预计年", "务必",
    "要完成", "要达到", "下一步", "接下来", "下步", "达产达效后", "投用后", "建成投产后", "满产后",
];
/// Words that hold 计划, 目标 and the like without aiming at anything.
#[rustfmt::skip]
const IDLE: &[&str] = &[
    "计划总投资", "计划投资", "年度计划", "全年计划", "计划的", "按计划", "行动计划", "五年计划", "计划执行",
    "计划单列", "年度目标", "全年目标", "目标任务的", "目标任务", "目标的", "预期目标的", "年计划", "超额完成",
    "序时进度", "努力下", "共同努力", "目标完成率", "拟定", "计划完成率", "拟建", "计划生育", "将近", "向上争取",
    "争取资金", "争取到", "争取上级", "争取中央", "超计划", "已全部建成", "确定的目标", "目标评估", "目标考核", "绩效目标", "既定目标", "低于预期", "高于预期", "好于预期", "超预期", "低于预期目标", "高于预期目标",
];
const RESULTS: &[&str] = &[
    "已完成",
    "截至目前",
    "目前已",
    "实际完成",
    "已达",
    "已建成",
    "已新增",
    "超额完成",
    "已开工",
    "已签约",
    "累计完成",
    "已",
];

/// Where the tense of a sentence changes: byte and tense from there on.
pub(super) fn scan(text: &str) -> Vec<(usize, Tense)> {
    let words = FINDER.iter().flat_map(|finder| finder.find_overlapping_iter(text));
    let mut found: Vec<(usize, Tense)> = words
        .map(|word| (word.start(), word.end(), word.pattern().as_usize().checked_sub(AIMS.len())))
        .filter(|(start, end, result)| result.is_some() || !is_idle(text, *start, *end))
        .map(|(start, _, result)| (start, if result.is_some() { Tense::Done } else { Tense::Aim }))
        .collect();
    found.extend(text.match_indices("预计").map(|(at, _)| (at, Tense::Expected)));
    found.sort_by_key(|(at, tense)| (*at, *tense == Tense::Aim));
    found
}

/// The words of aims, then those of results.
static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(AIMS.iter().chain(RESULTS)).ok());

fn is_idle(text: &str, at: usize, end: usize) -> bool {
    IDLE.iter().any(|idle| text.match_indices(idle).any(|(start, idle)| start <= at && end <= start + idle.len()))
}

/// The tense at a byte of the sentence, if its words tell one.
pub(super) fn at(changes: &[(usize, Tense)], byte: usize) -> Option<Tense> {
    changes.iter().rev().find(|(start, _)| *start < byte).map(|(_, tense)| *tense)
}
