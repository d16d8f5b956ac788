//! Pictures: what the head of a file says of one, and the forms that are published. Bytes in, bytes out; it must not know
//! articles, pages or the disk.
//!
//! Of a photograph every published form is made anew from its pixels, upright, or has what the camera noted taken out:
//! where it was taken is nobody's business. The same bytes come out on every processor: the decoder's scalar code is
//! used, and what resizes counts in whole numbers.

mod look;
mod make;
mod raster;
mod strip;
#[cfg(test)]
mod tests;

pub use look::{Format, Look, Uses};
pub use make::make;

use std::fmt::Display;

use crate::diag::Words;

/// Changes when other bytes are made of the same picture, and with it all their names.
pub const EDITION: u32 = 3;

/// Widths of the smaller forms, in pixels; the last is what a wide column shows on a fine screen.
pub const WIDTHS: [u32; 3] = [480, 960, 1440];

/// Pixels that a picture may have.
const MOST_PIXELS: u64 = 100_000_000;
/// Pixels that a side may have.
const LONGEST_SIDE: u32 = 16_384;

/// One of the forms in which a picture is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// That of this width.
    Width(u32),
    /// In its own size.
    Full,
}

/// What is wrong with a picture that cannot be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// Its end is missing.
    Cut,
    /// It is of a rare kind of its format.
    Unsupported,
    /// What it holds contradicts itself.
    Malformed,
    /// Its elements are nested too deep.
    Deep,
}

/// Why a picture cannot be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// It cannot be decoded.
    Broken(Damage),
    /// It is shown, and is no picture that browsers show.
    NotAPicture,
    /// It would take too much memory.
    TooLarge {
        /// Pixels across.
        width: u64,
        /// Pixels down.
        height: u64,
    },
    /// What the camera noted cannot be taken out of this format.
    Notes,
    /// A photograph of a telephone's own format, which browsers do not show and which holds where it was taken.
    Heif,
}

impl Flaw {
    /// For what the libraries tell of their formats, which says nothing to an editor.
    fn broken(_: impl Display) -> Self {
        Self::Broken(Damage::Malformed)
    }

    /// What is malformed may only be cut short.
    fn in_file(self, format: Format, bytes: &[u8]) -> Self {
        match self {
            Self::Broken(Damage::Malformed) if format.is_cut(bytes) => Self::Broken(Damage::Cut),
            other => other,
        }
    }

    /// In words, with what to do.
    #[must_use]
    pub fn words(&self) -> (Words, Words) {
        match self {
            Self::Broken(damage) => damage.words(),
            Self::NotAPicture => (
                Words::new("这个文件不是网页能显示的图片", "this file is no picture that a page can show"),
                Words::new(
                    "另存为JPEG或PNG；不是图片的，写成链接 [文字](文件)",
                    "save it as JPEG or PNG; link to what is no picture: `[words](file)`",
                ),
            ),
            Self::TooLarge { width, height } => (
                Words::new(
                    format!("图片太大：{width}×{height}像素"),
                    format!("the picture is too large: {width}×{height} pixels"),
                ),
                Words::new(
                    "缩小到每边16384像素、总共一亿像素以内",
                    "bring it to 16,384 pixels a side and 100 million in all",
                ),
            ),
            Self::Heif => (
                Words::new("这是HEIC照片，浏览器不能显示", "this is a HEIC photograph, which browsers do not show"),
                Words::new(
                    "另存为JPEG；苹果手机可在“设置→相机→格式”里选“兼容性最佳”",
                    "save it as JPEG; an iPhone takes JPEG with Settings → Camera → Formats → Most Compatible",
                ),
            ),
            Self::Notes => (
                Words::new(
                    "这张AVIF图片带有拍摄信息，可能含有位置",
                    "this AVIF picture holds what the camera noted, perhaps the place",
                ),
                Words::new("另存为JPEG，或先去掉拍摄信息", "save it as JPEG, or take the notes out first"),
            ),
        }
    }
}

impl Damage {
    fn words(self) -> (Words, Words) {
        match self {
            Self::Cut => (
                Words::new("图片不完整，后面少了一截", "the picture is cut short"),
                Words::new(
                    "多半是没有传完：再复制或下载一次",
                    "most likely it was not copied to its end: copy it again",
                ),
            ),
            Self::Unsupported => (
                Words::new("图片的编码方式少见，读不了", "the picture is of a rare kind that cannot be read"),
                Words::new(
                    "用看图软件打开，另存为普通的JPEG或PNG",
                    "open it in a viewer and save it as a plain JPEG or PNG",
                ),
            ),
            Self::Deep => (
                Words::new("这幅SVG里一层套一层，套得太深", "the elements of this SVG are nested too deep"),
                Words::new("在绘图软件里取消编组，或另存为PNG", "ungroup it in a drawing program, or save it as PNG"),
            ),
            Self::Malformed => (
                Words::new("图片已损坏，读不出来", "the picture is broken"),
                Words::new(
                    "用看图软件打开，另存一份；或换一张",
                    "open it in a viewer and save it anew, or take another",
                ),
            ),
        }
    }
}
