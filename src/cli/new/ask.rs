//! Questions on a terminal, for what the options leave out.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use super::Refusal;
use crate::diag::{Lang, Words};

/// The answer given by an option, else by whoever sits at the terminal; without one the option is named.
pub(super) fn need(given: Option<&str>, question: &Words, option: &str, lang: Lang) -> Result<String, Refusal> {
    if let Some(given) = given {
        return Ok(given.trim().to_owned());
    }
    maybe(question, lang).ok_or_else(|| {
        Refusal::Usage(Words::new(
            format!("缺少{}：用 {option} 给出", question.zh),
            format!("{} is missing: give it with {option}", question.en),
        ))
    })
}

/// An answer, if there is somebody to give one.
pub(super) fn maybe(question: &Words, lang: Lang) -> Option<String> {
    if !std::io::stdin().is_terminal() {
        return None;
    }
    let mut out = anstream::stderr();
    let _ = write!(out, "{}{}", question.get(lang), if lang == Lang::Zh { "：" } else { ": " });
    let _ = out.flush();
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).ok()?;
    Some(line.trim().to_owned()).filter(|line| !line.is_empty())
}
