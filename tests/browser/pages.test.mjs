// Pages of every kind in Chromium, under a base path and the site's own content security policy.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { open, screens, settle, watch, withPage } from './browser.mjs';
import { assertNone } from './faults.mjs';
import { samples } from './samples.mjs';
import { folder } from './site.mjs';
import { stage } from './stage.mjs';

const on = stage();

for (const { kind, path } of samples()) {
  describe(`${kind}: /${path}`, () => {
    test('shows without errors, violations and foreign requests', () => showsCleanly(path));
    test('does not scroll sideways at 320 px in any text size', () => fitsNarrowScreens(path));
    test('shows its content without JavaScript', () => needsNoScript(path));
  });
}

async function showsCleanly(path) {
  const faults = await withPage(on.browser, (page) => page.setViewport(screens.wide), async (page) => {
    const faults = await watch(page, on.host.origin);
    assert.equal(await open(page, on.host.url + path), 200);
    const policy = 'meta[http-equiv="Content-Security-Policy"]';
    assert.match(await page.$eval(policy, (meta) => meta.content), /default-src 'self'/);
    assert.doesNotMatch(await page.$eval(policy, (meta) => meta.content), /unsafe|\*/);
    await settle(page);
    return faults;
  });
  assertNone(faults);
}

async function fitsNarrowScreens(path) {
  const wide = await withPage(on.browser, (page) => page.setViewport(screens.narrow), async (page) => {
    await open(page, on.host.url + path);
    const faults = [];
    for (const size of ['', 'xl', 'elder']) {
      await page.evaluate((name) => { document.documentElement.dataset.size = name; }, size);
      faults.push(...await page.evaluate(tooWide));
    }
    return faults;
  });
  assertNone(wide);
}

/** If the page scrolls sideways: the innermost elements beyond its edge. */
function tooWide() {
  const limit = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= limit) return [];
  const beyond = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > limit);
  return [`${document.scrollingElement.scrollWidth} px wide`, ...beyond.slice(-5).map((e) => e.outerHTML.slice(0, 100))];
}

/** What stands in a page to be read, and how many of the controls that need a script (`.js`) can be seen. */
function whatIsShown() {
  const controls = [...document.querySelectorAll('.js:not(html)')];
  const visible = controls.filter((control) => control.checkVisibility()).length;
  controls.forEach((control) => control.remove());
  // What stands in for a script is not there with one.
  document.querySelectorAll('noscript').forEach((note) => note.remove());
  return { text: document.body.innerText.replace(/\s+/g, ' ').trim(), controls: visible };
}

async function needsNoScript(path) {
  const shown = (enabled) => withPage(on.browser, (page) => page.setJavaScriptEnabled(enabled), async (page) => {
    await open(page, on.host.url + path);
    assert.ok(await page.$eval('h1', (h1) => h1.getBoundingClientRect().height > 0), 'the title cannot be seen');
    return page.evaluate(whatIsShown);
  });
  const [without, withScript] = [await shown(false), await shown(true)];
  assert.ok(without.text.length > 20, `hardly any text: ${without.text}`);
  assert.equal(without.text, withScript.text);
  assert.equal(without.controls, 0, 'controls that do nothing can be seen');
}

test('sample configurations of hosts have the policy of the pages', () => {
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(readFileSync(join(folder, 'index.html'), 'utf8'))[1];
  for (const name of ['nginx.conf', 'Caddyfile', '_headers']) {
    const said = readFileSync(new URL(`../../docs/hosting/${name}`, import.meta.url), 'utf8');
    assert.ok(said.includes(policy), name);
    assert.match(said, /Referrer-Policy/);
  }
});

test('an unknown address at any depth shows the page for it, complete', async () => {
  const faults = await withPage(on.browser, () => {}, async (page) => {
    const faults = await watch(page, on.host.origin);
    assert.equal(await open(page, `${on.host.url}no/such/page/`), 404);
    assert.ok(await page.evaluate(() => [...document.styleSheets].some((sheet) => sheet.cssRules.length > 0)));
    const home = await page.$$eval('a', (links) => links.map((a) => a.href));
    assert.ok(home.includes(on.host.url), 'no link to the home page');
    return faults.filter((fault) => !/the server responded with a status of 404/.test(fault));
  });
  assertNone(faults);
});

test('a chosen colour scheme and text size hold on the next page', async () => {
  const look = () => {
    const { fontSize, backgroundColor } = getComputedStyle(document.body);
    return { fontSize: parseFloat(fontSize), backgroundColor };
  };
  const setUp = (page) => page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await withPage(on.browser, setUp, async (page) => {
    await open(page, on.host.url);
    const before = await page.evaluate(look);
    await page.$eval('[data-set="theme:dark"]', (button) => button.click());
    await page.$eval('[data-set="size:xl"]', (button) => button.click());
    await open(page, `${on.host.url}counties/`);
    const after = await page.evaluate(look);
    await page.evaluate(() => localStorage.clear());
    assert.notEqual(after.backgroundColor, before.backgroundColor);
    assert.ok(after.fontSize > before.fontSize, `${after.fontSize} px after ${before.fontSize} px`);
  });
});
