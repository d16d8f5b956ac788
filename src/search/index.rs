//! Records → the files of the index. Postings, cards and facets are made at once, because their folder is named after
//! their content; texts are made when they are written, so that they never lie in memory together.

use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::block::{Block, Cutter};
use super::chunk::{CHUNK, Chunk, Gatherer};
use super::facet;
use super::lexicon::{self, Name};
use super::merge::merge;
use super::normalise::folded;
use super::pack::gzip;
use super::record::{Facets, Kind, Record, Source};
use crate::script::{Converter, fold_file, fold_near};

/// The folder of the index in the site.
pub const FOLDER: &str = "search-index/";
/// Version of the format. A client that knows another one says so.
pub const VERSION: u32 = 2;

/// Bytes of a block before it is compressed.
const BLOCK: usize = 6_144;
/// Records of a file of cards.
const CARD: usize = 16;
/// Terms in more than a tenth of the records are common; the root names this many.
const COMMON: usize = 400;
/// Smaller sites have no common terms.
const FEW: usize = 1000;
/// Blocks that are compressed at once.
const BATCH: usize = 256;

/// A finished index, texts left out.
pub struct Index {
    records: Vec<Record>,
    facets: Facets,
    lexicon: String,
    root: Root,
    files: Vec<(String, Vec<u8>)>,
}

/// What a client must know before its first query.
#[derive(Debug, Clone, Serialize)]
struct Root {
    v: u32,
    /// Folder of the files, below [`FOLDER`].
    dir: String,
    /// Records in all, and the articles among them, which come first.
    n: usize,
    articles: usize,
    /// Boundaries of the blocks, see [`front_coded`].
    blocks: String,
    /// Common terms, the most common first.
    common: Vec<String>,
    /// See [`fold_near`].
    near: String,
    /// Records that the delta replaces or that are gone.
    gone: Vec<u32>,
    /// The root of a small index that goes before this one.
    delta: Option<Box<Root>>,
    /// In a delta: for each of its records the one of the index before which it goes.
    places: Vec<usize>,
}

impl Index {
    /// Indexes records. Articles come first, newest first. A copy of the site in another script shares the index, but
    /// for what readers see of it besides texts: cards and names.
    ///
    /// # Errors
    /// Every text that cannot be had, with the number of its record.
    pub fn build<S: Source>(
        records: Vec<Record>,
        facets: &Facets,
        names: &[Name],
        source: &S,
        copy: Option<&Converter>,
    ) -> Result<Self, Vec<(usize, S::Fault)>> {
        let chunks = gather(&records, source)?;
        let (mut files, root) = postings(&records, chunks);
        files.extend(shown(&records, facets, names, None));
        files.push(("fold.bin".to_owned(), gzip(fold_file().as_bytes())));
        let mut copied = copy.map(|copy| shown(&records, facets, names, Some(copy))).unwrap_or_default();
        let dir = digest(&root, files.iter().chain(&copied), &records);
        for (path, _) in &mut files {
            *path = format!("{FOLDER}{dir}/{path}");
        }
        for (path, _) in &mut copied {
            *path = format!("{}/{FOLDER}{dir}/{path}", copy.map_or("", |copy| copy.to().folder()));
        }
        files.extend(copied);
        let lexicon = lexicon::file(names, str::to_owned);
        let root = Root { dir, ..root };
        files.push((format!("{FOLDER}root.bin"), packed(&root)));
        Ok(Self { records, facets: facets.clone(), lexicon, root, files })
    }

    /// What was indexed.
    pub(super) fn records(&self) -> &[Record] {
        &self.records
    }

    /// The values of the facets.
    pub(super) fn facets(&self) -> &Facets {
        &self.facets
    }

    /// The file of names.
    pub(super) fn lexicon(&self) -> &str {
        &self.lexicon
    }

    /// The files but for the texts: paths from the root of the site, and bytes.
    #[must_use]
    pub fn files(&self) -> &[(String, Vec<u8>)] {
        &self.files
    }

    /// The bytes of one of these files.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.iter().find(|(own, _)| own == path).map(|(_, bytes)| bytes.as_slice())
    }

    /// How many records it has.
    #[must_use]
    pub fn count(&self) -> usize {
        self.records.len()
    }

    /// The number of the file of texts at a path.
    #[must_use]
    pub fn text_at(&self, path: &str) -> Option<usize> {
        let number = path.strip_prefix(FOLDER)?.strip_prefix(&self.root.dir)?.strip_prefix("/t/")?;
        let n = number.strip_suffix(".bin")?.parse().ok()?;
        (n < self.records.len() && number == format!("{n}.bin")).then_some(n)
    }

    /// Paths of the files of texts, from the root of the site.
    pub fn texts(&self) -> impl Iterator<Item = String> + '_ {
        (0..self.records.len()).map(|n| format!("{FOLDER}{}/t/{n}.bin", self.root.dir))
    }

    /// The text of a record: `[body, text, folded]`, where the body begins in it, in UTF-16, after the head; and its Simplified
    /// form, if that is another.
    ///
    /// # Errors
    /// When a text cannot be had.
    pub fn text<S: Source>(&self, n: usize, source: &S) -> Result<Vec<u8>, S::Fault> {
        let (head, body) = (self.records.get(n).map_or("", |r| &r.head), source.text(n)?);
        let (start, text) = match (head, body.as_str()) {
            ("", _) => (0, body),
            (_, "") => (0, head.to_owned()),
            _ => (head.encode_utf16().count() + 1, format!("{head}\n{body}")),
        };
        Ok(gzip(&serde_json::to_vec(&(start, &text, folded(&text))).unwrap_or_default()))
    }

    /// A root that puts a small index before this one: its records go to their places, those of `gone` are passed over.
    pub(super) fn root_with(&self, delta: &Self, places: Vec<usize>, gone: Vec<u32>) -> Vec<u8> {
        let delta = Some(Box::new(Root { places, ..delta.root.clone() }));
        packed(&Root { gone, delta, ..self.root.clone() })
    }
}

fn packed(root: &Root) -> Vec<u8> {
    gzip(&serde_json::to_vec(root).unwrap_or_default())
}

fn gather<S: Source>(records: &[Record], source: &S) -> Result<Vec<Chunk>, Vec<(usize, S::Fault)>> {
    let one = |(number, part): (usize, &[Record])| {
        let (mut gatherer, mut faults) = (Gatherer::default(), Vec::new());
        for (at, record) in (number * CHUNK..).zip(part) {
            match source.text(at) {
                Ok(text) => gatherer.add(record, &text),
                Err(fault) => faults.push((at, fault)),
            }
        }
        if faults.is_empty() { Ok(gatherer.finish()) } else { Err(faults) }
    };
    let done: Vec<_> = records.par_chunks(CHUNK).enumerate().map(one).collect();
    let (mut chunks, mut faults) = (Vec::with_capacity(done.len()), Vec::new());
    for result in done {
        match result {
            Ok(chunk) => chunks.push(chunk),
            Err(some) => faults.extend(some),
        }
    }
    if faults.is_empty() { Ok(chunks) } else { Err(faults) }
}

fn postings(records: &[Record], chunks: Vec<Chunk>) -> (Vec<(String, Vec<u8>)>, Root) {
    let mut shelf = Shelf::default();
    let mut cutter = Cutter::new(BLOCK);
    let mut common = Vec::new();
    merge(&chunks, |posted| {
        if records.len() >= FEW && posted.count as usize * 10 > records.len() {
            common.push((posted.count, posted.term.clone()));
        }
        shelf.extend(cutter.add(posted));
    });
    drop(chunks);
    shelf.extend(cutter.finish());
    shelf.pack();
    common.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let root = Root {
        v: VERSION,
        dir: String::new(),
        n: records.len(),
        articles: records.iter().filter(|r| r.kind == Kind::Article).count(),
        blocks: front_coded(&shelf.boundaries),
        common: common.into_iter().take(COMMON).map(|(_, term)| term).collect(),
        near: fold_near().to_owned(),
        gone: Vec::new(),
        delta: None,
        places: Vec::new(),
    };
    let numbered = shelf.packed.into_iter().enumerate();
    (numbered.map(|(n, bytes)| (format!("b/{n}.bin"), bytes)).collect(), root)
}

/// A line each: how many UTF-16 units it shares with the one before, in one digit, and the rest.
fn front_coded(boundaries: &[String]) -> String {
    let mut lines = Vec::with_capacity(boundaries.len());
    let mut before = "";
    for boundary in boundaries {
        let (mut units, mut bytes) = (0, 0);
        for (a, b) in before.chars().zip(boundary.chars()) {
            if a != b || units + a.len_utf16() > 9 {
                break;
            }
            units += a.len_utf16();
            bytes += a.len_utf8();
        }
        lines.push(format!("{units}{}", boundary.get(bytes..).unwrap_or_default()));
        before = boundary;
    }
    lines.join("\n")
}

/// Blocks, compressed a batch at a time.
#[derive(Default)]
struct Shelf {
    boundaries: Vec<String>,
    waiting: Vec<Vec<u8>>,
    packed: Vec<Vec<u8>>,
}

impl Shelf {
    fn extend(&mut self, block: Option<Block>) {
        if let Some(block) = block {
            self.boundaries.push(block.boundary);
            self.waiting.push(block.bytes);
        }
        if self.waiting.len() >= BATCH {
            self.pack();
        }
    }

    fn pack(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        self.packed.par_extend(waiting.into_par_iter().map(|b| gzip(&b)));
    }
}

/// What readers see but for texts: cards, facets and names to suggest, in the script of a copy if there is one.
fn shown(records: &[Record], facets: &Facets, names: &[Name], copy: Option<&Converter>) -> Vec<(String, Vec<u8>)> {
    let write = |text: &str| copy.map_or_else(|| text.to_owned(), |copy| copy.text(text).into_owned());
    let mut files = cards(records, write);
    files.push(("f.bin".to_owned(), gzip(&facet::file(facets, records, write))));
    files.push(("lex.bin".to_owned(), gzip(lexicon::file(names, write).as_bytes())));
    files
}

/// Cards: `[[kind, url, title, line, value, folded], …]`.
fn cards(records: &[Record], write: impl Fn(&str) -> String + Sync) -> Vec<(String, Vec<u8>)> {
    let line = |r: &Record| if r.line.is_empty() { r.date.clone() } else { format!("{}　{}", r.line, r.date) };
    let one = |(number, part): (usize, &[Record])| {
        let row = |r: &Record| {
            let title = write(&r.title);
            let folded = folded(&title);
            (r.kind as u8, r.url.clone(), title, write(&line(r)), write(&r.value), folded)
        };
        let rows: Vec<_> = part.iter().map(row).collect();
        (format!("c/{number}.bin"), gzip(&serde_json::to_vec(&rows).unwrap_or_default()))
    };
    records.par_chunks(CARD).enumerate().map(one).collect()
}

/// Names the folder after everything in it; of the texts, by their fingerprints.
fn digest<'f>(root: &Root, files: impl Iterator<Item = &'f (String, Vec<u8>)>, records: &[Record]) -> String {
    let mut hash = Sha256::new();
    // Another version may make other texts of the same bodies.
    hash.update(env!("CARGO_PKG_VERSION"));
    hash.update(serde_json::to_vec(root).unwrap_or_default());
    for (path, bytes) in files {
        hash.update(path);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    for record in records {
        hash.update(record.fingerprint.to_le_bytes());
        hash.update((record.head.len() as u64).to_le_bytes());
        hash.update(&record.head);
    }
    hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_are_front_coded() {
        let boundaries = ["", "1", "10.", "一", "一𠮷", "一𠮷半"].map(str::to_owned);
        assert_eq!(front_coded(&boundaries), "0\n01\n10.\n0一\n1𠮷\n3半");
        assert_eq!(front_coded(&["123456789012", "123456789013"].map(str::to_owned)), "0123456789012\n9013");
    }
}
