//! The words around one number of a sentence: where its clause begins, what stands before and behind it.

use std::ops::Range;

use super::brackets;
use super::figure::Figure;
use super::joint;
use super::measure;
use super::phrase::{self, Lead};
use super::prose::Prose;
use super::rank::Place;
use super::subject::Subject;
use super::tense::{self, Tense};
use super::when::When;
use crate::quantity::{Amount, Bound};

/// A number or a rank of a sentence.
pub(super) enum Item<'s> {
    Figure(&'s Figure),
    Place(&'s Place),
}

impl<'s> Item<'s> {
    pub(super) fn figure(&self) -> Option<&'s Figure> {
        if let Self::Figure(figure) = self { Some(figure) } else { None }
    }

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
    /// What the things are parts of (其中省级项目7个、市级项目32个), and how many parts were counted.
    pub(super) whole_things: Option<Subject>,
    pub(super) parts: usize,
    /// A mark of a list stands before the number.
    pub(super) joined: bool,
    /// How many proposals there were before the sentence.
    pub(super) first: usize,
    /// The subject of the last proposal, shares included.
    pub(super) latest: Option<Subject>,
    pub(super) stem: String,
    pub(super) elsewhere: bool,
}

impl<'s> Sentence<'s> {
    pub(super) fn new(prose: &'s Prose, range: Range<usize>, whens: &'s [When], first: usize) -> Self {
        let text = prose.text();
        let tenses = tense::scan(text.get(range.clone()).unwrap_or_default());
        Self {
            prose,
            text,
            whens,
            tenses: tenses.into_iter().map(|(at, tense)| (at + range.start, tense)).collect(),
            done: range.start,
            range,
            subject: None,
            whole: None,
            last: None,
            list: Vec::new(),
            levels: Vec::new(),
            things: None,
            whole_things: None,
            parts: 0,
            joined: false,
            first,
            latest: None,
            stem: String::new(),
            elsewhere: false,
        }
    }

    /// Whether nothing but a word or two stands between a period and what begins at `at`.
    pub(super) fn is_near(&self, when: &When, at: usize) -> bool {
        self.text.get(when.range.end..at).is_some_and(|gap| gap.chars().count() <= 2)
    }

    /// Remembers what was counted last, and what it is a part of.
    pub(super) fn count(&mut self, subject: &Subject, part: bool) {
        // 亩产800斤 counts no things of which an attribute could follow.
        if !subject.counted || subject.name.ends_with("亩产") || subject.name.ends_with("单产") {
            return;
        }
        let things = self.things.replace(subject.clone());
        if part {
            self.whole_things = things;
            self.parts = 1;
        } else if self.joined && self.parts > 0 {
            self.parts += 1;
        } else {
            self.whole_things = None;
            self.parts = 0;
        }
    }

    /// The things whose attribute is stated: after several parts 累计 speaks of the whole again.
    pub(super) fn things_spoken_of(&self, before: &str) -> Option<&Subject> {
        let whole = self.whole_things.as_ref().filter(|_| self.parts > 1 && before.contains("累计"));
        whole.or(self.things.as_ref())
    }
}

/// 由2020年的42.9%: the number before a change has a period to itself.
pub(super) fn has_own_period(sentence: &Sentence, at: usize) -> bool {
    sentence.whens.iter().any(|when| when.local && when.range.end <= at && sentence.is_near(when, at))
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
        let gap = text.get(a.end..b.range.start).unwrap_or_default().trim_end_matches('-');
        let turned =
            || a.symbol == b.symbol && a.symbol == "%" && phrase::turn(gap).is_some_and(|(gap, _)| joint::is_mark(gap));
        if !joint::is_mark(gap) && !turned() {
            break;
        }
        run += 1;
    }
    run
}

const WORKS: [&str; 6] = ["项目", "生产线", "工程", "基地", "产业园", "工厂"];

/// Amounts that are no figures of the place: what one family has, what a rule promises, by how many places a rank
/// moved, how long a holiday is.
pub(super) fn is_aside(figure: &Figure, before: &str, after: &str) -> bool {
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let family =
        ends(&["她家", "他家", "我家", "自家", "俺家", "家里", "家里有", "能挣", "能赚", "能加工", "能做", "能卖"]);
    let promised = before.contains("给予")
        || (before.trim_start_matches('，').starts_with('对') && ends(&["奖励", "补助", "补贴"]));
    let reward = ends(&["性奖励", "性补助", "性补贴"]);
    // 每斤4.6元; 38岁的种植户 sold so much; 10469美元 once more in another currency; 93% of another year.
    let price = before.starts_with('每') && before.chars().count() <= 4;
    let person = before.contains("岁的");
    let again = before.contains("折算") || before.contains("折合");
    // 较一季度(-10.8%)回升: a percentage alone in brackets reminds of another one.
    let reminder = figure.symbol == "%" && before.trim_matches('-').is_empty() && after.starts_with(')');
    let restated = ["同口径", "自然口径"]
        .iter()
        .any(|word| before.trim_start_matches('，').starts_with(word) && before.chars().count() <= 8);
    let other_year = before.ends_with('的') && ["恢复到", "恢复至", "相当于"].iter().any(|word| before.contains(word));
    let distance = before.trim_start_matches('，').starts_with('距');
    let moved = ["位次", "名次"].iter().any(|word| after.starts_with(word))
        || figure.symbol == "位"
            && ends(&["前进", "进", "上升", "提升", "前移", "进位", "下降", "后退", "跃升", "攀升"]);
    let days =
        figure.symbol == "天" && !["天数", "时限", "时间", "工期", "优良"].iter().any(|word| before.contains(word));
    family
        || promised
        || reward
        || price
        || person
        || again
        || reminder
        || restated
        || other_year
        || distance
        || moved
        || days
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
    // 2000万元及以上的工业企业 is a class of them, whatever follows.
    let class_of = text.get(figure.range.end..figure.end) == Some("及以上");
    let named = after.starts_with("的") && bounded && (next.is_some() || class_of);
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
    // 年产5万吨高端碳纤维项目: what it will make describes it.
    let capacity = ["年产", "日产", "年处理", "日处理", "年加工", "年出栏"].iter().any(|word| before.ends_with(word))
        && after
            .split(['，', '。', '；', '、'])
            .next()
            .is_some_and(|thing| WORKS.iter().any(|work| thing.contains(work)));
    let range_of_years =
        figure.symbol.ends_with('岁') && !figure.symbol.starts_with(['万']) && !before.contains("寿命");
    range_of_years
        || capacity
        || (!growth
            && ((bounded && (noun_follows || named) && money)
                || (class && money && (over || next.is_some() || after.starts_with('级')))))
}

/// The words of the clause before a number: periods are left out, and brackets but those of names.
pub(super) fn before(sentence: &Sentence, at: usize) -> String {
    let from = clause_start(sentence.text, sentence.done, at);
    let mut words = String::new();
    let mut start = from;
    for when in sentence.whens.iter().filter(|when| !when.aside && when.range.start >= from && when.range.end <= at) {
        words.push_str(sentence.text.get(start..when.range.start).unwrap_or_default());
        start = when.range.end;
        // 2020年的42.9%
        let of = sentence.text.get(start..at).is_some_and(|gap| gap.starts_with('的') && !words.is_empty());
        start += if of && when.local { '的'.len_utf8() } else { 0 };
    }
    words.push_str(sentence.text.get(start..at).unwrap_or_default());
    let words = without_years_running(&brackets::hold(without_number(&words)));
    words.trim_end_matches([':', '-']).to_owned()
}

/// 1.新建公路: the number of a list.
fn without_number(words: &str) -> &str {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.strip_prefix('.').filter(|_| rest.len() < words.len()).unwrap_or(words)
}

/// 粮食总产连续10年稳定在15亿斤: for how long is no part of the name.
fn without_years_running(words: &str) -> String {
    let Some((head, tail)) = words.split_once("连续") else { return words.to_owned() };
    let length = tail.find(|c: char| !c.is_ascii_digit() && !"一二两三四五六七八九十多".contains(c)).unwrap_or(0);
    match tail.get(length..).and_then(|rest| rest.strip_prefix('年')).filter(|_| length > 0) {
        Some(rest) => format!("{head}{rest}"),
        None => words.to_owned(),
    }
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
