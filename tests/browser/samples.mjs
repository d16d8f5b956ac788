// The pages that the tests in the browser visit: of each kind the sparsest and the fullest.

import { address, articlesByFeature, extremes, pagesByKind } from './site.mjs';

/** `[{kind, path}]`, path below the base; a page that stands for two kinds comes once. */
export function samples() {
  const chosen = new Map();
  for (const { name, pages } of [...pagesByKind(), ...articlesByFeature()]) {
    const wanted = extremes(pages);
    for (const page of wanted.filter((one) => !chosen.has(one))) chosen.set(page, name);
  }
  return [...chosen].map(([page, kind]) => ({ kind, path: address(page) }));
}
