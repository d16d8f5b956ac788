// What the tests in Chromium stand on: the built site on a host, and a browser, for all tests of one file.

import { after, before } from 'node:test';

import { launch } from './browser.mjs';
import { serve } from './server.mjs';
import { baseUrl, folder } from './site.mjs';

/** Sets both up before the tests and takes them down after; they are there once the tests run: `{host, browser}`. */
export function stage() {
  const on = {};
  before(async () => {
    on.host = await serve(folder, baseUrl.pathname);
    on.browser = await launch();
  });
  after(async () => {
    await on.browser?.close();
    await on.host?.close();
  });
  return on;
}
