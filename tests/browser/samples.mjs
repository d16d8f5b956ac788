// The pages that the tests in the browser visit: of each kind the sparsest and the fullest.

import { address, articlesByFeature, extremes, pages, pagesByKind } from './site.mjs';

/** A page of a copy in another script. */
const inCopy = (page) => /^zh-[a-z]+\//.test(page);
/** Of a copy, which is the same pages once more, these are enough. */
const copied = [/^zh-[a-z]+\/index\.html$/, /^zh-[a-z]+\/articles\/[^/]+\/index\.html$/, /^zh-[a-z]+\/search\//];

/** `[{kind, path}]`, path below the base; a page that stands for two kinds comes once. */
export function samples() {
  const chosen = new Map();
  for (const { name, pages: some } of [...pagesByKind(), ...articlesByFeature()]) {
    const wanted = extremes(some.filter((page) => !inCopy(page)));
    for (const page of wanted.filter((one) => !chosen.has(one))) chosen.set(page, name);
  }
  for (const path of copied) {
    for (const page of pages.filter((one) => path.test(one)).slice(0, 1)) chosen.set(page, 'copy');
  }
  return [...chosen].map(([page, kind]) => ({ kind, path: address(page) }));
}
