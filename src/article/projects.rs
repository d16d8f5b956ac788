//! The `projects`, `honours` and `milestones` lists of an article, read and unresolved.
//!
//! It must not know other articles: that two entries are one project is for the model to find.

use std::ops::Range;

use time::Date;

use super::compact::{self, What};
use super::metrics::read_period;
use crate::diag::{Code, Diagnostic, Words};
use crate::quantity::{Amount, Period, Unit};
use crate::source::decode::{Fields, Spanned};
use crate::source::keys::{INTEGER, Keys, Shape, key, required};
use crate::source::yaml::{Node, Value};

/// How far a project has come. The order is the way a project goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// 在谈: being negotiated.
    Negotiated,
    /// 签约: signed.
    Signed,
    /// 开工: work has begun.
    Started,
    /// 在建: under construction.
    Building,
    /// 投产: in production.
    Producing,
    /// 达产: at full capacity.
    Full,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 6] =
        [Self::Negotiated, Self::Signed, Self::Started, Self::Building, Self::Producing, Self::Full];

    /// The word that editors write and readers see.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Negotiated => "在谈",
            Self::Signed => "签约",
            Self::Started => "开工",
            Self::Building => "在建",
            Self::Producing => "投产",
            Self::Full => "达产",
        }
    }

    /// The word of the data files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Negotiated => "negotiated",
            Self::Signed => "signed",
            Self::Started => "started",
            Self::Building => "building",
            Self::Producing => "producing",
            Self::Full => "full",
        }
    }
}

/// What one article says about one project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectEntry {
    /// The same in every article about the project; the name does where there is none.
    pub id: Option<String>,
    /// Its name.
    pub name: Spanned<String>,
    /// The county, where the article is about several.
    pub county: Option<Spanned<String>>,
    /// 制造, 物流 …
    pub kind: Option<String>,
    /// What it costs in all.
    pub investment: Option<Amount>,
    /// How far it has come.
    pub stage: Option<Spanned<Stage>>,
    /// When it came there; the article's date if nothing is said.
    pub date: Option<Period>,
    /// 年产5万吨.
    pub capacity: Option<String>,
    /// Jobs it brings.
    pub jobs: Option<Amount>,
    /// Key lists it stands on: 省重点, 市重点.
    pub key: Vec<String>,
    /// What is reported of it, in a few words.
    pub progress: Option<String>,
    /// How many projects the entry stands for, where it is a group of them.
    pub count: Option<i64>,
    /// Its place in the file.
    pub range: Range<usize>,
}

/// A title that a county was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Honour {
    /// The title.
    pub name: String,
    /// The county, where the article is about several.
    pub county: Option<Spanned<String>>,
    /// When it was given; the article's date if nothing is said.
    pub date: Option<Period>,
    /// 国家, 省, 市.
    pub level: Option<String>,
    /// Who gave it.
    pub by: Option<String>,
    /// The place in a ranking.
    pub rank: Option<i64>,
    /// Its place in the file.
    pub range: Range<usize>,
}

/// Something that happened for the first time or will be remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// What happened.
    pub what: String,
    /// The county, where the article is about several.
    pub county: Option<Spanned<String>>,
    /// When; the article's date if nothing is said.
    pub date: Option<Period>,
    /// Its place in the file.
    pub range: Range<usize>,
}

/// The three lists of one article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    /// Projects.
    pub projects: Vec<ProjectEntry>,
    /// Honours.
    pub honours: Vec<Honour>,
    /// Milestones.
    pub milestones: Vec<Milestone>,
}

/// Of a project.
pub const PROJECT: Keys = &[
    key("id", "编号", "几篇稿件写同一个项目时用同一个", Shape::Text),
    required("name", "名称", "项目的名称", Shape::Text),
    key("county", "县", "几个县的稿件才写", Shape::Text),
    key("kind", "类别", "例如 制造、物流", Shape::Text),
    key("investment", "总投资", "例如 51亿元", Shape::Text),
    key("unit", "单位", "投资额只写数时的单位", Shape::Text),
    key("stage", "阶段", "到了哪一步", Shape::Word(|| Stage::ALL.map(Stage::word).to_vec())),
    key("date", "日期", "何时到的这一步，例如 2023-08", Shape::Text),
    key("capacity", "产能", "例如 年产5万吨", Shape::Text),
    key("jobs", "用工", "例如 800人", Shape::Text),
    key("key", "重点", "例如 [省重点]", Shape::Texts),
    key("progress", "进展", "一句话", Shape::Text),
    key("count", "个数", "一组项目有几个", INTEGER),
];

/// Of an honour.
pub const HONOUR: Keys = &[
    required("name", "名称", "荣誉的名称", Shape::Text),
    key("county", "县", "几个县的稿件才写", Shape::Text),
    key("date", "日期", "何时获得", Shape::Text),
    key("level", "级别", "国家、省或市", Shape::Text),
    key("by", "授予者", "谁授予的", Shape::Text),
    key("rank", "名次", "榜上第几", INTEGER),
];

/// Of a milestone.
pub const MILESTONE: Keys = &[
    required("what", "事", "发生了什么", Shape::Text),
    key("county", "县", "几个县的稿件才写", Shape::Text),
    key("date", "日期", "何时", Shape::Text),
];

/// Reads the three lists. An entry that lacks its name is left out, with a finding.
pub fn read(f: &mut Fields<'_, '_>, date: Option<Date>) -> Records {
    Records {
        projects: each(f, "projects", PROJECT, &mut |e, node| project(e, node, date)),
        honours: each(f, "honours", HONOUR, &mut |e, node| honour(e, node, date)),
        milestones: each(f, "milestones", MILESTONE, &mut |e, node| milestone(e, node, date)),
    }
}

fn each<T>(
    f: &mut Fields<'_, '_>,
    key: &str,
    known: Keys,
    read: &mut dyn FnMut(&mut Fields<'_, '_>, &Node) -> Option<T>,
) -> Vec<T> {
    let Some(node) = f.node(key) else { return Vec::new() };
    let Value::List(items) = &node.value else {
        f.wrong_shape(key, node, "一个列表，每项以“- ”开头", "a list, each item beginning with `- `");
        return Vec::new();
    };
    let mut out = Vec::new();
    for item in items {
        if !matches!(item.value, Value::Map(_)) {
            f.wrong_shape(key, item, "几个“键: 值”，例如 {name: 名称}", "a mapping, as in {name: …}");
            continue;
        }
        let path = f.span(&item.range).file;
        let mut entry = Fields::open(&path, item, known, f.findings());
        out.extend(read(&mut entry, item));
    }
    out
}

fn project(e: &mut Fields<'_, '_>, node: &Node, date: Option<Date>) -> Option<ProjectEntry> {
    let name = e.required("name", "项目名称", "中庆国际智慧物流园");
    let stages = Stage::ALL.map(|s| (s.word(), s));
    let place = e.node("stage").map(|n| n.range.clone());
    let stage = e.word("stage", &stages).zip(place).map(|(s, range)| Spanned::new(s, range));
    Some(ProjectEntry {
        id: e.plain("id"),
        county: e.text("county"),
        kind: e.plain("kind"),
        investment: investment(e),
        stage,
        date: period(e, date),
        capacity: e.plain("capacity"),
        jobs: jobs(e),
        key: e.texts("key").into_iter().map(|t| t.value).collect(),
        progress: e.plain("progress"),
        count: e.integer("count"),
        range: node.range.clone(),
        name: name?,
    })
}

fn honour(e: &mut Fields<'_, '_>, node: &Node, date: Option<Date>) -> Option<Honour> {
    let name = e.required("name", "荣誉名称", "全国绿色发展百强县");
    Some(Honour {
        county: e.text("county"),
        date: period(e, date),
        level: e.plain("level"),
        by: e.plain("by"),
        rank: e.integer("rank"),
        range: node.range.clone(),
        name: name?.value,
    })
}

fn milestone(e: &mut Fields<'_, '_>, node: &Node, date: Option<Date>) -> Option<Milestone> {
    let what = e.required("what", "大事", "开发区揭牌");
    Some(Milestone { county: e.text("county"), date: period(e, date), range: node.range.clone(), what: what?.value })
}

fn period(e: &mut Fields<'_, '_>, date: Option<Date>) -> Option<Period> {
    let text = e.text("date")?;
    read_period(e, &text, date)
}

/// `51亿元`, or a number with its unit under `unit`.
fn investment(e: &mut Fields<'_, '_>) -> Option<Amount> {
    let unit = e.text("unit");
    let text = e.text("investment")?;
    let amount = amount(e, &text, "51亿元")?;
    let named = unit.as_ref().and_then(|u| Unit::parse(&u.value));
    let unit = amount.unit.clone().or(named);
    let is_money = unit.as_ref().is_some_and(|own| {
        ["元", "美元", "欧元", "港元"].iter().filter_map(|m| Unit::parse(m)).any(|m| m.same_dimension(own))
    });
    if !is_money {
        let at = e.span(&text.range);
        e.report(no_money(&text.value).at(at));
        return None;
    }
    Some(Amount { unit, ..amount })
}

fn no_money(text: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WrongUnit,
        Words::new(format!("投资额“{text}”没有货币单位"), format!("the investment `{text}` has no unit of money")),
    )
    .help(Words::new(
        "例如 investment: 51亿元，或 investment: 51 加一行 unit: 亿元",
        "for example `investment: 51亿元`, or `investment: 51` with `unit: 亿元`",
    ))
}

fn jobs(e: &mut Fields<'_, '_>) -> Option<Amount> {
    let text = e.text("jobs")?;
    let amount = amount(e, &text, "800人")?;
    let people = Unit::parse("人")?;
    amount.to_unit(&people).or_else(|| {
        let at = e.span(&text.range);
        let words = Words::new(
            format!("用工人数“{}”的单位不是人", text.value),
            format!("the jobs `{}` are not counted in people", text.value),
        );
        e.report(
            Diagnostic::new(Code::WrongUnit, words)
                .at(at)
                .help(Words::new("例如 jobs: 800人", "for example `jobs: 800人`")),
        );
        None
    })
}

/// One figure, as metrics write it.
fn amount(e: &mut Fields<'_, '_>, text: &Spanned<String>, example: &str) -> Option<Amount> {
    let parts = compact::parse(&text.value).unwrap_or_default();
    if let [part] = parts.as_slice()
        && let What::Level(amount) = &part.what
    {
        return Some(amount.clone());
    }
    let at = e.span(&text.range);
    let words = Words::new(format!("“{}”不是一个数", text.value), format!("`{}` is not a single figure", text.value));
    e.report(
        Diagnostic::new(Code::BadMetric, words)
            .at(at)
            .help(Words::new(format!("例如 {example}、{example}以上、约{example}"), format!("for example {example}"))),
    );
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Findings, SourcePath};
    use crate::source::yaml;

    fn records(text: &str) -> (Records, Vec<Code>) {
        let path = SourcePath::new("a.md");
        let mut findings = Findings::new();
        let node = yaml::read(&path, text, 0..text.len(), &mut findings);
        let mut f = Fields::open(&path, &node, crate::article::KEYS, &mut findings);
        let date = Date::from_calendar_date(2023, time::Month::December, 26).ok();
        let read = read(&mut f, date);
        (read, findings.iter().map(|d| d.code).collect())
    }

    #[track_caller]
    fn check(line: &str, codes: &[Code]) {
        let (_, got) = records(line);
        assert_eq!(got, codes, "{line}");
    }

    #[test]
    fn reads_a_project() {
        let (read, codes) = records(
            "projects:\n- {id: huiyuan, name: 汇源冷库, investment: 51, unit: 亿元, stage: 在建, date: 2023-08, jobs: 800人, key: 省重点}\n",
        );
        assert!(codes.is_empty(), "{codes:?}");
        let p = &read.projects[0];
        assert_eq!(p.investment.as_ref().unwrap().to_string(), "51亿元");
        assert_eq!(p.stage.as_ref().unwrap().value, Stage::Building);
        assert_eq!(p.date.unwrap().label(), "2023年8月");
        assert_eq!(p.jobs.as_ref().unwrap().to_string(), "800人");
        assert_eq!(p.key, ["省重点"]);
    }

    #[test]
    fn tells_what_is_wrong() {
        check("projects:\n- {name: 甲, investment: 约2亿美元, stage: 投产}", &[]);
        check("projects:\n- {stage: 投产}", &[Code::MissingKey]);
        check("projects:\n- {name: 甲, stage: 投产了}", &[Code::UnknownWord]);
        check("projects:\n- {name: 甲, investment: 51}", &[Code::WrongUnit]);
        check("projects:\n- {name: 甲, investment: 51万人}", &[Code::WrongUnit]);
        check("projects:\n- {name: 甲, investment: 很多}", &[Code::BadMetric]);
        check("projects:\n- {name: 甲, investment: \"51亿元, +8%\"}", &[Code::BadMetric]);
        check("projects:\n- {name: 甲, jobs: 51亿元}", &[Code::WrongUnit]);
        check("projects:\n- 甲", &[Code::WrongShape]);
        check("projects: 甲", &[Code::WrongShape]);
        check("honours:\n- {nam: 甲}", &[Code::UnknownKey, Code::MissingKey]);
        check("milestones:\n- {what: 揭牌, date: 2020-08-10}", &[]);
        check("milestones:\n- {what: 揭牌, date: 某日}", &[Code::BadPeriod]);
    }
}
