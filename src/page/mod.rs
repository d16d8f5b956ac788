//! Site → the list of [`Route`]s; Route → view. One file per page kind.
//!
//! A page builder asks the site and writes down what is to be seen: display-ready strings, relative addresses, pieces
//! of HTML. It must not know templates or the disk; bodies come through [`Bodies`](crate::source::Bodies).

mod address;
mod archive;
mod article;
mod body;
mod charts;
mod counties;
mod county;
mod county_indicator;
mod data;
mod figures;
mod files;
mod frame;
mod free;
mod home;
mod indicator;
mod indicators;
mod lists;
mod route;
mod site_view;
pub mod view;
mod words;

pub use address::{Address, Addresses};
pub use files::{Attachment, Attachments, hashed_path};
pub use frame::{Built, Directory, Fault, Pages};
pub use route::{DataForm, Route};
pub use site_view::site_view;
pub use words::Words;
