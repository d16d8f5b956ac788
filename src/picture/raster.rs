//! Pixels in memory: decoded, brought to another size, turned upright, encoded. Knows no format's container.

use std::io::Cursor;

use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

use super::{Damage, Flaw, LONGEST_SIDE};

/// Quality of photographs: beyond it files grow and eyes see nothing.
const QUALITY: u8 = 80;

/// What a pixel is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pixels {
    Gray,
    GrayAlpha,
    Rgb,
    Rgba,
}

impl Pixels {
    fn bytes(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::GrayAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba => 4,
        }
    }

    /// Whether a colour profile is one for such pixels: of a picture for print nothing of its inks is left.
    fn are_told_by(self, profile: &[u8]) -> bool {
        let space: &[u8] = match self {
            Self::Gray | Self::GrayAlpha => b"GRAY",
            Self::Rgb | Self::Rgba => b"RGB ",
        };
        profile.get(16..20) == Some(space)
    }

    fn resized_as(self) -> PixelType {
        match self {
            Self::Gray => PixelType::U8,
            Self::GrayAlpha => PixelType::U8x2,
            Self::Rgb => PixelType::U8x3,
            Self::Rgba => PixelType::U8x4,
        }
    }
}

/// A decoded picture.
pub(super) struct Raster {
    pub width: u32,
    pub height: u32,
    pixels: Pixels,
    data: Vec<u8>,
    /// The colour profile.
    profile: Option<Vec<u8>>,
}

impl Raster {
    /// Decodes a JPEG. Truncated data is an error, not a grey half.
    pub fn of_jpeg(bytes: &[u8]) -> Result<Self, Flaw> {
        let side = LONGEST_SIDE as usize;
        let options = DecoderOptions::default().set_use_unsafe(false).set_strict_mode(true);
        let options = options.set_max_width(side).set_max_height(side);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
        decoder.decode_headers().map_err(refused)?;
        let is_gray = decoder.input_colorspace() == Some(ColorSpace::Luma);
        let (space, pixels) = if is_gray { (ColorSpace::Luma, Pixels::Gray) } else { (ColorSpace::RGB, Pixels::Rgb) };
        decoder.set_options(options.jpeg_set_out_colorspace(space));
        let data = decoder.decode().map_err(refused)?;
        let (width, height) = decoder.dimensions().ok_or_else(|| Flaw::broken("no size"))?;
        let profile = decoder.icc_profile();
        Self::new((width, height), pixels, data, profile)
    }

    /// Decodes a PNG, eight bits a channel.
    pub fn of_png(bytes: &[u8]) -> Result<Self, Flaw> {
        let mut decoder = png::Decoder::new(Cursor::new(bytes));
        decoder.set_ignore_text_chunk(true);
        decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
        let mut reader = decoder.read_info().map_err(Flaw::broken)?;
        let mut data = vec![0; reader.output_buffer_size().ok_or_else(|| Flaw::broken("no size"))?];
        let frame = reader.next_frame(&mut data).map_err(Flaw::broken)?;
        data.truncate(frame.buffer_size());
        let pixels = match frame.color_type {
            png::ColorType::Grayscale => Pixels::Gray,
            png::ColorType::GrayscaleAlpha => Pixels::GrayAlpha,
            png::ColorType::Rgb => Pixels::Rgb,
            png::ColorType::Rgba => Pixels::Rgba,
            png::ColorType::Indexed => return Err(Flaw::broken("palette")),
        };
        let profile = reader.info().icc_profile.as_ref().map(|p| p.to_vec());
        Self::new((frame.width as usize, frame.height as usize), pixels, data, profile)
    }

    fn new(
        (width, height): (usize, usize),
        pixels: Pixels,
        data: Vec<u8>,
        profile: Option<Vec<u8>>,
    ) -> Result<Self, Flaw> {
        if data.len() != width * height * pixels.bytes() {
            return Err(Flaw::broken("too little data"));
        }
        let side = |n: usize| u32::try_from(n).map_err(Flaw::broken);
        let profile = profile.filter(|profile| pixels.are_told_by(profile));
        Ok(Self { width: side(width)?, height: side(height)?, pixels, data, profile })
    }

    /// A picture of these pixels.
    #[cfg(test)]
    pub fn rgb(width: u32, height: u32, data: Vec<u8>) -> Self {
        Self { width, height, pixels: Pixels::Rgb, data, profile: None }
    }

    /// With a colour profile, whatever it is for.
    #[cfg(test)]
    pub fn with_profile(self, profile: Vec<u8>) -> Self {
        Self { profile: Some(profile), ..self }
    }

    /// A pixel.
    #[cfg(test)]
    pub fn at(&self, x: u32, y: u32) -> [u8; 3] {
        let at = (y * self.width + x) as usize * 3;
        self.data[at..at + 3].try_into().unwrap()
    }

    /// The picture in another size.
    pub fn resized(mut self, width: u32, height: u32) -> Result<Self, Flaw> {
        let kind = self.pixels.resized_as();
        let source = Image::from_vec_u8(self.width, self.height, self.data, kind).map_err(Flaw::broken)?;
        let mut target = Image::new(width, height, kind);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new().resize(&source, &mut target, &options).map_err(Flaw::broken)?;
        self.data = target.into_vec();
        (self.width, self.height) = (width, height);
        Ok(self)
    }

    /// The picture upright; `turn` is the number EXIF has for how it lies.
    pub fn upright(&self, turn: u8) -> Self {
        let (width, height) = if turn > 4 { (self.height, self.width) } else { (self.width, self.height) };
        let size = self.pixels.bytes();
        let mut data = Vec::with_capacity(self.data.len());
        for y in 0..height {
            for x in 0..width {
                let (from_x, from_y) = self.source(turn, x, y);
                let at = (from_y as usize * self.width as usize + from_x as usize) * size;
                data.extend_from_slice(self.data.get(at..at + size).unwrap_or_default());
            }
        }
        Self { width, height, pixels: self.pixels, data, profile: self.profile.clone() }
    }

    /// Where the pixel lies that is to be seen at `x`, `y`.
    fn source(&self, turn: u8, x: u32, y: u32) -> (u32, u32) {
        let (right, bottom) = (self.width - 1, self.height - 1);
        match turn {
            2 => (right - x, y),
            3 => (right - x, bottom - y),
            4 => (x, bottom - y),
            5 => (y, x),
            6 => (y, bottom - x),
            7 => (right - y, bottom - x),
            8 => (right - y, x),
            _ => (x, y),
        }
    }

    /// As a progressive JPEG.
    pub fn jpeg(&self) -> Result<Vec<u8>, Flaw> {
        let mut out = Vec::new();
        let mut encoder = Encoder::new(&mut out, QUALITY);
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        encoder.set_progressive(true);
        encoder.set_optimized_huffman_tables(true);
        if let Some(profile) = &self.profile {
            encoder.add_icc_profile(profile).map_err(Flaw::broken)?;
        }
        let color = if self.pixels == Pixels::Gray { ColorType::Luma } else { ColorType::Rgb };
        let side = |n: u32| u16::try_from(n).map_err(Flaw::broken);
        encoder.encode(&self.data, side(self.width)?, side(self.height)?, color).map_err(Flaw::broken)?;
        Ok(out)
    }

    /// As a PNG.
    pub fn png(&self) -> Result<Vec<u8>, Flaw> {
        let mut info = png::Info::with_size(self.width, self.height);
        info.icc_profile = self.profile.as_deref().map(Into::into);
        info.bit_depth = png::BitDepth::Eight;
        info.color_type = match self.pixels {
            Pixels::Gray => png::ColorType::Grayscale,
            Pixels::GrayAlpha => png::ColorType::GrayscaleAlpha,
            Pixels::Rgb => png::ColorType::Rgb,
            Pixels::Rgba => png::ColorType::Rgba,
        };
        let mut out = Vec::new();
        let encoder = png::Encoder::with_info(&mut out, info).map_err(Flaw::broken)?;
        let mut writer = encoder.write_header().map_err(Flaw::broken)?;
        writer.write_image_data(&self.data).map_err(Flaw::broken)?;
        writer.finish().map_err(Flaw::broken)?;
        Ok(out)
    }
}

fn refused(error: DecodeErrors) -> Flaw {
    match error {
        DecodeErrors::Unsupported(_) => Flaw::Broken(Damage::Unsupported),
        error => Flaw::broken(error),
    }
}
