//! A rough look at a template's tags, for hints alone: good enough to say which tag was left open.

use std::ops::Range;

/// A tag `{% word …`: its first word and where that stands.
pub(super) struct Tag<'a> {
    pub(super) word: &'a str,
    pub(super) range: Range<usize>,
    /// Whether the tag opens a body even though its word often does not: `{% set x %}`.
    has_assignment: bool,
}

/// The tags of `text`, in order. Comments are passed over.
pub(super) fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let start = at + rest.find("{%").map_or(rest.len(), |i| skip_comment(rest, i));
            let tag = read_tag(text, start)?;
            at = tag.range.end;
            if !tag.word.is_empty() {
                return Some(tag);
            }
        }
    })
}

/// Where the tag at `found` begins, or the next one if a comment holds it.
fn skip_comment(rest: &str, found: usize) -> usize {
    let open = rest.get(..found).and_then(|before| before.rfind("{#"));
    let close = open.and_then(|open| rest.get(open..)?.find("#}").map(|i| open + i));
    match close {
        Some(close) if close > found => rest.get(close..).and_then(|r| r.find("{%")).map_or(rest.len(), |i| close + i),
        _ => found,
    }
}

fn read_tag(text: &str, start: usize) -> Option<Tag<'_>> {
    let inside = text.get(start + 2..)?;
    let lead = inside.len() - inside.trim_start_matches(['-', ' ', '\t', '\n', '\r']).len();
    let word_start = start + 2 + lead;
    let rest = text.get(word_start..)?;
    let word_len = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let tag_end = rest.find("%}").unwrap_or(rest.len());
    Some(Tag {
        word: rest.get(..word_len)?,
        range: word_start..word_start + word_len.max(1).min(rest.len()),
        has_assignment: rest.get(..tag_end)?.contains('='),
    })
}

/// The innermost tag that is still open at byte `until`.
pub(super) fn left_open(text: &str, until: usize) -> Option<Tag<'_>> {
    let mut open: Vec<Tag<'_>> = Vec::new();
    for tag in tags(text).take_while(|tag| tag.range.start < until) {
        if let Some(closed) = tag.word.strip_prefix("end") {
            if open.last().is_some_and(|last| last.word == closed) {
                open.pop();
            }
        } else if opens(&tag) {
            open.push(tag);
        }
    }
    open.pop()
}

fn opens(tag: &Tag<'_>) -> bool {
    match tag.word {
        "if" | "for" | "block" | "component" | "filter" => true,
        "set" | "set_global" => !tag.has_assignment,
        _ => false,
    }
}

/// The line of byte `at`, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).map_or(1, |before| before.matches('\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(left_open(text, text.len()).map(|tag| tag.word), expect, "{text}");
    }

    #[test]
    fn the_innermost_open_tag_is_found() {
        check("{% block a %}{% if x %}{% endblock %}", Some("if"));
        check("{% if a %}{% endif %}{% for x in y %}", Some("for"));
        check("{% if a %}{% elif b %}{% else %}{% endif %}", None);
        check("{% set a = 1 %}{% if a %}", Some("if"));
        check("{%- if a -%}", Some("if"));
    }

    #[test]
    fn comments_do_not_count() {
        check("{# {% if a %} #}{% block b %}", Some("block"));
        check("{# {% if a %} #}", None);
        check("", None);
    }
}
