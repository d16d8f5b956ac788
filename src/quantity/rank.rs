//! Ranks: 德州市第1/11, 全市第二位, 全省首位.
//!
//! Must not know what is ranked, nor whether the scope is a place that exists.

use std::fmt;

use thiserror::Error;

use super::fold::Folded;
use super::{number, numeral};

/// A place in an order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rank {
    /// The place, from 1.
    pub place: u32,
    /// Among how many, at least `place`.
    pub of: Option<u32>,
    /// Among whom, as written: 德州市, 全省省级以上开发区.
    pub scope: Option<String>,
    /// Whether growth was ranked and not the level.
    pub of_growth: bool,
}

/// Why a text is no rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RankError {
    /// The text is none of the known forms.
    #[error("not a rank")]
    NotARank,
    /// The place is beyond the number ranked.
    #[error("place {place} of {of}")]
    Beyond {
        /// The place stated.
        place: u32,
        /// The number ranked.
        of: u32,
    },
}

/// Verbs before the scope.
const VERBS: [&str; 16] = [
    "位居",
    "位列",
    "名列",
    "排名",
    "排在",
    "跻身",
    "稳居",
    "继续保持",
    "保持",
    "居于",
    "居",
    "列",
    "排",
    "位次",
    "并列",
    "在",
];
/// Words for the first place without a number.
const FIRST: [&str; 9] = ["首位", "榜首", "之首", "最多", "最高", "最快", "最大", "冠军", "领跑"];
/// Words that say growth was ranked.
const GROWTH: [&str; 4] = ["增速", "增幅", "增长率", "增量"];

impl Rank {
    /// Reads `[增速] [居] <scope>第<n>[位|名][/<m>][(按增速)]`, or a word for the first place after the scope. Digits may be
    /// full-width or Chinese.
    ///
    /// # Errors
    /// See [`RankError`].
    pub fn parse(text: &str) -> Result<Self, RankError> {
        let folded = Folded::new(text);
        let (head, by_note) = without_basis(folded.text());
        let (scope, place, of) = placed(head).or_else(|| first(head)).ok_or(RankError::NotARank)?;
        let (scope, by_word) = without_verbs(scope);
        if let Some(of) = of.filter(|of| place > *of) {
            return Err(RankError::Beyond { place, of });
        }
        let scope = (!scope.is_empty()).then(|| folded.as_written(scope).to_owned());
        Ok(Self { place, of, scope, of_growth: by_note || by_word })
    }

    /// Whether a text looks like a rank, readable or not, so that no other reading is tried.
    #[must_use]
    pub fn is_meant_by(text: &str) -> bool {
        let folded = Folded::new(text);
        let (head, _) = without_basis(folded.text());
        let numbered = head.rsplit_once('第').is_some_and(|(_, after)| {
            number::scan(after.trim_start()) > 0 || numeral::prefix(after.trim_start()).is_some()
        });
        numbered || first(head).is_some()
    }
}

/// Without a closing `(按增速)` or `(增速)`, and whether it was there.
fn without_basis(text: &str) -> (&str, bool) {
    let text = text.trim();
    let basis = || {
        let (head, note) = text.strip_suffix(')')?.rsplit_once('(')?;
        let note = note.trim();
        GROWTH.contains(&note.strip_prefix('按').unwrap_or(note)).then_some((head.trim(), true))
    };
    basis().unwrap_or((text, false))
}

/// Scope, place and number ranked of `<scope>第<n>[位|名][/<m>]`.
fn placed(text: &str) -> Option<(&str, u32, Option<u32>)> {
    let (scope, after) = text.rsplit_once('第')?;
    let (place, rest) = whole(after.trim())?;
    let rest = rest.trim_start_matches(['位', '名']).trim();
    let of = match rest {
        "" => None,
        _ => Some(whole(rest.strip_prefix('/')?.trim()).filter(|(_, end)| end.is_empty())?.0),
    };
    (place > 0).then_some((scope, place, of))
}

fn first(text: &str) -> Option<(&str, u32, Option<u32>)> {
    FIRST.iter().find_map(|word| text.strip_suffix(word)).map(|scope| (scope, 1, None))
}

fn whole(text: &str) -> Option<(u32, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if digits > 0 {
        return Some((text.get(..digits)?.parse().ok()?, text.get(digits..)?));
    }
    let (value, length) = numeral::prefix(text)?;
    Some((value.try_into().ok()?, text.get(length..)?))
}

/// The scope without the verbs around it, and whether one of the words said growth.
fn without_verbs(scope: &str) -> (&str, bool) {
    let (mut scope, mut growth) = (scope.trim(), false);
    loop {
        if let Some(rest) = GROWTH.iter().find_map(|word| scope.strip_prefix(word)) {
            (scope, growth) = (rest.trim(), true);
        } else if let Some(rest) = VERBS.iter().find_map(|word| scope.strip_prefix(word)) {
            scope = rest.trim();
        } else if let Some(rest) = VERBS.iter().find_map(|word| scope.strip_suffix(word)) {
            scope = rest.trim();
        } else {
            return (scope, growth);
        }
    }
}

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}第{}", self.scope.as_deref().unwrap_or_default(), self.place)?;
        if let Some(of) = self.of {
            write!(f, "/{of}")?;
        }
        f.write_str(if self.of_growth { "(按增速)" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(input: &str, expect: &str) {
        let printed = Rank::parse(input).map_or_else(|error| error.to_string(), |rank| rank.to_string());
        assert_eq!(printed, expect, "{input}");
    }

    #[test]
    fn ranks() {
        for (input, expect) in [
            ("德州市第1/11", "德州市第1/11"),
            ("德州市第1", "德州市第1"),
            ("德州市第１／１１", "德州市第1/11"),
            ("全省省级以上开发区第49/160", "全省省级以上开发区第49/160"),
            ("全市第二位", "全市第2"),
            ("某市第4/9(按增速)", "某市第4/9(按增速)"),
            ("某市第4位/9（增速）", "某市第4/9(按增速)"),
            ("增速居全市第3位", "全市第3(按增速)"),
            ("位居全省第十二位", "全省第12"),
            ("全市排名第5", "全市第5"),
            ("全市最多", "全市第1"),
            ("全省首位", "全省第1"),
            ("居全国榜首", "全国第1"),
            ("增速全市最快", "全市第1(按增速)"),
            ("第3", "第3"),
            ("长沙市四县（市、区）第1", "长沙市四县（市、区）第1"),
            ("德州市第12/11", "place 12 of 11"),
        ] {
            check(input, expect);
        }
        for input in ["", "第", "全市第0", "全市第位", "第1/", "第1/x", "全市第3增长", "第99999999999", "全市最低"]
        {
            check(input, "not a rank");
        }
    }

    proptest! {
        #[test]
        fn printing_is_undone_by_parsing(
            place in 1_u32..200, beyond in proptest::option::of(0_u32..200),
            scope in proptest::option::of("[德州市全省县级开发]{1,8}"), of_growth: bool,
        ) {
            let rank = Rank { place, of: beyond.map(|n| place + n), scope, of_growth };
            prop_assert_eq!(Rank::parse(&rank.to_string()), Ok(rank));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".*", words in "[第位名/0-9一二十(按增速)居全市首]{0,10}") {
            for text in [text, words] {
                let read = Rank::parse(&text);
                prop_assert!(read.is_err() || Rank::is_meant_by(&text));
            }
        }
    }
}
