// Accessibility of pages of every kind, by axe-core: in light, dark and large type, on a phone, a tablet and a desktop.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import axe from 'axe-core';

import { open, withPage } from './browser.mjs';
import { assertNone } from './faults.mjs';
import { samples } from './samples.mjs';
import { stage } from './stage.mjs';

const on = stage();

const looks = ['light', 'dark', 'elder'];
/** 320 px is also a desktop at 400 % (WCAG 2.2, 1.4.10). */
const widths = [320, 768, 1280];
/** The tab shows so many pages at a time; more would only wait for each other. */
const TABS = 2;

const pages = samples();

describe('axe has nothing to report', { concurrency: TABS }, () => {
  for (const { kind, path, full } of pages) {
    // The sparse page of a kind differs from the full one in what is not there, not in how it looks.
    const some = full ? widths.flatMap((width) => looks.map((look) => ({ width, look }))) : [{ width: 320, look: 'light' }];
    test(`${kind}: /${path}`, () => isAccessible(path, some));
  }
});

/** axe is put into the page past its policy, which is tested elsewhere. */
function isAccessible(path, settings) {
  return withPage(on.browser, (page) => page.setBypassCSP(true), async (page) => {
    await open(page, on.host.url + path);
    await page.evaluate(axe.source);
    const faults = [];
    for (const { width, look } of settings) {
      await show(page, width, look);
      faults.push(...(await check(page)).map((fault) => `${width} px, ${look}: ${fault}`));
    }
    assertNone(faults);
  });
}

/** Shows a page as a reader has set it. */
async function show(page, width, look) {
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: look === 'dark' ? 'dark' : 'light' }]);
  const shown = await page.evaluate((size) => {
    document.documentElement.dataset.size = size;
    return [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, parseFloat(getComputedStyle(document.documentElement).fontSize)];
  }, look === 'elder' ? 'elder' : '');
  assert.deepEqual([shown[0], shown[1], shown[2] > 16], [width, look === 'dark', look === 'elder']);
}

async function check(page) {
  const { violations, passes } = await page.evaluate(() => window.axe.run({
    resultTypes: ['violations'],
    // Left out of axe's own choice: the size of targets, 24 px (WCAG 2.2, 2.5.8).
    rules: { 'target-size': { enabled: true } },
  }));
  assert.ok(passes.length > 10, 'axe has hardly found anything to check');
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${why(node)}: ${node.html.slice(0, 100)}`));
}

/** What axe says is wrong with an element. */
function why({ any, all, none }) {
  return [...any, ...all, ...none].map((check) => check.message).join('; ');
}
