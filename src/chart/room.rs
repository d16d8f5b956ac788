//! The rooms a chart may be shown in, and boxes that must fit and keep apart in all of them.
//!
//! Text does not shrink with the picture, so whether two labels collide depends on the width of the page over the
//! size of its text. Every position is linear in that ratio; what holds for the least and the greatest ratio holds
//! for all between, and the layout needs no script.

use super::scene::Reach;

/// Height kept for one line of label text, in pixels (design guide §6: spacing of 19 px).
pub(super) const LINE_HEIGHT: f64 = 19.0;

/// Differences below this (in pixels) are rounding.
const SLACK: f64 = 1e-6;

/// A place to show a chart: the width it may take with its gutters, and the size of its text, both in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub(super) width: f64,
    pub(super) em: f64,
}

const fn room(width: f64, em: f64) -> Room {
    Room { width, em }
}

/// A phone of 375 px with text for elder readers; one of 320 px with usual text is less close.
const CLOSEST: Room = room(343.0, 16.5);
/// The widest page.
const OPENEST: Room = room(1140.0, 13.0);
/// Just below and just above the breakpoint of 40em.
const NARROW: [Room; 2] = [CLOSEST, room(602.0, 13.0)];
const WIDE: [Room; 2] = [room(590.0, 16.5), OPENEST];
const ALWAYS: [Room; 2] = [CLOSEST, OPENEST];

/// The closest and the openest room in which something of this reach is seen.
pub(super) fn rooms(reach: Reach) -> &'static [Room; 2] {
    match reach {
        Reach::Always => &ALWAYS,
        Reach::Wide => &WIDE,
        Reach::Narrow => &NARROW,
    }
}

/// Typical rooms, to judge how often a label crosses lines.
pub(super) fn typical(reach: Reach) -> &'static [Room] {
    const TYPICAL: [Room; 2] = [room(343.0, 13.0), room(900.0, 13.0)];
    match reach {
        Reach::Always => &TYPICAL,
        Reach::Wide => TYPICAL.split_at(1).1,
        Reach::Narrow => TYPICAL.split_at(1).0,
    }
}

/// The reach common to both, if there is a room where both are seen.
fn common(a: Reach, b: Reach) -> Option<Reach> {
    match (a, b) {
        (Reach::Always, other) | (other, Reach::Always) => Some(other),
        _ if a == b => Some(a),
        _ => None,
    }
}

/// Space at the sides of the plot for labels, in whole em (classes `l0`…`l12`, `r0`…`r12`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gutters {
    pub(super) left: u8,
    pub(super) right: u8,
}

impl Gutters {
    /// Most em for both together, so that a quarter of the closest room remains for the plot.
    const MOST: u8 = 13;

    /// Room for labels of these widths (em).
    pub(super) fn for_labels(left: f64, right: f64) -> Self {
        let left = whole_em(left).min(8);
        Self { left, right: whole_em(right).min(12).min(Self::MOST - left) }
    }

    /// Pixels of the plot between the gutters.
    pub(super) fn plot(self, room: Room) -> f64 {
        room.width - f64::from(self.left + self.right) * room.em
    }
}

fn whole_em(width: f64) -> u8 {
    let whole = super::svg::whole(width.ceil()).clamp(0, 12);
    u8::try_from(whole).unwrap_or(12)
}

/// The box of a label: from `x` (a share of the plot's width) plus `from` em to `x` plus `to` em; `top` and
/// `bottom` in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    pub(super) x: f64,
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) reach: Reach,
}

impl Extent {
    /// One line of text, `width` em wide, whose anchor point is `from` em right of `x`.
    pub(super) fn line(x: f64, from: f64, width: f64, middle: f64, reach: Reach) -> Self {
        let half = LINE_HEIGHT / 2.0;
        Self { x, from, to: from + width, top: middle - half, bottom: middle + half, reach }
    }

    /// Left edge in pixels, counted from the left edge of the plot.
    pub(super) fn left(&self, gutters: Gutters, room: Room) -> f64 {
        self.x * gutters.plot(room) + self.from * room.em
    }

    /// Right edge in pixels, counted from the left edge of the plot.
    pub(super) fn right(&self, gutters: Gutters, room: Room) -> f64 {
        self.x * gutters.plot(room) + self.to * room.em
    }

    /// Whether it stays between the outer edges of the gutters.
    pub(super) fn in_frame(&self, gutters: Gutters) -> bool {
        rooms(self.reach).iter().all(|&room| {
            let left = -f64::from(gutters.left) * room.em;
            let right = gutters.plot(room) + f64::from(gutters.right) * room.em;
            self.left(gutters, room) >= left - SLACK && self.right(gutters, room) <= right + SLACK
        })
    }

    /// Whether the two never cover each other.
    pub(super) fn clears(&self, other: &Self, gutters: Gutters) -> bool {
        if self.bottom <= other.top + SLACK || other.bottom <= self.top + SLACK {
            return true;
        }
        let Some(reach) = common(self.reach, other.reach) else {
            return true;
        };
        self.is_left_of(other, gutters, reach) || other.is_left_of(self, gutters, reach)
    }

    fn is_left_of(&self, other: &Self, gutters: Gutters, reach: Reach) -> bool {
        rooms(reach).iter().all(|&room| self.right(gutters, room) <= other.left(gutters, room) + SLACK)
    }

    /// How many segments of the lines (x as share, y in pixels) run through it in typical rooms.
    pub(super) fn crossings(&self, lines: &[Vec<(f64, f64)>], gutters: Gutters) -> usize {
        typical(self.reach)
            .iter()
            .map(|&room| {
                let segments = lines.iter().flat_map(|line| line.iter().zip(line.iter().skip(1)));
                segments.filter(|&(&a, &b)| self.is_crossed(a, b, gutters, room)).count()
            })
            .sum()
    }

    fn is_crossed(&self, a: (f64, f64), b: (f64, f64), gutters: Gutters, room: Room) -> bool {
        let plot = gutters.plot(room);
        let (a, b) = ((a.0 * plot, a.1), (b.0 * plot, b.1));
        let from = a.0.max(self.left(gutters, room));
        let to = b.0.min(self.right(gutters, room));
        if from > to {
            return false;
        }
        let slope = if b.0 > a.0 { (b.1 - a.1) / (b.0 - a.0) } else { 0.0 };
        let (start, end) = (a.1 + (from - a.0) * slope, a.1 + (to - a.0) * slope);
        start.min(end) < self.bottom && start.max(end) > self.top
    }
}
