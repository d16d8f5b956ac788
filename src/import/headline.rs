//! Which line of a text is its title, and how deep its headings stand below it.

use super::story::{Block, plain};

/// Longer lines are text.
const LONGEST: usize = 60;
/// The title stands among the first blocks.
const FIRST: usize = 3;
/// The title of a page is level 1, so the text's own headings begin below it.
const TOP: u8 = 2;

/// Takes the title out of the blocks: the heading that they begin with, or the line that `known` repeats.
pub fn take(blocks: &mut Vec<Block>, known: Option<&str>) -> Option<String> {
    if let Some(Block::Heading(_, line)) = blocks.first() {
        let title = plain(line).trim().to_owned();
        blocks.remove(0);
        return Some(title);
    }
    let known = known.map(letters)?;
    let is_it = |block: &Block| matches!(block, Block::Paragraph(line) if letters(&plain(line)) == known);
    let at = blocks.iter().take(FIRST).position(is_it)?;
    let Block::Paragraph(line) = blocks.remove(at) else { return None };
    Some(plain(&line).trim().to_owned())
}

/// Takes the first line as title, if it reads like one and a text follows.
pub fn first_line(blocks: &mut Vec<Block>) -> Option<String> {
    let Some(Block::Paragraph(line)) = blocks.first() else { return None };
    let words = plain(line).trim().to_owned();
    let reads = words.chars().count() <= LONGEST && !words.ends_with(['。', '；', '：', '，', ':', ';']);
    (reads && blocks.len() > 1).then(|| {
        blocks.remove(0);
        words
    })
}

/// Letters and digits alone, to see whether two lines say the same.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Moves the headings so that the highest stands right below the title.
pub fn settle_levels(blocks: &mut [Block]) {
    let level = |block: &Block| if let Block::Heading(level, _) = block { Some(*level) } else { None };
    let Some(top) = blocks.iter().filter_map(level).min() else { return };
    for block in blocks {
        if let Block::Heading(level, _) = block {
            *level = (*level - top + TOP).min(6);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::story::text;

    fn paragraph(words: &str) -> Block {
        Block::Paragraph(vec![text(words)])
    }

    #[test]
    fn titles() {
        let mut blocks = vec![paragraph("引题"), paragraph("庆云县 突破10亿元"), paragraph("正文。")];
        assert_eq!(take(&mut blocks.clone(), None), None);
        assert_eq!(take(&mut blocks, Some("庆云县突破10亿元")).as_deref(), Some("庆云县 突破10亿元"));
        assert_eq!(first_line(&mut blocks).as_deref(), Some("引题"));
        assert_eq!(first_line(&mut blocks), None);
    }

    #[test]
    fn levels() {
        let mut blocks = vec![Block::Heading(3, vec![]), Block::Heading(4, vec![]), Block::Heading(9, vec![])];
        settle_levels(&mut blocks);
        assert_eq!(blocks, [Block::Heading(2, vec![]), Block::Heading(3, vec![]), Block::Heading(6, vec![])]);
    }
}
