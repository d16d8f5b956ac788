//! Site → the list of [`Route`]s; Route → view. One file per page kind.
//!
//! A page builder asks the site and writes down what is to be seen: display-ready strings, relative addresses, pieces
//! of HTML. It must not know templates or the disk; bodies come through [`Bodies`](crate::source::Bodies).

mod address;
mod archive;
mod article;
mod body;
mod charts;
mod chronicle;
mod counties;
mod county;
mod county_indicator;
mod data;
mod embed;
mod figures;
mod files;
mod frame;
mod free;
mod history;
mod home;
mod indicator;
mod indicators;
mod json_ld;
mod lists;
mod ranking;
mod records;
mod region;
mod route;
mod site_view;
mod targets;
pub mod view;
mod words;

pub use address::{Address, Addresses};
pub use files::{Attachment, Attachments, hashed_path};
pub use frame::{Built, Directory, Fault, Pages};
pub use records::{Fetched, RecordTexts, facets, names, records};
pub use route::{DataForm, OpenData, Route};
pub use site_view::site_view;
pub use words::Words;
