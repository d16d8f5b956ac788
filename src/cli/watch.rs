//! `watch`: the live preview.

use std::net::{IpAddr, Ipv4Addr, TcpListener, UdpSocket};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use time::OffsetDateTime;
use tokio::sync::watch;

use super::Exit;
use super::args::WatchArgs;
use super::report::{print, say, tally};
use crate::diag::print::Format;
use crate::diag::{Diagnostic, Lang, Words};
use crate::load;
use crate::serve::{Change, Cms, Desk, Hosts, Means, Outcome, Preview, Settings, State, Watching, serve};
use crate::source::Disk;

/// The port that is tried first.
const PORT: u16 = 8080;
/// How many ports are tried in all.
const TRIED: u16 = 100;
/// How often the date is looked at.
const MINUTE: Duration = Duration::from_mins(1);
/// How old a change gets before it is taken: editors write a file in several steps.
const CALM: Duration = Duration::from_millis(10);
/// How long an editor that writes a file may leave it empty; a busy machine needs more than a tick.
const WRITING: Duration = Duration::from_millis(250);
/// How long an editor that saves by deleting and renaming may leave a file away.
const REPLACING: Duration = Duration::from_millis(100);
/// How often such a file is looked at.
const TICK: Duration = Duration::from_millis(10);
/// Many changes come from a program (`git checkout`, `cp -r`): they are taken together when it has been quiet this long.
const QUIET: Duration = Duration::from_millis(60);
/// From how many paths on changes are many.
const MANY: usize = 16;
/// The longest wait for a program to end.
const LONGEST: Duration = Duration::from_secs(2);

/// Serves a site until it is interrupted.
pub fn watch(args: &WatchArgs, lang: Lang) -> Exit {
    let disk = Disk::new(&args.site);
    if !disk.exists(crate::config::FILE) {
        let mut findings = crate::diag::Findings::new();
        let config = load::config(&disk, None, &mut findings);
        print(&config.judged(findings), Format::Human, lang, &disk);
        return Exit::Content;
    }
    let Ok(cms) = cms(args) else {
        say(&no_cms(), lang);
        return Exit::Machine;
    };
    let listener = match bind(args, lang) {
        Ok(listener) => listener,
        Err(words) => {
            say(&words, lang);
            return Exit::Machine;
        }
    };
    let hosts = Hosts::new(&args.host);
    let Ok(address) = listener.local_addr() else { return Exit::Machine };
    let url = format!("http://{}/", authority(&args.host, address.port()));
    say(&Words::new(format!("预览：{url}　按 Ctrl-C 结束"), format!("preview: {url} (Ctrl-C ends it)")), lang);
    if cms.is_some() {
        say(&Words::new(format!("表单：{url}admin/"), format!("forms: {url}admin/")), lang);
    }
    if !hosts.is_loopback() {
        warn_open(address.ip(), address.port(), lang);
    }
    let (states, shown) = watch::channel(None);
    let (changes, received) = channel();
    let settings = Settings { as_of: args.as_of, drafts: args.drafts, lang, now: OffsetDateTime::now_utc };
    let work = Work { desk: Desk::new(disk.clone(), settings), disk: disk.clone(), states, lang };
    let poll = args.poll;
    thread::spawn(move || work.run(poll, changes, &received));
    if args.open {
        open(&url, lang);
    }
    run(listener, Preview::new(shown, hosts, disk, lang).with_cms(cms), lang)
}

/// The forms, if they were asked for; an error if there is no copy of their program.
fn cms(args: &WatchArgs) -> Result<Option<Cms>, ()> {
    let Some(given) = &args.cms else { return Ok(None) };
    Cms::find(given, &args.site).map(Some).ok_or(())
}

fn no_cms() -> Words {
    Words::new(
        "找不到 Sveltia CMS。在网站文件夹里运行 npm install @sveltia/cms，或用 --cms 指出装有它的文件夹",
        "no Sveltia CMS found: run `npm install @sveltia/cms` in the site's folder, or say with --cms where it is",
    )
}

/// Serves until Ctrl-C.
fn run(listener: TcpListener, preview: Preview, lang: Lang) -> Exit {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => return failed(&e, lang),
    };
    let ended = runtime.block_on(async {
        tokio::select! {
            served = serve(listener, preview) => served,
            _ = tokio::signal::ctrl_c() => Ok(()),
        }
    });
    // Open streams are not waited for.
    runtime.shutdown_background();
    ended.map_or_else(|e| failed(&e, lang), |()| Exit::Done)
}

fn failed(e: &std::io::Error, lang: Lang) -> Exit {
    say(&Words::new(format!("预览无法运行（{e}）"), format!("the preview cannot run ({e})")), lang);
    Exit::Machine
}

/// A port that was asked for must be free; else the next free one does.
fn bind(args: &WatchArgs, lang: Lang) -> Result<TcpListener, Words> {
    let host = args.host.trim_matches(['[', ']']);
    let first = args.port.unwrap_or(PORT);
    let last = if args.port.is_some() { first } else { first.saturating_add(TRIED) };
    let mut fault = None;
    for port in first..=last {
        match TcpListener::bind((host, port)) {
            Ok(listener) => {
                if port != first {
                    say(
                        &Words::new(
                            format!("端口 {first} 已被占用，改用 {port}"),
                            format!("port {first} is taken, using {port}"),
                        ),
                        lang,
                    );
                }
                return Ok(listener);
            }
            Err(e) if e.kind() == std::io::ErrorKind::AddrInUse => fault = Some(e),
            Err(e) => return Err(cannot_bind(host, port, &e)),
        }
    }
    Err(match fault {
        Some(_) if args.port.is_some() => Words::new(
            format!("端口 {first} 已被占用。关闭占用它的程序，或用 --port 换一个"),
            format!("port {first} is taken: close the program that has it, or choose another with --port"),
        ),
        _ => Words::new(
            format!("端口 {first} 到 {last} 都被占用。用 --port 指定一个"),
            format!("ports {first} to {last} are all taken: choose one with --port"),
        ),
    })
}

fn cannot_bind(host: &str, port: u16, e: &std::io::Error) -> Words {
    Words::new(
        format!("不能在 {host}:{port} 上提供预览（{e}）。检查 --host 和 --port"),
        format!("cannot serve on {host}:{port} ({e}): check --host and --port"),
    )
}

/// A host and port as they stand in a URL.
fn authority(host: &str, port: u16) -> String {
    let host = host.trim_matches(['[', ']']);
    match host.parse::<IpAddr>() {
        Ok(ip) if ip.is_unspecified() => format!("127.0.0.1:{port}"),
        Ok(IpAddr::V6(ip)) => format!("[{ip}]:{port}"),
        _ => format!("{host}:{port}"),
    }
}

/// Others on the network can read everything, drafts included.
fn warn_open(ip: IpAddr, port: u16, lang: Lang) {
    let ip = if ip.is_unspecified() { own_address().unwrap_or(ip) } else { ip };
    let url = format!("http://{}/", authority(&ip.to_string(), port));
    say(
        &Words::new(
            format!("注意：同一网络里的人都能打开这个预览（没有密码）：{url}"),
            format!("warning: everybody on the network can open this preview (there is no password): {url}"),
        ),
        lang,
    );
}

/// The address this machine has towards other networks. Nothing is sent: the system only chooses a way.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address for documentation (RFC 5737), which nobody has.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket.local_addr().ok().map(|a| a.ip())
}

fn open(url: &str, lang: Lang) {
    let program = match () {
        () if cfg!(target_os = "macos") => "open",
        () if cfg!(windows) => "explorer",
        () => "xdg-open",
    };
    let mut command = std::process::Command::new(program);
    command.arg(url).stdin(std::process::Stdio::null());
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    if let Err(e) = command.spawn() {
        say(
            &Words::new(format!("打不开浏览器（{program}：{e}）"), format!("no browser opened ({program}: {e})")),
            lang,
        );
    }
}

/// The thread that takes changes.
struct Work {
    desk: Desk,
    disk: Disk,
    states: watch::Sender<Option<State>>,
    lang: Lang,
}

impl Work {
    fn run(mut self, poll: bool, changes: Sender<Change>, received: &Receiver<Change>) {
        // Before the first look, so that no change is missed after it.
        let mut watching = Watching::start(&self.disk, poll, changes);
        if let Some(words) = means(watching.means()) {
            say(&words, self.lang);
        }
        self.take(&Change::Everything);
        self.take_links(&mut watching);
        loop {
            let change = match received.recv_timeout(MINUTE) {
                Ok(first) => self.gather(first, received),
                Err(RecvTimeoutError::Timeout) if self.desk.is_of_yesterday() => Change::none(),
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            watching.follow(&change);
            self.take(&change);
            self.take_links(&mut watching);
        }
    }

    /// All changes that wait, with those of a file that is just being written.
    fn gather(&self, first: Change, received: &Receiver<Change>) -> Change {
        let mut change = first;
        thread::sleep(CALM);
        for more in received.try_iter() {
            change.join(more);
        }
        let begun = Instant::now();
        let is_unfinished = |change: &Change, age: Duration| {
            age < WRITING && self.desk.is_being_written(change)
                || age < REPLACING && self.desk.is_being_replaced(change)
        };
        while is_unfinished(&change, begun.elapsed()) {
            if let Ok(more) = received.recv_timeout(TICK) {
                change.join(more);
            }
        }
        while is_bulk(&change, &self.disk) && begun.elapsed() < LONGEST {
            match received.recv_timeout(QUIET) {
                Ok(more) => change.join(more),
                Err(_) => break,
            }
        }
        change
    }

    /// What a link shows is known only when the site is read, and may have changed before it was watched.
    fn take_links(&mut self, watching: &mut Watching) {
        let mut new = watching.follow_links(self.desk.links());
        while !new.is_empty() {
            self.take(&new);
            new = watching.follow_links(self.desk.links());
        }
    }

    fn take(&mut self, change: &Change) {
        let begun = Instant::now();
        let Some(outcome) = self.desk.take(change) else { return };
        say(&line(&outcome, begun.elapsed()), self.lang);
        self.states.send_replace(Some(outcome.state));
    }
}

fn is_bulk(change: &Change, disk: &Disk) -> bool {
    match change {
        Change::Everything => true,
        Change::Paths(paths) => paths.len() >= MANY || paths.iter().any(|p| disk.root().join(p.as_str()).is_dir()),
    }
}

fn means(means: Means) -> Option<Words> {
    match means {
        Means::Events | Means::Polling => None,
        Means::Remote => Some(Words::new(
            "网站在网络盘或共享文件夹上，收不到改动通知，改为定时查看（同 --poll）",
            "the site is on a network drive or shared folder that sends no events: looking for changes (as with --poll)",
        )),
        Means::Refused => Some(Words::new(
            "系统不能再监视更多文件夹，改为定时查看（同 --poll）",
            "the system cannot watch so many folders: looking for changes (as with --poll)",
        )),
    }
}

/// One line for each change: what changed, how many problems, how long it took.
fn line(outcome: &Outcome, took: Duration) -> Words {
    let (what, tally, ms) = (what(outcome), tally(&outcome.list), took.as_millis());
    let first = outcome.list.iter().find(|d| d.severity == crate::diag::Severity::Error);
    let place = |d: &Diagnostic| d.span.as_ref().map(|s| format!("{}: ", s.file)).unwrap_or_default();
    let (zh, en) = first.map_or_else(Default::default, |d| {
        (format!("　{}{}", place(d), d.message.zh), format!("  {}{}", place(d), d.message.en))
    });
    Words::new(format!("{}：{}；{ms}毫秒{zh}", what.zh, tally.zh), format!("{}: {}; {ms} ms{en}", what.en, tally.en))
}

fn what(outcome: &Outcome) -> Words {
    match outcome.files.as_deref() {
        None => Words::new("全站", "the whole site"),
        Some([]) => Words::new("新的一天", "a new day"),
        Some([one]) => Words::new(one.as_str(), one.as_str()),
        Some([one, rest @ ..]) => {
            Words::new(format!("{one} 等{}个文件", rest.len() + 1), format!("{one} and {} more", rest.len()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::authority;

    #[test]
    fn hosts_in_urls() {
        assert_eq!(authority("127.0.0.1", 80), "127.0.0.1:80");
        assert_eq!(authority("::1", 80), "[::1]:80");
        assert_eq!(authority("0.0.0.0", 80), "127.0.0.1:80");
        assert_eq!(authority("desk.local", 80), "desk.local:80");
    }
}
