//! `corrects`: an article puts right what another one stated. Names stay names; the model finds the claims.

use time::Date;

use super::compact::{self, What};
use super::metric_words::unreadable;
use super::metrics::read_period;
use crate::quantity::Period;
use crate::source::decode::{Fields, Spanned};
use crate::source::keys::{Keys, Shape, key, required, words};
use crate::source::yaml::{Node, Value};

/// Why a figure was put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// 更正: it was wrong.
    Error,
    /// 修订: revised as planned.
    Revision,
    /// 普查: revised after a census.
    Census,
    /// 口径: the definition changed.
    Definition,
}

const REASONS: &[(&str, Reason)] =
    &[("更正", Reason::Error), ("修订", Reason::Revision), ("普查", Reason::Census), ("口径", Reason::Definition)];

/// Of one correction.
pub const KEYS: Keys = &[
    required("article", "原稿件", "原稿件的编号", Shape::Text),
    required("metric", "指标", "指标的名称", Shape::Text),
    key("period", "时期", "哪个时期的数", Shape::Text),
    required("was", "原来的数", "原稿件写的数，用来核对", Shape::Text),
    required("reason", "理由", "更正、修订、普查或口径", Shape::Word(|| words(REASONS))),
];

/// One figure put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Id of the article that stated it.
    pub article: Spanned<String>,
    /// The indicator, as written.
    pub metric: Spanned<String>,
    /// The period; without it, any of the indicator's in that article.
    pub period: Option<Period>,
    /// What stood there: a guard against correcting the wrong figure.
    pub was: Spanned<What>,
    /// Why.
    pub reason: Reason,
}

/// Reads the list.
pub(super) fn read(f: &mut Fields<'_, '_>, date: Option<Date>) -> Vec<Correction> {
    let Some(node) = f.node("corrects") else { return Vec::new() };
    let Value::List(items) = &node.value else {
        f.wrong_shape(
            "corrects",
            node,
            "一个列表，每项写 article、metric、was、reason",
            "a list of {article, metric, period, was, reason}",
        );
        return Vec::new();
    };
    items.iter().filter_map(|item| read_one(f, node, item, date)).collect()
}

fn read_one(f: &mut Fields<'_, '_>, list: &Node, item: &Node, date: Option<Date>) -> Option<Correction> {
    let path = f.span(&list.range).file;
    let mut own = Fields::open(&path, item, KEYS, f.findings());
    let article = own.required("article", "原稿件", "2021-11-02-gdp");
    let metric = own.required("metric", "指标", "地区生产总值");
    let period = own.text("period").and_then(|p| read_period(&mut own, &p, date));
    let was = own.required("was", "原来的数", "+6.1%").and_then(|t| guard(&mut own, &t));
    let reason = own.required("reason", "理由", "更正").is_some().then(|| own.word("reason", REASONS)).flatten();
    Some(Correction { article: article?, metric: metric?, period, was: was?, reason: reason? })
}

fn guard(f: &mut Fields<'_, '_>, text: &Spanned<String>) -> Option<Spanned<What>> {
    match compact::parse(&text.value) {
        Ok(parts) => parts.into_iter().next().map(|part| Spanned::new(part.what, text.range.clone())),
        Err(error) => {
            let span = f.span(&text.range);
            f.report(unreadable(&error, &text.value).at(span));
            None
        }
    }
}
