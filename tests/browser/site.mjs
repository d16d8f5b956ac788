// The built site on disk: its files, and a few pages of each kind.

import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Folder of the built site. */
export const folder = process.env.FANGZHI_SITE ?? '';
/** The `base_url` it was built with. */
export const baseUrl = new URL(process.env.FANGZHI_BASE_URL ?? 'https://bulletin.example/base/');

if (!existsSync(join(folder, 'index.html'))) {
  throw new Error(`no built site in “${folder}”: set FANGZHI_SITE (and FANGZHI_BASE_URL), or use tests/run`);
}

/** Every file, as a path from the root, in a fixed order. */
export const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'))
  .sort();

/** Every HTML file. */
export const pages = files.filter((file) => file.endsWith('.html'));

// A later line is only asked when no earlier one fits. `must` marks the kinds that every site of ours has.
const kinds = [
  { name: 'home', path: /^index\.html$/, must: true },
  { name: 'not found', path: /^404\.html$/, must: true },
  { name: 'embedded chart', path: /\/embed\/index\.html$/ },
  { name: 'later page of a list', path: /\/page\/\d+\/index\.html$/, must: true },
  { name: 'articles', path: /^articles\/index\.html$/, must: true },
  { name: 'article', path: /^articles\/[^/]+\/index\.html$/, must: true },
  { name: 'counties', path: /^counties\/index\.html$/, must: true },
  { name: 'county', path: /^counties\/[^/]+\/index\.html$/, must: true },
  { name: 'county and indicator', path: /^counties\/[^/]+\/[^/]+\/index\.html$/, must: true },
  { name: 'indicators', path: /^indicators\/index\.html$/, must: true },
  { name: 'indicator', path: /^indicators\/[^/]+\/index\.html$/, must: true },
  { name: 'region', path: /^regions\/[^/]+\/index\.html$/ },
  { name: 'targets', path: /^targets\/index\.html$/ },
  { name: 'targets of a year', path: /^targets\/\d+\/index\.html$/ },
  { name: 'columns', path: /^columns\/index\.html$/, must: true },
  { name: 'column', path: /^columns\/[^/]+\/index\.html$/, must: true },
  { name: 'tags', path: /^tags\/index\.html$/, must: true },
  { name: 'tag', path: /^tags\/[^/]+\/index\.html$/, must: true },
  { name: 'issues', path: /^issues\/index\.html$/ },
  { name: 'issue', path: /^issues\/[^/]+\/index\.html$/ },
  { name: 'archive', path: /^archive\/index\.html$/, must: true },
  { name: 'year of the archive', path: /^archive\/\d+\/index\.html$/, must: true },
  { name: 'search', path: /^search\/index\.html$/, must: true },
  { name: 'free page', path: /^[^/]+\/index\.html$/, must: true },
];

/** What an article may hold in its text, beside the kinds above. */
const features = [
  { name: 'article with a table', holds: /class="prose"[^]*<table/ },
  { name: 'article with code', holds: /class="prose"[^]*<pre class="code"/ },
  { name: 'article with a footnote', holds: /class="prose"[^]*href="#fn1"/ },
  { name: 'article with a picture', holds: /class="prose"[^]*<img/ },
  { name: 'article with a chart', holds: /class="prose"[^]*class="plot/ },
];

/** The pages of each kind: `[{name, must, pages}]`; what fits no kind is listed under `unknown`. */
export function pagesByKind() {
  const found = kinds.map((kind) => ({ ...kind, pages: [] }));
  const unknown = { name: 'unknown', pages: [] };
  for (const page of pages) {
    (found.find((kind) => kind.path.test(withoutCopy(page))) ?? unknown).pages.push(page);
  }
  return [...found, unknown];
}

/** The articles that hold each feature: `[{name, must, pages}]`. */
export function articlesByFeature() {
  const articles = pagesByKind().find((kind) => kind.name === 'article').pages;
  const text = new Map(articles.map((page) => [page, readFileSync(join(folder, page), 'utf8')]));
  return features.map(({ name, holds }) => ({
    name,
    must: true,
    pages: articles.filter((page) => holds.test(text.get(page))),
  }));
}

/** The path in the site itself of a page of a copy in another script. */
function withoutCopy(page) {
  return page.replace(/^zh-[a-z]+\//, '');
}

/** The smallest and the largest of some pages: the sparse and the full state of a kind. */
export function extremes(some) {
  const bySize = [...some].sort((a, b) => statSync(join(folder, a)).size - statSync(join(folder, b)).size);
  return [...new Set([...bySize.slice(0, 1), ...bySize.slice(-1)])];
}

/** The address of a page below the base: `counties/index.html` → `counties/`. */
export function address(page) {
  return page.replace(/(^|\/)index\.html$/, '$1').split('/').map(encodeURIComponent).join('/');
}
