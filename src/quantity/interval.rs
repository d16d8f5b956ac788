//! Intervals of decimals: what values a stated figure leaves possible.
//!
//! Must not know units or bounds; an open end of the line is `None`.

use std::cmp::Ordering;

use rust_decimal::Decimal;

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Where it ends.
    pub value: Decimal,
    /// Whether `value` itself still belongs to it.
    pub closed: bool,
}

/// A non-empty stretch of the number line; `None` is unbounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub low: Option<Edge>,
    /// The upper end.
    pub high: Option<Edge>,
}

impl Interval {
    /// What both intervals hold, `None` if nothing. Intervals that meet two by two all share a value, so comparing
    /// pairs decides for any number of claims.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Option<Self> {
        let low = tighter(self.low, other.low, Ordering::Greater);
        let high = tighter(self.high, other.high, Ordering::Less);
        let met = Self { low, high };
        met.is_inhabited().then_some(met)
    }

    /// The length; `None` if unbounded (or too long to say).
    #[must_use]
    pub fn width(&self) -> Option<Decimal> {
        self.high?.value.checked_sub(self.low?.value)
    }

    /// Whether the interval holds `value`.
    #[must_use]
    pub fn contains(&self, value: Decimal) -> bool {
        let point = Some(Edge { value, closed: true });
        self.intersect(&Self { low: point, high: point }).is_some()
    }

    /// Both ends changed by `change`; `None` if it fails for one.
    pub(super) fn map(&self, change: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        let end = |edge: Option<Edge>| match edge {
            Some(edge) => change(edge.value).map(|value| Some(Edge { value, ..edge })),
            None => Some(None),
        };
        Some(Self { low: end(self.low)?, high: end(self.high)? })
    }

    fn is_inhabited(&self) -> bool {
        let (Some(low), Some(high)) = (self.low, self.high) else {
            return true;
        };
        match low.value.cmp(&high.value) {
            Ordering::Less => true,
            Ordering::Equal => low.closed && high.closed,
            Ordering::Greater => false,
        }
    }
}

/// The edge further to the side `inward`; of two at one place the open one.
fn tighter(a: Option<Edge>, b: Option<Edge>, inward: Ordering) -> Option<Edge> {
    let (Some(x), Some(y)) = (a, b) else {
        return a.or(b);
    };
    match x.value.cmp(&y.value) {
        Ordering::Equal => Some(Edge { value: x.value, closed: x.closed && y.closed }),
        order if order == inward => Some(x),
        _ => Some(y),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edge() -> impl Strategy<Value = Option<Edge>> {
        proptest::option::of((-9_i64..9, any::<bool>()).prop_map(|(n, closed)| Edge { value: n.into(), closed }))
    }

    /// Ends in the wrong order change places; of two that exclude each other one goes.
    fn interval() -> impl Strategy<Value = Interval> {
        (edge(), edge()).prop_map(|(low, high)| match (Interval { low, high }) {
            empty if !empty.is_inhabited() && low.map(|e| e.value) == high.map(|e| e.value) => {
                Interval { low, high: None }
            }
            empty if !empty.is_inhabited() => Interval { low: high, high: low },
            interval => interval,
        })
    }

    proptest! {
        #[test]
        fn a_value_in_both_is_in_the_intersection(a in interval(), b in interval(), halves in -20_i64..20) {
            let value = Decimal::new(halves * 5, 1);
            let both = a.contains(value) && b.contains(value);
            prop_assert_eq!(both, a.intersect(&b).is_some_and(|met| met.contains(value)));
        }

        #[test]
        fn pairs_decide_for_three(a in interval(), b in interval(), c in interval()) {
            let pairs = a.intersect(&b).is_some() && b.intersect(&c).is_some() && a.intersect(&c).is_some();
            prop_assert_eq!(pairs, a.intersect(&b).and_then(|ab| ab.intersect(&c)).is_some());
        }
    }
}
