//! Items in a row → blocks: entries to nested lists, captions to their pictures, quoted lines together.

use super::story::{Block, Figure, Line, List, Piece, plain};

/// What a walk through a document meets.
pub enum Item {
    /// A finished block.
    Block(Block),
    /// An item of a list, at a level from 0; with the list's first number if it is numbered.
    Entry {
        /// From 0.
        level: u8,
        /// The first number of its list.
        start: Option<u64>,
        /// What it says.
        line: Line,
    },
    /// Words that belong to a picture.
    Caption(Line),
    /// A quoted paragraph.
    Quote(Line),
    /// An empty paragraph.
    Gap,
}

/// Words with which the line under a picture begins.
const CAPTIONS: [&str; 5] = ["▲", "△", "图为", "图：", "图片说明"];
/// Words with which the credit of a picture ends.
const CREDITS: [&str; 7] = ["摄", "摄影", "绘", "绘制", "制图", "供图", "提供"];
/// Longer lines are text.
const LONGEST: usize = 120;

/// Puts items together.
pub fn gather(items: Vec<Item>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for item in items {
        let was_open = std::mem::replace(&mut open, false);
        match item {
            Item::Gap => {}
            Item::Caption(line) => caption(line, &mut blocks),
            Item::Block(Block::Paragraph(line)) if is_caption(&line, &blocks) => caption(line, &mut blocks),
            Item::Block(block) => blocks.push(block),
            Item::Quote(line) => quote(line, &mut blocks),
            Item::Entry { level, start, line } => {
                enter(&mut blocks, level, start, line, was_open);
                open = true;
            }
        }
    }
    blocks
}

fn bare(blocks: &mut [Block]) -> Option<&mut Figure> {
    match blocks.last_mut() {
        Some(Block::Figure(figure)) if figure.caption.is_none() => Some(figure),
        _ => None,
    }
}

/// Whether a plain paragraph is the caption of the picture before it.
fn is_caption(line: &[Piece], blocks: &[Block]) -> bool {
    let words = plain(line);
    let follows = matches!(blocks.last(), Some(Block::Figure(figure)) if figure.caption.is_none());
    follows && words.chars().count() <= LONGEST && CAPTIONS.iter().any(|lead| words.starts_with(lead))
}

fn caption(line: Line, blocks: &mut Vec<Block>) {
    match bare(blocks) {
        Some(figure) => figure.caption = Some(with_credit(plain(&line).trim_start_matches(['▲', '△']).trim())),
        None => blocks.push(Block::Paragraph(line)),
    }
}

/// Parts from a caption whose picture it is, as bodies write it: 图说｜丙 摄.
fn with_credit(caption: &str) -> String {
    let parted = caption.rsplit_once(char::is_whitespace).and_then(|(head, last)| {
        // 丙 摄: the name stands before the word.
        let name = || Some(head.rsplit_once(char::is_whitespace)?.0);
        let said = if CREDITS.contains(&last) { name()? } else { head };
        Some((said.trim_end(), caption.get(said.len()..)?.trim()))
    });
    match parted {
        Some((said, credit)) if is_credit(credit) && !said.is_empty() => format!("{said}｜{credit}"),
        _ => caption.to_owned(),
    }
}

fn is_credit(text: &str) -> bool {
    text.chars().count() <= LONGEST && CREDITS.iter().any(|word| text.ends_with(word))
}

fn quote(line: Line, blocks: &mut Vec<Block>) {
    match blocks.last_mut() {
        Some(Block::Quote(inner)) => inner.push(Block::Paragraph(line)),
        _ => blocks.push(Block::Quote(vec![Block::Paragraph(line)])),
    }
}

/// Puts an entry into the list that is open at its level, or begins one.
fn enter(blocks: &mut Vec<Block>, level: u8, start: Option<u64>, line: Line, open: bool) {
    let item = vec![Block::Paragraph(line)];
    match blocks.last_mut() {
        Some(Block::List(list)) if open && level > 0 => {
            if let Some(last) = list.items.last_mut() {
                let nested = matches!(last.last(), Some(Block::List(_)));
                let Some(Block::Paragraph(line)) = item.into_iter().next() else { return };
                enter(last, level - 1, start, line, nested);
            }
        }
        Some(Block::List(list)) if open && list.start.is_some() == start.is_some() => list.items.push(item),
        _ => blocks.push(Block::List(List { start, items: vec![item] })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(caption: &str, expect: &str) {
        assert_eq!(with_credit(caption), expect);
    }

    #[test]
    fn credits_stand_behind_a_bar() {
        check("开工现场　丙 摄", "开工现场｜丙 摄");
        check("开工现场。 本刊据公报绘制", "开工现场。｜本刊据公报绘制");
        check("开工现场 记者丙摄", "开工现场｜记者丙摄");
        check("丙 摄", "丙 摄");
        check("开工现场 一期", "开工现场 一期");
        check("摄", "摄");
        check("", "");
    }
}
