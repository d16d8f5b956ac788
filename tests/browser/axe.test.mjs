// Accessibility of pages of every kind, by axe-core, in light and dark, on wide and narrow screens.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import axe from 'axe-core';

import { launch, open, screens, withPage } from './browser.mjs';
import { assertNone } from './faults.mjs';
import { samples } from './samples.mjs';
import { serve } from './server.mjs';
import { baseUrl, folder } from './site.mjs';

let browser;
let host;

before(async () => {
  host = await serve(folder, baseUrl.pathname);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await host?.close();
});

for (const { kind, path } of samples()) {
  describe(`${kind}: /${path}`, () => {
    for (const scheme of ['light', 'dark']) {
      for (const screen of Object.keys(screens)) {
        test(`has nothing for axe to report, ${scheme} and ${screen}`, () => isAccessible(path, scheme, screen));
      }
    }
  });
}

/** axe is put into the page past its policy, which is tested elsewhere. */
async function prepare(page, scheme, screen) {
  await page.setBypassCSP(true);
  await page.setViewport(screens[screen]);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
}

async function isAccessible(path, scheme, screen) {
  const faults = await withPage(browser, (page) => prepare(page, scheme, screen), async (page) => {
    await open(page, host.url + path);
    await page.evaluate(axe.source);
    const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    assert.equal(dark, scheme === 'dark');
    const { violations, passes } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
    assert.ok(passes.length > 10, 'axe has hardly found anything to check');
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${why(node)}: ${node.html.slice(0, 100)}`));
  });
  assertNone(faults);
}

/** What axe says is wrong with an element. */
function why({ any, all, none }) {
  return [...any, ...all, ...none].map((check) => check.message).join('; ');
}
