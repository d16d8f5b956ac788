//! A picture for links that are shared elsewhere: 1200 × 630 px with literal colours, a title, and either a few figures or
//! a chart. It is drawn as SVG; making pixels of it is not its concern.

use super::download::{Accent, INK, MUTED, PAPER, draw_scene};
use super::labels::BASELINE;
use super::line::LineChart;
use super::room::Room;
use super::scene::Reach;
use super::svg::{Markup, count};
use super::text_width::{clip, width, wrap};

/// A figure on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardFigure {
    /// `>10`, `+10.5`.
    pub value: String,
    /// `亿元`, `%`; may be empty.
    pub unit: String,
    /// What it is: `一般公共预算收入　2023年1—11月`.
    pub label: String,
}

/// What a card shows.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// Name of the site.
    pub site: String,
    /// At the right above the rule: a date.
    pub date: String,
    /// Above the title: county, column.
    pub kicker: String,
    /// The title.
    pub title: String,
    /// At most three are shown; of a card with a chart the first.
    pub figures: Vec<CardFigure>,
    /// The chart.
    pub chart: Option<LineChart>,
    /// Colour of the masthead and of what is current.
    pub accent: Accent,
}

const MARGIN: f64 = 64.0;
const SPACE: f64 = Card::WIDTH - 2.0 * MARGIN;
const TITLE: f64 = 60.0;
/// Pixels of the card to one of the chart, which is laid out as on a phone.
const SCALE: f64 = 2.0;
/// Height of the chart's plot before it is enlarged.
const PLOT: u16 = 112;

impl Card {
    /// Width in pixels, as the platforms ask.
    pub const WIDTH: f64 = 1200.0;
    /// Height in pixels.
    pub const HEIGHT: f64 = 630.0;

    /// The picture, in a font by its family.
    #[must_use]
    pub fn svg(&self, font: &str) -> String {
        let mut out = Markup::with_capacity(8192);
        out.tag("svg").attr("xmlns", "http://www.w3.org/2000/svg");
        out.num("width", Self::WIDTH).num("height", Self::HEIGHT);
        out.attr("font-family", font).attr("fill", INK).close();
        out.tag("rect").num("width", Self::WIDTH).num("height", Self::HEIGHT).attr("fill", PAPER).empty();
        self.head(&mut out);
        let below = self.title(&mut out);
        match &self.chart {
            Some(chart) => self.with_chart(&mut out, chart, below),
            None => self.with_figures(&mut out),
        }
        out.raw("</svg>\n");
        out.finish()
    }

    /// The masthead over its rule.
    fn head(&self, out: &mut Markup) {
        line(out, (MARGIN, 84.0), 34.0, self.accent.as_str(), true, &clip(&self.site, SPACE * 0.7 / 34.0));
        let date = width(&self.date) * 26.0;
        line(out, (Self::WIDTH - MARGIN - date, 84.0), 26.0, MUTED, false, &self.date);
        out.tag("rect")
            .num("x", MARGIN)
            .num("y", 106.0)
            .num("width", SPACE)
            .num("height", 5.0)
            .attr("fill", self.accent.as_str())
            .empty();
    }

    /// Kicker and title; returns where the title ends.
    fn title(&self, out: &mut Markup) -> f64 {
        line(out, (MARGIN, 166.0), 28.0, MUTED, false, &clip(&self.kicker, SPACE / 28.0));
        let most = if self.chart.is_some() || !self.figures.is_empty() { 2 } else { 4 };
        let lines = wrap(&self.title, SPACE / TITLE, most);
        for (index, text) in (0..).zip(&lines) {
            line(out, (MARGIN, 242.0 + f64::from(index) * 78.0), TITLE, INK, true, text);
        }
        242.0 + count(lines.len().saturating_sub(1)) * 78.0
    }

    /// Up to three figures in columns at the foot.
    fn with_figures(&self, out: &mut Markup) {
        let shown = self.figures.get(..self.figures.len().min(3)).unwrap_or_default();
        let column = SPACE / count(shown.len().max(1));
        for (index, figure) in (0..).zip(shown) {
            let x = MARGIN + f64::from(index) * column;
            figure_at(out, figure, (x, 508.0), column - 24.0);
        }
    }

    /// A figure, and the chart below or beside it.
    fn with_chart(&self, out: &mut Markup, chart: &LineChart, below: f64) {
        let left = if self.figures.is_empty() { MARGIN } else { MARGIN + SPACE * 0.36 };
        if let Some(figure) = self.figures.first() {
            figure_at(out, figure, (MARGIN, below + 130.0), SPACE * 0.34);
        }
        let chart = LineChart { height: PLOT, ..chart.clone() };
        let Some(scene) = chart.scene() else { return };
        let room = Room { width: (Self::WIDTH - MARGIN - left) / SCALE, em: 13.0 };
        let top = (Self::HEIGHT - 64.0) / SCALE - scene.height;
        out.raw("<g font-size=\"13\" transform=\"scale(").number(SCALE).raw(")\"").attr("fill", MUTED).close();
        draw_scene(out, &scene, &self.accent, (left / SCALE, top), room, Reach::Wide);
        out.raw("</g>");
    }
}

/// A value with its unit, and its label below, within a width.
fn figure_at(out: &mut Markup, figure: &CardFigure, (x, y): (f64, f64), space: f64) {
    let wanted = width(&figure.value) * 76.0 + 12.0 + width(&figure.unit) * 30.0;
    let size = 76.0 * (space / wanted).min(1.0);
    line(out, (x, y), size, INK, true, &figure.value);
    let beside = x + width(&figure.value) * size + 12.0;
    line(out, (beside, y), 30.0 * size / 76.0, INK, false, &figure.unit);
    for (index, text) in (0..).zip(wrap(&figure.label, space / 26.0, 2)) {
        line(out, (x, y + 48.0 + f64::from(index) * 36.0 - BASELINE), 26.0, MUTED, false, &text);
    }
}

fn line(out: &mut Markup, (x, y): (f64, f64), size: f64, ink: &str, bold: bool, text: &str) {
    out.tag("text").num("x", x).num("y", y).num("font-size", size).attr("fill", ink);
    if bold {
        out.attr("font-weight", "700");
    }
    out.close().text(text).raw("</text>");
}
