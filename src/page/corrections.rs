//! What was put right in an article, and what an article puts right in others; and where to report an error.

use super::dates::{errata, published};
use super::figures;
use super::frame::{Frame, absolute, iso_date};
use super::route::Route;
use super::view::{Contact, Link, Notice};
use crate::article::{Article, ArticleId, Reason};
use crate::model::{ArticleIx, Claim, Corrected};
use crate::quantity::fold::fold;

/// Errors of the article's text and figures that were put right, by date.
pub(super) fn of_article(f: &Frame<'_>, ix: ArticleIx) -> Vec<Notice> {
    let article = f.site.article(ix);
    let own = errata(f.site, ix);
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
/// An article may name its own people; what it does not name is the publisher's.
pub(super) fn contact(f: &Frame<'_>, article: &Article) -> Option<Contact> {
    let places = [("title", article.title.as_str()), ("url", &absolute(f, &f.address))];
    let subject = f.words.fill("report.subject", &places);
    let (own, publisher) = (article.contact.as_ref(), &f.site.config.publisher);
    let address = own.and_then(|own| own.email.as_ref()).or(publisher.email.as_ref());
    let number = own.and_then(|own| own.phone.as_ref()).or(publisher.phone.as_ref());
    let (email, phone) = (address.map(|address| email(address, &subject)), number.map(|number| phone(number)));
    (email.is_some() || phone.is_some()).then_some(Contact { email, phone })
}

/// A mail address as a link to a letter of this subject.
pub(super) fn email(address: &str, subject: &str) -> Link {
    Link { href: format!("mailto:{address}?subject={}", percent(subject)), text: address.to_owned() }
}

/// A telephone as a link.
pub(super) fn phone(text: &str) -> Link {
    let number: String = text.chars().map(fold).filter(|c| c.is_ascii_digit() || *c == '+').collect();
    Link { href: format!("tel:{number}"), text: text.to_owned() }
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
        let letter = email("a@example.org", "勘误 a&b").href;
        assert_eq!(letter, "mailto:a@example.org?subject=%E5%8B%98%E8%AF%AF%20a%26b");
        assert_eq!(phone("（0534）123-4567").href, "tel:05341234567");
        assert_eq!(phone("０５３４－1234567").href, "tel:05341234567");
    }
}
