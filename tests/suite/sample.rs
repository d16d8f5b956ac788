//! The repository's own site, built once for all tests that look at it.

use std::path::Path;
use std::sync::OnceLock;

use crate::site::SiteTest;
use crate::tree::{self, Tree};

/// “Today” of the sample site.
pub const TODAY: &str = "2026-11-01";

/// The sample site and what a build of it wrote.
pub struct Sample {
    /// A copy of the site.
    pub site: SiteTest,
    /// The files of the build.
    pub output: Tree,
}

/// The sample site, built.
pub fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let site = SiteTest::empty();
        tree::write(&site.path().join("content"), &tree::read(&root.join("content")));
        site.write("site-config.yaml", std::fs::read(root.join("site-config.yaml")).unwrap());
        site.program("build").args(&["--as-of", TODAY]).end().ends_with(0);
        let output = site.output();
        Sample { site, output }
    })
}
