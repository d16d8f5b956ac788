//! `watch` as a program: how changes come to it, and what a request gets. What stands in pages is told in
//! `tests/browser/watch.test.mjs`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::site::SiteTest;

/// How long a change may take on a machine that is busy.
const LONGEST: Duration = Duration::from_secs(30);
const FIRST: &str = "content/articles/2024-01-05-first.md";

/// A running preview.
struct Preview {
    process: Child,
    port: u16,
}

impl Preview {
    fn of(site: &SiteTest) -> Self {
        Self::by(Command::new(env!("CARGO_BIN_EXE_fangzhi")), site, &[])
    }

    /// Runs `program` with the words of a preview on a free port.
    fn by(mut program: Command, site: &SiteTest, more: &[&str]) -> Self {
        let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        program.args(["--lang", "en", "watch", "--port", &port.to_string(), "--site"]).arg(site.path()).args(more);
        let process = program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let preview = Self { process, port };
        until(|| TcpStream::connect(("127.0.0.1", port)).is_ok(), "it is there");
        preview
    }

    /// The body of a page.
    fn page(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// What is told to tabs of the home page.
    fn told(&self) -> String {
        self.page(".fangzhi/state?page=/")
    }

    fn shows(&self, path: &str, words: &str) {
        until(|| self.page(path).contains(words), words);
    }

    fn signal(&self, name: &str) {
        let words = format!("kill -{name} {}", self.process.id());
        assert!(Command::new("sh").args(["-c", &words]).status().unwrap().success());
    }

    /// Ends it; what it told.
    fn end(mut self) -> String {
        self.signal("INT");
        let lines = BufReader::new(self.process.stderr.take().unwrap()).lines();
        lines.map(|line| line.unwrap() + "\n").collect()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[track_caller]
fn until(mut is_so: impl FnMut() -> bool, what: &str) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < LONGEST, "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn retitle(site: &SiteTest, path: &str, title: &str) {
    let text = std::fs::read_to_string(site.path().join(path)).unwrap();
    let lines = text
        .lines()
        .map(|line| if line.starts_with("title: ") { format!("title: {title}\n") } else { format!("{line}\n") });
    site.write(path, lines.collect::<String>());
}

fn with_many(count: usize) -> SiteTest {
    (0..count).fold(SiteTest::base(), |site, n| site.article(&format!("many-{n}"), "", "正文。"))
}

#[test]
fn many_files_at_once_are_one_change() {
    let site = with_many(400);
    let preview = Preview::of(&site);
    preview.shows("articles/many-399/", "many-399");
    for n in 0..400 {
        retitle(&site, &format!("content/articles/many-{n}.md"), &format!("换了一支的{n}"));
    }
    std::fs::remove_file(site.path().join("content/articles/many-7.md")).unwrap();
    preview.shows("articles/many-399/", "换了一支的399");
    preview.shows("articles/many-0/", "换了一支的0");
    until(|| preview.page("articles/many-7/").starts_with("HTTP/1.1 404"), "the page is gone");
    let told = preview.end();
    assert!(told.lines().count() < 12, "a line for each file, and not for the change:\n{told}");
}

#[test]
fn lost_events_are_made_up_for() {
    let site = SiteTest::base();
    let preview = Preview::of(&site);
    preview.shows("", "<main");
    preview.signal("STOP");
    // More than the system queues; it drops the rest, those of the edit among them.
    let most = std::fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").unwrap();
    let most: usize = most.trim().parse().unwrap();
    for n in 0..most + 10 {
        site.write(&format!("content/articles/.x{}.swp", n % 5), "");
    }
    retitle(&site, FIRST, "事件丢了以后");
    preview.signal("CONT");
    preview.shows("articles/2024-01-05-first/", "事件丢了以后");
    assert!(preview.end().matches("the whole site").count() > 1);
}

#[test]
fn what_a_link_shows_is_watched() {
    let site = SiteTest::base();
    std::fs::create_dir(site.path().join("drawer")).unwrap();
    let text = std::fs::read(site.path().join(FIRST)).unwrap();
    site.write("drawer/linked.md", text);
    symlink("../../drawer/linked.md", site.path().join("content/articles/linked.md")).unwrap();
    let preview = Preview::of(&site);
    preview.shows("articles/linked/", "<main");
    retitle(&site, "drawer/linked.md", "抽屉里的稿子");
    preview.shows("articles/linked/", "抽屉里的稿子");
}

/// A folder that a link shows goes and comes again; a link leads nowhere at first.
#[test]
fn what_a_link_shows_may_go_and_come() {
    let site = SiteTest::base();
    let text = std::fs::read(site.path().join(FIRST)).unwrap();
    site.write("drawer/sub/a.md", &text);
    symlink("../../drawer/sub", site.path().join("content/articles/folder")).unwrap();
    let preview = Preview::of(&site);
    preview.shows("articles/a/", "<main");
    let (here, away) = (site.path().join("drawer/sub"), site.path().join("drawer/away"));
    std::fs::rename(&here, &away).unwrap();
    until(|| preview.told().contains("content/articles/folder"), "the link leads nowhere");
    std::fs::create_dir(&here).unwrap();
    std::fs::copy(away.join("a.md"), here.join("a.md")).unwrap();
    retitle(&site, "drawer/sub/a.md", "又有了");
    preview.shows("articles/a/", "又有了");
    retitle(&site, "drawer/sub/a.md", "又改了");
    preview.shows("articles/a/", "又改了");
    symlink("../../drawer/later.md", site.path().join("content/articles/later.md")).unwrap();
    until(|| preview.told().contains("content/articles/later.md"), "the link leads nowhere yet");
    site.write("drawer/later.md", &text);
    preview.shows("articles/later/", "<main");
    symlink("..", site.path().join("content/articles/endless")).unwrap();
    until(|| preview.told().contains("content/articles/endless"), "the link has no end");
    std::fs::remove_file(site.path().join("content/articles/endless")).unwrap();
    until(|| preview.told().contains("\"errors\":0"), "the link is gone");
}

#[test]
fn a_page_without_its_slash_keeps_the_question() {
    let site = SiteTest::base();
    let preview = Preview::of(&site);
    let answer = preview.page("search?q=%E4%B9%90%E9%99%B5");
    assert!(answer.contains("location: /search/?q=%E4%B9%90%E9%99%B5\r\n"), "{answer}");
}

#[test]
fn a_site_that_cannot_be_watched_is_looked_at() {
    let in_room = |words: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "sh", "-c", words, env!("CARGO_BIN_EXE_fangzhi")]);
        command
    };
    let limited = "echo 1 > /proc/sys/user/max_inotify_watches";
    if !in_room(limited).stderr(Stdio::null()).status().is_ok_and(|status| status.success()) {
        return; // Here nobody may make such a room.
    }
    let site = SiteTest::base();
    let preview = Preview::by(in_room(&format!("{limited}; exec \"$0\" \"$@\"")), &site, &[]);
    preview.shows("", "<main");
    retitle(&site, FIRST, "看出来的改动");
    preview.shows("articles/2024-01-05-first/", "看出来的改动");
    assert!(preview.end().contains("cannot watch so many folders"));
}

#[test]
fn polling_sees_changes() {
    let site = SiteTest::base();
    let preview = Preview::by(Command::new(env!("CARGO_BIN_EXE_fangzhi")), &site, &["--poll"]);
    preview.shows("", "<main");
    retitle(&site, FIRST, "轮询看到的");
    preview.shows("articles/2024-01-05-first/", "轮询看到的");
}

#[test]
fn open_opens_the_page() {
    let (site, bin) = (SiteTest::base(), SiteTest::empty());
    let opened = bin.path().join("opened");
    let program = bin.path().join("xdg-open");
    std::fs::write(&program, format!("#!/bin/sh\necho \"$1\" > '{}'\n", opened.display())).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_fangzhi"));
    command.env("PATH", path_with(bin.path()));
    let preview = Preview::by(command, &site, &["--open"]);
    let url = format!("http://127.0.0.1:{}/\n", preview.port);
    until(|| std::fs::read_to_string(&opened).is_ok_and(|text| text == url), &url);
}

fn path_with(folder: &Path) -> std::ffi::OsString {
    let others = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(folder.to_owned()).chain(std::env::split_paths(&others))).unwrap()
}
