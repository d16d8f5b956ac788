//! A Markdown file → [`Article`] with its findings, one file at a time. It never sees another article, and knows
//! neither counties nor indicators: names stay names with their places until the model resolves them.

pub mod compact;
mod corrections;
pub mod document;
mod front;
mod in_text;
pub mod markdown;
mod metric_words;
mod metrics;
mod press;
mod projects;
mod silence;
mod status;

pub use corrections::{Correction, Reason};
pub use document::Body;
pub use front::{Article, ArticleId, KEYS, Source, read};
pub use metrics::{Details, Metric, Parts, SameAs, Stated};
pub use press::{Contact, Erratum, Review, Reviews};
pub use projects::{Honour, Milestone, ProjectEntry, Records, Stage};
pub use status::Status;
