//! What the styles of a document mean for its structure.

use std::collections::BTreeMap;

use crate::import::tree::Element;

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The document's title.
    Title,
    /// The line under it.
    Subtitle,
    /// A heading of this level, from 1.
    Heading(u8),
    /// The words under a picture or over a table.
    Caption,
    /// Quoted text.
    Quote,
    /// A line of the table of contents.
    Contents,
    /// Nothing but text.
    Text,
}

struct Style {
    name: String,
    base: Option<String>,
    level: Option<u8>,
    list: Option<(String, u8)>,
    bold: Option<bool>,
    italic: Option<bool>,
}

/// The styles by id.
#[derive(Default)]
pub struct Styles(BTreeMap<String, Style>);

impl Styles {
    /// Reads them.
    pub fn read(root: Option<&Element>) -> Self {
        let styles = root.into_iter().flat_map(Element::elements).filter(|element| element.name == "style");
        Self(styles.filter_map(|style| Some((style.attribute("w:styleId")?.to_owned(), Style::read(style)))).collect())
    }

    /// What a paragraph with these properties is.
    pub fn role(&self, properties: Option<&Element>) -> Role {
        let own = properties.and_then(level);
        let id = properties.and_then(|p| value(p, "pStyle")).unwrap_or_default();
        let chain = self.chain(id);
        if let Some(role) = chain.iter().find_map(|style| role_of(&style.name)) {
            return role;
        }
        let level = own.or_else(|| chain.iter().find_map(|style| style.level));
        // Outline level 9 is body text.
        level.filter(|level| *level < 9).map_or(Role::Text, |level| Role::Heading(level + 1))
    }

    /// The list that a paragraph's style makes it an item of: number and level.
    pub fn list(&self, id: &str) -> Option<(String, u8)> {
        self.chain(id).iter().find_map(|style| style.list.clone())
    }

    /// Whether a character style makes letters bold, and slanted.
    pub fn look(&self, id: &str) -> (bool, bool) {
        let chain = self.chain(id);
        let bold = chain.iter().find_map(|style| style.bold).unwrap_or_default();
        (bold, chain.iter().find_map(|style| style.italic).unwrap_or_default())
    }

    /// A style and those it is based on.
    fn chain(&self, id: &str) -> Vec<&Style> {
        let mut chain: Vec<&Style> = Vec::new();
        let mut next = self.0.get(id);
        while let Some(style) = next
            && chain.len() < 20
        {
            chain.push(style);
            next = style.base.as_deref().and_then(|base| self.0.get(base));
        }
        chain
    }
}

impl Style {
    fn read(element: &Element) -> Self {
        let properties = element.child("pPr");
        let letters = element.child("rPr");
        Self {
            name: value(element, "name").unwrap_or_default().to_lowercase(),
            base: value(element, "basedOn").map(str::to_owned),
            level: properties.and_then(level),
            list: properties.and_then(list_of),
            bold: letters.and_then(|p| p.child("b")).map(is_on),
            italic: letters.and_then(|p| p.child("i")).map(is_on),
        }
    }
}

/// Names of the styles that Word, WPS and `LibreOffice` come with.
fn role_of(name: &str) -> Option<Role> {
    let number = |prefix: &str| name.strip_prefix(prefix)?.trim().parse::<u8>().ok().filter(|n| (1..=9).contains(n));
    match name {
        "title" | "标题" => Some(Role::Title),
        "subtitle" | "副标题" => Some(Role::Subtitle),
        "caption" | "题注" | "figure" | "illustration" | "图片题注" => Some(Role::Caption),
        "quote" | "intense quote" | "quotations" | "block text" | "block quotation" | "引用" | "明显引用" => {
            Some(Role::Quote)
        }
        name if name.starts_with("toc ") || name.starts_with("contents ") => Some(Role::Contents),
        _ => number("heading ").or_else(|| number("标题 ")).or_else(|| number("标题")).map(Role::Heading),
    }
}

/// The value of a property, as `<w:name w:val="…"/>`.
pub fn value<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    element.child(name)?.attribute("w:val")
}

/// Whether a switch is on; it is if it says nothing.
pub fn is_on(element: &Element) -> bool {
    !matches!(element.attribute("w:val"), Some("0" | "false" | "off" | "none"))
}

fn level(properties: &Element) -> Option<u8> {
    value(properties, "outlineLvl")?.parse().ok()
}

/// The list that properties name: number and level.
pub fn list_of(properties: &Element) -> Option<(String, u8)> {
    let list = properties.child("numPr")?;
    let level = value(list, "ilvl").and_then(|level| level.parse().ok()).unwrap_or_default();
    Some((value(list, "numId")?.to_owned(), level))
}
