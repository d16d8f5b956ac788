//! Markdown: one way of parsing, used twice. When a file is read, [`outline`] collects what the site needs to know
//! (headings, links, pictures, blocks, an excerpt); when a page is rendered, [`render`] writes it.
//!
//! It must not know what a link leads to or how a chart is drawn: the renderer asks [`Surroundings`].

mod chart_block;
mod cjk;
mod footnotes;
mod heading;
mod highlight;
mod html;
mod inline;
mod outline;
mod plain;
mod sanitise;
mod table;

use pulldown_cmark::{Event, OffsetIter, Options, Parser};

pub use chart_block::{ChartKind, ChartWish};
pub use cjk::{Prepared, is_cjk};
pub use html::{Picture, Surroundings, Target, render};
pub use outline::{Block, BlockKind, Heading, LinkKind, LinkRef, Outline, read as outline};
pub use plain::plain;

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

/// The events of a prepared body with their offsets in it.
fn events<'a>(prepared: &'a Prepared<'_>) -> OffsetIter<'a> {
    Parser::new_ext(&prepared.text, options()).into_offset_iter()
}

/// The event's text content, if it is text.
fn text_of<'e>(event: &'e Event<'_>) -> Option<std::borrow::Cow<'e, str>> {
    match event {
        Event::Text(t) | Event::Code(t) => Some(cjk::strip(t)),
        _ => None,
    }
}
