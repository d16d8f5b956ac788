//! Bars inside table cells: rankings, the matrix of the front page, target against result. The cell has the number
//! as text; the bar repeats it for the eye.

use super::scene::Tone;
use super::series::Bound;
use super::svg::Markup;

/// Share of the cell left free at the side where the arrow of a bound may stand.
const ARROW_SPACE: f64 = 0.06;

/// The values that a column of bars spans; shared by all its cells. Always holds zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Domain {
    low: f64,
    high: f64,
}

impl Domain {
    /// The domain of these values; those that are not finite are passed over.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut domain = Self { low: 0.0, high: 0.0 };
        for value in values.into_iter().filter(|value| value.is_finite()) {
            domain.low = domain.low.min(value);
            domain.high = domain.high.max(value);
        }
        domain
    }

    /// Share of the cell's width where a value lies.
    fn share(self, value: f64) -> f64 {
        let length = self.high - self.low;
        if length <= 0.0 || !length.is_finite() || !value.is_finite() {
            return 0.0;
        }
        let start = if self.low < 0.0 { ARROW_SPACE } else { 0.0 };
        let end = if self.high > 0.0 { 1.0 - ARROW_SPACE } else { 1.0 };
        start + (value.clamp(self.low, self.high) - self.low) / length * (end - start)
    }
}

/// A bar of a ranking table, 10 px high, with the zero axis where the domain has negative values.
#[must_use]
pub fn bar_cell(value: f64, domain: Domain, tone: Tone, bound: Bound) -> String {
    draw_bar(value, domain, tone, bound, 10.0)
}

/// A bar of the front page's matrix, 5 px high.
#[must_use]
pub fn matrix_bar(value: f64, domain: Domain, tone: Tone, bound: Bound) -> String {
    draw_bar(value, domain, tone, bound, 5.0)
}

fn draw_bar(value: f64, domain: Domain, tone: Tone, bound: Bound, height: f64) -> String {
    let mut out = Markup::with_capacity(160);
    out.tag("svg").class(&["bc"]).attr("width", "100%").num("height", height);
    out.attr("aria-hidden", "true").close();
    let (zero, end) = (domain.share(0.0), domain.share(value));
    out.tag("rect").class(&["br", tone.class()]);
    if zero.min(end) > 0.0 {
        out.share("x", zero.min(end));
    }
    out.share("width", (end - zero).abs()).num("height", height).empty();
    if domain.low < 0.0 {
        out.tag("line").class(&["bl"]).share("x1", zero).share("x2", zero);
        out.num("y1", 0.0).num("y2", height).empty();
    }
    draw_arrow(&mut out, &End { share: end, height, negative: value < 0.0 }, tone, bound);
    out.raw("</svg>");
    out.finish()
}

/// The end of a bar: share of the cell's width, and the height of the picture.
struct End {
    share: f64,
    height: f64,
    /// Whether the bar runs leftwards from zero.
    negative: bool,
}

/// An arrow at the bar's end, in the direction where the true value lies; where that is back within the bar, it is
/// cut out of the bar.
fn draw_arrow(out: &mut Markup, end: &End, tone: Tone, bound: Bound) {
    let (data, inside) = match bound {
        Bound::Exact => return,
        Bound::AtLeast => ("M1-3.5L5 0L1 3.5", end.negative),
        Bound::AtMost => ("M-1-3.5L-5 0L-1 3.5", !end.negative),
    };
    let class = match (inside, tone) {
        (true, _) => "in",
        (false, Tone::Current) => "z",
        (false, Tone::Context) => "g",
    };
    out.tag("svg").class(&["bc"]).share("x", end.share).num("y", end.height / 2.0).close();
    out.tag("path").class(&["bnd", class]).attr("d", data).empty().raw("</svg>");
}

/// A result against its target. The target stands at 60 % of the width in every row, so that rows compare as
/// percentages of the target.
#[derive(Clone, Debug)]
pub struct Bullet {
    /// `新增省级专精特新企业：目标17家，见报27家`.
    pub label: String,
    /// Target value.
    pub target: f64,
    /// Reported value; without one there is no bar.
    pub result: Option<f64>,
    /// Whether the result is a bound.
    pub bound: Bound,
    /// Whether it is the page's subject.
    pub tone: Tone,
}

impl Bullet {
    const TARGET: f64 = 0.6;
    /// A result is drawn up to this multiple of its target.
    const MOST: f64 = 1.66;

    /// The bar, 26 px high.
    #[must_use]
    pub fn html(&self) -> String {
        let mut out = Markup::with_capacity(400);
        out.tag("svg").class(&["bul"]).attr("width", "100%").num("height", 26.0);
        out.attr("role", "img").attr("aria-label", &self.label).close();
        out.raw(r#"<line class="trk" x1="0" x2="100%" y1="13" y2="13"/>"#);
        if let Some(share) = self.share() {
            out.tag("rect").class(&["br", self.tone.class()]).num("y", 7.0);
            out.share("width", share).num("height", 12.0).empty();
            draw_arrow(&mut out, &End { share, height: 26.0, negative: false }, self.tone, self.bound);
        }
        for (class, top, bottom) in [("tgh", 2.0, 24.0), ("tgl", 1.0, 25.0)] {
            out.tag("line").class(&[class]).share("x1", Self::TARGET).share("x2", Self::TARGET);
            out.num("y1", top).num("y2", bottom).empty();
        }
        out.raw("</svg>");
        out.finish()
    }

    /// Share of the width; none where target and result cannot be compared as a percentage.
    fn share(&self) -> Option<f64> {
        let ratio = self.result? / self.target;
        let comparable = self.target > 0.0 && ratio.is_finite();
        comparable.then(|| Self::TARGET * ratio.clamp(0.0, Self::MOST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars() {
        let check = |value: f64, others: &[f64], bound, expect: &str| {
            let domain = Domain::of(others.iter().copied().chain([value]));
            let html = bar_cell(value, domain, Tone::Context, bound);
            let inner = html.replace(r#"<svg class="bc" width="100%" height="10" aria-hidden="true">"#, "");
            assert_eq!(inner.strip_suffix("</svg>"), Some(expect));
        };
        check(5.0, &[10.0], Bound::Exact, r#"<rect class="br" width="47%" height="10"/>"#);
        check(0.0, &[], Bound::Exact, r#"<rect class="br" width="0" height="10"/>"#);
        check(
            -5.0,
            &[5.0],
            Bound::Exact,
            r#"<rect class="br" x="6%" width="44%" height="10"/><line class="bl" x1="50%" x2="50%" y1="0" y2="10"/>"#,
        );
        check(
            10.0,
            &[],
            Bound::AtLeast,
            r#"<rect class="br" width="94%" height="10"/><svg class="bc" x="94%" y="5"><path class="bnd g" d="M1-3.5L5 0L1 3.5"/></svg>"#,
        );
        check(
            -10.0,
            &[],
            Bound::AtLeast,
            r#"<rect class="br" x="6%" width="94%" height="10"/><line class="bl" x1="100%" x2="100%" y1="0" y2="10"/><svg class="bc" x="6%" y="5"><path class="bnd in" d="M1-3.5L5 0L1 3.5"/></svg>"#,
        );
    }

    #[test]
    fn bullets() {
        let check = |target: f64, result: Option<f64>, expect: Option<f64>| {
            let bullet = Bullet { label: String::new(), target, result, bound: Bound::Exact, tone: Tone::Current };
            assert_eq!(bullet.share(), expect);
            assert_eq!(bullet.html().contains("<rect"), expect.is_some());
        };
        check(10.0, Some(5.0), Some(0.3));
        check(10.0, Some(100.0), Some(0.6 * 1.66));
        check(10.0, None, None);
        check(0.0, Some(1.0), None);
    }
}
