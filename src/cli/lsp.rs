//! `lsp`: starts the language server on standard input and output.

use time::OffsetDateTime;

use super::Exit;
use super::args::LspArgs;
use super::report::say;
use crate::diag::{Lang, Words};
use crate::lsp;
use crate::serve::Settings;

/// Serves an editor until it ends the conversation.
pub fn lsp(args: &LspArgs, lang: Lang) -> Exit {
    let desk = Settings { as_of: args.as_of, drafts: args.drafts, lang, now: OffsetDateTime::now_utc };
    match lsp::run(lsp::Settings { desk, site: args.site.clone() }) {
        Ok(()) => Exit::Done,
        Err(error) => {
            say(
                &Words::new(
                    format!("与编辑器的对话中断：{error}"),
                    format!("the editor's conversation broke: {error}"),
                ),
                lang,
            );
            Exit::Machine
        }
    }
}
