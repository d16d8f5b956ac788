//! A Markdown file → [`Article`] with its findings, one file at a time. It never sees another article, and knows
//! neither counties nor indicators: names stay names with their places until the model resolves them.

pub mod compact;
pub mod document;
mod front;
pub mod markdown;
mod metric_words;
mod metrics;

pub use document::Body;
pub use front::{Article, ArticleId, Source, read};
pub use metrics::{Metric, Stated, Status};
