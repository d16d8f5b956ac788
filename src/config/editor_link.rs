//! How a place in a file is opened in the editor. Knows no site.

use super::bad_setting;
use crate::source::decode::Fields;

/// Editors by the URLs they open, with places for path, line and column.
const EDITORS: &[(&str, &str)] = &[
    ("vscode", "vscode://file{file}:{line}:{column}"),
    ("vscodium", "vscodium://file{file}:{line}:{column}"),
    ("cursor", "cursor://file{file}:{line}:{column}"),
    ("zed", "zed://file{file}:{line}:{column}"),
    ("idea", "idea://open?file={file}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file://{file}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file://{file}&line={line}&column={column}"),
];

/// The URL that opens a place in the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditorLink(String);

impl Default for EditorLink {
    fn default() -> Self {
        Self(EDITORS.first().map_or_else(String::new, |(_, url)| (*url).to_owned()))
    }
}

impl EditorLink {
    /// Accepts the name of an editor, or a URL with `{file}` in it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((_, url)) = EDITORS.iter().find(|(name, _)| *name == text) {
            return Some(Self((*url).to_owned()));
        }
        let (scheme, rest) = text.split_once(':')?;
        let letters = !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        // These would run or show something in the preview itself.
        let own = ["javascript", "data", "blob", "about"].iter().any(|s| scheme.eq_ignore_ascii_case(s));
        (letters && !own && rest.contains("{file}")).then(|| Self(text.to_owned()))
    }

    /// The URL for a place. `file` is an absolute path, `/`-separated and not encoded.
    #[must_use]
    pub fn open(&self, file: &str, line: usize, column: usize) -> String {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'.' | b'_' | b'~' | b':');
        let encoded: String =
            file.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
        let (line, column) = (line.to_string(), column.to_string());
        self.0.replace("{line}", &line).replace("{column}", &column).replace("{file}", &encoded)
    }
}

/// Reads `editor_link`.
pub(super) fn read(f: &mut Fields<'_, '_>) -> Option<EditorLink> {
    let t = f.text("editor_link")?;
    let link = EditorLink::parse(&t.value);
    if link.is_none() {
        let names: Vec<&str> = EDITORS.iter().map(|(name, _)| *name).collect();
        bad_setting(
            f,
            &t,
            &format!("editor_link 写编辑器的名字（{}），或带 {{file}} 的网址", names.join("、")),
            &format!("`editor_link` is an editor ({}) or a URL with {{file}}", names.join(", ")),
            "editor_link: vscode",
        );
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editor_links() {
        let open = |text: &str| EditorLink::parse(text).map(|link| link.open("/a b/县.md", 3, 7));
        assert_eq!(open("vscode").as_deref(), Some("vscode://file/a%20b/%E5%8E%BF.md:3:7"));
        assert_eq!(open("x-ed://{file}#{line}").as_deref(), Some("x-ed:///a%20b/%E5%8E%BF.md#3"));
        assert_eq!(open("javascript:alert('{file}')"), None);
        assert_eq!(open("vscode://file"), None);
        assert_eq!(open("emacs"), None);
    }
}
