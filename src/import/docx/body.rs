//! The flow of a document: paragraphs and tables in a row → blocks, with lists nested and captions at their pictures.

use std::collections::BTreeMap;

use super::numbering::{Mark, Numbering};
use super::relations::Relations;
use super::run::Letters;
use super::styles::{Role, Styles, list_of, value};
use super::table;
use crate::import::fault::{Fault, Part, Remark};
use crate::import::gather::{Item, gather};
use crate::import::package::Package;
use crate::import::picture;
use crate::import::story::{Block, Figure, Line, Picture, Piece, plain, tidy};
use crate::import::tree::Element;
use crate::import::xml;

/// What is kept of a document while it is walked.
pub struct Body<'d> {
    pub(super) styles: &'d Styles,
    pub(super) numbering: &'d Numbering,
    pub(super) relations: &'d Relations,
    title: Option<String>,
    /// Parts of the package that are pictures, with the file names they get.
    shown: Vec<(String, String)>,
    /// Footnotes (and endnotes) in the order in which they are referred to: part and id.
    referred: Vec<(&'static str, String)>,
    /// Their numbers, from 1.
    numbers: BTreeMap<(&'static str, String), usize>,
    dropped: Vec<(Part, String)>,
}

impl<'d> Body<'d> {
    /// Nothing walked yet.
    pub fn new(styles: &'d Styles, numbering: &'d Numbering, relations: &'d Relations) -> Self {
        Self {
            styles,
            numbering,
            relations,
            title: None,
            shown: Vec::new(),
            referred: Vec::new(),
            numbers: BTreeMap::new(),
            dropped: Vec::new(),
        }
    }

    /// The title, if a paragraph was styled so.
    pub fn title(&mut self) -> Option<String> {
        self.title.take()
    }

    /// The blocks of a body, cell, note or text box.
    pub fn blocks(&mut self, container: &Element) -> Vec<Block> {
        let mut items = Vec::new();
        self.walk(container, &mut items);
        gather(items)
    }

    fn walk(&mut self, container: &Element, items: &mut Vec<Item>) {
        for element in container.elements() {
            match element.name.as_str() {
                "p" => self.paragraph(element, items),
                "tbl" => items.extend(table::read(element, self).into_iter().map(Item::Block)),
                "sdt" => element.child("sdtContent").iter().for_each(|content| self.walk(content, items)),
                "ins" | "moveTo" | "customXml" | "smartTag" => self.walk(element, items),
                "AlternateContent" => chosen(element).iter().for_each(|choice| self.walk(choice, items)),
                "del" | "moveFrom" => self.drop(Part::Deleted, &element.text()),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, element: &Element, items: &mut Vec<Item>) {
        let properties = element.child("pPr");
        let role = self.styles.role(properties);
        let mut letters = Letters::default();
        self.letters(element, &mut letters);
        let (line, figures) = part_figures(tidy(letters.line));
        let boxes = letters.boxes;
        match role {
            Role::Contents => {}
            Role::Caption if !figures.is_empty() && !line.is_empty() => caption_within(figures, &line, items),
            _ => {
                items.extend(figures.into_iter().map(|figure| Item::Block(Block::Figure(figure))));
                self.text(role, properties, line, items);
            }
        }
        for content in boxes {
            self.walk(content, items);
        }
    }

    fn text(&mut self, role: Role, properties: Option<&Element>, line: Line, items: &mut Vec<Item>) {
        if line.is_empty() {
            return items.push(Item::Gap);
        }
        items.push(match role {
            Role::Title if self.title.is_none() => {
                self.title = Some(plain(&line));
                Item::Gap
            }
            Role::Title => Item::Block(Block::Heading(1, without_look(line))),
            Role::Heading(level) => Item::Block(Block::Heading(level, without_look(line))),
            Role::Caption => Item::Caption(without_look(line)),
            Role::Quote => Item::Quote(line),
            Role::Subtitle | Role::Text | Role::Contents => match self.mark(properties) {
                Some((level, mark)) => Item::Entry { level, start: mark, line },
                None => Item::Block(Block::Paragraph(line)),
            },
        });
    }

    /// Level and first number if a paragraph is an item of a list.
    fn mark(&self, properties: Option<&Element>) -> Option<(u8, Option<u64>)> {
        let properties = properties?;
        let by_style = || value(properties, "pStyle").and_then(|style| self.styles.list(style));
        let (list, level) = list_of(properties).or_else(by_style)?;
        match self.numbering.mark(&list, level) {
            Mark::Bullet => Some((level, None)),
            Mark::Number(start) => Some((level, Some(start))),
            Mark::None => None,
        }
    }

    /// The line of a cell or note: its paragraphs with breaks between.
    pub(super) fn line(&mut self, container: &Element) -> Line {
        let mut line = Line::new();
        for element in container.all().into_iter().filter(|element| element.name == "p") {
            if !line.is_empty() {
                line.push(Piece::Break);
            }
            let mut letters = Letters::default();
            self.letters(element, &mut letters);
            line.extend(tidy(letters.line));
        }
        tidy(line)
    }

    /// Notes something that is left out.
    pub(super) fn drop(&mut self, part: Part, words: &str) {
        self.dropped.push((part, words.trim().to_owned()));
    }

    /// A picture of the package by its relation, if a browser can show it.
    pub(super) fn picture(&mut self, id: &str, alt: String) -> Option<Piece> {
        let part = self.relations.part(id)?.to_owned();
        let known = self.shown.iter().find(|(known, _)| *known == part).map(|(_, file)| file.clone());
        if known.is_none() && self.shown.len() >= picture::MOST {
            self.drop(Part::Pictures, &part);
            return None;
        }
        let file = known.unwrap_or_else(|| {
            let taken: Vec<&str> = self.shown.iter().map(|(_, file)| file.as_str()).collect();
            let file = picture::free_name(&part, &taken);
            self.shown.push((part, file.clone()));
            file
        });
        Some(Piece::Figure(Figure { file, alt, caption: None }))
    }

    /// A reference to a note: its number.
    pub(super) fn refer(&mut self, part: &'static str, id: &str) -> Piece {
        let number = *self.numbers.entry((part, id.to_owned())).or_insert_with(|| {
            self.referred.push((part, id.to_owned()));
            self.referred.len()
        });
        Piece::Note(number)
    }

    /// The notes that were referred to, in their order.
    ///
    /// # Errors
    /// When a part of the package is broken.
    pub fn notes(&mut self, package: &mut Package<'_>) -> Result<Vec<Line>, Fault> {
        let mut read = BTreeMap::new();
        for kind in ["/footnotes", "/endnotes"] {
            if self.referred.iter().any(|(part, _)| *part == kind) {
                self.read_notes(kind, package, &mut read)?;
            }
        }
        Ok(self.referred.iter().map(|note| read.remove(note).unwrap_or_default()).collect())
    }

    fn read_notes(
        &self,
        kind: &'static str,
        package: &mut Package<'_>,
        read: &mut BTreeMap<(&'static str, String), Line>,
    ) -> Result<(), Fault> {
        let Some(name) = self.relations.first(kind).map(str::to_owned) else { return Ok(()) };
        let Some(bytes) = package.part(&name)? else { return Ok(()) };
        let root = xml::read(&bytes)?;
        let relations = Relations::of(package, &name)?;
        let mut inner = Body::new(self.styles, self.numbering, &relations);
        for note in root.elements() {
            let key = (kind, note.attribute("w:id").unwrap_or_default().to_owned());
            if self.numbers.contains_key(&key) {
                read.entry(key).or_insert_with(|| inner.line(note));
            }
        }
        Ok(())
    }

    /// The files of the pictures shown; and how many of them are of no use.
    ///
    /// # Errors
    /// When a part of the package is broken.
    pub fn pictures(&mut self, package: &mut Package<'_>) -> Result<(Vec<Picture>, Vec<String>), Fault> {
        let (mut pictures, mut missing) = (Vec::new(), Vec::new());
        for (part, name) in std::mem::take(&mut self.shown) {
            match package.part(&part)?.filter(|bytes| picture::is_shown(bytes)) {
                Some(bytes) => pictures.push(Picture { name, bytes }),
                None => missing.push(name),
            }
        }
        Ok((pictures, missing))
    }

    /// What was left out.
    pub fn remarks(&self) -> Vec<Remark> {
        crate::import::remarks(&self.dropped)
    }
}

/// Of alternative contents the first; the others say the same to older programs.
pub(super) fn chosen(element: &Element) -> Option<&Element> {
    element.child("Choice").or_else(|| element.child("Fallback"))
}

/// Pictures stand in lines of their own.
fn part_figures(line: Line) -> (Line, Vec<Figure>) {
    let mut figures = Vec::new();
    let mut rest = Line::new();
    for piece in line {
        match piece {
            Piece::Figure(figure) => figures.push(figure),
            piece => rest.push(piece),
        }
    }
    (tidy(rest), figures)
}

fn caption_within(figures: Vec<Figure>, line: &[Piece], items: &mut Vec<Item>) {
    items.extend(figures.into_iter().map(|figure| Item::Block(Block::Figure(figure))));
    items.push(Item::Caption(line.to_vec()));
}

/// Headings and captions are bold or slanted by their nature.
fn without_look(line: Line) -> Line {
    let bare = line.into_iter().map(|piece| match piece {
        Piece::Text(mut run) => {
            (run.bold, run.italic) = (false, false);
            Piece::Text(run)
        }
        other => other,
    });
    tidy(bare.collect())
}
