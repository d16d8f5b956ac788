//! The extraction against sentences with what they state (`tests/extract`), and its speed.
//!
//! A figure is found if number and unit agree; it is right if indicator, period, kind, bound and growth agree too.

use fangzhi::definition::{IndicatorFile, Kind as Quantity};
use fangzhi::diag::{Findings, SourcePath};
use fangzhi::extract::{Known, Proposal, Setting, metric_line, read};
use fangzhi::source::TextFile;
use fangzhi::source::decode::parse_date;

const SETS: [(&str, &str); 8] = [
    ("news", include_str!("../extract/news.txt")),
    ("reports", include_str!("../extract/reports.txt")),
    ("second", include_str!("../extract/second.txt")),
    ("third", include_str!("../extract/third.txt")),
    ("fourth", include_str!("../extract/fourth.txt")),
    ("fifth", include_str!("../extract/fifth.txt")),
    ("sixth", include_str!("../extract/sixth.txt")),
    ("seventh", include_str!("../extract/seventh.txt")),
];

struct Case {
    date: String,
    place: String,
    text: String,
    states: Vec<String>,
}

fn cases(set: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let (mut date, mut place) = (String::new(), String::new());
    for block in set.split("\n\n") {
        let (mut text, mut states) = (String::new(), Vec::new());
        for line in block.lines().filter(|line| !line.starts_with("# ")) {
            if let Some(head) = line.strip_prefix("@ ") {
                let (day, name) = head.split_once(' ').unwrap();
                (date, place) = (day.to_owned(), name.to_owned());
            } else if let Some(stated) = line.strip_prefix("= ") {
                states.push(stated.to_owned());
            } else {
                text.push_str(line);
                text.push('\n');
            }
        }
        if !text.trim().is_empty() {
            cases.push(Case { date: date.clone(), place: place.clone(), text, states });
        }
    }
    cases
}

fn indicators() -> Vec<Known> {
    let mut known = Vec::new();
    for entry in std::fs::read_dir("content/indicators").unwrap() {
        let path = entry.unwrap().path();
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        let file = TextFile { path: SourcePath::new("a.md"), text: std::fs::read_to_string(&path).unwrap() };
        let file = IndicatorFile::read(&id, &file, &mut Findings::new()).unwrap();
        let aliases = file.aliases.iter().map(|alias| alias.value.clone()).collect();
        known.push(Known {
            id,
            name: file.name.value,
            aliases,
            unit: file.unit,
            is_flow: matches!(file.kind, Quantity::Flow),
        });
    }
    known.sort_by(|a, b| a.id.cmp(&b.id));
    known
}

fn setting(case: &Case, known: &[Known]) -> Setting {
    let short = case.place.trim_end_matches(['县', '市']).to_owned();
    Setting {
        indicators: known.to_vec(),
        own: vec![case.place.clone(), short],
        others: ["德州市", "苏州市", "山东省", "长沙市"].map(str::to_owned).to_vec(),
        date: parse_date(&case.date),
        period: None,
    }
}

/// A statement taken apart: name, period, parts without rank.
struct Statement {
    name: String,
    period: String,
    parts: Vec<String>,
    new: bool,
}

fn statement(line: &str) -> Statement {
    let (key, value) = line.split_once(": ").unwrap();
    let (name, period) = key.rsplit_once(' ').unwrap_or((key, ""));
    let value = value.trim_start_matches("{value: ").trim_end_matches(", status: 预计}");
    // Ranks are counted elsewhere; changes that are no percentage have no place in the contract beside a level.
    let beside = |at: usize, part: &str| {
        at > 0 && (part.ends_with("百分点") || part.starts_with("比年初") || !part.ends_with(['%', '成', '‰']))
    };
    let parts = value
        .trim_matches('"')
        .split(", ")
        .filter(|part| !part.contains('第'))
        .enumerate()
        .filter(|(at, part)| !beside(*at, part));
    let parts = parts.map(|(_, part)| part.to_owned()).collect();
    let new = name.starts_with('+');
    Statement { name: name.trim_start_matches('+').to_owned(), period: period.to_owned(), parts, new }
}

fn core(part: &str) -> &str {
    let figures = |c: char| c.is_ascii_digit() || c == '三';
    part.find(figures).and_then(|at| part.get(at..)).unwrap_or(part)
}

impl Statement {
    fn number(&self) -> &str {
        self.parts.first().map_or("", |part| core(part))
    }

    fn is_right(&self, other: &Statement) -> bool {
        let plain = |name: &str| name.replace(['的', '了'], "").replace("以上", "");
        let (a, b) = (plain(&self.name), plain(&other.name));
        let named = a == b || (self.new && (a.contains(&b) || b.contains(&a)));
        named && self.period == other.period && self.parts == other.parts
    }
}

#[derive(Default)]
struct Tally {
    stated: usize,
    found: usize,
    right: usize,
    proposed: usize,
    wrong: Vec<String>,
}

fn measure(case: &Case, known: &[Known], tally: &mut Tally) {
    let lines: Vec<(String, String)> =
        read(&case.text, &setting(case, known)).iter().filter_map(|p: &Proposal| metric_line(p)).collect();
    let mut open: Vec<Statement> = lines.iter().map(|(key, value)| statement(&format!("{key}: {value}"))).collect();
    tally.proposed += open.len();
    tally.stated += case.states.len();
    for line in &case.states {
        let stated = statement(line);
        let right = open.iter().position(|other| stated.is_right(other));
        let found = right
            .or_else(|| open.iter().position(|other| other.number() == stated.number() && !stated.number().is_empty()));
        match (right, found) {
            (Some(at), _) => {
                tally.found += 1;
                tally.right += 1;
                open.remove(at);
            }
            (None, Some(at)) => {
                tally.found += 1;
                let other = open.remove(at);
                tally.wrong.push(format!(
                    "{line}\n   read {} {}: {}",
                    other.name,
                    other.period,
                    other.parts.join(", ")
                ));
            }
            (None, None) => tally.wrong.push(format!("{line}\n   not found")),
        }
    }
    for other in open {
        tally.wrong.push(format!(
            "no figure: {} {}: {}\n   {}",
            other.name,
            other.period,
            other.parts.join(", "),
            case.text.trim()
        ));
    }
}

#[test]
fn figures_are_found() {
    let known = indicators();
    for (name, set) in SETS {
        let mut tally = Tally::default();
        for case in &cases(set) {
            measure(case, &known, &mut tally);
        }
        for wrong in &tally.wrong {
            println!("{wrong}");
        }
        let Tally { stated, found, right, proposed, .. } = tally;
        println!("{name}: {stated} stated, {found} found, {right} right, {proposed} proposed");
        assert!(found * 100 >= stated * 85, "{name}: found {found} of {stated}");
        assert!(right * 100 >= stated * 75, "{name}: right {right} of {stated}");
        assert!(found * 100 >= proposed * 85, "{name}: figures {found} of {proposed} proposed");
    }
}
