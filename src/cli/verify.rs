//! `verify`, and the words for what the output folder answers.

use super::Exit;
use super::args::VerifyArgs;
use super::report::say;
use crate::diag::{Code, Diagnostic, Lang, Words};
use crate::output::{Action, Note, Obstacle, OutputError, VerifyReport, verify as compare, verify_at};

/// Compares a copy with its manifest.
pub fn verify(args: &VerifyArgs, lang: Lang) -> Exit {
    let compared = match (&args.url, &args.dir) {
        (Some(url), folder) => verify_at(url.as_str(), folder.as_deref()),
        (None, Some(folder)) => compare(folder),
        (None, None) => compare(std::path::Path::new(".")),
    };
    match compared {
        Ok(report) => told(&report, lang),
        Err(error) => {
            let (message, help) = not_compared(&error);
            say(&message, lang);
            if let Some(help) = help {
                say(&help, lang);
            }
            if error.is_content() { Exit::Content } else { Exit::Machine }
        }
    }
}

fn told(report: &VerifyReport, lang: Lang) -> Exit {
    for path in &report.changed {
        say(&Words::new(format!("改动  {}", path.as_str()), format!("changed  {}", path.as_str())), lang);
    }
    for path in &report.missing {
        say(&Words::new(format!("缺少  {}", path.as_str()), format!("missing  {}", path.as_str())), lang);
    }
    for path in &report.added {
        say(&Words::new(format!("多出  {}", path.display()), format!("added  {}", path.display())), lang);
    }
    let (ok, changed, missing, added) = (report.ok, report.changed.len(), report.missing.len(), report.added.len());
    say(
        &Words::new(
            format!("相符{ok}个，改动{changed}个，缺少{missing}个，多出{added}个。"),
            format!("{ok} intact, {changed} changed, {missing} missing, {added} added."),
        ),
        lang,
    );
    if report.is_intact() { Exit::Done } else { Exit::Content }
}

/// Why there was nothing to compare with.
fn not_compared(error: &OutputError) -> (Words, Option<Words>) {
    let problem = output_problem(error);
    match error {
        OutputError::NotOurs { folder, line } => (no_list(folder, *line), Some(whole_copy())),
        OutputError::Io { .. } => (problem.message, Some(whole_copy())),
        _ => (problem.message, problem.help),
    }
}

fn no_list(folder: &std::path::Path, line: Option<usize>) -> Words {
    let folder = folder.display();
    match line {
        Some(line) => Words::new(
            format!("{folder} 的 manifest.sha256 第{line}行坏了，没法核对"),
            format!("line {line} of manifest.sha256 in {folder} is broken, so there is nothing to compare with"),
        ),
        None => Words::new(
            format!("{folder} 里没有 manifest.sha256，没法核对"),
            format!("{folder} has no manifest.sha256, so there is nothing to compare with"),
        ),
    }
}

fn whole_copy() -> Words {
    Words::new(
        "指向 fangzhi build 生成的文件夹或它的完整副本；清单由 build 写出",
        "name a folder that `fangzhi build` made, or a whole copy of it; `build` writes the list",
    )
}

/// Trouble with the output folder as a finding.
pub fn output_problem(error: &OutputError) -> Diagnostic {
    let code = if error.is_content() { Code::OutputRefused } else { Code::Machine };
    let (message, help) = match error {
        OutputError::Clashes(paths) => clashes(paths),
        OutputError::NotOurs { folder, .. } => (
            Words::new(
                format!("{} 里有文件，但不是方志生成的（没有 manifest.sha256），没有动它", folder.display()),
                format!("{} has files but not our manifest.sha256; it was not touched", folder.display()),
            ),
            Words::new(
                "换一个空文件夹（--out），或先把里面的文件移走",
                "choose an empty folder with --out, or move the files away",
            ),
        ),
        OutputError::NotAFolder(path) => (
            Words::new(format!("{} 是文件，不是文件夹", path.display()), format!("{} is not a folder", path.display())),
            Words::new("换一个文件夹（--out）", "choose a folder with --out"),
        ),
        OutputError::Nameless(path) => (
            Words::new(
                format!("{} 不是文件夹的名字", path.display()),
                format!("{} does not name a folder", path.display()),
            ),
            Words::new("写出文件夹的名字", "name the folder"),
        ),
        OutputError::Running(lock) => (
            Words::new(
                format!("另一次生成正在进行（{}）", lock.display()),
                format!("another build is running ({})", lock.display()),
            ),
            Words::new("等它结束再运行", "wait until it has ended"),
        ),
        OutputError::Leftover(path) => (
            Words::new(
                format!("上次中断留下了 {}，认不出是什么", path.display()),
                format!("{} was left by an interrupted build and cannot be told apart", path.display()),
            ),
            Words::new("看一眼里面有没有要留的文件，再删去它", "look whether anything in it is needed, then remove it"),
        ),
        OutputError::Unfinished { staging, .. } => (
            Words::new(
                "逐个替换文件时中断，网站还不完整",
                "interrupted while files were renamed one by one; the site is not complete",
            ),
            Words::new(
                format!("再运行一次就会从 {} 补完", staging.display()),
                format!("run the command again; it completes the site from {}", staging.display()),
            ),
        ),
        OutputError::Answered { url, status } => (
            Words::new(
                format!("取不到 {url}：主机回答 {status}"),
                format!("cannot fetch {url}: the host answered {status}"),
            ),
            Words::new(
                "404：网址不对，或没有上传 manifest.sha256；403：没有开放读取",
                "404: the address is wrong, or manifest.sha256 was not uploaded; 403: it may not be read",
            ),
        ),
        OutputError::Host { url, source } => (
            Words::new(format!("取不到 {url}：{source}"), format!("cannot fetch {url}: {source}")),
            Words::new("检查网址和网络，再运行一次", "check the address and the network, and run the command again"),
        ),
        OutputError::Io { action, path, source } => {
            let (path, why) = (path.display(), Words::of_failure(source));
            let words = Words::new(
                format!("{} {path} 不成功：{}", action_word(*action), why.zh),
                format!("cannot {action} {path}: {}", why.en),
            );
            let help = Words::new(
                "检查磁盘空间和文件夹的权限；原来的网站没有动",
                "check free space and permissions; the old site is untouched",
            );
            (words, help)
        }
    };
    Diagnostic::new(code, message).help(help)
}

fn clashes(paths: &[std::path::PathBuf]) -> (Words, Words) {
    let list: Vec<String> = paths.iter().take(10).map(|p| p.display().to_string()).collect();
    (
        Words::new(
            format!("输出文件夹里这些不是方志生成的文件挡住了网站的文件：{}", list.join("、")),
            format!("files that are not ours are in the way: {}", list.join(", ")),
        ),
        Words::new("把它们移走或改名", "move or rename them"),
    )
}

fn action_word(action: Action) -> &'static str {
    match action {
        Action::CreateFolder => "新建文件夹",
        Action::Read => "读取",
        Action::Write => "写入",
        Action::Keep => "保留",
        Action::Rename => "改名",
        Action::Remove => "删除",
        Action::Lock => "锁定",
    }
}

/// A note of the output folder in words.
pub fn note(note: &Note) -> Words {
    match note {
        Note::InPlace(obstacle) => {
            let (zh, en) = obstacle_words(obstacle);
            Words::new(
                format!("说明：{zh}，文件是逐个替换的。"),
                format!("note: {en}, so files were renamed one by one."),
            )
        }
        Note::Completed => Words::new(
            "说明：先补完了上次中断的替换。",
            "note: the interrupted exchange of the last build was completed first.",
        ),
        Note::LeftBehind(path, _) => Words::new(
            format!("说明：旧网站 {} 没能删净，下次再删。", path.display()),
            format!(
                "note: the old site {} could not be removed altogether; the next build tries again.",
                path.display()
            ),
        ),
        Note::Unportable(paths) => {
            let list: Vec<&str> = paths.iter().take(5).map(crate::output::OutPath::as_str).collect();
            Words::new(
                format!("说明：这些文件名 Windows 不接受：{}", list.join("、")),
                format!("note: Windows does not take these names: {}", list.join(", ")),
            )
        }
    }
}

fn obstacle_words(obstacle: &Obstacle) -> (String, String) {
    match obstacle {
        Obstacle::Mounted => ("输出文件夹是挂载点".to_owned(), "the folder is a mount point".to_owned()),
        Obstacle::WorkingFolder => {
            ("命令是在输出文件夹里运行的".to_owned(), "the command runs inside the folder".to_owned())
        }
        Obstacle::Parent => ("输出文件夹的上一级不能写".to_owned(), "nothing can be made beside the folder".to_owned()),
        Obstacle::Refused(e) => {
            (format!("系统不允许整体替换（{e}）"), format!("the system refused the exchange ({e})"))
        }
    }
}
