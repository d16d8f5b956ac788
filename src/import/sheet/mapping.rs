//! The mapping of a workbook: which rows and columns hold what, and what the names in them are to the site. YAML that an
//! editor reads and mends.

use std::ops::RangeInclusive;

use time::Date;

use crate::diag::{Code, Diagnostic, Findings, SourcePath, Words};
use crate::import::front::scalar;
use crate::source::decode::{Fields, Spanned};
use crate::source::keys::{Keys, Shape, key, required, words};
use crate::source::yaml::{self, Node, Value};

/// What becomes of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Write {
    /// An article for each county.
    Articles,
    /// Nothing is written; lines of metrics are printed.
    Metrics,
}

/// Where a table says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Axis {
    /// In this column, row by row. From 0.
    Column(usize),
    /// In this row, column by column. From 0.
    Row(usize),
    /// Nowhere: it holds for the whole table.
    Value(String),
}

/// A table in a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The sheet.
    pub sheet: String,
    /// Rows with figures, from 0.
    pub rows: RangeInclusive<usize>,
    /// Columns with figures, from 0.
    pub columns: RangeInclusive<usize>,
    /// Where the county is said; `None` if that is still open.
    pub county: Option<Axis>,
    /// Where the indicator is said.
    pub indicator: Option<Axis>,
    /// Where the period is said.
    pub period: Option<Axis>,
    /// The unit of all its figures, if names say none.
    pub unit: Option<String>,
}

/// The whole mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// What becomes of the figures.
    pub write: Write,
    /// Date of the articles.
    pub date: Option<Date>,
    /// Where the figures were published.
    pub source: Option<String>,
    /// The tables.
    pub blocks: Vec<Block>,
    /// Names in the tables with the site's; `None` where that is still open.
    pub names: Vec<(String, Option<String>)>,
}

/// What may become of the figures.
const WRITES: &[(&str, Write)] = &[("articles", Write::Articles), ("metrics", Write::Metrics)];

/// Keys of a mapping.
const KEYS: Keys = &[
    key("write", "写成", "articles 每县写一篇稿件；metrics 只列出", Shape::Word(|| words(WRITES))),
    key("date", "日期", "稿件的日期", Shape::Date),
    key("source", "出处", "数字的出处", Shape::Text),
    key("sheets", "表", "表里的行和列各是什么", Shape::List(BLOCK_KEYS)),
    key("names", "名称", "表里的名称对应网站的哪个指标，或 skip", Shape::Any),
];

const BLOCK_KEYS: Keys = &[
    required("sheet", "表名", "例如 Sheet1", Shape::Text),
    required("rows", "行", "例如 3-14", Shape::Text),
    required("columns", "列", "例如 B-E", Shape::Text),
    key("county", "县", "县写在哪里", Shape::Map(AXIS_KEYS)),
    key("indicator", "指标", "指标写在哪里", Shape::Map(AXIS_KEYS)),
    key("period", "时期", "时期写在哪里", Shape::Map(AXIS_KEYS)),
    key("unit", "单位", "整张表的单位", Shape::Text),
];

const AXIS_KEYS: Keys = &[
    key("column", "列", "这一列的格子里", Shape::Text),
    key("row", "行", "这一行的格子里", Shape::Text),
    key("value", "固定", "整张表都是", Shape::Text),
];

const HEAD: &str = "\
# 由 fangzhi import 写出：表里的行和列各是什么。核对、补全以后，再运行一次同样的命令。
# county（县）、indicator（指标）、period（时期）各说明写在哪里：
#   {column: A}  这一列的格子里    {row: 2}  第2行的格子里    {value: 2023年}  整张表都是
# names：表里的名称对应网站的哪个指标；写 skip 则不要；增速写成“指标 增速”，位次写成“指标 位次”。
";

impl Mapping {
    /// The mapping as text.
    #[must_use]
    pub fn print(&self) -> String {
        let mut out = HEAD.to_owned();
        let write = if self.write == Write::Articles { "articles" } else { "metrics" };
        out.push_str(&format!("write: {write} # articles 每县写一篇稿件；metrics 只列出，不写文件\n"));
        out.push_str(&open_line("date", self.date.map(|date| date.to_string()).as_deref(), "填稿件日期"));
        out.push_str(&open_line("source", self.source.as_deref(), "填数字的出处，可不填"));
        out.push_str("sheets:\n");
        self.blocks.iter().for_each(|block| out.push_str(&block.print()));
        out.push_str("names:\n");
        for (name, own) in &self.names {
            let own = own.as_deref().map_or("# 填指标，或 skip".to_owned(), scalar);
            out.push_str(&format!("  {}: {own}\n", scalar(name)));
        }
        out
    }

    /// Reads a mapping.
    pub fn read(path: &SourcePath, text: &str, findings: &mut Findings) -> Option<Self> {
        let before = findings.iter().len();
        let node = yaml::read(path, text, 0..text.len(), findings);
        let mut f = Fields::open(path, &node, KEYS, findings);
        let write = f.word("write", WRITES);
        let date = f.date("date").map(|date| date.value);
        let source = f.plain("source");
        let sheets: Vec<&Node> = match f.node("sheets").map(|node| &node.value) {
            Some(Value::List(sheets)) => sheets.iter().collect(),
            _ => Vec::new(),
        };
        let blocks = sheets.into_iter().filter_map(|node| Block::read(path, node, f.findings())).collect();
        let names = names(f.node("names"));
        let mapping = Self { write: write.unwrap_or(Write::Articles), date, source, blocks, names };
        (findings.iter().len() == before).then_some(mapping)
    }
}

fn names(node: Option<&Node>) -> Vec<(String, Option<String>)> {
    let Some(Value::Map(entries)) = node.map(|node| &node.value) else { return Vec::new() };
    let own = |value: &Value| if let Value::Scalar { text, .. } = value { Some(text.clone()) } else { None };
    entries.iter().map(|entry| (entry.key.clone(), own(&entry.node.value))).collect()
}

fn open_line(key: &str, value: Option<&str>, missing: &str) -> String {
    match value {
        Some(value) => format!("{key}: {}\n", scalar(value)),
        None => format!("{key}: # {missing}\n"),
    }
}

impl Block {
    fn print(&self) -> String {
        let axis = |key: &str, axis: &Option<Axis>| match axis {
            Some(Axis::Column(at)) => format!("  {key}: {{column: {}}}\n", letters(*at)),
            Some(Axis::Row(at)) => format!("  {key}: {{row: {}}}\n", at + 1),
            Some(Axis::Value(value)) => format!("  {key}: {{value: {}}}\n", scalar(value)),
            None => format!("  {key}: # 填写在哪里\n"),
        };
        let mut out = format!("- sheet: {}\n", scalar(&self.sheet));
        out.push_str(&format!("  rows: {}-{}\n", self.rows.start() + 1, self.rows.end() + 1));
        out.push_str(&format!("  columns: {}-{}\n", letters(*self.columns.start()), letters(*self.columns.end())));
        out.push_str(&axis("county", &self.county));
        out.push_str(&axis("indicator", &self.indicator));
        out.push_str(&axis("period", &self.period));
        out.push_str(&self.unit.as_deref().map(|unit| format!("  unit: {}\n", scalar(unit))).unwrap_or_default());
        out
    }

    fn read(path: &SourcePath, node: &Node, findings: &mut Findings) -> Option<Self> {
        let mut f = Fields::open(path, node, BLOCK_KEYS, findings);
        let sheet = f.required("sheet", "表名", "Sheet1")?.value;
        let (rows, columns) = (f.required("rows", "行", "3-14")?, f.required("columns", "列", "B-E")?);
        let unit = f.plain("unit");
        let of_rows = range(&rows.value, |text| text.parse::<usize>().ok()?.checked_sub(1));
        let of_columns = range(&columns.value, number);
        unreadable(&mut f, &rows, of_rows.is_none());
        unreadable(&mut f, &columns, of_columns.is_none());
        let (county, indicator) = (axis(path, &mut f, "county"), axis(path, &mut f, "indicator"));
        let period = axis(path, &mut f, "period");
        Some(Self { sheet, rows: of_rows?, columns: of_columns?, county, indicator, period, unit })
    }
}

fn unreadable(f: &mut Fields<'_, '_>, text: &Spanned<String>, is_bad: bool) {
    if is_bad {
        let place = f.span(&text.range);
        f.report(
            Diagnostic::new(
                Code::BadMapping,
                Words::new(
                    format!("“{}”不是行列的范围", text.value),
                    format!("`{}` is no range of rows or columns", text.value),
                ),
            )
            .at(place)
            .help(Words::new("行写 3-14，列写 B-E", "rows as `3-14`, columns as `B-E`")),
        );
    }
}

fn axis(path: &SourcePath, f: &mut Fields<'_, '_>, key: &str) -> Option<Axis> {
    let node = f.map(key)?;
    let mut inner = Fields::open(path, node, AXIS_KEYS, f.findings());
    let column = inner.text("column");
    let row = inner.text("row");
    let of_column = column.as_ref().and_then(|text| number(&text.value)).map(Axis::Column);
    let of_row = row.as_ref().and_then(|text| text.value.parse::<usize>().ok()?.checked_sub(1)).map(Axis::Row);
    for text in [&column, &row].into_iter().flatten() {
        unreadable(&mut inner, text, of_column.is_none() && of_row.is_none());
    }
    of_column.or(of_row).or_else(|| inner.plain("value").map(Axis::Value))
}

fn range(text: &str, read: impl Fn(&str) -> Option<usize>) -> Option<RangeInclusive<usize>> {
    let (from, to) = text.split_once(['-', '—', '–', ':']).unwrap_or((text, text));
    let (from, to) = (read(from.trim())?, read(to.trim())?);
    (from <= to).then_some(from..=to)
}

/// A column's number, from 0, as letters: 0 is A, 26 is AA.
pub fn letters(at: usize) -> String {
    let last = char::from(b'A' + u8::try_from(at % 26).unwrap_or_default());
    if at < 26 { last.to_string() } else { format!("{}{last}", letters(at / 26 - 1)) }
}

fn number(text: &str) -> Option<usize> {
    let digits =
        text.chars().map(|c| c.is_ascii_alphabetic().then(|| c.to_ascii_uppercase() as usize - 'A' as usize + 1));
    let all = digits.collect::<Option<Vec<usize>>>().filter(|all| (1..=3).contains(&all.len()))?;
    all.into_iter().fold(0, |sum, digit| sum * 26 + digit).checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for at in [0, 25, 26, 51, 52, 701, 702] {
            assert_eq!(number(&letters(at)), Some(at), "{}", letters(at));
        }
        assert_eq!((number("1"), number(""), range("E-B", number)), (None, None, None));
    }

    #[test]
    fn what_is_printed_is_read() {
        let mapping = Mapping {
            write: Write::Metrics,
            date: None,
            source: Some("德州: 年鉴".to_owned()),
            blocks: vec![Block {
                sheet: "表 1".to_owned(),
                rows: 2..=13,
                columns: 1..=27,
                county: Some(Axis::Column(0)),
                indicator: Some(Axis::Row(1)),
                period: Some(Axis::Value("2023年".to_owned())),
                unit: Some("亿元".to_owned()),
            }],
            names: vec![
                ("GDP / 增速（%）".to_owned(), Some("地区生产总值 增速".to_owned())),
                ("其他".to_owned(), None),
            ],
        };
        let mut findings = Findings::new();
        assert_eq!(Mapping::read(&SourcePath::new("a.yaml"), &mapping.print(), &mut findings), Some(mapping));
        assert!(findings.is_empty(), "{findings:?}");
    }
}
