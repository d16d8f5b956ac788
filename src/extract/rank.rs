//! Places in an order as running text states them: 位居全省第三, 居百强县第5位, 全市最多.

use std::ops::Range;

use rust_decimal::prelude::ToPrimitive;

use crate::quantity::{number, numeral};

/// A rank where the text states it.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// From the verb to the end.
    pub(super) range: Range<usize>,
    /// The number (or the word for it).
    pub(super) number: Range<usize>,
    pub(super) at: u32,
    pub(super) of: Option<u32>,
    pub(super) scope: String,
}

#[rustfmt::skip]
const VERBS: &[&str] = &[
    "位居", "位列", "名列", "排名", "排在", "跻身", "稳居", "列居", "居于", "居", "列", "排", "位次", "并列", "蝉联",
    "跃居", "跃升至", "跃升到", "上升至", "上升到", "升至", "前移至", "进位至", "攀升至", "荣获", "荣膺", "获评",
    "保持", "位于",
];
const FIRST: &[&str] = &["首位", "榜首", "之首", "首席"];
const MOST: &[&str] = &["最多", "最高", "最快", "最大", "第一"];
const WHOLES: &[&str] = &["全国", "全省", "全市", "全县", "全区", "全州"];

/// Every rank of a text, in order.
pub(super) fn scan(text: &str) -> Vec<Place> {
    let mut found: Vec<Place> = text.match_indices('第').filter_map(|(at, _)| numbered(text, at)).collect();
    for word in FIRST {
        found.extend(text.match_indices(word).filter_map(|(at, word)| first(text, at, word, false)));
    }
    for word in MOST {
        found.extend(text.match_indices(word).filter_map(|(at, word)| first(text, at, word, true)));
    }
    found.sort_by_key(|place| (place.number.start, place.range.start));
    found.dedup_by(|b, a| b.number.start < a.number.end);
    found
}

fn numbered(text: &str, at: usize) -> Option<Place> {
    let rest = text.get(at + '第'.len_utf8()..)?;
    let (place, length) = whole(rest)?;
    let mut end = at + '第'.len_utf8() + length;
    let mut after = text.get(end..)?;
    let counted = after.starts_with('位') || after.starts_with('名') && !after.starts_with("名录");
    if counted {
        end += '位'.len_utf8();
        after = text.get(end..)?;
    }
    let mut of = None;
    if let Some((count, length)) = after.strip_prefix('/').and_then(whole) {
        of = Some(count);
        end += 1 + length;
        after = text.get(end..)?;
    }
    let (start, scope, led) = scope(text.get(..at)?);
    let ended =
        after.is_empty() || after.starts_with(['，', '。', '；', '、', ')', '(', '!', '”', '的', '和', '且', '并']);
    let stated = (led && (counted || of.is_some() || ended)) || ((counted || of.is_some()) && named(scope));
    (stated && place > 0 && scope.chars().count() <= 30).then(|| Place {
        range: start..end,
        number: at..end,
        at: place,
        of: of.filter(|of| *of >= place),
        scope: scope.to_owned(),
    })
}

fn whole(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return Some((number::parse(text.get(..digits)?).ok()?.to_u32()?, digits));
    }
    let (value, length) = numeral::prefix(text)?;
    Some((value.to_u32()?, length))
}

fn named(scope: &str) -> bool {
    scope.starts_with('全') || scope.contains("百强") || scope.ends_with(['市', '省', '县', '区'])
}

/// What stands between the verb (or the clause's begin) and the rank: start, scope, whether a verb led to it.
fn scope(before: &str) -> (usize, &str, bool) {
    let clause = before
        .rfind(['，', '。', '；', ':', '、', '(', ')', '!'])
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let part = before.get(clause..).unwrap_or_default();
    let verb = VERBS
        .iter()
        .filter_map(|verb| part.rfind(verb).map(|at| (at + verb.len(), at)))
        .max_by_key(|(end, at)| (*end, usize::MAX - at));
    match verb {
        Some((end, at)) => {
            (clause + at, part.get(end..).unwrap_or_default().trim_start_matches(['在', '到', '于']), true)
        }
        None => {
            let whole = WHOLES.iter().filter_map(|whole| part.rfind(whole)).min().unwrap_or(0);
            (clause + whole, part.get(whole..).unwrap_or_default(), false)
        }
    }
}

/// 居全省首位; 全市最多.
fn first(text: &str, at: usize, word: &str, whole_needed: bool) -> Option<Place> {
    let (start, scope, led) = scope(text.get(..at)?);
    let whole = WHOLES.contains(&scope);
    let after = text.get(at + word.len()..)?;
    let ended = after.is_empty() || after.starts_with(['，', '。', '；', '、', ')', '!', '的']);
    let stated = if whole_needed { whole && ended } else { led };
    stated.then(|| Place {
        range: start..at + word.len(),
        number: at..at + word.len(),
        at: 1,
        of: None,
        scope: scope.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[(&str, u32)]) {
        let found = scan(text);
        let shown: Vec<(&str, u32)> = found.iter().map(|place| (place.scope.as_str(), place.at)).collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn ranks_in_text() {
        check("增速位居全省第三，", &[("全省", 3)]);
        check("列全市第二位", &[("全市", 2)]);
        check("居全国百强县第5位", &[("全国百强县", 5)]);
        check("增幅全市最快，总量居全省首位", &[("全市", 1), ("全省", 1)]);
        check("排名全省第49/160", &[("全省", 49)]);
        check("第二产业增加值，第三季度，第十八届人民代表大会第三次会议，第一书记", &[]);
    }
}
