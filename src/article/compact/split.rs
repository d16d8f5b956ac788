//! Cutting a folded text into parts at separators that are not thousands separators.

/// The parts between `,` `;` `、` outside of brackets, without the spaces around them. At least one.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    let cuts = separators(text);
    let starts = std::iter::once(0).chain(cuts.clone().into_iter().map(|(_, end)| end));
    let ends = cuts.into_iter().map(|(start, _)| start).chain(std::iter::once(text.len()));
    starts.zip(ends).map(|(start, end)| trimmed(text.get(start..end).unwrap_or_default()))
}

fn trimmed(part: &str) -> &str {
    part.trim().trim_end_matches('。').trim_end()
}

/// Start and end of every separator. A closing bracket must follow, or an opening one means nothing.
fn separators(text: &str) -> Vec<(usize, usize)> {
    let mut depth = 0_usize;
    let mut cuts = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' if text.get(at..).is_some_and(|rest| rest.contains(')')) => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 && parts_thousands(text, at) => {}
            ',' | ';' | '、' if depth == 0 => cuts.push((at, at + c.len_utf8())),
            _ => {}
        }
    }
    cuts
}

/// Whether the comma at `at` stands within a number: right between digits. Whether it parts thousands is for the
/// number to say, so that a slip of the pen (1,23亿元) is no two figures. A rank's number (第1,126家) has no thousands.
fn parts_thousands(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at + 1..)) else {
        return false;
    };
    let number = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
    let group = before.get(number.len()..).and_then(|digits| digits.rsplit(',').next()).unwrap_or_default();
    let ranked = number.ends_with(['第', '/', '.']);
    let following = after.bytes().take_while(u8::is_ascii_digit).count();
    !ranked && !group.is_empty() && following > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(input: &str, expect: &[&str]) {
        assert_eq!(parts(input).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn separators_and_thousands() {
        check("21,345元, 增长9.1%", &["21,345元", "增长9.1%"]);
        check("21,345元,增长9.1%", &["21,345元", "增长9.1%"]);
        check("1,234,567元;+1%、第2。", &["1,234,567元", "+1%", "第2"]);
        check("全市第1,126家", &["全市第1", "126家"]);
        check("第4/9,100家", &["第4/9", "100家"]);
        check("10,5%", &["10,5%"]);
        check("四县(市、区)第1, 2%", &["四县(市、区)第1", "2%"]);
        check("四县(市、区第1", &["四县(市", "区第1"]);
        check("", &[""]);
        check("a,,b,", &["a", "", "b", ""]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut(text in ".*", words in "[0-9,;、()第/ 元]{0,20}") {
            prop_assert!(parts(&text).count() > 0 && parts(&words).count() > 0);
        }
    }
}
