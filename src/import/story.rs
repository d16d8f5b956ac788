//! What a foreign file says, in the forms that an article knows. Must not know where it was read or how it is written.

use time::Date;

use super::fault::{Part, Remark};

/// A text with what is known about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Story {
    /// Headline.
    pub title: Option<String>,
    /// 引题, above the title.
    pub kicker: Option<String>,
    /// 副题, under the title.
    pub subtitle: Option<String>,
    /// Its date.
    pub date: Option<Date>,
    /// Where it was published.
    pub source: Option<String>,
    /// Names by role, in the order found.
    pub authors: Vec<(String, Vec<String>)>,
    /// 编辑, 校对 …: names by role, in the order found.
    pub credits: Vec<(String, Vec<String>)>,
    /// The text.
    pub blocks: Vec<Block>,
    /// Its footnotes by number from 1.
    pub notes: Vec<Line>,
    /// The pictures that came with it.
    pub pictures: Vec<Picture>,
    /// Pictures that stand beside the file, by the address that the file gives them.
    pub wanted: Vec<Wanted>,
    /// What was left out or doubted.
    pub remarks: Vec<Remark>,
}

/// A picture's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// File name, without folder.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A picture that the reader of the disk has to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// File name in the article's folder.
    pub name: String,
    /// Where it stands, from the folder of the file.
    pub from: String,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading with its level from 1.
    Heading(u8, Line),
    /// A paragraph.
    Paragraph(Line),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// A picture in a line of its own.
    Figure(Figure),
    /// Quoted blocks.
    Quote(Vec<Block>),
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The first number, if it is numbered.
    pub start: Option<u64>,
    /// The items.
    pub items: Vec<Vec<Block>>,
}

/// A table; every row has as many cells as `columns`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// How each column is aligned.
    pub columns: Vec<Align>,
    /// The rows, the first being the head.
    pub rows: Vec<Vec<Line>>,
}

/// How a column is aligned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// Not said.
    #[default]
    None,
    /// To the right.
    Right,
    /// In the middle.
    Center,
}

/// A picture with its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figure {
    /// File name in the article's folder.
    pub file: String,
    /// What is to be seen.
    pub alt: String,
    /// The caption.
    pub caption: Option<String>,
}

/// Text in one flow.
pub type Line = Vec<Piece>;

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Letters of one look.
    Text(Run),
    /// A reference to a footnote, from 1.
    Note(usize),
    /// A picture in the text.
    Figure(Figure),
    /// A line break.
    Break,
}

/// Letters of one look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The letters.
    pub text: String,
    /// Whether they are bold.
    pub bold: bool,
    /// Whether they are slanted.
    pub italic: bool,
    /// Where they lead.
    pub link: Option<String>,
}

/// Letters without any look.
pub fn text(text: impl Into<String>) -> Piece {
    Piece::Text(Run { text: text.into(), ..Run::default() })
}

/// The letters of a line alone.
pub fn plain(line: &[Piece]) -> String {
    line.iter()
        .map(|piece| match piece {
            Piece::Text(run) => run.text.as_str(),
            Piece::Break => " ",
            Piece::Note(_) | Piece::Figure(_) => "",
        })
        .collect()
}

/// Joins neighbours of one look, drops white space at both ends; empty if there is nothing to see.
pub fn tidy(line: Line) -> Line {
    let mut tidy: Line = Vec::with_capacity(line.len());
    for piece in line {
        match (tidy.last_mut(), piece) {
            (_, Piece::Text(run)) if run.text.is_empty() => {}
            (Some(Piece::Text(last)), Piece::Text(run)) if same_look(last, &run) => last.text.push_str(&run.text),
            (_, piece) => tidy.push(piece),
        }
    }
    trim_start(&mut tidy);
    trim_end(&mut tidy);
    tidy
}

fn same_look(a: &Run, b: &Run) -> bool {
    // White space has no look of its own, unless it is part of a link.
    let blank = b.text.trim().is_empty() && a.link == b.link;
    blank || (a.bold, a.italic, &a.link) == (b.bold, b.italic, &b.link)
}

fn trim_start(line: &mut Line) {
    let is_blank = |piece: &Piece| match piece {
        Piece::Break => true,
        Piece::Text(run) => run.text.trim().is_empty(),
        Piece::Note(_) | Piece::Figure(_) => false,
    };
    let blank = line.iter().take_while(|piece| is_blank(piece)).count();
    line.drain(..blank);
    if let Some(Piece::Text(run)) = line.first_mut() {
        run.text = run.text.trim_start().to_owned();
    }
}

fn trim_end(line: &mut Line) {
    while let Some(last) = line.last_mut() {
        match last {
            Piece::Break => {}
            Piece::Text(run) => {
                run.text.truncate(run.text.trim_end().len());
                if !run.text.is_empty() {
                    return;
                }
            }
            Piece::Note(_) | Piece::Figure(_) => return,
        }
        line.pop();
    }
}

impl Story {
    /// Leaves pictures out that cannot be had.
    pub fn lose(&mut self, lost: &[String]) {
        self.blocks = without_figures(std::mem::take(&mut self.blocks), lost);
        let names = lost.iter().map(|name| (Part::Pictures, name.clone())).collect::<Vec<_>>();
        self.remarks.extend(super::remarks(&names));
    }

    /// All its letters, for asking whether something occurs in them.
    #[must_use]
    pub fn letters(&self) -> String {
        let mut all = String::new();
        self.blocks.iter().for_each(|block| letters(block, &mut all));
        all
    }
}

/// Takes pictures out that cannot be had; what was said under them stays.
fn without_figures(blocks: Vec<Block>, missing: &[String]) -> Vec<Block> {
    let is_lost = |figure: &Figure| missing.contains(&figure.file);
    let left = |block: Block| match block {
        Block::Figure(figure) if is_lost(&figure) => figure.caption.map(|words| Block::Paragraph(vec![text(words)])),
        Block::Quote(blocks) => Some(Block::Quote(without_figures(blocks, missing))),
        Block::List(mut list) => {
            list.items = list.items.into_iter().map(|item| without_figures(item, missing)).collect();
            Some(Block::List(list))
        }
        Block::Table(mut table) => {
            for cell in table.rows.iter_mut().flatten() {
                cell.retain(|piece| !matches!(piece, Piece::Figure(figure) if is_lost(figure)));
            }
            Some(Block::Table(table))
        }
        other => Some(other),
    };
    blocks.into_iter().filter_map(left).collect()
}

fn letters(block: &Block, all: &mut String) {
    match block {
        Block::Heading(_, line) | Block::Paragraph(line) => all.push_str(&plain(line)),
        Block::List(list) => list.items.iter().flatten().for_each(|block| letters(block, all)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| letters(block, all)),
        Block::Table(table) => table.rows.iter().flatten().for_each(|cell| all.push_str(&plain(cell))),
        Block::Figure(_) => {}
    }
    all.push('\n');
}
