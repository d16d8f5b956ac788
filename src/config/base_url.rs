//! Where the site will stand.

use super::bad_setting;
use crate::source::decode::Fields;

/// Where the site will stand, if known: an absolute URL ending in `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Accepts `http://` and `https://` URLs; adds the final slash.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let host = rest.split('/').next().filter(|h| !h.is_empty())?;
        let bad = |c: char| c.is_whitespace() || matches!(c, '?' | '#' | '"' | '<' | '>');
        (!rest.contains(bad) && !host.contains('@')).then(|| Self(format!("{}/", text.trim_end_matches('/'))))
    }

    /// The URL, ending in `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path part, beginning and ending in `/`.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.splitn(4, '/').nth(3).map_or("/", |rest| self.0.get(self.0.len() - rest.len() - 1..).unwrap_or("/"))
    }
}

/// Reads `base_url`.
pub(super) fn read(f: &mut Fields<'_, '_>) -> Option<BaseUrl> {
    let t = f.text("base_url")?;
    let url = BaseUrl::parse(&t.value);
    if url.is_none() {
        bad_setting(
            f,
            &t,
            "base_url 应当是完整的网址",
            "`base_url` should be an absolute URL",
            "base_url: https://example.org/",
        );
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_url(text: &str, expect: Option<(&str, &str)>) {
        let url = BaseUrl::parse(text);
        assert_eq!(url.as_ref().map(|u| (u.as_str(), u.path())), expect, "{text}");
    }

    #[test]
    fn base_urls() {
        check_url("https://example.org", Some(("https://example.org/", "/")));
        check_url("https://example.org/a/b", Some(("https://example.org/a/b/", "/a/b/")));
        check_url("example.org", None);
        check_url("https://", None);
        check_url("https://a?b", None);
    }
}
