//! Fangzhi 方志: a static site generator for county development bulletins (县域发展简报).
//!
//! ```text
//! site-config.yaml, content/, themes/
//!   → source       find and read files                     (the only disk reader of a build)
//!   → article      text → Article + findings, one file at a time, in parallel
//!   → definition   the same for counties, indicators, columns, pages
//!   → model        everything → Site                       (pure)
//!   → dataset      Site → tables of open data
//!   → page         Site → Routes; Route → view
//!   → theme        view → HTML through Tera                (knows no model)
//!   → output       every file decided, then committed      (the only disk writer of a build)
//! ```
//!
//! The modules stand in the order in which data flows; a module imports only modules above it.

pub mod article;
pub mod chart;
pub mod cli;
pub mod config;
pub mod dataset;
pub mod definition;
pub mod diag;
pub mod extract;
pub mod hyperlink;
pub mod import;
pub mod load;
pub mod lsp;
pub mod model;
pub mod output;
pub mod page;
pub mod paint;
pub mod picture;
pub mod proofread;
pub mod proposals;
pub mod publish;
pub mod quantity;
pub mod render;
pub mod schema;
pub mod script;
pub mod search;
pub mod serve;
pub mod source;
pub mod theme;
pub mod typeset;
pub mod upkeep;
