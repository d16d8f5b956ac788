//! Expected texts: compared, or written anew with `FANGZHI_BLESS=1`.

use std::path::Path;

/// Whether expected texts are to be written instead of compared.
pub fn is_on() -> bool {
    std::env::var("FANGZHI_BLESS").is_ok_and(|v| v == "1")
}

/// Fails with the first line that differs; whole pages printed side by side help nobody.
pub fn same(what: &str, expected: &[u8], got: &[u8]) -> Result<(), String> {
    if expected == got {
        return Ok(());
    }
    let (expected, got) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(got));
    let differs = expected.lines().zip(got.lines()).position(|(a, b)| a != b);
    let at = differs.unwrap_or_else(|| expected.lines().count().min(got.lines().count()));
    let line = |text: &str| text.lines().nth(at).unwrap_or("(end)").to_owned();
    Err(format!("{what}, line {}:\n  expected {}\n  got      {}\n", at + 1, line(&expected), line(&got)))
}

/// Writes an expected file together with its folders.
pub fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// Fails with everything that was found, and how to accept it.
pub fn report(problems: &[String]) {
    assert!(
        problems.is_empty(),
        "\n{}\n{} differ. If the new text is right, run the test with FANGZHI_BLESS=1.\n",
        problems.join("\n"),
        problems.len()
    );
}
