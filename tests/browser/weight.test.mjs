// What an article weighs, uncompressed: many readers are on slow lines, and many hosts compress nothing.

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

import { minify } from 'terser';

import { assertNone } from './faults.mjs';
import { files, folder, pagesByKind } from './site.mjs';

const HTML = 30 * 1024, ASSETS = 45 * 1024, SCRIPT = 10 * 1024, SEARCH = 12_000;
const articles = pagesByKind().find(({ name }) => name === 'article').pages;

/** The style sheets and scripts that a page loads, with their bytes. */
function assets(page) {
  const html = readFileSync(join(folder, page), 'utf8');
  const names = [...html.matchAll(/<(?:link rel="stylesheet" href|script src)="([^"]+)"/g)].map((m) => m[1]);
  return names.map((name) => ({ name, bytes: statSync(join(folder, dirname(page), name)).size }));
}
const sum = (some) => some.reduce((all, { bytes }) => all + bytes, 0);

test(`the HTML of an article is under ${HTML} bytes`, () => {
  assert.ok(articles.length > 0);
  // One page has every element at once, two charts among them, for the other tests to look at; it is no bulletin.
  const real = articles.filter((page) => !page.endsWith('/2023-12-31-everything/index.html'));
  assert.ok(real.length > articles.length - 3);
  const heavy = real.map((page) => [page, statSync(join(folder, page)).size]).filter(([, bytes]) => bytes >= HTML);
  assertNone(heavy.map(([page, bytes]) => `${page}: ${bytes}`));
});

test(`its styles and scripts are under ${ASSETS} bytes, the script under ${SCRIPT}`, () => {
  const found = articles.map((page) => ({ page, of: assets(page) }));
  assert.ok(found.every(({ of }) => of.length >= 2));
  assertNone(found.filter(({ of }) => sum(of) >= ASSETS).map(({ page, of }) => `${page}: ${sum(of)}`));
  assertNone(found.filter(({ of }) => sum(of.filter(({ name }) => name.endsWith('.js'))) >= SCRIPT).map(({ page }) => page));
});

test('the colours of code are loaded by pages with code only', () => {
  const highlighted = articles.filter((page) => assets(page).some(({ name }) => name.includes('highlight')));
  const coded = articles.filter((page) => /<pre class="code/.test(readFileSync(join(folder, page), 'utf8')));
  assert.ok(coded.length > 0);
  assert.deepEqual(highlighted, coded);
});

test(`the scripts of the search are under ${SEARCH} bytes together, minified`, async () => {
  const scripts = files.filter((file) => /^assets\/search.*\.js$/.test(file));
  assert.ok(scripts.length > 0);
  const small = await Promise.all(scripts.map((file) => minify(readFileSync(join(folder, file), 'utf8'), { module: true })));
  const bytes = small.map(({ code }) => Buffer.byteLength(code));
  assert.ok(bytes.reduce((all, n) => all + n) < SEARCH, bytes.join(' + '));
});
