//! Bytes of a file to text: UTF-8 with or without BOM; anything else is named, GB 18030 in particular.

use std::hash::Hasher as _;

use crate::diag::{Code, Diagnostic, SourcePath, Span, Words};

/// A file that was read and decoded.
#[derive(Debug, Clone)]
pub struct TextFile {
    /// Where it stands, relative to the site.
    pub path: SourcePath,
    /// Its text; a BOM is kept, so that byte offsets are those of the file.
    pub text: String,
}

/// Decodes the bytes of `path`.
///
/// # Errors
/// A diagnostic when the bytes are not UTF-8; the encoding is named when it can be recognised.
pub fn decode(path: &SourcePath, bytes: Vec<u8>) -> Result<TextFile, Box<Diagnostic>> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(TextFile { path: path.clone(), text }),
        Err(e) => {
            let good = e.utf8_error().valid_up_to();
            Err(Box::new(not_utf8(path, e.as_bytes(), good)))
        }
    }
}

/// Decodes for display only: whatever the bytes are, there is a text to show.
#[must_use]
pub fn decode_for_display(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(e) => match guess(e.as_bytes()) {
            Some(encoding) => encoding.decode(e.as_bytes()).0.into_owned(),
            None => String::from_utf8_lossy(e.as_bytes()).into_owned(),
        },
    }
}

/// Decodes what another program saved: UTF-8, an encoding that a mark at the start names, or GB 18030 with at most a bad
/// character in a thousand, as old pages have. `None` if it is none of these.
#[must_use]
pub fn decode_foreign(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return Some(encoding.decode(bytes).0.into_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let text = encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned();
    let bad = text.matches('\u{fffd}').count();
    (bad * 1000 <= text.chars().count()).then_some(text)
}

fn guess(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    // Nearly all bytes are well-formed GB 18030; other encodings cannot be told from it.
    Some(encoding_rs::GB18030).filter(|encoding| !encoding.decode_without_bom_handling(bytes).1)
}

fn not_utf8(path: &SourcePath, bytes: &[u8], good: usize) -> Diagnostic {
    let name = guess(bytes).map(encoding_rs::Encoding::name);
    let prefix = decode_for_display(bytes.get(..good).unwrap_or_default().to_vec()).len();
    let message = match name {
        Some("gb18030") => {
            Words::new("文件的编码是 GB 18030（GBK），不是 UTF-8", "the file is in GB 18030 (GBK), not UTF-8")
        }
        Some(name) => {
            Words::new(format!("文件的编码像是 {name}，不是 UTF-8"), format!("the file looks like {name}, not UTF-8"))
        }
        None => Words::new("文件不是 UTF-8 文本", "the file is not UTF-8 text"),
    };
    Diagnostic::new(Code::NotUtf8, message).at(Span::new(path, prefix..prefix)).help(Words::new(
        "在编辑器里选“另存为”，编码选 UTF-8（记事本：另存为→编码→UTF-8；WPS：编码文本→UTF-8）",
        "save the file again with encoding UTF-8 (“Save as” in the editor)",
    ))
}

/// Editors and tools write `%20` for spaces in links.
#[must_use]
pub fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&b, tail)) = rest.split_first() {
        let hex = (b == b'%').then(|| tail.get(..2)).flatten().and_then(|h| std::str::from_utf8(h).ok());
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(b);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// A fingerprint of a text, stable between runs; not for security.
#[must_use]
pub fn hash(bytes: &[u8]) -> u64 {
    // FNV-1a over 8-byte words would do; SipHash with fixed keys is in the standard library and fast enough.
    #[expect(deprecated, reason = "DefaultHasher's algorithm is unspecified; SipHasher is SipHash-2-4 for good")]
    let mut hasher = std::hash::SipHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
