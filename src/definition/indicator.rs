//! `content/indicators/*.md`.

use crate::article::Body;
use crate::article::document;
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Words};
use rust_decimal::Decimal;

use crate::quantity::{Period, Unit, number};
use crate::source::TextFile;
use crate::source::decode::{Fields, Spanned};
use crate::source::keys::{INTEGER, Keys, Shape, key, required, words};
use crate::source::yaml::{Node, Value};

/// Keys an indicator may have.
pub const KEYS: Keys = &[
    required("name", "名称", "指标的全称，例如 一般公共预算收入", Shape::Text),
    key("unit", "单位", "序列的单位，例如 亿元、\"%\"；只有排名或增速的不写", Shape::Text),
    required(
        "kind",
        "类型",
        "flow 时期数，stock 时点数，ratio 比率，rate 增长率，index 指数，count 个数",
        Shape::Word(|| words(KINDS)),
    ),
    key("aliases", "别名", "稿件里的其他叫法", Shape::Texts),
    key("group", "分组", "例如 综合、财政、投资", Shape::Text),
    key("decimals", "小数位", "换算时保留几位", INTEGER),
    key("cumulative", "累计", "true：按年内累计公布", Shape::Flag),
    key("direction", "方向", "up 越高越好，down 越低越好，neutral 不论", Shape::Word(|| words(DIRECTIONS))),
    key(
        "growth_basis",
        "增速口径",
        "nominal 现价，constant 不变价，comparable 可比口径",
        Shape::Word(|| words(GROWTH_BASES)),
    ),
    key("breaks", "口径变更", "从何时起换了统计口径，例如 [{from: 2014, reason: 改用人民币统计}]", Shape::List(BREAK)),
    key("aggregate", "能否相加", "sum：各县的数可以相加", Shape::Word(|| words(AGGREGATES))),
    key("range", "范围", "可能的最小值和最大值", Shape::Map(RANGE)),
    key("max_jump", "变动界限", "一年变动超过百分之几要提醒", Shape::Number),
    key("producer", "公布者", "例如 县统计局", Shape::Text),
    key("headline", "上首页", "true：在首页显示", Shape::Flag),
    key("order", "次序", "小的在前", INTEGER),
];

const RANGE: Keys =
    &[key("min", "最小", "可能的最小值", Shape::Number), key("max", "最大", "可能的最大值", Shape::Number)];

const BREAK: Keys = &[
    required("from", "起始时期", "第一个按新口径统计的时期，例如 2014", Shape::Text),
    required("reason", "变更的内容", "例如 改用人民币统计", Shape::Text),
];

const KINDS: &[(&str, Kind)] = &[
    ("flow", Kind::Flow),
    ("stock", Kind::Stock),
    ("ratio", Kind::Ratio),
    ("rate", Kind::Rate),
    ("index", Kind::Index),
    ("count", Kind::Count),
];

const DIRECTIONS: &[(&str, Direction)] =
    &[("up", Direction::Up), ("down", Direction::Down), ("neutral", Direction::Neutral)];

const GROWTH_BASES: &[(&str, GrowthBasis)] =
    &[("nominal", GrowthBasis::Nominal), ("constant", GrowthBasis::Constant), ("comparable", GrowthBasis::Comparable)];

const AGGREGATES: &[(&str, Aggregate)] = &[("sum", Aggregate::Sum), ("none", Aggregate::None)];

/// What sort of quantity an indicator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A sum over a period.
    Flow,
    /// A state at an instant.
    Stock,
    /// A share or quotient.
    Ratio,
    /// A rate of change.
    Rate,
    /// An index number.
    Index,
    /// A count of things.
    Count,
}

/// Which way is meant to be better; never shown by colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// More is wanted.
    Up,
    /// Less is wanted.
    Down,
    /// Neither.
    #[default]
    Neutral,
}

/// At which prices growth is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrowthBasis {
    /// Current prices: growth follows from levels.
    Nominal,
    /// Constant prices.
    Constant,
    /// Comparable scope.
    Comparable,
}

/// Whether values of counties may be added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Aggregate {
    /// Yes.
    Sum,
    /// No.
    #[default]
    None,
}

/// What is measured, as its file defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorFile {
    /// File stem.
    pub id: String,
    /// The file.
    pub file: SourcePath,
    /// Its name.
    pub name: Spanned<String>,
    /// The unit of its series; `None` where only ranks or growth are stated.
    pub unit: Option<Unit>,
    /// What sort of quantity it is.
    pub kind: Kind,
    /// Other names in use.
    pub aliases: Vec<Spanned<String>>,
    /// 综合, 财政, 投资 …
    pub group: Option<String>,
    /// Decimals to show where a value is converted.
    pub decimals: Option<i64>,
    /// Reported as a running total of the year.
    pub cumulative: bool,
    /// Which way is wanted.
    pub direction: Direction,
    /// At which prices its growth is measured.
    pub growth_basis: Option<GrowthBasis>,
    /// When it came to be counted in another way, oldest first.
    pub breaks: Vec<Break>,
    /// Whether values of counties may be added up.
    pub aggregate: Aggregate,
    /// Smallest and largest possible value.
    pub bounds: (Option<Decimal>, Option<Decimal>),
    /// Largest believable change on the year, in percent.
    pub max_jump: Option<Decimal>,
    /// Who publishes it.
    pub producer: Option<String>,
    /// Stands on the home page.
    pub headline: bool,
    /// Its place among the indicators.
    pub order: i64,
    /// Definition and 口径.
    pub body: Body,
}

impl IndicatorFile {
    /// Reads an indicator's file.
    pub fn read(id: &str, file: &TextFile, findings: &mut Findings) -> Option<Self> {
        let document = document::read(file, findings)?;
        let mut f = Fields::open(&file.path, &document.front, KEYS, findings);
        let name = f.required("name", "指标名称", "一般公共预算收入");
        let kind = kind(&mut f, &document.front.range);
        Some(Self {
            id: id.to_owned(),
            file: file.path.clone(),
            unit: unit(&mut f),
            aliases: f.texts("aliases"),
            group: f.plain("group"),
            decimals: f.integer("decimals"),
            cumulative: f.flag("cumulative"),
            direction: f.word("direction", DIRECTIONS).unwrap_or_default(),
            growth_basis: f.word("growth_basis", GROWTH_BASES),
            breaks: breaks(&file.path, &mut f),
            aggregate: f.word("aggregate", AGGREGATES).unwrap_or_default(),
            bounds: bounds(&file.path, &mut f),
            max_jump: decimal(&mut f, "max_jump"),
            producer: f.plain("producer"),
            headline: f.flag("headline"),
            order: f.integer("order").unwrap_or(i64::MAX),
            name: name?,
            kind: kind?,
            body: document.body,
        })
    }
}

/// A change of definition (口径): what lies on its two sides is not compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The first period counted in the new way.
    pub from: Period,
    /// What changed.
    pub reason: String,
}

impl IndicatorFile {
    /// How many changes of definition a period has behind it: periods of one era can be compared.
    #[must_use]
    pub fn era(&self, period: Period) -> usize {
        self.breaks.iter().filter(|b| b.from.start() <= period.end()).count()
    }
}

fn breaks(path: &SourcePath, f: &mut Fields<'_, '_>) -> Vec<Break> {
    let Some(node) = f.node("breaks") else { return Vec::new() };
    let Value::List(items) = &node.value else {
        f.wrong_shape(
            "breaks",
            node,
            "一个列表，例如 [{from: 2014, reason: 改用人民币统计}]",
            "a list of {from, reason}",
        );
        return Vec::new();
    };
    let mut breaks: Vec<Break> = items.iter().filter_map(|item| one_break(path, f, item)).collect();
    breaks.sort_by_key(|b| b.from.start());
    breaks
}

fn one_break(path: &SourcePath, f: &mut Fields<'_, '_>, item: &Node) -> Option<Break> {
    let mut own = Fields::open(path, item, BREAK, f.findings());
    let from = own.required("from", "起始时期", "2014");
    let reason = own.required("reason", "变更的内容", "改用人民币统计");
    let from = from?;
    let Ok(reading) = Period::read(&from.value, None) else {
        let d = Diagnostic::new(
            Code::BadPeriod,
            Words::new(format!("时期“{}”读不懂", from.value), format!("`{}` is not a period", from.value)),
        );
        let help = Words::new("写年份或年月，例如 2014、2014-07", "write a year or month, as in `2014` or `2014-07`");
        let at = own.span(&from.range);
        own.report(d.at(at).help(help));
        return None;
    };
    Some(Break { from: reading.period, reason: reason?.value })
}

fn kind(f: &mut Fields<'_, '_>, front: &std::ops::Range<usize>) -> Option<Kind> {
    if f.node("kind").is_none() {
        f.report_missing("kind", "类型", "flow", front.start..front.start);
        return None;
    }
    f.word("kind", KINDS)
}

fn unit(f: &mut Fields<'_, '_>) -> Option<Unit> {
    let text = f.text("unit")?;
    let unit = Unit::parse(&text.value);
    if unit.is_none() {
        let d = Diagnostic::new(
            Code::BadIndicator,
            Words::new(format!("单位“{}”读不懂", text.value), format!("`{}` is not a unit", text.value)),
        )
        .at(f.span(&text.range))
        .help(Words::new(
            "例如 unit: 亿元、unit: \"%\"、unit: 家；只有排名的指标写 unit: null",
            "for example `unit: 亿元`",
        ));
        f.report(d);
    }
    unit
}

fn bounds(path: &SourcePath, f: &mut Fields<'_, '_>) -> (Option<Decimal>, Option<Decimal>) {
    let Some(node) = f.map("range") else { return (None, None) };
    let mut r = Fields::open(path, node, RANGE, f.findings());
    (decimal(&mut r, "min"), decimal(&mut r, "max"))
}

fn decimal(f: &mut Fields<'_, '_>, key: &str) -> Option<Decimal> {
    let text = f.text(key)?;
    match number::parse(&text.value) {
        Ok(value) => Some(value),
        Err(_) => {
            let d = Diagnostic::new(
                Code::BadNumber,
                Words::new(format!("{key} 应当是数，写的是“{}”", text.value), format!("`{key}` should be a number")),
            )
            .at(f.span(&text.range));
            f.report(d);
            None
        }
    }
}
