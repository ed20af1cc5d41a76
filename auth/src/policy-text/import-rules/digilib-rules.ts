import type { FolderRule, Grant, Place } from '../../core/policy/model.js';
import { parseRange } from '../../core/policy/ip-range.js';
import { err, ok, type Result } from '../../core/result.js';
import { fullFor, type ImportedRules, ruleFor } from './imported-rules.js';

interface Entry {
  readonly key: string;
  readonly roles: readonly string[];
}

/**
 * digilib's `digilib-auth.xml`: a path needs one of its roles, or one of a path above it; an address brings roles with
 * it; whatever has no path is open to anyone.
 */
export function importDigilibRules(xml: string): Result<ImportedRules, string> {
  const text = xml.replaceAll(/<!--[\s\S]*?-->/g, '');
  if (!/<auth-config[\s>]/.test(text) || text.includes('<!ENTITY'))
    return err('This is no digilib-auth.xml: it has no <auth-config>.');
  const paths = listEntries(text, 'path', 'name').map(({ key, roles }) => ({
    key: key
      .split('/')
      .filter((part) => part !== '')
      .join('/'),
    roles,
  }));
  const places: (Place & { readonly roles: readonly string[] })[] = [];
  const notes: string[] = [];
  for (const { key, roles } of listEntries(text, 'address', 'ip')) {
    const range = rangeOf(key);
    if (range === null) notes.push(`The address "${key}" can't be read and is left out.`);
    else places.push({ name: `digilib-${key.replaceAll(/[^0-9A-Za-z.]/g, '-')}`, ranges: [range], roles });
  }
  const rules: FolderRule[] = [ruleFor('', [fullFor({ kind: 'anyone' })])];
  for (const { key } of paths) {
    const roles = new Set(
      paths.filter((above) => `${key}/`.startsWith(`${above.key}/`)).flatMap((above) => above.roles),
    );
    const grants: Grant[] = [...roles].map((name) => fullFor({ kind: 'group', name }));
    for (const place of places)
      if (place.roles.some((role) => role === 'ALL' || roles.has(role)))
        grants.push(fullFor({ kind: 'place', name: place.name }));
    rules.push(ruleFor(key, grants));
  }
  return ok({ places: places.map(({ name, ranges }) => ({ name, ranges })), rules, notes });
}

function listEntries(text: string, tag: string, key: string): readonly Entry[] {
  const entries: Entry[] = [];
  for (const [, attributes = ''] of text.matchAll(new RegExp(`<${tag}\\s([^>]*?)/?>`, 'g'))) {
    const values = new Map(
      [...attributes.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name, double, single]) => [
        name,
        unescape(double ?? single ?? ''),
      ]),
    );
    const name = values.get(key);
    const roles = (values.get('role') ?? '').split(',').filter((role) => role.trim() !== '');
    if (name !== undefined) entries.push({ key: name, roles: roles.map((role) => role.trim()) });
  }
  return entries;
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

/** Matched from the left in full quads: `130.92` is 130.92.0.0/16. */
function rangeOf(prefix: string): string | null {
  const quads = prefix.split('.').filter((quad) => quad !== '');
  const full = [...quads, '0', '0', '0', '0'].slice(0, 4).join('.');
  const range = prefix.includes(':') ? prefix : `${full}/${quads.length * 8}`;
  return quads.length <= 4 && parseRange(range).ok ? range : null;
}
