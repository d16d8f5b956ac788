//! The article's element → blocks, as a browser would lay them out.

use super::inline::{Look, paragraphs, push};
use super::{Dropped, is_inline, table, words};
use crate::import::fault::Part;
use crate::import::gather::{Item, gather};
use crate::import::picture;
use crate::import::story::{Block, Figure, Line, List, Piece, Story, Wanted, plain};
use crate::import::tree::{Element, Node};

const CAPTIONS: [&str; 12] = [
    "caption",
    "figcaption",
    "imgdesc",
    "picdesc",
    "tushuo",
    "pictext",
    "imgtext",
    "photodesc",
    "imagecaption",
    "zhushi",
    "desc",
    "picnote",
];
/// A centred line under a picture that is no longer than this is its caption.
const LONGEST_CAPTION: usize = 80;

/// Reads the article into the story's blocks.
pub fn read(main: &Element, story: &mut Story, dropped: &mut Dropped) {
    let mut flow = Flow { items: Vec::new(), line: Line::new(), wanted: Vec::new(), dropped };
    flow.walk(main, &Look::default());
    flow.flush(false);
    story.wanted = std::mem::take(&mut flow.wanted);
    story.blocks = gather(flow.items);
}

/// What was met so far.
pub struct Flow<'d> {
    items: Vec<Item>,
    line: Line,
    wanted: Vec<Wanted>,
    dropped: &'d mut Dropped,
}

impl Flow<'_> {
    fn walk(&mut self, element: &Element, look: &Look) {
        for node in &element.children {
            match node {
                Node::Text(text) => push(&mut self.line, text, look),
                Node::Element(inner) => self.element(inner, look),
            }
        }
    }

    fn element(&mut self, element: &Element, look: &Look) {
        match element.name.as_str() {
            "br" => self.line.push(Piece::Break),
            "img" => self.picture(element),
            "table" => self.table(element, look),
            "ul" | "ol" => {
                self.flush(false);
                let list = self.list(element);
                self.items.extend(list.map(|list| Item::Block(Block::List(list))));
            }
            "blockquote" => {
                self.flush(false);
                let inner = self.blocks(element);
                self.items.push(Item::Block(Block::Quote(inner)));
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element),
            _ if is_inline(element) => self.walk(element, &look.within(element)),
            _ => self.block(element, look),
        }
    }

    fn block(&mut self, element: &Element, look: &Look) {
        self.flush(false);
        self.walk(element, &look.within(element));
        let own = words(element);
        let named = own.iter().any(|word| CAPTIONS.contains(&word.as_str()));
        let centred = is_centred(element) && plain(&self.line).chars().count() <= LONGEST_CAPTION;
        let follows = matches!(self.items.last(), Some(Item::Block(Block::Figure(figure))) if figure.caption.is_none());
        self.flush(follows && (named || centred));
    }

    /// Ends the paragraph that is being read.
    fn flush(&mut self, is_caption: bool) {
        for line in paragraphs(std::mem::take(&mut self.line)) {
            let (figures, words): (Line, Line) = line.into_iter().partition(|piece| matches!(piece, Piece::Figure(_)));
            for piece in figures {
                if let Piece::Figure(figure) = piece {
                    self.items.push(Item::Block(Block::Figure(figure)));
                }
            }
            let words = crate::import::story::tidy(words);
            if !words.is_empty() {
                let block = if is_caption { Item::Caption(words) } else { Item::Block(Block::Paragraph(words)) };
                self.items.push(block);
            }
        }
    }

    fn heading(&mut self, element: &Element) {
        self.flush(false);
        let mut line = self.inner_line(element);
        for piece in &mut line {
            if let Piece::Text(run) = piece {
                run.bold = false;
            }
        }
        let level = element.name.trim_start_matches('h').parse().unwrap_or(2);
        let line = crate::import::story::tidy(line);
        if !line.is_empty() {
            self.items.push(Item::Block(Block::Heading(level, line)));
        }
    }

    /// The text of an element in one line.
    pub fn inner_line(&mut self, element: &Element) -> Line {
        let before = std::mem::take(&mut self.line);
        let items = std::mem::take(&mut self.items);
        self.walk(element, &Look::default());
        self.flush(false);
        let inner = std::mem::replace(&mut self.items, items);
        self.line = before;
        let mut line = Line::new();
        for item in inner {
            if !line.is_empty() {
                line.push(Piece::Break);
            }
            match item {
                Item::Block(Block::Paragraph(words) | Block::Heading(_, words)) | Item::Caption(words) => {
                    line.extend(words);
                }
                Item::Block(Block::Figure(figure)) => line.push(Piece::Figure(figure)),
                _ => {}
            }
        }
        line
    }

    fn blocks(&mut self, element: &Element) -> Vec<Block> {
        let items = std::mem::take(&mut self.items);
        self.walk(element, &Look::default());
        self.flush(false);
        gather(std::mem::replace(&mut self.items, items))
    }

    fn list(&mut self, element: &Element) -> Option<List> {
        let start = element.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let items: Vec<Vec<Block>> = element
            .elements()
            .filter(|inner| inner.name == "li")
            .map(|inner| self.blocks(inner))
            .filter(|blocks| !blocks.is_empty())
            .collect();
        (!items.is_empty()).then(|| List { start: (element.name == "ol").then_some(start), items })
    }

    fn table(&mut self, element: &Element, look: &Look) {
        self.flush(false);
        match table::read(element, self) {
            Some(table) => self.items.push(Item::Block(Block::Table(table))),
            None => {
                // A table that lays out the page; its cells may hold tables that do not.
                let mut cells = Vec::new();
                table::own_cells(element, &mut cells);
                for cell in cells {
                    self.block(cell, look);
                }
            }
        }
    }

    fn picture(&mut self, element: &Element) {
        let from =
            ["data-original", "data-src", "src"].iter().find_map(|name| element.attribute(name)).unwrap_or_default();
        let from = from.split(['?', '#']).next().unwrap_or_default().trim();
        let is_elsewhere = from.contains(':') || from.starts_with("//");
        if from.is_empty() || is_elsewhere {
            let shown: String = from.chars().take(60).collect();
            return self.dropped.push((Part::Pictures, shown));
        }
        let alt = element.attribute("alt").or_else(|| element.attribute("title")).unwrap_or_default();
        let known = self.wanted.iter().find(|wanted| wanted.from == from).map(|wanted| wanted.name.clone());
        if known.is_none() && self.wanted.len() >= picture::MOST {
            return self.dropped.push((Part::Pictures, from.to_owned()));
        }
        let file = known.unwrap_or_else(|| {
            let taken: Vec<&str> = self.wanted.iter().map(|wanted| wanted.name.as_str()).collect();
            let name = picture::free_name(from, &taken);
            self.wanted.push(Wanted { name: name.clone(), from: from.to_owned() });
            name
        });
        self.line.push(Piece::Figure(Figure { file, alt: alt.trim().to_owned(), caption: None }));
    }
}

fn is_centred(element: &Element) -> bool {
    let style = element.attribute("style").unwrap_or_default().to_lowercase().replace(' ', "");
    element.attribute("align").is_some_and(|align| align.eq_ignore_ascii_case("center"))
        || style.contains("text-align:center")
        || element.name == "center"
}
