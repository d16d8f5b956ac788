//! The only disk writer of a build. Every path is decided and every collision refused before anything is written
//! ([`Plan`], [`Layout`]); then [`commit`] stages the new site beside the old one and exchanges the two, so that a failed
//! or killed build leaves the old site whole. Knows no page, no theme and no model: a file is a path and bytes.
//!
//! ```text
//! ground    where the output folder is, what lies around it, the lock
//! recover   what an interrupted build left behind
//! old       the site that is there, and the foreign files in it
//! staging   the new site while it grows; unchanged files become links to the old ones
//! carry     foreign files into the new site
//! exchange  the new folder for the old one
//! pack      packed copies of text files
//! journal   the slow way, where the folder cannot be exchanged
//! ```

mod carry;
mod commit;
mod error;
mod exchange;
mod ground;
mod journal;
mod lock;
mod manifest;
mod old;
mod pack;
mod path;
mod plan;
mod recover;
mod remote;
mod staging;
mod sys;
mod verify;

#[cfg(test)]
mod tests;

pub use commit::commit;
pub use error::{Action, CommitError, Note, Obstacle, OutputError, Summary};
pub use manifest::Digest;
pub use path::{BadPath, MANIFEST, OutPath};
pub use plan::{Claimant, Collision, CollisionKind, Layout, Plan};
pub use remote::verify_at;
pub use verify::{VerifyReport, verify};
