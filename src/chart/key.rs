//! The key: what the marks mean. Series are labelled directly and never stand in a key (design guide §6).

use super::scene::{Dot, Glyph, Item, Tone};
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
    /// 目标
    Target,
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
        }
    }

    /// A picture of the mark to stand before its meaning in `<p class="key"><span>…</span></p>`.
    #[must_use]
    pub fn icon(self) -> String {
        let shape = match self {
            Self::Reported => r#"<circle class="pt z" cx="14" cy="6" r="4.5"/>"#,
            Self::Derived => r#"<circle class="pt der" cx="14" cy="6" r="4"/>"#,
            Self::Provisional => r#"<circle class="pt pre" cx="14" cy="6" r="4"/>"#,
            Self::BoundUp => r#"<path class="bnd z" d="M8 11H20M14 11V1M10 5L14 1L18 5"/>"#,
            Self::BoundDown => r#"<path class="bnd z" d="M8 1H20M14 1V11M10 7L14 11L18 7"/>"#,
            Self::Range => r#"<path class="bnd z" d="M9 1H19M14 1V11M9 11H19"/>"#,
            Self::Target => r#"<path class="tg" d="M14 1L19 6L14 11L9 6Z"/>"#,
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
            Self::Target => glyph(Glyph::Diamond, Tone::Context, 0.0),
        }
    }
}
