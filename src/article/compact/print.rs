//! Printing parts in the compact form: what is printed is read back unchanged.

use std::fmt;

use super::{GrowthBasis, Part, What};
use crate::quantity::{Amount, Sign};

/// Words that end the name of a plan, of which one says 完成 and not 占.
const PLANS: [&str; 5] = ["计划", "目标", "任务", "预算", "进度"];

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.status.word(), if self.first { "首次" } else { "" }, self.what)
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Level(amount) => level(f, amount),
            Self::Growth { amount, basis } => write!(f, "{}{}", basis_word(*basis), figure(amount, Sign::Always)),
            Self::Rank(rank) => rank.fmt(f),
            Self::Difference { amount, reference } => difference(f, amount, reference),
            Self::Share { amount, of } if PLANS.iter().any(|plan| of.ends_with(plan)) => {
                write!(f, "完成{of}的{}", figure(amount, Sign::Minus))
            }
            Self::Share { amount, of } => write!(f, "占{of}{}", figure(amount, Sign::Minus)),
            Self::Target(what) => write!(f, "目标{what}"),
        }
    }
}

/// A negative level takes 达, since a sign alone means growth.
fn level(f: &mut fmt::Formatter<'_>, amount: &Amount) -> fmt::Result {
    let verb = if amount.value.is_sign_negative() { "达" } else { "" };
    write!(f, "{verb}{}", figure(amount, Sign::Minus))
}

fn difference(f: &mut fmt::Formatter<'_>, amount: &Amount, reference: &str) -> fmt::Result {
    if amount.value.is_sign_negative() {
        write!(f, "低于{reference}{}", figure(&amount.negated(), Sign::Minus))
    } else {
        write!(f, "高于{reference}{}", figure(amount, Sign::Minus))
    }
}

fn basis_word(basis: GrowthBasis) -> &'static str {
    match basis {
        GrowthBasis::Yoy => "",
        GrowthBasis::Mom => "环比",
        GrowthBasis::Ytd => "比年初",
    }
}

/// As the amount prints itself, but with a minus that can be typed.
fn figure(amount: &Amount, sign: Sign) -> String {
    let number = amount.number_text(sign).replace('\u{2212}', "-");
    // Zero growth has no sign where it is shown, but needs one to be read as growth.
    let plus = if sign == Sign::Always && amount.value.is_zero() { "+" } else { "" };
    format!("{}{plus}{number}{}", amount.sign_text(), amount.unit_text())
}
