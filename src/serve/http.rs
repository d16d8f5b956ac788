//! The server: routes on demand, the stream of changes, the state of a page. Knows no watcher.

use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::IntoResponse as _;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use futures_util::stream;
use serde::Serialize;
use tokio::sync::watch;

use super::answer::{self, HTML, JSON, SCRIPT, blank, content_type, found, with_script, with_status};
use super::cms::{self, Cms};
use super::finder::{Finder, is_index};
use super::guard::Hosts;
use super::paths::{self, Wanted, find};
use super::problem::{Problems, Teller};
use super::state::{Good, State};
use crate::diag::{Diagnostic, Findings, Lang};
use crate::load;
use crate::publish::{self, ProduceFault};
use crate::schema::forms::{self, Editor};
use crate::source::Disk;

/// The script in every page.
const LIVE: &str = include_str!("live.js");
/// After this time a browser that lost the server asks again.
const RETRY: Duration = Duration::from_millis(500);
/// Silence longer than this is broken by a comment, so that a dead connection is noticed.
const BEAT: Duration = Duration::from_secs(30);

/// Everything that requests need.
pub struct Preview {
    states: watch::Receiver<Option<State>>,
    hosts: Hosts,
    disk: Disk,
    lang: Lang,
    finder: Finder,
    /// The forms at `/admin/`.
    cms: Option<Cms>,
    /// Tells one run of the server from another.
    run: u64,
}

impl Preview {
    /// A preview of the states that come.
    #[must_use]
    pub fn new(states: watch::Receiver<Option<State>>, hosts: Hosts, disk: Disk, lang: Lang) -> Self {
        Self { states, hosts, disk, lang, finder: Finder::new(), cms: None, run: u64::from(std::process::id()) }
    }

    /// The same with forms.
    #[must_use]
    pub fn with_cms(self, cms: Option<Cms>) -> Self {
        Self { cms, ..self }
    }

    /// The present state; waits for the first.
    async fn state(&self) -> Option<State> {
        let mut states = self.states.clone();
        let state = states.wait_for(Option::is_some).await.ok()?;
        state.clone()
    }
}

/// Serves until the task is dropped.
///
/// # Errors
/// When the system does not let it.
pub async fn serve(listener: TcpListener, preview: Preview) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let preview = Arc::new(preview);
    let mut router = Router::new()
        .route("/.fangzhi/live.js", get(live))
        .route("/.fangzhi/events", get(events))
        .route("/.fangzhi/state", get(state));
    if preview.cms.is_some() {
        router = router.route("/admin", get(|| async { moved("/admin", None) })).route("/admin/{*path}", get(admin));
        router = router.route("/admin/", get(|| async { admin_page() }));
    }
    let router = router.fallback(file).layer(from_fn_with_state(Arc::clone(&preview), admit)).with_state(preview);
    axum::serve(listener, router).await
}

/// Lets in who may ask, and only to read.
async fn admit(Shared(preview): Shared<Arc<Preview>>, request: Request, next: Next) -> Response<Body> {
    match refusal(&preview.hosts, &request) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    }
}

fn refusal(hosts: &Hosts, request: &Request) -> Option<Response<Body>> {
    let text = |name| request.headers().get(name).map(|v: &HeaderValue| v.to_str().unwrap_or(""));
    let host = text(header::HOST).or_else(|| request.uri().authority().map(axum::http::uri::Authority::as_str));
    if !hosts.admits(host, text(header::ORIGIN)) {
        return Some(with_status(StatusCode::FORBIDDEN, b"403\n".to_vec(), "text/plain; charset=utf-8"));
    }
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let mut response = with_status(StatusCode::METHOD_NOT_ALLOWED, Vec::new(), "text/plain; charset=utf-8");
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    Some(response)
}

async fn live(headers: HeaderMap) -> Response<Body> {
    found(LIVE.as_bytes().to_vec(), SCRIPT, &headers)
}

/// One event for the present state and one for each after it.
async fn events(Shared(preview): Shared<Arc<Preview>>) -> Response<Body> {
    let mut states = preview.states.clone();
    states.mark_changed();
    let run = preview.run;
    let events = stream::unfold(states, move |mut states| async move {
        loop {
            states.changed().await.ok()?;
            let serial = states.borrow_and_update().as_ref().map(|s| s.serial);
            if let Some(serial) = serial {
                let event = Event::default().retry(RETRY).data(format!("{run}-{serial}"));
                return Some((Ok::<_, Infallible>(event), states));
            }
        }
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(BEAT)).into_response()
}

/// What a tab is told of its page.
#[derive(Serialize)]
struct Told<'a> {
    /// `None`: there is nothing to show instead of what the tab shows.
    version: Option<String>,
    /// Style sheets by their name without hash, as paths from the root.
    styles: Vec<(String, &'a str)>,
    /// When the last good state was made, `08:00:12`.
    since: Option<String>,
    lang: &'static str,
    problems: &'a Problems,
}

/// The state of the page `?page=/path/`.
async fn state(Shared(preview): Shared<Arc<Preview>>, request: Request) -> Response<Body> {
    let page = request.uri().query().and_then(|q| q.strip_prefix("page=")).and_then(paths::decode).unwrap_or_default();
    let Some(state) = preview.state().await else { return gone() };
    let headers = request.headers().clone();
    blocking(move || {
        let shown = state.good.as_ref().map(|good| preview.show(good, &page));
        let (version, problems) = match shown {
            Some(Shown::Page { version, .. }) => (Some(version), Arc::clone(&state.problems)),
            Some(Shown::Fault(fault)) => (None, preview.with_fault(&state, fault)),
            _ => (None, Arc::clone(&state.problems)),
        };
        let good = state.good.as_ref();
        let sheets = good.map(|g| g.edition.themed().style_sheets().collect::<Vec<_>>()).unwrap_or_default();
        let told = Told {
            version,
            styles: sheets.into_iter().map(|path| (answer::stem(path), path)).collect(),
            since: good.map(|g| clock(g)),
            lang: if preview.lang == Lang::Zh { "zh" } else { "en" },
            problems: &problems,
        };
        found(serde_json::to_vec(&told).unwrap_or_default(), JSON, &headers)
    })
    .await
}

/// The time at the site's offset.
fn clock(good: &Good) -> String {
    let time = good.since.to_offset(good.config().utc_offset);
    format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
}

/// A file of the site.
async fn file(Shared(preview): Shared<Arc<Preview>>, request: Request) -> Response<Body> {
    let Some(state) = preview.state().await else { return gone() };
    let (path, headers) = (request.uri().path().to_owned(), request.headers().clone());
    let query = request.uri().query().map(str::to_owned);
    blocking(move || {
        let Some(good) = &state.good else { return blank("Fangzhi") };
        match preview.show(good, &path) {
            Shown::Page { bytes, version, status } => {
                let page = with_script(bytes, &version);
                if status == StatusCode::OK { found(page, HTML, &headers) } else { with_status(status, page, HTML) }
            }
            Shown::File { bytes, file } => found(bytes, content_type(&file), &headers),
            Shown::Moved => moved(&path, query.as_deref()),
            Shown::Fault(_) => blank("Fangzhi"),
            Shown::Nothing => with_status(StatusCode::NOT_FOUND, b"404\n".to_vec(), "text/plain; charset=utf-8"),
        }
    })
    .await
}

/// The page with the forms.
fn admin_page() -> Response<Body> {
    let mut response = with_status(StatusCode::OK, cms::PAGE.as_bytes().to_vec(), HTML);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(cms::POLICY));
    response
}

/// What the page with the forms asks for: its configuration, made of the site as it lies on the disk, and its program.
async fn admin(Shared(preview): Shared<Arc<Preview>>, request: Request) -> Response<Body> {
    let path = paths::decode(request.uri().path()).unwrap_or_default();
    let headers = request.headers().clone();
    blocking(move || {
        let path = path.strip_prefix("/admin/").unwrap_or_default();
        if path == "config.json" {
            let names = load::form_names(&preview.disk, &mut Findings::new());
            let told = forms::configuration(Editor::SveltiaCms, &names);
            return found(told.to_string().into_bytes(), JSON, &headers);
        }
        let cms = preview.cms.as_ref();
        let file = match path {
            "fonts/icons.woff2" => cms.and_then(Cms::icons),
            _ => path.strip_prefix("cms/").and_then(|file| cms?.file(file)),
        };
        match file {
            Some(bytes) => found(bytes, content_type(path), &headers),
            None => with_status(StatusCode::NOT_FOUND, b"404\n".to_vec(), "text/plain; charset=utf-8"),
        }
    })
    .await
}

/// What is at a path.
enum Shown {
    Page { bytes: Vec<u8>, version: String, status: StatusCode },
    File { bytes: Vec<u8>, file: String },
    Moved,
    Fault(ProduceFault),
    Nothing,
}

fn moved(path: &str, query: Option<&str>) -> Response<Body> {
    // Of several slashes at the beginning a browser would make the name of another host.
    let mut location = format!("/{}/", path.trim_start_matches('/'));
    location.extend(query.into_iter().flat_map(|query| ["?", query]));
    let mut response = with_status(StatusCode::PERMANENT_REDIRECT, Vec::new(), "text/plain; charset=utf-8");
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

fn gone() -> Response<Body> {
    with_status(StatusCode::SERVICE_UNAVAILABLE, Vec::new(), "text/plain; charset=utf-8")
}

impl Preview {
    fn show(&self, good: &Arc<Good>, path: &str) -> Shown {
        let base = good.config().base_url.as_ref().map_or("/", crate::config::BaseUrl::path);
        let (file, status) = match find(path, base, |file| is_index(file) || good.has(file)) {
            Wanted::File(file) => (file, StatusCode::OK),
            Wanted::Slash => return Shown::Moved,
            Wanted::Nothing => ("404.html".to_owned(), StatusCode::NOT_FOUND),
        };
        if is_index(&file) {
            return self.finder.file(good, &file).map_or(Shown::Nothing, |bytes| Shown::File { bytes, file });
        }
        match good.bytes(&file) {
            None => Shown::Nothing,
            Some(Err(fault)) => Shown::Fault(fault),
            Some(Ok(bytes)) if content_type(&file) == HTML => {
                Shown::Page { version: answer::version(&bytes, good.edition.themed().style_sheets()), bytes, status }
            }
            Some(Ok(bytes)) => Shown::File { bytes, file },
        }
    }

    /// The problems of a state and the one of this page.
    fn with_fault(&self, state: &State, fault: ProduceFault) -> Arc<Problems> {
        let mut findings = Findings::new();
        publish::report(vec![(0, fault)], &mut findings);
        let Some(good) = &state.good else { return Arc::clone(&state.problems) };
        let list: Vec<Diagnostic> = good.config().judged(findings);
        let root = self.disk.root().canonicalize().unwrap_or_else(|_| self.disk.root().to_owned());
        let link = &good.config().editor_link;
        let mut told = Teller { texts: &self.disk, root: &root, link, lang: self.lang }.tell(&list);
        told.errors += state.problems.errors;
        told.warnings += state.problems.warnings;
        told.list.extend(state.problems.list.iter().cloned());
        Arc::new(told)
    }
}

/// Renders away from the threads that answer.
async fn blocking(work: impl FnOnce() -> Response<Body> + Send + 'static) -> Response<Body> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| gone())
}
