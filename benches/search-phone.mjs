// Measures the search page on an emulated phone: a CPU four times slower, 1.6 Mbit/s, 150 ms. From the last keystroke on
// a loaded page, nothing of the index cached but its root, to the results and to their excerpts.
//
//   (cd tests/browser && npm ci) && node benches/search-phone.mjs OUT QUERY…
import { launch, open } from '../tests/browser/browser.mjs';
import { serve } from '../tests/browser/server.mjs';

const [folder, ...queries] = process.argv.slice(2);
const host = await serve(folder, '/base/');
const browser = await launch();

/** Notes when results, and when excerpts, stand in the list. */
function note() {
  const hits = document.getElementById('hits');
  window.noted = {};
  new MutationObserver(() => {
    const now = performance.now();
    if (hits.querySelector('li')) window.noted.results ??= now;
    if (hits.querySelector('li') && ![...hits.querySelectorAll('p')].some((p) => p.textContent === '……')) window.noted.excerpts ??= now;
  }).observe(hits, { childList: true, subtree: true });
  document.getElementById('q').addEventListener('input', () => { window.noted.typed = performance.now(); });
}

for (const query of queries) {
  const page = await browser.newPage();
  const phone = await page.createCDPSession();
  await page.setCacheEnabled(false);
  await page.emulateCPUThrottling(4);
  await phone.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 });
  await open(page, `${host.url}search/`);
  await page.waitForNetworkIdle();
  await page.evaluate(note);
  await page.focus('#q');
  await phone.send('Input.insertText', { text: query });
  await page.waitForFunction(() => window.noted.excerpts || document.getElementById('empty').textContent, { timeout: 20_000 });
  const { typed, results, excerpts } = await page.evaluate(() => window.noted);
  console.log(results ? `${query}\tresults ${Math.round(results - typed)} ms\texcerpts ${Math.round(excerpts - typed)} ms` : `${query}\tnothing found`);
  await page.close();
}
await browser.close();
await host.close();
