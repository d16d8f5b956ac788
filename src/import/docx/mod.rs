//! Word documents (.docx, `WordprocessingML` of ECMA-376) → story: headings, paragraphs, bold and slanted letters, lists,
//! tables, footnotes, pictures with captions, links. Looks (fonts, colours, pages) are left behind.
//!
//! Own thin reading over zip and XML, because what matters here (captions, notes, tracked changes, hidden text, paths
//! that lead out) is what general readers pass over. Must not know Markdown or the disk.

mod body;
mod numbering;
mod relations;
mod run;
mod styles;
mod table;

use super::fault::{Fault, Remark};
use super::package::Package;
use super::story::Story;
use super::tree::Element;
use super::{byline, headline, xml};

use body::Body;
use numbering::Numbering;
use relations::Relations;
use styles::Styles;

const MAIN: &str = "/officeDocument";

/// Reads a document.
///
/// # Errors
/// When it is broken or hostile.
pub fn read(bytes: &[u8]) -> Result<Story, Fault> {
    let mut package = Package::open(bytes)?;
    let top = Relations::of(&mut package, "")?;
    let main = top.first(MAIN).unwrap_or("word/document.xml").to_owned();
    let document = part(&mut package, &main)?.ok_or(Fault::Broken)?;
    let relations = Relations::of(&mut package, &main)?;
    let styles = Styles::read(related(&mut package, &relations, "/styles")?.as_ref());
    let numbering = Numbering::read(related(&mut package, &relations, "/numbering")?.as_ref());
    let mut body = Body::new(&styles, &numbering, &relations);
    let blocks = body.blocks(document.child("body").ok_or(Fault::Broken)?);
    let notes = body.notes(&mut package)?;
    let (pictures, missing) = body.pictures(&mut package)?;
    let title = core_title(&mut package)?;
    let mut story = Story { blocks, notes, pictures, remarks: body.remarks(), ..Story::default() };
    story.lose(&missing);
    finish(&mut story, body.title(), title.as_deref());
    Ok(story)
}

fn part(package: &mut Package<'_>, name: &str) -> Result<Option<Element>, Fault> {
    package.part(name)?.map(|bytes| xml::read(&bytes)).transpose()
}

fn related(package: &mut Package<'_>, relations: &Relations, kind: &str) -> Result<Option<Element>, Fault> {
    relations.first(kind).map_or(Ok(None), |name| part(package, name))
}

fn core_title(package: &mut Package<'_>) -> Result<Option<String>, Fault> {
    let core = part(package, "docProps/core.xml")?;
    Ok(core.and_then(|core| Some(core.child("title")?.text().trim().to_owned())).filter(|title| !title.is_empty()))
}

/// Title, byline and levels of headings are settled once all blocks are known.
fn finish(story: &mut Story, styled: Option<String>, core: Option<&str>) {
    story.title = styled.or_else(|| headline::take(&mut story.blocks, core));
    if story.title.is_none() {
        story.title = headline::first_line(&mut story.blocks);
        story.remarks.extend(story.title.clone().map(Remark::TitleOf));
    }
    byline::take(story);
    headline::settle_levels(&mut story.blocks);
}

/// Whether a page may link to an address that a document gives.
fn is_linkable(to: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| to.starts_with(scheme))
}
