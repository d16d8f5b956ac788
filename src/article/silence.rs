//! `silence`: findings that an editor has looked at and accepts for one article, each with a reason.

use crate::diag::{Code, Diagnostic, Words};
use crate::source::decode::{Fields, Spanned};
use crate::source::keys::{Keys, Shape, required};
use crate::source::yaml::Value;

/// Of one finding that is accepted.
pub const KEYS: Keys =
    &[required("code", "代码", "例如 FZ219", Shape::Text), required("reason", "理由", "为什么可以", Shape::Text)];

/// Reads the list. A code that does not exist or may not be silenced is an error, and so is a missing reason.
pub(super) fn read(f: &mut Fields<'_, '_>) -> Vec<Code> {
    let Some(node) = f.node("silence") else { return Vec::new() };
    let Value::List(items) = &node.value else {
        f.wrong_shape(
            "silence",
            node,
            "一个列表，例如 [{code: FZ219, reason: 数字在表里}]",
            "a list of {code, reason}",
        );
        return Vec::new();
    };
    let path = f.span(&node.range).file;
    let mut codes = Vec::new();
    for item in items {
        let mut own = Fields::open(&path, item, KEYS, f.findings());
        let code = own.required("code", "代码", "FZ219");
        own.required("reason", "理由", "数字在表里");
        match code.map(|c| (free(&c), c)) {
            Some((Some(code), _)) => codes.push(code),
            Some((None, text)) => own.report(not_free(&text).at(own.span(&text.range))),
            None => {}
        }
    }
    codes
}

fn free(text: &Spanned<String>) -> Option<Code> {
    Code::parse(&text.value).filter(|code| !code.is_fixed())
}

fn not_free(text: &Spanned<String>) -> Diagnostic {
    let code = &text.value;
    Diagnostic::new(
        Code::BadSetting,
        Words::new(format!("“{code}”不是可以略去的代码"), format!("`{code}` is not a code that can be silenced")),
    )
    .help(Words::new("只有提醒和说明可以略去，错误不能", "warnings and notes can be silenced, errors cannot"))
}
