// Chromium, and what goes wrong in a page while it is shown.

import { existsSync } from 'node:fs';

import puppeteer from 'puppeteer-core';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts Chromium; without its sandbox where it runs as root, as it refuses to otherwise. */
export function launch() {
  const executablePath = process.env.CHROMIUM ?? usual.find(existsSync);
  if (!executablePath) throw new Error('no Chromium: set CHROMIUM, or use tests/run');
  const args = ['--disable-dev-shm-usage', '--hide-scrollbars'];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return puppeteer.launch({ executablePath, args, protocolTimeout: 120_000 });
}

/** Desktop, and the narrowest screen that must do without scrolling sideways (WCAG 2.2, 1.4.10). */
export const screens = {
  wide: { width: 1280, height: 900 },
  narrow: { width: 320, height: 800 },
};

/** Opens a tab, runs `setUp(page)` before anything is loaded and then `act(page)`, and closes it. */
export async function withPage(browser, setUp, act) {
  const page = await browser.newPage();
  try {
    await setUp(page);
    return await act(page);
  } finally {
    await page.close();
  }
}

/** Loads an address with all that belongs to it; returns the status. */
export async function open(page, url) {
  const response = await page.goto(url, { waitUntil: 'load' });
  return response.status();
}

/** Waits until a page asks for nothing more, so that `watch` has seen all. */
export function settle(page) {
  return page.waitForNetworkIdle({ idleTime: 200 });
}

/** Gathers what goes wrong in a page: messages, exceptions, violations of the policy, failed or foreign requests. */
export async function watch(page, origin) {
  const faults = [];
  page.on('console', (message) => {
    if (['error', 'warn', 'assert'].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('requestfailed', (request) => faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on('request', (request) => {
    const ours = request.url().startsWith(`${origin}/`) || request.url().startsWith('data:');
    if (!ours) faults.push(`foreign: ${request.url()}`);
  });
  page.on('response', (response) => {
    const main = response.request().isNavigationRequest();
    if (response.status() >= 400 && !main) faults.push(`${response.status()}: ${response.url()}`);
  });
  await page.exposeFunction('reportViolation', (words) => faults.push(`policy: ${words}`));
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.reportViolation(`${event.effectiveDirective} forbids ${event.blockedURI || event.sample || 'something'}`);
    });
  });
  return faults;
}
