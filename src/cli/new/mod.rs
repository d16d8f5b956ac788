//! `new`: a site, article, county or indicator to begin with. What is there is never overwritten.

mod article;
mod ask;
mod county;
mod indicator;
mod site;

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::NewCommand;
use super::report::say;
use crate::diag::{Lang, Words};

/// Why nothing was written.
pub(super) enum Refusal {
    /// Something is missing or cannot be meant: told, and exit code 2.
    Usage(Words),
    /// The content stands in the way: exit code 1.
    Content(Words),
    /// The disk: exit code 3.
    Machine(Words),
}

/// Runs `new`.
pub fn new(command: &NewCommand, lang: Lang) -> ExitCode {
    let written = match command {
        NewCommand::Site { dir } => site::new(dir),
        NewCommand::Article(args) => article::new(args, lang),
        NewCommand::County(args) => county::new(args),
        NewCommand::Indicator(args) => indicator::new(args, lang),
    };
    let (words, code) = match written {
        Ok(words) => (words, 0),
        Err(Refusal::Usage(words)) => (words, 2),
        Err(Refusal::Content(words)) => (words, 1),
        Err(Refusal::Machine(words)) => (words, 3),
    };
    say(&words, lang);
    ExitCode::from(code)
}

/// Writes a file that is not there yet.
fn create(path: &Path, text: &str) -> Result<(), Refusal> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| not_written(folder, &error))?;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = file.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Refusal::Content(Words::new(
            format!("{} 已经有了，没有改动", path.display()),
            format!("{} is there already; it was not changed", path.display()),
        )),
        _ => not_written(path, &error),
    })?;
    file.write_all(text.as_bytes()).map_err(|error| not_written(path, &error))
}

fn not_written(path: &Path, error: &std::io::Error) -> Refusal {
    let why = Words::of_failure(error);
    Refusal::Machine(Words::new(
        format!("写不了 {}：{}", path.display(), why.zh),
        format!("cannot write {}: {}", path.display(), why.en),
    ))
}

fn written(path: &Path, zh: &str, en: &str) -> Words {
    Words::new(format!("写好了 {}。{zh}", path.display()), format!("wrote {}. {en}", path.display()))
}

/// Refuses a folder that is no site.
fn is_site(folder: &Path) -> Result<(), Refusal> {
    if folder.join(crate::config::FILE).is_file() {
        return Ok(());
    }
    Err(Refusal::Content(Words::new(
        format!(
            "{} 不是网站文件夹：没有 site-config.yaml。先用 fangzhi new site 建一个，或用 --site 指出",
            folder.display()
        ),
        format!(
            "{} is no site: there is no site-config.yaml. Make one with `fangzhi new site`, or say where it is with --site",
            folder.display()
        ),
    )))
}

/// Text as a YAML value: plain where YAML reads the same, else in double quotes.
fn scalar(text: &str) -> String {
    let first = text.starts_with(|c: char| c.is_alphabetic());
    let plain = first
        && !text.contains([
            '#', ':', '"', '\'', '\\', '\n', '\r', '\t', '{', '}', '[', ']', '&', '*', '!', '|', '>', '%', '@', '`',
        ]);
    let word = ["true", "false", "null", "yes", "no", "on", "off"].contains(&text.to_lowercase().as_str());
    if plain && !word && text.trim() == text { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// A file name that is free: `a.md`, else `a-2.md` and so on.
fn free(folder: &Path, stem: &str) -> PathBuf {
    let name = |n: usize| if n == 1 { format!("{stem}.md") } else { format!("{stem}-{n}.md") };
    (1..1000).map(|n| folder.join(name(n))).find(|path| !path.exists()).unwrap_or_else(|| folder.join(name(1)))
}

/// What may stand in a file name and an address.
fn checked_id(id: &str) -> Result<String, Refusal> {
    let good =
        !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'));
    if good {
        return Ok(id.to_owned());
    }
    Err(Refusal::Usage(Words::new(
        format!("编号“{id}”只能用小写字母、数字、- 和 _，用 --id 另给一个"),
        format!("the id `{id}` may have small letters, digits, - and _ only; give another with --id"),
    )))
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn values_stay_what_they_are() {
        for (text, expect) in [
            ("庆云县收入突破10亿元", "庆云县收入突破10亿元"),
            ("10亿元", "\"10亿元\""),
            ("甲: 乙", "\"甲: 乙\""),
            ("他说“好”", "他说“好”"),
            ("a \"b\"", "\"a \\\"b\\\"\""),
            ("null", "\"null\""),
        ] {
            assert_eq!(scalar(text), expect);
        }
    }
}
