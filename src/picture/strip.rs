//! A file without what the camera and the programs noted in it; its pixels stay as they are.

use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF as _};

use super::Flaw;

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
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(svg_hush::data_url_filter::allow_standard_images);
    let mut out = Vec::with_capacity(bytes.len());
    filter.filter(bytes, &mut out).map_err(Flaw::broken)?;
    Ok(out)
}
