//! The few calls the standard library does not have or has per system only. Knows nothing of sites.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

/// Exchanges two folders in one step.
///
/// # Errors
/// `Unsupported` or `InvalidInput` where the file system has no such step; else what the system says.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether `folder` is the root of a mounted file system. A bind mount of the same file system shows on Linux only.
#[cfg(unix)]
pub(super) fn is_mounted(folder: &Path, parent: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    Ok(fs::metadata(folder)?.dev() != fs::metadata(parent)?.dev() || is_mount_root(folder))
}

#[cfg(not(unix))]
pub(super) fn is_mounted(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn is_mount_root(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let answer = statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::BASIC_STATS);
    answer.is_ok_and(|answer| answer.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
fn is_mount_root(_: &Path) -> bool {
    false
}

/// Opens a file for reading, but no symbolic link; a pipe put in its place does not block.
#[cfg(unix)]
pub(super) fn open_plain(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, open};
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(open(path, flags, Mode::empty())?.into())
}

#[cfg(not(unix))]
pub(super) fn open_plain(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Whether two files are one on the disk.
#[cfg(unix)]
pub(super) fn is_same_file(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
pub(super) fn is_same_file(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// Gives `folder` the owner (as far as allowed) and the permissions of a folder with this metadata.
pub(super) fn resemble(folder: &Path, model: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, chown};
        let own = fs::metadata(folder)?;
        if (own.uid(), own.gid()) != (model.uid(), model.gid()) {
            chown(folder, Some(model.uid()), Some(model.gid())).or_else(ignore_refusal)?;
        }
    }
    fs::set_permissions(folder, model.permissions())
}

#[cfg(unix)]
fn ignore_refusal(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::PermissionDenied { Ok(()) } else { Err(error) }
}

/// Removes a file that may be gone already, or whose place a folder has taken.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    use io::ErrorKind::{IsADirectory, NotADirectory, NotFound};
    match fs::remove_file(path) {
        Err(e) if matches!(e.kind(), NotFound | NotADirectory | IsADirectory) => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::PermissionDenied && path.is_dir() => Ok(()),
        other => other,
    }
}

/// Removes a folder with all that is in it, if it is there.
pub(super) fn remove_tree(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Whether anything, be it a dangling link, has this path.
pub(super) fn exists(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(false),
        Err(e) => Err(e),
    }
}
