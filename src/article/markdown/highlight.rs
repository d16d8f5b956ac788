//! Code blocks in colour: syntect with classes (`hl-…`), so that light and dark are the business of the theme's
//! `highlight.css`.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::{SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use crate::typeset::escape_into;

const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// Longest block that is coloured, in bytes; regular expressions over more would cost the build too much.
const LONGEST: usize = 64 * 1024;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// A code block. `info` is the fence's info string; an unknown language is shown plain.
pub(super) fn block(info: &str, code: &str) -> String {
    let language = info.split([' ', ',', '{']).next().unwrap_or_default();
    let mut out = String::from("<pre class=\"code\" tabindex=\"0\"><code>");
    match syntax(language).filter(|_| code.len() <= LONGEST).and_then(|s| coloured(s, code)) {
        Some(html) => out.push_str(&html),
        None => escape_into(code, &mut out),
    }
    out.push_str("</code></pre>\n");
    out
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    // Plain text needs no syntax, and the definitions need not be loaded for it.
    if language.is_empty() || matches!(language, "text" | "txt" | "plain") {
        return None;
    }
    SYNTAXES.find_syntax_by_token(language)
}

fn coloured(syntax: &SyntaxReference, code: &str) -> Option<String> {
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, STYLE);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}
