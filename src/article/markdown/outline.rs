//! One pass over a body for what the site must know of it: headings, links, pictures, blocks, an excerpt, its length.
//! Keeps no HTML.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::cjk::{Prepared, strip};
use super::heading::HeadingIds;
use super::{events, text_of};

/// Longest excerpt, in characters.
const EXCERPT: usize = 90;

/// What the site knows of a body without rendering it. Offsets count from the body's beginning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Headings in order.
    pub headings: Vec<Heading>,
    /// Links and pictures in order.
    pub links: Vec<LinkRef>,
    /// `chart` and `metrics` blocks in order.
    pub blocks: Vec<Block>,
    /// The first paragraph, cut at a sentence or at 90 characters.
    pub excerpt: String,
    /// Characters of text, without white space.
    pub characters: usize,
    /// Whether a code block names a language, so that the page needs the highlighting styles.
    pub has_code: bool,
    /// References to footnotes that are not there: label and place.
    pub lost_footnotes: Vec<(String, Range<usize>)>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its id on the page.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// What a reference is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// A link.
    Link,
    /// A picture, with or without alternative text.
    Picture {
        /// Whether `![…]` says anything.
        has_alt: bool,
    },
}

/// A link or picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRef {
    /// The destination as written.
    pub to: String,
    /// Its place.
    pub range: Range<usize>,
    /// Link or picture.
    pub kind: LinkKind,
}

/// The kinds of blocks that stand for something of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A chart of one series.
    Chart,
    /// The article's key figures.
    Metrics,
}

impl BlockKind {
    /// The kind for a fence's info string.
    #[must_use]
    pub fn of(info: &str) -> Option<Self> {
        match info.split_whitespace().next()? {
            "chart" => Some(Self::Chart),
            "metrics" => Some(Self::Metrics),
            _ => None,
        }
    }
}

/// A fenced block that stands for something of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it asks for.
    pub kind: BlockKind,
    /// Its lines.
    pub text: String,
    /// The place of its lines.
    pub range: Range<usize>,
}

/// Reads a body's outline.
#[must_use]
pub fn read(body: &str) -> Outline {
    let prepared = Prepared::new(body);
    let mut pass = Pass::default();
    for (event, range) in events(&prepared) {
        pass.take(&event, prepared.origin(range), body);
    }
    pass.outline.shrink();
    pass.outline
}

impl Outline {
    /// A site keeps the outlines of all its bodies.
    fn shrink(&mut self) {
        self.headings.shrink_to_fit();
        self.links.shrink_to_fit();
        self.excerpt.shrink_to_fit();
    }
}

#[derive(Default)]
struct Pass {
    outline: Outline,
    ids: HeadingIds,
    heading: Option<(Option<String>, String)>,
    picture: Option<(String, Range<usize>, bool)>,
    block: Option<Block>,
    in_code: bool,
    paragraph: Option<String>,
    depth: usize,
}

impl Pass {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>, body: &str) {
        match event {
            Event::Start(tag) => self.open(tag, range),
            Event::End(tag) => self.close(*tag),
            Event::Text(_) | Event::Code(_) => {
                let text = text_of(event).unwrap_or_default();
                lost_footnotes(&text, &range, body, &mut self.outline.lost_footnotes);
                self.text(&text, range);
            }
            Event::SoftBreak | Event::HardBreak => self.text_break(),
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { id, .. } => self.heading = Some((id.as_ref().map(|i| strip(i).into_owned()), String::new())),
            Tag::Paragraph if self.depth == 0 && self.outline.excerpt.is_empty() => {
                self.paragraph = Some(String::new());
            }
            Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_) | Tag::Table(_) => self.depth += 1,
            Tag::Link { link_type, dest_url, .. } => self.link(*link_type, dest_url, range),
            Tag::Image { dest_url, .. } => self.picture = Some((strip(dest_url).into_owned(), range, false)),
            Tag::CodeBlock(kind) => self.code(kind, range),
            _ => {}
        }
    }

    fn link(&mut self, link_type: LinkType, to: &str, range: Range<usize>) {
        if !matches!(link_type, LinkType::Autolink | LinkType::Email) {
            self.outline.links.push(LinkRef { to: strip(to).into_owned(), range, kind: LinkKind::Link });
        }
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        self.in_code = true;
        let CodeBlockKind::Fenced(info) = kind else { return };
        match BlockKind::of(&strip(info)) {
            Some(kind) => self.block = Some(Block { kind, text: String::new(), range: range.start..range.start }),
            None => self.outline.has_code |= !info.trim().is_empty(),
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition | TagEnd::Table => {
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::Image => {
                if let Some((to, range, has_alt)) = self.picture.take() {
                    self.outline.links.push(LinkRef { to, range, kind: LinkKind::Picture { has_alt } });
                }
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.outline.blocks.extend(self.block.take());
            }
            _ => {}
        }
    }

    fn end_heading(&mut self) {
        if let Some((written, text)) = self.heading.take() {
            let id = self.ids.next(written.as_deref(), &text);
            self.outline.headings.push(Heading { id, text });
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(text) = self.paragraph.take() {
            self.outline.excerpt = cut(text.trim());
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(block) = &mut self.block {
            if block.text.is_empty() {
                block.range = range.clone();
            }
            block.text.push_str(text);
            block.range.end = range.end;
            return;
        }
        if let Some((_, _, has_alt)) = &mut self.picture {
            *has_alt |= !text.trim().is_empty();
            return;
        }
        if let Some((_, heading)) = &mut self.heading {
            heading.push_str(text);
        } else if let Some(paragraph) = &mut self.paragraph {
            paragraph.push_str(text);
        }
        if !self.in_code {
            self.outline.characters += text.chars().filter(|c| !c.is_whitespace()).count();
        }
    }

    fn text_break(&mut self) {
        if let Some(paragraph) = &mut self.paragraph {
            let joins = paragraph.chars().next_back().is_some_and(super::is_cjk);
            if !joins {
                paragraph.push(' ');
            }
        }
    }
}

/// The parser leaves a reference to a missing footnote as plain text, `[^1]`.
fn lost_footnotes(text: &str, range: &Range<usize>, body: &str, out: &mut Vec<(String, Range<usize>)>) {
    // The parser hands over `[`, `^1` and `]` separately, so the source around the text is looked at.
    let Some(label) = text.strip_prefix('^') else { return };
    let opened = body.get(..range.start).is_some_and(|b| b.ends_with('['));
    let closed = body.get(range.end..).is_some_and(|b| b.starts_with(']'));
    if opened && closed && !label.is_empty() {
        out.push((label.to_owned(), range.start - 1..range.end + 1));
    }
}

/// At most [`EXCERPT`] characters, preferably whole sentences.
fn cut(text: &str) -> String {
    if text.chars().count() <= EXCERPT {
        return text.to_owned();
    }
    let head: String = text.chars().take(EXCERPT).collect();
    match head.rfind(['。', '！', '？', '；']) {
        Some(at) if at > head.len() / 3 => {
            let end = at + '。'.len_utf8();
            head.get(..end).unwrap_or(&head).to_owned()
        }
        _ => head + "…",
    }
}
