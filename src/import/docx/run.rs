//! The letters of a paragraph: runs, links, fields, notes, pictures.

use super::body::{Body, chosen};
use super::styles::{is_on, value};
use crate::import::fault::Part;
use crate::import::story::{Line, Piece, Run};
use crate::import::tree::Element;

/// How letters look.
#[derive(Debug, Clone, Default)]
struct Look {
    bold: bool,
    italic: bool,
    hidden: bool,
}

/// What was read of a paragraph.
#[derive(Default)]
pub struct Letters<'d> {
    /// Its text.
    pub line: Line,
    /// Text boxes that hang on it.
    pub boxes: Vec<&'d Element>,
    link: Option<String>,
    fields: Vec<Field>,
}

/// A field: what it asks, then what it shows.
#[derive(Default)]
struct Field {
    asks: String,
    shows: bool,
}

impl Body<'_> {
    /// Reads the letters of a paragraph, link or other run of runs.
    pub(super) fn letters<'d>(&mut self, container: &'d Element, to: &mut Letters<'d>) {
        for element in container.elements() {
            match element.name.as_str() {
                "r" => self.run(element, to),
                "hyperlink" => {
                    let before = to.link.clone();
                    to.link = element.attribute("r:id").and_then(|id| self.relations.address(id)).map(str::to_owned);
                    self.letters(element, to);
                    to.link = before;
                }
                "fldSimple" | "ins" | "moveTo" | "smartTag" | "customXml" | "bdo" | "dir" => self.letters(element, to),
                "sdt" => element.child("sdtContent").iter().for_each(|content| self.letters(content, to)),
                "AlternateContent" => chosen(element).iter().for_each(|choice| self.letters(choice, to)),
                "del" | "moveFrom" => self.drop(Part::Deleted, &element.text()),
                "oMath" | "oMathPara" => self.drop(Part::Objects, &element.text()),
                "commentRangeStart" => self.drop(Part::Comments, ""),
                _ => {}
            }
        }
    }

    fn run<'d>(&mut self, run: &'d Element, to: &mut Letters<'d>) {
        let look = self.look(run.child("rPr"));
        if look.hidden {
            return self.drop(Part::Hidden, &run.text());
        }
        for element in run.elements() {
            match element.name.as_str() {
                "t" => to.push(&element.text(), &look),
                "tab" | "ptab" => to.push(" ", &look),
                "noBreakHyphen" => to.push("-", &look),
                "br" if element.attribute("w:type").is_none_or(|kind| kind == "textWrapping") => {
                    to.line.push(Piece::Break);
                }
                "cr" => to.line.push(Piece::Break),
                "footnoteReference" => self.note("/footnotes", element, to),
                "endnoteReference" => self.note("/endnotes", element, to),
                "fldChar" => to.field(element.attribute("w:fldCharType").unwrap_or_default()),
                "instrText" => to.asks(&element.text()),
                "ruby" => element.child("rubyBase").iter().for_each(|base| self.letters(base, to)),
                "drawing" | "pict" | "object" => self.drawing(element, to),
                "AlternateContent" => chosen(element).iter().for_each(|choice| self.drawings(choice, to)),
                _ => {}
            }
        }
    }

    fn look(&self, properties: Option<&Element>) -> Look {
        let Some(properties) = properties else { return Look::default() };
        let (bold, italic) = value(properties, "rStyle").map(|id| self.styles.look(id)).unwrap_or_default();
        let own = |name: &str| properties.child(name).map(is_on);
        Look {
            bold: own("b").unwrap_or(bold),
            italic: own("i").unwrap_or(italic),
            hidden: own("vanish").or_else(|| own("webHidden")).unwrap_or_default(),
        }
    }

    fn note(&mut self, part: &'static str, element: &Element, to: &mut Letters<'_>) {
        if let Some(id) = element.attribute("w:id") {
            to.line.push(self.refer(part, id));
        }
    }

    fn drawings<'d>(&mut self, choice: &'d Element, to: &mut Letters<'d>) {
        choice.elements().for_each(|element| self.drawing(element, to));
    }

    /// A picture, or a text box, whose text follows the paragraph.
    fn drawing<'d>(&mut self, element: &'d Element, to: &mut Letters<'d>) {
        let mut boxes = Vec::new();
        outermost(element, "txbxContent", &mut boxes);
        if !boxes.is_empty() {
            return to.boxes.extend(boxes);
        }
        let all = element.all();
        let blip = all.iter().find(|inner| inner.name == "blip").and_then(|blip| blip.attribute("r:embed"));
        let old = || all.iter().find(|inner| inner.name == "imagedata").and_then(|data| data.attribute("r:id"));
        let alt = all
            .iter()
            .find(|inner| inner.name == "docPr")
            .and_then(|words| words.attribute("descr").or_else(|| words.attribute("title")))
            .unwrap_or_default();
        let figure = blip.or_else(old).and_then(|id| self.picture(id, alt.trim().replace('\n', " ")));
        match figure {
            Some(figure) => to.line.push(figure),
            None => self.drop(Part::Objects, alt),
        }
    }
}

/// Elements of this name, but not those within one: a box may hold a box.
fn outermost<'e>(element: &'e Element, name: &str, found: &mut Vec<&'e Element>) {
    for inner in element.elements() {
        if inner.name == name { found.push(inner) } else { outermost(inner, name, found) }
    }
}

impl Letters<'_> {
    fn push(&mut self, text: &str, look: &Look) {
        if self.fields.iter().any(|field| !field.shows) {
            return;
        }
        let by_field = || self.fields.iter().rev().find_map(|field| hyperlink(&field.asks));
        let link = self.link.clone().or_else(by_field);
        self.line.push(Piece::Text(Run { text: text.to_owned(), bold: look.bold, italic: look.italic, link }));
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.push(Field::default()),
            "separate" => self.fields.last_mut().into_iter().for_each(|field| field.shows = true),
            _ => drop(self.fields.pop()),
        }
    }

    fn asks(&mut self, text: &str) {
        self.fields.last_mut().into_iter().for_each(|field| field.asks.push_str(text));
    }
}

/// `HYPERLINK "https://…"`
fn hyperlink(asks: &str) -> Option<String> {
    let rest = asks.trim().strip_prefix("HYPERLINK")?;
    let address = rest.split('"').nth(1)?;
    super::is_linkable(address).then(|| address.to_owned())
}
