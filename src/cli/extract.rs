//! `extract`: a text in, proposed metrics out; with `--write` into its front-matter.

use std::io::Write as _;
use std::path::Path;

use super::Exit;
use super::args::{ExtractArgs, ProposalFormat};
use super::report::{print, say};
use crate::definition::{CountyFile, IndicatorFile};
use crate::diag::print::Format;
use crate::diag::{Diagnostic, Findings, Lang, SourcePath, Words};
use crate::extract::{self, Proposal, Setting};
use crate::load;
use crate::proposals::setting_of;
use crate::quantity::Period;
use crate::source::decode::parse_date;
use crate::source::yaml::{self, Node, Value};
use crate::source::{Disk, TextFile, split_front_matter};

/// Reads a text and prints or writes what it states.
pub fn extract(args: &ExtractArgs, lang: Lang) -> Exit {
    let folder = args.file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let here = Disk::new(folder);
    let file = match here.text_file(&SourcePath::new(name)) {
        Ok(file) => file,
        Err(problem) => return stopped(*problem, lang, &here),
    };
    let front = front_matter(&file);
    let site = Disk::new(&args.site);
    let (counties, indicators) = load::names(&site, &mut Findings::new());
    if indicators.is_empty() {
        say(&no_indicators(), lang);
    }
    let setting = setting(args, front.as_ref(), &counties, &indicators);
    let proposals = extract::read(&file.text, &setting);
    if args.write {
        return super::extract_write::write(&args.file, &file, &proposals, &setting, lang, &here);
    }
    let text = match args.format {
        ProposalFormat::Json => format!("{}\n", extract::json(&proposals)),
        ProposalFormat::Yaml if args.explain => proposals.iter().map(|proposal| explained(proposal, lang)).collect(),
        ProposalFormat::Yaml => yaml_text(&proposals, lang),
    };
    let _ = anstream::stdout().write_all(text.as_bytes());
    Exit::Done
}

pub(super) fn stopped(problem: Diagnostic, lang: Lang, texts: &Disk) -> Exit {
    print(&[problem], Format::Human, lang, texts);
    Exit::Content
}

fn no_indicators() -> Words {
    Words::new(
        "这里没有指标文件（content/indicators），所有指标都按新指标列出；用 --site 指出网站文件夹",
        "no indicators here (content/indicators): every one is proposed as new; say where the site is with --site",
    )
}

/// The mapping at the head of a text, if it has one.
fn front_matter(file: &TextFile) -> Option<Node> {
    let front = split_front_matter(&file.path, &file.text).ok()?;
    Some(yaml::read(&file.path, &file.text, front.yaml, &mut Findings::new()))
}

fn text_of<'n>(front: Option<&'n Node>, key: &str) -> Option<&'n str> {
    let Value::Map(entries) = &front?.value else { return None };
    let value = &entries.iter().find(|entry| entry.key == key)?.node.value;
    let first = if let Value::List(items) = value { &items.first()?.value } else { value };
    if let Value::Scalar { text, .. } = first { Some(text) } else { None }
}

fn setting(args: &ExtractArgs, front: Option<&Node>, counties: &[CountyFile], indicators: &[IndicatorFile]) -> Setting {
    let county = args.county.as_deref().or_else(|| text_of(front, "county"));
    let date = args.date.or_else(|| parse_date(text_of(front, "date")?));
    let period = text_of(front, "period").and_then(|text| Period::read(text, date).ok()).map(|reading| reading.period);
    setting_of(county, date, period, counties, indicators)
}

fn yaml_text(proposals: &[Proposal], lang: Lang) -> String {
    let (known, new): (Vec<_>, Vec<_>) =
        proposals.iter().cloned().partition(|proposal| proposal.indicator_id.is_some());
    let mut text = "metrics:\n".to_owned();
    for line in extract::lines(&known) {
        text.push_str(&format!("  {line}\n"));
    }
    let heading = Words::new("  # 网站还没有的指标：", "  # indicators the site does not have:");
    let lines = extract::lines(&new);
    if !lines.is_empty() {
        text.push_str(&format!("{}\n", heading.get(lang)));
    }
    for line in lines {
        text.push_str(&format!("  # {}\n", line.trim_start_matches("# ")));
    }
    text
}

fn explained(proposal: &Proposal, lang: Lang) -> String {
    let reasons = &proposal.reasons;
    let (key, value) = extract::metric_line(proposal).unwrap_or_default();
    let assumed = Words::new("（文中没有，按上文或日期）", "(not in the clause: from the text before or the date)");
    let period = if reasons.period.is_empty() { assumed.get(lang) } else { &reasons.period };
    let names = match lang {
        Lang::Zh => ["指标", "时期", "数前", "数", "原文"],
        Lang::En => ["indicator", "period", "before", "number", "clause"],
    };
    let words = [&*reasons.indicator, period, &reasons.before, &reasons.number, &proposal.text];
    let lines: String = names.iter().zip(words).map(|(name, words)| format!("    {name}: {words}\n")).collect();
    format!("{}–{}  {key}: {value}\n{lines}", proposal.range.start, proposal.range.end)
}
