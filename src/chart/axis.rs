//! The axes of a line chart: grid and labels of the values, marks of the time.

use super::labels::BASELINE;
use super::room::{Extent, Gutters};
use super::scale::{Scale, Ticks, tenth};
use super::scene::{Anchor, Ink, Item, Reach, Rule, Text};
use super::text_width::{clip, width};

/// A mark on the horizontal axis.
#[derive(Clone, Debug)]
pub struct Tick {
    /// Place, `0.0..=1.0`.
    pub x: f64,
    /// `3月`, `2023`.
    pub label: String,
}

impl Tick {
    /// Space between two labels, in em.
    const SPACE: f64 = 0.5;

    /// A tick at a place.
    #[must_use]
    pub fn new(x: f64, label: impl Into<String>) -> Self {
        Self { x, label: label.into() }
    }

    /// Half the width of its label, in em.
    pub(super) fn half_width(&self) -> f64 {
        width(&self.label) / 2.0
    }

    fn place(&self) -> f64 {
        if self.x.is_finite() { self.x.clamp(0.0, 1.0) } else { 0.0 }
    }

    fn text(&self, height: f64) -> Text {
        Text::new(self.label.clone(), (self.place(), height), Anchor::Middle, Ink::Muted).shifted(0.0, 1.75)
    }

    /// Its box with its space, at no particular height: ticks meet only each other.
    fn extent(&self) -> Extent {
        let width = width(&self.label) + Self::SPACE;
        Extent::line(self.place(), -width / 2.0, width, 0.0, Reach::Always)
    }
}

/// Labels of the horizontal axis, thinned where they would touch.
pub(super) fn time_axis(ticks: &[Tick], height: f64, gutters: Gutters) -> Vec<Text> {
    let boxes: Vec<_> = ticks.iter().map(Tick::extent).collect();
    let (wide, narrow) = (thinned(&boxes, Reach::Wide, gutters), thinned(&boxes, Reach::Narrow, gutters));
    let numbered = ticks.iter().rev().enumerate().rev();
    let labels = numbered.filter_map(|(from_last, tick)| {
        let reach = match (from_last.is_multiple_of(wide), from_last.is_multiple_of(narrow)) {
            (true, true) => Reach::Always,
            (true, false) => Reach::Wide,
            (false, true) => Reach::Narrow,
            (false, false) => return None,
        };
        Some(Text { reach, ..tick.text(height) })
    });
    labels.collect()
}

/// The least n for which every n-th label, counted from the last, has room.
fn thinned(boxes: &[Extent], reach: Reach, gutters: Gutters) -> usize {
    let fits = |every: &usize| {
        let kept = || boxes.iter().rev().step_by(*every).map(|extent| Extent { reach, ..*extent });
        kept().zip(kept().skip(1)).all(|(a, b)| a.clears(&b, gutters))
    };
    (1..boxes.len()).find(fits).unwrap_or(boxes.len().max(1))
}

/// Grid and labels of the vertical axis.
pub(super) fn value_axis(axis: Ticks, scale: Scale, items: &mut Vec<Item>) -> (Vec<Text>, Vec<Extent>) {
    let mut base = None;
    let mut labels = (Vec::new(), Vec::new());
    for (value, label) in axis.iter() {
        let y = scale.y(value);
        if value == 0.0 {
            base = Some(Item::Rule { y, rule: Rule::Base });
        } else {
            items.push(Item::Rule { y, rule: Rule::Grid });
        }
        let label = clip(&label, 7.0);
        let width = width(&label);
        labels.1.push(Extent::line(0.0, -AXIS_GAP - width, width, y, Reach::Always));
        let text = Text::new(label, (0.0, tenth(y + BASELINE)), Anchor::End, Ink::Muted);
        labels.0.push(text.shifted(-AXIS_GAP, 0.0));
    }
    items.extend(base);
    labels
}

/// Distance of the labels of the vertical axis from the plot, in em.
const AXIS_GAP: f64 = 0.6;

/// Em that labels of the vertical axis need.
pub(super) fn text_space(labels: &[Text]) -> f64 {
    let widest = labels.iter().map(|label| width(&label.content)).fold(0.0, f64::max);
    widest + AXIS_GAP
}
