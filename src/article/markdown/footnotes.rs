//! Footnotes: numbered by their first reference, written at the end, with a way back.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::cjk::strip;
use crate::typeset::escape_into;

/// The notes of one document.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Label → the events of the note's content.
    definitions: BTreeMap<String, Range<usize>>,
    /// Labels in the order of their first reference.
    order: Vec<String>,
    /// How often a note was referred to.
    count: BTreeMap<String, usize>,
}

impl Footnotes {
    /// Finds the definitions.
    pub(super) fn find(list: &[Event<'_>]) -> Self {
        let mut notes = Self::default();
        let mut open: Vec<(String, usize)> = Vec::new();
        for (i, event) in list.iter().enumerate() {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => open.push((strip(label).into_owned(), i + 1)),
                Event::End(pulldown_cmark::TagEnd::FootnoteDefinition) => {
                    if let Some((label, start)) = open.pop() {
                        notes.definitions.entry(label).or_insert(start..i);
                    }
                }
                _ => {}
            }
        }
        notes
    }

    /// Whether no note was referred to.
    pub(super) fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The mark in the text; `None` if there is no such note.
    pub(super) fn reference(&mut self, label: &str, word: &str) -> Option<String> {
        if !self.definitions.contains_key(label) {
            return None;
        }
        let number = self.number(label);
        let count = self.count.entry(label.to_owned()).or_default();
        *count += 1;
        let id = if *count == 1 { format!("r{number}") } else { format!("r{number}-{count}") };
        let mut aria = String::new();
        escape_into(word, &mut aria);
        Some(format!("<sup><a href=\"#fn{number}\" id=\"{id}\" aria-label=\"{aria}{number}\">[{number}]</a></sup>"))
    }

    fn number(&mut self, label: &str) -> usize {
        if let Some(at) = self.order.iter().position(|l| l == label) {
            return at + 1;
        }
        self.order.push(label.to_owned());
        self.order.len()
    }

    /// The n-th note (from 0): its number and the events of its content.
    pub(super) fn note(&self, n: usize) -> Option<(usize, Range<usize>)> {
        let label = self.order.get(n)?;
        Some((n + 1, self.definitions.get(label)?.clone()))
    }

    /// The link back to the first reference.
    pub(super) fn back(number: usize, word: &str) -> String {
        let mut text = String::new();
        escape_into(word, &mut text);
        format!("<a href=\"#r{number}\" aria-label=\"{text} [{number}]\">{text}</a>")
    }
}
