//! A scene as a file of its own: 960 px wide, with literal colours of the light mode, its title, key and source.
//! Only the drawing differs from [`super::fluid`]; the layout is the scene's.

use super::fluid::{glyph_data, path_data};
use super::key::KeyMark;
use super::labels::BASELINE;
use super::room::Room;
use super::scene::{Anchor, Dot, Glyph, Ink, Item, Path, Reach, Rule, Scene, Stroke, Text, Tone};
use super::svg::Markup;
use super::text_width::{width, wrap};

const WIDTH: f64 = 960.0;
const MARGIN: f64 = 24.0;
const EM: f64 = 13.0;
/// Line height of small text, and of the title.
const SMALL_LINE: f64 = 20.0;
const TITLE_LINE: f64 = 28.0;
const TITLE_SIZE: f64 = 20.0;
/// Space below the plot for the labels of the horizontal axis.
const AXIS: f64 = 44.0;

pub(super) const PAPER: &str = "#fff";
pub(super) const INK: &str = "#16181b";
pub(super) const MUTED: &str = "#626971";
const GRID: &str = "#e4e7e9";
const DATA: &str = "#7f8790";
/// The design's accent, where the theme names none.
const ZHU: &str = "#b01318";

/// Dashes of a disputed range.
const DOUBT: &str = "3 2";

// LibreOffice asks for the first only; where that is not there, others go on to the next.
const FONTS: &str = "'Noto Sans CJK SC','Helvetica Neue','Segoe UI',Roboto,'PingFang SC','Microsoft YaHei',\
    'Noto Sans SC',sans-serif";

/// What stands around the chart in a file of its own. Its title is the chart's.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// `单位：亿元`; may be empty.
    pub unit: String,
    /// Where the figures are from, who publishes them; may be empty.
    pub source: String,
    /// Meaning of the marks that occur.
    pub key: Vec<(KeyMark, String)>,
    /// Colour of what is current.
    pub accent: Accent,
}

/// A literal colour of what is current: `#b01318`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accent(String);

impl Default for Accent {
    fn default() -> Self {
        Self(ZHU.to_owned())
    }
}

impl Accent {
    /// The colour that a theme gives, or the design's.
    #[must_use]
    pub fn new(colour: Option<&str>) -> Self {
        colour.map_or_else(Self::default, |colour| Self(colour.to_owned()))
    }

    /// As it is written.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    fn of(&self, tone: Tone) -> &str {
        match tone {
            Tone::Context => DATA,
            Tone::Current => &self.0,
        }
    }
}

/// The file.
pub(super) fn draw(scene: &Scene, sheet: &Sheet) -> String {
    let room = Room { width: WIDTH - 2.0 * MARGIN, em: EM };
    let title = wrap(&scene.caption.title, room.width / TITLE_SIZE, 2);
    let source = wrap(&sheet.source, room.width / EM, 3);
    let head = Head::new(title.len(), sheet);
    let foot = head.height + scene.height + AXIS;
    let height = foot + SMALL_LINE * super::svg::count(source.len()) + MARGIN - SMALL_LINE / 2.0;
    let mut out = Markup::with_capacity(8192);
    open(&mut out, scene, height);
    draw_lines(&mut out, &title, MARGIN + TITLE_SIZE, TITLE_LINE, |out| {
        out.num("font-size", TITLE_SIZE).attr("font-weight", "700").attr("fill", INK);
    });
    draw_lines(&mut out, &unit(sheet), head.unit, SMALL_LINE, |_| {});
    draw_key(&mut out, sheet, head.key);
    draw_scene(&mut out, scene, &sheet.accent, (MARGIN, head.height), room, Reach::Narrow);
    draw_lines(&mut out, &source, foot + EM, SMALL_LINE, |_| {});
    out.raw("</svg>\n");
    out.finish()
}

/// Baselines and height of what stands above the plot.
struct Head {
    unit: f64,
    key: f64,
    height: f64,
}

impl Head {
    fn new(title_lines: usize, sheet: &Sheet) -> Self {
        let line = |present: bool| if present { SMALL_LINE } else { 0.0 };
        let unit = MARGIN + TITLE_LINE * super::svg::count(title_lines) + EM;
        let key = unit + line(!sheet.unit.is_empty()) + 8.0;
        // Room for an arrow above the highest tick.
        let height = key + line(!sheet.key.is_empty()) + 8.0;
        Self { unit, key, height }
    }
}

fn open(out: &mut Markup, scene: &Scene, height: f64) {
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.tag("svg").attr("xmlns", "http://www.w3.org/2000/svg");
    out.num("width", WIDTH).num("height", height);
    out.raw(" viewBox=\"0 0 ").number(WIDTH).raw(" ").number(height).raw("\"");
    out.attr("role", "img").attr("aria-labelledby", "t d");
    out.attr("font-family", FONTS).num("font-size", EM).attr("fill", MUTED).close();
    out.raw("<title id=\"t\">").text(&scene.caption.title).raw("</title>");
    out.raw("<desc id=\"d\">").text(&scene.caption.desc).raw("</desc>");
    out.tag("rect").num("width", WIDTH).num("height", height).attr("fill", PAPER).empty();
}

fn unit(sheet: &Sheet) -> Vec<String> {
    wrap(&sheet.unit, (WIDTH - 2.0 * MARGIN) / EM, 1)
}

fn draw_lines(out: &mut Markup, lines: &[String], first: f64, step: f64, style: impl Fn(&mut Markup)) {
    let mut y = first;
    for line in lines {
        out.tag("text").num("x", MARGIN).num("y", y);
        style(out);
        out.close().text(line).raw("</text>");
        y += step;
    }
}

/// The key, on one line; what does not fit is left out.
fn draw_key(out: &mut Markup, sheet: &Sheet, baseline: f64) {
    let mut x = MARGIN + 8.0;
    for (mark, meaning) in &sheet.key {
        let end = x + 16.0 + width(meaning) * EM;
        if end > WIDTH - MARGIN {
            return;
        }
        draw_item(out, &mark.item((0.0, baseline - BASELINE)), &sheet.accent, 0.0, |offset| x + offset);
        out.tag("text").num("x", x + 16.0).num("y", baseline).close();
        out.text(meaning).raw("</text>");
        x = end + 28.0;
    }
}

/// The plot with its labels; those of the reach `hidden` are for other rooms.
pub(super) fn draw_scene(
    out: &mut Markup,
    scene: &Scene,
    accent: &Accent,
    (left, top): (f64, f64),
    room: Room,
    hidden: Reach,
) {
    let plot = scene.gutters.plot(room);
    let left = left + f64::from(scene.gutters.left) * room.em;
    out.raw("<g transform=\"translate(").number(left).raw(" ").number(top).raw(")\">");
    let seen = |item: &&Item| !matches!(item, Item::Text(text) if text.reach == hidden);
    for item in scene.items.iter().filter(seen) {
        draw_item(out, item, accent, scene.height, |share| share * plot);
    }
    out.raw("</g>");
}

/// `height` is the plot's; `across`: share of its width to pixels.
fn draw_item(out: &mut Markup, item: &Item, accent: &Accent, height: f64, across: impl Fn(f64) -> f64) {
    match item {
        Item::Rule { y, rule } => {
            let colour = if *rule == Rule::Base { INK } else { GRID };
            out.tag("path").raw(" d=\"M").number(across(0.0)).raw(" ").number(*y);
            out.raw("H").number(across(1.0)).raw("\"").attr("stroke", colour).empty();
        }
        Item::Divide { x } => {
            out.tag("path").raw(" d=\"M").number(across(*x)).raw(" 0V").number(height).raw("\"");
            out.attr("stroke", MUTED).attr("stroke-dasharray", "2 4").empty();
        }
        Item::Paths(paths) => paths.iter().for_each(|path| draw_path(out, path, accent, &across)),
        Item::Dot { x, y, radius, dot, tone } => {
            out.tag("circle").num("cx", across(*x)).num("cy", *y).num("r", *radius);
            dot_style(out, *dot, accent.of(*tone));
            out.empty();
        }
        Item::Glyph { x, y, glyph, tone } => draw_glyph(out, (across(*x), *y), *glyph, accent.of(*tone)),
        Item::Column { x, width, y, height, tone } => {
            out.tag("rect").num("x", across(*x) - width / 2.0).num("y", *y);
            out.num("width", *width).num("height", *height).attr("fill", accent.of(*tone)).empty();
        }
        Item::Text(text) => draw_text(out, text, accent, across(text.x)),
    }
}

fn draw_path(out: &mut Markup, path: &Path, accent: &Accent, across: impl Fn(f64) -> f64) {
    out.tag("path").raw(" d=\"");
    path_data(out, path, |(x, y)| (across(x), y));
    out.raw("\"").attr("fill", "none").attr("stroke", accent.of(path.tone));
    out.num("stroke-width", if path.tone == Tone::Current { 2.75 } else { 1.75 });
    out.attr("stroke-linejoin", "round");
    match path.stroke {
        Stroke::Solid => &mut *out,
        Stroke::Estimate => out.attr("stroke-dasharray", "5 4"),
        Stroke::Gap => out.attr("stroke-dasharray", "0.1 5").attr("stroke-linecap", "round"),
    };
    out.empty();
}

fn dot_style(out: &mut Markup, dot: Dot, colour: &str) {
    match dot {
        Dot::Reported => out.attr("fill", colour).attr("stroke", PAPER).num("stroke-width", 1.5),
        Dot::Derived => out.attr("fill", PAPER).attr("stroke", colour).num("stroke-width", 2.0),
        Dot::Provisional => {
            out.attr("fill", PAPER).attr("stroke", colour).num("stroke-width", 2.0);
            out.attr("stroke-dasharray", "2.5 1.5")
        }
    };
}

fn draw_glyph(out: &mut Markup, (x, y): (f64, f64), glyph: Glyph, colour: &str) {
    let (fill, stroke) = match glyph {
        Glyph::Diamond => (PAPER, INK),
        _ => ("none", colour),
    };
    out.tag("path").raw(" transform=\"translate(").number(x).raw(" ").number(y).raw(")\" d=\"");
    glyph_data(out, glyph);
    out.raw("\"").attr("fill", fill).attr("stroke", stroke).num("stroke-width", 2.0);
    if matches!(glyph, Glyph::Doubt(_)) {
        out.attr("stroke-dasharray", DOUBT);
    }
    out.empty();
}

/// A text over lines is drawn twice, its outline first: not every program knows `paint-order`.
fn draw_text(out: &mut Markup, text: &Text, accent: &Accent, x: f64) {
    if text.halo {
        open_text(out, text, x);
        out.attr("fill", PAPER).attr("stroke", PAPER).num("stroke-width", 5.0).attr("stroke-linejoin", "round");
        out.attr("aria-hidden", "true").close().text(&text.content).raw("</text>");
    }
    open_text(out, text, x);
    match text.ink {
        Ink::Muted => &mut *out,
        Ink::Full => out.attr("fill", INK),
        Ink::Current => out.attr("fill", accent.as_str()),
    };
    out.close().text(&text.content).raw("</text>");
}

fn open_text(out: &mut Markup, text: &Text, x: f64) {
    out.tag("text").num("x", x + text.dx * EM).num("y", text.y + text.dy * EM);
    match text.anchor {
        Anchor::Start => &mut *out,
        Anchor::Middle => out.attr("text-anchor", "middle"),
        Anchor::End => out.attr("text-anchor", "end"),
    };
    if text.ink == Ink::Current {
        out.attr("font-weight", "700");
    }
}
