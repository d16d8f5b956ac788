//! A drawing of a newspaper page: its number, and as many heads and columns as it has articles. Knows no issue.

use super::svg::Markup;

/// Left edges of the two columns.
const COLUMNS: [f64; 2] = [6.0, 52.0];
/// Width of a column.
const WIDTH: f64 = 42.0;
/// Where the text of a page begins, and where it ends.
const TOP: f64 = 25.0;
const BOTTOM: f64 = 124.0;
/// Width and height of heads by their weight.
const FIRST: (f64, f64) = (81.0, 5.0);
const WIDE: (f64, f64) = (70.0, 3.5);
const NARROW: (f64, f64) = (34.0, 3.5);

/// The drawing. A page without articles has its number alone.
#[must_use]
pub fn newspaper_page(id: &str, articles: usize) -> String {
    let mut out = Markup::with_capacity(600);
    out.tag("svg").class(&["pg"]).attr("viewBox", "0 0 100 134").attr("aria-hidden", "true").close();
    out.tag("text").class(&["no"]).num("x", 6.0).num("y", 11.0).close();
    out.text(id);
    out.raw("</text>");
    if articles > 0 {
        head(&mut out, 6.0, 16.0, FIRST);
        draw(&mut out, articles);
    }
    out.raw("</svg>");
    out.finish()
}

/// The columns under the first head, and what stands below them.
fn draw(out: &mut Markup, articles: usize) {
    match articles {
        1 => columns(out, TOP, BOTTOM),
        2 => {
            columns(out, TOP, 76.0);
            head(out, 6.0, 82.0, WIDE);
            columns(out, 89.0, BOTTOM);
        }
        3 => {
            columns(out, TOP, 60.0);
            for x in COLUMNS {
                story(out, x, 66.0, BOTTOM);
            }
        }
        _ => {
            columns(out, TOP, 56.0);
            story(out, 6.0, 62.0, 92.0);
            story(out, 6.0, 98.0, BOTTOM);
            story(out, 52.0, 62.0, BOTTOM);
        }
    }
}

/// An article of one column.
fn story(out: &mut Markup, x: f64, y: f64, to: f64) {
    head(out, x, y, NARROW);
    column(out, x, y + 7.0, to);
}

fn head(out: &mut Markup, x: f64, y: f64, (width, height): (f64, f64)) {
    out.tag("rect").class(&["hl"]).num("x", x).num("y", y).num("width", width).num("height", height).empty();
}

fn columns(out: &mut Markup, from: f64, to: f64) {
    for x in COLUMNS {
        column(out, x, from, to);
    }
}

/// Lines of text: one broad stroke, which the theme cuts into dashes.
fn column(out: &mut Markup, x: f64, from: f64, to: f64) {
    let middle = x + WIDTH / 2.0;
    out.tag("line").num("x1", middle).num("x2", middle).num("y1", from).num("y2", to).empty();
}
