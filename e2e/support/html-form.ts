/** The first form of a page, read as a browser without JavaScript would. */
export interface HtmlForm {
  readonly action: string;
  readonly method: string;
  /** Every named field with its initial value; buttons only where they are submitted (the first one). */
  readonly fields: ReadonlyMap<string, string>;
  /** Names of the fields by input type, e.g. `password`. */
  readonly types: ReadonlyMap<string, string>;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export const decodeEntities = (text: string): string =>
  text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole;
    const hex = name[1] === 'x' || name[1] === 'X';
    return String.fromCodePoint(Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10));
  });

function attributesOf(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of tag.matchAll(/\s([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/gi)) {
    found.set((match[1] ?? '').toLowerCase(), decodeEntities(match[2] ?? match[3] ?? match[4] ?? ''));
  }
  return found;
}

/** Null when the page has no form. */
export function firstForm(html: string): HtmlForm | null {
  const form = /<form(\s[^>]*)?>([\s\S]*?)<\/form>/i.exec(html);
  if (form === null) return null;
  const attributes = attributesOf(`<form${form[1] ?? ''}>`);
  const fields = new Map<string, string>();
  const types = new Map<string, string>();
  let submitted = false;
  for (const [tag, kind = ''] of (form[2] ?? '').matchAll(/<(input|button)(?:\s[^>]*)?>/gi)) {
    const field = attributesOf(tag);
    const type = (field.get('type') ?? (kind.toLowerCase() === 'button' ? 'submit' : 'text')).toLowerCase();
    const name = field.get('name');
    if (type === 'submit') {
      if (name !== undefined && !submitted) fields.set(name, field.get('value') ?? '');
      submitted = true;
    } else if (name !== undefined && type !== 'button' && type !== 'reset') {
      if ((type === 'checkbox' || type === 'radio') && !field.has('checked')) continue;
      fields.set(name, field.get('value') ?? '');
      types.set(type, name);
    }
  }
  return {
    action: attributes.get('action') ?? '',
    method: (attributes.get('method') ?? 'get').toUpperCase(),
    fields,
    types,
  };
}
