//! The language server: what `check` finds, shown while an article is typed; names completed, explained and followed.
//!
//! A keystroke is answered in two steps. The article by itself (its parse, names, units, periods, links, text rules) is
//! held against the site as it last stood, at once. Then the whole site is assembled in the background, by the same desk as
//! the preview's, with the texts that the editor holds, and what concerns several articles follows. It must not write.

mod actions;
mod complete;
mod convert;
mod documents;
mod figures;
mod hover;
mod inspect;
mod keys;
mod laid;
mod places;
mod position;
mod session;
mod spot;
mod worker;

pub use session::{Settings, run};
