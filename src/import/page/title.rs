//! The headline of a page, its kicker and subtitle. The page's own title is believed only if the article has it.

use time::Date;

use super::main_text::{Placed, line, placed};
use super::{doubt, words};
use crate::import::byline::{self, find_date};
use crate::import::headline::{self, letters};
use crate::import::story::Story;
use crate::import::tree::Element;

/// A headline has at least and at most so many characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=80;
const TITLES: [&str; 8] = ["title", "headline", "biaoti", "bt", "arttitle", "newstitle", "articletitle", "maintitle"];
const KICKERS: [&str; 7] = ["kicker", "yinti", "pretitle", "introtitle", "jianti", "shoulder", "leadtitle"];
const SUBTITLES: [&str; 5] = ["subtitle", "futi", "fubiaoti", "subhead", "deck"];
/// Between a title and the name of the site.
const SEPARATORS: [&str; 7] = ["_", " - ", " – ", " — ", "|", "--", "-"];

/// What the page says of itself.
#[derive(Debug, Default)]
pub struct Head {
    /// `<title>`.
    title: String,
    /// The day of publication that its metadata give.
    pub date: Option<Date>,
}

impl Head {
    /// Reads it.
    pub fn of(page: &Element) -> Self {
        let title = page.find("title").map(line).unwrap_or_default();
        let is_date = |name: &str| {
            matches!(
                name.to_lowercase().as_str(),
                "pubdate" | "publishdate" | "article:published_time" | "publish_time"
            )
        };
        let metas = page.all().into_iter().filter(|element| element.name == "meta");
        let mut dates = metas.filter(|meta| {
            meta.attribute("name")
                .or_else(|| meta.attribute("property"))
                .or_else(|| meta.attribute("itemprop"))
                .is_some_and(is_date)
        });
        Self { title, date: dates.find_map(|meta| find_date(meta.attribute("content")?)).map(|(date, _)| date) }
    }
}

/// The headline as found.
#[derive(Debug, Default)]
pub struct Found {
    title: Option<String>,
    kicker: Option<String>,
    subtitle: Option<String>,
    /// The page's own title, if it is not believed.
    doubtful: Option<String>,
}

impl Found {
    /// Whether a line is part of it.
    pub fn has(&self, text: &str) -> bool {
        [&self.title, &self.kicker, &self.subtitle].into_iter().flatten().any(|own| letters(own) == letters(text))
    }
}

/// Finds the headline.
pub fn find(head: &Head, body: &Element, main: &Placed<'_>) -> Found {
    let all = placed(body);
    let candidates: Vec<&Placed<'_>> = all
        .iter()
        .filter(|one| one.at < main.end && !one.element.name.is_empty() && is_headline(one.element))
        .collect();
    let said = letters(&head.title);
    let repeats = |one: &&&Placed<'_>| {
        let own = letters(&line(one.element));
        !own.is_empty() && (said.contains(&own) || (said.chars().count() >= 8 && own.starts_with(&said)))
    };
    let borne_out = candidates.iter().filter(repeats).max_by_key(|one| (line(one.element).chars().count(), one.at));
    if let Some(one) = borne_out {
        return with_neighbours(one, &all);
    }
    let text = letters(&body.text());
    if let Some(title) = heads(&head.title).into_iter().find(|title| text.contains(&letters(title))) {
        return Found { title: Some(title), ..Found::default() };
    }
    let rank =
        |one: &&&Placed<'_>| (one.element.name == "h1", one.element.name.starts_with('h'), one.at < main.at, one.at);
    let mut found = candidates.iter().max_by_key(rank).map(|one| with_neighbours(one, &all)).unwrap_or_default();
    found.doubtful = Some(head.title.clone()).filter(|title| !title.is_empty());
    found
}

/// What may be the title before the site's name, the longest first.
fn heads(title: &str) -> Vec<String> {
    let mut heads = vec![title.trim().to_owned()];
    heads.extend(SEPARATORS.iter().filter_map(|mark| title.split_once(mark)).map(|(head, _)| head.trim().to_owned()));
    heads.retain(|head| LENGTHS.contains(&head.chars().count()));
    heads.sort_by_key(|head| std::cmp::Reverse(head.chars().count()));
    heads
}

fn is_headline(element: &Element) -> bool {
    let own = words(element);
    let named = own.iter().any(|word| TITLES.contains(&word.as_str()));
    (matches!(element.name.as_str(), "h1" | "h2" | "h3") || named) && reads(element)
}

fn reads(element: &Element) -> bool {
    let words = line(element);
    let linked: usize =
        element.all().iter().filter(|inner| inner.name == "a").map(|inner| inner.text().chars().count()).sum();
    LENGTHS.contains(&words.chars().count())
        && linked * 2 <= words.chars().count()
        && byline::read(&words).is_none()
        && !words.ends_with('。')
}

fn with_neighbours(one: &Placed<'_>, all: &[Placed<'_>]) -> Found {
    let siblings: Vec<&Placed<'_>> =
        all.iter().filter(|other| other.parent == one.parent && other.at != one.parent).collect();
    let at = siblings.iter().position(|other| other.at == one.at);
    let near = |step: isize| at.and_then(|at| siblings.get(at.checked_add_signed(step)?));
    let of = |placed: Option<&&Placed<'_>>, names: &[&str]| {
        let element = placed?.element;
        let named = words(element).iter().any(|word| names.contains(&word.as_str()));
        ((named || matches!(element.name.as_str(), "h2" | "h3" | "h4")) && reads(element)).then(|| line(element))
    };
    Found {
        title: Some(line(one.element)),
        kicker: of(near(-1), &KICKERS),
        subtitle: of(near(1), &SUBTITLES),
        doubtful: None,
    }
}

/// Puts the headline into the story, and out of its text.
pub fn settle(found: Found, story: &mut Story) {
    let repeats = |block: &crate::import::story::Block| match block {
        crate::import::story::Block::Heading(_, line) | crate::import::story::Block::Paragraph(line) => {
            found.has(&crate::import::story::plain(line))
        }
        _ => false,
    };
    let mut first = 0;
    story.blocks.retain(|block| {
        first += 1;
        first > 6 || !repeats(block)
    });
    story.remarks.extend(found.doubtful.as_deref().and_then(doubt));
    story.title = found.title.or_else(|| headline::first_line(&mut story.blocks));
    story.kicker = found.kicker;
    story.subtitle = found.subtitle;
}
