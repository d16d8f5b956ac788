// Chinese typesetting of a page with its hard cases (`content/articles/2023/2023-12-30-typography.md`), as Chromium sets it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { open, withPage } from './browser.mjs';
import { assertNone } from './faults.mjs';
import { stage } from './stage.mjs';

const on = stage();
const pages = ['articles/2023-12-30-typography/', 'counties/shuangjiang/', 'counties/shuangjiang/industrial_margin/', 'indicators/industrial_margin/'];

/** The lines of every piece of text, as they are broken on the screen. */
function lines() {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const blockOf = (node) => {
    let e = node.parentElement;
    while (getComputedStyle(e).display.startsWith('inline')) e = e.parentElement;
    return e;
  };
  let block, line, bottom;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement: parent, data } = node;
    if (!parent.checkVisibility({ visibilityProperty: true }) || parent.closest('.vh,svg,pre,code')) continue;
    if (blockOf(node) !== block) {
      block = blockOf(node);
      line = undefined;
    }
    for (let i = 0; i < data.length; i += 1) {
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const box = range.getClientRects()[0];
      if (!box || !data[i].trim()) continue;
      if (!line || box.top >= bottom) {
        line = { text: '', tag: block.localName, keep: Boolean(parent.closest('.k')), first: !line };
        found.push(line);
        bottom = box.bottom;
      }
      line.text += data[i];
    }
  }
  return found;
}

const show = (path, width, act) => withPage(on.browser, (page) => page.setViewport({ width, height: 900 }), async (page) => {
  assert.equal(await open(page, on.host.url + path), 200);
  return act(page);
});

for (const width of [320, 375, 768, 1280]) {
  describe(`at ${width} px`, () => {
    for (const path of pages) {
      test(`/${path}: no line begins or ends with the wrong mark`, () => show(path, width, async (page) => {
        const all = await page.evaluate(lines);
        assert.ok(all.length > 10);
        const begun = all.filter((l) => !l.first && /^[，。、；：！？）》」』〕”’%‰℃…·]/.test(l.text));
        const ended = all.filter((l, i) => all[i + 1] && !all[i + 1].first && /[（《「『〔“‘]$/.test(l.text));
        assertNone([...begun, ...ended].map((l) => `${l.tag}: ${l.text}`));
      }));
      test(`/${path}: nothing is too wide, and values keep their units`, () => show(path, width, async (page) => {
        assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth) <= width);
        const broken = await page.$$eval('main .nw,main .fig-n', (all) => all.filter((e) => {
          const tops = [...e.getClientRects()].map((box) => box.bottom);
          return e.localName === 'span' && Math.max(...tops) - Math.min(...tops) > 12;
        }).map((e) => e.outerHTML));
        assertNone(broken);
      }));
    }
  });
}

test('titles that may, break at punctuation only', () => show('', 1280, async (page) => {
  const all = await page.evaluate(lines), kept = all.filter((l) => l.keep);
  assert.ok(kept.length > 0);
  assertNone(all.filter((l, i) => l.keep && all[i + 1]?.keep && !all[i + 1].first && !/\p{P}$/u.test(l.text) && !/^\p{P}/u.test(all[i + 1].text)).map((l) => l.text));
}));

/** The runs of titles that are broken though they would have fitted on a line. */
const torn = (all) => all.filter((run) => {
  const room = run.closest('h1,h3,p,li>span').getBoundingClientRect().width;
  const [tall, line] = [run.getBoundingClientRect(), parseFloat(getComputedStyle(run).lineHeight)];
  run.style.whiteSpace = 'nowrap';
  const wide = run.getBoundingClientRect().width;
  run.style.whiteSpace = '';
  return wide <= room && tall.height > 1.5 * line;
}).map((run) => run.innerText);

for (const [path, width] of [['archive/2023/', 375], ['issues/2023-52/', 375], ['articles/', 768]]) {
  test(`/${path} at ${width} px: titles break at marks where they can`, () => show(path, width, async (page) => {
    assert.ok(await page.$$eval('.ru,.rl', (all) => all.length) > 5);
    assertNone(await page.$$eval('.ru,.rl', torn));
  }));
}

test('emphasis is upright, figures are of one width', () => show(pages[0], 1280, async (page) => {
  const { style, mark } = await page.$eval('.prose em', (em) => ({ style: getComputedStyle(em).fontStyle, mark: getComputedStyle(em).textEmphasisStyle }));
  assert.equal(style, 'normal');
  assert.notEqual(mark, 'none');
  assert.match(await page.$eval('.prose td', (td) => getComputedStyle(td).fontVariantNumeric), /tabular-nums/);
}));
