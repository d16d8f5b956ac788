//! A body as plain text, for the search: what a reader sees, a block a line, with alternative texts and table cells.
//! Blocks that stand for something of the site (charts, metrics) have none.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::cjk::{Prepared, strip};
use super::outline::BlockKind;
use super::{events, inline};
use crate::config::RawHtml;

/// The text of a body.
#[must_use]
pub fn plain(body: &str, raw: RawHtml) -> String {
    let prepared = Prepared::new(body);
    let mut text = Plain { out: String::with_capacity(body.len()), raw, in_block: false, pending: false };
    for (event, _) in events(&prepared) {
        text.take(&event);
    }
    text.out.truncate(text.out.trim_end().len());
    text.out
}

struct Plain {
    out: String,
    raw: RawHtml,
    /// Inside a block that stands for something else.
    in_block: bool,
    /// After a soft break, until it is known what follows.
    pending: bool,
}

impl Plain {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => self.in_block = BlockKind::of(info).is_some(),
            Event::End(TagEnd::CodeBlock) => {
                self.in_block = false;
                self.line();
            }
            Event::Text(t) | Event::Code(t) if !self.in_block => self.text(&strip(t)),
            Event::Html(t) | Event::InlineHtml(t) => self.html(&strip(t)),
            Event::SoftBreak => self.pending = true,
            Event::HardBreak | Event::Rule => self.line(),
            Event::End(tag) if ends_line(*tag) => self.line(),
            Event::End(TagEnd::TableCell) => self.out.push('\t'),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if std::mem::take(&mut self.pending) {
            let broken = inline::soft_break(self.out.chars().next_back(), text.chars().next());
            self.out.push_str(if broken.is_empty() { "" } else { " " });
        }
        self.out.push_str(text);
    }

    /// Raw HTML is text where the site shows it as such; else its tags are left out.
    fn html(&mut self, html: &str) {
        if self.raw == RawHtml::Escape {
            return self.text(html);
        }
        let mut in_tag = false;
        let shown: String = html
            .chars()
            .filter(|c| {
                let was = in_tag;
                in_tag = (in_tag || *c == '<') && *c != '>';
                !was && !in_tag && *c != '>'
            })
            .collect();
        self.text(&shown);
    }

    fn line(&mut self) {
        self.pending = false;
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }
}

fn ends_line(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image | TagEnd::TableCell
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, raw: RawHtml, expect: &str) {
        assert_eq!(plain(body, raw), expect, "{body}");
    }

    #[test]
    fn text_as_it_is_read() {
        let escape = RawHtml::Escape;
        check("# 题\n\n**财政**收入[增长](a.md)10%。\n达到\n新高", escape, "题\n财政收入增长10%。达到新高");
        check("![机场跑道](a.jpg \"图注\")", escape, "机场跑道");
        check("| 项 | 值 |\n|---|---|\n| 产值 | 3 |", escape, "项\t值\t\n产值\t3");
        check("- 一\n- 二", escape, "一\n二");
        check("```chart\ncounty: x\n```\n\n```rust\nlet a;\n```", escape, "let a;");
        check("甲[^1]\n\n[^1]: 注文", escape, "甲\n注文");
        check("a <b>c</b>", escape, "a <b>c</b>");
        check("a <b>c</b>", RawHtml::Sanitise, "a c");
        check("one\ntwo", escape, "one two");
    }
}
