//! Line charts: one line a year over the months of a cumulative figure, or one line a county over years.

use super::download::{self, Sheet};
use super::fluid;
use super::key::KeyMark;
use super::labels::{self, BASELINE, Field, Need, Wish};
use super::room::{Extent, Gutters};
use super::scale::{Scale, Span, Ticks};
use super::scene::{Anchor, Caption, Glyph, Ink, Item, Reach, Rule, Scene, Text, Tone};
use super::series::{Mark, Point, is_alone, strokes};
use super::text_width::{clip, width};

/// Lines with a label; the rest are in the table (design guide §6).
const MOST_LABELLED: usize = 6;
/// A context line with more points than this has dots only where they say something.
const MOST_CONTEXT_DOTS: usize = 6;
/// Space above the highest tick, in pixels.
const TOP: f64 = 12.0;

/// A mark on the horizontal axis.
#[derive(Clone, Debug)]
pub struct Tick {
    /// Place, `0.0..=1.0`.
    pub x: f64,
    /// `3月`, `2023`.
    pub label: String,
}

impl Tick {
    /// A tick at a place.
    #[must_use]
    pub fn new(x: f64, label: impl Into<String>) -> Self {
        Self { x, label: label.into() }
    }
}

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Stands at the line's end before the last point's label: `2022年`, `冠县`. May be empty.
    pub label: String,
    /// Whether it is this year's or this county's.
    pub tone: Tone,
    /// In order of `x`.
    pub points: Vec<Point>,
}

/// A target: a hollow diamond.
#[derive(Clone, Debug)]
pub struct Target {
    /// Place, `0.0..=1.0`.
    pub x: f64,
    /// Value, in the unit of the chart.
    pub y: f64,
    /// `全年目标 10.7`.
    pub label: String,
}

/// Whether the vertical axis must hold zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zero {
    /// It does.
    #[default]
    Included,
    /// It need not; the caller says so in a note.
    Free,
}

/// Where lines begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// At their first point.
    #[default]
    FirstPoint,
    /// At nought on the left edge: cumulative figures at the year's start.
    Nought,
}

/// A line chart.
#[derive(Clone, Debug)]
pub struct LineChart {
    /// Texts for readers who do not see the picture.
    pub caption: Caption,
    /// Height of the plot in pixels; the design's is [`LineChart::HEIGHT`].
    pub height: u16,
    /// Marks of the horizontal axis, from the left. In narrow rooms every second, third … may be left out.
    pub ticks: Vec<Tick>,
    /// From the earliest or least important; the last six are labelled, and the current one in any case.
    pub lines: Vec<Line>,
    /// Targets.
    pub targets: Vec<Target>,
    /// Whether the axis holds zero.
    pub zero: Zero,
    /// Where lines begin.
    pub origin: Origin,
}

impl Default for LineChart {
    /// Nothing to draw yet, at the design's height.
    fn default() -> Self {
        Self {
            caption: Caption::default(),
            height: Self::HEIGHT,
            ticks: Vec::new(),
            lines: Vec::new(),
            targets: Vec::new(),
            zero: Zero::default(),
            origin: Origin::default(),
        }
    }
}

impl LineChart {
    /// Height of a plot in the design, in pixels.
    pub const HEIGHT: u16 = 340;

    /// The chart at any width, as HTML to stand in a `<figure>`. `None` without a point to draw: show a note.
    #[must_use]
    pub fn html(&self) -> Option<String> {
        self.scene().map(|scene| fluid::draw(&scene))
    }

    /// The chart as a file of its own, 960 px wide. `None` without a point to draw.
    #[must_use]
    pub fn download(&self, sheet: &Sheet) -> Option<String> {
        self.scene().map(|scene| download::draw(&scene, sheet))
    }

    /// The kinds of mark that occur, for the key.
    #[must_use]
    pub fn key(&self) -> Vec<KeyMark> {
        let points = self.lines.iter().flat_map(|line| &line.points).filter(|point| point.is_drawable());
        let mut marks: Vec<_> = points.map(|point| KeyMark::of(point.mark)).collect();
        marks.extend(self.drawn_targets().map(|_| KeyMark::Target));
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    /// What is to be drawn.
    pub(super) fn scene(&self) -> Option<Scene> {
        let lines = self.drawn_lines();
        if lines.is_empty() {
            return None;
        }
        let height = f64::from(self.height.max(60));
        let axis = Ticks::cover(self.span(&lines, height), height - TOP);
        let scale = Scale::new(axis.span(), TOP, height);
        let mut items = Vec::new();
        let (mut texts, boxes) = value_axis(axis, scale, &mut items);
        let courses: Vec<_> = lines.iter().map(|line| line.course(scale)).collect();
        let field = Field {
            height,
            least: (text_space(&texts).max(self.half_tick(0)), self.half_tick(self.ticks.len().wrapping_sub(1))),
            taken: &boxes,
            lines: &courses,
        };
        let plan = labels::plan(&field, self.wishes(&lines, scale));
        texts.extend(self.time_axis(height, plan.gutters));
        texts.extend(plan.texts);
        self.draw_lines(&lines, scale, &mut items);
        items.extend(self.drawn_targets().map(|target| target.item(scale)));
        items.extend(texts.into_iter().map(Item::Text));
        Some(Scene { caption: self.caption.clone(), height, gutters: plan.gutters, class: "", items })
    }

    /// Lines with points, the current one last.
    fn drawn_lines(&self) -> Vec<Drawn<'_>> {
        let mut lines: Vec<_> = self.lines.iter().map(Drawn::new).filter(|line| !line.points.is_empty()).collect();
        lines.sort_by_key(|line| line.tone == Tone::Current);
        lines
    }

    fn drawn_targets(&self) -> impl Iterator<Item = &Target> {
        self.targets.iter().filter(|target| Point::new(target.x, target.y).is_drawable())
    }

    /// Values the axis must hold, with room for the arrows of bounds.
    fn span(&self, lines: &[Drawn], height: f64) -> Span {
        let points = || lines.iter().flat_map(|line| line.points.iter().copied());
        let values = points().flat_map(Point::reach).chain(self.drawn_targets().map(|target| target.y));
        let mut span = Span::of(values);
        if self.zero == Zero::Included || self.origin == Origin::Nought {
            span = span.with_zero();
        }
        // An arrow is 23 px long.
        let arrow = 24.0 / (height - TOP) * (span.high - span.low);
        let tip = |point: &Point| match point.mark {
            Mark::BoundUp => point.y + arrow,
            // Nothing but its arrow takes an axis below zero.
            Mark::BoundDown if span.low < 0.0 => point.y - arrow,
            _ => point.y,
        };
        span.or(Span::of(points().map(tip)))
    }

    fn half_tick(&self, index: usize) -> f64 {
        self.ticks.get(index).map_or(0.0, |tick| width(&tick.label) / 2.0)
    }

    fn wishes(&self, lines: &[Drawn], scale: Scale) -> Vec<Wish> {
        let mut wishes: Vec<_> = lines.iter().rev().take(1).filter_map(|line| line.wish(scale)).collect();
        wishes.extend(self.drawn_targets().map(|target| target.wish(scale)));
        let context = lines.iter().rev().take(MOST_LABELLED).skip(1);
        wishes.extend(context.filter_map(|line| line.wish(scale)));
        let current = lines.iter().filter(|line| line.tone == Tone::Current);
        wishes.extend(current.flat_map(|line| line.point_wishes(scale)));
        wishes
    }

    /// Labels of the horizontal axis, thinned where they would touch.
    fn time_axis(&self, height: f64, gutters: Gutters) -> Vec<Text> {
        let boxes: Vec<_> = self.ticks.iter().map(Tick::extent).collect();
        let (wide, narrow) = (thinned(&boxes, Reach::Wide, gutters), thinned(&boxes, Reach::Narrow, gutters));
        let numbered = self.ticks.iter().rev().enumerate().rev();
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

    fn draw_lines(&self, lines: &[Drawn], scale: Scale, items: &mut Vec<Item>) {
        let origin = (self.origin == Origin::Nought).then(|| (0.0, scale.y(0.0)));
        let (context, current) = lines.split_at(lines.partition_point(|line| line.tone == Tone::Context));
        for lines in [context, current] {
            let paths: Vec<_> = lines.iter().flat_map(|line| line.strokes(origin, scale)).collect();
            if !paths.is_empty() {
                items.push(Item::Paths(paths));
            }
            items.extend(lines.iter().flat_map(|line| line.marks(scale)));
        }
    }
}

/// The least n for which every n-th label, counted from the last, has room.
fn thinned(boxes: &[Extent], reach: Reach, gutters: Gutters) -> usize {
    let fits = |every: &usize| {
        let kept = || boxes.iter().rev().step_by(*every).map(|extent| Extent { reach, ..*extent });
        kept().zip(kept().skip(1)).all(|(a, b)| a.clears(&b, gutters))
    };
    (1..boxes.len()).find(fits).unwrap_or(boxes.len().max(1))
}

impl Tick {
    /// Space between two labels, in em.
    const SPACE: f64 = 0.5;

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

impl Target {
    fn place(&self, scale: Scale) -> (f64, f64) {
        Point::new(self.x, self.y).place(scale)
    }

    fn item(&self, scale: Scale) -> Item {
        let (x, y) = self.place(scale);
        Item::Glyph { x, y, glyph: Glyph::Diamond, tone: Tone::Context }
    }

    fn wish(&self, scale: Scale) -> Wish {
        let (x, y) = self.place(scale);
        Wish { x, y, text: self.label.clone(), short: None, ink: Ink::Full, need: Need::Line }
    }
}

/// A line with the points that can be drawn.
struct Drawn<'a> {
    label: &'a str,
    tone: Tone,
    points: Vec<&'a Point>,
}

impl<'a> Drawn<'a> {
    fn new(line: &'a Line) -> Self {
        let points = line.points.iter().filter(|point| point.is_drawable()).collect();
        Self { label: &line.label, tone: line.tone, points }
    }

    fn course(&self, scale: Scale) -> Vec<(f64, f64)> {
        self.points.iter().map(|point| point.place(scale)).collect()
    }

    fn strokes(&self, origin: Option<(f64, f64)>, scale: Scale) -> Vec<super::scene::Path> {
        strokes(&self.points, origin, scale, self.tone)
    }

    fn marks(&self, scale: Scale) -> impl Iterator<Item = Item> {
        let radius = if self.tone == Tone::Current { 4.5 } else { 3.5 };
        let shown = self.points.iter().enumerate().filter(|(index, _)| self.is_marked(*index));
        shown.map(move |(_, point)| point.item(scale, self.tone, radius))
    }

    fn is_marked(&self, index: usize) -> bool {
        let plain = self.points.get(index).is_some_and(|point| point.mark == Mark::Reported);
        let few = self.points.len() <= MOST_CONTEXT_DOTS;
        let last = index + 1 == self.points.len();
        self.tone == Tone::Current || few || !plain || last || is_alone(&self.points, index)
    }

    /// The label at the line's end: its name and last value; in narrow rooms the current line's value will do.
    fn wish(&self, scale: Scale) -> Option<Wish> {
        let point = self.points.last()?;
        let value = point.label.as_deref().unwrap_or_default();
        let space = if self.label.is_empty() || value.is_empty() { "" } else { " " };
        let text = format!("{}{space}{value}", self.label);
        let short = (self.tone == Tone::Current && !value.is_empty()).then(|| value.to_owned());
        let need = if self.points.len() == 1 { Need::Lone } else { Need::Line };
        let (x, y) = point.place(scale);
        (!text.is_empty()).then_some(Wish { x, y, text, short, ink: self.tone.into(), need })
    }

    /// Labels of the points before the last.
    fn point_wishes(&self, scale: Scale) -> impl Iterator<Item = Wish> {
        let before_last = self.points.iter().rev().skip(1).rev();
        before_last.filter_map(move |point| {
            let (x, y) = point.place(scale);
            let text = point.label.clone()?;
            Some(Wish { x, y, text, short: None, ink: self.tone.into(), need: Need::Optional })
        })
    }
}

/// Grid and labels of the vertical axis.
fn value_axis(axis: Ticks, scale: Scale, items: &mut Vec<Item>) -> (Vec<Text>, Vec<Extent>) {
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
        let text = Text::new(label, (0.0, super::scale::tenth(y + BASELINE)), Anchor::End, Ink::Muted);
        labels.0.push(text.shifted(-AXIS_GAP, 0.0));
    }
    items.extend(base);
    labels
}

/// Distance of the labels of the vertical axis from the plot, in em.
const AXIS_GAP: f64 = 0.6;

fn text_space(labels: &[Text]) -> f64 {
    let widest = labels.iter().map(|label| width(&label.content)).fold(0.0, f64::max);
    widest + AXIS_GAP
}
