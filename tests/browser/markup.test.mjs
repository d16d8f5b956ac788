// The HTML of every page, by the Nu HTML checker.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';

import { assertNone } from './faults.mjs';
import { folder } from './site.mjs';

const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

/** What the checker finds in files, in folders, or (`-`) in a text. */
function check(of, input) {
  const options = ['--errors-only', '--format', 'gnu', '--skip-non-html', '--no-langdetect'];
  const { status, stderr, error } = spawnSync('java', ['-jar', jar, ...options, of], { input, maxBuffer: 1e8 });
  if (error) throw error;
  const lines = stderr.toString().split('\n').filter(Boolean);
  assert.equal(status === 0, lines.length === 0, stderr.toString());
  return lines;
}

describe('the Nu HTML checker', () => {
  test('finds no error on any page', () => assertNone(check(folder)));
  test('would find one', () => {
    assert.match(check('-', '<!doctype html><html lang="en"><title>x</title><p><div id=a><i id=a>')[0], /error/);
  });
});
