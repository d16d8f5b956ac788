//! Figures out of Chinese prose: what a text states, proposed as metrics.
//!
//! Rules, not a model: the same text gives the same proposals, and each can say which words gave it. Knows quantities
//! and words; the indicators of a site are handed in. Must not know files, articles or claims.

mod assemble;
mod brackets;
mod clause;
mod figure;
mod growth;
mod joint;
mod level;
mod lexicon;
mod list;
mod measure;
mod name;
mod phrase;
mod propose;
mod prose;
mod rank;
mod ranking;
mod ratio;
mod setting;
mod subject;
mod table;
mod tense;
mod when;
mod words;
mod write;

use std::ops::Range;

use crate::quantity::{Amount, Period};

pub use lexicon::Known;
pub use setting::Setting;
pub use write::{json, lines, metric_line};

/// What a growth is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The same period of the year before.
    Yoy,
    /// The period before.
    Mom,
    /// The end of the year before.
    Ytd,
    /// Some other year; such a growth belongs to no series.
    Other,
}

/// Result or intention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A result.
    Actual,
    /// A result that is not settled (预计).
    Expected,
    /// A target.
    Target,
}

/// A place in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The place, from 1.
    pub place: u32,
    /// Among how many.
    pub of: Option<u32>,
    /// Among whom.
    pub scope: String,
    /// Whether growth was ranked.
    pub of_growth: bool,
}

/// What the amount of a proposal is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stated {
    /// How much it is.
    Level,
    /// The part of a whole or plan.
    Share(String),
    /// The distance from something else, negative below it.
    Difference(String),
}

/// The words that a proposal was read from, for `--explain`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    /// Of the indicator.
    pub indicator: String,
    /// Of the period; empty if it was assumed.
    pub period: String,
    /// Before the number.
    pub before: String,
    /// The number with its unit.
    pub number: String,
}

/// One figure of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The site's name for the indicator, else one cut from the text.
    pub indicator: String,
    /// The site's indicator.
    pub indicator_id: Option<String>,
    /// Its period, if the text or the setting tells one.
    pub period: Option<Period>,
    /// Result or intention.
    pub kind: Kind,
    /// The amount; `None` where only growth or a rank is stated.
    pub amount: Option<Amount>,
    /// What the amount is.
    pub stated: Stated,
    /// Its growth.
    pub growth: Option<(Amount, Basis)>,
    /// Its rank.
    pub rank: Option<Ranked>,
    /// The number with its unit, in characters of the file.
    pub range: Range<usize>,
    /// The clause it stands in, as plain text.
    pub text: String,
    /// Why it was read so.
    pub reasons: Reasons,
}

/// Reads every figure of a text (Markdown or plain, with or without front-matter).
#[must_use]
pub fn read(text: &str, setting: &Setting) -> Vec<Proposal> {
    assemble::read(text, setting)
}

#[cfg(test)]
mod tests;
