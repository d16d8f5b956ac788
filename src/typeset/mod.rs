//! Where a line of Chinese text may break: titles at punctuation, a number and its unit never. Knows only text; the
//! theme's style sheet knows what the classes `k`, `nw`, `ru` and `rl` do.

mod html;
mod title;
mod unbroken;

pub use html::{escape, escape_into, set_into, set_title_into};
pub use title::{TitleSize, keeps_together};
pub use unbroken::{Piece, pieces};
