//! `extract --write`: adds proposed metrics to an article. What the article has is kept; a difference is shown.

use std::path::Path;

use super::Exit;
use super::extract::stopped;
use super::report::say;
use super::rewrite::rewrite;
use crate::article::{self, Metric};
use crate::diag::{Findings, Lang, Words};
use crate::extract::{self, Proposal, Setting};
use crate::proposals::{place, standing};
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
    let (at, heading) = place(&file.path, &file.text, front.yaml);
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
