// Forms: Sveltia CMS as the preview serves it, from its package on this machine, working on a folder. The browser's dialog
// that chooses a folder cannot be driven; the test gives it one of the browser's own file system with the site's files.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import { join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { launch, screens } from './browser.mjs';
import { freePort, preview, site } from './preview.mjs';

const sveltia = fileURLToPath(new URL('./node_modules/@sveltia/cms', import.meta.url));
const FILE = 'content/articles/2024/2024-01-20-form.md';
const ARTICLE = `---
title: 乐陵市收入增长
county: 乐陵市
date: 2024-01-20
metrics:
  一般公共预算收入 2022年: 20.5亿元, +3.2%
  地区生产总值 2022年: {value: 301亿元, status: 初步}
column: 经济
credits: {编辑: [甲, 乙]}
weather: 晴
---

正文第一段，**粗体**与[^1]。

[^1]: 注。
`;

let browser;
let files;
let server;

before(async () => {
  files = site();
  files.write(FILE, ARTICLE);
  browser = await launch();
  server = await preview(files.folder, await freePort(), '--cms', sveltia);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  files?.drop();
});

/** All files of a folder: `[path, text]`. */
function all(folder) {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return paths.map((entry) => {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    return [relative(folder, path), readFileSync(path, 'utf8')];
  });
}

/** Puts files into the browser's own file system, and lets the dialog for folders answer with it. */
function offer(page, entries) {
  return page.evaluateOnNewDocument((given) => {
    window.showDirectoryPicker = async () => {
      const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('site', { create: true });
      await root.getDirectoryHandle('.git', { create: true });
      for (const [path, text] of given) {
        const parts = path.split('/');
        const name = parts.pop();
        let folder = root;
        for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
        const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
        await writable.write(text);
        await writable.close();
      }
      return root;
    };
  }, entries);
}

/** The text of a file there. */
const stored = (page, path) => page.evaluate(async (wanted) => {
  const parts = wanted.split('/');
  const name = parts.pop();
  let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('site');
  for (const part of parts) folder = await folder.getDirectoryHandle(part);
  return (await (await folder.getFileHandle(name)).getFile()).text();
}, path);

const text = (page) => page.evaluate(() => document.body.innerText);

async function shows(page, words, patience = 20_000) {
  let last = '';
  for (const begun = performance.now(); performance.now() - begun < patience;) {
    last = await text(page).catch(() => '');
    if (words.every((word) => last.includes(word))) return last;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  return assert.fail(`no ${words.join(', ')} in:\n${last}`);
}

/** Presses the button (or another element) that says so, once it can be pressed. */
async function press(page, name, selector = 'button:not([disabled])') {
  for (const begun = performance.now(); performance.now() - begun < 20_000;) {
    for (const button of await page.$$(selector)) {
      const words = await button.evaluate((own) => own.innerText);
      if (words.includes(name)) return button.click();
    }
    await new Promise((done) => { setTimeout(done, 100); });
  }
  return assert.fail(`no button ${name}`);
}

/** Presses it until these words are shown: what was just drawn may not listen yet. */
async function pressFor(page, words, name, selector) {
  for (let n = 0; n < 5; n += 1) {
    await press(page, name, selector);
    const shown = await shows(page, words, 3_000).catch(() => undefined);
    if (shown) return shown;
  }
  return shows(page, words, 1_000);
}

/** Writes something else into the field that says this, until the form has noticed. */
async function change(page, from, to) {
  for (let n = 0; n < 10; n += 1) {
    for (const input of await page.$$('input[type=text]')) {
      const value = await input.evaluate((own) => own.value);
      if (value === from || value === to) {
        await input.click({ clickCount: 3 });
        await page.keyboard.type(to);
        break;
      }
    }
    await new Promise((done) => { setTimeout(done, 500); });
    const can = await page.$$eval('button:not([disabled])', (all) => all.some((own) => own.innerText.trim() === 'Save'));
    if (can) return;
  }
  assert.fail(`“${from}” cannot be changed`);
}

/** The answer to a path as it is written: `fetch` would take out its dots. */
function statusOf(path) {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    http.get({ hostname, port, path }, (answer) => resolve(answer.resume().statusCode)).on('error', reject);
  });
}

describe('forms', () => {
  test('the configuration is of the site as it lies on the disk', async () => {
    const ask = async () => (await fetch(`${server.url}admin/config.json`)).json();
    const field = (config, name) => config.collections[0].fields.find((own) => own.name === name);
    assert.ok(field(await ask(), 'county').options.includes('乐陵市'));
    files.write('content/counties/xiajin.md', '---\nname: 夏津县\nkind: 县\nadcode: 371427\n---\n');
    assert.ok(field(await ask(), 'county').options.includes('夏津县'));
  });

  test('nothing but the package is served', async () => {
    const page = await fetch(`${server.url}admin/`);
    assert.match(page.headers.get('content-security-policy'), /^default-src 'self'/);
    assert.equal((await fetch(`${server.url}admin/fonts/icons.woff2`)).status, 200);
    assert.equal((await fetch(`${server.url}admin`, { redirect: 'manual' })).status, 308);
    for (const path of ['cms/README.md', 'cms/dist', 'cms/%2e%2e/%2e%2e/package.json', 'cms/../../package.json', 'x']) {
      assert.equal(await statusOf(`/admin/${path}`), 404, path);
    }
  });

  test('an article is opened, changed and saved by its form', { timeout: 120_000 }, async () => {
    const page = await browser.newPage();
    await page.setViewport(screens.wide);
    const foreign = [];
    page.on('response', (response) => {
      const url = response.url();
      if (!url.startsWith(server.url) && !/^(data|blob):/.test(url)) foreign.push(url);
    });
    await offer(page, all(files.folder).filter(([path]) => path.startsWith('content/') || !path.includes('/')));
    await page.goto(`${server.url}admin/`, { waitUntil: 'networkidle0' });
    await press(page, 'Work with Local Repository');
    await shows(page, ['稿件']);
    await page.evaluate(() => { window.location.hash = '#/collections/articles-1'; });
    await shows(page, ['2024-01-20 乐陵市收入增长']);
    await pressFor(page, ['指标，可带时期', '标题'], '2024-01-20 乐陵市收入增长', '[role=row]');
    const values = await page.$$eval('input', (inputs) => inputs.map((input) => input.value));
    for (const value of ['乐陵市收入增长', '一般公共预算收入 2022年', '20.5亿元, +3.2%']) assert.ok(values.includes(value), value);
    await change(page, '乐陵市收入增长', '乐陵市收入增长三成');
    await press(page, 'Save');
    await shows(page, ['Entry saved']);
    const saved = await stored(page, FILE);
    // What was changed is; all else stands, though the form knows no such key or shape.
    for (const line of ['title: 乐陵市收入增长三成', '  - 乐陵市', '20.5亿元, +3.2%', 'status: 初步', 'weather: 晴', '    - 乙']) {
      assert.ok(saved.includes(line), `${line}\n${saved}`);
    }
    assert.ok(saved.endsWith(ARTICLE.slice(ARTICLE.indexOf('\n正文'))), saved);
    assert.deepEqual(foreign, [], 'answers of other hosts');
    await page.close();
  });
});
