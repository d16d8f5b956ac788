//! What is published: drafts, reviews, dates to come and dates gone by, seen from “today”.

use time::Date;

use super::reviews;
use crate::article::Article;
use crate::config::Reviews;

/// What the caller decides about a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// “Today”.
    pub as_of: Date,
    /// Whether drafts are shown, and articles whose day has not come or that are not reviewed yet.
    pub drafts: bool,
}

/// Whether an article is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publication {
    /// It is.
    Published,
    /// It is marked as a draft.
    Draft,
    /// Its day has not come.
    Future,
    /// Its day has passed.
    Expired,
    /// It has not passed the reviews that the site demands.
    Unreviewed,
}

impl Publication {
    /// Looks at an article from `options.as_of`, by the site's rule of reviews.
    #[must_use]
    pub fn of(article: &Article, rule: Option<Reviews>, options: Options) -> Self {
        if article.draft && !options.drafts {
            return Self::Draft;
        }
        if article.publish.unwrap_or(article.date) > options.as_of && !options.drafts {
            return Self::Future;
        }
        if article.expire.is_some_and(|day| day <= options.as_of) {
            return Self::Expired;
        }
        if !options.drafts && !reviews::passed(rule, article, options.as_of) {
            return Self::Unreviewed;
        }
        Self::Published
    }
}
