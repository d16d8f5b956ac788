//! XML of a document's package → tree. Entities are never declared, so none can grow or fetch anything.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::fault::Fault;
use super::tree::{Builder, Element, MAX_ATTRIBUTES};

/// Reads XML.
///
/// # Errors
/// When it is broken, declares entities, or is deeper or larger than a document.
pub fn read(bytes: &[u8]) -> Result<Element, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::Broken)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut tree = Builder::new();
    loop {
        match reader.read_event().map_err(|_| Fault::Broken)? {
            Event::Eof => break,
            Event::DocType(_) => return Err(Fault::Entities),
            Event::Start(start) => tree.open(element(&start)?)?,
            Event::Empty(start) => {
                tree.open(element(&start)?)?;
                tree.close()?;
            }
            Event::End(_) => tree.close()?,
            Event::Text(text) => tree.text(&text.xml10_content())?,
            Event::CData(text) => tree.text(&text.xml10_content())?,
            Event::GeneralRef(name) => tree.text(&reference(&name)?)?,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    let root = tree.finish()?;
    root.elements().next().cloned().ok_or(Fault::Broken)
}

fn element(start: &BytesStart<'_>) -> Result<Element, Fault> {
    let mut element = Element::new(start.local_name().as_ref());
    let mut attributes = start.attributes();
    // Looking for doubles costs the square of their number; that number is bounded, doubles are not.
    for attribute in attributes.with_checks(false) {
        if element.attributes.len() == MAX_ATTRIBUTES {
            return Err(Fault::TooMany);
        }
        let attribute = attribute.map_err(|_| Fault::Broken)?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|_| Fault::Broken)?;
        element.attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(element)
}

/// The five entities of XML itself, and characters by number.
fn reference(name: &quick_xml::events::BytesRef<'_>) -> Result<String, Fault> {
    if let Some(character) = name.resolve_char_ref().map_err(|_| Fault::Broken)? {
        return Ok(character.to_string());
    }
    let text = quick_xml::escape::resolve_predefined_entity(&name.xml10_content()).ok_or(Fault::Entities)?;
    Ok(text.to_owned())
}
