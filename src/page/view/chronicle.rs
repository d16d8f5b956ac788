//! Projects and timeline of a county's page.

use serde::Serialize;

use super::Link;

/// A county's projects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProjectTable {
    /// Unit of the investments: `亿元`.
    pub unit: String,
    /// Single projects, groups not counted.
    pub count: usize,
    /// `签约3`, `在建2`: single projects at each stage.
    pub stages: Vec<String>,
    /// Whether any row has a kind.
    pub has_kind: bool,
    /// Whether any row stands for a group of projects.
    pub has_groups: bool,
    /// The rows: groups first, then the furthest first.
    pub rows: Vec<ProjectRow>,
    /// The sum of the stated investments in words.
    pub total: Option<String>,
}

/// One project, or a group of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProjectRow {
    /// `中庆国际智慧物流园`, `秋季集中开工项目（25个，合计）`.
    pub name: String,
    /// `物流`.
    pub kind: Option<String>,
    /// `51`, `≥4`, `2亿美元`; `None` is 未见报道.
    pub investment: Option<String>,
    /// Four boxes, filled as far as the project has come; empty where no stage is known.
    pub boxes: Vec<bool>,
    /// `在建`.
    pub stage: Option<String>,
    /// `年产5万吨；用工800人`.
    pub progress: Option<String>,
    /// How it came there, oldest first, where more than one article tells of it.
    pub steps: Vec<ProjectStep>,
    /// The newest article; its text is the date.
    pub article: Link,
}

/// What one article said of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProjectStep {
    /// `2023年8月`.
    pub when: String,
    /// `开工`.
    pub stage: Option<String>,
    /// The article; its text is the date.
    pub article: Link,
}

/// The mark of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventMark {
    /// ●
    Milestone,
    /// ◇
    Honour,
}

/// An entry of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineEvent {
    /// `2023年`, `1—11月`: a line may break between the parts and nowhere else.
    pub when: Vec<String>,
    /// What happened.
    pub what: String,
    /// Its mark.
    pub mark: EventMark,
    /// `荣誉　国家　第7位`.
    pub note: String,
    /// The article.
    pub article: Link,
    /// Told by the county's newest article.
    pub new: bool,
}
