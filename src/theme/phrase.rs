//! Words of the theme with places to fill in. Knows no template.

use std::fmt::Write as _;

use tera::{Kwargs, Value};

/// A phrase, split at its places: `共{n}篇`.
#[derive(Debug)]
pub(super) enum Phrase {
    /// Without places; ready to be printed.
    Plain(Value),
    /// With places.
    Filled(Vec<Part>),
}

/// A part of a phrase.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Printed as it is.
    Text(String),
    /// Filled in by name.
    Place(String),
}

impl Phrase {
    /// Splits a text; a brace that does not close, or holds anything but a name, is text.
    pub(super) fn new(text: &str) -> Self {
        let parts = parts(text);
        if parts.iter().any(|part| matches!(part, Part::Place(_))) {
            Phrase::Filled(parts)
        } else {
            Phrase::Plain(Value::normal_string(text))
        }
    }

    /// The phrase with its places filled from a call's arguments; the missing argument's name otherwise.
    pub(super) fn fill(&self, arguments: &Kwargs) -> Result<Value, String> {
        match self {
            Phrase::Plain(value) => Ok(value.clone()),
            Phrase::Filled(parts) => Ok(Value::from(join(parts, arguments)?)),
        }
    }
}

fn join(parts: &[Part], arguments: &Kwargs) -> Result<String, String> {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Place(name) => match arguments.get::<&Value>(name) {
                Ok(Some(value)) => drop(write!(out, "{value}")),
                _ => return Err(name.clone()),
            },
        }
    }
    Ok(out)
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, name, after)) = next_place(rest) {
        if !before.is_empty() {
            parts.push(Part::Text(before.to_owned()));
        }
        parts.push(Part::Place(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    parts
}

fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices('{').find_map(|(at, _)| {
        let (name, after) = text.get(at + 1..)?.split_once('}')?;
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        is_name.then(|| (text.get(..at).unwrap_or_default(), name, after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[Result<&str, &str>]) {
        let expect: Vec<Part> = expect
            .iter()
            .map(|part| match part {
                Ok(text) => Part::Text((*text).to_owned()),
                Err(name) => Part::Place((*name).to_owned()),
            })
            .collect();
        assert_eq!(parts(text), expect, "{text}");
    }

    #[test]
    fn places_are_names_in_braces() {
        check("首页", &[Ok("首页")]);
        check("{n}篇", &[Err("n"), Ok("篇")]);
        check("{month}，{n}篇", &[Err("month"), Ok("，"), Err("n"), Ok("篇")]);
        check("{ n } {", &[Ok("{ n } {")]);
        check("{{n}}", &[Ok("{"), Err("n"), Ok("}")]);
        check("", &[]);
    }
}
