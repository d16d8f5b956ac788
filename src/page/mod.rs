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
mod corrections;
mod counties;
mod county;
mod county_indicator;
mod data;
mod dates;
mod embed;
mod feed;
mod figures;
mod files;
mod frame;
mod free;
mod history;
mod home;
mod image;
mod indicator;
mod indicators;
mod issues;
mod json_ld;
mod lists;
mod meta;
mod points;
mod ranking;
mod records;
mod region;
mod route;
mod site_json;
mod site_view;
mod sitemap;
mod structured;
mod targets;
pub mod view;
mod wording;
mod words;
mod xml;

pub use address::{Address, Addresses};
pub use files::{Attachment, Attachments, hashed_path};
pub use frame::{Built, Directory, Fault, Pages, words_in_lists};
pub use records::{Fetched, RecordTexts, facets, names, records};
pub use route::{Channel, DataForm, Kind, OpenData, Route};
pub use site_view::site_view;
pub use words::Words;
