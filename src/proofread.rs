//! Rules about the text of an article that can be sure: signs, digits, doubled characters, the site's word lists.
//!
//! Every finding may carry the edit that mends it. Must not know figures, indicators or pages.

mod prose;

pub use prose::{file, mended};

use std::ops::Range;

use crate::diag::{Code, Diagnostic, SourcePath, Span, Words};

/// A change that mends a finding: bytes of the file and what takes their place.
pub type Edit = (Range<usize>, String);

/// One line of a word list: wrong form, right form, remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    wrong: String,
    right: String,
    note: String,
}

impl Word {
    /// Whether the wrong form at a place is a part of the right one.
    fn is_right(&self, line: &str, at: usize) -> bool {
        let mut within = self.right.match_indices(self.wrong.as_str());
        within.any(|(before, _)| {
            at.checked_sub(before)
                .and_then(|from| line.get(from..))
                .is_some_and(|rest| rest.starts_with(self.right.as_str()))
        })
    }
}

/// What was found, and how it is mended if that is mechanical.
pub struct Slip {
    /// For the report.
    pub diagnostic: Diagnostic,
    /// For `--fix`.
    pub edit: Option<Edit>,
}

/// Reads a word list: per line the wrong form, the right form and perhaps a remark, parted by tabs or spaces; `#` opens
/// a comment.
#[must_use]
pub fn word_list(text: &str) -> Vec<Word> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut parts = line.split_whitespace();
            let (wrong, right) = (parts.next()?.trim_start_matches('\u{feff}').to_owned(), parts.next()?.to_owned());
            Some(Word { wrong, right, note: parts.collect::<Vec<_>>().join(" ") })
        })
        .collect()
}

/// Applies edits that do not overlap, from the end to the start.
#[must_use]
pub fn mend(text: &str, edits: &[Edit]) -> String {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let (mut text, mut from) = (text.to_owned(), text.len());
    for (range, new) in edits {
        if range.end <= from && text.get(range.clone()).is_some() {
            text.replace_range(range.clone(), &new);
            from = range.start;
        }
    }
    text
}

/// Reads the body of a file; blocks and spans of code are passed over, addresses too.
#[must_use]
pub fn read(path: &SourcePath, text: &str, body: Range<usize>, words: &[Word]) -> Vec<Slip> {
    let mut desk = Desk { path, slips: Vec::new() };
    let mut at = body.start;
    let (mut in_code, mut paragraph) = (false, Vec::new());
    for line in text.get(body).unwrap_or_default().split_inclusive('\n') {
        let fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        in_code ^= fence;
        if !in_code && !fence {
            let plain = without_code(line);
            desk.line(&plain, at, words);
            paragraph.extend(plain.char_indices().map(|(offset, c)| (at + offset, c)));
        }
        if line.trim().is_empty() {
            desk.pairs(&std::mem::take(&mut paragraph));
        }
        at += line.len();
    }
    desk.pairs(&paragraph);
    desk.slips
}

/// The line with code and addresses blanked, byte for byte.
fn without_code(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let (mut code, mut address) = (false, false);
    for (at, c) in line.char_indices() {
        code ^= c == '`';
        address = match c {
            '(' => address || line.get(..at).is_some_and(|before| before.ends_with(']')),
            ')' => false,
            _ => address,
        };
        let web = line.get(at..).is_some_and(|rest| rest.starts_with("http"));
        if code || address || c == '`' || web {
            out.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            out.push(c);
        }
        address |= web;
        address &= !c.is_whitespace();
    }
    out
}

struct Desk<'a> {
    path: &'a SourcePath,
    slips: Vec<Slip>,
}

const DOUBLED: &[&str] =
    &["的的", "了了", "和和", "与与", "为为", "在在", "是是", "，，", "。。", "、、", "；；", "：："];
/// Words in which a doubled character is right.
const RIGHTLY: &[&str] = &["的的确确", "的的喀喀", "不甚了了", "了了"];
const PAIRS: &[(char, char)] = &[('《', '》'), ('“', '”'), ('（', '）'), ('【', '】'), ('‘', '’')];
const HALF: &[(char, char)] = &[(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！')];

impl Desk<'_> {
    fn push(&mut self, code: Code, range: Range<usize>, message: Words, help: Words, edit: Option<String>) {
        let diagnostic = Diagnostic::new(code, message).at(Span::new(self.path, range.clone())).help(help);
        self.slips.push(Slip { diagnostic, edit: edit.map(|new| (range, new)) });
    }

    fn line(&mut self, line: &str, at: usize, words: &[Word]) {
        self.digits(line, at);
        self.ranges(line, at);
        self.punctuation(line, at);
        self.doubled(line, at);
        self.overrides(line, at);
        for word in words {
            self.word(line, at, word);
        }
    }

    fn digits(&mut self, line: &str, at: usize) {
        let wide = |c: char| matches!(c, '０'..='９' | '％' | '．');
        let mut from = 0;
        while let Some(start) = line.get(from..).and_then(|rest| rest.find(wide)).map(|n| n + from) {
            let run: String = line.get(start..).unwrap_or_default().chars().take_while(|c| wide(*c)).collect();
            from = start + run.len();
            let plain: String = run.chars().map(crate::quantity::fold::fold).collect();
            self.push(
                Code::FullWidthDigits,
                at + start..at + from,
                Words::new(format!("数字“{run}”是全角的"), format!("full-width digits `{run}`")),
                Words::new(format!("改成半角“{plain}”"), format!("write `{plain}`")),
                Some(plain),
            );
        }
    }

    /// 2-3万人 for 2—3万人; 3—5% for 3%—5%; 5%%.
    fn ranges(&mut self, line: &str, at: usize) {
        for (percent, _) in line.match_indices("%%") {
            self.push(
                Code::RepeatedPercent,
                at + percent..at + percent + 2,
                Words::new("百分号重复", "`%` twice"),
                Words::new("留一个", "keep one"),
                Some("%".to_owned()),
            );
        }
        for (mark, joint) in line.char_indices().filter(|(_, c)| matches!(c, '-' | '~' | '—' | '～' | '–')) {
            self.range(line, at, mark, joint);
        }
    }

    fn range(&mut self, line: &str, at: usize, mark: usize, joint: char) {
        let (before, after) =
            (line.get(..mark).unwrap_or_default(), line.get(mark + joint.len_utf8()..).unwrap_or_default());
        let number = after.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(after.len());
        let unit = after.get(number..).unwrap_or_default();
        let led = before.ends_with(|c: char| c.is_ascii_digit());
        if number == 0 || before.ends_with(['-', '—']) {
            return;
        }
        if led && unit.starts_with('%') && !before.ends_with('%') {
            self.push(
                Code::RangePercent,
                at + mark..at + mark + joint.len_utf8(),
                Words::new("百分数的范围，前一个数也要写百分号", "both ends of a range of percentages need `%`"),
                Words::new("例如 3%—5%", "as in `3%—5%`"),
                Some("%—".to_owned()),
            );
            return;
        }
        let counted =
            ["万", "亿", "元", "个", "家", "人", "亩", "吨", "项", "户", "%"].iter().any(|u| unit.starts_with(u));
        let unit_before = before.ends_with(['万', '亿', '元', '%']);
        if matches!(joint, '-' | '~' | '–') && counted && (led || unit_before) {
            self.push(
                Code::RangeMark,
                at + mark..at + mark + joint.len_utf8(),
                Words::new(format!("数值范围用了“{joint}”"), format!("a range of numbers is joined by `{joint}`")),
                Words::new("改成一字线“—”", "write an em dash"),
                Some("—".to_owned()),
            );
        }
    }

    fn punctuation(&mut self, line: &str, at: usize) {
        let chars: Vec<(usize, char)> = line.char_indices().collect();
        for three in chars.windows(3) {
            let [(_, before), (offset, c), (_, after)] = three else { continue };
            let Some((_, right)) =
                HALF.iter().find(|(half, _)| half == c).filter(|_| is_han(*before) && is_han(*after))
            else {
                continue;
            };
            self.push(
                Code::HalfWidthPunctuation,
                at + offset..at + offset + 1,
                Words::new(format!("汉字之间用了半角“{c}”"), format!("half-width `{c}` between Chinese characters")),
                Words::new(format!("改成全角“{right}”"), format!("write `{right}`")),
                Some(right.to_string()),
            );
        }
    }

    fn doubled(&mut self, line: &str, at: usize) {
        for (double, found) in DOUBLED.iter().flat_map(|double| line.match_indices(double)) {
            let around = line.get(..double + found.len()).unwrap_or_default();
            let rest = line.get(double..).unwrap_or_default();
            if RIGHTLY.iter().any(|word| rest.starts_with(word) || around.ends_with(word)) {
                continue;
            }
            let single: String = found.chars().take(1).collect();
            self.push(
                Code::DoubledCharacter,
                at + double..at + double + found.len(),
                Words::new(format!("“{found}”重复"), format!("`{found}` is doubled")),
                Words::new("删去一个", "take one away"),
                Some(single),
            );
        }
    }

    fn overrides(&mut self, line: &str, at: usize) {
        for (offset, c) in
            line.char_indices().filter(|(_, c)| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        {
            self.push(
                Code::BidiControl,
                at + offset..at + offset + c.len_utf8(),
                Words::new(
                    format!("有看不见的方向控制符 U+{:04X}，会打乱字序", u32::from(c)),
                    format!("an invisible direction control U+{:04X}, which reorders the text", u32::from(c)),
                ),
                Words::new("删去", "delete it"),
                Some(String::new()),
            );
        }
    }

    fn word(&mut self, line: &str, at: usize, word: &Word) {
        for (offset, found) in line.match_indices(word.wrong.as_str()).filter(|(at, _)| !word.is_right(line, *at)) {
            let note = if word.note.is_empty() { String::new() } else { format!("（{}）", word.note) };
            self.push(
                Code::WordList,
                at + offset..at + offset + found.len(),
                Words::new(
                    format!("“{found}”应作“{}”{note}", word.right),
                    format!("`{found}` should be `{}` {}", word.right, word.note),
                ),
                Words::new(format!("改成“{}”", word.right), format!("write `{}`", word.right)),
                Some(word.right.clone()),
            );
        }
    }

    /// Marks without their other half in one paragraph.
    fn pairs(&mut self, paragraph: &[(usize, char)]) {
        for (open, close) in PAIRS {
            let mut waiting: Vec<usize> = Vec::new();
            let mut odd: Vec<(usize, char)> = Vec::new();
            for (at, c) in paragraph {
                if c == open {
                    waiting.push(*at);
                } else if c == close && waiting.pop().is_none() {
                    odd.push((*at, *c));
                }
            }
            odd.extend(waiting.into_iter().map(|at| (at, *open)));
            for (at, c) in odd {
                self.push(
                    Code::UnpairedMark,
                    at..at + c.len_utf8(),
                    Words::new(format!("“{c}”没有配对"), format!("`{c}` has no counterpart")),
                    Words::new(format!("补上{open}{close}的另一半"), format!("add the other half of {open}{close}")),
                    None,
                );
            }
        }
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, codes: &[Code], mended: &str) {
        let slips = read(&SourcePath::new("a.md"), text, 0..text.len(), &word_list("# 词\n帐户 账户 财会"));
        assert_eq!(slips.iter().map(|slip| slip.diagnostic.code).collect::<Vec<_>>(), codes, "{text}");
        let edits: Vec<Edit> = slips.into_iter().filter_map(|slip| slip.edit).collect();
        assert_eq!(mend(text, &edits), mended);
    }

    #[test]
    fn rules() {
        check("２３家", &[Code::FullWidthDigits], "23家");
        check("2-3万人", &[Code::RangeMark], "2—3万人");
        check("增长3—5%", &[Code::RangePercent], "增长3%—5%");
        check("增长5%%。", &[Code::RepeatedPercent], "增长5%。");
        check("增长,下降", &[Code::HalfWidthPunctuation], "增长，下降");
        check("全县的的收入", &[Code::DoubledCharacter], "全县的收入");
        check("《公报", &[Code::UnpairedMark], "《公报");
        check("收\u{202e}入", &[Code::BidiControl], "收入");
        check("帐户", &[Code::WordList], "账户");
    }

    #[test]
    fn what_is_right() {
        for text in [
            "2023-12-26，0534-2568899，3%—5%，2—3万人",
            "的的确确",
            "[a,b](x,y)",
            "```\n２\n```",
            "《甲》“乙”（丙）",
            "`２`",
        ] {
            check(text, &[], text);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_mended(text in "[0-9０-９的%,，—~《》\u{202e}`\n()汉字http\\]]{0,30}") {
            let slips = read(&SourcePath::new("a.md"), &text, 0..text.len(), &[]);
            let edits: Vec<Edit> = slips.into_iter().filter_map(|slip| slip.edit).collect();
            let _ = mend(&text, &edits);
        }
    }
}
