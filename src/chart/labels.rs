//! Where labels go. Labels at the right edge stand in the gutter, spread so that they do not touch. Labels of
//! points within the plot take the first free place about their point; where a line's own label finds none, it
//! moves to the gutter as well.

use super::room::{Extent, Gutters, LINE_HEIGHT};
use super::scale::tenth;
use super::scene::{Anchor, Ink, Reach, Text};
use super::text_width::{clip, width};

/// From here on a point counts as standing at the right edge.
const EDGE: f64 = 0.97;
/// Distance of a gutter label from the edge, in em.
const GUTTER_GAP: f64 = 0.75;
/// Distance of an inner label from its point, in em.
const INNER_GAP: f64 = 1.1;
/// From the middle of a line of text down to its baseline, in pixels.
pub(super) const BASELINE: f64 = 4.5;

/// A label that wants a place.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    /// The point it belongs to: share of the width, pixel.
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) text: String,
    /// A shorter text that will do in narrow rooms.
    pub(super) short: Option<String>,
    pub(super) ink: Ink,
    pub(super) need: Need,
}

/// What happens to a label without room at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// It moves to the gutter.
    Line,
    /// As `Line`, but first it tries to stand beside its point: a point without a line.
    Lone,
    /// It is left out; the table has the value.
    Optional,
}

/// The plot that labels are placed in.
pub(super) struct Field<'a> {
    /// Height of the plot in pixels.
    pub(super) height: f64,
    /// Em that other labels need in the left and the right gutter.
    pub(super) least: (f64, f64),
    /// Boxes that are taken: the labels of the axis.
    pub(super) taken: &'a [Extent],
    /// Lines that labels had better not cover.
    pub(super) lines: &'a [Vec<(f64, f64)>],
}

/// The labels with their places.
pub(super) struct Plan {
    pub(super) gutters: Gutters,
    pub(super) texts: Vec<Text>,
    /// Boxes that are taken.
    boxes: Vec<Extent>,
}

/// Places the labels; the first wishes have the first choice.
pub(super) fn plan(field: &Field, wishes: Vec<Wish>) -> Plan {
    let (mut edge, mut inner): (Vec<_>, Vec<_>) = wishes.into_iter().partition(|wish| wish.x >= EDGE);
    loop {
        let mut plan = in_gutter(field, &edge);
        let homeless = inner.iter().position(|wish| !plan.place(field, wish));
        let Some(index) = homeless else {
            return plan;
        };
        // Its place in the gutter changes everything else: begin again.
        edge.push(inner.remove(index));
    }
}

/// The plan with the labels at the right edge only.
fn in_gutter(field: &Field, wishes: &[Wish]) -> Plan {
    let wishes = wishes.get(..wishes.len().min(lines_in(field.height))).unwrap_or_default();
    let widest = wishes.iter().map(|wish| width(&wish.text) + GUTTER_GAP).fold(field.least.1, f64::max);
    let gutters = Gutters::for_labels(field.least.0, widest);
    let mut plan = Plan { gutters, texts: Vec::new(), boxes: field.taken.to_vec() };
    let mut order: Vec<&Wish> = wishes.iter().collect();
    order.sort_by(|a, b| a.y.total_cmp(&b.y));
    let wanted: Vec<f64> = order.iter().map(|wish| wish.y).collect();
    let limit = f64::from(gutters.right) - GUTTER_GAP;
    for (wish, middle) in order.into_iter().zip(spread(&wanted, LINE_HEIGHT / 2.0, field.height)) {
        let text = clip(&wish.text, limit);
        plan.boxes.push(Extent::line(1.0, GUTTER_GAP, width(&text), middle, Reach::Always));
        let text = Text::new(text, (1.0, tenth(middle + BASELINE)), Anchor::Start, wish.ink);
        plan.texts.push(text.shifted(GUTTER_GAP, 0.0));
    }
    plan
}

fn lines_in(height: f64) -> usize {
    usize::try_from(super::svg::whole((height - LINE_HEIGHT / 2.0) / LINE_HEIGHT - 0.5) + 1).unwrap_or(0)
}

/// Places nearest to the wanted (ascending) ones, at least [`LINE_HEIGHT`] apart, from `low` to `high`.
///
/// With index × spacing taken off, this is isotonic regression: neighbours out of order are pooled at their mean.
fn spread(wanted: &[f64], low: f64, high: f64) -> Vec<f64> {
    let mut pools: Vec<(f64, f64)> = Vec::with_capacity(wanted.len());
    let mut taken_off = 0.0;
    for wish in wanted {
        let mut pool = (wish - taken_off, 1.0);
        taken_off += LINE_HEIGHT;
        while let Some(above) = pools.pop_if(|above| above.0 >= pool.0) {
            let size = above.1 + pool.1;
            pool = ((above.0 * above.1 + pool.0 * pool.1) / size, size);
        }
        pools.push(pool);
    }
    let high = (high - taken_off + LINE_HEIGHT).max(low);
    let mut places = Vec::with_capacity(wanted.len());
    let mut offset = 0.0;
    for (mean, size) in pools {
        let mean = tenth(mean.clamp(low, high));
        for _ in 0..super::svg::whole(size) {
            places.push(mean + offset);
            offset += LINE_HEIGHT;
        }
    }
    places
}

/// Side of the point, and distance of the middle of the text below it in pixels.
type Seat = (Anchor, f64);

const SEATS: [Seat; 10] = [
    (Anchor::End, -16.5),
    (Anchor::Start, -16.5),
    (Anchor::Start, 16.5),
    (Anchor::End, 16.5),
    (Anchor::Middle, -20.0),
    (Anchor::Middle, 20.0),
    (Anchor::End, -36.0),
    (Anchor::Start, 36.0),
    (Anchor::Start, -36.0),
    (Anchor::End, 36.0),
];

/// A single point has nothing beside it.
const LONE_SEATS: [Seat; 4] =
    [(Anchor::Start, 0.0), (Anchor::End, 0.0), (Anchor::Middle, -20.0), (Anchor::Middle, 20.0)];

/// Where a label may stand. What may be left out stands close to its point or not at all.
fn seats(need: Need) -> &'static [Seat] {
    match need {
        Need::Line => &SEATS,
        Need::Lone => &LONE_SEATS,
        Need::Optional => SEATS.split_at(4).0,
    }
}

impl Plan {
    /// Places a label about its point; `false` if it must go to the gutter.
    fn place(&mut self, field: &Field, wish: &Wish) -> bool {
        if let Some(found) = self.best(field, wish, &wish.text, Reach::Always) {
            self.accept(found);
            return true;
        }
        let short = wish.short.as_deref();
        let narrow = short.and_then(|short| self.best(field, wish, short, Reach::Narrow));
        let wide = self.best(field, wish, &wish.text, Reach::Wide);
        match (wish.need, narrow, wide) {
            (Need::Line | Need::Lone, Some(narrow), Some(wide)) => {
                self.accept(narrow);
                self.accept(wide);
                true
            }
            (Need::Line | Need::Lone, ..) => false,
            (Need::Optional, _, Some(wide)) => {
                self.accept(wide);
                true
            }
            (Need::Optional, _, None) => true,
        }
    }

    fn accept(&mut self, (text, extent): (Text, Extent)) {
        self.texts.push(text);
        self.boxes.push(extent);
    }

    /// The free seat that crosses the fewest lines; the first of them.
    fn best(&self, field: &Field, wish: &Wish, text: &str, reach: Reach) -> Option<(Text, Extent)> {
        let width = width(text);
        let mut best: Option<(usize, Seat, Extent)> = None;
        for &seat in seats(wish.need) {
            let extent = extent(wish, seat, width, reach);
            if !self.is_free(field, &extent) {
                continue;
            }
            let crossings = extent.crossings(field.lines, self.gutters);
            if best.as_ref().is_none_or(|best| crossings < best.0) {
                best = Some((crossings, seat, extent));
            }
            if crossings == 0 {
                break;
            }
        }
        let (_, seat, extent) = best?;
        let y = tenth(extent.top + LINE_HEIGHT / 2.0 + BASELINE);
        let text = Text::new(text.to_owned(), (wish.x, y), seat.0, wish.ink).shifted(offset(seat.0), 0.0);
        Some((Text { halo: true, reach, ..text }, extent))
    }

    fn is_free(&self, field: &Field, extent: &Extent) -> bool {
        let inside = extent.top >= 0.0 && extent.bottom <= field.height && extent.in_frame(self.gutters);
        inside && self.boxes.iter().all(|other| extent.clears(other, self.gutters))
    }
}

fn offset(anchor: Anchor) -> f64 {
    match anchor {
        Anchor::Start => INNER_GAP,
        Anchor::Middle => 0.0,
        Anchor::End => -INNER_GAP,
    }
}

fn extent(wish: &Wish, (anchor, below): Seat, width: f64, reach: Reach) -> Extent {
    let from = match anchor {
        Anchor::Start => INNER_GAP,
        Anchor::Middle => -width / 2.0,
        Anchor::End => -INNER_GAP - width,
    };
    Extent::line(wish.x, from, width, wish.y + below, reach)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spreads_as_little_as_needed() {
        let check = |wanted: &[f64], expect: &[f64]| assert_eq!(spread(wanted, 10.0, 340.0), expect);
        check(&[], &[]);
        check(&[47.5, 72.7, 93.5], &[47.5, 72.7, 93.5]);
        check(&[100.0, 100.0], &[90.5, 109.5]);
        check(&[0.0, 5.0, 300.0], &[10.0, 29.0, 300.0]);
        check(&[339.0, 340.0], &[321.0, 340.0]);
    }

    proptest! {
        #[test]
        fn spread_keeps_apart_and_inside(mut wanted in prop::collection::vec(-50.0_f64..400.0, 0..9)) {
            wanted.sort_by(f64::total_cmp);
            let places = spread(&wanted, 10.0, 340.0);
            prop_assert_eq!(places.len(), wanted.len());
            prop_assert!(places.iter().all(|y| (10.0..=340.0 + 1e-6).contains(y)));
            prop_assert!(places.is_sorted_by(|a, b| b - a >= LINE_HEIGHT - 1e-6));
        }
    }
}
