//! The path of a request → a file of the site. A path is only ever looked up among the files of an edition, never on
//! the disk.

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A file of the site.
    File(String),
    /// A page, asked for without its final slash: relative links would miss.
    Slash,
    /// Nothing that is there.
    Nothing,
}

/// Finds the file for a path as requested (percent-encoded, from the first slash). `base` is the path part of the
/// site's address, under which the 404 page looks for its files.
pub(super) fn find(path: &str, base: &str, is_file: impl Fn(&str) -> bool) -> Wanted {
    let Some(path) = decode(path) else { return Wanted::Nothing };
    let plain = path.strip_prefix('/').unwrap_or(&path);
    let under_base = path.strip_prefix(base).filter(|_| base != "/");
    for inner in [Some(plain), under_base].into_iter().flatten() {
        let page =
            if inner.is_empty() || inner.ends_with('/') { format!("{inner}index.html") } else { inner.to_owned() };
        if is_file(&page) {
            return Wanted::File(page);
        }
        if is_file(&format!("{page}/index.html")) {
            return Wanted::Slash;
        }
    }
    Wanted::Nothing
}

/// Undoes percent-encoding; `None` if it is no text then.
pub(super) fn decode(path: &str) -> Option<String> {
    let mut out = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            out.push(*first);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        out.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = after;
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::{Wanted, find};

    fn check(path: &str, expect: &Wanted) {
        let files = ["index.html", "a/index.html", "tags/乡镇/index.html", "data.csv"];
        assert_eq!(find(path, "/base/", |f| files.contains(&f)), *expect, "{path}");
    }

    #[test]
    fn finds_files() {
        let file = |path: &str| Wanted::File(path.to_owned());
        check("/", &file("index.html"));
        check("/index.html", &file("index.html"));
        check("/a/", &file("a/index.html"));
        check("/a", &Wanted::Slash);
        check("/base/", &file("index.html"));
        check("/base/data.csv", &file("data.csv"));
        check("/tags/%E4%B9%A1%E9%95%87/", &file("tags/乡镇/index.html"));
        check("/data.csv", &file("data.csv"));
        check("/data.csv/", &Wanted::Nothing);
        check("/../data.csv", &Wanted::Nothing);
        check("/%2e%2e/data.csv", &Wanted::Nothing);
        check("//data.csv", &Wanted::Nothing);
        check("/%", &Wanted::Nothing);
        check("/%FF", &Wanted::Nothing);
    }
}
