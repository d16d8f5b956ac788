//! A page's body without navigation, advertising and what was put before its header. Goes by the words of class and id,
//! by how much of a part is links, and by how it begins; never drops the greater part of a page.

use super::{Dropped, is_inline, words};
use crate::import::fault::Part;
use crate::import::tree::{Element, Node};

const NAVIGATION: [&str; 42] = [
    "nav",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "position",
    "location",
    "sidebar",
    "side",
    "aside",
    "related",
    "relate",
    "relatednews",
    "recommend",
    "hot",
    "hotnews",
    "ranking",
    "share",
    "bdsharebuttonbox",
    "comment",
    "comments",
    "footer",
    "foot",
    "copyright",
    "friendlink",
    "links",
    "pager",
    "pagination",
    "prev",
    "next",
    "toolbar",
    "tools",
    "login",
    "search",
    "qrcode",
    "erweima",
    "xgxw",
    "xgyd",
    "tuijian",
];
const ADVERTISING: [&str; 14] = [
    "ad",
    "ads",
    "adv",
    "adbox",
    "advert",
    "advertisement",
    "adsbygoogle",
    "gg",
    "guanggao",
    "sponsor",
    "banner",
    "promo",
    "promotion",
    "popup",
];
const HEADER: [&str; 9] = ["header", "head", "top", "topbar", "logo", "nav", "navbar", "banner", "masthead"];
/// How short lines begin that lead somewhere else.
const LEADS: [&str; 19] = [
    "当前位置",
    "您的位置",
    "您现在的位置",
    "您所在的位置",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "相关阅读",
    "相关链接",
    "相关新闻",
    "推荐阅读",
    "热门推荐",
    "扫一扫",
    "分享到",
    "点击进入",
    "【纠错】",
    "更多精彩",
    "责任声明",
];
const ADVERTISED: [&str; 5] = ["广告", "推广", "赞助商", "AD ", "Advertisement"];
/// Longer lines are text.
const LONGEST: usize = 80;

/// The body without what is not the article's.
pub fn body(page: &Element, dropped: &mut Dropped) -> Element {
    let mut body = page.find("body").cloned().unwrap_or_else(|| page.clone());
    drop_injected(&mut body, dropped);
    let whole = own_letters(&body);
    clean(&mut body, whole, dropped);
    body
}

/// What stands in the body before the part with the page's header.
fn drop_injected(body: &mut Element, dropped: &mut Dropped) {
    let is_header =
        |element: &Element| element.name == "h1" || words(element).iter().any(|word| HEADER.contains(&word.as_str()));
    let holds =
        |node: &Node| matches!(node, Node::Element(element) if element.all().into_iter().take(40).any(is_header));
    let Some(at) = body.children.iter().position(holds) else { return };
    let whole = own_letters(body);
    let before: usize = body.children.iter().take(at).map(letters_of).sum();
    // A header so far down is not the page's.
    if before * 3 > whole {
        return;
    }
    for node in body.children.drain(..at) {
        let words = match &node {
            Node::Text(text) => text.trim().to_owned(),
            Node::Element(element) => element.text().trim().to_owned(),
        };
        if !words.is_empty() {
            dropped.push((Part::Injected, words));
        }
    }
}

fn clean(element: &mut Element, whole: usize, dropped: &mut Dropped) {
    element.children.retain(|node| match node {
        Node::Text(_) => true,
        Node::Element(inner) => match noise(inner).filter(|_| own_letters(inner) * 5 < whole * 2) {
            Some(part) => {
                dropped.push((part, inner.text().trim().to_owned()));
                false
            }
            None => true,
        },
    });
    for node in &mut element.children {
        if let Node::Element(inner) = node {
            clean(inner, whole, dropped);
        }
    }
}

/// What an element is, if it is not the article's.
fn noise(element: &Element) -> Option<Part> {
    if is_inline(element) && element.name != "a" {
        return None;
    }
    let own = words(element);
    let has = |list: &[&str]| own.iter().any(|word| list.contains(&word.as_str()));
    let text = element.text();
    let text = text.trim();
    let short = text.chars().count() <= LONGEST;
    let begins = |list: &[&str]| list.iter().any(|lead| text.starts_with(lead));
    if has(&ADVERTISING) || (short && begins(&ADVERTISED)) {
        return Some(Part::Advertising);
    }
    let leads = short && begins(&LEADS);
    (has(&NAVIGATION) || leads || is_links(element, text)).then_some(Part::Navigation)
}

/// Several links and hardly anything else.
fn is_links(element: &Element, text: &str) -> bool {
    let links: Vec<String> = element.all().into_iter().filter(|inner| inner.name == "a").map(Element::text).collect();
    let linked: usize = links.iter().map(|link| link.trim().chars().count()).sum();
    let all = text.chars().filter(|c| !c.is_whitespace()).count();
    links.len() >= 3 && linked * 5 > all * 4
}

fn letters_of(node: &Node) -> usize {
    match node {
        Node::Text(text) => text.chars().filter(|c| c.is_alphanumeric()).count(),
        Node::Element(element) => own_letters(element),
    }
}

/// Letters that are no link's.
pub fn own_letters(element: &Element) -> usize {
    if element.name == "a" { 0 } else { element.children.iter().map(letters_of).sum() }
}
