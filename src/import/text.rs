//! Plain text → story: the first line is the title, blank lines or indented lines part paragraphs.

use super::fault::{Fault, Remark};
use super::story::{Block, Story, text};
use super::tree::MAX_TEXT;
use super::{byline, headline};

/// More lines than a text has.
const MAX_LINES: usize = 20_000;

/// Reads a text.
///
/// # Errors
/// When it is too long.
pub fn read(letters: &str) -> Result<Story, Fault> {
    if letters.len() > MAX_TEXT || letters.lines().count() > MAX_LINES {
        return Err(Fault::TooMany);
    }
    let blocks = paragraphs(letters).into_iter().map(|words| Block::Paragraph(vec![text(words)])).collect();
    let mut story = Story { blocks, ..Story::default() };
    story.title = headline::first_line(&mut story.blocks);
    story.remarks.extend(story.title.clone().map(Remark::TitleOf));
    byline::take(&mut story);
    Ok(story)
}

/// A line is a paragraph, unless blank lines part paragraphs and lines are wrapped.
fn paragraphs(letters: &str) -> Vec<String> {
    let lines: Vec<&str> = letters.trim_start_matches('\u{feff}').lines().collect();
    let is_wrapped = is_wrapped(&lines);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in lines {
        let words = line.trim();
        match paragraphs.last_mut() {
            _ if words.is_empty() => {}
            Some(last) if open && is_wrapped && goes_on(last, line) => join(last, words),
            _ => paragraphs.push(words.to_owned()),
        }
        open = !words.is_empty();
    }
    paragraphs
}

/// Whether a line may go on with the one before: neither is indented anew nor a byline.
fn goes_on(before: &str, line: &str) -> bool {
    !line.starts_with(['\u{3000}', ' ', '\t']) && byline::read(before).is_none() && byline::read(line).is_none()
}

/// Lines are wrapped if many neighbours end without punctuation.
fn is_wrapped(lines: &[&str]) -> bool {
    let pairs: Vec<&str> = lines
        .windows(2)
        .filter_map(|pair| if let [line, next] = pair { Some((*line, *next)) } else { None })
        .filter(|(line, next)| !line.trim().is_empty() && !next.trim().is_empty() && goes_on(line, next))
        .map(|(line, _)| line.trim_end())
        .collect();
    let ends = |line: &str| line.ends_with(['。', '！', '？', '”', '：', '；', '.', '!', '?', '）']);
    let cut = pairs.iter().filter(|line| !ends(line) && line.chars().count() >= 20).count();
    cut > 0 && cut * 2 > pairs.len()
}

/// Chinese lines are joined without a blank.
fn join(last: &mut String, words: &str) {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if latin(last.chars().last()) && latin(words.chars().next()) {
        last.push(' ');
    }
    last.push_str(words);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        assert_eq!(paragraphs(text), expect);
    }

    #[test]
    fn lines_and_paragraphs() {
        check("题\n\n　　甲。\n　　乙。\n", &["题", "甲。", "乙。"]);
        check("题\n甲。\n乙。", &["题", "甲。", "乙。"]);
        let title = "乐陵市前11个月一般公共预算收入突破10亿元";
        let byline = "来源：德州日报　2023年12月26日";
        check(&format!("{title}\n{byline}\n　　甲。"), &[title, byline, "甲。"]);
        let wrapped =
            "县一般公共预算收入首次突破10亿元，比上年同\n期增长10.5%，其中税收收入占比为百分之九十以\n上。\n\n乙。";
        check(
            wrapped,
            &["县一般公共预算收入首次突破10亿元，比上年同期增长10.5%，其中税收收入占比为百分之九十以上。", "乙。"],
        );
    }
}
