//! What was put right in an article, and what an article puts right in others; and where to report an error.

use super::dates::published;
use super::figures;
use super::frame::{Frame, absolute, iso_date};
use super::route::Route;
use super::view::{Contact, Link, Notice};
use crate::article::{ArticleId, Reason};
use crate::config::Publisher;
use crate::model::{ArticleIx, Claim, Corrected};

/// Errors of the article's text and figures that were put right, by date.
pub(super) fn of_article(f: &Frame<'_>, ix: ArticleIx) -> Vec<Notice> {
    let article = f.site.article(ix);
    let own = article.file.errata.iter();
    let mut notices: Vec<Notice> =
        own.map(|e| Notice { date: iso_date(e.date), text: e.text.clone(), article: None }).collect();
    let claims = article.claims().map(|claim| f.site.claim(claim));
    notices.extend(claims.filter_map(|claim| Some(figure(f, claim, claim.corrected?))));
    notices.sort_by(|a, b| a.date.iso.cmp(&b.date.iso));
    notices
}

/// A figure that another article put right.
fn figure(f: &Frame<'_>, old: &Claim, corrected: Corrected) -> Notice {
    let by = f.site.article(corrected.by);
    let now = by.claims().map(|claim| f.site.claim(claim)).find(|claim| same_thing(old, claim));
    let indicator = &f.site.indicator(old.indicator).file;
    let whole = |claim: &Claim| figures::whole(f.words, claim, indicator.unit.as_ref());
    let (was, now) = (whole(old), now.map(whole).unwrap_or_default());
    let places = [
        ("period", old.period.label()),
        ("what", indicator.name.value.clone()),
        ("was", was),
        ("now", now),
        ("why", f.words.say(why(corrected.reason)).to_owned()),
    ];
    Notice {
        date: iso_date(published(f.site, corrected.by)),
        text: f.words.fill("article.corrected", &places.each_ref().map(|(key, text)| (*key, text.as_str()))),
        article: Some(f.link(by.file.title.clone(), Route::Article(corrected.by))),
    }
}

fn same_thing(a: &Claim, b: &Claim) -> bool {
    (a.county, a.indicator, a.period, a.kind, &a.measure, &a.scope)
        == (b.county, b.indicator, b.period, b.kind, &b.measure, &b.scope)
}

/// The word for a reason.
pub(super) fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::Error => "history.why.error",
        Reason::Revision => "history.why.revision",
        Reason::Census => "history.why.census",
        Reason::Definition => "history.why.definition",
    }
}

/// The articles that an article puts right.
pub(super) fn by_article(f: &Frame<'_>, ix: ArticleIx) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for correction in &f.site.article(ix).file.corrects {
        let Some(other) = f.site.find_article(&ArticleId(correction.article.value.clone())) else { continue };
        let link = f.link(f.site.article(other).file.title.clone(), Route::Article(other));
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

/// How to report an error of this page: the address of the page stands in the subject of the letter.
pub(super) fn contact(f: &Frame<'_>, title: &str) -> Option<Contact> {
    let subject = f.words.fill("report.subject", &[("title", title), ("url", &absolute(f, &f.address))]);
    let publisher = &f.site.config.publisher;
    let (email, phone) = (email(publisher, &subject), phone(publisher));
    (email.is_some() || phone.is_some()).then_some(Contact { email, phone })
}

/// The publisher's mail address as a link to a letter of this subject.
pub(super) fn email(publisher: &Publisher, subject: &str) -> Option<Link> {
    let address = publisher.email.clone()?;
    Some(Link { href: format!("mailto:{address}?subject={}", percent(subject)), text: address })
}

/// The publisher's telephone as a link.
pub(super) fn phone(publisher: &Publisher) -> Option<Link> {
    let text = publisher.phone.clone()?;
    let number: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    Some(Link { href: format!("tel:{number}"), text })
}

/// Encodes all that is not unreserved (RFC 3986), as the fields of a `mailto:` ask for.
fn percent(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_names_the_page() {
        let publisher = Publisher {
            email: Some("a@example.org".to_owned()),
            phone: Some("（0534）123-4567".to_owned()),
            ..Publisher::default()
        };
        let link = email(&publisher, "勘误 a&b").map(|link| link.href);
        assert_eq!(link.as_deref(), Some("mailto:a@example.org?subject=%E5%8B%98%E8%AF%AF%20a%26b"));
        assert_eq!(phone(&publisher).map(|link| link.href).as_deref(), Some("tel:05341234567"));
    }
}
