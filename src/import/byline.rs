//! Lines that say who wrote a text, when and where it was published (来源：…　2023-12-26　记者 甲　编辑：乙) → fields.
//! A line is taken only if nothing else stands in it.

use std::ops::Range;

use time::Date;

use super::story::{Block, Story, plain};
use crate::source::decode::parse_date;

/// Bylines stand close to the title, or at the end.
const FIRST: usize = 4;
const LAST: usize = 8;
/// Longer lines are text.
const LONGEST: usize = 160;
/// `2023年12月26日`
const LONGEST_DATE: usize = 12;

/// What a label in front of a colon names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Source,
    Date,
    Author(&'static str),
    Credit(&'static str),
    /// How often it was read, letter size and the like.
    Idle,
}

/// Longer labels first, as some begin with others.
const LABELS: [(&str, Label); 46] = [
    ("信息来源", Label::Source),
    ("文章来源", Label::Source),
    ("稿件来源", Label::Source),
    ("数据来源", Label::Source),
    ("来源", Label::Source),
    ("稿源", Label::Source),
    ("发布时间", Label::Date),
    ("发布日期", Label::Date),
    ("发表时间", Label::Date),
    ("更新时间", Label::Date),
    ("时间", Label::Date),
    ("日期", Label::Date),
    ("本报记者", Label::Author("记者")),
    ("本报通讯员", Label::Author("通讯员")),
    ("通讯员", Label::Author("通讯员")),
    ("记者", Label::Author("记者")),
    ("作者", Label::Author("撰文")),
    ("撰文", Label::Author("撰文")),
    ("撰稿", Label::Author("撰文")),
    ("文/", Label::Author("撰文")),
    ("责任编辑", Label::Credit("责任编辑")),
    ("值班编辑", Label::Credit("编辑")),
    ("编辑", Label::Credit("编辑")),
    ("责编", Label::Credit("责任编辑")),
    ("校对", Label::Credit("校对")),
    ("初审", Label::Credit("初审")),
    ("复审", Label::Credit("复审")),
    ("终审", Label::Credit("终审")),
    ("编审", Label::Credit("编审")),
    ("审核", Label::Credit("审核")),
    ("审签", Label::Credit("审签")),
    ("监制", Label::Credit("监制")),
    ("摄影", Label::Credit("摄影")),
    ("图/", Label::Credit("摄影")),
    ("制图", Label::Credit("制图")),
    ("供稿", Label::Credit("供稿")),
    ("浏览次数", Label::Idle),
    ("浏览量", Label::Idle),
    ("阅读量", Label::Idle),
    ("阅读次数", Label::Idle),
    ("点击数", Label::Idle),
    ("阅读", Label::Idle),
    ("点击", Label::Idle),
    ("评论", Label::Idle),
    ("访问量", Label::Idle),
    ("字体", Label::Idle),
];
/// Words that say nothing, where they stand alone.
const IDLE: [&str; 14] = ["打印", "关闭", "分享", "收藏", "大", "中", "小", "字号", "T", "|", "【", "】", "[", "]"];

/// What stands around a value.
const EDGES: [char; 14] = [' ', ':', ';', '；', '，', ',', '）', '（', ')', '(', '【', '】', '[', ']'];

/// What a byline says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Byline {
    /// Day of publication.
    pub date: Option<Date>,
    /// Where it was published.
    pub source: Option<String>,
    authors: Vec<(&'static str, Vec<String>)>,
    credits: Vec<(&'static str, Vec<String>)>,
}

/// Takes bylines out of a story.
pub fn take(story: &mut Story) {
    let mut at = 0;
    while at < FIRST.min(story.blocks.len()) {
        match story.blocks.get(at).and_then(of_block) {
            Some(byline) => {
                story.blocks.remove(at);
                add(story, byline);
            }
            None => at += 1,
        }
    }
    for _ in 0..LAST {
        let Some(byline) = story.blocks.last().and_then(of_block) else { break };
        story.blocks.pop();
        add(story, byline);
    }
}

fn of_block(block: &Block) -> Option<Byline> {
    if let Block::Paragraph(line) = block { read(&plain(line)) } else { None }
}

/// Adds what a byline says, as far as it is not known.
pub fn add(story: &mut Story, byline: Byline) {
    story.date = story.date.or(byline.date);
    story.source = story.source.take().or(byline.source);
    for (role, names) in byline.authors {
        merge(&mut story.authors, role, names);
    }
    for (role, names) in byline.credits {
        merge(&mut story.credits, role, names);
    }
}

fn merge(all: &mut Vec<(String, Vec<String>)>, role: &str, names: Vec<String>) {
    let at = all.iter().position(|(own, _)| own == role).unwrap_or_else(|| {
        all.push((role.to_owned(), Vec::new()));
        all.len() - 1
    });
    if let Some((_, known)) = all.get_mut(at) {
        for name in names {
            if !known.contains(&name) {
                known.push(name);
            }
        }
    }
}

/// Reads a line that is a byline and nothing else.
pub fn read(line: &str) -> Option<Byline> {
    let line = line.trim().trim_matches(['（', '）', '(', ')', '【', '】']).trim();
    if line.is_empty() || line.chars().count() > LONGEST {
        return None;
    }
    let mut byline = Byline::default();
    let mut text = line.replace('：', ":").replace(['\u{3000}', '\u{a0}', '\t', '|', '丨'], " ");
    if let Some((date, range)) = find_date(&text) {
        byline.date = Some(date);
        let blank = " ".repeat(range.len());
        text.replace_range(range, &blank);
        text = without_times(&text);
    }
    let places = labels(&text);
    let head = text.get(..places.first().map_or(text.len(), |place| place.0.start))?;
    if !is_idle(head) || (byline.date.is_none() && places.is_empty()) {
        return None;
    }
    for (n, (range, label)) in places.iter().enumerate() {
        let end = places.get(n + 1).map_or(text.len(), |next| next.0.start);
        let value = text.get(range.end..end)?.trim_matches(EDGES);
        fill(&mut byline, *label, value)?;
    }
    Some(byline)
}

/// `None` if the value is no such thing, so that the line is text after all.
fn fill(byline: &mut Byline, label: Label, value: &str) -> Option<()> {
    match label {
        Label::Idle | Label::Date => {}
        Label::Source => {
            let fits = !value.is_empty() && value.chars().count() <= 30 && !value.contains('。');
            byline.source = Some(fits.then(|| value.trim_matches(['《', '》', ' ']).to_owned())?);
        }
        Label::Author(role) => byline.authors.push((role, names(value)?)),
        Label::Credit(role) => byline.credits.push((role, names(value)?)),
    }
    Some(())
}

fn names(value: &str) -> Option<Vec<String>> {
    let names =
        value.split([' ', '、', ',', '，', '/', '；', ';']).filter(|name| !name.is_empty() && !IDLE.contains(name));
    let names: Vec<String> = names.map(str::to_owned).collect();
    names.iter().all(|name| name.chars().count() <= 12 && !name.contains('。')).then_some(names)
}

/// Where labels stand: before a colon, or (for writers) before a blank.
fn labels(text: &str) -> Vec<(Range<usize>, Label)> {
    let mut found: Vec<(Range<usize>, Label)> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let label = LABELS.iter().find_map(|(word, label)| {
            let after = rest.strip_prefix(word)?;
            let ends = after.trim_start().starts_with(':')
                || word.ends_with('/')
                || (matches!(label, Label::Author(_)) && after.starts_with(' '));
            ends.then_some((word.len(), *label))
        });
        match label {
            Some((length, label)) => {
                let colon =
                    rest.get(length..).map_or(0, |after| after.len() - after.trim_start_matches([' ', ':']).len());
                found.push((at..at + length + colon, label));
                at += length + colon;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

fn is_idle(head: &str) -> bool {
    let mut rest = head.trim();
    while let Some(shorter) = IDLE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter.trim_start();
    }
    rest.trim_matches([' ', ':', '　', '-', '/']).is_empty()
}

/// The first date in a text, and its place.
#[must_use]
pub fn find_date(text: &str) -> Option<(Date, Range<usize>)> {
    let starts = text.char_indices().filter(|(at, c)| {
        matches!(c, '1' | '2') && !text.get(..*at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
    });
    for (start, _) in starts {
        let rest = text.get(start..).unwrap_or_default();
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | '年' | '月' | '日');
        let end = rest.char_indices().take_while(|(_, c)| is_part(*c)).take(LONGEST_DATE).last();
        let end = end.map_or(0, |(at, c)| at + c.len_utf8());
        let candidate = rest.get(..end).unwrap_or_default().trim_end_matches(['-', '/', '.']);
        if let Some(date) = parse_date(candidate) {
            return Some((date, start..start + candidate.len()));
        }
    }
    None
}

/// `08:15`, `08:15:30`: the time of day belongs to the date.
fn without_times(text: &str) -> String {
    let is_time = |word: &str| {
        let parts: Vec<&str> = word.split(':').collect();
        parts.len() >= 2 && parts.iter().all(|part| part.len() <= 2 && part.parse::<u8>().is_ok())
    };
    text.split(' ').filter(|word| !is_time(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: Option<&str>) {
        let said = read(line).map(|byline| {
            let date = byline.date.map(|date| date.to_string()).unwrap_or_default();
            let people: Vec<String> = byline
                .authors
                .iter()
                .chain(&byline.credits)
                .map(|(role, names)| format!("{role}={}", names.join("+")))
                .collect();
            format!("{date} {} {}", byline.source.unwrap_or_default(), people.join(" "))
        });
        assert_eq!(said.as_deref(), expect, "{line}");
    }

    #[test]
    fn bylines() {
        check("2023-12-26 08:15　来源：德州日报", Some("2023-12-26 德州日报 "));
        check("来源：德州日报 作者：记者甲 时间：2023年12月26日", Some("2023-12-26 德州日报 撰文=记者甲"));
        check("本报记者 张三 通讯员 李四、王五", Some("  记者=张三 通讯员=李四+王五"));
        check("（责任编辑：张三　校对：李四）", Some("  责任编辑=张三 校对=李四"));
        check("发布时间：2023/12/26 浏览次数：123 字体：[大 中 小]", Some("2023-12-26  "));
        check("记者 王丽 通讯员 张三、李四 阅读：1.2万 收藏", Some("  记者=王丽 通讯员=张三+李四"));
        check("记者 王丽 收藏 分享", Some("  记者=王丽"));
        check("2023年12月26日", Some("2023-12-26  "));
        check("2023年12月26日，庆云县收入突破10亿元。", None);
        check("记者从县财政局获悉", None);
        check("来源：庆云县前11个月一般公共预算收入首次突破10亿元，比上年同期增长10.5%。", None);
        check("正文", None);
    }
}
