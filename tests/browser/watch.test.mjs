// The live preview as an editor uses it: real files, the real server, Chromium.

import assert from 'node:assert/strict';
import { renameSync, symlinkSync } from 'node:fs';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { launch, open, screens, settle, watch } from './browser.mjs';
import { assertNone } from './faults.mjs';
import { freePort, holds, isMarked, mark, preview, site, until } from './preview.mjs';

const FILE = 'content/articles/2024-01-05-first.md';
const ARTICLE = 'articles/2024-01-05-first/';
const SERIES = 'counties/leling/gdp/';

let browser;
let files;
let server;
let pages;

before(async () => { browser = await launch(); });
after(() => browser?.close());
beforeEach(async () => {
  files = site();
  pages = [];
  server = await preview(files.folder, await freePort());
});
afterEach(async () => {
  await Promise.all(pages.map((page) => page.close()));
  await server.stop();
  files.drop();
});

/** Opens a page of the preview. */
async function tab(path) {
  const page = await browser.newPage();
  pages.push(page);
  await page.setViewport(screens.wide);
  await open(page, server.url + path);
  return page;
}

/** Replaces something in a file, which must be there. */
function edit(path, from, to) {
  const text = files.read(path);
  assert.ok(text.includes(from), `${path} has no “${from}”`);
  files.write(path, text.replace(from, to));
}

const says = (page, words) => holds(page, (w) => document.body.textContent.includes(w), words);
const soon = () => new Promise((done) => { setTimeout(done, 400); });

describe('an edit', () => {
  test('shows in the open page, which stays where it was', async () => {
    edit(FILE, '## 小结', `${'多写一段，好让页面长一些。\n\n'.repeat(60)}## 小结`);
    const page = await tab(ARTICLE);
    await says(page, '多写一段');
    await page.evaluate(() => scrollTo(0, 900));
    await soon();
    edit(FILE, '比上年增长6.1%。', '比上年增长6.1%，快于全市。');
    await says(page, '快于全市');
    // A browser puts the page back there once it has laid it out.
    await holds(page, () => scrollY === 900);
    const faults = await watch(page, new URL(server.url).origin);
    await settle(page).catch(() => {});
    assertNone(faults);
  });
  test('of a figure shows on its chart page, and leaves other pages alone', async () => {
    const [series, other] = [await tab(SERIES), await tab('counties/qingyun/')];
    await mark(other);
    edit(FILE, '+6.1%', '+7.3%');
    await says(series, '7.3%');
    await soon();
    assert.ok(await isMarked(other));
  });
  test('shows in two tabs', async () => {
    const both = [await tab(''), await tab(ARTICLE)];
    edit(FILE, '乐陵市去年地区生产总值310亿元', '乐陵市经济又上台阶');
    await Promise.all(both.map((page) => says(page, '乐陵市经济又上台阶')));
  });
  test('saved by renaming, as vim and WPS do, shows', async () => {
    const page = await tab(ARTICLE);
    files.write('content/articles/.2024-01-05-first.md.swp', 'x');
    files.write('content/articles/4913', '');
    files.remove('content/articles/4913');
    renameSync(files.at(FILE), files.at(`${FILE}~`));
    files.write(FILE, files.read(`${FILE}~`).replace('全年', '这一年'));
    await says(page, '这一年');
    files.remove(`${FILE}~`);
    files.remove('content/articles/.2024-01-05-first.md.swp');
    await soon();
    assert.equal(await page.evaluate(() => document.querySelector('fangzhi-preview')), null);
  });
  test('of a style sheet changes the looks without a reload', async () => {
    const page = await tab(ARTICLE);
    await mark(page);
    const sheet = await page.evaluate(async () => (await fetch(document.querySelector('link[rel=stylesheet]').href)).text());
    files.write('assets/bulletin.css', `${sheet}\nh1{letter-spacing:7px}`);
    await holds(page, () => getComputedStyle(document.querySelector('h1')).letterSpacing === '7px');
    assert.ok(await isMarked(page));
    assert.equal(await page.$$eval('link[rel=stylesheet]', (all) => all.filter((l) => l.href.includes('/bulletin.')).length), 1);
  });
  test('that makes an article: its page is there at once, and gone with it', async () => {
    const page = await tab('articles/');
    files.write('content/articles/2024-02-01-new.md', files.read(FILE).replace('310亿元\n', '310亿元（续）\n'));
    await says(page, '310亿元（续）');
    assert.equal(await page.evaluate(async () => (await fetch('/articles/2024-02-01-new/')).status), 200);
    files.remove('content/articles/2024-02-01-new.md');
    await holds(page, () => !document.body.textContent.includes('310亿元（续）'));
    assert.equal(await page.evaluate(async () => (await fetch('/articles/2024-02-01-new/')).status), 404);
  });
});

describe('a mistake', () => {
  const bad = () => edit(FILE, 'date: 2024-01-05', 'date: 2024-13-05');
  const mend = () => edit(FILE, 'date: 2024-13-05', 'date: 2024-01-05');
  const nothing = (said) => said.text === undefined && said.badge === undefined;

  test('is explained over the last good page, and goes when it is mended', async () => {
    const page = await tab(ARTICLE);
    bad();
    const said = await until(page, ({ text }) => text?.includes('content/articles/2024-01-05-first.md:4:7'));
    assert.equal(said.marked, '2024-13-05');
    assert.equal(said.role, 'alertdialog');
    assert.match(said.link, /^vscode:\/\/file.*2024-01-05-first\.md:4:7$/);
    assert.ok((await page.evaluate(() => document.body.textContent)).includes('比上年增长6.1%'));
    mend();
    await until(page, nothing);
  });
  test('is put away with Esc, and another one shows again; N goes through all', async () => {
    const page = await tab(ARTICLE);
    edit(FILE, 'county: 乐陵市', 'county: 乐凌市');
    await until(page, ({ text }) => text?.includes('乐凌市'));
    await page.keyboard.press('Escape');
    await until(page, ({ text, badge }) => text === undefined && badge?.includes('1处错误'));
    edit(FILE, '## 小结', '[坏](none.md)\n\n## 小结');
    const first = await until(page, ({ head }) => head?.includes('第1处，共2处'));
    await page.keyboard.press('n');
    const second = await until(page, ({ head }) => head?.includes('第2处，共2处'));
    assert.notEqual(first.title, second.title);
  });
  test('in a template names the page that was rendered', async () => {
    const page = await tab(ARTICLE);
    files.write('templates/article.html', '<p>{{ nothing.there }}</p>');
    await until(page, ({ text }) => text?.includes('templates/article.html:1:') && text.includes('articles/2024-01-05-first/'));
    files.remove('templates/article.html');
    await until(page, nothing);
  });
  test('in a file without text is told with its name', async () => {
    const page = await tab(ARTICLE);
    symlinkSync('..', files.at('content/articles/endless'));
    const said = await until(page, ({ text }) => text);
    assert.equal(said.name, 'content/articles/endless');
    assert.match(said.link, /^vscode:\/\/file.*content\/articles\/endless:1:1$/);
    files.remove('content/articles/endless');
    await until(page, nothing);
    // Templates of the program's own lack a place in it, and no editor can open them.
    files.write('templates/base.html', '<p>{{ page.title }}</p>');
    const own = await until(page, ({ text }) => text);
    assert.match(own.name, /^themes\/bulletin\/templates\/\w+\.html$/);
    assert.equal(own.link, undefined);
  });
  test('in the settings keeps the old ones', async () => {
    const page = await tab('');
    edit('site-config.yaml', 'title: 测试简报', 'title: 新的名字\npage_size: many');
    await until(page, ({ text }) => text?.includes('site-config.yaml:3:'));
    assert.ok((await page.title()).includes('测试简报'));
    edit('site-config.yaml', 'page_size: many', 'page_size: 10');
    await holds(page, () => document.title.includes('新的名字'));
    await until(page, nothing);
  });
  test('that was there from the start is told before there is any page', async () => {
    await server.stop();
    bad();
    server = await preview(files.folder, await freePort());
    const page = await tab('');
    await until(page, ({ text }) => text?.includes('2024-01-05-first.md:4:7'));
    mend();
    await says(page, '测试简报');
    await until(page, nothing);
  });
  test('that is only a warning is a badge', async () => {
    const page = await tab('counties/qingyun/');
    files.write('content/articles/p.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    edit(FILE, '## 小结', '![](p.svg)\n\n## 小结');
    await until(page, ({ text, badge }) => text === undefined && badge?.includes('1条提醒'));
    await page.evaluate(() => document.querySelector('fangzhi-preview').shadowRoot.querySelector('.bg button').click());
    await until(page, ({ title }) => title === '图片没有文字说明');
    // Whoever reads the list goes on reading when something else changes.
    edit(FILE, '![](p.svg)', '![](p.svg)\n\n![](p.svg)');
    await until(page, ({ head }) => head?.includes('共2处'));
    edit(FILE, '![](p.svg)\n\n![](p.svg)\n\n', '');
    await until(page, nothing);
  });
});

describe('the server', () => {
  test('may be started again: open pages find it and what changed meanwhile', async () => {
    const page = await tab(ARTICLE);
    const { port } = new URL(server.url);
    const { code, took } = await server.stop();
    assert.equal(code, 0);
    assert.ok(took < 1000, `Ctrl-C took ${took} ms`);
    await until(page, ({ badge }) => badge?.includes('断开'));
    edit(FILE, '全年', '这一年');
    server = await preview(files.folder, port);
    await says(page, '这一年');
    await until(page, ({ badge }) => badge === undefined);
  });
  test('tells a line for each change', async () => {
    const page = await tab(ARTICLE);
    edit(FILE, '全年', '这一年');
    await says(page, '这一年');
    edit(FILE, 'date: 2024-01-05', 'date: 2024-13-05');
    await until(page, ({ text }) => text);
    const told = server.lines.slice(-2);
    assert.match(told[0], /^content\/articles\/2024-01-05-first\.md：0个错误，0条提醒；\d+毫秒$/);
    assert.match(told[1], /^content\/articles\/2024-01-05-first\.md：1个错误，\d+条提醒；\d+毫秒　/);
  });
});

describe('search', () => {
  const hits = (page) => page.$$eval('#hits > li', (all) => all.map((li) => li.querySelector('a').getAttribute('href')));
  const query = (words) => `search/?q=${encodeURIComponent(words)}`;
  const found = (page, count) => holds(page, (n) => !document.querySelector('#hits[aria-busy=true]')
    && document.querySelectorAll('#hits > li').length === n, count);

  test('finds an edit at once, without a reload', async () => {
    const page = await tab(query('量子纠缠'));
    await holds(page, () => document.getElementById('status').textContent !== '');
    await mark(page);
    edit(FILE, '全年', '量子纠缠产业全年');
    await found(page, 1);
    assert.match((await hits(page))[0], /articles\/2024-01-05-first\/$/);
    assert.ok(await isMarked(page));
    edit(FILE, '量子纠缠产业全年', '全年');
    await found(page, 0);
  });
  test('finds a figure in its series, and no record twice', async () => {
    const page = await tab(query('乐陵 地区生产总值'));
    await found(page, 2);
    edit(FILE, '310亿元, +6.1%', '335.7亿元, +6.1%');
    await holds(page, () => document.querySelector('#hits .val')?.textContent.includes('335.7'));
    await found(page, 2);
  });
  test('finds in a copy that is switched on later', async () => {
    const first = await tab(query('地区生产总值'));
    await found(first, 3);
    edit('site-config.yaml', 'title: 测试简报', 'title: 测试简报\ncopies: [zh-hant]');
    await holds(first, async () => (await fetch('/zh-hant/search/')).ok);
    const copy = await tab(`zh-hant/${query('地區生產總值')}`);
    await found(copy, 3);
  });
  test('forgets what is gone and knows what is new, by date too', async () => {
    const page = await tab(`${query('“比上年增长”')}&sort=date`);
    const before = (await found(page, 1), await hits(page));
    files.write('content/articles/2024-02-01-new.md', files.read(FILE).replace('2024-01-05', '2024-02-01'));
    await found(page, 2);
    assert.match((await hits(page))[0], /2024-02-01-new/);
    files.remove('content/articles/2024-02-01-new.md');
    await found(page, 1);
    assert.deepEqual(await hits(page), before);
  });
});
