//! The vertical scale: nice ticks, and values to pixels.

use super::svg::{count, whole};

/// Multiples of a power of ten that make good steps.
const STEPS: [i64; 4] = [1, 2, 4, 5];

/// Most ticks on an axis.
const MOST_TICKS: i64 = 7;
/// Least distance of two ticks, in pixels.
const TICK_DISTANCE: f64 = 20.0;

/// Values outside of ±this are not drawn: their ticks would not be exact.
pub(super) const LARGEST: f64 = 1e15;

/// Lowest and highest of the values seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Span {
    /// The span of `values`; of nothing, the empty span at zero.
    pub(super) fn of(values: impl IntoIterator<Item = f64>) -> Self {
        values
            .into_iter()
            .map(|value| Self { low: value, high: value })
            .reduce(Self::or)
            .unwrap_or(Self { low: 0.0, high: 0.0 })
    }

    /// Widened to hold zero.
    pub(super) fn with_zero(self) -> Self {
        Self { low: self.low.min(0.0), high: self.high.max(0.0) }
    }

    /// Widened if it is too thin to be divided.
    pub(super) fn or_wider(self) -> Self {
        let least = (self.low.abs().max(self.high.abs()) * 1e-6).max(1e-9);
        if self.high - self.low >= least {
            return self;
        }
        let pad = if self.low == 0.0 { 1.0 } else { self.low.abs() * 0.1 };
        match self.low {
            0.0 => Self { low: 0.0, high: pad },
            _ => Self { low: self.low - pad, high: self.high + pad },
        }
    }

    /// Widened to hold another.
    pub(super) fn or(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

/// A vertical scale: value to pixel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    span: Span,
    top: f64,
    bottom: f64,
}

impl Scale {
    /// Maps `span.high` to `top` and `span.low` to `bottom` (pixels, downwards).
    pub(super) fn new(span: Span, top: f64, bottom: f64) -> Self {
        Self { span: span.or_wider(), top, bottom }
    }

    /// Pixel of a value, to a tenth.
    pub(super) fn y(&self, value: f64) -> f64 {
        let share = (value - self.span.low) / (self.span.high - self.span.low);
        tenth(self.bottom - share * (self.bottom - self.top))
    }
}

/// To a tenth of a pixel: finer is not seen and costs bytes.
pub(super) fn tenth(pixel: f64) -> f64 {
    (pixel * 10.0).round() / 10.0
}

/// Ticks of an axis: whole multiples of a nice step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ticks {
    /// The step is `multiple` × 10^`exponent`.
    multiple: i64,
    exponent: i32,
    first: i64,
    last: i64,
}

impl Ticks {
    /// The finest nice ticks that cover `span`: four to seven of them, fewer on an axis of few pixels.
    pub(super) fn cover(span: Span, pixels: f64) -> Self {
        let span = span.or_wider();
        let most = whole((pixels / TICK_DISTANCE).floor() + 1.0).clamp(2, MOST_TICKS);
        let mut exponent = exponent_of((span.high - span.low) / count(6)) - 1;
        loop {
            for multiple in STEPS {
                let ticks = Self::at(span, multiple, exponent);
                if ticks.last - ticks.first < most {
                    return ticks;
                }
            }
            exponent += 1;
        }
    }

    fn at(span: Span, multiple: i64, exponent: i32) -> Self {
        let mut ticks = Self { multiple, exponent, first: 0, last: 0 };
        // A value that is a tick itself but for its binary rounding needs no further one.
        let near = 1e-9;
        ticks.first = whole((span.low / ticks.step() + near).floor());
        ticks.last = whole((span.high / ticks.step() - near).ceil());
        ticks
    }

    fn step(&self) -> f64 {
        self.value_of(1)
    }

    fn value_of(&self, index: i64) -> f64 {
        let whole = index.saturating_mul(self.multiple);
        let whole = f64::from(i32::try_from(whole).unwrap_or(i32::MAX));
        // Division by a whole power keeps 0.1, 0.2 … at their nearest double.
        if self.exponent < 0 { whole / 10_f64.powi(-self.exponent) } else { whole * 10_f64.powi(self.exponent) }
    }

    /// From the lowest tick to the highest.
    pub(super) fn span(&self) -> Span {
        Span { low: self.value_of(self.first), high: self.value_of(self.last) }
    }

    /// Value and label of each tick, from the lowest.
    pub(super) fn iter(self) -> impl Iterator<Item = (f64, String)> {
        (self.first..=self.last).map(move |index| (self.value_of(index), self.label(index)))
    }

    /// Exact, through integers; the minus is U+2212.
    fn label(&self, index: i64) -> String {
        let value = index.saturating_mul(self.multiple);
        let sign = if value < 0 { "−" } else { "" };
        let digits = value.unsigned_abs().to_string();
        let Ok(decimals) = usize::try_from(-self.exponent) else {
            return format!("{sign}{}", with_zeros(digits, value, self.exponent));
        };
        if decimals == 0 {
            return format!("{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, fraction) = padded.split_at(padded.len() - decimals);
        format!("{sign}{whole}.{fraction}")
    }
}

fn with_zeros(mut digits: String, value: i64, exponent: i32) -> String {
    if value != 0 {
        for _ in 0..exponent {
            digits.push('0');
        }
    }
    digits
}

fn exponent_of(value: f64) -> i32 {
    i32::try_from(whole(value.log10().floor())).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn labels(low: f64, high: f64) -> String {
        let ticks: Vec<_> = Ticks::cover(Span { low, high }, 328.0).iter().map(|(_, label)| label).collect();
        ticks.join(" ")
    }

    #[test]
    fn nice_steps() {
        let check = |low: f64, high: f64, expect: &str| assert_eq!(labels(low, high), expect);
        check(0.0, 10.7, "0 2 4 6 8 10 12");
        check(-6.2, 13.2, "−8 −4 0 4 8 12 16");
        check(0.0, 0.6, "0.0 0.1 0.2 0.3 0.4 0.5 0.6");
        check(0.0, 0.0, "0.0 0.2 0.4 0.6 0.8 1.0");
        check(0.0, 123_456.0, "0 40000 80000 120000 160000");
        check(97.0, 103.0, "97 98 99 100 101 102 103");
    }

    proptest! {
        #[test]
        fn ticks_cover_with_four_to_seven(a in -1e9_f64..1e9, b in -1e9_f64..1e9) {
            let span = Span::of([a, b]).or_wider();
            let ticks = Ticks::cover(span, 328.0);
            let n = ticks.last - ticks.first + 1;
            prop_assert!((4..=7).contains(&n), "{n} ticks");
            let (slack, cover) = ((span.high - span.low) * 1e-6, ticks.span());
            prop_assert!(cover.low <= span.low + slack && cover.high >= span.high - slack);
        }
    }
}
