//! What is to be seen, in coordinates that fit any width: x as a share of the plot's width, offsets of text in em,
//! y in pixels. [`super::fluid`] and [`super::download`] draw the same scene.

use super::room::Gutters;

/// Texts for readers who do not see the picture.
#[derive(Clone, Debug, Default)]
pub struct Caption {
    /// Prefix of the element ids `…-t` and `…-d`; unique on the page.
    pub id: String,
    /// What is shown, in a phrase.
    pub title: String,
    /// Every value, in words.
    pub desc: String,
}

/// Whether a mark stands for the page's own subject (vermilion) or for its context (grey).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Earlier years, other counties.
    #[default]
    Context,
    /// This year, this county: at most one line or bar of a chart.
    Current,
}

impl Tone {
    /// Class of a mark.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Context => "",
            Self::Current => "z",
        }
    }
}

/// In which rooms a text is seen: some labels have a long and a short form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Always,
    /// From the breakpoint of 40em up (class `w`).
    Wide,
    /// Below it (class `s`).
    Narrow,
}

/// A chart ready to be drawn.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub(super) caption: Caption,
    /// Height of the plot, in pixels.
    pub(super) height: f64,
    pub(super) gutters: Gutters,
    /// Further class of the plot's box.
    pub(super) class: &'static str,
    /// In drawing order.
    pub(super) items: Vec<Item>,
}

/// One thing to draw.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// Horizontal line over the full width.
    Rule {
        y: f64,
        rule: Rule,
    },
    /// Broken vertical line over the full height: a change of definition.
    Divide {
        x: f64,
    },
    /// Lines, drawn together.
    Paths(Vec<Path>),
    Dot {
        x: f64,
        y: f64,
        radius: f64,
        dot: Dot,
        tone: Tone,
    },
    Glyph {
        x: f64,
        y: f64,
        glyph: Glyph,
        tone: Tone,
    },
    /// Column of a width in pixels, centred on `x`.
    Column {
        x: f64,
        width: f64,
        y: f64,
        height: f64,
        tone: Tone,
    },
    Text(Text),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Grid,
    /// The zero line.
    Base,
}

/// Runs of one line that share a stroke. Points are (share of the width, pixel).
#[derive(Clone, Debug)]
pub(super) struct Path {
    pub(super) stroke: Stroke,
    pub(super) tone: Tone,
    pub(super) runs: Vec<Vec<(f64, f64)>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stroke {
    Solid,
    /// To or from a bound or range: not the true course.
    Estimate,
    /// Over periods without a figure.
    Gap,
}

/// Kind of a round mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dot {
    Reported,
    Derived,
    Provisional,
}

/// Marks that are not round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Glyph {
    /// Lower bound: base line and arrow up.
    Up,
    /// Upper bound: top line and arrow down.
    Down,
    /// Range: I-bar of this height in pixels, its upper end at the glyph's point.
    Span(f64),
    /// Disputed: as `Span`, broken.
    Doubt(f64),
    /// Target.
    Diamond,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Axis labels and context.
    Muted,
    /// Values of columns, targets.
    Full,
    /// The page's subject.
    Current,
}

impl From<Tone> for Ink {
    fn from(tone: Tone) -> Self {
        match tone {
            Tone::Context => Self::Muted,
            Tone::Current => Self::Current,
        }
    }
}

/// One line of text. `y` plus `dy` is its baseline.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) x: f64,
    pub(super) dx: f64,
    pub(super) y: f64,
    pub(super) dy: f64,
    pub(super) anchor: Anchor,
    pub(super) ink: Ink,
    /// Outlined in the colour of the paper, for text over lines.
    pub(super) halo: bool,
    pub(super) reach: Reach,
    pub(super) content: String,
}

impl Text {
    /// Text at a point, seen in every room.
    pub(super) fn new(content: String, (x, y): (f64, f64), anchor: Anchor, ink: Ink) -> Self {
        let (dx, dy, halo, reach) = (0.0, 0.0, false, Reach::Always);
        Self { x, dx, y, dy, anchor, ink, halo, reach, content }
    }

    /// Moved by em.
    pub(super) fn shifted(self, dx: f64, dy: f64) -> Self {
        Self { dx, dy, ..self }
    }
}
