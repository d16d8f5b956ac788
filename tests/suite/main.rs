//! The project's integration tests: whole sites in, what a person or a browser gets out. One binary, because linking
//! it is what costs. `tests/README.md` says how to add a case.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails; clippy knows only functions marked as tests, not what they call"
)]

mod agreement;
mod bless;
mod claims;
mod command;
mod copies;
mod desk;
mod determinism;
mod diagnostics;
mod drawn;
mod editions;
mod explain;
mod export;
mod extract;
mod formats;
mod golden;
mod host;
mod hostile;
mod import;
mod links;
mod lsp;
mod metadata;
mod metrics_table;
mod names;
mod output_folder;
mod pictures;
mod preview;
mod sample;
mod site;
mod templates_page;
mod theme;
mod tree;
