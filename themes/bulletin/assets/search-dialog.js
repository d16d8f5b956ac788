// The dialog that searches from any page: counties and indicators first. A combobox with a list of links.
// @ts-check

/** @typedef {import('./search.js').Kit} Kit */
/** @typedef {{path: string, inside: (Node | string)[]}} Row A link and what stands in it. */

const LENGTH = 8, NAMES = 3;

/** Puts the dialog of the search page into this one. @param {Kit} kit @param {Document} there @param {string} home @returns {() => void} How to open it. */
export function build({ engine, words, make, say, href, item, count, trouble, typed }, there, home) {
  const box = /** @type {HTMLDialogElement} */ (there.querySelector('template')?.content.firstElementChild);
  document.body.append(box);
  /** @param {string} role */
  const part = (role) => /** @type {HTMLInputElement} */ (box.querySelector(`[role=${role}]`));
  const input = part('combobox'), list = part('listbox'), status = part('status'), form = /** @type {HTMLFormElement} */ (input.form);
  form.action = home;
  /** @type {HTMLElement[]} */
  let options = [];
  let turn = 0, at = 0;

  /** @param {number} n */
  function select(n) {
    at = (n + options.length) % options.length;
    options.forEach((one, i) => one.setAttribute('aria-selected', String(i === at)));
    options[at]?.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', options[at]?.id ?? '');
    input.setAttribute('aria-expanded', String(options.length > 0));
  }
  /** @param {string} title @param {Row[]} rows */
  const group = (title, rows) => (rows.length ? [make('h2', { 'aria-hidden': 'true' }, title), make('ul', { class: 'sdl', role: 'group', 'aria-label': title },
    ...rows.map((r) => make('li', { role: 'none' }, make('a', { role: 'option', tabindex: '-1', href: href(r.path) }, ...r.inside))))] : []);
  /** @param {string} q */
  async function find(q) {
    const [{ query, hits: all }, names] = await Promise.all([engine.search(q), engine.suggest(q, NAMES)]);
    const hits = await engine.checked(query, all, LENGTH);
    const rows = (await Promise.all(hits.slice(0, LENGTH).map((hit) => item(hit, query)))).map((r) => ({ ...r, inside: [...r.title, make('small', {}, r.value || r.about)] }));
    const named = names.filter((n) => rows.every((r) => r.path !== n.url)).map((n) => ({ path: n.url, inside: [n.text] }));
    const more = { path: `search/?${new URLSearchParams({ q })}`, inside: [say('all', { n: hits.length })] };
    return [count(hits, q), ...group(words.places, [...named, ...rows.filter((r) => r.kind)]), ...group(words.articles, rows.filter((r) => !r.kind)), ...group(words.more, hits.length ? [more] : [])];
  }
  /** @param {string} text */
  async function show(text) {
    const mine = turn += 1, q = text.trim(), [said, ...groups] = q ? await find(q).catch((error) => [trouble(error)]) : [''];
    if (mine !== turn) return;
    list.replaceChildren(...groups);
    options = [...list.querySelectorAll('a')];
    options.forEach((one, i) => { one.id = `sd-${i}`; });
    status.replaceChildren(said);
    select(0);
  }

  typed(input, show);
  input.addEventListener('keydown', (event) => {
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowDown: () => select(at + 1),
      ArrowUp: () => select(at - 1),
      Enter: () => (options[at] ? options[at].click() : form.submit()),
      // Left to itself, the key would only empty the field.
      Escape: () => box.close(),
    };
    if (event.isComposing || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  // Of a preview: the site is another now.
  addEventListener('fangzhi-change', () => { engine.reset(); show(input.value); });
  box.addEventListener('click', (event) => { if (event.target === box) box.close(); });
  return () => {
    if (!box.open) box.showModal();
    input.select();
    engine.suggest('').catch(() => {});
  };
}
