//! The language server, driven as an editor drives it: each file of `tests/lsp/` is a conversation with what came of it.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;
use std::io::{BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::bless;
use crate::diagnostics::{Case, MARK, place};
use crate::site::{SiteTest, TODAY, data};

/// After so long nothing more is to be expected.
const PATIENCE: Duration = Duration::from_secs(20);
/// When answers are written anew, this much silence ends them.
const SILENCE: Duration = Duration::from_secs(2);
/// More proposals than these say nothing new.
const SHOWN: usize = 5;

/// A server and what it said.
struct Editor {
    child: Child,
    input: ChildStdin,
    said: Receiver<Value>,
    kept: VecDeque<Value>,
    root: String,
    found: BTreeMap<String, Value>,
    last: i64,
    version: i64,
}

impl Editor {
    fn start(site: &SiteTest, locale: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_fangzhi"))
            .args(["lsp", "--as-of", TODAY])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (to, said) = channel();
        std::thread::spawn(move || {
            while let Some(message) = receive(&mut output) {
                if to.send(message).is_err() {
                    return;
                }
            }
        });
        let root = site.path().canonicalize().unwrap().to_str().unwrap().to_owned();
        let mut editor =
            Self { child, input, said, kept: VecDeque::new(), root, found: BTreeMap::new(), last: 0, version: 0 };
        let hello = json!({"processId": null, "rootUri": editor.uri(""), "capabilities": {}, "locale": locale});
        assert!(editor.ask("initialize", &hello)["capabilities"].is_object());
        editor.tell("initialized", &json!({}));
        editor
    }

    fn uri(&self, path: &str) -> String {
        format!("file://{}/{path}", self.root).trim_end_matches('/').to_owned()
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.last += 1;
        let id = self.last;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        let until = Instant::now() + PATIENCE;
        loop {
            let message = self.said.recv_timeout(until.saturating_duration_since(Instant::now())).unwrap();
            if message["id"] == json!(id) {
                return message["result"].clone();
            }
            self.kept.push_back(message);
        }
    }

    /// Takes the next thing that the server says by itself.
    fn listen(&mut self, patience: Duration) -> Result<(), RecvTimeoutError> {
        let message = match self.kept.pop_front() {
            Some(message) => message,
            None => self.said.recv_timeout(patience)?,
        };
        if message["method"] == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().unwrap().to_owned();
            self.found.insert(uri, message["params"]["diagnostics"].clone());
        }
        Ok(())
    }

    /// What is shown at a file once it is as expected, or once nothing more comes.
    fn found(&mut self, path: &str, expected: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let got = self.found.get(&self.uri(path)).map(findings).unwrap_or_default();
            if !bless::is_on() && got == expected {
                return got;
            }
            let patience = if bless::is_on() { SILENCE } else { until.saturating_duration_since(Instant::now()) };
            if self.listen(patience).is_err() {
                return got;
            }
        }
    }

    fn open(&mut self, path: &str, text: &str) {
        self.version += 1;
        let document = json!({"uri": self.uri(path), "languageId": "markdown", "version": self.version, "text": text});
        self.tell("textDocument/didOpen", &json!({"textDocument": document}));
    }

    fn edit(&mut self, path: &str, range: &Value, text: &str) {
        self.version += 1;
        let change = json!({"range": range, "text": text});
        let document = json!({"uri": self.uri(path), "version": self.version});
        self.tell("textDocument/didChange", &json!({"textDocument": document, "contentChanges": [change]}));
    }

    fn end(mut self) {
        self.ask("shutdown", &Value::Null);
        self.tell("exit", &Value::Null);
        assert!(self.child.wait().unwrap().success());
    }
}

fn receive(output: &mut impl std::io::BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok().filter(|n| *n > 0)?;
        match line.trim() {
            "" => break,
            header => length = header.strip_prefix("Content-Length: ").map_or(length, |n| n.parse().unwrap()),
        }
    }
    let mut bytes = vec![0; length];
    output.read_exact(&mut bytes).ok()?;
    Some(serde_json::from_slice(&bytes).unwrap())
}

/// `3:5` or `3:5-3:7`, both from 0 and in UTF-16 units, as the protocol counts.
fn range(text: &str) -> Value {
    let place = |text: &str| {
        let (line, character) = text.split_once(':').unwrap();
        json!({"line": line.parse::<u32>().unwrap(), "character": character.parse::<u32>().unwrap()})
    };
    let (start, end) = text.split_once('-').unwrap_or((text, text));
    json!({"start": place(start), "end": place(end)})
}

fn span(range: &Value) -> String {
    let place = |place: &Value| format!("{}:{}", place["line"], place["character"]);
    format!("{}-{}", place(&range["start"]), place(&range["end"]))
}

fn findings(list: &Value) -> String {
    let severity = |n: &Value| ["", "error", "warning", "note"][usize::try_from(n.as_u64().unwrap()).unwrap()];
    list.as_array()
        .unwrap()
        .iter()
        .map(|d| {
            let message = d["message"].as_str().unwrap().replace('\n', " / ");
            format!("{} {} {}: {message}\n", severity(&d["severity"]), span(&d["range"]), d["code"].as_str().unwrap())
        })
        .collect()
}

/// Asks for a place of the open file and prints the answer line by line.
fn answer(editor: &mut Editor, what: &str, path: &str, at: &str) -> String {
    let document = json!({"uri": editor.uri(path)});
    let place = range(at)["start"].clone();
    let mut params = json!({"textDocument": document, "position": place, "range": range(at)});
    match what {
        "references" => params["context"] = json!({"includeDeclaration": true}),
        "action" => params["context"] = json!({"diagnostics": []}),
        _ => {}
    }
    let method = match what {
        "complete" => "completion",
        "action" => "codeAction",
        other => other,
    };
    let result = editor.ask(&format!("textDocument/{method}"), &params);
    let relative = |uri: &Value| uri.as_str().unwrap().replace(&format!("file://{}/", editor.root), "");
    let mut out = String::new();
    match what {
        "hover" | "definition" if result.is_null() => out.push_str("nothing"),
        "hover" => write!(out, "{} {}", span(&result["range"]), result["contents"]["value"].as_str().unwrap()).unwrap(),
        "definition" => write!(out, "{} {}", relative(&result["uri"]), span(&result["range"])).unwrap(),
        "references" => {
            for place in result.as_array().into_iter().flatten() {
                writeln!(out, "{} {}", relative(&place["uri"]), span(&place["range"])).unwrap();
            }
        }
        "complete" => {
            let mut items: Vec<&Value> = result.as_array().into_iter().flatten().collect();
            items.sort_by_key(|item| item["sortText"].as_str().unwrap_or_default().to_owned());
            for item in items.iter().take(SHOWN) {
                let edit = &item["textEdit"];
                let detail = item["detail"].as_str().map(|detail| format!(" ({detail})")).unwrap_or_default();
                writeln!(out, "{} → {}{detail}", span(&edit["range"]), edit["newText"].as_str().unwrap()).unwrap();
            }
            writeln!(out, "of {}", items.len()).unwrap();
        }
        _ => {
            for action in result.as_array().into_iter().flatten() {
                writeln!(out, "{}", action["title"].as_str().unwrap()).unwrap();
                for edit in action["edit"]["documentChanges"][0]["edits"].as_array().into_iter().flatten() {
                    writeln!(out, "  {} → {:?}", span(&edit["range"]), edit["newText"].as_str().unwrap()).unwrap();
                }
            }
        }
    }
    format!("{}\n", out.trim_end())
}

/// The answer once it is as expected: the site may still be read.
fn settled(editor: &mut Editor, what: &str, path: &str, at: &str, expected: &str) -> String {
    let until = Instant::now() + PATIENCE;
    loop {
        let got = answer(editor, what, path, at);
        if bless::is_on() || got == expected || Instant::now() > until {
            return got;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn talk(case: &Case) -> Vec<String> {
    let site = SiteTest::base();
    for section in &case.sections {
        if let Some(path) = section.name.strip_prefix("file ") {
            place(&site, &crate::diagnostics::Section { name: path.to_owned(), text: section.text.clone() });
        }
    }
    let locale = if case.head.contains("English") { "en" } else { "zh-CN" };
    let mut editor = Editor::start(&site, locale);
    let mut open = String::new();
    let mut problems = Vec::new();
    let mut out = case.head.clone();
    for (n, section) in case.sections.iter().enumerate() {
        let (what, argument) = section.name.split_once(' ').unwrap_or((&section.name, ""));
        let expected =
            case.sections.get(n + 1).filter(|next| next.name == "then").map_or("", |next| next.text.as_str());
        let got = match what {
            "then" => continue,
            "file" => String::new(),
            "open" => {
                argument.clone_into(&mut open);
                site.write(argument, &section.text);
                editor.open(argument, &section.text);
                editor.found(argument, expected)
            }
            "edit" => {
                editor.edit(&open.clone(), &range(argument), section.text.strip_suffix('\n').unwrap_or_default());
                editor.found(&open.clone(), expected)
            }
            _ => settled(&mut editor, what, &open.clone(), argument, expected),
        };
        write!(out, "{MARK}{}\n{}", section.name, section.text).unwrap();
        if what != "file" {
            write!(out, "{MARK}then\n{got}").unwrap();
            problems.extend(
                bless::same(&format!("{} {}", case.path.display(), section.name), expected.as_bytes(), got.as_bytes())
                    .err(),
            );
        }
    }
    editor.end();
    if bless::is_on() {
        bless::write(&case.path, out.as_bytes());
        problems.clear();
    }
    problems
}

#[test]
fn conversations_go_as_recorded() {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(data("lsp")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    bless::report(&paths.iter().flat_map(|path| talk(&Case::read(path))).collect::<Vec<_>>());
}
