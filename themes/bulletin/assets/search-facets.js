// Narrows what the search found by county, column, year and indicator. Fetched when the panel opens or an address chooses.
// @ts-check

/**
 * @typedef {import('./search-engine.js').Engine} Engine
 * @typedef {import('./search-engine.js').Hit} Hit
 * @typedef {{id: string, name: string, count: number}} Option
 */

const FACETS = ['c', 'k', 'y', 'i'];
/** More options than this are shown only if they would leave something. */
const MANY = 40;

/** A facet of one index: its values, and those of a record. @param {Engine} engine @param {number} s @param {string} name */
async function facet(engine, s, name) {
  const { root } = (await engine.shards())[s];
  if (name === 'y') {
    return { labels: root.years.map(([y]) => [String(y), String(y)]), of: (/** @type {Hit} */ hit) => (hit.year ? [String(hit.year)] : []) };
  }
  return engine.file(`${root.dir}/f/${name}.bin`, (reader) => {
    /** @type {[string, string][]} */
    const labels = JSON.parse(reader.text(reader.next()));
    const values = Array.from({ length: root.n }, () => Array.from({ length: reader.next() }, () => labels[reader.next()][0]));
    return { labels, of: (/** @type {Hit} */ hit) => values[hit.d] };
  });
}

/**
 * Narrows hits, and counts for each value of each facet how many hits it would leave with the other facets as they are.
 * @param {Engine} engine @param {Hit[]} hits @param {URLSearchParams} state
 * @returns {Promise<{hits: Hit[], options: Option[][]}>}
 */
export async function narrow(engine, hits, state) {
  const shards = await engine.shards();
  const facets = await Promise.all(FACETS.map((name) => Promise.all(shards.map((_, s) => facet(engine, s, name)))));
  const options = facets.map((each) => new Map(each.flatMap(({ labels }) => labels.map(([id, name]) => [id, { id, name, count: 0 }]))));
  const chosen = FACETS.map((name) => new Set(state.getAll(name)));
  const kept = hits.filter((hit) => {
    const values = facets.map((each) => each[hit.s].of(hit));
    const misses = FACETS.filter((_, f) => chosen[f].size && !values[f].some((v) => chosen[f].has(v)));
    values.forEach((some, f) => {
      if (misses.every((name) => name === FACETS[f])) for (const v of some) /** @type {Option} */ (options[f].get(v)).count += 1;
    });
    return !misses.length;
  });
  return { hits: kept, options: options.map((map) => [...map.values()]) };
}

/** Shows the options, and what of them is chosen. @param {Option[][]} options @param {URLSearchParams} state @param {Pick<import('./search.js').Kit, 'make' | 'say'>} kit */
export function draw(options, state, { make, say }) {
  const focused = document.activeElement?.id ?? '', chips = /** @type {HTMLElement} */ (document.getElementById('chips'));
  document.getElementById('facets')?.replaceChildren(...FACETS.map((name, f) => {
    const shown = options[f].filter((o) => o.count || state.getAll(name).includes(o.id) || options[f].length <= MANY);
    if (name !== 'y') shown.sort((a, b) => b.count - a.count);
    return make('fieldset', { class: 'fa' }, make('legend', {}, say(name, {})), ...shown.map((o) => {
      const box = /** @type {HTMLInputElement} */ (make('input', { type: 'checkbox', name, value: o.id, id: `f-${name}-${o.id}` }));
      box.checked = state.getAll(name).includes(o.id);
      box.disabled = !o.count && !box.checked;
      return make('label', {}, box, o.name, make('span', {}, String(o.count)));
    }));
  }));
  const links = [...state].flatMap(([name, id]) => {
    const what = options[FACETS.indexOf(name)]?.find((o) => o.id === id)?.name;
    const others = new URLSearchParams([...state].filter(([n, v]) => n !== 'p' && (n !== name || v !== id)));
    return what ? [make('a', { class: 'btn', href: `?${others}`, 'aria-label': say('remove', { what }) }, `${what} ×`)] : [];
  });
  const none = new URLSearchParams([...state].filter(([n]) => n !== 'p' && !FACETS.includes(n)));
  if (links.length > 1) links.push(make('a', { class: 'btn', href: `?${none}` }, say('clear', {})));
  chips.hidden = !links.length;
  chips.replaceChildren(...links.map((link) => make('li', {}, link)));
  document.getElementById(focused)?.focus();
}
