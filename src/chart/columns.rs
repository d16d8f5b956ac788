//! Column charts: growth of each period, with its value at the column's end. No grid and no vertical axis.

use super::download::{self, Sheet};
use super::fluid;
use super::room::{Extent, Gutters, LINE_HEIGHT};
use super::scale::{LARGEST, Scale, Span, tenth};
use super::scene::{Anchor, Caption, Glyph, Ink, Item, Reach, Rule, Scene, Text, Tone};
use super::series::Bound;
use super::svg::count;
use super::text_width::width;

/// Widest column, in pixels.
const WIDEST: f64 = 32.0;
/// Share of a column's field that it fills where fields are small.
const FILL: f64 = 0.62;
/// Space of a value label beyond its column, and of a bound's arrow, in pixels.
const LABEL: f64 = 22.0;
const ARROW: f64 = 24.0;
/// Baselines of the first and the second row of period labels, in em below the plot.
const ROWS: [f64; 2] = [1.5, 2.9];
/// Height added where there is a second row.
const SECOND_ROW: f64 = 18.0;

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Period: `1—3月`.
    pub label: String,
    /// Value, for the column's height. What is not finite is left out.
    pub value: f64,
    /// Value as text: `+11.2`, `>10`.
    pub text: String,
    /// Whether it is the period the page is about.
    pub tone: Tone,
    /// Whether the value is a bound.
    pub bound: Bound,
}

/// A column chart of up to about eight columns.
#[derive(Clone, Debug)]
pub struct ColumnChart {
    /// Texts for readers who do not see the picture.
    pub caption: Caption,
    /// Height of the plot in pixels; the design's is [`ColumnChart::HEIGHT`].
    pub height: u16,
    /// From the earliest.
    pub columns: Vec<Column>,
}

impl Default for ColumnChart {
    /// Nothing to draw yet, at the design's height.
    fn default() -> Self {
        Self { caption: Caption::default(), height: Self::HEIGHT, columns: Vec::new() }
    }
}

impl ColumnChart {
    /// Height of a plot in the design, in pixels.
    pub const HEIGHT: u16 = 110;

    /// The chart at any width, as HTML to stand in a `<figure>`. `None` without a column to draw.
    #[must_use]
    pub fn html(&self) -> Option<String> {
        self.scene().map(|scene| fluid::draw(&scene))
    }

    /// The chart as a file of its own, 960 px wide. `None` without a column to draw.
    #[must_use]
    pub fn download(&self, sheet: &Sheet) -> Option<String> {
        self.scene().map(|scene| download::draw(&scene, sheet))
    }

    /// What is to be drawn.
    pub(super) fn scene(&self) -> Option<Scene> {
        let columns: Vec<_> = self.columns.iter().filter(|column| column.value.abs() <= LARGEST).collect();
        if columns.is_empty() {
            return None;
        }
        let height = f64::from(self.height.max(80));
        let chart = Layout::new(&columns, height);
        let mut items = chart.items(&columns);
        let texts: Vec<_> = chart.labels(&columns).into_iter().map(|(text, _)| text).collect();
        let second_row = texts.iter().any(|text| text.dy == ROWS[1]);
        let height = height + if second_row { SECOND_ROW } else { 0.0 };
        items.extend(texts.into_iter().map(Item::Text));
        Some(Scene { caption: self.caption.clone(), height, gutters: chart.gutters, class: " cc", items })
    }
}

struct Layout {
    scale: Scale,
    height: f64,
    gutters: Gutters,
    count: f64,
}

type Label = (Text, Extent);

impl Layout {
    fn new(columns: &[&Column], height: f64) -> Self {
        let span = Span::of(columns.iter().map(|column| column.value)).with_zero();
        let beyond = |is_side: fn(&Column) -> bool| {
            let side = || columns.iter().filter(|column| is_side(column));
            let arrow = if side().any(|column| column.bound != Bound::Exact) { ARROW } else { 0.0 };
            if side().next().is_some() { LABEL + arrow } else { 0.0 }
        };
        let below = beyond(|column| column.value < 0.0);
        let scale = Scale::new(span, beyond(|column| column.value >= 0.0), height - below);
        let mut layout = Self { scale, height, gutters: Gutters::default(), count: count(columns.len()) };
        layout.gutters = layout.fitting_gutters(columns);
        layout
    }

    /// The least gutters in which the outermost labels stay inside.
    fn fitting_gutters(&self, columns: &[&Column]) -> Gutters {
        let ends = || [0, columns.len() - 1].into_iter().zip([columns.first(), columns.last()]);
        let fits = |gutters: &Gutters| {
            ends().all(|(index, column)| {
                column.is_none_or(|column| {
                    let labels =
                        [self.period(index, column, 0, Reach::Always), self.value(index, column, Reach::Always)];
                    labels.iter().all(|(_, extent)| extent.in_frame(*gutters))
                })
            })
        };
        let mut candidates = (0..5).map(|em| Gutters { left: em, right: em });
        candidates.find(fits).unwrap_or(Gutters { left: 5, right: 5 })
    }

    fn x(&self, index: usize) -> f64 {
        (count(index) + 0.5) / self.count
    }

    fn items(&self, columns: &[&Column]) -> Vec<Item> {
        let zero = self.scale.y(0.0);
        let narrowest = self.gutters.plot(super::room::rooms(Reach::Always)[0]) / self.count;
        let width = tenth(WIDEST.min(narrowest * FILL));
        let mut items = vec![Item::Rule { y: zero, rule: Rule::Base }];
        for (index, column) in columns.iter().enumerate() {
            let (x, end, tone) = (self.x(index), self.scale.y(column.value), column.tone);
            let (y, height) = (zero.min(end), tenth((zero - end).abs()));
            items.push(Item::Column { x, width, y, height, tone });
            let glyph = match column.bound {
                Bound::Exact => continue,
                Bound::AtLeast => Glyph::Up,
                Bound::AtMost => Glyph::Down,
            };
            items.push(Item::Glyph { x, y: end, glyph, tone });
        }
        items
    }

    /// Labels of the periods and values. In narrow rooms periods may take two rows, and values without room are
    /// left to the table; the last columns come first.
    fn labels(&self, columns: &[&Column]) -> Vec<Label> {
        let mut placed: Vec<Label> = Vec::with_capacity(columns.len() * 2);
        let numbered = || columns.iter().copied().enumerate();
        let one_row: Vec<_> = numbered().map(|(i, column)| self.period(i, column, 0, Reach::Always)).collect();
        if one_row.iter().zip(one_row.iter().skip(1)).all(|(a, b)| a.1.clears(&b.1, self.gutters)) {
            placed.extend(one_row);
        } else {
            for (index, column) in numbered().rev() {
                let row = (columns.len() - 1 - index) % ROWS.len();
                self.put(&mut placed, self.period(index, column, 0, Reach::Wide));
                self.put(&mut placed, self.period(index, column, row, Reach::Narrow));
            }
        }
        for (index, column) in numbered().rev() {
            if !self.put(&mut placed, self.value(index, column, Reach::Always)) {
                self.put(&mut placed, self.value(index, column, Reach::Wide));
            }
        }
        placed
    }

    /// Keeps a label if it stays clear of the others.
    fn put(&self, placed: &mut Vec<Label>, label: Label) -> bool {
        let free = label.1.in_frame(self.gutters) && placed.iter().all(|other| label.1.clears(&other.1, self.gutters));
        if free {
            placed.push(label);
        }
        free
    }

    fn period(&self, index: usize, column: &Column, row: usize, reach: Reach) -> Label {
        let row_top = if row == 0 { 6.0 } else { 6.0 + LINE_HEIGHT };
        let dy = if row == 0 { ROWS[0] } else { ROWS[1] };
        let label = self.label(index, &column.label, self.height, Ink::Muted, reach);
        let extent = Extent { top: self.height + row_top, bottom: self.height + row_top + LINE_HEIGHT, ..label.1 };
        (label.0.shifted(0.0, dy), extent)
    }

    fn value(&self, index: usize, column: &Column, reach: Reach) -> Label {
        let arrow = if column.bound == Bound::Exact { 0.0 } else { ARROW };
        let end = self.scale.y(column.value);
        let baseline = if column.value < 0.0 { end + 16.0 + arrow } else { end - 6.0 - arrow };
        let ink = if column.tone == Tone::Current { Ink::Current } else { Ink::Full };
        self.label(index, &column.text, tenth(baseline), ink, reach)
    }

    fn label(&self, index: usize, text: &str, baseline: f64, ink: Ink, reach: Reach) -> Label {
        let (x, width) = (self.x(index), width(text));
        let extent = Extent::line(x, -width / 2.0, width, baseline - super::labels::BASELINE, reach);
        let text = Text::new(text.to_owned(), (x, baseline), Anchor::Middle, ink);
        (Text { reach, ..text }, extent)
    }
}
