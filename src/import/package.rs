//! Zip packages (.docx, .xlsx, .ods) opened with care: how much they unpack to is known before anything is read.
//! Must not know what the parts mean. Nothing is ever unpacked to the disk.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::fault::Fault;

/// By how much all parts together may be larger than the package: pictures do not shrink in one.
const MAX_GROWTH: u64 = 48 << 20;
/// What one part of text may; a sheet of 200,000 cells stays below.
const MAX_XML: u64 = 16 << 20;
/// More parts than a document with a picture on every page has.
const MAX_PARTS: usize = 5_000;
/// Deflate makes at most 1 of 1032; XML of real documents is packed 1 to 10 or 20, repetitive sheets 1 to 60.
const MAX_RATIO: u64 = 300;
/// Declarations stand at the beginning of a part.
const HEAD: u64 = 4096;
/// A small part may be packed as well as it will.
const FREE_SIZE: u64 = 1 << 20;

/// A package whose size was checked.
pub struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    most: u64,
}

impl<'b> Package<'b> {
    /// Opens a package.
    ///
    /// # Errors
    /// When it is broken, locked, a bomb, or has a name that leads out.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Broken)?;
        if zip.len() > MAX_PARTS {
            return Err(Fault::Bomb);
        }
        let most = MAX_GROWTH + bytes.len() as u64;
        let mut told = 0;
        for at in 0..zip.len() {
            let part = zip.by_index_raw(at).map_err(|_| Fault::Broken)?;
            if part.encrypted() {
                return Err(Fault::Locked);
            }
            let name = part.name().map_err(|_| Fault::Broken)?;
            if leads_out(&name) {
                return Err(Fault::LeadsOut);
            }
            told = part.size().saturating_add(told);
            let ratio = part.size() / part.compressed_size().max(1);
            if part.size() > MAX_XML && name.ends_with(".xml") && ratio <= MAX_RATIO {
                return Err(Fault::TooMany);
            }
            if told > most || (part.size() > FREE_SIZE && ratio > MAX_RATIO) {
                return Err(Fault::Bomb);
            }
        }
        let mut package = Self { zip, most };
        package.weigh()?;
        Ok(package)
    }

    /// The names of the parts, without a look into them.
    ///
    /// # Errors
    /// When it is no package.
    pub fn names(bytes: &[u8]) -> Result<Vec<String>, Fault> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Broken)?;
        Ok(zip.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect())
    }

    /// What the directory tells may be a lie, so every part is unpacked once into nothing.
    fn weigh(&mut self) -> Result<(), Fault> {
        let mut weight = 0;
        for at in 0..self.zip.len() {
            let part = self.zip.by_index(at).map_err(|_| Fault::Broken)?;
            let mut part = part.take(self.most + 1 - weight);
            let mut head = Vec::new();
            weight += part.by_ref().take(HEAD).read_to_end(&mut head).map_err(|_| Fault::Broken)? as u64;
            if declares(&head) {
                return Err(Fault::Entities);
            }
            weight += std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| Fault::Broken)?;
            if weight > self.most {
                return Err(Fault::Bomb);
            }
        }
        Ok(())
    }

    /// The bytes of a part, `None` if there is no such part.
    ///
    /// # Errors
    /// When it is broken.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(at) = self.zip.index_for_name(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        let part = self.zip.by_index(at).map_err(|_| Fault::Broken)?;
        part.take(self.most).read_to_end(&mut bytes).map_err(|_| Fault::Broken)?;
        Ok(Some(bytes))
    }
}

/// Whether a part begins as XML that declares entities. No document has one; pictures do not begin so.
fn declares(head: &[u8]) -> bool {
    let text = head.trim_ascii_start();
    (text.starts_with(b"<") || text.starts_with(b"\xef\xbb\xbf<"))
        && head.windows(9).any(|window| window.eq_ignore_ascii_case(b"<!doctype"))
}

/// Whether a name in the package is no name below its root.
fn leads_out(name: &str) -> bool {
    name.starts_with(['/', '\\']) || name.contains(':') || name.split(['/', '\\']).any(|part| part == "..")
}

/// The part that a relation of a part in `folder` leads to.
///
/// # Errors
/// When it leads out of the package.
pub fn target(folder: &str, target: &str) -> Result<String, Fault> {
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in target.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            parts.pop().ok_or(Fault::LeadsOut)?;
        } else {
            parts.push(part);
        }
    }
    Ok(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_inside() {
        assert_eq!(target("word", "media/a.png"), Ok("word/media/a.png".to_owned()));
        assert_eq!(target("word", "/word/media/a.png"), Ok("word/media/a.png".to_owned()));
        assert_eq!(target("word", "../customXml/a.xml"), Ok("customXml/a.xml".to_owned()));
        assert_eq!(target("word", "../../../etc/passwd"), Err(Fault::LeadsOut));
        assert!(leads_out("word\\..\\..\\a") && leads_out("/a") && leads_out("C:a") && !leads_out("a..b/c"));
    }
}
