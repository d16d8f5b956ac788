//! Files of other programs → articles: each file of `tests/import/` makes one, imports it and says what should come of
//! it. Hostile files are made here, and refused within bounds of time and memory.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use fangzhi::import::{self, Kind};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use crate::diagnostics::{Case, MARK, PNG, place};
use crate::site::{SiteTest, data};
use crate::{bless, tree};

/// What an import may take, in time and in memory. The program under test is not optimised and shares the machine with
/// other tests; `hostile.py` holds the released one to the two seconds of which the editor is told.
const TIME: Duration = Duration::from_secs(10);
const MEMORY: u64 = 300 << 20;

fn is_input(name: &str) -> bool {
    !name.starts_with("run ") && name != "said" && !name.starts_with("made ")
}

/// What an import said and made.
fn outcome(case: &Case) -> String {
    let site = SiteTest::base();
    for section in case.sections.iter().filter(|section| is_input(&section.name)) {
        place(&site, section);
    }
    let before = tree::read(site.path());
    let mut out = String::new();
    for run in case.sections.iter().filter_map(|section| section.name.strip_prefix("run ")) {
        let words: Vec<String> =
            run.split_whitespace().map(|word| word.replace("SITE", site.path().to_str().unwrap())).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let outcome = site.program("import").args(&["--lang", "zh"]).args(&words).end();
        write!(out, "{MARK}said\n{}{}", outcome.stdout, outcome.stderr).unwrap();
    }
    for (path, bytes) in tree::read(site.path()) {
        match before.get(&path) {
            Some(old) => assert_eq!(*old, bytes, "{path} was overwritten"),
            None => match String::from_utf8(bytes) {
                Ok(text) => write!(out, "{MARK}made {path}\n{text}").unwrap(),
                Err(e) => writeln!(out, "{MARK}made {path}\n({} bytes)", e.as_bytes().len()).unwrap(),
            },
        }
    }
    out.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn cases() -> Vec<Case> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(data("import"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.iter().map(|path| Case::read(path)).collect()
}

#[test]
fn imports_are_as_expected() {
    let mut problems = Vec::new();
    for case in cases() {
        let got = outcome(&case);
        let (mut input, mut expected) = (case.head.clone(), String::new());
        for section in &case.sections {
            let to =
                if is_input(&section.name) || section.name.starts_with("run ") { &mut input } else { &mut expected };
            write!(to, "{MARK}{}\n{}", section.name, section.text).unwrap();
        }
        if bless::is_on() {
            bless::write(&case.path, format!("{input}{got}").as_bytes());
        } else {
            problems.extend(bless::same(&case.path.display().to_string(), expected.as_bytes(), got.as_bytes()).err());
        }
    }
    bless::report(&problems);
}

/// Makes a zip package out of parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> Vec<u8> {
    let xml = format!(
        "<w:document xmlns:w=\"w\" xmlns:r=\"r\" xmlns:a=\"a\"><w:body><w:p><w:r><w:t>题</w:t></w:r></w:p>{body}</w:body></w:document>"
    );
    package(&[("word/document.xml", xml.as_bytes())])
}

/// Imports a file with little memory; the report, and how long it took.
fn run(name: &str, bytes: &[u8]) -> (Option<i32>, String, Duration) {
    let site = SiteTest::base();
    site.write(name, bytes);
    let before = tree::read(site.path());
    let started = Instant::now();
    // The limit is the shell's, in kilobytes: a program that asks for more is refused it, and dies.
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -v {}; exec \"$0\" \"$@\"", MEMORY >> 10))
        .arg(env!("CARGO_BIN_EXE_fangzhi"))
        .args(["import", "--lang", "en", "--site"])
        .arg(site.path())
        .arg(site.path().join(name))
        .output()
        .unwrap();
    let took = started.elapsed();
    assert_eq!(tree::read(site.path()), before, "{name} left something behind");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned(), took)
}

fn refused(name: &str, bytes: &[u8], code: &str) {
    let (status, report, took) = run(name, bytes);
    assert_eq!(status, Some(1), "{name}: {report}");
    assert!(report.contains(&format!("error[{code}]")) && report.contains("help"), "{name}: {report}");
    assert!(took < TIME, "{name} took {took:?}");
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![b' '; 60 << 20];
    refused("bomb.docx", &package(&[("word/document.xml", &zeros)]), "FZ133");
    let many: Vec<(String, Vec<u8>)> = (0..6_000).map(|n| (format!("a{n}"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    refused("parts.docx", &package(&many), "FZ133");
    // The directory of a package can lie about sizes.
    let mut lie = package(&[("word/document.xml", &zeros)]);
    let size = u32::try_from(zeros.len()).unwrap().to_le_bytes();
    while let Some(at) = lie.windows(4).position(|window| window == size) {
        lie[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let (status, report, took) = run("lie.docx", &lie);
    assert!(status == Some(1) && took < TIME, "{report} {took:?}");
}

#[test]
fn markup_that_grows_is_refused() {
    let entities =
        "<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:document><w:body>&a;</w:body></w:document>";
    refused("xxe.docx", &package(&[("word/document.xml", entities.as_bytes())]), "FZ133");
    refused("deep.docx", &document(&"<w:p>".repeat(100_000)), "FZ133");
    refused("wide.docx", &document(&"<w:p/>".repeat(1_000_000)), "FZ133");
    refused("rows.docx", &document(&format!("<w:tbl>{}</w:tbl>", "<w:tr><w:tc/></w:tr>".repeat(1_000_000))), "FZ133");
    refused("attributes.docx", &document(&format!("<w:p {}/>", "a=\"\" ".repeat(1_000_000))), "FZ133");
    refused("deep.html", "<div>".repeat(1_000_000).as_bytes(), "FZ133");
    refused("formats.html", "<b a=1><i b=2><p>".repeat(300_000).as_bytes(), "FZ133");
    refused("attributes.html", format!("<p {}>", "a ".repeat(1_000_000)).as_bytes(), "FZ133");
    refused("rows.html", format!("<table>{}", "<tr><td>1".repeat(1_000_000)).as_bytes(), "FZ133");
    refused("lines.txt", "甲\n".repeat(1_000_000).as_bytes(), "FZ133");
}

/// A workbook with this one sheet.
fn workbook(rows: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "_rels/.rels",
            b"<Relationships><Relationship Id=\"r0\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            b"<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn sheets_beyond_bounds_are_refused() {
    let mut rows = String::new();
    for row in 1..=1_000_000_u64 {
        // Numbers that no packer makes small.
        write!(rows, "<row><c><v>{}</v></c></row>", row * 7919 % 10_007).unwrap();
    }
    refused("rows.xlsx", &workbook(&rows), "FZ133");
    let cell = |place: &str| format!("<row><c r=\"{place}\"><v>1</v></c></row>");
    refused("corners.xlsx", &workbook(&format!("{}{}", cell("A1"), cell("XFD1048576"))), "FZ133");
    refused("corners.xls", &std::fs::read(data("import/files/corners.xls")).unwrap(), "FZ133");
    let table = "<a:table table:name=\"a\"><a:table-row table:number-rows-repeated=\"1048576\"><a:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"16384\"/></a:table-row></a:table>";
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    );
    let ods: [(&str, &[u8]); 2] =
        [("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())];
    refused("repeated.ods", &package(&ods), "FZ133");
    let entities = b"<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><workbook>&a;</workbook>";
    refused("xxe.xlsx", &package(&[("xl/workbook.xml", entities)]), "FZ133");
    refused("cut.xls", &std::fs::read(data("import/files/figures.xls")).unwrap()[..3000], "FZ132");
    refused("empty.xlsx", &workbook(""), "FZ132");
}

/// Parts of real files, so that damage is done deep inside.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let of = |name: &str| std::fs::read(data(&format!("import/files/{name}"))).unwrap();
    let docx = cases()
        .iter()
        .flat_map(|case| &case.sections)
        .find(|section| section.name == "报告.docx (zip)")
        .unwrap()
        .packed();
    vec![
        ("a.docx", docx),
        ("a.xlsx", of("figures.xlsx")),
        ("a.ods", of("figures.ods")),
        ("a.xls", of("figures.xls")),
        ("a.html", "<html><title>甲县收入</title><body><div class=nav><a>一</a></div><h1>甲县收入</h1><table><tr><td rowspan=2>1<td>2<tr><td>3</table><p>2023年，收入10亿元。<img src=a.png></body></html>".into()),
        ("a.txt", "甲县收入\n来源：日报　2023-01-02\n　　2023年，收入10亿元，增长3%。\n".into()),
    ]
}

/// Reads a file as `import` does; what comes of it does not matter.
fn swallow(name: &str, bytes: &[u8]) {
    match Kind::of(name, bytes) {
        Ok(Kind::Story(form)) => {
            if let Ok(story) = import::story(form, bytes) {
                let _ = import::article(&story, &import::Known::default(), &[], &[]);
            }
        }
        Ok(Kind::Sheet) => drop(import::sheet::read(bytes)),
        Err(_) => {}
    }
}

/// The parts of a package, each with its content, and whether it is one.
fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mut zip) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return Vec::new() };
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).unwrap();
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn damage(bytes: &mut Vec<u8>, slips: &[(usize, u8, u8)]) {
    for (at, what, with) in slips {
        let at = at % bytes.len().max(1);
        match what {
            _ if bytes.is_empty() => {}
            0 => bytes[at] = *with,
            1 => bytes.truncate(at),
            2 => drop(bytes.remove(at)),
            3 => bytes.insert(at, *with),
            _ => {
                let end = (at + usize::from(*with)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400), head in 0..4_usize) {
        for name in ["a.docx", "a.xlsx", "a.ods", "a.xls", "a.html", "a.txt", "a"] {
            swallow(name, &bytes);
            let begun = [&b"PK\x03\x04"[..], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b""][head];
            swallow(name, &[begun, &bytes].concat());
        }
    }

    #[test]
    fn any_damage_is_survived(slips in proptest::collection::vec((any::<usize>(), 0..5_u8, any::<u8>()), 1..6), which in any::<usize>()) {
        for (name, bytes) in samples() {
            let mut parts = unpacked(&bytes);
            let mut whole = bytes;
            damage(&mut whole, &slips);
            swallow(name, &whole);
            let count = parts.len();
            if let Some((_, content)) = parts.get_mut(which % count.max(1)) {
                damage(content, &slips);
                let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
                swallow(name, &package(&parts));
            }
        }
    }
}

#[test]
fn paths_stay_where_they_are() {
    let relations =
        "<Relationships><Relationship Id=\"r1\" Type=\"a/image\" Target=\"../../../etc/passwd\"/></Relationships>";
    let picture = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:drawing><a:blip r:embed=\"r1\"/></w:drawing></w:r></w:p></w:body></w:document>";
    let parts: [(&str, &[u8]); 2] =
        [("word/document.xml", picture.as_bytes()), ("word/_rels/document.xml.rels", relations.as_bytes())];
    refused("escape.docx", &package(&parts), "FZ133");
    refused("slip.docx", &package(&[("word/document.xml", picture.as_bytes()), ("../../evil.png", PNG)]), "FZ133");
}

#[test]
fn broken_files_are_told() {
    let whole = document("");
    refused("cut.docx", &whole[..whole.len() / 2], "FZ132");
    refused("text.docx", "这是文本".as_bytes(), "FZ132");
    refused("empty.docx", b"", "FZ132");
    refused("tags.docx", &package(&[("word/document.xml", b"<w:document><w:body>")]), "FZ132");
    refused("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "FZ131");
    refused("picture.png", PNG, "FZ131");
    refused("letters.txt", &[0xff; 3000], "FZ132");
    refused("empty.html", b"<html><body></body></html>", "FZ132");
    refused("other.zip", &package(&[("a.txt", b"a")]), "FZ131");
}

#[test]
fn nothing_is_overwritten() {
    let site = SiteTest::base().file("a.txt", "题目\n\n正文一段。\n");
    let file = site.path().join("a.txt").to_str().unwrap().to_owned();
    let run = || site.program("import").args(&["--lang", "en", "--date", "2024-01-02", &file]).end();
    run().ends_with(0).says("content/articles/2024/2024-01-02-a/index.md");
    site.write("content/articles/2024/2024-01-02-a/index.md", "mine");
    run().ends_with(1).says("FZ134");
    let path = site.path().join("content/articles/2024/2024-01-02-a/index.md");
    assert_eq!(std::fs::read_to_string(path).unwrap(), "mine");
}
