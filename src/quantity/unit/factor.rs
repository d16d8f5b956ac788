//! Multiplying a decimal by a ratio of whole numbers without losing anything that can be kept.

use rust_decimal::Decimal;

/// How many digits finer than its source a quotient that does not end is given.
const GUARD_DIGITS: u32 = 2;

/// `value * from / to`, with the scale described at [`super::Unit::convert`]. Both factors are positive.
pub(super) fn rescale(value: Decimal, from: i128, to: i128) -> Option<Decimal> {
    let common = gcd(from, to);
    let (num, den) = (from / common, to / common);
    if num == den {
        return Some(value);
    }
    let kept = kept_scale(value.scale(), num, den);
    let product = value.mantissa().checked_mul(num)?;
    match ended(product, den, value.scale()) {
        Some(exact) => Some(at_scale(exact, if value.scale() == 0 { 0 } else { kept })),
        None => rounded(product, den, value.scale(), kept + GUARD_DIGITS),
    }
}

/// The scale at which the result is as precise as the source: one digit less for each factor of ten.
fn kept_scale(scale: u32, num: i128, den: i128) -> u32 {
    let power = |count: u32| 10_i128.checked_pow(count);
    let grows = (1..).take_while(|&k| power(k).and_then(|p| p.checked_mul(den)).is_some_and(|least| num >= least));
    let shrinks = (0..).take_while(|&k| power(k).and_then(|p| p.checked_mul(num)).is_some_and(|most| most < den));
    let digits = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    scale.saturating_add(digits(shrinks.count())).saturating_sub(digits(grows.count()))
}

fn ended(product: i128, den: i128, scale: u32) -> Option<Decimal> {
    let (mut product, mut den, mut scale) = (product, den, scale);
    loop {
        let common = gcd(product, den);
        (product, den) = (product / common, den / common);
        if den == 1 {
            return Decimal::try_from_i128_with_scale(product, scale).ok();
        }
        if den % 2 != 0 && den % 5 != 0 {
            return None;
        }
        product = product.checked_mul(10)?;
        scale += 1;
    }
}

/// Drops zeros at the end of the fraction beyond `scale` and adds those missing up to it.
fn at_scale(value: Decimal, scale: u32) -> Decimal {
    let mut value = value.normalize();
    let padded = scale.max(value.scale());
    value.rescale(padded);
    value
}

/// The quotient rounded half to even at `target` decimals.
fn rounded(product: i128, den: i128, scale: u32, target: u32) -> Option<Decimal> {
    let shift = 10_i128.checked_pow(target.saturating_sub(scale))?;
    let product = product.checked_mul(shift)?;
    let finer = Decimal::try_from_i128_with_scale(half_even(product, den), scale.max(target)).ok()?;
    Some(finer.round_dp(target))
}

fn half_even(product: i128, den: i128) -> i128 {
    let (quotient, rest) = (product / den, product % den);
    let away = match (rest.abs() * 2).cmp(&den) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient % 2 != 0,
        std::cmp::Ordering::Greater => true,
    };
    if away { quotient + product.signum() } else { quotient }
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rounds_half_to_even() {
        for (product, expect) in [(5, 2), (15, 8), (25, 12), (-5, -2), (-15, -8), (11, 6), (-11, -6), (4, 2)] {
            assert_eq!(half_even(product, 2), expect, "{product}/2");
        }
    }

    proptest! {
        #[test]
        fn any_factors_are_taken(mantissa in proptest::num::i64::ANY, scale in 0_u32..28, from in 1_u64.., to in 1_u64..) {
            let value = Decimal::from_i128_with_scale(i128::from(mantissa), scale);
            let _ = rescale(value, i128::from(from), i128::from(to));
        }
    }
}
