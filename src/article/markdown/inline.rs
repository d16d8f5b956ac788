//! Line breaks in the source: nothing between Han characters, a space between Latin words.

use super::cjk::joins_without_space;

/// What a soft break stands for between the text written so far and the text to come.
pub fn soft_break(before: Option<char>, after: Option<char>) -> &'static str {
    match (before, after) {
        (Some(b), Some(a)) if joins_without_space(b, a) => "",
        _ => "\n",
    }
}
