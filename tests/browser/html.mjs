// Just enough of HTML to know a page's links and ids. The pages are written by a program: attributes stand in quotes.

const outside = /<!--[^]*?-->|(<(script|style)\b[^>]*>)[^]*?<\/\2>/gi;
const tag = /<([a-z][a-z0-9-]*)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/gi;
const attribute = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The elements of a page: `[{name, attributes}]`. Comments and the insides of scripts and styles are left out. */
export function elements(html) {
  const bare = html.replace(outside, (whole, opening) => opening ?? '');
  return [...bare.matchAll(tag)].map(([, name, text]) => ({ name: name.toLowerCase(), attributes: attributes(text) }));
}

function attributes(text) {
  const found = [...text.matchAll(attribute)];
  return Object.fromEntries(found.map(([, name, a, b, c]) => [name.toLowerCase(), decode(a ?? b ?? c ?? '')]));
}

function decode(text) {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, number, name) => {
    if (hex || number) return String.fromCodePoint(hex ? parseInt(hex, 16) : Number(number));
    return entities[name] ?? whole;
  });
}

/** The addresses an element leads to or loads. */
export function addresses({ name, attributes }) {
  const plain = ['href', 'src', 'poster', 'action', 'xlink:href'].map((key) => attributes[key]);
  const set = (attributes.srcset ?? '').split(',').map((part) => part.trim().split(/\s+/)[0] || undefined);
  const og = name === 'meta' && /^og:(url|image)$/.test(attributes.property ?? '') ? [attributes.content] : [];
  return [...plain, ...set, ...og].filter((value) => value !== undefined);
}
