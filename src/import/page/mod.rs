//! Saved web pages with a news article → story. What is not the article is left out and named; what the page claims of
//! itself (its title) is believed only where the article bears it out. Must not know Markdown or the disk.

mod clean;
mod flow;
mod inline;
mod main_text;
mod parse;
mod table;
mod title;

use super::fault::{Fault, Part, Remark};
use super::story::Story;
use super::tree::Element;
use super::{byline, headline};

/// What is left out of a page, in the order met: the part and its words.
type Dropped = Vec<(Part, String)>;

/// Reads a page.
///
/// # Errors
/// When it is hostile or there is no text in it.
pub fn read(text: &str) -> Result<Story, Fault> {
    let mut dropped = Dropped::new();
    let page = parse::read(text, &mut dropped)?;
    let head = title::Head::of(&page);
    let body = clean::body(&page, &mut dropped);
    let main = main_text::find(&body).ok_or(Fault::Empty)?;
    let mut story = Story::default();
    let found = title::find(&head, &body, &main);
    let around = main_text::around(&body, &main, &found);
    around.bylines.into_iter().for_each(|line| byline::add(&mut story, line));
    flow::read(main.element, &mut story, &mut dropped);
    title::settle(found, &mut story);
    byline::take(&mut story);
    headline::settle_levels(&mut story.blocks);
    story.date = story.date.or(head.date);
    dropped.extend(around.others.into_iter().map(|words| (Part::Outside, words)));
    story.remarks.splice(0..0, super::remarks(&dropped));
    Ok(story)
}

/// Words of class and id, in lower case: `article-Content_1` → article, content, 1.
fn words(element: &Element) -> Vec<String> {
    let names = [element.attribute("class"), element.attribute("id"), Some(element.name.as_str())];
    let all = names.into_iter().flatten().collect::<Vec<_>>().join(" ").to_lowercase();
    all.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether an element stands in the flow of text.
fn is_inline(element: &Element) -> bool {
    matches!(
        element.name.as_str(),
        "a" | "b"
            | "strong"
            | "i"
            | "em"
            | "u"
            | "s"
            | "span"
            | "font"
            | "sup"
            | "sub"
            | "small"
            | "big"
            | "br"
            | "img"
            | "mark"
            | "code"
            | "abbr"
            | "time"
            | "label"
            | "ruby"
            | "rb"
            | "q"
            | "cite"
            | "wbr"
            | "o"
    )
}

/// A title that the page bears out, or one that is not believed.
fn doubt(title: &str) -> Option<Remark> {
    (!title.is_empty()).then(|| Remark::Title(title.to_owned()))
}
