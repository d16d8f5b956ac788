//! HTML text → tree, without what a reader does not see. A page made to keep a parser busy is refused on the way.

use std::collections::BTreeSet;

use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use scraper::{Html, HtmlTreeSink, Node, Selector};

use super::Dropped;
use crate::import::fault::{Fault, Part};
use crate::import::tree::{Builder, Element, MAX_ATTRIBUTES, MAX_DEPTH};

/// A saved page with its pictures inside it.
const MAX_SIZE: usize = 12 << 20;
/// Ten times what a page of news has.
const MAX_NODES: usize = 100_000;
/// Between two pieces the tree is measured.
const PIECE: usize = 1024;
/// More rules than these are not looked through for what they hide.
const MAX_RULES: usize = 200;
/// Longer ones are made to be slow.
const LONGEST_SELECTOR: usize = 200;
/// Elements that show nothing, or nothing of the article.
const MUTE: [&str; 17] = [
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "audio", "video", "link",
    "meta", "input", "select", "textarea", "button",
];

/// Reads a page. What stands before it, and what it hides, goes to `dropped`.
///
/// # Errors
/// When it is made to keep a parser busy.
pub fn read(text: &str, dropped: &mut Dropped) -> Result<Element, Fault> {
    if text.len() > MAX_SIZE || has_crowded_tag(text) {
        return Err(Fault::TooMany);
    }
    let html = parse(own(text, dropped)?)?;
    let hidden = hidden(&html);
    let mut tree = Builder::new();
    copy(html.tree.root(), &hidden, &mut tree, dropped)?;
    tree.finish()
}

/// The page without what stands before its own beginning.
fn own<'t>(text: &'t str, dropped: &mut Dropped) -> Result<&'t str, Fault> {
    let text = text.trim_start_matches('\u{feff}');
    let lower = text.get(..text.len().min(200_000)).map_or_else(|| text.to_ascii_lowercase(), str::to_ascii_lowercase);
    let Some(start) = lower.find("<!doctype").or_else(|| lower.find("<html")) else { return Ok(text) };
    let (before, page) = text.split_at(start);
    let words = parse(before)?.root_element().text().collect::<String>();
    if !words.trim().is_empty() {
        dropped.push((Part::Injected, words));
    }
    Ok(page)
}

fn parse(text: &str) -> Result<Html, Fault> {
    let mut parser = driver::parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let mut at = PIECE.min(rest.len());
        while !rest.is_char_boundary(at) {
            at += 1;
        }
        let (piece, after) = rest.split_at(at);
        parser.process(StrTendril::from(piece));
        measure(&parser.tokenizer.sink.sink.0.borrow())?;
        rest = after;
    }
    Ok(parser.finish())
}

fn measure(html: &Html) -> Result<(), Fault> {
    let nodes = html.tree.nodes();
    if nodes.len() > MAX_NODES {
        return Err(Fault::TooMany);
    }
    let deepest = nodes.rev().take(8).map(|node| node.ancestors().take(2 * MAX_DEPTH).count()).max();
    if deepest.unwrap_or_default() > MAX_DEPTH { Err(Fault::TooDeep) } else { Ok(()) }
}

/// Whether a tag has more attributes than a tag has. Looks at the text as the parser does, quotes included.
fn has_crowded_tag(text: &str) -> bool {
    let mut parts = Tag::None;
    let mut count = 0;
    let mut before = ' ';
    for c in text.chars() {
        parts = match (parts, c) {
            (Tag::None, c) if before == '<' && c.is_ascii_alphabetic() => {
                count = 0;
                Tag::Open
            }
            (Tag::Open, '>') => Tag::None,
            (Tag::Open, '"' | '\'') if before == '=' => Tag::Quoted(c),
            (Tag::Quoted(quote), c) if c == quote => Tag::Open,
            (same, _) => same,
        };
        if parts == Tag::Open && (c.is_whitespace() || matches!(c, '/' | '"' | '\'')) {
            count += 1;
            if count > 2 * MAX_ATTRIBUTES {
                return true;
            }
        }
        before = c;
    }
    false
}

#[derive(Clone, Copy, PartialEq)]
enum Tag {
    None,
    Open,
    Quoted(char),
}

/// What the page's own style sheet hides.
fn hidden(html: &Html) -> BTreeSet<usize> {
    let Ok(sheets) = Selector::parse("style") else { return BTreeSet::new() };
    let rules: String =
        html.select(&sheets).flat_map(|sheet| sheet.text().map(str::to_owned).collect::<Vec<_>>()).collect();
    let hiding = rules.split('}').take(MAX_RULES).filter_map(|rule| rule.rsplit_once('{'));
    let is_simple = |selector: &str| selector.len() <= LONGEST_SELECTOR && !selector.contains(":has");
    let hiding = hiding.filter(|(selector, style)| is_simple(selector) && hides(style)).map(|(selector, _)| selector);
    let selectors = hiding.filter_map(|selector| Selector::parse(selector.rsplit("*/").next()?.trim()).ok());
    let mut hidden = BTreeSet::new();
    for selector in selectors {
        hidden.extend(html.select(&selector).map(|element| place(&element)));
    }
    hidden
}

/// A number that stands for a node as long as its tree does.
fn place(node: &ego_tree::NodeRef<'_, Node>) -> usize {
    std::ptr::from_ref(node.value()).addr()
}

/// Whether a style keeps something from being seen.
fn hides(style: &str) -> bool {
    let style: String = style.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let has = |rule: &str| style.split(';').any(|own| own.trim_end_matches("!important") == rule);
    let shifted = |name: &str| {
        style
            .split(';')
            .any(|own| own.strip_prefix(name).is_some_and(|value| value.starts_with(":-") && value.len() > 6))
    };
    ["display:none", "visibility:hidden", "opacity:0", "font-size:0", "font-size:0px", "height:0", "width:0"]
        .into_iter()
        .any(has)
        || shifted("left")
        || shifted("top")
        || shifted("text-indent")
        || shifted("margin-left")
}

fn is_hidden(element: &scraper::node::Element) -> bool {
    element.attr("hidden").is_some() || element.attr("style").is_some_and(hides)
}

fn copy(
    node: ego_tree::NodeRef<'_, Node>,
    hidden: &BTreeSet<usize>,
    tree: &mut Builder,
    dropped: &mut Dropped,
) -> Result<(), Fault> {
    for child in node.children() {
        match child.value() {
            Node::Text(text) => tree.text(text)?,
            Node::Element(element) if MUTE.contains(&element.name()) && element.name() != "meta" => {}
            Node::Element(element) if is_hidden(element) || hidden.contains(&place(&child)) => {
                dropped.push((Part::Hidden, words_below(child)));
            }
            Node::Element(element) => {
                let mut copied = Element::new(element.name());
                copied.attributes = element.attrs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
                tree.open(copied)?;
                copy(child, hidden, tree, dropped)?;
                tree.close()?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn words_below(node: ego_tree::NodeRef<'_, Node>) -> String {
    let texts = node.descendants().filter_map(|inner| inner.value().as_text().map(|text| &**text));
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expect: Result<(), Fault>) {
        assert_eq!(read(page, &mut Dropped::new()).map(|_| ()), expect);
    }

    #[test]
    fn busy_pages_are_refused() {
        check("<p>甲</p>", Ok(()));
        check(&"<div>".repeat(100_000), Err(Fault::TooDeep));
        check(&"<b x=1><i>".repeat(100_000), Err(Fault::TooDeep));
        check(&"<br>".repeat(MAX_NODES + 1), Err(Fault::TooMany));
        check(&format!("<a {}>", "a ".repeat(100_000)), Err(Fault::TooMany));
        check(&format!("<a{}>", "/a".repeat(100_000)), Err(Fault::TooMany));
        check(&"甲".repeat(MAX_SIZE), Err(Fault::TooMany));
    }

    #[test]
    fn what_hides() {
        for (style, expect) in
            [("Display : none !important", true), ("left:-9999px", true), ("opacity:0.5", false), ("top:-1px", false)]
        {
            assert_eq!(hides(style), expect, "{style}");
        }
    }
}
