//! SVG → PNG, with a font of the machine. Knows no page and no chart: whoever draws decides what is drawn.
//!
//! The fonts of a machine are not part of the site: two machines may make two pictures of one drawing.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, Query};
use resvg::usvg::{Options, Tree};

/// Families that have Chinese characters, the best first.
const FAMILIES: [&str; 11] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "Hiragino Sans GB",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
    "SimHei",
];

/// The machine's fonts, looked for once.
fn fonts() -> Option<&'static (Arc<Database>, &'static str)> {
    static FONTS: OnceLock<Option<(Arc<Database>, &'static str)>> = OnceLock::new();
    FONTS
        .get_or_init(|| {
            let mut all = Database::new();
            all.load_system_fonts();
            let has =
                |name: &&&str| all.query(&Query { families: &[Family::Name(name)], ..Query::default() }).is_some();
            let family = FAMILIES.iter().find(has)?;
            Some((Arc::new(all), *family))
        })
        .as_ref()
}

/// The family of this machine that can write Chinese into a picture.
#[must_use]
pub fn family() -> Option<&'static str> {
    fonts().map(|(_, family)| *family)
}

/// The picture of a drawing; nothing without a font, or if the drawing is none.
#[must_use]
pub fn png(svg: &str) -> Option<Vec<u8>> {
    let (fontdb, family) = fonts()?;
    let options = Options { fontdb: Arc::clone(fontdb), font_family: (*family).to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).ok()?;
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width(), size.height())?;
    resvg::render(&tree, Transform::default(), &mut pixels.as_mut());
    pixels.encode_png().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_becomes_a_picture_of_its_size() {
        if family().is_none() {
            return;
        }
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><text y="9">县</text></svg>"#;
        let png = png(svg).unwrap_or_default();
        assert_eq!(png.get(..8), Some(&b"\x89PNG\r\n\x1a\n"[..]));
        assert_eq!(png.get(16..24), Some(&[0, 0, 0, 20, 0, 0, 0, 10][..]));
    }

    #[test]
    fn what_is_no_drawing_is_no_picture() {
        assert_eq!(png("<svg"), None);
    }
}
