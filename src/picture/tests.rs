//! Pictures are made by our own encoders here; what a camera adds is put in by hand.

use super::raster::Raster;
use super::{Damage, Flaw, Form, Format, Look, Uses, make};

const SHOWN: Uses = Uses { is_shown: true, is_linked: false };

/// Position 37°46′ N and a turn to the right, as a camera notes them (EXIF, big endian).
const EXIF: &[u8] = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0GPSHERE";

/// The same turn; the list of the position is not ended, as some programs write it.
const CARELESS: &[u8] = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\
    \x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0\0\x01\0\x02\0\x05\0\0\0\x03\0\0\0\x34\
    \0\0\0\x25\0\0\0\x01\0\0\0\x2e\0\0\0\x01\0\0\0\0\0\0\0\x01";

/// A picture that is red on the left and blue on the right.
fn raster(width: u32, height: u32) -> Raster {
    let row = (0..width).flat_map(|x| if x < width / 2 { [255, 0, 0] } else { [0, 0, 255] });
    let row: Vec<u8> = row.collect();
    let bytes = (0..height).flat_map(|_| row.clone()).collect();
    Raster::rgb(width, height, bytes)
}

/// With a segment of the camera's after the first marker.
fn photographed(jpeg: &[u8]) -> Vec<u8> {
    noted(jpeg, EXIF)
}

fn noted(jpeg: &[u8], notes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(notes.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, notes, &jpeg[2..]].concat()
}

fn look(bytes: &[u8]) -> Look {
    Look::at(bytes).unwrap().unwrap()
}

fn has(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|w| w == what)
}

#[test]
fn small_forms_and_none_larger_than_the_picture() {
    let photo = photographed(&raster(1000, 500).jpeg().unwrap());
    let look = look(&photo);
    assert_eq!((look.format, look.width, look.height, look.turn), (Format::Jpeg, 500, 1000, 6));
    assert_eq!(look.forms(SHOWN), [Form::Width(480), Form::Full]);
    let wide = Look { width: 5472, height: 3648, ..look };
    assert_eq!(wide.forms(SHOWN), [480, 960, 1440].map(Form::Width));
    assert_eq!(wide.forms(Uses { is_shown: false, is_linked: true }), [Form::Full]);
    assert_eq!(wide.forms(Uses { is_linked: true, ..SHOWN }).last(), Some(&Form::Full));
    assert_eq!(wide.size(Form::Width(960)), (960, 640));
}

#[test]
fn photographs_stand_upright_and_tell_no_place() {
    let photo = photographed(&raster(1000, 500).jpeg().unwrap());
    assert!(has(&photo, b"GPSHERE"));
    let look = look(&photo);
    let forms = look.forms(SHOWN);
    for (form, bytes) in forms.iter().zip(make(&photo, &look, &forms).unwrap()) {
        assert!(!has(&bytes, b"GPSHERE") && !has(&bytes, b"Exif"), "{form:?}");
        let made = Raster::of_jpeg(&bytes).unwrap();
        assert_eq!((made.width, made.height), look.size(*form));
        // Turned to the right, what was on the left is above.
        assert!(made.at(10, 10)[0] > 200 && made.at(10, made.height - 10)[2] > 200, "{form:?}");
    }
}

#[test]
fn every_turn_has_its_corner() {
    // The corner that is above left after each turn: first columns red, last row of each half told apart by size.
    for (turn, size, red_at) in [
        (1, (20, 10), (0, 0)),
        (2, (20, 10), (19, 0)),
        (3, (20, 10), (19, 9)),
        (4, (20, 10), (0, 9)),
        (5, (10, 20), (0, 0)),
        (6, (10, 20), (9, 0)),
        (7, (10, 20), (9, 19)),
        (8, (10, 20), (0, 19)),
    ] {
        let mut bytes = vec![0; 20 * 10 * 3];
        bytes[0] = 255;
        let turned = Raster::rgb(20, 10, bytes).upright(turn);
        assert_eq!((turned.width, turned.height), size, "{turn}");
        assert_eq!(turned.at(red_at.0, red_at.1), [255, 0, 0], "{turn}");
    }
}

#[test]
fn drawings_keep_what_they_are_and_lose_what_was_noted() {
    let png = raster(40, 20).png().unwrap();
    // A text chunk before the end, which takes the last twelve bytes.
    let mut noted = img_parts::png::Png::from_bytes(png.clone().into()).unwrap();
    noted.chunks_mut().insert(1, img_parts::png::PngChunk::new(*b"tEXt", b"Author\0X".to_vec().into()));
    let noted = noted.encoder().bytes().to_vec();
    assert!(has(&noted, b"Author"));
    assert_eq!(make(&noted, &look(&noted), &[Form::Full]).unwrap(), [png]);
}

#[test]
fn svg_without_scripts() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"><script>x()</script><rect width=\"3\" height=\"3\"/></svg>";
    let made = make(svg, &look(svg), &[Form::Full]).unwrap().concat();
    assert!(has(&made, b"<rect") && !has(&made, b"script") && !has(&made, b"onload"));
    assert_eq!(make(svg, &look(svg), &[Form::Full]).unwrap().concat(), made);
}

#[test]
fn careless_notes_are_read() {
    let jpeg = raster(40, 20).jpeg().unwrap();
    let look = look(&noted(&jpeg, CARELESS));
    assert_eq!((look.turn, look.width, look.height), (6, 20, 40));
}

#[test]
fn bombs_are_refused_by_their_heads() {
    let mut png = raster(40, 20).png().unwrap();
    // Width and height in the first chunk.
    png[16..24].copy_from_slice(&[0, 0, 0x3f, 0xff, 0, 0, 0x3f, 0xff]);
    assert_eq!(Look::at(&png).unwrap(), Err(Flaw::TooLarge { width: 16_383, height: 16_383 }));
    png[16..24].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 1]);
    assert!(matches!(Look::at(&png).unwrap(), Err(Flaw::TooLarge { .. })));
}

#[test]
fn broken_ones_are_told() {
    for whole in [raster(300, 200).jpeg().unwrap(), raster(300, 200).png().unwrap()] {
        let half = &whole[..whole.len() * 2 / 3];
        let found = make(half, &look(half), &[Form::Full]);
        assert_eq!(found.map(|f| f.len()), Err(Flaw::Broken(Damage::Cut)));
        let mut odd = whole.clone();
        let middle = whole.len() / 4;
        odd[middle..middle + 60].fill(0xff);
        let found = make(&odd, &look(&odd), &[Form::Full]);
        assert_eq!(found.map(|f| f.len()), Err(Flaw::Broken(Damage::Malformed)));
    }
    assert_eq!(Look::at(b"GIF8"), Some(Err(Flaw::Broken(Damage::Cut))));
    let open = b"<svg xmlns='http://www.w3.org/2000/svg'><g>";
    assert_eq!(make(open, &look(open), &[Form::Full]), Err(Flaw::Broken(Damage::Malformed)));
    assert_eq!(Look::at(b"%PDF-1.7"), None);
}

/// The filter of drawings would fill the memory.
#[test]
fn drawings_are_not_nested_without_end() {
    let nested = |depth: usize| {
        let (open, close) = ("<g>".repeat(depth), "</g>".repeat(depth));
        format!("<svg xmlns='http://www.w3.org/2000/svg'>{open}{close}</svg>").into_bytes()
    };
    let made = |svg: Vec<u8>| make(&svg, &look(&svg), &[Form::Full]).map(|forms| forms.len());
    assert_eq!(made(nested(200)), Ok(1));
    assert_eq!(made(nested(200_000)), Err(Flaw::Broken(Damage::Deep)));
}

/// The colours of a picture for print become others on the way; the profile of its inks would spoil them.
#[test]
fn profiles_of_other_colours_go() {
    let profile = |space: &[u8; 4]| [&[0; 16][..], space, &[0; 108]].concat();
    let with = |space: &[u8; 4]| raster(600, 20).with_profile(profile(space)).jpeg().unwrap();
    let of = |space: &[u8; 4]| Raster::of_jpeg(&with(space)).unwrap().jpeg().unwrap();
    assert!(has(&of(b"RGB "), &profile(b"RGB ")));
    assert!(has(&with(b"CMYK"), b"CMYK") && !has(&of(b"CMYK"), b"CMYK"));
}

#[test]
fn photographs_of_telephones_are_told() {
    assert_eq!(Look::at(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Some(Err(Flaw::Heif)));
    assert_eq!(Look::at(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic"), Some(Err(Flaw::Heif)));
    assert_ne!(Look::at(b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif"), Some(Err(Flaw::Heif)));
    assert_eq!(Look::at(b"\0\0\0\x14ftypisom\0\0\0\0mp42"), None);
}

/// So that the page keeps their place while they are loaded.
#[test]
fn drawings_say_how_large_they_are() {
    let size = |attributes: &str| {
        let look = look(format!("<?xml version='1.0'?><!-- x --><svg {attributes}/>").as_bytes());
        (look.width, look.height)
    };
    assert_eq!(size("width='320' height='200.5px' viewBox='0 0 3 2'"), (320, 200));
    for unsaid in ["viewBox='0 0 3 2'", "width='100%' height='200'", "width='3cm' height='2cm'", "width='0' height='9'"]
    {
        assert_eq!(size(unsaid), (0, 0), "{unsaid}");
    }
}

#[test]
fn names_tell_the_format() {
    assert_eq!(Format::Jpeg.named("a.b.JPG"), "a.b.JPG");
    assert_eq!(Format::Jpeg.named("a.b.png"), "a.b.jpg");
    assert_eq!(Format::Svg.named("图"), "图.svg");
}

mod laws {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;

    static WHOLE: LazyLock<[Vec<u8>; 3]> = LazyLock::new(|| {
        let jpeg = raster(60, 40).jpeg().unwrap();
        [
            photographed(&jpeg),
            raster(60, 40).png().unwrap(),
            b"<svg xmlns='http://www.w3.org/2000/svg'><g/></svg>".to_vec(),
        ]
    });

    proptest! {
        /// Whatever is in a file, it is made or refused.
        #[test]
        fn no_bytes_are_too_odd(
            which in 0..3usize,
            cut in 0..2000usize,
            changes in prop::collection::vec((0..2000usize, any::<u8>()), 0..12),
        ) {
            let mut bytes = WHOLE[which].clone();
            for (at, byte) in changes {
                let length = bytes.len();
                bytes[at % length] = byte;
            }
            bytes.truncate(bytes.len() - cut % 40);
            if let Some(Ok(look)) = Look::at(&bytes) {
                let _ = make(&bytes, &look, &look.forms(SHOWN));
            }
        }

        #[test]
        fn heads_of_any_bytes_are_read(start in prop::sample::select(vec![
            &b"\xff\xd8\xff"[..], b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8X", b"\0\0\0 ftypavif", b"<svg",
        ]), rest in prop::collection::vec(any::<u8>(), 0..200)) {
            let bytes = [start, &rest].concat();
            if let Some(Ok(look)) = Look::at(&bytes) {
                let _ = make(&bytes, &look, &look.forms(SHOWN));
            }
        }
    }
}
