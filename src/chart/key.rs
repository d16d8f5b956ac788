//! The key: what the marks mean. Series are labelled directly and never stand in a key (design guide §6).

use super::scene::{Dot, Glyph, Item, Path, Stroke, Tone};
use super::series::Mark;

/// A kind of mark, in the order of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyMark {
    /// 见报值
    Reported,
    /// 由增速推算
    Derived,
    /// 初步数
    Provisional,
    /// 下限
    BoundUp,
    /// 上限
    BoundDown,
    /// 区间
    Range,
    /// 有出入
    Disputed,
    /// 目标
    Target,
    /// 其间未见报道
    Gap,
}

impl KeyMark {
    /// The kind of a point's mark.
    pub(super) fn of(mark: Mark) -> Self {
        match mark {
            Mark::Reported => Self::Reported,
            Mark::Derived => Self::Derived,
            Mark::Provisional => Self::Provisional,
            Mark::BoundUp => Self::BoundUp,
            Mark::BoundDown => Self::BoundDown,
            Mark::Range(_) => Self::Range,
            Mark::Disputed(_) => Self::Disputed,
        }
    }

    /// A picture of the mark to stand before its meaning in `<p class="key"><span>…</span></p>`.
    #[must_use]
    pub fn icon(self) -> String {
        let shape = match self {
            Self::Reported => r#"<circle class="pt z" cx="14" cy="6" r="4.5"/>"#,
            Self::Derived => r#"<circle class="pt der" cx="14" cy="6" r="4"/>"#,
            Self::Provisional => r#"<circle class="pt pre" cx="14" cy="6" r="4"/>"#,
            Self::BoundUp => r#"<path class="bnd" d="M8 12H20M14 12V-2M10 3L14-2L18 3"/>"#,
            Self::BoundDown => r#"<path class="bnd" d="M8 0H20M14 0V14M10 9L14 14L18 9"/>"#,
            Self::Range => r#"<path class="bnd" d="M8-1H20M14-1V13M8 13H20"/>"#,
            Self::Disputed => r#"<path class="bnd dis" d="M8-1H20M14-1V13M8 13H20"/>"#,
            Self::Target => r#"<path class="tg" d="M14 .5L19.5 6L14 11.5L8.5 6Z"/>"#,
            Self::Gap => r#"<path class="ln gap" d="M0 6H28"/>"#,
        };
        format!(r#"<svg viewBox="0 0 28 12" aria-hidden="true">{shape}</svg>"#)
    }

    /// The mark itself, about the point given, for the key of a download.
    pub(super) fn item(self, (x, y): (f64, f64)) -> Item {
        let glyph = |glyph, tone, lift| Item::Glyph { x, y: y + lift, glyph, tone };
        let round = |dot, tone| Item::Dot { x, y, radius: 4.0, dot, tone };
        match self {
            Self::Reported => round(Dot::Reported, Tone::Current),
            Self::Derived => round(Dot::Derived, Tone::Context),
            Self::Provisional => round(Dot::Provisional, Tone::Context),
            Self::BoundUp => glyph(Glyph::Up, Tone::Current, 11.0),
            Self::BoundDown => glyph(Glyph::Down, Tone::Current, -11.0),
            Self::Range => glyph(Glyph::Span(16.0), Tone::Current, -8.0),
            Self::Disputed => glyph(Glyph::Doubt(16.0), Tone::Current, -8.0),
            Self::Target => glyph(Glyph::Diamond, Tone::Context, 0.0),
            Self::Gap => Item::Paths(vec![Path {
                stroke: Stroke::Gap,
                tone: Tone::Context,
                runs: vec![vec![(x - 12.0, y), (x + 12.0, y)]],
            }]),
        }
    }
}
