//! `checks`: how severe a site takes a finding. Knows no finding's meaning.

use std::collections::BTreeMap;

use super::Config;
use crate::diag::{Code, Diagnostic, Findings, Severity, SourcePath, Span, Words};
use crate::source::decode::Fields;
use crate::source::yaml::Value;

pub(super) const LEVELS: &[(&str, Level)] = &[
    ("off", Level::Off),
    ("note", Level::At(Severity::Note)),
    ("warning", Level::At(Severity::Warning)),
    ("error", Level::At(Severity::Error)),
];

/// What a site makes of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is not reported.
    Off,
    /// It is reported at this severity.
    At(Severity),
}

impl Config {
    /// Findings at the severities that the settings give them, sorted.
    #[must_use]
    pub fn judged(&self, findings: Findings) -> Vec<Diagnostic> {
        let mut list: Vec<Diagnostic> = findings.into_iter().filter_map(|d| self.judge(d)).collect();
        crate::diag::sort(&mut list);
        list
    }

    /// Whether findings of a code are told at all.
    #[must_use]
    pub fn asks_for(&self, code: Code) -> bool {
        code.is_fixed() || !matches!(self.checks.get(&code), Some(Level::Off))
    }

    /// Applies `checks` to a finding; `None` if it is switched off.
    fn judge(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        if diagnostic.code.is_fixed() {
            return Some(diagnostic);
        }
        match self.checks.get(&diagnostic.code) {
            Some(Level::Off) => None,
            Some(Level::At(severity)) => {
                diagnostic.severity = *severity;
                Some(diagnostic)
            }
            None => Some(diagnostic),
        }
    }
}

/// Reads `checks`.
pub(super) fn read(path: &SourcePath, f: &mut Fields<'_, '_>) -> BTreeMap<Code, Level> {
    let Some(Value::Map(entries)) = f.map("checks").map(|n| &n.value) else { return BTreeMap::new() };
    let mut out = BTreeMap::new();
    for entry in entries {
        let level = match &entry.node.value {
            Value::Scalar { text, .. } => level(text),
            _ => None,
        };
        let code = Code::parse(&entry.key).filter(|c| !c.is_fixed());
        match (code, level) {
            (Some(code), Some(level)) => {
                out.insert(code, level);
            }
            (None, _) => f.report(fixed_code(path, &entry.key, entry.key_range.clone())),
            (_, None) => {
                f.wrong_shape("checks", &entry.node, "off、note、warning 或 error", "off, note, warning or error");
            }
        }
    }
    out
}

fn level(text: &str) -> Option<Level> {
    LEVELS.iter().find(|(word, _)| *word == text).map(|(_, level)| *level)
}

fn fixed_code(path: &SourcePath, key: &str, range: std::ops::Range<usize>) -> Diagnostic {
    let free: Vec<&str> = Code::ALL.iter().filter(|c| !c.is_fixed()).map(|c| c.id()).collect();
    Diagnostic::new(
        Code::BadSetting,
        Words::new(format!("“{key}”不是可以调整的代码"), format!("`{key}` is not a code whose level can be set")),
    )
    .at(Span::new(path, range))
    .help(Words::new(format!("可以调整：{}", free.join("、")), format!("codes that can be set: {}", free.join(", "))))
}
