//! Which element of a page holds the article: the one with most text in its own paragraphs. And what stands around it.

use super::is_inline;
use super::title::Found;
use crate::import::byline::{self, Byline};
use crate::import::tree::{Element, Node};

/// Shorter paragraphs say nothing about where the article is.
const LEAST: usize = 8;

/// An element in the order of the page.
#[derive(Clone, Copy)]
pub struct Placed<'p> {
    /// The element.
    pub element: &'p Element,
    /// Its number in the order of the page.
    pub at: usize,
    /// The number after all that is in it.
    pub end: usize,
    /// The number of its parent.
    pub parent: usize,
}

/// All elements in the order of the page.
pub fn placed(body: &Element) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    place(body, 0, &mut all);
    all
}

fn place<'p>(element: &'p Element, parent: usize, all: &mut Vec<Placed<'p>>) {
    let at = all.len();
    all.push(Placed { element, at, end: at, parent });
    element.elements().for_each(|inner| place(inner, at, all));
    let end = all.len();
    if let Some(own) = all.get_mut(at) {
        own.end = end;
    }
}

/// The element with the article.
pub fn find(body: &Element) -> Option<Placed<'_>> {
    let all = placed(body);
    let mut scores = vec![0_usize; all.len()];
    for one in &all {
        let own = flowing(one.element);
        if own < LEAST || is_inline(one.element) {
            continue;
        }
        // An element with text of its own is a paragraph, or holds lines parted by breaks.
        if !matches!(one.element.name.as_str(), "p" | "li" | "h1" | "h2" | "h3" | "h4") {
            add(&mut scores, one.at, own);
        }
        add(&mut scores, one.parent, own);
        let above = all.get(one.parent).map_or(0, |parent| parent.parent);
        add(&mut scores, above, own / 2);
    }
    let best = scores.iter().copied().max().filter(|best| *best > 0)?;
    let at = scores.iter().position(|score| *score == best)?;
    all.get(at).copied()
}

fn add(scores: &mut [usize], at: usize, own: usize) {
    if let Some(score) = scores.get_mut(at) {
        *score += own;
    }
}

/// Letters that flow in an element itself, not in blocks within it; links aside.
fn flowing(element: &Element) -> usize {
    element
        .children
        .iter()
        .map(|node| match node {
            Node::Text(text) => text.chars().filter(|c| c.is_alphanumeric()).count(),
            Node::Element(inner) if inner.name != "a" && is_inline(inner) => flowing(inner),
            Node::Element(_) => 0,
        })
        .sum()
}

/// What stands around the article.
pub struct Around {
    /// Lines that say who wrote it and when.
    pub bylines: Vec<Byline>,
    /// All else, line by line.
    pub others: Vec<String>,
}

/// Sorts what stands outside of the article, title and lines around it aside.
pub fn around(body: &Element, main: &Placed<'_>, found: &Found) -> Around {
    let mut around = Around { bylines: Vec::new(), others: Vec::new() };
    let all = placed(body);
    let mut passed = 0;
    for one in &all {
        let is_outside = one.end <= main.at || one.at >= main.end;
        let text = line(one.element);
        if one.at < passed || !is_outside || text.is_empty() || holds_blocks(one.element) {
            continue;
        }
        passed = one.end;
        match byline::read(&text) {
            Some(byline) => around.bylines.push(byline),
            None if found.has(&text) => {}
            None => around.others.push(text),
        }
    }
    around
}

fn holds_blocks(element: &Element) -> bool {
    element.elements().any(|inner| !is_inline(inner) || holds_blocks(inner))
}

/// The words of an element in one line.
pub fn line(element: &Element) -> String {
    let mut words = String::new();
    spaced(element, &mut words);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Elements in a row are parted by a blank, so that a byline's parts stay apart.
fn spaced(element: &Element, out: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(inner) => {
                out.push(' ');
                spaced(inner, out);
                out.push(' ');
            }
        }
    }
}
