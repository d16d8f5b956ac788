//! Targets against results: on a county's page, and over all counties by year.

use serde::Serialize;

use super::{Crumb, Head, Html, Link};

/// What became of a target. Told by shape and word, never by colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetState {
    /// 已达成.
    Met,
    /// 推进中.
    Underway,
    /// 未达成.
    Missed,
    /// 未见报道.
    Unreported,
}

/// How many targets came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct TargetCounts {
    /// In all.
    pub total: usize,
    /// 已达成.
    pub met: usize,
    /// 推进中.
    pub underway: usize,
    /// 未达成.
    pub missed: usize,
    /// 未见报道.
    pub unreported: usize,
}

/// One target with its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommitmentRow {
    /// The county, where a table has several.
    pub county: Option<Link>,
    /// The indicator and its county × indicator page.
    pub item: Link,
    /// `2023年`.
    pub period: String,
    /// `≥35个`, `>15%`.
    pub target: String,
    /// The article that states the target; its text is the date.
    pub target_article: Link,
    /// `43个`; `None` is 未见报道.
    pub result: Option<String>,
    /// The result's period, where it is not the target's.
    pub result_period: Option<String>,
    /// The article that states the result; its text is the date.
    pub result_article: Option<Link>,
    /// The bullet bar.
    pub bar: Html,
    /// What became of it.
    pub state: TargetState,
    /// `123%`.
    pub percent: Option<String>,
    /// Why a result of another indicator counts.
    pub same_as: Option<String>,
}

/// The targets of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommitmentYear {
    /// `2023`.
    pub year: String,
    /// The page of the year over all counties.
    pub href: String,
    /// How many came to what.
    pub counts: TargetCounts,
    /// The targets; empty where only the year is listed.
    pub rows: Vec<CommitmentRow>,
}

/// Context of `targets.html`: all years.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TargetsView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// Years, newest first.
    pub years: Vec<CommitmentYear>,
}

/// Context of `targets_year.html`: one year by what the targets came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TargetsYearView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// `2023`.
    pub year: String,
    /// How many came to what.
    pub counts: TargetCounts,
    /// One for each state that occurs: 已达成, 推进中, 未达成, 未见报道.
    pub groups: Vec<StateGroup>,
    /// Other years.
    pub others: Vec<Link>,
}

/// Targets that came to the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StateGroup {
    /// What they came to; also the anchor on the page.
    pub state: TargetState,
    /// They.
    pub rows: Vec<CommitmentRow>,
}
