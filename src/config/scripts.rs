//! The language of the pages and the copy in the other script.

use super::bad_setting;
use crate::script::Script;
use crate::source::decode::Fields;
use crate::source::yaml::Value;

/// Languages that the default theme has words in.
pub(super) const LANGUAGES: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];

/// Reads `language`.
pub(super) fn language(f: &mut Fields<'_, '_>) -> Option<String> {
    let t = f.text("language")?;
    if LANGUAGES.contains(&t.value.as_str()) {
        return Some(t.value);
    }
    bad_setting(
        f,
        &t,
        &format!("界面文字有 {}", LANGUAGES.join("、")),
        &format!("there are interface words in {}", LANGUAGES.join(", ")),
        "language: zh-Hans",
    );
    None
}

/// There are two scripts, so a site has one copy at most.
pub(super) fn copy(f: &mut Fields<'_, '_>, language: &str) -> Option<Script> {
    let own = Script::parse(language);
    let mut copy = None;
    for asked in f.texts("copies") {
        match Script::parse(&asked.value) {
            Some(script) if own == Some(script.other()) => copy = Some(script),
            _ => bad_setting(
                f,
                &asked,
                "copies 只能是另一种字体：简体网站写 zh-hant，繁体网站写 zh-hans",
                "`copies` can only be the other script: zh-hant for a Simplified site, zh-hans for a Traditional one",
                "copies: [zh-hant]",
            ),
        }
    }
    copy
}

/// A list keeps texts as they are, a mapping says what they become.
pub(super) fn copy_words(f: &mut Fields<'_, '_>) -> Vec<(String, String)> {
    match f.node("copy_words").map(|n| &n.value) {
        Some(Value::Map(_)) => f.text_map("copy_words").into_iter().map(|(from, to)| (from, to.concat())).collect(),
        _ => f.texts("copy_words").into_iter().map(|t| (t.value.clone(), t.value)).collect(),
    }
}
