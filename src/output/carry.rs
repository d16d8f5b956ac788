//! Foreign files in the new site: linked into it before the exchange, so that they are never missing from the output
//! folder, not even in a build that is killed.

use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::staging::keep;

/// Gives every foreign file and folder (`foreign`, relative) of `out` its place in `staging` too.
///
/// # Errors
/// Where one cannot be kept; then the folder cannot be exchanged.
pub(super) fn carry(foreign: &[PathBuf], out: &Path, staging: &Path) -> io::Result<()> {
    let device = device(&fs::symlink_metadata(out)?);
    for path in foreign {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(staging.join(folder))?;
        }
        carry_entry(&out.join(path), &staging.join(path), device)?;
    }
    Ok(())
}

fn carry_entry(from: &Path, to: &Path, on: u64) -> io::Result<()> {
    let metadata = fs::symlink_metadata(from)?;
    if !metadata.is_dir() {
        return keep(from, to);
    }
    if device(&metadata) != on {
        return Err(io::ErrorKind::CrossesDevices.into());
    }
    fs::create_dir(to)?;
    for name in names(from)? {
        carry_entry(&from.join(&name), &to.join(&name), on)?;
    }
    resemble(to, &metadata)
}

fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}

fn resemble(folder: &Path, model: &Metadata) -> io::Result<()> {
    // Before the permissions, which may be those of a folder that cannot be opened.
    File::open(folder)?.set_modified(model.modified()?)?;
    super::sys::resemble(folder, model)
}

#[cfg(unix)]
fn device(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::dev(metadata)
}

#[cfg(not(unix))]
fn device(_: &Metadata) -> u64 {
    0
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    #[test]
    fn everything_is_kept() {
        let root = tempfile::tempdir().unwrap();
        let (out, new) = (root.path().join("out"), root.path().join("new"));
        fs::create_dir_all(out.join(".git/objects/empty")).unwrap();
        fs::create_dir(&new).unwrap();
        fs::write(out.join(".git/objects/x"), "x").unwrap();
        symlink("/nowhere", out.join(".git/link")).unwrap();
        fs::set_permissions(out.join(".git"), fs::Permissions::from_mode(0o700)).unwrap();
        let stamp = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
        File::open(out.join(".git")).unwrap().set_modified(stamp).unwrap();

        carry(&[".git".into()], &out, &new).unwrap();
        let folder = fs::metadata(new.join(".git")).unwrap();
        assert_eq!((folder.mode() & 0o777, folder.modified().unwrap()), (0o700, stamp));
        assert!(new.join(".git/objects/empty").is_dir());
        assert_eq!(fs::read_link(new.join(".git/link")).unwrap(), Path::new("/nowhere"));
        let inode = |root: &Path| fs::metadata(root.join(".git/objects/x")).unwrap().ino();
        assert_eq!(inode(&out), inode(&new));
    }
}
