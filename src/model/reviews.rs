//! Whether an article has passed the reviews that the site demands.

use std::collections::BTreeSet;

use time::Date;

use crate::article::{Article, Review};
use crate::config::Reviews;
use crate::diag::{Code, Diagnostic, Span, Words};

/// What is lacking.
#[derive(Debug, PartialEq, Eq)]
enum Lack {
    /// So many stages.
    Stages(usize),
    /// Two stages are by this one.
    SameName(String),
}

fn lack(rule: Reviews, article: &Article, as_of: Date) -> Option<Lack> {
    if rule.since.is_some_and(|since| article.date < since) {
        return None;
    }
    let stages: BTreeSet<&str> = held(article, as_of).map(|review| review.stage.as_str()).collect();
    if stages.len() < rule.stages {
        return Some(Lack::Stages(stages.len()));
    }
    let mut names: Vec<(String, &str)> = held(article, as_of).map(|r| (name(r), r.stage.as_str())).collect();
    names.sort_unstable();
    names.dedup();
    let twice = names.windows(2).find(|pair| matches!(pair, [(a, _), (b, _)] if a == b));
    let twice = twice.and_then(|pair| pair.first()).filter(|_| rule.distinct);
    twice.map(|(name, _)| Lack::SameName(name.clone()))
}

/// The reviews of an article that have taken place on a day.
pub fn held(article: &Article, as_of: Date) -> impl Iterator<Item = &Review> {
    article.reviews.list.iter().filter(move |review| review.date.is_none_or(|date| date <= as_of))
}

/// Names of two characters are set with a space between them, and are the same names.
fn name(review: &Review) -> String {
    review.name.split_whitespace().collect()
}

/// Whether nothing is lacking on a day.
#[must_use]
pub fn passed(rule: Option<Reviews>, article: &Article, as_of: Date) -> bool {
    rule.is_none_or(|rule| lack(rule, article, as_of).is_none())
}

/// The report on an article that stays unpublished for want of reviews.
pub fn report(rule: Option<Reviews>, article: &Article, as_of: Date) -> Option<Diagnostic> {
    let rule = rule?;
    let title = &article.title;
    let message = match lack(rule, article, as_of)? {
        Lack::Stages(n) => Words::new(
            format!("“{title}”没有发布：要{}审，只有{n}审", rule.stages),
            format!("`{title}` is not published: it needs {} reviews and has {n}", rule.stages),
        ),
        Lack::SameName(name) => Words::new(
            format!("“{title}”没有发布：不止一审由{name}完成"),
            format!("`{title}` is not published: more than one review is by {name}"),
        ),
    };
    let span = match &article.reviews.range {
        Some(range) => Span::new(&article.file, range.clone()),
        None => Span::file(&article.file),
    };
    let help = Words::new(
        "审过之后在 reviews 里写上 {stage: 终审, name: …, date: …}",
        "once it is reviewed, add {stage: …, name: …, date: …} to `reviews`",
    );
    Some(Diagnostic::new(Code::Unreviewed, message).at(span).help(help))
}
