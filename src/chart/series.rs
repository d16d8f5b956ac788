//! Points of a line: what each mark means, how points are tied, and the strokes that follow from it.

use super::scale::{LARGEST, Scale, tenth};
use super::scene::{Dot, Glyph, Item, Path, Stroke, Tone};

/// What a point's figure is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Mark {
    /// As reported.
    #[default]
    Reported,
    /// Computed from other figures, as from a growth rate.
    Derived,
    /// Reported as preliminary.
    Provisional,
    /// The figure is a lower bound: at least or more than `y`.
    BoundUp,
    /// The figure is an upper bound: at most or less than `y`.
    BoundDown,
    /// From `y` to this value.
    Range(f64),
    /// Stated differently by several: from `y`, the lowest, to this value, the highest.
    Disputed(f64),
}

impl Mark {
    fn is_exact(self) -> bool {
        matches!(self, Self::Reported | Self::Derived | Self::Provisional)
    }
}

/// Whether the end of a bar or column is a bound of the true value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound {
    /// It is the value.
    #[default]
    Exact,
    /// The value is at least, or more than, this.
    AtLeast,
    /// The value is at most, or less than, this.
    AtMost,
}

/// How a point is tied to the one before it; of the first point of a cumulative line, to the origin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// Next in the series.
    #[default]
    Joined,
    /// Periods between have no figure: a dotted line.
    Gap,
    /// Not comparable, as after a change of definition: no line.
    Break,
}

/// A point of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Place on the axis, `0.0..=1.0`.
    pub x: f64,
    /// Value, in the unit of the chart. What is not finite is not drawn.
    pub y: f64,
    /// What the figure is.
    pub mark: Mark,
    /// How it is tied to the point before.
    pub link: Link,
    /// The value as text, with its bound sign. That of a line's last point stands at the line's end; of others only
    /// those of the current line are shown, and only where there is room.
    pub label: Option<String>,
}

impl Point {
    /// A reported figure, joined to the one before.
    #[must_use]
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y, mark: Mark::Reported, link: Link::Joined, label: None }
    }

    /// With another mark.
    #[must_use]
    pub fn mark(self, mark: Mark) -> Self {
        Self { mark, ..self }
    }

    /// With another link to the point before.
    #[must_use]
    pub fn link(self, link: Link) -> Self {
        Self { link, ..self }
    }

    /// With a label.
    #[must_use]
    pub fn label(self, label: impl Into<String>) -> Self {
        Self { label: Some(label.into()), ..self }
    }

    /// Whether it can be drawn at all.
    pub(super) fn is_drawable(&self) -> bool {
        let drawable = |value: f64| value.abs() <= LARGEST;
        let end = if let Mark::Range(end) = self.mark { end } else { 0.0 };
        self.x.is_finite() && drawable(self.y) && drawable(end)
    }

    /// Share of the width.
    pub(super) fn share(&self) -> f64 {
        self.x.clamp(0.0, 1.0)
    }

    /// Lowest and highest value it covers.
    pub(super) fn reach(&self) -> [f64; 2] {
        match self.mark {
            Mark::Range(end) | Mark::Disputed(end) => [self.y.min(end), self.y.max(end)],
            _ => [self.y, self.y],
        }
    }

    /// Where lines meet it; a range, in its middle.
    pub(super) fn middle(&self) -> f64 {
        let [low, high] = self.reach();
        low + (high - low) / 2.0
    }

    /// Its place in the plot.
    pub(super) fn place(&self, scale: Scale) -> (f64, f64) {
        (self.share(), scale.y(self.middle()))
    }

    /// Its mark.
    pub(super) fn item(&self, scale: Scale, tone: Tone, radius: f64) -> Item {
        let (x, y) = self.place(scale);
        let round = |dot| Item::Dot { x, y, radius, dot, tone };
        match self.mark {
            Mark::Reported => round(Dot::Reported),
            Mark::Derived => round(Dot::Derived),
            Mark::Provisional => round(Dot::Provisional),
            Mark::BoundUp => Item::Glyph { x, y, glyph: Glyph::Up, tone },
            Mark::BoundDown => Item::Glyph { x, y, glyph: Glyph::Down, tone },
            Mark::Range(_) | Mark::Disputed(_) => {
                let [low, high] = self.reach().map(|value| scale.y(value));
                let height = tenth(low - high);
                let glyph =
                    if matches!(self.mark, Mark::Range(_)) { Glyph::Span(height) } else { Glyph::Doubt(height) };
                Item::Glyph { x, y: high, glyph, tone }
            }
        }
    }
}

/// The strokes of a line, from `origin` if it has one; at most one path a stroke.
pub(super) fn strokes(points: &[&Point], origin: Option<(f64, f64)>, scale: Scale, tone: Tone) -> Vec<Path> {
    let mut paths = Vec::new();
    if points.len() < 2 {
        return paths;
    }
    let mut end = origin;
    let mut exact = true;
    for point in points {
        let place = point.place(scale);
        if let (Some(start), Some(stroke)) = (end, stroke(point, exact)) {
            extend(&mut paths, (stroke, tone), start, place);
        }
        end = Some(place);
        exact = point.mark.is_exact();
    }
    paths
}

/// Stroke towards `point`; `exact`: whether the point before is.
fn stroke(point: &Point, exact: bool) -> Option<Stroke> {
    match point.link {
        Link::Break => None,
        Link::Gap => Some(Stroke::Gap),
        Link::Joined if exact && point.mark.is_exact() => Some(Stroke::Solid),
        Link::Joined => Some(Stroke::Estimate),
    }
}

fn extend(paths: &mut Vec<Path>, (stroke, tone): (Stroke, Tone), start: (f64, f64), end: (f64, f64)) {
    let path = match paths.iter_mut().find(|path| path.stroke == stroke) {
        Some(path) => path,
        None => paths.push_mut(Path { stroke, tone, runs: Vec::new() }),
    };
    match path.runs.last_mut() {
        Some(run) if run.last() == Some(&start) => run.push(end),
        _ => path.runs.push(vec![start, end]),
    }
}

/// Whether a point is tied to neither neighbour, so that without a dot it would not be seen.
pub(super) fn is_alone(points: &[&Point], index: usize) -> bool {
    let tied = |index: usize| points.get(index).is_some_and(|point| point.link != Link::Break);
    let before = index > 0 && tied(index);
    !before && !tied(index + 1)
}
