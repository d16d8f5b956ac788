// Where searching begins: on the search page, and in the dialog that any page can open. Fetches the other parts by the
// addresses that the search page names, and holds what both share.
// @ts-check

/**
 * @typedef {import('./search-engine.js').Hit} Hit
 * @typedef {import('./search-engine.js').Query} Query
 * @typedef {Awaited<ReturnType<typeof gather>>} Kit What the page and the dialog share.
 */

/** How long typing pauses before it is looked up, in ms. */
const WAIT = 80;

/** @param {Document} there The search page. @param {string} at Its address. */
async function gather(there, at) {
  const { dataset } = /** @type {HTMLElement} */ (there.getElementById('search'));
  /** @param {string} [path] */
  const url = (path = '') => new URL(path, at).href;
  /** @param {string} name @returns {Promise<any>} */
  const load = (name) => import(url(dataset[name]));
  const [{ open: start }, text] = await Promise.all([load('engine'), load('text')]);
  /** @type {import('./search-engine.js').Engine} */
  const engine = start(url(dataset.index), text);
  /** @type {Record<string, string>} */
  const words = JSON.parse(there.getElementById('search-words')?.textContent ?? '');

  /** Makes an element; texts are never read as HTML. @param {string} tag @param {Record<string, string | undefined>} attributes @param {(Node | string)[]} inside */
  function make(tag, attributes, ...inside) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== undefined) node.setAttribute(name, value);
    node.append(...inside);
    return node;
  }
  /** @param {string} name @param {Record<string, string | number>} places */
  const say = (name, places) => words[name].replace(/\{(\w+)\}/g, (_, key) => String(places[key]));

  /** A text with its matches. @param {string} source @param {number} folded @param {Query} query @param {number} [length] */
  const marks = async (source, folded, query, length) => (await engine.marked(source, folded, query, length)).map(([t, m]) => (m ? make('mark', {}, t) : t));

  return {
    engine,
    words,
    load,
    make,
    say,
    marks,
    /** @param {string} path */
    href: (path) => url(dataset.pages + path),
    /** A hit, as it is shown. @param {Hit} hit @param {Query} query */
    async item(hit, query) {
      const [kind, path, title, date, about, value, folded] = await engine.card(hit);
      return { kind, path, value, title: await marks(title, folded, query), about: [about, date].filter(Boolean).join('　') };
    },
    /** @param {Hit[]} hits @param {string} q */
    count: (hits, q) => say(hits.length ? hits[0].tier ? 'count' : 'some' : 'none', { n: hits.length, q }),
    /** @param {Error} error */
    trouble: (error) => words[error.name === 'VersionError' ? 'version' : 'failed'],
    /** Calls `act` with what was typed once the typing pauses; not while an input method composes. @param {HTMLInputElement} input @param {(text: string) => void} act */
    typed(input, act) {
      let timer = 0, composing = false;
      for (const name of ['compositionstart', 'compositionend', 'input']) {
        input.addEventListener(name, () => {
          composing = name === 'compositionstart' || (composing && name === 'input');
          clearTimeout(timer);
          if (!composing) timer = window.setTimeout(() => act(input.value), WAIT);
        });
      }
    },
  };
}

/** @type {Promise<() => void> | undefined} */
let dialog;

/** Opens the dialog. @param {HTMLAnchorElement} link The link to the search page. */
export async function open({ href }) {
  dialog ??= (async () => {
    const response = await fetch(href);
    if (!response.ok) throw new Error(href);
    const there = new DOMParser().parseFromString(await response.text(), 'text/html'), kit = await gather(there, href);
    return (await kit.load('dialog')).build(kit, there, href);
  })();
  dialog.catch(() => { dialog = undefined; });
  (await dialog)();
}

if (document.getElementById('search')) gather(document, location.href).then(async (kit) => (await kit.load('page')).show(kit));
