//! What an editor is told: each file of `tests/diagnostics/` adds something wrong to the base site and says, in
//! both languages, what the whole report should be.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fangzhi::diag::Code;

use crate::site::{Outcome, SiteTest, TODAY, data};
use crate::{bless, tree};

/// Codes without a case, and why.
const WITHOUT_CASE: &[(Code, &str)] = &[
    (Code::Machine, "needs a machine that fails: command::a_machine_that_fails_ends_with_three"),
    (Code::Internal, "a fault of the program: there is none to show"),
];

/// Marks the beginning of a section.
pub const MARK: &str = "=== ";

/// One case: prose, then sections that each begin with `=== name`.
pub struct Case {
    pub path: PathBuf,
    pub head: String,
    pub sections: Vec<Section>,
}

/// A part of a case: a file to be made, a command, or what is expected.
pub struct Section {
    pub name: String,
    pub text: String,
}

impl Case {
    /// Reads a case.
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let mut case = Self { path: path.to_owned(), head: String::new(), sections: Vec::new() };
        for line in text.split_inclusive('\n') {
            match (line.strip_prefix(MARK), case.sections.last_mut()) {
                (Some(name), _) => {
                    case.sections.push(Section { name: name.trim().to_owned(), text: String::new() });
                }
                (None, Some(section)) => section.text.push_str(line),
                (None, None) => case.head.push_str(line),
            }
        }
        case
    }

    fn name(&self) -> String {
        self.path.file_stem().unwrap().to_str().unwrap().to_owned()
    }

    /// The code the case is named after; `ok-…` cases have none.
    fn code(&self) -> Option<String> {
        self.name().split('-').next().filter(|code| code.starts_with("FZ")).map(str::to_owned)
    }

    /// The text of a section.
    pub fn section(&self, name: &str) -> Option<&str> {
        self.sections.iter().find(|s| s.name == name).map(|s| s.text.as_str())
    }

    fn site(&self) -> SiteTest {
        let site = SiteTest::base();
        for section in self.sections.iter().filter(|s| !is_expectation(&s.name)) {
            place(&site, section);
        }
        site
    }

    fn run(&self, site: &SiteTest, lang: &str) -> Outcome {
        let command = self.sections.iter().find_map(|s| s.name.strip_prefix("run ")).unwrap_or("check");
        let words: Vec<&str> = command.split_whitespace().collect();
        // An import knows no “today”; its file lies in the site.
        let today: &[&str] = if words[0] == "import" { &[] } else { &["--as-of", TODAY] };
        let words: Vec<String> = words.iter().map(|word| word.replace("SITE", site.path().to_str().unwrap())).collect();
        let rest: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        site.program(&words[0]).args(today).args(&["--lang", lang]).args(&rest).end()
    }

    fn bless(&self, zh: &str, en: &str) {
        let mut out = self.head.clone();
        for section in self.sections.iter().filter(|s| s.name != "zh" && s.name != "en") {
            out.push_str(&format!("{MARK}{}\n{}", section.name, section.text));
        }
        out.push_str(&format!("{MARK}zh\n{zh}{MARK}en\n{en}"));
        std::fs::write(&self.path, out).unwrap();
    }
}

fn is_expectation(name: &str) -> bool {
    matches!(name, "zh" | "en") || name.starts_with("run ")
}

/// Puts a section's file into the site; a word in brackets after the path says how.
pub fn place(site: &SiteTest, section: &Section) {
    let (path, how) = section.name.split_once(" (").unwrap_or((&section.name, ")"));
    let text = section.text.as_str();
    match how.trim_end_matches(')') {
        "" => site.write(path, text),
        "absent" => std::fs::remove_file(site.path().join(path)).unwrap(),
        "bom" => site.write(path, format!("\u{feff}{text}")),
        "crlf" => site.write(path, text.replace('\n', "\r\n")),
        "gb18030" => site.write(path, encoding_rs::GB18030.encode(text).0),
        "cut" => site.write(path, text.as_bytes().get(..text.len() - 2).unwrap()),
        "zip" => site.write(path, section.packed()),
        "png" => site.write(path, PNG),
        "copy" => site.write(path, std::fs::read(data(text.trim())).unwrap()),
        "lost link" => lost_link(&site.path().join(path)),
        other => panic!("{path}: nobody knows how to make a file `{other}`"),
    }
}

/// The smallest picture that is one.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cch\0\0\0\x82\0\x81w\xcdr\xb6\0\0\0\0IEND\xaeB`\x82";

impl Section {
    /// A zip package of parts that each begin with `--- name`.
    pub fn packed(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for part in self.text.split("--- ").filter(|part| !part.trim().is_empty()) {
            let (name, content) = part.split_once('\n').unwrap();
            let (name, is_picture) = name.strip_suffix(" (png)").map_or((name, false), |name| (name, true));
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut zip, if is_picture { PNG } else { content.as_bytes() }).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

#[cfg(unix)]
fn lost_link(path: &Path) {
    std::os::unix::fs::symlink("nowhere", path).unwrap();
}

#[cfg(not(unix))]
fn lost_link(_: &Path) {}

fn cases() -> Vec<Case> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(data("diagnostics")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| Case::read(path)).collect()
}

/// The report; trailing white space is the printer's business.
fn shown(outcome: &Outcome) -> String {
    let text = format!("{}{}", outcome.stdout, outcome.stderr);
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn problems(case: &Case) -> Vec<String> {
    let site = case.site();
    let (zh, en) = (case.run(&site, "zh"), case.run(&site, "en"));
    let mut problems = Vec::new();
    for (lang, outcome) in [("zh", &zh), ("en", &en)] {
        let expected = if bless::is_on() { shown(outcome) } else { case.section(lang).unwrap_or_default().to_owned() };
        let what = format!("{} ({lang})", case.path.display());
        problems.extend(bless::same(&what, expected.as_bytes(), shown(outcome).as_bytes()).err());
        problems.extend(ending(case, outcome).map(|p| format!("{what}: {p}")));
    }
    if bless::is_on() {
        case.bless(&shown(&zh), &shown(&en));
    }
    problems
}

/// An error ends a run with 1, anything else with 0; the report names the case's code.
fn ending(case: &Case, outcome: &Outcome) -> Option<String> {
    let has_error = outcome.stderr.lines().any(|l| l.starts_with("错误[") || l.starts_with("error["));
    let strict = case.sections.iter().any(|s| s.name.contains("--strict"));
    if outcome.code != Some(i32::from(has_error || strict)) {
        return Some(format!("ended with {:?}", outcome.code));
    }
    let code = case.code()?;
    (!shown(outcome).contains(&format!("[{code}]"))).then(|| format!("does not report {code}"))
}

#[test]
fn reports_are_as_expected() {
    bless::report(&cases().iter().flat_map(problems).collect::<Vec<_>>());
}

#[test]
fn every_code_has_a_case() {
    let covered: BTreeSet<String> = cases().iter().filter_map(Case::code).collect();
    for code in Code::ALL {
        let reason = WITHOUT_CASE.iter().find(|(c, _)| c == code);
        assert_ne!(
            reason.is_some(),
            covered.contains(code.id()),
            "{}: a case in tests/diagnostics, or a reason",
            code.id()
        );
    }
}

#[test]
fn check_leaves_the_folder_as_it_was() {
    for case in cases().iter().filter(|c| !c.sections.iter().any(|s| s.name.starts_with("run "))) {
        let site = case.site();
        let before = tree_without_links(&site);
        case.run(&site, "en");
        assert_eq!(tree_without_links(&site), before, "{}", case.name());
    }
}

fn tree_without_links(site: &SiteTest) -> Vec<String> {
    tree::times(site.path()).into_iter().map(|(path, time)| format!("{path} {time:?}")).collect()
}

/// The findings of a case as JSON objects, one a line.
fn findings(case: &Case, site: &SiteTest, lang: &str) -> Vec<serde_json::Value> {
    let command = case.sections.iter().find_map(|s| s.name.strip_prefix("run ")).unwrap_or("check");
    let words: Vec<&str> = command.split_whitespace().collect();
    let run = site.program(words[0]).args(&["--as-of", TODAY, "--lang", lang, "--format", "json"]);
    run.args(&words[1..]).end().stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What both languages must have of one message: the same numbers, and in English no Chinese that is not a name, a
/// quotation or an example of the Chinese words too.
fn disagreement(zh: &str, en: &str) -> Option<String> {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let numbers = |text: &str| -> BTreeSet<String> {
        text.replace("GB/T 2260", "")
            .split(|c: char| !c.is_ascii_digit())
            .filter(|n| !n.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (in_zh, in_en) = (numbers(zh), numbers(en));
    if in_zh != in_en {
        return Some(format!("numbers {in_zh:?} and {in_en:?}"));
    }
    en.split(|c| !is_han(c)).find(|run| !zh.contains(run)).map(|run| format!("only the English words say “{run}”"))
}

#[test]
fn both_languages_say_the_same() {
    let mut problems = Vec::new();
    for case in &cases() {
        let site = case.site();
        let (zh, en) = (findings(case, &site, "zh"), findings(case, &site, "en"));
        assert_eq!(zh.len(), en.len(), "{}", case.name());
        for (zh, en) in zh.iter().zip(&en) {
            assert_eq!((&zh["code"], &zh["line"]), (&en["code"], &en["line"]), "{}", case.name());
            for part in ["message", "help"] {
                let (zh, en) = (zh[part].as_str().unwrap_or_default(), en[part].as_str().unwrap_or_default());
                assert_eq!(zh.is_empty(), en.is_empty(), "{}: {zh}{en}", case.name());
                // Examples in the help may be longer in one language.
                let found = disagreement(zh, en).filter(|_| part == "message");
                problems.extend(found.map(|p| format!("{}: {p}\n  {zh}\n  {en}", case.name())));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
