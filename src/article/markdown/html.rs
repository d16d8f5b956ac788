//! Writes a body as HTML in the theme's classes: figures with captions, scrolling tables, highlighted code, footnotes.
//!
//! It must not know URLs of the site or how charts are drawn; it asks [`Surroundings`]. No inline style is written:
//! the pages' content security policy forbids it.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::cjk::{Prepared, strip};
use super::footnotes::Footnotes;
use super::heading::HeadingIds;
use super::outline::BlockKind;
use super::table::TableState;
use super::{events, highlight, inline, sanitise};
use crate::config::RawHtml;
use crate::typeset::{escape_into, set_into};

/// How wide the column of the text is (`.prose` of the theme).
const SIZES: &str = "(min-width: 42rem) 38rem, 100vw";

/// What a destination in the text becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A link to this URL.
    Url(String),
    /// No link: the text alone.
    None,
}

/// A picture on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its URL.
    pub src: String,
    /// Its width and height in pixels, if known.
    pub size: Option<(u32, u32)>,
    /// Its smaller and larger forms: URL and width of each.
    pub forms: Vec<(String, u32)>,
}

/// What the writer asks of the page around the text.
pub trait Surroundings {
    /// Where a link leads.
    fn link(&self, to: &str) -> Target;
    /// The picture behind a destination; `None` leaves its alternative text.
    fn picture(&self, to: &str) -> Option<Picture>;
    /// The HTML of a block that stands for something of the site.
    fn block(&self, kind: BlockKind, text: &str) -> String;
    /// What to do with raw HTML.
    fn raw_html(&self) -> RawHtml;
    /// A word of the interface, by the theme's key.
    fn word(&self, key: &str) -> String;
}

/// Renders a body.
#[must_use]
pub fn render(body: &str, around: &dyn Surroundings) -> String {
    let prepared = Prepared::new(body);
    let list: Vec<Event<'_>> = events(&prepared).map(|(event, _)| event).collect();
    let footnotes = Footnotes::find(&list);
    let mut writer = Writer {
        around,
        out: String::with_capacity(body.len() * 3 / 2),
        ids: HeadingIds::default(),
        footnotes,
        table: TableState::default(),
        links: Vec::new(),
        set_aside: Vec::new(),
        has_raw: false,
        has_picture: false,
    };
    writer.run(&list, Part::Text);
    writer.notes(&list);
    writer.finish()
}

/// Whether footnote definitions are passed over (in the text) or are what is being written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Text,
    Note,
}

struct Writer<'a> {
    around: &'a dyn Surroundings,
    out: String,
    ids: HeadingIds,
    footnotes: Footnotes,
    table: TableState,
    /// Links that are open: whether they lead somewhere.
    links: Vec<bool>,
    /// Our own blocks, kept away from the sanitiser.
    set_aside: Vec<String>,
    has_raw: bool,
    has_picture: bool,
}

impl Writer<'_> {
    fn run(&mut self, list: &[Event<'_>], part: Part) {
        let mut i = 0;
        while let Some(event) = list.get(i) {
            i += match event {
                Event::Start(Tag::FootnoteDefinition(_)) if part == Part::Text => skip(list, i),
                Event::Start(Tag::Paragraph) if is_picture_alone(list, i) => self.figure(list, i + 1) + 2,
                Event::Start(Tag::Image { .. }) => self.picture(list, i),
                Event::Start(Tag::Heading { .. }) => self.heading(list, i),
                Event::Start(Tag::CodeBlock(kind)) => self.code_block(list, i, kind),
                Event::SoftBreak => {
                    self.soft_break(list.get(i + 1));
                    1
                }
                other => {
                    self.event(other);
                    1
                }
            };
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(*tag),
            Event::Text(t) => set_into(&strip(t), &mut self.out),
            Event::Code(t) => self.wrapped("code", &strip(t)),
            Event::Html(t) | Event::InlineHtml(t) => self.raw(&strip(t)),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::TaskListMarker(done) => self.task(*done),
            Event::SoftBreak | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn wrapped(&mut self, tag: &str, text: &str) {
        self.out.push_str(&format!("<{tag}>"));
        escape_into(text, &mut self.out);
        self.out.push_str(&format!("</{tag}>"));
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            // Raw HTML that is shown as text is a paragraph of text.
            Tag::HtmlBlock if self.around.raw_html() == RawHtml::Escape => self.out.push_str("<p>"),
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(start)) => self.out.push_str(&format!("<ol start=\"{start}\">\n")),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::Item => self.out.push_str("<li>"),
            Tag::DefinitionList => self.out.push_str("<dl>\n"),
            Tag::DefinitionListTitle => self.out.push_str("<dt>"),
            Tag::DefinitionListDefinition => self.out.push_str("<dd>"),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { dest_url, .. } => self.open_link(&strip(dest_url)),
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                let label = self.around.word("table");
                self.table.open(tag, &label, &mut self.out);
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::HtmlBlock if self.around.raw_html() == RawHtml::Escape => self.out.push_str("</p>\n"),
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::DefinitionList => self.out.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push_str("</dd>\n"),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link if self.links.pop() == Some(true) => {
                self.out.push_str("</a>");
            }
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {
                self.table.close(tag, &mut self.out);
            }
            _ => {}
        }
    }

    fn open_link(&mut self, to: &str) {
        let target = self.around.link(to);
        self.links.push(target != Target::None);
        match target {
            Target::Url(url) => {
                self.out.push_str("<a href=\"");
                escape_into(&url, &mut self.out);
                self.out.push_str("\">");
            }
            Target::None => {}
        }
    }

    /// A picture that is a paragraph of its own: a figure, its title as caption and, behind a bar, credit.
    fn figure(&mut self, list: &[Event<'_>], i: usize) -> usize {
        let title = match list.get(i) {
            Some(Event::Start(Tag::Image { title, .. })) => strip(title).into_owned(),
            _ => String::new(),
        };
        let (caption, credit) = caption(&title);
        self.out.push_str("<figure class=\"fig\">");
        let taken = self.picture(list, i);
        if !title.trim().is_empty() {
            self.out.push_str("<figcaption class=\"src\">");
            escape_into(caption, &mut self.out);
            if let Some(credit) = credit {
                // Feeds are read without our style sheet.
                self.out.push_str(if caption.is_empty() { "" } else { " " });
                self.wrapped("small", credit);
            }
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
        taken
    }

    fn picture(&mut self, list: &[Event<'_>], i: usize) -> usize {
        let taken = skip(list, i);
        let Some(Event::Start(Tag::Image { dest_url, .. })) = list.get(i) else { return taken };
        let alt = plain_text(list.get(i + 1..i + taken - 1).unwrap_or_default());
        match self.around.picture(&strip(dest_url)) {
            Some(picture) => self.img(&picture, &alt),
            None => escape_into(&alt, &mut self.out),
        }
        taken
    }

    fn img(&mut self, picture: &Picture, alt: &str) {
        self.out.push_str("<img src=\"");
        escape_into(&picture.src, &mut self.out);
        self.out.push('"');
        if picture.forms.len() > 1 {
            self.out.push_str(" srcset=\"");
            let forms: Vec<String> =
                picture.forms.iter().map(|(url, width)| format!("{} {width}w", srcset(url))).collect();
            escape_into(&forms.join(", "), &mut self.out);
            self.out.push_str(&format!("\" sizes=\"{SIZES}\""));
        }
        if let Some((width, height)) = picture.size {
            self.out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        self.out.push_str(" alt=\"");
        escape_into(alt, &mut self.out);
        // The first may be what a reader sees first.
        self.out.push_str(if self.has_picture { "\" loading=\"lazy\">" } else { "\">" });
        self.has_picture = true;
    }

    fn heading(&mut self, list: &[Event<'_>], i: usize) -> usize {
        let taken = skip(list, i);
        let Some(Event::Start(Tag::Heading { level, id, .. })) = list.get(i) else { return taken };
        let inner = list.get(i + 1..i + taken - 1).unwrap_or_default();
        let written = id.as_ref().map(|i| strip(i));
        let id = self.ids.next(written.as_deref(), &heading_text(inner));
        // The page's own title is the only h1.
        let level = (*level as usize).max(2);
        self.out.push_str(&format!("<h{level} id=\""));
        escape_into(&id, &mut self.out);
        self.out.push_str("\">");
        self.run(inner, Part::Note);
        self.out.push_str(&format!("</h{level}>\n"));
        taken
    }

    fn code_block(&mut self, list: &[Event<'_>], i: usize, kind: &CodeBlockKind<'_>) -> usize {
        let taken = skip(list, i);
        let text = plain_text(list.get(i + 1..i + taken - 1).unwrap_or_default());
        let info = match kind {
            CodeBlockKind::Fenced(info) => strip(info).into_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        let html = match BlockKind::of(&info) {
            Some(kind) => self.around.block(kind, &text),
            None => highlight::block(&info, &text),
        };
        self.set_aside(html);
        taken
    }

    /// Our own blocks are written as they are, or kept away from the sanitiser by a token.
    fn set_aside(&mut self, html: String) {
        if self.around.raw_html() == RawHtml::Sanitise {
            self.out.push_str(&sanitise::token(self.set_aside.len()));
            self.set_aside.push(html);
        } else {
            self.out.push_str(&html);
        }
    }

    fn soft_break(&mut self, next: Option<&Event<'_>>) {
        let before = self.out.chars().next_back();
        let after = next.and_then(first_char);
        self.out.push_str(inline::soft_break(before, after));
    }

    fn raw(&mut self, html: &str) {
        match self.around.raw_html() {
            RawHtml::Escape => escape_into(html, &mut self.out),
            RawHtml::Sanitise => {
                self.has_raw = true;
                self.out.push_str(html);
            }
        }
    }

    fn task(&mut self, done: bool) {
        let word = self.around.word(if done { "task_done" } else { "task_open" });
        self.out.push_str(if done {
            "<span aria-hidden=\"true\">☑</span>"
        } else {
            "<span aria-hidden=\"true\">☐</span>"
        });
        self.out.push_str("<span class=\"vh\">");
        escape_into(&word, &mut self.out);
        self.out.push_str("</span> ");
    }

    fn footnote_reference(&mut self, label: &str) {
        let word = self.around.word("footnote");
        if let Some(html) = self.footnotes.reference(&strip(label), &word) {
            self.out.push_str(&html);
        }
    }

    fn notes(&mut self, list: &[Event<'_>]) {
        if self.footnotes.is_empty() {
            return;
        }
        let (title, back) = (self.around.word("footnotes"), self.around.word("footnote_back"));
        self.out.push_str("<section class=\"fn\" aria-label=\"");
        escape_into(&title, &mut self.out);
        self.out.push_str("\"><ol>\n");
        let mut n = 0;
        // A note may itself refer to a further note, so the list can grow while it is written.
        while let Some((number, range)) = self.footnotes.note(n) {
            self.out.push_str(&format!("<li id=\"fn{number}\">"));
            self.run(list.get(range).unwrap_or_default(), Part::Note);
            self.out.push_str(&Footnotes::back(number, &back));
            self.out.push_str("</li>\n");
            n += 1;
        }
        self.out.push_str("</ol></section>\n");
    }

    fn finish(self) -> String {
        if self.around.raw_html() == RawHtml::Escape {
            return self.out;
        }
        let clean = if self.has_raw { sanitise::clean(&self.out) } else { self.out };
        sanitise::put_back(&clean, &self.set_aside)
    }
}

/// 图说｜丙 摄: what a picture shows, and whose it is.
fn caption(title: &str) -> (&str, Option<&str>) {
    let (caption, credit) = title.rsplit_once(['｜', '|']).unwrap_or((title, ""));
    (caption.trim(), Some(credit.trim()).filter(|credit| !credit.is_empty()))
}

/// A URL for a list that is parted by commas: one at its end would part it.
fn srcset(url: &str) -> String {
    url.replace(',', "%2C")
}

/// How many events the element beginning at `i` has, its end included.
fn skip(list: &[Event<'_>], i: usize) -> usize {
    let mut depth = 0usize;
    for (n, event) in list.iter().enumerate().skip(i) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return n - i + 1;
        }
    }
    list.len() - i
}

fn is_picture_alone(list: &[Event<'_>], i: usize) -> bool {
    matches!(list.get(i + 1), Some(Event::Start(Tag::Image { .. })))
        && matches!(list.get(i + 1 + skip(list, i + 1)), Some(Event::End(TagEnd::Paragraph)))
}

fn first_char(event: &Event<'_>) -> Option<char> {
    match event {
        Event::Text(t) | Event::Code(t) => strip(t).chars().next(),
        _ => None,
    }
}

fn plain_text(list: &[Event<'_>]) -> String {
    list.iter().filter_map(|e| super::text_of(e).map(std::borrow::Cow::into_owned)).collect()
}

fn heading_text(list: &[Event<'_>]) -> String {
    plain_text(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Page(RawHtml);

    impl Surroundings for Page {
        fn link(&self, to: &str) -> Target {
            if to == "gone.md" { Target::None } else { Target::Url(to.to_owned()) }
        }

        fn picture(&self, to: &str) -> Option<Picture> {
            (to != "gone.png").then(|| Picture { src: format!("assets/{to}"), size: None, forms: Vec::new() })
        }

        fn block(&self, _: BlockKind, text: &str) -> String {
            format!("<svg>{text}</svg>\n")
        }

        fn raw_html(&self) -> RawHtml {
            self.0
        }

        fn word(&self, key: &str) -> String {
            key.to_owned()
        }
    }

    #[track_caller]
    fn check(raw: RawHtml, body: &str, expect: &str) {
        assert_eq!(render(body, &Page(raw)), expect, "{body}");
    }

    #[test]
    fn raw_html_is_text_unless_allowed() {
        check(RawHtml::Escape, "甲<b>乙</b>", "<p>甲&lt;b&gt;乙&lt;/b&gt;</p>\n");
        check(RawHtml::Sanitise, "甲<b onclick=\"x()\">乙</b>", "<p>甲<b>乙</b></p>\n");
        check(RawHtml::Sanitise, "甲<script>alert(1)</script>", "<p>甲</p>\n");
        check(RawHtml::Sanitise, "<p style=\"color:red\">甲</p>", "<p>甲</p>");
        check(RawHtml::Sanitise, "<a href=\"javascript:x\">甲</a>", "<p><a>甲</a></p>\n");
    }

    #[test]
    fn our_own_blocks_pass_the_sanitiser() {
        let body = "甲<b>乙</b>\n\n```chart\nx\n```\n";
        check(RawHtml::Sanitise, body, "<p>甲<b>乙</b></p>\n<svg>x\n</svg>\n");
    }

    #[test]
    fn emphasis_beside_chinese_punctuation() {
        check(RawHtml::Escape, "这是**“强调”**文字", "<p>这是<strong>“强调”</strong>文字</p>\n");
        check(RawHtml::Escape, "**数据来源：**统计局", "<p><strong>数据来源：</strong>统计局</p>\n");
        check(RawHtml::Escape, "增长**6.5%**其中", "<p>增长<strong>6.5%</strong>其中</p>\n");
        check(RawHtml::Escape, "~~（删除）~~文字", "<p><del>（删除）</del>文字</p>\n");
    }

    #[test]
    fn captions_and_credits() {
        let figure =
            |inner: &str| format!("<figure class=\"fig\"><img src=\"assets/a.png\" alt=\"图\">{inner}</figure>\n");
        check(RawHtml::Escape, "![图](a.png)", &figure(""));
        let both = figure("") + &figure("").replace("图\"", "图\" loading=\"lazy\"");
        check(RawHtml::Escape, "![图](a.png)\n\n![图](a.png)", &both);
        let said = figure("<figcaption class=\"src\">开工 <small>丙 摄</small></figcaption>");
        check(RawHtml::Escape, "![图](a.png \"开工｜丙 摄\")", &said);
        check(RawHtml::Escape, "![图](a.png \"开工 | 丙 摄\")", &said);
        let own = figure("<figcaption class=\"src\"><small>丙 摄</small></figcaption>");
        check(RawHtml::Escape, "![图](a.png \"｜丙 摄\")", &own);
    }

    #[test]
    fn line_breaks_and_missing_things() {
        check(RawHtml::Escape, "全县\n收入", "<p>全县收入</p>\n");
        check(RawHtml::Escape, "two\nwords", "<p>two\nwords</p>\n");
        check(RawHtml::Escape, "[甲](gone.md)乙", "<p>甲乙</p>\n");
        check(RawHtml::Escape, "![图](gone.png)", "<figure class=\"fig\">图</figure>\n");
    }
}
