//! `docs/metrics.md` is documentation and test at once: every row says what a writing is read as.

use std::fmt::Write as _;
use std::path::Path;

use fangzhi::article::compact::parse;

use crate::bless;

/// The rows of all tables, with the number of the line.
fn rows(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    text.lines().enumerate().filter_map(|(at, line)| {
        let mut cells = line.strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim);
        let (left, right) = (cells.next()?, cells.next()?);
        (left != "写法" && !left.starts_with('-')).then_some((at, left, right))
    })
}

fn read_as(text: &str) -> String {
    match parse(text) {
        Ok(parts) => parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Err(error) => format!("？{error}"),
    }
}

#[test]
fn every_row_is_read_as_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/metrics.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut wrong = String::new();
    let mut mended: Vec<String> = text.lines().map(str::to_owned).collect();
    for (at, left, right) in rows(&text) {
        let read = read_as(left);
        if read != right {
            let _ = writeln!(wrong, "{left}: {read}, not {right}");
            mended[at] = format!("| {left} | {read} |");
        }
        assert_eq!(read_as(&read), read, "the canonical form of {left} is not read as itself");
    }
    if bless::is_on() && !wrong.is_empty() {
        bless::write(&path, (mended.join("\n") + "\n").as_bytes());
        return;
    }
    assert!(wrong.is_empty(), "{wrong}");
}
