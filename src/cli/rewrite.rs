//! Exchanges a file of the site for a new text, for the commands that mend or add to it.

use std::path::Path;
use std::{fs, io};

/// The file is exchanged as a whole, so that a failure leaves the old one. What a link leads to is exchanged, not the link.
pub fn rewrite(path: &Path, text: &str) -> io::Result<()> {
    let path = path.canonicalize()?;
    let beside = path.with_extension("md.tmp");
    let exchange = || {
        fs::write(&beside, text)?;
        fs::set_permissions(&beside, fs::metadata(&path)?.permissions())?;
        fs::rename(&beside, &path)
    };
    exchange().inspect_err(|_| drop(fs::remove_file(&beside)))
}
