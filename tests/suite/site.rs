//! A site in a folder of its own, and the program run on it.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::tree::{self, Tree};

/// “Today” of every test that does not say otherwise.
pub const TODAY: &str = "2024-06-01";

/// The folder of the tests' data.
pub fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// A site that goes with the test.
pub struct SiteTest {
    folder: TempDir,
}

impl SiteTest {
    /// An empty folder.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A copy of a site under `tests/`.
    pub fn copy_of(path: &str) -> Self {
        let site = Self::empty();
        let files = tree::read(&data(path));
        assert!(!files.is_empty(), "tests/{path} has no files");
        tree::write(site.path(), &files);
        site
    }

    /// The small site that every diagnostics case adds to: `tests/base`.
    pub fn base() -> Self {
        Self::copy_of("base")
    }

    /// The site's folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file.
    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(path, content);
        self
    }

    /// Writes a file of a site that was built already.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// Writes an article of Leling with these front-matter lines and this body.
    pub fn article(self, id: &str, lines: &str, body: &str) -> Self {
        let front = format!("title: {id}\ncounty: leling\ndate: 2024-01-10\n{lines}");
        self.file(&format!("content/articles/{id}.md"), format!("---\n{}\n---\n\n{body}\n", front.trim_end()))
    }

    /// Runs `build` with the fixed “today” and further arguments.
    pub fn build(&self, arguments: &[&str]) -> Outcome {
        self.program("build").args(&["--as-of", TODAY]).args(arguments).end()
    }

    /// Runs `check` with the fixed “today” and further arguments.
    pub fn check(&self, arguments: &[&str]) -> Outcome {
        self.program("check").args(&["--as-of", TODAY]).args(arguments).end()
    }

    /// The program, about to run a command on this site without a locale.
    pub fn program(&self, command: &str) -> Program {
        let mut process = process();
        process.arg(command).arg("--site").arg(self.path());
        Program { process, site: self.path().to_owned() }
    }

    /// The program, about to run a command that knows no site.
    pub fn command(&self, command: &str) -> Program {
        let mut process = process();
        process.arg(command);
        Program { process, site: self.path().to_owned() }
    }

    /// Runs `verify` on a folder.
    pub fn verify(&self, folder: &Path) -> Outcome {
        self.command("verify").args(&[folder.to_str().unwrap()]).end()
    }

    /// The files of `public/`.
    pub fn output(&self) -> Tree {
        tree::read(&self.path().join("public"))
    }
}

/// The program in an environment that says nothing.
fn process() -> Command {
    let mut process = Command::new(env!("CARGO_BIN_EXE_fangzhi"));
    for key in ["LC_ALL", "LC_MESSAGES", "LANG", "RAYON_NUM_THREADS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        process.env_remove(key);
    }
    process
}

/// The program about to run.
pub struct Program {
    process: Command,
    site: PathBuf,
}

impl Program {
    /// Adds arguments.
    pub fn args(mut self, arguments: &[&str]) -> Self {
        self.process.args(arguments);
        self
    }

    /// Sets a variable of the environment.
    pub fn env(mut self, key: &str, value: &str) -> Self {
        self.process.env(key, value);
        self
    }

    /// Runs it.
    pub fn end(mut self) -> Outcome {
        let output = self.process.output().unwrap();
        // Reports may name the temporary folder, which has another name in every run.
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(self.site.to_str().unwrap(), "<site>");
        Outcome { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }
}

/// What a run left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Exit code; `None` if it was killed.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Outcome {
    /// Fails unless the program ended with this code.
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}{}", self.stdout, self.stderr);
        self
    }

    /// Fails unless one of the streams has this text.
    pub fn says(self, text: &str) -> Self {
        let all = format!("{}{}", self.stdout, self.stderr);
        assert!(all.contains(text), "`{text}` is not in:\n{all}");
        self
    }
}
