// The copy in the other script, as a reader comes to it: by the switch in the header, which needs no script.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { launch, open, withPage } from './browser.mjs';
import { serve } from './server.mjs';
import { address, baseUrl, folder, pages } from './site.mjs';

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

const lang = (page) => page.$eval('html', (html) => html.lang);
const follow = (page, to) => Promise.all([page.waitForNavigation(), page.click(`.ut a[hreflang="${to}"]`)]);
const articles = pages.filter((page) => /^articles\/[^/]+\/index\.html$/.test(page)).map(address);

describe('the switch', () => {
  for (const path of ['', 'search/', articles[0], articles.at(-1)]) {
    test(`leads from /${path} to the same page and back, without a script`, () => withPage(
      browser,
      (page) => page.setJavaScriptEnabled(false),
      async (page) => {
        await open(page, host.url + path);
        await follow(page, 'zh-Hant');
        assert.equal(page.url(), `${host.url}zh-hant/${path}`);
        assert.equal(await lang(page), 'zh-Hant');
        await follow(page, 'zh-Hans');
        assert.equal(page.url(), host.url + path);
        assert.equal(await lang(page), 'zh-Hans');
      },
    ));
  }
});

test('the search of the copy finds by either script, leads into the copy, and shows titles as it writes them', () => withPage(browser, () => {}, async (page) => {
  for (const words of ['慶雲縣', '庆云县']) {
    await open(page, `${host.url}zh-hant/search/?q=${encodeURIComponent(words)}`);
    await page.waitForFunction(() => !document.querySelector('#hits[aria-busy=true]') && document.querySelector('#hits li'));
    const links = await page.$$eval('#hits > li', (all) => all.map((li) => li.querySelector('a').href));
    for (const link of links) {
      assert.ok(link.startsWith(`${host.url}zh-hant/`), link);
      assert.equal(await page.evaluate(async (u) => (await fetch(u)).status, link), 200, link);
    }
    const titles = await page.$$eval('#hits > li', (all) => Promise.all(all.map((li) => li.querySelector('a')).filter((a) => a.href.includes('/articles/')).map(async (a) => {
      const there = new DOMParser().parseFromString(await (await fetch(a.href)).text(), 'text/html');
      return [a.textContent, there.querySelector('h1').textContent].map((text) => text.replace(/\s/g, ''));
    })));
    assert.ok(titles.length);
    for (const [shown, written] of titles) assert.equal(shown, written);
    // Excerpts stay in the script of the article, and say so.
    const excerpts = await page.$$eval('#hits > li > p:not(.val):nth-of-type(1)', (all) => all.map((p) => p.lang));
    assert.ok(excerpts.length && excerpts.every((lang) => lang === 'zh-Hans' || lang === 'zh-Hant'), `${excerpts}`);
  }
}));
