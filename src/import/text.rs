//! Plain text → story: the first line is the title, blank lines or indented lines part paragraphs.

use super::fault::{Fault, Remark};
use super::story::{Block, Story, text};
use super::{byline, headline};

/// More lines than a text has.
const MAX_LINES: usize = 20_000;

/// Reads a text.
///
/// # Errors
/// When it is too long.
pub fn read(letters: &str) -> Result<Story, Fault> {
    if letters.lines().count() > MAX_LINES {
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
            Some(last) if open && is_wrapped && !line.starts_with(['\u{3000}', ' ', '\t']) => join(last, words),
            _ => paragraphs.push(words.to_owned()),
        }
        open = !words.is_empty();
    }
    paragraphs
}

/// Lines are wrapped if many neighbours end without punctuation.
fn is_wrapped(lines: &[&str]) -> bool {
    let pairs = lines.windows(2).filter(|pair| pair.iter().all(|line| !line.trim().is_empty())).count();
    let cut = lines.windows(2).filter(|pair| match pair {
        [line, next] => {
            let ends = line.trim_end().ends_with(['。', '！', '？', '”', '：', '；', '.', '!', '?', '）']);
            !line.trim().is_empty() && !next.trim().is_empty() && !ends && line.chars().count() >= 20
        }
        _ => false,
    });
    let cut = cut.count();
    cut > 0 && cut * 2 > pairs
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
        let wrapped =
            "县一般公共预算收入首次突破10亿元，比上年同\n期增长10.5%，其中税收收入占比为百分之九十以\n上。\n\n乙。";
        check(
            wrapped,
            &["县一般公共预算收入首次突破10亿元，比上年同期增长10.5%，其中税收收入占比为百分之九十以上。", "乙。"],
        );
    }
}
