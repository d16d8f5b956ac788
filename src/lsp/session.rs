//! One conversation with an editor: messages in, answers and diagnostics out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions, HoverProviderCapability, OneOf,
    PublishDiagnosticsParams, SaveOptions, ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::documents::Documents;
use super::inspect::inspect;
use super::laid::{Laid, Texts};
use super::worker;
use super::{actions, complete, convert, hover, places};
use crate::diag::{Diagnostic, Lang, SourcePath};
use crate::serve::{Change, Settings as DeskSettings, Watching};
use crate::source::Disk;

/// How the server runs.
pub struct Settings {
    /// As for the preview.
    pub desk: DeskSettings,
    /// The folder of the site, if it was given; else the editor names one.
    pub site: Option<std::path::PathBuf>,
}

/// What a session waits for.
pub enum Event {
    /// The editor says something.
    Client(Message),
    /// The site was assembled.
    Laid(Box<worker::Assembled>),
    /// The editor is gone.
    Gone,
}

/// What went wrong in the conversation itself.
#[derive(Debug, thiserror::Error)]
pub enum TalkError {
    /// The editor breaks the protocol.
    #[error(transparent)]
    Protocol(#[from] lsp_server::ProtocolError),
    /// The pipe is broken.
    #[error(transparent)]
    Pipe(#[from] std::io::Error),
}

/// Talks over standard input and output until the editor ends it.
///
/// # Errors
/// When the conversation breaks.
pub fn run(settings: Settings) -> Result<(), TalkError> {
    let (connection, threads) = Connection::stdio();
    let (id, hello) = connection.initialize_start()?;
    let capabilities = serde_json::json!({
        "capabilities": capabilities(),
        "serverInfo": {"name": "fangzhi", "version": env!("CARGO_PKG_VERSION")},
    });
    connection.initialize_finish(id, capabilities)?;
    let lang = hello.get("locale").and_then(Value::as_str).map(lang_of);
    let site = settings.site.or_else(|| folder(&hello)).unwrap_or_else(|| ".".into());
    let site = site.canonicalize().unwrap_or(site);
    let mut desk = settings.desk;
    desk.lang = lang.unwrap_or(desk.lang);
    Session::start(&connection, Disk::new(site), desk);
    drop(connection);
    threads.join()?;
    Ok(())
}

fn lang_of(locale: &str) -> Lang {
    if locale.to_lowercase().starts_with("zh") { Lang::Zh } else { Lang::En }
}

/// The folder that the editor has open, or the one above it that is a site.
fn folder(hello: &Value) -> Option<std::path::PathBuf> {
    let first = hello.get("workspaceFolders").and_then(|folders| folders.get(0)?.get("uri"));
    let uri = first.or_else(|| hello.get("rootUri")).and_then(Value::as_str)?;
    let open = std::path::PathBuf::from(crate::source::percent_decode(uri.strip_prefix("file://")?));
    let site = open.ancestors().find(|folder| folder.join(crate::config::FILE).is_file());
    Some(site.map_or_else(|| open.clone(), std::path::Path::to_path_buf))
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([":", " ", "[", ","].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, actions::EXTRACT]),
            ..CodeActionOptions::default()
        })),
        ..ServerCapabilities::default()
    }
}

struct Session<'c> {
    connection: &'c Connection,
    disk: Disk,
    root: String,
    lang: Lang,
    documents: Documents,
    laid: Option<Laid>,
    /// What was last found in files that are not open.
    elsewhere: BTreeMap<SourcePath, Vec<Diagnostic>>,
    /// Files about which the editor was told something.
    told: BTreeSet<SourcePath>,
    changes: Sender<Change>,
}

impl<'c> Session<'c> {
    fn start(connection: &'c Connection, disk: Disk, settings: DeskSettings) {
        let (to, events) = channel();
        let (changes, waiting) = channel();
        let lang = settings.lang;
        worker::start(disk.clone(), settings, waiting, to.clone());
        // Files that other programs change; dropped with the session.
        let _watching = Watching::start(&disk, false, changes.clone());
        let from = connection.receiver.clone();
        thread::spawn(move || {
            for message in from {
                if to.send(Event::Client(message)).is_err() {
                    return;
                }
            }
            let _ = to.send(Event::Gone);
        });
        let root = disk.root().to_string_lossy().trim_end_matches('/').to_owned();
        let mut session = Self {
            connection,
            disk,
            root,
            lang,
            documents: Documents::default(),
            laid: None,
            elsewhere: BTreeMap::new(),
            told: BTreeSet::new(),
            changes,
        };
        for event in events {
            if !session.take(event) {
                break;
            }
        }
    }

    /// Takes what happened; `false` at the end.
    fn take(&mut self, event: Event) -> bool {
        match event {
            Event::Gone => return false,
            Event::Laid(result) => self.lay(*result),
            Event::Client(Message::Notification(note)) if note.method == "exit" => return false,
            Event::Client(Message::Notification(note)) => drop(self.note(note)),
            Event::Client(Message::Request(request)) => {
                self.answer(request);
            }
            Event::Client(Message::Response(_)) => {}
        }
        true
    }

    fn texts(&self) -> Texts<'_> {
        Texts { root: &self.root, disk: &self.disk, documents: &self.documents }
    }

    fn path(&self, params: &Value) -> Option<SourcePath> {
        let uri: lsp_types::Uri = serde_json::from_value(params.get("textDocument")?.get("uri")?.clone()).ok()?;
        convert::path(&self.root, &uri)
    }

    fn note(&mut self, note: Notification) -> Option<()> {
        let path = self.path(&note.params)?;
        match note.method.as_str() {
            "textDocument/didOpen" => {
                let params: lsp_types::DidOpenTextDocumentParams = read(note.params)?;
                self.documents.open(path.clone(), params.text_document.version, &params.text_document.text);
                self.changed(&path);
            }
            "textDocument/didChange" => {
                let params: lsp_types::DidChangeTextDocumentParams = read(note.params)?;
                self.documents.edit(&path, params.text_document.version, params.content_changes);
                self.changed(&path);
            }
            "textDocument/didClose" => {
                self.documents.close(&path);
                self.disk.hold(&path, None);
                self.look_again(&path);
            }
            "textDocument/didSave" => self.look_again(&path),
            _ => {}
        }
        Some(())
    }

    fn changed(&mut self, path: &SourcePath) {
        let text = self.documents.get(path).map(|document| document.text.clone());
        self.disk.hold(path, text.as_deref());
        self.publish_open(path);
        self.look_again(path);
    }

    fn look_again(&self, path: &SourcePath) {
        // The worker ends with the session, not before.
        let _ = self.changes.send(Change::Paths(BTreeSet::from([path.clone()])));
    }

    /// What can be said of an open text at once, and what was said of it together with others.
    fn publish_open(&mut self, path: &SourcePath) {
        let (Some(laid), Some(document)) = (&self.laid, self.documents.get(path)) else { return };
        let mut list = inspect(laid, path, &document.text).list;
        list.extend(document.shifted());
        crate::diag::sort(&mut list);
        let version = document.version;
        self.publish(path, &list, Some(version));
    }

    fn publish(&mut self, path: &SourcePath, list: &[Diagnostic], version: Option<i32>) {
        let Some(uri) = convert::uri(&self.root, path) else { return };
        let texts = self.texts();
        let diagnostics = list.iter().filter_map(|diagnostic| convert::shown(diagnostic, &texts, self.lang)).collect();
        let params = PublishDiagnosticsParams { uri, diagnostics, version };
        if list.is_empty() {
            self.told.remove(path)
        } else {
            self.told.insert(path.clone())
        };
        self.send(Notification::new("textDocument/publishDiagnostics".to_owned(), params).into());
    }

    fn send(&self, message: Message) {
        // An editor that is gone is noticed by its silence.
        let _ = self.connection.sender.send(message);
    }

    /// The site was assembled: what concerns several files is known.
    fn lay(&mut self, result: worker::Assembled) {
        let mut by_file: BTreeMap<SourcePath, Vec<Diagnostic>> = BTreeMap::new();
        for diagnostic in result.list {
            if let Some(span) = &diagnostic.span {
                by_file.entry(span.file.clone()).or_default().push(diagnostic);
            }
        }
        let open = self.documents.paths();
        for path in &open {
            let found = by_file.remove(path).unwrap_or_default();
            let Some(text) = result.held.get(path) else { continue };
            let alone = inspect(&result.laid, path, text).list;
            let together = found.into_iter().filter(|diagnostic| !alone.contains(diagnostic)).collect();
            if let Some(document) = self.documents.get_mut(path) {
                document.together = (std::sync::Arc::clone(text), together);
            }
        }
        self.laid = Some(result.laid);
        for path in &open {
            self.publish_open(path);
        }
        let before = std::mem::replace(&mut self.elsewhere, by_file);
        let is_gone = |path: &&SourcePath| !open.contains(path) && !self.elsewhere.contains_key(*path);
        let gone: Vec<SourcePath> = self.told.iter().filter(is_gone).cloned().collect();
        for path in gone {
            self.publish(&path, &[], None);
        }
        let news =
            self.elsewhere.iter().filter(|(path, list)| before.get(*path) != Some(list) || !self.told.contains(*path));
        let news: Vec<(SourcePath, Vec<Diagnostic>)> = news.map(|(path, list)| (path.clone(), list.clone())).collect();
        for (path, list) in news {
            self.publish(&path, &list, None);
        }
    }

    fn answer(&self, request: Request) {
        let id = request.id.clone();
        let result = match request.method.as_str() {
            // The editor says `exit` next.
            "shutdown" => None,
            "textDocument/completion" => self.with(request, complete::complete),
            "textDocument/hover" => self.with(request, hover::hover),
            "textDocument/definition" => self.with(request, places::definition),
            "textDocument/references" => self.with(request, places::references),
            "textDocument/codeAction" => self.with(request, |asked, params| Some(actions::actions(asked, params))),
            _ => return self.send(unknown(id).into()),
        };
        self.send(Response::new_ok(id, result.unwrap_or(Value::Null)).into());
    }

    /// Answers about an open text; nothing while the site is being read.
    fn with<P: DeserializeOwned, A: serde::Serialize>(
        &self,
        request: Request,
        of: impl Fn(&Asked<'_>, &P) -> Option<A>,
    ) -> Option<Value> {
        let path = self.path(&request.params)?;
        let document = self.documents.get(&path)?;
        let asked = Asked { laid: self.laid.as_ref()?, path: &path, document, texts: self.texts(), lang: self.lang };
        serde_json::to_value(of(&asked, &read(request.params)?)?).ok()
    }
}

/// What an answer is made of.
pub struct Asked<'s> {
    /// The site as it last stood.
    pub laid: &'s Laid,
    /// The file asked about.
    pub path: &'s SourcePath,
    /// Its text.
    pub document: &'s super::documents::Document,
    /// The texts of all files.
    pub texts: Texts<'s>,
    /// Language of messages.
    pub lang: Lang,
}

fn read<P: DeserializeOwned>(params: Value) -> Option<P> {
    serde_json::from_value(params).ok()
}

fn unknown(id: RequestId) -> Response {
    Response::new_err(id, ErrorCode::MethodNotFound as i32, "not supported".to_owned())
}
