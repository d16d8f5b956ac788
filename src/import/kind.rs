//! What kind of file it is, by its content; its name decides only where the content says nothing.

use super::fault::Fault;
use super::package::Package;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One that makes an article.
    Story(Form),
    /// A workbook, which makes as many as it has counties.
    Sheet,
}

/// The form of a file that makes one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Word, from 2007.
    Docx,
    /// A web page.
    Html,
    /// Text without marks.
    Text,
}

/// How much of a file is looked at to see whether it is a page.
const HEAD: usize = 4096;

impl Kind {
    /// The kind of a file.
    ///
    /// # Errors
    /// When it is none that can be read, or a package that is broken or hostile.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.is_empty() {
            return Err(Fault::Empty);
        }
        if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return if is_named(name, "xls") { Ok(Self::Sheet) } else { Err(Fault::OldBinary) };
        }
        if bytes.starts_with(b"PK") {
            let names = Package::names(bytes)?;
            let has = |name: &str| names.iter().any(|own| own == name);
            let is_document = has("word/document.xml") || is_named(name, "docx");
            let is_sheet = has("xl/workbook.xml") || (is_named(name, "ods") && has("content.xml"));
            return match () {
                () if is_sheet => Ok(Self::Sheet),
                () if is_document => Ok(Self::Story(Form::Docx)),
                () => Err(Fault::Unknown),
            };
        }
        if ["docx", "xlsx", "xls", "ods"].iter().any(|extension| is_named(name, extension)) {
            return Err(Fault::Broken);
        }
        if is_page(bytes) || is_named(name, "html") || is_named(name, "htm") || is_named(name, "shtml") {
            return Ok(Self::Story(Form::Html));
        }
        let is_text = is_named(name, "txt") || !bytes.contains(&0);
        if is_text { Ok(Self::Story(Form::Text)) } else { Err(Fault::Unknown) }
    }
}

/// Whether a file name ends so.
fn is_named(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(extension))
}

fn is_page(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    [&b"<!doctype html"[..], b"<html", b"<body", b"<head>"]
        .iter()
        .any(|mark| head.windows(mark.len()).any(|w| w == *mark))
}
