//! What the head of a file says of the picture in it; nothing is decoded.

use std::borrow::Cow;
use std::io::Cursor;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{Flaw, Form, LONGEST_SIDE, MOST_PIXELS, WIDTHS};

/// A format that browsers show, by what a file begins with and not by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Photographs.
    Jpeg,
    /// Drawings and screen shots.
    Png,
    /// Kept as it is, it may move.
    Gif,
    /// Kept, without the camera's notes.
    WebP,
    /// Kept as it is.
    Avif,
    /// Text; scripts and links to elsewhere are taken out.
    Svg,
}

impl Format {
    /// The format of a file, if it is a picture.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let at = |range: std::ops::Range<usize>| bytes.get(range).unwrap_or_default();
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', ..] if at(8..12) == b"WEBP" => Some(Self::WebP),
            _ if has_brand(bytes, &AVIF) => Some(Self::Avif),
            _ => is_svg(bytes).then_some(Self::Svg),
        }
    }
}

impl Format {
    /// The usual end of its files' names, and others of the same type.
    const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Gif => &["gif"],
            Self::WebP => &["webp"],
            Self::Avif => &["avif"],
            Self::Svg => &["svg"],
        }
    }

    /// A file's name with the end that this format has: hosts tell browsers the type by it.
    #[must_use]
    pub fn named(self, name: &str) -> Cow<'_, str> {
        let own = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        if self.extensions().iter().any(|usual| own.eq_ignore_ascii_case(usual)) {
            return Cow::Borrowed(name);
        }
        let stem = name.strip_suffix(own).and_then(|stem| stem.strip_suffix('.')).unwrap_or(name);
        Cow::Owned(format!("{stem}.{}", self.extensions().first().unwrap_or(&own)))
    }

    /// Whether the end of a file is missing.
    pub(super) fn is_cut(self, bytes: &[u8]) -> bool {
        let end = bytes.trim_ascii_end();
        let written = end.iter().rposition(|byte| *byte != 0).map_or(0, |at| at + 1);
        let written = end.get(..written).unwrap_or_default();
        match self {
            Self::Jpeg => !written.ends_with(&[0xff, 0xd9]),
            Self::Png => !holds(bytes, b"IEND"),
            Self::Gif => !written.ends_with(b";"),
            Self::WebP => riff_length(bytes).is_none_or(|length| bytes.len() < length),
            Self::Avif => false,
            Self::Svg => !written.ends_with(b">"),
        }
    }
}

/// Brands of AVIF in the head of a file of ISO's container.
const AVIF: [&[u8]; 2] = [b"avif", b"avis"];
/// Of what telephones write in the same container.
const HEIF: [&[u8]; 7] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1"];

/// Whether a file of ISO's container names one of these brands in its head.
fn has_brand(bytes: &[u8], brands: &[&[u8]]) -> bool {
    let length = bytes.get(..4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_be_bytes);
    let head = bytes.get(..(length as usize).min(64)).unwrap_or_default();
    let named = head.get(8..).unwrap_or_default().chunks(4);
    head.get(4..8) == Some(b"ftyp") && named.into_iter().any(|brand| brands.contains(&brand))
}

/// How long a RIFF file says it is.
fn riff_length(bytes: &[u8]) -> Option<usize> {
    let length: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(length)).ok()?.checked_add(8)
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<') && head.contains("<svg")
}

/// How a picture is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Uses {
    /// On a page.
    pub is_shown: bool,
    /// As the aim of a link.
    pub is_linked: bool,
}

/// A picture, as far as its head tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Its format.
    pub format: Format,
    /// Pixels across as it is shown, that is turned upright; 0 where a drawing does not say.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// How its pixels are to be turned, by the numbers of EXIF; 1 is upright.
    pub turn: u8,
}

impl Look {
    /// Looks at a file. `None` if it is no picture.
    #[must_use]
    pub fn at(bytes: &[u8]) -> Option<Result<Self, Flaw>> {
        match Format::of(bytes) {
            Some(format) => Some(look(format, bytes)),
            None => has_brand(bytes, &HEIF).then_some(Err(Flaw::Heif)),
        }
    }

    /// The forms in which it is published, the smallest first. A page shows no more pixels than its column has room for
    /// on a fine screen; what is linked to is there in its own size.
    #[must_use]
    pub fn forms(&self, uses: Uses) -> Vec<Form> {
        if !self.is_scaled() {
            return vec![Form::Full];
        }
        let smaller = WIDTHS.into_iter().filter(|w| uses.is_shown && *w < self.width).map(Form::Width);
        let is_small = WIDTHS.last().is_none_or(|widest| self.width <= *widest);
        smaller.chain((is_small || uses.is_linked).then_some(Form::Full)).collect()
    }

    /// Width and height of a form.
    #[must_use]
    pub fn size(&self, form: Form) -> (u32, u32) {
        match form {
            Form::Full => (self.width, self.height),
            Form::Width(width) => {
                let height = u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2;
                (width, u32::try_from(height / u64::from(self.width.max(1))).unwrap_or(1).max(1))
            }
        }
    }

    /// Whether its forms are made of its pixels, which takes time.
    #[must_use]
    pub fn is_scaled(&self) -> bool {
        matches!(self.format, Format::Jpeg | Format::Png)
    }
}

fn look(format: Format, bytes: &[u8]) -> Result<Look, Flaw> {
    if format == Format::Svg {
        let (width, height) = drawn_size(bytes).unwrap_or_default();
        return Ok(Look { format, width, height, turn: 1 });
    }
    if format == Format::Avif && holds(bytes, b"Exif") {
        return Err(Flaw::Notes);
    }
    let size = imagesize::blob_size(bytes).map_err(|flaw| Flaw::broken(flaw).in_file(format, bytes))?;
    let (width, height) = (size.width as u64, size.height as u64);
    let longest = u64::from(LONGEST_SIDE);
    if width > longest || height > longest || width * height > MOST_PIXELS {
        return Err(Flaw::TooLarge { width, height });
    }
    if width == 0 || height == 0 {
        return Err(Flaw::broken("0 px"));
    }
    let turn = if matches!(format, Format::Jpeg | Format::Png) { turn(bytes) } else { 1 };
    let (width, height) = if turn > 4 { (height, width) } else { (width, height) };
    let short = |pixels: u64| u32::try_from(pixels).unwrap_or(LONGEST_SIDE);
    Ok(Look { format, width: short(width), height: short(height), turn })
}

/// Width and height that a drawing says itself, in pixels.
fn drawn_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::from_reader(bytes);
    let root = loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => break tag,
            Event::Eof => return None,
            _ => {}
        }
    };
    let length = |name: &str| pixels(root.try_get_attribute(name).ok()??.value.as_ref());
    Some((length("width")?, length("height")?))
}

/// `320`, `320.5px`: whole pixels; nothing of other units.
fn pixels(text: &str) -> Option<u32> {
    let text = text.trim();
    let number = text.strip_suffix("px").unwrap_or(text);
    let (whole, rest) = number.split_once('.').unwrap_or((number, ""));
    let digits = rest.bytes().all(|b| b.is_ascii_digit());
    whole.parse().ok().filter(|pixels| digits && (1..=LONGEST_SIDE).contains(pixels))
}

/// Orientation as the camera noted it, though other notes of it may be broken.
fn turn(bytes: &[u8]) -> u8 {
    let read = exif::Reader::new().continue_on_error(true).read_from_container(&mut Cursor::new(bytes));
    let exif = read.or_else(|e| e.distill_partial_result(|_| ())).ok();
    let value = exif.as_ref().and_then(|e| e.get_field(exif::Tag::Orientation, exif::In::PRIMARY));
    let number = value.and_then(|field| field.value.get_uint(0)).and_then(|n| u8::try_from(n).ok());
    number.filter(|n| (1..=8).contains(n)).unwrap_or(1)
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    memchr::memmem::find(bytes, what).is_some()
}
