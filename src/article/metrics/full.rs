//! The full form of a metric: a mapping with value, target, status, source …

use rust_decimal::Decimal;
use time::Date;

use super::super::compact::{Part, What};
use super::super::document::scalar;
use super::super::front;
use super::{Details, Key, Metric, Parts, SameAs, Stated, missing_period, parse_parts, push, read_period};
use crate::article::status::Status;
use crate::diag::{Code, Diagnostic, Words};
use crate::quantity::{Period, Unit, number};
use crate::source::decode::{Fields, Spanned};
use crate::source::keys::{Keys, Shape, key, required, words};
use crate::source::yaml::{Entry, Node, Value};

/// Of a metric in full form.
pub const KEYS: Keys = &[
    key("value", "数值", "例如 突破10亿元, +10.5%", Shape::Text),
    key("period", "时期", "例如 前11个月", Shape::Text),
    key("target", "目标", "例如 20亿元以上", Shape::TextOr(TARGET_KEYS)),
    key("status", "状态", "这个数定了没有", Shape::Word(|| words(Status::WORDS))),
    key("scope", "范围", "口径或范围，例如 不含农户", Shape::Text),
    key("quote", "引文", "正文里的原话", Shape::Text),
    key("source", "来源", "谁公布的", Shape::TextOr(front::SOURCE)),
    key("note", "注", "登在数字旁边", Shape::Text),
    key("parts", "部分与整体", "例如 101/110", Shape::Text),
    key("same_as", "同指", "目标与哪些指标意思相同", Shape::List(SAME_AS_KEYS)),
];

const TARGET_KEYS: Keys = &[
    required("value", "目标值", "例如 20亿元以上", Shape::Text),
    key("period", "时期", "目标的时期", Shape::Text),
    key("source", "来源", "谁定的", Shape::TextOr(front::SOURCE)),
    key("same_as", "同指", "意思相同的指标", Shape::List(SAME_AS_KEYS)),
];

const SAME_AS_KEYS: Keys =
    &[required("indicator", "指标", "指标的名称", Shape::Text), required("reason", "理由", "为什么相同", Shape::Text)];

/// Reads one metric in full form. A target of another period is a metric of its own.
pub(super) fn read(
    f: &mut Fields<'_, '_>,
    entry: &Entry,
    key: Key,
    default: Option<Period>,
    date: Option<Date>,
    out: &mut Vec<Metric>,
) {
    let path = f.span(&entry.key_range).file;
    let mut full = Fields::open(&path, &entry.node, KEYS, f.findings());
    let own = full.text("period").and_then(|t| read_period(&mut full, &t, date));
    let value = full.node("value");
    let stated = match value.and_then(scalar).zip(value) {
        Some(((text, quoted), node)) => parse_parts(&mut full, text, &node.range, quoted),
        None => Vec::new(),
    };
    let target = read_target(&mut full, date);
    let details = details(&mut full);
    let of_target = target.as_ref().map(|t| details.of_target(&t.details, value.is_none())).unwrap_or_default();
    if value.is_none() && target.is_none() {
        full.report_missing("value", "数值", "10.5亿元", entry.key_range.clone());
    }
    let aims = target.is_some() || stated.iter().any(|s| matches!(s.part.what, What::Target(_)));
    if !aims && !details.same_as.is_empty() {
        full.report(same_as_what().at(full.span(&entry.key_range)));
    }
    if let Some(parts) = &details.parts {
        check_parts(&mut full, parts, &stated);
    }
    let Some(period) = key.period.or(own).or(default) else { return missing_period(f, entry, date) };
    push(out, key.name.clone(), period, stated, details);
    if let Some(target) = target {
        push(out, key.name, target.period.unwrap_or(period), target.stated, of_target);
    }
}

fn details(f: &mut Fields<'_, '_>) -> Details {
    Details {
        status: f.word("status", Status::WORDS).unwrap_or_default(),
        scope: f.plain("scope"),
        quote: f.text("quote"),
        source: source(f),
        note: f.plain("note"),
        parts: f.text("parts").and_then(|t| parts(f, &t)),
        same_as: same_as(f),
    }
}

impl Details {
    /// What holds for the target: its own, the place it is about, and where there is no result, all that is said.
    fn of_target(&self, own: &Self, alone: bool) -> Self {
        let all = Some(self).filter(|_| alone);
        Self {
            scope: self.scope.clone(),
            quote: all.and_then(|all| all.quote.clone()),
            source: own.source.clone().or_else(|| all?.source.clone()),
            note: own.note.clone().or_else(|| all?.note.clone()),
            same_as: own.same_as.iter().chain(&self.same_as).cloned().collect(),
            ..Self::default()
        }
    }
}

/// `source: 县商务局`, or a mapping with its name and URL.
fn source(f: &mut Fields<'_, '_>) -> Option<String> {
    let node = f.node("source")?;
    if scalar(node).is_some() {
        return f.plain("source");
    }
    let path = f.span(&node.range).file;
    let node = f.map("source")?;
    let mut own = Fields::open(&path, node, front::SOURCE, f.findings());
    own.required("name", "来源名称", "县商务局").map(|t| t.value)
}

/// `58/64`.
fn parts(f: &mut Fields<'_, '_>, text: &Spanned<String>) -> Option<Parts> {
    let read = || {
        let (part, whole) = text.value.split_once(['/', '／'])?;
        let (part, whole) = (number::parse(part.trim()).ok()?, number::parse(whole.trim()).ok()?);
        (!whole.is_zero()).then(|| Parts { part, whole, range: text.range.clone() })
    };
    let parts = read();
    if parts.is_none() {
        let d = Diagnostic::new(
            Code::BadMetric,
            Words::new(
                format!("parts 写的“{}”读不懂", text.value),
                format!("`{}` is not a part of a whole", text.value),
            ),
        )
        .at(f.span(&text.range))
        .help(Words::new("写成 部分/整体，例如 parts: 101/110", "write part/whole, as in `parts: 101/110`"));
        f.report(d);
    }
    parts
}

/// The two numbers must make the stated percentage, as far as its digits go.
fn check_parts(f: &mut Fields<'_, '_>, parts: &Parts, stated: &[Stated]) {
    let percent = stated.iter().find_map(|s| match &s.part.what {
        What::Level(amount) if amount.unit.as_ref().is_none_or(Unit::is_ratio) => Some(amount),
        _ => None,
    });
    let share = parts.part.checked_mul(Decimal::ONE_HUNDRED).and_then(|p| p.checked_div(parts.whole));
    let Some((percent, share)) = percent.zip(share) else { return };
    if percent.interval().contains(share) {
        return;
    }
    let share = share.round_dp(percent.value.scale().max(1));
    let d = Diagnostic::new(
        Code::PartsDisagree,
        Words::new(
            format!("{}÷{}是{share}%，写的是{percent}", parts.part, parts.whole),
            format!("{}/{} is {share}%, not {percent}", parts.part, parts.whole),
        ),
    )
    .at(f.span(&parts.range))
    .help(Words::new("核对分子、分母和百分数", "check both numbers and the percentage"));
    f.report(d);
}

/// A target with what its own mapping says.
struct Target {
    period: Option<Period>,
    stated: Vec<Stated>,
    details: Details,
}

/// `target: 20亿元以上`, or a mapping with its own period, source and indicators that mean the same.
fn read_target(f: &mut Fields<'_, '_>, date: Option<Date>) -> Option<Target> {
    let node = f.node("target")?;
    if let Some((text, quoted)) = scalar(node) {
        let stated = as_target(parse_parts(f, text, &node.range, quoted));
        return Some(Target { period: None, stated, details: Details::default() });
    }
    let path = f.span(&node.range).file;
    let mut t = Fields::open(&path, node, TARGET_KEYS, f.findings());
    let period = t.text("period").and_then(|p| read_period(&mut t, &p, date));
    let value = t.required("value", "目标值", "20亿元以上")?;
    let stated = as_target(parse_parts(&mut t, &value.value, &value.range, true));
    let details = Details { source: source(&mut t), same_as: same_as(&mut t), ..Details::default() };
    Some(Target { period, stated, details })
}

fn same_as(f: &mut Fields<'_, '_>) -> Vec<SameAs> {
    let Some(node) = f.node("same_as") else { return Vec::new() };
    let Value::List(items) = &node.value else {
        f.wrong_shape("same_as", node, "一个列表，每项写 indicator 和 reason", "a list of {indicator, reason}");
        return Vec::new();
    };
    items.iter().filter_map(|item| same(f, node, item)).collect()
}

fn same_as_what() -> Diagnostic {
    Diagnostic::new(
        Code::BadMetric,
        Words::new("same_as 说的是目标，这里没有目标", "`same_as` is about a target, and there is none here"),
    )
    .help(Words::new("写上 target，或删去 same_as", "write a `target`, or leave `same_as` out"))
}

fn same(f: &mut Fields<'_, '_>, list: &Node, item: &Node) -> Option<SameAs> {
    let path = f.span(&list.range).file;
    let mut own = Fields::open(&path, item, SAME_AS_KEYS, f.findings());
    let indicator = own.required("indicator", "指标", "新签约过亿元项目");
    let reason = own.required("reason", "理由", "计划写引进，报道写新签约");
    Some(SameAs { indicator: indicator?, reason: reason?.value })
}

/// What stands under `target` is one, whether 目标 is written or not.
fn as_target(parts: Vec<Stated>) -> Vec<Stated> {
    let target = |part: Part| {
        let what = match part.what {
            What::Target(inner) => What::Target(inner),
            other => What::Target(Box::new(other)),
        };
        Part { what, ..part }
    };
    parts.into_iter().map(|s| Stated { part: target(s.part), range: s.range }).collect()
}
