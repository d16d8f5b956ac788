#!/usr/bin/env python3
"""Feeds and sitemap of a built site, read by a feed parser of others and held against their rules.

    tests/feeds.py SITE BASE_URL
"""

import re
import sys
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Faults(list):
    def demand(self, good, words):
        if not good:
            self.append(words)


def file_of(site, base, url):
    """The file that an address of the site leads to."""
    path = unquote(url.removeprefix(base))
    return site / (path + "index.html" if path == "" or path.endswith("/") else path)


def check_feed(site, base, path, faults):
    """RFC 4287, as a parser sees it and in what a parser forgives."""
    name = path.relative_to(site).as_posix()
    feed = feedparser.parse(path.read_bytes())
    faults.demand(not feed.bozo, f"{name}: {feed.get('bozo_exception')}")
    faults.demand(feed.version == "atom10", f"{name}: not Atom but {feed.version}")
    faults.demand(feed.feed.get("id") == base + name, f"{name}: its id is {feed.feed.get('id')}")
    links = {link["rel"]: link["href"] for link in feed.feed.get("links", [])}
    faults.demand(links.get("self") == base + name, f"{name}: rel=self is {links.get('self')}")
    for needed in ["title", "author", "updated_parsed"]:
        faults.demand(feed.feed.get(needed), f"{name}: no {needed}")
    faults.demand(feed.entries, f"{name}: no entries")
    ids = [entry.id for entry in feed.entries]
    faults.demand(len(ids) == len(set(ids)), f"{name}: an id twice")
    newest = max((entry.updated for entry in feed.entries), default="")
    faults.demand(feed.feed.updated == newest, f"{name}: updated {feed.feed.updated}, its newest entry {newest}")
    for entry in feed.entries:
        where = f"{name}: {entry.get('title')}"
        for needed in ["title", "link", "published_parsed", "updated_parsed"]:
            faults.demand(entry.get(needed), f"{where}: no {needed}")
        faults.demand(entry.get("summary") or entry.get("content"), f"{where}: neither summary nor content")
        faults.demand(file_of(site, base, entry.link).is_file(), f"{where}: {entry.link} leads to no page")
        for content in entry.get("content", []):
            check_content(site, base, where, content.value, faults)
    root = ElementTree.parse(path).getroot()
    for moment in [*root.iter(f"{ATOM}updated"), *root.iter(f"{ATOM}published")]:
        faults.demand(INSTANT.fullmatch(moment.text), f"{name}: {moment.text} is no RFC 3339 instant")


def check_content(site, base, where, html, faults):
    """A text that is read elsewhere names everything in full, and needs no style of ours."""
    for url in re.findall(r'(?:href|src)="([^"]*)"', html):
        if url.startswith(base):
            target = file_of(site, base, url.split("#")[0])
            faults.demand(target.is_file(), f"{where}: {url} leads to no file")
        else:
            faults.demand(re.match(r"https?:|mailto:|tel:|#", url), f"{where}: {url} is relative")
    faults.demand("<svg" not in html, f"{where}: a picture that needs the theme")


def check_sitemap(site, base, path, pages, faults):
    """sitemaps.org, and that it has every page for search engines and no other."""
    name = path.relative_to(site).as_posix()
    faults.demand(path.stat().st_size <= 50 * 1024 * 1024, f"{name}: too large")
    root = ElementTree.parse(path).getroot()
    faults.demand(root.tag == f"{MAP}urlset", f"{name}: {root.tag}")
    urls = [url.findtext(f"{MAP}loc") for url in root]
    faults.demand(0 < len(urls) <= 50_000, f"{name}: {len(urls)} addresses")
    faults.demand(len(urls) == len(set(urls)), f"{name}: an address twice")
    for url in root:
        loc, day = url.findtext(f"{MAP}loc"), url.findtext(f"{MAP}lastmod")
        faults.demand(loc.isascii() and loc.startswith(base), f"{name}: {loc}")
        faults.demand(day is None or DAY.fullmatch(day), f"{name}: {loc} changed on {day}")
    wanted = {page for page in pages if '<meta name="robots" content="noindex">' not in page.read_text()}
    listed = {file_of(site, base, url) for url in urls}
    for page in sorted(wanted ^ listed):
        faults.append(f"{name}: {'misses' if page in wanted else 'should not have'} {page.relative_to(site)}")


def check_sitemaps(site, base, faults):
    """One that robots.txt names for the site, and one for each copy of it in a folder."""
    robots = (site / "robots.txt").read_text()
    paths = [file_of(site, base, url) for url in re.findall(r"^Sitemap: (.*)$", robots, re.MULTILINE)]
    faults.demand(site / "sitemap.xml" in paths, "robots.txt does not name the sitemap")
    faults.demand(sorted(paths) == sorted(site.rglob("sitemap.xml")), "robots.txt names other sitemaps than there are")
    copies = [path.parent for path in paths if path.parent != site]
    for path in paths:
        others = [copy for copy in copies if copy != path.parent]
        pages = [page for page in path.parent.rglob("*.html") if not any(copy in page.parents for copy in others)]
        check_sitemap(site, base, path, pages, faults)


def main():
    site, base = Path(sys.argv[1]), sys.argv[2]
    faults = Faults()
    feeds = sorted(site.rglob("feed.xml"))
    faults.demand((site / "feed.xml") in feeds, "there is no feed.xml")
    for path in feeds:
        check_feed(site, base, path, faults)
    check_sitemaps(site, base, faults)
    for fault in faults:
        print(fault)
    print(f"{len(feeds)} feeds and the sitemap: {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
