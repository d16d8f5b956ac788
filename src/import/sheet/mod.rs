//! Sheets of figures (.xlsx, .xls, .ods) → articles, by a mapping that says what rows and columns are. The first run
//! proposes the mapping, the next one goes by it. Must not know the disk.

mod book;
mod guard;
mod mapping;
mod propose;
mod tables;

pub use book::{Book, Cell, Sheet, read};
pub use mapping::{Axis, Block, Mapping, Write};
pub use propose::{Names, propose};
pub use tables::{Figure, Place, stories};
