//! The only reader of the disk during a build: finds the files of a site and hands out their texts.
//!
//! It must not know what a text means beyond “front-matter and body”; the YAML crate is used here and
//! nowhere else.

mod body;
pub mod decode;
mod front_matter;
pub mod keys;
mod text;
pub mod theme_files;
pub mod theme_options;
mod tree;
pub mod yaml;

pub use body::{Bodies, BodyFault, BodyHandle};
pub use front_matter::{FrontMatter, split_front_matter};
pub use text::{TextFile, decode, decode_for_display, decode_foreign, hash, percent_decode};
pub use tree::{Disk, ReadError, SiteFiles, Unit, is_leftover, shown_by, unreadable};
