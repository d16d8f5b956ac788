//! The live preview: what `build` would write, rendered when a browser asks for it, and the problems shown in the page.
//!
//! [`Desk`] holds the site and takes changes; `watching` brings them; `http` serves what the desk has on it. Nothing is
//! written to the disk but the cache of pictures. It must not know how a page is made: bytes come from
//! [`Edition`](crate::publish::Edition), the same that `build` commits.

mod answer;
mod change;
mod cms;
mod desk;
mod digests;
mod finder;
mod guard;
mod http;
mod paths;
mod problem;
mod shelf;
mod stamp;
mod state;
#[cfg(test)]
mod tests;
mod text;
mod watching;

pub use change::Change;
pub use cms::Cms;
pub use desk::{Desk, Outcome, Settings};
pub use guard::Hosts;
pub use http::{Preview, serve};
pub use state::State;
pub use watching::{Means, Watching};
