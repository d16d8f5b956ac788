//! Small lines without an axis: sparklines beside a figure, and small multiples of a county's years.

use super::fluid;
use super::room::Gutters;
use super::scale::{Scale, Span, tenth};
use super::scene::{Anchor, Caption, Ink, Item, Rule, Scene, Text, Tone};
use super::series::{Point, strokes};
use super::svg::Markup;
use super::text_width::{clip, width};

/// A line of at least three points; the last is vermilion.
#[derive(Clone, Debug)]
pub struct Sparkline {
    /// What it shows, with the first and the last value.
    pub label: String,
    /// In order of `x`.
    pub points: Vec<Point>,
}

impl Sparkline {
    const HEIGHT: f64 = 36.0;
    const INSET: f64 = 4.0;
    /// With fewer points a line says nothing (design guide §6).
    const LEAST: usize = 3;

    /// The picture, 36 px high. `None` with fewer than three points.
    #[must_use]
    pub fn html(&self) -> Option<String> {
        let points = drawable(&self.points);
        if points.len() < Self::LEAST {
            return None;
        }
        let span = Span::of(points.iter().flat_map(|point| point.reach()));
        let scale = Scale::new(span, Self::INSET, Self::HEIGHT - Self::INSET);
        let mut out = Markup::with_capacity(600);
        out.tag("svg").class(&["spark"]).attr("role", "img").attr("aria-label", &self.label);
        out.attr("width", "100%").num("height", Self::HEIGHT).close();
        fluid::draw_paths(&mut out, &strokes(&points, None, scale, Tone::Context), Self::HEIGHT);
        if let Some(last) = points.last() {
            let (x, y) = last.place(scale);
            out.tag("circle").class(&["pt", "z"]).share("cx", x).num("cy", y).num("r", 4.0).empty();
        }
        out.raw("</svg>");
        Some(out.finish())
    }
}

/// One of a set of small charts of the same size, each with a scale of its own from zero.
#[derive(Clone, Debug, Default)]
pub struct SmallMultiple {
    /// Texts for readers who do not see the picture.
    pub caption: Caption,
    /// In order of `x`; the last is labelled with its own label.
    pub points: Vec<Point>,
    /// Under the left edge: the first year. Left out where there is one point only.
    pub first: String,
    /// Under the right edge: the last year.
    pub last: String,
}

impl SmallMultiple {
    const HEIGHT: f64 = 74.0;
    const TOP: f64 = 12.0;
    /// Distance of the last value from the edge, in em.
    const GAP: f64 = 0.75;
    /// Least right gutter, in em: usual labels leave all pictures of a set the same size.
    const LEAST: f64 = 4.0;
    /// Widest label of the last value, in em: the pictures stand in cells of 152 px.
    const WIDEST: f64 = 5.0;

    /// The picture with its box, 74 px high, as HTML to stand in a `<figure class="fig smp">`. `None` without a point.
    #[must_use]
    pub fn html(&self) -> Option<String> {
        self.scene().map(|scene| fluid::draw(&scene))
    }

    pub(super) fn scene(&self) -> Option<Scene> {
        let points = drawable(&self.points);
        let last = *points.last()?;
        let span = Span::of(points.iter().flat_map(|point| point.reach())).with_zero();
        let scale = Scale::new(span, Self::TOP, Self::HEIGHT);
        let mut items = vec![Item::Rule { y: scale.y(0.0), rule: Rule::Base }];
        let paths = strokes(&points, None, scale, Tone::Context);
        if !paths.is_empty() {
            items.push(Item::Paths(paths));
        }
        items.extend(points.iter().rev().skip(1).rev().map(|point| point.item(scale, Tone::Context, 2.5)));
        items.push(last.item(scale, Tone::Current, 4.5));
        let value = clip(last.label.as_deref().unwrap_or_default(), Self::WIDEST);
        let gutters = Gutters::for_labels(0.0, Self::LEAST.max(Self::GAP + width(&value)));
        let (x, y) = last.place(scale);
        let text = Text::new(value, (x, tenth(y + super::labels::BASELINE)), Anchor::Start, Ink::Current);
        items.push(Item::Text(text.shifted(Self::GAP, 0.0)));
        items.extend(self.years(points.len()).map(Item::Text));
        Some(Scene { caption: self.caption.clone(), height: Self::HEIGHT, gutters, class: "", items })
    }

    fn years(&self, points: usize) -> impl Iterator<Item = Text> {
        let year =
            |text: &str, x, anchor| Text::new(text.to_owned(), (x, Self::HEIGHT), anchor, Ink::Muted).shifted(0.0, 1.4);
        let first = (points > 1).then(|| year(&self.first, 0.0, Anchor::Start));
        first.into_iter().chain([year(&self.last, 1.0, Anchor::End)])
    }
}

fn drawable(points: &[Point]) -> Vec<&Point> {
    points.iter().filter(|point| point.is_drawable()).collect()
}
