//! What stands at a place of a file that is being typed: a key, a value, an indicator, a period. Reads lines, not YAML,
//! because YAML that is being typed is broken most of the time.

use std::ops::Range;

use crate::config;
use crate::diag::SourcePath;
use crate::source::split_front_matter;

/// What stands there. A trail is the keys above, the outermost first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// A key, or the beginning of one.
    Key {
        /// The keys above it.
        trail: Vec<String>,
        /// Its place.
        range: Range<usize>,
    },
    /// A value of a key: one of a list, if there is a list.
    Value {
        /// The keys above it, its own the last.
        trail: Vec<String>,
        /// The value's place; empty if there is none yet.
        range: Range<usize>,
    },
    /// The left side of a line of `metrics`: an indicator.
    Indicator(Range<usize>),
    /// A period behind an indicator.
    Period {
        /// The indicator.
        indicator: Range<usize>,
        /// The period; empty if there is none yet.
        range: Range<usize>,
    },
    /// The right side of a line of `metrics`.
    Figure {
        /// The indicator.
        indicator: Range<usize>,
        /// The part between commas.
        range: Range<usize>,
    },
}

/// Finds what stands at a byte of a file.
pub fn spot(path: &SourcePath, text: &str, at: usize) -> Option<Spot> {
    let line = line_at(text, at);
    if path.as_str() == config::FILE {
        return in_yaml(text, 0, line, at);
    }
    let front = split_front_matter(path, text).ok()?.yaml;
    if front.contains(&at) || front.end == at {
        return in_yaml(text, front.start, line, at);
    }
    in_block(text, front.end, line, at)
}

fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |before| before + 1);
    let end = text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |length| at + length);
    start..end
}

fn in_yaml(text: &str, front: usize, line: Range<usize>, at: usize) -> Option<Spot> {
    let content = text.get(line.clone())?;
    let indent = indent(content);
    let trail = trail(text.get(front..line.start)?, if at < line.start + indent { at - line.start } else { indent });
    let own = line.start + indent..line.end;
    if trail == ["metrics"] {
        return metric(text, own, at);
    }
    let Some(colon) = colon(text.get(own.clone())?).map(|colon| own.start + colon) else {
        // A line that is no pair is an item of a list, a part of one over several lines, or the beginning of a key.
        let is_item = text.get(line.start..own.start)?.contains('-') || content.contains(['[', ']', '{', '}', ',']);
        return Some(if is_item && !trail.is_empty() {
            within(text, trail, own, at)
        } else {
            Spot::Key { trail, range: trimmed(text, own) }
        });
    };
    if at <= colon {
        return Some(Spot::Key { trail, range: own.start..colon });
    }
    Some(within(text, below(trail, text.get(own.start..colon)?), colon + 1..line.end, at))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '-']).len()
}

/// The keys above a line that is indented so far.
fn trail(above: &str, mut indent: usize) -> Vec<String> {
    let mut trail = Vec::new();
    for line in above.lines().rev().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
        let own = self::indent(line);
        // A list may stand as far to the left as its key.
        let list_below = own == indent.saturating_sub(2) && !line.starts_with([' ', '-']);
        if indent == 0 || (own >= indent && !list_below) {
            continue;
        }
        let Some(key) = line.get(own..).and_then(|rest| rest.get(..colon(rest)?)) else { continue };
        trail.push(key.trim().to_owned());
        indent = own;
    }
    trail.reverse();
    trail
}

fn below(mut trail: Vec<String>, key: &str) -> Vec<String> {
    trail.push(key.trim().trim_matches(['"', '\'']).to_owned());
    trail
}

/// Within a `chart` block of the body lines are keys with values, too.
fn in_block(text: &str, body: usize, line: Range<usize>, at: usize) -> Option<Spot> {
    let before = text.get(body..line.start)?;
    let mut fences = before.lines().filter(|line| line.trim_start().starts_with("```"));
    let open = fences.clone().count() % 2 == 1 && fences.next_back()?.trim() == "```chart";
    let colon = colon(text.get(line.clone())?).map(|colon| line.start + colon).filter(|colon| open && at > *colon)?;
    let trail = vec!["chart".to_owned(), text.get(line.start..colon)?.trim().to_owned()];
    Some(within(text, trail, colon + 1..line.end, at))
}

/// The colon behind a key; a brace or bracket begins a value.
fn colon(line: &str) -> Option<usize> {
    let at = line.find(':').filter(|_| !line.trim_start().starts_with(['{', '[']))?;
    let after = line.get(at + 1..).unwrap_or_default();
    (after.is_empty() || after.starts_with(' ')).then_some(at)
}

/// The value around a place: the whole, an item of a list in brackets, or a key or value of a mapping in braces.
fn within(text: &str, trail: Vec<String>, whole: Range<usize>, at: usize) -> Spot {
    let before = text.get(whole.start..at).unwrap_or_default();
    let Some((opened, bracket)) = innermost(before).map(|(found, bracket)| (whole.start + found + 1, bracket)) else {
        return Spot::Value { trail, range: trimmed(text, whole) };
    };
    let part = between(text, opened..whole.end, at, &[',', '[', ']', '{', '}']);
    if bracket == '[' {
        return Spot::Value { trail, range: trimmed(text, part) };
    }
    // The key before the brace, where that is not the line's own.
    let outer = text.get(whole.start..opened.saturating_sub(1)).unwrap_or_default();
    let outer = outer.trim_end().strip_suffix(':').and_then(|outer| outer.rsplit(['{', ',', '[']).next());
    let trail = outer.map_or(trail.clone(), |key| below(trail, key));
    let content = text.get(part.clone()).unwrap_or_default();
    match colon(content).map(|colon| part.start + colon) {
        Some(colon) if at > colon => {
            let trail = below(trail, text.get(part.start..colon).unwrap_or_default());
            Spot::Value { trail, range: trimmed(text, colon + 1..part.end) }
        }
        Some(colon) => Spot::Key { trail, range: trimmed(text, part.start..colon) },
        None => Spot::Key { trail, range: trimmed(text, part) },
    }
}

/// The last bracket or brace that is open.
fn innermost(before: &str) -> Option<(usize, char)> {
    let mut open = Vec::new();
    for (at, c) in before.char_indices() {
        match c {
            '[' | '{' => open.push((at, c)),
            ']' | '}' => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}

fn metric(text: &str, line: Range<usize>, at: usize) -> Option<Spot> {
    let content = text.get(line.clone()).unwrap_or_default();
    let end = colon(content).map_or(line.end, |colon| line.start + colon);
    let name = text.get(line.start..end).unwrap_or_default();
    let space = name.trim_end().rfind(' ').or_else(|| name.ends_with(' ').then(|| name.trim_end().len()));
    let split = space.map_or(end, |space| line.start + space);
    let indicator = trimmed(text, line.start..split);
    let value = (end + 1).min(line.end)..line.end;
    if at > end && text.get(value.clone())?.trim_start().starts_with('{') {
        let trail = vec!["metrics".to_owned(), text.get(indicator)?.to_owned()];
        return Some(within(text, trail, value, at));
    }
    Some(if at > end {
        Spot::Figure { indicator, range: trimmed(text, between(text, value, at, &[','])) }
    } else if at > split {
        Spot::Period { indicator, range: trimmed(text, split..end) }
    } else {
        Spot::Indicator(indicator)
    })
}

/// The part of a range around a place that has none of these marks.
fn between(text: &str, whole: Range<usize>, at: usize, marks: &[char]) -> Range<usize> {
    let before = text.get(whole.start..at.max(whole.start)).unwrap_or_default();
    let start = before.rfind(marks).map_or(whole.start, |found| whole.start + found + 1);
    let after = text.get(at.max(whole.start)..whole.end).unwrap_or_default();
    start..after.find(marks).map_or(whole.end, |found| at.max(whole.start) + found)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = text.get(range.clone()).unwrap_or_default();
    let inner = inner.split(" #").next().unwrap_or_default();
    let start = range.start + (inner.len() - inner.trim_start().len());
    start..start + inner.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` marks the place; the answer is told with the words that it covers.
    fn check(marked: &str, expect: &str) {
        let at = marked.find('|').unwrap();
        let text = marked.replacen('|', "", 1);
        let words = |range: &Range<usize>| text.get(range.clone()).unwrap().to_owned();
        let told = match spot(&SourcePath::new("content/articles/a.md"), &text, at) {
            None => "nothing".to_owned(),
            Some(Spot::Key { trail, range }) => {
                format!("key {}", [trail.as_slice(), &[words(&range)]].concat().join("."))
            }
            Some(Spot::Value { trail, range }) => format!("{} = {}", trail.join("."), words(&range)),
            Some(Spot::Indicator(range)) => format!("indicator {}", words(&range)),
            Some(Spot::Period { indicator, range }) => format!("period {} of {}", words(&range), words(&indicator)),
            Some(Spot::Figure { indicator, range }) => format!("figure {} of {}", words(&range), words(&indicator)),
        };
        assert_eq!(told, expect, "{marked}");
    }

    #[test]
    fn spots() {
        check("---\ncou|\n---\n", "key cou");
        check("---\ncounty: 庆|云县\n---\n", "county = 庆云县");
        check("---\ncounty: |\n---\n", "county = ");
        check("---\ncounty: [甲县, 乙|]\n---\n", "county = 乙");
        check("---\ncounty:\n- 甲|县\n---\n", "county = 甲县");
        check("---\nmetrics:\n  一般|公共\n---\n", "indicator 一般公共");
        check("---\nmetrics:\n  收入 前11|个月: 1亿元\n---\n", "period 前11个月 of 收入");
        check("---\nmetrics:\n  收入 |\n---\n", "period  of 收入");
        check("---\nmetrics:\n  收入: 10|, +3%\n---\n", "figure 10 of 收入");
        check("---\nmetrics:\n  收入 2023年: 10, |+3%\n---\n", "figure +3% of 收入");
        check("---\ncorrects:\n- {article: 2023-|a, metric: 收入}\n---\n", "corrects.article = 2023-a");
        check("---\ncorrects:\n- {article: a, met|}\n---\n", "key corrects.met");
        check("---\ncorrects:\n- article: 2023-|a\n---\n", "corrects.article = 2023-a");
        check("---\ncorrects:\n  - article: a\n    met|\n---\n", "key corrects.met");
        check("---\ncorrects:\n- me|\n---\n", "corrects = me");
        check("---\nsource: {na|}\n---\n", "key source.na");
        check("---\nsource:\n  name: 德州|\n---\n", "source.name = 德州");
        check("---\nmetrics:\n  收入: {value: 1亿元, sta|}\n---\n", "key metrics.收入.sta");
        check("---\nmetrics:\n  收入: {target: {per|}}\n---\n", "key metrics.收入.target.per");
        check("---\nmetrics:\n  收入:\n    status: 初|\n---\n", "metrics.收入.status = 初");
        check("---\nmetrics:\n  收入: 1亿元\n\n  |\n---\n", "indicator ");
        check("---\na: 1\n---\n\n```chart\ncounty: 甲|\n```\n", "chart.county = 甲");
        check("---\na: 1\n---\n\ncounty: 甲|\n", "nothing");
        check("甲|", "nothing");
    }
}
