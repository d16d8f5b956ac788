//! Packed copies of text files, for hosts that send them as they lie (nginx: `gzip_static`, `brotli_static`):
//! `index.html.gz` and `index.html.br` beside `index.html`. The same bytes give the same copies on every machine.

use std::io::{self, Write as _};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};

/// Of 11. On the sample site 10 takes thirteen times as long as 7, for pages that are 9 % smaller.
const QUALITY: i32 = 7;

/// How a copy is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Gzip,
    Brotli,
}

impl Coding {
    pub const ALL: [Self; 2] = [Self::Gzip, Self::Brotli];

    /// What is added to the name of the file.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Gzip => ".gz",
            Self::Brotli => ".br",
        }
    }

    /// The packed bytes.
    pub fn pack(self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut packed = Vec::with_capacity(bytes.len() / 3 + 32);
        match self {
            Self::Gzip => {
                let mut writer = GzBuilder::new().mtime(0).write(packed, Compression::best());
                writer.write_all(bytes)?;
                writer.finish()
            }
            Self::Brotli => {
                let params =
                    BrotliEncoderParams { quality: QUALITY, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
                brotli::BrotliCompress(&mut &*bytes, &mut packed, &params)?;
                Ok(packed)
            }
        }
    }
}

/// Whether a file is text by its name. Pictures, fonts and the files of the search index are packed already.
pub(super) fn is_text(path: &str) -> bool {
    const TEXT: [&str; 9] = ["html", "css", "js", "json", "csv", "xml", "txt", "svg", "mjs"];
    path.rsplit_once('.').is_some_and(|(_, extension)| TEXT.contains(&extension))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_is_packed_can_be_unpacked() {
        for text in ["", "县", &"一般公共预算收入首次突破10亿元。".repeat(999)] {
            let mut unpacked = String::new();
            let packed = Coding::Gzip.pack(text.as_bytes()).unwrap();
            flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut unpacked).unwrap();
            assert_eq!(unpacked, text);
            let packed = Coding::Brotli.pack(text.as_bytes()).unwrap();
            let mut unpacked = Vec::new();
            brotli::BrotliDecompress(&mut &packed[..], &mut unpacked).unwrap();
            assert_eq!(unpacked, text.as_bytes());
        }
    }

    #[test]
    fn texts_by_name() {
        for (path, expect) in [("index.html", true), ("a/data.csv", true), ("b/0.bin", false), ("a.html/b", false)] {
            assert_eq!(is_text(path), expect, "{path}");
        }
    }
}
