//! The bytes of a file, packed where there are very many files. Knows no files.

use std::borrow::Cow;

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

/// Quickly rather than well; the first level leaves Chinese texts at two thirds, this one at half.
const LEVEL: Compression = Compression::new(2);

/// Bytes that are kept.
#[derive(Debug)]
pub(super) enum Text {
    /// As they are.
    Plain(Box<[u8]>),
    /// Deflated.
    Packed { bytes: Box<[u8]>, len: usize },
}

impl Text {
    /// The bytes; empty if they cannot be unpacked, which does not happen to what was packed here.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        match self {
            Self::Plain(bytes) => Cow::Borrowed(bytes),
            Self::Packed { bytes, len } => Cow::Owned(unpacked(bytes, *len)),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Plain(bytes) if bytes.is_empty())
    }
}

fn unpacked(bytes: &[u8], len: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(len);
    let done = Decompress::new(false).decompress_vec(bytes, &mut out, FlushDecompress::Finish);
    done.map(|_| out).unwrap_or_default()
}

/// Makes texts of bytes.
pub(super) enum Packer {
    /// Leaves them as they are.
    None,
    /// Packs them, by way of a buffer.
    Deflate(Box<Compress>, Vec<u8>),
}

impl Packer {
    /// A packer, or none.
    pub fn new(packs: bool) -> Self {
        if packs { Self::Deflate(Box::new(Compress::new(LEVEL, false)), Vec::new()) } else { Self::None }
    }

    /// The text of bytes.
    pub fn text(&mut self, bytes: Vec<u8>) -> Text {
        let packed = match self {
            Self::Deflate(deflate, buffer) => packed(deflate, buffer, &bytes),
            Self::None => None,
        };
        packed.unwrap_or_else(|| Text::Plain(bytes.into()))
    }
}

/// `None` if the bytes become no fewer.
fn packed(deflate: &mut Compress, buffer: &mut Vec<u8>, bytes: &[u8]) -> Option<Text> {
    deflate.reset();
    buffer.clear();
    buffer.reserve(bytes.len());
    let done = deflate.compress_vec(bytes, buffer, FlushCompress::Finish);
    // Copied: an allocator does not give back what a shorter vector leaves.
    let bytes_packed = || Text::Packed { bytes: buffer.as_slice().into(), len: bytes.len() };
    (matches!(done, Ok(Status::StreamEnd)) && buffer.len() < bytes.len()).then(bytes_packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(packer: &mut Packer, text: &str, is_packed: bool) {
        let kept = packer.text(text.as_bytes().to_vec());
        assert_eq!(kept.bytes(), text.as_bytes());
        assert_eq!((matches!(kept, Text::Packed { .. }), kept.is_empty()), (is_packed, text.is_empty()));
    }

    #[test]
    fn texts_come_back() {
        let mut packer = Packer::new(true);
        check(&mut packer, &"一般公共预算收入".repeat(40), true);
        check(&mut packer, &"庆云县\n".repeat(9), true);
        check(&mut packer, "a", false);
        check(&mut packer, "", false);
        check(&mut Packer::new(false), &"庆云县".repeat(40), false);
    }
}
