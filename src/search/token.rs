//! Normalised text → terms. The browser does the same (`search-engine.js`); `tests/search/tokens.json` holds both to it.

/// Longest word, in characters; what is beyond is not looked at.
const LONGEST: usize = 24;

/// Second character of the gram that ends a run: no text has it, and it sorts before every Han character.
pub const RUN_END: char = '$';

/// What is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// Two neighbouring characters of a run, or the last one and [`RUN_END`].
    Gram(char, char),
    /// A word or number, or a number with the sign or character that follows it.
    Word(String),
}

/// The first character that is written without spaces between words: Han, kana, hangul and others.
const FIRST_GRAM: char = '\u{3005}';

/// Whether a character stands in pairs, as texts have no spaces between its words.
fn is_gram(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || (c >= FIRST_GRAM && c.is_alphanumeric())
}

/// Whether a character is part of a word.
fn is_word(c: char) -> bool {
    c < FIRST_GRAM && c.is_alphanumeric()
}

/// Calls `emit` for every term.
pub fn tokens(chars: &[char], mut emit: impl FnMut(Term)) {
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        if is_gram(c) {
            i = run(chars, i, &mut emit);
        } else if is_word(c) {
            i = word(chars, i, &mut emit);
        } else {
            i += 1;
        }
    }
}

fn run(chars: &[char], start: usize, emit: &mut impl FnMut(Term)) -> usize {
    let mut i = start;
    while let Some(&c) = chars.get(i).filter(|c| is_gram(**c)) {
        i += 1;
        emit(Term::Gram(c, chars.get(i).copied().filter(|n| is_gram(*n)).unwrap_or(RUN_END)));
    }
    i
}

fn word(chars: &[char], start: usize, emit: &mut impl FnMut(Term)) -> usize {
    let (mut i, mut text, mut length) = (start, String::new(), 0);
    let mut is_number = true;
    while let Some(&c) = chars.get(i) {
        let is_part = is_word(c) || (c == '.' && is_between_digits(chars, i));
        if !is_part && !is_thousands(chars, i) {
            break;
        }
        if is_part && length < LONGEST {
            text.push(c);
            length += 1;
        }
        is_number &= c.is_ascii_digit() || c == '.' || c == ',';
        i += 1;
    }
    if is_number && let Some(unit) = unit_after(chars, i) {
        emit(Term::Word(format!("{text}{unit}")));
    }
    emit(Term::Word(text));
    i
}

fn digit(chars: &[char], at: Option<usize>) -> bool {
    at.and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit)
}

fn is_between_digits(chars: &[char], i: usize) -> bool {
    digit(chars, i.checked_sub(1)) && digit(chars, Some(i + 1))
}

/// A comma after a digit and before exactly three: 1,234.
fn is_thousands(chars: &[char], i: usize) -> bool {
    chars.get(i) == Some(&',')
        && digit(chars, i.checked_sub(1))
        && (1..=3).all(|n| digit(chars, Some(i + n)))
        && !digit(chars, Some(i + 4))
}

/// `%`, `‰` or the first character of the unit after a number; spaces between them do not count.
fn unit_after(chars: &[char], i: usize) -> Option<char> {
    let next = chars.get(i..)?.iter().copied().find(|c| *c != ' ')?;
    (matches!(next, '%' | '‰') || is_gram(next)).then_some(next)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::normalise::Normal;
    use super::*;

    const CASES: &str = include_str!("../../tests/search/tokens.json");

    fn spell(term: Term) -> String {
        match term {
            Term::Gram(a, b) => format!("{a}{b}"),
            Term::Word(text) => text,
        }
    }

    fn check(case: &Value) {
        let text = case["text"].as_str().unwrap();
        let (mut normal, mut origins, mut terms) = (Normal::default(), Vec::new(), Vec::new());
        normal.push_with(text, |at| origins.push(at));
        tokens(&normal.chars, |term| terms.push(spell(term)));
        assert_eq!(case["normal"], normal.chars.iter().collect::<String>(), "{text}");
        assert_eq!(case["terms"], serde_json::json!(terms), "{text}");
        if let Some(expected) = case.get("origins") {
            assert_eq!(*expected, serde_json::json!(origins), "{text}");
        }
    }

    #[test]
    fn shared_cases() {
        let cases: Vec<Value> = serde_json::from_str(CASES).unwrap();
        assert!(cases.len() > 20);
        cases.iter().for_each(check);
    }
}
