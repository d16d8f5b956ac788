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

test('the search of the copy finds by either script and leads into the copy', () => withPage(browser, () => {}, async (page) => {
  for (const words of ['慶雲縣', '庆云县']) {
    await open(page, `${host.url}zh-hant/search/?q=${encodeURIComponent(words)}`);
    await page.waitForFunction(() => !document.querySelector('#hits[aria-busy=true]') && document.querySelector('#hits li'));
    const links = await page.$$eval('#hits > li', (all) => all.map((li) => li.querySelector('a').href));
    for (const link of links) {
      assert.ok(link.startsWith(`${host.url}zh-hant/`), link);
      assert.equal(await page.evaluate(async (u) => (await fetch(u)).status, link), 200, link);
    }
  }
}));
