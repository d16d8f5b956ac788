//! Pictures of foreign files: which ones a browser shows, and what they are called. Must not know the disk.

/// More pictures than an article has.
pub const MOST: usize = 500;

/// Whether a browser shows it, by its first bytes. SVG is not taken: it can hold scripts, and documents always have a
/// second picture beside one.
#[must_use]
pub fn is_shown(bytes: &[u8]) -> bool {
    extension(bytes).is_some()
}

/// The extension by the first bytes.
pub fn extension(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 4] =
        [(b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"), (b"RIFF", "webp")];
    let (_, found) = kinds.into_iter().find(|(magic, _)| bytes.starts_with(magic))?;
    (found != "webp" || bytes.get(8..12) == Some(b"WEBP")).then_some(found)
}

/// A file name for a picture that is called so there: without folder, and none that is taken.
pub fn free_name(path: &str, taken: &[&str]) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.split(['?', '#']).next().unwrap_or_default();
    let clean: String = name.chars().filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_')).take(80).collect();
    let clean = clean.trim_start_matches('.');
    let (stem, extension) = clean.rsplit_once('.').unwrap_or((clean, "png"));
    let stem = if stem.is_empty() { "picture" } else { stem };
    let names = std::iter::once(format!("{stem}.{extension}"))
        .chain((2..=taken.len() + 2).map(|n| format!("{stem}-{n}.{extension}")));
    let is_free = |name: &String| !taken.iter().any(|other| other.eq_ignore_ascii_case(name));
    names.into_iter().find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_folder() {
        assert_eq!(free_name("../../etc/图 1.png?x=1", &[]), "图1.png");
        assert_eq!(free_name("a/../..", &[]), "picture.png");
        assert_eq!(free_name("b/A.png", &["a.png"]), "A-2.png");
    }
}
