// Settings of readers and their machines: forced colours, no motion, wider text spacing, remembered choices.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { open, screens, withPage } from './browser.mjs';
import { assertNone } from './faults.mjs';
import { samples } from './samples.mjs';
import { stage } from './stage.mjs';

const on = stage();
const full = samples().filter((sample) => sample.full);
const visit = (path, setUp, act) => withPage(on.browser, setUp, async (page) => {
  await open(page, on.host.url + path);
  return act(page);
});

/** Marks in pictures that hardly differ from the ground they stand on: less than 3:1 (WCAG 2.2, 1.4.11). */
function faint() {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.forcedColorAdjust = 'none';
  const light = (colour) => {
    probe.style.color = colour;
    const [r, g, b] = getComputedStyle(probe).color.match(/[\d.]+/g).map((n) => n / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const ground = light('Canvas');
  const marks = [...document.querySelectorAll('main svg :is(path,line,rect,circle,text)')].filter((mark) => mark.checkVisibility());
  const lost = marks.filter((mark) => {
    const { fill, stroke } = getComputedStyle(mark);
    // Nothing fills a line.
    return (mark.localName === 'line' ? [stroke] : [fill, stroke]).every((paint) => paint === 'none' || Math.max(light(paint) / ground, ground / light(paint)) < 3);
  });
  probe.remove();
  return { count: marks.length, lost: lost.map((mark) => mark.outerHTML.slice(0, 120)) };
}

describe('in forced colours every mark of a picture can be seen', () => {
  for (const { kind, path } of full.filter((s) => /^(home|county and indicator|indicator|article with a chart)$/.test(s.kind))) {
    for (const scheme of ['light', 'dark']) {
      test(`${kind}, ${scheme}`, async () => {
        const setUp = async (page) => {
          const session = await page.createCDPSession();
          await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }, { name: 'prefers-color-scheme', value: scheme }] });
        };
        // The reader's own choice of theme must not undo what the machine forces.
        const found = await visit(path, setUp, async (page) => {
          assert.ok(await page.evaluate(() => matchMedia('(forced-colors: active)').matches));
          await page.evaluate((theme) => { document.documentElement.dataset.theme = theme; }, scheme === 'dark' ? 'light' : 'dark');
          return page.evaluate(faint);
        });
        assert.ok(found.count > 0, 'no picture on the page');
        assertNone(found.lost);
      });
    }
  }
});

describe('nothing moves by itself, for anybody', () => {
  for (const { kind, path } of full) {
    test(kind, async () => assertNone(await visit(path, () => {}, (page) => page.evaluate(() => [...document.querySelectorAll('*')].filter((e) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(e);
      return parseFloat(transitionDuration) > 0 || animationName !== 'none' || scrollBehavior === 'smooth';
    }).map((e) => e.outerHTML.slice(0, 100))))));
  }
});

describe('wider text (WCAG 2.2, 1.4.12) still fits 320 px', () => {
  for (const { kind, path } of full) {
    test(kind, async () => {
      const width = await visit(path, (page) => page.setViewport(screens.narrow), (page) => page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}');
        document.adoptedStyleSheets.push(sheet);
        return document.scrollingElement.scrollWidth;
      }));
      assert.ok(width <= screens.narrow.width, `${width} px wide`);
    });
  }
});

test('a chosen scheme is there before anything is painted', () => visit('', () => {}, async (page) => {
  await page.evaluate(() => localStorage.setItem('fangzhi-theme', 'dark'));
  // Notes what is chosen when <body> begins: the parser has painted nothing before it.
  await page.evaluateOnNewDocument(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      window.atFirst = document.documentElement.dataset.theme;
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await open(page, on.host.url);
  const atFirst = await page.evaluate(() => window.atFirst);
  await page.evaluate(() => localStorage.clear());
  assert.equal(atFirst, 'dark');
}));

test('the address of an article is copied', async () => {
  const { path } = full.find(({ kind }) => kind === 'article');
  await on.browser.defaultBrowserContext().overridePermissions(on.host.origin, ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write']);
  await visit(path, () => {}, async (page) => {
    await page.bringToFront();
    await page.click('[data-copy]');
    await page.waitForFunction(() => document.querySelector('[data-copy]').textContent === document.querySelector('[data-copy]').dataset.done);
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), on.host.url + path);
  });
});
