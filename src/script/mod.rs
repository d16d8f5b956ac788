//! The two scripts of Chinese: what they are called, characters one for one, and texts, pages and feeds from one to
//! the other.
//!
//! [`Converter`] is the one seam through which a copy of the site in the other script goes: it is given finished bytes
//! and knows what in them is text. It must not know pages, routes or themes.

mod convert;
mod fold;
mod json;
mod markup;
#[cfg(test)]
mod tests;

pub use convert::Converter;
pub use fold::{file as fold_file, near as fold_near, simplified};

/// A script of Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Simplified, 简体.
    Hans,
    /// Traditional, 繁體.
    Hant,
}

impl Script {
    /// The script of a language tag; letter case does not matter.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        [Self::Hans, Self::Hant].into_iter().find(|script| script.tag().eq_ignore_ascii_case(tag))
    }

    /// The language tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Hans => "zh-Hans",
            Self::Hant => "zh-Hant",
        }
    }

    /// The folder of a copy in this script.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Hans => "zh-hans",
            Self::Hant => "zh-hant",
        }
    }

    /// Its name, written in itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hans => "简体",
            Self::Hant => "繁體",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Hans => Self::Hant,
            Self::Hant => Self::Hans,
        }
    }
}
