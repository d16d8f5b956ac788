//! A file without what the camera and the programs noted in it; its pixels stay as they are.

use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF as _};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{Damage, Flaw};

/// Elements of a drawing within each other; drawing programs nest a few dozen.
const DEEPEST: usize = 256;

/// Without EXIF, XMP, IPTC and comments; the colour profile stays.
pub(super) fn jpeg(bytes: &[u8]) -> Result<Vec<u8>, Flaw> {
    let mut jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).map_err(Flaw::broken)?;
    jpeg.segments_mut().retain(|s| !matches!(s.marker(), markers::APP1 | markers::APP13 | markers::COM));
    Ok(jpeg.encoder().bytes().to_vec())
}

/// Without EXIF, texts and times.
pub(super) fn png(bytes: &[u8]) -> Result<Vec<u8>, Flaw> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).map_err(Flaw::broken)?;
    png.chunks_mut().retain(|c| ![*b"eXIf", *b"tEXt", *b"iTXt", *b"zTXt", *b"tIME"].contains(&c.kind()));
    Ok(png.encoder().bytes().to_vec())
}

/// Without EXIF and XMP.
pub(super) fn webp(bytes: &[u8]) -> Result<Vec<u8>, Flaw> {
    let mut webp = WebP::from_bytes(Bytes::copy_from_slice(bytes)).map_err(Flaw::broken)?;
    webp.set_exif(None);
    webp.remove_chunks_by_id(*b"XMP ");
    Ok(webp.encoder().bytes().to_vec())
}

/// Without scripts, handlers and what would be loaded from elsewhere.
pub(super) fn svg(bytes: &[u8]) -> Result<Vec<u8>, Flaw> {
    if depth(bytes) > DEEPEST {
        return Err(Flaw::Broken(Damage::Deep));
    }
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(svg_hush::data_url_filter::allow_standard_images);
    let mut out = Vec::with_capacity(bytes.len());
    filter.filter(bytes, &mut out).map_err(Flaw::broken)?;
    Ok(out)
}

/// How deep elements are nested, up to where it is too deep: the filter indents each by its depth, which would fill the
/// memory. What is no XML is told by the filter.
fn depth(bytes: &[u8]) -> usize {
    let mut reader = Reader::from_reader(bytes);
    reader.config_mut().check_end_names = false;
    let (mut depth, mut deepest) = (0_usize, 0);
    while deepest <= DEEPEST {
        match reader.read_event() {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
