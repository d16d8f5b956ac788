//! Where a Chinese title may break. Knows only the text.
//!
//! A title whose runs between punctuation marks are short looks better when lines end at the marks alone
//! (`word-break: keep-all`, class `k`). Longer runs must not get it: the browser would then break them as overflow,
//! which ignores 避头尾. The limits are those of the default theme's type sizes.

/// How large a title is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleSize {
    /// Page title or lead article.
    Large,
    /// Title in a list or tile.
    List,
}

/// Widths are counted in hundredths of a Han character.
const HAN: u32 = 100;
/// A Latin letter or a digit, on average.
const LATIN: u32 = 55;

impl TitleSize {
    fn longest_run(self) -> u32 {
        match self {
            TitleSize::Large => 10 * HAN,
            TitleSize::List => 13 * HAN,
        }
    }
}

/// Whether `title` may be kept from breaking anywhere but at punctuation.
#[must_use]
pub fn keeps_together(title: &str, size: TitleSize) -> bool {
    title.split(is_break).all(|run| run.chars().map(width).sum::<u32>() <= size.longest_run())
}

/// Marks and blanks after which a line may end under `keep-all`.
fn is_break(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '，' | '。'
                | '、'
                | '；'
                | '：'
                | '？'
                | '！'
                | '…'
                | '—'
                | '（'
                | '）'
                | '《'
                | '》'
                | '〈'
                | '〉'
                | '“'
                | '”'
                | '‘'
                | '’'
                | '「'
                | '」'
                | '『'
                | '』'
                | '【'
                | '】'
                | '〔'
                | '〕'
                | '／'
        )
}

fn width(c: char) -> u32 {
    if c.is_ascii() { LATIN } else { HAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, size: TitleSize, keep: bool) {
        assert_eq!(keeps_together(title, size), keep, "{title} {size:?}");
    }

    #[test]
    fn runs_between_marks_decide() {
        check("预算收入过十亿，年初的承诺兑现了几项", TitleSize::Large, true);
        check("庆云县前11个月一般公共预算收入首次突破10亿元", TitleSize::Large, false);
        check("钠离子电池线日产能30万只，订单排到次年4月", TitleSize::List, true);
        check("年初清单：庆云县2023年提出的六项量化目标", TitleSize::List, false);
        check("冠县新增省级专精特新企业36家", TitleSize::List, false);
    }

    #[test]
    fn the_limit_itself_is_kept() {
        check(&"县".repeat(10), TitleSize::Large, true);
        check(&"县".repeat(11), TitleSize::Large, false);
        check(&"县".repeat(13), TitleSize::List, true);
        check(&"县".repeat(14), TitleSize::List, false);
    }

    #[test]
    fn letters_and_digits_are_narrow() {
        check(&"8".repeat(18), TitleSize::Large, true);
        check(&"8".repeat(19), TitleSize::Large, false);
        check("", TitleSize::Large, true);
    }
}
