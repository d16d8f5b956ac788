//! Files of other programs → articles: Word documents, saved web pages, plain texts; and sheets of figures, by a mapping
//! that the editor can mend. Bytes in, proposed files and findings out.
//!
//! It must not know the disk: `cli::import` reads and writes. Foreign files are met with suspicion: whatever is in them, a
//! text comes out or a [`Fault`], within bounds of time and memory that `tests/suite/import.rs` holds it to.

mod byline;
mod docx;
mod fault;
mod front;
mod gather;
mod headline;
mod kind;
mod letters;
mod markdown;
mod package;
mod page;
mod picture;
pub mod sheet;
mod story;
mod text;
mod tree;
mod xml;

pub use byline::find_date;
pub use fault::{Fault, Part, Remark};
pub use front::{Known, article, scalar};
pub use kind::{Form, Kind};
pub use picture::is_shown;
pub use story::{Picture, Story, Wanted};

/// What of a remark's words is shown.
const SHOWN: usize = 24;

/// Reads a file that makes one article.
///
/// # Errors
/// When it is broken or hostile, or holds no text.
pub fn story(form: Form, bytes: &[u8]) -> Result<Story, Fault> {
    let story = match form {
        Form::Docx => docx::read(bytes)?,
        Form::Html => page::read(&letters::read(bytes)?)?,
        Form::Text => text::read(&letters::read(bytes)?)?,
    };
    if story.blocks.is_empty() && story.title.is_none() { Err(Fault::Empty) } else { Ok(story) }
}

/// One remark for each part that was left out, with how the first of them begins.
fn remarks(dropped: &[(Part, String)]) -> Vec<Remark> {
    let mut parts: Vec<Part> = dropped.iter().map(|(part, _)| *part).collect();
    parts.sort_unstable();
    parts.dedup();
    let remark = |part: Part| {
        let of: Vec<&String> = dropped.iter().filter(|(own, _)| *own == part).map(|(_, words)| words).collect();
        let first = of.iter().find(|words| !words.trim().is_empty())?;
        let words = first.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown: String = words.chars().take(SHOWN).collect();
        let more = if words.chars().count() > SHOWN { "…" } else { "" };
        Some(Remark::Dropped(part, of.len(), format!("{shown}{more}")))
    };
    let silent =
        |part: Part| Remark::Dropped(part, dropped.iter().filter(|(own, _)| *own == part).count(), String::new());
    // Hidden parts without words are the tools of every page.
    parts
        .into_iter()
        .filter_map(|part| {
            remark(part).or_else(|| matches!(part, Part::Objects | Part::Comments).then(|| silent(part)))
        })
        .collect()
}
