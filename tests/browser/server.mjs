// A static host on the loopback address, as plain as they come: the folder stands under a base path, a folder's address
// gives its index.html, an unknown one gives 404.html, and nothing outside of the base path exists. Types it does not know
// are sent as text, and nothing is compressed.

import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.csv': 'text/csv; charset=utf-8',
  '.xml': 'application/xml',
  '.txt': 'text/plain; charset=utf-8',
};

/** Serves `folder` under the path `base`; returns `{origin, url, close}`, `url` being that of the home page. */
export async function serve(folder, base) {
  const server = createServer((request, response) => answer(folder, base, request, response));
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  return { origin, url: origin + base, close };
}

function answer(folder, base, request, response) {
  const path = decodeURIComponent(new URL(request.url, 'http://host/').pathname);
  const file = path.startsWith(base) ? find(folder, path.slice(base.length)) : undefined;
  const status = file ? 200 : 404;
  const sent = file ?? join(folder, '404.html');
  response.writeHead(status, { 'Content-Type': types[extname(sent)] ?? 'text/plain; charset=utf-8' });
  createReadStream(sent).pipe(response);
}

function find(folder, path) {
  const file = join(folder, path === '' || path.endsWith('/') ? `${path}index.html` : path);
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}
