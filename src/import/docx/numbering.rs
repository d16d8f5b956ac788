//! Which lists of a document are numbered, and from where.

use std::collections::BTreeMap;

use super::styles::value;
use crate::import::tree::Element;

/// How a level of a list is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// By a dot or dash.
    Bullet,
    /// By numbers from this one.
    Number(u64),
    /// Not at all: it is no list.
    None,
}

/// The lists by number.
#[derive(Default)]
pub struct Numbering {
    kinds: BTreeMap<String, BTreeMap<u8, Mark>>,
    lists: BTreeMap<String, String>,
}

impl Numbering {
    /// Reads them.
    pub fn read(root: Option<&Element>) -> Self {
        let mut numbering = Self::default();
        for element in root.into_iter().flat_map(Element::elements) {
            match element.name.as_str() {
                "abstractNum" => {
                    let id = element.attribute("w:abstractNumId").unwrap_or_default().to_owned();
                    let levels = element.elements().filter(|element| element.name == "lvl").map(level);
                    numbering.kinds.insert(id, levels.collect());
                }
                "num" => {
                    let id = element.attribute("w:numId").unwrap_or_default().to_owned();
                    numbering.lists.extend(value(element, "abstractNumId").map(|kind| (id, kind.to_owned())));
                }
                _ => {}
            }
        }
        numbering
    }

    /// How a level of a list is marked.
    pub fn mark(&self, list: &str, level: u8) -> Mark {
        let kind = self.lists.get(list).and_then(|kind| self.kinds.get(kind));
        kind.and_then(|levels| levels.get(&level)).copied().unwrap_or(Mark::None)
    }
}

fn level(element: &Element) -> (u8, Mark) {
    let level = element.attribute("w:ilvl").and_then(|level| level.parse().ok()).unwrap_or_default();
    let start = value(element, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
    let mark = match value(element, "numFmt") {
        Some("bullet") => Mark::Bullet,
        Some("none") | None => Mark::None,
        Some(_) => Mark::Number(start),
    };
    (level, mark)
}
