//! Where a line of Chinese text may break: titles at punctuation, a number and its unit never. Knows only text; the
//! theme's style sheet knows what the classes `k` and `nw` do.

mod html;
mod title;
mod unbroken;

pub use html::{escape, escape_into, set_into};
pub use title::{TitleSize, keeps_together};
pub use unbroken::{Piece, pieces};
