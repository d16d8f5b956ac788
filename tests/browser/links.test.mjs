// Every link of the built site, without a browser.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { assertNone } from './faults.mjs';
import { addresses, elements } from './html.mjs';
import { address, articlesByFeature, baseUrl, files, folder, pages, pagesByKind } from './site.mjs';

const known = new Set(files);
/** Page → `{ids, links}`. */
const read = new Map();

before(() => {
  for (const page of pages) {
    const all = elements(readFileSync(join(folder, page), 'utf8'));
    const ids = all.map((element) => element.attributes.id).filter((id) => id !== undefined);
    read.set(page, { ids, links: all.flatMap(addresses) });
  }
});

/** Fails with what `fault` says about any page's link: `fault(page, link)`. */
function checkLinks(fault) {
  const faults = [];
  for (const [page, { links }] of read) {
    for (const link of links) {
      const words = fault(page, link);
      if (words) faults.push(`${page}: ${link}: ${words}`);
    }
  }
  assertNone(faults);
}

/** The file and fragment a link leads to within the site; nothing for another host or scheme. */
function target(page, link) {
  const url = new URL(link, new URL(address(page), baseUrl));
  if (url.origin !== baseUrl.origin) return undefined;
  const inside = url.pathname.startsWith(baseUrl.pathname);
  const path = inside ? decodeURIComponent(url.pathname.slice(baseUrl.pathname.length)) : undefined;
  const file = path === '' || path?.endsWith('/') ? `${path}index.html` : path;
  return { file, fragment: decodeURIComponent(url.hash.slice(1)) };
}

test('the site has pages of every kind, and no page of an unknown kind', () => {
  const kinds = pagesByKind();
  const missing = [...kinds, ...articlesByFeature()].filter((kind) => kind.must && kind.pages.length === 0);
  assertNone(missing.map((kind) => `no page of kind “${kind.name}”`));
  assertNone(kinds.find((kind) => kind.name === 'unknown').pages);
});

test('every link within the site leads to a file of it', () => {
  checkLinks((page, link) => {
    const to = target(page, link);
    return to && !known.has(to.file) && `no file ${to.file ?? 'below the base'}`;
  });
});

test('every fragment has its id', () => {
  const ids = new Map([...read].map(([page, found]) => [page, new Set(found.ids)]));
  checkLinks((page, link) => {
    const to = target(page, link);
    return to?.fragment && ids.has(to.file) && !ids.get(to.file).has(to.fragment) && `no such id in ${to.file}`;
  });
});

test('links are relative, and absolute in 404.html', () => {
  checkLinks((page, link) => {
    const rooted = link.startsWith('/');
    if (page !== '404.html') return rooted && 'begins with “/”';
    return !rooted && !/^([a-z]+:|#)/i.test(link) && 'is relative';
  });
});

test('ids are unique in each page', () => {
  const faults = [];
  for (const [page, { ids }] of read) {
    const twice = new Set(ids.filter((id, at) => ids.indexOf(id) !== at));
    faults.push(...[...twice].map((id) => `${page}: ${id}`));
  }
  assertNone(faults);
});

test('no page has a script or style of its own, or handlers', () => {
  const faults = [];
  for (const page of pages) {
    for (const { name, attributes } of elements(readFileSync(join(folder, page), 'utf8'))) {
      const data = name === 'script' && /json/.test(attributes.type ?? '');
      const inline = name === 'style' || (name === 'script' && !attributes.src && !data);
      const handlers = Object.keys(attributes).filter((key) => key === 'style' || key.startsWith('on'));
      if (inline || handlers.length > 0) faults.push(`${page}: <${name}> ${handlers.join(' ')}`);
    }
  }
  assertNone(faults);
});

test('feeds and the sitemap name only pages that exist', () => {
  const faults = [];
  for (const file of files.filter((name) => /(^|\/)(feed|sitemap)\.xml$/.test(name))) {
    const text = readFileSync(join(folder, file), 'utf8');
    const named = [...text.matchAll(/<loc>([^<]+)<\/loc>|<link\b[^>]*\bhref="([^"]+)"/g)].map((m) => m[1] ?? m[2]);
    if (named.length === 0) faults.push(`${file}: names nothing`);
    for (const link of named) {
      const to = target(file, link.replaceAll('&amp;', '&'));
      if (to && !known.has(to.file)) faults.push(`${file}: ${link}`);
    }
  }
  assertNone(faults);
});
