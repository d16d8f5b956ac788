//! A scene as HTML that keeps its text size at any width: percentages across, pixels down, only paths stretch.
//! Colours and fonts are the theme's (classes of the design guide §6).

use super::scene::{Anchor, Dot, Glyph, Ink, Item, Path, Reach, Rule, Scene, Stroke, Text, Tone};
use super::svg::Markup;

/// The plot with its gutters: `<div class="plot l3 r7"><svg class="ch" …>…</svg></div>`.
pub(super) fn draw(scene: &Scene) -> String {
    let mut out = Markup::with_capacity(4096);
    out.raw("<div class=\"plot l").number(f64::from(scene.gutters.left));
    out.raw(" r").number(f64::from(scene.gutters.right));
    out.raw(scene.class).raw("\">");
    open(&mut out, scene);
    for item in &scene.items {
        draw_item(&mut out, item, scene.height);
    }
    out.raw("</svg></div>");
    out.finish()
}

fn open(out: &mut Markup, scene: &Scene) {
    let caption = &scene.caption;
    out.tag("svg").class(&["ch"]).attr("width", "100%").num("height", scene.height);
    out.attr("role", "img");
    out.raw(" aria-labelledby=\"").text(&caption.id).raw("-t ").text(&caption.id).raw("-d\"");
    out.close();
    for (name, end, text) in [("title", "-t", &caption.title), ("desc", "-d", &caption.desc)] {
        out.tag(name).raw(" id=\"").text(&caption.id).raw(end).raw("\">");
        out.text(text).raw("</").raw(name).raw(">");
    }
}

fn draw_item(out: &mut Markup, item: &Item, height: f64) {
    match item {
        Item::Rule { y, rule } => {
            let class = if *rule == Rule::Base { "bl" } else { "gl" };
            out.tag("line").class(&[class]).num("x1", 0.0).attr("x2", "100%");
            out.num("y1", *y).num("y2", *y).empty();
        }
        Item::Divide { x } => {
            out.tag("line").class(&["dv"]).share("x1", *x).share("x2", *x);
            out.num("y1", 0.0).num("y2", height).empty();
        }
        Item::Paths(paths) => draw_paths(out, paths, height),
        Item::Dot { x, y, radius, dot, tone } => {
            out.tag("circle").class(&["pt", dot_class(*dot), tone.class()]);
            out.share("cx", *x).num("cy", *y).num("r", *radius).empty();
        }
        Item::Glyph { x, y, glyph, tone } => draw_glyph(out, (*x, *y), *glyph, *tone),
        Item::Column { x, width, y, height, tone } => {
            out.tag("svg").share("x", *x).close();
            out.tag("rect").class(&["br", tone.class()]).num("x", -width / 2.0).num("width", *width);
            out.num("y", *y).num("height", *height).empty().raw("</svg>");
        }
        Item::Text(text) => draw_text(out, text),
    }
}

/// A nested picture that stretches with the width; its strokes do not (`vector-effect` in the theme).
pub(super) fn draw_paths(out: &mut Markup, paths: &[Path], height: f64) {
    out.raw("<svg viewBox=\"0 0 100 ").number(height);
    out.raw("\" preserveAspectRatio=\"none\" width=\"100%\"").num("height", height).close();
    for path in paths {
        out.tag("path").class(&["ln", stroke_class(path.stroke), path.tone.class()]);
        out.raw(" d=\"");
        path_data(out, path, |(x, y)| (x * 100.0, y));
        out.raw("\"").empty();
    }
    out.raw("</svg>");
}

/// `M… L…` of every run, each point mapped by `place`.
pub(super) fn path_data(out: &mut Markup, path: &Path, place: impl Fn((f64, f64)) -> (f64, f64)) {
    for run in &path.runs {
        for (index, point) in run.iter().enumerate() {
            let (x, y) = place(*point);
            out.raw(if index == 0 { "M" } else { "L" }).number(x).raw(" ").number(y);
        }
    }
}

fn draw_glyph(out: &mut Markup, (x, y): (f64, f64), glyph: Glyph, tone: Tone) {
    let class = match (glyph, tone) {
        (Glyph::Diamond, _) => "tg",
        (Glyph::Doubt(_), Tone::Current) => "bnd dis z",
        (Glyph::Doubt(_), Tone::Context) => "bnd dis g",
        (_, Tone::Current) => "bnd z",
        (_, Tone::Context) => "bnd g",
    };
    out.tag("svg").share("x", x).num("y", y).close();
    out.tag("path").class(&[class]).raw(" d=\"");
    glyph_data(out, glyph);
    out.raw("\"").empty().raw("</svg>");
}

/// The glyph's outline about its point.
pub(super) fn glyph_data(out: &mut Markup, glyph: Glyph) {
    match glyph {
        Glyph::Up => out.raw("M-6 0H6M0 0V-22M-5-16L0-23L5-16"),
        Glyph::Down => out.raw("M-6 0H6M0 0V22M-5 16L0 23L5 16"),
        Glyph::Diamond => out.raw("M0-6.5L6.5 0L0 6.5L-6.5 0Z"),
        Glyph::Span(height) | Glyph::Doubt(height) => {
            out.raw("M-6 0H6M0 0V").number(height);
            out.raw("M-6 ").number(height).raw("H6")
        }
    };
}

fn draw_text(out: &mut Markup, text: &Text) {
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => "m",
        Anchor::End => "e",
    };
    let ink = match text.ink {
        Ink::Muted => "",
        Ink::Full => "k",
        Ink::Current => "zt",
    };
    let halo = if text.halo { "halo" } else { "" };
    out.tag("text").class(&[anchor, ink, halo, reach_class(text.reach)]);
    out.share("x", text.x).em("dx", text.dx).num("y", text.y).em("dy", text.dy);
    out.close().text(&text.content).raw("</text>");
}

fn reach_class(reach: Reach) -> &'static str {
    match reach {
        Reach::Always => "",
        Reach::Wide => "w",
        Reach::Narrow => "s",
    }
}

pub(super) fn dot_class(dot: Dot) -> &'static str {
    match dot {
        Dot::Reported => "",
        Dot::Derived => "der",
        Dot::Provisional => "pre",
    }
}

fn stroke_class(stroke: Stroke) -> &'static str {
    match stroke {
        Stroke::Solid => "",
        Stroke::Estimate => "est",
        Stroke::Gap => "gap",
    }
}
