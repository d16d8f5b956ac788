//! Line charts: one line a year over the months of a cumulative figure, or one line a county over years.

use super::axis::{Tick, text_space, time_axis, value_axis};
use super::download::{self, Sheet};
use super::fluid;
use super::key::KeyMark;
use super::labels::{self, Field, Need, Wish};
use super::scale::{Scale, Span, Ticks};
use super::scene::{Caption, Glyph, Ink, Item, Scene, Tone};
use super::series::{Link, Mark, Point, is_alone, strokes};
use super::svg::number_text;

/// Lines with a label; the rest are in the table (design guide §6).
const MOST_LABELLED: usize = 6;
/// A context line with more points than this has dots only where they say something.
const MOST_CONTEXT_DOTS: usize = 6;
/// Space above the highest tick, in pixels.
const TOP: f64 = 12.0;

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

/// A point's place in the picture as the page writes it: `91.67` (% of the plot's width), `66.7` (pixels).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Share of the plot's width in %.
    pub x: String,
    /// Pixels from the plot's top.
    pub y: String,
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
    /// Changes of definition, as places `0.0..=1.0`.
    pub breaks: Vec<f64>,
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
            breaks: Vec::new(),
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
        let all = self.lines.iter().flat_map(|line| &line.points);
        marks.extend(all.filter(|point| point.link == Link::Gap && point.is_drawable()).map(|_| KeyMark::Gap));
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    /// Where each point of each line stands; `None` for what is not drawn. Nothing where the chart is none.
    #[must_use]
    pub fn spots(&self) -> Vec<Vec<Option<Spot>>> {
        let Some(frame) = self.frame() else { return Vec::new() };
        let spot = |point: &Point| {
            let (x, y) = point.place(frame.scale);
            point.is_drawable().then(|| Spot { x: number_text(x * 100.0), y: number_text(y) })
        };
        self.lines.iter().map(|line| line.points.iter().map(spot).collect()).collect()
    }

    fn frame(&self) -> Option<Frame<'_>> {
        let lines = self.drawn_lines();
        if lines.is_empty() {
            return None;
        }
        let height = f64::from(self.height.max(60));
        let axis = Ticks::cover(self.span(&lines, height), height - TOP);
        Some(Frame { lines, height, axis, scale: Scale::new(axis.span(), TOP, height) })
    }

    /// What is to be drawn.
    pub(super) fn scene(&self) -> Option<Scene> {
        let Frame { lines, height, axis, scale } = self.frame()?;
        let mut items = Vec::new();
        let (mut texts, boxes) = value_axis(axis, scale, &mut items);
        items.extend(self.breaks.iter().filter(|x| (0.0..=1.0).contains(*x)).map(|x| Item::Divide { x: *x }));
        let half = |tick: Option<&Tick>| tick.map_or(0.0, Tick::half_width);
        let courses: Vec<_> = lines.iter().map(|line| line.course(scale)).collect();
        let field = Field {
            height,
            least: (text_space(&texts).max(half(self.ticks.first())), half(self.ticks.last())),
            taken: &boxes,
            lines: &courses,
        };
        let plan = labels::plan(&field, self.wishes(&lines, scale));
        texts.extend(time_axis(&self.ticks, height, plan.gutters));
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

    fn wishes(&self, lines: &[Drawn], scale: Scale) -> Vec<Wish> {
        let mut wishes: Vec<_> = lines.iter().rev().take(1).filter_map(|line| line.wish(scale)).collect();
        wishes.extend(self.drawn_targets().map(|target| target.wish(scale)));
        let context = lines.iter().rev().take(MOST_LABELLED).skip(1);
        wishes.extend(context.filter_map(|line| line.wish(scale)));
        let current = lines.iter().filter(|line| line.tone == Tone::Current);
        wishes.extend(current.flat_map(|line| line.point_wishes(scale)));
        wishes
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

/// What the picture is laid out in.
struct Frame<'a> {
    lines: Vec<Drawn<'a>>,
    height: f64,
    axis: Ticks,
    scale: Scale,
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
