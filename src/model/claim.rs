//! One figure stated by one article about one county, indicator and period.

use std::ops::{Deref, Range};
use std::sync::Arc;

use super::site::{ArticleIx, CountyIx, IndicatorIx};
use crate::article::compact::GrowthBasis as GrowthOver_;
use crate::article::{Reason, Status};
use crate::quantity::{Amount, Period, Rank};

/// What a growth is over: the year before, the period before, the beginning of the year.
pub type GrowthOver = GrowthOver_;

/// Whether a figure came true or is aimed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimKind {
    /// Reported.
    Actual,
    /// A target.
    Target,
}

impl ClaimKind {
    /// The word of `claims.csv`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Target => "target",
        }
    }
}

/// Which side of a quantity a claim states.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// The quantity itself.
    Level,
    /// Its growth.
    Growth(GrowthOver),
    /// Its rank, or its growth's, among the places of a scope.
    Rank {
        /// Whether the growth is ranked.
        of_growth: bool,
        /// Among whom.
        scope: Option<String>,
    },
    /// Its difference to a reference.
    Difference(String),
    /// Its share of a whole or plan.
    Share(String),
}

impl Measure {
    /// The word of `claims.csv`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Growth(_) => "growth",
            Self::Rank { .. } => "rank",
            Self::Difference(_) => "difference",
            Self::Share(_) => "share",
        }
    }

    /// The basis of `claims.csv`.
    #[must_use]
    pub fn basis(&self) -> &str {
        match self {
            Self::Level => "",
            Self::Growth(over) => over.code(),
            Self::Rank { of_growth: true, .. } => "growth",
            Self::Rank { of_growth: false, .. } => "level",
            Self::Difference(reference) | Self::Share(reference) => reference,
        }
    }
}

/// The figure itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stating {
    /// A level, growth, difference or share.
    Amount(Amount),
    /// A rank.
    Rank(Rank),
}

/// What became of a claim among the others about the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It stands.
    Current,
    /// Another stands in its place.
    Superseded,
    /// It contradicts another of equal weight.
    Disputed,
}

impl State {
    /// The word of `claims.csv`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Superseded => "superseded",
            Self::Disputed => "disputed",
        }
    }
}

/// A claim that another article has put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corrected {
    /// The article that did.
    pub by: ArticleIx,
    /// Why.
    pub reason: Reason,
}

/// A figure as one article states it, whatever other articles say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// About which county.
    pub county: CountyIx,
    /// About which indicator.
    pub indicator: IndicatorIx,
    /// For which period.
    pub period: Period,
    /// Result or target.
    pub kind: ClaimKind,
    /// Level, growth, rank …
    pub measure: Measure,
    /// The figure as stated.
    pub stating: Stating,
    /// How settled it is.
    pub status: Status,
    /// The area within the county it is about, if not the whole.
    pub scope: Option<String>,
    /// Who stated it, if not the article's source.
    pub source: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Of a target: other indicators whose result counts for it, and why.
    pub same_as: Vec<(IndicatorIx, String)>,
    /// 首次: stated as the first time.
    pub first: bool,
    /// Its place in the article's file.
    pub range: Range<usize>,
}

/// One figure among all of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What is stated; shared with whoever keeps what was resolved.
    pub fact: Arc<Fact>,
    /// The article that states it.
    pub article: ArticleIx,
    /// Which article put it right, and why.
    pub corrected: Option<Corrected>,
    /// What became of it.
    pub state: State,
}

impl Claim {
    /// The amount, unless it is a rank.
    #[must_use]
    pub fn amount(&self) -> Option<&Amount> {
        self.fact.amount()
    }

    /// The rank, if it is one.
    #[must_use]
    pub fn rank(&self) -> Option<&Rank> {
        self.fact.rank()
    }
}

impl Deref for Claim {
    type Target = Fact;

    fn deref(&self) -> &Fact {
        &self.fact
    }
}

impl Fact {
    /// The amount, unless it is a rank.
    #[must_use]
    pub fn amount(&self) -> Option<&Amount> {
        match &self.stating {
            Stating::Amount(amount) => Some(amount),
            Stating::Rank(_) => None,
        }
    }

    /// The rank, if it is one.
    #[must_use]
    pub fn rank(&self) -> Option<&Rank> {
        match &self.stating {
            Stating::Rank(rank) => Some(rank),
            Stating::Amount(_) => None,
        }
    }

    /// Whether it is a reported growth on the year.
    #[must_use]
    pub fn is_yoy(&self) -> bool {
        self.kind == ClaimKind::Actual && self.measure == Measure::Growth(GrowthOver::Yoy)
    }

    /// Whether it is a reported level.
    #[must_use]
    pub fn is_level(&self) -> bool {
        self.kind == ClaimKind::Actual && self.measure == Measure::Level
    }
}
