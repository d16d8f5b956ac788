// The pages that the tests in the browser visit: of each kind the sparsest and the fullest.

import { address, articlesByFeature, extremes, pages, pagesByKind } from './site.mjs';

/** A page of a copy in another script. */
const inCopy = (page) => /^zh-[a-z]+\//.test(page);
/** Of a copy, which is the same pages once more, these are enough. */
const copied = [/^zh-[a-z]+\/index\.html$/, /^zh-[a-z]+\/articles\/[^/]+\/index\.html$/, /^zh-[a-z]+\/search\//];

/** `[{kind, path, full}]`, path below the base; a page that stands for two kinds comes once. */
export function samples() {
  const chosen = new Map();
  const choose = (kind, page, full) => { if (!chosen.has(page)) chosen.set(page, { kind, path: address(page), full }); };
  for (const { name: kind, pages: some } of [...pagesByKind(), ...articlesByFeature()]) {
    const wanted = extremes(some.filter((page) => !inCopy(page))), full = wanted.at(-1);
    for (const page of wanted) choose(kind, page, page === full);
  }
  for (const path of copied) {
    for (const page of pages.filter((one) => path.test(one)).slice(0, 1)) choose('copy', page, false);
  }
  return [...chosen.values()];
}
