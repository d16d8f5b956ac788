//! `extract --write`: adds proposed metrics to an article. What the article has is kept; a difference is shown.

use std::path::Path;

use super::Exit;
use super::extract::stopped;
use super::report::say;
use super::rewrite::rewrite;
use crate::article::{self, Metric};
use crate::diag::{Findings, Lang, Words};
use crate::extract::{self, Proposal, Setting};
use crate::source::yaml::{self, Value};
use crate::source::{Disk, TextFile, split_front_matter};

/// Writes the proposals of known indicators into the front-matter of `path`.
pub(super) fn write(
    path: &Path,
    file: &TextFile,
    proposals: &[Proposal],
    setting: &Setting,
    lang: Lang,
    disk: &Disk,
) -> Exit {
    let front = match split_front_matter(&file.path, &file.text) {
        Ok(front) => front,
        Err(problem) => return stopped(*problem, lang, disk),
    };
    let existing = article::read("", file, &mut Findings::new()).map(|article| article.metrics).unwrap_or_default();
    let mut added: Vec<Proposal> = Vec::new();
    for proposal in proposals {
        match standing(proposal, &existing, setting) {
            _ if proposal.indicator_id.is_none() => say(&unknown(proposal), lang),
            Some(metric) => differs(proposal, metric).iter().for_each(|words| say(words, lang)),
            None => added.push(proposal.clone()),
        }
    }
    let lines: Vec<String> = extract::lines(&added).into_iter().filter(|line| !line.starts_with('#')).collect();
    if lines.is_empty() {
        say(&Words::new("没有要补写的。", "nothing to add."), lang);
        return Exit::Done;
    }
    let node = yaml::read(&file.path, &file.text, front.yaml.clone(), &mut Findings::new());
    let (at, heading) = place(&node.value, &file.text, front.yaml.end);
    let text: String = lines.iter().map(|line| format!("  {line}\n")).collect();
    let mut whole = file.text.clone();
    whole.insert_str(at, &format!("{heading}{text}"));
    let (words, exit) = match rewrite(path, &whole) {
        Ok(()) => {
            let count = lines.len();
            (Words::new(format!("补写了{count}条：\n{text}"), format!("{count} added:\n{text}")), Exit::Done)
        }
        Err(error) => {
            let (at, why) = (path.display(), Words::of_failure(&error));
            let words = Words::new(format!("写不进 {at}：{}", why.zh), format!("cannot write {at}: {}", why.en));
            (words, Exit::Machine)
        }
    };
    say(&words, lang);
    exit
}

/// The article's own line for the proposal's indicator and period.
fn standing<'m>(proposal: &Proposal, existing: &'m [Metric], setting: &Setting) -> Option<&'m Metric> {
    let id = proposal.indicator_id.as_deref()?;
    let known = setting.indicators.iter().find(|known| known.id == id)?;
    let names = |name: &str| name == known.id || name == known.name || known.aliases.iter().any(|alias| alias == name);
    existing.iter().find(|metric| Some(metric.period) == proposal.period && names(&metric.name.value))
}

fn differs(proposal: &Proposal, metric: &Metric) -> Option<Words> {
    let (_, value) = extract::metric_line(proposal)?;
    let own: Vec<String> = metric.stated.iter().map(|stated| stated.part.to_string().replace("首次", "")).collect();
    let plain = value.trim_matches('"').to_owned();
    let missing = plain.split(", ").any(|part| !own.iter().any(|own| own == part));
    missing.then(|| {
        let name = &metric.name.value;
        Words::new(
            format!("“{name}”已有“{}”，正文是“{plain}”，没有改。", own.join(", ")),
            format!("`{name}` has `{}`, the text says `{plain}`; left as it is.", own.join(", ")),
        )
    })
}

fn unknown(proposal: &Proposal) -> Words {
    let (key, value) = extract::metric_line(proposal).unwrap_or_default();
    Words::new(
        format!("没有写入（网站没有这个指标）：{key}: {value}"),
        format!("not written (the site has no such indicator): {key}: {value}"),
    )
}

/// Where lines are added, and the heading they need there.
fn place(front: &Value, text: &str, end: usize) -> (usize, &'static str) {
    let Value::Map(entries) = front else { return (end, "metrics:\n") };
    let Some(entry) = entries.iter().find(|entry| entry.key == "metrics") else { return (end, "metrics:\n") };
    // An empty `metrics:` takes the lines below itself.
    let lines = if let Value::Map(lines) = &entry.node.value { lines.last() } else { None };
    let last = lines.map_or(entry.key_range.end, |line| line.node.range.end);
    let line_end = text.get(last..end).and_then(|rest| rest.find('\n')).map_or(end, |at| last + at + 1);
    (line_end, "")
}
