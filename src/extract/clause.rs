//! The words around one number of a sentence: where its clause begins, what stands before and behind it.

use std::ops::Range;

use super::figure::Figure;
use super::joint;
use super::measure;
use super::phrase::Lead;
use super::prose::Prose;
use super::rank::Place;
use super::subject::Subject;
use super::tense::Tense;
use super::when::When;
use crate::quantity::{Amount, Bound};

/// A number or a rank of a sentence.
pub(super) enum Item<'s> {
    Figure(&'s Figure),
    Place(&'s Place),
}

impl Item<'_> {
    pub(super) fn start(&self) -> usize {
        match self {
            Self::Figure(figure) => figure.range.start,
            Self::Place(place) => place.number.start,
        }
    }
}

/// A sentence while it is read.
pub(super) struct Sentence<'s> {
    pub(super) prose: &'s Prose,
    pub(super) text: &'s str,
    pub(super) range: Range<usize>,
    pub(super) whens: &'s [When],
    pub(super) tenses: Vec<(usize, Tense)>,
    /// Where the last number or rank ended.
    pub(super) done: usize,
    pub(super) subject: Option<Subject>,
    /// What 其中 is a part of.
    pub(super) whole: Option<Subject>,
    /// The proposal that growth and rank may still join.
    pub(super) last: Option<usize>,
    /// Proposals of the list just read.
    pub(super) list: Vec<usize>,
    /// Levels since the last growth, for 分别增长 after them.
    pub(super) levels: Vec<usize>,
    /// The things last counted.
    pub(super) things: Option<Subject>,
    /// The subject of the last proposal, shares included.
    pub(super) latest: Option<Subject>,
    pub(super) stem: String,
    pub(super) elsewhere: bool,
}

/// 由2020年的42.9%: the number before a change has a period to itself.
pub(super) fn has_own_period(sentence: &Sentence, at: usize) -> bool {
    let near = |when: &When| sentence.text.get(when.range.end..at).is_some_and(|gap| gap.chars().count() <= 2);
    sentence.whens.iter().any(|when| when.local && when.range.end <= at && near(when))
}

pub(super) fn is_total(of: &str) -> bool {
    ["收入", "总量", "预算", "GDP", "生产总值"].iter().any(|word| of.ends_with(word))
}

/// Whether a number stands within a period or a rank.
pub(super) fn covered(figure: &Figure, whens: &[When], places: &[Place]) -> bool {
    let meets = |range: &Range<usize>| figure.range.start < range.end && range.start < figure.range.end;
    whens.iter().any(|when| meets(&when.range)) || places.iter().any(|place| meets(&place.number))
}

pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '。' | '!' | '?')) {
        ranges.push(start..at);
        start = at + c.len_utf8();
    }
    ranges.push(start..text.len());
    ranges
}

/// How many numbers from `at` on stand in one list.
pub(super) fn run_length(items: &[Item], at: usize, text: &str) -> usize {
    let mut run = 1;
    while let (Some(Item::Figure(a)), Some(Item::Figure(b))) = (items.get(at + run - 1), items.get(at + run)) {
        if !text.get(a.end..b.range.start).is_some_and(joint::is_mark) {
            break;
        }
        run += 1;
    }
    run
}

/// An amount that describes the thing counted next: 5亿元以上项目7个, 65岁以上老人.
pub(super) fn describes(figure: &Figure, text: &str, next: Option<&Item>) -> bool {
    if !measure::describes(&figure.symbol) {
        return false;
    }
    let after = text.get(figure.end..).unwrap_or_default();
    let bounded = figure.end > figure.range.end;
    let noun_follows = !after.is_empty()
        && !after.starts_with(['，', '。', '；', '、', ':', ')', '!', '”', '(', '和', '且', '并', '的']);
    let named = after.starts_with("的") && bounded && next.is_some();
    let growth = after.starts_with("增长")
        || after.starts_with("的增")
        || after.starts_with("的速度")
        || after.starts_with("目标")
        || after.starts_with("大关")
        || after.starts_with("台阶");
    let money = !figure.symbol.contains('%');
    let after = after.strip_prefix('的').unwrap_or(after);
    let class = ["级", "项目", "企业", "产业", "大户", "俱乐部", "集群", "园区", "工业项目", "重点项目", "工程"]
        .iter()
        .any(|word| after.starts_with(word));
    let before = text.get(..figure.range.start).unwrap_or_default();
    let over = ["过", "超", "超过"].iter().any(|word| before.ends_with(word));
    let range_of_years =
        figure.symbol.ends_with('岁') && !figure.symbol.starts_with(['万']) && !before.contains("寿命");
    range_of_years
        || (!growth
            && ((bounded && (noun_follows || named) && money)
                || (class && money && (over || next.is_some() || after.starts_with('级')))))
}

/// The words of the clause before a number: brackets without numbers and periods are left out.
pub(super) fn before(sentence: &Sentence, at: usize) -> String {
    let from = clause_start(sentence.text, sentence.done, at);
    let mut words = String::new();
    let mut start = from;
    for when in sentence.whens.iter().filter(|when| !when.aside && when.range.start >= from && when.range.end <= at) {
        words.push_str(sentence.text.get(start..when.range.start).unwrap_or_default());
        start = when.range.end;
    }
    words.push_str(sentence.text.get(start..at).unwrap_or_default());
    let words = without_brackets(&words);
    words.trim_end_matches([':', '-']).to_owned()
}

pub(super) fn without_brackets(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let Some(close) = rest.get(open..).and_then(|tail| tail.find(')')) else { break };
        out.push_str(rest.get(..open).unwrap_or_default());
        rest = rest.get(open + close + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out.trim_start_matches(['(', ')']).to_owned()
}

/// Where the clause of the byte `at` begins, not before `done`. A colon right before the number belongs to it.
pub(super) fn clause_start(text: &str, done: usize, at: usize) -> usize {
    let done = done.min(at);
    let words = text.get(done..at).unwrap_or_default();
    let searched = words.strip_suffix(':').unwrap_or(words);
    let mut depth = 0_usize;
    for (offset, c) in searched.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' if depth > 0 => depth -= 1,
            '，' | '；' | ':' | '(' | '。' | '!' if depth == 0 => return done + offset + c.len_utf8(),
            _ => {}
        }
    }
    done
}

/// The text behind a number up to the next number, period or mark.
pub(super) fn behind<'s>(sentence: &Sentence<'s>, end: usize) -> &'s str {
    let stop = sentence.text.get(end..sentence.range.end).unwrap_or_default();
    let next = stop.find(|c: char| c.is_ascii_digit() && !is_in_name(stop, c)).unwrap_or(stop.len());
    stop.get(..next).unwrap_or_default()
}

/// 世界500强企业: the digits belong to the name.
pub(super) fn is_in_name(text: &str, c: char) -> bool {
    text.find("500强").zip(text.find(c)).is_some_and(|(name, at)| name == at)
}

pub(super) fn clause(text: &str, range: &Range<usize>) -> Range<usize> {
    let marks = ['，', '。', '；', '!', '?'];
    let start = text.get(..range.start).and_then(|before| before.rfind(marks)).map_or(0, |at| at + '，'.len_utf8());
    let start = if text.is_char_boundary(start) { start } else { range.start };
    let end = text.get(range.end..).and_then(|after| after.find(marks)).map_or(text.len(), |at| range.end + at);
    start.min(range.start)..end
}

pub(super) fn bounded(amount: &Amount, bound: Option<Bound>) -> Amount {
    match (amount.bound, bound) {
        (Bound::Exact | Bound::Gt, Some(bound)) => Amount { bound, ..amount.clone() },
        _ => amount.clone(),
    }
}

pub(super) fn signed(amount: &Amount, lead: &Lead, fell: bool) -> Amount {
    let amount = bounded(amount, lead.bound);
    if fell && !amount.value.is_sign_negative() { amount.negated() } else { amount }
}
