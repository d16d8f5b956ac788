//! An amount: a value with its bound and unit, as one figure of a text states it.
//!
//! Knows how figures are printed (design §6) and which values they leave possible; must not know what the figure
//! measures or which indicator it belongs to.

use std::cmp::Ordering;
use std::fmt;

use rust_decimal::Decimal;

use super::interval::{Edge, Interval};
use super::number::{self, Sign};
use super::unit::Unit;

/// How a stated number limits the true value (民法典 art. 1259: 以上 and 以内 include the number, 超过 and 不满 do not).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bound {
    /// The number itself, as rounded by its source.
    Exact,
    /// 突破, 超过, 逾, 余, 多.
    Gt,
    /// 以上, 不低于.
    Gte,
    /// 不足, 近.
    Lt,
    /// 以内, 不超过.
    Lte,
    /// 约, 左右.
    Approx,
    /// From one number to another, both included.
    Range,
}

impl Bound {
    /// The code in the open data; empty when exact.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::Gt => "gt",
            Self::Gte => "gte",
            Self::Lt => "lt",
            Self::Lte => "lte",
            Self::Approx => "approx",
            Self::Range => "range",
        }
    }

    /// The bound with this [`code`](Self::code).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let all = [Self::Exact, Self::Gt, Self::Gte, Self::Lt, Self::Lte, Self::Approx, Self::Range];
        all.into_iter().find(|bound| bound.code() == code)
    }

    /// The sign printed before the number; empty for exact numbers and ranges.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Exact | Self::Range => "",
            Self::Gt => ">",
            Self::Gte => "≥",
            Self::Lt => "<",
            Self::Lte => "≤",
            Self::Approx => "约",
        }
    }

    /// The bound of the negated value: a fall by more than 3% is a growth of less than −3%.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Gt => Self::Lt,
            Self::Gte => Self::Lte,
            Self::Lt => Self::Gt,
            Self::Lte => Self::Gte,
            Self::Exact | Self::Approx | Self::Range => self,
        }
    }
}

/// One figure: value, bound, unit. Equality is by value: 7.0 equals 7.00, though they are printed differently.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    /// The number as written, in `unit`; the lower end of a range.
    pub value: Decimal,
    /// The upper end of a range, in `unit`; `None` otherwise.
    pub value_to: Option<Decimal>,
    /// How the number limits the true value; [`Bound::Range`] exactly if there is a `value_to`.
    pub bound: Bound,
    /// `None` means: in the indicator's own unit.
    pub unit: Option<Unit>,
}

impl Amount {
    /// An exact number.
    #[must_use]
    pub fn exact(value: Decimal, unit: Option<Unit>) -> Self {
        Self { value, value_to: None, bound: Bound::Exact, unit }
    }

    /// The closed range between two numbers, in either order.
    #[must_use]
    pub fn range(a: Decimal, b: Decimal, unit: Option<Unit>) -> Self {
        Self { value: a.min(b), value_to: Some(a.max(b)), bound: Bound::Range, unit }
    }

    /// The amount with every sign turned: 3% becomes −3%, ≥3% becomes ≤−3%.
    #[must_use]
    pub fn negated(&self) -> Self {
        let value = number::negate(self.value);
        match self.value_to {
            Some(to) => Self::range(value, number::negate(to), self.unit.clone()),
            None => Self { value, bound: self.bound.flipped(), ..self.clone() },
        }
    }

    /// The amount in another unit, converted as in [`Unit::convert`]. An amount without unit, or with a bare
    /// prefix (亿), is taken to be of `unit`'s dimension. `None` if the dimensions differ.
    #[must_use]
    pub fn to_unit(&self, unit: &Unit) -> Option<Self> {
        let from = self.unit_like(unit);
        let convert = |value| Unit::convert(value, &from, unit);
        let value_to = match self.value_to {
            Some(to) => Some(convert(to)?),
            None => None,
        };
        Some(Self { value: convert(self.value)?, value_to, bound: self.bound, unit: Some(unit.clone()) })
    }

    fn unit_like(&self, unit: &Unit) -> Unit {
        match &self.unit {
            None => unit.clone(),
            Some(own) if own.is_bare() => own.with_base_of(unit),
            Some(own) => own.clone(),
        }
    }

    /// The values the figure leaves possible, in its own unit. An exact number stands for its rounding interval
    /// (9.8 is [9.75, 9.85)), a bound for its half-line, a range for itself, 约 for 5 % either way but at least half
    /// of the last digit. Half of the last digit is meant of the number as written, so compare before converting.
    #[must_use]
    pub fn interval(&self) -> Interval {
        let closed = |value| Some(Edge { value, closed: true });
        let open = |value| Some(Edge { value, closed: false });
        let (low, high) = match self.bound {
            Bound::Exact => self.around(self.half_digit(), false),
            Bound::Gt => (open(self.value), None),
            Bound::Gte => (closed(self.value), None),
            Bound::Lt => (None, open(self.value)),
            Bound::Lte => (None, closed(self.value)),
            Bound::Approx => self.around(self.tolerance(), true),
            Bound::Range => (closed(self.value), closed(self.value_to.unwrap_or(self.value))),
        };
        Interval { low, high }
    }

    /// [`interval`](Self::interval) in the smallest unit of the dimension, comparable across units; `None` if the
    /// numbers become too long.
    #[must_use]
    pub fn base_interval(&self) -> Option<Interval> {
        match &self.unit {
            Some(unit) => self.interval().map(|value| unit.to_base(value)),
            None => Some(self.interval()),
        }
    }

    fn around(&self, distance: Decimal, closed: bool) -> (Option<Edge>, Option<Edge>) {
        let low = Edge { value: self.value.saturating_sub(distance), closed: true };
        let high = Edge { value: self.value.saturating_add(distance), closed };
        (Some(low), Some(high))
    }

    fn half_digit(&self) -> Decimal {
        let scale = self.value.scale() + 1;
        Decimal::try_new(5, scale).unwrap_or_default()
    }

    fn tolerance(&self) -> Decimal {
        let part = self.value.abs().checked_mul(Decimal::new(5, 2)).unwrap_or_default();
        part.max(self.half_digit())
    }

    /// Whether some single value satisfies both figures. Figures of different dimensions never agree, nor does one
    /// with a unit with one without.
    #[must_use]
    pub fn agrees_with(&self, other: &Self) -> bool {
        let comparable = match (&self.unit, &other.unit) {
            (Some(a), Some(b)) => a.same_dimension(b),
            (None, None) => true,
            _ => false,
        };
        let met = || self.base_interval()?.intersect(&other.base_interval()?);
        comparable && met().is_some()
    }

    /// Orders figures of one dimension by precision: `Less` is the more precise. Narrow before wide, any width
    /// before a half-line, the half-line that excludes more before one of the same direction.
    #[must_use]
    pub fn compare_precision(&self, other: &Self) -> Ordering {
        let (Some(a), Some(b)) = (self.base_interval(), other.base_interval()) else {
            return Ordering::Equal;
        };
        match (a.width(), b.width()) {
            (Some(x), Some(y)) => x.cmp(&y),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => compare_half_lines(&a, &b),
        }
    }

    /// The bound's sign: `>`, `≥`, `<`, `≤`, `约` or nothing.
    #[must_use]
    pub fn sign_text(&self) -> &'static str {
        self.bound.sign()
    }

    /// The number without bound and unit; for a range both numbers, the first with what of the unit it needs:
    /// `35亿—40` (of 亿元), `3%—5` (of %).
    #[must_use]
    pub fn number_text(&self, sign: Sign) -> String {
        let first = number::print(self.value, sign);
        match self.value_to {
            Some(to) => format!("{first}{}—{}", self.repeated_unit(), number::print(to, sign)),
            None => first,
        }
    }

    /// The unit's symbol, empty if there is none.
    #[must_use]
    pub fn unit_text(&self) -> String {
        self.unit.as_ref().map(Unit::to_string).unwrap_or_default()
    }

    /// The whole figure as growth is printed: `+10.5%`, `−1.6%`, `≥+20%`.
    #[must_use]
    pub fn growth_text(&self) -> String {
        format!("{}{}{}", self.sign_text(), self.number_text(Sign::Always), self.unit_text())
    }

    /// A percent sign belongs to every number (GB/T 15835), of other units the prefix is enough.
    fn repeated_unit(&self) -> String {
        match &self.unit {
            Some(unit) if unit.is_ratio() => unit.to_string(),
            Some(unit) => unit.prefix_text().to_owned(),
            None => String::new(),
        }
    }
}

fn compare_half_lines(a: &Interval, b: &Interval) -> Ordering {
    match (a.low, b.low, a.high, b.high) {
        (Some(x), Some(y), ..) => y.value.cmp(&x.value).then(x.closed.cmp(&y.closed)),
        (_, _, Some(x), Some(y)) => x.value.cmp(&y.value).then(x.closed.cmp(&y.closed)),
        _ => Ordering::Equal,
    }
}

/// As a level is printed: `69.5亿元`, `>10亿元`, `约45.8亿元`, `35亿—40亿元`, `−3.1%`.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.sign_text(), self.number_text(Sign::Minus), self.unit_text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(bound: Bound, value: &str, to: Option<&str>, unit: &str) -> Amount {
        let read = |text| number::parse(text).unwrap();
        Amount { value: read(value), value_to: to.map(read), bound, unit: Unit::parse(unit) }
    }

    fn single(bound: Bound, value: &str, unit: &str) -> Amount {
        amount(bound, value, None, unit)
    }

    #[test]
    fn figures_are_printed_as_the_design_says() {
        for (figure, expect) in [
            (single(Bound::Exact, "69.5", "亿元"), "69.5亿元"),
            (single(Bound::Gt, "10", "亿元"), ">10亿元"),
            (single(Bound::Gte, "35", "个"), "≥35个"),
            (single(Bound::Lt, "40", "亿元"), "<40亿元"),
            (single(Bound::Lte, "1", "‰"), "≤1‰"),
            (single(Bound::Approx, "45.8", "亿元"), "约45.8亿元"),
            (amount(Bound::Range, "35", Some("40"), "亿元"), "35亿—40亿元"),
            (amount(Bound::Range, "3", Some("5"), "%"), "3%—5%"),
            (amount(Bound::Range, "3", Some("5"), "家"), "3—5家"),
            (single(Bound::Exact, "-1.2", "‰"), "−1.2‰"),
            (single(Bound::Exact, "126", ""), "126"),
        ] {
            assert_eq!(figure.to_string(), expect);
        }
    }

    #[test]
    fn growth_is_printed_with_its_sign() {
        for (figure, expect) in [
            (single(Bound::Exact, "10.5", "%"), "+10.5%"),
            (single(Bound::Exact, "3.1", "%").negated(), "−3.1%"),
            (single(Bound::Gte, "20", "%"), "≥+20%"),
            (single(Bound::Gte, "3", "%").negated(), "≤−3%"),
            (amount(Bound::Range, "3", Some("5"), "%").negated(), "−5%—−3%"),
            (single(Bound::Exact, "0.0", "%").negated(), "0.0%"),
        ] {
            assert_eq!(figure.growth_text(), expect);
        }
    }

    #[test]
    fn agreement() {
        let gt = |v, u| single(Bound::Gt, v, u);
        let exact = |v, u| single(Bound::Exact, v, u);
        for (a, b, agree) in [
            (exact("9.8", "亿元"), exact("9.75", "亿元"), true),
            (exact("9.8", "亿元"), exact("9.7", "亿元"), false),
            (exact("9.8", "亿元"), exact("98000", "万元"), true),
            (exact("9.8", "亿元"), exact("98600", "万元"), false),
            (gt("10", "亿元"), exact("10.24", "亿元"), true),
            (gt("10", "亿元"), exact("9.9", "亿元"), false),
            (gt("10", "亿元"), single(Bound::Lt, "10", "亿元"), false),
            (single(Bound::Approx, "45", "亿元"), exact("47", "亿元"), true),
            (single(Bound::Approx, "45", "亿元"), exact("50.1", "亿元"), false),
            (amount(Bound::Range, "35", Some("40"), "亿元"), exact("40", "亿元"), true),
            (exact("300", "亩"), exact("20", "公顷"), true),
            (exact("7", "%"), exact("7", "个百分点"), false),
            (exact("7", ""), exact("7.0", ""), true),
            (exact("7", ""), exact("7", "%"), false),
        ] {
            assert_eq!((a.agrees_with(&b), b.agrees_with(&a)), (agree, agree), "{a} {b}");
        }
    }

    #[test]
    fn precision() {
        let order = [
            single(Bound::Exact, "10.24", "亿元"),
            single(Bound::Exact, "10.2", "亿元"),
            single(Bound::Approx, "10.2", "亿元"),
            amount(Bound::Range, "8", Some("12"), "亿元"),
            single(Bound::Gt, "10", "亿元"),
            single(Bound::Gte, "10", "亿元"),
            single(Bound::Gt, "90000", "万元"),
        ];
        for pair in order.windows(2) {
            assert_eq!(pair[0].compare_precision(&pair[1]), Ordering::Less, "{} {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn conversion_takes_bounds_and_bare_prefixes_along() {
        let wan = Unit::parse("万元").unwrap();
        for (figure, expect) in [
            (single(Bound::Gt, "10", "亿元"), Some(">100000万元")),
            (amount(Bound::Range, "0.9", Some("1.2"), "亿元"), Some("9000万—12000万元")),
            (single(Bound::Exact, "1", "亿"), Some("10000万元")),
            (single(Bound::Exact, "1", ""), Some("1万元")),
            (single(Bound::Exact, "1", "%"), None),
        ] {
            assert_eq!(figure.to_unit(&wan).map(|a| a.to_string()).as_deref(), expect);
        }
    }

    #[test]
    fn codes_name_bounds() {
        for bound in ["", "gt", "gte", "lt", "lte", "approx", "range"] {
            assert_eq!(Bound::from_code(bound).map(Bound::code), Some(bound));
        }
        assert_eq!(Bound::from_code("eq"), None);
    }
}
