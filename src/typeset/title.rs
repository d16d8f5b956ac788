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

/// The runs of a title, in order and without gap: up to a mark after which a line had better end, closing marks included.
pub fn runs(title: &str) -> impl Iterator<Item = &str> {
    let mut rest = title;
    std::iter::from_fn(move || {
        let end = run_end(rest);
        let (run, after) = rest.split_at_checked(end)?;
        rest = after;
        (!run.is_empty()).then_some(run)
    })
}

fn run_end(title: &str) -> usize {
    let marks = [title.find(ends_run), title.find(DASH)];
    let Some(mark) = marks.into_iter().flatten().min() else { return title.len() };
    let rest = title.get(mark..).unwrap_or_default();
    mark + rest.find(|c| !ends_run(c) && !closes(c) && !DASH.contains(c)).unwrap_or(rest.len())
}

/// Half of it joins the ends of a range.
const DASH: &str = "——";

fn ends_run(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！' | '…' | '　')
}

fn closes(c: char) -> bool {
    matches!(c, '）' | '》' | '〉' | '”' | '’' | '」' | '』' | '】' | '〕')
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
    fn a_title_falls_into_runs() {
        let shown = |title: &str| runs(title).collect::<Vec<_>>().join("|");
        assert_eq!(shown("庆云县建成6个新兴市场，评出208家领军商户"), "庆云县建成6个新兴市场，|评出208家领军商户");
        assert_eq!(shown("第9期　上一年的数"), "第9期　|上一年的数");
        assert_eq!(shown("“约”“近”各差在哪里：长沙县"), "“约”“近”各差在哪里：|长沙县");
        assert_eq!(shown("“何处？”——答"), "“何处？”——|答");
        assert_eq!(shown("1—11月"), "1—11月");
        assert_eq!(shown(""), "");
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
