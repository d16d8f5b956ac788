// The search page and the dialog in Chromium, as a reader uses them.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import axe from 'axe-core';

import { open, screens, settle, watch, withPage } from './browser.mjs';
import { assertNone } from './faults.mjs';
import { stage } from './stage.mjs';

const on = stage();

/** Opens a page of the site, runs `act(page)`, and asserts that nothing went wrong meanwhile. */
function visit(path, act, screen = screens.wide) {
  return withPage(on.browser, (page) => page.setViewport(screen), async (page) => {
    const faults = await watch(page, on.host.origin);
    await open(page, on.host.url + path);
    await act(page);
    await settle(page);
    assertNone(faults);
  });
}

const query = (q, more = '') => `search/?q=${encodeURIComponent(q)}${more}`;
const status = (page, words) => page.waitForFunction((w) => document.getElementById('status').textContent.includes(w), {}, words);
const shown = (page) => page.waitForFunction(() => !document.querySelector('#hits[aria-busy]') && document.querySelector('#hits li'));
const links = (page) => page.$$eval('#hits > li', (all) => all.map((li) => li.querySelector('a').getAttribute('href')));
const violations = (page) => page.evaluate(async () => (await window.axe.run()).violations.map((v) => `${v.id}: ${v.nodes[0].html}`));

describe('the search page', () => {
  test('shows the state of its address', () => visit(query('庆云县', '&sort=date'), async (page) => {
    await shown(page);
    assert.equal(await page.$eval('#q', (q) => q.value), '庆云县');
    assert.equal(await page.$eval('[name=sort][value=date]', (b) => b.checked), true);
    assert.ok((await page.$$eval('#hits mark', (m) => m.map((one) => one.textContent))).includes('庆云县'));
  }));
  test('links lead to pages that are there', () => visit(query('庆云 财政收入'), async (page) => {
    await shown(page);
    for (const href of await links(page)) assert.equal(await page.evaluate(async (u) => (await fetch(u)).status, href), 200, href);
    assert.match((await links(page))[0], /counties\/qingyun\/general_budget_revenue\/$/);
  }));
  test('the last query wins, and a query is asked once', () => visit('search/', async (page) => {
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.type('#q', '乐陵市');
    await page.keyboard.type('固定资产投资', { delay: 20 });
    await status(page, '结果');
    await shown(page);
    await settle(page);
    assert.equal(new URL(page.url()).searchParams.get('q'), '乐陵市固定资产投资');
    asked.length = 0;
    await page.$eval('#q', (q) => { q.value = ''; q.dispatchEvent(new InputEvent('input')); });
    await status(page, '');
    await page.type('#q', '乐陵市固定资产投资');
    await shown(page);
    assert.deepEqual(asked.filter((url) => url.includes('/b/')).filter((url, i, all) => all.indexOf(url) !== i), []);
  }));
  test('asks nothing while an input method composes', () => visit('search/', async (page) => {
    await settle(page);
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.$eval('#q', (q) => {
      q.dispatchEvent(new CompositionEvent('compositionstart'));
      q.value = 'qing yun';
      q.dispatchEvent(new InputEvent('input', { isComposing: true }));
    });
    await new Promise((done) => { setTimeout(done, 300); });
    assert.deepEqual(asked, []);
    await page.$eval('#q', (q) => { q.value = '庆云'; q.dispatchEvent(new CompositionEvent('compositionend')); });
    await shown(page);
  }));
  test('narrows by facets, which load when their panel opens', () => visit(query('增长'), async (page) => {
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await shown(page);
    assert.ok(!asked.some((url) => url.includes('/f/')));
    await page.click('#filter summary');
    await page.waitForSelector('#filter input:not(:disabled)');
    const count = await page.$eval('#filter input:not(:disabled)', (box) => box.parentElement.querySelector('span').textContent);
    await page.click('#filter input:not(:disabled)');
    await status(page, `共${count}条`);
    assert.match(page.url(), /&c=/);
    assert.equal(await page.$$eval('#chips label', (all) => all.length), 1);
    assert.ok(await page.$$eval('#filter input', (all) => all.every((b) => b.disabled === (b.parentElement.querySelector('span').textContent === '0' && !b.checked))));
    await page.click('#chips label');
    await page.waitForFunction(() => !location.search.includes('c='));
  }));
  test('goes on to further pages and back', () => visit(query('增长'), async (page) => {
    await shown(page);
    const first = await links(page);
    await page.click('#pages [value="2"]');
    await page.waitForFunction((href) => document.querySelector('#hits a')?.getAttribute('href') !== href, {}, first[0]);
    await shown(page);
    assert.equal((await links(page)).filter((href) => first.includes(href)).length, 0);
    await page.goBack();
    await page.waitForFunction((href) => document.querySelector('#hits a')?.getAttribute('href') === href, {}, first[0]);
  }));
  test('shows that pages are left out', () => visit(query('增长'), async (page) => {
    await shown(page);
    const numbers = await page.$eval('#pages', (nav) => [...nav.childNodes].map((n) => n.textContent).filter((t) => !t.includes('页')).join(' '));
    assert.match(numbers.replace(/ +/g, ' ').trim(), /^1 2 … \d+$/);
  }));
  test('says what to do where nothing is found', () => visit(query('zzzzqq 鿆鿇'), async (page) => {
    await status(page, '没有找到');
    await page.click('#empty button');
    await page.waitForFunction(() => new URLSearchParams(location.search).get('q') === '鿆鿇');
  }));
  test('never reads a text as HTML', () => visit(query('<img src=x onerror=alert(1)>"</script>'), async (page) => {
    await page.waitForFunction(() => document.getElementById('status').textContent);
    assert.equal(await page.$$eval('main img', (all) => all.length), 0);
  }));
  test('is used by keys alone', () => visit(query('庆云县'), async (page) => {
    await shown(page);
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
    await page.keyboard.press('ArrowDown');
    const wanted = (await links(page))[0];
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), wanted);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.equal(page.url(), new URL(wanted, on.host.url).href);
  }));
  for (const [name, screen] of Object.entries(screens)) {
    test(`has no barriers with results (${name})`, () => visit(query('增长', '&y=2023'), async (page) => {
      await shown(page);
      await page.waitForSelector('#filter input');
      assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= document.documentElement.clientWidth), 'scrolls sideways');
      await page.evaluate(axe.source);
      assertNone(await violations(page));
    }, screen));
  }
});

describe('the dialog', () => {
  test('opens by key, chooses by arrows, and gives the focus back', () => visit('', async (page) => {
    await page.focus('[data-search]');
    assert.equal(await page.$eval('.ut kbd', (key) => key.textContent), process.platform === 'darwin' ? '⌘K' : 'Ctrl K');
    await page.keyboard.down('Control');
    await page.keyboard.press('k');
    await page.keyboard.up('Control');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.type('乐陵');
    await page.waitForSelector('dialog [aria-selected=true]');
    const active = () => page.$eval('dialog input', (input) => input.getAttribute('aria-activedescendant'));
    const first = await active();
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await active(), first);
    await page.evaluate(axe.source);
    assertNone(await violations(page));
    await page.keyboard.press('Escape');
    assert.equal(await page.$('dialog[open]'), null);
    assert.ok(await page.evaluate(() => document.activeElement.matches('[data-search]')));
  }));
  test('leads to a county by its pinyin', () => visit('indicators/', async (page) => {
    await page.click('[data-search]');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.type('laoling');
    await page.waitForSelector('dialog [role=option]');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.equal(page.url(), `${on.host.url}counties/leling/`);
  }));
  test('is the search page where the script does not come', () => withPage(on.browser, (page) => page.setViewport(screens.wide), async (page) => {
    await page.setRequestInterception(true);
    page.on('request', (request) => (/search\.[0-9a-f]+\.js/.test(request.url()) ? request.abort() : request.continue()));
    await open(page, on.host.url);
    await Promise.all([page.waitForNavigation(), page.click('[data-search]')]);
    assert.equal(page.url(), `${on.host.url}search/`);
  }));
});
