//! Copies of the content files in memory: what an edition was made of stays readable after the disk has moved on.
//!
//! A copy of the shelf costs next to nothing: it shares all files with the original, and a change after that is made in
//! a small part of it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::stamp::Stamp;
use super::text::{Packer, Text};
use crate::diag::{Diagnostic, SourcePath, TextStore};
use crate::load::Texts;
use crate::source::{
    Bodies, BodyFault, BodyHandle, Disk, ReadError, TextFile, decode, decode_for_display, hash, unreadable,
};

/// Into how many parts files are spread by their paths; a change copies one part.
const PARTS: u64 = 64;

/// A file as it was read.
#[derive(Debug)]
pub(super) struct Kept {
    content: Result<Text, io::ErrorKind>,
    hash: u64,
    /// `None` if it says nothing about the content.
    pub stamp: Option<Stamp>,
}

impl Kept {
    /// Reads a file. `None` if it is not there (any more).
    pub fn read(disk: &Disk, path: &SourcePath, packer: &mut Packer) -> Option<Self> {
        let on_disk = disk.held(path).is_none();
        let stamp = disk.metadata(path).filter(|_| on_disk).and_then(|m| Stamp::of(&m)).and_then(Stamp::settled);
        match disk.bytes(path) {
            Ok(bytes) => Some(Self { hash: hash(&bytes), content: Ok(packer.text(bytes)), stamp }),
            Err(e) if e.error.kind() == io::ErrorKind::NotFound => None,
            Err(e) => Some(Self { hash: 0, content: Err(e.error.kind()), stamp: None }),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        self.content.as_ref().is_ok_and(Text::is_empty)
    }

    fn same_as(&self, other: &Self) -> bool {
        self.hash == other.hash
            && match (&self.content, &other.content) {
                (Ok(a), Ok(b)) => a.bytes() == b.bytes(),
                (Err(a), Err(b)) => a == b,
                _ => false,
            }
    }
}

/// The files, by path.
#[derive(Debug, Clone)]
pub(super) struct Shelf {
    disk: Disk,
    parts: Vec<Arc<BTreeMap<SourcePath, Arc<Kept>>>>,
}

impl Shelf {
    /// An empty shelf over a disk.
    pub fn new(disk: Disk) -> Self {
        Self { disk, parts: (0..PARTS).map(|_| Arc::default()).collect() }
    }

    /// The file as it was read.
    pub fn get(&self, path: &SourcePath) -> Option<&Kept> {
        self.parts.get(part(path))?.get(path).map(Arc::as_ref)
    }

    /// Puts a file there, or takes it away. Says whether its content is another now.
    pub fn put(&mut self, path: &SourcePath, file: Option<Kept>) -> bool {
        let before = self.get(path);
        let same = match (before, &file) {
            (Some(before), Some(file)) => before.same_as(file) && before.stamp == file.stamp,
            (None, None) => true,
            _ => false,
        };
        if same {
            return false;
        }
        let other = !before.zip(file.as_ref()).is_some_and(|(before, file)| before.same_as(file));
        if let Some(part) = self.parts.get_mut(part(path)) {
            let part = Arc::make_mut(part);
            match file {
                Some(file) => part.insert(path.clone(), Arc::new(file)),
                None => part.remove(path),
            };
        }
        other
    }

    /// All paths.
    pub fn paths(&self) -> impl Iterator<Item = &SourcePath> {
        self.parts.iter().flat_map(|part| part.keys())
    }

    fn bytes(&self, path: &SourcePath) -> Option<Result<Cow<'_, [u8]>, ReadError>> {
        let bytes = self.get(path)?.content.as_ref();
        Some(bytes.map(Text::bytes).map_err(|kind| ReadError { path: path.clone(), error: io::Error::from(*kind) }))
    }
}

fn part(path: &SourcePath) -> usize {
    usize::try_from(hash(path.as_str().as_bytes()) % PARTS).unwrap_or(0)
}

impl Texts for Shelf {
    fn text_file(&self, path: &SourcePath) -> Result<TextFile, Box<Diagnostic>> {
        match self.bytes(path) {
            Some(Ok(bytes)) => decode(path, bytes.into_owned()),
            Some(Err(e)) => Err(Box::new(unreadable(&e))),
            None => self.disk.text_file(path),
        }
    }
}

impl Bodies for Shelf {
    fn fetch(&self, handle: &BodyHandle) -> Result<String, BodyFault> {
        let Some(Ok(bytes)) = self.bytes(&handle.file) else { return Err(BodyFault::Changed) };
        let body = bytes.get(handle.range.clone()).ok_or(BodyFault::Changed)?;
        if hash(body) != handle.hash {
            return Err(BodyFault::Changed);
        }
        String::from_utf8(body.to_vec()).map_err(|_| BodyFault::Changed)
    }
}

/// Texts for excerpts: of content as it was read, of all else as it stands on the disk.
impl TextStore for Shelf {
    fn text(&self, file: &SourcePath) -> Option<String> {
        match self.bytes(file) {
            Some(bytes) => bytes.ok().map(|b| decode_for_display(b.into_owned())),
            None => self.disk.text(file),
        }
    }
}
