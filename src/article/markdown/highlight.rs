//! Code blocks in colour: syntect with classes, so that light and dark are the stylesheet's business.

use std::sync::LazyLock;

use syntect::highlighting::ThemeSet;
use syntect::html::{ClassStyle, ClassedHTMLGenerator, css_for_theme_with_class_style};
use syntect::parsing::{SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use super::html::escape_into;

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

/// The stylesheet of the classes: light, and dark where the reader or the system asks for it.
#[must_use]
pub fn stylesheet() -> String {
    let themes = ThemeSet::load_defaults();
    let css = |name: &str| {
        let css = themes.themes.get(name).and_then(|t| css_for_theme_with_class_style(t, STYLE).ok());
        readable(&css.unwrap_or_default())
    };
    let (light, dark) = (css("InspiredGitHub"), css("base16-ocean.dark"));
    let system = format!("@media (prefers-color-scheme:dark){{{}}}\n", scoped(&dark, ":root:not([data-theme=light]) "));
    format!("{light}{system}{}", scoped(&dark, ":root[data-theme=dark] "))
}

/// Keeps the rules for tokens: the block's own colours are the theme's.
fn readable(css: &str) -> String {
    css.split_inclusive('}')
        .map(str::trim)
        .filter(|rule| rule.contains(".hl-") && !rule.contains(".hl-code"))
        .map(|rule| rule.rsplit("*/").next().unwrap_or(rule).split_whitespace().collect::<Vec<_>>().join(" "))
        .map(|rule| rule + "\n")
        .collect()
}

fn scoped(css: &str, scope: &str) -> String {
    css.lines()
        .filter_map(|rule| rule.split_once('{'))
        .map(|(selectors, body)| {
            let selectors: Vec<String> = selectors.split(',').map(|s| format!("{scope}{}", s.trim())).collect();
            format!("{}{{{body}\n", selectors.join(","))
        })
        .collect()
}
