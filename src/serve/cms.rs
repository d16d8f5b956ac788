//! Sveltia CMS at `/admin/`: forms in the browser, from a copy of its package on this machine. It works on the folder that
//! the editor opens in it; the preview writes nothing. Must not know what the forms ask.

use std::path::{Component, Path, PathBuf};

/// Where the package lies below a folder in which it was installed.
const INSTALLED: &str = "node_modules/@sveltia/cms";
/// The program, in the package.
const PROGRAM: &str = "dist/sveltia-cms.js";
/// The signs on its buttons: a font that it would fetch from elsewhere, if it is installed beside it.
const ICONS: &str =
    "../../@fontsource-variable/material-symbols-outlined/files/material-symbols-outlined-latin-wght-normal.woff2";
/// What of the package a browser may ask for.
const SERVED: [&str; 6] = ["js", "mjs", "json", "css", "woff2", "wasm"];

/// What the page may do: run the program, whose styles are inline, and show pictures of the folder. It reaches no other
/// host, whatever the program would like to fetch there.
pub(super) const POLICY: &str = "default-src 'self'; script-src 'self' blob: 'wasm-unsafe-eval'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self' data:; connect-src 'self' blob: data:; \
    media-src 'self' blob:; frame-src 'self' blob:; worker-src 'self' blob:; base-uri 'none'; object-src 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// The page that begins the program.
pub(super) const PAGE: &str = "<!doctype html>\n<html lang=\"zh-Hans\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n\
    <title>方志</title>\n<style>@font-face{font-family:'Material Symbols Outlined';font-style:normal;\
    font-display:block;font-weight:400;src:url(fonts/icons.woff2)}</style>\n<link rel=\"cms-config-url\" type=\"application/json\" href=\"config.json\">\n</head>\n<body>\n\
    <script src=\"cms/dist/sveltia-cms.js\"></script>\n</body>\n</html>\n";

/// A copy of the package.
#[derive(Debug, Clone)]
pub struct Cms {
    folder: PathBuf,
}

impl Cms {
    /// The package in the folder given, or as installed in it, in the site's folder, or in one above either.
    #[must_use]
    pub fn find(given: &Path, site: &Path) -> Option<Self> {
        let mut folders = vec![given.to_owned()];
        for start in [given, site] {
            let start = start.canonicalize().unwrap_or_else(|_| start.to_owned());
            folders.extend(start.ancestors().map(|folder| folder.join(INSTALLED)));
        }
        let folder = folders.into_iter().find(|folder| folder.join(PROGRAM).is_file())?.canonicalize().ok()?;
        Some(Self { folder })
    }

    /// The font of its signs, if it is there.
    pub(super) fn icons(&self) -> Option<Vec<u8>> {
        std::fs::read(self.folder.join(ICONS)).ok()
    }

    /// A file of the package; nothing outside of it, links followed.
    pub(super) fn file(&self, path: &str) -> Option<Vec<u8>> {
        let path = Path::new(path);
        let is_below = path.components().all(|part| matches!(part, Component::Normal(_)));
        let is_served = path.extension().and_then(|end| end.to_str()).is_some_and(|end| SERVED.contains(&end));
        let file = self.folder.join(path).canonicalize().ok()?;
        let is_ours = is_below && is_served && file.starts_with(&self.folder);
        is_ours.then(|| std::fs::read(file).ok()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_is_served() {
        let folder = std::env::temp_dir().join(format!("fangzhi-cms-{}", std::process::id()));
        let package = folder.join(INSTALLED);
        std::fs::create_dir_all(package.join("dist")).unwrap();
        std::fs::write(package.join(PROGRAM), "own").unwrap();
        std::fs::write(package.join("README.md"), "not served").unwrap();
        std::fs::write(folder.join("secret.js"), "not ours").unwrap();
        let site = folder.join("site/below");
        std::fs::create_dir_all(&site).unwrap();
        let elsewhere = std::env::temp_dir();
        for (given, at) in [(&elsewhere, &site), (&folder, &elsewhere), (&package, &elsewhere)] {
            let cms = Cms::find(given, at).unwrap();
            assert_eq!(cms.file(PROGRAM).as_deref(), Some(&b"own"[..]));
            for path in
                ["README.md", "../../../secret.js", "/etc/passwd", "dist", "nothing.js", "dist/../../../../secret.js"]
            {
                assert_eq!(cms.file(path), None, "{path}");
            }
        }
        assert!(Cms::find(&elsewhere, &elsewhere).is_none());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
