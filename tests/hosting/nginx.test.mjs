// docs/hosting/nginx.conf with nginx as Debian has it: headers, types, 404, base path, packed copies.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** A site built with `--precompress` for the base path `/base/`. */
const site = process.env.FANGZHI_SITE ?? '';
const program = process.env.FANGZHI_PROGRAM ?? '';
const modules = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';
const sample = readFileSync(new URL('../../docs/hosting/nginx.conf', import.meta.url), 'utf8');

let folder;
let nginx;
let port;

before(async () => {
  assert.ok(existsSync(join(site, 'index.html.br')), 'set FANGZHI_SITE to a site built with --precompress, or use tests/run');
  folder = mkdtempSync(join(tmpdir(), 'fangzhi-nginx-'));
  port = await freePort();
  mkdirSync(join(folder, 'www'));
  cpSync(site, join(folder, 'www/base'), { recursive: true });
  mkdirSync(join(folder, 'www/base/.git'));
  writeFileSync(join(folder, 'www/base/.git/config'), 'secret');
  writeFileSync(join(folder, 'nginx.conf'), configuration());
  nginx = start();
  await answering();
});
after(async () => {
  if (nginx?.exitCode === null) {
    nginx.kill('SIGQUIT');
    await once(nginx, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

/** The sample as it is, but for port and folder, in a configuration of its own. */
function configuration() {
  const server = sample.replace('listen 80;', `listen 127.0.0.1:${port};`).replace('root /srv/www;', `root ${folder}/www;`);
  assert.notEqual(server, sample);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path tmp/${name};`);
  return [
    `load_module ${modules};`, 'daemon off;', 'worker_processes 1;', 'pid nginx.pid;', 'error_log stderr notice;', 'events {}',
    'http {', 'include /etc/nginx/mime.types;', 'default_type application/octet-stream;', 'access_log off;', ...temporary, server, '}',
  ].join('\n');
}

/** Starts it as nobody where the tests run as root: it must not need more. */
function start() {
  const args = ['nginx', '-p', folder, '-e', 'stderr', '-c', 'nginx.conf'];
  if (process.getuid() === 0) {
    for (const path of ['', 'tmp']) {
      mkdirSync(join(folder, path), { recursive: true });
      chmodSync(join(folder, path), 0o777);
    }
    args.unshift('setpriv', '--reuid=65534', '--regid=65534', '--clear-groups');
  } else {
    mkdirSync(join(folder, 'tmp'));
  }
  const path = `${process.env.PATH}:/usr/sbin`;
  return spawn(args[0], args.slice(1), { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, PATH: path } });
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address();
  server.close();
  await once(server, 'close');
  return free;
}

async function answering() {
  for (let tries = 0; tries < 100; tries += 1) {
    if (nginx.exitCode !== null) throw new Error('nginx ended');
    try { return await get('/base/'); } catch { await new Promise((done) => { setTimeout(done, 50); }); }
  }
  throw new Error('nginx does not answer');
}

/** The answer as it came: `{status, headers, body}`. */
function get(path, headers = {}, method = 'GET') {
  return new Promise((done, failed) => {
    const ask = request({ host: '127.0.0.1', port, path, method, headers }, async (response) => {
      const parts = [];
      for await (const part of response) parts.push(part);
      done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) });
    });
    ask.on('error', failed).end();
  });
}

const file = (path) => readFileSync(join(site, path));
/** The first file of a form; `*` stands for a part of a name. */
const one = (form) => {
  const pattern = new RegExp(`^${form.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`);
  const first = readdirSync(site, { recursive: true }).find((path) => pattern.test(path));
  assert.ok(first, form);
  return first;
};

test('pages have their type and headers', async () => {
  const { status, headers, body } = await get('/base/');
  assert.equal(status, 200);
  assert.deepEqual(body, file('index.html'));
  assert.equal(headers['content-type'], 'text/html; charset=utf-8');
  assert.match(headers['content-security-policy'], /default-src 'self';.*frame-ancestors 'none'$/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['referrer-policy'], 'strict-origin-when-cross-origin');
  assert.equal(headers['cache-control'], 'no-cache');
  assert.ok(headers.etag);
  assert.equal((await get('/base/', { 'if-none-match': headers.etag })).status, 304);
});
test('packed copies are sent to who takes them', async () => {
  for (const path of ['', 'counties/', 'data/claims.csv', one('assets/bulletin.*.css')]) {
    const plain = file(path === '' || path.endsWith('/') ? `${path}index.html` : path);
    for (const [coding, unpack] of [['gzip', gunzipSync], ['br', brotliDecompressSync]]) {
      const { headers, body } = await get(`/base/${path}`, { 'accept-encoding': coding });
      assert.equal(headers['content-encoding'], coding, path);
      assert.match(headers.vary, /accept-encoding/i);
      assert.deepEqual(unpack(body), plain, path);
      assert.ok(body.length < plain.length, path);
    }
    assert.equal((await get(`/base/${path}`)).headers['content-encoding'], undefined);
  }
  const browser = await get('/base/', { 'accept-encoding': 'gzip, deflate, br, zstd' });
  assert.equal(browser.headers['content-encoding'], 'br');
});
test('what is not there is told by the page for it', async () => {
  for (const path of ['/base/nowhere/', '/base/counties/nobody/', '/base/.git/config', '/else/', '/base/%2e%2e/%2e%2e/nginx.conf']) {
    const { status, headers, body } = await get(path);
    assert.ok([400, 404].includes(status), `${path} ${status}`);
    if (status === 400) continue;
    assert.deepEqual(body, file('404.html'), path);
    assert.match(headers['content-security-policy'], /frame-ancestors 'none'/);
  }
});
test('folders have their slash', async () => {
  for (const [from, to] of [['/base', '/base/'], ['/base/counties', '/base/counties/'], ['/', '/base/']]) {
    const { status, headers } = await get(from);
    assert.ok([301, 302].includes(status), from);
    assert.equal(headers.location, to);
  }
});
test('files have their types, and those named after their content are kept', async () => {
  const types = [
    [one('assets/bulletin.*.css'), 'text/css; charset=utf-8', true],
    [one('assets/bulletin.*.js'), 'application/javascript; charset=utf-8', true],
    [one('counties/*/*/chart.svg'), 'image/svg+xml; charset=utf-8', false],
    ['data/claims.csv', 'text/csv; charset=utf-8', false],
    ['search-index/root.bin', 'application/octet-stream', false],
    [one('search-index/*/lex.bin'), 'application/octet-stream', true],
    [one('zh-hant/search-index/*/lex.bin'), 'application/octet-stream', true],
    ...(existsSync(join(site, 'feed.xml')) ? [['feed.xml', 'application/atom+xml; charset=utf-8', false]] : []),
  ];
  for (const [path, type, isKept] of types) {
    const { status, headers } = await get(`/base/${path}`, { 'accept-encoding': 'gzip' });
    assert.equal(status, 200, path);
    assert.equal(headers['content-type'], type, path);
    assert.equal(headers['cache-control'].includes('immutable'), isKept, path);
  }
});
test('charts for other sites may be embedded there, nothing else', async () => {
  const { status, headers } = await get(`/base/${one('counties/*/*/embed/index.html').replace('index.html', '')}`);
  assert.equal(status, 200);
  assert.match(headers['content-security-policy'], /frame-ancestors \*$/);
});
test('the site on the host is the one that was built', { skip: !program && 'FANGZHI_PROGRAM is not set' }, () => {
  const verify = (...more) => spawnSync(program, ['--lang', 'en', 'verify', '--url', `http://127.0.0.1:${port}/base/`, ...more], { encoding: 'utf8' });
  const first = verify(site);
  assert.equal(first.status, 0, first.stdout + first.stderr);
  assert.equal(verify().status, 0);
  writeFileSync(join(folder, 'www/base/index.html'), 'another');
  rmSync(join(folder, 'www/base/data/claims.csv'));
  const second = verify(site);
  assert.equal(second.status, 1);
  assert.match(second.stdout + second.stderr, /changed {2}index\.html[^]*missing {2}data\/claims\.csv/);
});
